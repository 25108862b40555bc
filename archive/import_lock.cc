#include "import_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <thread>

#include "prikaz/archive.h"
#include "prikaz/messages.h"
#include "prikaz/printable.h"

namespace prikaz {

ImportLock::~ImportLock() {
  if (file_ >= 0) ::close(file_);
}

bool ImportLock::take(const std::filesystem::path& file, std::chrono::milliseconds wait) {
  if (held()) return true;
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0) throw ArchiveError(printable(file.native()) + ": " + error_text(errno));
  ::fchmod(fd, 0600);
  // flock has no timeout; a fifth of a second is no wait for a person.
  constexpr std::chrono::milliseconds kPause(200);
  const auto end = std::chrono::steady_clock::now() + wait;
  while (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    const int error = errno;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    if (error == EINTR) continue;
    if (error != EWOULDBLOCK || left.count() <= 0) {
      ::close(fd);
      if (error == EWOULDBLOCK) return false;
      throw ArchiveError(printable(file.native()) + ": " + error_text(error));
    }
    std::this_thread::sleep_for(std::min(kPause, left));
  }
  file_ = fd;
  return true;
}

}  // namespace prikaz
