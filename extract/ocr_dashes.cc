// The model knows the hyphen and the em dash. Which of the three dashes was printed is told by the place and the width.
#include "ocr_repairs.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// Widths in x-heights: a hyphen about 0.7, an en dash 1.1, an em dash 2.2.
constexpr float kHyphenEnds = 0.95F;
constexpr float kEmDashBegins = 1.7F;

bool only_dashes(std::u32string_view text) {
  for (const char32_t c : text)
    if (!is_dash(c)) return false;
  return !text.empty();
}

}  // namespace

void retype_dashes(OcrPage& page) {
  for (std::size_t i = 0; i < page.size(); ++i) {
    std::u32string text = page.text(i);
    if (text.empty()) continue;
    if (only_dashes(text)) {
      const float width = page.word(i).box_px.width() / page.x_height(i);
      const bool em = text.find(U'—') != std::u32string::npos;
      const bool between = page.before(i) != kNoWord && page.after(i) != kNoWord;
      if (em || text.size() > 1 ? width < kEmDashBegins : between && width > kHyphenEnds && width < kEmDashBegins)
        page.retype(i, U"–");
      else if (text.size() > 1)
        page.retype(i, U"—");
      continue;
    }
    if (text.find(U'—') == std::u32string::npos) continue;
    for (char32_t& c : text)
      if (c == U'—') c = U'–';  // inside a word it is a range: «2023–2024», «март–май»
    page.retype(i, std::move(text));
  }
}

}  // namespace prikaz
