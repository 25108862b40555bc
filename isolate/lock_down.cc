#include "lock_down.h"

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

namespace prikaz {
namespace {

bool limit(__rlimit_resource resource, std::uint64_t soft, std::uint64_t hard) {
  rlimit current{};
  if (::getrlimit(resource, &current) != 0) return false;
  // A limit that came with the process may be lower already, and only root could raise it.
  const rlimit wanted{std::min<rlim_t>(soft, current.rlim_max), std::min<rlim_t>(hard, current.rlim_max)};
  return ::setrlimit(resource, &wanted) == 0;
}

// For a run as root: what is left is a user that owns many files.
bool drop_capabilities() {
  __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
  const __user_cap_data_struct none[2] = {};
  return ::syscall(SYS_capset, &head, none) == 0;
}

}  // namespace

bool die_with(pid_t parent) {
  // The parent may have died between fork and prctl; then nobody would ever end this process.
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::getppid() != parent) return false;
  return ::prctl(PR_SET_DUMPABLE, 0) == 0 && limit(RLIMIT_CORE, 0, 0);
}

bool lock_down(const Limits& limits, pid_t parent) {
  if (!drop_capabilities() || !die_with(parent)) return false;
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  // The clock on the wall is the parent's to watch; this is for the case that the parent is stopped.
  const auto wall = std::chrono::ceil<std::chrono::seconds>(limits.wall).count();
  const auto seconds = static_cast<std::uint64_t>(wall) * static_cast<std::uint64_t>(std::max(limits.threads, 1));
  if (!limit(RLIMIT_CPU, seconds + 1, seconds + 2)) return false;
  if (!limit(RLIMIT_NOFILE, kMaxOpenFiles, kMaxOpenFiles)) return false;
  if (kSanitized) return true;
  // A library that tries to write (a font cache) gets an error instead of a signal.
  std::signal(SIGXFSZ, SIG_IGN);
  return limit(RLIMIT_AS, limits.memory_bytes, limits.memory_bytes) && limit(RLIMIT_FSIZE, 0, 0);
}

}  // namespace prikaz
