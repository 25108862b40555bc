#include "prikaz/school_names.h"

#include "prikaz/unicode.h"
#include "schools.h"

namespace prikaz {

std::vector<School> read_school_names(std::string_view text) {
  const std::string cleaned = clean(text);
  std::vector<School> schools;
  for (const FoundSchool& found : find_schools(cleaned)) {
    School school;
    school.name = school_name(found);
    school.legal_form = found.legal_form;
    school.type = found.type;
    school.number = found.number;
    school.proper_name = found.proper_name;
    school.locality = found.locality;
    school.honorific = found.honorific;
    Mention mention;
    mention.text = cleaned.substr(found.begin, found.end - found.begin);
    mention.branch = found.branch.value_or("");
    school.mentions.push_back(std::move(mention));
    schools.push_back(std::move(school));
  }
  return schools;
}

}  // namespace prikaz
