#include "records.h"

#include "prikaz/messages.h"
#include "prikaz/printable.h"

namespace prikaz {
namespace {

constexpr std::size_t kHead = 5;

std::uint32_t length_of(std::string_view head) {
  std::uint32_t length = 0;
  for (std::size_t i = 4; i >= 1; --i) length = (length << 8U) | static_cast<unsigned char>(head[i]);
  return length;
}

[[noreturn]] void garbled() { throw InputError(Failure::crash, tr("the reader of this file sent a garbled reply")); }

}  // namespace

std::string record(char type, std::string_view payload) {
  std::string bytes(1, type);
  const auto length = static_cast<std::uint32_t>(payload.size());
  for (unsigned shift = 0; shift < 32; shift += 8) bytes += static_cast<char>((length >> shift) & 0xFFU);
  bytes += payload;
  return bytes;
}

void ReplyReader::feed(std::string_view bytes) {
  // Nearly always a read begins with a record and holds many whole ones: only the rest is copied.
  if (!pending_.empty()) {
    pending_ += bytes;
    bytes = pending_;
  }
  while (bytes.size() >= kHead) {
    const std::uint32_t length = length_of(bytes);
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
    case 'F':
      if (!payload.empty()) garbled();
      finished_ = true;
      return;
    default: garbled();
  }
}

}  // namespace prikaz
