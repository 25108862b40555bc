// The rules of petrovich turn a nominative into the other cases; here each is read backwards. Case and gender together
// leave one candidate nearly always, so the case has to come from the construction first.
#include "nominative.h"

#include <algorithm>
#include <array>

#include "prikaz/data.h"
#include "prikaz/unicode.h"
#include "tokens.h"

namespace prikaz {
namespace {

struct EndingRule {
  std::string_view printed;
  GrammaticalCase form;
  NameGender gender;
  std::string_view nominative;
};

GrammaticalCase case_named(std::string_view name) {
  if (name == "gen") return GrammaticalCase::genitive;
  if (name == "dat") return GrammaticalCase::dative;
  if (name == "acc") return GrammaticalCase::accusative;
  if (name == "ins") return GrammaticalCase::instrumental;
  return GrammaticalCase::prepositional;
}

std::vector<EndingRule> read_rules(std::string_view table) {
  std::vector<EndingRule> rules;
  for (const auto& row : data_table(table))
    rules.push_back({row.at(0), case_named(row.at(1)), row.at(2) == "f" ? NameGender::feminine : NameGender::masculine,
                     row.size() > 3 ? row[3] : std::string_view()});
  std::stable_sort(rules.begin(), rules.end(),
                   [](const EndingRule& a, const EndingRule& b) { return a.printed.size() > b.printed.size(); });
  return rules;
}

const std::vector<EndingRule>& surname_rules() {
  static const std::vector<EndingRule> rules = read_rules("surname_endings.tsv");
  return rules;
}
const std::vector<EndingRule>& given_rules() {
  static const std::vector<EndingRule> rules = read_rules("given_endings.tsv");
  return rules;
}

bool has_shape(std::string_view folded, std::string_view kind) {
  static const auto rows = data_table("surname_shapes.tsv");
  return std::any_of(rows.begin(), rows.end(),
                     [&](const auto& row) { return row[1] == kind && has_suffix(folded, row[0]); });
}

// The rest of the word keeps its letters (ё, capitals), only the ending is exchanged.
std::string exchanged(std::string_view word, std::string_view from, std::string_view to) {
  std::size_t same = 0;
  while (same < from.size() && same < to.size() && code_point_at(from, same) == code_point_at(to, same))
    same = next_position(from, same);
  std::string result(word.substr(0, word.size() - from.size() + same));
  result += to.substr(same);
  return result.empty() || is_upper(code_point_at(result, 0)) ? result : capitalized(result);
}

bool leaves_a_stem(std::string_view folded, std::string_view ending) { return folded.size() >= ending.size() + 2; }

const EndingRule* find_rule(const std::vector<EndingRule>& rules, std::string_view folded, GrammaticalCase form,
                            NameGender gender) {
  for (const EndingRule& rule : rules)
    if (rule.form == form && (gender == NameGender::unknown || rule.gender == gender) &&
        has_suffix(folded, rule.printed) && leaves_a_stem(folded, rule.printed))
      return &rule;
  return nullptr;
}

bool ends_in_consonant(std::string_view folded) {
  static constexpr std::string_view kVowels = "аеиоуыэюя";
  const std::size_t last = folded.size() >= 2 ? folded.size() - 2 : 0;
  return kVowels.find(folded.substr(last)) == std::string_view::npos;
}

struct Surname {
  std::string text;
  bool certain = true;
};

// Forms no nominative has: «-овой», «-ского».
GrammaticalCase case_of_ending(std::string_view folded, NameGender& gender) {
  struct Sure {
    std::string_view ending;
    GrammaticalCase form;
    NameGender gender;
  };
  static constexpr std::array<Sure, 13> kSure = {{{"овой", GrammaticalCase::dative, NameGender::feminine},
                                                  {"евой", GrammaticalCase::dative, NameGender::feminine},
                                                  {"иной", GrammaticalCase::dative, NameGender::feminine},
                                                  {"ыной", GrammaticalCase::dative, NameGender::feminine},
                                                  {"ской", GrammaticalCase::dative, NameGender::feminine},
                                                  {"скую", GrammaticalCase::accusative, NameGender::feminine},
                                                  {"цкую", GrammaticalCase::accusative, NameGender::feminine},
                                                  {"ского", GrammaticalCase::genitive, NameGender::masculine},
                                                  {"цкого", GrammaticalCase::genitive, NameGender::masculine},
                                                  {"скому", GrammaticalCase::dative, NameGender::masculine},
                                                  {"цкому", GrammaticalCase::dative, NameGender::masculine},
                                                  {"овым", GrammaticalCase::instrumental, NameGender::masculine},
                                                  {"евым", GrammaticalCase::instrumental, NameGender::masculine}}};
  for (const Sure& sure : kSure)
    if (has_suffix(folded, sure.ending) && leaves_a_stem(folded, sure.ending)) {
      gender = sure.gender;
      return sure.form;
    }
  return GrammaticalCase::unknown;
}

Surname surname_part(std::string_view word, GrammaticalCase form, NameGender gender) {
  const std::string folded = fold(word);
  // «Седых», «Ли», «Цой»
  const bool fixed =
      has_shape(folded, "fixed") || folded.size() <= 4 || (folded.size() == 6 && has_suffix(folded, "й"));
  if (form == GrammaticalCase::nominative || fixed) return {std::string(word), true};
  if (form == GrammaticalCase::unknown) {
    form = case_of_ending(folded, gender);
    if (form == GrammaticalCase::unknown)
      return {std::string(word), !has_shape(folded, "two") && !has_suffix(folded, "у") && !has_suffix(folded, "ю")};
  }
  // «Шевчук», «Хмач» in an oblique case are a woman's and stay as they are; «Ивановым» ends in a consonant too but has
  // a rule.
  const EndingRule* rule = find_rule(surname_rules(), folded, form, gender);
  if (rule) return {exchanged(word, rule->printed, rule->nominative), true};
  return {std::string(word), ends_in_consonant(folded) || has_suffix(folded, "о")};
}

}  // namespace

std::optional<PatronymicForm> read_patronymic(std::string_view word) {
  const std::string folded = fold(word);
  struct Ending {
    std::string_view text;
    GrammaticalCase form;
  };
  static constexpr std::array<Ending, 6> kFeminine = {{{"на", GrammaticalCase::nominative},
                                                       {"ны", GrammaticalCase::genitive},
                                                       {"не", GrammaticalCase::dative},
                                                       {"ну", GrammaticalCase::accusative},
                                                       {"ной", GrammaticalCase::instrumental},
                                                       {"ною", GrammaticalCase::instrumental}}};
  static constexpr std::array<Ending, 5> kMasculine = {{{"ич", GrammaticalCase::nominative},
                                                        {"ича", GrammaticalCase::genitive},
                                                        {"ичу", GrammaticalCase::dative},
                                                        {"ичем", GrammaticalCase::instrumental},
                                                        {"иче", GrammaticalCase::prepositional}}};
  for (const Ending& ending : kFeminine) {
    if (!has_suffix(folded, ending.text)) continue;
    const std::string_view stem = std::string_view(folded).substr(0, folded.size() - ending.text.size());
    if (!has_suffix(stem, "ов") && !has_suffix(stem, "ев") && !has_suffix(stem, "ич")) continue;
    if (stem.size() < 8) continue;
    return PatronymicForm{NameGender::feminine, ending.form, exchanged(word, ending.text, "на")};
  }
  for (const Ending& ending : kMasculine) {
    if (!has_suffix(folded, ending.text)) continue;
    const std::string_view stem = std::string_view(folded).substr(0, folded.size() - ending.text.size());
    // «Иванович», «Андреевич»; «Ильич», «Кузьмич», «Никитич», «Фомич», «Лукич», «Саввич»
    static constexpr std::array<std::string_view, 8> kStems = {"ов",    "ев",  "иль", "кузьм",
                                                               "никит", "фом", "лук", "савв"};
    if (std::none_of(kStems.begin(), kStems.end(), [&](auto end) { return has_suffix(stem, end); })) continue;
    if (stem.size() < 4) continue;
    return PatronymicForm{NameGender::masculine, ending.form, exchanged(word, ending.text, "ич")};
  }
  return std::nullopt;
}

std::vector<std::string> possible_nominatives(std::string_view surname) {
  std::vector<std::string> result = {std::string(surname)};
  static constexpr std::array<GrammaticalCase, 5> kCases = {GrammaticalCase::genitive, GrammaticalCase::dative,
                                                            GrammaticalCase::accusative, GrammaticalCase::instrumental,
                                                            GrammaticalCase::prepositional};
  for (const GrammaticalCase form : kCases)
    for (const NameGender gender : {NameGender::feminine, NameGender::masculine}) {
      std::string candidate;
      for (const std::string_view part : split(surname, '-')) {
        if (!candidate.empty()) candidate += "-";
        candidate += surname_part(part, form, gender).text;
      }
      if (std::find(result.begin(), result.end(), candidate) == result.end()) result.push_back(std::move(candidate));
    }
  return result;
}

bool has_surname_ending(std::string_view word) {
  const std::string folded = fold(word);
  return has_shape(folded, "name") || has_shape(folded, "two") || has_shape(folded, "fixed");
}

PersonName nominative(const FoundPerson& person, GrammaticalCase form) {
  PersonName name;
  NameGender gender = NameGender::unknown;
  if (!person.patronymic.empty()) {
    // «Мамед оглы», «Али кызы»: the word says who, and nothing declines.
    const auto words = split(person.patronymic, ' ');
    const std::string last = fold(words.back());
    if (last == "оглы" || last == "кызы") {
      gender = last == "оглы" ? NameGender::masculine : NameGender::feminine;
      name.patronymic = person.patronymic;
    } else if (const auto read = read_patronymic(person.patronymic)) {
      gender = read->gender;
      name.patronymic = read->nominative;
      // The patronymic's own ending knows better than any construction.
      const bool animate = read->gender == NameGender::masculine && read->form == GrammaticalCase::genitive;
      if (!(animate && form == GrammaticalCase::accusative)) form = read->form;
    } else {
      name.patronymic = person.patronymic;
    }
  }
  for (const std::string_view part : split(person.surname, '-')) {
    const Surname surname = surname_part(part, form, gender);
    if (!name.surname.empty()) name.surname += "-";
    name.surname += surname.text;
    name.certain = name.certain && surname.certain;
  }
  name.given = person.given;
  if (!person.given.empty() && form != GrammaticalCase::nominative && form != GrammaticalCase::unknown) {
    const std::string folded = fold(person.given);
    for (const EndingRule& rule : given_rules())
      if (rule.form == form && (gender == NameGender::unknown || rule.gender == gender) &&
          has_suffix(folded, rule.printed)) {
        name.given = exchanged(person.given, rule.printed, rule.nominative);
        break;
      }
  }
  return name;
}

}  // namespace prikaz
