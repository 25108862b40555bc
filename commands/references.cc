#include <filesystem>
#include <memory>

#include "collect.h"
#include "commands.h"
#include "complain.h"
#include "prikaz/messages.h"
#include "prikaz/office_sheets.h"
#include "prikaz/output.h"
#include "prikaz/reference_graph.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

struct Wanted {
  std::string archive, output;
};

std::string link_to(const Collection& collection, const Place& place) {
  const std::string& path = collection.documents[static_cast<std::size_t>(place.document)].path;
  return path.empty() ? std::string() : file_url(path, place.page);
}

ExitCode tell_references(const Wanted& wanted) {
  const std::string extension = lower(std::filesystem::path(wanted.output).extension().string());
  const std::optional<SheetFormat> format = sheet_format_of(wanted.output);
  const bool graph_as_json = wanted.output.empty() || extension == ".json";
  require(graph_as_json || extension == ".svg" || format,
          tr("the file must end in .svg, .json, .xlsx, .csv or .ndjson"));

  const Collection collection = collect(wanted.archive);
  const ReferenceGraph graph = relate_references(collection);
  if (!graph_as_json && format) {
    for (const std::string& note : write_sheets(wanted.output, *format, reference_sheets(collection, graph)))
      complain(note);
    return kDone;
  }
  Output output(wanted.output);
  output.write(graph_as_json ? references_json(collection, graph)
                             : draw_references(collection, graph, false,
                                               [&](const Place& place) { return link_to(collection, place); }));
  output.commit();
  return kDone;
}

}  // namespace

void add_references_command(CommandLine& program) {
  const auto wanted = std::make_shared<Wanted>();
  program
      .add_command("references", tr("tell which documents of an archive name, amend or repeal which"),
                   [wanted] { return tell_references(*wanted); })
      .text("--archive", "DIR", wanted->archive, tr("the archive"))
      .text("-o,--output", "PATH", wanted->output,
            tr("write to this file: the graph as .svg or .json, tables as .xlsx, .csv or .ndjson (without it JSON to "
               "standard output)"));
}

}  // namespace prikaz
