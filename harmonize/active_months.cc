#include "prikaz/active_months.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

constexpr int kMostMonths = 120;

bool speaks_of_school_years(const CollectedDocument& document) {
  return fold(document.title).find("учебн") != std::string::npos;
}

// The number after «INTERVAL=», 1 if there is none.
int interval_of(std::string_view rule) {
  const std::size_t at = rule.find("INTERVAL=");
  if (at == std::string_view::npos) return 1;
  return std::max(1, std::atoi(std::string(rule.substr(at + 9, 4)).c_str()));
}

// Months between two occurrences; 0 where the rule does not tell which months they fall in.
int step_of(std::string_view rule) {
  if (rule.find("FREQ=YEARLY") != std::string_view::npos) return 0;
  return rule.find("FREQ=MONTHLY") != std::string_view::npos ? interval_of(rule) : 1;
}

bool goes_on_all_the_time(std::string_view text) {
  const std::string folded = fold(text);
  for (const char* words : {"постоянн", "весь период", "всего периода", "весь срок", "систематическ", "регулярн"})
    if (folded.find(words) != std::string::npos) return true;
  return false;
}

void add_span(std::vector<Month>& to, MonthSpan span, int step) {
  span.last = std::min(span.last, span.first + kMostMonths - 1);
  for (Month month = span.first + step - 1; month <= span.last; month += step) to.push_back(month);
}

void sort_out(std::vector<Month>& months) {
  std::sort(months.begin(), months.end());
  months.erase(std::unique(months.begin(), months.end()), months.end());
}

}  // namespace

std::optional<MonthSpan> planned_time(const CollectedDocument& document) {
  if (document.plan_first_year) {
    const int first = *document.plan_first_year, last = document.plan_last_year.value_or(first);
    if (last == first + 1 && speaks_of_school_years(document)) return MonthSpan{first * 12 + 8, last * 12 + 7};
    return MonthSpan{first * 12, last * 12 + 11};
  }
  if (!document.date) return std::nullopt;
  const int year = static_cast<int>(document.date->year());
  return MonthSpan{year * 12, year * 12 + 11};
}

ActiveMonths active_months(const std::vector<CollectedPeriod>& periods, const CollectedDocument& document) {
  ActiveMonths months;
  const std::optional<MonthSpan> plan = planned_time(document);
  for (const CollectedPeriod& period : periods) {
    const bool recurring = period.kind == "recurring" || !period.recurrence.empty();
    const bool bounded = period.start && period.end && *period.start <= *period.end;
    if (recurring || (period.kind == "unspecified" && goes_on_all_the_time(period.text))) {
      const std::optional<MonthSpan> span = bounded ? MonthSpan{month_of(*period.start), month_of(*period.end)} : plan;
      if (const int step = step_of(period.recurrence); span && step > 0) add_span(months.recurring, *span, step);
    } else if (bounded) {
      add_span(months.dated, {month_of(*period.start), month_of(*period.end)}, 1);
    } else if (period.end || period.start) {
      months.dated.push_back(month_of(period.end ? *period.end : *period.start));
    }
  }
  sort_out(months.dated);
  sort_out(months.recurring);
  std::erase_if(months.recurring,
                [&](Month month) { return std::binary_search(months.dated.begin(), months.dated.end(), month); });
  return months;
}

}  // namespace prikaz
