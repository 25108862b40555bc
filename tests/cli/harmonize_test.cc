// `prikaz harmonize` as a user calls it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "harmonize/make_extraction.h"
#include "run_program.h"

namespace prikaz {
namespace {

using nlohmann::json;

class Harmonize : public testing::Test {
 protected:
  Harmonize() { std::filesystem::create_directories(folder_); }
  ~Harmonize() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void write(const std::string& name, const std::string& content) const { std::ofstream(path(name)) << content; }
  json read(const std::string& name) const {
    std::ifstream file(path(name));
    return json::parse(file);
  }

  static json plan(const char* issuer, const char* activity) {
    return {{"kind", "order"},
            {"heading", {{"issuer", value(issuer)}}},
            {"tables", {table({{"Мероприятие", "activity"}, {"Срок", "period"}}, {{activity, "май 2023 года"}})}}};
  }

 private:
  std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) / ("harmonize-" + std::to_string(::getpid()));
};

TEST_F(Harmonize, PlansOfTwoFilesInOneTable) {
  write("one.ndjson",
        extraction(json::array({plan("Отдел образования Холмского района", "Анкетирование учителей")}), "aa") + "\n" +
            extraction(json::array({plan("Отдел образования Лужского района", "Опрос педагогов (анкетирование)")}),
                       "bb") +
            "\n");
  write(
      "two.json",
      json::parse(extraction(json::array({plan("Администрация города Заозёрска", "Ремонт спортзала")}), "cc")).dump(2));
  const Outcome run =
      run_program({"harmonize", "--lang", "en", path("one.ndjson"), path("two.json"), "-o", path("plans.json")});
  EXPECT_EQ(run.exit, 0) << run.err;
  EXPECT_EQ(run.err, "");
  const json sheets = read("plans.json");
  ASSERT_EQ(sheets.at("plans").size(), 3U);
  EXPECT_EQ(sheets["plans"][0].at("municipality"), "Лужский район");
  EXPECT_EQ(sheets["plans"][0].at("kind"), "monitoring");
  EXPECT_EQ(sheets["plans"][0].at("period"), "май 2023 года");
  EXPECT_EQ(sheets["plans"][0].at("group"), sheets["plans"][1].at("group"));
  ASSERT_EQ(sheets.at("matrix").size(), 1U);
  EXPECT_EQ(sheets["matrix"][0].at("municipalities"), 2);
  EXPECT_EQ(sheets["matrix"][0].at("municipality_3"), "");
  EXPECT_GE(sheets.at("kinds").size(), 11U);
}

TEST_F(Harmonize, WhatIsNoExtractionIsNamedAndTheRestDelivered) {
  write("good.json", extraction(json::array({plan("Отдел образования Холмского района", "Семинар")})));
  write("bad.json", "{\"schema\": 5}");
  const Outcome run = run_program(
      {"harmonize", "--lang", "en", path("good.json"), path("bad.json"), path("none.json"), "-o", path("plans.json")});
  EXPECT_EQ(run.exit, 1);
  EXPECT_NE(run.err.find("bad.json: this is no extraction of prikaz [damaged]"), std::string::npos) << run.err;
  EXPECT_NE(run.err.find("none.json"), std::string::npos) << run.err;
  EXPECT_EQ(read("plans.json").at("plans").size(), 1U);
}

TEST_F(Harmonize, WrongUsage) {
  write("good.json", extraction(json::array({plan("Отдел образования Холмского района", "Семинар")})));
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"harmonize"},
        {"harmonize", path("good.json")},
        {"harmonize", path("good.json"), "-o", path("plans.doc")},
        {"harmonize", path("good.json"), "--archive", path("a"), "-o", path("plans.json")},
        {"harmonize", path("good.json"), "--year", "20", "-o", path("plans.json")},
        {"harmonize", path("good.json"), "--year", "2024-2023", "-o", path("plans.json")},
        {"harmonize", path("good.json"), "--same", "2", "-o", path("plans.json")}})
    EXPECT_EQ(run_program(arguments).exit, 2) << arguments.back();
  EXPECT_FALSE(std::filesystem::exists(path("plans.json")));
}

TEST_F(Harmonize, AnArchiveThatIsNotThere) {
  const Outcome run = run_program({"harmonize", "--archive", path("none"), "-o", path("plans.json")});
  EXPECT_EQ(run.exit, 3);
}

TEST_F(Harmonize, AReportToLookAt) {
  write("one.json",
        extraction(json::array({plan("Отдел образования Холмского района", "Анкетирование <учителей>")}), "aa"));
  const Outcome run = run_program({"harmonize", "--lang", "en", path("one.json"), "-o", path("report.html")});
  EXPECT_EQ(run.exit, 0) << run.err;
  std::ifstream file(path("report.html"));
  const std::string html{std::istreambuf_iterator<char>(file), {}};
  EXPECT_NE(html.find("<html lang=\"en\">"), std::string::npos);
  EXPECT_NE(html.find("Анкетирование &lt;учителей&gt;"), std::string::npos);
  EXPECT_NE(html.find("май 2023 года"), std::string::npos);
  EXPECT_NE(html.find("default-src"), std::string::npos);
}

}  // namespace
}  // namespace prikaz
