// Untrusted files read side by side, each in a child of its own. The children are forked from a helper process (the
// «zygote») that was forked early, has loaded once what every child needs (the model, fonts, patterns), and holds
// neither database nor paths nor outputs; a child gets the descriptor of its input and nothing else.
//
//   WorkerPool pool(work, warm_up, {.workers = 2});
//   pool.start({.id = 1, .input = fd, .name = "a.pdf"});           // REQUIRES: pool.free() > 0
//   for (Finished& one : pool.wait(std::chrono::milliseconds(200))) …
//
// If the zygote dies it is replaced; what its children were reading, or were to read, comes back as `crash` and can be
// started again. If this process dies, zygote and children die with it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "prikaz/error.h"
#include "prikaz/isolate.h"
#include "prikaz/sandbox.h"

namespace prikaz {

struct PoolOptions {
  int workers = 1;
  int queued = 0;                // tasks taken beyond those at work, for a worker that is done while nobody waits here
  bool require_sandbox = false;  // throw InputError sandbox_denied where Landlock or seccomp is missing
  std::vector<std::string> readable = {};  // files and folders the children may read, with what is in them
};

class WorkerPool {
 public:
  // `work` and `warm_up` run in other processes: what they change here is lost. What `warm_up` throws is ignored, the
  // children then load for themselves. REQUIRES: this process has no other threads yet, and the thread that calls this
  // lives as long as the pool. Throws InputError io_error (no process could be started), sandbox_denied.
  WorkerPool(Work work, std::function<void()> warm_up, const PoolOptions& options);
  ~WorkerPool();  // kills what runs
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  int free() const;
  // REQUIRES: free() > 0. Throws InputError io_error if no process can be started.
  void start(const ReadTask& task);
  // Returns when a file is done, `at_most` has passed or `wake` (a descriptor) can be read. Limits of time are enforced
  // in here; time in which nobody waits does not count.
  std::vector<Finished> wait(std::chrono::milliseconds at_most, int wake = -1);
  // Kills all children; their files never come back from wait().
  void cancel_all();
  // Takes back what no child has begun to read; wait() returns it as Finished::withdrawn.
  void cancel_queued();

  std::vector<pid_t> children() const;  // for tests that kill workers
  pid_t zygote() const;                 // the same; 0 while there is none
  const SandboxState& sandbox() const;  // in force for the children

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace prikaz
