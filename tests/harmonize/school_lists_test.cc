#include "prikaz/school_lists.h"

#include <gmock/gmock.h>

#include "make_orders.h"

namespace prikaz {
namespace {

using ::testing::ElementsAre;

std::string period(std::string_view text) {
  const auto found = read_list_period(text);
  return found ? found->label() : "";
}

TEST(ListPeriod, IsReadFromTitles) {
  EXPECT_EQ(period("ШНОР в 2024 году"), "2024");
  EXPECT_EQ(period("Школы ШНОР / 2023год"), "2023");
  EXPECT_EQ(period("2021г."), "2021");
  EXPECT_EQ(period("на 2023-2024 учебный год"), "2023/2024");
  EXPECT_EQ(period("на 2023/2024 учебный год"), "2023/2024");
  EXPECT_EQ(period("на 2023/24 уч. год"), "2023/2024");
  EXPECT_EQ(period("на 2021 – 2024 годы"), "2021–2024");
  EXPECT_EQ(period("в 2022 и 2023 годах"), "2023");
  EXPECT_EQ(period("Список школ"), "");
  EXPECT_EQ(period("к приказу от 05.09.2023 № 187"), "");
  EXPECT_EQ(period("тел. 1202345"), "");
}

// «ШНОР 2023: МБОУ СОШ № 1, …» for each edition.
std::vector<std::string> told(const std::vector<Order>& orders) {
  const Collection collection = collect(orders);
  const SchoolEntities schools = gather_school_entities(collection);
  std::vector<std::string> lines;
  const auto names = [&](const std::vector<int>& entities) {
    std::string text;
    for (const int entity : entities) text += " " + schools.entities[static_cast<std::size_t>(entity)].number;
    return text;
  };
  for (const SchoolList& list : gather_school_lists(collection, schools))
    for (const ListEdition& edition : list.editions) {
      std::string line = list.name + " " + edition.period.label() + ":";
      for (const ListMember& member : edition.members)
        line += " " + schools.entities[static_cast<std::size_t>(member.entity)].number;
      if (!edition.added.empty()) line += " new" + names(edition.added);
      if (!edition.left.empty()) line += " left" + names(edition.left);
      lines.push_back(line);
    }
  return lines;
}

Order with_list(const std::string& year, const std::string& title, std::vector<std::string> schools) {
  Order order{"Лесного района", year, {}, std::move(schools), {}, title, {}, {}};
  return order;
}

TEST(SchoolLists, YearAfterYear) {
  EXPECT_THAT(
      told({with_list("2022", "Перечень ШНОР в 2022 году", {"МБОУ СОШ № 1", "МБОУ ООШ № 2", "МБОУ СОШ № 3"}),
            with_list("2023", "Школы с низкими образовательными результатами в 2023 году", {"СОШ №1", "МБОУ СОШ № 4"}),
            with_list("2024", "Список школ с низкими результатами обучения", {"МБОУ «СОШ № 4»"}),
            with_list("2024", "Школы-наставники", {"МБОУ СОШ № 5"})}),
      ElementsAre("ШНОР 2022: 1 2 3", "ШНОР 2023: 1 4 new 4 left 2 3", "ШНОР 2024: 4 left 1",
                  "Школы-наставники 2024: 5"));
}

TEST(SchoolLists, AnyTitleIsAListOfItsOwn) {
  EXPECT_THAT(
      told({with_list("2022", "Список школ с кадетскими классами в 2022 году", {"МБОУ СОШ № 1", "МБОУ СОШ № 2"}),
            with_list("2023", "Список школ с кадетскими классами на 2023 год", {"МБОУ СОШ № 2"})}),
      ElementsAre("Список школ с кадетскими классами 2022: 1 2", "Список школ с кадетскими классами 2023: 2 left 1"));
}

TEST(SchoolLists, ColumnsAndSectionsOfATable) {
  Table years = table("t1",
                      {{"№", ColumnRole::number},
                       {"Школы ШНОР / 2022 год", ColumnRole::year},
                       {"Школы ШНОР / 2023 год", ColumnRole::year}},
                      {{"1", "МБОУ СОШ № 1", "МБОУ СОШ № 2"}, {"2", "МБОУ СОШ № 2", ""}});
  Order of_years{"Лесного района", "2023", {}, {}, {}, {}, {}, {years}};
  EXPECT_THAT(told({of_years}), ElementsAre("ШНОР 2022: 1 2", "ШНОР 2023: 2 left 1"));

  Table sections = table(
      "t1", {{"№", ColumnRole::number}, {"ШНОР", ColumnRole::school}, {"500+", ColumnRole::school}},
      {{"2021 г.", "", ""}, {"1", "МБОУ СОШ № 1", "МБОУ СОШ № 7"}, {"2022 г.", "", ""}, {"1", "МБОУ СОШ № 2", ""}});
  for (const std::size_t row : {1U, 3U}) sections.rows[row].kind = RowKind::section;
  Order of_sections{"Лесного района", "2023", {}, {}, {}, {}, {}, {sections}};
  EXPECT_THAT(told({of_sections}), ElementsAre("Проект «500+» 2021: 7", "ШНОР 2021: 1", "ШНОР 2022: 2 new 2 left 1"));
}

TEST(SchoolLists, APlanIsNoList) {
  Table plan =
      table("t1", {{"№", ColumnRole::number}, {"Мероприятие", ColumnRole::activity}, {"Школа", ColumnRole::school}},
            {{"1", "Семинар", "МБОУ СОШ № 1"}});
  Order order{"Лесного района", "2023", {}, {}, {}, {}, {}, {plan}};
  EXPECT_THAT(told({order}), ElementsAre());
}

TEST(SchoolLists, AYearOfTheDocumentWhereTheTitleHasNone) {
  Order order = with_list("2023", "ШНОР", {"МБОУ СОШ № 1"});
  order.title = "О поддержке школ в 2023/2024 учебном году";
  EXPECT_THAT(told({order}), ElementsAre("ШНОР 2023/2024: 1"));
  order.title = "О реализации программы на 2021-2025 годы";
  EXPECT_THAT(told({order}), ElementsAre("ШНОР 2023: 1"));
}

}  // namespace
}  // namespace prikaz
