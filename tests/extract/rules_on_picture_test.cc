#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "drawn_page.h"
#include "prikaz/grid.h"
#include "recognizer.h"

namespace prikaz {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::DrawnPage;
using testing::gray_at;
using testing::is_ink;

// The grids of a page, as «rows x columns = cells».
std::vector<std::string> grids_on(const PreparedPage& page) {
  std::vector<RulingLine> rules = find_rules_on_picture(page);
  for (RulingLine& rule : rules) {
    const float scale = 72.0F / static_cast<float>(page.dpi);
    rule.position *= scale;
    rule.from *= scale;
    rule.to *= scale;
  }
  std::vector<std::string> grids;
  for (const Grid& grid : find_grids(rules))
    grids.push_back(std::to_string(grid.ys.size() - 1) + "x" + std::to_string(grid.xs.size() - 1) + "=" +
                    std::to_string(grid.cells.size()));
  return grids;
}

TEST(FindRulesOnPicture, NothingOnAnEmptyPage) {
  EXPECT_THAT(find_rules_on_picture(DrawnPage(1000, 1000).page()), IsEmpty());
  EXPECT_THAT(find_rules_on_picture(DrawnPage(1, 1).page()), IsEmpty());
  EXPECT_THAT(find_rules_on_picture(PreparedPage()), IsEmpty());
}

TEST(FindRulesOnPicture, PlacesInPixels) {
  const auto rules = find_rules_on_picture(DrawnPage(1200, 600).horizontal(200, 100, 1100, 4).page());
  ASSERT_THAT(rules, SizeIs(1));
  EXPECT_FALSE(rules[0].vertical);
  EXPECT_NEAR(rules[0].position, 202, 1);
  EXPECT_NEAR(rules[0].from, 100, 1);
  EXPECT_NEAR(rules[0].to, 1100, 1);
  EXPECT_NEAR(rules[0].thickness, 4, 1);
}

TEST(FindRulesOnPicture, GridOfThinAndThickLines) {
  for (const int thickness : {1, 2, 4, 9, 14})
    EXPECT_THAT(grids_on(DrawnPage(1400, 900).grid(100, 100, 4, 3, 300, 200, thickness).page()), ElementsAre("3x4=12"))
        << thickness;
}

TEST(FindRulesOnPicture, BrokenLines) {
  EXPECT_THAT(grids_on(DrawnPage(1400, 900).grid(100, 100, 4, 3, 300, 200, 3, 130, 10).page()), ElementsAre("3x4=12"));
  EXPECT_THAT(grids_on(DrawnPage(1400, 900).grid(100, 100, 4, 3, 300, 200, 3, 80, 25).page()), ElementsAre("3x4=12"));
}

TEST(FindRulesOnPicture, DashedAndDottedLines) {
  EXPECT_THAT(grids_on(DrawnPage(1400, 900).grid(100, 100, 4, 3, 300, 200, 4, 18, 8).page()), ElementsAre("3x4=12"));
  EXPECT_THAT(grids_on(DrawnPage(1400, 900).grid(100, 100, 4, 3, 300, 200, 4, 5, 4).page()), ElementsAre("3x4=12"));
}

TEST(FindRulesOnPicture, SlightlySkewedLines) {
  for (const int thickness : {1, 3}) {
    DrawnPage page(2200, 1000);
    for (int row = 0; row <= 4; ++row) page.horizontal(100 + row * 200, 104, 2104, thickness, 8);
    for (int column = 0; column <= 5; ++column)
      page.vertical(104 + column * 400, 100 + column * 8 / 5, 900 + column * 8 / 5, thickness, 3);
    EXPECT_THAT(grids_on(page.page()), ElementsAre("4x5=20")) << thickness;
  }
}

TEST(FindRulesOnPicture, MergedCells) {
  DrawnPage page(1400, 900);
  page.grid(100, 300, 4, 2, 300, 200).horizontal(100, 100, 1304).vertical(100, 100, 300).vertical(1300, 100, 300);
  EXPECT_THAT(grids_on(page.page()), ElementsAre("3x4=9"));
}

TEST(FindRulesOnPicture, LowRows) {
  EXPECT_THAT(grids_on(DrawnPage(1400, 900).grid(100, 100, 4, 5, 300, 48, 3).page()), ElementsAre("5x4=20"));
}

TEST(FindRulesOnPicture, RowCutAtThePageEnd) {
  DrawnPage page(1400, 900);
  page.grid(100, 100, 4, 2, 300, 200);
  for (int column = 0; column <= 4; ++column) page.vertical(100 + column * 300, 500, 620);
  EXPECT_THAT(grids_on(page.page()), ElementsAre("3x4=12"));
}

TEST(FindRulesOnPicture, TextTouchingTheLines) {
  DrawnPage page(1400, 900);
  page.grid(100, 100, 4, 3, 300, 200);
  for (int row = 0; row < 3; ++row)
    for (int column = 0; column < 4; ++column)
      page.letters(104 + column * 300, 134 + row * 200, 8).letters(110 + column * 300, 299 + row * 200, 8);
  EXPECT_THAT(grids_on(page.page()), ElementsAre("3x4=12"));
}

TEST(FindRulesOnPicture, LettersAreNoLines) {
  DrawnPage page(2000, 1600);
  for (int line = 0; line < 10; ++line) page.letters(100, 200 + line * 55, 50, 30);
  page.letters(100, 900, 15, 80);
  page.letters(100, 1200, 10, 130);
  EXPECT_THAT(find_rules_on_picture(page.page()), IsEmpty());
}

TEST(FindRulesOnPicture, StampIsNoLine) {
  EXPECT_THAT(find_rules_on_picture(DrawnPage(1000, 1000).ring(500, 500, 235, 6).ring(500, 500, 180, 3).page()),
              IsEmpty());
}

TEST(FindRulesOnPicture, BlackEdgeOfTheScanIsNoLine) {
  DrawnPage page(1400, 1000);
  page.fill(0, 0, 60, 1000).fill(0, 0, 1400, 45);
  for (int y = 0; y < 1000; y += 7) page.fill(60, y, y % 5, 4);  // frayed
  EXPECT_THAT(find_rules_on_picture(page.page()), IsEmpty());
}

TEST(FindRulesOnPicture, UnderlineIsALineButNoGrid) {
  DrawnPage page(1400, 600);
  page.letters(200, 300, 12).horizontal(308, 195, 605, 3);
  EXPECT_THAT(find_rules_on_picture(page.page()), SizeIs(1));
  EXPECT_THAT(grids_on(page.page()), IsEmpty());
}

TEST(FindRulesOnPicture, OtherResolutions) {
  DrawnPage half(700, 450);
  PreparedPage page = half.grid(50, 50, 4, 3, 150, 100, 2).page();
  page.dpi = 150;
  EXPECT_THAT(grids_on(page), ElementsAre("3x4=12"));
}

TEST(EraseRules, LeavesNothingOfAGrid) {
  PreparedPage page = DrawnPage(1400, 900).grid(100, 100, 4, 3, 300, 200).page();
  erase_rules(page, find_rules_on_picture(page));
  l_int32 empty = 0;
  pixZero(page.binary.get(), &empty);
  EXPECT_EQ(empty, 1);
  EXPECT_EQ(gray_at(page, 700, 302), 255);
}

TEST(EraseRules, KeepsStrokesThatCrossOrTouch) {
  PreparedPage page = DrawnPage(1400, 600)
                          .horizontal(300, 100, 1300, 4)
                          .fill(400, 260, 6, 80)    // goes through, as the tail of «у»
                          .fill(600, 270, 12, 30)   // stands on the line
                          .fill(800, 304, 12, 30)   // hangs below
                          .page();
  erase_rules(page, find_rules_on_picture(page));
  for (int y = 260; y < 340; ++y) EXPECT_TRUE(is_ink(page, 402, y)) << y;
  EXPECT_EQ(gray_at(page, 402, 302), 0);
  EXPECT_TRUE(is_ink(page, 606, 297));
  EXPECT_TRUE(is_ink(page, 806, 307));
  EXPECT_FALSE(is_ink(page, 606, 302));
  EXPECT_FALSE(is_ink(page, 500, 301));
  EXPECT_EQ(gray_at(page, 500, 301), 255);
}

TEST(EraseRules, FollowsASkewedLine) {
  PreparedPage page = DrawnPage(2200, 600).horizontal(300, 100, 2100, 3, 10).letters(500, 250, 10).page();
  erase_rules(page, find_rules_on_picture(page));
  for (int x = 110; x < 2090; x += 7) EXPECT_FALSE(is_ink(page, x, 301 + 10 * (x - 100) / 2000)) << x;
  EXPECT_TRUE(is_ink(page, 502, 240));
}

TEST(EraseSpecks, TakesLoneMarksOnly) {
  PreparedPage page = DrawnPage(1000, 600)
                          .letters(100, 300, 5)
                          .fill(262, 294, 6, 6)     // the full stop after the last letter
                          .fill(108, 260, 6, 5)     // a mark above a letter, as on «й»
                          .fill(700, 150, 6, 7)     // dirt
                          .fill(700, 400, 16, 4)    // a dash
                          .page();
  erase_specks(page);
  EXPECT_TRUE(is_ink(page, 264, 296));
  EXPECT_TRUE(is_ink(page, 110, 262));
  EXPECT_FALSE(is_ink(page, 702, 153));
  EXPECT_EQ(gray_at(page, 702, 153), 255);
  EXPECT_TRUE(is_ink(page, 708, 402));
}

}  // namespace
}  // namespace prikaz
