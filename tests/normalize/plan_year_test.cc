#include "plan_year.h"

#include <gtest/gtest.h>

#include "make_draft.h"

namespace prikaz {
namespace {

// «2024», «2023/24» for an academic year, both with «+», «-» for none.
std::string written(const DateContext& context) {
  std::string out;
  if (context.year) out += std::to_string(*context.year);
  if (context.academic_year) out += (out.empty() ? "" : "+") + std::to_string(*context.academic_year) + "/";
  return out.empty() ? "-" : out;
}

std::string year_of(std::string_view title, std::string_view date = "от 12.03.2022") {
  DocumentDraft draft;
  draft.heading.title = text(title);
  if (!date.empty()) draft.heading.date = text(date);
  return written(find_plan_years(draft).document);
}

TEST(PlanYear, OfTheDocument) {
  const struct {
    const char *title, *expect;
  } cases[] = {
      {"Об утверждении плана работы на 2024 год", "2024"},
      {"О плане работы на 2024 г.", "2024"},
      {"О плане на 2023-2024 учебный год", "2023/"},
      {"О плане на 2023/2024 учебный год", "2023/"},
      {"О плане на 2023 – 2024 учебный год", "2023/"},
      {"Об итогах 2 четверти 2023-2024 учебного года", "2023/"},
      {"О плане на I полугодие 2024 года", "2024"},
      {"О плане на 2 квартал 2024 года", "2024"},
      {"О проведении семинара", "2022"},
      {"О плане на 2021-2024 годы", "-"},
      {"О планах на 2023 год и на 2024 год", "-"},
      {"", "2022"},
  };
  for (const auto& c : cases) EXPECT_EQ(year_of(c.title), c.expect) << c.title;
}

TEST(PlanYear, WithoutADateOfTheOrderItIsOpen) {
  EXPECT_EQ(year_of("О проведении семинара", ""), "-");
  EXPECT_EQ(year_of("О проведении семинара", "«__» ______ 20__ г."), "-");
}

TEST(PlanYear, AnAppendixHasItsOwnOrTheDocuments) {
  DocumentDraft draft;
  draft.heading.title = text("Об организации работы");
  draft.heading.date = text("12.03.2022");
  draft.appendices = {appendix("", "План работы на 2024 год", {}), appendix("", "План на 2023-2024 учебный год", {}),
                      appendix("", "Состав рабочей группы", {}), appendix("", "Программа на 2021-2024 годы", {}),
                      appendix("Приложение 5", "", {})};
  const PlanYears years = find_plan_years(draft);
  std::vector<std::string> got;
  for (const DateContext& context : years.appendices) got.push_back(written(context));
  EXPECT_EQ(got, (std::vector<std::string>{"2024", "2023/", "2022", "-", "2022"}));
}

TEST(PlanYear, AnAugustBeforeSeptemberOpensThePlan) {
  const auto opening = [](const std::vector<std::string>& rows) {
    std::vector<std::vector<std::string>> cells;
    for (const std::string& row : rows) cells.push_back({row, ""});
    Table plan = table("t1", {{"Срок", ColumnRole::period}, {"Мероприятие", ColumnRole::activity}}, cells);
    for (Row& row : plan.rows)
      if (row.cells[0].text.str.ends_with(":")) row.kind = RowKind::section;
    std::string out;
    for (const bool first : rows_of_opening_august(plan)) out += first ? '1' : '0';
    return out.substr(1);  // without the header
  };
  EXPECT_EQ(opening({"27.08.", "август", "до 5 сентября", "май", "август"}), "11000");
  EXPECT_EQ(opening({"Август:", "27.08.", "Сентябрь:", "13.09."}), "1100");
  EXPECT_EQ(opening({"август-сентябрь", "октябрь"}), "10");
  EXPECT_EQ(opening({"Первый этап:", "сентябрь", "май", "до 25 августа", "Второй этап:", "сентябрь"}), "000000")
      << "after May it closes the year, whatever section follows";
  EXPECT_EQ(opening({"Первый этап:", "сентябрь", "май", "Второй этап:", "август", "постоянно", "октябрь"}), "0000100");
  EXPECT_EQ(opening({"январь", "август"}), "00");
  EXPECT_EQ(opening({"август"}), "0");
}

}  // namespace
}  // namespace prikaz
