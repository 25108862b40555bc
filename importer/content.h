// Inputs opened, told apart by their content, and watched for change while they are read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "prikaz/archive.h"
#include "prikaz/error.h"
#include "prikaz/file_descriptor.h"

namespace prikaz {

// A file open for reading, with what the file system says of it. Its contents and times are never changed; the time of
// the last access neither, where the system allows that.
struct OpenedFile {
  FileDescriptor file;
  StoredPath about;
};

// Throws InputError: io_error (absent, unreadable), not_a_document (a FIFO, a device, a socket).
OpenedFile open_file(const std::string& path);

// What the file system says of the regular file at `path`, without opening it; nothing if there is none.
std::optional<StoredPath> look_at(const std::string& path);

// Whether a folder lies at `path` that can be listed.
bool is_readable_folder(const std::string& path);

// Whether size, times and inode of the open file are still those of `about`.
bool unchanged(int file, const StoredPath& about);

// Lower case hexadecimal. Read with pread: the offset, which a child shares, stays. `size` receives what was read.
// Throws InputError io_error.
std::string sha256_of_file(int file, std::uint64_t& size);

std::string sha256_of_text(std::string_view text);

// A change within the clock tick in which a file was last written would leave its times as they are, so times that were
// fresh when the file was read prove nothing later. Returns `about` with its ctime made unknown (0), which matches no
// file: it will be read again next time.
StoredPath trusted_at(StoredPath about, std::int64_t now_ns);
std::int64_t now_ns();  // since the epoch

// What stands at the beginning of `file`, as far as it matters here.
enum class Packing { none, zip, tar };
Packing packing_of(int file);

}  // namespace prikaz
