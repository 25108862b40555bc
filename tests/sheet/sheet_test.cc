// What the writers put into a file, read back.
#include "prikaz/sheet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "prikaz/output.h"

namespace prikaz {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Day kDay = 2024y / std::chrono::March / 5;

class Sheets : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "prikaz-sheet-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return folder_ / name; }
  std::string get(const std::string& name) const {
    std::ifstream stream(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) all.push_back(entry.path().filename());
    std::sort(all.begin(), all.end());
    return all;
  }

  std::filesystem::path folder_;
};

// A column of each type and two rows.
Sheet plans() {
  Sheet sheet;
  sheet.key = "plans";
  sheet.name = "Планы";
  sheet.columns = {{"activity", "Мероприятие", 40, true},
                   {"rows", "Строк"},
                   {"share", "Доля"},
                   {"start", "Начало"},
                   {"done", "Сделано"},
                   {"page", "Страница"}};
  sheet.rows = [](const SheetRow& row) {
    row({"Семинар «Читаем вместе»", 12, 0.5, kDay, true, Link{"file:///planы.pdf#page=3", "стр. 3"}});
    row({std::string(), -3, 1e-7, std::optional<Day>(), false});
  };
  return sheet;
}

Sheet checks() {
  Sheet sheet;
  sheet.key = "checks";
  sheet.name = "Проверки";
  sheet.columns = {{"text", "Что"}};
  sheet.rows = [](const SheetRow& row) { row({"срок не указан"}); };
  return sheet;
}

TEST_F(Sheets, CsvForPeople) {
  EXPECT_THAT(write_sheets(path("a.csv"), SheetFormat::csv, {plans()}), IsEmpty());
  EXPECT_EQ(get("a.csv"),
            "\"Мероприятие\",\"Строк\",\"Доля\",\"Начало\",\"Сделано\",\"Страница\"\r\n"
            "\"Семинар «Читаем вместе»\",12,0.5,2024-03-05,\"yes\",\"стр. 3\"\r\n"
            "\"\",-3,1e-07,,\"no\",\r\n");
  EXPECT_THAT(names(), ElementsAre("a.csv"));
}

TEST_F(Sheets, CsvForARussianExcel) {
  SheetOptions options;
  options.excel = true;
  write_sheets(path("a.csv"), SheetFormat::csv, {plans()}, options);
  EXPECT_EQ(get("a.csv").substr(0, 3), "\xEF\xBB\xBF");
  EXPECT_THAT(get("a.csv"), HasSubstr("\"Семинар «Читаем вместе»\";12;0,5;05.03.2024;\"yes\";\"стр. 3\"\r\n"));
}

TEST_F(Sheets, CsvForPrograms) {
  SheetOptions options;
  options.raw_csv = true;
  write_sheets(path("a.csv"), SheetFormat::csv, {plans()}, options);
  EXPECT_THAT(get("a.csv"), HasSubstr("\"activity\",\"rows\",\"share\",\"start\",\"done\",\"page\"\r\n"));
  EXPECT_THAT(get("a.csv"), HasSubstr(",12,0.5,2024-03-05,true,"));
}

TEST_F(Sheets, SeveralSheetsAreSeveralCsvFiles) {
  write_sheets(path("a.csv"), SheetFormat::csv, {plans(), checks()});
  EXPECT_THAT(names(), ElementsAre("a.checks.csv", "a.plans.csv"));
  EXPECT_EQ(get("a.checks.csv"), "\"Что\"\r\n\"срок не указан\"\r\n");
}

TEST_F(Sheets, JsonIsAnArrayOfRows) {
  write_sheets(path("a.json"), SheetFormat::json, {plans()});
  EXPECT_EQ(json::parse(get("a.json")), json::parse(R"([
      {"activity": "Семинар «Читаем вместе»", "rows": 12, "share": 0.5, "start": "2024-03-05", "done": true,
       "page": "file:///planы.pdf#page=3"},
      {"activity": "", "rows": -3, "share": 1e-7, "start": null, "done": false, "page": null}])"));
}

TEST_F(Sheets, JsonOfSeveralSheetsHasThemByKey) {
  write_sheets(path("a.json"), SheetFormat::json, {plans(), checks()});
  const json written = json::parse(get("a.json"));
  EXPECT_THAT(written.at("plans"), SizeIs(2));
  EXPECT_EQ(written.at("checks"), json::parse(R"([{"text": "срок не указан"}])"));
  EXPECT_THAT(names(), ElementsAre("a.json"));
}

TEST_F(Sheets, JsonWithoutRows) {
  Sheet empty = checks();
  empty.rows = nullptr;
  write_sheets(path("a.json"), SheetFormat::json, {empty});
  EXPECT_EQ(json::parse(get("a.json")), json::array());
  write_sheets(path("b.json"), SheetFormat::json, {empty, plans()});
  EXPECT_EQ(json::parse(get("b.json")).at("checks"), json::array());
  write_sheets(path("c.ndjson"), SheetFormat::ndjson, {empty});
  EXPECT_EQ(get("c.ndjson"), "");
}

TEST_F(Sheets, NdjsonIsAnObjectALine) {
  write_sheets(path("a.ndjson"), SheetFormat::ndjson, {checks(), checks()});
  EXPECT_EQ(get("a.ndjson"),
            "{\"sheet\":\"checks\",\"text\":\"срок не указан\"}\n{\"sheet\":\"checks\",\"text\":\"срок не указан\"}\n");
}

TEST_F(Sheets, WithoutCommitNothingIsThere) {
  for (const SheetFormat format : {SheetFormat::xlsx, SheetFormat::csv, SheetFormat::json, SheetFormat::ndjson}) {
    const auto writer = open_sheets(path("a"), format, {plans(), checks()});
    writer->row(1, {"строка"});
  }
  EXPECT_THAT(names(), IsEmpty());
}

TEST_F(Sheets, AFullDiskIsAnOutputError) {
  for (const SheetFormat format : {SheetFormat::xlsx, SheetFormat::csv, SheetFormat::json, SheetFormat::ndjson})
    EXPECT_THROW(write_sheets("/dev/full", format, {plans()}), OutputError);
  EXPECT_THROW(write_sheets(path("no/such/folder.xlsx"), SheetFormat::xlsx, {plans()}), OutputError);
}

TEST_F(Sheets, TheSameRowsGiveTheSameBytes) {
  for (const char* const name : {"a.xlsx", "a.csv", "a.json", "a.ndjson"}) {
    const SheetFormat format = *sheet_format_of(name);
    write_sheets(path(name), format, {plans()});
    const std::string first = get(name);
    write_sheets(path(name), format, {plans()});
    EXPECT_EQ(get(name), first) << name;
    EXPECT_FALSE(first.empty());
  }
  EXPECT_THAT(names(), SizeIs(4));
}

TEST(SheetFormats, ComeFromTheName) {
  EXPECT_EQ(sheet_format_of("a/plans.XLSX"), SheetFormat::xlsx);
  EXPECT_EQ(sheet_format_of("plans.jsonl"), SheetFormat::ndjson);
  EXPECT_EQ(sheet_format_of("plans.pdf"), std::nullopt);
  EXPECT_EQ(sheet_format_of("xlsx"), std::nullopt);
}

TEST(FileUrl, IsAscii) {
  EXPECT_EQ(file_url("/home/office/План #1.pdf", 3), "file:///home/office/%D0%9F%D0%BB%D0%B0%D0%BD%20%231.pdf#page=3");
  EXPECT_EQ(file_url("/a/b.pdf"), "file:///a/b.pdf");
}

}  // namespace
}  // namespace prikaz
