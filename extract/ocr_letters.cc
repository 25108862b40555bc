// Letters of ordinary words: digits between letters, Latin look-alikes, and words of the orders in which one letter was
// taken for its neighbour. The words are known by their beginnings, so every case and number of them is.
#include <algorithm>
#include <optional>
#include <unordered_map>

#include "ocr_repairs.h"
#include "prikaz/data.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// Words above this confidence are right but for one in some thousands.
constexpr float kSureWord = 0.955F;

char32_t letter_for(char32_t digit) {
  switch (digit) {
    case U'0': return U'о';
    case U'3': return U'з';
    case U'6': return U'б';
    case U'4': return U'ч';
    default: return 0;
  }
}

char32_t capital_of(char32_t small) { return small - 0x20; }

// «шк0ла», «0бразование», «числ0». «3й», «6ти», «8б» are numbers with endings, «образования3» has the mark of a
// footnote.
bool repair_digits_in_word(OcrPage& page, std::size_t i) {
  std::u32string text = page.text(i);
  const Core core = core_of(text);
  const std::size_t length = core.end - core.begin;
  if (text == U"0б" && page.text_after(i).size() > 2 && is_small_cyrillic(page.text_after(i)[0])) {
    page.change(i, U"Об", "letters");
    return true;
  }
  std::size_t letters = 0, digits = 0;
  for (std::size_t k = core.begin; k < core.end; ++k) {
    if (is_cyrillic(text[k])) ++letters;
    if (is_digit(text[k])) ++digits;
  }
  if (digits == 0 || digits > 2 || letters < 2 * digits || letters + digits != length) return false;
  for (std::size_t k = core.begin; k < core.end; ++k) {
    if (!is_digit(text[k])) continue;
    const char32_t small = letter_for(text[k]);
    if (small == 0) return false;
    const bool first = k == core.begin, last = k + 1 == core.end;
    const bool small_after = !last && is_small_cyrillic(text[k + 1]);
    if (first) {
      const bool word = small_after && (text[k] == U'0' ? letters >= 3 : letters >= 5);
      if (!word) return false;
      // A capital is as high as a digit; «б» too.
      text[k] = text[k] == U'6' ? small : capital_of(small);
    } else if (last) {
      if (text[k] != U'0' || letters < 3) return false;
      text[k] = is_capital_cyrillic(text[k - 1]) ? U'О' : small;
    } else {
      if (!is_cyrillic(text[k - 1]) || !is_cyrillic(text[k + 1])) return false;
      text[k] = is_capital_cyrillic(text[k - 1]) && is_capital_cyrillic(text[k + 1]) ? capital_of(small) : small;
    }
  }
  page.change(i, std::move(text), "letters");
  return true;
}

// «0 проведении» as a title, «-0 ходе» as an item of a list.
void repair_zero_preposition(OcrPage& page, std::size_t i) {
  const std::u32string& text = page.text(i);
  if (text != U"0" && text != U"-0") return;
  const std::u32string_view after = page.text_after(i);
  if (page.before(i) != kNoWord || after.size() < 4 || !is_small_cyrillic(after[0]) || !is_small_cyrillic(after[1]))
    return;
  const Core core = core_of(after);
  const char32_t ending = after[core.end - 1];
  // The prepositional case.
  if (std::u32string_view(U"ехиймю").find(ending) == std::u32string_view::npos) return;
  page.change(i, text == U"0" ? U"О" : U"-о", "letters");
}

bool repair_foreign_letters(OcrPage& page, std::size_t i) {
  const std::u32string& text = page.text(i);
  bool latin = false, short_u = false;
  for (const char32_t c : text) {
    latin = latin || is_latin(c);
    short_u = short_u || c == U'ў' || c == U'Ў';
  }
  if (!latin && !short_u) return false;
  std::u32string repaired = to_letters(fold_look_alikes(to_utf8(text)));
  for (char32_t& c : repaired) {
    if (c == U'ў') c = U'у';
    if (c == U'Ў') c = U'У';
  }
  if (repaired == text) return false;
  page.change(i, std::move(repaired), "look_alikes", 0.95F);
  return true;
}

// Beginnings of words of the orders, folded, with the beginning as it is spelled.
struct Stems {
  std::unordered_map<std::u32string, std::u32string> spelled;
  std::size_t shortest = 99, longest = 0;
};

const Stems& stems() {
  static const Stems all = [] {
    Stems made;
    for (const auto& row : data_table("ocr_word_stems.tsv")) {
      const std::u32string stem = to_letters(row[0]);
      made.shortest = std::min(made.shortest, stem.size());
      made.longest = std::max(made.longest, stem.size());
      made.spelled.emplace(fold_letters(stem), stem);
    }
    return made;
  }();
  return all;
}

// The longest stem `word` begins with, as spelled; empty if none.
std::u32string_view stem_of(const std::u32string& word) {
  const Stems& all = stems();
  for (std::size_t length = std::min(all.longest, word.size()); length >= all.shortest; --length) {
    const auto found = all.spelled.find(word.substr(0, length));
    if (found != all.spelled.end()) return found->second;
  }
  return {};
}

// What a small letter may have been: «т» for «г».
const std::unordered_map<char32_t, std::u32string>& confusions() {
  static const std::unordered_map<char32_t, std::u32string> table = [] {
    std::unordered_map<char32_t, std::u32string> made;
    for (const auto& row : data_table("ocr_confusions.tsv")) made[code_point_at(row[0], 0)] = to_letters(row[1]);
    return made;
  }();
  return table;
}

void repair_known_word(OcrPage& page, std::size_t i) {
  if (page.word(i).confidence > kSureWord) return;
  const std::u32string& text = page.text(i);
  const Core core = core_of(text);
  if (core.end - core.begin < 4) return;
  const std::u32string word = text.substr(core.begin, core.end - core.begin);
  if (!std::all_of(word.begin(), word.end(), is_cyrillic)) return;
  const bool capitals = std::all_of(word.begin(), word.end(), is_capital_cyrillic);
  // Surnames look like anything: «Шкопин» is not a school.
  const std::u32string_view after = page.text_after(i), before = page.text_before(i);
  const auto initial = [](std::u32string_view t) { return t.size() >= 2 && is_capital_cyrillic(t[0]) && t[1] == U'.'; };
  if (is_capital_cyrillic(word[0]) && !capitals && (initial(after) || initial(before))) return;

  const std::u32string folded = fold_letters(word);
  std::u32string repaired = word;
  if (const std::u32string_view stem = stem_of(folded); !stem.empty()) {
    // «образоватёльных»: dots that are none. Before «н» and «т» they may be («казённый», «отчёт»).
    for (std::size_t k = 0; k + 1 < stem.size(); ++k)
      if (word[k] == U'ё' && stem[k] == U'е' && stem[k + 1] != U'н' && stem[k + 1] != U'т') repaired[k] = U'е';
  } else {
    std::size_t found = 0;
    for (std::size_t k = 0; k < folded.size() && k < stems().longest; ++k) {
      const auto like = confusions().find(folded[k]);
      if (like == confusions().end()) continue;
      for (const char32_t c : like->second) {
        std::u32string candidate = folded;
        candidate[k] = c;
        if (stem_of(candidate).size() <= k) continue;
        ++found;
        repaired = word;
        repaired[k] = is_capital_cyrillic(word[k]) ? capital_of(c) : c;
      }
    }
    if (found != 1) return;
  }
  if (repaired != word) page.change(i, text.substr(0, core.begin) + repaired + text.substr(core.end), "known_word");
}

}  // namespace

void repair_letters(OcrPage& page) {
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (page.text(i).empty()) continue;
    repair_zero_preposition(page, i);
    if (!repair_digits_in_word(page, i)) repair_foreign_letters(page, i);
    repair_known_word(page, i);
  }
}

}  // namespace prikaz
