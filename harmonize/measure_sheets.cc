// The sheets about plan rows: all of them, their groups, who plans what, and what the kinds mean.
#include <algorithm>
#include <cmath>
#include <map>

#include "prikaz/harmonize.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

constexpr float kDoubtful = 0.8F;  // cells read with less confidence are marked

double rounded(double value) { return std::round(value * 100) / 100; }

// Of a row without a kind nothing for programs.
Term kind_term(int kind) {
  if (kind < 0) return {"", tr("not assigned")};
  const MeasureKind& of = measure_kinds()[static_cast<std::size_t>(kind)];
  return {of.code, of.label()};
}

const CollectedDocument& document_of(const Collection& collection, const PlanRow& row) {
  return collection.documents[static_cast<std::size_t>(row.document)];
}

// Of several periods of a row the whole time they take.
std::optional<Day> first_day(const PlanRow& row) {
  std::optional<Day> first;
  for (const CollectedPeriod& period : row.periods)
    if (period.start && (!first || *period.start < *first)) first = period.start;
  return first;
}

std::optional<Day> last_day(const PlanRow& row) {
  std::optional<Day> last;
  for (const CollectedPeriod& period : row.periods)
    if (period.end && (!last || *period.end > *last)) last = period.end;
  return last;
}

bool has_inferred(const PlanRow& row) {
  return std::any_of(row.periods.begin(), row.periods.end(), [](const CollectedPeriod& p) { return p.inferred; });
}

std::string recurrences(const PlanRow& row) {
  std::string text;
  for (const CollectedPeriod& period : row.periods)
    if (!period.recurrence.empty()) text += (text.empty() ? "" : "; ") + period.recurrence;
  return text;
}

std::string shown_schools(const Collection& collection, const PlanRow& row) {
  std::string text;
  for (const int school : row.schools)
    text += (text.empty() ? "" : "; ") + document_of(collection, row).schools[static_cast<std::size_t>(school)].name;
  return text;
}

std::string shown_years(const CollectedDocument& document) {
  if (!document.plan_first_year) return {};
  const std::string first = std::to_string(*document.plan_first_year);
  if (!document.plan_last_year || *document.plan_last_year == *document.plan_first_year) return first;
  return first + "–" + std::to_string(*document.plan_last_year);
}

SheetCell day_cell(const std::optional<Day>& day, bool inferred) {
  SheetCell cell(day);
  return inferred && day ? std::move(cell).with(CellStyle::muted) : cell;
}

// Different municipalities in the order of the documents, those without plan rows left out. By key: spellings are one.
struct Columns {
  std::vector<std::string> names;
  std::map<std::string, std::size_t> of_key;
  std::vector<std::size_t> of_document;
};

std::string column_key(const CollectedDocument& document) {
  return document.municipality.empty() ? "|" + shown_municipality(document) : document.municipality_key;
}

Columns municipality_columns(const Collection& collection) {
  Columns columns;
  columns.of_document.assign(collection.documents.size(), 0);
  std::vector<bool> plans(collection.documents.size(), false);
  for (const PlanRow& row : collection.rows) plans[static_cast<std::size_t>(row.document)] = true;
  for (std::size_t d = 0; d < collection.documents.size(); ++d) {
    if (!plans[d]) continue;
    const auto [at, fresh] = columns.of_key.try_emplace(column_key(collection.documents[d]), columns.names.size());
    if (fresh) columns.names.push_back(shown_municipality(collection.documents[d]));
    columns.of_document[d] = at->second;
  }
  return columns;
}

}  // namespace

Sheet plans_sheet(const Collection& collection, const Comparison& comparison) {
  Sheet sheet;
  sheet.key = "plans";
  sheet.name = tr("Plans");
  sheet.columns = {{"municipality", tr("Municipality"), 26, true},
                   {"document", tr("Document"), 24, true},
                   {"years", tr("Plan for"), 11},
                   {"section", tr("Section"), 24, true},
                   {"number", tr("No."), 7},
                   {"activity", tr("Measure"), 60, true},
                   {"kind", tr("Kind of measure"), 24, true},
                   {"kind_score", tr("Certainty of the kind"), 9},
                   {"kind_reason", tr("Words for the kind"), 24, true},
                   {"group", tr("Group"), 8},
                   {"period", tr("Period as printed"), 18, true},
                   {"start", tr("Begins"), 11},
                   {"end", tr("Ends"), 11},
                   {"recurrence", tr("Recurrence"), 14, true},
                   {"responsible", tr("Responsible"), 30, true},
                   {"co_responsible", tr("Helping"), 24, true},
                   {"schools", tr("Schools"), 30, true},
                   {"result", tr("Expected result"), 30, true},
                   {"output_document", tr("Document that comes of it"), 20, true},
                   {"form", tr("Form or method"), 18, true},
                   {"participants", tr("Participants"), 18, true},
                   {"confidence", tr("Reading confidence"), 9},
                   {"page", tr("Page"), 9},
                   {"document_id", tr("Id of the document"), 17},
                   {"file", tr("File"), 22}};
  sheet.frozen_columns = 1;
  sheet.rows = [&collection, &comparison](const SheetRow& write) {
    for (std::size_t i = 0; i < collection.rows.size(); ++i) {
      const PlanRow& row = collection.rows[i];
      const CollectedDocument& document = document_of(collection, row);
      const AssignedKind& kind = comparison.kinds[i];
      const bool inferred = has_inferred(row);
      const auto confidence = rounded(static_cast<double>(row.confidence));
      write({document.municipality.empty() ? SheetCell(shown_municipality(document)).with(CellStyle::muted)
                                           : SheetCell(document.municipality),
             shown_document(document),
             shown_years(document),
             row.section,
             row.number,
             row.activity,
             SheetCell(kind_term(kind.kind)).with(kind.kind < 0 ? CellStyle::muted : CellStyle::plain),
             kind.kind < 0 ? std::optional<double>() : std::optional(rounded(kind.score)),
             kind.reason,
             comparison.group_of[i] + 1,
             shown_periods(row),
             day_cell(first_day(row), inferred),
             day_cell(last_day(row), inferred),
             recurrences(row),
             shown_responsible(row),
             shown_co_responsible(row),
             shown_schools(collection, row),
             row.result,
             row.output_document,
             row.form,
             row.target_group,
             row.confidence < kDoubtful ? SheetCell(confidence).with(CellStyle::doubtful) : SheetCell(confidence),
             link_to(collection, row.place),
             document.id,
             document.file_name});
    }
  };
  return sheet;
}

Sheet groups_sheet(const Collection& collection, const Comparison& comparison) {
  Sheet sheet;
  sheet.key = "groups";
  sheet.name = tr("Same measures");
  sheet.columns = {{"group", tr("Group"), 8},
                   {"name", tr("Measure"), 60, true},
                   {"kind", tr("Kind of measure"), 24, true},
                   {"municipalities", tr("Municipalities"), 9},
                   {"rows", tr("Rows"), 7},
                   {"reason", tr("Shared words with their weights"), 40, true},
                   {"municipality", tr("Municipality"), 26, true},
                   {"number", tr("No."), 7},
                   {"activity", tr("As printed"), 60, true},
                   {"likeness", tr("Likeness to the group"), 9},
                   {"page", tr("Page"), 9}};
  sheet.frozen_columns = 2;
  sheet.rows = [&collection, &comparison](const SheetRow& write) {
    for (std::size_t g = 0; g < comparison.groups.size(); ++g) {
      const MeasureGroup& group = comparison.groups[g];
      if (group.rows.size() < 2) continue;
      for (std::size_t i = 0; i < group.rows.size(); ++i) {
        const PlanRow& row = collection.rows[static_cast<std::size_t>(group.rows[i])];
        std::vector<SheetCell> cells = {g + 1};
        // What is said of the group stands in each row, so that the sheet can be filtered and sorted.
        cells.push_back(i == 0 ? SheetCell(group.name).with(CellStyle::strong)
                               : SheetCell(group.name).with(CellStyle::muted));
        cells.emplace_back(kind_term(group.kind));
        cells.push_back(group.municipalities);
        cells.push_back(group.rows.size());
        cells.emplace_back(i == 0 ? std::string_view(group.reason) : std::string_view());
        cells.push_back(shown_municipality(document_of(collection, row)));
        cells.push_back(row.number);
        cells.push_back(row.activity);
        cells.push_back(rounded(group.likeness[i]));
        cells.push_back(link_to(collection, row.place));
        write(cells);
      }
    }
  };
  return sheet;
}

Sheet matrix_sheet(const Collection& collection, const Comparison& comparison) {
  Sheet sheet;
  sheet.key = "matrix";
  sheet.name = tr("Who plans what");
  sheet.columns = {{"group", tr("Group"), 8},
                   {"name", tr("Measure"), 60, true},
                   {"kind", tr("Kind of measure"), 24, true},
                   {"municipalities", tr("Municipalities"), 9}};
  const Columns columns = municipality_columns(collection);
  for (std::size_t i = 0; i < columns.names.size(); ++i)
    sheet.columns.push_back({"municipality_" + std::to_string(i + 1), columns.names[i], 24, true});
  sheet.frozen_columns = 2;
  sheet.rows = [&collection, &comparison, columns](const SheetRow& write) {
    for (std::size_t g = 0; g < comparison.groups.size(); ++g) {
      const MeasureGroup& group = comparison.groups[g];
      // What one municipality plans alone is in the sheet of plans.
      if (group.municipalities < 2) continue;
      std::vector<std::string> cells(columns.names.size());
      for (const int index : group.rows) {
        const PlanRow& row = collection.rows[static_cast<std::size_t>(index)];
        std::string& cell = cells[columns.of_document[static_cast<std::size_t>(row.document)]];
        std::string text = shown_periods(row);
        const std::string who = shown_responsible(row);
        if (text.empty()) text = tr("no period");
        if (!who.empty()) text += ": " + who;
        if (cell.find(text) != std::string::npos) continue;
        if (!cell.empty()) cell += "\n";
        cell += text;
      }
      std::vector<SheetCell> line = {g + 1, SheetCell(group.name), kind_term(group.kind), group.municipalities};
      for (std::string& cell : cells)
        line.push_back(cell.empty() ? SheetCell(Term{"", tr("does not plan it")}).with(CellStyle::muted)
                                    : SheetCell(std::move(cell)).with(CellStyle::good));
      write(line);
    }
  };
  return sheet;
}

Sheet kinds_sheet(const Collection& collection, const Comparison& comparison) {
  Sheet sheet;
  sheet.key = "kinds";
  sheet.name = tr("Kinds of measures");
  sheet.columns = {{"code", tr("Code"), 14},
                   {"kind", tr("Kind of measure"), 36, true},
                   {"meaning", tr("What belongs to it"), 70, true},
                   {"rows", tr("Rows"), 8},
                   {"share", tr("Share, %"), 9},
                   {"municipalities", tr("Municipalities"), 12}};
  sheet.rows = [&collection, &comparison](const SheetRow& write) {
    std::map<int, std::size_t> rows;
    std::map<int, std::map<std::string, bool>> municipalities;
    for (std::size_t i = 0; i < collection.rows.size(); ++i) {
      const int kind = comparison.kinds[i].kind;
      ++rows[kind];
      municipalities[kind][column_key(document_of(collection, collection.rows[i]))] = true;
    }
    const auto share = [&](int kind) {
      return collection.rows.empty()
                 ? 0.0
                 : std::round(1000.0 * static_cast<double>(rows[kind]) / static_cast<double>(collection.rows.size())) /
                       10;
    };
    for (std::size_t k = 0; k < measure_kinds().size(); ++k) {
      const int kind = static_cast<int>(k);
      const MeasureKind& of = measure_kinds()[k];
      write({of.code, of.label(), of.meaning, rows[kind], share(kind), municipalities[kind].size()});
    }
    write({"", SheetCell(kind_term(-1)).with(CellStyle::muted), "", rows[-1], share(-1), municipalities[-1].size()});
  };
  return sheet;
}

}  // namespace prikaz
