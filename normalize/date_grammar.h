// The grammar of dates, one rule a function: each looks at one token and says what begins there.
//
// The rules over tokens replace a heap of regular expressions: «с 1 по 5 марта 2024 г.», «до 5 и 15 октября» and «22
// ноября- 29 ноября 2023 г.» are the same points with other joints, and the year printed last is shared by those before
// it.
#pragma once

#include <optional>
#include <vector>

#include "date_text.h"
#include "dates.h"

namespace prikaz {

// What was read at a token. Without dates: recognized as no date (an impossible or blank day), to be skipped as a
// whole.
struct DateMatch {
  std::size_t next = 0;  // the token after it
  std::vector<FoundDate> dates;
};

using DateRule = std::optional<DateMatch> (*)(const DateText& text, std::size_t i, const DateContext& context);

// date_points.cc: days and months, their lists and ranges, «до …», «к …», «начало марта».
std::optional<DateMatch> read_points(const DateText& text, std::size_t i, const DateContext& context);
std::optional<DateMatch> read_span(const DateText& text, std::size_t i, const DateContext& context);  // «с … по …»
std::optional<DateMatch> read_deadline(const DateText& text, std::size_t i, const DateContext& context);  // «до …»
std::optional<DateMatch> read_month_part(const DateText& text, std::size_t i, const DateContext& context);

// date_periods.cc: quarters, half-years, school quarters, years, academic years, «в течение …», seasons, vacations.
std::optional<DateMatch> read_period(const DateText& text, std::size_t i, const DateContext& context);
std::optional<DateMatch> read_academic_year(const DateText& text, std::size_t i, const DateContext& context);
std::optional<DateMatch> read_years(const DateText& text, std::size_t i, const DateContext& context);
std::optional<DateMatch> read_within(const DateText& text, std::size_t i, const DateContext& context);
std::optional<DateMatch> read_season(const DateText& text, std::size_t i, const DateContext& context);

// date_recurrence.cc: «ежемесячно», «1 раз в четверть», «каждый понедельник», «по плану школы», «постоянно».
std::optional<DateMatch> read_recurrence(const DateText& text, std::size_t i, const DateContext& context);
std::optional<DateMatch> read_schedule(const DateText& text, std::size_t i, const DateContext& context);
std::optional<DateMatch> read_unspecified(const DateText& text, std::size_t i, const DateContext& context);

// Pieces that several rules share.

struct NumberedWord {
  int value = 0;
  std::size_t next = 0;
};
// «январь», «янв.»
std::optional<NumberedWord> month_at(const DateText& text, std::size_t i);
// «2023» of «2023 г.»; REQUIRES nothing of what follows.
std::optional<int> year_at(const DateText& text, std::size_t i);
// The token after «г.», «год», «годов», «-го года», «календарного года»; `i` where none stands.
std::size_t after_year_word(const DateText& text, std::size_t i);

struct AcademicYear {
  int first = 0, last = 0;  // 2023, 2024
  std::size_t next = 0;
};
// «2023-2024 учебный год», «2023/24 уч. г.», «20232024 учебный год».
std::optional<AcademicYear> academic_year_at(const DateText& text, std::size_t i);
// «учебный год», «уч. года» without years.
std::optional<std::size_t> after_school_year_words(const DateText& text, std::size_t i);

struct Ordinal {
  int value = 0;
  std::size_t first = 0, next = 0;
};
struct Ordinals {
  std::vector<Ordinal> values;
  bool range = false;  // «I-II», else a list
  std::size_t next = 0;
};
// «I», «1-й», «первое», «I-II», «1, 2 и 3»; the caller looks at the noun that follows.
std::optional<Ordinals> ordinals_at(const DateText& text, std::size_t i);

Day day_of(int year, int month, int day);
Day last_day_of(int year, int month);
// The year of a month that prints none.
std::optional<int> context_year(const DateContext& context, int month);

// A date from token `first` to the token before `next`.
FoundDate found_date(const DateText& text, std::size_t first, std::size_t next, DateKind kind);

}  // namespace prikaz
