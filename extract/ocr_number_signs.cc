// «№» is read well; a printed N is not in the model's alphabet and comes as «М», sometimes «№» itself as «Ne», «Хо»,
// «У».
#include <algorithm>

#include "ocr_repairs.h"
#include "prikaz/data.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// A letter the engine is so sure of is a letter.
constexpr float kSureLetter = 0.85F;

// What a number sign follows: «приказ», «приложение», «школа», … (stems) or an abbreviation.
bool is_anchor(std::u32string_view text) {
  static const std::vector<std::vector<std::string_view>> stems = data_table("ocr_number_anchors.tsv");
  const Core core = core_of(text);
  if (core.begin == core.end) return false;
  const std::string folded = fold(to_utf8(text.substr(core.begin, core.end - core.begin)));
  return std::any_of(stems.begin(), stems.end(), [&](const auto& row) { return folded.starts_with(row[0]); });
}

bool ends_date(std::u32string_view text) {
  const std::u32string folded = fold_letters(text);
  if (folded == U"г." || folded == U"г" || folded == U"года" || is_year(folded)) return true;
  const Core core = core_of(folded);
  std::u32string_view inner = std::u32string_view(folded).substr(core.begin, core.end - core.begin);
  if (inner.ends_with(U"г")) inner.remove_suffix(1);
  return inner.size() >= 4 && is_year(inner.substr(inner.size() - 4)) &&
         (inner.size() == 4 || !is_digit(inner[inner.size() - 5]));
}

// N is seen for certain; М and Cyrillic look-alikes of «№» need a number after them, the weak ones also an anchor
// before.
enum class Reading { none, certain, likely, weak };

Reading sign_in(std::u32string_view text) {
  if (text == U"N" || text == U"Ne" || text == U"Nе" || text == U"No" || text == U"Nо" || text == U"N°" ||
      text == U"Nº" || text == U"№°" || text == U"№º" || text == U"№е" || text == U"№о")
    return Reading::certain;
  if (text == U"М" || text == U"M" || text == U"М°" || text == U"Мо" || text == U"Ме" || text == U"Хо" ||
      text == U"Ло" || text == U"№." || text == U"Ю")
    return Reading::likely;
  if (text == U"У" || text == U"Л" || text == U"Ле" || text == U"Хе" || text == U"Же" || text == U"Не" ||
      text == U"Х" || text == U"Ш" || text == U"%")
    return Reading::weak;
  return Reading::none;
}

bool is_number_like(std::u32string_view text) {
  const std::size_t at = text.find_first_not_of(U"«(_");
  return at != std::u32string_view::npos && is_digit(text[at]);
}

bool follows_anchor(const OcrPage& page, std::size_t i) {
  const std::size_t before = page.before_in_region(i);
  if (before == kNoWord) return false;
  return is_anchor(page.text(before)) || ends_date(page.text(before));
}

void repair_single(OcrPage& page, std::size_t i) {
  const std::u32string& text = page.text(i);
  const Reading reading = sign_in(text);
  if (reading == Reading::none) return;
  const std::u32string_view next = page.text_after(i);
  if (!is_number_like(next) || next.starts_with(U"1:")) return;  // «М 1:500» is a scale
  const bool anchored = follows_anchor(page, i);
  if (reading == Reading::weak && (!anchored || page.word(i).confidence > kSureLetter)) return;
  // «Иванов М 5»: letters of parallel classes and the columns «М» and «Ж» stand without an anchor, too.
  if (reading == Reading::likely && !anchored) {
    const std::u32string_view previous = page.text_before(i);
    const bool list = previous.ends_with(U",") || fold_letters(previous) == U"и" || previous.empty();
    if (!list || next.size() > 4) return;
    for (const std::size_t other : page.lines()[page.line_of(i)])
      if (page.text(other) == U"Ж") return;
  }
  page.change(i, U"№", "number_sign", anchored ? 0.95F : kUsualDoubt);
}

// «Ne12», «N5», «М°7»: the sign and its number in one word.
void repair_glued(OcrPage& page, std::size_t i) {
  const std::u32string& text = page.text(i);
  const std::size_t open = text.find_first_not_of(U"(");
  if (open == std::u32string::npos) return;
  std::size_t digits = open;
  while (digits < text.size() && !is_digit(text[digits])) ++digits;
  if (digits == open || digits == text.size()) return;
  const std::u32string_view sign = std::u32string_view(text).substr(open, digits - open);
  const Reading reading = sign_in(sign);
  const bool certain = reading == Reading::certain && sign != U"№.";
  const bool anchored = (reading == Reading::likely || sign == U"У") && follows_anchor(page, i) &&
                        all_digits(std::u32string_view(text).substr(digits, core_of(text).end - digits));
  if (!certain && !anchored) return;
  page.change(i, text.substr(0, open) + U"№" + text.substr(digits), "number_sign", certain ? 0.95F : kUsualDoubt);
}

// «№ п/п» heads a column of numbers. Its letters are small and often touch.
bool is_numbering(std::u32string_view text) {
  const std::u32string folded = fold_letters(text);
  return folded == U"п/п" || folded == U"п/п.";
}

bool looks_like_numbering(std::u32string_view text) {
  const std::u32string folded = fold_letters(text);
  if (folded == U"пп" || folded == U"шп" || folded == U"пш" || folded == U"п/" || folded == U"/п" || folded == U"шт")
    return true;
  if (folded.size() != 3) return false;
  const auto foot = [](char32_t c) { return std::u32string_view(U"плитнап11").find(c) != std::u32string_view::npos; };
  const auto slash = [](char32_t c) { return std::u32string_view(U"/\\|!1'").find(c) != std::u32string_view::npos; };
  return foot(folded[0]) && foot(folded[2]) && slash(folded[1]) && (folded[0] == U'п' || folded[2] == U'п');
}

void repair_numbering(OcrPage& page, std::size_t i) {
  const std::size_t next = page.after_in_region(i);
  if (next == kNoWord) return;
  const std::u32string& text = page.text(i);
  if (is_numbering(page.text(next)) && text.size() <= 2 && text != U"№" && page.before_in_region(i) == kNoWord) {
    if (sign_in(text) != Reading::none || page.word(i).confidence < 0.7F) page.change(i, U"№", "number_sign");
  } else if (text == U"№" && page.text(next) != U"п/п" && looks_like_numbering(page.text(next))) {
    page.change(next, U"п/п", "number_sign");
  }
}

}  // namespace

void repair_number_signs(OcrPage& page) {
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (page.text(i).empty()) continue;
    repair_single(page, i);
    repair_glued(page, i);
    repair_numbering(page, i);
  }
}

}  // namespace prikaz
