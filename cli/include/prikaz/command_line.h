// The commands of the program: each tells its options, and what it does.
//
//   CommandLine program;
//   add_extract_command(program);          // every command lives in a file of commands/
//   return program.run(argc, argv);
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace prikaz {

// The exit codes of the output contract.
enum ExitCode { kDone = 0, kSomeFailed = 1, kWrongUsage = 2, kNothingDone = 3 };

// Thrown for wrong usage; `what()` is one line in the user's language.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The options of one command. The variables given are set while the command line is read and must live until the
// command has run; what they hold before is the default. `help` is in the user's language.
class Options {
 public:
  // Arguments without a dash: FILE...
  Options& arguments(const char* name, std::vector<std::string>& to, const std::string& help);
  // Just one.
  Options& argument(const char* name, std::string& to, const std::string& help);

  Options& flag(const char* names, bool& to, const std::string& help);
  // Sets `to` to false.
  Options& switch_off(const char* names, bool& to, const std::string& help);
  Options& text(const char* names, const char* type, std::string& to, const std::string& help);
  // May be given several times.
  Options& texts(const char* names, const char* type, std::vector<std::string>& to, const std::string& help);
  // A whole number from `least` to `most`.
  Options& number(const char* names, const char* type, long long& to, long long least, long long most,
                  const std::string& help);
  // A number with a fraction, `.` or `,`.
  Options& fraction(const char* names, const char* type, double& to, double least, double most,
                    const std::string& help);
  Options& choice(const char* names, const char* type, std::string& to, std::initializer_list<const char*> words,
                  const std::string& help);

 private:
  friend class CommandLine;
  explicit Options(CLI::App& app) : app_(app) {}
  CLI::App& app_;
};

class CommandLine {
 public:
  // Sets the language of the run first (--lang, else the environment), so that help and errors are in it.
  CommandLine(int argc, const char* const* argv);
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;
  ~CommandLine();

  // `action` runs after the options have been read. It throws UsageError where they do not go together.
  Options add_command(const char* name, const std::string& description, std::function<ExitCode()> action);

  // Reads the arguments of main and runs the command they name; help and version go to standard output. Throws what
  // the action throws, and UsageError.
  ExitCode run();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// «0.1.0».
std::string program_version();

// Throws UsageError unless the condition holds.
void require(bool condition, const std::string& otherwise);

}  // namespace prikaz
