// Copies of the originals inside the archive, by content.
#pragma once

#include <string>
#include <unordered_set>

namespace prikaz {

class Originals {
 public:
  // REQUIRES: no other import works on this archive. Removes what a run that was broken off left behind.
  explicit Originals(const std::string& archive_folder);

  // Brings what `file` (open for reading) holds to `path` (see Archive::original_path), unless it is there already. The
  // copy appears whole or not at all and is on the disk when this returns. Throws ArchiveError where it cannot be
  // written, InputError io_error where `file` cannot be read or no longer holds what `sha256` says.
  void keep(int file, const std::string& sha256, const std::string& path);

 private:
  // Makes the folder; once in a run it is seen to that its name is on the disk.
  void make_folder(const std::string& path, const std::string& parent);

  std::string archive_;
  std::string all_;
  std::unordered_set<std::string> made_;
};

}  // namespace prikaz
