// From a picture to a Page, with an engine that says what it is told to.
#include "recognize_pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <string>
#include <vector>

#include "drawn_page.h"

namespace prikaz {
namespace {

using testing::DrawnPage;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// These words for every block of Russian text, side by side.
class DictatedRecognizer : public TextRecognizer {
 public:
  explicit DictatedRecognizer(std::vector<std::pair<std::string, float>> words) : words_(std::move(words)) {}
  std::vector<RecognizedWord> read(const std::shared_ptr<const ShownPage>&, const Region& region,
                                   const Reading& reading) override {
    std::vector<RecognizedWord> read;
    if (reading.script == Script::latin) return read;
    float x = region.box_px.left;
    for (const auto& [text, confidence] : words_) {
      RecognizedWord word;
      word.text = text;
      word.confidence = confidence;
      word.box_px = {x, region.box_px.top, x + 150, region.box_px.bottom};
      word.baseline_px = region.box_px.bottom;
      word.x_height_px = 24;
      read.push_back(word);
      x += 170;
    }
    return read;
  }

 private:
  std::vector<std::pair<std::string, float>> words_;
};

RecognizedPage dictated(std::vector<std::pair<std::string, float>> words) {
  DrawnPage drawn(2480, 3508);
  drawn.letters(300, 400, 40);
  ScannedPage scanned;
  scanned.number = 7;
  scanned.width = 595;
  scanned.height = 842;
  scanned.dpi = 300;
  scanned.pixels = std::move(drawn.page().gray);
  DictatedRecognizer recognizer(std::move(words));
  SingleReader reader(recognizer);
  return recognize_page(scanned, reader);
}

TEST(RecognizePage, WordsInPoints) {
  const RecognizedPage read = dictated({{"Утвердить", 0.97F}, {"план", 0.97F}});
  ASSERT_THAT(read.page.words, SizeIs(2));
  EXPECT_EQ(read.page.words[0].text, "Утвердить");
  EXPECT_NEAR(read.page.words[0].box.right - read.page.words[0].box.left, 150 * 72 / 300.0, 0.1);
  EXPECT_EQ(read.page.text_source, TextSource::ocr);
  EXPECT_THAT(read.diagnostics, IsEmpty());
}

TEST(RecognizePage, AnAddressInLatinLettersIsNoHandwriting) {
  const RecognizedPage read = dictated({{"Почта:", 0.97F}, {"зспоо1@та11.ги", 0.6F}, {"справки", 0.97F}});
  ASSERT_THAT(read.diagnostics, SizeIs(1));
  EXPECT_EQ(read.diagnostics[0].code, "latin_text");
  EXPECT_EQ(read.diagnostics[0].page, 7);
  EXPECT_TRUE(read.diagnostics[0].bbox.has_value());
  EXPECT_THAT(read.diagnostics[0].message, HasSubstr("«зспоо1@та11.ги»"));
  ASSERT_THAT(read.page.words, SizeIs(3));
  EXPECT_LT(read.page.words[1].confidence, 0.2F);
  EXPECT_GT(read.page.words[2].confidence, 0.8F);
}

TEST(RecognizePage, WhatMayBeWrittenByHandSaysWhereToLook) {
  const RecognizedPage read = dictated({{"от", 0.97F}, {"2090г.", 0.2F}, {"№", 0.97F}, {"71", 0.97F}});
  ASSERT_THAT(read.diagnostics, SizeIs(1));
  EXPECT_EQ(read.diagnostics[0].code, "handwriting");
  EXPECT_TRUE(read.diagnostics[0].bbox.has_value());
}

TEST(RecognizePage, ARepairTellsBothForms) {
  const RecognizedPage read = dictated({{"12", 0.97F}, {"апрепя", 0.9F}, {"2031", 0.97F}});
  ASSERT_THAT(read.diagnostics, SizeIs(1));
  EXPECT_EQ(read.diagnostics[0].code, "recognition_repaired");
  EXPECT_THAT(read.diagnostics[0].message, HasSubstr("«апрепя»"));
  EXPECT_THAT(read.diagnostics[0].message, HasSubstr("«апреля»"));
}

}  // namespace
}  // namespace prikaz
