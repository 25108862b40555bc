#include "members.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <optional>

#include "prikaz/messages.h"
#include "prikaz/printable.h"

namespace prikaz {
namespace {

constexpr std::size_t kHead = 5;
constexpr std::uint32_t kMostPayload = std::uint32_t{1} << 20U;
constexpr std::size_t kMostName = 4096;
constexpr std::size_t kMostReason = 500;
constexpr std::uint64_t kMostMemory = std::uint64_t{4} << 20U;  // of one member

[[noreturn]] void garbled() { throw InputError(Failure::crash, tr("the reader of this file sent a garbled reply")); }

[[noreturn]] void no_room(int error) {
  throw InputError(Failure::io_error, tr("the temporary file cannot be used: %1", {error_text(error)}));
}

std::uint64_t number_in(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = (value << 8U) | static_cast<unsigned char>(bytes[i]);
  return value;
}

void write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(file, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) no_room(n < 0 ? errno : ENOSPC);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

FileDescriptor in_memory() {
  FileDescriptor file(::memfd_create("prikaz-member", MFD_CLOEXEC));
  if (!file.open()) no_room(errno);
  return file;
}

FileDescriptor on_disk(const std::string& folder) {
  FileDescriptor file(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (file.open()) return file;
  // Not every file system has files without a name.
  std::string name = folder + "/.prikaz-member-XXXXXX";
  file = FileDescriptor(::mkostemp(name.data(), O_CLOEXEC));
  if (!file.open()) no_room(errno);
  ::unlink(name.c_str());
  return file;
}

// Those who read it shall not be able to write to it.
FileDescriptor for_reading(FileDescriptor file) {
  FileDescriptor again(::open(("/proc/self/fd/" + std::to_string(file.get())).c_str(), O_RDONLY | O_CLOEXEC));
  return again.open() ? std::move(again) : std::move(file);
}

class PortionReader {
 public:
  explicit PortionReader(const std::string& folder) : folder_(folder) {}

  void feed(std::string_view bytes) {
    pending_ += bytes;
    std::string_view rest = pending_;
    while (rest.size() >= kHead) {
      const auto length = static_cast<std::uint32_t>(number_in(rest.substr(1, 4)));
      if (length > kMostPayload) garbled();
      if (rest.size() - kHead < length) break;
      take(rest.front(), rest.substr(kHead, length));
      rest.remove_prefix(kHead + length);
    }
    pending_.erase(0, pending_.size() - rest.size());
  }

  Portion finish() {
    if (!done_ || inside_ || !pending_.empty()) garbled();
    return std::move(portion_);
  }

 private:
  static InputError failure_in(std::string_view payload) {
    if (payload.empty() || static_cast<unsigned char>(payload.front()) > static_cast<unsigned char>(Failure::io_error))
      garbled();
    return InputError(static_cast<Failure>(payload.front()), printable(payload.substr(1, kMostReason)));
  }

  void take(char type, std::string_view payload) {
    if (done_) garbled();
    const bool of_member = type == 'D' || type == 'E' || type == 'B';
    if (of_member != inside_) garbled();
    switch (type) {
      case 'N':
        if (payload.size() > kMostName) garbled();
        portion_.members.push_back({std::string(payload), in_memory(), 0, std::nullopt});
        inside_ = true;
        return;
      case 'D': return append(portion_.members.back(), payload);
      case 'E':
        portion_.members.back().file = for_reading(std::move(portion_.members.back().file));
        inside_ = false;
        return;
      case 'B':
        portion_.members.back().failure = failure_in(payload);
        portion_.members.back().file.close();
        inside_ = false;
        return;
      case 'O': portion_.is_document = true; break;
      case 'M':
        if (payload.size() != 16) garbled();
        portion_.next = number_in(payload.substr(0, 8));
        portion_.unpacked_bytes = number_in(payload.substr(8));
        break;
      case 'X': portion_.trouble = failure_in(payload); break;
      case 'Z': break;
      default: garbled();
    }
    done_ = true;
  }

  void append(Member& member, std::string_view bytes) {
    if (member.size <= kMostMemory && member.size + bytes.size() > kMostMemory) move_to_disk(member);
    write_all(member.file.get(), bytes);
    member.size += bytes.size();
  }

  void move_to_disk(Member& member) {
    FileDescriptor file = on_disk(folder_);
    std::string bytes(member.size, '\0');
    if (::pread(member.file.get(), bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) no_room(EIO);
    write_all(file.get(), bytes);
    member.file = std::move(file);
  }

  std::string folder_;
  std::string pending_;
  Portion portion_;
  bool inside_ = false;
  bool done_ = false;
};

}  // namespace

std::string unpack_record(char type, std::string_view payload) {
  std::string bytes(1, type);
  for (unsigned shift = 0; shift < 32; shift += 8) bytes += static_cast<char>((payload.size() >> shift) & 0xFFU);
  bytes += payload;
  return bytes;
}

Portion read_portion(const Spool& records, const std::string& folder) {
  PortionReader reader(folder);
  records.read([&](std::string_view piece) { reader.feed(piece); });
  return reader.finish();
}

}  // namespace prikaz
