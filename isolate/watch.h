// The coordinator's side of one child: what it says, and how long it may go on.
#pragma once

#include <sys/resource.h>

#include <chrono>
#include <optional>
#include <string>

#include "prikaz/file_descriptor.h"
#include "prikaz/isolate.h"
#include "prikaz/worker_pool.h"
#include "records.h"

namespace prikaz {

using Clock = std::chrono::steady_clock;

// What is known of a child that has ended.
struct Ending {
  int status = 0;  // of waitpid
  double cpu_s = 0;
  std::uint64_t peak_bytes = 0;
};

class Watch {
 public:
  // Takes over the reading ends of the pipes.
  Watch(int reply, int errors, const Limits& limits);
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  // To be polled for reading; -1 when at its end.
  int reply() const { return reply_.get(); }
  int errors() const { return errors_.get(); }
  void read_reply();
  void read_errors();

  // The child is at work: its time begins.
  void begin() { started_ = last_sign_ = Clock::now(); }
  // Time that was not the child's.
  void forgive(Clock::duration time);
  // When check_time() has something to do next.
  Clock::time_point next_check() const;
  void check_time(Clock::time_point now);

  // Nothing the child may say is wanted any more: it has said all, too much, or has taken too long.
  bool to_be_ended() const { return failure_.has_value(); }
  bool said_all() const { return reader_.finished() || reader_.failure().has_value(); }
  // It has closed its pipe or is to be ended.
  bool heard_all() const { return !reply_.open() || failure_.has_value(); }

  // `ending` is nullopt if nobody can tell how the child ended.
  Finished conclude(std::uint64_t id, const std::optional<Ending>& ending);

 private:
  Clock::duration budget() const;

  Limits limits_;
  FileDescriptor reply_, errors_;
  Clock::time_point started_, last_sign_;
  Spool result_;
  ReplyReader reader_;
  std::string complaints_;
  std::uint64_t complaints_bytes_ = 0;
  std::optional<InputError> failure_;  // found on this side
};

Ending ending_of(int status, const rusage& used);
InputError no_process(int error);

}  // namespace prikaz
