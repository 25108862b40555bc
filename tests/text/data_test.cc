#include "prikaz/data.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

std::vector<std::filesystem::path> data_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(PRIKAZ_TESTS_DIR "/../data"))
    if (entry.path().extension() == ".tsv") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Data, EveryFileIsBuiltInAsItIs) {
  ASSERT_GE(data_files().size(), 30U);
  for (const auto& path : data_files())
    EXPECT_EQ(data_file(path.filename().string()), content(path)) << path.filename();
}

TEST(Data, FirstLineExplainsTheColumns) {
  for (const auto& path : data_files()) {
    const std::string text = content(path);
    EXPECT_TRUE(text.starts_with("# ")) << path.filename();
    EXPECT_GT(text.find('\n'), 12U) << path.filename();
    EXPECT_TRUE(text.ends_with("\n")) << path.filename();
    EXPECT_EQ(text.find('\r'), std::string::npos) << path.filename();
    EXPECT_EQ(text, valid_utf8(text)) << path.filename();
  }
}

// The last column may be left out where it only says «yes».
TEST(Data, RowsOfOneFileHaveTheSameColumns) {
  for (const auto& path : data_files()) {
    const auto rows = data_table(path.filename().string());
    ASSERT_FALSE(rows.empty()) << path.filename();
    std::size_t columns = 0;
    bool optional = true;
    for (const auto& row : rows) columns = std::max(columns, row.size());
    for (const auto& row : rows)
      optional = optional && (row.size() < columns || row.back() == "yes" || row.back().empty());
    for (const auto& row : rows) {
      EXPECT_TRUE(row.size() == columns || (optional && row.size() + 1 == columns))
          << path.filename() << ": " << row.front();
      for (const std::string_view field : row)
        EXPECT_EQ(trim(field), field) << path.filename() << ": «" << field << "»";
    }
  }
}

TEST(Data, NoRowTwice) {
  for (const auto& path : data_files()) {
    std::set<std::string> seen;
    for (const std::string_view line : split(data_file(path.filename().string()), '\n'))
      if (!line.empty() && line.front() != '#') {
        EXPECT_TRUE(seen.insert(std::string(line)).second) << path.filename() << ": " << line;
      }
  }
}

// A comment that calls a column folded means every word of it; one without tabs speaks of all columns.
TEST(Data, WhatIsCalledFoldedIsFolded) {
  std::size_t files = 0;
  for (const auto& path : data_files()) {
    const std::string text = content(path);
    const std::vector<std::string_view> names = split(std::string_view(text).substr(0, text.find('\n')), '\t');
    const auto rows = data_table(path.filename().string());
    if (names.size() != rows.front().size()) continue;
    for (std::size_t c = 0; c < names.size(); ++c) {
      if (names[c].find("folded") == std::string_view::npos) continue;
      ++files;
      for (const auto& row : rows) EXPECT_EQ(fold(row.at(c)), row.at(c)) << path.filename();
    }
  }
  EXPECT_GE(files, 6U);
}

}  // namespace
}  // namespace prikaz
