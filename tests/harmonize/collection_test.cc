#include "prikaz/collection.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "make_extraction.h"
#include "prikaz/error.h"

namespace prikaz {
namespace {

using nlohmann::json;

Collection golden(const std::string& name) {
  std::ifstream file(PRIKAZ_TESTS_DIR "/golden/" + name + ".json");
  Collection collection;
  add_extraction(collection, std::string{std::istreambuf_iterator<char>(file), {}}, "/archive/" + name + ".pdf");
  settle(collection);
  return collection;
}

Collection collected(const json& document) {
  Collection collection;
  add_extraction(collection, extraction(json::array({document})));
  settle(collection);
  return collection;
}

TEST(Collection, RowsOfAPlanOverPages) {
  const Collection collection = golden("klyuchevoy-311.lo");
  ASSERT_EQ(collection.documents.size(), 1U);
  const CollectedDocument& document = collection.documents[0];
  EXPECT_EQ(document.id, "3a898ba1cc46.1");
  EXPECT_EQ(document.kind, "order");
  EXPECT_EQ(document.number, "01-05/311");
  EXPECT_EQ(document.date, Day(std::chrono::year(2023), std::chrono::month(8), std::chrono::day(25)));
  EXPECT_EQ(document.path, "/archive/klyuchevoy-311.lo.pdf");
  ASSERT_EQ(collection.rows.size(), 18U);
  const PlanRow& row = collection.rows[0];
  EXPECT_EQ(row.number, "1.1");
  EXPECT_TRUE(row.activity.starts_with("Подготовка пакета распорядительных документов"));
  EXPECT_FALSE(row.section.empty());
  EXPECT_FALSE(row.result.empty());
  ASSERT_EQ(row.periods.size(), 1U);
  EXPECT_EQ(row.periods[0].kind, "deadline");
  EXPECT_EQ(row.periods[0].end, Day(std::chrono::year(2023), std::chrono::month(9), std::chrono::day(8)));
  ASSERT_EQ(row.responsible.size(), 2U);
  EXPECT_EQ(row.responsible[0].name, "Шульга Ц.П.");
  ASSERT_GE(row.responsible[0].person, 0);
  EXPECT_EQ(document.persons[static_cast<std::size_t>(row.responsible[0].person)].name, "Шульга Ц.П.");
  EXPECT_EQ(row.place.page, 2);
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.tables[0].headers.at(2), "Сроки");
  EXPECT_EQ(document.tables[0].roles.at(2), "period");
  EXPECT_GT(row.place.bbox.width(), 700);
}

TEST(Collection, CellsMergedDownwardsCountForEveryRow) {
  const Collection collection = golden("luzhsky-plan.lo");
  ASSERT_EQ(collection.rows.size(), 13U);
  for (const PlanRow& row : collection.rows) EXPECT_FALSE(row.activity.empty()) << row.row;
}

TEST(Collection, BeginningAndEndInTwoColumnsAreOnePeriod) {
  const Collection collection = golden("belokamenny-381p.lo");
  ASSERT_FALSE(collection.rows.empty());
  for (const PlanRow& row : collection.rows) EXPECT_EQ(row.periods.size(), 1U) << row.activity;
}

TEST(Collection, WorkingGroupOfATable) {
  const Collection collection = golden("zaozerny-112.lo");
  EXPECT_EQ(collection.documents[0].working_group.size(), 5U);
  ASSERT_EQ(collection.documents[0].lists.size(), 1U);
  EXPECT_EQ(collection.documents[0].lists[0].persons.size(), 5U);
}

TEST(Collection, SchoolsOfAList) {
  const Collection collection = golden("verkhneyarsky-64.lo");
  const auto& lists = collection.documents[0].lists;
  ASSERT_EQ(lists.size(), 2U);
  EXPECT_EQ(lists[0].kind, "persons");
  EXPECT_EQ(collection.documents[0].working_group.size(), 6U);
  EXPECT_EQ(lists[1].kind, "schools");
  EXPECT_EQ(lists[1].schools.size(), 4U);
  EXPECT_EQ(lists[1].appendix_title, "Перечень школ, представляющих отчёты");
}

TEST(Collection, TablesThatAreNoPlans) {
  EXPECT_TRUE(golden("stepnoy-spravka.lo").rows.empty());  // marks of schools by year
  EXPECT_TRUE(golden("dolinny-7ko.lo").rows.empty());      // schools and their mentors
  EXPECT_TRUE(collected({{"kind", "order"},
                         {"tables", {table({{"Школа", "school"}, {"Дата", "period"}}, {{"СОШ № 1", "5 мая"}})}}})
                  .rows.empty());
}

TEST(Collection, SumsAndEmptyRowsAreNoMeasures) {
  const Collection collection = collected({{"kind", "plan"},
                                           {"tables",
                                            {table({{"№", "number"}, {"Мероприятие", "activity"}, {"Срок", "period"}},
                                                   {{"1", "Семинар", "март"},
                                                    {"", "", "май"},
                                                    {"", "Итого", "2"},
                                                    {"Всего:", "3", ""},
                                                    {"2", "Итоговое совещание", "июнь"}})}}});
  ASSERT_EQ(collection.rows.size(), 2U);
  EXPECT_EQ(collection.rows[0].activity, "Семинар");
  EXPECT_EQ(collection.rows[1].activity, "Итоговое совещание");
}

TEST(Collection, ColumnsOfOneRoleAreJoined) {
  const Collection collection = collected(
      {{"kind", "plan"},
       {"tables",
        {table({{"Мероприятие", "activity"}, {"Содержание", "activity"}, {"Срок", "period"}, {"Методы", "method"}},
               {{"Семинар", "о смысловом чтении", "март", "опрос"}})}}});
  ASSERT_EQ(collection.rows.size(), 1U);
  EXPECT_EQ(collection.rows[0].activity, "Семинар о смысловом чтении");
  EXPECT_EQ(collection.rows[0].form, "опрос");
}

TEST(Collection, DirectionMergedOverRowsIsASection) {
  json plan = table({{"Направление", "activity"}, {"Мероприятие", "activity"}, {"Срок", "period"}},
                    {{"Работа с кадрами", "Семинар", "март"}, {"", "Вебинар", "май"}});
  plan["rows"][0]["cells"][0]["row_span"] = 2;
  plan["rows"][1]["cells"][0]["covered"] = true;
  const Collection collection = collected({{"kind", "plan"}, {"tables", {plan}}});
  ASSERT_EQ(collection.rows.size(), 2U);
  EXPECT_EQ(collection.rows[1].activity, "Вебинар");
  EXPECT_EQ(collection.rows[1].section, "Работа с кадрами");
}

TEST(Collection, FormsBesideAMergedDirectionAreTheMeasures) {
  json plan = table({{"Направление работы", "activity"}, {"Форма", "form"}, {"Дата", "period"}},
                    {{"Профилактика неуспешности", "Методический десант", "март"},
                     {"", "Совещание", "май"},
                     {"Подведение итогов", "Отчёт", "июнь"}});
  plan["rows"][0]["cells"][0]["row_span"] = 2;
  plan["rows"][1]["cells"][0]["covered"] = true;
  const Collection collection = collected({{"kind", "plan"}, {"tables", {plan}}});
  ASSERT_EQ(collection.rows.size(), 3U);
  EXPECT_EQ(collection.rows[0].activity, "Методический десант");
  EXPECT_EQ(collection.rows[1].activity, "Совещание");
  EXPECT_EQ(collection.rows[1].section, "Профилактика неуспешности");
  EXPECT_EQ(collection.rows[1].form, "");
  EXPECT_EQ(collection.rows[2].activity, "Подведение итогов");
  EXPECT_EQ(collection.rows[2].form, "Отчёт");
}

TEST(Collection, SeveralDatesOfACellAndThoseOfOtherCellsApart) {
  json plan = table({{"Мероприятие", "activity"}, {"Срок", "period"}}, {{"Разбор итогов 2022 года", "Январь, март"}});
  const auto date = [](const char* text, const char* column) {
    return json{{"text", text},
                {"kind", "month"},
                {"start", "2023-01-01"},
                {"end", nullptr},
                {"recurrence", nullptr},
                {"inferred", {"year"}},
                {"path", std::string("/documents/0/tables/0/rows/0/cells/") + column + "/text"}};
  };
  const Collection collection =
      collected({{"kind", "plan"},
                 {"tables", {plan}},
                 {"dates", {date("2022 года", "0"), date("Январь", "1"), date("март", "1")}}});
  ASSERT_EQ(collection.rows.size(), 1U);
  ASSERT_EQ(collection.rows[0].periods.size(), 2U);
  EXPECT_EQ(collection.rows[0].periods[0].text, "Январь");
  EXPECT_TRUE(collection.rows[0].periods[1].inferred);
}

TEST(Collection, OrderDoesNotDependOnTheOrderOfAdding) {
  const auto document = [](const char* date) {
    return json{{"kind", "order"},
                {"heading", {{"date", value(date)}}},
                {"tables", {table({{"Мероприятие", "activity"}, {"Срок", "period"}}, {{date, "май"}})}}};
  };
  const std::string late = extraction(json::array({document("2024-02-01")}), "bb"),
                    early = extraction(json::array({document("2023-02-01")}), "cc");
  for (const auto& [first, second] : {std::pair(late, early), std::pair(early, late)}) {
    Collection collection;
    add_extraction(collection, first);
    add_extraction(collection, second);
    settle(collection);
    ASSERT_EQ(collection.documents.size(), 2U);
    EXPECT_EQ(collection.documents[0].sha256, "cc");
    ASSERT_EQ(collection.rows.size(), 2U);
    EXPECT_EQ(collection.rows[0].activity, "2023-02-01");
    EXPECT_EQ(collection.rows[0].document, 0);
    EXPECT_EQ(collection.rows[1].place.document, 1);
  }
}

json order(const char* issuer, const char* place, const char* title) {
  json heading = {{"issuer", value(issuer)}, {"title", value(title)}};
  if (*place != 0) heading["place"] = value(place);
  return {{"kind", "order"}, {"heading", heading}};
}

std::vector<std::string> municipalities(const std::vector<json>& documents) {
  Collection collection;
  for (const json& document : documents)
    add_extraction(collection, extraction(json::array({document}), std::to_string(collection.documents.size())));
  settle(collection);
  std::vector<std::string> names;
  for (const CollectedDocument& document : collection.documents) names.push_back(document.municipality);
  return names;
}

TEST(Collection, DocumentsOfOneOfficeShareTheMunicipality) {
  const char* office = "Управление образования";
  using Names = std::vector<std::string>;
  EXPECT_EQ(municipalities({order(office, "с. Холмское", "О плане на 2023 год"),
                            order(office, "с. Холмское", "О плане Холмского района")}),
            (Names{"Холмский район", "Холмский район"}));
  // Of another town, or without one: offices of that name are everywhere.
  EXPECT_EQ(
      municipalities({order(office, "г. Лужск", "О плане"), order(office, "с. Холмское", "О плане Холмского района")}),
      (Names{"Холмский район", ""}));
  EXPECT_EQ(municipalities({order(office, "", "О плане"), order(office, "", "О плане Холмского района")}),
            (Names{"Холмский район", ""}));
}

TEST(Collection, SpellingsOfAMunicipalityBecomeOne) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(municipalities({order("ОТДЕЛ ОБРАЗОВАНИЯ ОЗЕРНОГО МУНИЦИПАЛЬНОГО РАЙОНА", "", ""),
                            order("Отдел образования администрации МР «Озёрный район»", "", "")}),
            (Names{"Озёрный муниципальный район", "Озёрный муниципальный район"}));
}

TEST(Collection, YearsOfAPlan) {
  const auto years = [](const std::string& name) {
    const Collection collection = golden(name);
    return std::pair(collection.documents[0].plan_first_year.value_or(0),
                     collection.documents[0].plan_last_year.value_or(0));
  };
  EXPECT_EQ(years("klyuchevoy-311.lo"), std::pair(2023, 2024));
  EXPECT_EQ(years("belokamenny-381p.lo"), std::pair(2025, 2025));
  EXPECT_EQ(years("luzhsky-plan.lo"), std::pair(2024, 2025));
  EXPECT_EQ(years("dolinny-7ko.lo"), std::pair(0, 0));
}

TEST(Collection, YearsOfAPlanAreThoseAheadNotThoseLookedBackAt) {
  const auto date = [](const char* text, const char* first, const char* last) {
    return json{{"text", text},
                {"kind", "year"},
                {"start", first},
                {"end", last},
                {"inferred", json::array()},
                {"path", "/documents/0/heading/title/text"}};
  };
  json document = order("", "", "О плане по итогам ГИА 2022 года на 2023 год");
  document["dates"] = {date("2022 года", "2022-01-01", "2022-12-31"), date("2023 год", "2023-01-01", "2023-12-31")};
  const Collection collection = collected(document);
  EXPECT_EQ(collection.documents[0].plan_first_year, 2023);
  EXPECT_EQ(collection.documents[0].plan_last_year, 2023);
}

TEST(Collection, OnlyThePlansOfAYear) {
  const auto plan = [](const char* number, int first, int last, const char* date) {
    json document = order("", "", "");
    document["heading"]["number"] = value(number);
    document["heading"]["date"] = value(date);
    document["tables"] = {table({{"Мероприятие", "activity"}, {"Срок", "period"}}, {{number, "май"}})};
    if (first != 0) {
      const json years = {{"text", "years"},
                          {"kind", "range"},
                          {"start", std::to_string(first) + "-01-01"},
                          {"end", std::to_string(last) + "-12-31"},
                          {"inferred", json::array()},
                          {"path", "/documents/0/heading/title/text"}};
      document["dates"] = {years};
    }
    return document;
  };
  const auto kept = [&](int first, int last) {
    Collection collection;
    for (const json& document : {plan("a", 2023, 2024, "2023-09-01"), plan("b", 2023, 2023, "2023-01-10"),
                                 plan("c", 2021, 2024, "2021-01-10"), plan("d", 0, 0, "2024-02-01")})
      add_extraction(collection, extraction(json::array({document}), std::to_string(collection.documents.size())));
    settle(collection);
    keep_years(collection, first, last);
    std::string numbers;
    for (const PlanRow& row : collection.rows) {
      EXPECT_EQ(collection.documents.at(static_cast<std::size_t>(row.document)).number, row.activity);
      EXPECT_EQ(row.place.document, row.document);
      numbers += row.activity;
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
  };
  EXPECT_EQ(kept(2023, 2023), "abc");
  EXPECT_EQ(kept(2024, 2024), "acd");
  EXPECT_EQ(kept(2023, 2024), "a");
  EXPECT_EQ(kept(2019, 2019), "");
}

TEST(Collection, WhatIsNoExtractionIsAnInputError) {
  Collection collection;
  for (const char* text :
       {"", "{", "[]", "{}", R"({"schema": "urn:prikaz:extraction:2", "documents": [], "source": {}})",
        R"({"schema": "urn:prikaz:extraction:1", "source": {}, "documents": [5]})"})
    EXPECT_THROW(add_extraction(collection, text), InputError) << text;
  EXPECT_TRUE(collection.documents.empty());
  EXPECT_TRUE(collection.rows.empty());
}

}  // namespace
}  // namespace prikaz
