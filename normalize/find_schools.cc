// A school's name is a legal form, a type and what tells the school from others: a number, a proper name, a place. Each of the
// three may be missing or stand in another order, so the name is read as a chain of optional parts over tokens, and kept only if
// what was read identifies a school.
#include <algorithm>
#include <array>

#include "posts.h"
#include "prikaz/data.h"
#include "prikaz/unicode.h"
#include "schools.h"
#include "tokens.h"

namespace prikaz {
namespace {

using Tokens = std::vector<Token>;

// A word of a type as data/school_types.tsv gives it.
struct PatternWord {
  std::string folded;
  bool abbreviation = false;  // whole, not a stem
  bool capitals_only = false;
  char mark = 0;  // '-', '(' or ')'
};

struct TypePattern {
  std::vector<PatternWord> words;
  std::string_view type;
  bool masculine = false;
  bool brackets = false;  // brackets are part of the pattern: «О(С)ОШ»
};

struct TypeMatch {
  std::size_t length = 0;
  std::string_view type;
  bool masculine = false;
  bool plural = false;
  bool abbreviation = false;
};

const std::vector<TypePattern>& type_patterns() {
  static const std::vector<TypePattern> patterns = [] {
    std::vector<TypePattern> result;
    for (const auto& row : data_table("school_types.tsv")) {
      TypePattern pattern{{}, row.at(1), row.at(2) == "m", row[0].find('(') != std::string_view::npos};
      for (std::string_view printed : split(row[0], ' ')) {
        PatternWord word;
        word.capitals_only = printed.back() == '!';
        if (word.capitals_only) printed.remove_suffix(1);
        word.abbreviation = is_upper(code_point_at(printed, 0));
        if (printed.size() == 1) word.mark = printed[0];
        word.folded = fold(printed);
        pattern.words.push_back(std::move(word));
      }
      result.push_back(std::move(pattern));
    }
    return result;
  }();
  return patterns;
}

bool in_table(std::string_view kind, const Token& token) {
  static const auto rows = data_table("not_schools.tsv");
  return token.kind == TokenKind::word && std::any_of(rows.begin(), rows.end(), [&](const auto& row) {
           if (row[0] != kind) return false;
           return kind == "legal" ? token.printed == row[1] : inflects(token.folded, row[1]);
         });
}

bool is_counted(const Token& token) {
  static const auto rows = data_table("counted_words.tsv");
  // A capital letter begins something new: «школы № 3 и 5 Март 2024 г.»
  return token.kind == TokenKind::word && !token.capitalized &&
         std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return inflects(token.folded, row[0]); });
}

bool is_kind(const Tokens& tokens, std::size_t i, TokenKind kind) { return i < tokens.size() && tokens[i].kind == kind; }

std::size_t skip(const Tokens& tokens, std::size_t i, TokenKind kind) {
  while (is_kind(tokens, i, kind)) ++i;
  return i;
}

bool word_matches(const Token& token, const PatternWord& word) {
  if (token.kind != TokenKind::word) return false;
  if (!word.abbreviation) return inflects(token.folded, word.folded);
  return token.folded == word.folded && (!word.capitals_only || token.all_upper);
}

// The tokens from `i` on that the pattern covers, 0 if it does not fit.
std::size_t match_pattern(const Tokens& tokens, std::size_t i, const TypePattern& pattern) {
  std::size_t k = i;
  for (std::size_t w = 0; w < pattern.words.size(); ++w) {
    const PatternWord& word = pattern.words[w];
    if (word.mark == '-') {
      if (is_kind(tokens, k, TokenKind::dash)) ++k;
      continue;
    }
    if (word.mark != 0) {
      if (!is_kind(tokens, k, word.mark == '(' ? TokenKind::open : TokenKind::close)) return 0;
      ++k;
      continue;
    }
    // «вечерняя (сменная) школа», «специальная (коррекционная) школа»
    const bool bracket = !pattern.brackets && w > 0 && is_kind(tokens, k, TokenKind::open);
    if (bracket) ++k;
    if (k >= tokens.size() || !word_matches(tokens[k], word)) return 0;
    ++k;
    if (bracket && is_kind(tokens, k, TokenKind::close)) ++k;
  }
  return k - i;
}

bool is_plural(std::string_view folded) {
  static constexpr std::array<std::string_view, 12> kPlurals = {"школ",   "школам",   "школами",   "школах",
                                                               "лицеи",  "лицеев",   "лицеям",    "лицеями",
                                                               "лицеях", "гимназий", "гимназиям", "гимназиями"};
  return std::find(kPlurals.begin(), kPlurals.end(), folded) != kPlurals.end();
}

std::optional<TypeMatch> match_type(const Tokens& tokens, std::size_t i) {
  if (!is_kind(tokens, i, TokenKind::word)) return std::nullopt;
  TypeMatch best;
  for (const TypePattern& pattern : type_patterns()) {
    if (!word_matches(tokens[i], pattern.words[0])) continue;
    const std::size_t length = match_pattern(tokens, i, pattern);
    if (length <= best.length) continue;
    best.length = length;
    best.type = pattern.type;
    best.masculine = pattern.masculine;
    best.abbreviation = pattern.words[0].abbreviation;
    best.plural = false;
    for (std::size_t k = i; k < i + length; ++k) best.plural = best.plural || is_plural(tokens[k].folded);
  }
  if (best.length == 0) return std::nullopt;
  return best;
}

struct LegalForm {
  std::size_t length = 0;
  std::optional<std::string> abbreviation;  // none for «общеобразовательное учреждение», which is no more than a word
  bool school = true;                       // false: of a kindergarten, of additional education
};

bool is_legal_abbreviation(std::string_view word) {
  static const auto rows = data_table("legal_forms.tsv");
  return std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row[0] == word; });
}

// «муниципальным бюджетным общеобразовательным учреждениям» is МБОУ: the first letters in the order printed.
std::optional<LegalForm> match_spelled_legal_form(const Tokens& tokens, std::size_t i) {
  static const auto rows = data_table("legal_form_words.tsv");
  LegalForm form;
  std::string letters;
  bool core = false;
  for (std::size_t k = i; is_kind(tokens, k, TokenKind::word) || is_kind(tokens, k, TokenKind::open); ++k) {
    // «специальное (коррекционное) общеобразовательное учреждение»
    if (tokens[k].kind == TokenKind::open) {
      if (!is_kind(tokens, k + 2, TokenKind::close) || !inflects(tokens[k + 1].folded, "коррекционн")) return std::nullopt;
      letters += "К";
      k += 2;
      continue;
    }
    if (inflects(tokens[k].folded, "дошкольн")) {
      form.school = false;
      continue;
    }
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return inflects(tokens[k].folded, r[0]); });
    if (row == rows.end()) return std::nullopt;
    letters += (*row)[1];
    core = core || (*row)[2] == "core";
    if ((*row)[2] != "noun") continue;
    form.length = k + 1 - i;
    if (!core || letters.size() < 4) return std::nullopt;
    if (letters != "ОУ" && letters != "ОО") form.abbreviation = letters;
    if (k + 1 < tokens.size() && inflects(tokens[k + 1].folded, "дополнительн")) form.school = false;
    return form;
  }
  return std::nullopt;
}

std::optional<LegalForm> match_legal_form(const Tokens& tokens, std::size_t i) {
  if (!is_kind(tokens, i, TokenKind::word)) return std::nullopt;
  const Token& token = tokens[i];
  if (token.all_upper && is_legal_abbreviation(token.printed)) {
    LegalForm form;
    form.length = 1;
    form.abbreviation = token.printed;
    form.school = i + 1 >= tokens.size() || !in_table("legal", tokens[i + 1]);
    return form;
  }
  // «ОУ № 5», «ОО № 5»: a school by its number alone
  if (token.printed == "ОУ" || token.printed == "ОО") {
    LegalForm form;
    form.length = 1;
    return form;
  }
  return match_spelled_legal_form(tokens, i);
}

// «МБОУСОШ № 10»: two words printed as one.
Tokens split_glued_abbreviations(Tokens tokens) {
  Tokens result;
  result.reserve(tokens.size());
  for (Token& token : tokens) {
    bool done = false;
    if (token.all_upper && token.printed.size() >= 10 && token.printed.size() <= 24 && !is_legal_abbreviation(token.printed)) {
      for (std::size_t cut = 6; cut + 4 <= token.printed.size() && !done; cut += 2) {
        if (!is_legal_abbreviation(std::string_view(token.printed).substr(0, cut))) continue;
        Token rest = token;
        rest.printed = token.printed.substr(cut);
        rest.folded = fold(rest.printed);
        rest.begin = token.begin + cut;
        rest.glued = true;
        if (!match_type({rest}, 0)) continue;
        token.printed.resize(cut);
        token.folded = fold(token.printed);
        token.end = rest.begin;
        result.push_back(std::move(token));
        result.push_back(std::move(rest));
        done = true;
      }
    }
    if (!done) result.push_back(std::move(token));
  }
  return result;
}

// «-ской» -> «-ская» («-ский» before a masculine noun): the adjective in the nominative.
std::string nominative_adjective(std::string word, bool masculine) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kFeminine = {
      {{"ской", "ская"}, {"скую", "ская"}, {"скою", "ская"}, {"цкой", "цкая"}, {"цкую", "цкая"}, {"ной", "ная"},
       {"ную", "ная"}, {"вой", "вая"}, {"вую", "вая"}}};
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kMasculine = {
      {{"ского", "ский"}, {"скому", "ский"}, {"ским", "ский"}, {"ском", "ский"}, {"цкого", "цкий"}, {"цкому", "цкий"},
       {"цким", "цкий"}, {"цком", "цкий"}}};
  const auto replace = [&](const auto& table) {
    for (const auto& [from, to] : table)
      if (has_suffix(word, from)) {
        word.replace(word.size() - from.size(), from.size(), to);
        return;
      }
  };
  masculine ? replace(kMasculine) : replace(kFeminine);
  return word;
}

// A word printed in capitals («ИЛЬИНСКАЯ») gets its lower case back, part by part.
std::string name_word(const Tokens& tokens, std::size_t i, std::size_t length) {
  std::string word;
  for (std::size_t k = i; k < i + length; ++k) {
    if (tokens[k].kind == TokenKind::dash)
      word += "-";
    else
      word += tokens[k].all_upper && tokens[k].printed.size() > 8 ? capitalized(lower(tokens[k].printed)) : tokens[k].printed;
  }
  return word;
}

bool is_adjective(std::string_view folded) {
  static constexpr std::array<std::string_view, 14> kEndings = {"ая", "яя", "ой", "ей", "ую", "юю", "ою",
                                                               "ий", "ый", "ого", "его", "ому", "ему", "им"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](auto ending) { return has_suffix(folded, ending); });
}

// «Ильинская», «Старо-Ольховской»: a name made from that of a place.
bool is_place_adjective(std::string_view folded) {
  static constexpr std::array<std::string_view, 14> kEndings = {"ская", "ской", "скую", "цкая",  "цкой",  "цкую", "ский",
                                                               "ского", "скому", "ским", "цкий", "цкого", "ном", "цким"};
  return folded.size() > 10 &&
         std::any_of(kEndings.begin(), kEndings.end(), [&](auto ending) { return has_suffix(folded, ending); });
}

struct Locality {
  std::size_t length = 0;
  std::string name;  // «пгт Афипского»
  bool town = false;
};

// Do «Старая» and «Ольшанка» belong together? Only words that agree make one name of a place.
bool agree(std::string_view adjective, std::string_view noun) {
  const auto ends = [](std::string_view word, std::initializer_list<std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(), [&](auto ending) { return has_suffix(word, ending); });
  };
  const bool vowel = ends(noun, {"а", "я", "о", "е", "ы", "и", "у", "ю"});
  if (ends(adjective, {"ая", "яя"})) return ends(noun, {"а", "я", "ь"});
  if (ends(adjective, {"ое", "ее"})) return ends(noun, {"о", "е"});
  if (ends(adjective, {"ые", "ие"})) return ends(noun, {"ы", "и", "а"});
  if (ends(adjective, {"ый", "ий"})) return !vowel;
  if (ends(adjective, {"ого", "его"})) return ends(noun, {"а", "я"});
  if (ends(adjective, {"ых", "их"})) return ends(noun, {"ов", "ев", "ей", "ок", "к"});
  if (ends(adjective, {"ой", "ей"})) return !vowel || ends(noun, {"ы", "и", "е"});
  return false;
}

bool starts_person(const Tokens& tokens, std::size_t i) {
  const std::size_t n = compound_length(tokens, i);
  return n > 0 && i + n < tokens.size() && is_initial(tokens[i + n]);
}

std::optional<Locality> match_locality(const Tokens& tokens, std::size_t i) {
  static const auto rows = data_table("locality_words.tsv");
  if (!is_kind(tokens, i, TokenKind::word)) return std::nullopt;
  std::size_t k = i;
  Locality locality;
  if ((tokens[i].is("р") || tokens[i].is("п")) && is_kind(tokens, i + 1, TokenKind::dot) && i + 2 < tokens.size() &&
      (tokens[i + 2].is("п") || tokens[i + 2].is("г"))) {
    // «р.п.», «п.г.т.»
    k = i + 2;
    while (k < tokens.size() && (tokens[k].is("п") || tokens[k].is("г") || tokens[k].is("т")) &&
           is_kind(tokens, k + 1, TokenKind::dot))
      k += 2;
    locality.name = tokens[i].is("р") ? "р.п." : "пгт";
  } else {
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return tokens[i].is(r[0]); });
    if (row == rows.end()) return std::nullopt;
    // «ст-ца», «ст-цы»
    if (tokens[i].is("ст") && is_kind(tokens, i + 1, TokenKind::dash) && i + 2 < tokens.size() &&
        tokens[i + 2].folded.substr(0, 2 * 1) == "ц") {
      k = i + 3;
      locality.name = "ст-" + tokens[i + 2].folded;
    } else {
      const bool dot = is_kind(tokens, i + 1, TokenKind::dot);
      if (row->size() > 2 && (*row)[2] == "yes" && !dot) return std::nullopt;
      k = i + (dot ? 2 : 1);
      locality.name = lower(tokens[i].printed) + (dot && !tokens[i].is("пгт") ? "." : "");
    }
    locality.town = (*row)[1] == "г.";
  }
  const std::size_t quote = k;
  if (is_kind(tokens, k, TokenKind::quote)) ++k;
  // A hyphenated name keeps small words: «Ольховск-на-Каме».
  const std::size_t first = compound_length(tokens, k);
  if (first == 0 || !tokens[k].capitalized || is_initial(tokens[k])) return std::nullopt;
  // All capitals beside other words are an abbreviation, unless the whole line is in capitals.
  if (tokens[k].all_upper && !tokens[i].capitalized) return std::nullopt;
  locality.name += " " + name_word(tokens, k, first);
  std::size_t end = k + first;
  const std::size_t second = compound_length(tokens, end);
  if (second > 0 && !tokens[end].glued && tokens[end].capitalized && tokens[end].printed.size() >= 4 &&
      (!tokens[end].all_upper || tokens[i].capitalized) && !starts_person(tokens, end) && !match_type(tokens, end) &&
      !match_legal_form(tokens, end) && post_cases(tokens[end].folded).empty() && agree(tokens[k + first - 1].folded, tokens[end + second - 1].folded)) {
    locality.name += " " + name_word(tokens, end, second);
    end += second;
  }
  if (quote != k && is_kind(tokens, end, TokenKind::quote)) ++end;
  locality.length = end - i;
  return locality;
}

struct Number {
  std::size_t length = 0;
  std::string value;  // «7а»
  std::size_t begin = 0, end = 0;
};

// The number at `i`; `bare`: it may stand without №, and then must not count or date something.
std::optional<Number> match_number(const Tokens& tokens, std::size_t i, bool bare) {
  std::size_t k = i;
  const bool sign = is_kind(tokens, k, TokenKind::number_sign);
  const bool misread_sign = !sign && k < tokens.size() && tokens[k].printed == "М" && is_kind(tokens, k + 1, TokenKind::number);
  if (sign || misread_sign) ++k;
  if (!is_kind(tokens, k, TokenKind::number)) return std::nullopt;
  if (!sign && !misread_sign && !bare) return std::nullopt;
  Number number;
  number.value = tokens[k].printed;
  number.begin = tokens[i].begin;
  number.end = tokens[k].end;
  if (number.value.size() > (sign ? 4U : 3U)) return std::nullopt;
  ++k;
  const auto letter = [&](std::size_t at) {
    return is_kind(tokens, at, TokenKind::word) && tokens[at].glued && tokens[at].printed.size() == 2;
  };
  if (letter(k)) {
    number.value += tokens[k].printed;
    number.end = tokens[k++].end;
  } else if (is_kind(tokens, k, TokenKind::dash) && tokens[k].glued && letter(k + 1) &&
             !(is_kind(tokens, k + 2, TokenKind::dot) && tokens[k + 2].glued)) {
    if (!sign) return std::nullopt;  // «6-х классов»
    number.value += "-" + tokens[k + 1].printed;
    number.end = tokens[k + 1].end;
    k += 2;
  }
  if (k < tokens.size() && tokens[k].glued) {
    // «№ 35/1», «№ 35-од»: of an order; «10.00», «5.10.2023», «10-11»: a time, a date, a range
    const bool digit_next = is_kind(tokens, k + 1, TokenKind::number) && tokens[k + 1].glued;
    if (tokens[k].printed == "/" && digit_next) return std::nullopt;
    if (tokens[k].kind == TokenKind::dash && is_kind(tokens, k + 1, TokenKind::word) && tokens[k + 1].glued &&
        tokens[k + 1].printed.size() > 2 && !match_type(tokens, k + 1) && !match_legal_form(tokens, k + 1))
      return std::nullopt;
    if (!sign && digit_next && (tokens[k].kind == TokenKind::dot || tokens[k].kind == TokenKind::dash ||
                                tokens[k].kind == TokenKind::comma || tokens[k].printed == ":"))
      if (tokens[k].kind != TokenKind::comma) return std::nullopt;
  }
  if (!sign && k < tokens.size()) {
    if (is_counted(tokens[k]) || tokens[k].printed == "%") return std::nullopt;
    if (tokens[k].kind == TokenKind::dash && is_kind(tokens, k + 1, TokenKind::number)) return std::nullopt;
  }
  number.length = k - i;
  return number;
}

// One school of a mention: of a list of numbers there are several.
struct Part {
  std::size_t begin = 0, end = 0;
  std::optional<std::string> number, locality, honorific;
};

struct Reading {
  std::size_t end_token = 0;
  std::optional<std::string> legal_form, type, proper_name;
  std::vector<Part> parts;
};

class Reader {
 public:
  Reader(std::string_view text, const Tokens& tokens) : text_(text), tokens_(tokens) {}

  // The mention that begins at token `i`.
  std::optional<Reading> read(std::size_t i) const {
    Reading reading;
    std::size_t k = i;
    const auto legal = match_legal_form(tokens_, i);
    if (legal) {
      if (!legal->school) return std::nullopt;
      reading.legal_form = legal->abbreviation;
      k = i + legal->length;
      if (is_kind(tokens_, k, TokenKind::dash)) ++k;
      k = skip_region(k);
      k = skip(tokens_, k, TokenKind::quote);
    } else if (i > 0 && (in_table("before", tokens_[i - 1]))) {
      return std::nullopt;
    }
    const std::size_t body = k;
    std::optional<TypeMatch> type = match_type(tokens_, k);
    bool quoted_name = false;
    if (!type) {
      const std::size_t n = proper_name_length(k, legal.has_value(), body > i && tokens_[body - 1].kind == TokenKind::quote);
      if (n > 0) {
        std::size_t at = k + n;
        type = match_type(tokens_, at);
        if (!type && is_kind(tokens_, at, TokenKind::quote)) type = match_type(tokens_, ++at);
        if (!type) return std::nullopt;
        std::string name;
        for (std::size_t w = k; w < k + n;) {
          const std::size_t length = compound_length(tokens_, w);
          if (!name.empty()) name += " ";
          name += nominative_adjective(name_word(tokens_, w, length), type->masculine);
          w += length;
        }
        reading.proper_name = name;
        k = at;
      }
    }
    if (type) {
      reading.type = std::string(type->type);
      k += type->length;
    } else if (!legal) {
      return std::nullopt;
    } else if (reading.legal_form && is_kind(tokens_, k, TokenKind::word) && tokens_[k].all_upper &&
               is_kind(tokens_, k + 1, TokenKind::number_sign) && !in_table("legal", tokens_[k])) {
      // «МБОУ ТГ № 65»: a local abbreviation of a type
      reading.type = tokens_[k].printed;
      ++k;
    } else if (reading.legal_form && reading.legal_form->substr(0, 2) == "М" && body > i &&
               tokens_[body - 1].kind == TokenKind::quote && single_quoted_word(k)) {
      // «МБОУ «Содружество»»: only what is municipal, as other organizations have the other legal forms too.
      reading.proper_name = tokens_[k].printed;
      quoted_name = true;
      ++k;
    } else if (!is_kind(tokens_, k, TokenKind::number_sign)) {
      return std::nullopt;
    }
    if (type && !legal && k < tokens_.size() && in_table("after", tokens_[k])) return std::nullopt;
    k = read_tail(i, k, type, reading, quoted_name);
    if (!identifies(reading, type, legal.has_value())) return std::nullopt;
    reading.end_token = k;
    return reading;
  }

 private:
  // «МБОУ города Ольховска «СОШ № 3»», «ГКОУ Ольховского края школа-интернат № 2»: skips to the quote or the type, or stays.
  std::size_t skip_region(std::size_t k) const {
    static constexpr std::array<std::string_view, 12> kRegions = {"г",          "город",       "район",    "округ",
                                                                 "област",     "кра",         "республик", "муниципальн",
                                                                 "городск",    "образовани",  "станиц",   "поселени"};
    std::size_t at = k;
    bool region = false;
    for (int words = 0; words < 7 && at < tokens_.size(); ++words) {
      if (region && (tokens_[at].kind == TokenKind::quote || match_type(tokens_, at))) return at;
      const std::size_t n = compound_length(tokens_, at);
      if (n == 0 || match_type(tokens_, at)) return k;
      if (std::any_of(kRegions.begin(), kRegions.end(), [&](auto r) { return inflects(tokens_[at].folded, r); }))
        region = true;
      else if (!tokens_[at].capitalized || (!region && is_place_noun_type(at)))
        return k;
      at += n;
      if (is_kind(tokens_, at, TokenKind::dot) && tokens_[at].glued && tokens_[at - 1].is("г")) ++at;
    }
    return k;
  }

  // «Ольховская СОШ» after a legal form is a proper name, not a region.
  bool is_place_noun_type(std::size_t at) const {
    const std::size_t n = compound_length(tokens_, at);
    return match_type(tokens_, at + n).has_value() && is_adjective(tokens_[at + n - 1].folded);
  }

  // Words before the type that name the school: in quotation marks any, after a legal form adjectives, else one adjective made
  // from the name of a place.
  std::size_t proper_name_length(std::size_t k, bool legal, bool quoted) const {
    std::size_t n = 0;
    for (int words = 0; words < (quoted ? 4 : legal ? 3 : 1); ++words) {
      const std::size_t length = compound_length(tokens_, k + n);
      if (length == 0) return 0;
      const Token& first = tokens_[k + n];
      const Token& last = tokens_[k + n + length - 1];
      if (words == 0 && !first.capitalized) return 0;
      if (!quoted && !(first.capitalized && is_adjective(last.folded))) return 0;
      if (!legal && !(is_place_adjective(last.folded) && !in_table("generic", first))) return 0;
      n += length;
      std::size_t at = k + n;
      if (match_type(tokens_, at)) return n;
      if (is_kind(tokens_, at, TokenKind::quote) && match_type(tokens_, at + 1)) return n;
    }
    return 0;
  }

  bool single_quoted_word(std::size_t k) const {
    const std::size_t n = compound_length(tokens_, k);
    return n == 1 && tokens_[k].capitalized && tokens_[k].printed.size() > 4 && is_kind(tokens_, k + 1, TokenKind::quote) && !in_table("legal", tokens_[k]);
  }

  // «с углубленным изучением отдельных предметов», «с УИОП»: part of the type, kept out of the name.
  std::size_t skip_profile(std::size_t k) const {
    if (k + 1 >= tokens_.size() || !tokens_[k].is("с")) return k;
    std::size_t at = k + 1;
    if (tokens_[at].kind == TokenKind::word && tokens_[at].all_upper && tokens_[at].printed.substr(0, 4) == "УИ") {
      ++at;
    } else if (inflects(tokens_[at].folded, "углубленн") && at + 1 < tokens_.size() &&
               inflects(tokens_[at + 1].folded, "изучени")) {
      at += 2;
      for (int words = 0; words < 6 && is_kind(tokens_, at, TokenKind::word) && !tokens_[at].capitalized; ++words) {
        if (honorific_length(tokens_, at) || match_locality(tokens_, at)) break;
        ++at;
      }
    } else {
      return k;
    }
    return at;
  }

  // «лицей «Созвездие»»
  std::size_t quoted_name_length(std::size_t k) const {
    if (!is_kind(tokens_, k, TokenKind::quote)) return 0;
    std::size_t at = k + 1;
    if (!is_kind(tokens_, at, TokenKind::word) || !tokens_[at].capitalized) return 0;
    for (int words = 0; words < 4; ++words) {
      const std::size_t n = compound_length(tokens_, at);
      if (n == 0 || match_legal_form(tokens_, at) || match_type(tokens_, at)) return 0;
      at += n;
      if (is_kind(tokens_, at, TokenKind::quote)) return at + 1 - k;
    }
    return 0;
  }

  // Number, place, honorific in any order; then further numbers. Returns the token after the mention.
  std::size_t read_tail(std::size_t i, std::size_t k, const std::optional<TypeMatch>& type, Reading& reading,
                        bool quoted_name) const {
    Part part;
    part.begin = tokens_[i].begin;
    part.end = tokens_[k - 1].end;
    std::size_t end = skip_profile(k);
    if (end != k) part.end = tokens_[end - 1].end;
    const bool plain = !type || (type->type == "школа" && !reading.legal_form);
    end = read_part(end, part, !plain || (type && type->plural), quoted_name);
    if (!part.number && !part.locality && !reading.proper_name && type) {
      // «лицей «Созвездие»», but not «школа «Мама, папа, я»»
      const std::size_t n = quoted_name_length(end);
      if (n > 0 && !plain) {
        reading.proper_name = compound_text(tokens_, end + 1, 1);
        for (std::size_t w = end + 2; w + 1 < end + n; ++w)
          *reading.proper_name += (tokens_[w].glued ? "" : " ") + tokens_[w].printed;
        end += n;
        part.end = tokens_[end - 1].end;
        end = read_part(end, part, false, true);
      }
    }
    reading.parts.push_back(part);
    if (!part.number) return end;
    for (;;) {
      std::size_t at = skip_remark(end);
      bool separated = false;
      while (at < tokens_.size() && (tokens_[at].kind == TokenKind::comma || tokens_[at].is("и") || tokens_[at].printed == ";")) {
        separated = true;
        ++at;
      }
      if (!separated) break;
      const bool semicolon = tokens_[at - 1].printed == ";";
      const auto number = match_number(tokens_, at, !semicolon);
      if (!number) break;
      if (number->value.size() > 3 && !is_kind(tokens_, at, TokenKind::number_sign)) break;
      Part next;
      next.begin = number->begin;
      next.end = number->end;
      next.number = number->value;
      end = read_part(at + number->length, next, false, quoted_name);
      reading.parts.push_back(next);
    }
    return end;
  }

  // «школы № 1 (75 %), 2 (80 %)»: a short remark between the numbers of a list, no name of a person or school
  std::size_t skip_remark(std::size_t k) const {
    if (!is_kind(tokens_, k, TokenKind::open)) return k;
    for (std::size_t at = k + 1; at < tokens_.size() && at < k + 6; ++at) {
      if (tokens_[at].kind == TokenKind::close) return at + 1;
      if (tokens_[at].capitalized) break;
    }
    return k;
  }

  std::size_t read_part(std::size_t k, Part& part, bool bare, bool quoted) const {
    const std::size_t first = k;  // a bare number stands right after the type
    for (int guard = 0; guard < 6 && k < tokens_.size(); ++guard) {
      std::size_t at = k;
      // A quotation mark may close between any two of them: «МБОУ «СОШ» № 5», «СОШ № 5» с. Липовка».
      if (is_kind(tokens_, at, TokenKind::quote)) ++at;
      const bool open = is_kind(tokens_, at, TokenKind::open);
      if (!part.number) {
        if (const auto number = match_number(tokens_, at, bare && at == first)) {
          part.number = number->value;
          part.end = number->end;
          k = at + number->length;
          continue;
        }
      }
      if (const std::size_t profile = skip_profile(at); profile != at) {
        part.end = tokens_[profile - 1].end;
        k = profile;
        continue;
      }
      if (!part.locality) {
        if (const auto locality = match_locality(tokens_, open ? at + 1 : at)) {
          std::size_t after = (open ? at + 1 : at) + locality->length;
          if (!open || is_kind(tokens_, after, TokenKind::close)) {
            part.locality = locality->name;
            town_ = locality->town;
            if (open) ++after;
            part.end = tokens_[after - 1].end;
            k = after;
            continue;
          }
        }
      }
      if (!part.honorific) {
        if (const std::size_t n = honorific_length(tokens_, at)) {
          part.honorific = std::string(token_text(text_, tokens_, at, at + n));
          part.end = tokens_[at + n - 1].end;
          k = at + n;
          continue;
        }
      }
      break;
    }
    // The marks that close the name belong to it where it opened them.
    while (is_kind(tokens_, k, TokenKind::quote) && closes(k, part, quoted)) part.end = tokens_[k++].end;
    return k;
  }

  bool closes(std::size_t k, const Part& part, bool quoted) const {
    if (tokens_[k].printed == "«" || tokens_[k].printed == "„") return false;
    if (quoted) return tokens_[k].glued;
    const std::string_view inside = text_.substr(part.begin, tokens_[k].begin - part.begin);
    int quotes = 0;
    for (std::size_t p = 0; p < inside.size(); p = next_position(inside, p)) quotes += is_quote(code_point_at(inside, p));
    return quotes > 0 && tokens_[k].glued;
  }

  bool identifies(const Reading& reading, const std::optional<TypeMatch>& type, bool legal) const {
    const Part& part = reading.parts.front();
    if (part.number) return true;
    if (reading.proper_name) return legal || !type || !type->plural;
    if (!type) return false;
    if (part.locality) {
      if (reading.legal_form) return true;
      // «школы г. Ольховска», «СОШ г. Ольховска» are all of its schools.
      return !type->plural && !(town_ && (type->type == "школа" || type->abbreviation));
    }
    if (part.honorific) return reading.legal_form.has_value();
    // «МБОУ гимназия»: the only one of its place. «МБОУ СОШ района» are many.
    static constexpr std::array<std::string_view, 6> kSingular = {"гимназия", "лицей", "школа-интернат", "прогимназия",
                                                                 "кадетский корпус", "ЦО"};
    return reading.legal_form && !type->plural &&
           std::find(kSingular.begin(), kSingular.end(), type->type) != kSingular.end();
  }

  std::string_view text_;
  const Tokens& tokens_;
  mutable bool town_ = false;
};

// Most texts name no school at all: a search for the few roots that every mention has is cheaper than cutting words.
bool may_name_school(const std::string& folded) {
  static constexpr std::array<std::string_view, 9> kRoots = {"ош", "сш",   "нш",   "оу", "школ",
                                                            "лице", "гимн", "ано",  "корпус"};
  if (folded.find("цо") != std::string::npos || folded.find("центр образовани") != std::string::npos) return true;
  for (const auto root : kRoots)
    if (folded.find(root) != std::string::npos) return true;
  // Latin look-alikes: «COШ», «MOY»
  return std::any_of(folded.begin(), folded.end(), [](char c) { return c == 'o' || c == 'c'; });
}

}  // namespace

std::vector<FoundSchool> find_schools(std::string_view text) {
  std::vector<FoundSchool> schools;
  if (!may_name_school(fold(text))) return schools;
  const Tokens tokens = split_glued_abbreviations(tokenize(text));
  const Reader reader(text, tokens);
  for (std::size_t i = 0; i < tokens.size();) {
    if (tokens[i].kind != TokenKind::word) {
      ++i;
      continue;
    }
    const auto reading = reader.read(i);
    if (!reading) {
      // Words of a legal form that is no school's must not be read again as a school's.
      const auto legal = match_legal_form(tokens, i);
      i += legal ? legal->length : compound_length(tokens, i);
      continue;
    }
    for (const Part& part : reading->parts) {
      FoundSchool school;
      school.begin = part.begin;
      school.end = part.end;
      school.legal_form = reading->legal_form;
      school.type = reading->type;
      school.proper_name = reading->proper_name;
      school.number = part.number;
      school.locality = part.locality;
      school.honorific = part.honorific;
      schools.push_back(std::move(school));
    }
    i = std::max(reading->end_token, i + 1);
  }
  return schools;
}

std::string school_name(const FoundSchool& school) {
  std::string name;
  const auto add = [](std::string& to, std::string_view word) {
    if (word.empty()) return;
    if (!to.empty()) to += " ";
    to += word;
  };
  const std::string type = school.type.value_or(school.legal_form || school.proper_name ? "" : "школа");
  const std::string proper = school.proper_name.value_or("");
  const bool before_type = school.proper_name && school.type && is_adjective(fold(proper));
  if (school.legal_form) name = *school.legal_form;
  if (before_type) {
    std::string quoted = proper;
    add(quoted, type);
    if (school.number) quoted += " № " + *school.number;
    add(name, school.legal_form ? "«" + quoted + "»" : quoted);
    return name;
  }
  add(name, type);
  if (school.number) {
    add(name, "№ " + *school.number);
  } else if (school.proper_name) {
    add(name, "«" + proper + "»");
  } else if (school.locality) {
    add(name, *school.locality);
  } else if (school.honorific) {
    add(name, *school.honorific);
  }
  return name;
}

}  // namespace prikaz
