// Which municipality a document speaks for: read from names in any case, given in the nominative.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prikaz {

// `key` is the same for spellings of one municipality («Озёрный район», «Озёрный муниципальный район»).
struct Municipality {
  std::string name, key;
};

// The municipalities named in `text` (clean UTF-8, any letter case), in order; inner-city districts carry their city.
// Regions, federal districts and places that are no municipality are not given, nor names that the form does not tell.
//
//   «отдел образования администрации Усть-Каменского района»  -> «Усть-Каменский район»
//   «в МО «Город Липогорск»»                                   -> «город Липогорск»
//
// `place` («г. Сосенки», may be empty) helps with the nominative of a town.
std::vector<Municipality> find_municipalities(std::string_view text, std::string_view place);

// What of a document may name its municipality; any may be empty.
struct MunicipalitySources {
  std::string issuer, title, approval, place;
  std::vector<std::string> grifs, appendix_titles, posts, organizations;
};

// The one the sources agree on, those before the others in the order above counting more; an empty name if none is told
// or two are equally likely. Ministries and their kin speak for a region.
Municipality choose_municipality(const MunicipalitySources& sources);

}  // namespace prikaz
