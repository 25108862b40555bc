// One importer at a time: flock(2) on a file of the archive, gone with the process however it ends.
#pragma once

#include <chrono>
#include <filesystem>

namespace prikaz {

class ImportLock {
 public:
  ImportLock() = default;
  ImportLock(const ImportLock&) = delete;
  ImportLock& operator=(const ImportLock&) = delete;
  ~ImportLock();

  // False if another process holds it for longer than `wait`. Throws ArchiveError if no lock file can be made.
  bool take(const std::filesystem::path& file, std::chrono::milliseconds wait);
  bool held() const { return file_ >= 0; }

 private:
  int file_ = -1;
};

}  // namespace prikaz
