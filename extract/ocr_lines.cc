#include "ocr_lines.h"

#include <algorithm>
#include <cmath>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// Boxes of words reach from ascender to descender: a small letter is about so much of them.
constexpr float kXHeightOfBox = 0.6F;
// Words whose baselines differ by more than this many x-heights are on different lines.
constexpr float kSameBaseline = 0.7F;

float median(std::vector<float> values, float fallback) {
  if (values.empty()) return fallback;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

std::u32string to_letters(std::string_view text) {
  std::u32string letters;
  letters.reserve(text.size() / 2 + 1);
  for (std::size_t pos = 0; pos < text.size(); pos = next_position(text, pos)) letters += code_point_at(text, pos);
  return letters;
}

std::string to_utf8(std::u32string_view letters) {
  std::string text;
  text.reserve(letters.size() * 2);
  for (const char32_t c : letters) append_code_point(text, c);
  return text;
}

std::u32string fold_letters(std::u32string_view letters) { return to_letters(fold(to_utf8(letters))); }

bool all_digits(std::u32string_view letters) {
  return !letters.empty() && std::all_of(letters.begin(), letters.end(), is_digit);
}

bool is_capital_cyrillic(char32_t c) { return (c >= U'А' && c <= U'Я') || c == U'Ё'; }
bool is_small_cyrillic(char32_t c) { return (c >= U'а' && c <= U'я') || c == U'ё'; }

bool is_year(std::u32string_view letters) {
  return letters.size() == 4 && all_digits(letters) && (letters.substr(0, 2) == U"19" || letters.substr(0, 2) == U"20");
}

Core core_of(std::u32string_view letters) {
  const auto inside = [](char32_t c) { return is_letter(c) || is_digit(c); };
  Core core{0, letters.size()};
  while (core.begin < core.end && !inside(letters[core.begin])) ++core.begin;
  while (core.end > core.begin && !inside(letters[core.end - 1])) --core.end;
  return core;
}

OcrPage::OcrPage(std::vector<RecognizedWord>& words) : words_(words) {
  texts_.reserve(words.size());
  for (const RecognizedWord& word : words) texts_.push_back(to_letters(clean(word.text)));
  rules_.assign(words.size(), nullptr);
  cuts_.resize(words.size());
  find_lines();
}

void OcrPage::find_lines() {
  std::vector<float> known, heights;
  for (std::size_t i = 0; i < size(); ++i) {
    if (words_[i].x_height_px > 0) known.push_back(words_[i].x_height_px);
    if (texts_[i].size() > 2) heights.push_back(words_[i].box_px.height() * kXHeightOfBox);
  }
  usual_x_height_ = std::max(1.0F, median(known, median(heights, 1)));

  line_of_.resize(size());
  for (std::size_t i = 0; i < size(); ++i) {
    bool same = i > 0 && words_[i].region == words_[i - 1].region &&
                std::fabs(words_[i].baseline_px - words_[i - 1].baseline_px) < kSameBaseline * x_height(i) &&
                words_[i].box_px.left + x_height(i) > words_[i - 1].box_px.left;
    if (!same) lines_.emplace_back();
    lines_.back().push_back(i);
    line_of_[i] = lines_.size() - 1;
  }
}

float OcrPage::x_height(std::size_t i) const {
  return words_[i].x_height_px > 0 ? words_[i].x_height_px : usual_x_height_;
}

std::size_t OcrPage::step(std::size_t i, bool forward, bool same_line) const {
  std::size_t at = i;
  while (true) {
    if (forward ? at + 1 >= size() : at == 0) return kNoWord;
    at = forward ? at + 1 : at - 1;
    if (words_[at].region != words_[i].region || (same_line && line_of_[at] != line_of_[i])) return kNoWord;
    if (!texts_[at].empty()) return at;
  }
}

std::size_t OcrPage::before(std::size_t i) const { return step(i, false, true); }
std::size_t OcrPage::after(std::size_t i) const { return step(i, true, true); }
std::size_t OcrPage::before_in_region(std::size_t i) const { return step(i, false, false); }
std::size_t OcrPage::after_in_region(std::size_t i) const { return step(i, true, false); }

std::u32string_view OcrPage::text_before(std::size_t i) const {
  const std::size_t at = before(i);
  return at == kNoWord ? std::u32string_view() : texts_[at];
}

std::u32string_view OcrPage::text_after(std::size_t i) const {
  const std::size_t at = after(i);
  return at == kNoWord ? std::u32string_view() : texts_[at];
}

bool OcrPage::offers(std::size_t i, std::size_t at, char32_t letter) const {
  const auto& choices = words_[i].choices;
  if (at >= choices.size() || choices.size() != texts_[i].size()) return false;
  const std::string wanted = to_utf8(std::u32string_view(&letter, 1));
  return std::any_of(choices[at].begin(), choices[at].end(),
                     [&](const Choice& choice) { return choice.text == wanted; });
}

void OcrPage::change(std::size_t i, std::u32string text, const char* rule, float doubt) {
  if (text == texts_[i]) return;
  texts_[i] = std::move(text);
  words_[i].confidence *= doubt;
  words_[i].choices.clear();  // they belong to the letters that were
  rules_[i] = rule;
}

void OcrPage::infer(std::size_t i, std::u32string text, const char* rule) {
  change(i, std::move(text), rule, 1);
  words_[i].confidence = kInferred;
}

void OcrPage::retype(std::size_t i, std::u32string text) {
  if (text.size() != texts_[i].size()) words_[i].choices.clear();
  texts_[i] = std::move(text);
}

void OcrPage::drop(std::size_t i, const char* rule) {
  texts_[i].clear();
  rules_[i] = rule;
}

void OcrPage::distrust(std::size_t i, const char* rule, float cap) {
  if (words_[i].confidence > cap) words_[i].confidence = cap;
  rules_[i] = rule;
}

void OcrPage::split(std::size_t i, std::size_t at, std::size_t skip, const char* rule) {
  if (cuts_[i].at > 0) return;
  cuts_[i] = {at, skip};
  words_[i].confidence *= kUsualDoubt;
  rules_[i] = rule;
}

void OcrPage::join_with_next(std::size_t i, std::u32string text, const char* rule) {
  const std::size_t next = after(i);
  words_[i].box_px.left = std::min(words_[i].box_px.left, words_[next].box_px.left);
  words_[i].box_px.top = std::min(words_[i].box_px.top, words_[next].box_px.top);
  words_[i].box_px.right = std::max(words_[i].box_px.right, words_[next].box_px.right);
  words_[i].box_px.bottom = std::max(words_[i].box_px.bottom, words_[next].box_px.bottom);
  words_[i].confidence = std::min(words_[i].confidence, words_[next].confidence);
  texts_[next].clear();
  change(i, std::move(text), rule);
}

std::vector<OcrRepair> OcrPage::finish() {
  std::vector<OcrRepair> repairs;
  std::vector<RecognizedWord> kept;
  kept.reserve(size());
  for (std::size_t i = 0; i < size(); ++i) {
    RecognizedWord& word = words_[i];
    std::u32string text = texts_[i];
    std::u32string second;
    const Cut cut = cuts_[i];
    if (cut.at > 0 && cut.at + cut.skip < text.size()) {
      second = text.substr(cut.at + cut.skip);
      text.resize(cut.at);
    }
    if (rules_[i] != nullptr) {
      OcrRepair repair;
      repair.word = text.empty() ? kDroppedWord : kept.size();
      repair.recognized = word.text;
      repair.repaired = to_utf8(text);
      repair.rule = rules_[i];
      if (!second.empty()) repair.repaired += " " + to_utf8(second);
      repairs.push_back(std::move(repair));
    }
    if (text.empty()) continue;
    const std::size_t letters = texts_[i].size();
    word.text = to_utf8(text);
    if (second.empty()) {
      kept.push_back(std::move(word));
      continue;
    }
    const float per_letter = word.box_px.width() / static_cast<float>(letters);
    word.choices.clear();
    RecognizedWord rest = word;
    word.box_px.right = word.box_px.left + per_letter * static_cast<float>(text.size());
    rest.box_px.left = rest.box_px.right - per_letter * static_cast<float>(second.size());
    rest.text = to_utf8(second);
    kept.push_back(std::move(word));
    kept.push_back(std::move(rest));
  }
  words_ = std::move(kept);
  return repairs;
}

}  // namespace prikaz
