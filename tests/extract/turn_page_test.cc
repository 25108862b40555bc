#include "turn_page.h"

#include <gtest/gtest.h>

#include "drop_words.h"

namespace prikaz {
namespace {

Word word(std::string text, Box box, std::uint16_t rotation = 0) {
  Word out;
  out.text = std::move(text);
  out.box = box;
  out.rotation = rotation;
  out.baseline = rotation == 0 ? box.bottom - 3 : box.left + 3;
  out.font_size = 12;
  return out;
}

Page sample() {
  Page page;
  page.width = 600;
  page.height = 800;
  page.words = {word("вертикально-направленный-текст-страницы", {100, 200, 112, 500}, 90),
                word("нет", {10, 20, 40, 32})};
  page.rules = {{false, 50, 10, 300, 1}, {true, 90, 100, 700, 1}};
  page.images = {{{0, 0, 100, 50}, 10, 5}};
  return page;
}

TEST(TurnPage, NeedsMostOfTheText) {
  Page page = sample();
  EXPECT_EQ(turn_needed(page), 270);
  page.words[0].rotation = 270;
  EXPECT_EQ(turn_needed(page), 90);
  page.words[0].rotation = 180;
  EXPECT_EQ(turn_needed(page), 180);
  page.words[0].rotation = 0;
  EXPECT_EQ(turn_needed(page), 0);
  page.words = {word("стр.1", {0, 0, 10, 30}, 90)};
  EXPECT_EQ(turn_needed(page), 0);
}

TEST(TurnPage, EverythingTurns) {
  Page page = sample();
  turn_page(page, 270);
  EXPECT_EQ(page.rotation_deg, 270);
  EXPECT_FLOAT_EQ(page.width, 800);
  EXPECT_FLOAT_EQ(page.height, 600);
  EXPECT_EQ(page.words[0].rotation, 0);
  EXPECT_FLOAT_EQ(page.words[0].box.left, 200);
  EXPECT_FLOAT_EQ(page.words[0].box.top, 600 - 112);
  EXPECT_FLOAT_EQ(page.words[0].baseline, 600 - 103);
  EXPECT_EQ(page.words[1].rotation, 270);
  ASSERT_EQ(page.rules.size(), 2U);
  EXPECT_FALSE(page.rules[0].vertical);
  EXPECT_FLOAT_EQ(page.rules[0].position, 510);
  EXPECT_FLOAT_EQ(page.rules[0].from, 100);
  EXPECT_FLOAT_EQ(page.images[0].box.top, 500);
}

TEST(TurnPage, FourTurnsChangeNothing) {
  for (const int degrees : {90, 180, 270}) {
    const Page before = sample();
    Page page = before;
    for (int i = 0; i < 4; ++i) turn_page(page, degrees);
    EXPECT_FLOAT_EQ(page.width, before.width);
    for (std::size_t i = 0; i < page.words.size(); ++i) {
      EXPECT_FLOAT_EQ(page.words[i].box.left, before.words[i].box.left);
      EXPECT_FLOAT_EQ(page.words[i].box.bottom, before.words[i].box.bottom);
      EXPECT_FLOAT_EQ(page.words[i].baseline, before.words[i].baseline);
      EXPECT_EQ(page.words[i].rotation, before.words[i].rotation);
    }
    for (std::size_t i = 0; i < page.rules.size(); ++i) {
      EXPECT_EQ(page.rules[i].vertical, before.rules[i].vertical);
      EXPECT_FLOAT_EQ(page.rules[i].position, before.rules[i].position);
      EXPECT_FLOAT_EQ(page.rules[i].to, before.rules[i].to);
    }
  }
}

TEST(DropWords, OverprintedOnceAndBold) {
  Page page;
  page.width = page.height = 500;
  page.words = {word("приказ", {10, 10, 60, 22}), word("план", {70, 10, 100, 22}),
                word("приказ", {10.5F, 10.3F, 60.5F, 22.3F}), word("приказ", {10, 30, 60, 42}),
                word("плана", {70, 10, 101, 22})};
  drop_overprinted_words(page, true);
  ASSERT_EQ(page.words.size(), 4U);
  EXPECT_TRUE(page.words[0].bold);
  EXPECT_FALSE(page.words[1].bold);
  EXPECT_FALSE(page.words[2].bold);
  EXPECT_EQ(page.words[3].text, "плана");
}

TEST(DropWords, OffThePage) {
  Page page;
  page.width = page.height = 500;
  page.words = {word("приказ", {10, 10, 60, 22}), word("план", {490, 10, 520, 22}), word("план", {10, -30, 40, -18})};
  drop_words_outside(page);
  ASSERT_EQ(page.words.size(), 1U);
}

}  // namespace
}  // namespace prikaz
