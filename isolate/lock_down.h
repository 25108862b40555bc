// What a child gives up before it touches untrusted bytes.
#pragma once

#include "prikaz/isolate.h"

namespace prikaz {

// Called in the child, first thing: no new privileges, no core dumps, no files written, limits on memory and processor
// time, and death with the parent. Under AddressSanitizer memory and file size stay unlimited, as its shadow memory and
// its reports need both. Returns false if a limit was refused.
bool lock_down(const Limits& limits, int parent);

}  // namespace prikaz
