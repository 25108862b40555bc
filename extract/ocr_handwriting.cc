// What was filled in by hand is not print: the engine gives letters, but they mean nothing. Likewise Latin text, for
// which the model has no letters.
#include <algorithm>

#include "ocr_repairs.h"
#include "prikaz/data.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

constexpr float kUnreadable = 0.15F;
constexpr float kGarbage = 0.5F;

bool has_blank(std::u32string_view text) { return text.find(U"__") != std::u32string_view::npos; }
bool only_blank(std::u32string_view text) {
  return text.find_first_not_of(U"_«»\"./-–— ") == std::u32string_view::npos;
}

// Could a word between «от» and «№», or after «№», have been printed there?
bool is_date_part(std::u32string_view text) {
  const Core core = core_of(text);
  if (core.begin == core.end) return only_blank(text);
  const std::u32string_view inner = text.substr(core.begin, core.end - core.begin);
  const std::u32string folded = fold_letters(inner);
  if (folded == U"г" || folded == U"года" || folded == U"год") return true;
  if (std::all_of(inner.begin(), inner.end(), [](char32_t c) { return is_digit(c) || c == U'.' || c == U'_'; }))
    return true;
  const std::string utf8 = to_utf8(folded);
  for (const auto& row : data_table("months.tsv"))
    for (const std::string_view form : split(row[1], ' '))
      if (form == utf8) return true;
  return inner.size() > 4 && is_year(inner.substr(0, 4)) && fold_letters(inner.substr(4)) == U"г";
}

bool is_number_part(std::u32string_view text) {
  return std::any_of(text.begin(), text.end(), is_digit) || only_blank(text);
}

// «от 2090 г.»: no such year.
bool impossible_year(std::u32string_view text) {
  const Core core = core_of(text);
  const std::u32string_view inner = text.substr(core.begin, core.end - core.begin);
  if (inner.size() < 4 || !all_digits(inner.substr(0, 4))) return false;
  if (inner.size() > 4 && (is_digit(inner[4]) || fold_letters(inner.substr(4)) != U"г")) return false;
  const int year = std::stoi(to_utf8(inner.substr(0, 4)));
  return year >= 2050 && year <= 2099;
}

// A line with a blank drawn for the date or the number, filled in: «от «_1з» ое 20_ г. № _ЛУ_».
void distrust_filled_blanks(OcrPage& page, const std::vector<std::size_t>& line) {
  std::size_t from = kNoWord, sign = kNoWord;
  bool blank = false;
  for (std::size_t k = 0; k < line.size(); ++k) {
    const std::u32string& text = page.text(line[k]);
    if (text.empty()) continue;
    blank = blank || has_blank(text);
    const std::u32string folded = fold_letters(text);
    if (from == kNoWord && (folded == U"от" || folded.starts_with(U"от_") || folded.starts_with(U"«_"))) from = k;
    if (text[0] == U'№') sign = k;
  }
  if (from == kNoWord && !(sign != kNoWord && blank)) return;
  const std::size_t begin = from == kNoWord ? sign : from;
  if (sign != kNoWord && sign < begin) return;
  const std::size_t end = std::min(line.size(), sign == kNoWord ? begin + 7 : sign + 3);
  for (std::size_t k = begin; k < end; ++k) {
    const std::u32string& text = page.text(line[k]);
    const bool opening = k == begin && fold_letters(text).starts_with(U"от");
    if (text.empty() || k == sign || opening || only_blank(text)) continue;
    const bool fits = sign != kNoWord && k > sign ? is_number_part(text) : is_date_part(text);
    const float confidence = page.word(line[k]).confidence;
    // Evidence: garbage where a date belongs, or a mark on a blank that the engine does not believe itself.
    const bool garbage = confidence < kGarbage && (!fits || blank || text.find(U'_') != std::u32string::npos);
    if ((sign != kNoWord || blank) && garbage) page.distrust(line[k], "handwriting", kUnreadable);
  }
}

bool is_latin_address(std::u32string_view text) {
  const std::size_t at = text.find(U'@');
  if (at != std::u32string_view::npos && at > 0 && text.find(U'.', at) != std::u32string_view::npos) return true;
  const std::u32string folded = fold_letters(text);
  return folded.find(U"://") != std::u32string::npos || folded.starts_with(U"www.") || folded.starts_with(U"\\у\\у\\у");
}

}  // namespace

void distrust_unreadable(OcrPage& page) {
  for (const auto& line : page.lines()) distrust_filled_blanks(page, line);
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (page.text(i).empty()) continue;
    if (impossible_year(page.text(i)) && page.word(i).confidence < kGarbage)
      page.distrust(i, "handwriting", kUnreadable);
    if (is_latin_address(page.text(i))) page.distrust(i, "latin_text", kUnreadable);
  }
}

}  // namespace prikaz
