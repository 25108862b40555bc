#include <memory>

#include "archive_filter.h"
#include "archive_json.h"
#include "commands.h"
#include "import.h"
#include "prikaz/messages.h"
#include "prikaz/output.h"
#include "prikaz/printable.h"

namespace prikaz {
namespace {

struct Wanted {
  FilterWanted archive;
  std::string format = "text";
  bool retry = false;
  ImportWanted import;
};

std::string failed_text(const std::vector<FailedFile>& files) {
  std::string text;
  for (const FailedFile& file : files) {
    const std::string reason = printable(file.reason) + " [" + file.failure + "]\n";
    if (file.paths.empty()) text += file.sha256 + ": " + reason;
    for (const std::string& path : file.paths) text += printable(path) + ": " + reason;
  }
  return text;
}

ExitCode print_failed(const Wanted& wanted) {
  const std::vector<FailedFile> files = open_named_archive(wanted.archive, ArchiveMode::read).failed();
  if (wanted.retry) {
    ImportWanted import = wanted.import;
    import.archive = wanted.archive.archive;
    std::vector<std::string> paths;
    for (const FailedFile& file : files) {
      paths.insert(paths.end(), file.paths.begin(), file.paths.end());
      if (!file.sha256.empty()) import.retry.insert(file.sha256);
    }
    import.paths = files_behind(paths);
    if (!import.paths.empty()) return import_into_archive(import);
  }
  Output output("");
  output.write(wanted.format == "json" ? failed_json(files) : failed_text(files));
  output.commit();
  return kDone;
}

}  // namespace

void add_failed_command(CommandLine& program) {
  const auto wanted = std::make_shared<Wanted>();
  Options options = program.add_command("failed", tr("name the files of an archive that could not be read, and why"),
                                        [wanted] { return print_failed(*wanted); });
  add_archive_option(options, wanted->archive);
  options.choice("--format", "FORMAT", wanted->format, {"text", "json"}, tr("text for people, json for programs"))
      .flag("--retry", wanted->retry, tr("read them once more"));
  add_import_options(options, wanted->import);
}

}  // namespace prikaz
