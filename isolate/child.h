// The process that reads one untrusted file: what it gives up, runs and replies.
#pragma once

#include <sys/types.h>

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

#include "lock_down.h"
#include "prikaz/isolate.h"
#include "prikaz/sandbox.h"

namespace prikaz {

inline constexpr bool kKeepStderr = kSanitized;  // a sanitizer's report must be seen

// The child's ends of its pipes, and Sandbox::descriptor().
struct ChildEnds {
  int reply = -1, errors = -1, rules = -1;
};

// Runs `work` on `task` in this process, which has just been forked by `parent`, and ends it. Descriptors other than
// `ends` and task.input are closed; these get numbers above what the child may open itself, so that nothing left in the
// memory of a library can be mistaken for them. `sandbox` may be null.
[[noreturn]] void be_child(const Work& work, ReadTask task, pid_t parent, ChildEnds ends, const Sandbox* sandbox);

// Runs `work` into `sink`, which gets pieces of up to 64 KiB. Exceptions of the sink come through.
void run_into(const std::function<void(std::ostream&)>& work, const std::function<void(std::string_view)>& sink);

// «reading needs more than … of memory»
std::string out_of_memory(const Limits& limits);

}  // namespace prikaz
