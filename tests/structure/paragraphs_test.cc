#include "paragraphs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include "page_builder.h"

namespace prikaz {
namespace {

TEST(Labels, Cases) {
  std::ifstream file(PRIKAZ_TESTS_DIR "/structure/cases/labels.json");
  for (const auto& c : nlohmann::json::parse(file)) {
    const auto input = c.at("input").get<std::string>();
    const std::optional<Label> label = read_label(input);
    if (c.at("printed").is_null()) {
      EXPECT_FALSE(label.has_value()) << input;
      continue;
    }
    ASSERT_TRUE(label.has_value()) << input;
    EXPECT_EQ(label->printed, c.at("printed").get<std::string>()) << input;
    EXPECT_EQ(label->number, c.at("number").get<std::string>()) << input;
    EXPECT_EQ(input.substr(label->end), c.at("rest").get<std::string>()) << input;
    EXPECT_EQ(label->bare, c.value("bare", false)) << input;
  }
}

TEST(Labels, KindsAndParts) {
  EXPECT_EQ(read_label("3.10. довести")->parts, (std::vector<int>{3, 10}));
  EXPECT_EQ(read_label("3. довести")->kind, Label::Kind::number);
  EXPECT_EQ(read_label("3) довести")->kind, Label::Kind::bracket);
  EXPECT_EQ(read_label("в) довести")->kind, Label::Kind::letter);
  EXPECT_EQ(read_label("- довести")->kind, Label::Kind::bullet);
}

struct Read {
  std::vector<Page> pages;
  Flow flow;
  std::vector<Paragraph> paragraphs;
};

// The flow points into the pages: they move together.
std::unique_ptr<Read> read(std::vector<Page> pages) {
  auto out = std::make_unique<Read>();
  out->pages = std::move(pages);
  out->flow = lay_out(out->pages);
  out->paragraphs = find_paragraphs(out->flow, 0, out->flow.elements.size());
  return out;
}
std::unique_ptr<Read> read(PageBuilder& page) {
  std::vector<Page> pages;
  pages.push_back(page.take());
  return read(std::move(pages));
}

using Texts = std::vector<std::string>;
Texts texts(const Read& read) {
  Texts out;
  for (const Paragraph& paragraph : read.paragraphs) out.push_back(paragraph.table >= 0 ? "[table]" : paragraph.text.str);
  return out;
}

constexpr const char* kFirst =
    "Управление образования сообщает о проведении совещания руководителей школ района по итогам первого полугодия и о подготовке к весне.";
constexpr const char* kSecond =
    "Методический центр готовит сборник материалов о работе с одарёнными детьми и направляет его во все школы района.";

TEST(Paragraphs, AFirstLineIndentBeginsOne) {
  PageBuilder page;
  page.paragraph(kFirst).paragraph(kSecond);
  const auto r = read(page);
  EXPECT_EQ(texts(*r), (Texts{kFirst, kSecond}));
  EXPECT_EQ(r->paragraphs[0].alignment, Alignment::body);
  EXPECT_EQ(r->paragraphs[0].lines.size(), 3U);
}

TEST(Paragraphs, WithoutIndentsAGapBeginsOne) {
  PageBuilder page;
  page.paragraph(kFirst, 0).gap(12).paragraph(kSecond, 0);
  EXPECT_EQ(texts(*read(page)), (Texts{kFirst, kSecond}));
}

TEST(Paragraphs, WithoutIndentsAShortLineThatEndsASentenceEndsOne) {
  PageBuilder page;
  page.paragraph(kFirst, 0).paragraph(kSecond, 0).paragraph(kFirst, 0);
  EXPECT_EQ(texts(*read(page)), (Texts{kFirst, kSecond, kFirst}));
}

TEST(Paragraphs, LabelsBeginOne) {
  PageBuilder page;
  page.paragraph("1. Утвердить план работы управления.", 0).paragraph("2. Довести приказ до школ;", 0).paragraph("- школы района;", 0);
  page.paragraph("а) лицеи;", 0);
  EXPECT_EQ(texts(*read(page)), (Texts{"1. Утвердить план работы управления.", "2. Довести приказ до школ;", "- школы района;", "а) лицеи;"}));
}

TEST(Paragraphs, AHangingIndentGoesOn) {
  PageBuilder page;
  page.paragraph(kFirst, 0).paragraph(kSecond, 0).gap(14);
  // «1.» and the text under its first word.
  page.text(85, page.y(), "1.").line(113, "Утвердить план работы управления образования и школ на весну");
  page.line(113, "текущего года согласно приложению к приказу.");
  page.text(85, page.y(), "2.").line(113, "Довести приказ до школ.");
  const auto r = read(page);
  ASSERT_EQ(r->paragraphs.size(), 4U);
  EXPECT_EQ(r->paragraphs[2].text.str, "1. Утвердить план работы управления образования и школ на весну текущего года согласно приложению к приказу.");
}

// Ragged lines end anywhere, so that one of them may stand in the middle of the page.
TEST(Paragraphs, ARaggedLineInTheMiddleIsNotCentred) {
  PageBuilder page;
  page.paragraph(kFirst, 0).paragraph(kSecond, 0).gap(14);
  page.text(121, page.y(), "1.").line(142, "Утвердить план мероприятий управления образования района");
  page.line(142, "по повышению качества и объективности оценивания в");
  page.line(142, "школах, в том числе");
  page.line(142, "малокомплектных.");
  const auto r = read(page);
  ASSERT_EQ(r->paragraphs.size(), 3U) << texts(*r)[2];
  EXPECT_EQ(r->paragraphs[2].text.str,
            "1. Утвердить план мероприятий управления образования района по повышению качества и объективности оценивания в "
            "школах, в том числе малокомплектных.");
}

TEST(Paragraphs, AnInitialBeforeItsSurnameEndsNothing) {
  PageBuilder page;
  page.paragraph(kFirst, 0).gap(14).line("Победителям вручают призы гимназии № 3 им. С.").line("Юлаева и детского центра района.");
  page.gap(14).line("Контроль возложить на методиста центра Белых С.").line("Начальник отдела ведёт учёт.");
  const auto r = read(page);
  ASSERT_EQ(r->paragraphs.size(), 4U);
  EXPECT_EQ(r->paragraphs[1].text.str, "Победителям вручают призы гимназии № 3 им. С. Юлаева и детского центра района.");
  EXPECT_EQ(r->paragraphs[2].text.str, "Контроль возложить на методиста центра Белых С.");
}

TEST(Paragraphs, AFooterOfOnePageIsFurniture) {
  PageBuilder page;
  page.paragraph(kFirst).at(800).style({9, false}).right("Приказ от 16.08.2024 № 701 стр. 1 из 1");
  const auto r = read(page);
  EXPECT_EQ(texts(*r), (Texts{kFirst}));
  ASSERT_EQ(r->flow.furniture.size(), 1U);
}

TEST(Paragraphs, CentredTitlesAreOneWhateverTheirWidth) {
  PageBuilder page;
  page.paragraph(kFirst, 0).paragraph(kSecond, 0).gap(20);
  page.bold().centered("Об утверждении плана мероприятий по повышению качества образования");
  page.centered("и поддержке школ").bold(false).gap(20).paragraph(kFirst, 0);
  const auto r = read(page);
  ASSERT_EQ(r->paragraphs.size(), 4U);
  EXPECT_EQ(r->paragraphs[2].text.str, "Об утверждении плана мероприятий по повышению качества образования и поддержке школ");
  EXPECT_EQ(r->paragraphs[2].alignment, Alignment::centered);
  EXPECT_TRUE(r->paragraphs[2].bold);
  EXPECT_GT(r->paragraphs[2].gap_before, 1);
}

TEST(Paragraphs, ARightBlockStandsApart) {
  PageBuilder page;
  page.line(340, "Приложение 1").line(340, "к приказу управления").line(340, "от 12.03.2024 № 15").gap(20).paragraph(kFirst).paragraph(kSecond);
  const auto r = read(page);
  ASSERT_EQ(r->paragraphs.size(), 3U);
  EXPECT_EQ(r->paragraphs[0].text.str, "Приложение 1 к приказу управления от 12.03.2024 № 15");
  EXPECT_EQ(r->paragraphs[0].alignment, Alignment::right_block);
}

TEST(Paragraphs, BoldRunsEndWithTheirSentence) {
  PageBuilder page;
  page.bold().paragraph("Основные задачи.", 0).bold(false).paragraph(kFirst, 0).paragraph(kSecond, 0);
  EXPECT_EQ(texts(*read(page)), (Texts{"Основные задачи.", kFirst, kSecond}));
}

TEST(Paragraphs, APageBreakInsideASentenceIsNone) {
  PageBuilder one(1), two(2);
  one.paragraph(kSecond).line(120, "Управление образования сообщает о проведении в марте совещания");
  two.line(85, "руководителей школ района по итогам первого полугодия").paragraph(kSecond);
  const auto r = read({one.take(), two.take()});
  ASSERT_EQ(r->paragraphs.size(), 3U);
  EXPECT_EQ(r->paragraphs[1].text.str, "Управление образования сообщает о проведении в марте совещания руководителей школ района по итогам первого полугодия");
  EXPECT_EQ(r->paragraphs[1].page, 1);
}

TEST(Paragraphs, APageBreakBeforeANewParagraphIsOne) {
  PageBuilder one(1), two(2);
  one.paragraph(kSecond).paragraph(kFirst);
  two.paragraph(kSecond).paragraph("3. Довести приказ до школ.");
  const auto r = read({one.take(), two.take()});
  EXPECT_EQ(texts(*r), (Texts{kSecond, kFirst, kSecond, "3. Довести приказ до школ."}));
  EXPECT_TRUE(r->paragraphs[2].first_on_page);
  EXPECT_GT(r->paragraphs[2].blank_before, 0.5F) << "the page above was left early";
}

TEST(Paragraphs, TablesStandBetween) {
  PageBuilder page;
  page.paragraph(kFirst).gap(5).table({85, 300, 560}, {{"Школа", "Срок"}, {"СОШ № 3", "май"}});
  page.paragraph(kSecond);
  EXPECT_EQ(texts(*read(page)), (Texts{kFirst, "[table]", kSecond}));
}

TEST(Paragraphs, LinesInColumnsStandAlone) {
  PageBuilder page;
  page.paragraph(kFirst).gap(20).columns({"Начальник управления", "А.П. Зорина"}).paragraph(kSecond);
  const auto r = read(page);
  EXPECT_EQ(texts(*r), (Texts{kFirst, "Начальник управления А.П. Зорина", kSecond}));
  EXPECT_EQ(r->paragraphs[1].lines[0]->segments.size(), 2U);
}

TEST(Layout, PageNumbersAndRunningHeadersAreFurniture) {
  std::vector<Page> pages;
  for (int n = 1; n <= 3; ++n) {
    PageBuilder page(n);
    page.at(40).centered("Вестник управления " + std::to_string(n)).gap(30).paragraph(kFirst).paragraph(kSecond);
    page.at(812).centered("- " + std::to_string(n) + " -");
    pages.push_back(page.take());
  }
  const auto r = read(std::move(pages));
  EXPECT_EQ(r->flow.furniture.size(), 6U);
  EXPECT_EQ(r->paragraphs.size(), 6U);
}

// Shown aside by the scanner, the first line of an item has equal margins left and right of it.
TEST(Paragraphs, TheFirstLineOfAnItemIsNotCentred) {
  PageBuilder page(1);
  page.margins(50, 560).line(50, "Управление образования сообщает о проведении совещания руководителей");
  page.line(100, "4. Контроль за исполнением приказа возложить на методиста Ю").line(64, "районного кабинета.");
  const auto r = read(page);
  EXPECT_THAT(texts(*r), testing::ElementsAre(testing::StartsWith("Управление"),
                                              "4. Контроль за исполнением приказа возложить на методиста Ю районного кабинета."));
}

TEST(Layout, AGrifOnEveryPageIsNoFurniture) {
  std::vector<Page> pages;
  for (int n = 1; n <= 3; ++n) {
    PageBuilder page(n);
    page.at(40).line(400, "Приложение " + std::to_string(n)).gap(30).paragraph(kFirst).paragraph(kSecond);
    pages.push_back(page.take());
  }
  EXPECT_TRUE(read(std::move(pages))->flow.furniture.empty());
}

TEST(Layout, MarginsAndIndent) {
  PageBuilder page;
  page.paragraph(kFirst).paragraph(kSecond).paragraph(kFirst).paragraph(kSecond);
  const auto r = read(page);
  ASSERT_EQ(r->flow.areas.size(), 1U);
  EXPECT_NEAR(r->flow.areas[0].body_left, 85, 3);
  EXPECT_NEAR(r->flow.areas[0].body_right, 560, 3);
  EXPECT_NEAR(r->flow.areas[0].indent, 120, 2);
}

// A scan: each sheet lies a little differently, and no two first lines begin at quite the same place.
TEST(Layout, IndentsOfSheetsThatLieDifferently) {
  PageBuilder one(1), two(2);
  one.paragraph(kFirst, 35).paragraph(kSecond, 35.7F).paragraph(kFirst, 34.4F).paragraph(kSecond, 35.9F);
  two.margins(79, 554);
  two.paragraph(kSecond, 35).paragraph(kFirst, 34.3F).paragraph(kSecond, 35.6F).paragraph(kFirst, 35.4F);
  const auto r = read({one.take(), two.take()});
  ASSERT_EQ(r->flow.areas.size(), 2U);
  EXPECT_NEAR(r->flow.areas[0].indent, 120, 1.5);
  EXPECT_NEAR(r->flow.areas[1].indent, 114, 1.5);
}

TEST(Layout, ATableGoesOnOnTheNextPageOnlyAsTheFirstThing) {
  const std::vector<std::vector<std::string>> rows = {{"№", "Срок"}, {"1", "май"}, {"2", "июнь"}};
  const std::vector<std::vector<std::string>> more = {{"№", "Срок"}, {"3", "июль"}, {"4", "август"}};
  PageBuilder one(1), two(2), three(3);
  one.paragraph(kFirst).table({85, 300, 560}, rows);
  two.table({85, 300, 560}, more);
  three.paragraph(kSecond).table({85, 300, 560}, rows);
  const auto r = read({one.take(), two.take(), three.take()});
  ASSERT_EQ(r->flow.tables.size(), 2U);
  EXPECT_EQ(r->flow.tables[0].rows.size(), 5U);
  EXPECT_EQ(r->flow.tables[0].pages.last, 2);
  EXPECT_EQ(r->flow.tables[1].rows.size(), 3U);
}

}  // namespace
}  // namespace prikaz
