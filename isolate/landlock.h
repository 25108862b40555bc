// Landlock, the kernel's means for a process without privileges to give up files (landlock(7)). The headers of Debian
// 12 know its second ABI, kernels are further: what later ones can give up is named here by its number.
#pragma once

#include <string>
#include <vector>

namespace prikaz {

// 0 if the kernel has none, or has it switched off.
int landlock_abi();

// A set of rules for enter_landlock(): nothing may be done with files but reading `readable` and what is below; no TCP;
// no signals to processes outside. Returns its descriptor, or -1.
int make_landlock_rules(int abi, const std::vector<std::string>& readable);

// Binds this thread and what it starts. REQUIRES: no_new_privs is set. Returns false if refused.
bool enter_landlock(int rules);

}  // namespace prikaz
