// The engine's confidence is no probability: 0.75 of a long word is nearly always right, of a lone «в» seldom.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

#include "ocr_lines.h"
#include "prikaz/data.h"
#include "prikaz/unicode.h"
#include "repair_recognized.h"

namespace prikaz {
namespace {

enum Kind { kWords, kShort, kNumbers, kMarks, kRepaired, kKinds };
constexpr const char* kKindNames[kKinds] = {"word", "short", "number", "mark", "repaired"};

struct Point {
  float engine = 0, right = 0;
};
using Curves = std::array<std::vector<Point>, kKinds>;

const Curves& curves() {
  static const Curves table = [] {
    Curves made;
    for (const auto& row : data_table("ocr_confidence.tsv"))
      for (int kind = 0; kind < kKinds; ++kind)
        if (row[0] == kKindNames[kind])
          made[static_cast<std::size_t>(kind)].push_back(
              {std::strtof(std::string(row[1]).c_str(), nullptr), std::strtof(std::string(row[2]).c_str(), nullptr)});
    return made;
  }();
  return table;
}

Kind kind_of(std::u32string_view letters) {
  if (std::any_of(letters.begin(), letters.end(), is_digit)) return kNumbers;
  const auto count = std::count_if(letters.begin(), letters.end(), is_letter);
  if (count == 0) return kMarks;
  return count <= 3 ? kShort : kWords;
}

float interpolated(const std::vector<Point>& curve, float engine) {
  if (curve.empty()) return engine;
  if (engine <= curve.front().engine) return curve.front().right;
  for (std::size_t k = 1; k < curve.size(); ++k) {
    if (engine > curve[k].engine) continue;
    const Point &a = curve[k - 1], &b = curve[k];
    const float share = b.engine > a.engine ? (engine - a.engine) / (b.engine - a.engine) : 1;
    return a.right + share * (b.right - a.right);
  }
  return curve.back().right;
}

}  // namespace

float calibrated_confidence(const RecognizedWord& word, bool repaired) {
  const float right = interpolated(curves()[repaired ? kRepaired : kind_of(to_letters(word.text))], word.confidence);
  // Distrusted on other evidence than the engine's.
  return repaired && word.confidence < 0.2F ? std::min(right, word.confidence) : right;
}

}  // namespace prikaz
