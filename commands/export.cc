// Extractions, of an archive or of files, as NDJSON, JSON, CSV or XLSX.
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>

#include "archive_filter.h"
#include "commands.h"
#include "complain.h"
#include "prikaz/archive.h"
#include "prikaz/error.h"
#include "prikaz/messages.h"
#include "prikaz/output.h"
#include "prikaz/printable.h"
#include "prikaz/tables.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

struct Wanted {
  std::vector<std::string> files;
  FilterWanted archive;
  std::string text, format, what, output;
  bool excel = false, raw_csv = false;
};

bool restricts(const ListFilter& filter) {
  return !filter.from.empty() || !filter.to.empty() || !filter.issuer.empty() || !filter.kind.empty() ||
         !filter.text.empty();
}

// Where extractions come from, in an order that does not depend on when they came.
class Extractions {
 public:
  // `name`: where it comes from, for complaints.
  using Use = std::function<void(const ExtractionSource& source, std::string_view json, const std::string& name)>;
  virtual ~Extractions() = default;
  // kSomeFailed if something could not be read; it was named.
  virtual ExitCode for_each(const Use& use) = 0;
  virtual std::vector<FailedFile> failed() = 0;
};

class ArchivedExtractions : public Extractions {
 public:
  ArchivedExtractions(const FilterWanted& wanted, const ListFilter& filter)
      : archive_(open_named_archive(wanted, ArchiveMode::read)), filtered_(restricts(filter)) {
    if (!filtered_) return;
    for (const ListedDocument& document : archive_.list(filter)) {
      const std::size_t dot = document.id.rfind('.');
      if (dot != std::string::npos) wanted_[document.sha256].insert(std::stoi(document.id.substr(dot + 1)));
    }
  }

  ExitCode for_each(const Use& use) override {
    archive_.for_each_extraction([&](const std::string& sha256, std::string_view json) {
      ExtractionSource source{sha256, archive_.paths_of(sha256), {}};
      if (filtered_) {
        const auto numbers = wanted_.find(sha256);
        if (numbers == wanted_.end()) return;
        source.wants = [&numbers = numbers->second](int number) { return numbers.contains(number); };
      }
      use(source, json, source.paths.empty() ? sha256 : source.paths.front());
    });
    return kDone;
  }

  std::vector<FailedFile> failed() override { return filtered_ ? std::vector<FailedFile>() : archive_.failed(); }

 private:
  Archive archive_;
  const bool filtered_;
  std::map<std::string, std::set<int>> wanted_;  // numbers of documents, by the sha256 of their file
};

// Files as `prikaz extract` writes them: an object a line, or one object over many lines.
class ExtractionFiles : public Extractions {
 public:
  explicit ExtractionFiles(const std::vector<std::string>& files) : files_(files) {}

  ExitCode for_each(const Use& use) override {
    ExitCode code = kDone;
    for (const std::string& file : files_) {
      std::ifstream stream(file, std::ios::binary);
      if (!stream || std::filesystem::is_directory(file)) {
        complain(file, InputError(Failure::io_error, tr("the file cannot be read")));
        code = kSomeFailed;
        continue;
      }
      std::string line;
      for (int number = 1; std::getline(stream, line); ++number) {
        // An indented object begins with a bracket alone.
        if (number == 1 && trim(line) == "{") line.append(std::istreambuf_iterator<char>(stream), {});
        if (!trim(line).empty()) use({}, line, file + ":" + std::to_string(number));
      }
    }
    return code;
  }

  std::vector<FailedFile> failed() override { return {}; }

 private:
  const std::vector<std::string>& files_;
};

SheetFormat format_of(const Wanted& wanted) {
  if (wanted.format == "xlsx") return SheetFormat::xlsx;
  if (wanted.format == "csv") return SheetFormat::csv;
  if (wanted.format == "json") return SheetFormat::json;
  if (wanted.format == "ndjson") return SheetFormat::ndjson;
  const auto named = sheet_format_of(wanted.output);
  require(named.has_value(), tr("say --format: the name of the output does not tell it"));
  return *named;
}

// The tables named; nothing for the extractions as they are.
std::vector<std::string> tables_of(const Wanted& wanted, SheetFormat format) {
  const bool for_programs = format == SheetFormat::json || format == SheetFormat::ndjson;
  std::string what = wanted.what;
  if (what.empty()) what = format == SheetFormat::xlsx ? "all" : "documents";
  if (what == "documents" && for_programs) return {};
  if (what == "all") return table_keys();
  std::vector<std::string> keys;
  for (const std::string_view part : split(what, ',')) {
    const std::string key(trim(part));
    const auto& known = table_keys();
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      std::string all;
      for (const std::string& one : known) all += one + ", ";
      throw UsageError(tr("--what: one of %1 is wanted, not '%2'", {all + "all", printable(key)}));
    }
    require(std::find(keys.begin(), keys.end(), key) == keys.end(), tr("--what: %1 is given twice", {printable(key)}));
    keys.push_back(key);
  }
  return keys;
}

// The output would replace what it is made from.
void refuse_to_overwrite(const Wanted& wanted) {
  if (wanted.output.empty()) return;
  std::error_code error;
  bool is_input = false;
  for (const std::string& file : wanted.files) is_input |= std::filesystem::equivalent(file, wanted.output, error);
  const std::filesystem::path output = std::filesystem::weakly_canonical(wanted.output, error);
  if (!wanted.archive.archive.empty()) {
    const std::filesystem::path folder = std::filesystem::weakly_canonical(wanted.archive.archive, error);
    const auto [differs, end] = std::mismatch(folder.begin(), folder.end(), output.begin(), output.end());
    is_input |= differs == folder.end();
  }
  require(!is_input, tr("%1 is an input: it will not be overwritten", {printable(wanted.output)}));
}

// The extractions byte for byte, one a line or as the elements of an array.
ExitCode write_extractions(Extractions& extractions, const std::string& target, bool object_a_line) {
  Output output(target);
  bool first = true;
  const ExitCode code = extractions.for_each([&](const ExtractionSource&, std::string_view json, const std::string&) {
    while (json.ends_with('\n')) json.remove_suffix(1);
    if (!object_a_line) output.write(first ? "[\n" : ",\n");
    output.write(json);
    if (object_a_line) output.write("\n");
    first = false;
  });
  if (!object_a_line) output.write(first ? "[]\n" : "\n]\n");
  output.commit();
  return code;
}

ExitCode write_tables(Extractions& extractions, const Wanted& wanted, SheetFormat format,
                      const std::vector<std::string>& keys) {
  require(format != SheetFormat::csv || keys.size() == 1 || !wanted.output.empty(),
          tr("several tables as CSV are several files: say -o"));
  bool damaged = false;
  const ExtractionTables tables(keys);
  SheetOptions options;
  options.excel = wanted.excel;
  options.raw_csv = wanted.raw_csv;
  const auto writer = open_sheets(wanted.output, format, tables.sheets(), options);
  const auto add = [&](const ExtractionSource& source, std::string_view json, const std::string& name) {
    try {
      tables.add(json, source, *writer);
    } catch (const InputError& error) {
      complain(name, error);
      damaged = true;
    }
  };
  const ExitCode code = extractions.for_each(add);
  for (const FailedFile& file : extractions.failed())
    tables.add_failed({file.sha256, file.paths, {}}, file.failure, file.reason, *writer);
  for (const std::string& note : writer->commit()) complain(note);
  return damaged ? kSomeFailed : code;
}

ExitCode export_extractions(const Wanted& wanted) {
  require(wanted.archive.archive.empty() != wanted.files.empty(), tr("say --archive, or name files with extractions"));
  const SheetFormat format = format_of(wanted);
  require(format == SheetFormat::csv || (!wanted.excel && !wanted.raw_csv), tr("--excel and --raw-csv are for CSV"));
  require(!wanted.excel || !wanted.raw_csv, tr("--excel and --raw-csv exclude each other"));
  ListFilter filter = list_filter(wanted.archive);
  filter.text = wanted.text;
  require(!wanted.archive.archive.empty() || !restricts(filter), tr("documents can be chosen in an archive only"));
  const std::vector<std::string> keys = tables_of(wanted, format);
  refuse_to_overwrite(wanted);
  // A file too large is an error to report, not the end of the program.
  std::signal(SIGXFSZ, SIG_IGN);
  std::unique_ptr<Extractions> extractions;
  if (wanted.archive.archive.empty())
    extractions = std::make_unique<ExtractionFiles>(wanted.files);
  else
    extractions = std::make_unique<ArchivedExtractions>(wanted.archive, filter);
  if (!keys.empty()) return write_tables(*extractions, wanted, format, keys);
  return write_extractions(*extractions, wanted.output, format == SheetFormat::ndjson);
}

}  // namespace

void add_export_command(CommandLine& program) {
  const auto wanted = std::make_shared<Wanted>();
  std::string tables;
  for (const std::string& key : table_keys()) tables += key + ", ";
  Options options = program.add_command("export", tr("write what is in an archive as NDJSON, JSON, CSV or XLSX"),
                                        [wanted] { return export_extractions(*wanted); });
  add_archive_option(options, wanted->archive);
  options.arguments("FILE", wanted->files, tr("files with extractions, instead of an archive"))
      .choice("--format", "FORMAT", wanted->format, {"ndjson", "json", "csv", "xlsx"},
              tr("ndjson, json, csv or xlsx; else as the name of the output says"))
      .text("--what", "TABLE,...", wanted->what,
            tr("tables: %1all. Documents as NDJSON or JSON are the whole extractions. XLSX: all, else documents",
               {tables}))
      .text("-o,--output", "PATH", wanted->output,
            tr("write to this file instead of standard output, whole or not at all"))
      .flag("--excel", wanted->excel, tr("CSV for a Russian Excel: semicolons, byte order mark, dd.mm.yyyy"))
      .flag("--raw-csv", wanted->raw_csv,
            tr("CSV for programs: texts as they are. A spreadsheet program would run formulas in them"));
  add_filter_options(options, wanted->archive);
  options.text("--text", "TEXT", wanted->text, tr("only documents with this in number or title"));
}

}  // namespace prikaz
