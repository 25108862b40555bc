// Steps of write_report: each writes one section of the page.
#pragma once

#include <string>
#include <vector>

#include "markup.h"
#include "prikaz/report.h"

namespace prikaz {

// What all sections need to know, worked out once.
struct ReportPage {
  explicit ReportPage(const ReportInput& input);

  const ReportInput& input;
  std::vector<std::string> municipalities;  // as shown, sorted
  std::vector<int> municipality_of;         // of each document: index into `municipalities`
  std::vector<ActiveMonths> active;         // of each plan row
  MonthSpan months;                         // the time that timelines show; last < first if there is none
  std::size_t rows_outside = 0;             // rows with months, none of them shown

  const CollectedDocument& document(int index) const {
    return input.collection.documents[static_cast<std::size_t>(index)];
  }
  const PlanRow& row(int index) const { return input.collection.rows[static_cast<std::size_t>(index)]; }
  int kind_of(std::size_t row) const { return row < input.kind_of_row.size() ? input.kind_of_row[row] : -1; }
  int months_shown() const { return months.last - months.first + 1; }

  // The page as an address relative to the report; empty if the file's path is not known.
  std::string address(const Place& place) const;
  // `text` as a link to the page; where there is none, as it is. `title` is shown when pointed at; the file and page
  // are added.
  Markup link(const Place& place, const std::string& text, const std::string& title = {}) const;
};

// CSS class of the colour of a kind of measure.
std::string kind_class(int kind);
std::string kind_label(const ReportInput& input, int kind);
// «March 2024»
std::string month_in_words(Month month);
// «and 12 more: they are in the table (XLSX)», nothing for 0.
Markup more_of(std::size_t count);

Markup timeline_section(const ReportPage& page);
Markup matrix_section(const ReportPage& page);
Markup lists_section(const ReportPage& page);
Markup load_section(const ReportPage& page);
Markup references_section(const ReportPage& page);
Markup checks_section(const ReportPage& page);

}  // namespace prikaz
