// What the commands that read a PDF or a picture have in common: their options, and where untrusted bytes are read.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "prikaz/command_line.h"
#include "prikaz/extract.h"
#include "prikaz/isolate.h"
#include "prikaz/sandbox.h"

namespace prikaz {

struct Reading {
  std::string password;
  std::string password_file;  // empty for none
  long long max_pages = 10'000;
  long long jobs = 0;  // pages recognized side by side; 0: one for each processor
  bool sandbox = true;
  bool require_sandbox = false;
  long long timeout_s = 600;
  long long memory_mb = 2048;
};

void add_reading_options(Options& options, Reading& reading);
// Of these only where files are read, and how long.
void add_sandbox_options(Options& options, Reading& reading);

// Throws UsageError: both kinds of password, or no password can be read from the file.
ExtractOptions extract_options(const Reading& reading);

// What each file may use up by what the user wants.
Limits limits_of(const Reading& reading);

// What the readers of files have to be able to open besides their input.
std::vector<std::string> readable_data();

// One line on standard error for each thing the kernel lacks to lock in the readers of files.
void tell_weaknesses(const SandboxState& state);

// Hands files one after the other to `work`, each in a process of its own where the user has not forbidden it. The file
// is opened here: the reader gets it as ReadTask::input and sees no paths.
class FileReader {
 public:
  // `files` tells how many will be read. Throws InputError sandbox_denied.
  FileReader(Reading reading, Work work, std::size_t files);

  // What goes wrong with the file is in Finished::failure.
  Finished read(const std::string& path) const;

 private:
  Reading reading_;
  Work work_;
  std::unique_ptr<Sandbox> sandbox_;
};

// Writes what `work` makes of each file to `output` (a path, or empty for standard output); a file that fails is named
// and the others are delivered. Inputs are never overwritten.
ExitCode for_each_file(const std::vector<std::string>& files, const std::string& output, const Reading& reading,
                       const Work& work);

}  // namespace prikaz
