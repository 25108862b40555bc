// What a child says to its parent: records of one type byte, four bytes of length (little endian) and the payload.
//
//   'D' a piece of the result    'E' failure kind (one byte) and reason (UTF-8)    'F' all is well; nothing follows
//   'P' a sign of life: pages done, pages in all (four bytes each, little endian)
//
// The parent believes none of it: a child may have been taken over by what it read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "prikaz/isolate.h"

namespace prikaz {

inline constexpr std::uint32_t kMaxRecord = 1U << 20U;
inline constexpr std::size_t kMaxReason = 500;  // bytes

std::string record(char type, std::string_view payload);
std::string progress_record(int done, int total);

// Puts together what comes in pieces.
//
// feed() throws InputError crash on anything a healthy child would not send, output_limit on too much of it.
class ReplyReader {
 public:
  ReplyReader(Spool& result, std::uint64_t output_bytes) : result_(result), output_bytes_(output_bytes) {}

  void feed(std::string_view bytes);

  bool finished() const { return finished_; }
  // The failure the child reported, if it did.
  const std::optional<InputError>& failure() const { return failure_; }
  // As the child told, at most a million.
  int pages_done() const { return pages_done_; }
  int pages_total() const { return pages_total_; }

 private:
  void take(char type, std::string_view payload);

  Spool& result_;
  std::uint64_t output_bytes_;
  std::string pending_;
  bool finished_ = false;
  std::optional<InputError> failure_;
  int pages_done_ = 0, pages_total_ = 0;
};

}  // namespace prikaz
