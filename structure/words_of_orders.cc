#include "words_of_orders.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <initializer_list>

#include "prikaz/data.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

constexpr std::array<std::pair<std::string_view, DocumentKind>, 7> kKinds = {{
    {"order", DocumentKind::order},
    {"directive", DocumentKind::directive},
    {"resolution", DocumentKind::resolution},
    {"report", DocumentKind::report},
    {"plan", DocumentKind::plan},
    {"protocol", DocumentKind::protocol},
    {"letter", DocumentKind::letter},
}};

struct KindPhrase {
  std::string phrase;
  DocumentKind kind;
};

const std::vector<KindPhrase>& kind_phrases() {
  static const std::vector<KindPhrase> phrases = [] {
    std::vector<KindPhrase> list;
    for (const auto& row : data_table("document_kinds.tsv"))
      for (const auto& [name, kind] : kKinds)
        if (row.at(0) == name)
          for (const std::string_view phrase : split(row.at(1), '|')) list.push_back({std::string(phrase), kind});
    std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.phrase.size() > b.phrase.size(); });
    return list;
  }();
  return phrases;
}

std::vector<std::string> first_column(std::string_view file) {
  std::vector<std::string> words;
  for (const auto& row : data_table(file)) words.emplace_back(row.at(0));
  return words;
}

bool starts_with_any(std::string_view folded, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return folded.starts_with(word); });
}

// Ranges instead of \p{Lu} and \p{Cyrillic}: those classes make automata a hundred times larger, and compiling them
// would take longer than reading a short order. The capitals are those of Russian and of the languages of Russia.
#define PRIKAZ_CAPITAL "[А-ЯЁЇІЄЎҐҒҖҚҢҮҰҺӘӨ]"
#define PRIKAZ_LETTER "[Ѐ-ӿ]"
#define PRIKAZ_INITIAL PRIKAZ_CAPITAL " ?\\. ?"
#define PRIKAZ_SURNAME PRIKAZ_CAPITAL PRIKAZ_LETTER "+(?:-" PRIKAZ_CAPITAL PRIKAZ_LETTER "+)?"

const RE2& signature_name() {
  static const RE2 pattern("(?:" PRIKAZ_INITIAL "){1,2}" PRIKAZ_SURNAME "|" PRIKAZ_SURNAME " (?:" PRIKAZ_INITIAL
                           "){1,2}|" PRIKAZ_SURNAME " " PRIKAZ_CAPITAL "\\. ?" PRIKAZ_CAPITAL);
  return pattern;
}

}  // namespace

std::optional<KindWord> read_kind(std::string_view line) {
  const std::string folded = fold(line);
  for (const KindPhrase& phrase : kind_phrases()) {
    if (!folded.starts_with(phrase.phrase)) continue;
    const std::size_t end = phrase.phrase.size();
    if (!word_ends_at(folded, end)) continue;
    const std::string_view rest = trim(std::string_view(folded).substr(end), " .:");
    if (rest.empty()) return KindWord{phrase.kind, end, true};
    // «ПРИКАЗ № 5», «ПРИКАЗ от 12.03.2024»: still a heading; «приказ управления образования» is not.
    if (rest.starts_with("№") || rest.starts_with("n ") || rest.starts_with("от "))
      return KindWord{phrase.kind, end, false};
    // A plan or report may go on with its title on the same line, in capitals or with a capital first.
    if (is_upper(code_point_at(line, 0)) && (phrase.kind == DocumentKind::plan || phrase.kind == DocumentKind::report))
      return KindWord{phrase.kind, end, false};
  }
  return std::nullopt;
}

std::optional<std::size_t> operative_verb_end(std::string_view text) {
  static const std::vector<std::string> verbs = first_column("operative_verbs.tsv");
  const std::string folded = fold(text);
  for (const std::string& verb : verbs) {
    for (std::size_t at = folded.find(verb); at != std::string::npos; at = folded.find(verb, at + 1)) {
      std::size_t end = at + verb.size();
      if (!word_ends_at(folded, end)) continue;
      const bool capitals = is_upper(code_point_at(text, at + 2)) && is_upper(code_point_at(text, at));
      if (!word_starts_at(folded, at) && !capitals) continue;
      std::size_t stop = end;
      while (stop < folded.size() && (folded[stop] == ' ' || folded[stop] == '"')) ++stop;
      if (stop < folded.size() && folded[stop] == ':') return stop + 1;
      if (stop >= folded.size()) return end;
    }
  }
  return std::nullopt;
}

bool opens_preamble(std::string_view text) {
  static const std::vector<std::string> openers = first_column("preamble_openers.tsv");
  const std::string folded = fold(text);
  return starts_with_any(folded, openers);
}

bool opens_protocol(std::string_view text) {
  static const std::vector<std::string> openers = first_column("protocol_openers.tsv");
  return starts_with_any(fold(text), openers);
}

bool opens_with_post(std::string_view text) {
  static const std::vector<std::string> posts = first_column("posts_nominative.tsv");
  return starts_with_any(fold(text), posts);
}

bool is_signature_name(std::string_view text) {
  text = trim(trim(text, " ,;:_/()"));
  return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), signature_name());
}

bool is_full_name(std::string_view text) {
  static const RE2 pattern(PRIKAZ_SURNAME " " PRIKAZ_CAPITAL PRIKAZ_LETTER "+ " PRIKAZ_CAPITAL PRIKAZ_LETTER
                                          "*(?:ич|вна|чна| оглы| кызы)");
  return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

std::size_t trailing_signature_name(std::string_view text) {
  text = text.substr(0, text.find_last_not_of(" ,;:_") + 1);
  // At most four words from the end: «В. С. Иванова - Петрова».
  std::size_t at = text.size();
  for (int words = 0; words < 4 && at != std::string_view::npos; ++words) {
    at = at == 0 ? std::string_view::npos : text.rfind(' ', at - 1);
    const std::size_t begin = at == std::string_view::npos ? 0 : at + 1;
    // The longest reading: go on to the left while the name still is one.
    if (!is_signature_name(text.substr(begin))) continue;
    std::size_t best = begin;
    if (begin > 1) {
      const std::size_t left = text.rfind(' ', begin - 2);
      const std::size_t wider = left == std::string_view::npos ? 0 : left + 1;
      if (is_signature_name(text.substr(wider)) && text[begin - 2] == '.') best = wider;
    }
    return best;
  }
  return std::string_view::npos;
}

namespace {
// One of the words, whole, at the beginning; an opening quotation mark may stand before it.
bool opens_with_word(std::string_view text, std::initializer_list<std::string_view> words) {
  const std::string folded = fold(text);
  const std::size_t from = is_quote(code_point_at(folded, 0)) ? next_position(folded, 0) : 0;
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return folded.compare(from, word.size(), word) == 0 && word_ends_at(folded, from + word.size());
  });
}
}  // namespace

bool opens_approval(std::string_view text) {
  return opens_with_word(text, {"утверждаю", "утвержден", "утверждена", "утверждено", "утверждены", "принят", "принята",
                                "принято", "введен в действие", "введена в действие", "введено в действие"});
}

bool opens_agreement(std::string_view text) {
  return opens_with_word(
      text, {"согласован", "согласована", "согласовано", "согласованы", "рассмотрен", "рассмотрена", "рассмотрено"});
}

bool opens_mailing(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || !is_upper(code_point_at(text, 0))) return false;
  const std::string word = fold(trim(text.substr(0, colon)));
  return word == "рассылка" || (word.starts_with("разосла") && word.find(' ') == std::string::npos);
}

bool opens_appendix(std::string_view text) {
  std::string folded = fold(text);
  std::string_view view = folded;
  while (!view.empty() && is_quote(code_point_at(view, 0))) view = view.substr(next_position(view, 0));
  if (!view.starts_with("приложение") && !view.starts_with("прил.")) return false;
  return word_ends_at(view, view.starts_with("прил.") ? 5 : std::string_view("приложение").size());
}

bool opens_continuation(std::string_view text) {
  const std::vector<std::string_view> words = split(trim(text, " .()"), ' ');
  const std::string first = fold(words.front()), second = words.size() > 1 ? fold(words[1]) : "";
  if (first != "продолжение" && first != "окончание") return false;
  return second.empty() || second.starts_with("табл") || second.starts_with("прил");
}

bool is_place(std::string_view text, bool bare_allowed) {
  static const std::vector<std::string> words = first_column("place_words.tsv");
  text = trim(text);
  if (text.empty() || count_code_points(text) > 45) return false;
  const std::string folded = fold(text);
  for (const std::string& word : words) {
    if (!folded.starts_with(word)) continue;
    std::size_t pos = word.size();
    const bool dot = pos < folded.size() && folded[pos] == '.';
    if (dot) ++pos;
    const bool space = pos < folded.size() && folded[pos] == ' ';
    if (space) ++pos;
    if (!dot && !space) continue;
    if (is_upper(code_point_at(text, pos))) return true;
  }
  if (!bare_allowed || !is_upper(code_point_at(text, 0))) return false;
  static const RE2 bare(PRIKAZ_CAPITAL PRIKAZ_LETTER "+(?:-" PRIKAZ_LETTER "+)*(?: " PRIKAZ_CAPITAL PRIKAZ_LETTER
                                                     "+)?");
  return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), bare);
}

}  // namespace prikaz
