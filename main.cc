// prikaz reads Russian municipal education orders and prints what they say. This file wires the stages.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <new>
#include <ostream>
#include <thread>

#include "prikaz/command_line.h"
#include "prikaz/export.h"
#include "prikaz/extract.h"
#include "prikaz/ingest.h"
#include "prikaz/isolate.h"
#include "prikaz/messages.h"
#include "prikaz/normalize.h"
#include "prikaz/output.h"
#include "prikaz/printable.h"
#include "prikaz/structure.h"

namespace prikaz {
namespace {

// The exit codes of the output contract.
enum ExitCode { kDone = 0, kSomeFailed = 1, kWrongUsage = 2, kNothingDone = 3 };

Extraction process(const std::filesystem::path& file, const ExtractOptions& options) {
  Extraction extraction;
  extraction.source = ingest(file);
  extraction.pages = extract(extraction.source, options, extraction.diagnostics);
  extraction.source.bytes = std::string();
  extraction.documents = normalize(find_structure(extraction.pages, extraction.diagnostics), extraction.diagnostics);
  return extraction;
}

void complain(const std::string& sentence) { std::cerr << "prikaz: " << sentence << std::endl; }

void complain(const std::string& file, const InputError& error) {
  complain(printable(file) + ": " + error.what() + " [" + failure_name(error.failure()) + "]");
}

// Runs what reads untrusted bytes where the user wants it run.
Spool run(const CommandLine& wanted, const std::function<void(std::ostream&)>& work) {
  Limits limits;
  limits.wall = wanted.timeout;
  limits.memory_bytes = wanted.memory_mb << 20U;
  return wanted.sandbox ? run_isolated(work, limits) : run_here(work, limits);
}

std::string first_line_of(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!file || !std::getline(file, line)) throw UsageError(tr("no password can be read from %1", {printable(path)}));
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

ExtractOptions extract_options(const CommandLine& wanted) {
  ExtractOptions options;
  options.password = wanted.password_file.empty() ? wanted.password : first_line_of(wanted.password_file);
  options.max_pages = wanted.max_pages;
  options.jobs = wanted.jobs > 0 ? wanted.jobs : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  return options;
}

// Inputs are never modified.
void refuse_to_overwrite(const CommandLine& wanted) {
  std::error_code error;
  for (const std::string& file : wanted.files)
    if (!wanted.output.empty() && std::filesystem::equivalent(file, wanted.output, error))
      throw UsageError(tr("%1 is an input: it will not be overwritten", {printable(wanted.output)}));
}

// Writes what `work` makes of each file; a file that fails is named and the others are delivered.
ExitCode for_each_file(const CommandLine& wanted, const std::function<void(const std::string&, std::ostream&)>& work) {
  refuse_to_overwrite(wanted);
  Output output(wanted.output);
  ExitCode code = kDone;
  bool delivered = false;
  for (const std::string& file : wanted.files) {
    try {
      const Spool result = run(wanted, [&](std::ostream& out) { work(file, out); });
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

ExitCode extract_files(const CommandLine& wanted) {
  const ExtractOptions options = extract_options(wanted);
  return for_each_file(wanted, [&](const std::string& file, std::ostream& out) {
    write_json(out, process(file, options), wanted.pretty);
    out << '\n';
  });
}

ExitCode draw_file(const CommandLine& wanted) {
  const ExtractOptions options = extract_options(wanted);
  return for_each_file(wanted, [&](const std::string& file, std::ostream& out) {
    const Extraction extraction = process(file, options);
    const auto pages = extraction.pages.size();
    if (static_cast<std::size_t>(wanted.page) > pages)
      throw InputError(Failure::empty,
                       tr_plural("there is no page %2: the file has %1 page",
                                 "there is no page %2: the file has %1 pages", pages, {std::to_string(wanted.page)}));
    out << draw_page(extraction, wanted.page);
  });
}

// One extraction, or several with one on each line.
std::vector<std::string_view> extractions_in(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t to = std::min(text.find('\n', from), text.size());
    if (text[from] == '{') lines.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return lines.size() > 1 ? lines : std::vector<std::string_view>{text};
}

ExitCode validate_files(const CommandLine& wanted) {
  constexpr std::size_t kMostComplaints = 20;
  ExitCode code = kDone;
  Output output("");
  for (const std::string& file : wanted.files) {
    try {
      // One complaint a line; nothing if all is well.
      const Spool result = run(wanted, [&](std::ostream& out) {
        std::ifstream stream(file, std::ios::binary);
        if (!stream || std::filesystem::is_directory(file))
          throw InputError(Failure::io_error, tr("the file cannot be read"));
        const std::string text{std::istreambuf_iterator<char>(stream), {}};
        for (const std::string_view extraction : extractions_in(text))
          for (const std::string& line : validate(extraction)) out << printable(line) << '\n';
      });
      const std::string text = result.str();
      if (text.empty()) {
        output.write(printable(file) + ": " + tr("valid") + "\n");
        continue;
      }
      code = kSomeFailed;
      std::size_t count = 0;
      for (std::size_t from = 0; from < text.size(); ++count) {
        const std::size_t to = text.find('\n', from);
        if (count < kMostComplaints) complain(printable(file) + ": " + text.substr(from, to - from));
        from = to + 1;
      }
      if (count > kMostComplaints)
        complain(printable(file) + ": " + tr_plural("and %1 more", "and %1 more", count - kMostComplaints));
    } catch (const InputError& error) {
      complain(file, error);
      code = kSomeFailed;
    }
  }
  return code;
}

ExitCode print(const CommandLine& wanted, std::string_view text) {
  Output output(wanted.output);
  output.write(text);
  output.commit();
  return kDone;
}

ExitCode run_command(const CommandLine& wanted) {
  switch (wanted.command) {
    case Command::extract: return extract_files(wanted);
    case Command::schema: return print(wanted, json_schema());
    case Command::validate: return validate_files(wanted);
    case Command::draw: return draw_file(wanted);
    case Command::print: return print(wanted, wanted.text);
  }
  return kWrongUsage;
}

// A program may be started with its standard streams closed; the next file opened would then get their numbers, and
// results would be written into it. Writing to these stand-ins fails as writing to a closed stream does.
void hold_standard_streams() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (::fcntl(fd, F_GETFD) < 0 && ::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
      ::_exit(kNothingDone);
}

ExitCode run_program(int argc, const char* const* argv) {
  try {
    return run_command(parse_command_line(argc, argv));
  } catch (const UsageError& error) {
    complain(std::string(error.what()) + " (prikaz --help)");
    return kWrongUsage;
  } catch (const OutputError& error) {
    complain(error.what());
    return kNothingDone;
  } catch (const std::bad_alloc&) {
    complain(tr("out of memory"));
    return kNothingDone;
  }
}

}  // namespace
}  // namespace prikaz

int main(int argc, char** argv) {
  prikaz::hold_standard_streams();
  // A reader that has gone is an error to report, not a death without a word.
  std::signal(SIGPIPE, SIG_IGN);
  return prikaz::run_program(argc, argv);
}
