#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <new>
#include <optional>
#include <ostream>
#include <streambuf>

#include "lock_down.h"
#include "prikaz/isolate.h"
#include "prikaz/messages.h"
#include "records.h"

namespace prikaz {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kKeepStderr = true;  // a sanitizer's report must be seen
#else
constexpr bool kKeepStderr = false;
#endif

constexpr std::size_t kMaxStderr = 64U << 10U;

using Clock = std::chrono::steady_clock;

class FileDescriptor {
 public:
  explicit FileDescriptor(int fd = -1) : fd_(fd) {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() { close(); }
  int get() const { return fd_; }
  bool open() const { return fd_ >= 0; }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

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

// Runs `work` into `sink`. Exceptions thrown by the sink pass through the stream instead of setting its bad bit.
void run_into(const std::function<void(std::ostream&)>& work, const std::function<void(std::string_view)>& sink) {
  PieceBuffer buffer(sink);
  std::ostream out(&buffer);
  out.exceptions(std::ios::badbit);
  work(out);
  buffer.drain();
}

// --- the child

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

std::string out_of_memory(const Limits& limits) {
  return tr("reading needs more than %1 MB of memory (raise it with --memory)",
            {std::to_string(limits.memory_bytes >> 20U)});
}

[[noreturn]] void be_child(const std::function<void(std::ostream&)>& work, const Limits& limits, int parent, int reply,
                           int errors) {
  std::signal(SIGPIPE, SIG_IGN);
  if (!kKeepStderr) ::dup2(errors, STDERR_FILENO);
  ::close(errors);
  // Nothing of the caller's is written or read here: a parser that prints must not spoil the results.
  const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nothing < 0 || ::dup2(nothing, STDIN_FILENO) < 0 || ::dup2(nothing, STDOUT_FILENO) < 0) die();
  if (!lock_down(limits, parent)) {
    send_failure(reply, Failure::sandbox_denied, tr("the limits of the sandbox could not be set"));
    ::_exit(0);
  }
  try {
    run_into(work, [&](std::string_view piece) { send(reply, record('D', piece)); });
    send(reply, record('F', {}));
  } catch (const InputError& error) {
    send_failure(reply, error.failure(), error.what());
  } catch (const std::bad_alloc&) {
    send_failure(reply, Failure::memory, out_of_memory(limits));
  } catch (const std::exception& error) {
    send_failure(reply, Failure::crash, tr("unexpected error: %1", {error.what()}));
  }
  // Not exit: buffers and handlers of the parent are copied here too.
  ::_exit(0);
}

// --- the parent

// The child, killed and buried at the latest when this goes out of scope.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    bury();
  }
  // Waits for the end; returns the status of waitpid, or nullopt if it lives on at `deadline`.
  std::optional<int> wait(Clock::time_point deadline) {
    int status = 0;
    while (::waitpid(pid_, &status, WNOHANG) == 0) {
      if (Clock::now() >= deadline) return std::nullopt;
      ::poll(nullptr, 0, 1);
    }
    pid_ = -1;
    return status;
  }

 private:
  void bury() {
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }

  pid_t pid_;
};

InputError too_slow(const Limits& limits) {
  const auto seconds = static_cast<unsigned long>(limits.wall.count());
  return InputError(Failure::timeout, tr_plural("not done after %1 second (allow more with --timeout)",
                                                "not done after %1 seconds (allow more with --timeout)", seconds));
}

// Why the child ended without a word. `complaints` is what it printed.
InputError cause_of_death(int status, const std::string& complaints, const Limits& limits) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    if (signal == SIGXCPU) return too_slow(limits);
    // Whoever else kills for good is the kernel short of memory.
    if (signal == SIGKILL)
      return InputError(Failure::memory, tr("killed, probably because the system ran out of memory"));
    // Libraries written in C complain and abort where C++ would throw.
    for (const char* sign : {"out of memory", "Out of memory", "bad_alloc", "memory exhausted"})
      if (complaints.find(sign) != std::string::npos) return InputError(Failure::memory, out_of_memory(limits));
    const char* name = ::sigabbrev_np(signal);
    return InputError(Failure::crash, tr("reading this file crashed (SIG%1)", {name != nullptr ? name : "?"}));
  }
  return InputError(Failure::crash, tr("reading this file ended without a result"));
}

// Reads what is there; false at the end of file. `take` receives the bytes.
template <class Take>
bool read_some(int fd, Take take) {
  std::array<char, 1U << 16U> buffer;
  const ssize_t n = ::read(fd, buffer.data(), buffer.size());
  if (n < 0) return errno == EINTR || errno == EAGAIN;
  if (n == 0) return false;
  take(std::string_view(buffer.data(), static_cast<std::size_t>(n)));
  return true;
}

bool is_readable(int fd) {
  pollfd ready{fd, POLLIN, 0};
  return ::poll(&ready, 1, 0) > 0;
}

}  // namespace

Spool run_isolated(const std::function<void(std::ostream&)>& work, const Limits& limits) {
  const auto no_process = [] {
    return InputError(Failure::io_error, tr("no process could be started: %1", {error_text(errno)}));
  };
  std::array<int, 2> reply_pipe{-1, -1}, error_pipe{-1, -1};
  if (::pipe2(reply_pipe.data(), O_CLOEXEC) != 0) throw no_process();
  FileDescriptor reply(reply_pipe[0]), reply_end(reply_pipe[1]);
  if (::pipe2(error_pipe.data(), O_CLOEXEC) != 0) throw no_process();
  FileDescriptor errors(error_pipe[0]), errors_end(error_pipe[1]);

  const pid_t parent = ::getpid();
  const auto deadline = Clock::now() + limits.wall;
  const pid_t pid = ::fork();
  if (pid < 0) throw no_process();
  if (pid == 0) {
    reply.close();
    errors.close();
    be_child(work, limits, parent, reply_end.get(), errors_end.get());
  }
  Child child(pid);
  reply_end.close();
  errors_end.close();

  Spool result;
  ReplyReader reader(result, limits.output_bytes);
  std::string complaints;
  const auto complain = [&](std::string_view bytes) {
    complaints += bytes.substr(0, kMaxStderr - std::min(kMaxStderr, complaints.size()));
  };
  while (reply.open()) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) throw too_slow(limits);
    std::array<pollfd, 2> ready{{{reply.get(), POLLIN, 0}, {errors.get(), POLLIN, 0}}};
    if (::poll(ready.data(), ready.size(), static_cast<int>(std::min<std::int64_t>(left, 60'000))) < 0) {
      if (errno == EINTR) continue;
      throw no_process();
    }
    // The pipe of complaints is always emptied, as a full one would stop the child, but only its beginning is kept.
    if (ready[1].revents != 0 && !read_some(errors.get(), complain)) errors.close();
    if (ready[0].revents != 0 && !read_some(reply.get(), [&](std::string_view bytes) { reader.feed(bytes); }))
      reply.close();
  }
  if (reader.finished()) return result;
  if (reader.failure()) throw *reader.failure();
  const std::optional<int> status = child.wait(deadline);
  if (!status) throw too_slow(limits);
  while (errors.open() && is_readable(errors.get()) && read_some(errors.get(), complain)) {
  }
  throw cause_of_death(*status, complaints, limits);
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
