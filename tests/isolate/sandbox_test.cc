// What a reader that was taken over might try, from inside one. Each test says what stopped it.
#include "prikaz/sandbox.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/landlock.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <new>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "lock_down.h"
#include "prikaz/isolate.h"

namespace prikaz {
namespace {

using testing::HasSubstr;

Limits limits() {
  Limits limits;
  limits.wall = std::chrono::seconds(60);
  limits.memory_bytes = std::uint64_t{512} << 20U;
  limits.output_bytes = std::uint64_t{1} << 20U;
  return limits;
}

// What comes of `act` in a locked child: what it printed, or the failure.
std::string outcome(const std::function<void(const ReadTask&, std::ostream&)>& act, const Sandbox& sandbox,
                    int input = -1) {
  ReadTask task;
  task.limits = limits();
  task.input = input;
  const Finished one = run_isolated(
      [&](const ReadTask& given, std::ostream& out, const Heartbeat&) { act(given, out); }, task, &sandbox);
  return one.failure ? failure_name(one.failure->failure()) : one.result.str();
}

// «EACCES» where `result` is an error, else «done».
void tell(std::ostream& out, long result) { out << (result < 0 ? ::strerrorname_np(errno) : "done"); }

struct Try {
  const char* name;
  std::function<long()> act;
};

void PrintTo(const Try& one, std::ostream* out) { *out << one.name; }

class Sandboxed : public testing::TestWithParam<Try> {
 protected:
  void SetUp() override {
    if (kSanitized) GTEST_SKIP() << "readers are not locked in under a sanitizer";
    sandbox_.emplace(std::vector<std::string>{"/usr/share"});
  }
  std::string tried() const {
    return outcome([](const ReadTask&, std::ostream& out) { tell(out, GetParam().act()); }, *sandbox_);
  }
  std::optional<Sandbox> sandbox_;
};

void require_seccomp(const Sandbox& sandbox) {
  if (!sandbox.state().seccomp) GTEST_SKIP() << "THE KERNEL HAS NO SECCOMP: nothing is shown of it here";
}
void require_landlock(const Sandbox& sandbox) {
  if (sandbox.state().landlock_abi == 0) GTEST_SKIP() << "THE KERNEL HAS NO LANDLOCK: nothing is shown of it here";
}

long system_call(long number, long a = 0, long b = 0, long c = 0, long d = 0) { return ::syscall(number, a, b, c, d); }

// --- ended at once

class Deadly : public Sandboxed {};

TEST_P(Deadly, IsEndedAtOnce) {
  require_seccomp(*sandbox_);
  EXPECT_EQ(tried(), "sandbox_denied");
}

INSTANTIATE_TEST_SUITE_P(
    Calls, Deadly,
    testing::Values(Try{"socket_inet", [] { return long{::socket(AF_INET, SOCK_STREAM, 0)}; }},
                    Try{"socket_unix", [] { return long{::socket(AF_UNIX, SOCK_STREAM, 0)}; }},
                    Try{"socket_netlink", [] { return long{::socket(AF_NETLINK, SOCK_RAW, 0)}; }},
                    Try{"socketpair",
                        [] {
                          int ends[2];
                          return long{::socketpair(AF_UNIX, SOCK_STREAM, 0, ends)};
                        }},
                    Try{"connect",
                        [] {
                          sockaddr_in there{};
                          there.sin_family = AF_INET;
                          there.sin_port = htons(80);
                          there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
                          return long{::connect(0, reinterpret_cast<const sockaddr*>(&there), sizeof there)};
                        }},
                    Try{"exec",
                        [] {
                          char name[] = "/bin/true";
                          char* const arguments[] = {name, nullptr};
                          return long{::execv(name, arguments)};
                        }},
                    Try{"execveat", [] { return system_call(SYS_execveat, AT_FDCWD, 0, 0, 0); }},
                    Try{"fork", [] { return long{::fork()}; }}, Try{"vfork", [] { return system_call(SYS_fork); }},
                    Try{"clone_process", [] { return system_call(SYS_clone, SIGCHLD); }},
                    Try{"system", [] { return long{std::system("true")}; }},
                    Try{"ptrace_parent", [] { return ::ptrace(PTRACE_ATTACH, ::getppid(), nullptr, nullptr); }},
                    Try{"kill_parent", [] { return long{::kill(::getppid(), SIGKILL)}; }},
                    Try{"tgkill_parent", [] { return system_call(SYS_tgkill, ::getppid(), ::getppid(), SIGKILL); }},
                    Try{"read_memory_of_parent",
                        [] { return system_call(SYS_process_vm_readv, ::getppid(), 0, 0, 0); }},
                    Try{"mount", [] { return system_call(SYS_mount, 0, 0, 0, 0); }},
                    Try{"unshare", [] { return system_call(SYS_unshare, CLONE_NEWUSER); }},
                    Try{"bpf", [] { return system_call(SYS_bpf, 0, 0, 0); }},
                    Try{"io_uring", [] { return system_call(SYS_io_uring_setup, 1, 0); }},
                    Try{"userfaultfd", [] { return system_call(SYS_userfaultfd, 0); }},
                    Try{"keyring", [] { return system_call(SYS_keyctl, 0, 0); }},
                    Try{"load_module", [] { return system_call(SYS_init_module, 0, 0, 0); }}),
    [](const auto& test) { return std::string(test.param.name); });

// --- refused with an error

const std::string& victim() {
  static const std::string path = testing::TempDir() + "prikaz-sandbox-" + std::to_string(::getpid());
  return path;
}

class Refused : public Sandboxed {
 protected:
  void SetUp() override {
    Sandboxed::SetUp();
    std::ofstream(victim()) << "unharmed";
  }
  void TearDown() override {
    std::ifstream file(victim());
    std::stringstream text;
    text << file.rdbuf();
    EXPECT_EQ(text.str(), kSanitized ? text.str() : "unharmed");
    ::unlink(victim().c_str());
  }
};

class RefusedByFilter : public Refused {};

TEST_P(RefusedByFilter, IsRefused) {
  require_seccomp(*sandbox_);
  EXPECT_EQ(tried(), "EPERM");
}

INSTANTIATE_TEST_SUITE_P(
    Calls, RefusedByFilter,
    testing::Values(Try{"create_file", [] { return long{::open((victim() + "2").c_str(), O_CREAT | O_WRONLY, 0600)}; }},
                    Try{"write_file", [] { return long{::open(victim().c_str(), O_WRONLY)}; }},
                    Try{"read_and_write_file", [] { return long{::open(victim().c_str(), O_RDWR)}; }},
                    Try{"open_truncating", [] { return long{::open(victim().c_str(), O_RDONLY | O_TRUNC)}; }},
                    Try{"temporary_file", [] { return long{::open("/tmp", O_TMPFILE | O_RDWR, 0600)}; }},
                    Try{"truncate", [] { return long{::truncate(victim().c_str(), 0)}; }},
                    Try{"unlink", [] { return long{::unlink(victim().c_str())}; }},
                    Try{"rename", [] { return long{::rename(victim().c_str(), (victim() + "2").c_str())}; }},
                    Try{"chmod", [] { return long{::chmod(victim().c_str(), 0)}; }},
                    Try{"link", [] { return long{::link(victim().c_str(), (victim() + "2").c_str())}; }},
                    Try{"mkdir", [] { return long{::mkdir((victim() + "2").c_str(), 0700)}; }},
                    Try{"memfd", [] { return long{::memfd_create("hidden", 0)}; }},
                    Try{"raise_limit",
                        [] {
                          const rlimit more{RLIM_INFINITY, RLIM_INFINITY};
                          return long{::setrlimit(RLIMIT_AS, &more)};
                        }},
                    Try{"become_dumpable", [] { return system_call(SYS_prctl, 4, 1); }},
                    Try{"outlive_parent", [] { return system_call(SYS_prctl, 1, 0); }}),
    [](const auto& test) { return std::string(test.param.name); });

class RefusedByLandlock : public Refused {};

TEST_P(RefusedByLandlock, IsRefused) {
  require_landlock(*sandbox_);
  EXPECT_EQ(tried(), "EACCES");
}

INSTANTIATE_TEST_SUITE_P(
    Calls, RefusedByLandlock,
    testing::Values(Try{"read_passwd", [] { return long{::open("/etc/passwd", O_RDONLY)}; }},
                    Try{"read_own_folder", [] { return long{::open(".", O_RDONLY)}; }},
                    Try{"read_a_file", [] { return long{::open(victim().c_str(), O_RDONLY)}; }},
                    Try{"read_root", [] { return long{::open("/", O_RDONLY)}; }},
                    Try{"climb_out", [] { return long{::open("/usr/share/../../etc/passwd", O_RDONLY)}; }},
                    Try{"read_process_list", [] { return long{::open("/proc", O_RDONLY)}; }},
                    Try{"read_own_memory", [] { return long{::open("/proc/self/maps", O_RDONLY)}; }}),
    [](const auto& test) { return std::string(test.param.name); });

// --- allowed

class Allowed : public Sandboxed {};

TEST_P(Allowed, Works) { EXPECT_EQ(tried(), "done"); }

INSTANTIATE_TEST_SUITE_P(Calls, Allowed,
                         testing::Values(Try{"read_what_is_readable",
                                             [] { return long{::open("/usr/share", O_RDONLY | O_DIRECTORY)}; }},
                                         Try{"threads",
                                             [] {
                                               long sum = 0;
                                               for (int i = 0; i < 4; ++i) std::thread([&] { ++sum; }).join();
                                               return sum == 4 ? 0L : -1L;
                                             }},
                                         Try{"memory",
                                             [] {
                                               std::vector<char> large(64U << 20U, 'x');
                                               return large.back() == 'x' ? 0L : -1L;
                                             }},
                                         Try{"exceptions",
                                             [] {
                                               try {
                                                 throw std::runtime_error("");
                                               } catch (const std::exception&) {
                                                 return 0L;
                                               }
                                             }},
                                         Try{"ask_limits",
                                             [] {
                                               rlimit now{};
                                               return long{::getrlimit(RLIMIT_AS, &now)};
                                             }},
                                         Try{"print",
                                             [] {
                                               std::cout << "noise" << std::endl;
                                               std::cerr << "noise" << std::endl;
                                               return 0L;
                                             }}),
                         [](const auto& test) { return std::string(test.param.name); });

class SandboxTest : public testing::Test {
 protected:
  void SetUp() override {
    if (kSanitized) GTEST_SKIP() << "readers are not locked in under a sanitizer";
  }
};

TEST_F(SandboxTest, ThreadsStartedLaterAreLockedInToo) {
  const Sandbox sandbox({});
  require_landlock(sandbox);
  EXPECT_EQ(outcome([](const ReadTask&,
                       std::ostream& out) { std::thread([&] { tell(out, ::open("/etc/passwd", O_RDONLY)); }).join(); },
                    sandbox),
            "EACCES");
}

TEST_F(SandboxTest, AbortIsStillACrash) {
  const Sandbox sandbox({});
  ReadTask task;
  task.limits = limits();
  const Finished one =
      run_isolated([](const ReadTask&, std::ostream&, const Heartbeat&) { std::abort(); }, task, &sandbox);
  ASSERT_TRUE(one.failure);
  EXPECT_EQ(one.failure->failure(), Failure::crash);
  EXPECT_THAT(one.failure->what(), HasSubstr("SIGABRT"));
}

// The input is there to be read, and no other descriptor of the caller is.
TEST_F(SandboxTest, OnlyTheInputIsOpen) {
  std::ofstream(victim()) << "the document";
  const int input = ::open(victim().c_str(), O_RDONLY | O_CLOEXEC);
  const int secret = ::open(victim().c_str(), O_RDONLY);
  ASSERT_GE(secret, 0);
  const Sandbox sandbox({});
  EXPECT_EQ(outcome(
                [](const ReadTask& task, std::ostream& out) {
                  char bytes[20] = {};
                  if (::pread(task.input, bytes, sizeof bytes - 1, 0) > 0) out << bytes << ':';
                  for (int fd = 3; fd < 1024; ++fd)
                    if (::fcntl(fd, F_GETFD) >= 0) out << (fd == task.input ? " input" : " reply");
                },
                sandbox, input),
            "the document: reply input");
  ::close(input);
  ::close(secret);
  ::unlink(victim().c_str());
}

TEST_F(SandboxTest, TheInputCannotBeChanged) {
  std::ofstream(victim()) << "unharmed";
  const int input = ::open(victim().c_str(), O_RDWR | O_CLOEXEC);  // carelessly
  const Sandbox sandbox({});
  outcome(
      [](const ReadTask& task, std::ostream& out) {
        tell(out, ::pwrite(task.input, "X", 1, 0));
        tell(out, ::write(task.input, "X", 1));
        tell(out, ::ftruncate(task.input, 0));
      },
      sandbox, input);
  ::close(input);
  std::string text;
  std::ifstream(victim()) >> text;
  EXPECT_EQ(text, "unharmed");
  ::unlink(victim().c_str());
}

TEST_F(SandboxTest, RootKeepsNoPrivileges) {
  const Sandbox sandbox({});
  if (::geteuid() != 0) GTEST_SKIP() << "not root";
  EXPECT_EQ(outcome(
                [](const ReadTask&, std::ostream& out) {
                  // Asking the priority of a realtime class needs none; taking one does.
                  tell(out, system_call(SYS_setpriority, PRIO_PROCESS, 0, -20));
                },
                sandbox),
            "EPERM");
}

// --- what is missing is left out, and told

TEST_F(SandboxTest, WithoutLandlockTheRestHolds) {
  SandboxState offered = probe_sandbox();
  offered.landlock_abi = 0;
  Sandbox sandbox({}, offered);
  require_seccomp(sandbox);
  sandbox.test_itself();
  EXPECT_EQ(sandbox.state().landlock_abi, 0);
  EXPECT_TRUE(sandbox.state().seccomp);
  EXPECT_FALSE(sandbox.state().complete());
  EXPECT_EQ(outcome([](const ReadTask&, std::ostream& out) { tell(out, ::open("/etc/passwd", O_RDONLY)); }, sandbox),
            "done");
  EXPECT_EQ(outcome([](const ReadTask&, std::ostream& out) { tell(out, ::open("/etc/passwd", O_RDWR)); }, sandbox),
            "EPERM");
  EXPECT_EQ(outcome([](const ReadTask&, std::ostream& out) { tell(out, ::fork()); }, sandbox), "sandbox_denied");
}

TEST_F(SandboxTest, WithoutSeccompTheRestHolds) {
  SandboxState offered = probe_sandbox();
  offered.seccomp = false;
  Sandbox sandbox({}, offered);
  require_landlock(sandbox);
  sandbox.test_itself();
  EXPECT_GT(sandbox.state().landlock_abi, 0);
  EXPECT_FALSE(sandbox.state().complete());
  EXPECT_EQ(outcome([](const ReadTask&, std::ostream& out) { tell(out, ::open("/etc/passwd", O_RDONLY)); }, sandbox),
            "EACCES");
  EXPECT_EQ(outcome([](const ReadTask&, std::ostream& out) { tell(out, ::open("/tmp/x", O_CREAT | O_WRONLY, 0600)); },
                    sandbox),
            "EACCES");
}

TEST_F(SandboxTest, EveryAbiOfLandlockCanBeUsed) {
  const SandboxState offered = probe_sandbox();
  for (int abi = 1; abi <= offered.landlock_abi; ++abi) {
    Sandbox sandbox({}, {abi, offered.seccomp});
    sandbox.test_itself();
    EXPECT_EQ(sandbox.state().landlock_abi, abi);
  }
}

TEST_F(SandboxTest, WithNothingWorkGoesOn) {
  Sandbox sandbox({}, {});
  sandbox.test_itself();
  EXPECT_EQ(outcome([](const ReadTask&, std::ostream& out) { out << "read"; }, sandbox), "read");
  EXPECT_THROW(require_complete(sandbox.state()), InputError);
}

TEST_F(SandboxTest, PassesItsOwnTest) {
  const SandboxState offered = probe_sandbox();
  Sandbox sandbox({"/usr/share"});
  sandbox.test_itself();
  EXPECT_EQ(sandbox.state().landlock_abi, offered.landlock_abi);
  EXPECT_EQ(sandbox.state().seccomp, offered.seccomp);
  EXPECT_LT(::waitpid(-1, nullptr, WNOHANG), 0);
}

}  // namespace
}  // namespace prikaz
