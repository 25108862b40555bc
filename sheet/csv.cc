// CSV as RFC 4180 has it: texts in quotes, numbers, days and yes/no bare, lines ending in CRLF.
#include <algorithm>
#include <cassert>

#include "cell_text.h"
#include "prikaz/messages.h"
#include "prikaz/printable.h"
#include "prikaz/unicode.h"
#include "writers.h"

namespace prikaz {
namespace {

void append_quoted(std::string& line, std::string_view text) {
  line += '"';
  for (const char c : text) {
    if (c == '"') line += '"';
    line += c;
  }
  line += '"';
}

class CsvWriter : public SheetWriter {
 public:
  CsvWriter(const std::filesystem::path& target, const std::vector<Sheet>& sheets, const SheetOptions& options)
      : options_(options), separator_(options.excel ? ';' : ','), yes_(tr("yes")), no_(tr("no")) {
    assert(sheets.size() == 1 || !target.empty());
    for (const Sheet& sheet : sheets) {
      files_.push_back(std::make_unique<BufferedOutput>(sheets.size() == 1 ? target : named_after(target, sheet.key)));
      columns_.push_back(sheet.columns.size());
      if (options_.excel) files_.back()->write("\xEF\xBB\xBF");
      std::vector<SheetCell> header;
      for (const SheetColumn& column : sheet.columns) header.emplace_back(options.raw_csv ? column.key : column.title);
      row(files_.size() - 1, header);
    }
  }

  void row(std::size_t sheet, const std::vector<SheetCell>& cells) override {
    assert(cells.size() <= columns_[sheet]);
    line_.clear();
    for (std::size_t i = 0; i < columns_[sheet]; ++i) {
      if (i > 0) line_ += separator_;
      if (i < cells.size()) std::visit([this](const auto& value) { append(value); }, cells[i].value);
    }
    line_ += "\r\n";
    files_[sheet]->write(line_);
  }

  std::vector<std::string> commit() override {
    // Should one of several fail here, those before it are there already: each whole, with the failure told.
    for (const auto& file : files_) file->commit();
    return {};
  }

 private:
  static std::filesystem::path named_after(const std::filesystem::path& target, const std::string& key) {
    std::filesystem::path file = target.parent_path() / target.stem();
    file += "." + key;
    return file += target.has_extension() ? target.extension() : ".csv";
  }

  void append(std::monostate) {}
  void append(const std::string& text) {
    append_quoted(line_, options_.raw_csv ? valid_utf8(text) : guarded(printable_lines(text)));
  }
  void append(double number) {
    std::string text = number_text(number);
    if (options_.excel) std::replace(text.begin(), text.end(), '.', ',');
    line_ += text;
  }
  void append(std::int64_t number) { line_ += std::to_string(number); }
  void append(Day day) { line_ += options_.excel ? dotted_day(day) : iso_day(day); }
  void append(bool yes) {
    if (options_.raw_csv)
      line_ += yes ? "true" : "false";
    else
      append_quoted(line_, yes ? yes_ : no_);
  }
  void append(const Term& term) { append(options_.raw_csv ? term.code : term.text); }
  void append(const Link& link) { append(link.text.empty() ? link.url : link.text); }

  const SheetOptions options_;
  const char separator_;
  const std::string yes_, no_;
  std::vector<std::unique_ptr<BufferedOutput>> files_;  // one for each sheet
  std::vector<std::size_t> columns_;
  std::string line_;
};

}  // namespace

std::unique_ptr<SheetWriter> open_csv(const std::filesystem::path& target, const std::vector<Sheet>& sheets,
                                      const SheetOptions& options) {
  return std::make_unique<CsvWriter>(target, sheets, options);
}

}  // namespace prikaz
