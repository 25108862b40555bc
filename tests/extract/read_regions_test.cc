// What is shown to an engine, how often, and what is made of its answers.
#include "read_regions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <functional>
#include <string>
#include <vector>

#include "drawn_page.h"

namespace prikaz {
namespace {

using testing::DrawnPage;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Asked {
  Region region;
  float scale = 0;
  Reading reading;
};

// Answers what it is told to, and notes what it was asked.
class AskedRecognizer : public TextRecognizer {
 public:
  using Answer = std::function<std::vector<RecognizedWord>(const Asked&)>;
  explicit AskedRecognizer(Answer answer) : answer_(std::move(answer)) {}
  std::vector<RecognizedWord> read(const std::shared_ptr<const ShownPage>& page, const Region& region,
                                   const Reading& reading) override {
    asked.push_back({region, page->scale, reading});
    return answer_(asked.back());
  }
  std::vector<Asked> asked;

 private:
  Answer answer_;
};

RecognizedWord word(const Box& box, const std::string& text, float confidence) {
  RecognizedWord out;
  out.text = text;
  out.box_px = box;
  out.baseline_px = box.bottom;
  out.x_height_px = 20;
  out.confidence = confidence;
  return out;
}

std::vector<std::string> read_by(AskedRecognizer& recognizer, const PreparedPage& page,
                                 const std::vector<Region>& regions) {
  SingleReader reader(recognizer);
  std::vector<std::string> texts;
  for (const RecognizedWord& one : read_regions(page, regions, reader)) texts.push_back(one.text);
  return texts;
}

const Region kCell = {{80, 80, 420, 160}, true, true, 30};

PreparedPage page_with_a_word() { return DrawnPage(600, 300).letters(100, 140, 8).page(); }

TEST(ReadRegions, WhatIsSureIsReadOnce) {
  AskedRecognizer sure([](const Asked& asked) { return std::vector{word(asked.region.box_px, "план", 0.95F)}; });
  EXPECT_THAT(read_by(sure, page_with_a_word(), {kCell, {{0, 200, 600, 300}, true, true, 30}}), ElementsAre("план"));
  ASSERT_THAT(sure.asked, SizeIs(1)) << "blank cells are not read";
  EXPECT_LT(sure.asked[0].scale, 1) << "letters are larger than the engine likes";
}

TEST(ReadRegions, WhatIsDoubtfulIsReadInAnotherSize) {
  const auto answers = [](float first, float second) {
    return [=](const Asked& asked) {
      const bool again = asked.scale == 1;
      return std::vector{word(asked.region.box_px, again ? "план" : "ппан", again ? second : first)};
    };
  };
  AskedRecognizer better(answers(0.5F, 0.9F)), worse(answers(0.5F, 0.4F));
  EXPECT_THAT(read_by(better, page_with_a_word(), {kCell}), ElementsAre("план"));
  EXPECT_THAT(better.asked, SizeIs(2));
  EXPECT_THAT(read_by(worse, page_with_a_word(), {kCell}), ElementsAre("ппан"));
}

TEST(ReadRegions, ACellWithoutAWordIsReadAsALine) {
  const auto answer = [](float confidence) {
    return [=](const Asked& asked) {
      std::vector<RecognizedWord> words;
      if (asked.reading.as_line) words.push_back(word(asked.region.box_px, "37", confidence));
      return words;
    };
  };
  AskedRecognizer number(answer(0.9F)), dirt(answer(0.3F));
  EXPECT_THAT(read_by(number, page_with_a_word(), {kCell}), ElementsAre("37"));
  EXPECT_THAT(read_by(dirt, page_with_a_word(), {kCell}), IsEmpty());
  EXPECT_THAT(dirt.asked, SizeIs(3));
}

// Reads a region of three lines and expects that the second, and nothing else, is asked for once more.
void expect_second_line_again(AskedRecognizer& recognizer, const Region& region) {
  DrawnPage drawn(900, 600);
  for (int line = 0; line < 3; ++line) drawn.letters(100, 140 + 100 * line, 10);
  EXPECT_THAT(read_by(recognizer, drawn.page(), {region}), ElementsAre("первый", "второй", "третий"));
  ASSERT_THAT(recognizer.asked, SizeIs(2));
  EXPECT_GT(recognizer.asked[1].region.box_px.top, 140);
  EXPECT_LT(recognizer.asked[1].region.box_px.bottom, 310);
}

TEST(ReadRegions, ALineOfABlockThatWasLeftOutIsReadAgain) {
  const Region block = {{80, 80, 700, 360}, false, false, 30};
  AskedRecognizer forgetful([](const Asked& asked) {
    if (asked.region.single_line) return std::vector{word({100, 210, 425, 240}, "второй", 0.9F)};
    return std::vector{word({100, 110, 425, 140}, "первый", 0.9F), word({100, 310, 425, 340}, "третий", 0.9F)};
  });
  expect_second_line_again(forgetful, block);
}

TEST(ReadRegions, OfACellOnlyTheDoubtfulLineIsReadAgain) {
  const Region cell = {{80, 80, 700, 360}, true, false, 30};
  AskedRecognizer unsure([](const Asked& asked) {
    if (asked.region.single_line) return std::vector{word({100, 210, 425, 240}, "второй", 0.9F)};
    return std::vector{word({100, 110, 425, 140}, "первый", 0.9F), word({100, 210, 425, 240}, "вторый", 0.6F),
                       word({100, 310, 425, 340}, "третий", 0.9F)};
  });
  expect_second_line_again(unsure, cell);
}

TEST(ReadRegions, TheRestOfALetterBesideAWordIsNoUnreadLetter) {
  DrawnPage drawn(900, 300);
  drawn.letters(100, 140, 10);
  const Region block = {{80, 80, 700, 200}, false, false, 30};
  const auto ending_at = [](float right) {
    return [=](const Asked&) { return std::vector{word({100, 110, right, 140}, "мероприятие", 0.9F)}; };
  };
  AskedRecognizer within_the_last(ending_at(405)), two_letters_short(ending_at(350));
  read_by(within_the_last, drawn.page(), {block});
  EXPECT_THAT(within_the_last.asked, SizeIs(1));
  read_by(two_letters_short, drawn.page(), {block});
  EXPECT_THAT(two_letters_short.asked, SizeIs(2));
}

TEST(ReadRegions, ALongBlockIsReadInPiecesCutBetweenItsLines) {
  constexpr int kLines = 48, kFirst = 140, kPitch = 60, kLetter = 24;
  DrawnPage drawn(700, 3200);
  for (int line = 0; line < kLines; ++line) drawn.letters(100, kFirst + kPitch * line, 8, kLetter);
  const Region block = {{80, 100, 640, 3000}, false, false, kLetter};
  AskedRecognizer tall([](const Asked& asked) {
    Box box = asked.region.box_px;
    box.bottom = box.top + 20;
    return std::vector{word(box, "с " + std::to_string(static_cast<int>(box.top)), 0.9F)};
  });
  SingleReader reader(tall);
  const std::vector<RecognizedWord> words = read_regions(drawn.page(), {block}, reader);
  std::vector<Box> pieces;
  for (const Asked& asked : tall.asked)
    if (!asked.region.single_line) pieces.push_back(asked.region.box_px);
  ASSERT_THAT(pieces, SizeIs(5));
  std::sort(pieces.begin(), pieces.end(), [](const Box& a, const Box& b) { return a.top < b.top; });
  EXPECT_EQ(pieces.front().top, block.box_px.top);
  EXPECT_EQ(pieces.back().bottom, block.box_px.bottom);
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    EXPECT_EQ(pieces[i].top, pieces[i - 1].bottom);
    const int below_a_line = (static_cast<int>(pieces[i].top) - kFirst) % kPitch;
    EXPECT_GT(below_a_line, 2) << "cut at " << pieces[i].top;
    EXPECT_LT(below_a_line, kPitch - kLetter - 2) << "cut at " << pieces[i].top;
  }
  for (std::size_t i = 1; i < words.size(); ++i) EXPECT_GE(words[i].box_px.top, words[i - 1].box_px.top);
  for (const RecognizedWord& one : words) EXPECT_EQ(one.region, 0);
}

TEST(ReadRegions, ABlockWithoutWhiteRowsStaysWhole) {
  DrawnPage drawn(700, 3200);
  for (int line = 0; line < 48; ++line) drawn.letters(100, 140 + 60 * line, 8, 24);
  drawn.fill(620, 100, 4, 2900);
  AskedRecognizer any([](const Asked&) { return std::vector<RecognizedWord>(); });
  read_by(any, drawn.page(), {{{80, 100, 640, 3000}, false, false, 24}});
  ASSERT_FALSE(any.asked.empty());
  EXPECT_EQ(any.asked[0].region.box_px.bottom, 3000);
}

TEST(ReadRegions, ABlockUnderAStampStaysWhole) {
  DrawnPage drawn(700, 3200);
  for (int line = 0; line < 48; ++line) drawn.letters(100, 140 + 60 * line, 8, 24);
  drawn.ring(350, 1500, 150, 5);
  AskedRecognizer any([](const Asked&) { return std::vector<RecognizedWord>(); });
  read_by(any, drawn.page(), {{{80, 100, 640, 3000}, false, false, 24}});
  ASSERT_FALSE(any.asked.empty());
  EXPECT_EQ(any.asked[0].region.box_px.bottom, 3000);
}

TEST(ReadRegions, NothingToRead) {
  AskedRecognizer unasked([](const Asked&) { return std::vector<RecognizedWord>(); });
  EXPECT_THAT(read_by(unasked, page_with_a_word(), {}), IsEmpty());
  EXPECT_THAT(read_by(unasked, PreparedPage(), {kCell}), IsEmpty());
  EXPECT_THAT(unasked.asked, IsEmpty());
}

}  // namespace
}  // namespace prikaz
