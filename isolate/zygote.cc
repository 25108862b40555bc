#include "zygote.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "child.h"
#include "lock_down.h"
#include "watch.h"

namespace prikaz {
namespace {

constexpr int kChannel = 3;
constexpr int kRules = 4;  // Sandbox::descriptor()
// A zygote that dies so often within a second will never do any work.
constexpr int kMaxVainAttempts = 20;

[[noreturn]] void die() { ::_exit(1); }

void report(const Report& message) {
  while (::send(kChannel, &message, sizeof message, MSG_NOSIGNAL) < 0)
    if (errno != EINTR) die();  // nobody is there any more
}

// What a request came with.
struct Received {
  Request request;
  std::string name, parameters;
  std::vector<FileDescriptor> files;
};

// Nothing at the end of the channel.
bool receive(Received& received) {
  std::vector<char> bytes(sizeof(Request) + kMaxTaskBytes);
  alignas(cmsghdr) std::array<char, CMSG_SPACE(3 * sizeof(int))> control{};
  iovec part{bytes.data(), bytes.size()};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  ssize_t got = 0;
  do got = ::recvmsg(kChannel, &message, MSG_CMSG_CLOEXEC);
  while (got < 0 && errno == EINTR);
  if (got < static_cast<ssize_t>(sizeof(Request))) return false;
  for (cmsghdr* head = CMSG_FIRSTHDR(&message); head != nullptr; head = CMSG_NXTHDR(&message, head)) {
    if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS) continue;
    std::vector<int> numbers((head->cmsg_len - CMSG_LEN(0)) / sizeof(int));
    std::memcpy(numbers.data(), CMSG_DATA(head), numbers.size() * sizeof(int));
    for (const int number : numbers) received.files.emplace_back(number);
  }
  std::memcpy(&received.request, bytes.data(), sizeof(Request));
  const std::string_view texts(bytes.data() + sizeof(Request), static_cast<std::size_t>(got) - sizeof(Request));
  received.name = texts.substr(0, received.request.name_bytes);
  received.parameters = texts.substr(received.name.size());
  return true;
}

class Zygote {
 public:
  Zygote(const Work& work, const Sandbox& sandbox) : work_(work), sandbox_(sandbox) {}

  // Until the pool goes away.
  [[noreturn]] void run() {
    sigset_t child;
    ::sigemptyset(&child);
    ::sigaddset(&child, SIGCHLD);
    ::sigprocmask(SIG_BLOCK, &child, nullptr);
    const FileDescriptor ended(::signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!ended.open()) die();
    while (true) {
      std::array<pollfd, 2> ready{{{kChannel, POLLIN, 0}, {ended.get(), POLLIN, 0}}};
      if (::poll(ready.data(), ready.size(), -1) < 0 && errno != EINTR) die();
      if (ready[1].revents != 0) {
        signalfd_siginfo info{};
        while (::read(ended.get(), &info, sizeof info) > 0) {
        }
        reap();
      }
      if (ready[0].revents != 0) obey();
    }
  }

 private:
  void obey() {
    Received received;
    if (!receive(received)) end();
    const Request request = received.request;
    if (request.type == Request::Type::start) {
      report({Report::Type::accepted, 0, request.serial});
      waiting_.push_back(std::move(received));
      return start_waiting();
    }
    if (request.type == Request::Type::kill)
      for (const auto& [pid, serial] : children_)
        if (serial == request.serial) ::kill(pid, SIGKILL);
    const auto waits = std::find_if(waiting_.begin(), waiting_.end(),
                                    [&](const Received& one) { return one.request.serial == request.serial; });
    if (waits == waiting_.end()) return;
    waiting_.erase(waits);
    report({Report::Type::refused, 0, request.serial, ECANCELED});
  }

  void start_waiting() {
    while (!waiting_.empty() && children_.size() < waiting_.front().request.workers) {
      Received next = std::move(waiting_.front());
      waiting_.pop_front();
      start(next);
    }
  }

  // The pool has gone. Waiting for the children counts their processor time as that of the program.
  [[noreturn]] void end() {
    for (const auto& [pid, serial] : children_) ::kill(pid, SIGKILL);
    while (::waitpid(-1, nullptr, 0) > 0 || errno == EINTR) {
    }
    ::_exit(0);
  }

  void start(Received& received) {
    const Request& request = received.request;
    if (received.files.size() != (request.has_input ? 3U : 2U)) {
      report({Report::Type::refused, 0, request.serial, EMFILE});
      return;
    }
    const pid_t self = ::getpid();
    const pid_t pid = ::fork();
    if (pid == 0) {
      ReadTask task;
      task.id = request.id;
      task.input = request.has_input ? received.files[2].get() : -1;
      task.name = std::move(received.name);
      task.parameters = std::move(received.parameters);
      task.limits = request.limits;
      be_child(work_, std::move(task), self,
               {received.files[0].get(), received.files[1].get(), sandbox_.descriptor() < 0 ? -1 : kRules}, &sandbox_);
    }
    if (pid < 0) {
      report({Report::Type::refused, 0, request.serial, errno});
      return;
    }
    children_.emplace(pid, request.serial);
    report({Report::Type::started, pid, request.serial});
  }

  void reap() {
    int status = 0;
    rusage used{};
    for (pid_t pid = 0; (pid = ::wait4(-1, &status, WNOHANG, &used)) > 0;) {
      const auto found = children_.find(pid);
      if (found == children_.end()) continue;
      const Ending ending = ending_of(status, used);
      report({Report::Type::ended, pid, found->second, status, ending.cpu_s, ending.peak_bytes});
      children_.erase(found);
    }
    start_waiting();
  }

  const Work& work_;
  const Sandbox& sandbox_;
  std::map<pid_t, std::uint64_t> children_;  // to the serial of their request
  std::deque<Received> waiting_;
};

[[noreturn]] void be_zygote(const Work& work, const std::function<void()>& warm_up, const Sandbox& sandbox,
                            pid_t keeper) {
  if (!die_with(keeper)) die();
  try {
    if (warm_up) warm_up();
  } catch (...) {
    // Whatever is missing, the child that needs it will say so.
  }
  report({Report::Type::ready, ::getpid()});
  Zygote(work, sandbox).run();
}

[[noreturn]] void be_keeper(const Work& work, const std::function<void()>& warm_up, const Sandbox& sandbox, pid_t pool,
                            int channel) {
  for (int signal = 1; signal < NSIG; ++signal) std::signal(signal, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  // What the user types at the terminal is for the pool to hear.
  ::setpgid(0, 0);
  const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (!die_with(pool) || nothing < 0 || ::dup2(nothing, STDIN_FILENO) < 0 || ::dup2(nothing, STDOUT_FILENO) < 0) die();
  const auto place = [](int from, int to) {
    if (from >= 0 && (::dup2(from, to) < 0 || ::fcntl(to, F_SETFD, FD_CLOEXEC) < 0)) die();
  };
  const int rules = sandbox.descriptor() < 0 ? -1 : ::fcntl(sandbox.descriptor(), F_DUPFD_CLOEXEC, kRules + 1);
  place(channel, kChannel);
  place(rules, kRules);
  if (::close_range(rules < 0 ? kRules : kRules + 1, ~0U, 0) != 0) die();
  const pid_t self = ::getpid();
  for (int vain = 0; vain < kMaxVainAttempts;) {
    const auto born = Clock::now();
    const pid_t zygote = ::fork();
    if (zygote == 0) be_zygote(work, warm_up, sandbox, self);
    int status = 0;
    if (zygote > 0)
      while (::waitpid(zygote, &status, 0) < 0 && errno == EINTR) {
      }
    if (zygote > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) ::_exit(0);  // the pool has gone
    vain = Clock::now() - born < std::chrono::seconds(1) ? vain + 1 : 0;
    report({Report::Type::replaced});
    ::poll(nullptr, 0, 10 * vain);
  }
  die();
}

}  // namespace

pid_t start_keeper(const Work& work, const std::function<void()>& warm_up, const Sandbox& sandbox,
                   FileDescriptor& channel) {
  std::array<int, 2> ends{-1, -1};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) throw no_process(errno);
  FileDescriptor ours(ends[0]), theirs(ends[1]);
  const pid_t pool = ::getpid();
  const pid_t keeper = ::fork();
  if (keeper < 0) throw no_process(errno);
  if (keeper == 0) be_keeper(work, warm_up, sandbox, pool, theirs.get());
  channel = std::move(ours);
  return keeper;
}

}  // namespace prikaz
