// Russian school names: found in running text, read into parts, gathered into schools.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prikaz/diagnostic.h"
#include "prikaz/document.h"

namespace prikaz {

// One printed mention of a school. A list of numbers («школы № 5, 8, 11») gives one for each number, a range («школы
// № 1–5») too, all with the place of the range.
struct FoundSchool {
  std::size_t begin = 0, end = 0;  // bytes; of several numbers the first has the words before it, the others the number
  std::optional<std::string> legal_form;   // «МБОУ»
  std::optional<std::string> type;         // «СОШ», «гимназия», «школа»
  std::optional<std::string> number;       // «39»
  std::optional<std::string> proper_name;  // «Ольховская», nominative; «Созвездие»
  std::optional<std::string> locality;     // «пгт Ольховского», «с. Липки»
  std::optional<std::string> honorific;    // «имени Н.С. Боброва»
  std::optional<std::string> branch;  // «филиал в с. Липки»: a branch is meant, not the school itself
};

// Every mention in `text` (NFC UTF-8, single spaces), in order, not overlapping but for those of a range.
// Kindergartens, centres and offices are organizations, not schools.
std::vector<FoundSchool> find_schools(std::string_view text);

// Does `text` begin with a school, or with the branch of one («филиал МБОУ СОШ № 5 в с. …»)? `schools` are those
// found in it.
bool is_headed_by_school(std::string_view text, const std::vector<FoundSchool>& schools);

// «МБОУ СОШ № 39», «МКОУ «Ольховская СОШ»», «МБОУ СОШ с. Липки» (contract/OUTPUT.md, Schools).
std::string school_name(const FoundSchool& school);

// Gathers mentions into schools s1, s2, … in order of first mention; `school_of[i]` is the index of the school of
// mention i. A mention without legal form or type joins the one school of that number. Reports `school_name_conflict`
// (one number, two types) and `school_name_typo` (proper names one letter apart).
struct SchoolMention {
  FoundSchool found;
  Mention mention;
};
std::vector<School> gather_schools(const std::vector<SchoolMention>& mentions, std::vector<int>& school_of,
                                   Diagnostics& diagnostics);

}  // namespace prikaz
