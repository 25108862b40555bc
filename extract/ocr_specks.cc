// Dirt, ends of erased rules and the edges of stamps that the engine took for punctuation.
#include <algorithm>

#include "ocr_repairs.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// No Russian word begins or ends with these, nor do they stand alone.
constexpr std::u32string_view kNeverRussian = U"`‘’‚‛°^~|¦\\{}¬´";
constexpr std::u32string_view kPunctuation = U".,:;";
constexpr std::u32string_view kStrokes = U"-—–‐=";
// A hyphen is about 0.7 x-heights wide; what is narrower is a speck.
constexpr float kNarrowest = 0.3F;
// The engine fills wide gaps of justified lines with dashes; their boxes are as high as the line, those of ink are
// flat.
constexpr float kFlat = 1.5F;
// A full stop stands by its word. Further away than this (x-heights) it is not one.
constexpr float kStopGap = 1.2F;
// Blank lines are wider than this (x-heights).
constexpr float kShortestBlank = 1.5F;

bool only(std::u32string_view text, std::u32string_view set) {
  return text.find_first_not_of(set) == std::u32string_view::npos;
}

bool is_stray_punctuation(const OcrPage& page, std::size_t i) {
  const std::size_t before = page.before(i);
  if (before == kNoWord) return true;
  const std::u32string& previous = page.text(before);
  if (kPunctuation.find(previous.back()) != std::u32string_view::npos) return true;
  const float gap = page.word(i).box_px.left - page.word(before).box_px.right;
  return page.word(i).confidence < 0.5F || gap > kStopGap * page.x_height(i);
}

bool is_speck(const OcrPage& page, std::size_t i) {
  const std::u32string& text = page.text(i);
  const RecognizedWord& word = page.word(i);
  if (only(text, kNeverRussian) || text == U"'") return true;
  if (text == U"_") {
    const bool blank = word.box_px.width() > kShortestBlank * page.x_height(i) ||
                       page.text_before(i).find(U'_') != std::u32string_view::npos ||
                       page.text_after(i).find(U'_') != std::u32string_view::npos;
    return !blank;
  }
  if (only(text, std::u32string(kPunctuation) + std::u32string(kNeverRussian))) return is_stray_punctuation(page, i);
  if (only(text, kStrokes)) {
    const bool alone = page.before(i) == kNoWord && page.after(i) == kNoWord;
    if (alone || text == U"=") return word.confidence < 0.6F;
    if (word.box_px.height() > kFlat * page.x_height(i) && word.confidence < 0.65F) return true;
    return word.box_px.width() < kNarrowest * page.x_height(i) && word.box_px.width() > 0;
  }
  return false;
}

// Is there an apostrophe or a like mark in the words after, which this one would open?
bool closes_later(const OcrPage& page, std::size_t i) {
  if (page.text(i).find_first_of(U"'’", 1) != std::u32string::npos) return true;
  std::size_t at = i;
  for (int words = 0; words < 6; ++words) {
    at = page.after_in_region(at);
    if (at == kNoWord) return false;
    const char32_t last = page.text(at).back();
    if (last == U'\'' || last == U'’') return true;
  }
  return false;
}

void trim_edges(OcrPage& page, std::size_t i) {
  std::u32string text = page.text(i);
  const auto opens = [](char32_t c) { return is_letter(c) || is_digit(c) || c == U'«' || c == U'('; };
  std::size_t begin = 0;
  while (begin + 1 < text.size() &&
         (kNeverRussian.find(text[begin]) != std::u32string_view::npos ||
          (text[begin] == U'\'' && kNeverRussian.find(text[begin + 1]) != std::u32string_view::npos)))
    ++begin;
  if (begin == 0 && text.size() > 2) {
    const bool apostrophe = text[0] == U'\'' && is_cyrillic(text[1]) && !closes_later(page, i);
    const bool underscore = text[0] == U'_' && opens(text[1]) && text.find(U'_', 1) == std::u32string::npos;
    // «1» «.Утвердить»: the full stop belongs to the number.
    const bool stop = (text[0] == U'.' || text[0] == U',') && is_cyrillic(text[1]) && !all_digits(page.text_before(i));
    if (apostrophe || underscore || stop) begin = 1;
  }
  const bool bracket = begin > 0 && text[begin - 1] == U'{';
  if (begin > 0 && opens(text[begin])) text.replace(0, begin, bracket ? U"(" : U"");

  const Core core = core_of(text);
  if (core.end > core.begin) {
    std::u32string tail;
    bool lost = false;
    for (std::size_t at = core.end; at < text.size(); ++at) {
      const char32_t c = text[at];
      const bool degrees = c == U'°' && is_digit(text[core.end - 1]);
      if (c == U'‚' || c == U'}') {
        tail += c == U'}' ? U')' : U',';
        lost = true;
      } else if (kNeverRussian.find(c) != std::u32string_view::npos && !degrees) {
        lost = true;
      } else {
        tail += c;
      }
    }
    if (lost) text = text.substr(0, core.end) + tail;
  }
  page.change(i, std::move(text), "speck");
}

// «Н.И..,» is «Н.И.,»: the comma's head was read as a full stop.
void halve_stops(OcrPage& page, std::size_t i) {
  std::u32string text = page.text(i);
  const std::size_t at = text.find(U"..");
  // «Е..Г.,»
  if (at == 1 && text.size() >= 5 && is_capital_cyrillic(text[0]) && is_capital_cyrillic(text[3]) && text[4] == U'.') {
    page.change(i, text.erase(1, 1), "double_stop", 0.95F);
    return;
  }
  if (at == std::u32string::npos || at == 0 || text.substr(at, 3) == U"...") return;
  const bool before_mark = at + 2 < text.size() && kPunctuation.find(text[at + 2]) != std::u32string_view::npos;
  const bool initials = is_capital_cyrillic(text[at - 1]) && (at == 1 || text[at - 2] == U'.');
  if (before_mark || (initials && at + 2 == text.size())) {
    page.change(i, text.erase(at, 1), "double_stop", 0.95F);
  } else if (is_digit(text[at - 1]) && at + 2 < text.size() && is_cyrillic(text[at + 2])) {
    page.split(i, at + 1, 1, "lost_space");
  }
}

// «объективности‘оценок»: a speck in the gap between two words.
void split_at_speck(OcrPage& page, std::size_t i) {
  const std::u32string& text = page.text(i);
  const std::size_t at = text.find_first_of(U"'‘’`");
  if (at == std::u32string::npos || at < 3 || at + 1 >= text.size()) return;
  std::size_t right = 0;
  while (at + 1 + right < text.size() && is_cyrillic(text[at + 1 + right])) ++right;
  const bool left_word = is_cyrillic(text[at - 1]) && is_cyrillic(text[at - 2]) && is_cyrillic(text[at - 3]);
  const bool preposition = right == 1 && at + 2 == text.size() &&
                           std::u32string_view(U"свкоуиа").find(text[at + 1]) != std::u32string_view::npos;
  if (left_word && (right >= 3 || preposition)) page.split(i, at, 1, "lost_space");
}

}  // namespace

void repair_specks(OcrPage& page) {
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (page.text(i).empty()) continue;
    if (is_speck(page, i)) {
      page.drop(i, "speck");
      continue;
    }
    trim_edges(page, i);
    halve_stops(page, i);
    split_at_speck(page, i);
  }
}

}  // namespace prikaz
