// What the user asked for.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace prikaz {

enum class Command { extract, schema, validate, draw, print };

struct CommandLine {
  Command command = Command::print;
  std::vector<std::string> files;
  std::string output;  // a path; empty for standard output
  bool pretty = false;
  std::string password;
  std::string password_file;  // empty for none
  int max_pages = 10'000;
  int jobs = 0;  // pages recognized side by side; 0: one for each processor
  int page = 1;  // to draw
  bool sandbox = true;
  std::chrono::seconds timeout{600};
  std::uint64_t memory_mb = 2048;
  std::string text;  // of Command::print: help or version, to be printed as it is
};

// Thrown for wrong usage; `what()` is one line in the user's language.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Reads the arguments of main. Sets the language of the run first (--lang, else the environment), so that help and
// errors are in it.
//
// Throws UsageError.
CommandLine parse_command_line(int argc, const char* const* argv);

}  // namespace prikaz
