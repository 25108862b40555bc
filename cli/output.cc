#include "prikaz/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "prikaz/messages.h"
#include "prikaz/printable.h"

namespace prikaz {

Output::Output(const std::filesystem::path& path) {
  if (path.empty()) {
    shown_ = tr("standard output");
    file_ = STDOUT_FILENO;
    return;
  }
  shown_ = printable(path.native());
  struct stat about {};
  const bool exists = ::stat(path.c_str(), &about) == 0;
  if (exists && S_ISDIR(about.st_mode)) fail(EISDIR);
  if (exists && !S_ISREG(about.st_mode)) {
    file_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (file_ < 0) fail(errno);
    owned_ = true;
    return;
  }
  // A link stays a link: what it points to is replaced.
  std::error_code error;
  const std::filesystem::path target = exists ? std::filesystem::canonical(path, error) : path;
  if (error) fail(error.value());
  open_beside(target);
  if (exists && ::fchmod(file_, about.st_mode & 07777U) != 0) fail(errno);
}

Output::~Output() {
  if (owned_ && file_ >= 0) ::close(file_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void Output::open_beside(const std::filesystem::path& target) {
  target_ = target.native();
  for (int attempt = 0; attempt < 100 && file_ < 0; ++attempt) {
    // Not mkstemp: the file shall have the permissions the user's umask gives.
    const std::filesystem::path name =
        target.parent_path() / (".prikaz-" + std::to_string(::getpid()) + "-" + std::to_string(attempt) + ".tmp");
    file_ = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (file_ >= 0)
      temporary_ = name.native();
    else if (errno != EEXIST)
      break;
  }
  if (file_ < 0) fail(errno);
  owned_ = true;
}

void Output::fail(int error) const {
  if (error == EPIPE) throw OutputError(tr("%1: nobody reads it any more", {shown_}));
  throw OutputError(tr("%1 cannot be written: %2", {shown_, error_text(error)}));
}

void Output::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(file_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail(n < 0 ? errno : ENOSPC);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

void Output::commit() {
  if (!owned_) return;
  // Pipes and devices have no disk to be brought to.
  if (::fsync(file_) != 0 && errno != EINVAL && errno != EROFS) fail(errno);
  const int closed = ::close(file_);
  file_ = -1;
  if (closed != 0) fail(errno);
  if (temporary_.empty()) return;
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) fail(errno);
  temporary_.clear();
  // The new name is on the disk when the folder is.
  const std::filesystem::path parent = std::filesystem::path(target_).parent_path();
  const int folder = ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  ::fsync(folder);
  ::close(folder);
}

}  // namespace prikaz
