#include "dates.h"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <nlohmann/json.hpp>

namespace prikaz {
namespace {

constexpr std::array<std::string_view, 13> kKindNames = {
    "day",           "range",          "month",    "months",    "quarter",  "half_year",  "year",
    "academic_year", "school_quarter", "deadline", "recurring", "schedule", "unspecified"};

// «range 2023-09-18..2023-10-06 : с 18.09.2023 по 06.10.2023»: the kind, the bounds if there are any, the rule,
// `inferred`, and after the colon the words of the mention. The cases file is written in it.
std::string written(const FoundDate& date, std::string_view text) {
  std::string line(kKindNames.at(static_cast<std::size_t>(date.kind)));
  if (date.first || date.last) {
    line += ' ';
    if (date.first) line += iso(*date.first);
    line += "..";
    if (date.last) line += iso(*date.last);
  }
  if (date.recurrence) line += " " + *date.recurrence;
  if (!date.inferred.empty()) line += " inferred";
  return line + " : " + std::string(text.substr(date.begin, date.end - date.begin));
}

TEST(Dates, Cases) {
  std::ifstream file(PRIKAZ_TESTS_DIR "/normalize/cases/dates.json");
  const auto cases = nlohmann::json::parse(file);
  EXPECT_GE(cases.size(), 200U);
  for (const auto& c : cases) {
    const auto input = c.at("input").get<std::string>();
    DateContext context;
    if (c.contains("year")) context.year = c["year"].get<int>();
    if (c.contains("academic_year")) context.academic_year = c["academic_year"].get<int>();
    context.period_cell = c.value("period_cell", false);
    std::vector<std::string> got;
    for (const FoundDate& date : find_dates(input, context)) got.push_back(written(date, input));
    EXPECT_EQ(got, c.at("expect").get<std::vector<std::string>>()) << input;
  }
}

TEST(Dates, EveryDayInEveryFormParsesBack) {
  using namespace std::chrono;
  static constexpr const char* kGenitive[] = {"января", "февраля", "марта",    "апреля",  "мая",    "июня",
                                              "июля",   "августа", "сентября", "октября", "ноября", "декабря"};
  for (sys_days d = 1991y / January / 1; d <= sys_days(2035y / December / 31); d += days(1)) {
    const Day day(d);
    const std::string year = std::to_string(static_cast<int>(day.year()));
    const auto month_number = static_cast<unsigned>(day.month());
    const std::string month = kGenitive[month_number - 1];
    const auto two = [](unsigned n) {
      return std::string{static_cast<char>('0' + n / 10), static_cast<char>('0' + n % 10)};
    };
    const std::string dd = two(static_cast<unsigned>(day.day())), mm = two(month_number);
    const std::string bare_day = std::to_string(static_cast<unsigned>(day.day()));
    const std::string forms[] = {
        dd + "." + mm + "." + year,
        "от " + dd + "." + mm + "." + year + "г.№12",
        bare_day + " " + month + " " + year + " г.",
        "от" + bare_day + " " + month + " " + year + "года",
        "«" + dd + "» " + month + " " + year + " г.",
        "« " + dd + " » " + mm + " " + year + " г.",
        "«_" + dd + "_»_" + mm + "_" + year + " г.",
        "__" + dd + "." + mm + "." + year + "____",
        "до " + bare_day + " " + month + " " + year,
        dd + "." + mm + "." + year.substr(2) + " г.",
        iso(day),
    };
    for (const std::string& form : forms) ASSERT_EQ(parse_day(form), day) << form;
  }
}

TEST(Dates, ImpossibleDaysAreNone) {
  for (const char* text :
       {"31.02.2024", "29.02.2023", "31 апреля 2024 г.", "«30» февраля 2024 г.", "00.01.2024", "12.13.2024", ""})
    EXPECT_EQ(parse_day(text), std::nullopt) << text;
}

TEST(Dates, ReversedRangeIsKeptAndDoubted) {
  const auto found = find_dates("С 01.01.2024г. по 08.01.2023г.", {});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_LE(found[0].confidence, 0.5F);
  EXPECT_GT(*found[0].first, *found[0].last);
}

TEST(Dates, InOrderAndApart) {
  const std::string text =
      "В течение 2023-2024 учебного года, не реже 1 раза в месяц, с 5 по 9 февраля 2024 г. и до конца мая, по "
      "отдельному плану";
  std::size_t end = 0;
  const auto found = find_dates(text, {2024, 2023});
  EXPECT_EQ(found.size(), 5U);
  for (const FoundDate& date : found) {
    EXPECT_GE(date.begin, end);
    EXPECT_LT(date.begin, date.end);
    end = date.end;
  }
  EXPECT_LE(end, text.size());
}

}  // namespace
}  // namespace prikaz
