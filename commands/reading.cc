#include "reading.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <thread>

#include "complain.h"
#include "prikaz/file_descriptor.h"
#include "prikaz/ingest.h"
#include "prikaz/messages.h"
#include "prikaz/output.h"
#include "prikaz/printable.h"
#include "process.h"

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

// One for each processor, if not told otherwise. Each takes address space for its stack, its heap and its engine; eight
// were seen to do with 768 MB, and many processors must not make a file fail that few could read.
int pages_side_by_side(const Reading& reading) {
  constexpr long long kMegabytesEach = 128;
  if (reading.jobs > 0) return static_cast<int>(reading.jobs);
  const long long processors = std::max(1U, std::thread::hardware_concurrency());
  return static_cast<int>(std::clamp(reading.memory_mb / kMegabytesEach, 1LL, processors));
}

}  // namespace

void add_reading_options(Options& options, Reading& reading) {
  options
      .text("--password", "TEXT", reading.password,
            tr("password of an encrypted file; others can see it in the process list"))
      .text("--password-file", "PATH", reading.password_file, tr("file whose first line is the password"))
      .number("--max-pages", "N", reading.max_pages, 1, 1'000'000, tr("read no more pages than this (10000)"))
      .number("--jobs", "N", reading.jobs, 1, 256,
              tr("recognize so many scanned pages side by side (one for each processor)"));
  add_sandbox_options(options, reading);
}

void add_sandbox_options(Options& options, Reading& reading) {
  options.switch_off("--no-sandbox", reading.sandbox, tr("read in this process, without limits: for debugging only"))
      .flag("--require-sandbox", reading.require_sandbox, tr("read nothing if the kernel cannot lock in the readers"))
      .number("--timeout", "S", reading.timeout_s, 1, 86'400,
              tr("give up on a file after this many seconds, and a tenth more for each page read (600)"))
      .number("--memory", "MB", reading.memory_mb, 64, 1'000'000,
              tr("give up on a file that needs more megabytes (2048)"));
}

ExtractOptions extract_options(const Reading& reading) {
  require(reading.password.empty() || reading.password_file.empty(),
          tr("--password and --password-file exclude each other"));
  ExtractOptions options;
  options.password = reading.password_file.empty() ? reading.password : first_line_of(reading.password_file);
  options.max_pages = static_cast<int>(reading.max_pages);
  options.jobs = pages_side_by_side(reading);
  return options;
}

Limits limits_of(const Reading& reading) {
  Limits limits;
  // A page may take a tenth of what the file may; the whole is bounded whatever its reader says of pages.
  limits.base = std::chrono::seconds(reading.timeout_s);
  limits.per_page = limits.base / 10;
  limits.silence = limits.base;
  limits.wall = limits.base * 20;
  limits.memory_bytes = static_cast<std::uint64_t>(reading.memory_mb) << 20U;
  return limits;
}

std::vector<std::string> readable_data() {
  std::vector<std::string> paths = ingest_data_paths();
  for (std::string& path : extract_data_paths()) paths.push_back(std::move(path));
  return paths;
}

void tell_weaknesses(const SandboxState& state) {
  for (const std::string& weakness : weaknesses_of(state)) complain(weakness);
}

FileReader::FileReader(Reading reading, Work work, std::size_t files)
    : reading_(std::move(reading)), work_(std::move(work)) {
  require(reading_.sandbox || !reading_.require_sandbox, tr("--no-sandbox and --require-sandbox exclude each other"));
  if (!reading_.sandbox) return;
  sandbox_ = std::make_unique<Sandbox>(readable_data());
  if (reading_.require_sandbox) {
    sandbox_->test_itself();
    require_complete(sandbox_->state());
  }
  tell_weaknesses(sandbox_->state());
  // Every child would load the tables for itself.
  if (files > 1) warm_up();
}

Finished FileReader::read(const std::string& path) const {
  Finished failed;
  try {
    ReadTask task;
    const FileDescriptor file(open_input(path));
    task.input = file.get();
    task.name = std::filesystem::path(path).filename().native();
    task.limits = limits_of(reading_);
    task.limits.threads = pages_side_by_side(reading_);
    return sandbox_ ? run_isolated(work_, task, sandbox_.get()) : run_here(work_, task);
  } catch (const InputError& error) {
    failed.failure = error;
    return failed;
  }
}

ExitCode for_each_file(const std::vector<std::string>& files, const std::string& output_path, const Reading& reading,
                       const Work& work) {
  refuse_to_overwrite(files, output_path);
  const FileReader reader(reading, work, files.size());
  Output output(output_path);
  ExitCode code = kDone;
  bool delivered = false;
  for (const std::string& file : files) {
    const Finished one = reader.read(file);
    if (one.failure) {
      complain(file, *one.failure);
      code = kSomeFailed;
      continue;
    }
    one.result.read([&](std::string_view piece) { output.write(piece); });
    delivered = true;
  }
  if (delivered) output.commit();
  return code;
}

}  // namespace prikaz
