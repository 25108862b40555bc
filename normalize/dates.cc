#include "dates.h"

#include <array>
#include <cstdio>

#include "date_grammar.h"
#include "date_text.h"

namespace prikaz {
namespace {

// In the order in which they are asked: «1 раз в квартал» before «1 квартал», «до 25 числа» before «до 25 мая», a span
// before the day it begins with, an academic year before the years it is printed with.
constexpr std::array<DateRule, 12> kRules = {read_recurrence, read_schedule,      read_unspecified, read_within,
                                             read_deadline,   read_span,          read_month_part,  read_period,
                                             read_season,     read_academic_year, read_points,      read_years};

bool may_begin(const DateText& text, std::size_t i) {
  return text.word(i) || text.number(i) || text.quote(i) || text.blank(i);
}

}  // namespace

std::vector<FoundDate> find_dates(std::string_view text, const DateContext& context) {
  std::vector<FoundDate> found;
  const DateText tokens(text);
  for (std::size_t i = 0; i < tokens.size();) {
    std::size_t next = i + 1;
    if (may_begin(tokens, i)) {
      for (const DateRule rule : kRules) {
        if (auto match = rule(tokens, i, context)) {
          found.insert(found.end(), match->dates.begin(), match->dates.end());
          next = match->next;
          break;
        }
      }
    }
    i = next;
  }
  return found;
}

std::optional<Day> parse_day(std::string_view text) {
  for (const FoundDate& date : find_dates(text, {})) {
    if (date.kind == DateKind::day && date.first) return date.first;
    if (date.kind == DateKind::deadline && date.last) return date.last;
  }
  return std::nullopt;
}

std::string iso(const Day& day) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return buffer;
}

}  // namespace prikaz
