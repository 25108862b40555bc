// Dates and periods of Russian orders: days, months, quarters, academic years, deadlines, recurrences, schedules.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prikaz/document.h"

namespace prikaz {

// What the document says about the year of an expression that prints none. `inferred` of a date then holds "year".
struct DateContext {
  // The calendar year of the plan or, failing that, of the order.
  std::optional<int> year;
  // First year of the plan's academic year (2023 for 2023-2024), where the plan is for one: September to December then
  // take it, January to August the next (but see `opening_august`), and «в течение года» is the academic year.
  std::optional<int> academic_year;
  // The text is a cell of a column of periods, or heads the column of a year: a «19.03» or a «2024» that is all of it
  // can only be a date.
  bool period_cell = false;
  // An August that prints no year is the one before the academic year: the plan begins with it.
  bool opening_august = false;
};

struct FoundDate {
  std::size_t begin = 0, end = 0;  // bytes of the text
  DateKind kind = DateKind::day;
  std::optional<Day> first, last;         // inclusive; a deadline has only `last`
  std::optional<std::string> recurrence;  // RFC 5545 rule
  std::vector<std::string> inferred;
  float confidence = 1;
};

// Every date expression of `text`, in order, not overlapping. `text` is NFC UTF-8 with single spaces.
//
//   «Январь – Февраль 2023 г.»                    -> one, months
//   «Январь 2023 г. Февраль 2023 г.»              -> two, month
//   «в течение учебного года, не реже 1 раза в месяц» -> academic_year, recurring FREQ=MONTHLY
//   «ГИА-2023», «9.30 - 11.30», «20___ г.»        -> none
//
// An impossible day (31.02.2024) is no date. contract/DECISIONS.md has the ambiguous cases.
std::vector<FoundDate> find_dates(std::string_view text, const DateContext& context);

// The one calendar day written in `text`, whatever surrounds it; the first if there are several.
std::optional<Day> parse_day(std::string_view text);

std::string iso(const Day& day);  // «2024-03-12», ISO 8601

}  // namespace prikaz
