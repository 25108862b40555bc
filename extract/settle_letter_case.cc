#include "settle_letter_case.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// Small letters without anything above the x-height; all but «а», «е» and «р», «у» look like their capitals.
constexpr std::u32string_view kFlat = U"авгдежзиклмнопрстухцчшщъыьэюя";
constexpr std::u32string_view kDistinct = U"аеру";
constexpr float kSureWord = 0.8F;
constexpr std::size_t kFewWords = 3, kManyWords = 6;             // that tell the x-height of a region, of the page
constexpr float kSame = 0.14F;                                   // of the x-height
constexpr float kLeastCapital = 1.3F, kGreatestCapital = 1.65F;  // of the x-height, over all common faces

bool is_flat(char32_t small) { return kFlat.find(small) != std::u32string_view::npos; }

std::u32string letters_of(std::string_view text) {
  std::u32string letters;
  for (std::size_t at = 0; at < text.size(); at = next_position(text, at)) letters += code_point_at(text, at);
  // Marks at the foot of the line do not change how high a word is.
  while (!letters.empty() && std::u32string_view(U".,:;-").find(letters.back()) != std::u32string_view::npos)
    letters.pop_back();
  return letters;
}

char32_t small(char32_t letter) {
  std::string text;
  append_code_point(text, letter);
  return code_point_at(lower(text), 0);
}

class XHeights {
 public:
  XHeights(const std::vector<RecognizedWord>& words, const std::vector<float>& heights,
           const std::vector<Region>& regions)
      : regions_(regions) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      const RecognizedWord& word = words[i];
      const std::u32string letters = letters_of(word.text);
      if (word.confidence < kSureWord || letters.size() < 3 || !std::all_of(letters.begin(), letters.end(), is_flat) ||
          !distinct(letters))
        continue;
      by_region_[word.region].push_back(heights[i]);
      (is_cell(word) ? of_cells_ : of_text_).push_back(heights[i]);
    }
  }
  // 0 if nothing tells.
  float around(const RecognizedWord& word) {
    const auto region = by_region_.find(word.region);
    if (region != by_region_.end() && region->second.size() >= kFewWords) return median(region->second);
    std::vector<float>& all = is_cell(word) ? of_cells_ : of_text_;
    return all.size() >= kManyWords ? median(all) : 0;
  }

 private:
  // The engine was not misled about a word with a letter that has another shape as a capital.
  static bool distinct(const std::u32string& letters) {
    return letters.find_first_of(kDistinct) != std::u32string::npos;
  }
  bool is_cell(const RecognizedWord& word) const {
    const auto region = static_cast<std::size_t>(word.region);
    return region < regions_.size() && regions_[region].cell;
  }
  static float median(std::vector<float>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
  }

  const std::vector<Region>& regions_;
  std::map<int, std::vector<float>> by_region_;
  std::vector<float> of_cells_, of_text_;
};

bool alone_on_its_line(const std::vector<RecognizedWord>& words, std::size_t i) {
  const RecognizedWord& word = words[i];
  const auto beside = [&](const RecognizedWord& other) {
    return other.region == word.region && std::abs(other.baseline_px - word.baseline_px) < word.box_px.height() / 2;
  };
  return (i == 0 || !beside(words[i - 1])) && (i + 1 == words.size() || !beside(words[i + 1]));
}

void replace_text(RecognizedWord& word, std::string text) {
  word.text = std::move(text);
  // The first choices are the letters of the word.
  std::size_t at = 0;
  for (std::vector<Choice>& choices : word.choices) {
    const std::size_t next = next_position(word.text, at);
    if (!choices.empty()) choices.front().text = word.text.substr(at, next - at);
    at = next;
  }
}

}  // namespace

void settle_letter_case(std::vector<RecognizedWord>& words, const std::vector<float>& heights,
                        const std::vector<Region>& regions) {
  XHeights x_heights(words, heights, regions);
  for (std::size_t i = 0; i < words.size(); ++i) {
    RecognizedWord& word = words[i];
    const std::u32string letters = letters_of(word.text);
    if (letters.empty()) continue;
    std::size_t capitals = 0;
    bool alike = true;
    for (const char32_t letter : letters) {
      const char32_t form = small(letter);
      alike = alike && is_flat(form) && kDistinct.find(form) == std::u32string_view::npos;
      capitals += is_upper(letter) ? 1U : 0U;
    }
    if (!alike) continue;
    const float x_height = x_heights.around(word);
    if (x_height <= 0) continue;
    const float relative = heights[i] / x_height;
    if (capitals == letters.size() && std::abs(relative - 1) < kSame)
      replace_text(word, lower(word.text));
    else if (capitals != letters.size() && letters.size() > 1 && (capitals == 0 || capitals > 1) &&
             relative > kLeastCapital && relative < kGreatestCapital && alone_on_its_line(words, i))
      replace_text(word, upper(word.text));
  }
}

}  // namespace prikaz
