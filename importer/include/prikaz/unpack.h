// ZIP and TAR files taken apart. The bytes are hostile, so this runs where untrusted bytes are read (a child of the
// worker pool), and says what it finds in records which the importer reads back with members.h.
//
// A container is unpacked a portion at a time, so that neither side ever holds all of it.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>

namespace prikaz {

struct UnpackOrder {
  std::uint64_t from = 0;            // members before it are passed over
  std::uint64_t unpacked_bytes = 0;  // what they came to
  std::uint32_t most_members = 256;  // a portion ends after so many, or
  std::uint64_t most_bytes = std::uint64_t{128} << 20U;
};

std::string to_parameters(const UnpackOrder& order);
// Throws std::invalid_argument.
UnpackOrder unpack_order(const std::string& parameters);

// Limits against containers made to do harm.
struct UnpackLimits {
  std::uint64_t members = 100'000;
  std::uint64_t member_bytes = std::uint64_t{1} << 30U;
  std::uint64_t total_bytes = std::uint64_t{64} << 30U;
  // Unpacked over packed. Scans of white pages come to 100; what deflate can do at most is 1032.
  std::uint64_t ratio = 250;
  std::uint64_t ratio_from_bytes = std::uint64_t{64} << 20U;  // small ones may be anything
};

// Writes one portion of what `file` (open for reading, seekable) holds. `alive` is called now and then. A ZIP that is
// an office document is said to be none.
//
// Throws InputError: damaged, truncated, encrypted, empty. What goes wrong after the first member of the portion is
// told in the records, after the members that could be had.
void unpack(int file, const UnpackOrder& order, const std::string& password, std::ostream& out,
            const std::function<void()>& alive, const UnpackLimits& limits = {});

}  // namespace prikaz
