#include "stillness.h"

namespace prikaz {

bool Stillness::may_take(const StoredPath& file, Time now) {
  Seen& seen = files_[file.path];
  const bool same =
      seen.look != 0 && seen.size == file.size && seen.mtime_ns == file.mtime_ns && seen.inode == file.inode;
  if (!same) seen = {file.size, file.mtime_ns, file.inode, now, false, look_};
  seen.look = look_;
  if (seen.taken || now - seen.since < still_) return false;
  seen.taken = true;
  return true;
}

void Stillness::end_look() {
  std::erase_if(files_, [&](const auto& entry) { return entry.second.look != look_; });
}

}  // namespace prikaz
