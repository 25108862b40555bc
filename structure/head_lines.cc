#include "head_lines.h"

#include <string>

#include "prikaz/unicode.h"

namespace prikaz {

std::optional<HeadLine> head_line(const Flow& flow, std::size_t element) {
  const FlowElement& e = flow.elements[element];
  if (e.table >= 0) return std::nullopt;
  const Line& line = flow.lines[e.line];
  return HeadLine{element, &line, &flow.areas[e.area], line_text(line)};
}

bool all_capitals(std::string_view text) {
  bool letter = false;
  for (std::size_t pos = 0; pos < text.size(); pos = next_position(text, pos)) {
    const char32_t c = code_point_at(text, pos);
    if (is_lower(c)) return false;
    letter = letter || is_letter(c);
  }
  return letter;
}

bool starts_title(std::string_view text) {
  const std::string folded = fold(text);
  return folded.starts_with("о ") || folded.starts_with("об ") || folded.starts_with("обо ");
}

}  // namespace prikaz
