#include "records.h"

#include <algorithm>

#include "prikaz/messages.h"
#include "prikaz/printable.h"

namespace prikaz {
namespace {

constexpr std::size_t kHead = 5;
constexpr std::uint32_t kMostPages = 1'000'000;

// REQUIRES: four bytes are there.
std::uint32_t number_in(std::string_view bytes) {
  std::uint32_t number = 0;
  for (std::size_t i = 4; i >= 1; --i) number = (number << 8U) | static_cast<unsigned char>(bytes[i - 1]);
  return number;
}

void append_number(std::string& bytes, std::uint32_t number) {
  for (unsigned shift = 0; shift < 32; shift += 8) bytes += static_cast<char>((number >> shift) & 0xFFU);
}

int pages_in(std::string_view bytes) { return static_cast<int>(std::min(number_in(bytes), kMostPages)); }

[[noreturn]] void garbled() { throw InputError(Failure::crash, tr("the reader of this file sent a garbled reply")); }

}  // namespace

std::string record(char type, std::string_view payload) {
  std::string bytes(1, type);
  append_number(bytes, static_cast<std::uint32_t>(payload.size()));
  bytes += payload;
  return bytes;
}

std::string progress_record(int done, int total) {
  std::string payload;
  append_number(payload, static_cast<std::uint32_t>(std::max(done, 0)));
  append_number(payload, static_cast<std::uint32_t>(std::max(total, 0)));
  return record('P', payload);
}

void ReplyReader::feed(std::string_view bytes) {
  // Nearly always a read begins with a record and holds many whole ones: only the rest is copied.
  if (!pending_.empty()) {
    pending_ += bytes;
    bytes = pending_;
  }
  while (bytes.size() >= kHead) {
    const std::uint32_t length = number_in(bytes.substr(1));
    if (length > kMaxRecord) garbled();
    if (bytes.size() - kHead < length) break;
    take(bytes.front(), bytes.substr(kHead, length));
    bytes.remove_prefix(kHead + length);
  }
  if (!bytes.empty() && (finished_ || failure_)) garbled();
  pending_ = std::string(bytes);
}

void ReplyReader::take(char type, std::string_view payload) {
  if (finished_ || failure_) garbled();
  switch (type) {
    case 'D':
      if (result_.size() + payload.size() > output_bytes_)
        throw InputError(Failure::output_limit,
                         tr("the result would be larger than %1 MB", {std::to_string(output_bytes_ >> 20U)}));
      result_.append(payload);
      return;
    case 'E': {
      if (payload.empty()) garbled();
      const auto kind = static_cast<unsigned char>(payload.front());
      if (kind > static_cast<unsigned char>(Failure::io_error)) garbled();
      failure_.emplace(static_cast<Failure>(kind), printable(payload.substr(1, kMaxReason)));
      return;
    }
    case 'P':
      if (payload.size() != 8) garbled();
      pages_done_ = std::max(pages_done_, pages_in(payload));
      pages_total_ = pages_in(payload.substr(4));
      return;
    case 'F':
      if (!payload.empty()) garbled();
      finished_ = true;
      return;
    default: garbled();
  }
}

}  // namespace prikaz
