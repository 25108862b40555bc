// Which files of a watched folder may be taken: those that have not been written to for a while. Judged by looking
// again and again, not by comparing a file's times with our clock: on a network share they are another machine's.
#pragma once

#include <chrono>
#include <string>
#include <unordered_map>

#include "prikaz/archive.h"

namespace prikaz {

class Stillness {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit Stillness(std::chrono::milliseconds still) : still_(still) {}

  // Between these, every file of the folder is shown to may_take().
  void begin_look() { ++look_; }
  void end_look();  // forgets what is gone

  // True once for each state of a file: when its size and times have been the same for long enough.
  bool may_take(const StoredPath& file, Time now);

 private:
  struct Seen {
    std::uint64_t size = 0;
    std::int64_t mtime_ns = 0;
    std::uint64_t inode = 0;
    Time since;
    bool taken = false;
    std::uint64_t look = 0;
  };
  std::chrono::milliseconds still_;
  std::uint64_t look_ = 0;
  std::unordered_map<std::string, Seen> files_;
};

}  // namespace prikaz
