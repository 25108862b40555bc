// What stands before the text of a line: bullets, the numbers of items, the numbers of rows. They are short, often
// alone and badly read, but their neighbours tell what they must be.
#include <algorithm>
#include <optional>

#include "ocr_repairs.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

constexpr float kSureMarker = 0.5F;     // a well-formed marker below this may be another one
constexpr float kUnsureMarker = 0.75F;  // only below this is a marker taken for a damaged one

std::size_t first_word(const OcrPage& page, const std::vector<std::size_t>& line) {
  for (const std::size_t i : line)
    if (!page.text(i).empty()) return i;
  return kNoWord;
}

// --- bullets ---

bool is_bullet_sign(std::u32string_view text) {
  if (text.empty() || text.size() > 2) return false;
  return std::all_of(text.begin(), text.end(), [](char32_t c) {
    return std::u32string_view(U"*®©°•·¢†●▪■@¤+›>»").find(c) != std::u32string_view::npos;
  });
}

// Letters and marks that a bullet is read as where the lines beside it have better ones.
bool is_weak_bullet(std::u32string_view text) {
  return text.size() == 1 && std::u32string_view(U"еосэ069.‚,:'`‘’").find(text[0]) != std::u32string_view::npos;
}

void repair_bullets(OcrPage& page) {
  struct Candidate {
    std::size_t word, next;
    bool strong;
  };
  std::vector<Candidate> candidates;
  for (const auto& line : page.lines()) {
    const std::size_t first = first_word(page, line);
    if (first == kNoWord) continue;
    const std::size_t next = page.after(first);
    const bool strong = is_bullet_sign(page.text(first));
    if (next == kNoWord || !(strong || is_weak_bullet(page.text(first)))) continue;
    const float gap = page.word(next).box_px.left - page.word(first).box_px.right;
    if (gap > 0.5F * page.x_height(first)) candidates.push_back({first, next, strong});
  }
  std::vector<Candidate> bullets;
  for (const Candidate& candidate : candidates) {
    const float height = page.x_height(candidate.word);
    std::size_t in_column = 0, strong = 0, same = 0;
    for (const Candidate& other : candidates) {
      const auto& a = page.word(candidate.word).box_px;
      const auto& b = page.word(other.word).box_px;
      const float text = page.word(candidate.next).box_px.left - page.word(other.next).box_px.left;
      if (std::abs(a.center_x() - b.center_x()) > 0.6F * height || std::abs(text) > 0.8F * height) continue;
      ++in_column;
      if (other.strong) ++strong;
      if (page.text(other.word) == page.text(candidate.word)) ++same;
    }
    const float gap = page.word(candidate.next).box_px.left - page.word(candidate.word).box_px.right;
    // «о» and «с» also begin lines as words; they do not stand off from what follows.
    const bool hanging = gap > 1.2F * height;
    const bool asterisks = page.text(candidate.word) == U"*" && same == in_column && same < 2;
    if (in_column >= 2 && !asterisks && (candidate.strong || (strong >= 1 && hanging) || (same >= 3 && hanging)))
      bullets.push_back(candidate);
  }
  for (const Candidate& bullet : bullets)
    if (page.text(bullet.word) != U"•") page.change(bullet.word, U"•", "bullet", 0.95F);
}

// --- numbers of items ---

struct Marker {
  std::vector<int> numbers;
  std::u32string suffix;  // «.» or «)» or nothing
};

std::optional<Marker> parse_marker(std::u32string_view text) {
  Marker marker;
  std::size_t at = 0;
  while (true) {
    int value = 0;
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at]) && at - begin < 3)
      value = value * 10 + static_cast<int>(text[at++] - U'0');
    if (at == begin || value == 0) return std::nullopt;
    marker.numbers.push_back(value);
    if (at + 1 < text.size() && text[at] == U'.' && is_digit(text[at + 1])) {
      ++at;
      continue;
    }
    break;
  }
  marker.suffix = text.substr(at);
  if (marker.numbers.size() > 4 || (marker.suffix != U"." && marker.suffix != U")" && !marker.suffix.empty()))
    return std::nullopt;
  if (marker.suffix.empty() && marker.numbers.size() < 2) return std::nullopt;
  return marker;
}

std::u32string print(const Marker& marker) {
  std::string text;
  for (const int number : marker.numbers) text += (text.empty() ? "" : ".") + std::to_string(number);
  return to_letters(text) + marker.suffix;
}

bool same_series(const Marker& a, const Marker& b) {
  return a.suffix == b.suffix && a.numbers.size() == b.numbers.size() &&
         std::equal(a.numbers.begin(), a.numbers.end() - 1, b.numbers.begin());
}

void repair_items(OcrPage& page) {
  struct Line {
    std::size_t word;
    std::optional<Marker> marker;
    bool candidate;
  };
  std::vector<Line> lines;
  for (const auto& words : page.lines()) {
    const std::size_t first = first_word(page, words);
    if (first == kNoWord || page.after(first) == kNoWord) continue;
    Line line{first, parse_marker(page.text(first)), false};
    const float confidence = page.word(first).confidence;
    if (line.marker && confidence < kSureMarker) line.marker.reset();
    line.candidate = !line.marker && confidence < kUnsureMarker && page.text(first).size() <= 6;
    if (line.marker || line.candidate) lines.push_back(line);
  }
  for (std::size_t a = 0; a < lines.size(); ++a) {
    if (!lines[a].marker) continue;
    const Marker& from = *lines[a].marker;
    std::vector<std::size_t> damaged;
    for (std::size_t b = a + 1; b < lines.size(); ++b) {
      const float shift = page.word(lines[b].word).box_px.left - page.word(lines[a].word).box_px.left;
      const bool aligned = std::abs(shift) < page.x_height(lines[b].word);
      if (!lines[b].marker) {
        if (lines[b].candidate && aligned) damaged.push_back(b);
        continue;
      }
      const Marker& to = *lines[b].marker;
      if (to.numbers.size() < from.numbers.size()) break;  // the series is over
      if (!same_series(from, to)) continue;
      const int missing = to.numbers.back() - from.numbers.back() - 1;
      if (missing < 1 || !aligned || damaged.size() != static_cast<std::size_t>(missing)) break;
      Marker next = from;
      for (const std::size_t k : damaged) {
        ++next.numbers.back();
        // The number is there, and its mark was not printed.
        if (to_letters(std::to_string(next.numbers.back())) == page.text(lines[k].word)) continue;
        page.infer(lines[k].word, print(next), "item_number");
        lines[k].marker = next;
        lines[k].candidate = false;
      }
      break;
    }
  }
}

// --- numbers of rows ---

// A column of cells that hold a number each: «1», «2», «й», «4».
void repair_rows(OcrPage& page) {
  struct Cell {
    std::size_t word;
    int number;  // 0: not read
  };
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (page.text(i).empty() || page.before_in_region(i) != kNoWord || page.after_in_region(i) != kNoWord) continue;
    if (page.text(i).size() > 4) continue;
    std::u32string_view digits = page.text(i);
    if (digits.ends_with(U".")) digits.remove_suffix(1);
    const bool read = all_digits(digits) && page.word(i).confidence >= kSureMarker && digits[0] != U'0';
    cells.push_back({i, read ? std::stoi(to_utf8(digits)) : 0});
  }
  std::sort(cells.begin(), cells.end(),
            [&](const Cell& a, const Cell& b) { return page.word(a.word).box_px.top < page.word(b.word).box_px.top; });
  std::vector<bool> used(cells.size());
  for (std::size_t k = 0; k < cells.size(); ++k) {
    if (used[k]) continue;
    std::vector<std::size_t> column;
    const float center = page.word(cells[k].word).box_px.center_x();
    for (std::size_t m = k; m < cells.size(); ++m) {
      if (used[m] ||
          std::abs(page.word(cells[m].word).box_px.center_x() - center) > 1.2F * page.x_height(cells[m].word))
        continue;
      used[m] = true;
      column.push_back(m);
    }
    // Every number that was read must fit, or it is not a column of row numbers.
    int offset = 0;
    std::size_t read = 0, stops = 0;
    bool fits = true;
    for (std::size_t at = 0; at < column.size(); ++at) {
      const Cell& cell = cells[column[at]];
      if (cell.number == 0) continue;
      const int here = cell.number - static_cast<int>(at);
      fits = fits && (read == 0 || here == offset);
      offset = here;
      ++read;
      if (page.text(cell.word).back() == U'.') ++stops;
    }
    if (!fits || read < 3 || read * 2 < column.size() || offset < 1) continue;
    for (std::size_t at = 0; at < column.size(); ++at) {
      const Cell& cell = cells[column[at]];
      if (cell.number != 0 || page.word(cell.word).confidence > kUnsureMarker) continue;
      // Above the first number that was read stands the head of the column.
      const bool between = std::any_of(column.begin(), column.begin() + static_cast<std::ptrdiff_t>(at),
                                       [&](std::size_t m) { return cells[m].number != 0; });
      if (!between) continue;
      std::u32string number = to_letters(std::to_string(offset + static_cast<int>(at)));
      if (stops * 2 > read) number += U'.';
      page.infer(cell.word, std::move(number), "row_number");
    }
  }
}

}  // namespace

void repair_markers(OcrPage& page) {
  repair_bullets(page);
  repair_items(page);
  repair_rows(page);
}

}  // namespace prikaz
