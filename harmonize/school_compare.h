// May two names mean one school? Decided from their traits alone, within one municipality.
#pragma once

#include <optional>

#include "prikaz/school_entities.h"
#include "school_traits.h"

namespace prikaz {

enum class Likeness { different, unsure, same };

struct Comparison {
  Likeness likeness = Likeness::different;
  SchoolDoubtKind doubt = SchoolDoubtKind::several;  // of an unsure one
  float score = 0;                                   // 0..1
};

// `numbers_are_local`: each settlement of the municipality counts its schools anew, so that «СОШ № 1» without a place
// is not «СОШ № 1 с. Липки».
Comparison compare(const SchoolTraits& a, const SchoolTraits& b, bool numbers_are_local);

bool same_place(const PlaceName& a, const PlaceName& b);
// «Бобров» is one with «Николай Бобров». REQUIRES: neither is empty.
bool same_person(const std::set<std::string>& a, const std::set<std::string>& b);
// «Берёзовская» and «с. Берёзовка»
bool derived_from_place(std::string_view proper, const PlaceName& place);
// `to` learns what `from` tells besides.
void learn(SchoolTraits& to, const SchoolTraits& from);

}  // namespace prikaz
