// What the kernel offers to lock children in: for `prikaz doctor`, run records and --require-sandbox.
#pragma once

namespace prikaz {

struct SandboxState {
  int landlock_abi = 0;  // 0: no files can be hidden from a child
  bool seccomp = false;  // false: no system calls can be refused
  bool complete() const { return landlock_abi > 0 && seccomp; }
};

SandboxState probe_sandbox();

}  // namespace prikaz
