// What the engine does is tested in the suites whose names start with Slow; the others replay what it said.
#include "recognizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "drawn_page.h"
#include "read_regions.h"
#include "replaying_recognizer.h"
#include "settle_letter_case.h"

namespace prikaz {
namespace {

using testing::DrawnPage;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;
using testing::ReplayingRecognizer;
using ::testing::SizeIs;

const char kPicture[] = PRIKAZ_TESTS_DIR "/extract/files/plan_page.png";
const char kRecording[] = PRIKAZ_TESTS_DIR "/recordings/plan_page.tsv";

// A title, a date and a number at the two ends of a line, a table of three rows, a signature.
const std::vector<std::string> kPlan = {"№",
                                        "Мероприятие",
                                        "Срок",
                                        "Ответственные",
                                        "1",
                                        "Семинар для учителей математики",
                                        "март",
                                        "Ларина Т.В.",
                                        "2",
                                        "Диагностика обучающихся 5-8 классов",
                                        "постоянно",
                                        "РМЦ",
                                        "37",
                                        "Посещение уроков в МБОУ «СОШ № 6»",
                                        "-",
                                        "ПЛАН мероприятий по поддержке школ на 2031 год от 14.02.2031 № 73-од",
                                        "Начальник отдела И.П. Громов"};

PreparedPage plan_page() {
  PreparedPage page;
  page.binary = PixPtr(pixRead(kPicture));
  page.gray = PixPtr(pixConvertTo8(page.binary.get(), 0));
  page.dpi = 300;
  return page;
}

std::vector<Region> regions_of(PreparedPage& page) {
  const std::vector<RulingLine> rules = find_rules_on_picture(page);
  erase_rules(page, rules);
  erase_specks(page);
  return find_regions(page, rules);
}

// One text for each region, and one for the page where nothing was read.
std::vector<std::string> texts_by_region(const std::vector<RecognizedWord>& words, std::size_t regions) {
  std::vector<std::string> texts(regions);
  for (const RecognizedWord& word : words) {
    std::string& text = texts.at(static_cast<std::size_t>(word.region));
    text += (text.empty() ? "" : " ") + word.text;
  }
  return texts;
}

// Blocks of running text may be one or several.
std::vector<std::string> texts_of(const std::vector<RecognizedWord>& words, const std::vector<Region>& regions) {
  const std::vector<std::string> all = texts_by_region(words, regions.size());
  std::vector<std::string> texts;
  std::string title;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    if (regions[i].cell)
      texts.push_back(all[i]);
    else if (regions[i].box_px.top < 400)
      title += (title.empty() ? "" : " ") + all[i];
  }
  texts.push_back(title);
  for (std::size_t i = 0; i < regions.size(); ++i)
    if (!regions[i].cell && regions[i].box_px.top >= 400) texts.push_back(all[i]);
  return texts;
}

std::vector<RecognizedWord> read_by(TextRecognizer& recognizer, const PreparedPage& page,
                                    const std::vector<Region>& regions) {
  SingleReader reader(recognizer);
  return read_regions(page, regions, reader);
}

TEST(ReplayedRecognizer, WordsFallIntoTheCellsFoundOnThePicture) {
  PreparedPage page = plan_page();
  const std::vector<Region> regions = regions_of(page);
  ReplayingRecognizer recognizer(testing::read_recording(kRecording));
  EXPECT_THAT(texts_of(read_by(recognizer, page, regions), regions), ElementsAreArray(kPlan));
}

class SlowTesseract : public ::testing::Test {
 protected:
  const std::unique_ptr<TextRecognizer> recognizer_ = make_tesseract_recognizer();
};

TEST_F(SlowTesseract, ReadsAPageWithATable) {
  PreparedPage page = plan_page();
  const std::vector<Region> regions = regions_of(page);
  const std::vector<RecognizedWord> words = read_by(*recognizer_, page, regions);
  if (std::getenv("PRIKAZ_UPDATE_RECORDINGS") != nullptr) testing::write_recording(kRecording, words);
  EXPECT_THAT(texts_of(words, regions), ElementsAreArray(kPlan));
}

TEST_F(SlowTesseract, SaysWhereWordsAreAndHowSureItIs) {
  PreparedPage page = plan_page();
  const std::vector<Region> regions = regions_of(page);
  const std::vector<RecognizedWord> words = read_by(*recognizer_, page, regions);
  ASSERT_THAT(words, SizeIs(44));
  for (const RecognizedWord& word : words) {
    const Box& region = regions.at(static_cast<std::size_t>(word.region)).box_px;
    EXPECT_TRUE(region.contains(word.box_px.center_x(), word.box_px.center_y())) << word.text;
    EXPECT_GT(word.confidence, 0.3F) << word.text;
    EXPECT_LE(word.confidence, 1.0F) << word.text;
    EXPECT_GT(word.baseline_px, word.box_px.top) << word.text;
    EXPECT_LT(word.baseline_px, word.box_px.bottom + 12) << word.text;
    EXPECT_GE(word.x_height_px, 10) << word.text;
    EXPECT_LT(word.x_height_px, 40) << word.text;
  }
  const auto named = [&](const std::string& text) {
    return *std::find_if(words.begin(), words.end(), [&](const RecognizedWord& word) { return word.text == text; });
  };
  EXPECT_TRUE(named("мероприятий").bold);
  EXPECT_TRUE(named("Ответственные").bold);
  EXPECT_FALSE(named("учителей").bold);
  EXPECT_FALSE(named("Начальник").bold);
  EXPECT_NEAR(named("Ответственные").x_height_px, named("Мероприятие").x_height_px, 2);
  EXPECT_NEAR(named("37").x_height_px, named("уроков").x_height_px, 2);
  ASSERT_THAT(named("март").choices, SizeIs(4));
  EXPECT_EQ(named("март").choices[0][0].text, "м");
}

TEST_F(SlowTesseract, OnePageLeavesNothingForTheNext) {
  PreparedPage page = plan_page();
  const std::vector<Region> regions = regions_of(page);
  const auto first = texts_by_region(read_by(*recognizer_, page, regions), regions.size());
  DrawnPage other(800, 600);
  read_by(*recognizer_, other.letters(100, 300, 10).page(), {{{50, 200, 700, 400}, false, true, 30}});
  EXPECT_EQ(texts_by_region(read_by(*recognizer_, page, regions), regions.size()), first);
}

TEST_F(SlowTesseract, ThreadsWithTheirOwnEnginesAgree) {
  PreparedPage page = plan_page();
  const std::vector<Region> regions = regions_of(page);
  const auto alone = texts_by_region(read_by(*recognizer_, page, regions), regions.size());
  std::vector<std::vector<std::string>> read(2);
  std::vector<std::thread> threads;
  for (std::vector<std::string>& texts : read)
    threads.emplace_back([&] {
      PreparedPage own = plan_page();
      const std::vector<Region> same = regions_of(own);
      texts = texts_by_region(read_by(*make_tesseract_recognizer(), own, same), same.size());
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(read[0], alone);
  EXPECT_EQ(read[1], alone);
}

TEST_F(SlowTesseract, NothingToRead) {
  PreparedPage page = DrawnPage(400, 300).page();
  EXPECT_THAT(read_by(*recognizer_, page, {}), IsEmpty());
  EXPECT_THAT(read_by(*recognizer_, page, {{{0, 0, 400, 300}, false, false, 0}}), IsEmpty());
  EXPECT_THAT(read_by(*recognizer_, page, {{{-50, -50, 900, 10}, true, true, 20}}), IsEmpty());
  EXPECT_THAT(read_by(*recognizer_, page, {{{500, 500, 600, 600}, true, true, 20}}), IsEmpty());
  EXPECT_THAT(read_by(*recognizer_, page, {{{10, 10, 10, 10}, true, true, 20}}), IsEmpty());
  EXPECT_THAT(read_by(*recognizer_, PreparedPage(), {{{0, 0, 10, 10}, true, true, 20}}), IsEmpty());
}

// Words of one column of cells, a line each, as high as said.
struct Line {
  std::string text;
  float height = 0;
};

std::vector<std::string> settled(const std::vector<Line>& lines) {
  std::vector<RecognizedWord> words;
  std::vector<float> heights;
  std::vector<Region> regions;
  for (const Line& line : lines) {
    const auto y = static_cast<float>(100 * (words.size() + 1));
    RecognizedWord word;
    word.text = line.text;
    word.confidence = 0.9F;
    word.baseline_px = y;
    word.box_px = {0, y - line.height, 100, y};
    word.region = static_cast<int>(words.size());
    words.push_back(word);
    heights.push_back(line.height);
    regions.push_back({{0, y - 60, 200, y + 20}, true, true, 20});
  }
  settle_letter_case(words, heights, regions);
  std::vector<std::string> texts;
  for (const RecognizedWord& word : words) texts.push_back(word.text);
  return texts;
}

const std::vector<Line> kSmallLetters = {{"семья", 21}, {"март", 21},   {"мера", 20},
                                         {"урок", 21},  {"классе", 21}, {"школа", 22}};

std::vector<std::string> settled_among_small_letters(const Line& line) {
  std::vector<Line> lines = kSmallLetters;
  lines.push_back(line);
  std::vector<std::string> texts = settled(lines);
  for (std::size_t i = 0; i < kSmallLetters.size(); ++i) EXPECT_EQ(texts[i], kSmallLetters[i].text);
  return {texts.back()};
}

TEST(SettleLetterCase, ByTheHeightOfTheSmallLettersAround) {
  EXPECT_THAT(settled_among_small_letters({"ПОСТОЯННО", 21}), ElementsAre("постоянно"));
  EXPECT_THAT(settled_among_small_letters({"ВШТ,", 22}), ElementsAre("вшт,"));
  EXPECT_THAT(settled_among_small_letters({"кмц", 31}), ElementsAre("КМЦ"));
  EXPECT_THAT(settled_among_small_letters({"вСОКО", 31}), ElementsAre("ВСОКО"));
}

TEST(SettleLetterCase, LeavesWhatIsRightOrUnsure) {
  EXPECT_THAT(settled_among_small_letters({"КМЦ", 31}), ElementsAre("КМЦ"));
  EXPECT_THAT(settled_among_small_letters({"постоянно", 21}), ElementsAre("постоянно"));
  EXPECT_THAT(settled_among_small_letters({"Школы", 31}), ElementsAre("Школы"));
  EXPECT_THAT(settled_among_small_letters({"БАЗА", 21}), ElementsAre("БАЗА"));  // its letters have other shapes
  EXPECT_THAT(settled_among_small_letters({"КМЦ", 26}), ElementsAre("КМЦ"));
  EXPECT_THAT(settled_among_small_letters({"5", 31}), ElementsAre("5"));
  EXPECT_THAT(settled({{"ПОСТОЯННО", 21}, {"март", 21}}), ElementsAre("ПОСТОЯННО", "март"));
}

}  // namespace
}  // namespace prikaz
