#include "reading.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <thread>

#include "complain.h"
#include "prikaz/messages.h"
#include "prikaz/output.h"
#include "prikaz/printable.h"

namespace prikaz {
namespace {

std::string first_line_of(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!file || !std::getline(file, line)) throw UsageError(tr("no password can be read from %1", {printable(path)}));
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

void refuse_to_overwrite(const std::vector<std::string>& files, const std::string& output) {
  std::error_code error;
  for (const std::string& file : files)
    if (!output.empty() && std::filesystem::equivalent(file, output, error))
      throw UsageError(tr("%1 is an input: it will not be overwritten", {printable(output)}));
}

}  // namespace

void add_reading_options(Options& options, Reading& reading) {
  options
      .text("--password", "TEXT", reading.password,
            tr("password of an encrypted file; others can see it in the process list"))
      .text("--password-file", "PATH", reading.password_file, tr("file whose first line is the password"))
      .number("--max-pages", "N", reading.max_pages, 1, 1'000'000, tr("read no more pages than this (10000)"))
      .number("--jobs", "N", reading.jobs, 1, 256,
              tr("recognize so many scanned pages side by side (one for each processor)"))
      .switch_off("--no-sandbox", reading.sandbox, tr("read in this process, without limits: for debugging only"))
      .number("--timeout", "S", reading.timeout_s, 1, 86'400, tr("give up on a file after this many seconds (600)"))
      .number("--memory", "MB", reading.memory_mb, 64, 1'000'000,
              tr("give up on a file that needs more megabytes (2048)"));
}

ExtractOptions extract_options(const Reading& reading) {
  require(reading.password.empty() || reading.password_file.empty(),
          tr("--password and --password-file exclude each other"));
  ExtractOptions options;
  options.password = reading.password_file.empty() ? reading.password : first_line_of(reading.password_file);
  options.max_pages = static_cast<int>(reading.max_pages);
  options.jobs = reading.jobs > 0 ? static_cast<int>(reading.jobs)
                                  : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  return options;
}

Spool run(const Reading& reading, const std::function<void(std::ostream&)>& work) {
  Limits limits;
  limits.wall = std::chrono::seconds(reading.timeout_s);
  limits.memory_bytes = static_cast<std::uint64_t>(reading.memory_mb) << 20U;
  return reading.sandbox ? run_isolated(work, limits) : run_here(work, limits);
}

ExitCode for_each_file(const std::vector<std::string>& files, const std::string& output_path, const Reading& reading,
                       const std::function<void(const std::string&, std::ostream&)>& work) {
  refuse_to_overwrite(files, output_path);
  Output output(output_path);
  ExitCode code = kDone;
  bool delivered = false;
  for (const std::string& file : files) {
    try {
      const Spool result = run(reading, [&](std::ostream& out) { work(file, out); });
      result.read([&](std::string_view piece) { output.write(piece); });
      delivered = true;
    } catch (const InputError& error) {
      complain(file, error);
      code = kSomeFailed;
    }
  }
  if (delivered) output.commit();
  return code;
}

}  // namespace prikaz
