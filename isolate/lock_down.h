// What a child gives up before it touches untrusted bytes.
#pragma once

#include <sys/types.h>

#include "prikaz/isolate.h"

namespace prikaz {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

inline constexpr int kMaxOpenFiles = 64;

// Called in the child, first thing: no privileges, and no way to get them, no core dumps, no files written, few files
// opened, limits on memory and processor time, and death with the parent. Under AddressSanitizer memory and file size
// stay unlimited, as its shadow memory and its reports need both. Returns false if a limit was refused.
bool lock_down(const Limits& limits, pid_t parent);

// Death with `parent`, and no memory shown to other processes or left in a core. Returns false if refused, or if the
// parent has died already.
bool die_with(pid_t parent);

}  // namespace prikaz
