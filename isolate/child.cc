#include "child.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <new>
#include <ostream>
#include <streambuf>
#include <utility>

#include "lock_down.h"
#include "prikaz/messages.h"
#include "records.h"

namespace prikaz {
namespace {

constexpr int kReply = kMaxOpenFiles;
constexpr int kInput = kMaxOpenFiles + 1;
constexpr int kRules = kMaxOpenFiles + 2;

// Output handed to `sink` in pieces of up to 64 KiB.
class PieceBuffer : public std::streambuf {
 public:
  explicit PieceBuffer(std::function<void(std::string_view)> sink) : sink_(std::move(sink)) {
    setp(buffer_.data(), buffer_.data() + buffer_.size());
  }
  void drain() {
    if (pptr() != pbase()) sink_({pbase(), static_cast<std::size_t>(pptr() - pbase())});
    setp(buffer_.data(), buffer_.data() + buffer_.size());
  }

 protected:
  int_type overflow(int_type c) override {
    drain();
    if (!traits_type::eq_int_type(c, traits_type::eof())) sputc(traits_type::to_char_type(c));
    return traits_type::not_eof(c);
  }

 private:
  std::array<char, 1U << 16U> buffer_;
  std::function<void(std::string_view)> sink_;
};

[[noreturn]] void die() { ::_exit(1); }

void send(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) die();  // the parent has gone or has heard enough
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

void send_failure(int fd, Failure kind, std::string_view reason) {
  std::string payload(1, static_cast<char>(kind));
  payload += reason.substr(0, kMaxReason);
  send(fd, record('E', payload));
}

// What handlers and masks the forking process had is not for here.
void reset_signals() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCHLD, SIGUSR1, SIGUSR2}) std::signal(signal, SIG_DFL);
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

// Makes `from` (-1 for none) the descriptor `to`, or closes what has that number. REQUIRES: `from` > kRules.
bool place(int from, int to) { return from < 0 ? (::close(to), true) : ::dup2(from, to) >= 0; }

// Returns false if a descriptor cannot be placed.
bool place_descriptors(ReadTask& task, const ChildEnds& ends) {
  // Nothing of the caller's is written or read here: a parser that prints must not spoil the results.
  const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nothing < 0) return false;
  // Out of the way first: each may have the number another is to get.
  const auto moved = [](int fd) { return fd < 0 ? -1 : ::fcntl(fd, F_DUPFD_CLOEXEC, kRules + 1); };
  const int reply = moved(ends.reply), input = moved(task.input), rules = moved(ends.rules);
  if (reply < 0 || (task.input >= 0 && input < 0) || (ends.rules >= 0 && rules < 0)) return false;
  if (!kKeepStderr && ::dup2(ends.errors, STDERR_FILENO) < 0) return false;
  if (::dup2(nothing, STDIN_FILENO) < 0 || ::dup2(nothing, STDOUT_FILENO) < 0) return false;
  if (task.input >= 0) task.input = kInput;
  return place(reply, kReply) && place(input, kInput) && place(rules, kRules) &&
         ::close_range(STDERR_FILENO + 1, kReply - 1, 0) == 0 && ::close_range(kRules + 1, ~0U, 0) == 0;
}

}  // namespace

void run_into(const std::function<void(std::ostream&)>& work, const std::function<void(std::string_view)>& sink) {
  PieceBuffer buffer(sink);
  std::ostream out(&buffer);
  // Exceptions thrown by the sink pass through the stream instead of setting its bad bit.
  out.exceptions(std::ios::badbit);
  work(out);
  buffer.drain();
}

std::string out_of_memory(const Limits& limits) {
  return tr("reading needs more than %1 MB of memory (raise it with --memory)",
            {std::to_string(limits.memory_bytes >> 20U)});
}

void be_child(const Work& work, ReadTask task, pid_t parent, ChildEnds ends, const Sandbox* sandbox) {
  reset_signals();
  if (!place_descriptors(task, ends)) die();
  // A sanitizer reads and writes what nobody else does.
  const bool bare = kSanitized || sandbox == nullptr;
  if (!lock_down(task.limits, parent) || (!bare && !sandbox->enter(kRules))) {
    // Whoever replaces a parent that was killed has the file read anew.
    if (::getppid() != parent) die();
    send_failure(kReply, Failure::sandbox_denied, tr("the limits of the sandbox could not be set"));
    ::_exit(0);
  }
  try {
    const Heartbeat heartbeat = [](int done, int total) { send(kReply, progress_record(done, total)); };
    run_into([&](std::ostream& out) { work(task, out, heartbeat); },
             [](std::string_view piece) { send(kReply, record('D', piece)); });
    send(kReply, record('F', {}));
  } catch (const InputError& error) {
    send_failure(kReply, error.failure(), error.what());
  } catch (const std::bad_alloc&) {
    send_failure(kReply, Failure::memory, out_of_memory(task.limits));
  } catch (const std::exception& error) {
    send_failure(kReply, Failure::crash, tr("unexpected error: %1", {error.what()}));
  }
  // Not exit: buffers and handlers of the parent are copied here too.
  ::_exit(0);
}

}  // namespace prikaz
