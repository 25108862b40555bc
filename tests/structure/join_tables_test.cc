#include "join_tables.h"

#include <gtest/gtest.h>

#include "page_builder.h"

namespace prikaz {
namespace {

constexpr float kBottom = 780;  // where the text of a page ends

// The table of one page, filled from the words up: rows begin at `top`, the last ends at kBottom if `to_the_end`.
class Part {
 public:
  Part(int page, std::vector<float> xs) {
    table_.page = page;
    table_.xs = std::move(xs);
  }
  Part& row(const std::vector<std::string>& texts) {
    PageRow row;
    row.top = y_;
    row.bottom = y_ + 20;
    for (const std::string& text : texts) {
      PageCell cell;
      if (text == "^") {
        cell.covered = true;
      } else if (!text.empty()) {
        for (const std::string_view word : split(text, ' '))
          cell.text.append(word, {table_.page, {0, y_, 10, y_ + 16}}, 1);
        cell.line_count = 1;
        cell.first_top = y_ + 2;
        cell.last_bottom = y_ + 18;
      }
      row.cells.push_back(std::move(cell));
    }
    table_.rows.push_back(std::move(row));
    y_ += 20;
    return *this;
  }
  // Spans of the last row's cell `c`.
  Part& span(std::size_t c, int rows, int columns) {
    table_.rows.back().cells[c].row_span = rows;
    table_.rows.back().cells[c].col_span = columns;
    return *this;
  }
  // Moves the rows down so that the last ends at the bottom of the page.
  PageTable take(bool to_the_end = true) {
    const float shift = to_the_end ? kBottom - y_ : 0;
    for (PageRow& row : table_.rows) {
      row.top += shift;
      row.bottom += shift;
      for (PageCell& cell : row.cells)
        if (!cell.text.empty()) cell.first_top += shift, cell.last_bottom += shift;
    }
    table_.box = {table_.xs.front(), table_.rows.front().top, table_.xs.back(), table_.rows.back().bottom};
    return std::move(table_);
  }

 private:
  PageTable table_;
  float y_ = 60;
};

Table join(std::vector<PageTable> parts, std::string_view document = "") {
  Lexicon lexicon;
  for (const std::string_view word : split(document, ' '))
    if (!word.empty()) lexicon.add(word);
  lexicon.finish();
  const std::vector<float> bottoms(parts.size(), kBottom);
  return joined_table(std::move(parts), bottoms, lexicon, "t1");
}

// One line for each row: «h № | Срок», «s Этап | ^», «d 1 | май»; spans as «(2x1)».
std::vector<std::string> written(const Table& table) {
  std::vector<std::string> lines;
  for (const Row& row : table.rows) {
    std::string line = row.kind == RowKind::header ? "h" : row.kind == RowKind::section ? "s" : "d";
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const Cell& cell = row.cells[c];
      line += c == 0 ? " " : " | ";
      line += cell.covered ? "^" : cell.text.str;
      if (cell.row_span > 1 || cell.col_span > 1)
        line += "(" + std::to_string(cell.row_span) + "x" + std::to_string(cell.col_span) + ")";
    }
    lines.push_back(line);
  }
  return lines;
}
using Lines = std::vector<std::string>;

const std::vector<float> kXs = {50, 80, 300, 420, 550};
const std::vector<std::string> kHeader = {"№", "Мероприятие", "Срок", "Ответственный"};

TEST(JoinTables, OnePage) {
  const Table table = join({Part(3, kXs)
                                .row(kHeader)
                                .row({"1.", "Совещание", "май", "Цой А.В."})
                                .row({"2)", "Семинар", "июнь", "РМК"})
                                .take()});
  EXPECT_EQ(written(table), (Lines{"h № | Мероприятие | Срок | Ответственный", "d 1. | Совещание | май | Цой А.В.",
                                   "d 2) | Семинар | июнь | РМК"}));
  EXPECT_EQ(table.id, "t1");
  EXPECT_EQ(table.rows[0].number, "");
  EXPECT_EQ(table.rows[1].number, "1");
  EXPECT_EQ(table.rows[2].number, "2");
  EXPECT_EQ(table.pages.first, 3);
  EXPECT_EQ(table.columns[3].role, ColumnRole::responsible);
}

TEST(JoinTables, ARepeatedHeaderIsDropped) {
  const Table table = join({Part(1, kXs).row(kHeader).row({"1", "Совещание.", "май", "Цой А.В."}).take(),
                            Part(2, kXs).row(kHeader).row({"2", "Семинар.", "июнь", "РМК"}).take(),
                            Part(3, kXs).row(kHeader).row({"3", "Отчёт.", "июль", "РМК"}).take(false)});
  EXPECT_EQ(written(table), (Lines{"h № | Мероприятие | Срок | Ответственный", "d 1 | Совещание. | май | Цой А.В.",
                                   "d 2 | Семинар. | июнь | РМК", "d 3 | Отчёт. | июль | РМК"}));
  EXPECT_EQ(table.pages.last, 3);
  EXPECT_EQ(table.spans.size(), 3U);
}

TEST(JoinTables, ARepeatedHeaderWithItsLastLineCutOffIsDroppedToo) {
  std::vector<std::string> cut = kHeader, whole = kHeader;
  whole[3] = "Ответственный исполнитель";
  cut[3] = "Ответственный";
  const Table table = join({Part(1, kXs).row(whole).row({"1", "Совещание.", "май", "Цой А.В."}).take(),
                            Part(2, kXs).row(cut).row({"2", "Семинар.", "июнь", "РМК"}).take(false)});
  EXPECT_EQ(written(table), (Lines{"h № | Мероприятие | Срок | Ответственный исполнитель",
                                   "d 1 | Совещание. | май | Цой А.В.", "d 2 | Семинар. | июнь | РМК"}));
}

TEST(JoinTables, AHeaderRepeatedInsideThePageIsKeptAsAHeader) {
  const Table table = join({Part(1, kXs)
                                .row(kHeader)
                                .row({"1", "Совещание", "май", "РМК"})
                                .row(kHeader)
                                .row({"2", "Семинар", "июнь", "РМК"})
                                .take()});
  EXPECT_EQ(written(table), (Lines{"h № | Мероприятие | Срок | Ответственный", "d 1 | Совещание | май | РМК",
                                   "h № | Мероприятие | Срок | Ответственный", "d 2 | Семинар | июнь | РМК"}));
}

TEST(JoinTables, AHeaderOfTwoRowsAndColumnNumbersIsDropped) {
  const auto page = [](int number, const std::vector<std::string>& data) {
    return Part(number, kXs)
        .row({"№", "Школа", "Сроки", "^"})
        .span(0, 2, 1)
        .span(1, 2, 1)
        .span(2, 1, 2)
        .row({"^", "^", "начало", "окончание"})
        .row({"1", "2", "3", "4"})
        .row(data)
        .take();
  };
  const Table table = join({page(1, {"1", "СОШ № 3.", "май.", "июнь."}), page(2, {"2", "СОШ № 5.", "май.", "июнь."})});
  EXPECT_EQ(written(table),
            (Lines{"h №(2x1) | Школа(2x1) | Сроки(1x2) | ^", "h ^ | ^ | начало | окончание", "h 1 | 2 | 3 | 4",
                   "d 1 | СОШ № 3. | май. | июнь.", "d 2 | СОШ № 5. | май. | июнь."}));
  EXPECT_EQ(table.columns[3].header.str, "Сроки / окончание");
}

TEST(JoinTables, ColumnNumbersAloneStandForTheHeader) {
  const Table table =
      join({Part(1, kXs).row(kHeader).row({"1", "2", "3", "4"}).row({"1.", "Совещание.", "май.", "РМК."}).take(),
            Part(2, {50, 110, 320, 400, 550}).row({"1", "2", "3", "4"}).row({"2.", "Семинар.", "июнь", "РМК"}).take()});
  EXPECT_EQ(written(table), (Lines{"h № | Мероприятие | Срок | Ответственный", "h 1 | 2 | 3 | 4",
                                   "d 1. | Совещание. | май. | РМК.", "d 2. | Семинар. | июнь | РМК"}));
}

TEST(JoinTables, ACutRowIsMadeWhole) {
  const Table table =
      join({Part(1, kXs).row(kHeader).row({"1", "Совещание руководителей", "май", "Цой"}).take(),
            Part(2, kXs).row({"", "школ района", "", "А.В."}).row({"2", "Семинар", "июнь", "РМК"}).take(false)});
  EXPECT_EQ(written(table),
            (Lines{"h № | Мероприятие | Срок | Ответственный",
                   "d 1 | Совещание руководителей школ района | май | Цой А.В.", "d 2 | Семинар | июнь | РМК"}));
  ASSERT_EQ(table.rows[1].spans.size(), 2U) << "the row's band on both pages";
  EXPECT_EQ(table.rows[1].spans[1].page, 2);
}

TEST(JoinTables, AWordCutByThePageEndIsOneWord) {
  const Table table = join({Part(1, kXs).row(kHeader).row({"1", "Обсуждение меро-", "май", "РМК"}).take(),
                            Part(2, kXs).row({"", "приятий", "", ""}).take(false)},
                           "мероприятий");
  EXPECT_EQ(written(table).back(), "d 1 | Обсуждение мероприятий | май | РМК");
}

TEST(JoinTables, ARowThatDoesNotReachThePageEndWasNotCut) {
  const Table table = join({Part(1, kXs).row(kHeader).row({"1", "Совещание руководителей", "май", "РМК"}).take(false),
                            Part(2, kXs).row({"", "школ района", "", ""}).take(false)});
  EXPECT_EQ(written(table).size(), 3U);
}

TEST(JoinTables, ANewNumberedRowStaysApart) {
  const Table table = join({Part(1, kXs).row(kHeader).row({"1", "Совещание руководителей", "в мае и", "РМК"}).take(),
                            Part(2, kXs).row({"2", "школ района", "июне", "РМК"}).take(false)});
  EXPECT_EQ(written(table).size(), 3U);
}

TEST(JoinTables, ANewUnnumberedRowStaysApart) {
  const std::vector<float> xs = {50, 300, 550};
  const Table table =
      join({Part(1, xs).row({"Мероприятие", "Срок"}).row({"Совещание руководителей.", "Май 2024 г."}).take(),
            Part(2, xs).row({"Семинар учителей.", "Июнь 2024 г."}).take(false)});
  EXPECT_EQ(written(table), (Lines{"h Мероприятие | Срок", "d Совещание руководителей. | Май 2024 г.",
                                   "d Семинар учителей. | Июнь 2024 г."}));
}

TEST(JoinTables, SmallLettersSayNothingWhereTheColumnIsPrintedInThem) {
  const std::vector<float> xs = {50, 300, 550};
  const Table table =
      join({Part(1, xs).row({"Школа", "Срок"}).row({"СОШ № 3", "до 15 мая"}).row({"СОШ № 5", "до 20 мая"}).take(),
            Part(2, xs).row({"СОШ № 7", "до 25 мая"}).take(false)});
  EXPECT_EQ(written(table),
            (Lines{"h Школа | Срок", "d СОШ № 3 | до 15 мая", "d СОШ № 5 | до 20 мая", "d СОШ № 7 | до 25 мая"}));
  const Table cut =
      join({Part(1, xs).row({"Школа", "Срок"}).row({"СОШ № 3", "до 15 мая"}).row({"СОШ № 5", "в течение"}).take(),
            Part(2, xs).row({"", "учебного года"}).take(false)});
  EXPECT_EQ(written(cut).size(), 3U) << "nothing stands beside it: the rest of the row";
}

TEST(JoinTables, ComplementingHalvesOfACentredRow) {
  // The number and the date stand in the middle of the row: on the first page; the rest of the long text on the second.
  const Table table =
      join({Part(1, kXs).row(kHeader).row({"1", "Совещание.", "май", "РМК"}).row({"2", "", "июнь", ""}).take(),
            Part(2, kXs).row({"", "Семинар учителей.", "", "РМК"}).row({"3", "Отчёт.", "июль", "РМК"}).take(false)});
  EXPECT_EQ(written(table), (Lines{"h № | Мероприятие | Срок | Ответственный", "d 1 | Совещание. | май | РМК",
                                   "d 2 | Семинар учителей. | июнь | РМК", "d 3 | Отчёт. | июль | РМК"}));
}

TEST(JoinTables, HalvesOfARowBesideAMergedCell) {
  const Table table =
      join({Part(1, kXs).row(kHeader).row({"1", "Совещание.", "май", "РМК"}).span(3, 2, 1).row({"2", "", "июнь", "^"}).take(),
            Part(2, kXs).row({"", "Семинар учителей.", "", ""}).row({"3", "Отчёт.", "июль", "РМК"}).take(false)});
  EXPECT_EQ(written(table), (Lines{"h № | Мероприятие | Срок | Ответственный", "d 1 | Совещание. | май | РМК(2x1)",
                                   "d 2 | Семинар учителей. | июнь | ^", "d 3 | Отчёт. | июль | РМК"}));
}

TEST(JoinTables, ACellMergedOverThePageEndIsOneCell) {
  const Table table = join({Part(1, kXs)
                                .row(kHeader)
                                .row({"1", "Совещание.", "май", "Методический"})
                                .span(3, 2, 1)
                                .row({"2", "Семинар.", "июнь", "^"})
                                .take(),
                            Part(2, kXs)
                                .row({"3", "Отчёт.", "июль", "центр"})
                                .span(3, 2, 1)
                                .row({"4", "Конкурс.", "август", "^"})
                                .take(false)});
  EXPECT_EQ(written(table),
            (Lines{"h № | Мероприятие | Срок | Ответственный", "d 1 | Совещание. | май | Методический центр(4x1)",
                   "d 2 | Семинар. | июнь | ^", "d 3 | Отчёт. | июль | ^", "d 4 | Конкурс. | август | ^"}));
}

TEST(JoinTables, SectionsKeepTheirNumbers) {
  const Table table = join({Part(1, kXs)
                                .row(kHeader)
                                .row({"1.", "Подготовительный этап", "^", "^"})
                                .span(1, 1, 3)
                                .row({"1.1.", "Сбор", "май", "РМК"})
                                .row({"Раздел II.", "Основной этап", "^", "^"})
                                .span(1, 1, 3)
                                .take()});
  EXPECT_EQ(written(table)[1], "s 1. | Подготовительный этап(1x3) | ^ | ^");
  EXPECT_EQ(table.rows[1].number, "1");
  EXPECT_EQ(table.rows[2].number, "1.1");
  EXPECT_EQ(table.rows[3].kind, RowKind::section);
  EXPECT_EQ(table.rows[3].number, "II");
}

TEST(JoinTables, BlankRowsAtThePageEndGoOthersStay) {
  const Table table = join({Part(1, kXs)
                                .row(kHeader)
                                .row({"", "", "", ""})
                                .row({"1", "Совещание.", "май", "РМК"})
                                .row({"", "", "", ""})
                                .take(),
                            Part(2, kXs).row({"2", "Семинар.", "июнь", "РМК"}).take(false)});
  EXPECT_EQ(written(table), (Lines{"h № | Мероприятие | Срок | Ответственный", "d  |  |  | ",
                                   "d 1 | Совещание. | май | РМК", "d 2 | Семинар. | июнь | РМК"}));
}

TEST(JoinTables, PartsOfDifferentColumnsShareTheFinerOnes) {
  const Table table = join({Part(1, kXs).row(kHeader).row({"1", "Совещание.", "май", "РМК"}).take(),
                            Part(2, {50, 80, 550}).row({"2", "Каникулы."}).take(false)});
  ASSERT_EQ(table.columns.size(), 4U);
  EXPECT_EQ(written(table).back(), "s 2 | Каникулы.(1x3) | ^ | ^");
}

TEST(ContinuesTable, ColumnsDecide) {
  const PageTable table = Part(1, kXs).row(kHeader).take();
  EXPECT_TRUE(continues_table(table, Part(2, {53, 78, 303, 418, 551}).row(kHeader).take()));
  EXPECT_TRUE(continues_table(table, Part(2, {50, 80, 550}).row({"1", "Этап"}).take())) << "fewer borders of the same";
  EXPECT_FALSE(continues_table(table, Part(2, {50, 200, 550}).row({"1", "Этап"}).take()));
  EXPECT_FALSE(continues_table(table, Part(2, {70, 80, 300, 420, 550}).row(kHeader).take()));
  const std::vector<float> other = {50, 110, 320, 400, 550};
  EXPECT_FALSE(continues_table(table, Part(2, other).row({"1", "Этап", "май", "РМК"}).take()));
  EXPECT_TRUE(continues_table(table, Part(2, other).row({"1", "2", "3", "4"}).take()));
  EXPECT_TRUE(continues_table(table, Part(2, other).row({"1", "Этап", "май", "РМК"}).take(), true)) << "announced";
  EXPECT_FALSE(continues_table(table, Part(2, {50, 320, 550}).row({"1", "Этап"}).take(), true)) << "other columns";
  PageTable unruled = Part(2, kXs).row(kHeader).take();
  unruled.ruled = false;
  EXPECT_FALSE(continues_table(table, unruled));
}

}  // namespace
}  // namespace prikaz
