// What the commands that read a PDF or a picture have in common: their options, and where untrusted bytes are read.
#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "prikaz/command_line.h"
#include "prikaz/extract.h"
#include "prikaz/isolate.h"

namespace prikaz {

struct Reading {
  std::string password;
  std::string password_file;  // empty for none
  long long max_pages = 10'000;
  long long jobs = 0;  // pages recognized side by side; 0: one for each processor
  bool sandbox = true;
  long long timeout_s = 600;
  long long memory_mb = 2048;
};

void add_reading_options(Options& options, Reading& reading);

// Throws UsageError: both kinds of password, or no password can be read from the file.
ExtractOptions extract_options(const Reading& reading);

// Runs what reads untrusted bytes where the user wants it run.
Spool run(const Reading& reading, const std::function<void(std::ostream&)>& work);

// Writes what `work` makes of each file to `output` (a path, or empty for standard output); a file that fails is named
// and the others are delivered. Inputs are never overwritten.
ExitCode for_each_file(const std::vector<std::string>& files, const std::string& output, const Reading& reading,
                       const std::function<void(const std::string&, std::ostream&)>& work);

}  // namespace prikaz
