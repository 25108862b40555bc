// Names are runs of surnames and initials («С И.О.», «И.О. С») or three words with a patronymic. A run is read in one
// direction throughout: «Зимин Л.А. Дубов Е.Г.» is surname first, «Л.А. Зимин Е.Г. Осинов» initials first. The case is
// then told by the words around: a post beside the name, what governs it, or the name before it in an enumeration.
#include <algorithm>
#include <array>

#include "nominative.h"
#include "party_words.h"
#include "persons.h"
#include "posts.h"
#include "prikaz/data.h"
#include "prikaz/unicode.h"
#include "tokens.h"

namespace prikaz {
namespace {

using Tokens = std::vector<Token>;

bool is_kind(const Tokens& tokens, std::size_t i, TokenKind kind) {
  return i < tokens.size() && tokens[i].kind == kind;
}

bool in_stopwords(std::string_view folded) {
  static const auto rows = data_table("name_stopwords.tsv");
  return std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return inflects(folded, row[0]); });
}

// Tokens of the surname that begins at `i`, 0 if none can: a capitalized Cyrillic word, perhaps with hyphens, no post
// and no word of the letterhead.
std::size_t surname_length(const Tokens& tokens, std::size_t i) {
  const std::size_t n = compound_length(tokens, i);
  if (n == 0) return 0;
  const Token& first = tokens[i];
  if (!first.capitalized || first.printed.size() < 4 || !is_cyrillic(code_point_at(first.printed, 0))) return 0;
  for (std::size_t k = i; k < i + n; k += 2) {
    // «Иванова-Петрова», but «Ростов-на-Дону»; «МБОУ-СОШ»
    if (!tokens[k].capitalized && !tokens[k].is("оглы") && !tokens[k].is("кызы")) return 0;
    if (tokens[k].all_upper && tokens[k].printed.size() < 6) return 0;
    if (!tokens[k].all_upper && lower(tokens[k].printed) != uncapitalized(tokens[k].printed)) return 0;
  }
  if (!post_cases(first.folded).empty() || in_stopwords(first.folded)) return 0;
  return n;
}

struct Initials {
  std::size_t length = 0;  // tokens
  std::string text;        // «И.О.»
  int letters = 0;
};

// «И.О.», «И. О.», «И.О» (the last full stop lost), «И.», «Ш.М.-о.»
Initials read_initials(const Tokens& tokens, std::size_t i) {
  Initials result;
  std::size_t k = i;
  for (; result.letters < 2; ++result.letters) {
    if (k >= tokens.size() || !is_initial(tokens[k])) break;
    const bool dot = is_kind(tokens, k + 1, TokenKind::dot) && tokens[k + 1].glued;
    if (!dot && result.letters == 0) return {};
    // «А. В соответствии …»: a word of one letter, no initial
    if (!dot && !tokens[k].glued) break;
    result.text += tokens[k].printed + ".";
    k += dot ? 2 : 1;
    result.length = k - i;
    if (!dot) {
      ++result.letters;
      break;
    }
  }
  if (result.letters == 2 && is_kind(tokens, k, TokenKind::dash) && tokens[k].glued && k + 1 < tokens.size() &&
      tokens[k + 1].glued &&
      (tokens[k + 1].is("о") || tokens[k + 1].is("к") || tokens[k + 1].is("оглы") || tokens[k + 1].is("кызы")))
    result.length += is_kind(tokens, k + 2, TokenKind::dot) && tokens[k + 1].printed.size() == 2 ? 3U : 2U;
  return result;
}

// A place in the text where a name of a street, a school or a place stands instead.
bool is_namesake(const Tokens& tokens, std::size_t i) {
  if (i == 0) return false;
  std::size_t k = i - 1;
  if (tokens[k].kind == TokenKind::dot && k > 0) --k;
  static constexpr std::array<std::string_view, 21> kBefore = {
      "ул",         "улица",    "улице",     "улицы",  "пер",     "переулок", "пр",
      "просп",      "проспект", "проспекте", "пл",     "площадь", "бул",      "бульвар",
      "набережная", "имени",    "им",        "памяти", "шоссе",   "проезд",   "фонда"};
  return std::any_of(kBefore.begin(), kBefore.end(), [&](auto word) { return tokens[k].is(word); });
}

struct Name {
  std::size_t from = 0, to = 0;  // tokens
  std::string surname, given, patronymic, initials;
};

std::string name_text(const Tokens& tokens, std::size_t i, std::size_t length) {
  std::string text;
  for (std::size_t k = i; k < i + length; ++k) {
    if (tokens[k].kind == TokenKind::dash)
      text += "-";
    else
      text += tokens[k].all_upper ? capitalized(lower(tokens[k].printed)) : tokens[k].printed;
  }
  return text;
}

std::string initial_of(std::string_view name) {
  std::string text(name.substr(0, next_position(name, 0)));
  return text + ".";
}

// «Летова Ханна Николаевна», «Иван Петрович Сидоров», «Алиев Руслан Мамед оглы»
std::optional<Name> read_full_name(const Tokens& tokens, std::size_t i) {
  const auto word = [&](std::size_t k) -> std::size_t {
    const std::size_t n = surname_length(tokens, k);
    return n > 0 && !is_initial(tokens[k]) ? n : 0;
  };
  const std::size_t first = word(i);
  if (first == 0) return std::nullopt;
  const std::size_t b = i + first, second = word(b);
  if (second == 0) return std::nullopt;
  const std::size_t c = b + second, third = word(c);
  Name name;
  name.from = i;
  if (third > 0 && c + third < tokens.size() && (tokens[c + third].is("оглы") || tokens[c + third].is("кызы"))) {
    name.surname = name_text(tokens, i, first);
    name.given = name_text(tokens, b, second);
    name.patronymic = name_text(tokens, c, third) + " " + lower(tokens[c + third].printed);
    name.to = c + third + 1;
  } else if (third > 0 && read_patronymic(tokens[c + third - 1].printed)) {
    name.surname = name_text(tokens, i, first);
    name.given = name_text(tokens, b, second);
    name.patronymic = name_text(tokens, c, third);
    name.to = c + third;
  } else if (third > 0 && read_patronymic(tokens[c - 1].printed)) {
    name.given = name_text(tokens, i, first);
    name.patronymic = name_text(tokens, b, second);
    name.surname = name_text(tokens, c, third);
    name.to = c + third;
  } else {
    return std::nullopt;
  }
  name.initials = initial_of(name.given) + initial_of(name.patronymic);
  return name;
}

// A surname or initials, as they follow each other in a run.
struct Unit {
  bool initials = false;
  std::size_t from = 0, to = 0;
  Initials letters;
  bool glued = false;  // «Т.М.Летова»: initials and surname printed as one word
};

// Surnames and initials in turn, with nothing but spaces between, from token `i` on.
std::vector<Unit> read_run(const Tokens& tokens, std::size_t i) {
  std::vector<Unit> run;
  for (std::size_t k = i; k < tokens.size();) {
    Unit unit;
    unit.from = k;
    unit.glued = k > 0 && tokens[k].glued && (tokens[k - 1].kind == TokenKind::dot);
    if (run.empty() || !run.back().initials) {
      unit.letters = read_initials(tokens, k);
      unit.initials = unit.letters.length > 0;
      unit.to = k + unit.letters.length;
    }
    if (!unit.initials) {
      if (!run.empty() && !run.back().initials) break;
      const std::size_t n = surname_length(tokens, k);
      if (n == 0) break;
      unit.to = k + n;
    }
    k = unit.to;
    run.push_back(unit);
  }
  return run;
}

// Reads the run surname first or initials first; what is left over at its ends decides where both are possible.
bool reads_surname_first(const Tokens& tokens, const std::vector<Unit>& run) {
  const bool first_initials = run.front().initials, last_initials = run.back().initials;
  if (!first_initials && last_initials) return true;
  if (first_initials && !last_initials) return false;
  const auto is_surname = [&](const Unit& unit) { return has_surname_ending(tokens[unit.to - 1].folded); };
  if (!first_initials) {
    // «Иванов И.И. Совещание», «Школа И.И. Иванов»: the word without initials is the one that is no surname.
    for (const Unit& unit : run)
      if (!unit.initials && unit.glued) return false;
    // «МКУ ЦОКО И.Н. Зимин»: capitals among other words are an abbreviation.
    const bool first_upper = tokens[run.front().from].all_upper, last_upper = tokens[run.back().from].all_upper;
    if (first_upper != last_upper) return last_upper;
    const bool first = is_surname(run.front()), last = is_surname(run.back());
    return first || !last;
  }
  return run.size() > 1 && !run[1].glued && !is_surname(run[1]);
}

// One initial may be a label («А. Списки»), so the word beside it must look like a surname.
bool plausible(const Tokens& tokens, const Unit& surname, const Unit& initials) {
  if (initials.letters.letters > 1) return true;
  const Token& last = tokens[surname.to - 1];
  return has_surname_ending(last.folded) && last.printed.size() > 6;
}

std::vector<Name> find_names(const Tokens& tokens) {
  std::vector<Name> names;
  for (std::size_t i = 0; i < tokens.size();) {
    if (const std::size_t n = honorific_length(tokens, i)) {
      i += n;
      continue;
    }
    if (tokens[i].kind != TokenKind::word || !tokens[i].capitalized) {
      ++i;
      continue;
    }
    if (auto full = read_full_name(tokens, i)) {
      const bool namesake = is_namesake(tokens, i);
      i = full->to;
      if (!namesake) names.push_back(std::move(*full));
      continue;
    }
    const std::vector<Unit> run = read_run(tokens, i);
    if (run.size() < 2) {
      i += std::max<std::size_t>(1, run.empty() ? compound_length(tokens, i) : run[0].to - run[0].from);
      continue;
    }
    const bool surname_first = reads_surname_first(tokens, run);
    std::size_t u = run.front().initials == surname_first ? 1 : 0;
    std::size_t next = run.back().to;
    if (surname_first != run.back().initials) next = run.back().from;  // left over: may begin something else
    for (; u + 1 < run.size(); u += 2) {
      const Unit& surname = surname_first ? run[u] : run[u + 1];
      const Unit& initials = surname_first ? run[u + 1] : run[u];
      if (!plausible(tokens, surname, initials) || is_namesake(tokens, run[u].from)) continue;
      Name name;
      name.from = run[u].from;
      name.to = run[u + 1].to;
      name.surname = name_text(tokens, surname.from, surname.to - surname.from);
      name.initials = initials.letters.text;
      names.push_back(std::move(name));
    }
    i = std::max(next, i + 1);
  }
  return names;
}

GrammaticalCase case_named(std::string_view name) {
  if (name == "gen") return GrammaticalCase::genitive;
  if (name == "dat") return GrammaticalCase::dative;
  if (name == "acc") return GrammaticalCase::accusative;
  if (name == "ins") return GrammaticalCase::instrumental;
  if (name == "prep") return GrammaticalCase::prepositional;
  return GrammaticalCase::nominative;
}

// What governs a name: nullopt if the word is none of the table.
struct Government {
  GrammaticalCase form;
  bool far;   // over the words between
  bool list;  // over a colon
};
std::optional<Government> government(const Token& token) {
  static const auto rows = data_table("name_constructions.tsv");
  if (token.kind != TokenKind::word) return std::nullopt;
  for (const auto& row : rows) {
    const bool far = row[2] != "near";
    if (far ? token.folded.substr(0, row[0].size()) == row[0] : token.folded == row[0])
      return Government{case_named(row[1]), far, row[2] == "list"};
  }
  return std::nullopt;
}

// A full stop after a short word is that of an abbreviation («зам.», «и.о.», «гл.»), else it ends the sentence.
bool ends_sentence(const Tokens& tokens, std::size_t dot) {
  return dot == 0 || tokens[dot - 1].kind != TokenKind::word || tokens[dot - 1].printed.size() > 8 ||
         (tokens[dot - 1].capitalized && tokens[dot - 1].printed.size() > 2 && tokens[dot - 1].printed.size() < 5);
}

bool is_adjective_form(std::string_view folded) {
  static constexpr std::array<std::string_view, 11> kEndings = {"ий",  "ый",  "ой", "ая", "ого", "его",
                                                                "ому", "ему", "ым", "им", "ую"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](auto ending) { return has_suffix(folded, ending); });
}

// «зам», «пом», the last word of «и.о» … at `k`: short for a post whose case is not printed
bool is_short_post(const Tokens& tokens, std::size_t k) {
  return tokens[k].is("врио") || tokens[k].is("зам") || tokens[k].is("пом") || tokens[k].is("о") ||
         tokens[k].is("нач") || tokens[k].is("зав");
}

bool has_oblique_ending(std::string_view surname) {
  const std::string folded = fold(surname);
  static constexpr std::array<std::string_view, 6> kEndings = {"у", "ю", "ой", "ым", "ого", "ому"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](auto ending) { return has_suffix(folded, ending); });
}

bool has_instrumental_ending(std::string_view surname) {
  const std::string folded = fold(surname);
  static constexpr std::array<std::string_view, 6> kEndings = {"ой", "ей", "ою", "ым", "им", "ом"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](auto ending) { return has_suffix(folded, ending); });
}

bool cannot_be_instrumental(std::string_view surname) {
  const std::string folded = fold(surname);
  static constexpr std::array<std::string_view, 5> kEndings = {"а", "я", "у", "ю", "ого"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](auto ending) { return has_suffix(folded, ending); });
}

// Of the genitive and the accusative of a post (the same for a man's) the woman's surname tells: «методиста Летову», «…
// Летовой».
GrammaticalCase genitive_or_accusative(std::string_view surname) {
  const std::string folded = fold(surname);
  if (has_suffix(folded, "ой") || has_suffix(folded, "ей")) return GrammaticalCase::genitive;
  return GrammaticalCase::accusative;
}

std::optional<GrammaticalCase> case_of_post(const CaseSet& cases, std::string_view surname,
                                            std::optional<GrammaticalCase> governed) {
  if (cases.empty()) return std::nullopt;
  if (const auto one = cases.single()) return one;
  if (governed && cases.has(*governed)) return governed;
  if (cases.has(GrammaticalCase::genitive) && cases.has(GrammaticalCase::accusative))
    return genitive_or_accusative(surname);
  for (const GrammaticalCase form : {GrammaticalCase::nominative, GrammaticalCase::dative, GrammaticalCase::genitive})
    if (cases.has(form)) return form;
  return std::nullopt;
}

// The cases of the post at `k`. The second part of a compound is one only after another post: «инженеру-программисту»,
// but not «школ-наставников».
CaseSet post_at(const Tokens& tokens, std::size_t k) {
  if (tokens[k].kind != TokenKind::word) return {};
  const bool second = k >= 2 && tokens[k].glued && tokens[k - 1].kind == TokenKind::dash && tokens[k - 1].glued;
  if (second && post_cases(tokens[k - 2].folded).empty()) return {};
  return post_cases(tokens[k].folded);
}

// «Отделу (Летова С.В.)», «директор – Летова С.В.» are nominatives unless the ending cannot be one.
GrammaticalCase nominative_unless_oblique(std::string_view surname) {
  return has_oblique_ending(surname) ? GrammaticalCase::dative : GrammaticalCase::nominative;
}

// «Юрчука», «Ольховца»: an accusative whose nominative ends like the surname of a man. «Летова» is none: all women
// share it.
bool has_masculine_accusative_ending(const Name& name) {
  if (!has_suffix(fold(name.surname), "а") || has_surname_ending(name.surname)) return false;
  FoundPerson person;
  person.surname = name.surname;
  const std::string surname = nominative(person, GrammaticalCase::accusative).surname;
  return surname != name.surname && has_surname_ending(surname);
}

// «…, методиста», «…, главного специалиста» after the name; `sure` leaves out «…, директора», also a nominative plural.
bool post_in_accusative_follows(const Tokens& tokens, const Name& name, bool sure) {
  std::size_t k = name.to;
  while (k < tokens.size() && (tokens[k].kind == TokenKind::comma || tokens[k].kind == TokenKind::dash)) ++k;
  if (k == name.to) return false;
  for (int words = 0; words < 4 && is_kind(tokens, k, TokenKind::word); ++words, ++k) {
    const CaseSet cases = post_cases(tokens[k].folded);
    if (!cases.empty())
      return cases.has(GrammaticalCase::accusative) && !cases.has(GrammaticalCase::nominative) &&
             !(sure && (has_form(tokens[k].folded, GrammaticalCase::nominative, true) ||
                        !has_form(tokens[k].folded, GrammaticalCase::accusative, false)));
    if (!is_adjective_form(tokens[k].folded)) return false;
  }
  return false;
}

// What a name in a list says that something far before it governs. Such a list often falls back into the nominative, so
// that its case counts only where the ending of the name or a post after it agrees.
GrammaticalCase case_in_list(const Tokens& tokens, const Name& name, GrammaticalCase governed) {
  if (has_oblique_ending(name.surname) == (governed != GrammaticalCase::nominative)) return governed;
  if (governed != GrammaticalCase::accusative) return GrammaticalCase::unknown;
  const bool agrees = has_masculine_accusative_ending(name) || post_in_accusative_follows(tokens, name, false);
  return agrees ? governed : GrammaticalCase::unknown;
}

// The case asked for by what governs the list that token `at` stands in: a verb before it in the sentence, or what
// announces the text.
GrammaticalCase government_of_list(const Tokens& tokens, std::size_t at, GrammaticalCase announced) {
  for (std::size_t k = at; k > 0;) {
    --k;
    if (tokens[k].kind == TokenKind::dot && ends_sentence(tokens, k)) return GrammaticalCase::unknown;
    if (const auto governs = government(tokens[k]); governs && governs->list) return governs->form;
  }
  return announced;
}

// «…; Летову А.А. – по школе № 1;», «…; Летову А.А., методиста;»: no new clause as in «…; Летовой А.А. провести …».
bool is_entry_of_list(const Tokens& tokens, const Name& name) {
  const bool ends = name.to == tokens.size() || tokens[name.to].printed == ";" ||
                    (tokens[name.to].kind == TokenKind::dot && name.to + 1 == tokens.size());
  return ends || tokens[name.to].kind == TokenKind::dash || post_in_accusative_follows(tokens, name, false);
}

// «Назначить ответственными: Летову А.А., …», «Кураторы: Летова А.А., …», «Директорам школ: Летову А.А., …»
GrammaticalCase case_over_colon(const Tokens& tokens, std::size_t colon, std::size_t previous_end, const Name& name) {
  const bool oblique = has_oblique_ending(name.surname);
  for (std::size_t k = colon; k > previous_end;) {
    --k;
    if (tokens[k].kind == TokenKind::dot ? ends_sentence(tokens, k) : tokens[k].printed == ";") break;
    if (tokens[k].kind != TokenKind::word) continue;
    if (const auto governs = government(tokens[k]); governs && governs->list)
      return case_in_list(tokens, name, governs->form);
    const auto post = post_at(tokens, k).single();
    if (post == GrammaticalCase::dative || (post == GrammaticalCase::nominative && !oblique)) return *post;
  }
  return GrammaticalCase::unknown;
}

struct Context {
  const Tokens& tokens;
  const std::vector<Name>& names;
  const std::vector<GrammaticalCase>& known;  // of the names before
  GrammaticalCase announced;                  // what governs the text as a whole
};

// Tokens to the left of a name that may still say its case: a long post with its institution in full.
constexpr std::size_t kMaxReach = 60;

// What stands to the left of name `n`. Walks back to the head of its post phrase, to what governs it, or to the name
// before.
GrammaticalCase case_from_left(const Context& context, std::size_t n) {
  const Tokens& tokens = context.tokens;
  const Name& name = context.names[n];
  const std::size_t previous_end = n > 0 ? context.names[n - 1].to : 0;
  CaseSet post;
  std::size_t head = name.from;  // where the post phrase begins, as far as it is read
  std::optional<GrammaticalCase> governed;
  bool passed_comma = false, passed_words = false, post_after_comma = false, shortened = false;
  for (std::size_t k = name.from; k > 0 && k + kMaxReach > name.from;) {
    --k;
    const Token& token = tokens[k];
    if (k < previous_end) {
      // An enumeration goes on in the case it began with, unless the name has a post of its own.
      if (!post.empty() && !post_after_comma) break;
      if (!passed_comma && passed_words) break;
      return context.known[n - 1];
    }
    if (token.kind == TokenKind::close) {
      while (k > 0 && tokens[k].kind != TokenKind::open) --k;
      continue;
    }
    if (token.kind == TokenKind::open) {
      if (post.empty() && !passed_words) return nominative_unless_oblique(name.surname);
      break;
    }
    if (token.kind == TokenKind::dot) {
      if (ends_sentence(tokens, k)) break;
      continue;
    }
    if (token.kind == TokenKind::dash && !token.glued) {
      if (!passed_words && !passed_comma) {
        // «Назначить кураторами: за школой № 1 – Летову А.А., …»
        const GrammaticalCase listed = case_in_list(tokens, name, government_of_list(tokens, k, context.announced));
        return listed == GrammaticalCase::accusative ? listed : nominative_unless_oblique(name.surname);
      }
      if (!post.empty()) break;
      continue;
    }
    if (token.kind == TokenKind::comma) {
      // «…, директор Иванова И.И.»: the post is this name's. «А, начальник отдела, Б»: it belongs to the name before.
      if (!post.empty() && !passed_comma) break;
      passed_comma = true;
      continue;
    }
    if (token.kind == TokenKind::other) {
      if (token.printed == ":" && post.empty()) return case_over_colon(tokens, k, previous_end, name);
      if (token.printed == ";" && post.empty() && !passed_words && is_entry_of_list(tokens, name))
        return case_in_list(tokens, name, government_of_list(tokens, k, context.announced));
      if (token.printed == ";" || token.printed == ":" || token.printed == "!" || token.printed == "?") break;
      continue;
    }
    if (token.kind != TokenKind::word) continue;
    // «рук. X», «исп. X»
    if (k + 2 == name.from && is_kind(tokens, k + 1, TokenKind::dot) &&
        (token.is("рук") || token.is("исп") || token.is("отв") || token.is("сост")))
      return GrammaticalCase::nominative;
    const CaseSet cases = post_at(tokens, k);
    if (!cases.empty()) {
      const bool adjacent = k + 1 == head;
      // «Назначить координатором методиста Летову А.А.», «координатором Летову А.А.»: what she becomes is no part of
      // what she is.
      const bool of_another =
          post.empty() ? cannot_be_instrumental(name.surname)
                       : adjacent && post.has(GrammaticalCase::accusative) && !has_instrumental_ending(name.surname);
      if (cases.single() == GrammaticalCase::instrumental && of_another) {
        passed_words = true;
        continue;
      }
      if (post.empty()) {
        post = cases;
        head = k;
        post_after_comma = passed_comma && passed_words;
      } else if (adjacent) {
        post = cases;
        head = k;
      }
      passed_words = true;
      continue;
    }
    const bool dotted = head == k + 2 && is_kind(tokens, k + 1, TokenKind::dot);
    if (head < name.from && (dotted || (head == k + 1 && token.is("врио"))) && is_short_post(tokens, k)) {
      // «зам. начальника», «и.о. директора»: the genitive is that of the words left out, not of the name.
      head = token.is("о") && k >= 2 && tokens[k - 2].is("и") ? k - 2 : k;
      k = head;
      shortened = true;
    } else if (const auto governs = government(token)) {
      if (governs->far) {
        governed = governs->form;
        break;
      }
      // Before a comma, or as a part of «м/о», it governs something else.
      if (k + 1 == head && !passed_comma && !token.glued) {
        governed = governs->form;
        break;
      }
    } else if (head == k + 1 && (is_adjective_form(token.folded) || token.is("обязанности"))) {
      head = k;
    }
    if (!token.is("и")) passed_words = true;
  }
  // «учителей математики, Летова З.М.»: a post before the comma is this name's only where their cases agree.
  const bool genitive_post = post.has(GrammaticalCase::genitive) && post.has(GrammaticalCase::accusative);
  if ((shortened || (genitive_post && post_after_comma)) && !governed && !has_oblique_ending(name.surname))
    return GrammaticalCase::unknown;
  if (const auto form = case_of_post(post, name.surname, governed)) return *form;
  if (governed) return *governed;
  return context.announced == GrammaticalCase::unknown ? context.announced
                                                       : case_in_list(tokens, name, context.announced);
}

// What follows: a post in its own case («…, ведущему специалисту»), a verb. `previous` is the case of the name before:
// lists keep it («Летову А.А., учителя; Дубова И.И., методиста»).
GrammaticalCase case_from_right(const Tokens& tokens, const Name& name, GrammaticalCase previous) {
  std::size_t k = name.to;
  if (k >= tokens.size()) return GrammaticalCase::unknown;
  const bool head =
      name.from == 0 || tokens[name.from - 1].kind == TokenKind::dot || tokens[name.from - 1].printed == ";";
  if (tokens[k].printed == ":" && head) return GrammaticalCase::dative;
  bool parted = false;
  while (k < tokens.size() && (tokens[k].kind == TokenKind::comma || tokens[k].kind == TokenKind::dash ||
                               tokens[k].kind == TokenKind::open || tokens[k].kind == TokenKind::dot)) {
    parted = true;
    ++k;
  }
  for (int words = 0; words < 4 && is_kind(tokens, k, TokenKind::word); ++words) {
    const CaseSet cases = post_cases(tokens[k].folded);
    if (!cases.empty()) {
      // «учителя», «директора» are also a nominative plural, so that only a surname in the accusative or genitive
      // counts.
      if (cases.has(GrammaticalCase::genitive) && cases.has(GrammaticalCase::accusative)) {
        const std::string surname = fold(name.surname);
        if (has_suffix(surname, "у") || has_suffix(surname, "ю")) return GrammaticalCase::accusative;
        if (has_suffix(surname, "ой")) return GrammaticalCase::genitive;
        if (post_in_accusative_follows(tokens, name, true)) return GrammaticalCase::accusative;
        return previous == GrammaticalCase::accusative ? previous : GrammaticalCase::unknown;
      }
      return case_of_post(cases, name.surname, std::nullopt).value_or(GrammaticalCase::unknown);
    }
    if (!is_adjective_form(tokens[k].folded)) break;
    ++k;
  }
  if (parted || k >= tokens.size() || tokens[k].kind != TokenKind::word) return GrammaticalCase::unknown;
  // «Ивановой И.И. провести …»; «Тополенко Н.П. получила диплом»
  static constexpr std::array<std::string_view, 3> kInfinitive = {"ть", "ти", "чь"};
  static constexpr std::array<std::string_view, 12> kFinite = {"ила", "ала",  "ела",   "ыла", "ует",   "ает",
                                                               "яет", "ился", "илась", "ает", "алась", "ался"};
  const std::string& next = tokens[k].folded;
  if (tokens[k].capitalized) return GrammaticalCase::unknown;
  if (std::any_of(kInfinitive.begin(), kInfinitive.end(), [&](auto ending) { return has_suffix(next, ending); }))
    return GrammaticalCase::dative;
  if (std::any_of(kFinite.begin(), kFinite.end(), [&](auto ending) { return has_suffix(next, ending); }))
    return GrammaticalCase::nominative;
  return GrammaticalCase::unknown;
}

// Most cells name nobody: neither an initial nor a patronymic.
bool may_name_person(std::string_view text) {
  for (std::size_t dot = text.find('.'); dot != std::string_view::npos; dot = text.find('.', dot + 1)) {
    const char32_t letter = code_point_before(text, dot);
    if (is_upper(letter) && is_cyrillic(letter) && (dot == 2 || !is_letter(code_point_before(text, dot - 2))))
      return true;
  }
  const std::string folded = fold(text);
  static constexpr std::array<std::string_view, 9> kPatronymics = {"вич", "вна", "вны",  "вне", "вну",
                                                                   "вно", "ич",  "оглы", "кызы"};
  return std::any_of(kPatronymics.begin(), kPatronymics.end(),
                     [&](auto root) { return folded.find(root) != std::string::npos; });
}

}  // namespace

std::vector<FoundPerson> find_persons(std::string_view text, GrammaticalCase announced) {
  if (!may_name_person(text)) return {};
  const Tokens tokens = tokenize(text);
  const std::vector<Name> names = find_names(tokens);
  std::vector<FoundPerson> persons;
  std::vector<GrammaticalCase> cases;
  const Context context{tokens, names, cases, announced};
  for (std::size_t n = 0; n < names.size(); ++n) {
    const Name& name = names[n];
    GrammaticalCase form = case_from_left(context, n);
    if (form == GrammaticalCase::unknown)
      form = case_from_right(tokens, name, n > 0 ? cases[n - 1] : GrammaticalCase::unknown);
    cases.push_back(form);
    persons.push_back({tokens[name.from].begin, tokens[name.to - 1].end, name.surname, name.given, name.patronymic,
                       name.initials, form});
  }
  return persons;
}

}  // namespace prikaz
