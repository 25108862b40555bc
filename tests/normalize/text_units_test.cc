#include "text_units.h"

#include <gtest/gtest.h>

#include <map>

#include "make_draft.h"

namespace prikaz {
namespace {

DocumentDraft sample() {
  DocumentDraft draft;
  draft.heading.date = text("12.03.2024");
  draft.heading.number = text("15");
  draft.heading.title = text("О плане");
  draft.approval = Approval{text("УТВЕРЖДАЮ")};
  draft.preamble = text("приказываю:");
  draft.items = {item("1", "Утвердить", {item("1.1", "план"), item("", "и смету", {item("", "на год")})}),
                 item("2", "Провести")};
  draft.signatories = {{text("Начальник"), text("А.П. Зорина")}};
  draft.drafted_by = {{text("Белых И.Л."), {}, {}, {}}};
  List list, inline_list;
  list.id = "l1";
  list.title = text("Задачи");
  list.entries = {{"-", text("вести учёт"), {{"-", text("школ"), {}}}}};
  inline_list.id = "l2";
  inline_list.marker = ListMarker::inline_;
  inline_list.title = text("Участники");
  inline_list.entries = {{"", text("МБОУ СОШ № 3"), {}}};
  draft.lists = {list, inline_list};
  draft.content = {paragraph("Задачи:"), list_block("l1"), list_block("l2")};
  Table plan =
      table("t1", {{"№", ColumnRole::number}, {"Срок", ColumnRole::period}}, {{"1", "май"}, {"№", "Срок"}, {"2", ""}});
  plan.rows[2].kind = RowKind::header;  // printed once more inside the table
  draft.tables = {plan};
  draft.appendices = {appendix("Приложение 1", "План", {table_block("t1")}),
                      appendix("", "Состав", {paragraph("Зорина А.П.")})};
  return draft;
}

TEST(TextUnits, EveryTextOnceInReadingOrder) {
  const DocumentDraft draft = sample();
  std::vector<std::string> got;
  for (const TextUnit& unit : text_units(draft)) got.push_back(unit.path + " " + unit.text->str);
  EXPECT_EQ(got, (std::vector<std::string>{
                     "/heading/date/text 12.03.2024",
                     "/approval/text УТВЕРЖДАЮ",
                     "/heading/title/text О плане",
                     "/preamble/text приказываю:",
                     "/items/0/text Утвердить",
                     "/items/0/items/0/text план",
                     "/items/0/items/1/text и смету",
                     "/items/0/items/1/items/0/text на год",
                     "/items/1/text Провести",
                     "/signatories/0/person А.П. Зорина",
                     "/drafted_by/0/person Белых И.Л.",
                     "/content/0/text Задачи:",
                     "/lists/0/entries/0/text вести учёт",
                     "/lists/0/entries/0/entries/0/text школ",
                     "/lists/1/title Участники",
                     "/lists/1/entries/0/text МБОУ СОШ № 3",
                     "/appendices/0/of_document/text Приложение 1",
                     "/appendices/0/title План",
                     "/tables/0/rows/0/cells/0/text №",
                     "/tables/0/rows/0/cells/1/text Срок",
                     "/tables/0/rows/1/cells/0/text 1",
                     "/tables/0/rows/1/cells/1/text май",
                     "/tables/0/rows/3/cells/0/text 2",
                     "/appendices/1/title Состав",
                     "/appendices/1/content/0/text Зорина А.П.",
                 }));
}

TEST(TextUnits, PlacesAndOwners) {
  const DocumentDraft draft = sample();
  std::map<std::string, TextUnit> units;
  for (const TextUnit& unit : text_units(draft)) EXPECT_TRUE(units.emplace(unit.path, unit).second) << unit.path;
  EXPECT_EQ(units["/items/0/items/0/text"].item, "1.1");
  EXPECT_EQ(units["/items/0/items/1/text"].item, "1") << "an unnumbered item belongs to the numbered one above";
  EXPECT_EQ(units["/items/0/items/1/items/0/text"].item, "1");
  EXPECT_EQ(units["/items/1/text"].item, "2");
  EXPECT_EQ(units["/items/1/text"].above, nullptr);
  EXPECT_EQ(units["/items/0/items/0/text"].above, &draft.items[0].text);
  EXPECT_EQ(units["/tables/0/rows/0/cells/1/text"].place, UnitPlace::header_cell);
  const TextUnit& cell = units["/tables/0/rows/1/cells/1/text"];
  EXPECT_EQ(cell.place, UnitPlace::cell);
  EXPECT_EQ(cell.table, 0);
  EXPECT_EQ(cell.row, 1);
  EXPECT_EQ(cell.column, 1);
  EXPECT_EQ(cell.appendix, 0);
  EXPECT_EQ(units["/appendices/1/content/0/text"].appendix, 1);
  EXPECT_EQ(units["/content/0/text"].appendix, -1);
  EXPECT_EQ(units["/content/0/text"].place, UnitPlace::running);
  EXPECT_EQ(units["/signatories/0/person"].place, UnitPlace::signature);
}

TEST(TextUnits, NothingInAnEmptyDraft) { EXPECT_TRUE(text_units({}).empty()); }

}  // namespace
}  // namespace prikaz
