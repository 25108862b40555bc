#include "table_header.h"

#include <algorithm>
#include <array>

#include "prikaz/data.h"
#include "prikaz/unicode.h"
#include "words_of_orders.h"

namespace prikaz {
namespace {

constexpr std::array<std::pair<std::string_view, ColumnRole>, 15> kRoleNames = {{
    {"number", ColumnRole::number},
    {"activity", ColumnRole::activity},
    {"period", ColumnRole::period},
    {"responsible", ColumnRole::responsible},
    {"co_responsible", ColumnRole::co_responsible},
    {"result", ColumnRole::result},
    {"document", ColumnRole::document},
    {"method", ColumnRole::method},
    {"form", ColumnRole::form},
    {"place", ColumnRole::place},
    {"school", ColumnRole::school},
    {"person", ColumnRole::person},
    {"position", ColumnRole::position},
    {"year", ColumnRole::year},
    {"other", ColumnRole::other},
}};

struct HeaderWord {
  std::string stem;
  ColumnRole role;
};

const std::vector<HeaderWord>& header_words() {
  static const std::vector<HeaderWord> words = [] {
    std::vector<HeaderWord> list;
    for (const auto& row : data_table("column_roles.tsv"))
      for (const auto& [name, role] : kRoleNames)
        if (row.at(0) == name)
          for (const std::string_view stem : split(row.at(1), '|')) list.push_back({std::string(stem), role});
    return list;
  }();
  return words;
}

struct RoleMatch {
  std::size_t at = std::string_view::npos, length = 0;
  ColumnRole role = ColumnRole::other;
};

RoleMatch best_role(const std::string& folded) {
  RoleMatch best;
  for (const HeaderWord& word : header_words()) {
    for (std::size_t at = folded.find(word.stem); at != std::string::npos; at = folded.find(word.stem, at + 1)) {
      if (!word_starts_at(folded, at)) continue;
      // Abbreviations of two letters («оо») are whole words.
      if (word.stem.size() <= 4 && is_letter(code_point_at(word.stem, 0)) &&
          !word_ends_at(folded, at + word.stem.size()))
        continue;
      if (at < best.at || (at == best.at && word.stem.size() > best.length)) best = {at, word.stem.size(), word.role};
      break;
    }
  }
  return best;
}

// «2020 год», «2023год», «2022 г.»: a header that is a year.
bool is_year_header(const std::string& folded) {
  if (count_code_points(folded) > 32) return false;
  for (std::size_t at = folded.find("20"); at != std::string::npos; at = folded.find("20", at + 1)) {
    if (at + 4 > folded.size() || (at > 0 && is_digit(static_cast<unsigned char>(folded[at - 1])))) continue;
    if (!is_digit(static_cast<unsigned char>(folded[at + 2])) || !is_digit(static_cast<unsigned char>(folded[at + 3])))
      continue;
    const std::string_view rest = trim(std::string_view(folded).substr(at + 4));
    if ((rest.empty() || rest.starts_with("г")) && count_code_points(rest) <= 5) return true;
  }
  return false;
}

bool is_number_text(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_digit(static_cast<unsigned char>(c)); });
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return is_digit(static_cast<unsigned char>(c)); });
}

// Could this row be a header, by its looks?
bool looks_like_header(const std::vector<PageRow>& rows, std::size_t r) {
  const PageRow& row = rows[r];
  std::size_t filled = 0, known = 0, shown = 0, bold = 0;
  for (const PageCell& cell : row.cells) {
    if (cell.covered) continue;
    ++shown;
    if (cell.text.empty()) continue;
    ++filled;
    const std::string folded = fold(cell.text.str);
    if (count_code_points(folded) > 110 || is_row_number(folded)) return false;
    if (best_role(folded).at < 40 || is_year_header(folded)) ++known;
    if (cell.bold) ++bold;
  }
  if (filled == 0 || shown < 2) return false;
  bool later_bold = false;
  for (std::size_t i = r + 1; i < rows.size() && i < r + 6; ++i)
    for (const PageCell& cell : rows[i].cells)
      if (!cell.covered && cell.col_span == 1 && cell.row_span == 1 && !cell.text.empty() && cell.bold)
        later_bold = true;
  if (bold == filled && !later_bold && rows.size() > r + 1) return true;
  // A number sign over the first column, or known words over most.
  const std::string first = fold(row.cells.front().text.str);
  if (first.starts_with("№") || first.starts_with("n п/п") || first.starts_with("п/п")) return true;
  // Of two columns both have to be known: «Цель | Повышение качества» is a row of a form.
  if (known * 2 > filled || (known * 2 == filled && filled > 2)) {
    for (const PageCell& cell : row.cells)
      if (!cell.covered && has_digit(cell.text.str) && !is_year_header(fold(cell.text.str))) return false;
    return true;
  }
  // A narrow first column left empty over numbers, short captions over the others.
  if (row.cells.front().text.empty() && !row.cells.front().covered && r + 1 < rows.size()) {
    for (std::size_t i = r + 1; i < rows.size() && i < r + 4; ++i) {
      if (is_section_row(rows[i])) continue;
      if (!is_row_number(rows[i].cells.front().text.str)) return false;
      for (const PageCell& cell : row.cells)
        if (count_code_points(cell.text.str) > 30) return false;
      return true;
    }
  }
  return false;
}

// «54», «3,7», «98 %», «+1,4»: a figure. Neither a date («12.04», «01.09.2023») nor a year.
bool is_figure(std::string_view text) {
  text = trim(text);
  if (!has_digit(text) || count_code_points(text) > 10 || is_year_header(fold(text))) return false;
  for (std::size_t pos = 0; pos < text.size(); pos = next_position(text, pos)) {
    const char32_t c = code_point_at(text, pos);
    if (!is_digit(c) && !is_dash(c) && std::u32string_view(U" ,.%+/()").find(c) == std::u32string_view::npos)
      return false;
  }
  const std::size_t dot = text.find('.');
  return dot == std::string_view::npos || text.size() - dot == 2 || text.ends_with('%');
}

// The cell of `row` over column `c`, nullptr if it stands in a row above.
const PageCell* cell_over(const PageRow& row, std::size_t c) {
  std::size_t k = c;
  while (k > 0 && row.cells[k].covered) --k;
  const PageCell& cell = row.cells[k];
  return cell.covered || k + static_cast<std::size_t>(cell.col_span) <= c ? nullptr : &cell;
}

struct Contents {
  std::size_t figures = 0, others = 0;
  bool of_figures() const { return figures > 0 && figures >= 4 * others; }
};

// What column `c` holds from row `from` on.
Contents contents_of(const std::vector<PageRow>& rows, std::size_t from, std::size_t c) {
  Contents contents;
  for (std::size_t r = from; r < rows.size(); ++r) {
    const PageCell& cell = rows[r].cells[c];
    const std::string& text = cell.text.str;
    if (cell.covered || cell.col_span > 1 || text.empty() || (is_dash(code_point_at(text, 0)) && !has_digit(text)))
      continue;
    ++(is_figure(text) ? contents.figures : contents.others);
  }
  return contents;
}

// Captions over columns of figures: «ОО | Кол-во участников | «2» | «3» | Качество, %». A row of such a table that is
// no header has figures in these columns itself. The other columns have no digits in their captions, unless merged
// cells say anyway that it is a header.
bool stands_over_figures(const std::vector<PageRow>& rows, std::size_t r) {
  const PageRow& row = rows[r];
  const std::size_t columns = row.cells.size();
  if (columns < 2 || is_section_row(row)) return false;
  std::size_t depth = 1;
  bool wide = false;
  for (const PageCell& cell : row.cells) {
    if (cell.covered) continue;
    depth = std::max(depth, static_cast<std::size_t>(cell.row_span));
    wide = wide || cell.col_span > 1;
    if (count_code_points(cell.text.str) > 110) return false;
  }
  if (wide) depth = std::max<std::size_t>(depth, 2);
  if (rows.size() < r + depth + (depth > 1 ? 1 : 2)) return false;
  std::size_t of_figures = 0;
  std::vector<std::string_view> marks;  // «2 | 3 | 4 | 5» may stand without quotation marks
  for (std::size_t c = 0; c < columns; ++c) {
    const PageCell* cell = cell_over(row, c);
    if (cell == nullptr || (cell->text.empty() && c > 0)) return false;
    // Who answers for a row of a plan.
    if (is_signature_name(cell->text.str) || is_full_name(cell->text.str)) return false;
    const std::string& text = cell->text.str;
    const Contents below = contents_of(rows, r + depth, c);
    const bool figures = c > 0 && below.of_figures();
    if (figures) ++of_figures;
    if (is_figure(text)) {
      if (!figures || text.size() > 1) return false;
      marks.push_back(text);
    }
    if (!figures && below.others > 0 && depth == 1 && has_digit(text) && !is_year_header(fold(text))) return false;
  }
  const bool in_order = std::adjacent_find(marks.begin(), marks.end(), [](std::string_view a, std::string_view b) {
                          return b[0] != a[0] + 1;
                        }) == marks.end();
  return of_figures > 0 && of_figures * 2 >= columns - 1 && (marks.empty() || (marks.size() >= 3 && in_order)) &&
         marks.size() < of_figures;
}

}  // namespace

std::optional<ColumnRole> role_of_header(std::string_view header) {
  const std::string folded = fold(header);
  if (trim(folded).empty()) return std::nullopt;
  if (is_year_header(folded)) return ColumnRole::year;
  return best_role(folded).role;
}

bool is_row_number(std::string_view text) {
  text = trim(text);
  if (text.empty() || text.size() > 16) return false;
  bool digit = false;
  for (const char c : text) {
    if (is_digit(static_cast<unsigned char>(c)))
      digit = true;
    else if (c != '.' && c != ')' && c != ' ')
      return false;
  }
  return digit && is_digit(static_cast<unsigned char>(text.front()));
}

std::optional<std::string> section_number(std::string_view text) {
  text = trim(text, " .)");
  if (is_row_number(text)) return std::string(text);
  const std::vector<std::string_view> words = split(text, ' ');
  if (words.size() > 2) return std::nullopt;
  const std::string folded = fold(words.back());
  bool roman = !folded.empty();
  for (std::size_t pos = 0; pos < folded.size(); pos = next_position(folded, pos)) {
    const char32_t c = code_point_at(folded, pos);
    roman = roman && (c == U'i' || c == U'v' || c == U'x' || c == U'х' || c == U'і');
  }
  const bool word = words.size() == 1 || is_letter(code_point_at(words.front(), 0));
  if (!word || !(roman || is_row_number(words.back()))) return std::nullopt;
  return std::string(words.back());
}

bool is_column_number_row(const PageRow& row) {
  int expected = 0;
  for (const PageCell& cell : row.cells) {
    if (cell.covered) continue;
    const std::string_view text = trim(cell.text.str, " .");
    if (!is_number_text(text) || text.size() > 2) return false;
    if (expected == 0) expected = std::stoi(std::string(text));
    if (std::stoi(std::string(text)) != expected++ || expected > 40) return false;
  }
  return expected >= 3 && !row.cells.front().covered && trim(row.cells.front().text.str, " .") == "1";
}

bool is_section_row(const PageRow& row) {
  const PageCell* widest = nullptr;
  std::size_t filled = 0, shown = 0;
  for (const PageCell& cell : row.cells) {
    if (cell.covered) continue;
    ++shown;
    if (cell.row_span > 1 && !cell.text.empty()) return false;
    if (cell.text.empty()) continue;
    ++filled;
    if (widest == nullptr || cell.col_span > widest->col_span) widest = &cell;
  }
  if (widest == nullptr) return false;
  const auto columns = row.cells.size();
  const bool first_is_number = filled == 2 && section_number(row.cells.front().text.str);
  if (filled != 1 && !first_is_number) return false;
  if (static_cast<std::size_t>(widest->col_span) + 1 >= columns && columns >= 2 && shown <= 2)
    return columns > 2 || widest->col_span == 2;
  // Printed over one column only, but bold and alone in a wide table: a section without merged cells.
  return columns >= 4 && widest->bold && shown == columns;
}

std::size_t count_header_rows(const std::vector<PageRow>& rows, std::size_t repeated) {
  if (rows.empty()) return 0;
  std::size_t count = 0;
  // A caption across the whole table over the real header belongs to it.
  std::size_t first = 0;
  while (first + 1 < rows.size() && first < 2 && is_section_row(rows[first]) && repeated > first) ++first;
  if (looks_like_header(rows, first) || stands_over_figures(rows, first) || repeated > first) {
    count = first + 1;
    // Merged cells of the first row tell how deep the header is.
    for (std::size_t r = 0; r < count && r < rows.size(); ++r) {
      bool wide = false;
      for (const PageCell& cell : rows[r].cells) {
        if (cell.covered || cell.text.empty()) {
          if (!cell.covered && cell.row_span > 1) count = std::max(count, r + static_cast<std::size_t>(cell.row_span));
          continue;
        }
        count = std::max(count, r + static_cast<std::size_t>(cell.row_span));
        wide = wide || (cell.col_span > 1 && static_cast<std::size_t>(cell.col_span) < rows[r].cells.size());
      }
      if (wide && r + 1 == count && r + 1 < rows.size() && !is_section_row(rows[r + 1])) ++count;
    }
    count = std::min(count, rows.size());
  }
  count = std::max(count, std::min(repeated, rows.size()));
  if (count > 0 && count < rows.size() && is_column_number_row(rows[count])) ++count;
  return count < rows.size() ? count : 0;
}

std::vector<Column> columns_of_header(const std::vector<PageRow>& rows, std::size_t count, std::size_t columns) {
  std::vector<Column> out(columns);
  for (std::size_t c = 0; c < columns; ++c) {
    Text header;
    for (std::size_t r = 0; r < count; ++r) {
      if (is_column_number_row(rows[r])) continue;
      const PageCell* cell = cell_over(rows[r], c);
      if (cell == nullptr || cell->text.empty()) continue;
      if (static_cast<std::size_t>(cell->col_span) == columns && columns > 1)
        continue;  // a caption, not a header of columns
      if (!header.empty()) header.str += " /";
      header.append(cell->text);
    }
    out[c].header = std::move(header);
    out[c].role = role_of_header(out[c].header.str);
  }
  // «Направление» beside «Мероприятие»: what is planned stands in the latter, the former sorts it.
  const auto activities =
      std::count_if(out.begin(), out.end(), [](const Column& column) { return column.role == ColumnRole::activity; });
  if (activities > 1)
    for (Column& column : out)
      if (column.role == ColumnRole::activity && fold(column.header.str).starts_with("направлен"))
        column.role = ColumnRole::other;
  return out;
}

namespace {
// Letters without spaces, hyphens and case.
std::u32string squeezed(std::string_view text) {
  std::u32string out;
  const std::string folded = fold(text);
  for (std::size_t pos = 0; pos < folded.size(); pos = next_position(folded, pos)) {
    const char32_t c = code_point_at(folded, pos);
    if (c != U' ' && !is_dash(c)) out += c;
  }
  return out;
}
}  // namespace

bool same_text(std::string_view a, std::string_view b) { return a == b || squeezed(a) == squeezed(b); }

bool similar_text(std::string_view a, std::string_view b) {
  const std::u32string x = squeezed(a), y = squeezed(b);
  if (x == y) return true;
  const std::size_t longer = std::max(x.size(), y.size()), shorter = std::min(x.size(), y.size());
  const std::size_t allowed = longer / 8;
  if (allowed == 0 || longer - shorter > allowed) return false;
  std::vector<std::size_t> row(y.size() + 1);
  for (std::size_t j = 0; j <= y.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= x.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= y.size(); ++j) {
      const std::size_t changed = diagonal + (x[i - 1] == y[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row.back() <= allowed;
}

bool same_row(const PageRow& a, const PageRow& b) {
  if (a.cells.size() != b.cells.size()) return false;
  bool any = false;
  for (std::size_t c = 0; c < a.cells.size(); ++c) {
    if (!same_text(a.cells[c].text.str, b.cells[c].text.str)) return false;
    any = any || !a.cells[c].text.empty();
  }
  return any;
}

}  // namespace prikaz
