#include "party_words.h"

#include <algorithm>
#include <array>
#include <deque>
#include <unordered_map>

#include "prikaz/data.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

using Case = GrammaticalCase;
using FormTable = std::unordered_map<std::string, std::vector<HeadForm>>;

// All letters here are Cyrillic: two bytes each.
constexpr std::size_t kLetter = 2;

bool ends(std::string_view word, std::string_view ending) { return word.ends_with(ending); }
std::string_view without(std::string_view word, std::size_t letters) {
  return word.substr(0, word.size() - std::min(word.size(), letters * kLetter));
}
bool ends_in_any(std::string_view word, std::string_view letters) {
  if (word.size() < kLetter) return false;
  const std::string_view last = word.substr(word.size() - kLetter);
  for (std::size_t i = 0; i < letters.size(); i += kLetter)
    if (letters.substr(i, kLetter) == last) return true;
  return false;
}
bool velar(std::string_view stem) { return ends_in_any(stem, "гкх"); }
bool hushing(std::string_view stem) { return ends_in_any(stem, "жшщч"); }

// The six cases of one number: nominative, genitive, dative, accusative, instrumental, prepositional.
using Paradigm = std::array<std::string, 6>;
constexpr std::array<Case, 6> kCases = {Case::nominative, Case::genitive,     Case::dative,
                                        Case::accusative, Case::instrumental, Case::prepositional};

Paradigm with_endings(std::string_view stem, const std::array<std::string_view, 6>& endings) {
  Paradigm forms;
  for (std::size_t i = 0; i < forms.size(); ++i) forms[i] = std::string(stem) + std::string(endings[i]);
  return forms;
}

struct Declined {
  Paradigm singular, plural;
  Gender gender = Gender::masculine;
};

Declined decline_adjectival(std::string_view word, std::string_view tail) {
  const bool feminine = ends(word, "ая");
  const std::string_view stem = without(word, 2);
  const bool soft = hushing(stem);
  const std::string t(tail);
  Declined out;
  if (feminine) {
    out.gender = Gender::feminine;
    out.singular = soft ? with_endings(stem, {"ая", "ей", "ей", "ую", "ей", "ей"})
                        : with_endings(stem, {"ая", "ой", "ой", "ую", "ой", "ой"});
  } else {
    out.singular = soft ? with_endings(stem, {"ий", "его", "ему", "его", "им", "ем"})
                        : with_endings(stem, {"ый", "ого", "ому", "ого", "ым", "ом"});
  }
  out.plural = soft ? with_endings(stem, {"ие", "их", "им", "их", "ими", "их"})
                    : with_endings(stem, {"ые", "ых", "ым", "ых", "ыми", "ых"});
  for (Paradigm* paradigm : {&out.singular, &out.plural})
    for (std::string& form : *paradigm) form += t;
  return out;
}

// `irregular` is the nominative plural where the table prints one.
Declined decline_noun(std::string_view word, std::string_view irregular, bool animate) {
  Declined out;
  std::string genitive_plural, plural;
  bool soft_plural = false;
  if (ends(word, "ия") || ends(word, "ие")) {
    const std::string_view stem = without(word, 1);
    out.gender = ends(word, "ия") ? Gender::feminine : Gender::neuter;
    out.singular = out.gender == Gender::feminine ? with_endings(stem, {"я", "и", "и", "ю", "ей", "и"})
                                                  : with_endings(stem, {"е", "я", "ю", "е", "ем", "и"});
    plural = std::string(stem) + (out.gender == Gender::feminine ? "и" : "я");
    genitive_plural = std::string(stem) + "й";
    soft_plural = true;
  } else if (ends(word, "а")) {
    const std::string stem(without(word, 1));
    const std::string_view genitive = velar(stem) || hushing(stem) ? "и" : "ы";
    const std::string_view instrumental = hushing(stem) || ends(stem, "ц") ? "ей" : "ой";
    out.gender = Gender::feminine;
    out.singular = with_endings(stem, {"а", genitive, "е", "у", instrumental, "е"});
    plural = stem + std::string(genitive);
    genitive_plural = stem;
    if (ends(stem, "к") && !ends_in_any(without(stem, 1), "аеиоуыэюя"))
      genitive_plural = std::string(without(stem, 1)) + "ок";
  } else if (ends(word, "о")) {
    const std::string stem(without(word, 1));
    out.gender = Gender::neuter;
    out.singular = with_endings(stem, {"о", "а", "у", "о", "ом", "е"});
    plural = stem + "а";
    genitive_plural = stem;
  } else if (ends(word, "ь")) {
    const std::string stem(without(word, 1));
    out.singular = with_endings(stem, {"ь", "я", "ю", animate ? "я" : "ь", "ем", "е"});
    plural = stem + "и";
    genitive_plural = stem + "ей";
    soft_plural = true;
  } else if (ends(word, "й")) {
    const std::string stem(without(word, 1));
    out.singular = with_endings(stem, {"й", "я", "ю", animate ? "я" : "й", "ем", "е"});
    plural = stem + "и";
    genitive_plural = stem + "ев";
    soft_plural = true;
  } else {
    const std::string stem(word);
    out.singular = with_endings(stem, {"", "а", "у", animate ? "а" : "", hushing(stem) ? "ем" : "ом", "е"});
    plural = stem + (velar(stem) || hushing(stem) ? "и" : "ы");
    genitive_plural = stem + (hushing(stem) ? "ей" : "ов");
  }
  if (!irregular.empty()) plural = std::string(irregular);
  const std::string stem(without(plural, 1));
  const std::string_view a = soft_plural ? "я" : "а";
  const std::string oblique = stem + std::string(a);
  out.plural = {plural,         genitive_plural, oblique + "м", animate ? genitive_plural : plural,
                oblique + "ми", oblique + "х"};
  return out;
}

Declined decline(std::string_view word, std::string_view irregular, bool animate) {
  // A plural like the singular says that the word does not decline.
  if (word == irregular) {
    Declined out;
    out.singular.fill(std::string(word));
    out.plural = out.singular;
    return out;
  }
  if (ends(word, "ийся")) return decline_adjectival(without(word, 2), "ся");
  if (animate && (ends(word, "ий") || ends(word, "ый") || ends(word, "ая"))) return decline_adjectival(word, "");
  return decline_noun(word, irregular, animate);
}

WordKind kind_named(std::string_view name) {
  if (name == "organization") return WordKind::organization;
  if (name == "unit") return WordKind::unit;
  return name == "staff" ? WordKind::staff : WordKind::post;
}

const FormTable& form_table() {
  static const FormTable table = [] {
    static std::deque<HeadWord> words;
    FormTable forms;
    for (const auto& row : data_table("party_words.tsv")) {
      const std::string_view word = row[0], irregular = row.size() > 2 ? trim(row[2]) : std::string_view();
      const WordKind kind = kind_named(row[1]);
      const Declined declined = decline(word, irregular, kind == WordKind::post);
      words.push_back({declined.singular[0], declined.plural[0], kind, declined.gender});
      for (std::size_t i = 0; i < kCases.size(); ++i) {
        forms[fold(declined.singular[i])].push_back({&words.back(), false, kCases[i]});
        forms[fold(declined.plural[i])].push_back({&words.back(), true, kCases[i]});
      }
    }
    return forms;
  }();
  return table;
}

std::optional<HeadForm> reading(std::string_view folded, Case form) {
  std::optional<HeadForm> found;
  for (const HeadForm& f : head_forms(folded))
    if (f.form == form && (!found || f.plural)) found = f;
  return found;
}

// The ending of an adjective, in letters; 0 where the word does not end like one.
std::size_t adjective_ending(std::string_view folded) {
  for (const std::string_view ending : {"ому", "ему", "ого", "его", "ыми", "ими"})
    if (ends(folded, ending)) return 3;
  for (const std::string_view ending :
       {"ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ей", "ую", "юю", "ых", "их", "ым", "им"})
    if (ends(folded, ending)) return 2;
  return 0;
}

bool stressed_ending(std::string_view folded_stem) {
  static const std::vector<std::vector<std::string_view>> rows = data_table("party_adjectives.tsv");
  const std::size_t hyphen = folded_stem.rfind('-');
  const std::string_view last = hyphen == std::string_view::npos ? folded_stem : folded_stem.substr(hyphen + 1);
  return std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return trim(row[0]) == last; });
}

// [М|Г|ОГ|ФГ…] + бюджетное, казённое or автономное + [О|ДО|П…] + учреждение + [ДО|ДПО|К…]: too many to list.
bool is_legal_form(std::string_view abbreviation) {
  const std::size_t institution = abbreviation.find("У");
  if (institution == std::string_view::npos || institution == 0) return false;
  const auto only = [](std::string_view part, std::string_view letters) {
    for (std::size_t i = 0; i < part.size(); i += kLetter)
      if (!ends_in_any(part.substr(0, i + kLetter), letters)) return false;
    return true;
  };
  const std::string_view before = abbreviation.substr(0, institution),
                         after = abbreviation.substr(institution + kLetter);
  const bool funded =
      before.find("Б") != before.npos || before.find("К") != before.npos || before.find("А") != before.npos;
  return funded && before.size() <= 7 * kLetter && after.size() <= 4 * kLetter && only(before, "МГОКФБАДПНР") &&
         only(after, "ОДПКЗС");
}

}  // namespace

const std::vector<HeadForm>& head_forms(std::string_view folded) {
  static const std::vector<HeadForm> none;
  const FormTable& table = form_table();
  const auto it = table.find(std::string(folded));
  return it == table.end() ? none : it->second;
}

std::optional<HeadForm> read_head(std::string_view folded, GrammaticalCase form) {
  if (const auto whole = reading(folded, form)) return whole;
  if (folded.find('-') == std::string_view::npos) return std::nullopt;
  std::optional<HeadForm> first;
  for (const std::string_view part : split(folded, '-')) {
    if (head_forms(part).empty()) continue;
    const auto read = reading(part, form);
    if (!read) return std::nullopt;
    if (!first) first = read;
    // «учителя-предметники»: the part that has one reading only fixes the number.
    if (!has_form(part, form, !read->plural) &&
        has_form(first->plural ? first->word->plural : first->word->singular, form))
      first->plural = read->plural;
  }
  return first;
}

bool has_form(std::string_view folded, GrammaticalCase form, bool plural) {
  const auto& forms = head_forms(folded);
  return std::any_of(forms.begin(), forms.end(),
                     [&](const HeadForm& f) { return f.form == form && f.plural == plural; });
}
bool has_form(std::string_view folded, GrammaticalCase form) {
  return has_form(folded, form, false) || has_form(folded, form, true);
}

std::string nominative_head(std::string_view word, GrammaticalCase form, bool plural) {
  std::string out;
  for (const std::string_view part : split(word, '-')) {
    if (!out.empty()) out += '-';
    const std::string folded = fold(part);
    const HeadForm* found = nullptr;
    for (const HeadForm& f : head_forms(folded))
      if (f.form == form && f.plural == plural) found = &f;
    if (!found) {
      out += part;
      continue;
    }
    const std::string& nominative = plural ? found->word->plural : found->word->singular;
    out += is_upper(code_point_at(part, 0)) ? capitalized(nominative) : nominative;
  }
  return out;
}

bool Agreement::with(const HeadForm& head) const {
  if (head.plural) return plural;
  switch (head.word->gender) {
    case Gender::masculine: return masculine;
    case Gender::feminine: return feminine;
    case Gender::neuter: return neuter;
  }
  return false;
}

Agreement adjective_agreement(std::string_view folded, GrammaticalCase form) {
  if (ends(folded, "ся")) folded = without(folded, 2);
  if (count_code_points(folded) < 4) return {};
  Agreement a;
  const auto any = [&](std::initializer_list<std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return ends(folded, e); });
  };
  switch (form) {
    case Case::accusative:
      a.masculine = any({"ого", "его", "ый", "ий", "ой"});
      a.feminine = any({"ую", "юю"});
      a.neuter = any({"ое", "ее"});
      a.plural = any({"ых", "их", "ые", "ие"});
      break;
    case Case::genitive:
      a.masculine = a.neuter = any({"ого", "его"});
      a.feminine = any({"ой", "ей"});
      a.plural = any({"ых", "их"});
      break;
    case Case::dative:
      a.masculine = a.neuter = any({"ому", "ему"});
      a.feminine = any({"ой", "ей"});
      a.plural = any({"ым", "им"});
      break;
    case Case::instrumental:
      a.masculine = a.neuter = any({"ым", "им"});
      a.feminine = any({"ой", "ей"});
      a.plural = any({"ыми", "ими"});
      break;
    default:
      a.masculine = any({"ый", "ий", "ой"});
      a.feminine = any({"ая", "яя"});
      a.neuter = any({"ое", "ее"});
      a.plural = any({"ые", "ие"});
  }
  return a;
}

std::string nominative_adjective(std::string_view word, Gender gender, bool plural) {
  std::string folded = fold(word);
  std::string_view tail;
  if (ends(folded, "ся")) {
    tail = "ся";
    folded.resize(folded.size() - tail.size());
  }
  const std::size_t letters = adjective_ending(folded);
  if (letters == 0) return std::string(word);
  const std::string_view ending = std::string_view(folded).substr(folded.size() - letters * kLetter);
  const std::string_view stem = without(folded, letters);
  const bool hush = hushing(stem);
  // «дошкольному» has a hard stem, «вечернему» a soft one.
  const bool soft =
      !velar(stem) && !hush && (ends_in_any(ending.substr(0, kLetter), "еюя") || (ending.starts_with("и")));
  std::string_view out;
  if (plural) {
    out = soft || hush || velar(stem) ? "ие" : "ые";
  } else if (gender == Gender::feminine) {
    out = soft ? "яя" : "ая";
  } else if (gender == Gender::neuter) {
    out = soft || hush ? "ее" : "ое";
  } else if (stressed_ending(stem)) {
    out = "ой";
  } else {
    out = soft || hush || velar(stem) ? "ий" : "ый";
  }
  return std::string(word.substr(0, stem.size())) + std::string(out) + std::string(tail);
}

const ShortWord* short_word(std::string_view folded) {
  static const std::unordered_map<std::string, ShortWord> words = [] {
    std::unordered_map<std::string, ShortWord> map;
    for (const auto& row : data_table("party_short_words.tsv"))
      map[std::string(row[0])] = {std::string(row[1]), row[2] == "a", trim(row[3]) == "yes"};
    return map;
  }();
  const auto it = words.find(std::string(folded));
  return it == words.end() ? nullptr : &it->second;
}

AbbreviationKind abbreviation_kind(std::string_view abbreviation) {
  static const std::unordered_map<std::string, AbbreviationKind> kinds = [] {
    std::unordered_map<std::string, AbbreviationKind> map;
    for (const auto& row : data_table("party_abbreviations.tsv")) {
      const std::string_view kind = trim(row[1]);
      map[std::string(row[0])] = kind == "legal"      ? AbbreviationKind::legal
                                 : kind == "form"     ? AbbreviationKind::form
                                 : kind == "schools"  ? AbbreviationKind::schools
                                 : kind == "function" ? AbbreviationKind::function
                                                      : AbbreviationKind::territory;
    }
    return map;
  }();
  const auto it = kinds.find(std::string(abbreviation));
  if (it != kinds.end()) return it->second;
  return is_legal_form(abbreviation) ? AbbreviationKind::legal : AbbreviationKind::name;
}

}  // namespace prikaz
