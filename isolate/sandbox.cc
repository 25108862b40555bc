#include "prikaz/sandbox.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <thread>

#include "landlock.h"
#include "prikaz/error.h"
#include "prikaz/messages.h"
#include "system_calls.h"

namespace prikaz {

struct Sandbox::Filter {
  std::vector<sock_filter> program;
};

namespace {

// The status of waitpid of a child that does `act` and ends with what it returns.
int status_of(const std::function<int()>& act) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    for (const int signal : {SIGSYS, SIGSEGV, SIGABRT}) std::signal(signal, SIG_DFL);
    ::_exit(act());
  }
  int status = -1;
  if (pid > 0)
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
  return status;
}

bool ended_well(int status) { return WIFEXITED(status) && WEXITSTATUS(status) == 0; }

// What every reader does besides reading its input.
bool harmless_things_work() {
  bool thread_ran = false;
  std::thread([&] { thread_ran = true; }).join();
  void* memory = ::mmap(nullptr, 1U << 20U, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  timespec now{};
  char random = 0;
  return thread_ran && memory != MAP_FAILED && ::clock_gettime(CLOCK_MONOTONIC, &now) == 0 &&
         ::getrandom(&random, 1, 0) == 1 && ::poll(nullptr, 0, 0) == 0 && ::sysconf(_SC_NPROCESSORS_ONLN) > 0;
}

}  // namespace

SandboxState probe_sandbox() {
  SandboxState state;
  state.landlock_abi = landlock_abi();
  state.seccomp = seccomp_offered();
  return state;
}

std::vector<std::string> weaknesses_of(const SandboxState& state) {
  std::vector<std::string> weaknesses;
  if (state.landlock_abi == 0)
    weaknesses.push_back(
        tr("without Landlock a reader taken over by a file could read other files (Linux 5.13 and newer have it)"));
  if (!state.seccomp)
    weaknesses.push_back(tr("without seccomp a reader taken over by a file could reach the network or start programs"));
  return weaknesses;
}

void require_complete(const SandboxState& state) {
  if (!state.complete())
    throw InputError(Failure::sandbox_denied, tr("the kernel cannot lock in the readers of files as --require-sandbox "
                                                 "demands (prikaz doctor tells what is missing)"));
}

Sandbox::Sandbox(const std::vector<std::string>& readable, const SandboxState& offered)
    : state_(offered), filter_(std::make_unique<Filter>()) {
  if (state_.landlock_abi > 0 && (rules_ = make_landlock_rules(state_.landlock_abi, readable)) < 0)
    state_.landlock_abi = 0;
  if (state_.seccomp) filter_->program = build_filter();
  state_.seccomp = !filter_->program.empty();
}

Sandbox::~Sandbox() {
  if (rules_ >= 0) ::close(rules_);
}

bool Sandbox::enter(int rules) const {
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  if (state_.landlock_abi > 0) {
    if (!enter_landlock(rules)) return false;
    ::close(rules);
  }
  return !state_.seccomp || enter_filter(filter_->program);
}

void Sandbox::test_itself() {
  const auto enter_here = [this] { return enter(rules_); };
  if (state_.seccomp) {
    const bool usable = ended_well(status_of([&] { return enter_here() && harmless_things_work() ? 0 : 1; }));
    const int refused = status_of([&] { return enter_here() ? ::socket(AF_UNIX, SOCK_STREAM, 0) : 0; });
    state_.seccomp = usable && WIFSIGNALED(refused) && WTERMSIG(refused) == SIGSYS;
  }
  if (state_.landlock_abi > 0) {
    const int status = status_of([&] {
      if (!enter_here()) return 1;
      return ::open("/etc/passwd", O_RDONLY | O_CLOEXEC) < 0 && errno == EACCES ? 0 : 1;
    });
    if (!ended_well(status)) state_.landlock_abi = 0;
  }
}

}  // namespace prikaz
