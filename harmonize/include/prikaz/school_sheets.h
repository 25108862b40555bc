// Tables of schools for write_sheets, and lists over years for the report.
#pragma once

#include <vector>

#include "prikaz/school_entities.h"
#include "prikaz/school_lists.h"
#include "prikaz/school_register.h"
#include "prikaz/sheet.h"

namespace prikaz {

// What the sheets show. `known` and `matches` are null where no register was given.
struct SchoolReport {
  const Collection& collection;
  const SchoolEntities& schools;
  const std::vector<SchoolList>& lists;
  const SchoolRegister* known = nullptr;
  const std::vector<RegisterMatch>* matches = nullptr;
};

// «schools» (each once), «school_variants», «school_conflicts», «school_register» (with a register), «school_doubts»,
// «school_history» (a line for each school of each list and period: new, stayed, left) and «school_lists» (the same
// with a column for each period). What `report` points to must live until the sheets are written.
std::vector<Sheet> school_sheets(const SchoolReport& report);

// How a school is called beside others: its name, with its settlement or branch where the name is not enough.
std::string shown_school(const SchoolEntity& school);

// Periods of one municipality or of all, in order: the columns of a table of lists over years.
std::vector<ListPeriod> list_periods(const std::vector<SchoolList>& lists);

}  // namespace prikaz
