#include "landlock.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace prikaz {
namespace {

// landlock_ruleset_attr of ABI 6.
struct Rules {
  std::uint64_t files = 0;   // what is forbidden unless a rule allows it
  std::uint64_t net = 0;     // from ABI 4
  std::uint64_t scoped = 0;  // from ABI 6
};

constexpr std::uint64_t kFilesOfAbi1 = (1U << 13U) - 1;  // execute … make a symbolic link
constexpr std::uint64_t kRefer = 1U << 13U;              // ABI 2
constexpr std::uint64_t kTruncate = 1U << 14U;           // ABI 3
constexpr std::uint64_t kDeviceControl = 1U << 15U;      // ABI 5
constexpr std::uint64_t kTcp = 3;                        // bind and connect
constexpr std::uint64_t kScopes = 3;                     // abstract sockets, signals

}  // namespace

int landlock_abi() {
  const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, std::size_t{0}, LANDLOCK_CREATE_RULESET_VERSION);
  return abi > 0 ? static_cast<int>(abi) : 0;
}

int make_landlock_rules(int abi, const std::vector<std::string>& readable) {
  Rules rules;
  rules.files = kFilesOfAbi1;
  if (abi >= 2) rules.files |= kRefer;
  if (abi >= 3) rules.files |= kTruncate;
  if (abi >= 5) rules.files |= kDeviceControl;
  if (abi >= 4) rules.net = kTcp;
  if (abi >= 6) rules.scoped = kScopes;
  const std::size_t size = abi >= 6 ? sizeof(Rules) : abi >= 4 ? 2 * sizeof(std::uint64_t) : sizeof(std::uint64_t);
  const int set = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &rules, size, 0U));
  if (set < 0) return -1;
  for (const std::string& path : readable) {
    const int place = ::open(path.c_str(), O_PATH | O_CLOEXEC);
    if (place < 0) continue;
    struct stat facts = {};
    landlock_path_beneath_attr rule = {};
    rule.parent_fd = place;
    rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
    if (::fstat(place, &facts) == 0 && S_ISDIR(facts.st_mode)) rule.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
    const long added = ::syscall(SYS_landlock_add_rule, set, LANDLOCK_RULE_PATH_BENEATH, &rule, 0U);
    ::close(place);
    if (added != 0) {
      ::close(set);
      return -1;
    }
  }
  return set;
}

bool enter_landlock(int rules) { return ::syscall(SYS_landlock_restrict_self, rules, 0U) == 0; }

}  // namespace prikaz
