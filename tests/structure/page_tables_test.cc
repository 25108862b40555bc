#include "page_tables.h"

#include <gtest/gtest.h>

#include "page_builder.h"

namespace prikaz {
namespace {

struct Read {
  Page page;
  std::deque<Word> cut_words;
  std::vector<const Word*> free_words;
  Lexicon lexicon;
  std::vector<PageTable> tables;
};

Read ruled(PageBuilder builder) {
  Read read{builder.take(), {}, {}, {}, {}};
  for (const Word& word : read.page.words) read.free_words.push_back(&word);
  read.lexicon = lexicon_of({read.page});
  read.tables = ruled_tables(read.page, read.lexicon, read.free_words, read.cut_words);
  return read;
}

// «№ | Срок // 1 | май»; a covered cell is «^», spans follow their text as «(2x1)».
std::string written(const PageTable& table) {
  std::string out;
  for (const PageRow& row : table.rows) {
    if (!out.empty()) out += " // ";
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const PageCell& cell = row.cells[c];
      if (c > 0) out += " | ";
      out += cell.covered ? "^" : cell.text.str;
      if (cell.row_span > 1 || cell.col_span > 1) out += "(" + std::to_string(cell.row_span) + "x" + std::to_string(cell.col_span) + ")";
    }
  }
  return out;
}

TEST(RuledTables, WordsGoToTheirCells) {
  PageBuilder page;
  page.line("До таблицы").table({85, 120, 330, 560}, {{"№", "Мероприятие", "Срок"}, {"1", "Совещание руководителей школ по итогам года", "май"}});
  page.line("После таблицы");
  const Read read = ruled(page);
  ASSERT_EQ(read.tables.size(), 1U);
  EXPECT_EQ(written(read.tables[0]), "№ | Мероприятие | Срок // 1 | Совещание руководителей школ по итогам года | май");
  EXPECT_EQ(read.free_words.size(), 4U) << "words outside stay free";
  const PageCell& cell = read.tables[0].rows[1].cells[1];
  EXPECT_EQ(cell.line_count, 2);
  EXPECT_FALSE(cell.bold);
  EXPECT_FALSE(cell.covered);
  EXPECT_GT(cell.first_top, read.tables[0].rows[1].top);
  EXPECT_LT(cell.last_bottom, read.tables[0].rows[1].bottom + 1);
  EXPECT_TRUE(read.tables[0].ruled);
  EXPECT_EQ(read.tables[0].page, 1);
}

TEST(RuledTables, MergedCells) {
  PageBuilder page;
  page.style({10, false});
  page.horizontal(100, 85, 500).horizontal(120, 185, 500).horizontal(140, 85, 500).horizontal(160, 85, 500);
  page.vertical(85, 100, 160).vertical(185, 100, 160).vertical(345, 120, 160).vertical(500, 100, 160);
  page.cell(85, 110, 185, "Школа").cell(185, 100, 500, "Сроки").cell(185, 120, 345, "начало").cell(345, 120, 500, "окончание");
  page.cell(85, 140, 185, "СОШ № 3").cell(185, 140, 345, "май").cell(345, 140, 500, "июнь");
  const Read read = ruled(page);
  ASSERT_EQ(read.tables.size(), 1U);
  EXPECT_EQ(written(read.tables[0]), "Школа(2x1) | Сроки(1x2) | ^ // ^ | начало | окончание // СОШ № 3 | май | июнь");
}

TEST(RuledTables, OpenSidesStillHoldTheirWords) {
  PageBuilder page;
  page.horizontal(100, 85, 500).horizontal(120, 85, 500).horizontal(140, 85, 500).vertical(300, 100, 140);
  page.cell(85, 100, 300, "Школа").cell(300, 100, 500, "Срок").cell(85, 120, 300, "СОШ № 3").cell(300, 120, 500, "май");
  const Read read = ruled(page);
  ASSERT_EQ(read.tables.size(), 1U);
  EXPECT_EQ(written(read.tables[0]), "Школа | Срок // СОШ № 3 | май");
}

TEST(RuledTables, AWordPaintedOverABorderIsCutThere) {
  PageBuilder page;
  page.grid({85, 155, 300, 500}, {100, 120, 140});
  page.cell(85, 100, 155, "Время").cell(155, 100, 300, "Школа").cell(300, 100, 500, "Срок");
  // Five letters in the first cell and four in the second: «12.30МБОУ», the border where they meet.
  page.text(118, 134, "12.30МБОУ СОШ").text(304, 134, "май");
  const Read read = ruled(page);
  ASSERT_EQ(read.tables.size(), 1U);
  EXPECT_EQ(written(read.tables[0]), "Время | Школа | Срок // 12.30 | МБОУ СОШ | май");
}

TEST(RuledTables, AWordThatOverhangsIsNotCutWithoutAChangeOfKind) {
  PageBuilder page;
  page.grid({85, 155, 300, 500}, {100, 120, 140});
  page.cell(85, 100, 155, "Время").cell(155, 100, 300, "Школа").cell(300, 100, 500, "Срок");
  page.text(88, 134, "ежеквартально").text(304, 134, "май");
  const Read read = ruled(page);
  ASSERT_EQ(read.tables.size(), 1U);
  EXPECT_EQ(written(read.tables[0]), "Время | Школа | Срок // ежеквартально |  | май");
}

TEST(RuledTables, AFrameAroundOneTextIsNoTable) {
  PageBuilder page;
  page.grid({85, 300, 500}, {100, 160}).text(90, 120, "текст в рамке");
  const Read read = ruled(page);
  EXPECT_TRUE(read.tables.empty());
  EXPECT_EQ(read.free_words.size(), 3U);
}

TEST(RuledTables, DoubleLinesMakeNoRow) {
  PageBuilder page;
  page.grid({85, 300, 500}, {100, 120, 123.5F, 140}).cell(85, 100, 300, "Школа").cell(300, 100, 500, "Срок");
  page.cell(85, 123.5F, 300, "СОШ № 3").cell(300, 123.5F, 500, "май");
  const Read read = ruled(page);
  ASSERT_EQ(read.tables.size(), 1U);
  EXPECT_EQ(read.tables[0].rows.size(), 2U);
}

TEST(RuledTables, BoldAndCentredCells) {
  PageBuilder page;
  page.grid({85, 300, 500}, {100, 120, 140}).bold().text(175, 114, "Школа").text(386, 114, "Срок").bold(false);
  page.cell(85, 120, 300, "СОШ № 3").cell(300, 120, 500, "май");
  const Read read = ruled(page);
  ASSERT_EQ(read.tables.size(), 1U);
  EXPECT_TRUE(read.tables[0].rows[0].cells[0].bold);
  EXPECT_FALSE(read.tables[0].rows[1].cells[0].bold);
}

struct Aligned {
  Page page;
  std::vector<Line> lines;
  Lexicon lexicon;
  std::vector<PageTable> tables;
};

Aligned aligned(PageBuilder builder) {
  Aligned read{builder.take(), {}, {}, {}};
  std::vector<const Word*> words;
  for (const Word& word : read.page.words) words.push_back(&word);
  read.lines = group_into_lines(words, 1);
  read.tables = aligned_tables(read.lines, read.lexicon, read.page.width);
  return read;
}

TEST(AlignedTables, ColumnsOfThreeLines) {
  PageBuilder page;
  page.line("Состав рабочей группы");
  page.gap(10);
  for (const auto& [name, post] : {std::pair{"Зорина А.П.", "начальник отдела"}, {"Белых И.Л.", "методист центра"}, {"Цой А.В.", "учитель физики"}})
    page.text(85, page.y(), name).line(300, post);
  const Aligned read = aligned(page);
  ASSERT_EQ(read.tables.size(), 1U);
  EXPECT_EQ(written(read.tables[0]), "Зорина А.П. | начальник отдела // Белых И.Л. | методист центра // Цой А.В. | учитель физики");
  EXPECT_FALSE(read.tables[0].ruled);
  ASSERT_EQ(read.lines.size(), 1U);
  EXPECT_EQ(line_text(read.lines[0]).str, "Состав рабочей группы");
}

TEST(AlignedTables, ACellOfTwoLines) {
  PageBuilder page;
  page.text(85, page.y(), "Зорина А.П.").line(300, "начальник отдела, председатель").line(300, "рабочей группы");
  page.text(85, page.y(), "Белых И.Л.").line(300, "методист").text(85, page.y(), "Цой А.В.").line(300, "учитель");
  const Aligned read = aligned(page);
  ASSERT_EQ(read.tables.size(), 1U);
  EXPECT_EQ(written(read.tables[0]), "Зорина А.П. | начальник отдела, председатель рабочей группы // Белых И.Л. | методист // Цой А.В. | учитель");
}

TEST(AlignedTables, DashesOfTheSecondColumnBeginTheRows) {
  PageBuilder page;
  page.text(85, page.y(), "Зорина").line(300, "– начальник отдела").text(85, page.y(), "Анна Петровна").line(300, "образования");
  page.text(85, page.y(), "Белых").line(300, "– методист центра").text(85, page.y(), "Инна Львовна").line(300, "развития");
  page.text(85, page.y(), "Цой").line(300, "– учитель").text(85, page.y(), "Алла Витальевна").line(300, "физики");
  const Aligned read = aligned(page);
  ASSERT_EQ(read.tables.size(), 1U);
  EXPECT_EQ(written(read.tables[0]),
            "Зорина Анна Петровна | – начальник отдела образования // Белых Инна Львовна | – методист центра развития // "
            "Цой Алла Витальевна | – учитель физики");
}

TEST(AlignedTables, ANameOnTwoLines) {
  PageBuilder page;
  page.text(85, page.y(), "Зорина").line(300, "начальник отдела").text(85, page.y(), "Анна Петровна").line(300, "образования").gap(8);
  page.text(85, page.y(), "Белых").line(300, "методист").line(85, "Инна Львовна");
  page.line(220, "Члены комиссии:");
  page.text(85, page.y(), "Цой").line(300, "учитель").line(85, "Алла Витальевна");
  page.line(85, "Список утверждён");
  const Aligned read = aligned(page);
  ASSERT_EQ(read.tables.size(), 1U);
  EXPECT_EQ(written(read.tables[0]),
            "Зорина Анна Петровна | начальник отдела образования // Белых Инна Львовна | методист // "
            "Члены комиссии:(1x2) | ^ // Цой Алла Витальевна | учитель");
  ASSERT_EQ(read.lines.size(), 1U);
}

TEST(AlignedTables, AColumnOfDashesBelongsToTheNext) {
  PageBuilder page;
  for (const auto& [name, post] : {std::pair{"Зорина А.П.", "начальник отдела"}, {"Белых И.Л.", "методист центра"}, {"Цой А.В.", "учитель физики"}})
    page.text(85, page.y(), name).text(260, page.y(), "–").line(300, post);
  const Aligned read = aligned(page);
  ASSERT_EQ(read.tables.size(), 1U);
  EXPECT_EQ(written(read.tables[0]), "Зорина А.П. | – начальник отдела // Белых И.Л. | – методист центра // Цой А.В. | – учитель физики");
}

TEST(AlignedTables, CaptionsOverPersons) {
  const auto read = [](bool parts) {
    PageBuilder page;
    page.line(85, "Состав комиссии:");
    page.text(85, page.y(), "Зорина А.П.").line(300, "начальник отдела");
    if (parts) page.line(85, "Члены комиссии:");
    page.text(85, page.y(), "Белых И.Л.").line(300, "методист центра").text(85, page.y(), "Цой А.В.").line(300, "учитель");
    const Aligned found = aligned(page);
    return found.tables.size() == 1 ? written(found.tables[0]) : "";
  };
  EXPECT_EQ(read(false), "Зорина А.П. | начальник отдела // Белых И.Л. | методист центра // Цой А.В. | учитель") << "a title";
  EXPECT_EQ(read(true), "Состав комиссии:(1x2) | ^ // Зорина А.П. | начальник отдела // Члены комиссии:(1x2) | ^ // "
                        "Белых И.Л. | методист центра // Цой А.В. | учитель");
}

// Set so close that only the lines above tell the column of the post from the dash.
TEST(AlignedTables, ColumnsGoOnBesideNamesOnTwoLines) {
  PageBuilder page;
  for (const auto& [surname, given, post] : {std::tuple{"Зорина", "Анна Петровна", "начальник отдела"}, {"Белых", "Инна Львовна", "методист центра"}, {"Цой", "Алла Витальевна", "учитель физики"}})
    page.text(85, page.y(), surname).text(260, page.y(), "–").line(279, post).line(85, given);
  const Aligned read = aligned(page);
  ASSERT_EQ(read.tables.size(), 1U);
  EXPECT_EQ(written(read.tables[0]), "Зорина Анна Петровна | – начальник отдела // Белых Инна Львовна | – методист центра // Цой Алла Витальевна | – учитель физики");
}

// The third line opens a column of its own and widens the first over what the first line has in the second.
TEST(AlignedTables, ALineThatTheColumnsAboveDoNotBear) {
  PageBuilder page;
  page.text(85, page.y(), "Зорина").line(240, "да").text(85, page.y(), "Белых").line(240, "методист центра развития школ");
  page.text(85, page.y(), "начальник отдела образования и").line(450, "май");
  page.text(85, page.y(), "Цой").line(240, "учитель").text(85, page.y(), "Лист").line(240, "врач");
  const Aligned read = aligned(page);
  std::string all;
  for (const PageTable& table : read.tables) all += written(table) + "\n";
  for (const Line& line : read.lines) all += line_text(line).str + "\n";
  for (const char* word : {"Зорина", "да", "Белых", "методист", "начальник", "май", "Цой", "учитель", "Лист", "врач"})
    EXPECT_NE(all.find(word), std::string::npos) << word << " is lost in\n" << all;
}

TEST(AlignedTables, WhatIsNone) {
  PageBuilder two;
  two.columns({"от 12.03.2024", "№ 15"}).columns({"с. Липки", "экз. 1"});
  EXPECT_TRUE(aligned(two).tables.empty()) << "two lines";
  PageBuilder blanks;
  for (int i = 0; i < 4; ++i) blanks.columns({"Зорина А.П.", "_________"});
  EXPECT_TRUE(aligned(blanks).tables.empty()) << "blanks to sign on";
  PageBuilder apart;
  for (int i = 0; i < 4; ++i) apart.columns({"Начальник", "А.П. Зорина"}).gap(60);
  EXPECT_TRUE(aligned(apart).tables.empty()) << "lines far apart";
  PageBuilder text;
  text.paragraph("Управление образования сообщает о проведении совещания руководителей школ района по итогам первого полугодия учебного года и приглашает всех");
  EXPECT_TRUE(aligned(text).tables.empty()) << "running text";
}

}  // namespace
}  // namespace prikaz
