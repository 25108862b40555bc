#include <memory>
#include <set>

#include "archive_filter.h"
#include "commands.h"
#include "complain.h"
#include "prikaz/messages.h"
#include "prikaz/output.h"
#include "prikaz/printable.h"

namespace prikaz {
namespace {

struct Wanted {
  FilterWanted archive;
  std::vector<std::string> ids;
  bool finish = false;
};

ExitCode forget_documents(const Wanted& wanted) {
  require(wanted.finish == wanted.ids.empty(), tr("say which documents: 'prikaz list' shows their ids"));
  Archive archive = open_named_archive(wanted.archive, ArchiveMode::write);
  std::set<std::string> files;
  for (const std::string& id : wanted.ids) files.insert(archive.find(id).sha256);
  if (!archive.lock_for_import(std::chrono::seconds(0)))
    throw ArchiveError(tr("an import works on the archive: try again when it is done"));
  const Forgotten forgotten = archive.forget({files.begin(), files.end()});

  if (wanted.finish && forgotten.log_emptied) return kDone;
  std::string text = tr_plural("%1 file forgotten, with everything read from it",
                               "%1 files forgotten, with everything read from them", forgotten.files) +
                     "\n";
  if (forgotten.copies_removed > 0)
    text += tr_plural("%1 copy in the archive removed", "%1 copies in the archive removed", forgotten.copies_removed) +
            "\n";
  text += tr("Out of reach, remove by hand where it has to be:") + "\n";
  for (const std::string& path : forgotten.paths) text += "  " + tr("the original: %1", {printable(path)}) + "\n";
  text += "  " + tr("backups of the archive, files exported from it, what the disk keeps of removed files") + "\n";
  text += tr("The next import of these originals would read them again.") + "\n";
  Output output("");
  output.write(text);
  output.commit();
  if (forgotten.log_emptied) return kDone;
  complain(tr(
      "another program reads the archive and keeps traces in its log: run 'prikaz forget --finish' when it is done"));
  return kSomeFailed;
}

}  // namespace

void add_forget_command(CommandLine& program) {
  const auto wanted = std::make_shared<Wanted>();
  Options options = program.add_command("forget", tr("remove files and all that was read from them from an archive"),
                                        [wanted] { return forget_documents(*wanted); });
  add_archive_option(options, wanted->archive);
  options.arguments("ID", wanted->ids, tr("ids of documents: all of a file is forgotten with any of its documents"))
      .flag("--finish", wanted->finish, tr("remove the traces that an earlier 'forget' could not"));
}

}  // namespace prikaz
