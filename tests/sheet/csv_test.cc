// CSV read back: by a reader written from RFC 4180 alone, and by Python's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cell_text.h"
#include "naughty.h"
#include "prikaz/printable.h"
#include "prikaz/sheet.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

using nlohmann::json;
using Rows = std::vector<std::vector<std::string>>;

// RFC 4180, section 2. Fails the test where the text breaks its grammar.
Rows read_csv(std::string_view text, char separator) {
  Rows rows(1, std::vector<std::string>(1));
  std::size_t at = 0;
  while (at < text.size()) {
    std::string& field = rows.back().back();
    if (text[at] == '"') {
      EXPECT_TRUE(field.empty()) << "a quote inside a bare field, byte " << at;
      for (++at;; ++at) {
        if (at >= text.size()) {
          ADD_FAILURE() << "a field without its closing quote";
          return rows;
        }
        if (text[at] != '"') {
          field += text[at];
        } else if (text.substr(at + 1, 1) == "\"") {
          field += text[at++];
        } else {
          break;
        }
      }
      ++at;
      EXPECT_TRUE(at == text.size() || text[at] == separator || text[at] == '\r') << "text after a quote, byte " << at;
    } else if (text[at] == separator) {
      rows.back().emplace_back();
      ++at;
    } else if (text[at] == '\r') {
      EXPECT_EQ(text.substr(at, 2), "\r\n");
      at += 2;
      if (at < text.size()) rows.emplace_back(1);
    } else {
      EXPECT_NE(text[at], '\n') << "a line end that is none, byte " << at;
      field += text[at++];
    }
  }
  return rows;
}

// Whether a program could take the cell for a formula, told from the bytes: no more cleverness than such a program has.
bool may_run(std::string cell) {
  for (bool more = true; more;) {
    more = false;
    for (const std::string skipped : {" ", "\u00A0", "\uFEFF", "\u3000", "\u2003", "\u200B", "\u200E", "\u202E"})
      if (cell.starts_with(skipped)) {
        cell.erase(0, skipped.size());
        more = true;
      }
  }
  for (const char* const start : {"=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"})
    if (cell.starts_with(start)) return true;
  return false;
}

class Csv : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "prikaz-csv-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path file() const { return folder_ / "a.csv"; }
  std::string written(SheetOptions options) const {
    Sheet sheet;
    sheet.columns = {{"text", "=Заголовок"}, {"number", "Число"}};
    sheet.rows = [](const SheetRow& row) {
      for (const std::string& text : naughty_texts()) row({text, -5});
    };
    write_sheets(file(), SheetFormat::csv, {sheet}, options);
    std::ifstream stream(file(), std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  std::filesystem::path folder_;
};

TEST_P(Csv, NoCellIsAFormulaAndAllComeBack) {
  SheetOptions options;
  options.excel = GetParam();
  std::string text = written(options);
  EXPECT_EQ(text, valid_utf8(text));
  EXPECT_EQ(text.starts_with("\xEF\xBB\xBF"), options.excel);
  if (options.excel) text.erase(0, 3);
  const Rows rows = read_csv(text, options.excel ? ';' : ',');
  const std::vector<std::string> texts = naughty_texts();
  ASSERT_EQ(rows.size(), texts.size() + 1);
  EXPECT_EQ(rows[0][0], "'=Заголовок");
  for (std::size_t i = 0; i < texts.size(); ++i) {
    ASSERT_EQ(rows[i + 1].size(), 2U) << i;
    EXPECT_FALSE(may_run(rows[i + 1][0])) << rows[i + 1][0];
    EXPECT_EQ(unguarded(rows[i + 1][0]), printable_lines(texts[i]));
    EXPECT_EQ(rows[i + 1][1], "-5");  // a number is typed, and no text
  }
}

TEST_P(Csv, PythonReadsTheSame) {
  SheetOptions options;
  options.excel = GetParam();
  const std::string text = written(options);
  const std::string command =
      "/usr/bin/python3 -c 'import csv, json, sys\n"
      "rows = list(csv.reader(open(sys.argv[1], encoding=\"utf-8-sig\", newline=\"\"), delimiter=sys.argv[2]))\n"
      "json.dump(rows, sys.stdout)' '" +
      file().native() + "' '" + (options.excel ? ";" : ",") + "'";
  FILE* const pipe = ::popen(command.c_str(), "r");
  std::string said;
  std::array<char, 4096> piece;
  while (const std::size_t n = std::fread(piece.data(), 1, piece.size(), pipe)) said.append(piece.data(), n);
  EXPECT_EQ(::pclose(pipe), 0);
  EXPECT_EQ(json::parse(said).get<Rows>(), read_csv(text.substr(options.excel ? 3 : 0), options.excel ? ';' : ','));
}

TEST_P(Csv, RawTextsAreWhatTheyWere) {
  SheetOptions options;
  options.raw_csv = true;
  const Rows rows = read_csv(written(options), ',');
  const std::vector<std::string> texts = naughty_texts();
  ASSERT_EQ(rows.size(), texts.size() + 1);
  for (std::size_t i = 0; i < texts.size(); ++i) EXPECT_EQ(rows[i + 1][0], valid_utf8(texts[i]));
}

INSTANTIATE_TEST_SUITE_P(Both, Csv, testing::Bool(),
                         [](const auto& about) { return std::string(about.param ? "excel" : "plain"); });

// Whatever the text, the guard can be taken off again, and what it guards runs nowhere.
TEST(Guard, IsUndoneForAllShortTexts) {
  const std::vector<std::string> letters = {"'", "=", "-", " ", "\t", "\n", "a", "\uFF1D", "\u00A0", "1"};
  std::vector<std::string> texts = {""};
  for (int length = 0; length < 4; ++length) {
    std::vector<std::string> longer;
    for (const std::string& text : texts)
      for (const std::string& letter : letters) longer.push_back(text + letter);
    for (const std::string& text : longer) {
      ASSERT_EQ(unguarded(guarded(text)), text);
      ASSERT_FALSE(may_run(guarded(text))) << text;
    }
    texts = std::move(longer);
  }
}

TEST(Guard, LeavesPlainTextsAlone) {
  for (const char* const text : {"", "Семинар", "5-а", "– тире", "'в апострофах'", "1 - 2", "(+)", "№ 1", "\"=1\""})
    EXPECT_EQ(guarded(text), text);
}

}  // namespace
}  // namespace prikaz
