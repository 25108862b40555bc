#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <optional>
#include <ostream>
#include <utility>

#include "child.h"
#include "pipes.h"
#include "prikaz/file_descriptor.h"
#include "prikaz/isolate.h"
#include "prikaz/messages.h"
#include "watch.h"

namespace prikaz {
namespace {

// The child, killed and buried at the latest when this goes out of scope.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ > 0) bury();
  }
  Ending bury() {
    ::kill(pid_, SIGKILL);
    Ending ending;
    rusage used{};
    while (::wait4(pid_, &ending.status, 0, &used) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return ending_of(ending.status, used);
  }
  // nullopt if it is still alive.
  std::optional<Ending> ended() {
    int status = 0;
    rusage used{};
    if (::wait4(pid_, &status, WNOHANG, &used) <= 0) return std::nullopt;
    pid_ = -1;
    return ending_of(status, used);
  }

 private:
  pid_t pid_;
};

int milliseconds_until(Clock::time_point time) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(time - Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000));
}

}  // namespace

Finished run_isolated(const Work& work, const ReadTask& task, const Sandbox* sandbox) {
  Pipe reply, errors;
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid < 0) throw no_process(errno);
  if (pid == 0) {
    const int rules = sandbox == nullptr ? -1 : sandbox->descriptor();
    be_child(work, task, parent, {reply.write.get(), errors.write.get(), rules}, sandbox);
  }
  Child child(pid);
  reply.write.close();
  errors.write.close();

  Watch watch(reply.read.release(), errors.read.release(), task.limits);
  while (!watch.heard_all()) {
    std::array<pollfd, 2> ready{{{watch.reply(), POLLIN, 0}, {watch.errors(), POLLIN, 0}}};
    if (::poll(ready.data(), ready.size(), milliseconds_until(watch.next_check())) < 0 && errno != EINTR)
      throw no_process(errno);
    if (ready[1].revents != 0) watch.read_errors();
    if (ready[0].revents != 0) watch.read_reply();
    watch.check_time(Clock::now());
  }
  // A child that has said its last word is not waited for.
  std::optional<Ending> ending;
  while (!watch.said_all() && !watch.to_be_ended() && !(ending = child.ended())) {
    ::poll(nullptr, 0, 1);
    watch.check_time(Clock::now());
  }
  if (!ending) ending = child.bury();
  return watch.conclude(task.id, ending);
}

Spool run_isolated(const std::function<void(std::ostream&)>& work, const Limits& limits) {
  ReadTask task;
  task.limits = limits;
  Finished finished = run_isolated([&](const ReadTask&, std::ostream& out, const Heartbeat&) { work(out); }, task);
  if (finished.failure) throw *finished.failure;
  return std::move(finished.result);
}

Finished run_here(const Work& work, const ReadTask& task) {
  Finished finished;
  finished.id = task.id;
  try {
    const auto heartbeat = [&](int done, int) { finished.pages = done; };
    finished.result = run_here([&](std::ostream& out) { work(task, out, heartbeat); }, task.limits);
  } catch (const InputError& error) {
    finished.failure = error;
  }
  return finished;
}

Spool run_here(const std::function<void(std::ostream&)>& work, const Limits& limits) {
  Spool result;
  run_into(work, [&](std::string_view piece) {
    if (result.size() + piece.size() > limits.output_bytes)
      throw InputError(Failure::output_limit,
                       tr("the result would be larger than %1 MB", {std::to_string(limits.output_bytes >> 20U)}));
    result.append(piece);
  });
  return result;
}

}  // namespace prikaz
