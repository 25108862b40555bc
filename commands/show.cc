#include <memory>

#include "archive_filter.h"
#include "commands.h"
#include "prikaz/messages.h"
#include "prikaz/output.h"
#include "prikaz/printable.h"
#include "show_document.h"

namespace prikaz {
namespace {

struct Wanted {
  FilterWanted archive;
  std::string id;
  bool json = false;
};

ExitCode show_document(const Wanted& wanted) {
  require(!wanted.id.empty(), tr("say which document: 'prikaz list' shows their ids"));
  Archive archive = open_named_archive(wanted.archive, ArchiveMode::read);
  const Archive::Found found = archive.find(wanted.id);
  const std::optional<std::string> json = archive.extraction(found.sha256);
  if (!json)
    throw ArchiveError(
        tr("%1 could not be read, so there is nothing to show ('prikaz failed' says why)", {printable(wanted.id)}));
  Output output("");
  if (wanted.json) {
    output.write(*json);
    if (!json->ends_with('\n')) output.write("\n");
  } else {
    output.write(shown_documents(*json, found.ordinal.value_or(0), archive.paths_of(found.sha256), Terminal()));
  }
  output.commit();
  return kDone;
}

}  // namespace

void add_show_command(CommandLine& program) {
  const auto wanted = std::make_shared<Wanted>();
  Options options =
      program.add_command("show", tr("show a document of an archive"), [wanted] { return show_document(*wanted); });
  add_archive_option(options, wanted->archive);
  options.argument("ID", wanted->id, tr("its id, or the beginning of the SHA-256 of its file for all in the file"))
      .flag("--json", wanted->json, tr("the whole extraction of the file, as it was stored"));
}

}  // namespace prikaz
