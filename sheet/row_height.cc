#include "row_height.h"

#include <algorithm>
#include <cmath>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// In widths of a digit. The fonts that stand in for Calibri where there is none are wider than it.
double width_of(char32_t c) {
  switch (c) {
    case U'ж':
    case U'м':
    case U'ф':
    case U'ш':
    case U'щ':
    case U'ы':
    case U'ю':
    case U'm':
    case U'w': return 1.4;
    default: break;
  }
  if (is_upper(c)) return 1.3;
  if (is_letter(c)) return 1.05;
  if (c == ' ' || c == '.' || c == ',') return 0.55;
  return 1;
}

}  // namespace

int count_lines(std::string_view text, double width) {
  const double room = std::max(1.0, width - 0.5);
  int lines = 1;
  double line = 0, word = 0;  // widths of what stands in the line, and of the word at its end
  for (std::size_t at = 0; at < text.size(); at = next_position(text, at)) {
    const char32_t c = code_point_at(text, at);
    if (c == '\n') {
      ++lines;
      line = word = 0;
      continue;
    }
    const double step = width_of(c);
    if (c == ' ') {
      line += step;
      word = 0;
      continue;
    }
    line += step;
    word += step;
    if (line <= room) continue;
    ++lines;
    if (word > room) word = step;  // longer than a line: broken within
    line = word;
  }
  return lines;
}

}  // namespace prikaz
