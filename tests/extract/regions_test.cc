#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "drawn_page.h"
#include "recognizer.h"

namespace prikaz {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::DrawnPage;

std::vector<Region> regions_on(const DrawnPage& drawn) {
  PreparedPage page = drawn.page();
  const std::vector<RulingLine> rules = find_rules_on_picture(page);
  erase_rules(page, rules);
  return find_regions(page, rules);
}

TEST(FindRegions, NothingOnAnEmptyPage) {
  EXPECT_THAT(regions_on(DrawnPage(1000, 1000)), IsEmpty());
  EXPECT_THAT(find_regions(PreparedPage(), {}), IsEmpty());
}

TEST(FindRegions, CellsWithInk) {
  DrawnPage page(1400, 900);
  page.grid(100, 100, 4, 3, 300, 200).letters(130, 160, 1).letters(430, 160, 5).letters(430, 215, 6).letters(1030, 560, 4);
  const auto regions = regions_on(page);
  ASSERT_THAT(regions, SizeIs(3));
  EXPECT_TRUE(regions[0].cell);
  EXPECT_TRUE(regions[0].single_line);
  EXPECT_TRUE(regions[1].cell);
  EXPECT_FALSE(regions[1].single_line);
  EXPECT_TRUE(regions[2].single_line);
  // All of the ink and white around it, but nothing of the next cell.
  EXPECT_LT(regions[1].box_px.left, 430);
  EXPECT_GT(regions[1].box_px.left, 399);
  EXPECT_LT(regions[1].box_px.top, 130);
  EXPECT_GT(regions[1].box_px.bottom, 215);
  EXPECT_LT(regions[1].box_px.right, 704);
}

TEST(FindRegions, TextAboveAndBelowATable) {
  DrawnPage page(1400, 1400);
  page.letters(100, 150, 30).letters(100, 200, 30).grid(100, 300, 4, 2, 300, 200).letters(130, 360, 4);
  page.letters(100, 900, 30);
  const auto regions = regions_on(page);
  ASSERT_THAT(regions, SizeIs(3));
  EXPECT_EQ(std::count_if(regions.begin(), regions.end(), [](const Region& region) { return region.cell; }), 1);
  for (const Region& region : regions)
    if (!region.cell) {
      EXPECT_TRUE(region.box_px.bottom < 300 || region.box_px.top > 700);
    }
}

TEST(FindRegions, BlocksBetweenWideWhiteBands) {
  DrawnPage page(1400, 1400);
  page.letters(100, 150, 30).letters(100, 205, 30).letters(100, 260, 30).letters(100, 600, 30);
  const auto regions = regions_on(page);
  ASSERT_THAT(regions, SizeIs(2));
  EXPECT_FALSE(regions[0].single_line);
  EXPECT_TRUE(regions[1].single_line);
}

TEST(FindRegions, DateAndNumberOfOneLineStayTogether) {
  EXPECT_THAT(regions_on(DrawnPage(2200, 400).letters(100, 200, 8).letters(1800, 200, 4)), SizeIs(1));
}

TEST(FindRegions, TableWithoutRulesStaysTogether) {
  DrawnPage page(2200, 800);
  for (int row = 0; row < 5; ++row) page.letters(100, 200 + row * 60, 8).letters(800, 200 + row * 60, 5).letters(1600, 200 + row * 60, 6);
  EXPECT_THAT(regions_on(page), SizeIs(1));
}

TEST(FindRegions, ColumnsOfDifferentLinesAreReadApart) {
  DrawnPage page(2200, 800);
  for (int row = 0; row < 5; ++row) page.letters(100, 200 + row * 60, 15).letters(1300, 226 + row * 71, 15);
  const auto regions = regions_on(page);
  ASSERT_THAT(regions, SizeIs(2));
  EXPECT_LT(regions[0].box_px.right, 1300);
  EXPECT_GT(regions[1].box_px.left, 700);
}

TEST(FindRegions, DirtIsNoText) {
  EXPECT_THAT(regions_on(DrawnPage(1400, 900).grid(100, 100, 4, 3, 300, 200).fill(500, 200, 3, 3).fill(1350, 50, 2, 3)),
              IsEmpty());
}

}  // namespace
}  // namespace prikaz
