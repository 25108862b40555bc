#include "prikaz/worker_pool.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <list>
#include <utility>

#include "pipes.h"
#include "prikaz/file_descriptor.h"
#include "prikaz/messages.h"
#include "watch.h"
#include "zygote.h"

namespace prikaz {
namespace {

// A file being read.
struct Job {
  Job(std::uint64_t job_serial, const ReadTask& task, int reply, int errors)
      : serial(job_serial), id(task.id), watch(reply, errors, task.limits) {}

  std::uint64_t serial, id;
  Watch watch;
  pid_t pid = 0;
  bool started = false;    // before that it waits for another to end
  bool lost = false;       // the zygote that had it has died
  bool cancelled = false;  // nobody wants it any more
  bool withdrawn = false;  // nobody wants it unless it has begun
  bool kill_sent = false;
  std::optional<Ending> ending;
  std::optional<InputError> refused;

  bool over() const { return refused || (watch.heard_all() && (ending || lost)); }
};

}  // namespace

struct WorkerPool::Parts {
  explicit Parts(const PoolOptions& given) : options(given), sandbox(given.readable) {}

  Work work;
  std::function<void()> warm_up;
  PoolOptions options;
  Sandbox sandbox;
  FileDescriptor channel;
  pid_t keeper = -1;
  pid_t zygote = 0;
  int vain_starts = 0;  // of helpers that died before they did anything
  std::list<Job> jobs;
  std::uint64_t next_serial = 1;
  Clock::time_point last_waited = Clock::now();  // when wait() was last left

  void start_helpers() { keeper = start_keeper(work, warm_up, sandbox, channel); }

  void end_helpers() {
    constexpr int kPatience = 1000;  // milliseconds
    channel.close();
    if (keeper <= 0) return;
    // They end by themselves when the channel does.
    for (int waited = 0; waited < kPatience; ++waited) {
      if (::waitpid(keeper, nullptr, WNOHANG) != 0) {
        keeper = -1;
        return;
      }
      ::poll(nullptr, 0, 1);
    }
    ::kill(keeper, SIGKILL);
    while (::waitpid(keeper, nullptr, 0) < 0 && errno == EINTR) {
    }
    keeper = -1;
  }

  // The keeper itself has died, and everything below it.
  void replace_helpers() {
    constexpr int kMaxVainStarts = 3;
    for (Job& job : jobs) job.lost = true;
    zygote = 0;
    end_helpers();
    if (++vain_starts > kMaxVainStarts)
      throw InputError(Failure::io_error, tr("the helper process that starts the readers of files keeps dying"));
    start_helpers();
  }

  bool send(const Request& request, const std::string& texts, const std::vector<int>& files) {
    std::array<iovec, 2> parts{
        {{const_cast<Request*>(&request), sizeof request}, {const_cast<char*>(texts.data()), texts.size()}}};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(3 * sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    if (!files.empty()) {
      message.msg_control = control.data();
      message.msg_controllen = CMSG_SPACE(files.size() * sizeof(int));
      cmsghdr* head = CMSG_FIRSTHDR(&message);
      head->cmsg_level = SOL_SOCKET;
      head->cmsg_type = SCM_RIGHTS;
      head->cmsg_len = CMSG_LEN(files.size() * sizeof(int));
      std::memcpy(CMSG_DATA(head), files.data(), files.size() * sizeof(int));
    }
    ssize_t sent = 0;
    do sent = ::sendmsg(channel.get(), &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent >= 0;
  }

  void hear_reports() {
    Report report;
    ssize_t got = 0;
    while ((got = ::recv(channel.get(), &report, sizeof report, MSG_DONTWAIT)) == sizeof report) take(report);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    replace_helpers();
  }

  void take(const Report& report) {
    if (report.type == Report::Type::ready) {
      zygote = report.pid;
      return;
    }
    if (report.type == Report::Type::replaced) {
      zygote = 0;
      for (Job& job : jobs) {
        job.lost = true;
        job.pid = 0;
      }
      return;
    }
    const auto found =
        std::find_if(jobs.begin(), jobs.end(), [&](const Job& job) { return job.serial == report.serial; });
    if (found == jobs.end()) return;
    switch (report.type) {
      case Report::Type::accepted:
        found->lost = false;  // a new zygote has it, if it had seemed lost
        vain_starts = 0;
        return;
      case Report::Type::started:
        found->pid = report.pid;
        found->started = true;
        found->watch.begin();
        return;
      case Report::Type::refused: found->refused = no_process(report.status); return;
      case Report::Type::ended:
        found->pid = 0;
        found->ending = Ending{report.status, report.cpu_s, report.peak_bytes};
        return;
      case Report::Type::ready:
      case Report::Type::replaced: return;
    }
  }

  // If it cannot be sent the helpers have gone, which the next look at the channel shows.
  void tell(Request::Type type, const Job& job) {
    Request request;
    request.type = type;
    request.serial = job.serial;
    send(request, {}, {});
  }

  void end(Job& job) {
    if (job.kill_sent || job.ending || job.lost) return;
    tell(Request::Type::kill, job);
    job.kill_sent = true;
  }

  // One look at everything; waits for at most `at_most` for something to happen. Returns whether `wake` can be read.
  bool look(std::chrono::milliseconds at_most, int wake) {
    std::vector<pollfd> ready{{channel.get(), POLLIN, 0}, {wake, POLLIN, 0}};
    Clock::time_point until = Clock::now() + at_most;
    for (const Job& job : jobs) {
      ready.push_back({job.watch.reply(), POLLIN, 0});
      ready.push_back({job.watch.errors(), POLLIN, 0});
      if (job.started && !job.ending) until = std::min(until, job.watch.next_check());
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    if (::poll(ready.data(), ready.size(), static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000))) < 0) {
      if (errno != EINTR) throw no_process(errno);
      return false;
    }
    std::size_t at = 2;
    for (Job& job : jobs) {
      if (ready[at++].revents != 0) job.watch.read_reply();
      if (ready[at++].revents != 0) job.watch.read_errors();
    }
    // After the pipes: a pipe that has ended belongs to a child that is gone, or was lost with its zygote, and the
    // reports that tell which were sent before.
    if (ready[0].revents != 0) hear_reports();
    const Clock::time_point now = Clock::now();
    for (Job& job : jobs) {
      if (job.started && !job.ending) job.watch.check_time(now);
      if (job.watch.to_be_ended() || job.cancelled) end(job);
    }
    return ready[1].revents != 0;
  }

  std::vector<Finished> collect() {
    std::vector<Finished> all;
    for (auto job = jobs.begin(); job != jobs.end();) {
      if (!job->over()) {
        ++job;
        continue;
      }
      if (job->refused && job->withdrawn && !job->cancelled) {
        all.emplace_back();
        all.back().id = job->id;
        all.back().withdrawn = true;
      } else if (!job->cancelled) {
        all.push_back(job->watch.conclude(job->id, job->ending));
        if (job->refused) all.back().failure = job->refused;
      }
      job = jobs.erase(job);
    }
    return all;
  }
};

WorkerPool::WorkerPool(Work work, std::function<void()> warm_up, const PoolOptions& options)
    : parts_(std::make_unique<Parts>(options)) {
  parts_->work = std::move(work);
  parts_->warm_up = std::move(warm_up);
  parts_->sandbox.test_itself();
  if (options.require_sandbox) require_complete(parts_->sandbox.state());
  parts_->start_helpers();
}

WorkerPool::~WorkerPool() { parts_->end_helpers(); }

int WorkerPool::free() const {
  return std::max(parts_->options.workers, 1) + parts_->options.queued - static_cast<int>(parts_->jobs.size());
}

void WorkerPool::start(const ReadTask& task) {
  assert(free() > 0);
  Pipe reply, errors;
  // Room for the whole of most replies: a child need not wait until somebody here listens. If there is none, it waits.
  constexpr int kReplyRoom = 1 << 18;
  ::fcntl(reply.write.get(), F_SETPIPE_SZ, kReplyRoom);
  Request request;
  request.serial = parts_->next_serial++;
  request.id = task.id;
  request.workers = static_cast<std::uint32_t>(std::max(parts_->options.workers, 1));
  request.has_input = task.input >= 0;
  request.limits = task.limits;
  request.name_bytes = static_cast<std::uint32_t>(task.name.size());
  const std::string texts = task.name + task.parameters;
  if (texts.size() > kMaxTaskBytes) throw no_process(E2BIG);
  std::vector<int> files{reply.write.get(), errors.write.get()};
  if (request.has_input) files.push_back(task.input);
  parts_->jobs.emplace_back(request.serial, task, reply.read.release(), errors.read.release());
  if (parts_->send(request, texts, files)) return;
  // The helpers have died since the last look.
  parts_->replace_helpers();
  parts_->jobs.back().lost = false;
  if (parts_->send(request, texts, files)) return;
  const int error = errno;
  parts_->jobs.pop_back();
  throw no_process(error);
}

std::vector<Finished> WorkerPool::wait(std::chrono::milliseconds at_most, int wake) {
  const Clock::time_point entered = Clock::now();
  for (Job& job : parts_->jobs) job.watch.forgive(entered - parts_->last_waited);
  const Clock::time_point until = entered + at_most;
  std::vector<Finished> finished;
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
    const bool woken = parts_->look(std::max(left, std::chrono::milliseconds(0)), wake);
    finished = parts_->collect();
    if (!finished.empty() || woken || left.count() <= 0) break;
  }
  parts_->last_waited = Clock::now();
  return finished;
}

void WorkerPool::cancel_all() {
  for (Job& job : parts_->jobs) {
    job.cancelled = true;
    parts_->end(job);
  }
}

void WorkerPool::cancel_queued() {
  for (Job& job : parts_->jobs) {
    if (job.started || job.withdrawn || job.kill_sent) continue;
    job.withdrawn = true;
    parts_->tell(Request::Type::withdraw, job);
  }
}

std::vector<pid_t> WorkerPool::children() const {
  std::vector<pid_t> pids;
  for (const Job& job : parts_->jobs)
    if (job.pid > 0) pids.push_back(job.pid);
  return pids;
}

pid_t WorkerPool::zygote() const { return parts_->zygote; }

const SandboxState& WorkerPool::sandbox() const { return parts_->sandbox.state(); }

}  // namespace prikaz
