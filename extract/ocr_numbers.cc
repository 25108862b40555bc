// Digits that were read as letters, and letters behind digits.
#include <algorithm>

#include "ocr_repairs.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// A comma the engine is so sure of was printed.
constexpr float kSureMark = 0.85F;

char32_t digit_for(char32_t c) {
  switch (c) {
    case U'О':
    case U'о':
    case U'O':
    case U'o': return U'0';
    case U'З':
    case U'з': return U'3';
    case U'б': return U'6';
    case U'l':
    case U'I':
    case U'|':
    case U'!':
    case U']':
    case U'[': return U'1';
    case U'В': return U'8';
    case U'Ч':
    case U'ч': return U'4';
    case U'S': return U'5';
    default: return 0;
  }
}

bool digit_or_like(char32_t c) { return is_digit(c) || digit_for(c) != 0; }

std::u32string with_digits(std::u32string_view letters) {
  std::u32string digits;
  for (const char32_t c : letters) digits += is_digit(c) || digit_for(c) == 0 ? c : digit_for(c);
  return digits;
}

int number(std::u32string_view digits) {
  int value = 0;
  for (const char32_t c : digits) value = value * 10 + static_cast<int>(c - U'0');
  return value;
}

// «1О.01.2О24», «О1.09.23»: day, month and year, each of digits after the repair.
bool is_date(std::u32string_view digits) {
  if (digits.size() != 10 && digits.size() != 8) return false;
  if (digits[2] != U'.' || digits[5] != U'.') return false;
  const std::u32string_view day = digits.substr(0, 2), month = digits.substr(3, 2), year = digits.substr(6);
  if (!all_digits(day) || !all_digits(month) || !all_digits(year)) return false;
  return number(day) >= 1 && number(day) <= 31 && number(month) >= 1 && number(month) <= 12 &&
         (year.size() == 2 || is_year(year));
}

std::size_t count_digits(std::u32string_view letters) {
  return static_cast<std::size_t>(std::count_if(letters.begin(), letters.end(), is_digit));
}

// The longest part at the beginning of which digits can be made, with points, dashes and slashes between.
void repair_digits(OcrPage& page, std::size_t i) {
  const std::u32string text = page.text(i);
  std::size_t begin = 0;
  while (begin < text.size() && !digit_or_like(text[begin])) ++begin;
  std::size_t end = begin;
  const auto inner = [](char32_t c) { return c == U'.' || is_dash(c) || c == U'/' || c == U':'; };
  while (end < text.size() && (digit_or_like(text[end]) || inner(text[end]))) ++end;
  while (end > begin && inner(text[end - 1])) --end;
  if (begin > 0 && is_letter(text[begin - 1])) return;
  const std::u32string_view part = std::u32string_view(text).substr(begin, end - begin);
  if (count_digits(part) < 2 ||
      std::all_of(part.begin(), part.end(), [&](char32_t c) { return is_digit(c) || inner(c); }))
    return;
  const std::u32string digits = with_digits(part);
  const std::u32string_view rest = std::u32string_view(text).substr(end);
  const bool word_follows = !rest.empty() && is_letter(rest[0]) && !rest.starts_with(U"г");
  if (word_follows) return;
  // «2О23»; «191О» is a year only where one is meant.
  const std::u32string next = fold_letters(page.text_after(i));
  const bool year_follows = rest.starts_with(U"г") || next.starts_with(U"г.") || next.starts_with(U"год");
  const bool numbered = page.text_before(i) == U"№" || (begin > 0 && text[begin - 1] == U'№');
  bool certain = is_date(digits) || (is_year(digits) && !numbered && (is_digit(part.back()) || year_follows));
  // «2О23-2О24», «2О23/24»
  if (digits.size() == 9 && !is_digit(digits[4]) && is_year(std::u32string_view(digits).substr(0, 4)) &&
      is_year(std::u32string_view(digits).substr(5)))
    certain = true;
  // A letter between two digits of one number: «1О5». Order numbers end with letters («191О»), classes too («10б»).
  if (!certain) {
    certain = true;
    for (std::size_t k = 0; k < part.size() && certain; ++k)
      if (!is_digit(part[k]) && !inner(part[k]))
        certain = k > 0 && k + 1 < part.size() && is_digit(part[k - 1]) && is_digit(part[k + 1]) &&
                  (part[k] == U'О' || part[k] == U'о' || part[k] == U'O' || part[k] == U'l');
  }
  if (!certain) return;
  page.change(i, text.substr(0, begin) + digits + std::u32string(rest), "digits", kNumberDoubt);
}

// «З.7.» at the beginning of a line is an item, «О.5» a fraction: no initials have a digit.
void repair_leading_letter(OcrPage& page, std::size_t i) {
  const std::u32string& text = page.text(i);
  if (text.size() < 3 || text[1] != U'.' || !is_digit(text[2])) return;
  if (text[0] != U'З' && text[0] != U'О') return;
  const std::u32string_view rest = std::u32string_view(text).substr(2);
  if (rest.find_first_not_of(U"0123456789.") != std::u32string_view::npos) return;
  if (text[0] == U'З' && page.before(i) != kNoWord) return;
  page.change(i, digit_for(text[0]) + text.substr(1), "digits", kNumberDoubt);
}

// «2023Згод»: one glyph read twice, as a digit and as its letter.
void repair_twins(OcrPage& page, std::size_t i) {
  const std::u32string& text = page.text(i);
  for (std::size_t k = 0; k + 1 < text.size(); ++k) {
    const bool digit_first = is_digit(text[k]) && digit_for(text[k + 1]) == text[k];
    const bool letter_first = is_digit(text[k + 1]) && digit_for(text[k]) == text[k + 1];
    if (!digit_first && !letter_first) continue;
    const char32_t left = k > 0 ? text[k - 1] : 0, right = k + 2 < text.size() ? text[k + 2] : 0;
    const std::u32string_view rest = std::u32string_view(text).substr(k + 2);
    if (digit_first && k >= 3 && is_year(std::u32string_view(text).substr(k - 3, 4)) &&
        (rest.starts_with(U"г") || rest.empty() || rest[0] == U'.' || rest[0] == U'-')) {
      page.change(i, text.substr(0, k + 1) + std::u32string(rest), "digits", kNumberDoubt);
    } else if (is_capital_cyrillic(left) && (right == 0 || !is_digit(right)) && !is_small_cyrillic(right)) {
      const char32_t letter = digit_first ? text[k + 1] : text[k];
      page.change(i, text.substr(0, k) + letter + std::u32string(rest), "digits");
    }
    return;
  }
}

// «2024т.», «2023Г.», «2024r.», «20231.»; also apart: «2024» «т.».
void repair_year_mark(OcrPage& page, std::size_t i) {
  const std::u32string& text = page.text(i);
  const auto like_g = [](char32_t c) { return c == U'т' || c == U'Г' || c == U'r' || c == U'Т'; };
  std::size_t year = std::u32string::npos;
  for (std::size_t k = 0; k + 4 < text.size(); ++k) {
    const bool edge = k == 0 || !is_digit(text[k - 1]);
    if (edge && is_year(std::u32string_view(text).substr(k, 4))) year = k;
  }
  if (year != std::u32string::npos) {
    const std::u32string rest = text.substr(year + 5);  // a copy: `text` changes below
    // A fifth digit is no digit where a full stop ends the word and the engine doubts it all.
    const bool as_one = text[year + 4] == U'1' && rest == U"." && page.word(i).confidence < 0.75F;
    const bool ends = rest.empty() || (!is_letter(rest[0]) && !is_digit(rest[0]));
    if (as_one || (like_g(text[year + 4]) && ends)) {
      std::u32string repaired = text;
      repaired[year + 4] = U'г';
      page.change(i, std::move(repaired), "year_mark");
    }
    // «12.09.2023г,» at the end, or before what cannot follow a comma: a full stop with a tail.
    if (text[year + 4] == U'г' && rest == U"," && page.word(i).confidence < kSureMark) {
      const std::size_t next = page.after_in_region(i);
      const char32_t c = next == kNoWord ? U'№' : page.text(next)[0];
      if (c == U'№' || c == U'«' || is_capital_cyrillic(c))
        page.change(i, text.substr(0, year + 5) + U".", "year_mark", 0.95F);
    }
    return;
  }
  if (text.size() < 2 || text.size() > 3 || text[1] != U'.' || !like_g(text[0])) return;
  const std::size_t before = page.before(i);
  if (before == kNoWord) return;
  const std::u32string& previous = page.text(before);
  if (previous.size() < 4 || !is_year(std::u32string_view(previous).substr(previous.size() - 4))) return;
  if (previous.size() > 4 && is_digit(previous[previous.size() - 5])) return;
  page.change(i, U"г" + text.substr(1), "year_mark");
}

}  // namespace

void repair_numbers(OcrPage& page) {
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (page.text(i).empty()) continue;
    repair_twins(page, i);
    repair_digits(page, i);
    repair_leading_letter(page, i);
    repair_year_mark(page, i);
  }
}

}  // namespace prikaz
