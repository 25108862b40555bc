// What the document prints in the nominative decides first; a name derived from another case is believed next; a form
// that says neither is compared with both, and kept as printed where nothing else is left.
#include <algorithm>
#include <map>
#include <set>

#include "nominative.h"
#include "persons.h"
#include "prikaz/unicode.h"
#include "tokens.h"

namespace prikaz {
namespace {

using enum GrammaticalCase;

// One mention with the nominative settled on so far.
struct Reading {
  PersonName name;
  GrammaticalCase form = unknown;
  // `doubtful`: «-ова» taken for a man's genitive or accusative, where a misread construction would make a woman a man
  enum { attested, derived, doubtful, guessed } basis = guessed;
};

GrammaticalCase form_of(const PersonMention& mention) {
  const GrammaticalCase construction = mention.found.construction;
  // «начальника отдела Иванову И.И.» may stand in a cell too; but a bare name there is in the nominative.
  if (mention.nominative_place && construction == unknown) return nominative;
  return construction;
}

// «Ольхова» read as «Ольхов»: the printed form is a nominative too.
bool is_two_way(std::string_view printed, std::string_view surname) {
  return printed.size() == surname.size() + 2 && has_suffix(printed, "а");
}

Reading read(const PersonMention& mention) {
  Reading reading;
  reading.form = form_of(mention);
  reading.name = prikaz::nominative(mention.found, reading.form);
  const bool full = !mention.found.patronymic.empty();
  if (reading.form == nominative || (full && fold(reading.name.surname) == fold(mention.found.surname)))
    reading.basis = Reading::attested;
  else if (reading.name.certain)
    reading.basis = is_two_way(mention.found.surname, reading.name.surname) ? Reading::doubtful : Reading::derived;
  // Nothing says that an ending all men and many women share is a nominative.
  if (reading.form == unknown && !full) reading.basis = Reading::guessed;
  return reading;
}

bool initials_agree(std::string_view a, std::string_view b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  return shorter > 0 && a.substr(0, shorter) == b.substr(0, shorter);
}

// A known nominative that this mention can be a form of: of a person with the same initials.
std::optional<std::string> known_form(const PersonMention& mention, const Reading& reading,
                                      const std::vector<PersonMention>& all, const std::vector<Reading>& readings,
                                      int basis) {
  std::vector<std::string> candidates = possible_nominatives(mention.found.surname);
  candidates.insert(candidates.begin(), reading.name.surname);
  for (const std::string& candidate : candidates) {
    const std::string folded = fold(candidate);
    for (std::size_t i = 0; i < all.size(); ++i)
      if (readings[i].basis == basis && fold(readings[i].name.surname) == folded &&
          initials_agree(all[i].found.initials, mention.found.initials))
        return readings[i].name.surname;
  }
  return std::nullopt;
}

struct Group {
  std::string surname;  // nominative
  std::string initials;
  std::vector<std::size_t> mentions;
};

// One initial joins the only person it can be; two of the same surname and first initial leave it alone.
std::vector<Group> group_by_name(const std::vector<PersonMention>& mentions, const std::vector<Reading>& readings) {
  std::vector<Group> groups;
  for (const bool two_initials : {true, false})
    for (std::size_t i = 0; i < mentions.size(); ++i) {
      const std::string& initials = mentions[i].found.initials;
      const bool two = count_code_points(initials) > 2;
      if (two != two_initials) continue;
      const std::string surname = fold(readings[i].name.surname);
      Group* match = nullptr;
      int matches = 0;
      for (Group& group : groups) {
        if (fold(group.surname) != surname) continue;
        if (two ? group.initials == initials : initials_agree(group.initials, initials)) {
          match = &group;
          ++matches;
        }
      }
      if (matches == 1) {
        match->mentions.push_back(i);
      } else {
        groups.push_back({readings[i].name.surname, initials, {i}});
      }
    }
  for (Group& group : groups) std::sort(group.mentions.begin(), group.mentions.end());
  std::sort(groups.begin(), groups.end(),
            [](const Group& a, const Group& b) { return a.mentions.front() < b.mentions.front(); });
  return groups;
}

void report_ambiguous(Diagnostics& diagnostics, const PersonMention& mention) {
  Diagnostic diagnostic;
  diagnostic.code = "person_case_ambiguous";
  diagnostic.severity = Severity::info;
  diagnostic.message = "the case of «" + mention.mention.text + "» is not certain: the surname is kept as printed";
  diagnostic.path = mention.mention.path;
  if (!mention.mention.spans.empty()) {
    diagnostic.page = mention.mention.spans.front().page;
    diagnostic.bbox = mention.mention.spans.front().bbox;
  }
  diagnostics.push_back(std::move(diagnostic));
}

}  // namespace

std::vector<Person> gather_persons(const std::vector<PersonMention>& mentions, std::vector<int>& person_of,
                                   Diagnostics& diagnostics) {
  std::vector<Reading> readings;
  readings.reserve(mentions.size());
  for (const PersonMention& mention : mentions) readings.push_back(read(mention));
  std::vector<bool> ambiguous(mentions.size(), false);
  std::vector<std::string> settled(mentions.size());
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    settled[i] = readings[i].name.surname;
    if (readings[i].basis == Reading::attested) continue;
    if (const auto known = known_form(mentions[i], readings[i], mentions, readings, Reading::attested)) {
      settled[i] = *known;
    } else if (readings[i].basis != Reading::derived) {
      if (const auto derived = known_form(mentions[i], readings[i], mentions, readings, Reading::derived))
        settled[i] = *derived;
      else if (const auto doubtful = known_form(mentions[i], readings[i], mentions, readings, Reading::doubtful);
               doubtful && readings[i].basis == Reading::guessed)
        settled[i] = *doubtful;
      else
        ambiguous[i] = !readings[i].name.certain;
    }
  }
  for (std::size_t i = 0; i < mentions.size(); ++i) readings[i].name.surname = settled[i];

  person_of.assign(mentions.size(), -1);
  std::vector<Person> persons;
  for (const Group& group : group_by_name(mentions, readings)) {
    Person person;
    person.id = "p" + std::to_string(persons.size() + 1);
    person.surname = group.surname;
    person.initials = group.initials;
    bool still_ambiguous = true;
    for (const std::size_t i : group.mentions) {
      person_of[i] = static_cast<int>(persons.size());
      if (!person.given && !readings[i].name.given.empty()) person.given = readings[i].name.given;
      if (!person.patronymic && !readings[i].name.patronymic.empty()) person.patronymic = readings[i].name.patronymic;
      const std::string& position = mentions[i].position;
      if (!position.empty() &&
          std::find(person.positions.begin(), person.positions.end(), position) == person.positions.end())
        person.positions.push_back(position);
      person.mentions.push_back(mentions[i].mention);
      still_ambiguous = still_ambiguous && ambiguous[i];
    }
    person.name = person.surname + " " + group.initials;
    if (still_ambiguous) report_ambiguous(diagnostics, mentions[group.mentions.front()]);
    persons.push_back(std::move(person));
  }
  return persons;
}

}  // namespace prikaz
