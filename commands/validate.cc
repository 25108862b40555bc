#include <memory>
#include <ostream>
#include <string_view>
#include <vector>

#include "commands.h"
#include "complain.h"
#include "prikaz/export.h"
#include "prikaz/ingest.h"
#include "prikaz/messages.h"
#include "prikaz/output.h"
#include "prikaz/printable.h"
#include "reading.h"

namespace prikaz {
namespace {

struct Wanted {
  std::vector<std::string> files;
  Reading reading;
};

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
void write_complaints(int file, std::ostream& out) {
  const std::string text = read_whole(file);
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

ExitCode validate_files(const std::vector<std::string>& files, const Reading& reading) {
  require(!files.empty(), tr("no file given"));
  const FileReader reader(
      reading, [](const ReadTask& task, std::ostream& out, const Heartbeat&) { write_complaints(task.input, out); }, 1);
  ExitCode code = kDone;
  Output output("");
  for (const std::string& file : files) {
    const Finished one = reader.read(file);
    if (!one.failure && one.result.size() == 0) {
      output.write(printable(file) + ": " + tr("valid") + "\n");
      continue;
    }
    code = kSomeFailed;
    if (one.failure)
      complain(file, *one.failure);
    else
      complain_about(file, one.result.str());
  }
  return code;
}

}  // namespace

void add_validate_command(CommandLine& program) {
  const auto wanted = std::make_shared<Wanted>();
  Options options = program.add_command("validate", tr("check extractions against the schema"),
                                        [wanted] { return validate_files(wanted->files, wanted->reading); });
  options.arguments("FILE", wanted->files, tr("JSON files, also with one object a line"));
  add_sandbox_options(options, wanted->reading);
}

}  // namespace prikaz
