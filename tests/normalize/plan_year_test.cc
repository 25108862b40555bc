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

}  // namespace
}  // namespace prikaz
