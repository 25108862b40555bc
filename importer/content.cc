#include "content.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <memory>
#include <vector>

#include "prikaz/messages.h"

namespace prikaz {
namespace {

using Digest = std::array<unsigned char, 32>;

std::string hexadecimal(const Digest& digest) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (const unsigned char byte : digest) {
    hex += kDigits[byte >> 4U];
    hex += kDigits[byte & 0xFU];
  }
  return hex;
}

std::int64_t nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

StoredPath described(const std::string& path, const struct stat& about) {
  StoredPath stored;
  stored.path = path;
  stored.size = static_cast<std::uint64_t>(about.st_size);
  stored.mtime_ns = nanoseconds(about.st_mtim);
  stored.ctime_ns = nanoseconds(about.st_ctim);
  stored.inode = about.st_ino;
  return stored;
}

ssize_t read_at(int file, char* to, std::size_t size, std::uint64_t offset) {
  for (;;) {
    const ssize_t n = ::pread(file, to, size, static_cast<off_t>(offset));
    if (n >= 0 || errno != EINTR) return n;
  }
}

}  // namespace

OpenedFile open_file(const std::string& path) {
  // O_NONBLOCK: opening a FIFO nobody writes to would wait for ever. O_NOATIME is for the owner of the file only.
  constexpr int kFlags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  int file = ::open(path.c_str(), kFlags | O_NOATIME);
  if (file < 0 && errno == EPERM) file = ::open(path.c_str(), kFlags);
  OpenedFile opened{FileDescriptor(file), {}};
  if (!opened.file.open()) {
    if (errno == ENXIO || errno == ENODEV) throw InputError(Failure::not_a_document, tr("not a regular file"));
    throw InputError(Failure::io_error, tr("cannot be opened: %1", {error_text(errno)}));
  }
  struct stat about {};
  if (::fstat(file, &about) != 0)
    throw InputError(Failure::io_error, tr("cannot be examined: %1", {error_text(errno)}));
  if (!S_ISREG(about.st_mode)) throw InputError(Failure::not_a_document, tr("not a regular file"));
  opened.about = described(path, about);
  return opened;
}

std::optional<StoredPath> look_at(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) return std::nullopt;
  return described(path, about);
}

bool is_readable_folder(const std::string& path) {
  return FileDescriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK)).open();
}

bool unchanged(int file, const StoredPath& about) {
  struct stat now {};
  if (::fstat(file, &now) != 0) return false;
  const StoredPath fresh = described(about.path, now);
  return fresh.size == about.size && fresh.mtime_ns == about.mtime_ns && fresh.ctime_ns == about.ctime_ns;
}

std::string sha256_of_file(int file, std::uint64_t& size) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  bool good = context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
  std::vector<char> buffer(std::size_t{256} << 10U);
  size = 0;
  while (good) {
    const ssize_t n = read_at(file, buffer.data(), buffer.size(), size);
    if (n < 0) throw InputError(Failure::io_error, tr("cannot be read: %1", {error_text(errno)}));
    if (n == 0) break;
    good = EVP_DigestUpdate(context.get(), buffer.data(), static_cast<std::size_t>(n)) == 1;
    size += static_cast<std::uint64_t>(n);
  }
  Digest digest{};
  good = good && EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1;
  if (!good) throw InputError(Failure::io_error, tr("SHA-256 could not be computed"));
  return hexadecimal(digest);
}

std::string sha256_of_text(std::string_view text) {
  Digest digest{};
  if (EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1)
    throw InputError(Failure::io_error, tr("SHA-256 could not be computed"));
  return hexadecimal(digest);
}

std::int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

StoredPath trusted_at(StoredPath about, std::int64_t now) {
  // FAT keeps times in steps of two seconds.
  constexpr std::int64_t kCoarsest = 2'000'000'000;
  if (std::max(about.mtime_ns, about.ctime_ns) > now - kCoarsest) about.ctime_ns = 0;
  return about;
}

Packing packing_of(int file) {
  using namespace std::string_view_literals;
  std::array<char, 512> buffer{};
  const ssize_t n = read_at(file, buffer.data(), buffer.size(), 0);
  if (n <= 0) return Packing::none;
  const std::string_view head(buffer.data(), static_cast<std::size_t>(n));
  if (head.starts_with("PK\3\4"sv) || head.starts_with("PK\5\6"sv)) return Packing::zip;
  if (head.size() >= 262 && head.substr(257, 5) == "ustar"sv) return Packing::tar;
  // A compressed tar shows itself only when it is read.
  for (const std::string_view packed : {"\x1f\x8b"sv, "BZh"sv,
                                        "\xFD"
                                        "7zXZ\0"sv})
    if (head.starts_with(packed)) return Packing::tar;
  return Packing::none;
}

}  // namespace prikaz
