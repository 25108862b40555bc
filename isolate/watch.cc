#include "watch.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "child.h"
#include "prikaz/messages.h"

namespace prikaz {
namespace {

constexpr std::size_t kMaxComplaints = 64U << 10U;
// For ending after the last word.
constexpr auto kFarewell = std::chrono::seconds(5);

unsigned long seconds_of(Clock::duration time) {
  return static_cast<unsigned long>(std::chrono::ceil<std::chrono::seconds>(time).count());
}

InputError too_slow(Clock::duration time) {
  return InputError(Failure::timeout,
                    tr_plural("not done after %1 second (allow more with --timeout)",
                              "not done after %1 seconds (allow more with --timeout)", seconds_of(time)));
}

InputError too_silent(Clock::duration time) {
  return InputError(Failure::timeout,
                    tr_plural("no progress for %1 second (allow more with --timeout)",
                              "no progress for %1 seconds (allow more with --timeout)", seconds_of(time)));
}

// Libraries written in C complain and end the process where C++ would throw.
bool complained_of_memory(const std::string& complaints) {
  for (const char* sign : {"out of memory", "Out of memory", "bad_alloc", "memory exhausted"})
    if (complaints.find(sign) != std::string::npos) return true;
  return false;
}

// Why the child ended without a word. `complaints` is what it printed.
InputError cause_of_death(int status, const std::string& complaints, const Limits& limits) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    if (signal == SIGSYS)
      return InputError(Failure::sandbox_denied, tr("reading this file tried something that no reader of documents "
                                                    "does, and was ended"));
    if (signal == SIGXCPU) return too_slow(limits.wall);
    // Whoever else kills for good is the kernel short of memory.
    if (signal == SIGKILL)
      return InputError(Failure::memory, tr("killed, probably because the system ran out of memory"));
    if (complained_of_memory(complaints)) return InputError(Failure::memory, out_of_memory(limits));
    const char* name = ::sigabbrev_np(signal);
    return InputError(Failure::crash, tr("reading this file crashed (SIG%1)", {name != nullptr ? name : "?"}));
  }
  if (complained_of_memory(complaints)) return InputError(Failure::memory, out_of_memory(limits));
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

Ending ending_of(int status, const rusage& used) {
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return {status, seconds(used.ru_utime) + seconds(used.ru_stime), static_cast<std::uint64_t>(used.ru_maxrss) << 10U};
}

InputError no_process(int error) {
  return InputError(Failure::io_error, tr("no process could be started: %1", {error_text(error)}));
}

Watch::Watch(int reply, int errors, const Limits& limits)
    : limits_(limits),
      reply_(reply),
      errors_(errors),
      started_(Clock::now()),
      last_sign_(started_),
      reader_(result_, limits.output_bytes) {}

void Watch::read_reply() {
  if (!reply_.open()) return;
  try {
    if (!read_some(reply_.get(), [&](std::string_view bytes) { reader_.feed(bytes); })) reply_.close();
    last_sign_ = Clock::now();
  } catch (const InputError& error) {
    failure_ = error;
    reply_.close();
  }
}

// The pipe of complaints is always emptied, as a full one would stop the child, but only its beginning is kept.
void Watch::read_errors() {
  const auto complain = [&](std::string_view bytes) {
    complaints_ += bytes.substr(0, kMaxComplaints - std::min(kMaxComplaints, complaints_.size()));
    complaints_bytes_ += bytes.size();
  };
  if (errors_.open() && !read_some(errors_.get(), complain)) errors_.close();
}

void Watch::forgive(Clock::duration time) {
  time = std::min(time, Clock::now() - last_sign_);
  started_ += time;
  last_sign_ += time;
}

Clock::duration Watch::budget() const {
  if (limits_.base.count() == 0) return limits_.wall;
  return std::min<Clock::duration>(limits_.wall, limits_.base + limits_.per_page * reader_.pages_done());
}

Clock::time_point Watch::next_check() const {
  if (failure_) return Clock::time_point::max();
  if (reader_.finished() || reader_.failure()) return last_sign_ + kFarewell;
  const Clock::time_point end = started_ + budget();
  return limits_.silence.count() == 0 ? end : std::min<Clock::time_point>(end, last_sign_ + limits_.silence);
}

void Watch::check_time(Clock::time_point now) {
  if (failure_ || now < next_check()) return;
  // It has said its last word and does not go: somebody else is at work in there, and the word is not to be trusted.
  if (reader_.finished() || reader_.failure())
    failure_.emplace(Failure::crash, tr("the reader of this file sent a garbled reply"));
  else
    failure_ = now >= started_ + budget() ? too_slow(budget()) : too_silent(limits_.silence);
}

Finished Watch::conclude(std::uint64_t id, const std::optional<Ending>& ending) {
  while (errors_.open() && is_readable(errors_.get())) {
    const std::uint64_t before = complaints_bytes_;
    read_errors();
    if (complaints_bytes_ == before) break;
  }
  Finished finished;
  finished.id = id;
  finished.pages = reader_.pages_done();
  finished.complaints_bytes = complaints_bytes_;
  if (ending) {
    finished.cpu_s = ending->cpu_s;
    finished.peak_bytes = ending->peak_bytes;
  }
  if (failure_)
    finished.failure = failure_;
  else if (reader_.finished())
    finished.result = std::move(result_);
  else if (reader_.failure())
    finished.failure = reader_.failure();
  else if (ending)
    finished.failure = cause_of_death(ending->status, complaints_, limits_);
  else
    finished.failure.emplace(Failure::crash, tr("the process that reads this file was ended from outside"));
  finished.complaints = std::move(complaints_);
  return finished;
}

}  // namespace prikaz
