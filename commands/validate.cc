#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>
#include <string_view>

#include "commands.h"
#include "complain.h"
#include "prikaz/export.h"
#include "prikaz/messages.h"
#include "prikaz/output.h"
#include "prikaz/printable.h"
#include "reading.h"

namespace prikaz {
namespace {

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

// One complaint a line; nothing if all is well.
void write_complaints(const std::string& file, std::ostream& out) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream || std::filesystem::is_directory(file))
    throw InputError(Failure::io_error, tr("the file cannot be read"));
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  for (const std::string_view extraction : extractions_in(text))
    for (const std::string& line : validate(extraction)) out << printable(line) << '\n';
}

void complain_about(const std::string& file, const std::string& lines) {
  constexpr std::size_t kMostComplaints = 20;
  std::size_t count = 0;
  for (std::size_t from = 0; from < lines.size(); ++count) {
    const std::size_t to = lines.find('\n', from);
    if (count < kMostComplaints) complain(printable(file) + ": " + lines.substr(from, to - from));
    from = to + 1;
  }
  if (count > kMostComplaints)
    complain(printable(file) + ": " + tr_plural("and %1 more", "and %1 more", count - kMostComplaints));
}

ExitCode validate_files(const std::vector<std::string>& files) {
  require(!files.empty(), tr("no file given"));
  ExitCode code = kDone;
  Output output("");
  for (const std::string& file : files) {
    try {
      const Spool result = run(Reading(), [&](std::ostream& out) { write_complaints(file, out); });
      const std::string complaints = result.str();
      if (complaints.empty()) {
        output.write(printable(file) + ": " + tr("valid") + "\n");
        continue;
      }
      complain_about(file, complaints);
      code = kSomeFailed;
    } catch (const InputError& error) {
      complain(file, error);
      code = kSomeFailed;
    }
  }
  return code;
}

}  // namespace

void add_validate_command(CommandLine& program) {
  const auto files = std::make_shared<std::vector<std::string>>();
  program
      .add_command("validate", tr("check extractions against the schema"), [files] { return validate_files(*files); })
      .arguments("FILE", *files, tr("JSON files, also with one object a line"));
}

}  // namespace prikaz
