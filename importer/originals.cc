#include "originals.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <string_view>

#include "content.h"
#include "prikaz/archive.h"
#include "prikaz/error.h"
#include "prikaz/file_descriptor.h"
#include "prikaz/messages.h"
#include "prikaz/printable.h"

namespace prikaz {
namespace {

constexpr std::string_view kTemporary = ".new-";

[[noreturn]] void fail(const std::string& path, int error) {
  throw ArchiveError(tr("%1 cannot be written: %2", {printable(path), error_text(error)}));
}

void sync_folder(const std::string& path) {
  const FileDescriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.open() || ::fsync(folder.get()) != 0) fail(path, errno);
}

void copy_bytes(int from, int to, const std::string& name) {
  std::array<char, std::size_t{64} << 10U> buffer;
  for (off_t at = 0;;) {
    const ssize_t n = ::pread(from, buffer.data(), buffer.size(), at);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw InputError(Failure::io_error, tr("cannot be read: %1", {error_text(errno)}));
    if (n == 0) return;
    at += n;
    for (std::string_view rest(buffer.data(), static_cast<std::size_t>(n)); !rest.empty();) {
      const ssize_t written = ::write(to, rest.data(), rest.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) fail(name, written < 0 ? errno : ENOSPC);
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
  }
}

}  // namespace

Originals::Originals(const std::string& archive_folder)
    : archive_(archive_folder), all_(archive_folder + "/originals") {
  std::error_code error;
  for (const auto& folder : std::filesystem::directory_iterator(all_, error)) {
    std::error_code inner;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path(), inner))
      if (entry.path().filename().native().starts_with(kTemporary)) std::filesystem::remove(entry.path(), inner);
  }
}

void Originals::make_folder(const std::string& path, const std::string& parent) {
  if (made_.contains(path)) return;
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) fail(path, errno);
  sync_folder(parent);
  made_.insert(path);
}

void Originals::keep(int file, const std::string& sha256, const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) == 0) return;
  const std::string folder = std::filesystem::path(path).parent_path().native();
  make_folder(all_, archive_);
  make_folder(folder, all_);

  const std::string temporary = folder + '/' + std::string(kTemporary) + sha256;
  FileDescriptor copy(::open(temporary.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!copy.open()) fail(temporary, errno);
  struct RemoveUnlessKept {
    std::string path;
    ~RemoveUnlessKept() {
      if (!path.empty()) ::unlink(path.c_str());
    }
  } temporary_file{temporary};
  copy_bytes(file, copy.get(), temporary);
  std::uint64_t size = 0;
  if (sha256_of_file(copy.get(), size) != sha256)
    throw InputError(Failure::io_error, tr("changed while it was read: try again when it is complete"));
  if (::fsync(copy.get()) != 0) fail(temporary, errno);
  if (std::rename(temporary.c_str(), path.c_str()) != 0) fail(path, errno);
  temporary_file.path.clear();
  sync_folder(folder);  // the name is on the disk when its folder is
}

}  // namespace prikaz
