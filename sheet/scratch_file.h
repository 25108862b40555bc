// A file without a name, gone when it is let go whatever happens to the program.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace prikaz {

// The folder where the parts of `target` are put together: its own, so that they meet the same full disk and nothing of
// a document lies elsewhere; that for temporary files if the target is standard output, a pipe or a device.
std::filesystem::path scratch_folder_for(const std::filesystem::path& target);

// Every failure is an OutputError about `target`, the file that cannot be made because of it.
class ScratchFile {
 public:
  explicit ScratchFile(const std::filesystem::path& target);
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  ~ScratchFile();

  void write(std::string_view bytes);
  // Calls `piece` with the contents from the beginning, in pieces.
  void read(const std::function<void(std::string_view)>& piece);

  // A path that opens this very file, while it is alive.
  std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }
  int descriptor() const { return file_; }

 private:
  void flush();

  std::filesystem::path target_;
  std::string buffer_;
  int file_ = -1;
};

// REQUIRES: errno-like `error`.
[[noreturn]] void fail_to_write(const std::filesystem::path& target, int error);

}  // namespace prikaz
