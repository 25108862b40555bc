#include "page_tables.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "prikaz/unicode.h"
#include "words_of_orders.h"

namespace prikaz {
namespace {

constexpr float kMinRowHeight = 4;  // two lines closer than this are one double line, not a row

std::size_t slot(const std::vector<float>& borders, float position) {
  const auto after = std::upper_bound(borders.begin(), borders.end(), position);
  const auto index = static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - borders.begin() - 1, 0));
  return std::min(index, borders.size() - 2);
}

void fill(PageCell& cell, std::vector<const Word*> words, const Box& box, int page, const Lexicon& lexicon) {
  if (words.empty()) return;
  const std::vector<Line> lines = group_into_lines(std::move(words), page);
  float left = box.right;
  bool bold = true;
  for (const Line& line : lines) {
    left = std::min(left, line.box.left);
    bold = bold && line.bold;
  }
  // The room a line has: the cell without the padding that its outermost line leaves on the left.
  const float padding = std::clamp(left - box.left, 1.0F, 8.0F);
  cell.text = join_lines(lines, lexicon, box.width() - 2 * padding);
  cell.line_count = static_cast<int>(lines.size());
  cell.bold = bold;
  cell.first_top = lines.front().box.top;
  cell.last_bottom = lines.back().box.bottom;
}

// Where the text of one cell runs into the next, its last word and the first of the neighbour come as one: «12.30МБОУ».
// It is cut at the border if letters and digits meet there, or a small letter and a capital.
void cut_at_borders(const Grid& grid, std::vector<const Word*>& words, std::deque<Word>& cut_words) {
  constexpr float kInside = 4;  // points on both sides of the border
  std::vector<const Word*> out;
  out.reserve(words.size());
  for (const Word* word : words) {
    out.push_back(word);
    if (word->rotation != 0 || !grid.box.contains(word->box.center_x(), word->box.center_y())) continue;
    for (const GridCell& cell : grid.cells) {
      const float border = cell.box.right;
      if (word->box.center_y() < cell.box.top || word->box.center_y() > cell.box.bottom) continue;
      if (word->box.left > border - kInside || word->box.right < border + kInside || border >= grid.box.right - 1)
        continue;
      // The change of kind nearest to the border.
      const std::string& text = word->text;
      const auto letters = static_cast<float>(count_code_points(text));
      std::size_t best = 0;
      float distance = 4, index = 0;
      for (std::size_t pos = 0; pos < text.size(); pos = next_position(text, pos), index += 1) {
        if (pos == 0) continue;
        const char32_t before = code_point_before(text, pos), after = code_point_at(text, pos);
        const bool change = (is_digit(before) && is_letter(after)) || (is_lower(before) && is_upper(after)) ||
                            (!is_letter(before) && !is_digit(before) && is_upper(after));
        const float off = std::abs(word->box.left + word->box.width() * index / letters - border) / word->font_size;
        if (change && off < distance) distance = off, best = pos;
      }
      if (best == 0) continue;
      Word left = *word, right = *word;
      left.text = text.substr(0, best);
      right.text = text.substr(best);
      left.box.right = right.box.left = border;
      left.space_after = true;
      cut_words.push_back(std::move(left));
      out.back() = &cut_words.back();
      cut_words.push_back(std::move(right));
      out.push_back(&cut_words.back());
      break;
    }
  }
  words = std::move(out);
}

// A double line is no row.
void erase_thin_rows(PageTable& table) {
  for (std::size_t r = table.rows.size(); r-- > 0;) {
    const PageRow& row = table.rows[r];
    if (row.bottom - row.top >= kMinRowHeight) continue;
    if (!std::all_of(row.cells.begin(), row.cells.end(),
                     [](const PageCell& cell) { return cell.text.empty() && cell.row_span == 1; }))
      continue;
    // Cells merged over it lose one row.
    for (std::size_t above = 0; above < r; ++above)
      for (PageCell& cell : table.rows[above].cells)
        if (above + static_cast<std::size_t>(cell.row_span) > r) --cell.row_span;
    table.rows.erase(table.rows.begin() + static_cast<std::ptrdiff_t>(r));
  }
}

}  // namespace

std::vector<PageTable> ruled_tables(const Page& page, const Lexicon& lexicon, std::vector<const Word*>& free_words,
                                    std::deque<Word>& cut_words) {
  std::vector<PageTable> tables;
  for (const Grid& grid : find_grids(page.rules)) {
    cut_at_borders(grid, free_words, cut_words);
    const std::size_t rows = grid.ys.size() - 1, cols = grid.xs.size() - 1;
    std::vector<std::size_t> owner(rows * cols, 0);
    for (std::size_t k = 0; k < grid.cells.size(); ++k) {
      const GridCell& cell = grid.cells[k];
      for (int r = cell.row; r < cell.row + cell.row_span; ++r)
        for (int c = cell.col; c < cell.col + cell.col_span; ++c)
          owner[static_cast<std::size_t>(r) * cols + static_cast<std::size_t>(c)] = k;
    }
    std::vector<std::vector<const Word*>> words(grid.cells.size());
    std::vector<const Word*> rest;
    for (const Word* word : free_words) {
      const float x = word->box.center_x(), y = word->box.center_y();
      if (!grid.box.contains(x, y)) {
        rest.push_back(word);
        continue;
      }
      words[owner[slot(grid.ys, y) * cols + slot(grid.xs, x)]].push_back(word);
    }
    // A frame with nothing in it, or with all its words in one cell, is a drawing or a text box: its words stay text.
    const auto used = std::count_if(words.begin(), words.end(), [](const auto& list) { return !list.empty(); });
    if (used < 2) continue;
    free_words = std::move(rest);

    PageTable table;
    table.page = page.number;
    table.box = grid.box;
    table.xs = grid.xs;
    table.rows.resize(rows);
    for (std::size_t r = 0; r < rows; ++r) {
      table.rows[r].cells.resize(cols);
      table.rows[r].top = grid.ys[r];
      table.rows[r].bottom = grid.ys[r + 1];
      for (PageCell& cell : table.rows[r].cells) cell.covered = true;
    }
    for (std::size_t k = 0; k < grid.cells.size(); ++k) {
      const GridCell& cell = grid.cells[k];
      PageCell& place = table.rows[static_cast<std::size_t>(cell.row)].cells[static_cast<std::size_t>(cell.col)];
      place.covered = false;
      place.row_span = cell.row_span;
      place.col_span = cell.col_span;
      fill(place, std::move(words[k]), cell.box, page.number, lexicon);
    }
    erase_thin_rows(table);
    tables.push_back(std::move(table));
  }
  return tables;
}

namespace {

// A column of an aligned table: the room its words take.
struct Strip {
  float left, right;
};

// Blanks to sign on, signatures and stamps side by side stand in columns too, but are no tables.
bool is_form_line(const Line& line) {
  if (line.segments.size() > 1 && opens_with_post(segment_text(line, line.segments.front()).str) &&
      is_signature_name(segment_text(line, line.segments.back()).str))
    return true;
  for (const Segment& segment : line.segments) {
    const Text text = segment_text(line, segment);
    // On a scan the blanks are lines, not characters: «» 20 г.
    const bool blank = text.str.find("___") != std::string::npos || text.str.ends_with("20 г.") ||
                       text.str.ends_with("20_ г.") || text.str.ends_with("20__ г.");
    if (blank || opens_approval(text.str) || opens_agreement(text.str)) return true;
  }
  return false;
}

// Segments of a line once more, also cut where several lines in a row begin a word at the same place behind a gap:
// columns may stand closer than words that have nothing to do with each other.
void split_at_alignment(std::vector<Line>& lines) {
  constexpr float kGapEm = 0.75F, kLeastGapEm = 0.4F;
  constexpr std::size_t kLines = 3;
  struct Start {
    std::size_t line, word;
    float x;
    bool behind_gap;
  };
  std::vector<Start> starts;
  for (std::size_t l = 0; l < lines.size(); ++l)
    for (std::size_t w = 0; w < lines[l].words.size(); ++w) {
      const Word& word = *lines[l].words[w];
      const float gap = w == 0 ? 99 : (word.box.left - lines[l].words[w - 1]->box.right) / word.font_size;
      if (gap >= kLeastGapEm) starts.push_back({l, w, word.box.left, w > 0 && gap >= kGapEm});
    }
  const auto near = [&](std::size_t upper, std::size_t lower) {
    return lines[lower].box.top - lines[upper].box.bottom <= 2.2F * lines[upper].font_size;
  };
  // The rest of a name in the columns before the place says nothing about it: «Раиса Романовна» under «Коваль –
  // директор».
  const auto passed = [&](std::size_t l, float x) {
    return l < lines.size() && lines[l].box.right < x && is_full_name("Коваль " + line_text(lines[l]).str);
  };
  for (std::size_t i = 0; i < starts.size(); ++i) {
    if (!starts[i].behind_gap) continue;
    // Lines in a row that begin a word here, most of them behind a gap; a line of the right column alone is one of
    // them, and so is one whose left neighbour fills its column.
    std::vector<const Start*> run = {&starts[i]};
    std::size_t first = starts[i].line, last = starts[i].line, gaps = 1;
    const float x = starts[i].x;
    for (std::size_t k = i + 1; k < starts.size() && starts[k].line <= last + 1 + (passed(last + 1, x) ? 1 : 0); ++k) {
      if (starts[k].line == last || std::abs(starts[k].x - starts[i].x) > 1.6F) continue;
      if (!near(last, starts[k].line)) break;
      run.push_back(&starts[k]);
      last = starts[k].line;
      if (starts[k].behind_gap) ++gaps;
    }
    for (std::size_t k = i; k-- > 0 && starts[k].line + 1 + (first > 0 && passed(first - 1, x) ? 1 : 0) >= first;) {
      if (starts[k].line == first || std::abs(starts[k].x - starts[i].x) > 1.6F) continue;
      if (!near(starts[k].line, first)) break;
      run.push_back(&starts[k]);
      first = starts[k].line;
    }
    if (run.size() < kLines || gaps < kLines) continue;
    for (const Start* start : run) {
      Line& line = lines[start->line];
      for (std::size_t s = 0; s < line.segments.size(); ++s) {
        Segment& segment = line.segments[s];
        if (start->word <= segment.first || start->word >= segment.last) continue;
        Segment tail{start->word, segment.last, line.words[start->word]->box};
        segment.last = start->word;
        for (std::size_t w = tail.first; w < tail.last; ++w) tail.box = united(tail.box, line.words[w]->box);
        segment.box = line.words[segment.first]->box;
        for (std::size_t w = segment.first; w < segment.last; ++w)
          segment.box = united(segment.box, line.words[w]->box);
        line.segments.insert(line.segments.begin() + static_cast<std::ptrdiff_t>(s) + 1, tail);
        break;
      }
    }
  }
}

// The column of each segment, ascending; nullopt if they do not fit. A segment beside all columns makes a new one if
// `grow`. What a segment overlaps most is its column: captions may be wider than what stands under them.
std::optional<std::vector<std::size_t>> place(const Line& line, std::vector<Strip>& columns, bool grow) {
  std::vector<std::size_t> places;
  std::vector<Strip> next = columns;
  for (const Segment& segment : line.segments) {
    std::size_t best = next.size();
    float most = 0;
    std::size_t across = 0;
    for (std::size_t c = 0; c < next.size(); ++c) {
      const float shared = overlap(segment.box.left, segment.box.right, next[c].left, next[c].right);
      if (shared > most) most = shared, best = c;
      if (shared > 0.5F * (next[c].right - next[c].left)) ++across;
    }
    if (across > 1) return std::nullopt;  // running text that happens to begin a word where a column does
    if (best == next.size()) {
      if (!grow) return std::nullopt;
      best = 0;
      while (best < next.size() && next[best].left < segment.box.left) ++best;
      next.insert(next.begin() + static_cast<std::ptrdiff_t>(best), {segment.box.left, segment.box.right});
      for (std::size_t& at : places)
        if (at >= best) ++at;
    }
    if (!places.empty() && places.back() >= best) return std::nullopt;
    places.push_back(best);
  }
  for (std::size_t s = 0; s < places.size(); ++s) {
    Strip& column = next[places[s]];
    column.left = std::min(column.left, line.segments[s].box.left);
    column.right = std::max(column.right, line.segments[s].box.right);
  }
  columns = std::move(next);
  return places;
}

// A surname alone over the given name and the patronymic: «Коваль» over «Раиса Романовна», one name on two lines.
bool completes_name(const Line& above, const Line& below) {
  const std::string surname = segment_text(above, above.segments.front()).str;
  return surname.find(' ') == std::string::npos &&
         is_full_name(surname + " " + segment_text(below, below.segments.front()).str);
}

// «Члены комиссии:» alone on line `l`, a person and more beside the name on the next.
bool is_caption_over_persons(const std::vector<Line>& lines, std::size_t l) {
  if (l + 1 >= lines.size() || lines[l].segments.size() > 1 || lines[l + 1].segments.size() < 2) return false;
  const std::string caption = line_text(lines[l]).str;
  if (!caption.ends_with(':') || !is_upper(code_point_at(caption, 0))) return false;
  const std::string name = segment_text(lines[l + 1], lines[l + 1].segments.front()).str;
  return is_full_name(name) || is_signature_name(name) ||
         (l + 2 < lines.size() && completes_name(lines[l + 1], lines[l + 2]));
}

// A column of nothing but dashes («Коваль Р.Р. | – | директор») belongs to the column behind it.
void join_dash_column(const std::vector<const Line*>& run, std::vector<std::vector<std::size_t>>& places,
                      std::vector<Strip>& columns) {
  for (std::size_t c = 1; c + 1 < columns.size(); ++c) {
    bool dashes = true;
    for (std::size_t l = 0; l < run.size(); ++l)
      for (std::size_t s = 0; s < places[l].size(); ++s)
        if (places[l][s] == c) {
          const std::string text = segment_text(*run[l], run[l]->segments[s]).str;
          dashes = dashes && is_dash(code_point_at(text, 0)) && count_code_points(text) == 1;
        }
    if (!dashes) continue;
    columns[c + 1].left = columns[c].left;
    columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(c));
    for (std::vector<std::size_t>& line : places)
      for (std::size_t& at : line)
        if (at > c) --at;
    return;
  }
}

struct Band {
  float top, bottom;
};

PageTable table_of_run(const std::vector<const Line*>& run, const std::vector<std::vector<std::size_t>>& places,
                       const std::vector<Strip>& columns, const Lexicon& lexicon) {
  PageTable table;
  table.page = run.front()->page;
  table.ruled = false;
  table.xs.push_back(columns.front().left - 2);
  for (std::size_t c = 1; c < columns.size(); ++c)
    table.xs.push_back(std::max((columns[c - 1].right + columns[c].left) / 2, columns[c].left - 3));
  table.xs.push_back(columns.back().right + 2);
  // Where the second column marks its beginnings with a dash («– директор школы»), the dash begins a row.
  std::size_t dashes = 0, beginnings = 0;
  const auto dashed = [&](std::size_t l) {
    for (std::size_t s = 0; s < places[l].size(); ++s)
      if (places[l][s] == 1) return is_dash(code_point_at(run[l]->words[run[l]->segments[s].first]->text, 0));
    return false;
  };
  for (std::size_t l = 0; l < run.size(); ++l) {
    if (dashed(l)) ++dashes;
    if (places[l].size() > 1 && places[l].front() == 0) ++beginnings;
  }
  const bool by_dash = columns.size() == 2 && dashes >= 3 && dashes * 2 >= beginnings;
  // A row begins where the first column has text, unless the line only goes on what stands above it.
  std::vector<std::vector<std::vector<const Word*>>> rows;
  std::vector<Band> bands;
  std::vector<std::size_t> captions;  // rows
  for (std::size_t l = 0; l < run.size(); ++l) {
    const Line& line = *run[l];
    if (places[l].empty()) {
      captions.push_back(rows.size());
      rows.emplace_back(columns.size());
      rows.back().front() = line.words;
      bands.push_back({line.box.top, line.box.bottom});
      continue;
    }
    const bool continues =
        l > 0 && !places[l - 1].empty() &&
        ((places[l].front() == 0 && places[l - 1].front() == 0 && completes_name(*run[l - 1], line)) ||
         (by_dash && !dashed(l)) || places[l].front() != 0 ||
         (places[l].size() == 1 && columns.size() == 2 && line.box.top - bands.back().bottom < 0.3F * line.font_size));
    if (!continues) {
      rows.emplace_back(columns.size());
      bands.push_back({line.box.top, line.box.bottom});
    }
    bands.back().bottom = line.box.bottom;
    for (std::size_t s = 0; s < line.segments.size(); ++s)
      for (std::size_t w = line.segments[s].first; w < line.segments[s].last; ++w)
        rows.back()[places[l][s]].push_back(line.words[w]);
  }
  for (std::size_t r = 0; r < rows.size(); ++r) {
    PageRow row;
    row.top = bands[r].top;
    row.bottom = bands[r].bottom;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      PageCell cell;
      if (std::find(captions.begin(), captions.end(), r) != captions.end()) {
        cell.covered = c > 0;
        if (c == 0) cell.col_span = static_cast<int>(columns.size());
      }
      fill(cell, std::move(rows[r][c]), {table.xs[c], row.top, table.xs[c + 1], row.bottom}, table.page, lexicon);
      row.cells.push_back(std::move(cell));
    }
    table.rows.push_back(std::move(row));
  }
  table.box = {table.xs.front(), table.rows.front().top, table.xs.back(), table.rows.back().bottom};
  return table;
}

}  // namespace

std::vector<PageTable> aligned_tables(std::vector<Line>& lines, const Lexicon& lexicon, float page_width) {
  std::vector<Line> cut = lines;
  split_at_alignment(cut);
  std::vector<PageTable> tables;
  std::vector<Line> kept;
  for (std::size_t i = 0; i < cut.size();) {
    std::vector<const Line*> run;
    std::vector<std::vector<std::size_t>> places;
    std::vector<Strip> columns;
    std::size_t several = 0, last_several = 0;
    const bool captioned = is_caption_over_persons(cut, i);
    for (std::size_t j = i;
         j < cut.size() && (captioned || cut[j].segments.size() + run.size() > 1) && !is_form_line(cut[j]); ++j) {
      const Line& line = cut[j];
      if (!run.empty() && line.box.top - run.back()->box.bottom > 2.2F * run.back()->font_size) break;
      // A line across the columns ends the table; one within a column goes on the cell above.
      if (line.segments.size() == 1 && line.box.width() > 0.5F * page_width) break;
      if (is_caption_over_persons(cut, j)) {
        run.push_back(&line);
        places.emplace_back();
        continue;
      }
      const std::vector<Strip> before = columns;
      std::optional<std::vector<std::size_t>> at = place(line, columns, line.segments.size() > 1);
      if (!at) break;
      if (columns.size() > before.size() && !before.empty()) {
        // The lines above have nothing in the new column: their places move with it. If one of them reaches into it
        // after all, the table has ended before this line.
        std::vector<std::optional<std::vector<std::size_t>>> moved;
        std::vector<Strip> again = columns;
        for (std::size_t k = 0; k < run.size(); ++k)
          moved.push_back(places[k].empty() ? std::vector<std::size_t>() : place(*run[k], again, false));
        if (!std::all_of(moved.begin(), moved.end(), [](const auto& one) { return one.has_value(); })) {
          columns = before;
          break;
        }
        for (std::size_t k = 0; k < run.size(); ++k) places[k] = std::move(*moved[k]);
      }
      run.push_back(&line);
      places.push_back(std::move(*at));
      if (line.segments.size() > 1) ++several, last_several = run.size();
    }
    // Lines of one segment at the end belong to the last cell only where they stand in a column beyond the first, or
    // complete the name in it.
    const auto outside = [&] {
      if (places.back().empty()) return true;
      return places.back().front() == 0 &&
             !(run.size() == last_several + 1 && completes_name(*run[last_several - 1], *run.back()));
    };
    while (run.size() > last_several && outside()) run.pop_back(), places.pop_back();
    // A caption over the whole is its title, one of several that of its part.
    const auto captions = std::count_if(places.begin(), places.end(), [](const auto& line) { return line.empty(); });
    if (several < 3 || columns.size() < 2 || columns.size() > 12 || (captioned && captions == 1)) {
      kept.push_back(std::move(lines[i]));
      ++i;
      continue;
    }
    join_dash_column(run, places, columns);
    tables.push_back(table_of_run(run, places, columns, lexicon));
    i += run.size();
  }
  lines = std::move(kept);
  return tables;
}

}  // namespace prikaz
