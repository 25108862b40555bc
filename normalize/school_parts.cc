#include "school_parts.h"

#include <algorithm>
#include <array>

#include "posts.h"
#include "prikaz/data.h"
#include "prikaz/unicode.h"

namespace prikaz {

namespace {

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

}  // namespace

bool tells_no_school(std::string_view kind, const Token& token) {
  static const auto rows = data_table("not_schools.tsv");
  return token.kind == TokenKind::word && std::any_of(rows.begin(), rows.end(), [&](const auto& row) {
           if (row[0] != kind) return false;
           return kind == "legal" || kind == "form" ? token.printed == row[1] : inflects(token.folded, row[1]);
         });
}

namespace {

bool is_counted(const Token& token) {
  static const auto rows = data_table("counted_words.tsv");
  // A capital letter begins something new: «школы № 3 и 5 Март 2024 г.»
  return token.kind == TokenKind::word && !token.capitalized &&
         std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return inflects(token.folded, row[0]); });
}

}  // namespace

bool is_kind(const Tokens& tokens, std::size_t i, TokenKind kind) {
  return i < tokens.size() && tokens[i].kind == kind;
}

namespace {

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

}  // namespace

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

namespace {

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
      if (!is_kind(tokens, k + 2, TokenKind::close) || !inflects(tokens[k + 1].folded, "коррекционн"))
        return std::nullopt;
      letters += "К";
      k += 2;
      continue;
    }
    if (inflects(tokens[k].folded, "дошкольн")) {
      form.school = false;
      continue;
    }
    const auto row =
        std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return inflects(tokens[k].folded, r[0]); });
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

}  // namespace

std::optional<LegalForm> match_legal_form(const Tokens& tokens, std::size_t i) {
  if (!is_kind(tokens, i, TokenKind::word)) return std::nullopt;
  const Token& token = tokens[i];
  if (token.all_upper && is_legal_abbreviation(token.printed)) {
    LegalForm form;
    form.length = 1;
    form.abbreviation = token.printed;
    form.school = i + 1 >= tokens.size() || !tells_no_school("legal", tokens[i + 1]);
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
    if (token.all_upper && token.printed.size() >= 10 && token.printed.size() <= 24 &&
        !is_legal_abbreviation(token.printed)) {
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
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kFeminine = {{{"ской", "ская"},
                                                                                              {"скую", "ская"},
                                                                                              {"скою", "ская"},
                                                                                              {"цкой", "цкая"},
                                                                                              {"цкую", "цкая"},
                                                                                              {"ной", "ная"},
                                                                                              {"ную", "ная"},
                                                                                              {"вой", "вая"},
                                                                                              {"вую", "вая"}}};
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kMasculine = {{{"ского", "ский"},
                                                                                               {"скому", "ский"},
                                                                                               {"ским", "ский"},
                                                                                               {"ском", "ский"},
                                                                                               {"цкого", "цкий"},
                                                                                               {"цкому", "цкий"},
                                                                                               {"цким", "цкий"},
                                                                                               {"цком", "цкий"}}};
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

// A word printed in capitals («ОЛЬХОВСКАЯ») gets its lower case back, part by part.
std::string name_word(const Tokens& tokens, std::size_t i, std::size_t length) {
  std::string word;
  for (std::size_t k = i; k < i + length; ++k) {
    if (tokens[k].kind == TokenKind::dash)
      word += "-";
    else
      word += tokens[k].all_upper && tokens[k].printed.size() > 8 ? capitalized(lower(tokens[k].printed))
                                                                  : tokens[k].printed;
  }
  return word;
}

bool is_adjective(std::string_view folded) {
  static constexpr std::array<std::string_view, 14> kEndings = {"ая", "яя", "ой",  "ей",  "ую",  "юю",  "ою",
                                                                "ий", "ый", "ого", "его", "ому", "ему", "им"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](auto ending) { return has_suffix(folded, ending); });
}

// «Ольховская», «Старо-Ольховской»: a name made from that of a place.
bool is_place_adjective(std::string_view folded) {
  static constexpr std::array<std::string_view, 14> kEndings = {
      "ская", "ской", "скую", "цкая", "цкой", "цкую", "ский", "ского", "скому", "ским", "цкий", "цкого", "ном", "цким"};
  return folded.size() > 10 &&
         std::any_of(kEndings.begin(), kEndings.end(), [&](auto ending) { return has_suffix(folded, ending); });
}

namespace {

// Do «Старая» and «Дубрава» belong together? Only words that agree make one name of a place.
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

}  // namespace

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
    // «рабочий посёлок Заречный»
    const std::size_t noun = inflects(tokens[i].folded, "рабоч") ? i + 1 : i;
    const auto row = std::find_if(rows.begin(), rows.end(),
                                  [&](const auto& r) { return noun < tokens.size() && tokens[noun].is(r[0]); });
    if (row == rows.end() || (noun != i && (*row)[1] != "п.")) return std::nullopt;
    if (noun != i) {
      k = noun + 1;
      locality.name = "р.п.";
    } else if ((*row)[1] == "п." && tokens[i].folded.size() > 8 && i + 2 < tokens.size() &&
               inflects(tokens[i + 1].folded, "городск") && inflects(tokens[i + 2].folded, "тип")) {
      // «посёлок городского типа Заречный»
      k = i + 3;
      locality.name = "пгт";
    } else
      // «ст-ца», «ст-цы»
      if (tokens[i].is("ст") && is_kind(tokens, i + 1, TokenKind::dash) && i + 2 < tokens.size() &&
          tokens[i + 2].folded.substr(0, 2 * 1) == "ц") {
        k = i + 3;
        locality.name = "ст-";
        locality.name += tokens[i + 2].folded;
      } else {
        const bool dot = is_kind(tokens, i + 1, TokenKind::dot);
        if (row->size() > 2 && (*row)[2] == "yes" && !dot) return std::nullopt;
        k = i + (dot ? 2 : 1);
        locality.name = lower(tokens[i].printed);
        if (dot && !tokens[i].is("пгт")) locality.name += ".";
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
  locality.name += " ";
  locality.name += name_word(tokens, k, first);
  std::size_t end = k + first;
  const std::size_t second = compound_length(tokens, end);
  if (second > 0 && !tokens[end].glued && tokens[end].capitalized && tokens[end].printed.size() >= 4 &&
      (!tokens[end].all_upper || tokens[i].capitalized) && !starts_person(tokens, end) && !match_type(tokens, end) &&
      !match_legal_form(tokens, end) && post_cases(tokens[end].folded).empty() &&
      agree(tokens[k + first - 1].folded, tokens[end + second - 1].folded)) {
    locality.name += " ";
    locality.name += name_word(tokens, end, second);
    end += second;
  }
  if (quote != k && is_kind(tokens, end, TokenKind::quote)) ++end;
  locality.length = end - i;
  return locality;
}

// The number at `i`; `bare`: it may stand without №, and then must not count or date something.
std::optional<SchoolNumber> match_number(const Tokens& tokens, std::size_t i, bool bare) {
  std::size_t k = i;
  const bool sign = is_kind(tokens, k, TokenKind::number_sign);
  // A damaged text layer or scan has «М», «Н» or «У» for №.
  const bool misread_sign = !sign && bare && is_kind(tokens, k + 1, TokenKind::number) &&
                            (tokens[k].printed == "М" || tokens[k].printed == "Н" || tokens[k].printed == "У");
  if (sign || misread_sign) ++k;
  if (!is_kind(tokens, k, TokenKind::number)) return std::nullopt;
  if (!sign && !misread_sign && !bare) return std::nullopt;
  SchoolNumber number;
  number.value = tokens[k].printed;
  number.begin = tokens[i].begin;
  number.end = tokens[k].end;
  if (number.value.size() > (sign ? 4U : 3U)) return std::nullopt;
  ++k;
  const auto letter = [&](std::size_t at) {
    return is_kind(tokens, at, TokenKind::word) && tokens[at].glued && tokens[at].printed.size() == 2;
  };
  // «№ 7 А» at the end of a name; in running text the letter is a word of its own.
  const auto last_letter = [&](std::size_t at) {
    static constexpr std::array<std::string_view, 4> kLetters = {"А", "Б", "В", "Г"};
    return sign && is_kind(tokens, at, TokenKind::word) &&
           std::find(kLetters.begin(), kLetters.end(), tokens[at].printed) != kLetters.end() &&
           (at + 1 == tokens.size() || tokens[at + 1].kind == TokenKind::quote ||
            tokens[at + 1].kind == TokenKind::comma || tokens[at + 1].kind == TokenKind::close);
  };
  if (letter(k) || last_letter(k)) {
    number.value += tokens[k].printed;
    number.end = tokens[k++].end;
  } else if (is_kind(tokens, k, TokenKind::dash) && tokens[k].glued && letter(k + 1) &&
             !(is_kind(tokens, k + 2, TokenKind::dot) && tokens[k + 2].glued)) {
    if (!sign) return std::nullopt;  // «6-х классов»
    number.value += "-";
    number.value += tokens[k + 1].printed;
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
    if (!sign && digit_next &&
        (tokens[k].kind == TokenKind::dot || tokens[k].kind == TokenKind::dash || tokens[k].kind == TokenKind::comma ||
         tokens[k].printed == ":"))
      if (tokens[k].kind != TokenKind::comma) return std::nullopt;
  }
  if (!sign && k < tokens.size()) {
    if (is_counted(tokens[k]) || tokens[k].printed == "%") return std::nullopt;
    if (tokens[k].kind == TokenKind::dash && is_kind(tokens, k + 1, TokenKind::number)) return std::nullopt;
  }
  number.length = k - i;
  return number;
}

std::optional<NumberRange> match_number_range(const Tokens& tokens, std::size_t i, bool bare, bool spaced) {
  constexpr int kMostSchools = 40;
  std::size_t k = i;
  const bool sign = is_kind(tokens, k, TokenKind::number_sign);
  if (sign) ++k;
  if ((!sign && !bare) || !is_kind(tokens, k, TokenKind::number) || !is_kind(tokens, k + 1, TokenKind::dash))
    return std::nullopt;
  std::size_t to = k + 2;
  if (is_kind(tokens, to, TokenKind::number_sign)) ++to;  // «№ 1 – № 5»
  if (!is_kind(tokens, to, TokenKind::number)) return std::nullopt;
  if (!spaced && !(tokens[k + 1].glued && tokens[to].glued)) return std::nullopt;
  if (tokens[k].printed.size() > 3 || tokens[to].printed.size() > 3) return std::nullopt;
  NumberRange range;
  range.first = std::stoi(tokens[k].printed);
  range.last = std::stoi(tokens[to].printed);
  if (range.first < 1 || range.last <= range.first || range.last - range.first >= kMostSchools) return std::nullopt;
  const std::size_t after = to + 1;
  if (after < tokens.size()) {
    const Token& next = tokens[after];
    // «№ 1-5а», «№ 2-10.09», «№ 1–3/4», «№ 5-9 классы», «№ 2 – 80 %»: not a range of schools
    if (next.glued && (next.kind == TokenKind::word || next.kind == TokenKind::dash || next.printed == "/"))
      return std::nullopt;
    if (next.glued && (next.kind == TokenKind::dot || next.kind == TokenKind::comma) &&
        is_kind(tokens, after + 1, TokenKind::number) && tokens[after + 1].glued)
      return std::nullopt;
    if (is_counted(next) || next.printed == "%") return std::nullopt;
  }
  range.length = after - i;
  range.begin = tokens[i].begin;
  range.end = tokens[to].end;
  return range;
}

}  // namespace prikaz
