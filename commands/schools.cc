// The schools of an archive: every spelling under one entity, conflicts, a register, lists over the years.
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
#include "prikaz/school_names.h"
#include "prikaz/school_sheets.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

struct Wanted {
  std::string archive, known, output, format;
  std::vector<std::string> extractions;
  bool excel = false;
};

std::vector<CollectedSchool> read_names(std::string_view text) {
  std::vector<CollectedSchool> schools;
  for (const School& read : read_school_names(text)) {
    CollectedSchool school;
    school.name = read.name;
    school.legal_form = read.legal_form.value_or("");
    school.type = read.type.value_or("");
    school.number = read.number.value_or("");
    school.proper_name = read.proper_name.value_or("");
    school.locality = read.locality.value_or("");
    school.honorific = read.honorific.value_or("");
    for (const Mention& mention : read.mentions) {
      school.texts.push_back(mention.text);
      school.branches.push_back(mention.branch);
    }
    schools.push_back(std::move(school));
  }
  return schools;
}

// A register is a table for people: what is larger is something else.
constexpr std::uintmax_t kMostRegisterBytes = 256U << 20;

SchoolRegister read_register(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) throw InputError(Failure::not_a_document, tr("it is a folder"));
  std::ifstream file(path, std::ios::binary);
  if (!file) throw InputError(Failure::io_error, error_text(errno));
  if (std::filesystem::is_regular_file(path, error) && std::filesystem::file_size(path, error) > kMostRegisterBytes)
    throw InputError(Failure::memory, tr("it is too large for a register"));
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (file.bad()) throw InputError(Failure::io_error, error_text(errno));
  return read_school_register(bytes);
}

// Code points of the longest text, so that columns of a terminal stand under each other.
std::string padded(const std::string& text, std::size_t width) {
  const std::size_t length = count_code_points(text);
  return length < width ? text + std::string(width - length, ' ') : text;
}

void print_school(const SchoolEntity& school, std::size_t width, std::string& out) {
  out += padded(std::to_string(school.id), 5) + padded(printable(shown_school(school)), width) + "  ";
  out += tr_plural("%1 mention", "%1 mentions", static_cast<unsigned long>(school.mentions));
  out += ", " + tr_plural("%1 document", "%1 documents", static_cast<unsigned long>(school.documents));
  if (school.first_year != 0)
    out += ", " + std::to_string(school.first_year) +
           (school.last_year != school.first_year ? "–" + std::to_string(school.last_year) : std::string());
  if (school.unclear) out += ", " + tr("unclear which school");
  out += "\n";
  std::string spellings;
  for (const SchoolVariant& variant : school.variants)
    if (spellings.size() < 300) spellings += (spellings.empty() ? "" : " | ") + printable(variant.text);
  if (school.variants.size() > 1) out += "       " + tr("spellings: %1", {spellings}) + "\n";
  for (const SchoolConflict& conflict : school.conflicts) {
    out += "       " + describe(conflict.kind) + ": " + printable(conflict.a);
    if (!conflict.b.empty()) out += " / " + printable(conflict.b);
    out += "\n";
  }
}

std::string print_report(const SchoolReport& report) {
  std::string out;
  const SchoolEntities& schools = report.schools;
  for (std::size_t e = 0; e < schools.entities.size();) {
    std::size_t end = e, width = 0;
    while (end < schools.entities.size() && schools.entities[end].municipality == schools.entities[e].municipality)
      width = std::max(width, count_code_points(printable(shown_school(schools.entities[end++]))));
    const std::string& municipality = schools.entities[e].municipality;
    out += (municipality.empty() ? tr("Municipality not told") : printable(municipality)) + ": " +
           tr_plural("%1 school", "%1 schools", end - e) + "\n";
    for (; e < end; ++e) print_school(schools.entities[e], std::min<std::size_t>(width, 60), out);
    out += "\n";
  }
  if (!schools.doubts.empty()) out += tr("Perhaps one school, not joined:") + "\n";
  for (const SchoolDoubt& doubt : schools.doubts) {
    const SchoolEntity &a = schools.entities[static_cast<std::size_t>(doubt.a)],
                       &b = schools.entities[static_cast<std::size_t>(doubt.b)];
    out += "  " + std::to_string(a.id) + " " + printable(shown_school(a)) + " / " + std::to_string(b.id) + " " +
           printable(shown_school(b)) + ": " + describe(doubt.kind) + "\n";
  }
  if (!schools.doubts.empty()) out += "\n";
  for (const SchoolList& list : report.lists) {
    out += (list.municipality.empty() ? tr("Municipality not told") : printable(list.municipality)) + ", " +
           printable(list.name) + ":\n";
    for (const ListEdition& edition : list.editions) {
      const auto names = [&](const std::vector<int>& entities) {
        std::string text;
        for (const int entity : entities)
          text +=
              (text.empty() ? "" : ", ") + printable(shown_school(schools.entities[static_cast<std::size_t>(entity)]));
        return text;
      };
      out += "  " + padded(edition.period.first == 0 ? tr("(no year)") : edition.period.label(), 11) +
             tr_plural("%1 school", "%1 schools", edition.members.size());
      if (!edition.added.empty()) out += "; " + tr("new: %1", {names(edition.added)});
      if (!edition.left.empty()) out += "; " + tr("left: %1", {names(edition.left)});
      out += "\n";
    }
  }
  if (report.matches != nullptr) {
    std::size_t matched = 0;
    for (const RegisterMatch& match : *report.matches) matched += match.status == RegisterStatus::matched;
    out += "\n" + tr("Register: %1 matched", {std::to_string(matched)}) + "\n";
    for (const RegisterMatch& match : *report.matches) {
      if (match.status == RegisterStatus::matched) continue;
      out += "  " + describe(match.status) + ": ";
      if (match.entity >= 0) {
        const SchoolEntity& school = schools.entities[static_cast<std::size_t>(match.entity)];
        out += std::to_string(school.id) + " " + printable(shown_school(school));
      }
      if (match.row >= 0) {
        const RegisterRow& row = report.known->rows[static_cast<std::size_t>(match.row)];
        out += (match.entity >= 0 ? " / " : "") + printable(row.id) + " " +
               printable(row.name.empty() ? row.short_name : row.name);
      }
      if (match.entity >= 0 && match.row >= 0) out += ": " + describe(match);
      out += "\n";
    }
  }
  return out;
}

ExitCode tell_schools(const Wanted& wanted) {
  require(wanted.archive.empty() != wanted.extractions.empty(),
          tr("give either an archive (--archive DIR) or files of extractions (--extractions FILE)"));
  std::optional<SheetFormat> format;
  if (wanted.format == "xlsx") format = SheetFormat::xlsx;
  if (wanted.format == "csv") format = SheetFormat::csv;
  if (wanted.format == "json") format = SheetFormat::json;
  if (wanted.format == "ndjson") format = SheetFormat::ndjson;
  if (!format && wanted.format.empty() && !wanted.output.empty()) {
    format = sheet_format_of(wanted.output);
    require(format.has_value(), tr("the file must end in .xlsx, .csv, .json or .ndjson, or --format says which it is"));
  }
  require(!wanted.output.empty() || format != SheetFormat::csv,
          tr("several tables in CSV need -o FILE: each becomes a file of its own"));

  // The register first: a mistake in it is told at once.
  std::optional<SchoolRegister> known;
  if (!wanted.known.empty()) {
    try {
      known = read_register(wanted.known);
    } catch (const InputError& error) {
      complain(wanted.known, error);
      return kNothingDone;
    }
    for (const std::string& note : known->notes) complain(note);
  }

  bool failed = false;
  const Collection collection =
      wanted.archive.empty() ? collect_files(wanted.extractions, failed) : collect(wanted.archive);
  const SchoolEntities schools = gather_school_entities(collection);
  const std::vector<SchoolList> lists = gather_school_lists(collection, schools);
  std::vector<RegisterMatch> matches;
  SchoolReport report{collection, schools, lists, nullptr, nullptr};
  if (known) {
    matches = match_register(*known, schools, read_names);
    report.known = &*known;
    report.matches = &matches;
  }
  if (format) {
    SheetOptions options;
    options.excel = wanted.excel;
    for (const std::string& note : write_sheets(wanted.output, *format, school_sheets(report), options)) complain(note);
  } else {
    Output output(wanted.output);
    output.write(print_report(report));
    output.commit();
  }
  return failed ? kSomeFailed : kDone;
}

}  // namespace

void add_schools_command(CommandLine& program) {
  const auto wanted = std::make_shared<Wanted>();
  program
      .add_command("schools", tr("tell the schools of an archive: spellings, conflicts, lists over the years"),
                   [wanted] { return tell_schools(*wanted); })
      .text("--archive", "DIR", wanted->archive, tr("the archive"))
      .texts("--extractions", "FILE", wanted->extractions,
             tr("instead of an archive: what 'prikaz extract' printed, one object a line"))
      .text("--register", "FILE", wanted->known,
            tr("a register of schools as CSV: its ids are given to the schools that match"))
      .text("-o,--output", "PATH", wanted->output,
            tr("write tables to this file (.xlsx, .csv, .json, .ndjson) instead of a text to standard output"))
      .choice("--format", "NAME", wanted->format, {"text", "xlsx", "csv", "json", "ndjson"},
              tr("the format, where the file's name does not tell it"))
      .flag("--excel", wanted->excel, tr("CSV as a Russian Excel opens it: semicolons, a byte order mark"));
}

}  // namespace prikaz
