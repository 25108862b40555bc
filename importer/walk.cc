#include "walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <string_view>

#include "prikaz/file_descriptor.h"

namespace prikaz {
namespace {

bool is_folder(const std::string& path, bool follow) {
  struct stat about {};
  return (follow ? ::stat(path.c_str(), &about) : ::lstat(path.c_str(), &about)) == 0 && S_ISDIR(about.st_mode);
}

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

}  // namespace

std::optional<FolderId> folder_id(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return std::nullopt;
  return FolderId{about.st_dev, about.st_ino};
}

Walk::Walk(std::vector<std::string> paths, std::optional<FolderId> leave_out)
    : paths_(std::move(paths)), leave_out_(leave_out) {}

std::optional<Found> Walk::enter(const std::string& path) {
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK));
  if (!file.open()) return Found{path, errno};
  struct stat about {};
  if (leave_out_ && ::fstat(file.get(), &about) == 0 && FolderId{about.st_dev, about.st_ino} == *leave_out_)
    return std::nullopt;
  const std::unique_ptr<DIR, CloseFolder> folder(::fdopendir(::dup(file.get())));
  if (!folder) return Found{path, errno};

  Folder opened;
  opened.path = path.ends_with('/') ? path : path + '/';
  for (;;) {
    errno = 0;
    const dirent* entry = ::readdir(folder.get());
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    const std::string whole = opened.path + std::string(name);
    // Some file systems do not tell the type of an entry.
    const bool inner = entry->d_type == DT_DIR || (entry->d_type == DT_UNKNOWN && is_folder(whole, false));
    const bool link = entry->d_type == DT_LNK || entry->d_type == DT_UNKNOWN;
    if (!inner && link && is_folder(whole, true)) continue;
    opened.entries.push_back({inner ? std::string(name) + '/' : std::string(name)});
  }
  const int error = errno;
  std::sort(opened.entries.begin(), opened.entries.end(),
            [](const Entry& a, const Entry& b) { return a.name < b.name; });
  open_.push_back(std::move(opened));
  // What was listed before the folder failed is still delivered.
  if (error != 0) return Found{path, error};
  return std::nullopt;
}

std::optional<Found> Walk::next() {
  for (;;) {
    std::string path;
    bool folder = false;
    if (open_.empty()) {
      if (at_ == paths_.size()) return std::nullopt;
      path = paths_[at_++];
      folder = is_folder(path, true);
    } else if (Folder& top = open_.back(); top.at == top.entries.size()) {
      open_.pop_back();
      continue;
    } else {
      std::string& name = top.entries[top.at++].name;
      folder = name.ends_with('/');
      path = top.path + name;
      if (folder) path.pop_back();
      name = std::string();
    }
    if (!folder) return Found{std::move(path), 0};
    if (std::optional<Found> trouble = enter(path)) return trouble;
  }
}

std::string absolute_path(const std::string& path) {
  std::error_code error;
  std::filesystem::path whole = std::filesystem::absolute(path, error);
  if (error) return path;
  const bool goes_up = std::find(whole.begin(), whole.end(), "..") != whole.end();
  if (goes_up) {
    // The last part stays as it is: a link keeps its own name.
    const bool ends_up = whole.filename() == ".." || whole.filename() == "." || whole.filename().empty();
    const std::filesystem::path above = std::filesystem::canonical(ends_up ? whole : whole.parent_path(), error);
    return error ? whole.native() : (ends_up ? above : above / whole.filename()).native();
  }
  std::string text = whole.lexically_normal().native();
  while (text.size() > 1 && text.ends_with('/')) text.pop_back();
  return text;
}

}  // namespace prikaz
