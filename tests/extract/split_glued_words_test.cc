#include "split_glued_words.h"

#include <gmock/gmock.h>

#include <string>

namespace prikaz {
namespace {

std::vector<std::string> split(std::vector<std::string> texts, TextSource source = TextSource::ocr) {
  std::vector<Page> pages(1);
  pages[0].text_source = source;
  for (std::string& text : texts) {
    Word word;
    word.text = std::move(text);
    word.box = {0, 0, 50, 10};
    word.font_size = 10;
    pages[0].words.push_back(std::move(word));
  }
  split_glued_words(pages);
  std::vector<std::string> out;
  for (const Word& word : pages[0].words) {
    EXPECT_LE(word.box.left, word.box.right);
    out.push_back(word.text);
  }
  return out;
}

using testing::ElementsAre;

TEST(SplitGluedWords, WhereTheWordStandsAloneElsewhere) {
  EXPECT_THAT(split({"группы", "группыв"}), ElementsAre("группы", "группы", "в"));
  EXPECT_THAT(split({"обучающимися,", "обучающимисяи"}), ElementsAre("обучающимися,", "обучающимися", "и"));
}

TEST(SplitGluedWords, BehindAnAbbreviation) {
  EXPECT_THAT(split({"ШНОРв", "УУДв"}), ElementsAre("ШНОР", "в", "УУД", "в"));
}

TEST(SplitGluedWords, KeepsWordsThatEndSo) {
  EXPECT_THAT(split({"изучив", "районов", "район", "задач", "задачи", "урок"}),
              ElementsAre("изучив", "районов", "район", "задач", "задачи", "урок"));
}

TEST(SplitGluedWords, LeavesEmbeddedTextAlone) {
  EXPECT_THAT(split({"группы", "группыв"}, TextSource::embedded), ElementsAre("группы", "группыв"));
}

}  // namespace
}  // namespace prikaz
