// What schools are compared by: the parts of a name, folded so that spellings of one part are equal.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "prikaz/collection.h"

namespace prikaz {

// A word without its ending, and the declensions that would give it: «Липки» may be a plural or the genitive of
// «Липка», «Липовое» only an adjective, so «с. Липки» and «с. Липовое» are two places, while «с. Липки» and
// «с. Липок» are one.
struct Stem {
  std::string stem;
  std::uint16_t declensions = 0;  // bits
  bool operator==(const Stem&) const = default;
};
using Stems = std::vector<Stem>;  // of one word; sorted by stem

// Every way to read `word` (folded).
Stems stems_of(std::string_view word);
// What both words may be; empty: they are different words.
Stems common_stems(const Stems& a, const Stems& b);

// «пгт Ольховского», «с. Старая Луговка». `kind`: words for one sort of place are one («посёлок», «пгт» and «рп» are
// «п.»).
struct PlaceName {
  std::string kind;
  std::vector<Stems> words;
  std::string squeezed;  // letters of the name without spaces, hyphens and endings
  bool empty() const { return words.empty(); }
};

enum class Ownership { unknown, municipal, state, other };

struct SchoolTraits {
  Ownership ownership = Ownership::unknown;
  std::string type, family;  // empty: «школа № 5» may be any; else of data/school_families.tsv, or the type itself
  std::string number;        // «7а»
  std::string proper;        // «березовск», «созвездие»: folded, an adjective without its ending
  bool proper_adjective = false;
  PlaceName place;
  std::set<std::string> honorific;  // stems of the names of the person: «бобров», «никола»
  bool is_branch = false;           // «филиал «Заря» в х. Лесном»
  std::string branch_name;          // «заря»
  PlaceName branch_place;

  // How much is known: spellings that say more are gathered before those that say less.
  int known() const;
};

// `branch`: of the mention, empty for the school itself.
SchoolTraits traits_of(const CollectedSchool& school, std::string_view branch = {});
PlaceName read_place_name(std::string_view locality);
std::string proper_key(std::string_view proper_name, bool* adjective = nullptr);

// «Берёзовогорский муниципальный район» and «МО «Берёзовогорский район»» are one, «город Берёзовогорск» is another.
std::string municipality_key(std::string_view municipality);
// Where the schools of a document stand: its municipality, else «?» and its issuer, as what one office issues is of one
// place, or «?» and the document where the issuer is not told or of the region.
std::string territory_of(const CollectedDocument& document);

}  // namespace prikaz
