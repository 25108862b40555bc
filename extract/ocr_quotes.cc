// Guillemets are thin: the opening one is read as «<», «‹», «х», «с», the closing one as «>» or «ь».
#include <algorithm>

#include "ocr_repairs.h"
#include "prikaz/data.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

constexpr int kLongestQuote = 14;  // words

// From letter `from` of word `i` on: does a closing mark come that nothing else opens?
bool closes_later(const OcrPage& page, std::size_t i, std::size_t from) {
  int depth = 0;
  std::size_t at = i;
  for (int words = 0; at != kNoWord && words < kLongestQuote; ++words) {
    const std::u32string& text = page.text(at);
    for (std::size_t k = at == i ? from : 0; k < text.size(); ++k) {
      if (text[k] == U'«') ++depth;
      if (text[k] == U'»' && depth-- == 0) return true;
    }
    at = page.after_in_region(at);
  }
  return false;
}

// Before letter `until` of word `i`: was a quotation opened and not closed?
bool open_before(const OcrPage& page, std::size_t i, std::size_t until) {
  int depth = 0;
  std::size_t at = i;
  for (int words = 0; at != kNoWord && words < kLongestQuote; ++words) {
    const std::u32string& text = page.text(at);
    for (std::size_t k = at == i ? until : text.size(); k-- > 0;) {
      if (text[k] == U'»') ++depth;
      if (text[k] == U'«' && depth-- == 0) return true;
    }
    at = page.before_in_region(at);
  }
  return false;
}

bool is_angle(char32_t c) { return c == U'<' || c == U'‹' || c == U'≤'; }
bool is_closing_angle(char32_t c) { return c == U'>' || c == U'›'; }

void repair_opening(OcrPage& page, std::size_t i) {
  const std::u32string& text = page.text(i);
  std::size_t at = text.find_first_not_of(U"(");
  if (at == std::u32string::npos || at + 1 >= text.size()) return;
  std::size_t length = 0;
  while (at + length < text.size() && is_angle(text[at + length])) ++length;
  const char32_t next = at + length < text.size() ? text[at + length] : 0;
  bool opening = false;
  if (length > 0) {
    // «<50 %» is a comparison unless something closes it.
    opening = is_letter(next) || next == U'«' ? true : is_digit(next) && closes_later(page, i, at + length);
    if (next == U'«') opening = !(at + length + 1 >= text.size());
  } else {
    length = 1;
    const bool like = std::u32string_view(U"хскХ").find(text[at]) != std::u32string_view::npos;
    const char32_t second = text[at + 1];
    const bool capital_inside = is_capital_cyrillic(second) && (is_small_cyrillic(text[at]) || text[at] == U'Х');
    const bool two_letters = at + 2 < text.size() && is_letter(text[at + 2]);
    opening = like && capital_inside && two_letters && is_small_cyrillic(text[at]) && closes_later(page, i, at + 1) &&
              (page.offers(i, at, U'«') || page.offers(i, at, U'<') || page.word(i).choices.empty());
    if (text[at] == U'"' && (is_letter(second) || is_digit(second)) &&
        text.find(U'"', at + 1) == std::u32string::npos && closes_later(page, i, at + 1) && !open_before(page, i, at))
      opening = true;
  }
  if (!opening) return;
  std::u32string repaired = text.substr(0, at) + U"«";
  repaired += text.substr(at + length + (next == U'«' ? 1 : 0));
  page.change(i, std::move(repaired), "quotes", 0.95F);
}

bool is_known_abbreviation(std::u32string_view letters) {
  const std::string wanted = to_utf8(letters);
  for (const char* table : {"school_types.tsv", "legal_forms.tsv", "party_abbreviations.tsv", "ocr_abbreviations.tsv"})
    for (const auto& row : data_table(table))
      if (row[0] == wanted) return true;
  return false;
}

bool occurs(const OcrPage& page, std::u32string_view core) {
  for (std::size_t i = 0; i < page.size(); ++i) {
    const Core other = core_of(page.text(i));
    if (std::u32string_view(page.text(i)).substr(other.begin, other.end - other.begin) == core) return true;
  }
  return false;
}

// How many letters at the end of `word` are a closing mark after an abbreviation, as in «СОШЬ» and «СОШУЬ»: no
// abbreviation ends in these signs. 0 if none are.
std::size_t mark_after_abbreviation(std::u32string_view word) {
  for (std::size_t tail = 1; tail <= 2 && tail + 2 <= word.size(); ++tail) {
    const std::u32string_view mark = word.substr(word.size() - tail);
    if (mark.find_first_not_of(U"ЬьЪъУ") != std::u32string_view::npos) return 0;
    if (mark.find_first_of(U"ЬьЪъ") != std::u32string_view::npos &&
        is_known_abbreviation(word.substr(0, word.size() - tail)))
      return tail;
  }
  return 0;
}

void repair_closing(OcrPage& page, std::size_t i) {
  const std::u32string& text = page.text(i);
  std::size_t end = text.size();
  while (end > 0 && std::u32string_view(U".,;:)").find(text[end - 1]) != std::u32string_view::npos) --end;
  if (end == 0) return;
  std::size_t begin = end;
  while (begin > 0 && is_closing_angle(text[begin - 1])) --begin;
  // «СОШЬ»»: the mark was read twice.
  if (end >= 4 && text[end - 1] == U'»' && (text[end - 2] == U'Ь' || text[end - 2] == U'ь')) {
    const Core core = core_of(text);
    if (is_known_abbreviation(std::u32string_view(text).substr(core.begin, end - 2 - core.begin)))
      page.change(i, text.substr(0, end - 2) + text.substr(end - 1), "quotes", 0.95F);
    return;
  }
  if (begin == end) {
    const char32_t last = text[end - 1];
    const Core core = core_of(text);
    const std::u32string_view stem =
        std::u32string_view(text).substr(core.begin, end - 1 - std::min(core.begin, end - 1));
    const bool capitals = stem.size() >= 2 && std::all_of(stem.begin(), stem.end(), is_capital_cyrillic);
    const bool soft_sign = (last == U'ь' || last == U'Ь') && capitals && open_before(page, i, end - 1) &&
                           (last == U'ь' || page.offers(i, end - 1, U'»') || occurs(page, stem));
    // The school number stands before the mark.
    const bool after_number = last == U'ь' && stem.size() >= 1 && all_digits(stem) && open_before(page, i, end - 1);
    const bool straight = last == U'"' && end >= 2 && text.find(U'"') == end - 1 && open_before(page, i, end - 1);
    const std::size_t mark =
        end > core.begin ? mark_after_abbreviation(std::u32string_view(text).substr(core.begin, end - core.begin)) : 0;
    if (!soft_sign && !after_number && !straight && mark == 0) return;
    begin = end - std::max<std::size_t>(mark, 1);
  } else if (begin == 0 && !open_before(page, i, begin)) {
    return;
  }
  page.change(i, text.substr(0, begin) + U"»" + text.substr(end), "quotes", 0.95F);
}

}  // namespace

void repair_quotes(OcrPage& page) {
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (page.text(i).empty()) continue;
    repair_opening(page, i);
    repair_closing(page, i);
  }
}

}  // namespace prikaz
