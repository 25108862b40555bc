// Rows that are inserted together arrive as if each had been inserted alone.
#include "bulk_insert.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "make_extraction.h"

namespace prikaz {
namespace {

class BulkInsertTest : public testing::Test {
 protected:
  static std::filesystem::path new_file(const std::filesystem::path& path) {
    std::ofstream made(path);
    return path;
  }

  TemporaryFolder temporary_;
  Database database_{new_file(temporary_.path() / "test.sqlite"), Database::Access::write};
};

TEST_F(BulkInsertTest, ValuesOfEveryTypeArriveAsTheyAre) {
  database_.run("CREATE TABLE some (number INTEGER, ratio REAL, name TEXT, other)");
  GatheredRows gathered(database_);
  BulkInsert some(database_, gathered, "some");
  const std::string with_zero("a\0б", 4);
  some.integer(std::numeric_limits<std::int64_t>::min()).real(0.1).text(with_zero).null().end_row();
  some.integer(std::optional<std::int64_t>()).real(std::optional<double>()).text(std::string_view()).null().end_row();
  some.integer(3).real(1e300).kept_text("gone " + std::to_string(1)).text(std::optional<std::string>()).end_row();
  EXPECT_EQ(database_.number("SELECT count(*) FROM some"), 0);
  some.flush();

  Statement select = database_.prepare("SELECT * FROM some ORDER BY rowid");
  ASSERT_TRUE(select.step());
  EXPECT_EQ(select.integer_at(0), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(select.real_at(1), 0.1);
  EXPECT_EQ(select.text_at(2), with_zero);
  EXPECT_TRUE(select.is_null(3));
  ASSERT_TRUE(select.step());
  EXPECT_TRUE(select.is_null(0));
  EXPECT_TRUE(select.is_null(1));
  EXPECT_FALSE(select.is_null(2)) << "an empty text is not nothing";
  EXPECT_EQ(select.text_at(2), "");
  ASSERT_TRUE(select.step());
  EXPECT_EQ(select.real_at(1), 1e300);
  EXPECT_EQ(select.text_at(2), "gone 1");
  EXPECT_TRUE(select.is_null(3));
  EXPECT_FALSE(select.step());
}

TEST_F(BulkInsertTest, TablesOfAnyWidthTakeTurns) {
  database_.run(
      "CREATE TABLE narrow (a); CREATE TABLE wide (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t)");
  GatheredRows gathered(database_);
  BulkInsert narrow(database_, gathered, "narrow"), wide(database_, gathered, "wide");
  for (std::int64_t row = 0; row < 3; ++row) {
    narrow.integer(row).end_row();
    for (std::int64_t column = 0; column < 20; ++column) wide.integer(100 * row + column);
    wide.end_row();
  }
  for (int round = 0; round < 2; ++round) {
    wide.flush();
    narrow.flush();
    EXPECT_EQ(database_.number("SELECT group_concat(a) = '0,1,2' FROM narrow"), 1);
    EXPECT_EQ(database_.number("SELECT group_concat(a || ' ' || t, ',') = '0 19,100 119,200 219' FROM wide"), 1);
  }
}

// A table over very many pages must not be held in memory twice.
TEST_F(BulkInsertTest, VeryManyRowsGoInBetween) {
  constexpr std::int64_t kRows = 50'000;
  database_.run("CREATE TABLE many (number INTEGER PRIMARY KEY, name TEXT)");
  GatheredRows gathered(database_);
  BulkInsert many(database_, gathered, "many");
  for (std::int64_t row = 0; row < kRows; ++row) many.integer(row).kept_text(std::to_string(row)).end_row();
  EXPECT_GT(database_.number("SELECT count(*) FROM many"), 0);
  many.flush();
  EXPECT_EQ(database_.number("SELECT count(*) FROM many WHERE name = CAST(number AS TEXT)"), kRows);
}

TEST_F(BulkInsertTest, SaysWhatTheTableDoesNotTake) {
  database_.run("CREATE TABLE strict (number INTEGER PRIMARY KEY, name TEXT NOT NULL)");
  GatheredRows gathered(database_);
  {
    BulkInsert strict(database_, gathered, "strict");
    strict.integer(1).text("a").end_row();
    strict.integer(1).text("b").end_row();
    EXPECT_THROW(strict.flush(), ConstraintError);
  }
  {
    BulkInsert strict(database_, gathered, "strict");
    strict.integer(1).null().end_row();
    EXPECT_THROW(strict.flush(), ConstraintError);
  }
  EXPECT_EQ(database_.number("SELECT count(*) FROM strict"), 0) << "all rows of a statement or none";
}

// Whoever prepares an archive for someone else could have its views read memory.
TEST_F(BulkInsertTest, NothingInTheDatabaseReadsGatheredRows) {
  database_.run("CREATE TABLE some (number); CREATE VIEW spy AS SELECT * FROM gathered_rows");
  {
    GatheredRows gathered(database_);
    BulkInsert some(database_, gathered, "some");
    some.integer(1).end_row();
    EXPECT_THROW(database_.run("SELECT * FROM spy"), ArchiveError);
    some.flush();
  }
  EXPECT_THROW(database_.run("SELECT * FROM gathered_rows"), ArchiveError) << "it has gone with its owner";
}

}  // namespace
}  // namespace prikaz
