// The model has no Latin letters: Roman numerals come as the Cyrillic letters, digits and strokes that look like them.
// They are only read back where the construction leaves nothing else: «Ш квартал», a row of quarters, numbered
// sections.
#include <algorithm>
#include <optional>

#include "ocr_repairs.h"
#include "prikaz/data.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// How a Roman letter comes out, as strokes: I 1, V 5, X 10.
std::optional<std::u32string> as_roman(std::u32string_view text) {
  if (text.empty() || text.size() > 5) return std::nullopt;
  std::u32string roman;
  for (std::size_t k = 0; k < text.size(); ++k) {
    const char32_t c = text[k];
    if (std::u32string_view(U"I1|[]!lТГТLЛ").find(c) != std::u32string_view::npos) {
      roman += U"I";
    } else if (std::u32string_view(U"ПИН").find(c) != std::u32string_view::npos) {
      roman += U"II";
    } else if (std::u32string_view(U"ШЩ").find(c) != std::u32string_view::npos) {
      roman += U"III";
    } else if (c == U'\\' && k + 1 < text.size() && text[k + 1] == U'/') {
      roman += U"V";
      ++k;
    } else if (std::u32string_view(U"УV\\").find(c) != std::u32string_view::npos) {
      roman += U"V";
    } else if (std::u32string_view(U"ХX").find(c) != std::u32string_view::npos) {
      roman += U"X";
    } else {
      return std::nullopt;
    }
  }
  return roman;
}

std::u32string roman_of(int value) {
  static constexpr struct {
    int value;
    std::u32string_view letters;
  } kSigns[] = {{10, U"X"}, {9, U"IX"}, {5, U"V"}, {4, U"IV"}, {1, U"I"}};
  std::u32string roman;
  for (const auto& sign : kSigns)
    for (; value >= sign.value; value -= sign.value) roman += sign.letters;
  return roman;
}

// 1..39 if `text` looks like a well-formed Roman numeral, 0 otherwise. «Ш!» is III with a stroke that was seen twice.
int roman_value(std::u32string_view text) {
  if (text == U"Ш!" || text == U"Ш1" || text == U"Ш|") return 3;
  const std::optional<std::u32string> roman = as_roman(text);
  if (!roman) return 0;
  for (int value = 1; value < 40; ++value)
    if (roman_of(value) == *roman) return value;
  return 0;
}

bool is_proper_roman(std::u32string_view text) { return text.find_first_not_of(U"IVX") == std::u32string_view::npos; }

// The highest number beside a word of the construction («четверти» 4), 0 if it is not one. `place`: where the number
// stands.
int limit_of(std::u32string_view word, std::string_view place) {
  static const std::vector<std::vector<std::string_view>> rows = data_table("ocr_roman_words.tsv");
  constexpr std::size_t kLongestEnding = 4 * 2;  // bytes of four letters
  const Core core = core_of(word);
  if (core.begin == core.end) return 0;
  const std::string folded = fold(to_utf8(word.substr(core.begin, core.end - core.begin)));
  for (const auto& row : rows) {
    const bool whole = row[0].ends_with('!');
    const std::string_view form = row[0].substr(0, row[0].size() - (whole ? 1 : 0));
    if (row[2] != place || !(whole ? folded == form : folded.starts_with(form))) continue;
    if (folded.size() - form.size() <= kLongestEnding) return std::stoi(std::string(row[1]));
  }
  return 0;
}

bool is_list_sign(std::u32string_view text) {
  return text == U"," || text == U"и" || text == U"или" || (text.size() == 1 && is_dash(text[0]));
}

struct Numeral {
  std::u32string_view head, body, tail;  // «(», «П», «,»
};

Numeral numeral_in(std::u32string_view text) {
  std::size_t begin = 0, end = text.size();
  while (begin < end && (text[begin] == U'(' || text[begin] == U'«')) ++begin;
  while (end > begin && std::u32string_view(U".,;:)").find(text[end - 1]) != std::u32string_view::npos) --end;
  return {text.substr(0, begin), text.substr(begin, end - begin), text.substr(end)};
}

// «1-П», «[-Ш»: both ends. «1-1» can only have lost a stroke at the second one.
std::optional<std::u32string> roman_range(std::u32string_view body, int limit) {
  std::size_t dash = 0;
  while (dash < body.size() && !is_dash(body[dash])) ++dash;
  if (dash == 0 || dash + 1 >= body.size()) return std::nullopt;
  const std::u32string_view first = body.substr(0, dash), second = body.substr(dash + 1);
  if (all_digits(first) && all_digits(second) && !(first == U"1" && second == U"1")) return std::nullopt;
  const int from = roman_value(first);
  int to = roman_value(second);
  if (from == 1 && to == 1) to = 2;
  if (from == 0 || to <= from || to > limit) return std::nullopt;
  return roman_of(from) + std::u32string(1, body[dash]) + roman_of(to);
}

// «1» is also a number as it is printed. It is Roman if the engine doubts it: a digit has a foot and a flag, «I» is a
// stroke.
bool doubts_digit(const OcrPage& page, std::size_t i) { return page.word(i).confidence < 0.85F; }

bool repair_before_word(OcrPage& page, std::size_t i, int limit) {
  const std::u32string text = page.text(i);
  const Numeral numeral = numeral_in(text);
  if (const auto range = roman_range(numeral.body, limit)) {
    page.change(i, std::u32string(numeral.head) + *range + std::u32string(numeral.tail), "roman_numeral", kNumberDoubt);
    return true;
  }
  const int value = roman_value(numeral.body);
  if (value == 0 || value > limit) return false;
  if (is_proper_roman(numeral.body)) return true;
  if (numeral.body == U"1" && !doubts_digit(page, i)) return false;
  // «11 этап» is printed so; there is no eleventh quarter.
  if (numeral.body.size() > 1 && all_digits(numeral.body) && limit > 4) return false;
  page.change(i, std::u32string(numeral.head) + roman_of(value) + std::u32string(numeral.tail), "roman_numeral",
              kNumberDoubt);
  return true;
}

// «Раздел Ш.»: «И» and «Н» after such a word may be words themselves.
void repair_after_word(OcrPage& page, std::size_t i) {
  const int limit = limit_of(page.text(i), "after");
  const std::size_t next = page.after(i);
  if (limit == 0 || next == kNoWord) return;
  const std::u32string text = page.text(next);
  const Numeral numeral = numeral_in(text);
  const int value = roman_value(numeral.body);
  const bool digits = std::any_of(numeral.body.begin(), numeral.body.end(), is_digit);
  const bool word = numeral.body == U"И" || numeral.body == U"Н" || numeral.body == U"У" || numeral.body == U"Л";
  if (value == 0 || value > limit || digits || word || is_proper_roman(numeral.body)) return;
  page.change(next, std::u32string(numeral.head) + roman_of(value) + std::u32string(numeral.tail), "roman_numeral",
              kNumberDoubt);
}

// «I, П и Ш четверти»: from the word of the construction back over the list.
void repair_constructions(OcrPage& page) {
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (page.text(i).empty()) continue;
    repair_after_word(page, i);
    const int limit = limit_of(page.text(i), "before");
    if (limit == 0) continue;
    std::size_t at = page.before_in_region(i);
    for (int words = 0; at != kNoWord && words < 8; ++words) {
      if (!is_list_sign(page.text(at)) && !repair_before_word(page, at, limit)) break;
      at = page.before_in_region(at);
      if (at == kNoWord) break;
      const std::u32string& next = page.text(at);
      const bool goes_on = is_list_sign(next) || next.ends_with(U",") || is_list_sign(page.text_after(at));
      if (!goes_on) break;
    }
  }
}

// Quarters as heads of columns: «I | П | Ш | ТУ», each alone in its cell, side by side.
void repair_heads(OcrPage& page) {
  std::vector<std::size_t> alone;
  for (const auto& line : page.lines()) {
    std::size_t count = 0, word = kNoWord;
    for (const std::size_t i : line) {
      if (page.text(i).empty()) continue;
      ++count;
      word = i;
    }
    if (count == 1 && page.text(word).size() <= 4) alone.push_back(word);
  }
  for (std::size_t first = 0; first < alone.size(); ++first) {
    int value = roman_value(page.text(alone[first]));
    if (value != 1) continue;
    std::vector<std::size_t> row = {alone[first]};
    for (std::size_t k = first + 1; k < alone.size(); ++k) {
      const RecognizedWord& word = page.word(alone[k]);
      const RecognizedWord& previous = page.word(row.back());
      const bool beside = std::abs(word.baseline_px - previous.baseline_px) < page.x_height(alone[k]) &&
                          word.box_px.left > previous.box_px.right && word.region != previous.region;
      if (!beside) continue;
      if (roman_value(page.text(alone[k])) != value + 1) break;
      ++value;
      row.push_back(alone[k]);
    }
    const auto is_digit_one = [&](std::size_t i) { return page.text(i) == U"1"; };
    const bool letters = row.size() >= 3 && std::none_of(row.begin() + 1, row.end(), is_digit_one);
    if (!letters) continue;
    for (std::size_t k = 0; k < row.size(); ++k)
      if (page.text(row[k]) != roman_of(static_cast<int>(k) + 1))
        page.change(row[k], roman_of(static_cast<int>(k) + 1), "roman_numeral", kNumberDoubt);
  }
}

// Numbered sections: «1. …», «П. …», «Ш. …». A single «П.» may be an initial, so at least two have to follow each
// other.
void repair_sections(OcrPage& page) {
  struct Section {
    std::size_t word;
    int value;
    bool digits;
  };
  std::vector<Section> sections;
  for (const auto& line : page.lines()) {
    const auto first = std::find_if(line.begin(), line.end(), [&](std::size_t i) { return !page.text(i).empty(); });
    if (first == line.end()) continue;
    const std::u32string& text = page.text(*first);
    if (text.size() < 2 || text.back() != U'.') continue;
    const std::u32string_view next = page.text_after(*first);
    if (next.size() < 3 || !is_capital_cyrillic(next[next[0] == U'«' ? 1 : 0])) continue;
    const std::u32string_view body = std::u32string_view(text).substr(0, text.size() - 1);
    const int value = roman_value(body);
    if (value > 0) sections.push_back({*first, value, all_digits(body)});
  }
  std::vector<bool> certain(sections.size());
  for (std::size_t k = 0; k + 1 < sections.size(); ++k) {
    if (sections[k + 1].value != sections[k].value + 1 || sections[k + 1].digits) continue;
    certain[k] = certain[k + 1] = true;
  }
  for (std::size_t k = 0; k < sections.size(); ++k) {
    const std::u32string repaired = roman_of(sections[k].value) + U".";
    // «ТУ.», «1У.», «УП.» are the initials of nobody.
    const bool mixed = sections[k].value >= 4 && page.text(sections[k].word).size() > 2;
    if ((certain[k] || mixed) && page.text(sections[k].word) != repaired)
      page.change(sections[k].word, repaired, "roman_numeral", kNumberDoubt);
  }
}

}  // namespace

void repair_roman_numerals(OcrPage& page) {
  repair_constructions(page);
  repair_heads(page);
  repair_sections(page);
}

}  // namespace prikaz
