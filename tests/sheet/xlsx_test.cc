// Workbooks as another program reads them: openpyxl.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "prikaz/sheet.h"
#include "tab_names.h"

namespace prikaz {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;

json read_workbook(const std::filesystem::path& file) {
  // Debian's own Python: openpyxl is a package of it.
  const std::string command = "/usr/bin/python3 " PRIKAZ_TESTS_DIR "/sheet/read_xlsx.py '" + file.native() + "'";
  FILE* const pipe = ::popen(command.c_str(), "r");
  std::string text;
  std::array<char, 4096> piece;
  while (const std::size_t n = std::fread(piece.data(), 1, piece.size(), pipe)) text.append(piece.data(), n);
  EXPECT_EQ(::pclose(pipe), 0);
  return json::parse(text, nullptr, false);
}

class Xlsx : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "prikaz-xlsx-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // One row in one sheet.
  json cells(const std::vector<SheetCell>& row) {
    Sheet sheet;
    sheet.name = "Лист";
    for (std::size_t i = 0; i < row.size(); ++i) sheet.columns.push_back({"k", "Столбец", 20, i == 0});
    sheet.rows = [&](const SheetRow& write) { write(row); };
    notes_ = write_sheets(file(), SheetFormat::xlsx, {sheet});
    book_ = read_workbook(file());
    return book_.at("tabs").at(0).at("rows").at(1);
  }
  std::filesystem::path file() const { return folder_ / "a.xlsx"; }

  std::filesystem::path folder_;
  std::vector<std::string> notes_;
  json book_;
};

TEST_F(Xlsx, CellsHaveTypes) {
  EXPECT_EQ(cells({"текст", 12, 0.25, Day(2024y / 3 / 5), true, SheetCell(), 1027700132195}), json::parse(R"([
      {"value": "текст", "type": "s", "wrap": true}, {"value": 12, "type": "n", "format": "0"},
      {"value": 0.25, "type": "n"}, {"value": "2024-03-05", "type": "d", "format": "dd.mm.yyyy"},
      {"value": "yes", "type": "s"}, {"value": null, "type": "n"},
      {"value": 1027700132195, "type": "n", "format": "0"}])"));
  const json& tab = book_.at("tabs").at(0);
  EXPECT_EQ(tab.at("name"), "Лист");
  EXPECT_EQ(tab.at("frozen"), "A2");
  EXPECT_EQ(tab.at("filter"), "A1:G2");
  EXPECT_EQ(tab.at("rows").at(0).at(0).at("value"), "Столбец");
  EXPECT_EQ(tab.at("rows").at(0).at(0).at("bold"), true);
  EXPECT_EQ(book_.at("created"), "2000-01-01T00:00:00");
}

TEST_F(Xlsx, WhatExcelCannotHoldAsANumberIsText) {
  EXPECT_EQ(cells({"", Day(1899y / 12 / 31), 1234567890123456789, std::nan("")}), json::parse(R"([
      {"value": null, "type": "n", "wrap": true}, {"value": "1899-12-31", "type": "s"},
      {"value": "1234567890123456789", "type": "s"}, {"value": null, "type": "n"}])"));
}

TEST_F(Xlsx, FormulasAreTexts) {
  const std::vector<SheetCell> formulas{
      "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "{=1}", "=HYPERLINK(\"http://a\")"};
  const json row = cells(formulas);
  for (const json& cell : row) EXPECT_EQ(cell.at("type"), "s") << cell;
  EXPECT_EQ(row.at(0).at("value"), "=1+1");
  EXPECT_EQ(row.size(), formulas.size());
}

TEST_F(Xlsx, WhatIsInvisibleIsShown) {
  EXPECT_EQ(
      cells({std::string("a\0b", 3) + "\x1b[31m\t\u202E\uFFFE\xED\xA0\x80 < & > \" конец\r\nстроки"}).at(0).at("value"),
      "a\\x00b\\x1b[31m\\t\\u{202e}\\u{fffe}\\xed\\xa0\\x80 < & > \" конец\nстроки");
}

// Excel would read the character U+0041; openpyxl does not know of these escapes.
TEST_F(Xlsx, TextThatLooksLikeAnEscapeStaysText) {
  EXPECT_EQ(cells({"_x0041_ _x_ _x00G1_ _x0041_x0042_"}).at(0).at("value"),
            "_x005F_x0041_ _x_ _x00G1_ _x005F_x0041_x005F_x0042_");
}

TEST_F(Xlsx, LongTextsAreCutAndMarked) {
  std::string longest;
  for (int i = 0; i < 32'767; ++i) longest += "ж";
  EXPECT_EQ(cells({longest}).at(0).at("value"), longest);
  EXPECT_THAT(notes_, IsEmpty());
  const std::string cut = cells({longest + "ж"}).at(0).at("value");
  EXPECT_TRUE(cut.ends_with("ж […]"));
  EXPECT_EQ(count_utf16_units(cut), 32'767U);
  EXPECT_THAT(notes_, ElementsAre("1 text was longer than a cell holds and is cut, marked with […]"));
  // A character outside the basic plane is two units and is not cut in two.
  std::string pairs = "ж";
  for (int i = 0; i < 20'000; ++i) pairs += "\U0001F4C4";
  EXPECT_EQ(count_utf16_units(cells({pairs}).at(0).at("value").get<std::string>()), 32'767U);
}

TEST_F(Xlsx, OnlyHarmlessAddressesAreLinks) {
  EXPECT_EQ(cells({Link{"https://example.org/a?b=c#d", "там"}, Link{file_url("/a/План «1».pdf", 2), "стр. 2"},
                   Link{"internal:'Лист'!A1", "a"}}),
            json::parse(R"([{"value": "там", "type": "s", "wrap": true, "link": "https://example.org/a?b=c#d"},
      {"value": "стр. 2", "type": "s", "link": "file:///a/%D0%9F%D0%BB%D0%B0%D0%BD%20%C2%AB1%C2%BB.pdf#page=2"},
      {"value": "a", "type": "s"}])"));
  std::vector<SheetCell> others;
  for (const std::string& url :
       {std::string("javascript:alert(1)"), std::string("cmd:calc"), std::string("file:///a external:b"),
        std::string("https://a/internal:b"), std::string("\\\\host\\a"), std::string(), std::string("mailto:a@b"),
        std::string("https://a\nb"), "https://" + std::string(3'000, 'a')})
    others.emplace_back(Link{url, "текст"});
  const json row = cells(others);
  EXPECT_EQ(row.size(), others.size());
  for (const json& cell : row) EXPECT_EQ(cell.value("link", "") + cell.value("value", ""), "текст");
}

TEST_F(Xlsx, StylesAreColoured) {
  const json row = cells({SheetCell("нет ответственного").with(CellStyle::attention),
                          SheetCell().with(CellStyle::attention), SheetCell("итого").with(CellStyle::strong)});
  EXPECT_EQ(row.at(0).at("fill"), "FFFAD7D7");
  EXPECT_EQ(row.at(1).at("fill"), "FFFAD7D7");
  EXPECT_EQ(row.at(2).at("bold"), true);
}

TEST_F(Xlsx, MoreRowsThanATabHoldsGoOnInAnother) {
  Sheet sheet;
  sheet.name = "Строки";
  sheet.columns = {{"n", "№"}};
  sheet.rows = [](const SheetRow& row) {
    for (int i = 0; i < 7; ++i) row({i});
  };
  SheetOptions options;
  options.rows_per_tab = 4;
  notes_ = write_sheets(file(), SheetFormat::xlsx, {sheet}, options);
  const json tabs = read_workbook(file()).at("tabs");
  ASSERT_EQ(tabs.size(), 3U);
  EXPECT_EQ(tabs.at(2).at("name"), "Строки (3)");
  EXPECT_EQ(tabs.at(2).at("filter"), "A1:A2");
  int next = 0;
  for (const json& tab : tabs)
    for (std::size_t i = 1; i < tab.at("rows").size(); ++i) EXPECT_EQ(tab.at("rows").at(i).at(0).at("value"), next++);
  EXPECT_EQ(next, 7);
  EXPECT_THAT(notes_, ElementsAre("sheet «Строки» has more rows than a tab holds and takes 3 tabs"));
}

TEST_F(Xlsx, ASheetWithoutRows) {
  Sheet sheet;
  sheet.name = "Пусто";
  sheet.columns = {{"n", "№"}};
  write_sheets(file(), SheetFormat::xlsx, {sheet});
  EXPECT_EQ(read_workbook(file()).at("tabs").at(0).at("rows").size(), 1U);
}

TEST(TabNames, AreLegalAndUnique) {
  TabNames names;
  EXPECT_EQ(names.take("План/2024"), "План 2024");
  EXPECT_EQ(names.take("план 2024"), "план 2024 (2)");
  EXPECT_EQ(names.take("'[a]:*?\\'"), "a");
  EXPECT_EQ(names.take("History"), "History (2)");
  EXPECT_EQ(names.take(""), "1");
  EXPECT_EQ(names.take("///"), "1 (2)");
  const std::string longest = "Школы с низкими образовательными результатами";
  EXPECT_EQ(count_utf16_units(names.take(longest)), 31U);
  const std::string second = names.take(longest);
  EXPECT_LE(count_utf16_units(second), 31U);
  EXPECT_TRUE(second.ends_with(" (2)"));
  EXPECT_EQ(names.take("a\u202Eb"), "a u{202e}b");
}

}  // namespace
}  // namespace prikaz
