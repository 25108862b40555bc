#include <algorithm>
#include <array>
#include <map>

#include "prikaz/data.h"
#include "prikaz/error.h"
#include "prikaz/messages.h"
#include "prikaz/school_register.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

[[noreturn]] void fail(int line, const std::string& reason) {
  throw InputError(Failure::damaged, tr("line %1: %2", {std::to_string(line), reason}));
}

// The separator the header has most of, outside quotations.
char separator_of(std::string_view text) {
  std::map<char, int> counts;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') break;
    ++counts[c];
  }
  char best = ';';
  for (const char c : {',', '\t'})
    if (counts[c] > counts[best]) best = c;
  return best;
}

struct Record {
  int line = 0;
  std::vector<std::string> fields;
};

std::vector<Record> read_csv(std::string_view text, char separator) {
  std::vector<Record> records;
  int line = 1;
  std::size_t p = 0;
  while (p < text.size()) {
    Record record;
    record.line = line;
    for (bool more = true; more;) {
      std::string field;
      if (p < text.size() && text[p] == '"') {
        const int opened = line;
        ++p;
        for (;;) {
          if (p >= text.size()) fail(opened, tr("a quotation mark opens a field and none closes it"));
          if (text[p] == '"') {
            if (p + 1 < text.size() && text[p + 1] == '"') {
              field += '"';
              p += 2;
              continue;
            }
            ++p;
            break;
          }
          line += text[p] == '\n';
          field += text[p++];
        }
        if (p < text.size() && text[p] != separator && text[p] != '\n' && text[p] != '\r')
          fail(line, tr("text follows the quotation mark that closes a field"));
      } else {
        while (p < text.size() && text[p] != separator && text[p] != '\n' && text[p] != '\r') field += text[p++];
      }
      record.fields.push_back(clean(field));
      more = p < text.size() && text[p] == separator;
      if (more) ++p;
    }
    if (p < text.size() && text[p] == '\r') ++p;
    if (p < text.size() && text[p] == '\n') ++p;
    ++line;
    const bool blank = std::all_of(record.fields.begin(), record.fields.end(), [](const auto& f) { return f.empty(); });
    if (!blank) records.push_back(std::move(record));
  }
  return records;
}

// A header as the data has it: folded, without marks, single spaces.
std::string header_key(std::string_view header) {
  std::string key;
  const std::string folded = fold(header);
  for (std::size_t p = 0; p < folded.size(); p = next_position(folded, p)) {
    const char32_t c = code_point_at(folded, p);
    if (is_letter(c) || is_digit(c))
      append_code_point(key, c);
    else if (!key.empty() && key.back() != ' ')
      key += ' ';
  }
  return std::string(trim(key));
}

// What a column holds, empty if nothing of ours. `whole`: the header must be one of the data's.
std::string column_of(std::string_view header, bool whole) {
  static const auto rows = data_table("school_register_columns.tsv");
  const std::string key = header_key(header);
  std::string best;
  std::size_t length = 0;
  for (const auto& row : rows) {
    if (key == row[1]) return std::string(row[0]);
    // Short words begin too much.
    if (!whole && row[1].size() > 6 && row[1].size() > length && key.starts_with(std::string(row[1]) + " ")) {
      best = row[0];
      length = row[1].size();
    }
  }
  return best;
}

std::string RegisterRow::*member_of(std::string_view column) {
  if (column == "id") return &RegisterRow::id;
  if (column == "name") return &RegisterRow::name;
  if (column == "short_name") return &RegisterRow::short_name;
  if (column == "ogrn") return &RegisterRow::ogrn;
  if (column == "inn") return &RegisterRow::inn;
  if (column == "municipality") return &RegisterRow::municipality;
  if (column == "address") return &RegisterRow::address;
  return nullptr;
}

// Spreadsheets leave apostrophes and spaces in front of figures.
std::string digits_of(const std::string& text) {
  std::string digits;
  for (const char c : text)
    if (c >= '0' && c <= '9') digits += c;
  return digits;
}

}  // namespace

SchoolRegister read_school_register(std::string_view bytes) {
  std::string text(bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes);
  if (text.find('\0') != std::string::npos)
    throw InputError(Failure::not_a_document, tr("no CSV: it has zero bytes (save the table as CSV in UTF-8)"));
  if (valid_utf8(text) != text) text = from_windows_1251(text);
  const std::vector<Record> records = read_csv(text, separator_of(text));
  if (records.empty()) throw InputError(Failure::empty, tr("the register is empty"));

  const Record& header = records.front();
  std::vector<std::string RegisterRow::*> columns(header.fields.size(), nullptr);
  std::map<std::string, std::size_t> taken;
  for (const bool whole : {true, false})
    for (std::size_t c = 0; c < header.fields.size(); ++c) {
      const std::string column = column_of(header.fields[c], whole);
      if (column.empty() || columns[c] != nullptr || taken.contains(column)) continue;
      taken.emplace(column, c);
      columns[c] = member_of(column);
    }
  if (!taken.contains("name") && !taken.contains("short_name") && !taken.contains("ogrn") && !taken.contains("inn"))
    fail(header.line, tr("no column is called name, short name, OGRN or INN (наименование, краткое наименование, ОГРН, "
                         "ИНН)"));

  SchoolRegister result;
  std::map<std::string, int> line_of_id;
  std::size_t repeated = 0, unnamed = 0;
  for (std::size_t r = 1; r < records.size(); ++r) {
    const Record& record = records[r];
    RegisterRow row;
    row.line = record.line;
    for (std::size_t c = 0; c < record.fields.size(); ++c) {
      if (c >= columns.size()) {
        if (record.fields[c].empty()) continue;
        fail(record.line, tr("it has %1 fields, the header only %2",
                             {std::to_string(record.fields.size()), std::to_string(columns.size())}));
      }
      if (columns[c] != nullptr) row.*columns[c] = record.fields[c];
    }
    row.ogrn = digits_of(row.ogrn);
    row.inn = digits_of(row.inn);
    if (row.name.empty() && row.short_name.empty() && row.ogrn.empty() && row.inn.empty()) {
      ++unnamed;
      continue;
    }
    for (const std::string& other : {row.ogrn, row.inn, std::to_string(row.line)})
      if (row.id.empty()) row.id = other;
    repeated += !line_of_id.emplace(row.id, row.line).second;
    result.rows.push_back(std::move(row));
  }
  if (result.rows.empty()) throw InputError(Failure::empty, tr("the register has a header and no rows"));
  if (repeated > 0)
    result.notes.push_back(tr_plural("%1 id of the register stands in more than one row",
                                     "%1 ids of the register stand in more than one row", repeated));
  if (unnamed > 0)
    result.notes.push_back(tr_plural("%1 row of the register has neither name nor code and was left out",
                                     "%1 rows of the register have neither name nor code and were left out", unnamed));
  return result;
}

}  // namespace prikaz
