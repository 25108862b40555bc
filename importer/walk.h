// The files under the paths a user gave, in an order that depends on nothing but their names.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace prikaz {

// What the walk came upon: a path that is no folder (`error` is 0), or one that could not be looked into (an errno).
// Paths are raw bytes.
struct Found {
  std::string path;
  int error = 0;
};

// A folder that is not entered, known by what it is and not by its name.
struct FolderId {
  dev_t device = 0;
  ino_t inode = 0;
  bool operator==(const FolderId&) const = default;
};
std::optional<FolderId> folder_id(const std::string& path);

// Folders are entered one at a time, and what they hold comes by the bytes of its full path; the paths given come in
// their own order. Nothing is opened but folders.
//
//   Walk walk({"/in/orders", "/in/one.pdf"}, {});
//   while (const std::optional<Found> found = walk.next()) …
//
// A link to a file counts as a file. A link to a folder is followed only where it was given itself, so that links never
// lead round in a circle. A path that does not exist comes as a file: opening it tells.
class Walk {
 public:
  Walk(std::vector<std::string> paths, std::optional<FolderId> leave_out);

  std::optional<Found> next();

 private:
  struct Entry {
    std::string name;  // folders end with a slash: so that they sort as their files' paths do
  };
  struct Folder {
    std::string path;  // ends with a slash
    std::vector<Entry> entries;
    std::size_t at = 0;
  };

  std::optional<Found> enter(const std::string& path);

  std::vector<std::string> paths_;
  std::size_t at_ = 0;
  std::optional<FolderId> leave_out_;
  std::vector<Folder> open_;
};

// The path by which a file is known in the archive: absolute, without `.` and doubled slashes. `..` behind a link leads
// elsewhere than its letters say, so it is resolved by the file system where it occurs.
std::string absolute_path(const std::string& path);

}  // namespace prikaz
