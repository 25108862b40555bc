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
  std::vector<std::string> files;
  std::string output;
  bool pretty = false;
  Reading reading;
};

ExitCode extract_files(const Wanted& wanted) {
  require(!wanted.files.empty(), tr("no file given"));
  require(!wanted.pretty || wanted.files.size() == 1,
          tr("--pretty is for one file: several are printed one object a line"));
  const ExtractOptions options = extract_options(wanted.reading);
  return for_each_file(wanted.files, wanted.output, wanted.reading,
                       [&](const ReadTask& task, std::ostream& out, const Heartbeat& heartbeat) {
                         ExtractOptions told = options;
                         told.progress = heartbeat;
                         write_json(out, process(ingest(task.input, task.name), told), wanted.pretty);
                         out << '\n';
                       });
}

}  // namespace

void add_extract_command(CommandLine& program) {
  const auto wanted = std::make_shared<Wanted>();
  Options options =
      program.add_command("extract", tr("print what was read from files; several files: one JSON object a line"),
                          [wanted] { return extract_files(*wanted); });
  options.arguments("FILE", wanted->files, tr("PDF files and pictures"))
      .text("-o,--output", "PATH", wanted->output,
            tr("write to this file instead of standard output, whole or not at all"))
      .flag("--pretty", wanted->pretty, tr("indent the JSON for people"));
  add_reading_options(options, wanted->reading);
}

}  // namespace prikaz
