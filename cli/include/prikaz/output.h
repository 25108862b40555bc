// Where results go.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace prikaz {

// The results cannot be delivered: the run is over. `what()` is one line in the user's language.
class OutputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Standard output, or a file that appears whole or not at all: it is written under another name in the same folder,
// brought to the disk, and renamed. What is not a regular file (/dev/stdout, a pipe) is written to directly.
//
//   Output output("result.json");
//   output.write("{}\n");
//   output.commit();            // without it, nothing was ever there
class Output {
 public:
  // `path` empty means standard output. Throws OutputError.
  explicit Output(const std::filesystem::path& path);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output();

  // Throws OutputError: the reader has gone, the disk is full, ….
  void write(std::string_view bytes);
  void commit();

 private:
  [[noreturn]] void fail(int error) const;
  void open_beside(const std::filesystem::path& target);

  std::string shown_;      // its name for messages
  std::string target_;     // to rename to; empty where there is nothing to rename
  std::string temporary_;  // still there; empty if none is
  int file_ = -1;
  bool owned_ = false;
};

}  // namespace prikaz
