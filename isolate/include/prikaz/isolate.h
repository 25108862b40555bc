// Work on untrusted input in a child process, so that what kills it costs one file and not the run.
//
//   const Finished one = run_isolated(
//       [&](const ReadTask& task, std::ostream& out, const Heartbeat&) { read(task.input, out); }, {.input = fd});
//   if (!one.failure) one.result.read(…);
//
// Nothing of the result is seen before the child has said that all is well: a failed file never leaves half an object.
// For many files side by side see worker_pool.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include "prikaz/error.h"
#include "prikaz/sandbox.h"

namespace prikaz {

// What a child may use up. Time is budgeted by page, since honest files have from one page to thousands: a child may
// work for `base` and `per_page` more for each page it says it has done, be silent for `silence`, and is ended after
// `wall` whatever it says, as what it says is not to be believed.
struct Limits {
  std::chrono::milliseconds wall{120'000};  // from the start of the child to its last byte
  std::chrono::milliseconds base{0};        // 0: only `wall` counts
  std::chrono::milliseconds per_page{0};
  std::chrono::milliseconds silence{0};                  // from one sign of life to the next; 0: not watched
  std::uint64_t memory_bytes = std::uint64_t{2} << 30U;  // of address space
  std::uint64_t output_bytes = std::uint64_t{1} << 30U;  // of the result
  int threads = 1;                                       // that the child may keep busy: multiplies its processor time
};

// Bytes kept for later: in memory up to 64 MiB, beyond it in a temporary file that has no name, so that nothing is left
// behind however the run ends.
class Spool {
 public:
  explicit Spool(std::uint64_t memory_bytes = std::uint64_t{64} << 20U) : memory_bytes_(memory_bytes) {}
  Spool(Spool&& other) noexcept;
  Spool& operator=(Spool&& other) noexcept;
  ~Spool();

  // Throws InputError io_error if the temporary file cannot be written.
  void append(std::string_view bytes);
  std::uint64_t size() const { return size_; }
  bool in_memory() const { return file_ < 0; }

  // Hands the bytes to `write` in order, piece by piece.
  void read(const std::function<void(std::string_view)>& write) const;
  // The whole. REQUIRES: it fits into memory.
  std::string str() const;

 private:
  void spill();

  std::uint64_t memory_bytes_;
  std::uint64_t size_ = 0;
  std::string memory_;
  int file_ = -1;
};

struct ReadTask {
  std::uint64_t id = 0;  // the caller's
  int input = -1;        // open for reading only; duplicated, the caller closes its own. In the child: its number there
  std::string name = {};        // base name, for messages and `source.name`
  std::string parameters = {};  // handed to the work as they are; with the name at most 64 KiB
  Limits limits = {};
};

struct Finished {
  std::uint64_t id = 0;
  std::optional<InputError> failure;  // of the closed set
  Spool result;                       // empty on failure
  int pages = 0;                      // as far as the child told
  std::string complaints;             // first 64 KiB of stderr (for debugging; never log it: it may quote the document)
  std::uint64_t complaints_bytes = 0;  // all of it
  double cpu_s = 0;
  std::uint64_t peak_bytes = 0;
  bool withdrawn = false;  // it had not begun when WorkerPool::cancel_queued() was called; nothing else is set then
};

// Told by the child while it works: pages done of pages in all. Resets the watch for silence.
using Heartbeat = std::function<void(int done, int total)>;
using Work = std::function<void(const ReadTask&, std::ostream& out, const Heartbeat&)>;

// Runs `work` on `task` in a child process without privileges, under the limits of the task and with no open file but
// its input; in `sandbox` if there is one. Throws InputError io_error if no process can be started; what else goes
// wrong is Finished::failure. REQUIRES: this process has no other threads. `work` sees a copy of the caller's memory:
// what it changes is lost.
Finished run_isolated(const Work& work, const ReadTask& task, const Sandbox* sandbox = nullptr);

// The same without an input: returns what `work` wrote.
//
// Throws InputError: what `work` itself threw as InputError (kind and reason are handed over), timeout, memory,
// output_limit, crash (a signal, an exception nobody expected, a garbled reply), io_error (no process could be
// started).
Spool run_isolated(const std::function<void(std::ostream&)>& work, const Limits& limits);

// The same in this very process, for debuggers: of the limits only `output_bytes` holds, and a crash is a crash.
Finished run_here(const Work& work, const ReadTask& task);
Spool run_here(const std::function<void(std::ostream&)>& work, const Limits& limits);

}  // namespace prikaz
