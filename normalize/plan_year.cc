#include "plan_year.h"

#include <optional>

namespace prikaz {
namespace {

struct TitleYears {
  std::optional<DateContext> context;
  bool several = false;  // years are named, but not one
};

int year_of(const Day& day) { return static_cast<int>(day.year()); }

TitleYears years_of_title(const Text& title) {
  TitleYears out;
  DateContext context;
  for (const FoundDate& date : find_dates(title.str, {})) {
    if (date.kind == DateKind::academic_year && date.first) {
      if (context.academic_year && *context.academic_year != year_of(*date.first)) out.several = true;
      context.academic_year = year_of(*date.first);
    } else if (date.kind == DateKind::year && date.first) {
      if (context.year && *context.year != year_of(*date.first)) out.several = true;
      context.year = year_of(*date.first);
    } else if (date.kind == DateKind::range && date.first && date.last && year_of(*date.first) != year_of(*date.last)) {
      out.several = true;
    } else if ((date.kind == DateKind::half_year || date.kind == DateKind::quarter) && date.first && !context.year) {
      context.year = year_of(*date.first);
    }
  }
  // «2 четверть 2023-2024 учебного года» is one expression without bounds; its academic year counts all the same.
  if (!context.academic_year) {
    const std::size_t at = title.str.find("20");
    for (std::size_t i = at; i != std::string::npos; i = title.str.find("20", i + 1)) {
      const std::string rest = title.str.substr(i);
      if (rest.size() < 10) break;
      const std::size_t second = rest.find("20", 4);
      if (second == std::string::npos || second > 9) continue;
      const auto read = [](const std::string& digits) -> int {
        return digits.find_first_not_of("0123456789") == std::string::npos && digits.size() == 4 ? std::stoi(digits)
                                                                                                 : 0;
      };
      const int from = read(rest.substr(0, 4)), to = second + 4 <= rest.size() ? read(rest.substr(second, 4)) : 0;
      const std::size_t word = rest.find("уч", second);
      if (from > 0 && to == from + 1 && word != std::string::npos && word - second < 8) context.academic_year = from;
    }
  }
  if (out.several && !context.academic_year) return out;
  if (context.year || context.academic_year) out.context = context;
  return out;
}

// The months that a row of a plan prints in its periods or as the title of a section, in order.
std::vector<unsigned> months_of(const Table& table, const Row& row) {
  DateContext context;
  context.academic_year = 2000;  // any: the month alone is asked for
  context.period_cell = true;
  std::vector<unsigned> months;
  for (std::size_t c = 0; c < row.cells.size() && c < table.columns.size(); ++c) {
    if (row.kind == RowKind::header || (row.kind == RowKind::data && table.columns[c].role != ColumnRole::period))
      continue;
    for (const FoundDate& date : find_dates(row.cells[c].text.str, context)) {
      const bool of_month = date.kind == DateKind::day || date.kind == DateKind::range ||
                            date.kind == DateKind::month || date.kind == DateKind::months ||
                            date.kind == DateKind::deadline;
      if (!of_month) continue;
      for (const std::optional<Day>& day : {date.first, date.last})
        if (day) months.push_back(static_cast<unsigned>(day->month()));
    }
  }
  return months;
}

}  // namespace

std::vector<bool> rows_of_opening_august(const Table& table) {
  constexpr unsigned kAugust = 8;
  std::vector<bool> opening(table.rows.size(), false);
  std::vector<std::size_t> waiting;  // rows of an August that still waits for the month after it
  unsigned before = 0;               // the month before it in its section
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    if (table.rows[r].kind == RowKind::section) before = 0;
    for (const unsigned month : months_of(table, table.rows[r])) {
      if (month == kAugust) {
        if (before == 0 || before > kAugust) waiting.push_back(r);
        continue;
      }
      for (const std::size_t row : waiting) opening[row] = month > kAugust;
      waiting.clear();
      before = month;
    }
  }
  return opening;
}

PlanYears find_plan_years(const DocumentDraft& draft) {
  PlanYears years;
  std::optional<int> order_year;
  if (const std::optional<Day> day = parse_day(draft.heading.date.str)) order_year = year_of(*day);
  const TitleYears title = years_of_title(draft.heading.title);
  if (title.context) years.document = *title.context;
  if (!years.document.year && !years.document.academic_year && !title.several) years.document.year = order_year;
  for (const Appendix& appendix : draft.appendices) {
    const TitleYears own = years_of_title(appendix.title);
    years.appendices.push_back(own.context ? *own.context : own.several ? DateContext{} : years.document);
  }
  return years;
}

}  // namespace prikaz
