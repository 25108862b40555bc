// What unpack() wrote, read back by the importer, which believes none of it.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "prikaz/error.h"
#include "prikaz/file_descriptor.h"
#include "prikaz/isolate.h"

namespace prikaz {

// A record is a type byte, four bytes of length (little endian) and the payload:
//
//   'N' a member begins: its name as it stands in the container (raw bytes)
//   'D' a piece of its contents
//   'E' it is whole                 'B' it could not be had: kind of failure (one byte), reason
//   'O' the file is no container but a document of its own; nothing else is written
//   'M' the portion ends, the next begins at this member (eight bytes) after so many unpacked bytes (eight bytes)
//   'X' the container ends in trouble: kind of failure, reason        'Z' it ends well
//
// 'O', 'M', 'X' or 'Z' comes last.
std::string unpack_record(char type, std::string_view payload);

struct Member {
  std::string name;
  FileDescriptor file;  // without a name anywhere; open for reading
  std::uint64_t size = 0;
  std::optional<InputError> failure;
};

struct Portion {
  std::deque<Member> members;
  bool is_document = false;
  std::optional<InputError> trouble;
  std::optional<std::uint64_t> next;  // more follows from this member
  std::uint64_t unpacked_bytes = 0;
};

// `folder` is where members too large for memory are kept, in files without a name.
// Throws InputError: crash (garbled), io_error (no room for a member).
Portion read_portion(const Spool& records, const std::string& folder);

}  // namespace prikaz
