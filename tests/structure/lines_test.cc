#include "lines.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "page_builder.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

std::vector<const Word*> words_of(const Page& page) {
  std::vector<const Word*> words;
  for (const Word& word : page.words) words.push_back(&word);
  return words;
}

Lexicon lexicon_of_text(std::string_view text) {
  Lexicon lexicon;
  for (const std::string_view word : split(text, ' '))
    if (!word.empty()) lexicon.add(word);
  lexicon.finish();
  return lexicon;
}

TEST(Lines, JoinCases) {
  std::ifstream file(PRIKAZ_TESTS_DIR "/structure/cases/line_joins.json");
  const auto cases = nlohmann::json::parse(file);
  const auto name = [](LineJoin join) {
    return join == LineJoin::space ? "space" : join == LineJoin::glue ? "glue" : "hyphen";
  };
  for (const auto& c : cases) {
    const auto end = c.at("end").get<std::string>(), begin = c.at("begin").get<std::string>();
    EXPECT_EQ(name(join_of(end, begin, lexicon_of_text(c.value("document", "")))), c.at("expect").get<std::string>())
        << c.at("name").get<std::string>() << ": " << end << " | " << begin;
  }
}

TEST(Lines, WordsOfOneBaselineAreALineWhateverTheirOrder) {
  PageBuilder page;
  page.text(200, 100, "второе слово").text(85, 100, "первое").text(85, 130, "ниже");
  const std::vector<Line> lines = group_into_lines(words_of(page.page()), 7);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(line_text(lines[0]).str, "первое второе слово");
  EXPECT_EQ(line_text(lines[1]).str, "ниже");
  EXPECT_EQ(lines[0].page, 7);
  EXPECT_EQ(line_text(lines[0]).pieces[0].span.page, 7);
  EXPECT_FLOAT_EQ(lines[0].box.left, 85);
}

TEST(Lines, SuperscriptStaysOnItsLineTheNextLineDoesNot) {
  PageBuilder page;
  page.text(85, 100, "сноска").style({8, false}).text(130, 96, "1").style({14, false}).text(85, 116, "дальше");
  const std::vector<Line> lines = group_into_lines(words_of(page.page()), 1);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].words.size(), 2U);
}

TEST(Lines, AWideGapMakesSegmentsAJustifiedGapDoesNot) {
  PageBuilder page;
  page.text(85, 100, "от 12.03.2024").text(400, 100, "№ 15").text(85, 130, "слово").text(85 + 35 + 28, 130, "слово");
  const std::vector<Line> lines = group_into_lines(words_of(page.page()), 1);
  ASSERT_EQ(lines.size(), 2U);
  ASSERT_EQ(lines[0].segments.size(), 2U);
  EXPECT_EQ(segment_text(lines[0], lines[0].segments[0]).str, "от 12.03.2024");
  EXPECT_EQ(segment_text(lines[0], lines[0].segments[1]).str, "№ 15");
  EXPECT_FLOAT_EQ(lines[0].segments[1].box.left, 400);
  EXPECT_EQ(lines[1].segments.size(), 1U) << "two ems";
}

TEST(Lines, PiecesOfOneWordAreGlued) {
  PageBuilder page;
  page.text(85, 100, "МБ").bold().text(99, 100, "ОУ").text(150, 100, "СОШ");
  const std::vector<Line> lines = group_into_lines(words_of(page.page()), 1);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(line_text(lines[0]).str, "МБОУ СОШ");
}

TEST(Lines, RecognizedWordsAreNeverGlued) {
  PageBuilder builder;
  builder.text(85, 100, "МБОУ").text(112, 100, "СОШ");
  Page page = builder.take();
  for (Word& word : page.words) word.font = -1;
  const std::vector<Line> lines = group_into_lines(words_of(page), 1);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(line_text(lines[0]).str, "МБОУ СОШ") << "their boxes touch";
}

TEST(Lines, BoldIfMostLettersAre) {
  PageBuilder page;
  page.bold().text(85, 100, "ПРИКАЗ").bold(false).text(85, 130, "Приказываю провести").bold().text(300, 130, "отбор");
  const std::vector<Line> lines = group_into_lines(words_of(page.page()), 1);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_TRUE(lines[0].bold);
  EXPECT_FALSE(lines[1].bold);
}

std::string joined(const std::vector<std::string>& printed, std::string_view document, float width) {
  PageBuilder page;
  for (const std::string& line : printed) page.line(line);
  return join_lines(group_into_lines(words_of(page.page()), 1), lexicon_of_text(document), width).str;
}

TEST(Lines, JoinLines) {
  EXPECT_EQ(joined({"по плану-", "графику меро-", "приятий и/", "или"}, "плану-графику мероприятий", 0),
            "по плану-графику мероприятий и/или");
  EXPECT_EQ(joined({"первая", "вторая"}, "", 0), "первая вторая");
}

TEST(Lines, AWordWiderThanItsCellIsCutWithoutAHyphen) {
  // Thirteen letters of seven points fill a cell of 93 points.
  EXPECT_EQ(joined({"Ответственные", "исполнители"}, "", 93), "Ответственные исполнители") << "two whole words";
  EXPECT_EQ(joined({"Соисполнитель", "ные"}, "Соисполнительные", 93), "Соисполнительные") << "known whole";
  EXPECT_EQ(joined({"Общеобразователь", "ного"}, "", 114), "Общеобразовательного") << "a shred";
  EXPECT_EQ(joined({"Общеобразователь", "ного"}, "", 200), "Общеобразователь ного") << "there was room";
  EXPECT_EQ(joined({"Общеобразователь", "ного"}, "", 0), "Общеобразователь ного") << "the room is unknown";
  EXPECT_EQ(joined({"и общеобразователь", "ного"}, "", 128), "и общеобразователь ного") << "not alone on its line";
}

TEST(Lines, AppendLineDropsTheHyphenAndKeepsThePlaces) {
  Text text, next;
  text.append("меро-", {1, {0, 0, 50, 10}}, 1);
  next.append("приятия", {1, {0, 20, 70, 30}}, 0.5F);
  append_line(text, next, lexicon_of_text("мероприятия"));
  EXPECT_EQ(text.str, "мероприятия");
  ASSERT_EQ(text.pieces.size(), 2U);
  EXPECT_EQ(text.pieces[0].length, 8U);
  EXPECT_EQ(text.pieces[1].offset, 8U);
  EXPECT_EQ(text.spans().size(), 2U);
}

TEST(Lexicon, KnowsWordsAndCompounds) {
  const Lexicon lexicon = lexicon_of_text("«Школа», план-график Школа меро- приятие");
  EXPECT_FALSE(lexicon.has("школа,"));
  EXPECT_EQ(lexicon.count("школа"), 1) << "a quotation mark hides a word";
  EXPECT_TRUE(lexicon.has("график"));
  EXPECT_TRUE(lexicon.has_hyphenated("план-график"));
  EXPECT_FALSE(lexicon.has("меро")) << "the part at a line end is no word";
  EXPECT_FALSE(lexicon.hyphenates());
}

TEST(Lexicon, AFileHyphenatesIfAJoinedWordTurnsUpWhole) {
  EXPECT_TRUE(lexicon_of_text("меро- приятие мероприятие").hyphenates());
  EXPECT_FALSE(lexicon_of_text("сентябрь- октябрь ноябрь").hyphenates());
  EXPECT_TRUE(lexicon_of_text("вос- питание обра- зование раз- витие").hyphenates())
      << "three pieces that make no words";
}

}  // namespace
}  // namespace prikaz
