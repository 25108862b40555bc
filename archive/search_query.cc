#include "search_query.h"

#include <algorithm>
#include <array>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// Nobody types more; with all their forms they have to be few enough for the arguments of score().
constexpr std::size_t kMostTerms = 30;
// Shorter beginnings stand for thousands of words: they are looked for as words.
constexpr std::size_t kLeastPrefixLetters = 3;

struct Typed {
  std::string text;
  bool phrase = false, exclude = false, prefix = false;
};

bool is_space(char32_t c) { return c == U' '; }

// REQUIRES: `typed` is clean.
std::vector<Typed> split_terms(std::string_view typed) {
  std::vector<Typed> terms;
  for (std::size_t at = 0; at < typed.size() && terms.size() < kMostTerms;) {
    if (is_space(code_point_at(typed, at))) {
      ++at;
      continue;
    }
    Typed term;
    const std::size_t after = next_position(typed, at);
    if (is_dash(code_point_at(typed, at)) && after < typed.size() && !is_space(code_point_at(typed, after))) {
      term.exclude = true;
      at = after;
    }
    if (is_quote(code_point_at(typed, at))) {
      term.phrase = true;
      at = next_position(typed, at);
      while (at < typed.size() && !is_quote(code_point_at(typed, at))) {
        const std::size_t next = next_position(typed, at);
        term.text += typed.substr(at, next - at);
        at = next;
      }
      at = next_position(typed, at);
    } else {
      // A quotation mark inside a word begins a phrase only after a space: «МБОУ"СОШ».
      while (at < typed.size() && !is_space(code_point_at(typed, at))) {
        const std::size_t next = next_position(typed, at);
        term.text += typed.substr(at, next - at);
        at = next;
      }
    }
    if (term.text.ends_with('*')) {
      term.text.pop_back();
      term.prefix = true;
    }
    terms.push_back(std::move(term));
  }
  return terms;
}

using Words = std::vector<std::vector<std::string>>;

Words words_of(std::string_view text, Tokenizer::For purpose, Tokenizer& tokenizer) {
  Words words;
  tokenizer.run(text, purpose, [&](const Tokenizer::Token& token) {
    if (token.colocated)
      words.back().emplace_back(token.text);
    else
      words.push_back({std::string(token.text)});
    return true;
  });
  return words;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    if (c != '\0') out += c;
  }
  return out + '"';
}

// «12.03.2024» in the other ways it is printed and kept.
std::vector<std::string> other_forms_of_day(const Words& words) {
  if (words.size() != 1) return {};
  const std::string& day = words.front().front();
  if (day.size() != 10 || day[2] != '.' || day[5] != '.' || day.find_first_not_of("0123456789.") != std::string::npos)
    return {};
  static constexpr std::array<const char*, 12> kMonths{"января", "февраля", "марта",    "апреля",  "мая",    "июня",
                                                       "июля",   "августа", "сентября", "октября", "ноября", "декабря"};
  const std::string d = day.substr(0, 2), m = day.substr(3, 2), y = day.substr(6);
  const std::size_t month = static_cast<std::size_t>(std::stoi(m));
  if (month < 1 || month > 12) return {};
  std::vector<std::string> forms{y + "-" + m + "-" + d, d + " " + kMonths[month - 1] + " " + y};
  if (d.front() == '0') forms.push_back(d.substr(1) + " " + kMonths[month - 1] + " " + y);
  return forms;
}

// They stand in every document and tell nothing.
bool is_filler(const Words& words) {
  static constexpr std::array<std::string_view, 22> kFillers{"и",   "в",  "во",  "на", "по", "с",  "со", "к",
                                                             "ко",  "о",  "об",  "от", "из", "за", "у",  "до",
                                                             "для", "не", "при", "а",  "г",  "или"};
  return words.size() == 1 && std::find(kFillers.begin(), kFillers.end(), words.front().front()) != kFillers.end();
}

}  // namespace

SearchQuery parse_search(std::string_view typed, Tokenizer& tokenizer) {
  SearchQuery query;
  std::string fillers;
  const auto join = [](std::string& all, const char* word, const std::string& one) {
    all += (all.empty() ? "" : word) + one;
  };
  const std::string text = clean(typed);
  std::vector<SearchQuery::Phrase> filler_phrases;
  for (const Typed& term : split_terms(text)) {
    const bool prefix = term.prefix && count_code_points(term.text) >= kLeastPrefixLetters;
    const Words words = words_of(term.text, Tokenizer::For::query, tokenizer);
    if (words.empty()) continue;
    std::string one = quoted(term.text);
    std::vector<SearchQuery::Phrase> phrases{{words, false}};
    if (prefix) {
      // The index knows words without their endings: «образование*» has to find «образования» too.
      // Only the last word is a beginning.
      std::size_t last = 0;
      tokenizer.run(term.text, Tokenizer::For::prefix, [&](const Tokenizer::Token& token) {
        last = token.begin;
        return true;
      });
      const std::string head = term.text.substr(0, last), tail = term.text.substr(last);
      Words beginning = words_of(head, Tokenizer::For::query, tokenizer);
      const std::string first = beginning.empty() ? "" : quoted(head) + " + ";
      one = "(" + one + " OR " + first + quoted(tail) + " *)";
      for (auto& word : words_of(tail, Tokenizer::For::prefix, tokenizer)) beginning.push_back(std::move(word));
      phrases.push_back({std::move(beginning), true});
    } else {
      for (const std::string& form : other_forms_of_day(words)) {
        one += " OR " + quoted(form);
        phrases.push_back({words_of(form, Tokenizer::For::query, tokenizer), false});
      }
      if (phrases.size() > 1) one = "(" + one + ")";
    }
    if (term.exclude) {
      join(query.excluded, " OR ", one);
    } else if (!term.phrase && !prefix && is_filler(words)) {
      join(fillers, " AND ", one);
      filler_phrases.insert(filler_phrases.end(), phrases.begin(), phrases.end());
    } else {
      join(query.wanted, " AND ", one);
      query.phrases.insert(query.phrases.end(), phrases.begin(), phrases.end());
    }
  }
  if (query.wanted.empty()) {
    query.wanted = fillers;
    query.phrases = filler_phrases;
  }
  return query;
}

}  // namespace prikaz
