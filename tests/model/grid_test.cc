#include "prikaz/grid.h"

#include <gtest/gtest.h>

#include <string>

namespace prikaz {
namespace {

RulingLine h(float y, float from, float to) { return {false, y, from, to, 0.5F}; }
RulingLine v(float x, float from, float to) { return {true, x, from, to, 0.5F}; }

// «0,0 1x1; 0,1 1x2»: row, column and spans of each cell.
std::string cells(const Grid& grid) {
  std::string out;
  for (const GridCell& cell : grid.cells) {
    if (!out.empty()) out += "; ";
    out += std::to_string(cell.row) + "," + std::to_string(cell.col) + " " + std::to_string(cell.row_span) + "x" +
           std::to_string(cell.col_span);
  }
  return out;
}

std::vector<RulingLine> two_by_two() {
  return {h(0, 0, 200), h(50, 0, 200), h(100, 0, 200), v(0, 0, 100), v(100, 0, 100), v(200, 0, 100)};
}

TEST(Grid, FullLines) {
  const std::vector<Grid> grids = find_grids(two_by_two());
  ASSERT_EQ(grids.size(), 1U);
  EXPECT_EQ(cells(grids[0]), "0,0 1x1; 0,1 1x1; 1,0 1x1; 1,1 1x1");
  EXPECT_EQ(grids[0].xs, (std::vector<float>{0, 100, 200}));
  EXPECT_EQ(grids[0].ys, (std::vector<float>{0, 50, 100}));
  EXPECT_FLOAT_EQ(grids[0].box.right, 200);
  EXPECT_FLOAT_EQ(grids[0].cells[3].box.left, 100);
  EXPECT_FLOAT_EQ(grids[0].cells[3].box.top, 50);
}

TEST(Grid, LinesThatMissEachOtherByAHairStillCross) {
  std::vector<RulingLine> rules = {h(0.8F, 2, 198), h(50, 2.5F, 199), h(99, 2, 198),
                                   v(0, 3, 98),     v(101, 2, 97),    v(200, 2.5F, 98)};
  ASSERT_EQ(find_grids(rules).size(), 1U);
  EXPECT_EQ(cells(find_grids(rules)[0]), "0,0 1x1; 0,1 1x1; 1,0 1x1; 1,1 1x1");
}

TEST(Grid, DoubleLinesAreOneBorder) {
  std::vector<RulingLine> rules = two_by_two();
  rules.push_back(h(52, 0, 200));
  rules.push_back(v(98.5F, 0, 100));
  ASSERT_EQ(find_grids(rules).size(), 1U);
  EXPECT_EQ(find_grids(rules)[0].cells.size(), 4U);
  EXPECT_FLOAT_EQ(find_grids(rules)[0].ys[1], 51);
}

TEST(Grid, MissingLinesMergeCells) {
  // No vertical line in the upper row, no horizontal one in the right column.
  const std::vector<RulingLine> across = {h(0, 0, 200), h(50, 0, 200),   h(100, 0, 200),
                                          v(0, 0, 100), v(100, 50, 100), v(200, 0, 100)};
  ASSERT_EQ(find_grids(across).size(), 1U);
  EXPECT_EQ(cells(find_grids(across)[0]), "0,0 1x2; 1,0 1x1; 1,1 1x1");
  const std::vector<RulingLine> down = {h(0, 0, 200), h(50, 0, 100),  h(100, 0, 200),
                                        v(0, 0, 100), v(100, 0, 100), v(200, 0, 100)};
  ASSERT_EQ(find_grids(down).size(), 1U);
  EXPECT_EQ(cells(find_grids(down)[0]), "0,0 1x1; 0,1 2x1; 1,0 1x1");
}

TEST(Grid, EveryPlaceIsUnderExactlyOneCellWhereABrokenLineLeavesAnL) {
  // The places (0,0), (0,1) and (1,0) hang together: no rectangle.
  const std::vector<RulingLine> rules = {h(0, 0, 200), h(50, 100, 200), h(100, 0, 200),
                                         v(0, 0, 100), v(100, 50, 100), v(200, 0, 100)};
  const std::vector<Grid> grids = find_grids(rules);
  ASSERT_EQ(grids.size(), 1U);
  std::vector<int> under(4, 0);
  for (const GridCell& cell : grids[0].cells)
    for (int r = cell.row; r < cell.row + cell.row_span; ++r)
      for (int c = cell.col; c < cell.col + cell.col_span; ++c) ++under[static_cast<std::size_t>(r * 2 + c)];
  EXPECT_EQ(under, (std::vector<int>{1, 1, 1, 1}));
}

TEST(Grid, OpenSidesAreClosedWhereTheHorizontalLinesEnd) {
  const std::vector<RulingLine> open = {h(0, 0, 200), h(50, 0, 200), h(100, 0, 200), v(100, 0, 100)};
  ASSERT_EQ(find_grids(open).size(), 1U);
  EXPECT_EQ(find_grids(open)[0].xs, (std::vector<float>{0, 100, 200}));
  // One line alone that goes on is a line of something else.
  const std::vector<RulingLine> stray = {h(0, 0, 200), h(50, 0, 200),  h(100, 0, 260),
                                         v(0, 0, 100), v(100, 0, 100), v(200, 0, 100)};
  ASSERT_EQ(find_grids(stray).size(), 1U);
  EXPECT_EQ(find_grids(stray)[0].xs, (std::vector<float>{0, 100, 200}));
}

TEST(Grid, ATableCutByThePageEndIsClosedBelow) {
  const std::vector<RulingLine> cut = {h(0, 0, 200), h(50, 0, 200), v(0, 0, 90), v(100, 0, 90), v(200, 0, 90)};
  ASSERT_EQ(find_grids(cut).size(), 1U);
  EXPECT_EQ(find_grids(cut)[0].ys, (std::vector<float>{0, 50, 90}));
}

TEST(Grid, WhatIsNoGrid) {
  EXPECT_TRUE(find_grids({}).empty());
  EXPECT_TRUE(find_grids({h(10, 0, 200), h(40, 0, 200), h(70, 0, 200)}).empty()) << "underlines";
  EXPECT_TRUE(find_grids({h(0, 0, 200), h(100, 0, 200), v(0, 0, 100), v(200, 0, 100)}).empty()) << "a frame";
  EXPECT_TRUE(find_grids({h(0, 0, 4), h(2, 0, 4), v(0, 0, 4), v(2, 0, 4), v(4, 0, 4)}).empty()) << "ticks";
  EXPECT_TRUE(find_grids({h(300, 0, 50), v(0, 0, 100), v(100, 0, 100)}).empty()) << "lines that do not meet";
}

TEST(Grid, TwoTablesFromTopToBottom) {
  std::vector<RulingLine> rules;
  for (const float top : {300.0F, 0.0F}) {
    for (const RulingLine& rule : two_by_two()) {
      RulingLine moved = rule;
      if (rule.vertical)
        moved.from += top, moved.to += top;
      else
        moved.position += top;
      rules.push_back(moved);
    }
  }
  const std::vector<Grid> grids = find_grids(rules);
  ASSERT_EQ(grids.size(), 2U);
  EXPECT_FLOAT_EQ(grids[0].box.top, 0);
  EXPECT_FLOAT_EQ(grids[1].box.top, 300);
}

TEST(Grid, APageFullOfLinesIsADrawing) {
  std::vector<RulingLine> rules;
  for (int i = 0; i < 3100; ++i) {
    rules.push_back(h(static_cast<float>(i) * 4, 0, 12400));
    rules.push_back(v(static_cast<float>(i) * 4, 0, 12400));
  }
  EXPECT_TRUE(find_grids(rules).empty());
}

}  // namespace
}  // namespace prikaz
