// Persons: names found in running text, put into the nominative, gathered into persons.
//
// The nominative comes first from the document itself (the same person printed in the nominative elsewhere), then from
// the construction, which fixes the case, and an inverse table of surname endings (after petrovich-rules, MIT).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prikaz/diagnostic.h"
#include "prikaz/document.h"

namespace prikaz {

enum class GrammaticalCase { unknown, nominative, genitive, dative, accusative, instrumental, prepositional };

struct FoundPerson {
  std::size_t begin = 0, end = 0;  // bytes of the whole name
  std::string surname;             // as printed, capitals of an all-capitals surname undone
  std::string given, patronymic;   // as printed; empty where only initials stand
  std::string initials;            // «И.О.» or «И.», without spaces; made from the full names where those stand
  GrammaticalCase construction = GrammaticalCase::unknown;  // what the words before and after the name say
};

// Every name in `text` (NFC UTF-8, single spaces), in order, not overlapping: «Летова Х.Н.», «Х.Летова», «С. П. Седых»,
// «Летова Ханна Николаевна», «ИВАНОВ И.И.», double surnames, оглы/кызы. Namesakes of schools and streets («имени …»,
// «ул. …») are no persons. `announced` is the case that the line over the text asks for: the accusative below
// «Назначить координаторами:».
std::vector<FoundPerson> find_persons(std::string_view text, GrammaticalCase announced = GrammaticalCase::unknown);

// The nominative of the printed forms when they stand in `form`; the surname as it is where form and ending do not
// decide.
struct PersonName {
  std::string surname, given, patronymic;
  bool certain = true;  // false: the ending allows another reading
};
PersonName nominative(const FoundPerson& person, GrammaticalCase form);

// Gathers mentions into persons p1, p2, … in order of first mention; `person_of[i]` is the index of the person of
// mention i. `nominative_place` says that the place itself fixes the nominative (table cell, signature, «Исп.»).
// Reports `person_case_ambiguous` where only a guess was left.
struct PersonMention {
  FoundPerson found;
  bool nominative_place = false;
  std::string position;  // the post printed beside the name, or empty
  Mention mention;
};
std::vector<Person> gather_persons(const std::vector<PersonMention>& mentions, std::vector<int>& person_of,
                                   Diagnostics& diagnostics);

}  // namespace prikaz
