#include <memory>

#include "archive_filter.h"
#include "archive_json.h"
#include "commands.h"
#include "prikaz/document_kinds.h"
#include "prikaz/messages.h"
#include "prikaz/output.h"
#include "terminal.h"

namespace prikaz {
namespace {

struct Wanted {
  FilterWanted archive;
  std::string format = "text";
};

std::string status_text(const ArchiveStatus& status) {
  std::string text;
  const auto line = [&](const std::string& name, std::uint64_t count) {
    text += padded(name, 42) + std::to_string(count) + "\n";
  };
  line(tr("files imported"), status.files);
  line(tr("  found again under another name"), status.duplicates);
  line(tr("files failed"), status.failed);
  for (const auto& [reason, count] : status.failed_by_reason) line("  " + reason, count);
  line(tr("documents"), status.documents);
  for (const auto& [kind, count] : status.documents_by_kind) line("  " + kind_in_words(kind), count);
  line(tr("  of these with a warning"), status.doubtful);
  line(tr("pages"), status.pages);
  line(tr("  of these recognized from pictures"), status.recognized_pages);
  if (!status.first_date.empty())
    text += padded(tr("dates"), 42) + shown_day(status.first_date) + " – " + shown_day(status.last_date) + "\n";
  line(tr("size of the database, MB"), (status.database_bytes + 999'999) / 1'000'000);
  return text;
}

ExitCode print_status(const Wanted& wanted) {
  const ArchiveStatus status = open_named_archive(wanted.archive, ArchiveMode::read).status();
  Output output("");
  output.write(wanted.format == "json" ? status_json(status) : status_text(status));
  output.commit();
  return kDone;
}

}  // namespace

void add_status_command(CommandLine& program) {
  const auto wanted = std::make_shared<Wanted>();
  Options options =
      program.add_command("status", tr("tell what is in an archive"), [wanted] { return print_status(*wanted); });
  add_archive_option(options, wanted->archive);
  options.choice("--format", "FORMAT", wanted->format, {"text", "json"}, tr("text for people, json for programs"));
}

}  // namespace prikaz
