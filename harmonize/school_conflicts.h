// What documents say differently of one school.
#pragma once

#include <string>
#include <vector>

#include "prikaz/school_entities.h"

namespace prikaz {

// One mention of a school, with the year of its document (0: not dated).
struct SchoolSpelling {
  const CollectedSchool* school = nullptr;
  int year = 0;
  Place place;
  const std::string* path = nullptr;
};

// Chooses the name: the type printed most often, the legal form of the latest year, and the fullest name with both.
// REQUIRES: `spellings` in the order of documents, not empty.
void name_entity(const std::vector<SchoolSpelling>& spellings, SchoolEntity& entity);

std::vector<SchoolConflict> find_school_conflicts(const Collection& collection,
                                                  const std::vector<SchoolSpelling>& spellings);

// Adds the pairs an order renames one into the other («Переименовать … в …»).
void doubt_renamed(const Collection& collection, SchoolEntities& schools);

}  // namespace prikaz
