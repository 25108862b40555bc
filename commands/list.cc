#include <memory>

#include "archive_filter.h"
#include "archive_json.h"
#include "commands.h"
#include "prikaz/messages.h"
#include "prikaz/output.h"
#include "show_document.h"
#include "terminal.h"

namespace prikaz {
namespace {

struct Wanted {
  FilterWanted archive;
  std::string text, format = "text";
  long long limit = 0;
};

ExitCode print_list(const Wanted& wanted) {
  ListFilter filter = list_filter(wanted.archive);
  filter.text = wanted.text;
  filter.limit = static_cast<std::uint64_t>(wanted.limit);
  const std::vector<ListedDocument> documents = open_named_archive(wanted.archive, ArchiveMode::read).list(filter);
  Output output("");
  if (wanted.format == "json") {
    output.write(list_json(documents));
  } else {
    const Terminal terminal;
    for (const ListedDocument& document : documents) output.write(document_line(document, terminal) + "\n");
  }
  output.commit();
  return kDone;
}

}  // namespace

void add_list_command(CommandLine& program) {
  const auto wanted = std::make_shared<Wanted>();
  Options options = program.add_command("list", tr("list the documents of an archive by date"),
                                        [wanted] { return print_list(*wanted); });
  add_archive_option(options, wanted->archive);
  add_filter_options(options, wanted->archive);
  options.text("--text", "TEXT", wanted->text, tr("only documents with this in number or title"))
      .number("--limit", "N", wanted->limit, 1, 1'000'000'000, tr("no more than so many"))
      .choice("--format", "FORMAT", wanted->format, {"text", "json"}, tr("text for people, json for programs"));
}

}  // namespace prikaz
