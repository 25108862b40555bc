#include <memory>

#include "archive_filter.h"
#include "archive_json.h"
#include "commands.h"
#include "complain.h"
#include "prikaz/messages.h"
#include "prikaz/output.h"
#include "prikaz/printable.h"
#include "show_document.h"
#include "terminal.h"

namespace prikaz {
namespace {

struct Wanted {
  FilterWanted archive;
  std::vector<std::string> words;
  std::string format = "text";
  long long limit = 20;
};

// The snippet with what was looked for emphasized; made printable piece by piece, so that the marks stay in place.
std::string emphasized(const SearchHit& hit, const Terminal& terminal) {
  std::string text;
  std::size_t at = 0;
  const std::string_view snippet = hit.snippet;
  for (const auto& [from, to] : hit.marks) {
    text += printable(snippet.substr(at, from - at)) + terminal.bold(printable(snippet.substr(from, to - from)));
    at = to;
  }
  return text + printable(snippet.substr(at));
}

std::string place_of(const SearchHit& hit, const Terminal& terminal) {
  std::string place;
  if (hit.page > 0) place = terminal.page_link(tr("page %1", {std::to_string(hit.page)}), hit.path, hit.page);
  const auto add = [&](const std::string& more) { place += (place.empty() ? "" : ", ") + more; };
  if (hit.kind == "item" && !hit.label.empty()) add(tr("item %1", {printable(hit.label)}));
  if (hit.row >= 0) add(tr("table %1, row %2", {printable(hit.table), std::to_string(hit.row + 1)}));
  return place;
}

ExitCode print_hits(const Wanted& wanted) {
  std::string words;
  // What the shell gave as one argument was quoted on purpose, but may be a whole query too: quotes make phrases.
  for (const std::string& word : wanted.words) words += (words.empty() ? "" : " ") + word;
  require(!words.empty(), tr("no words to look for"));
  const ListFilter filter = list_filter(wanted.archive);
  Archive archive = open_named_archive(wanted.archive, ArchiveMode::read);
  const SearchResult result = archive.search(words, static_cast<std::size_t>(wanted.limit), filter);
  Output output("");
  if (wanted.format == "json") {
    output.write(search_json(result));
    output.commit();
    return kDone;
  }
  const Terminal terminal;
  for (const SearchHit& hit : result.hits) {
    output.write(document_line(hit.document, terminal) + "\n");
    const std::string place = place_of(hit, terminal);
    output.write("    " + place + (place.empty() ? "" : " · ") + printable(hit.path) + "\n    " +
                 wrapped(emphasized(hit, terminal), terminal.width(), 4) + "\n");
  }
  output.commit();
  if (result.hits.empty()) complain(tr("nothing found"));
  if (result.newest && result.more)
    complain(tr("very many documents have these words: the newest are shown; add words, or --from and --to"));
  else if (result.more)
    complain(tr("there are more: --limit shows them"));
  return kDone;
}

}  // namespace

void add_search_command(CommandLine& program) {
  const auto wanted = std::make_shared<Wanted>();
  Options options = program.add_command(
      "search", tr("find documents of an archive by words in any form, numbers, names, \"phrases\""),
      [wanted] { return print_hits(*wanted); });
  add_archive_option(options, wanted->archive);
  add_filter_options(options, wanted->archive);
  options.arguments("WORDS", wanted->words, tr("all must be there; \"in this order\"; begin*; after --: -not this"))
      .number("--limit", "N", wanted->limit, 1, 10'000, tr("no more than so many (20)"))
      .choice("--format", "FORMAT", wanted->format, {"text", "json"}, tr("text for people, json for programs"));
}

}  // namespace prikaz
