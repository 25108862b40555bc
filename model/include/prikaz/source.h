// A file as it came in.
#pragma once

#include <cstdint>
#include <string>

namespace prikaz {

struct SourceFile {
  std::string name;        // base name; bytes that are not UTF-8 replaced by U+FFFD
  std::string sha256;      // of the whole file, 64 hexadecimal digits in lower case (FIPS 180-4)
  std::string media_type;  // by content, never by name: "application/pdf"
  std::uint64_t size_bytes = 0;
  std::string bytes;  // the whole file: parsers never see a path
};

}  // namespace prikaz
