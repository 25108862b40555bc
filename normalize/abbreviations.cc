#include "abbreviations.h"

#include <algorithm>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

struct Word {
  std::size_t begin = 0, end = 0;
  std::string folded;
};

bool in_word(char32_t c) { return is_letter(c) || is_digit(c); }

std::vector<Word> words_of(std::string_view text, std::size_t from, std::size_t to) {
  std::vector<Word> words;
  for (std::size_t pos = from; pos < to;) {
    if (!in_word(code_point_at(text, pos))) {
      pos = next_position(text, pos);
      continue;
    }
    std::size_t end = pos;
    while (end < to) {
      const char32_t c = code_point_at(text, end);
      // A hyphen inside a word belongs to it.
      if (!in_word(c) && !(c == U'-' && in_word(code_point_at(text, end + 1)))) break;
      end = next_position(text, end);
    }
    words.push_back({pos, end, fold(text.substr(pos, end - pos))});
    pos = end;
  }
  return words;
}

bool ends_like_adjective(std::string_view folded) {
  for (const std::string_view ending : {"ый",  "ий",  "ой", "ая", "яя", "ое", "ее", "ые", "ие",  "ого", "его",
                                        "ому", "ему", "ым", "им", "ую", "юю", "ых", "их", "ыми", "ими"})
    if (folded.size() > 6 && folded.ends_with(ending)) return true;
  return false;
}

bool is_small_word(std::string_view folded) {
  static constexpr std::string_view kSmall[] = {"и",   "с", "со", "в",  "во", "по", "на", "для",
                                                "при", "о", "об", "из", "от", "к",  "за", "или"};
  return std::find(std::begin(kSmall), std::end(kSmall), folded) != std::end(kSmall);
}

// The short form itself, without dash, «по тексту», «именуемый» and quotes around it.
std::string short_form_of(std::string_view inner) {
  std::string_view rest = inner;
  const auto skip_marks = [&] {
    while (!rest.empty()) {
      const char32_t c = code_point_at(rest, 0);
      if (c != U' ' && c != U':' && c != U',' && !is_dash(c)) break;
      rest.remove_prefix(next_position(rest, 0));
    }
  };
  skip_marks();
  for (const std::string_view lead :
       {"по тексту", "в тексте", "именуется", "именуемый", "именуемая", "именуемое", "именуемые", "соответственно"}) {
    if (fold(rest.substr(0, lead.size())) != lead) continue;
    rest.remove_prefix(lead.size());
    skip_marks();
  }
  rest = trim(rest, " .,;");
  return std::string(unquoted(rest));
}

// Index of the first of `words` that `letters` spell to the last word; words.size() for none. Matched from the last
// word back, one letter for a word; small words may be left out, and `others` more («школы, функционирующие в
// неблагоприятных социальных условиях» is ШНСУ).
std::size_t spelled_from(const std::vector<Word>& words, const std::u32string& letters, int others) {
  std::size_t letter = letters.size(), word = words.size();
  while (letter > 0 && word > 0) {
    const Word& w = words[word - 1];
    const bool begun = letter < letters.size();
    if (code_point_at(w.folded, 0) == letters[letter - 1])
      --letter;
    else if (!begun || (!is_small_word(w.folded) && others-- == 0))
      break;
    --word;
  }
  return letter == 0 ? word : words.size();
}

std::u32string folded_letters(std::string_view word) {
  const std::string folded = fold(word);
  std::u32string letters;
  for (std::size_t pos = 0; pos < folded.size(); pos = next_position(folded, pos))
    if (is_letter(code_point_at(folded, pos))) letters += code_point_at(folded, pos);
  return letters;
}

// Where the clause that ends at `end` begins: after the last punctuation mark outside quotation marks.
std::size_t clause_begin(std::string_view text, std::size_t floor, std::size_t end) {
  std::size_t begin = floor;
  int quotes = 0, brackets = 0;
  for (std::size_t pos = floor; pos < end; pos = next_position(text, pos)) {
    const char32_t c = code_point_at(text, pos);
    if (c == U'«' || c == U'„') ++quotes;
    if ((c == U'»' || c == U'“') && quotes > 0) --quotes;
    if (c == U'(') ++brackets;
    if (c == U')' && brackets > 0) --brackets;
    if (quotes > 0 || brackets > 0) continue;
    const bool stop = c == U'.' && (pos + 1 >= end || text[pos + 1] == ' ');
    if (c == U',' || c == U';' || c == U':' || stop) begin = next_position(text, pos);
  }
  while (begin < end && text[begin] == ' ') ++begin;
  return begin;
}

// A legal form printed before an opening quote belongs to the name in it.
std::size_t with_opening_quote(std::string_view text, std::size_t floor, std::size_t clause, std::size_t begin) {
  if (begin == floor || !is_quote(code_point_before(text, begin))) {
    // Inside a quotation: an unclosed quote between the clause's beginning and `begin`.
    int open = 0;
    for (std::size_t pos = clause; pos < begin; pos = next_position(text, pos)) {
      const char32_t c = code_point_at(text, pos);
      if (c == U'«') ++open;
      if (c == U'»') --open;
    }
    return open > 0 ? clause : begin;
  }
  return clause;
}

std::size_t expansion_begin(std::string_view text, std::size_t floor, std::size_t end, std::string_view short_form) {
  const std::size_t clause = clause_begin(text, floor, end);
  const std::vector<Word> words = words_of(text, floor, end);
  if (words.empty()) return clause;
  if (is_abbreviation(short_form)) {
    const std::u32string letters = folded_letters(short_form);
    std::size_t first = words.size();
    for (int others = 0; others <= 2 && first == words.size(); ++others) first = spelled_from(words, letters, others);
    if (first < words.size())
      return with_opening_quote(text, floor, std::min(clause, words[first].begin), words[first].begin);
    return clause;
  }
  const std::vector<Word> wanted = words_of(short_form, 0, short_form.size());
  if (wanted.empty()) return clause;
  for (std::size_t i = words.size(); i > 0; --i) {
    if (!same_stem(words[i - 1].folded, wanted[0].folded)) continue;
    // Its adjectives belong to it: «региональный проект (далее – Проект)».
    while (i > 1 && words[i - 1].begin > clause && words[i - 2].end + 1 == words[i - 1].begin &&
           ends_like_adjective(words[i - 2].folded))
      --i;
    // «Отдел образования администрации … (далее – Отдел образования)» begins with its short form; «План мероприятий
    // («дорожная карта») … (далее – Дорожная карта)» only holds it.
    return words[i - 1].begin > clause && is_quote(code_point_before(text, words[i - 1].begin)) ? clause
                                                                                                : words[i - 1].begin;
  }
  return clause;
}

}  // namespace

bool is_abbreviation(std::string_view word) {
  int capitals = 0, others = 0;
  for (std::size_t pos = 0; pos < word.size(); pos = next_position(word, pos)) {
    const char32_t c = code_point_at(word, pos);
    if (is_upper(c))
      ++capitals;
    else if (is_letter(c))
      ++others;
    else if (c != U'-' && !is_digit(c))
      return false;
  }
  return capitals >= 2 && others <= capitals / 2 && is_upper(code_point_at(word, 0));
}

bool same_stem(std::string_view a, std::string_view b) {
  if (a == b) return true;
  std::size_t common = 0;
  while (common < a.size() && common < b.size() && a[common] == b[common]) ++common;
  constexpr std::size_t kLetter = 2, kLongestEnding = 3 * kLetter, kShortestStem = 3 * kLetter;
  return common >= kShortestStem && a.size() - common <= kLongestEnding && b.size() - common <= kLongestEnding;
}

std::vector<Definition> find_definitions(std::string_view text) {
  std::vector<Definition> found;
  const std::string folded = fold(text);
  std::size_t floor = 0;
  for (std::size_t pos = 0; (pos = folded.find('(', pos)) != std::string::npos; ++pos) {
    std::size_t inner = pos + 1;
    while (inner < folded.size() && folded[inner] == ' ') ++inner;
    std::size_t lead = 0;
    for (const std::string_view word : {"далее", "в дальнейшем"})
      if (std::string_view(folded).substr(inner).starts_with(word) && word_ends_at(folded, inner + word.size()))
        lead = word.size();
    if (lead == 0) continue;
    int depth = 1;
    std::size_t close = inner;
    for (; close < text.size() && depth > 0; ++close) depth += text[close] == '(' ? 1 : text[close] == ')' ? -1 : 0;
    const std::size_t inner_end = depth == 0 ? close - 1 : text.size();
    Definition d;
    d.short_form = short_form_of(text.substr(inner + lead, inner_end - inner - lead));
    d.bracket_begin = pos;
    d.bracket_end = close;
    d.full_end = pos;
    while (d.full_end > floor && text[d.full_end - 1] == ' ') --d.full_end;
    if (d.short_form.empty() || d.full_end == floor) continue;
    d.full_begin = expansion_begin(text, floor, d.full_end, d.short_form);
    constexpr std::size_t kShortestExpansion = 2 * 4;  // bytes: «и (далее – …)» expands nothing
    if (d.full_end < d.full_begin + kShortestExpansion) continue;
    found.push_back(d);
    floor = d.bracket_end;
  }
  return found;
}

std::vector<Abbreviation> find_abbreviations(std::string_view text) {
  std::vector<Abbreviation> abbreviations;
  for (const Definition& d : find_definitions(text))
    abbreviations.push_back({d.short_form, std::string(text.substr(d.full_begin, d.full_end - d.full_begin))});
  return abbreviations;
}

std::string with_short_forms(std::string_view text, const std::vector<Abbreviation>& abbreviations) {
  std::string out(text);
  for (const Abbreviation& a : abbreviations) {
    const std::vector<Word> wanted = words_of(a.full_form, 0, a.full_form.size());
    if (wanted.size() < 2) continue;
    // «программа» in place of «программу перехода» would need a case of its own; capitals have none.
    const bool indeclinable = is_abbreviation(a.short_form.substr(0, a.short_form.find(' ')));
    const std::vector<Word> words = words_of(out, 0, out.size());
    for (std::size_t i = 0; i + wanted.size() <= words.size(); ++i) {
      bool same = true;
      for (std::size_t k = 0; k < wanted.size() && same; ++k) same = same_stem(words[i + k].folded, wanted[k].folded);
      if (!same || (!indeclinable && words.size() != wanted.size())) continue;
      const std::size_t begin = words[i].begin;
      std::size_t end = words[i + wanted.size() - 1].end;
      if (is_quote(code_point_at(out, end)) && a.full_form.size() > wanted.back().end) end = next_position(out, end);
      out = out.substr(0, begin) + a.short_form + out.substr(end);
      break;
    }
  }
  return out;
}

}  // namespace prikaz
