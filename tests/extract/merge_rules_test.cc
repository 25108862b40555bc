#include "merge_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace prikaz {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

RulingLine horizontal(float y, float from, float to, float thickness = 0.5F) { return {false, y, from, to, thickness}; }
RulingLine vertical(float x, float from, float to, float thickness = 0.5F) { return {true, x, from, to, thickness}; }

void expect_line(const RulingLine& line, const RulingLine& expected) {
  EXPECT_EQ(line.vertical, expected.vertical);
  EXPECT_NEAR(line.position, expected.position, 0.05);
  EXPECT_NEAR(line.from, expected.from, 0.05);
  EXPECT_NEAR(line.to, expected.to, 0.05);
}

TEST(MergeRules, NothingGivesNothing) { EXPECT_THAT(merge_rules({}), IsEmpty()); }

TEST(MergeRules, BordersOfCellsBecomeOneLine) {
  const auto lines =
      merge_rules({horizontal(100, 250, 300), horizontal(100.4F, 50, 150), horizontal(99.8F, 150.5F, 250)});
  ASSERT_THAT(lines, SizeIs(1));
  expect_line(lines[0], horizontal(100.08F, 50, 300));
}

TEST(MergeRules, GapsOfAReaderStay) {
  EXPECT_THAT(merge_rules({horizontal(100, 50, 150), horizontal(100, 152.4F, 250)}), SizeIs(1));
  EXPECT_THAT(merge_rules({horizontal(100, 50, 150), horizontal(100, 153, 250)}), SizeIs(2));
}

TEST(MergeRules, PieceInsideAnotherAddsNothing) {
  const auto lines = merge_rules({horizontal(100, 50, 300), horizontal(100, 60, 70), horizontal(100, 290, 295)});
  ASSERT_THAT(lines, SizeIs(1));
  expect_line(lines[0], horizontal(100, 50, 300));
}

TEST(MergeRules, DirectionsAreKeptApart) {
  const auto lines = merge_rules({vertical(100, 50, 150), horizontal(100, 50, 150)});
  ASSERT_THAT(lines, SizeIs(2));
  expect_line(lines[0], horizontal(100, 50, 150));
  expect_line(lines[1], vertical(100, 50, 150));
}

TEST(MergeRules, DoubleLineIsOne) {
  const auto lines = merge_rules({horizontal(100, 50, 300), horizontal(102.5F, 51, 299)});
  ASSERT_THAT(lines, SizeIs(1));
  expect_line(lines[0], horizontal(101.25F, 50, 300));
}

TEST(MergeRules, NearLinesOfDifferentExtentAreTwo) {
  EXPECT_THAT(merge_rules({horizontal(100, 50, 300), horizontal(102.5F, 50, 150)}), SizeIs(2));
  EXPECT_THAT(merge_rules({horizontal(100, 50, 300), horizontal(104, 50, 300)}), SizeIs(2));
}

TEST(MergeRules, RowsOfATableStayApart) {
  std::vector<RulingLine> pieces;
  for (int row = 0; row < 20; ++row) pieces.push_back(horizontal(100 + 8 * static_cast<float>(row), 50, 300));
  EXPECT_THAT(merge_rules(pieces), SizeIs(20));
}

TEST(MergeRules, DottedBorderIsALineAndADotIsNone) {
  std::vector<RulingLine> pieces;
  for (int i = 0; i < 60; ++i) {
    const float x = 50 + 2.8F * static_cast<float>(i);
    add_filled_area({x, 100, x + 0.8F, 100.8F}, pieces);
  }
  const auto lines = merge_rules(pieces);
  ASSERT_THAT(lines, SizeIs(1));
  expect_line(lines[0], horizontal(100.4F, 50, 216));
  pieces.clear();
  add_filled_area({50, 100, 51, 101}, pieces);
  EXPECT_THAT(pieces, SizeIs(2));
  EXPECT_THAT(merge_rules(pieces), IsEmpty());
}

TEST(MergeRules, IsIdempotent) {
  const auto once = merge_rules({horizontal(100, 50, 150), horizontal(101, 148, 250), vertical(50, 100, 300),
                                 vertical(52, 100, 300), horizontal(300, 50, 250)});
  const auto twice = merge_rules(once);
  ASSERT_EQ(once.size(), twice.size());
  for (std::size_t i = 0; i < once.size(); ++i) expect_line(twice[i], once[i]);
}

TEST(AddFilledArea, ThinIsARuleBigIsABackground) {
  std::vector<RulingLine> pieces;
  add_filled_area({10, 10, 200, 10.5F}, pieces);
  ASSERT_THAT(pieces, SizeIs(1));
  expect_line(pieces[0], horizontal(10.25F, 10, 200));
  add_filled_area({10, 10, 12, 40}, pieces);
  ASSERT_THAT(pieces, SizeIs(2));
  expect_line(pieces[1], vertical(11, 10, 40));
  add_filled_area({10, 10, 200, 40}, pieces);
  add_filled_area({10, 10, 14, 14}, pieces);
  EXPECT_THAT(pieces, SizeIs(2));
}

TEST(AddStroke, OnlyStraightOnes) {
  std::vector<RulingLine> pieces;
  add_stroke(300, 100, 50, 100.2F, 1, pieces);
  ASSERT_THAT(pieces, SizeIs(1));
  expect_line(pieces[0], horizontal(100.1F, 50, 300));
  add_stroke(50, 100, 300, 130, 1, pieces);   // slanting
  add_stroke(50, 100, 300, 100, 20, pieces);  // a bar
  EXPECT_THAT(pieces, SizeIs(1));
}

}  // namespace
}  // namespace prikaz
