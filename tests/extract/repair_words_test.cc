#include "repair_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

using ::testing::ElementsAre;

constexpr float kSize = 12;
constexpr float kGlyph = 6;

// Words on one line, parted by `|` and as many points as there are spaces around it times 3: «П| Р» stands 3 points
// apart. One glyph is 6 points wide, a font size is 12, so one space is a quarter of the font size.
std::vector<Word> line(std::string_view printed, float y = 100) {
  std::vector<Word> words;
  float x = 50;
  std::string text;
  const auto finish = [&] {
    if (text.empty()) return;
    Word word;
    word.text = text;
    const float width = kGlyph * static_cast<float>(count_code_points(text));
    word.box = {x, y - 9, x + width, y + 3};
    word.baseline = y;
    word.font_size = kSize;
    words.push_back(word);
    x += width;
    text.clear();
  };
  for (const char c : printed) {
    if (c == ' ') {
      finish();
      x += 3;
    } else {
      text += c;
    }
  }
  finish();
  return words;
}

std::vector<std::string> repaired(std::vector<Word> words, const std::vector<RulingLine>& rules = {}) {
  repair_words(words, rules);
  std::vector<std::string> out;
  for (const Word& word : words) out.push_back(word.text);
  return out;
}

TEST(RepairWords, LetterSpacedWord) {
  EXPECT_THAT(repaired(line("П Р И К А З")), ElementsAre("ПРИКАЗ"));
  EXPECT_THAT(repaired(line("п р и к а з ы в а ю:")), ElementsAre("приказываю:"));
  EXPECT_THAT(repaired(line("п о с т а н о в л я е т :")), ElementsAre("постановляет:"));
  EXPECT_THAT(repaired(line("У К А З")), ElementsAre("УКАЗ"));
}

TEST(RepairWords, IrregularGroups) {
  EXPECT_THAT(repaired(line("П О С Т А Н О В ЛЕ Н И Е")), ElementsAre("ПОСТАНОВЛЕНИЕ"));
}

TEST(RepairWords, JoinedWordKeepsItsPlace) {
  std::vector<Word> words = line("П Р И К А З");
  const Box whole = united(words.front().box, words.back().box);
  repair_words(words, {});
  ASSERT_EQ(words.size(), 1U);
  EXPECT_FLOAT_EQ(words[0].box.left, whole.left);
  EXPECT_FLOAT_EQ(words[0].box.right, whole.right);
}

TEST(RepairWords, SpacedWordInALine) {
  EXPECT_THAT(repaired(line("образования района п р и к а з ы в а ю: 1. Утвердить")),
              ElementsAre("образования", "района", "приказываю:", "1.", "Утвердить"));
  EXPECT_THAT(repaired(line("П Р И К А З № 15")), ElementsAre("ПРИКАЗ", "№", "15"));
}

TEST(RepairWords, SeveralSpacedWords) {
  EXPECT_THAT(repaired(line("п о   ш к о л е   п р и к а з ы в а ю :")), ElementsAre("по", "школе", "приказываю:"));
  EXPECT_THAT(repaired(line("О Т Д Е Л    О Б Р А З О В А Н И Я")), ElementsAre("ОТДЕЛ", "ОБРАЗОВАНИЯ"));
}

TEST(RepairWords, LatinLettersOfASpacedWord) { EXPECT_THAT(repaired(line("П P И К A З")), ElementsAre("ПРИКАЗ")); }

TEST(RepairWords, WholePageOfPieces) {
  std::vector<Word> words;
  const char* lines[] = {"о т   2 9 .1 2 .2 0 1 2 г.   №   4 5", "О б   ут ве р ж де н ии   п л а н а",
                         "ра бо т ы   у п ра в ле н и я   о б ра з о ва н и я",
                         "н а   2 0 1 3   г о д   и   о т ве т с т ве н н ы х"};
  float y = 100;
  for (const char* text : lines) {
    for (Word& word : line(text, y)) words.push_back(word);
    y += 16;
  }
  EXPECT_THAT(repaired(words), ElementsAre("от", "29.12.2012", "г.", "№", "45", "Об", "утверждении", "плана", "работы",
                                           "управления", "образования", "на", "2013", "год", "и", "ответственных"));
}

TEST(RepairWords, RealSingleLettersStay) {
  EXPECT_THAT(repaired(line("и с учетом в срок")), ElementsAre("и", "с", "учетом", "в", "срок"));
  EXPECT_THAT(repaired(line("А Б В Г")), ElementsAre("А", "Б", "В", "Г"));
  EXPECT_THAT(repaired(line("х х х х х")), ElementsAre("х", "х", "х", "х", "х"));
  EXPECT_THAT(repaired(line("1 2 3 4 5 6")), ElementsAre("1", "2", "3", "4", "5", "6"));
  EXPECT_THAT(repaired(line("1 а 2 б 3 в 4 г")), ElementsAre("1", "а", "2", "б", "3", "в", "4", "г"));
  EXPECT_THAT(repaired(line("У        К        А        З")), ElementsAre("У", "К", "А", "З"));
}

TEST(RepairWords, ALineBetweenLettersKeepsThemApart) {
  const std::vector<Word> words = line("У К А З");
  EXPECT_THAT(repaired(words, {{true, words[1].box.right + 1.5F, 80, 120, 0.5F}}), ElementsAre("У", "К", "А", "З"));
  EXPECT_THAT(repaired(words, {{true, words[1].box.right + 1.5F, 300, 420, 0.5F}}), ElementsAre("УКАЗ"));
}

TEST(RepairWords, LettersOfDifferentLinesStayApart) {
  std::vector<Word> words;
  float y = 100;
  for (const char* letter : {"П", "Р", "И", "К", "А", "З"}) {
    words.push_back(line(letter, y)[0]);
    y += 14;
  }
  EXPECT_EQ(repaired(words).size(), 6U);
}

TEST(RepairWords, LostDashOfYears) {
  EXPECT_THAT(repaired(line("на 20132015 годы")), ElementsAre("на", "2013-2015", "годы"));
  EXPECT_THAT(repaired(line("20242026 гг.")), ElementsAre("2024-2026", "гг."));
  EXPECT_THAT(repaired(line("20232024 учебный")), ElementsAre("2023-2024", "учебный"));
  EXPECT_THAT(repaired(line("20152013 годы")), ElementsAre("20152013", "годы"));
  EXPECT_THAT(repaired(line("20132015 рублей")), ElementsAre("20132015", "рублей"));
  EXPECT_THAT(repaired(line("20139915 годы")), ElementsAre("20139915", "годы"));
}

TEST(RepairWords, NumberSignInTheWrongEncoding) {
  EXPECT_THAT(repaired(line("СОШ в„– 5")), ElementsAre("СОШ", "№", "5"));
}

TEST(RepairWords, LatinPreposition) {
  EXPECT_THAT(repaired(line("c учетом")), ElementsAre("с", "учетом"));
  EXPECT_THAT(repaired(line("B соответствии")), ElementsAre("В", "соответствии"));
  EXPECT_THAT(repaired(line("Гепатит B Москва")), ElementsAre("Гепатит", "B", "Москва"));
  EXPECT_THAT(repaired(line("vitamin C and")), ElementsAre("vitamin", "C", "and"));
}

TEST(RepairWords, NothingToDo) { EXPECT_THAT(repaired({}), ::testing::IsEmpty()); }

}  // namespace
}  // namespace prikaz
