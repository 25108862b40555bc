#include "prikaz/office_sheets.h"

#include <gtest/gtest.h>

#include "collect.h"

namespace prikaz {
namespace {

using nlohmann::json;

// The cells of a sheet as texts, by the keys of its columns.
std::vector<std::map<std::string, std::string>> rows_of(const Sheet& sheet) {
  std::vector<std::map<std::string, std::string>> rows;
  sheet.rows([&](const std::vector<SheetCell>& cells) {
    EXPECT_EQ(cells.size(), sheet.columns.size()) << sheet.key;
    auto& row = rows.emplace_back();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto& value = cells[i].value;
      std::string& text = row[sheet.columns[i].key];
      if (const auto* string = std::get_if<std::string>(&value)) text = *string;
      if (const auto* number = std::get_if<std::int64_t>(&value)) text = std::to_string(*number);
      if (const auto* link = std::get_if<Link>(&value)) text = link->text + " -> " + link->url;
    }
  });
  return rows;
}

const Sheet& sheet_named(const std::vector<Sheet>& sheets, const std::string& key) {
  for (const Sheet& sheet : sheets)
    if (sheet.key == key) return sheet;
  ADD_FAILURE() << "no sheet " << key;
  return sheets.front();
}

class OfficeSheets : public testing::Test {
 protected:
  OfficeSheets()
      : collection_(collection_of(json::parse(R"([
          {"municipality": "Холмский район", "number": "58", "date": "2023-01-10", "plan": [2023], "path": "/srv/58.pdf",
           "file": "58.pdf", "persons": [{"surname": "Ольхова", "initials": "А.А.", "positions": ["методист"]}],
           "control": ["Ольхова А.А."],
           "items": [{"number": "1", "text": "Утвердить план."}, {"number": "1", "text": "Ольховой А.А. довести план.", "parties": ["Ольхова А.А."]}],
           "references": [{"kind": "order", "number": "7", "date": "2021-02-03", "text": "приказ № 7", "context": "Отменить приказ № 7"}],
           "rows": [{"number": "2", "activity": "Семинар для учителей", "responsible": ["Ольхова А.А.", "Методисты"],
                     "periods": [{"text": "март", "start": "2023-03-01", "end": "2023-03-31"}]}]}])"))),
        participants_(gather_participants(collection_)),
        graph_(relate_references(collection_)),
        checks_(check_documents(collection_, graph_)) {}

  Collection collection_;
  Participants participants_;
  ReferenceGraph graph_;
  std::vector<Check> checks_;
};

TEST_F(OfficeSheets, PersonsAndWhatTheyAnswerFor) {
  const std::vector<Sheet> sheets = participant_sheets(collection_, participants_);
  const auto persons = rows_of(sheet_named(sheets, "persons"));
  ASSERT_EQ(persons.size(), 1U);
  EXPECT_EQ(persons[0].at("name"), "Ольхова А.А.");
  EXPECT_EQ(persons[0].at("posts"), "методист (10.01.2023)");
  EXPECT_EQ(persons[0].at("plan_rows"), "1");
  EXPECT_EQ(persons[0].at("items"), "1");
  EXPECT_EQ(persons[0].at("controls"), "1");
  EXPECT_EQ(persons[0].at("busiest_month"), "03.2023");
  EXPECT_EQ(persons[0].at("place"), "58.pdf, p. 1 -> file:///srv/58.pdf#page=1");

  const auto load = rows_of(sheet_named(sheets, "load"));
  ASSERT_EQ(load.size(), 2U);
  EXPECT_EQ(load[0].at("2023_03"), "1");
  EXPECT_EQ(load[1].at("name"), "Методисты");

  const auto duties = rows_of(sheet_named(sheets, "duties"));
  ASSERT_EQ(duties.size(), 4U);
  EXPECT_EQ(duties[0].at("of"), "item 1");
  EXPECT_EQ(duties[1].at("of"), "whole document");
  EXPECT_EQ(duties[1].at("duty"), "controls");
  EXPECT_EQ(duties[2].at("of"), "row 2");
  EXPECT_EQ(duties[2].at("period"), "март");

  EXPECT_EQ(rows_of(sheet_named(sheets, "organizations")).size(), 1U);
  EXPECT_TRUE(rows_of(sheet_named(sheets, "doubtful_persons")).empty());
}

TEST_F(OfficeSheets, ReferencesAndWhatIsNotThere) {
  const std::vector<Sheet> sheets = reference_sheets(collection_, graph_);
  const auto references = rows_of(sheet_named(sheets, "references"));
  ASSERT_EQ(references.size(), 1U);
  EXPECT_EQ(references[0].at("relation"), "repeals");
  EXPECT_EQ(references[0].at("status"), "not in the archive");
  const auto missing = rows_of(sheet_named(sheets, "not_in_archive"));
  ASSERT_EQ(missing.size(), 1U);
  EXPECT_EQ(missing[0].at("number"), "7");
  EXPECT_EQ(missing[0].at("documents"), "№ 58 of 10.01.2023 (Холмский район)");
}

TEST_F(OfficeSheets, Checks) {
  const auto rows = rows_of(checks_sheet(collection_, checks_));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("code"), "item_number_repeated");
  EXPECT_EQ(rows[0].at("severity"), "warning");
  EXPECT_EQ(rows[0].at("subject"), "item 1");
}

}  // namespace
}  // namespace prikaz
