// `prikaz schools` as a user runs it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "run_program.h"

namespace prikaz {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class SchoolsCommand : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "prikaz-schools-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    const Outcome run = run_program({"extract", PRIKAZ_SAMPLES_DIR "/pdf/klyuchevoy-311.lo.pdf",
                                     PRIKAZ_SAMPLES_DIR "/pdf/rechnoy-17r.lo.pdf", "-o", path("read.ndjson")});
    ASSERT_EQ(run.exit, 0) << run.err;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  std::string put(const std::string& name, const std::string& content) const {
    std::ofstream(path(name), std::ios::binary) << content;
    return path(name);
  }
  std::string get(const std::string& name) const {
    std::ifstream stream(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  std::string folder_;
};

TEST_F(SchoolsCommand, TextForPeopleAndTablesForPrograms) {
  const Outcome text = run_program({"schools", "--extractions", path("read.ndjson")});
  EXPECT_EQ(text.exit, 0) << text.err;
  EXPECT_EQ(text.err, "");
  EXPECT_THAT(text.out, HasSubstr("№"));

  const Outcome tables = run_program({"schools", "--extractions", path("read.ndjson"), "-o", path("schools.json")});
  ASSERT_EQ(tables.exit, 0) << tables.err;
  EXPECT_EQ(tables.out, "");
  const json sheets = json::parse(get("schools.json"));
  for (const char* key :
       {"schools", "school_variants", "school_conflicts", "school_doubts", "school_history", "school_lists"})
    EXPECT_TRUE(sheets.contains(key)) << key;
  ASSERT_FALSE(sheets["schools"].empty());
  EXPECT_EQ(sheets["schools"][0]["id"], 1);
  EXPECT_FALSE(sheets["schools"][0]["school"].get<std::string>().empty());
  // Every mention is a spelling of some school.
  std::size_t mentions = 0, times = 0;
  for (const json& school : sheets["schools"]) mentions += school["mentions"].get<std::size_t>();
  for (const json& variant : sheets["school_variants"]) times += variant["times"].get<std::size_t>();
  EXPECT_EQ(mentions, times);
}

TEST_F(SchoolsCommand, ARegisterGivesItsIds) {
  const json first =
      json::parse(run_program({"schools", "--extractions", path("read.ndjson"), "--format", "json"}).out);
  const json& school = first["schools"][0];
  const std::string known =
      put("known.csv", "id;name;municipality\n" + std::string("A7;") + school["school"].get<std::string>() + ";" +
                           school["municipality"].get<std::string>() + "\n");
  const Outcome run =
      run_program({"schools", "--extractions", path("read.ndjson"), "--register", known, "--format", "json"});
  ASSERT_EQ(run.exit, 0) << run.err;
  const json sheets = json::parse(run.out);
  EXPECT_EQ(sheets["schools"][0]["register_id"], "A7");
  EXPECT_EQ(sheets["school_register"][0]["status"], "matched");
}

TEST_F(SchoolsCommand, MistakesAreToldInOneLine) {
  EXPECT_EQ(run_program({"schools"}).exit, 2);
  EXPECT_EQ(run_program({"schools", "--archive", folder_, "--extractions", path("read.ndjson")}).exit, 2);
  EXPECT_EQ(run_program({"schools", "--extractions", path("read.ndjson"), "-o", path("schools.doc")}).exit, 2);
  EXPECT_EQ(run_program({"schools", "--archive", path("none")}).exit, 3);

  const Outcome bad = run_program({"schools", "--extractions", path("read.ndjson"), "--register",
                                   put("bad.csv", "name;id\n\"СОШ № 1;1\n"), "-o", path("schools.json")});
  EXPECT_EQ(bad.exit, 3);
  EXPECT_THAT(bad.err, testing::AllOf(HasSubstr("bad.csv"), HasSubstr("line 2")));
  EXPECT_FALSE(std::filesystem::exists(path("schools.json")));

  const Outcome some = run_program({"schools", "--extractions", path("none.ndjson"), path("read.ndjson")});
  EXPECT_EQ(some.exit, 1);
  EXPECT_THAT(some.err, HasSubstr("none.ndjson"));
  EXPECT_FALSE(some.out.empty());
}

}  // namespace
}  // namespace prikaz
