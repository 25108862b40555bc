#include "system_calls.h"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <memory>
#include <string_view>

#include "prikaz/file_descriptor.h"

namespace prikaz {
namespace {

// Stands for the number of the process that enters; no process has it (PID_MAX_LIMIT is 2^22).
constexpr std::uint32_t kThisProcess = 0x7E57'BEEF;

// No reader of documents has a use for these: whoever calls them is no reader any more.
constexpr const char* kDeadly[] = {
    // programs and processes
    "execve", "execveat", "fork", "vfork", "ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd",
    "pidfd_open", "pidfd_send_signal", "process_madvise", "kcmp", "setns", "unshare",
    // signals to others
    "kill", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo",
    // the network
    "socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "sendto", "sendmsg", "sendmmsg",
    "recvfrom", "recvmsg", "recvmmsg", "getsockname", "getpeername", "setsockopt", "getsockopt", "shutdown",
    // the system
    "mount", "umount", "umount2", "mount_setattr", "fsopen", "fsconfig", "fsmount", "fspick", "move_mount", "open_tree",
    "pivot_root", "chroot", "swapon", "swapoff", "reboot", "kexec_load", "kexec_file_load", "init_module",
    "finit_module", "delete_module", "acct", "quotactl", "iopl", "ioperm", "modify_ldt", "open_by_handle_at",
    "settimeofday", "clock_settime", "adjtimex", "clock_adjtime",
    // doors into the kernel
    "bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter", "io_uring_register", "add_key",
    "request_key", "keyctl"};

constexpr const char* kNeeded[] = {
    // memory
    "brk", "mmap", "mmap2", "munmap", "mprotect", "mremap", "madvise", "membarrier",
    // files that are open or may be found
    "read", "readv", "pread64", "preadv", "write", "writev", "close", "lseek", "_llseek", "fstat", "fstat64",
    "newfstatat", "fstatat64", "stat", "stat64", "lstat", "lstat64", "statx", "statfs", "statfs64", "fstatfs",
    "fstatfs64", "access", "faccessat", "faccessat2", "readlink", "readlinkat", "getdents", "getdents64", "dup", "dup2",
    "dup3", "fcntl", "fcntl64", "fadvise64", "getcwd", "poll", "ppoll", "select", "pselect6",
    // threads
    "futex", "futex_waitv", "set_robust_list", "get_robust_list", "rseq", "set_tid_address", "gettid", "getpid",
    "getppid", "sched_yield", "sched_getaffinity", "arch_prctl", "exit", "exit_group",
    // signals to itself
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigpending", "rt_sigsuspend", "rt_sigtimedwait",
    "sigaltstack", "pause", "restart_syscall",
    // time and facts
    "clock_gettime", "clock_gettime64", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "times",
    "getrusage", "getrandom", "uname", "sysinfo", "getuid", "geteuid", "getgid", "getegid", "getrlimit", "ugetrlimit",
    "getcpu"};

class Filter {
 public:
  Filter() : context_(::seccomp_init(SCMP_ACT_ERRNO(EPERM)), ::seccomp_release), good_(context_ != nullptr) {
    if (!good_) return;
    need(::seccomp_attr_set(context_.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS));
    // Unknown to older kernels and libraries, and only a matter of speed.
    ::seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2);
  }

  // A name the processor's architecture or the library does not know is passed over: it falls to EPERM.
  template <class... Conditions>
  void add(std::uint32_t action, const char* name, Conditions... conditions) {
    const int number = ::seccomp_syscall_resolve_name(name);
    if (!good_ || number == __NR_SCMP_ERROR || number < 0) return;
    const scmp_arg_cmp all[] = {scmp_arg_cmp{}, conditions...};
    need(::seccomp_rule_add_array(context_.get(), action, number, sizeof...(conditions), all + 1));
  }

  std::vector<sock_filter> build() {
    if (!good_) return {};
    const FileDescriptor file(::memfd_create("filter", MFD_CLOEXEC));
    if (!file.open() || ::seccomp_export_bpf(context_.get(), file.get()) != 0) return {};
    const off_t size = ::lseek(file.get(), 0, SEEK_END);
    std::vector<sock_filter> program(static_cast<std::size_t>(size) / sizeof(sock_filter));
    if (::pread(file.get(), program.data(), static_cast<std::size_t>(size), 0) != size) return {};
    return program;
  }

 private:
  void need(int result) { good_ = good_ && result == 0; }

  std::unique_ptr<void, decltype(&::seccomp_release)> context_;
  bool good_;
};

}  // namespace

bool seccomp_offered() {
  const std::uint32_t action = SECCOMP_RET_KILL_PROCESS;
  return ::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0U, &action) == 0;
}

std::vector<sock_filter> build_filter() {
  Filter filter;
  for (const char* name : kDeadly) filter.add(SCMP_ACT_KILL_PROCESS, name);
  for (const char* name : kNeeded) filter.add(SCMP_ACT_ALLOW, name);

  // Threads, not processes. The flags of clone3 lie in memory, where no filter can look; glibc does without it.
  filter.add(SCMP_ACT_ALLOW, "clone", SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
  filter.add(SCMP_ACT_KILL_PROCESS, "clone", SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
  filter.add(SCMP_ACT_ERRNO(ENOSYS), "clone3");
  filter.add(SCMP_ACT_ERRNO(ENOSYS), "openat2");
  // abort() signals the process itself.
  filter.add(SCMP_ACT_ALLOW, "tgkill", SCMP_A0(SCMP_CMP_EQ, kThisProcess));
  filter.add(SCMP_ACT_KILL_PROCESS, "tgkill", SCMP_A0(SCMP_CMP_NE, kThisProcess));
  // Opening for reading only.
  constexpr scmp_datum_t kWriting = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY);
  filter.add(SCMP_ACT_ALLOW, "open", SCMP_A1(SCMP_CMP_MASKED_EQ, kWriting, O_RDONLY));
  filter.add(SCMP_ACT_ALLOW, "openat", SCMP_A2(SCMP_CMP_MASKED_EQ, kWriting, O_RDONLY));
  // Limits may be asked for, not changed: for root they would be no limits.
  filter.add(SCMP_ACT_ALLOW, "prlimit64", SCMP_A0(SCMP_CMP_EQ, 0), SCMP_A2(SCMP_CMP_EQ, 0));
  constexpr scmp_datum_t kNameMemory = 0x53564d41;  // PR_SET_VMA
  for (const scmp_datum_t harmless : {scmp_datum_t{PR_SET_NAME}, scmp_datum_t{PR_GET_NAME}, kNameMemory})
    filter.add(SCMP_ACT_ALLOW, "prctl", SCMP_A0(SCMP_CMP_EQ, harmless));
  return filter.build();
}

bool enter_filter(std::vector<sock_filter> filter) {
  for (sock_filter& instruction : filter)
    if (instruction.code == (BPF_JMP | BPF_JEQ | BPF_K) && instruction.k == kThisProcess)
      instruction.k = static_cast<std::uint32_t>(::getpid());
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0U, &program) == 0;
}

}  // namespace prikaz
