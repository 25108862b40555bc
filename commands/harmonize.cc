#include "prikaz/harmonize.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "collect.h"
#include "commands.h"
#include "complain.h"
#include "prikaz/messages.h"
#include "prikaz/output.h"
#include "prikaz/printable.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

struct Wanted {
  std::vector<std::string> files;
  std::string archive, output, year;
  double same = ComparisonOptions().same;
  bool excel = false;
};

struct Years {
  int first = 0, last = 0;
};

// «2023» or «2023-2024»
Years years_of(const std::string& text) {
  const auto digits = [&](std::size_t from) {
    return text.size() >= from + 4 && text.find_first_not_of("0123456789", from) >= from + 4;
  };
  const bool one = text.size() == 4 && digits(0);
  const bool two = text.size() == 9 && digits(0) && text[4] == '-' && digits(5);
  require((one || two) && (one || text.substr(0, 4) < text.substr(5)),
          tr("a year (2023) or a school year (2023-2024) is wanted, not '%1'", {printable(text)}));
  const int first = std::stoi(text);
  const Years years{first, two ? std::stoi(text.substr(5)) : first};
  return years;
}

// Extractions of one file, one object a line or a single one over many lines. Returns false if one was none.
bool add_file(Collection& collection, const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream || std::filesystem::is_directory(file))
    throw InputError(Failure::io_error, tr("the file cannot be read"));
  bool good = true;
  std::string line;
  for (bool first = true; std::getline(stream, line); first = false) {
    while (line.ends_with('\r') || line.ends_with(' ')) line.pop_back();
    if (line.empty()) continue;
    // «{» alone: printed for people.
    if (first && !line.ends_with('}')) {
      line += "\n";
      line.append(std::istreambuf_iterator<char>(stream), {});
    }
    try {
      add_extraction(collection, line);
    } catch (const InputError& error) {
      complain(file, error);
      good = false;
    }
  }
  return good;
}

ExitCode harmonize_plans(const Wanted& wanted) {
  require(wanted.archive.empty() != wanted.files.empty(), tr("either --archive or files with extractions are wanted"));
  const std::string extension = lower(std::filesystem::path(wanted.output).extension().string());
  const bool report = extension == ".html" || extension == ".htm";
  const std::optional<SheetFormat> format = sheet_format_of(wanted.output);
  require(report || format, tr("--output is needed: a file .xlsx, .csv, .json, .ndjson or .html"));
  const std::optional<Years> years = wanted.year.empty() ? std::nullopt : std::optional(years_of(wanted.year));

  ExitCode code = kDone;
  Collection collection;
  if (!wanted.archive.empty()) collection = collect(wanted.archive);
  for (const std::string& file : wanted.files) {
    try {
      if (!add_file(collection, file)) code = kSomeFailed;
    } catch (const InputError& error) {
      complain(file, error);
      code = kSomeFailed;
    }
  }
  if (wanted.archive.empty()) settle(collection);
  if (years) keep_years(collection, years->first, years->last);
  if (collection.rows.empty()) complain(tr("no plan was found"));

  ComparisonOptions options;
  options.same = wanted.same;
  const std::unique_ptr<const Harmonized> all = harmonize(std::move(collection), options);
  if (report) {
    Output output(wanted.output);
    output.write(harmonize_report(*all, wanted.output));
    output.commit();
    return code;
  }
  SheetOptions sheet_options;
  sheet_options.excel = wanted.excel;
  for (const std::string& note : write_sheets(wanted.output, *format, harmonize_sheets(*all), sheet_options))
    complain(note);
  return code;
}

}  // namespace

void add_harmonize_command(CommandLine& program) {
  const auto wanted = std::make_shared<Wanted>();
  program
      .add_command("harmonize", tr("put the plans of many documents side by side"),
                   [wanted] { return harmonize_plans(*wanted); })
      .arguments("FILE", wanted->files, tr("extractions (JSON, also one object a line), instead of an archive"))
      .text("--archive", "DIR", wanted->archive, tr("the archive to read"))
      .text("--year", "YEAR", wanted->year,
            tr("only plans that reach into this year (2023), or are for this school year (2023-2024)"))
      .fraction("--same", "0..1", wanted->same, 0.2, 1.0,
                tr("how much alike measures must be to count as the same (0.5)"))
      .text("-o,--output", "PATH", wanted->output,
            tr("the tables: .xlsx, .csv, .json or .ndjson; the report to look at: .html"))
      .flag("--excel", wanted->excel, tr("CSV as a Russian Excel opens it"));
}

}  // namespace prikaz
