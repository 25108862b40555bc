// Schools over many documents: every spelling of one school under one entity.
//
//   const SchoolEntities schools = gather_school_entities(collection);
//   schools.entities[schools.entity_of[d][s]]     // the school that documents[d].schools[s] is
//
// One school are the mentions of one municipality with the same number (or, where there is none, the same proper name,
// place or honorific) whose type, owner and place do not speak against it: МОУ, МБОУ and МАОУ are one school over the
// years, СОШ and ООШ one school with a conflict, лицей and СОШ two. What could be one school but need not be stays two,
// and is listed as a doubt with its reason: two schools are never made one on a guess.
#pragma once

#include <string>
#include <vector>

#include "prikaz/collection.h"

namespace prikaz {

// One spelling, as printed: «МБОУ «СОШ №5»».
struct SchoolVariant {
  std::string text;
  std::string name;           // canonical, as its document has it
  std::vector<Place> places;  // in the order of documents
};

enum class SchoolConflictKind {
  type_differs,        // СОШ here, ООШ there
  type_changed,        // the same, one after the other
  legal_form_differs,  // МБОУ and МАОУ, not one after the other
  legal_form_changed,
  honorific_differs,
  closed,  // an order says so; `b` is empty here and below
  renamed,
  reorganized,
  form_changed,
  suspended,
};

struct SchoolConflict {
  SchoolConflictKind kind = SchoolConflictKind::type_differs;
  std::string a, b;  // what is printed: names, or the text of the order
  Place place_a, place_b;
};

struct SchoolEntity {
  int id = 0;                // from 1, in order
  std::string name;          // the fullest of the latest years: «МБОУ СОШ № 5»
  std::string municipality;  // empty if no document tells
  std::string legal_form, type, number, proper_name, locality, honorific;
  std::string branch;     // of a branch: «филиал в с. Липки»; empty for a school
  int parent = -1;        // of a branch: index of its school
  std::string ogrn, inn;  // printed in an order the school itself issued
  bool unclear = false;   // «школа № 5» where more than one school can be meant, or none is known
  int mentions = 0, documents = 0;
  int first_year = 0, last_year = 0;    // of the documents that name it; 0: none is dated
  std::vector<SchoolVariant> variants;  // most frequent first
  std::vector<SchoolConflict> conflicts;
};

enum class SchoolDoubtKind {
  several,               // one more could be meant
  type_unknown,          // «школа № 5», and the only № 5 is a лицей
  type_differs,          // лицей № 5 and СОШ № 5, never side by side: renamed?
  listed_apart,          // СОШ № 5 and ООШ № 5 in one list
  owner_differs,         // municipal and of the region
  typo,                  // names one letter apart
  adjective_of_place,    // «Берёзовская СОШ» and «СОШ с. Берёзовка»
  number_missing,        // «Берёзовская СОШ» and «Берёзовская СОШ № 1»
  place_missing,         // «СОШ № 1» where each settlement has its own № 1
  place_kind_differs,    // с. Липки and д. Липки
  place_differs,         // one name, two places
  honorific_missing,     // named by a person alone
  municipality_unknown,  // in an order of nobody knows where
  renamed_by_order,      // «Переименовать … в …»
};

// `a` and `b` (indexes into entities, a < b) may be one school.
struct SchoolDoubt {
  int a = 0, b = 0;
  SchoolDoubtKind kind = SchoolDoubtKind::several;
  float score = 0;  // 0..1: how likely they are one
};

struct SchoolEntities {
  std::vector<SchoolEntity> entities;       // by municipality, kind, number, name
  std::vector<std::vector<int>> entity_of;  // [document][school]
  std::vector<SchoolDoubt> doubts;          // most likely first
};

SchoolEntities gather_school_entities(const Collection& collection);

// For people, in the user's language.
std::string describe(SchoolConflictKind kind);
std::string describe(SchoolDoubtKind kind);

}  // namespace prikaz
