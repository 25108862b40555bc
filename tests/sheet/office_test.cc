// Tables opened in LibreOffice. Needs the package group «office» (libreoffice-calc-nogui).
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cell_text.h"
#include "naughty.h"
#include "prikaz/printable.h"
#include "prikaz/sheet.h"
#include "tab_names.h"

namespace prikaz {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

constexpr const char* kOffice = "/usr/bin/soffice";

std::string output_of(const std::string& command) {
  FILE* const pipe = ::popen(command.c_str(), "r");
  std::string said;
  std::array<char, 4096> piece;
  while (const std::size_t n = std::fread(piece.data(), 1, piece.size(), pipe)) said.append(piece.data(), n);
  EXPECT_EQ(::pclose(pipe), 0) << command;
  return said;
}

class SlowOffice : public testing::Test {
 protected:
  void SetUp() override {
    // The program comes with other parts of LibreOffice, the spreadsheets do not.
    if (::access(kOffice, X_OK) != 0 || ::access("/usr/lib/libreoffice/program/libsclo.so", R_OK) != 0) {
      std::cerr << "NOT TESTED: LibreOffice Calc is missing (scripts/install-packages office)\n";
      GTEST_SKIP() << "LibreOffice Calc is missing: scripts/install-packages office";
    }
    std::string name = testing::TempDir() + "prikaz-office-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override {
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }

  static Sheet sheet() {
    Sheet all;
    all.key = "all";
    all.name = "Всё: 1/2";
    all.columns = {
        {"text", "Текст", 40, true}, {"day", "День"}, {"count", "Число"}, {"share", "Доля"}, {"again", "Снова"}};
    all.rows = [](const SheetRow& row) {
      int n = 0;
      for (const std::string& text : naughty_texts()) {
        // Excel's calendar begins in 1900, and so does this one; leap days and ends of years are what goes wrong.
        const std::chrono::sys_days day = std::chrono::sys_days{2023y / 12 / 25} + std::chrono::days(n * 7);
        row({text, Day(day), 1'000'000'007LL * n - 5, n / 8.0, text});
        ++n;
      }
    };
    return all;
  }

  // What LibreOffice understands of the file, as rows of {"type", "value"}. `filter`: how it is opened.
  json opened(const std::string& name, const std::string& filter = {}) const {
    const std::string folder = folder_.native();
    output_of("HOME='" + folder + "' " + kOffice + " -env:UserInstallation='file://" + folder +
              "/profile' --headless --convert-to fods --outdir '" + folder + "/out' " +
              (filter.empty() ? "" : "--infilter='" + filter + "' ") + "'" + folder + "/" + name + "' >/dev/null 2>&1");
    const std::string flat = folder + "/out/" + std::filesystem::path(name).stem().native() + ".fods";
    return json::parse(output_of("/usr/bin/python3 '" PRIKAZ_TESTS_DIR "/sheet/read_fods.py' '" + flat + "'"));
  }

  // The rows of `sheet`, with each text as `text` gives it.
  static void expect_rows(const json& rows, const std::function<std::string(const std::string&)>& text) {
    const std::vector<std::string> texts = naughty_texts();
    ASSERT_EQ(rows.size(), texts.size() + 1);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const json& row = rows[i + 1];
      const std::string wanted = text(texts[i]);
      if (wanted.empty()) {
        EXPECT_EQ(row.at(0).value("value", ""), "");
        continue;
      }
      ASSERT_EQ(row.size(), 5U) << row;
      EXPECT_EQ(row[0], json({{"type", "string"}, {"value", wanted}}));
      EXPECT_EQ(row[4], row[0]);
      const Day day = std::chrono::sys_days{2023y / 12 / 25} + std::chrono::days(static_cast<int>(i) * 7);
      EXPECT_EQ(row[1], json({{"type", "date"}, {"value", iso_day(day)}}));
      EXPECT_EQ(row[2].at("type"), "float");
      EXPECT_EQ(std::stod(row[2].at("value").get<std::string>()), 1'000'000'007.0 * static_cast<double>(i) - 5);
      EXPECT_EQ(std::stod(row[3].at("value").get<std::string>()), static_cast<double>(i) / 8);
    }
  }

  static std::string as_in_a_cell(const std::string& text) {
    const std::string shown = printable_lines(text);
    return count_utf16_units(shown) <= 32'767 ? shown : std::string(first_utf16_units(shown, 32'763)) + " […]";
  }

  std::filesystem::path folder_;
};

TEST_F(SlowOffice, OpensTheWorkbookWithoutLoss) {
  write_sheets(folder_ / "a.xlsx", SheetFormat::xlsx, {sheet(), sheet()});
  const json tabs = opened("a.xlsx");
  ASSERT_EQ(tabs.size(), 2U);
  EXPECT_EQ(tabs[0].at("name"), "Всё  1 2");
  EXPECT_EQ(tabs[1].at("name"), "Всё  1 2 (2)");
  for (const json& tab : tabs) expect_rows(tab.at("rows"), as_in_a_cell);
}

// As the import dialogue does with «quoted fields as text»: the types stand in the file.
TEST_F(SlowOffice, OpensCsvWithoutLoss) {
  const auto text = [](const std::string& from) { return guarded(printable_lines(from)); };
  write_sheets(folder_ / "a.csv", SheetFormat::csv, {sheet()});
  expect_rows(opened("a.csv", "CSV:44,34,76,1,,1033,true").at(0).at("rows"), text);
  SheetOptions options;
  options.excel = true;
  write_sheets(folder_ / "b.csv", SheetFormat::csv, {sheet()}, options);
  expect_rows(opened("b.csv", "CSV:59,34,76,1,,1049,true").at(0).at("rows"), text);
}

// Opened carelessly, everything guessed: no formula among it. In raw CSV there are some.
TEST_F(SlowOffice, RunsNoFormulas) {
  const auto formulas = [&](const std::string& name, const std::string& filter) {
    int count = 0;
    const json tabs = opened(name, filter);
    for (const json& row : tabs.at(0).at("rows"))
      for (const json& cell : row) count += cell.contains("formula") ? 1 : 0;
    return count;
  };
  const std::string careless = "CSV:44,34,76,1,,0,false,true,false,false,false,0,true";
  write_sheets(folder_ / "a.csv", SheetFormat::csv, {sheet()});
  EXPECT_EQ(formulas("a.csv", careless), 0);
  SheetOptions options;
  options.raw_csv = true;
  write_sheets(folder_ / "raw.csv", SheetFormat::csv, {sheet()}, options);
  EXPECT_GT(formulas("raw.csv", careless), 0);
  write_sheets(folder_ / "a.xlsx", SheetFormat::xlsx, {sheet()});
  EXPECT_EQ(formulas("a.xlsx", ""), 0);
}

}  // namespace
}  // namespace prikaz
