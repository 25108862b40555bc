#include "measure_parts.h"

#include <algorithm>
#include <array>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

constexpr double kQuoted = 0.5, kBracketed = 0.4, kExplained = 0.5;

// After these a measure is explained: why, by what means, to what extent.
bool explains(std::string_view folded, std::size_t at) {
  static constexpr std::array<std::string_view, 16> kWords = {
      "с целью",     "в целях",      "направленн",  "способствующ",  "на основе", "в рамках",
      "посредством", "путем",        "включая",     "в том числе",   "с учетом",  "по вопросам",
      "а также",     "обеспечивающ", "с последующ", "с привлечением"};
  return word_starts_at(folded, at) && std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) {
           return folded.substr(at).starts_with(word);
         });
}

}  // namespace

std::vector<MeasurePart> parts_of_measure(std::string_view activity) {
  const std::string folded = fold(activity);
  std::vector<MeasurePart> parts;
  std::size_t from = 0;
  double weight = 1, outside = 1;
  const auto change = [&](std::size_t at, double to) {
    if (at > from) parts.push_back({activity.substr(from, at - from), weight});
    from = at;
    weight = to;
  };
  int quotes = 0, brackets = 0;
  bool said = false;  // a word has been read
  for (std::size_t i = 0; i < folded.size(); i = next_position(folded, i)) {
    const char32_t c = code_point_at(folded, i);
    if (is_letter(c)) {
      if (said && quotes == 0 && brackets == 0 && outside == 1 && explains(folded, i)) change(i, outside = kExplained);
      said = true;
    } else if (c == U'(') {
      if (brackets++ == 0 && quotes == 0) change(i, std::min(outside, kBracketed));
    } else if (c == U')' && brackets > 0) {
      if (--brackets == 0 && quotes == 0) change(i, outside);
    } else if (is_quote(c) && brackets == 0) {
      const char32_t before = code_point_before(folded, i);
      const bool opens = c == U'«' || c == U'„' || c == U'“' || (c == U'"' && (i == 0 || before == U' '));
      // A title is all some measures say: «Учимся вместе».
      if (opens && quotes++ == 0) change(i, said ? std::min(outside, kQuoted) : 1);
      if (!opens && quotes > 0 && --quotes == 0) change(i, outside);
    } else if ((c == U':' || c == U';') && said && quotes == 0 && brackets == 0) {
      change(i, outside = kExplained);
    }
  }
  change(folded.size(), weight);
  return parts;
}

}  // namespace prikaz
