// In which list of which year each school stands: «ШНОР» of 2022, 2023, 2024, and who came and went.
//
// A list is a list of schools, or a column of schools in a table that is no plan. What it is a list of is told by its
// column, title or appendix (data/school_list_kinds.tsv; any other title is a list of its own), its year by the same,
// else by the title of the document, its plan, its date.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prikaz/school_entities.h"

namespace prikaz {

struct ListPeriod {
  int first = 0, last = 0;    // years; 0: not told
  bool academic = false;      // 2023/2024, from September on
  std::string label() const;  // «2023», «2023/2024», «2021–2024»; empty if not told
  auto operator<=>(const ListPeriod&) const = default;
};

struct ListMember {
  int entity = -1;
  Place place;  // first
};

// One list in one period, of however many documents.
struct ListEdition {
  ListPeriod period;
  std::vector<ListMember> members;       // by entity
  std::vector<int> added, left, stayed;  // entities, against the edition before; all empty in the first one
};

struct SchoolList {
  std::string municipality;
  std::string name;                   // «ШНОР», or the title without its year
  std::string key;                    // of data/school_list_kinds.tsv, or the title folded
  std::vector<ListEdition> editions;  // by period
};

// By municipality and name.
std::vector<SchoolList> gather_school_lists(const Collection& collection, const SchoolEntities& schools);

// The years a text speaks of: «ШНОР в 2024 году», «2023/2024 учебный год»; nothing if none.
std::optional<ListPeriod> read_list_period(std::string_view text);

}  // namespace prikaz
