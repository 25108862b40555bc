#include "split_glued_words.h"

#include <string>
#include <unordered_map>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

constexpr float kDoubt = 0.9F;  // of the confidence that remains

std::string letters_of(std::string_view word) {
  std::string out;
  const std::string folded = fold(word);
  for (std::size_t pos = 0; pos < folded.size(); pos = next_position(folded, pos))
    if (const char32_t c = code_point_at(folded, pos); is_letter(c)) append_code_point(out, c);
  return out;
}

// Where the preposition at the end of `word` begins; 0 if it has none that could have been glued on.
std::size_t preposition_at(std::string_view word, const std::unordered_map<std::string, int>& counts) {
  const char32_t last = code_point_before(word, word.size());
  if (last != U'в' && last != U'к' && last != U'с' && last != U'и') return 0;
  const std::size_t at = word.size() - 2;
  const std::string_view stem = word.substr(0, at);
  const char32_t before = code_point_before(stem, stem.size());
  if (is_upper(before)) {
    // «ШНОРв», but not «ПРИКАЗи» of mixed reading: all that stands before is in capitals.
    std::size_t capitals = 0;
    for (std::size_t pos = 0; pos < stem.size(); pos = next_position(stem, pos), ++capitals)
      if (!is_upper(code_point_at(stem, pos))) return 0;
    return capitals >= 2 ? at : 0;
  }
  if (count_code_points(stem) < 4 || !is_lower(before)) return 0;
  // «и» is an ending of its own almost everywhere; only after these letters no word has it.
  if (last == U'и' && before != U'я' && before != U'й' && before != U'х') return 0;
  const auto count = [&](std::string_view part) {
    const auto found = counts.find(letters_of(part));
    return found == counts.end() ? 0 : found->second;
  };
  return count(stem) > 0 && count(word) <= 1 ? at : 0;
}

}  // namespace

void split_glued_words(std::vector<Page>& pages) {
  std::unordered_map<std::string, int> counts;
  bool recognized = false;
  for (const Page& page : pages) {
    recognized = recognized || page.text_source == TextSource::ocr;
    for (const Word& word : page.words) ++counts[letters_of(word.text)];
  }
  if (!recognized) return;
  for (Page& page : pages) {
    if (page.text_source != TextSource::ocr) continue;
    std::vector<Word> words;
    words.reserve(page.words.size());
    for (Word& word : page.words) {
      const std::size_t at = preposition_at(word.text, counts);
      if (at == 0) {
        words.push_back(std::move(word));
        continue;
      }
      Word tail = word;
      tail.text = word.text.substr(at);
      word.text.resize(at);
      const auto letters = static_cast<float>(count_code_points(word.text) + 1);
      const float border = word.box.right - word.box.width() / letters;
      tail.box.left = border;
      word.box.right = border - 0.12F * word.font_size;
      word.confidence *= kDoubt;
      tail.confidence *= kDoubt;
      words.push_back(std::move(word));
      words.push_back(std::move(tail));
    }
    page.words = std::move(words);
  }
}

}  // namespace prikaz
