// A kernel without Landlock, as a filter of system calls shows it to the program.
#include <gtest/gtest.h>
#include <seccomp.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <functional>
#include <string>

#include "run_program.h"

namespace prikaz {
namespace {

constexpr const char* kSample = PRIKAZ_SAMPLES_DIR "/pdf/severnolesnoy-203.lo.pdf";

// What `check` returns there.
bool without_landlock(const std::function<bool()>& check) {
  const pid_t child = ::fork();
  if (child == 0) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    const bool ready =
        filter != nullptr && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SYS_landlock_create_ruleset, 0) == 0 &&
        seccomp_load(filter) == 0;
    ::_exit(ready && check() ? 0 : 1);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST(OldKernel, ExtractSaysOnceWhatIsMissingAndReads) {
  EXPECT_TRUE(without_landlock([] {
    RunOptions options;
    options.keep_notices = true;
    const Outcome run = run_program({"extract", kSample, kSample}, options);
    const std::size_t notice = run.err.find("prikaz: without Landlock ");
    return run.exit == 0 && notice == 0 && run.err.find("without Landlock", notice + 20) == std::string::npos;
  }));
}

TEST(OldKernel, RequireSandboxReadsNothing) {
  EXPECT_TRUE(without_landlock([] {
    const Outcome run = run_program({"extract", "--require-sandbox", kSample});
    return run.exit == 3 && run.out.empty() && run.err.find("--require-sandbox") != std::string::npos;
  }));
}

}  // namespace
}  // namespace prikaz
