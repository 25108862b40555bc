// The pipe a child replies through.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "prikaz/file_descriptor.h"
#include "watch.h"

namespace prikaz {

// Both ends are closed on exec. Throws InputError io_error.
struct Pipe {
  Pipe() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw no_process(errno);
    read = FileDescriptor(ends[0]);
    write = FileDescriptor(ends[1]);
  }
  FileDescriptor read, write;
};

}  // namespace prikaz
