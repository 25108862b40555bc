#include "table_header.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

namespace prikaz {
namespace {

constexpr const char* kRoleNames[] = {"number", "activity", "period",   "responsible", "co_responsible",
                                      "result", "document", "method",   "form",        "place",
                                      "school", "person",   "position", "year",        "other"};

PageCell cell(std::string_view text, int row_span = 1, int col_span = 1) {
  PageCell out;
  if (!text.empty()) out.text.append(text, {1, {}}, 1);
  out.text.str = std::string(text);
  out.row_span = row_span;
  out.col_span = col_span;
  out.line_count = text.empty() ? 0 : 1;
  return out;
}
PageCell covered() {
  PageCell out;
  out.covered = true;
  return out;
}
PageRow row(std::vector<PageCell> cells) { return {std::move(cells), 0, 0}; }
PageRow plain(std::initializer_list<std::string> texts, bool bold = false) {
  PageRow out;
  for (const std::string& text : texts) {
    out.cells.push_back(cell(text));
    out.cells.back().bold = bold;
  }
  return out;
}

TEST(TableHeader, RolesOfHeaders) {
  std::ifstream file(PRIKAZ_TESTS_DIR "/structure/cases/column_roles.json");
  const auto cases = nlohmann::json::parse(file);
  std::set<std::string> roles;
  for (const auto& c : cases) {
    const std::optional<ColumnRole> role = role_of_header(c.at("header").get<std::string>());
    const nlohmann::json got = role ? nlohmann::json(kRoleNames[static_cast<std::size_t>(*role)]) : nlohmann::json();
    EXPECT_EQ(got, c.at("expect")) << c.at("header");
    if (role) roles.insert(got);
  }
  EXPECT_EQ(roles.size(), std::size(kRoleNames)) << "every role has a case";
}

TEST(TableHeader, RowNumbers) {
  for (const char* text : {"1", "1.", "1.2", "4.2.3.10", "12)", "1. 2.", " 3. "})
    EXPECT_TRUE(is_row_number(text)) << text;
  for (const char* text : {"", "-", "а", "1а", "№ 1", "1-2", ".1", "12.03.2024 10.30.15"})
    EXPECT_FALSE(is_row_number(text)) << text;
}

TEST(TableHeader, RowsOfColumnNumbers) {
  EXPECT_TRUE(is_column_number_row(plain({"1", "2", "3", "4"})));
  EXPECT_TRUE(is_column_number_row(plain({"1.", "2.", "3."})));
  EXPECT_TRUE(is_column_number_row(row({cell("1"), cell("2", 1, 2), covered(), cell("3")})));
  EXPECT_FALSE(is_column_number_row(plain({"1", "3", "4"})));
  EXPECT_FALSE(is_column_number_row(plain({"1", "2", "май"})));
  EXPECT_FALSE(is_column_number_row(plain({"2", "3", "4"})));
  EXPECT_FALSE(is_column_number_row(plain({"1", ""})));
  EXPECT_FALSE(is_column_number_row(plain({"2023", "2024", "2025"})));
}

TEST(TableHeader, SectionRows) {
  EXPECT_TRUE(is_section_row(row({cell("Подготовительный этап", 1, 3), covered(), covered()})));
  EXPECT_TRUE(is_section_row(row({cell("1."), cell("Подготовительный этап", 1, 3), covered(), covered()})));
  EXPECT_TRUE(is_section_row(row({cell("Этап", 1, 2), covered()}))) << "across a table of two columns";
  for (const char* label : {"I.", "VII", "Раздел III.", "Этап 2", "1.1"})
    EXPECT_TRUE(is_section_row(row({cell(label), cell("Организационная работа", 1, 2), covered()}))) << label;
  for (const char* label : {"Цель", "МБОУ СОШ № 1", "Итого", "№ 3"})
    EXPECT_FALSE(is_section_row(row({cell(label), cell("не участвовала", 1, 2), covered()}))) << label;
  EXPECT_FALSE(is_section_row(row({cell("Школа"), cell("")}))) << "one of two columns";
  EXPECT_FALSE(is_section_row(row({cell("Этап", 2, 3), covered(), covered()}))) << "merged downwards";
  EXPECT_FALSE(is_section_row(plain({"1", "Совещание", "май"})));
  EXPECT_FALSE(is_section_row(plain({"", "", ""})));
  EXPECT_FALSE(is_section_row(plain({"", "Организационные мероприятия", "", ""}))) << "one cell of four is filled";
  EXPECT_TRUE(is_section_row(plain({"", "Организационные мероприятия", "", ""}, true)))
      << "bold and alone in a wide table";
  EXPECT_FALSE(is_section_row(plain({"", "Организационные мероприятия", ""}, true))) << "not wide";
}

TEST(TableHeader, HeaderRowsByTheirWords) {
  const std::vector<PageRow> plan = {plain({"№ п/п", "Мероприятие", "Срок"}), plain({"1", "Совещание", "май"}),
                                     plain({"2", "Семинар", "июнь"})};
  EXPECT_EQ(count_header_rows(plan, 0), 1U);
  const std::vector<PageRow> known = {plain({"Мероприятие", "Срок", "Ответственный"}),
                                      plain({"Совещание", "май", "Цой А.В."})};
  EXPECT_EQ(count_header_rows(known, 0), 1U);
  const std::vector<PageRow> none = {plain({"Зорина А.П.", "начальник"}), plain({"Белых И.Л.", "методист"})};
  EXPECT_EQ(count_header_rows(none, 0), 0U);
  EXPECT_EQ(count_header_rows({}, 0), 0U);
  EXPECT_EQ(count_header_rows({plain({"№", "Срок"})}, 0), 0U) << "a table is more than its header";
}

TEST(TableHeader, ABoldRowOverPlainOnesIsAHeader) {
  EXPECT_EQ(count_header_rows({plain({"Альфа", "Бета"}, true), plain({"один", "два"}), plain({"три", "семь"})}, 0), 1U);
  EXPECT_EQ(count_header_rows(
                {plain({"Альфа", "Бета"}, true), plain({"один", "два"}, true), plain({"три", "семь"}, true)}, 0),
            0U);
}

TEST(TableHeader, CaptionsOverColumnsOfFigures) {
  const PageRow first = plain({"МБОУ СОШ № 1", "54", "3,7", "44,4", "51 %"}),
                second = plain({"Лицей", "61", "1,6", "-", "62 %"});
  for (const PageRow& header : {plain({"ОО", "Кол-во участников", "«2»", "«3»", "Качество, %"}),
                                plain({"Предмет", "2", "3", "4", "Качество"})})
    EXPECT_EQ(count_header_rows({header, first, second}, 0), 1U) << header.cells[1].text.str;
  for (const PageRow& row : {plain({"МБОУ СОШ № 3", "нет", "нет", "нет", "нет"}), plain({"Гимназия", "нет", "4", "5", "7"}),
                             plain({"Гимназия", "12", "4,5", "5,0", "17 %"}), plain({"ОО", "Число", "", "", ""})})
    EXPECT_EQ(count_header_rows({row, first, second}, 0), 0U) << row.cells[0].text.str;
  EXPECT_EQ(count_header_rows({row({cell("Наименование ОО", 2, 1), cell("ГИА-9", 1, 2), covered(), cell("ГИА-11", 1, 2),
                                    covered()}),
                               row({covered(), cell("2"), cell("3"), cell("чел."), cell("%")}), first},
                              0),
            2U);
  // Rows of a plan: a name is no caption, dates and hours are no figures.
  EXPECT_EQ(count_header_rows({plain({"Семинар", "для всех", "май", "Цой А.В."}), plain({"Смотр", "9", "12", "Цой А.В."}),
                               plain({"Конкурс", "7", "25", "Зорина А.П."})},
                              0),
            0U);
  EXPECT_EQ(count_header_rows({plain({"Семинар", "май", "весь день"}), plain({"Совет", "12.04", "10.00"}),
                               plain({"Смотр", "14.04.2024", "12.30"})},
                              0),
            0U);
}

TEST(TableHeader, AnEmptyCornerOverNumbers) {
  EXPECT_EQ(
      count_header_rows({plain({"", "Альфа", "Бета"}), plain({"1", "один", "два"}), plain({"2", "три", "семь"})}, 0),
      1U);
  EXPECT_EQ(
      count_header_rows({plain({"", "Альфа", "Бета"}), plain({"х", "один", "два"}), plain({"у", "три", "семь"})}, 0),
      0U);
}

TEST(TableHeader, MergedCellsTellHowDeepTheHeaderIs) {
  const std::vector<PageRow> rows = {
      row({cell("№", 2, 1), cell("Сроки", 1, 2), covered(), cell("Ответственный", 2, 1)}),
      row({covered(), cell("начало"), cell("окончание"), covered()}), plain({"1", "май", "июнь", "Цой А.В."})};
  EXPECT_EQ(count_header_rows(rows, 0), 2U);
  std::vector<PageRow> numbered = rows;
  numbered.insert(numbered.begin() + 2, plain({"1", "2", "3", "4"}));
  EXPECT_EQ(count_header_rows(numbered, 0), 3U) << "with the row of column numbers";
}

TEST(TableHeader, WhatIsRepeatedOnALaterPageIsTheHeader) {
  const std::vector<PageRow> rows = {plain({"Альфа", "Бета"}), plain({"один", "два"}), plain({"три", "семь"})};
  EXPECT_EQ(count_header_rows(rows, 0), 0U);
  EXPECT_EQ(count_header_rows(rows, 1), 1U);
}

TEST(TableHeader, ColumnsJoinTheirHeadersTopDown) {
  const std::vector<PageRow> rows = {
      row({cell("План работы", 1, 4), covered(), covered(), covered()}),
      row({cell("№", 2, 1), cell("Сроки", 1, 2), covered(), cell("Ответственный", 2, 1)}),
      row({covered(), cell("начало"), cell("окончание"), covered()}), plain({"1", "2", "3", "4"})};
  const std::vector<Column> columns = columns_of_header(rows, 4, 4);
  ASSERT_EQ(columns.size(), 4U);
  EXPECT_EQ(columns[0].header.str, "№");
  EXPECT_EQ(columns[1].header.str, "Сроки / начало");
  EXPECT_EQ(columns[2].header.str, "Сроки / окончание");
  EXPECT_EQ(columns[3].header.str, "Ответственный");
  EXPECT_EQ(columns[0].role, ColumnRole::number);
  EXPECT_EQ(columns[2].role, ColumnRole::period);
  EXPECT_EQ(columns[3].role, ColumnRole::responsible);
  const std::vector<Column> none = columns_of_header(rows, 0, 4);
  EXPECT_FALSE(none[0].role.has_value());
}

TEST(TableHeader, SameText) {
  EXPECT_TRUE(same_text("Наимено- вание", "НАИМЕНОВАНИЕ"));
  EXPECT_TRUE(same_text("", ""));
  EXPECT_FALSE(same_text("Срок", "Сроки"));
  EXPECT_TRUE(same_row(plain({"№", "Срок"}), plain({"№", "СРОК"})));
  EXPECT_FALSE(same_row(plain({"№", "Срок"}), plain({"№", "Дата"})));
  EXPECT_FALSE(same_row(plain({"", ""}), plain({"", ""}))) << "empty rows say nothing";
}

}  // namespace
}  // namespace prikaz
