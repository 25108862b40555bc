// Tables of typed cells as XLSX, CSV, JSON or NDJSON, for people with a spreadsheet program and for other programs.
//
//   Sheet schools;
//   schools.key = "schools";
//   schools.name = tr("Schools");
//   schools.columns = {{"name", tr("School"), 40, true}, {"year", tr("Year"), 8}};
//   schools.rows = [&](const SheetRow& row) {
//     for (const School& school : all) row({school.name, 2024});
//   };
//   for (const std::string& note : write_sheets("schools.xlsx", SheetFormat::xlsx, {schools})) complain(note);
//
// What arrives at the target is whole, or nothing does: it is put together beside it, brought to the disk and renamed. A
// workbook is read back before. Failures are OutputErrors (prikaz/output.h). The same rows give the same bytes; memory
// does not grow with their number.
//
// Texts come from documents of others, so in a spreadsheet
// - none is a formula: XLSX stores strings as strings; in CSV a text that a program could take for a formula (first
//   visible character one of = + - @ or their full-width forms, or a line end) gets an apostrophe in front;
// - control, bidirectional, invisible and invalid characters are shown as \x1b, \u{202e}, … as on a terminal; line ends
//   stay.
// JSON and CSV with `raw_csv` are for programs and hold the texts as they are, made valid UTF-8.
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace prikaz {

using Day = std::chrono::year_month_day;

// A hyperlink in XLSX; in CSV its text, in JSON its address. Only http:, https:, file: and internal: (a place of the
// workbook: "internal:'Tab'!A1") are followed; with any other address the cell is the text alone.
struct Link {
  std::string url;
  std::string text;  // empty: the address is shown
};

// One of a closed set of words: the code for programs (JSON, NDJSON, raw CSV), the word in the user's language for
// people.
struct Term {
  std::string code;  // "order"
  std::string text;  // "приказ"
};

// How a cell looks in XLSX. Other formats do not show it.
enum class CellStyle {
  plain,
  strong,     // bold
  muted,      // grey letters: of little weight, inferred
  good,       // green ground
  doubtful,   // yellow ground: a person should look
  attention,  // red ground: something is wrong or missing
};

struct SheetCell {
  // Nothing, a text, a number, a whole number, a day, yes or no, a link, a word of a closed set.
  using Value = std::variant<std::monostate, std::string, double, std::int64_t, Day, bool, Link, Term>;
  Value value;
  CellStyle style = CellStyle::plain;

  SheetCell() = default;
  // Not inline: GCC 12 takes moved variants for uninitialized ones wherever it inlines them.
  SheetCell(const SheetCell& other);
  SheetCell(SheetCell&& other) noexcept;
  SheetCell& operator=(const SheetCell& other);
  SheetCell& operator=(SheetCell&& other) noexcept;
  ~SheetCell();
  SheetCell(std::nullopt_t) {}
  SheetCell(std::string text) : value(std::move(text)) {}
  SheetCell(std::string_view text) : value(std::string(text)) {}
  SheetCell(const char* text) : value(std::string(text)) {}
  template <std::floating_point T>
  SheetCell(T number) : value(static_cast<double>(number)) {}
  template <std::integral T>
  SheetCell(T number) : value(static_cast<std::int64_t>(number)) {}
  SheetCell(bool yes) : value(yes) {}
  SheetCell(Day day) : value(day) {}
  SheetCell(Link link) : value(std::move(link)) {}
  SheetCell(Term term) : value(std::move(term)) {}
  template <typename T>
  SheetCell(const std::optional<T>& maybe) {
    if (maybe) *this = SheetCell(*maybe);
  }

  SheetCell with(CellStyle wanted) && {
    style = wanted;
    return std::move(*this);
  }
};

struct SheetColumn {
  std::string key;    // snake_case, ASCII: the name in JSON, NDJSON and raw CSV
  std::string title;  // in the user's language: the header in XLSX and CSV
  double width = 12;  // characters
  bool wrap = false;  // long texts take several lines
};

// Takes one row: a cell for each column; those left out are empty.
using SheetRow = std::function<void(const std::vector<SheetCell>& cells)>;

struct Sheet {
  std::string key;   // snake_case, ASCII: part of a file name, key in JSON
  std::string name;  // of the tab, in the user's language; made legal and unique when written
  std::vector<SheetColumn> columns;
  int frozen_columns = 0;  // stay in sight when one scrolls to the right
  // Calls its argument for each row. Not needed by SheetWriter.
  std::function<void(const SheetRow& row)> rows;
};

enum class SheetFormat { xlsx, csv, json, ndjson };

struct SheetOptions {
  bool excel = false;    // CSV: «;», a byte order mark, CRLF, dd.mm.yyyy, decimal comma: what a Russian Excel opens
  bool raw_csv = false;  // CSV: keys as header, texts as they are. Not for spreadsheet programs: formulas would run
  // Rows of one tab, the header included; the rest goes on in another tab. This is what the programs can hold.
  std::size_t rows_per_tab = 1'048'576;
};

// Writes the sheets to `target`, a path, or empty for standard output.
// - XLSX: a tab each. Frozen bold header, filters, widths. A text of more than 32,767 characters is cut, with a mark;
//   links beyond 65,530 in a tab and 200,000 in all are texts.
// - CSV (RFC 4180): one sheet to `target`; of several each to its own file, named by key: plans.csv ->
// plans.checks.csv.
//   REQUIRES: one sheet, or `target` is the path of a regular file.
// - JSON: an array of objects, an object with such an array for each sheet if there are several.
// - NDJSON: an object a line; with several sheets its first key is "sheet".
// Returns what the user should know, a sentence each, in the user's language: texts cut, tabs continued.
// Throws OutputError.
std::vector<std::string> write_sheets(const std::filesystem::path& target, SheetFormat format,
                                      const std::vector<Sheet>& sheets, const SheetOptions& options = {});

// The same with the rows pushed, those of different sheets in any order: for what comes out of a single pass.
//
//   const auto writer = open_sheets("all.xlsx", SheetFormat::xlsx, {documents, schools});
//   writer->row(0, {…});
//   writer->row(1, {…});
//   notes = writer->commit();        // without it, nothing was ever there
class SheetWriter {
 public:
  SheetWriter() = default;
  SheetWriter(const SheetWriter&) = delete;
  SheetWriter& operator=(const SheetWriter&) = delete;
  virtual ~SheetWriter() = default;

  // REQUIRES: `sheet` is an index into the sheets given; no more cells than it has columns. Throws OutputError.
  virtual void row(std::size_t sheet, const std::vector<SheetCell>& cells) = 0;
  virtual std::vector<std::string> commit() = 0;
};

// The sheets' `rows` are not looked at. Throws OutputError.
std::unique_ptr<SheetWriter> open_sheets(const std::filesystem::path& target, SheetFormat format,
                                         const std::vector<Sheet>& sheets, const SheetOptions& options = {});

// The format that goes with a file name: .xlsx, .csv, .json, .ndjson or .jsonl, in any case.
std::optional<SheetFormat> sheet_format_of(const std::filesystem::path& target);

// The address of a file, and of a page in it (from 1; 0 for none), for a Link: file:///home/office/1.pdf#page=3
std::string file_url(const std::filesystem::path& file, int page = 0);

}  // namespace prikaz
