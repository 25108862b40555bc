#include "prikaz/text.h"

#include <gtest/gtest.h>

namespace prikaz {
namespace {

constexpr Box at(float left, float top, float width) { return {left, top, left + width, top + 10}; }

// «раз два три», 40 points for each word, two words on the first line.
Text sample() {
  Text text;
  text.append("раз", {1, at(0, 0, 40)}, 1);
  text.append("два", {1, at(50, 0, 40)}, 0.5F);
  text.append("три", {1, at(0, 20, 40)}, 0.8F);
  return text;
}

// Every piece lies in the string, in order, and does not begin or end inside a letter.
void expect_sound(const Text& text) {
  std::size_t end = 0;
  for (const Piece& piece : text.pieces) {
    EXPECT_GE(piece.offset, end) << text.str;
    EXPECT_GT(piece.length, 0U) << text.str;
    end = piece.offset + piece.length;
    EXPECT_LE(end, text.str.size()) << text.str;
  }
}

TEST(Text, AppendsWordsWithOneSpaceBetween) {
  const Text text = sample();
  EXPECT_EQ(text.str, "раз два три");
  ASSERT_EQ(text.pieces.size(), 3U);
  EXPECT_EQ(text.pieces[1].offset, 7U);
  EXPECT_EQ(text.pieces[1].length, 6U);
}

TEST(Text, GlueAndEmptyWordsAddNoSpace) {
  Text text;
  text.append("", {1, at(0, 0, 1)}, 1);
  EXPECT_TRUE(text.empty());
  text.append("МБ", {1, at(0, 0, 20)}, 1, true);
  text.append("ОУ", {1, at(20, 0, 20)}, 1, true);
  EXPECT_EQ(text.str, "МБОУ");
  Text other;
  other.append(text);
  other.append(Text{});
  other.append(text, true);
  EXPECT_EQ(other.str, "МБОУМБОУ");
  EXPECT_EQ(other.pieces.size(), 4U);
  EXPECT_EQ(other.pieces[2].offset, 8U);
  expect_sound(other);
}

TEST(Text, AppendedTextKeepsItsPlaces) {
  Text text = sample();
  text.append(sample());
  EXPECT_EQ(text.str, "раз два три раз два три");
  ASSERT_EQ(text.pieces.size(), 6U);
  EXPECT_EQ(text.str.substr(text.pieces[4].offset, text.pieces[4].length), "два");
  EXPECT_FLOAT_EQ(text.pieces[4].span.bbox.left, 50);
}

TEST(Text, SubTrimsSpacesAndMovesPieces) {
  const Text part = sample().sub(6, 14);
  EXPECT_EQ(part.str, "два");
  ASSERT_EQ(part.pieces.size(), 1U);
  EXPECT_EQ(part.pieces[0].offset, 0U);
  EXPECT_FLOAT_EQ(part.pieces[0].span.bbox.left, 50);
  EXPECT_EQ(sample().sub(7).str, "два три");
  EXPECT_EQ(sample().sub(100, 200).str, "");
  EXPECT_EQ(sample().sub(5, 3).str, "");
  EXPECT_EQ(sample().sub(0, 1000).str, "раз два три");
}

TEST(Text, AWordCutInTwoKeepsItsShareOfTheWidth) {
  const Text head = sample().sub(0, 2), tail = sample().sub(2, 6);
  EXPECT_EQ(head.str, "р");
  EXPECT_EQ(tail.str, "аз");
  EXPECT_NEAR(head.pieces[0].span.bbox.right, 40.0 / 3, 0.01);
  EXPECT_NEAR(tail.pieces[0].span.bbox.left, 40.0 / 3, 0.01);
  EXPECT_FLOAT_EQ(tail.pieces[0].span.bbox.right, 40);
}

TEST(Text, SpansAreOneForEachLine) {
  const std::vector<Span> spans = sample().spans();
  ASSERT_EQ(spans.size(), 2U);
  EXPECT_FLOAT_EQ(spans[0].bbox.left, 0);
  EXPECT_FLOAT_EQ(spans[0].bbox.right, 90);
  EXPECT_FLOAT_EQ(spans[1].bbox.top, 20);
  ASSERT_EQ(sample().spans(7, 13).size(), 1U);
  EXPECT_FLOAT_EQ(sample().spans(7, 13)[0].bbox.left, 50);
  EXPECT_TRUE(sample().spans(6, 7).empty()) << "a space stands nowhere";
}

TEST(Text, SpansOfTwoPagesStayApart) {
  Text text;
  text.append("раз", {1, at(0, 0, 40)}, 1);
  text.append("два", {2, at(50, 0, 40)}, 1);
  ASSERT_EQ(text.spans().size(), 2U);
  EXPECT_EQ(text.spans()[1].page, 2);
}

TEST(Text, ConfidenceIsThatOfTheLeastWordTouched) {
  EXPECT_FLOAT_EQ(sample().confidence(), 0.5F);
  EXPECT_FLOAT_EQ(sample().confidence(0, 6), 1);
  EXPECT_FLOAT_EQ(sample().confidence(14, 16), 0.8F);
  EXPECT_FLOAT_EQ(sample().confidence(6, 7), 1) << "the space between two words";
  EXPECT_FLOAT_EQ(Text{}.confidence(), 1);
}

TEST(Text, ReplaceKeepsThePlacesOfTheOtherWords) {
  Text text = sample();
  text.replace(7, 13, "двадцать");
  EXPECT_EQ(text.str, "раз двадцать три");
  ASSERT_EQ(text.pieces.size(), 3U);
  EXPECT_EQ(text.str.substr(text.pieces[1].offset, text.pieces[1].length), "двадцать");
  EXPECT_EQ(text.str.substr(text.pieces[2].offset, text.pieces[2].length), "три");
  expect_sound(text);
}

TEST(Text, ReplaceByNothingDropsThePieceAndShortensTheOthers) {
  Text text = sample();
  text.replace(6, 13, "");
  EXPECT_EQ(text.str, "раз три");
  ASSERT_EQ(text.pieces.size(), 2U);
  EXPECT_EQ(text.str.substr(text.pieces[1].offset, text.pieces[1].length), "три");
  text.replace(4, 6, "");  // the last letter of «раз»
  EXPECT_EQ(text.str, "ра три");
  EXPECT_EQ(text.pieces[0].length, 4U);
  expect_sound(text);
}

TEST(Text, ReplaceOverTwoWordsLeavesThemInOrder) {
  Text text = sample();
  text.replace(4, 9, "-");
  EXPECT_EQ(text.str, "ра-ва три");
  EXPECT_EQ(text.pieces.back().span.bbox.top, 20);
  EXPECT_EQ(text.str.substr(text.pieces.back().offset, text.pieces.back().length), "три");
  expect_sound(text);
}

TEST(Text, InsertingBehindAWordMovesTheOthers) {
  Text text = sample();
  text.replace(6, 6, "!");
  EXPECT_EQ(text.str, "раз! два три");
  EXPECT_EQ(text.str.substr(text.pieces[1].offset, text.pieces[1].length), "два");
  expect_sound(text);
}

}  // namespace
}  // namespace prikaz
