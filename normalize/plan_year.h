// The year that a month without one takes.
#pragma once

#include <vector>

#include "dates.h"
#include "prikaz/draft.h"

namespace prikaz {

// The context of the document itself and of each of its appendices: the academic or calendar year its title names, else
// the document's, else the year of the order. A title that names several years («на 2021-2024 годы») leaves it open.
struct PlanYears {
  DateContext document;
  std::vector<DateContext> appendices;
};
PlanYears find_plan_years(const DocumentDraft& draft);

// Whether each row of a plan for an academic year has its August before the September of that year: the plans for a
// school year are made up over the summer and begin with it. The order of the rows tells, an August after May is the
// last month of the plan.
std::vector<bool> rows_of_opening_august(const Table& table);

}  // namespace prikaz
