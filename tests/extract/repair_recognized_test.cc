#include "repair_recognized.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

constexpr float kGlyph = 20, kSpace = 12, kXHeight = 26, kLine = 60;
constexpr float kUsual = 0.96F;

// Words of one line: a space is a small gap, each further one half an x-height more.
void add_line(std::vector<RecognizedWord>& words, const std::string& printed, float x, float baseline, int region) {
  std::string text;
  const auto finish = [&] {
    if (text.empty()) return;
    RecognizedWord word;
    word.text = text;
    const float width = kGlyph * static_cast<float>(count_code_points(text));
    word.box_px = {x, baseline - 40, x + width, baseline + 12};
    word.baseline_px = baseline;
    word.x_height_px = kXHeight;
    word.confidence = kUsual;
    word.region = region;
    words.push_back(word);
    x += width;
    text.clear();
  };
  for (const char c : printed) {
    if (c == ' ') {
      finish();
      x += kSpace;
    } else {
      text += c;
    }
  }
  finish();
}

// `lines` of one region, `cells` side by side, or cells of a `column`.
std::vector<RecognizedWord> words_of(const nlohmann::json& page) {
  std::vector<RecognizedWord> words;
  if (page.contains("lines"))
    for (std::size_t i = 0; i < page["lines"].size(); ++i)
      add_line(words, page["lines"][i], 100, 100 + kLine * static_cast<float>(i), 0);
  if (page.contains("cells"))
    for (std::size_t i = 0; i < page["cells"].size(); ++i)
      add_line(words, page["cells"][i], 100 + 300 * static_cast<float>(i), 100, static_cast<int>(i));
  if (page.contains("column"))
    for (std::size_t i = 0; i < page["column"].size(); ++i)
      add_line(words, page["column"][i], 100, 100 + kLine * static_cast<float>(i), static_cast<int>(i));
  for (RecognizedWord& word : words) {
    word.confidence = page.value("confidence", kUsual);
    if (page.contains("doubted"))
      for (const auto& doubted : page["doubted"])
        if (doubted == word.text) word.confidence = 0.3F;
  }
  return words;
}

std::vector<std::string> printed_lines(const std::vector<RecognizedWord>& words) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool same =
        i > 0 && words[i].region == words[i - 1].region && words[i].baseline_px == words[i - 1].baseline_px;
    if (same)
      lines.back() += " " + words[i].text;
    else
      lines.push_back(words[i].text);
  }
  return lines;
}

nlohmann::json read_cases() {
  std::ifstream file(std::string(PRIKAZ_TESTS_DIR) + "/extract/cases/repair_recognized.json");
  return nlohmann::json::parse(file);
}

class RepairRecognized : public testing::TestWithParam<nlohmann::json> {};

TEST_P(RepairRecognized, Case) {
  const nlohmann::json& page = GetParam();
  std::vector<RecognizedWord> words = words_of(page);
  const std::vector<RecognizedWord> before = words;
  const std::vector<OcrRepair> repairs = repair_recognized(words);

  std::vector<std::string> expected;
  for (const std::string line : page["expect"]) {
    std::string squeezed;
    for (const char c : line)
      if (c != ' ' || squeezed.empty() || squeezed.back() != ' ') squeezed += c;
    expected.push_back(squeezed);
  }
  EXPECT_THAT(printed_lines(words), testing::ElementsAreArray(expected));

  std::vector<std::string> rules;
  for (const OcrRepair& repair : repairs) rules.push_back(repair.rule);
  if (page.contains("rules")) {
    EXPECT_THAT(rules, testing::ElementsAreArray(page["rules"].get<std::vector<std::string>>()));
  } else if (printed_lines(words) == printed_lines(before)) {
    EXPECT_THAT(rules, testing::IsEmpty());
  }

  for (const OcrRepair& repair : repairs) {
    if (repair.word == kDroppedWord) continue;
    ASSERT_LT(repair.word, words.size());
    EXPECT_LT(words[repair.word].confidence, page.value("confidence", kUsual)) << repair.rule;
    EXPECT_TRUE(repair.repaired.starts_with(words[repair.word].text)) << repair.repaired;
  }
  for (const RecognizedWord& word : words) {
    const bool distrusted =
        page.contains("distrusted") && std::any_of(page["distrusted"].begin(), page["distrusted"].end(),
                                                   [&](const auto& text) { return text == word.text; });
    EXPECT_EQ(word.confidence < 0.2F, distrusted) << word.text;
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, RepairRecognized, testing::ValuesIn(read_cases().get<std::vector<nlohmann::json>>()),
                         [](const auto& test) { return test.param["name"].template get<std::string>(); });

TEST(RepairRecognizedTwice, ChangesNothingMore) {
  for (const nlohmann::json& page : read_cases()) {
    std::vector<RecognizedWord> words = words_of(page);
    repair_recognized(words);
    const std::vector<std::string> once = printed_lines(words);
    repair_recognized(words);
    EXPECT_THAT(printed_lines(words), testing::ElementsAreArray(once)) << page["name"];
  }
}

TEST(RepairRecognizedChoices, DecideForTheGuillemet) {
  std::vector<RecognizedWord> words;
  add_line(words, "сЛицей имени»", 100, 100, 0);
  words[0].choices.resize(6);
  words[0].choices[0] = {{"с", 0.9F}, {"е", 0.1F}};
  std::vector<RecognizedWord> offered = words;
  repair_recognized(words);
  EXPECT_EQ(words[0].text, "сЛицей");
  offered[0].choices[0].push_back({"«", 0.05F});
  repair_recognized(offered);
  EXPECT_EQ(offered[0].text, "«Лицей");
}

TEST(RepairRecognizedBoxes, CutAndJoined) {
  std::vector<RecognizedWord> words;
  add_line(words, "объективности‘оценок", 100, 100, 0);
  const Box whole = words[0].box_px;
  repair_recognized(words);
  ASSERT_EQ(words.size(), 2U);
  EXPECT_FLOAT_EQ(words[0].box_px.left, whole.left);
  EXPECT_FLOAT_EQ(words[1].box_px.right, whole.right);
  EXPECT_LT(words[0].box_px.right, words[1].box_px.left);

  std::vector<RecognizedWord> split;
  add_line(split, "МБО У", 100, 100, 0);
  const Box both = united(split[0].box_px, split[1].box_px);
  repair_recognized(split);
  ASSERT_EQ(split.size(), 1U);
  EXPECT_FLOAT_EQ(split[0].box_px.right, both.right);
}

TEST(RepairRecognizedDashes, ToldByTheirWidth) {
  std::vector<RecognizedWord> words;
  add_line(words, "Школа - сад — дом", 100, 100, 0);
  words[1].box_px.top = words[3].box_px.top = 85;  // the ink of dashes is flat
  words[1].box_px.bottom = words[3].box_px.bottom = 88;
  words[1].box_px.right = words[1].box_px.left + 1.2F * kXHeight;
  words[3].box_px.right = words[3].box_px.left + 2.2F * kXHeight;
  EXPECT_THAT(repair_recognized(words), testing::IsEmpty());
  EXPECT_EQ(words[1].text, "–");
  EXPECT_EQ(words[3].text, "—");
  EXPECT_FLOAT_EQ(words[1].confidence, kUsual);
}

TEST(RepairRecognizedDashes, PhantomInAWideGap) {
  std::vector<RecognizedWord> words;
  add_line(words, "бюджетное — учреждение", 100, 100, 0);
  std::vector<RecognizedWord> doubted = words;
  doubted[1].confidence = 0.4F;
  repair_recognized(words);
  EXPECT_EQ(words.size(), 3U);
  std::vector<RecognizedWord> flat = doubted;
  flat[1].box_px.top = 85;
  flat[1].box_px.bottom = 88;
  repair_recognized(doubted);
  EXPECT_EQ(doubted.size(), 2U);
  repair_recognized(flat);
  EXPECT_EQ(flat.size(), 3U);
}

TEST(RepairRecognizedInput, Empty) {
  std::vector<RecognizedWord> none;
  EXPECT_THAT(repair_recognized(none), testing::IsEmpty());
  std::vector<RecognizedWord> blank(2);
  blank[0].text = " ";
  repair_recognized(blank);
  EXPECT_THAT(blank, testing::IsEmpty());
}

TEST(CalibratedConfidence, GrowsWithTheEngines) {
  for (const char* text : {"школа", "и", "2024", "№"}) {
    for (const bool repaired : {false, true}) {
      float last = 0;
      for (int percent = 0; percent <= 100; ++percent) {
        RecognizedWord word;
        word.text = text;
        word.confidence = static_cast<float>(percent) / 100;
        const float right = calibrated_confidence(word, repaired);
        EXPECT_GE(right, last) << text << percent;
        EXPECT_LE(right, 1) << text;
        last = right;
      }
    }
  }
}

TEST(CalibratedConfidence, DistrustedStaysLow) {
  RecognizedWord word;
  word.text = "2024г.";
  word.confidence = 0.15F;
  EXPECT_LT(calibrated_confidence(word, true), 0.2F);
  word.confidence = 0.96F;
  EXPECT_GT(calibrated_confidence(word, false), 0.9F);
}

}  // namespace
}  // namespace prikaz
