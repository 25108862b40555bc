// What locks in a process that reads untrusted bytes: it sees no files but those it needs, opens none for writing,
// reaches no network and no other process, and starts no program.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace prikaz {

// What the kernel offers, or what of it is in force: for `prikaz doctor`, run records and --require-sandbox.
struct SandboxState {
  int landlock_abi = 0;  // 0: no files can be hidden from a child
  bool seccomp = false;  // false: no system calls can be refused
  bool complete() const { return landlock_abi > 0 && seccomp; }
};

SandboxState probe_sandbox();

// A sentence for the user about each thing that `state` leaves open.
std::vector<std::string> weaknesses_of(const SandboxState& state);

// Throws InputError sandbox_denied unless `state` is complete: for --require-sandbox.
void require_complete(const SandboxState& state);

// Prepared once by the process that forks, entered by each child. What the kernel lacks is left out, which state()
// tells; the rest holds.
//
// Landlock (from ABI 1 on) hides all files but `readable`. seccomp ends the process at once for what no reader of
// documents does (programs, processes, sockets, tracing, mounting, bpf, io_uring, signals to others), which is reported
// as `sandbox_denied`; answers EPERM to what libraries try for convenience and can do without (writing caches, changing
// modes); and lets through what they need. Threads can be started in it.
class Sandbox {
 public:
  // `readable`: files and folders (with what is in them); those that do not exist are left out. `offered` is for tests.
  explicit Sandbox(const std::vector<std::string>& readable, const SandboxState& offered = probe_sandbox());
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  const SandboxState& state() const { return state_; }

  // Lets children try what must work and what must not: what does not hold what it promises, or would forbid what is
  // needed, is not in force any more. REQUIRES: no other threads.
  void test_itself();

  // In the child. Cannot be undone. `rules` is the number descriptor() has there; it is closed. Returns false if the
  // kernel refuses what it offered. REQUIRES: no other threads.
  bool enter(int rules) const;

  // Has to be open in the child until enter(); -1 for none.
  int descriptor() const { return rules_; }

 private:
  struct Filter;

  SandboxState state_;
  int rules_ = -1;
  std::unique_ptr<Filter> filter_;
};

}  // namespace prikaz
