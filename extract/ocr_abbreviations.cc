// Abbreviations of legal forms, school types and the like. A recognized form is only replaced if it is no known
// abbreviation itself and exactly one known one has the same shape.
#include <algorithm>
#include <optional>
#include <unordered_set>

#include "ocr_repairs.h"
#include "prikaz/data.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

using Abbreviations = std::unordered_set<std::u32string>;

const Abbreviations& abbreviations() {
  static const Abbreviations known = [] {
    Abbreviations all;
    for (const char* table :
         {"legal_forms.tsv", "school_types.tsv", "party_abbreviations.tsv", "ocr_abbreviations.tsv"}) {
      for (const auto& row : data_table(table)) {
        std::u32string form = to_letters(row[0]);
        if (!form.empty() && form.back() == U'!') form.pop_back();
        if (form.size() >= 2 && std::all_of(form.begin(), form.end(), is_capital_cyrillic)) all.insert(std::move(form));
      }
    }
    return all;
  }();
  return known;
}

bool known(const std::u32string& word) { return abbreviations().count(word) > 0; }

// Never part of a Russian abbreviation, with the capital they were.
char32_t foreign_to_capital(char32_t c) {
  switch (c) {
    case U'0': return U'О';
    case U'3': return U'З';
    case U'4': return U'Ч';
    case U'6': return U'Б';
    case U'8': return U'В';
    case U'Ў': return U'У';
    case U'@':
    case U'©':
    case U'Q': return U'О';
    case U'A': return U'А';
    case U'B': return U'В';
    case U'C': return U'С';
    case U'E': return U'Е';
    case U'H': return U'Н';
    case U'K': return U'К';
    case U'M': return U'М';
    case U'O': return U'О';
    case U'P': return U'Р';
    case U'T': return U'Т';
    case U'X': return U'Х';
    case U'Y': return U'У';
    default: return 0;
  }
}

// Capitals that are taken for each other.
bool alike(char32_t a, char32_t b) {
  static constexpr std::u32string_view kPairs[] = {U"ШЩ", U"БЕ", U"ШИ", U"ИН", U"ПН",
                                                   U"ГТ", U"СО", U"ОЮ", U"ЦИ", U"БВ"};
  return std::any_of(std::begin(kPairs), std::end(kPairs), [&](std::u32string_view pair) {
    return (pair[0] == a && pair[1] == b) || (pair[0] == b && pair[1] == a);
  });
}

std::u32string upper_letters(std::u32string_view letters) { return to_letters(upper(to_utf8(letters))); }

bool occurs(const OcrPage& page, std::size_t self, std::u32string_view core) {
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (i == self) continue;
    const Core other = core_of(page.text(i));
    if (std::u32string_view(page.text(i)).substr(other.begin, other.end - other.begin) == core) return true;
  }
  return false;
}

// Does a school's number, name or legal form stand beside it?
bool in_school_name(const OcrPage& page, std::size_t i) {
  const std::u32string_view after = page.text_after(i), before = page.text_before(i);
  const Core core = core_of(before);
  return after.starts_with(U"№") || after.starts_with(U"«") ||
         known(std::u32string(before.substr(core.begin, core.end - core.begin)));
}

std::u32string replaced(std::u32string_view text, Core core, std::u32string_view by) {
  return std::u32string(text.substr(0, core.begin)) + std::u32string(by) + std::u32string(text.substr(core.end));
}

// «МБ0У», «МКОЎ», «COШ»: signs that no abbreviation has.
bool repair_foreign_signs(OcrPage& page, std::size_t i, Core core) {
  const std::u32string word = page.text(i).substr(core.begin, core.end - core.begin);
  std::u32string repaired;
  bool changed = false, letters = false;
  for (const char32_t c : word) {
    const char32_t capital = foreign_to_capital(c);
    repaired += capital == 0 ? c : capital;
    changed = changed || capital != 0;
    letters = letters || is_letter(c);
  }
  if (!changed || !letters || !known(repaired)) return false;
  page.change(i, replaced(page.text(i), core, repaired), "abbreviation");
  return true;
}

// «СОЩ №», «МЕОУ «»: one capital taken for its like.
bool repair_like_capital(OcrPage& page, std::size_t i, Core core) {
  const std::u32string word = page.text(i).substr(core.begin, core.end - core.begin);
  if (word.size() < 3 || !std::all_of(word.begin(), word.end(), is_capital_cyrillic)) return false;
  // A form that the page has more than once is what was printed.
  const bool doubtful = page.word(i).confidence < 0.8F;
  const bool impossible = word.find(U'Щ') != std::u32string::npos;
  if (!(impossible || (doubtful && in_school_name(page, i))) || occurs(page, i, word)) return false;
  std::optional<std::u32string> found;
  for (std::size_t k = 0; k < word.size(); ++k) {
    std::u32string candidate = word;
    for (const char32_t c : std::u32string_view(U"ШЩБЕИНПГТСОЮЦВ")) {
      if (!alike(word[k], c) || (impossible && word[k] != U'Щ')) continue;
      candidate[k] = c;
      if (!known(candidate)) continue;
      if (found && *found != candidate) return false;
      found = candidate;
    }
  }
  if (!found) return false;
  page.change(i, replaced(page.text(i), core, *found), "abbreviation");
  return true;
}

// «цХКД» where the page has «ЦХКД».
bool repair_case(OcrPage& page, std::size_t i, Core core) {
  const std::u32string word = page.text(i).substr(core.begin, core.end - core.begin);
  if (word.size() < 3 || !std::all_of(word.begin(), word.end(), is_cyrillic)) return false;
  const auto capitals = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_capital_cyrillic));
  const bool first_small = capitals + 1 == word.size() && is_small_cyrillic(word[0]);
  // «ВУЗа», «ОУи»: an ending is a vowel or has one.
  const bool last_small = capitals + 1 == word.size() && is_small_cyrillic(word.back()) &&
                          std::u32string_view(U"аеёиоуыэюяйм").find(word.back()) == std::u32string_view::npos;
  const bool no_vowel = word.find_first_of(U"аеёиоуыэюя") == std::u32string::npos;
  const bool all_small = capitals == 0 && no_vowel && page.word(i).confidence < 0.5F;
  if (!first_small && !last_small && !all_small) return false;
  const std::u32string repaired = upper_letters(word);
  if (!occurs(page, i, repaired) && !(known(repaired) && !all_small)) return false;
  page.change(i, replaced(page.text(i), core, repaired), "abbreviation");
  return true;
}

// «руководители 00», «000 «…»», «(000)».
bool repair_zeros(OcrPage& page, std::size_t i) {
  const std::u32string& text = page.text(i);
  const Core core = core_of(text);
  const std::u32string word = text.substr(core.begin, core.end - core.begin);
  if (word != U"00" && word != U"000") return false;
  const std::u32string_view before = page.text_before(i), after = page.text_after(i);
  const bool bracketed = (core.begin > 0 && text[core.begin - 1] == U'(') || text.substr(core.end).starts_with(U")");
  const bool name_follows = after.starts_with(U"«") || after.starts_with(U"\"");
  const bool word_before = before.size() > 3 && is_small_cyrillic(before.back());
  if (word == U"000" ? !(name_follows || bracketed) : !(word_before || bracketed)) return false;
  if (!after.empty() && is_digit(after[0])) return false;
  page.change(i, replaced(text, core, std::u32string(word.size(), U'О')), "abbreviation");
  return true;
}

// «МБО У»: a gap inside.
bool join(OcrPage& page, std::size_t i, Core core) {
  const std::size_t next = page.after(i);
  if (next == kNoWord || core.end != page.text(i).size() || core.end - core.begin < 2) return false;
  const std::u32string word = page.text(i).substr(core.begin);
  const Core second = core_of(page.text(next));
  if (second.begin != 0 || second.end == 0 || second.end > 2) return false;
  const float gap = page.word(next).box_px.left - page.word(i).box_px.right;
  if (known(word) || gap > 0.7F * page.x_height(i)) return false;
  if (!known(word + page.text(next).substr(0, second.end))) return false;
  page.join_with_next(i, page.text(i) + page.text(next), "abbreviation");
  return true;
}

}  // namespace

void repair_abbreviations(OcrPage& page) {
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (page.text(i).empty() || repair_zeros(page, i)) continue;
    const Core core = core_of(page.text(i));
    const std::size_t length = core.end - core.begin;
    if (length < 2 || length > 9 || known(page.text(i).substr(core.begin, length))) continue;
    if (repair_foreign_signs(page, i, core) || repair_like_capital(page, i, core) || repair_case(page, i, core))
      continue;
    join(page, i, core);
  }
}

}  // namespace prikaz
