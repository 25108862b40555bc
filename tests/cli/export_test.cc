// `prikaz export` as a user calls it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "archive/make_extraction.h"
#include "run_program.h"

namespace prikaz {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class Export : public testing::Test {
 protected:
  std::string path(const std::string& name) const { return temporary_.path() / name; }
  std::string put(const std::string& name, const std::string& content) const {
    std::ofstream(path(name), std::ios::binary) << content;
    return path(name);
  }
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(temporary_.path()))
      all.push_back(entry.path().filename());
    std::sort(all.begin(), all.end());
    return all;
  }

  // Three orders and a file that failed, imported in another order than their paths have.
  void make_archive() {
    Archive archive(path("archive"), ArchiveMode::create_or_write);
    const auto store = [&](const std::string& head, const std::string& file, SmallOrder order) {
      order.sha256 = fake_sha256(head);
      order.name = std::filesystem::path(file).filename();
      extractions_[file] = small_extraction(order);
      archive.store(record_of(order.sha256, order.name), path_of(file), extractions_[file] + "\n");
    };
    store("cc", "/in/c.pdf", {.number = "7", .date = "2023-02-01", .issuer = "Отдел образования Липкинского района"});
    store("aa", "/in/a.pdf", {.number = "=1+1", .title = "@О формулах"});
    store("bb", "/in/b.pdf", {.number = "9-к", .date = "2024-05-05"});
    archive.add_path(fake_sha256("bb"), path_of("/in/ещё раз b.pdf"));
    archive.store_failure(record_of(fake_sha256("dd"), "d.pdf"), path_of("/in/d.pdf"), Failure::encrypted, "заперто");
    archive.commit();
  }
  Outcome run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"export", "--archive", path("archive")});
    return run_program(std::move(arguments));
  }

  TemporaryFolder temporary_;
  std::map<std::string, std::string> extractions_;
};

TEST_F(Export, NdjsonIsWhatExtractPrintedInTheOrderOfPaths) {
  make_archive();
  const Outcome all = run({"--format", "ndjson"});
  EXPECT_EQ(all.exit, 0) << all.err;
  EXPECT_EQ(all.out,
            extractions_["/in/a.pdf"] + "\n" + extractions_["/in/b.pdf"] + "\n" + extractions_["/in/c.pdf"] + "\n");
  EXPECT_EQ(run({"--what", "documents", "-o", path("out.ndjson")}).exit, 0);
  EXPECT_EQ(read_file(path("out.ndjson")), all.out);
}

TEST_F(Export, JsonIsAnArrayOfThem) {
  make_archive();
  const json all = json::parse(run({"--format", "json"}).out);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[2], json::parse(extractions_["/in/c.pdf"]));
  EXPECT_EQ(json::parse(run({"--format", "json", "--from", "2030-01-01"}).out), json::array());
}

TEST_F(Export, DocumentsCanBeChosen) {
  make_archive();
  const auto numbers = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--format", "json", "--what", "documents,files"});
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.exit, 0) << outcome.err;
    std::vector<std::string> all;
    const json tables = json::parse(outcome.out);
    for (const json& row : tables.at("documents")) all.push_back(row.at("number"));
    return all;
  };
  EXPECT_THAT(numbers({}), ElementsAre("=1+1", "9-к", "7"));
  EXPECT_THAT(numbers({"--from", "2024-05-01"}), ElementsAre("9-к"));
  EXPECT_THAT(numbers({"--to", "2023"}), ElementsAre("7"));
  EXPECT_THAT(numbers({"--issuer", "липкинского"}), ElementsAre("7"));
  EXPECT_THAT(numbers({"--kind", "plan"}), IsEmpty());
  EXPECT_THAT(numbers({"--text", "формулах"}), ElementsAre("=1+1"));
}

TEST_F(Export, FilesHaveTheirPathsAndFailures) {
  make_archive();
  const json files = json::parse(run({"--format", "json", "--what", "files"}).out);
  std::vector<std::string> said;
  for (const json& row : files)
    said.push_back(std::string(row.at("path")) + " " + std::string(row.at("state")) + " " +
                   (row.at("failure").is_null() ? "" : std::string(row.at("failure"))));
  EXPECT_THAT(said, ElementsAre("/in/a.pdf imported ", "/in/b.pdf imported ", "/in/ещё раз b.pdf duplicate ",
                                "/in/c.pdf imported ", "/in/d.pdf failed encrypted"));
  EXPECT_EQ(files[0].at("file"), "file:///in/a.pdf");
}

TEST_F(Export, CsvHasNoFormulas) {
  make_archive();
  const Outcome people = run({"--format", "csv", "--lang", "ru"});
  EXPECT_THAT(people.out, StartsWith("\"Документ\",\"Вид\""));
  EXPECT_THAT(people.out, HasSubstr(",\"'=1+1\",\"'=1+1\",2024-03-12,"));
  EXPECT_THAT(people.out, HasSubstr(",\"'@О формулах\","));
  EXPECT_THAT(people.out, HasSubstr("\"приказ\""));
  const Outcome excel = run({"--format", "csv", "--excel"});
  EXPECT_THAT(excel.out, StartsWith("\xEF\xBB\xBF\"Document\";"));
  EXPECT_THAT(excel.out, HasSubstr(";\"'=1+1\";\"'=1+1\";12.03.2024;"));
  const Outcome raw = run({"--format", "csv", "--raw-csv"});
  EXPECT_THAT(raw.out, StartsWith("\"document\",\"kind\""));
  EXPECT_THAT(raw.out, HasSubstr(",\"=1+1\",\"=1+1\",2024-03-12,"));
}

TEST_F(Export, SeveralTables) {
  make_archive();
  EXPECT_EQ(run({"--what", "items, schools", "-o", path("out.csv")}).exit, 0);
  EXPECT_EQ(run({"-o", path("out.xlsx")}).exit, 0);
  EXPECT_THAT(names(), ElementsAre("archive", "out.items.csv", "out.schools.csv", "out.xlsx"));
  EXPECT_THAT(read_file(path("out.xlsx")), StartsWith("PK"));
  const std::string first = read_file(path("out.xlsx"));
  EXPECT_EQ(run({"-o", path("out.xlsx")}).exit, 0);
  EXPECT_EQ(read_file(path("out.xlsx")), first);
}

TEST_F(Export, ReadsFilesOfExtractionsToo) {
  const std::string one = small_extraction({});
  const std::string lines = put("a.ndjson", one + "\n" + one + "\n");
  const std::string indented = put("b.json", json::parse(one).dump(2) + "\n");
  const Outcome outcome = run_program({"export", lines, indented, "--what", "items", "--format", "ndjson"});
  EXPECT_EQ(outcome.exit, 0) << outcome.err;
  EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 3);
  EXPECT_THAT(outcome.out, HasSubstr("Провести олимпиаду 15 марта."));
}

TEST_F(Export, WhatIsDamagedIsNamedAndTheRestDelivered) {
  const std::string lines = put("a.ndjson", small_extraction({}) + "\nнет\n" + small_extraction({}) + "\n");
  const Outcome outcome = run_program({"export", lines, "--what", "items", "--format", "ndjson"});
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 2);
  EXPECT_THAT(outcome.err, HasSubstr("[damaged]"));
  EXPECT_THAT(outcome.err, HasSubstr("a.ndjson:2: "));
}

TEST_F(Export, AnAbsentFileIsNamedAndTheRestDelivered) {
  const std::string there = put("a.json", small_extraction({}));
  const Outcome outcome = run_program({"export", path("absent.json"), there, "--format", "ndjson"});
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_EQ(outcome.out, small_extraction({}) + "\n");
  EXPECT_THAT(outcome.err, HasSubstr("absent.json"));
}

// «| `key` | title | …» under «## `table`»; the columns before the first such heading begin most tables.
std::map<std::string, std::vector<std::pair<std::string, std::string>>> columns_of_manual(const std::string& file) {
  std::map<std::string, std::vector<std::pair<std::string, std::string>>> tables;
  std::ifstream stream(file);
  std::string line, table;
  while (std::getline(stream, line)) {
    if (line.starts_with("## `")) table = line.substr(4, line.size() - 5);
    if (!line.starts_with("| `")) continue;
    const std::size_t key_end = line.find("` | "), title_end = line.find(" | ", key_end + 4);
    tables[table].emplace_back(line.substr(3, key_end - 3), line.substr(key_end + 4, title_end - key_end - 4));
  }
  return tables;
}

TEST_F(Export, TheManualExplainsEveryColumn) {
  const std::string file = put("a.json", small_extraction({}));
  for (const auto& [language, manual] :
       {std::pair("en", "/../docs/TABLES.md"), std::pair("ru", "/../docs/TABLES.ru.md")}) {
    const auto tables = columns_of_manual(std::string(PRIKAZ_TESTS_DIR) + manual);
    ASSERT_EQ(tables.size(), 13U) << manual;
    for (const auto& [table, own] : tables) {
      if (table.empty()) continue;
      auto columns = table == "documents" || table == "files" ? decltype(own)() : tables.at("");
      columns.insert(columns.end(), own.begin(), own.end());
      std::string keys, titles;
      for (const auto& [key, title] : columns) {
        keys += (keys.empty() ? "\"" : ",\"") + key + "\"";
        titles += (titles.empty() ? "\"" : ",\"") + title + "\"";
      }
      const auto header = [&](const std::vector<std::string>& more) {
        std::vector<std::string> arguments = {"export", file, "--what", table, "--format", "csv", "--lang", language};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const std::string csv = run_program(arguments).out;
        return csv.substr(0, csv.find("\r\n"));
      };
      EXPECT_EQ(header({"--raw-csv"}), keys);
      EXPECT_EQ(header({}), titles);
    }
  }
}

TEST_F(Export, WrongUsage) {
  make_archive();
  const std::vector<std::vector<std::string>> wrong = {{},
                                                       {"--format", "pdf"},
                                                       {"--format", "csv", "--what", "plan"},
                                                       {"--format", "csv", "--what", "plans,plans"},
                                                       {"--format", "csv", "--what", "plans,schools"},
                                                       {"--format", "json", "--excel"},
                                                       {"--format", "csv", "--excel", "--raw-csv"},
                                                       {"--format", "csv", "--from", "31.02.2024"},
                                                       {"--format", "csv", "x.ndjson"},
                                                       {"-o", path("archive/prikaz.sqlite"), "--format", "csv"},
                                                       {"-o", path("out.pdf")}};
  for (const auto& arguments : wrong) {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.exit, 2) << outcome.err;
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
  }
  EXPECT_EQ(run_program({"export", "--format", "csv"}).exit, 2);
  const std::string file = put("a.ndjson", small_extraction({}));
  EXPECT_EQ(run_program({"export", file, "--format", "ndjson", "-o", file}).exit, 2);
  EXPECT_EQ(run_program({"export", file, "--format", "csv", "--from", "2024-01-01"}).exit, 2);
}

TEST_F(Export, NoArchiveIsNothingDone) {
  const Outcome outcome = run({"--format", "csv"});
  EXPECT_EQ(outcome.exit, 3);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, StartsWith("prikaz: "));
}

// A limit of the user's is a full disk too, not the end of the program with half a file left behind.
TEST_F(Export, AFileTooLargeLeavesNothing) {
  const std::string extractions = put("in.ndjson", small_extraction({}) + "\n");
  const std::string command = "ulimit -f 1; '" PRIKAZ_PROGRAM "' export '" + extractions + "' -o '";
  for (const char* const name : {"out.xlsx", "out.ndjson"}) {
    const int status = std::system((command + path(name) + "' 2> '" + path("said") + "'").c_str());
    EXPECT_EQ(WEXITSTATUS(status), 3) << name;
    EXPECT_THAT(read_file(path("said")), HasSubstr("cannot be written"));
    EXPECT_EQ(std::filesystem::remove(path("said")), true);
    EXPECT_THAT(names(), ElementsAre("in.ndjson"));
  }
}

TEST_F(Export, AFullDiskLeavesNothing) {
  make_archive();
  for (const char* const format : {"ndjson", "json", "csv", "xlsx"}) {
    const Outcome outcome =
        run_program({"export", "--archive", path("archive"), "--format", format}, {{}, "/dev/full"});
    EXPECT_EQ(outcome.exit, 3) << format;
    EXPECT_THAT(outcome.err, HasSubstr("no space left on the disk")) << format;
  }
}

}  // namespace
}  // namespace prikaz
