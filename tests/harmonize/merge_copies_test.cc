#include "merge_copies.h"

#include <gtest/gtest.h>

#include <string>

namespace prikaz {
namespace {

constexpr std::size_t kRows = 12;

// A plan of a made-up town; every document says the same unless a test changes it.
void add_document(Collection& collection, const std::string& id, const std::string& number, std::optional<Day> date,
                  const std::string& town = "Заозёрный городской округ") {
  CollectedDocument document;
  document.id = document.sha256 = id;
  document.file_name = id + ".pdf";
  document.kind = "order";
  document.number = number;
  document.date = date;
  document.title = "О плане поддержки школ";
  document.municipality = document.municipality_key = town;
  collection.documents.push_back(document);
  for (std::size_t i = 0; i < kRows; ++i) {
    PlanRow row;
    row.document = static_cast<int>(collection.documents.size()) - 1;
    row.activity = "Проведение семинара о чтении, встреча " + std::to_string(i);
    row.responsible_text = "Методический центр";
    collection.rows.push_back(row);
  }
}

constexpr Day kMarch = std::chrono::year(2024) / 3 / 12, kApril = std::chrono::year(2024) / 4 / 2;

TEST(MergeCopies, TextStaysAndScanBecomesItsCopy) {
  Collection collection;
  add_document(collection, "b", "17-р", kMarch);
  add_document(collection, "a", "17-р", kMarch);
  collection.documents[1].recognized = true;
  EXPECT_EQ(merge_copies(collection), (std::vector<std::size_t>{0}));
  ASSERT_EQ(collection.documents[0].copies.size(), 1U);
  EXPECT_EQ(collection.documents[0].copies[0].file_name, "a.pdf");
}

TEST(MergeCopies, RowsOfCopiesGoWithThem) {
  Collection collection;
  add_document(collection, "a", "17", kMarch);
  add_document(collection, "b", "17", kMarch);
  settle(collection);
  EXPECT_EQ(collection.documents.size(), 1U);
  EXPECT_EQ(collection.rows.size(), kRows);
}

TEST(MergeCopies, NextYearsOrderWithTheSamePlanStays) {
  Collection collection;
  add_document(collection, "a", "17", kMarch);
  add_document(collection, "b", "21", kApril);
  EXPECT_EQ(merge_copies(collection).size(), 2U);
}

TEST(MergeCopies, AnotherTownWithThatNumberAndDayStays) {
  Collection collection;
  add_document(collection, "a", "17", kMarch);
  add_document(collection, "b", "17", kMarch, "Луговской район");
  EXPECT_EQ(merge_copies(collection).size(), 2U);
}

TEST(MergeCopies, AnotherSubjectWithThatNumberAndDayStays) {
  Collection collection;
  add_document(collection, "a", "17", kMarch);
  add_document(collection, "b", "17", kMarch);
  collection.documents[1].title = "Об итогах летнего отдыха";
  EXPECT_EQ(merge_copies(collection).size(), 2U);
}

TEST(MergeCopies, AMisreadNumberOfAScan) {
  Collection collection;
  add_document(collection, "a", "17", kMarch);
  add_document(collection, "b", "11", kMarch);
  EXPECT_EQ(merge_copies(collection).size(), 2U) << "both are text: two numbers are two orders";
  collection.documents[1].recognized = true;
  EXPECT_EQ(merge_copies(collection), (std::vector<std::size_t>{0}));
}

TEST(MergeCopies, AScanWhoseNumberWasFilledInByHand) {
  Collection collection;
  add_document(collection, "a", "17", kMarch);
  add_document(collection, "b", "", kMarch);
  EXPECT_EQ(merge_copies(collection), (std::vector<std::size_t>{0}));
  collection.rows.resize(kRows);
  EXPECT_EQ(merge_copies(collection).size(), 2U) << "it says too little to tell";
}

TEST(MergeCopies, DocumentsOfNobodyKnowsWhereStay) {
  Collection collection;
  add_document(collection, "a", "17", kMarch, "");
  add_document(collection, "b", "17", kMarch, "");
  EXPECT_EQ(merge_copies(collection).size(), 2U);
}

}  // namespace
}  // namespace prikaz
