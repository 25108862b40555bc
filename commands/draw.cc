#include <memory>
#include <ostream>

#include "commands.h"
#include "prikaz/ingest.h"
#include "prikaz/messages.h"
#include "process.h"
#include "reading.h"

namespace prikaz {
namespace {

struct Wanted {
  std::string file, output;
  long long page = 1;
  Reading reading;
};

ExitCode draw_file(const Wanted& wanted) {
  require(!wanted.file.empty(), tr("no file given"));
  const ExtractOptions options = extract_options(wanted.reading);
  return for_each_file({wanted.file}, wanted.output, wanted.reading,
                       [&](const ReadTask& task, std::ostream& out, const Heartbeat& heartbeat) {
                         ExtractOptions told = options;
                         told.progress = heartbeat;
                         const Extraction extraction = process(ingest(task.input, task.name), told);
                         const auto pages = extraction.pages.size();
                         if (static_cast<std::size_t>(wanted.page) > pages)
                           throw InputError(Failure::empty, tr_plural("there is no page %2: the file has %1 page",
                                                                      "there is no page %2: the file has %1 pages",
                                                                      pages, {std::to_string(wanted.page)}));
                         out << draw_page(extraction, static_cast<int>(wanted.page));
                       });
}

}  // namespace

void add_draw_command(CommandLine& program) {
  const auto wanted = std::make_shared<Wanted>();
  Options options = program.add_command("draw", tr("draw what was understood of a page as SVG"),
                                        [wanted] { return draw_file(*wanted); });
  options.argument("FILE", wanted->file, tr("PDF file or picture"))
      .number("--page", "N", wanted->page, 1, 1'000'000, tr("number of the page, from 1"))
      .text("-o,--output", "PATH", wanted->output,
            tr("write to this file instead of standard output, whole or not at all"));
  add_reading_options(options, wanted->reading);
}

}  // namespace prikaz
