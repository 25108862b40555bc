#include "prikaz/tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "prikaz/error.h"

namespace prikaz {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// What a cell says, for comparing: numbers and days as text, links as «text <address>».
std::string said(const SheetCell& cell) {
  struct Say {
    std::string operator()(std::monostate) const { return ""; }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(double number) const { return json(number).dump(); }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(Day day) const {
      return std::to_string(static_cast<int>(day.year())) + "-" + std::to_string(static_cast<unsigned>(day.month())) +
             "-" + std::to_string(static_cast<unsigned>(day.day()));
    }
    std::string operator()(bool yes) const { return yes ? "yes" : "no"; }
    std::string operator()(const Link& link) const { return link.text + " <" + link.url + ">"; }
    std::string operator()(const Term& term) const { return term.code; }
  };
  return std::visit(Say(), cell.value);
}

// Keeps rows as {key: text}.
class Kept : public SheetWriter {
 public:
  explicit Kept(const std::vector<Sheet>& sheets) : sheets_(sheets) {}
  void row(std::size_t sheet, const std::vector<SheetCell>& cells) override {
    std::map<std::string, std::string> row;
    ASSERT_EQ(cells.size(), sheets_[sheet].columns.size()) << sheets_[sheet].key;
    for (std::size_t i = 0; i < cells.size(); ++i) row[sheets_[sheet].columns[i].key] = said(cells[i]);
    rows[sheets_[sheet].key].push_back(row);
  }
  std::vector<std::string> commit() override { return {}; }

  std::map<std::string, std::vector<std::map<std::string, std::string>>> rows;

 private:
  const std::vector<Sheet>& sheets_;
};

// An order with a plan, in a file with another document before it.
json extraction() { return json::parse(std::ifstream(PRIKAZ_TESTS_DIR "/tables/extraction.json")); }

std::map<std::string, std::vector<std::map<std::string, std::string>>> rows_of(
    const json& from, const ExtractionSource& source = {}, const std::vector<std::string>& keys = table_keys()) {
  const ExtractionTables tables(keys);
  Kept kept(tables.sheets());
  tables.add(from.dump(), source, kept);
  return kept.rows;
}

// The cells of these keys.
std::vector<std::string> of(const std::map<std::string, std::string>& row, const std::vector<std::string>& keys) {
  std::vector<std::string> cells;
  for (const std::string& key : keys) cells.push_back(row.at(key));
  return cells;
}

TEST(Tables, Documents) {
  const auto rows = rows_of(extraction()).at("documents");
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_THAT(of(rows[1], {"document", "kind", "kind_text", "issuer", "number", "number_text", "date", "date_text",
                           "title", "signed_by", "signed_as", "drafted_by"}),
              ElementsAre("0123456789ab.2", "order", "ПРИКАЗ", "ОТДЕЛ ОБРАЗОВАНИЯ", "12-од", "№ 12-од", "2024-9-4",
                          "04.09.2024", "О плане", "Ясенева Р.Т.", "Начальник отдела", "Клёнов П.П."));
  EXPECT_THAT(of(rows[1], {"items", "appendices", "tables", "lists", "schools", "persons", "first_page", "last_page",
                           "recognized_pages", "confidence", "warnings"}),
              ElementsAre("3", "1", "1", "1", "1", "1", "2", "3", "1", "0.75", "1"));
  EXPECT_THAT(of(rows[0], {"document", "kind", "number", "date", "confidence", "warnings"}),
              ElementsAre("0123456789ab.1", "letter", "", "", "", "0"));
}

TEST(Tables, Items) {
  const auto rows = rows_of(extraction()).at("items");
  ASSERT_THAT(rows, SizeIs(3));
  EXPECT_THAT(of(rows[0], {"number", "level", "text", "page"}), ElementsAre("1", "1", "Утвердить план", "2"));
  EXPECT_THAT(of(rows[1], {"number", "label", "level", "responsible", "co_responsible", "period_text", "start", "end",
                           "confidence", "order_number", "order_date"}),
              ElementsAre("1.1", "1.1.", "2", "Клёнов П.П.", "Ясенева Р.Т.", "до 27 сентября", "", "2024-9-27", "0.98",
                          "12-од", "2024-9-4"));
}

TEST(Tables, Plans) {
  const auto rows = rows_of(extraction()).at("plans");
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_THAT(of(rows[0], {"document", "page", "table", "table_title", "section", "number", "activity", "period_text",
                           "period_kind", "start", "end", "inferred", "responsible", "schools"}),
              ElementsAre("0123456789ab.2", "3", "t1", "План работы", "Раздел первый", "1", "Семинар", "сентябрь",
                          "month", "2024-9-1", "2024-9-30", "yes", "Клёнов П.П.", "МБОУ СОШ № 3"));
}

TEST(Tables, Responsible) {
  const auto rows = rows_of(extraction()).at("responsible");
  ASSERT_THAT(rows, SizeIs(3));
  EXPECT_THAT(of(rows[0], {"name", "kind", "duty", "place", "task", "text"}),
              ElementsAre("Клёнов П.П.", "person", "execute", "item 1.1", "Провести семинар", "Клёнову П.П."));
  EXPECT_THAT(of(rows[2], {"place", "task"}), ElementsAre("table t1, row 1", "Семинар"));
}

TEST(Tables, SchoolsAndPersons) {
  const auto rows = rows_of(extraction());
  EXPECT_THAT(of(rows.at("schools").at(0), {"name", "type", "number", "mentions", "text", "page"}),
              ElementsAre("МБОУ СОШ № 3", "СОШ", "3", "3", "МБОУ СОШ №3 | СОШ № 3", "3"));
  EXPECT_THAT(of(rows.at("persons").at(0), {"name", "surname", "positions", "mentions"}),
              ElementsAre("Клёнов П.П.", "Клёнов", "методист; эксперт", "1"));
}

TEST(Tables, DatesReferencesAndLists) {
  const auto rows = rows_of(extraction());
  EXPECT_THAT(of(rows.at("dates").at(0), {"place", "text", "kind", "start", "end"}),
              ElementsAre("item 1.1", "до 27 сентября", "deadline", "", "2024-9-27"));
  EXPECT_THAT(of(rows.at("dates").at(1), {"place", "inferred", "task"}),
              ElementsAre("table t1, row 1", "year", "Семинар"));
  EXPECT_THAT(of(rows.at("references").at(0), {"kind", "cited_issuer", "cited_number", "cited_date", "place"}),
              ElementsAre("order", "министерства", "7", "2024-8-19", "preamble"));
  EXPECT_THAT(of(rows.at("lists").at(0), {"list", "list_title", "kind", "level", "label", "text"}),
              ElementsAre("l1", "Состав группы", "persons", "1", "1)", "Клёнов П.П."));
}

TEST(Tables, CellsOfTables) {
  const auto rows = rows_of(extraction()).at("tables");
  ASSERT_THAT(rows, SizeIs(9));  // of 12 three are hidden under a section
  EXPECT_THAT(of(rows[6], {"row", "row_kind", "number", "column", "header", "role", "text"}),
              ElementsAre("3", "data", "1", "2", "Мероприятие", "activity", "Семинар"));
  EXPECT_THAT(of(rows[4], {"row_kind", "text", "col_span"}), ElementsAre("section", "Раздел первый", "4"));
}

TEST(Tables, Diagnostics) {
  const auto rows = rows_of(extraction()).at("diagnostics");
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_THAT(of(rows[0], {"document", "severity", "code", "place", "path"}),
              ElementsAre("0123456789ab.2", "warning", "number_skipped", "item 1.1", "/documents/1/items/0/items/0"));
  EXPECT_THAT(of(rows[1], {"document", "severity", "page"}), ElementsAre("", "info", "1"));
}

TEST(Tables, FilesOneRowAPath) {
  ExtractionSource source;
  source.sha256 = "fedcba9876543210";
  source.paths = {"/orders/a b.pdf", "/orders/x.zip!/in/c\nd.pdf"};
  const auto rows = rows_of(extraction(), source).at("files");
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_THAT(
      of(rows[0], {"file", "path", "state", "pages", "recognized_pages", "documents", "warnings", "errors", "sha256"}),
      ElementsAre("a b.pdf <file:///orders/a%20b.pdf>", "/orders/a b.pdf", "imported", "3", "1", "2", "1", "0",
                  "fedcba9876543210"));
  EXPECT_THAT(of(rows[1], {"file", "path", "state"}),
              ElementsAre("c\\nd.pdf", "/orders/x.zip!/in/c\\nd.pdf", "duplicate"));
}

TEST(Tables, LinksLeadToThePage) {
  ExtractionSource source;
  source.sha256 = "fedcba9876543210";
  source.paths = {"/orders/a.pdf"};
  const auto rows = rows_of(extraction(), source);
  EXPECT_THAT(of(rows.at("plans").at(0), {"document", "file"}),
              ElementsAre("fedcba987654.2", "a.pdf <file:///orders/a.pdf#page=3>"));
}

TEST(Tables, OnlyDocumentsThatAreWanted) {
  ExtractionSource source;
  source.wants = [](int number) { return number == 1; };
  const auto rows = rows_of(extraction(), source);
  EXPECT_THAT(rows.at("documents"), SizeIs(1));
  EXPECT_FALSE(rows.contains("plans"));
  EXPECT_THAT(rows.at("diagnostics"), SizeIs(1));
  EXPECT_THAT(rows.at("files"), SizeIs(1));
  source.wants = [](int) { return false; };
  EXPECT_THAT(rows_of(extraction(), source), IsEmpty());
}

TEST(Tables, FailedFiles) {
  const ExtractionTables tables({"documents", "files"});
  Kept kept(tables.sheets());
  tables.add_failed({"ab", {"/a.pdf"}, {}}, "damaged", "конец файла оборван", kept);
  EXPECT_FALSE(kept.rows.contains("documents"));
  EXPECT_THAT(of(kept.rows.at("files").at(0), {"path", "state", "failure", "reason"}),
              ElementsAre("/a.pdf", "failed", "damaged", "конец файла оборван"));
}

TEST(Tables, WhatIsNoExtractionIsRefused) {
  const ExtractionTables tables(table_keys());
  Kept kept(tables.sheets());
  for (const char* const text : {"", "[]", "{", "null", "{\"a\": \"\xFF\"}"})
    EXPECT_THROW(tables.add(text, {}, kept), InputError) << text;
  EXPECT_THAT(kept.rows, IsEmpty());
}

// Every value of the extraction, one after the other, is replaced by something of another type or taken away.
void for_each_broken(json& whole, json& part, const std::function<void()>& use) {
  if (!part.is_structured()) return;
  for (auto at = part.begin(); at != part.end(); ++at) {
    for (const json& other : {json(), json(-3), json(1e300), json("2024-99-99"), json::array({json(), 7}),
                              json{{"value", json::array()}}, json(true)}) {
      json before = std::exchange(*at, other);
      use();
      *at = std::move(before);
    }
    for_each_broken(whole, *at, use);
  }
}

TEST(Tables, NoTypeIsTrusted) {
  json whole = extraction();
  const ExtractionTables tables(table_keys());
  std::size_t count = 0;
  for_each_broken(whole, whole, [&] {
    Kept kept(tables.sheets());
    EXPECT_NO_THROW(tables.add(whole.dump(), {}, kept)) << whole.dump();
    ++count;
  });
  EXPECT_GT(count, 1000U);
}

}  // namespace
}  // namespace prikaz
