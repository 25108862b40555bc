#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <utility>

#include "prikaz/isolate.h"
#include "prikaz/messages.h"

namespace prikaz {
namespace {

[[noreturn]] void fail(int error) {
  throw InputError(Failure::io_error, tr("the temporary file cannot be used: %1", {error_text(error)}));
}

void write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(file, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail(n < 0 ? errno : ENOSPC);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

}  // namespace

Spool::Spool(Spool&& other) noexcept
    : memory_bytes_(other.memory_bytes_),
      size_(std::exchange(other.size_, 0)),
      memory_(std::move(other.memory_)),
      file_(std::exchange(other.file_, -1)) {}

Spool& Spool::operator=(Spool&& other) noexcept {
  if (this == &other) return *this;
  if (file_ >= 0) ::close(file_);
  memory_bytes_ = other.memory_bytes_;
  size_ = std::exchange(other.size_, 0);
  memory_ = std::move(other.memory_);
  file_ = std::exchange(other.file_, -1);
  return *this;
}

Spool::~Spool() {
  if (file_ >= 0) ::close(file_);
}

void Spool::spill() {
  const char* folder = std::getenv("TMPDIR");
  std::string name = std::string(folder != nullptr && *folder != '\0' ? folder : "/tmp") + "/prikaz-XXXXXX";
  file_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (file_ < 0) fail(errno);
  ::unlink(name.c_str());
  write_all(file_, memory_);
  memory_ = std::string();
}

void Spool::append(std::string_view bytes) {
  if (file_ < 0 && size_ + bytes.size() > memory_bytes_) spill();
  if (file_ < 0)
    memory_ += bytes;
  else
    write_all(file_, bytes);
  size_ += bytes.size();
}

void Spool::read(const std::function<void(std::string_view)>& write) const {
  if (file_ < 0) {
    if (!memory_.empty()) write(memory_);
    return;
  }
  std::array<char, 1U << 16U> buffer;
  for (std::uint64_t done = 0; done < size_;) {
    const ssize_t n = ::pread(file_, buffer.data(), buffer.size(), static_cast<off_t>(done));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail(n < 0 ? errno : EIO);
    write({buffer.data(), static_cast<std::size_t>(n)});
    done += static_cast<std::uint64_t>(n);
  }
}

std::string Spool::str() const {
  std::string all;
  read([&](std::string_view piece) { all += piece; });
  return all;
}

}  // namespace prikaz
