// What the rows of plans are about: their kind of measure, and which of them mean the same under other words.
//
//   const Comparison comparison = compare_measures(collection, {});
//   comparison.kinds[i].kind, comparison.group_of[i]       // of collection.rows[i]
//   comparison.groups[g].rows                              // who else plans it
#pragma once

#include <string>
#include <vector>

#include "prikaz/collection.h"

namespace prikaz {

// A kind of measure (data/measure_kinds.tsv): `code` for programs («training»), the others for people.
struct MeasureKind {
  std::string code, russian, english, meaning;
  const std::string& label() const;  // in the user's language
};
const std::vector<MeasureKind>& measure_kinds();

// The kind a row was given: an index into measure_kinds(), or -1: nothing in the row tells one. `score` is 0..1: how
// far it leaves the next kind behind, and how much there was to go by. `reason` names the words it was given for:
// «мониторинг, дефицит; результат: справка».
struct AssignedKind {
  int kind = -1;
  double score = 0;
  std::string reason;
};

// Rows of the same meaning. `name` is the activity that is most like all others, as printed.
struct MeasureGroup {
  std::string name;
  int kind = -1;                 // of most of its rows
  std::vector<int> rows;         // indexes into Collection::rows, ascending
  std::vector<double> likeness;  // 0..1, of each row to the others of the group, on average (same order)
  std::string reason;      // the words they share with their weights: «наставник 0,31; школа 0,12»
  int municipalities = 0;  // how many different ones plan it
};

struct ComparisonOptions {
  double same = 0.5;  // rows at least this much alike are put together: 0..1
};

struct Comparison {
  std::vector<AssignedKind> kinds;   // of each row
  std::vector<int> group_of;         // of each row: index into groups; rows alone are groups of one
  std::vector<MeasureGroup> groups;  // by number of municipalities, then of rows, descending; then by name
};

// Deterministic: the same collection gives the same comparison.
Comparison compare_measures(const Collection& collection, const ComparisonOptions& options);

}  // namespace prikaz
