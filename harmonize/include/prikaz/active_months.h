// In which months something planned is going on: for the load of persons and for timelines.
#pragma once

#include <optional>
#include <vector>

#include "prikaz/collection.h"

namespace prikaz {

// A month as one number that can be counted through: year * 12 + month - 1.
using Month = int;

constexpr Month month_of(Day day) {
  return static_cast<int>(day.year()) * 12 + static_cast<int>(static_cast<unsigned>(day.month())) - 1;
}
constexpr int year_of(Month month) { return month / 12; }
constexpr unsigned number_of(Month month) { return static_cast<unsigned>(month % 12) + 1; }  // 1..12

struct MonthSpan {
  Month first = 0, last = 0;  // inclusive
};

// The time a document plans for: its academic year from September to August, its calendar years, else the year it was
// signed in; nothing if it tells none of them.
std::optional<MonthSpan> planned_time(const CollectedDocument& document);

struct ActiveMonths {
  std::vector<Month> dated;      // stated: «март 2024 г.», «с 10 по 20 октября», a deadline's month
  std::vector<Month> recurring;  // again and again: «ежемесячно», «постоянно»; none of `dated`
  bool empty() const { return dated.empty() && recurring.empty(); }
};

// Both sorted, each month once. A period that names no time («по отдельному графику») gives none; «ежеквартально» gives
// the last month of each quarter of the plan. At most ten years of one period are counted.
ActiveMonths active_months(const std::vector<CollectedPeriod>& periods, const CollectedDocument& document);

}  // namespace prikaz
