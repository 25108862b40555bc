// The system calls a reader of documents may make, as a filter for seccomp(2).
#pragma once

#include <linux/filter.h>

#include <vector>

namespace prikaz {

// Whether the kernel can filter system calls and end a process for one.
bool seccomp_offered();

// Empty if it cannot be built.
std::vector<sock_filter> build_filter();

// Binds this thread and what it starts. REQUIRES: no_new_privs is set. Returns false if refused.
bool enter_filter(std::vector<sock_filter> filter);

}  // namespace prikaz
