// The helper process that forks the children of a WorkerPool, and what it and the pool say to each other.
#pragma once

#include <cstdint>
#include <functional>
#include <type_traits>

#include "prikaz/file_descriptor.h"
#include "prikaz/worker_pool.h"

namespace prikaz {

inline constexpr std::size_t kMaxTaskBytes = 64U << 10U;  // name and parameters

// Pool to zygote: one message each; after a start follow the name and the parameters, with it come the input (if there
// is one) and the writing ends of the pipes for reply and complaints.
struct Request {
  enum class Type : std::uint32_t { start, kill, withdraw };  // withdraw: kill unless it has begun
  Type type = Type::start;
  std::uint32_t name_bytes = 0;
  std::uint64_t serial = 0;   // the pool's
  std::uint64_t id = 0;       // the caller's
  std::uint32_t workers = 1;  // how many may be at work; what comes on top of them waits in the zygote
  bool has_input = false;
  Limits limits;
};
static_assert(std::is_trivially_copyable_v<Request>);

// Zygote to pool. `ready`: `pid` is the zygote; `accepted`: the request was received; `started`: `pid` is at work;
// `ended`: how; `refused`: no child could be made, `status` is the errno; `replaced`: the zygote died, its children
// with it, and another takes its place.
struct Report {
  enum class Type : std::uint32_t { ready, accepted, started, ended, refused, replaced };
  Type type = Type::accepted;
  std::int32_t pid = 0;
  std::uint64_t serial = 0;
  std::int32_t status = 0;
  double cpu_s = 0;
  std::uint64_t peak_bytes = 0;
};
static_assert(std::is_trivially_copyable_v<Report>);

// Forks the keeper, a process that does nothing but fork a zygote and replace it when it dies, so that a new one is as
// free of what this process has loaded meanwhile as the first. Returns the keeper's pid; `channel` is this side's end.
// Throws InputError io_error.
pid_t start_keeper(const Work& work, const std::function<void()>& warm_up, const Sandbox& sandbox,
                   FileDescriptor& channel);

}  // namespace prikaz
