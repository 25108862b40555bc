// The rows of plans, as harmonize reads them.
#include "prikaz/messages.h"
#include "table_kinds.h"
#include "words.h"

namespace prikaz::tables {
namespace {

std::string parties(const std::vector<CollectedParty>& all, bool helping) {
  std::string names;
  for (const CollectedParty& party : all)
    if ((party.duty == "co_execute") == helping) join(names, party.name);
  return names;
}

}  // namespace

Sheet plans_sheet() {
  Sheet sheet;
  sheet.key = "plans";
  sheet.name = tr("Plans");
  sheet.columns = columns_after_leading({{"table", tr("Table"), 8},
                                         {"table_title", tr("Title of the table"), 30},
                                         {"section", tr("Section"), 26, true},
                                         {"number", tr("Row"), 8},
                                         {"activity", tr("Activity"), 60, true},
                                         {"period_text", tr("Period as printed"), 20, true},
                                         {"period_kind", tr("Kind of period"), 14},
                                         {"start", tr("Begins"), 11},
                                         {"end", tr("Ends"), 11},
                                         {"recurrence", tr("Recurrence"), 16},
                                         {"inferred", tr("Year inferred"), 10},
                                         {"responsible", tr("Responsible"), 26, true},
                                         {"co_responsible", tr("Co-responsible"), 26, true},
                                         {"responsible_text", tr("Responsible as printed"), 30, true},
                                         {"schools", tr("Schools"), 30, true},
                                         {"participants", tr("Participants"), 20, true},
                                         {"form", tr("Form"), 20, true},
                                         {"result", tr("Result"), 36, true},
                                         {"output_document", tr("Document to come out"), 24, true},
                                         {"confidence", tr("Confidence"), 10}});
  return sheet;
}

void plans_rows(const DocumentView& view, const SheetRow& row) {
  if (view.collection == nullptr) return;
  for (const PlanRow& plan : view.collection->rows) {
    if (plan.document != view.number - 1) continue;
    const CollectedDocument& document = view.collection->documents[static_cast<std::size_t>(plan.document)];
    std::optional<Day> start, end;
    std::string kinds, recurrences, schools;
    bool inferred = false;
    for (const CollectedPeriod& period : plan.periods) {
      if (period.start && (!start || *period.start < *start)) start = period.start;
      if (period.end && (!end || *period.end > *end)) end = period.end;
      if (kinds.empty()) kinds = period.kind;
      join(recurrences, period.recurrence);
      inferred = inferred || period.inferred;
    }
    for (const int school : plan.schools) join(schools, document.schools[static_cast<std::size_t>(school)].name);
    row(view.cells(plan.place.page, {text_cell(plan.table),
                                     text_cell(plan.table_title),
                                     text_cell(plan.section),
                                     text_cell(plan.number),
                                     text_cell(plan.activity),
                                     text_cell(plan.period_text),
                                     period_kind(kinds),
                                     start,
                                     end,
                                     text_cell(recurrences),
                                     inferred ? SheetCell(true).with(CellStyle::muted) : SheetCell(false),
                                     text_cell(parties(plan.responsible, false)),
                                     text_cell(parties(plan.responsible, true)),
                                     text_cell(plan.responsible_text),
                                     text_cell(schools),
                                     text_cell(plan.target_group),
                                     text_cell(plan.form),
                                     text_cell(plan.result),
                                     text_cell(plan.output_document),
                                     confidence_cell(std::optional<double>(plan.confidence))}));
  }
}

}  // namespace prikaz::tables
