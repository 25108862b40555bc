// Initials: «3.» for «З.», «0.» for «О.», lost and doubled full stops.
#include <algorithm>

#include "ocr_repairs.h"
#include "prikaz/data.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// The capital that a digit or an impossible capital stands for; 0 if it cannot be told. No Russian name begins with Щ,
// Ъ, Ь or Ы.
char32_t initial_for(char32_t c) {
  switch (c) {
    case U'3': return U'З';
    case U'0': return U'О';
    case U'4': return U'А';
    case U'6': return U'Б';
    case U'8': return U'В';
    case U'Щ': return U'Ш';
    default: return 0;
  }
}

// Typists forget the second full stop, too; a comma the engine is so sure of was printed.
constexpr float kSureMark = 0.85F;

// A word that can be a surname: a capital, then small letters (or capitals all through), at least three letters.
bool surname_like(std::u32string_view text) {
  static const std::vector<std::vector<std::string_view>> stopwords = data_table("name_stopwords.tsv");
  const Core core = core_of(text);
  if (core.end - core.begin < 3 || core.begin > 1) return false;
  const std::u32string_view word = text.substr(core.begin, core.end - core.begin);
  if (!is_capital_cyrillic(word[0])) return false;
  const bool tail_small = std::all_of(word.begin() + 1, word.end(), [](char32_t c) {
    return is_small_cyrillic(c) || is_dash(c) || is_capital_cyrillic(c);
  });
  if (!tail_small || !is_small_cyrillic(word[1])) return false;
  const std::string folded = fold(to_utf8(word));
  return std::none_of(stopwords.begin(), stopwords.end(),
                      [&](const auto& row) { return row[0].size() > 5 && folded.starts_with(row[0]); });
}

bool is_initials(std::u32string_view text) {
  const Core core = core_of(text);
  const std::u32string_view word = text.substr(core.begin);
  return word.size() >= 4 && is_capital_cyrillic(word[0]) && word[1] == U'.' && is_capital_cyrillic(word[2]) &&
         word[3] == U'.';
}

bool beside_surname(const OcrPage& page, std::size_t i) {
  const std::size_t before = page.before_in_region(i), after = page.after_in_region(i);
  const bool follows = before != kNoWord && surname_like(page.text(before)) && is_letter(page.text(before).back());
  return follows || (after != kNoWord && surname_like(page.text(after)));
}

// «3.М.,» «А.3.» «Т.В:» «0.А.Иванова»: two letters with a mark after each.
bool repair_pair(OcrPage& page, std::size_t i) {
  std::u32string text = page.text(i);
  if (text.size() < 4) return false;
  const std::size_t at = text[0] == U'(' || text[0] == U'«' ? 1 : 0;
  if (text.size() < at + 4 || text[at + 1] != U'.') return false;
  const char32_t first = text[at], second = text[at + 2];
  const auto initial = [](char32_t c) { return is_capital_cyrillic(c) || initial_for(c) != 0; };
  if (!initial(first) || !initial(second)) return false;
  if (!is_capital_cyrillic(first) && !is_capital_cyrillic(second)) return false;  // «3.0.» is a number
  const bool glued = text.size() > at + 5 && is_capital_cyrillic(text[at + 4]) && is_small_cyrillic(text[at + 5]);
  const char32_t mark = text[at + 3];
  if (mark != U'.') {
    // «С.Ш,,» and «Т.В:» have lost their second stop.
    const bool lost = (mark == U',' || mark == U':' || mark == U';') && is_capital_cyrillic(first) &&
                      is_capital_cyrillic(second) && beside_surname(page, i) && page.word(i).confidence < kSureMark;
    if (!lost) return false;
    const std::u32string_view rest = std::u32string_view(text).substr(at + 4);
    if (rest.empty() && mark == U':')
      text[at + 3] = U'.';
    else if (rest.empty())
      text.insert(at + 3, U".");
    else if (rest == U"," || rest == U";" || rest == U".")
      text = text.substr(0, at + 3) + U"." + (rest == U"." ? std::u32string(1, mark) : std::u32string(rest));
    else
      return false;
  }
  const bool digit = is_digit(first) || is_digit(second);
  if (digit && !glued && !beside_surname(page, i)) return false;
  if (!is_capital_cyrillic(first) || first == U'Щ') text[at] = initial_for(first);
  if (!is_capital_cyrillic(second) || second == U'Щ') text[at + 2] = initial_for(second);
  page.change(i, std::move(text), "initials");
  return true;
}

// «З.» «М.» apart: «Иванова 3. М.», «0. А. Иванова». «3. Провести» is an item.
void repair_single(OcrPage& page, std::size_t i) {
  const std::u32string& text = page.text(i);
  if (text.size() < 2 || text.size() > 3 || text[1] != U'.' || !is_digit(text[0]) || initial_for(text[0]) == 0) return;
  const std::u32string_view after = page.text_after(i), before = page.text_before(i);
  const auto single = [](std::u32string_view word) {
    return word.size() >= 2 && word.size() <= 3 && is_capital_cyrillic(word[0]) && word[1] == U'.';
  };
  const bool first_of_two = single(after) && (surname_like(before) && is_letter(before.back()));
  const bool second_of_two = single(before) && before.size() == 2 && (text.size() == 3 || surname_like(after)) &&
                             page.before(page.before(i)) != kNoWord &&
                             (surname_like(page.text(page.before(page.before(i)))) || surname_like(after));
  if (!first_of_two && !second_of_two) return;
  page.change(i, initial_for(text[0]) + text.substr(1), "initials");
}

// «Лескова РК.,» has lost the stop between. Two capitals are also an abbreviation, so the page must have the usual form
// elsewhere and the word before be a surname that ends in a letter.
void repair_lost_stop(OcrPage& page, std::size_t i, bool page_has_initials) {
  const std::u32string& text = page.text(i);
  if (!page_has_initials || text.size() < 3 || text.size() > 4 || text[2] != U'.') return;
  if (!is_capital_cyrillic(text[0]) || !is_capital_cyrillic(text[1])) return;
  if (text.size() == 4 && text[3] != U',' && text[3] != U';' && text[3] != U')') return;
  const std::size_t before = page.before_in_region(i);
  if (before == kNoWord || !surname_like(page.text(before)) || !is_letter(page.text(before).back())) return;
  const std::u32string letters = text.substr(0, 2);
  if (letters == U"РФ" || letters == U"ОО" || letters == U"ОУ" || letters == U"УО") return;
  page.change(i, letters.substr(0, 1) + U"." + letters.substr(1) + text.substr(2), "initials");
}

}  // namespace

void repair_initials(OcrPage& page) {
  int seen = 0;
  for (std::size_t i = 0; i < page.size(); ++i)
    if (is_initials(page.text(i))) ++seen;
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (page.text(i).empty() || repair_pair(page, i)) continue;
    repair_single(page, i);
    repair_lost_stop(page, i, seen >= 2);
  }
}

}  // namespace prikaz
