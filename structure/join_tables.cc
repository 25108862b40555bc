#include "join_tables.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "prikaz/unicode.h"
#include "table_header.h"

namespace prikaz {
namespace {

constexpr float kSameBorder = 7;  // producers place the borders of one table to a few points on each page

bool includes(const std::vector<float>& fine, const std::vector<float>& coarse) {
  return std::all_of(coarse.begin(), coarse.end(), [&](float x) {
    return std::any_of(fine.begin(), fine.end(), [&](float y) { return std::abs(x - y) <= kSameBorder; });
  });
}

// The borders `xs` moved onto `target`, so that both begin and end at the same places: sheets lie differently on the
// glass. nullopt if their widths differ or they lie too far apart.
std::optional<std::vector<float>> moved_onto(const std::vector<float>& target, const std::vector<float>& xs) {
  constexpr float kFarthest = 40, kStretch = 0.012F;
  const float width = target.back() - target.front(), own = xs.back() - xs.front();
  if (std::abs(width - own) > std::max(kSameBorder, kStretch * width) ||
      std::abs(target.front() - xs.front()) > kFarthest)
    return std::nullopt;
  std::vector<float> moved;
  for (const float x : xs) moved.push_back(target.front() + (x - xs.front()) * width / own);
  return moved;
}

// All borders of both.
std::vector<float> united_borders(const std::vector<float>& a, const std::vector<float>& b) {
  std::vector<float> all = a;
  for (const float x : b)
    if (!std::any_of(a.begin(), a.end(), [&](float y) { return std::abs(x - y) <= kSameBorder; })) all.push_back(x);
  std::sort(all.begin(), all.end());
  return all;
}

std::size_t border_index(const std::vector<float>& borders, float x) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < borders.size(); ++i)
    if (std::abs(borders[i] - x) < std::abs(borders[best] - x)) best = i;
  return best;
}

// The same table on a finer set of column borders.
void regrid(PageTable& table, const std::vector<float>& borders) {
  if (table.xs.size() == borders.size()) {
    table.xs = borders;
    return;
  }
  std::vector<std::size_t> at;
  for (const float x : table.xs) at.push_back(border_index(borders, x));
  for (PageRow& row : table.rows) {
    std::vector<PageCell> cells(borders.size() - 1);
    for (PageCell& cell : cells) cell.covered = true;
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      PageCell& cell = row.cells[c];
      if (cell.covered) continue;
      const std::size_t from = at[c], to = at[c + static_cast<std::size_t>(cell.col_span)];
      cell.col_span = static_cast<int>(std::max<std::size_t>(to - from, 1));
      cells[std::min(from, cells.size() - 1)] = std::move(cell);
    }
    row.cells = std::move(cells);
  }
  table.xs = borders;
}

// Is `below` the header row `top` again? LibreOffice cuts the last line off a repeated header cell, so a beginning
// counts.
bool repeats(const PageRow& top, const PageRow& below) {
  if (same_row(top, below)) return true;
  if (top.cells.size() != below.cells.size()) return false;
  std::size_t cut = 0, same = 0;
  for (std::size_t c = 0; c < top.cells.size(); ++c) {
    const std::string &whole = top.cells[c].text.str, &part = below.cells[c].text.str;
    if (top.cells[c].covered != below.cells[c].covered) return false;
    if (similar_text(whole, part)) {
      if (!whole.empty()) ++same;
    } else {
      std::string_view head = part;
      while (!head.empty() && is_dash(code_point_before(head, head.size()))) head.remove_suffix(1);
      // «№ шт» for «№ п/п»: recognition may misread a short cell where the long ones agree.
      const bool misread = count_code_points(whole) <= 6 && count_code_points(part) <= 6;
      if (!misread && (head.size() < 4 || !whole.starts_with(head))) return false;
      ++cut;
    }
  }
  return same > cut && (cut == 0 || same > 1);
}

struct JoinedRow {
  PageRow row;
  std::vector<Span> spans;
  bool at_page_edge = false;  // first or last of its page
};

// Nothing in it and nothing merged into it from above: what a page end leaves of a row.
bool is_blank(const PageRow& row) {
  int columns = 0;
  for (const PageCell& cell : row.cells) {
    if (cell.covered) continue;
    if (!cell.text.empty() || cell.row_span > 1) return false;
    columns += cell.col_span;
  }
  return columns == static_cast<int>(row.cells.size());
}

bool ends_sentence(char32_t c) { return c == U'.' || c == U';' || c == U'!' || c == U'?'; }

bool ends_open(std::string_view text) {
  static constexpr std::array<std::string_view, 22> kOpen = {"и",  "в",   "на",  "по",  "с",  "со", "к",   "о",
                                                             "об", "от",  "до",  "за",  "из", "у",  "для", "при",
                                                             "не", "или", "как", "без", "№",  "«"};
  const std::size_t space = text.rfind(' ');
  const std::string word = fold(space == std::string_view::npos ? text : text.substr(space + 1));
  return std::find(kOpen.begin(), kOpen.end(), word) != kOpen.end();
}

// How much the text of two cells, one above the other, speaks for one cell cut in two.
float continuation(const PageCell& above, const PageCell& below) {
  const std::string& a = above.text.str;
  const std::string& b = below.text.str;
  const char32_t last = code_point_before(a, a.size()), first = code_point_at(b, 0);
  if (is_dash(last) && a.size() > 2 && is_letter(code_point_before(a, a.size() - 1)) && is_lower(first)) return 2;
  if (last == U'/' || last == U'«' || last == U'(' || ends_open(a)) return 2;
  float score = 0;
  if (is_lower(first)) score += ends_sentence(last) ? 0.4F : 1.6F;
  if (last == U',') score += 0.5F;
  if (is_upper(first)) score -= ends_sentence(last) ? 0.6F : 0.3F;
  // A bracket or quotation mark opened above and closed below.
  const auto count = [](const std::string& text, std::string_view mark) {
    std::size_t n = 0;
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) ++n;
    return n;
  };
  if (count(a, "«") > count(a, "»") && count(b, "»") > count(b, "«")) score += 1.5F;
  if (count(a, "(") > count(a, ")") && count(b, ")") > count(b, "(")) score += 1.5F;
  return score;
}

// The cell over column `c` of the last rows, wherever it starts, and its row.
std::pair<std::size_t, std::size_t> anchor(const std::vector<JoinedRow>& rows, std::size_t c) {
  for (std::size_t r = rows.size(); r-- > 0;) {
    for (std::size_t k = c + 1; k-- > 0;) {
      const PageCell& cell = rows[r].row.cells[k];
      if (cell.covered) continue;
      if (k + static_cast<std::size_t>(cell.col_span) > c && r + static_cast<std::size_t>(cell.row_span) >= rows.size())
        return {r, k};
      break;
    }
  }
  return {rows.size() - 1, c};
}

// The cells of `below` fill what the last row left empty, or go on what it began: two halves of one row. Only where
// rows have numbers and the upper half has none.
bool complements(const std::vector<JoinedRow>& rows, const PageRow& below) {
  const PageRow& above = rows.back().row;
  std::size_t numbered = 0;
  for (const JoinedRow& row : rows)
    if (is_row_number(row.row.cells.front().text.str)) ++numbered;
  if (numbered * 2 < rows.size() || below.cells[1].text.empty() == above.cells[1].text.empty() ||
      is_section_row(above) || is_section_row(below))
    return false;
  bool filled = false;
  for (std::size_t c = 0; c < above.cells.size(); ++c) {
    const PageCell &a = above.cells[c], &b = below.cells[c];
    const auto [r, k] = anchor(rows, c);
    if (a.row_span > 1 || b.row_span > 1 || r + 1 < rows.size()) {  // merged downwards: says nothing of this row
      if (!b.text.empty() && continuation(rows[r].row.cells[k], b) <= 0) return false;
      continue;
    }
    if (a.covered != b.covered) return false;
    if (a.text.empty() || b.text.empty()) {
      filled = filled || !a.text.empty();
      continue;
    }
    if (continuation(a, b) <= 0) return false;
  }
  return filled;
}

// Do the cells of column `c` above the last row mostly begin with a small letter?
bool begins_small(const std::vector<JoinedRow>& rows, std::size_t c) {
  std::size_t filled = 0, small = 0;
  for (std::size_t r = 0; r + 1 < rows.size(); ++r) {
    const std::string& text = rows[r].row.cells[c].text.str;
    if (text.empty()) continue;
    ++filled;
    if (is_lower(code_point_at(text, 0))) ++small;
  }
  return small > 0 && small * 2 >= filled;
}

// Is `below`, the first row of a page, the rest of the last row of the page before?
bool continues_row(const std::vector<JoinedRow>& rows, const PageRow& below, float content_bottom) {
  const PageRow& above = rows.back().row;
  if (is_section_row(above) != is_section_row(below) && !is_section_row(below)) return false;
  const bool row_numbered = is_row_number(above.cells.front().text.str);
  float score = 0;
  bool any = false, above_empty = true, disjoint = true;
  int least_span = 1 << 20;
  for (const PageCell& cell : below.cells)
    if (!cell.covered) least_span = std::min(least_span, cell.row_span);
  for (std::size_t c = 0; c < below.cells.size(); ++c) {
    const PageCell& b = below.cells[c];
    if (b.covered) continue;
    const auto [r, k] = anchor(rows, c);
    const PageCell& a = rows[r].row.cells[k];
    if (a.col_span != b.col_span) return false;
    if (b.row_span > least_span) continue;  // a cell merged over several rows is judged by itself
    if (!a.text.empty()) above_empty = false;
    const bool numeric = c == 0 && is_row_number(a.text.str);
    if (b.text.empty()) {
      if (!a.text.empty()) score += numeric ? 0.8F : 0.3F;
      continue;
    }
    if (c == 0 && is_row_number(b.text.str)) {
      // A cell set to the middle of a cut row may stand whole on the next page; then its number does too.
      if (!a.text.empty() || !complements(rows, below)) return false;
      return true;
    }
    any = true;
    if (a.text.empty()) {
      score -= 1.5F;
      continue;
    }
    disjoint = false;
    score += continuation(a, b);
    // «до 15 мая» under «до 1 мая»: where the column is printed in small letters anyway, they say nothing.
    if (!row_numbered && is_lower(code_point_at(b.text.str, 0)) && begins_small(rows, c) && !ends_open(a.text.str))
      score -= ends_sentence(code_point_before(a.text.str, a.text.str.size())) ? 0.4F : 1.6F;
    const float line = a.line_count > 0 ? (a.last_bottom - a.first_top) / static_cast<float>(a.line_count) : 0;
    if (rows[r].row.bottom - a.last_bottom > 2.2F * line && a.row_span == 1) score -= 1.2F;
  }
  if (above_empty) return true;  // the row began with nothing but its borders
  if (content_bottom - above.bottom > 90) return false;
  // Cells set to the middle of a cut row: its number on one page, its longest text on the other.
  if (any && disjoint && is_row_number(above.cells.front().text.str) && above.cells.size() > 2 &&
      complements(rows, below))
    return true;
  return any && score > 0;
}

void append_cell(PageCell& above, PageCell& below, const Lexicon& lexicon) {
  append_line(above.text, below.text, lexicon);
  above.bold = above.bold && below.bold;
  above.line_count += below.line_count;
}

// Adds the rows of the next page.
void add_rows(std::vector<JoinedRow>& rows, PageTable& part, std::size_t skip, float content_bottom,
              const Lexicon& lexicon) {
  bool merged_first = false;
  if (skip < part.rows.size() && !rows.empty()) {
    PageRow& first = part.rows[skip];
    merged_first = continues_row(rows, first, content_bottom);
    int least_span = 1 << 20;
    for (const PageCell& cell : first.cells)
      if (!cell.covered) least_span = std::min(least_span, cell.row_span);
    for (std::size_t c = 0; c < first.cells.size(); ++c) {
      PageCell& below = first.cells[c];
      if (below.covered) continue;
      const auto [r, k] = anchor(rows, c);
      PageCell& above = rows[r].row.cells[k];
      const bool tall = below.row_span > least_span || (above.row_span > 1 && below.text.empty());
      const bool goes_on =
          merged_first || (tall && above.col_span == below.col_span && !above.text.empty() &&
                           !is_row_number(below.text.str) && (below.text.empty() || continuation(above, below) > 0));
      if (!goes_on) continue;
      if (!below.text.empty()) append_cell(above, below, lexicon);
      above.row_span += below.row_span - (merged_first ? 1 : 0);
      if (!merged_first) {
        below.covered = true;
        below.text = {};
        for (std::size_t i = 1; i < static_cast<std::size_t>(below.row_span) && skip + i < part.rows.size(); ++i)
          part.rows[skip + i].cells[c].covered = true;
        below.row_span = below.col_span = 1;
      }
    }
  }
  for (std::size_t r = skip; r < part.rows.size(); ++r) {
    const Span span{part.page, {part.box.left, part.rows[r].top, part.box.right, part.rows[r].bottom}};
    if (r == skip && merged_first) {
      rows.back().spans.push_back(span);
      continue;
    }
    rows.push_back({std::move(part.rows[r]), {span}, r == skip || r + 1 == part.rows.size()});
  }
}

}  // namespace

bool continues_table(const PageTable& table, const PageTable& next, bool announced) {
  if (table.ruled != next.ruled) return false;
  if (!table.ruled && table.xs.size() != next.xs.size()) return false;
  const std::optional<std::vector<float>> moved = moved_onto(table.xs, next.xs);
  if (!moved) return false;
  if (includes(table.xs, *moved) || includes(*moved, table.xs)) return true;
  return (announced || is_column_number_row(next.rows.front())) && table.xs.size() == next.xs.size();
}

Table joined_table(std::vector<PageTable> parts, const std::vector<float>& content_bottom, const Lexicon& lexicon,
                   std::string id) {
  std::vector<float> borders = parts.front().xs;
  for (PageTable& part : parts) {
    if (std::optional<std::vector<float>> moved = moved_onto(borders, part.xs)) part.xs = std::move(*moved);
    // A continuation set with other widths: the columns are the same, one for one.
    if (part.xs.size() == borders.size() && !includes(borders, part.xs)) part.xs = borders;
  }
  for (const PageTable& part : parts) borders = united_borders(borders, part.xs);
  for (PageTable& part : parts) regrid(part, borders);

  Table table;
  table.id = std::move(id);
  table.ruled = parts.front().ruled;
  table.pages = {parts.front().page, parts.back().page};

  // A header repeated on later pages is the surest sign of which rows are the header.
  const std::vector<PageRow> top(
      parts.front().rows.begin(),
      parts.front().rows.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(parts.front().rows.size(), 6)));
  std::size_t repeated = 0;
  std::vector<std::size_t> skip(parts.size(), 0);
  for (std::size_t p = 1; p < parts.size(); ++p) {
    // Data may repeat itself; a row with a number of its own is no header.
    const auto is_header = [&](const PageRow& row) {
      return !is_row_number(row.cells.front().text.str) || is_column_number_row(row);
    };
    while (skip[p] < parts[p].rows.size() && skip[p] < top.size() && is_header(top[skip[p]]) &&
           repeats(top[skip[p]], parts[p].rows[skip[p]]))
      ++skip[p];
    repeated = std::max(repeated, skip[p]);
    // The numbers of the columns alone stand for the header.
    if (skip[p] == 0 && is_column_number_row(parts[p].rows.front())) {
      skip[p] = 1;
      const auto numbers = std::find_if(top.begin(), top.end(), is_column_number_row);
      if (numbers != top.end()) repeated = std::max(repeated, static_cast<std::size_t>(numbers - top.begin()) + 1);
    }
  }
  std::vector<JoinedRow> rows;
  for (std::size_t p = 0; p < parts.size(); ++p) {
    table.spans.push_back({parts[p].page, parts[p].box});
    add_rows(rows, parts[p], skip[p], p > 0 ? content_bottom[p - 1] : 0, lexicon);
  }
  std::vector<PageRow> plain;
  for (const JoinedRow& row : rows) plain.push_back(row.row);
  const std::size_t header = count_header_rows(plain, repeated);
  const std::size_t columns = borders.size() - 1;
  table.columns = columns_of_header(plain, header, columns);

  for (std::size_t r = 0; r < rows.size(); ++r) {
    PageRow& source = rows[r].row;
    if (rows[r].at_page_edge && is_blank(source)) continue;
    Row row;
    row.spans = std::move(rows[r].spans);
    const bool again = header > 0 && r >= header && same_row(source, plain[0]);
    row.kind = r < header || again || (r == header && is_column_number_row(source)) ? RowKind::header
               : is_section_row(source)                                             ? RowKind::section
                                                                                    : RowKind::data;
    for (std::size_t c = 0; c < source.cells.size(); ++c) {
      PageCell& from = source.cells[c];
      Cell cell;
      cell.covered = from.covered;
      if (!from.covered) {
        cell.text = std::move(from.text);
        cell.row_span = from.row_span;
        cell.col_span = from.col_span;
      }
      row.cells.push_back(std::move(cell));
    }
    if (row.kind != RowKind::header && is_row_number(row.cells.front().text.str) &&
        (table.columns.front().role == ColumnRole::number || !table.columns.front().role ||
         row.kind == RowKind::section))
      row.number = std::string(trim(row.cells.front().text.str, " .)"));
    else if (row.kind == RowKind::section && row.cells.size() > 1 && !row.cells[1].text.empty())
      row.number = section_number(row.cells.front().text.str).value_or("");
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace prikaz
