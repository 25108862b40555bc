#include "prikaz/measures.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "prikaz/data.h"

namespace prikaz {
namespace {

nlohmann::json cases(const std::string& name) {
  std::ifstream file(PRIKAZ_TESTS_DIR "/harmonize/cases/" + name);
  return nlohmann::json::parse(file);
}

void add_row(Collection& collection, const std::string& activity, const std::string& municipality) {
  CollectedDocument document;
  document.municipality = document.municipality_key = municipality;
  PlanRow row;
  row.document = static_cast<int>(collection.documents.size());
  row.activity = activity;
  collection.documents.push_back(document);
  collection.rows.push_back(row);
}

const std::string& code_of(const AssignedKind& kind) {
  static const std::string none;
  return kind.kind < 0 ? none : measure_kinds()[static_cast<std::size_t>(kind.kind)].code;
}

TEST(MeasureKinds, HandLabelledActivities) {
  const auto all = cases("measure_kinds.json");
  ASSERT_GE(all.size(), 100U);
  Collection collection;
  for (const auto& c : all) {
    add_row(collection, c.at("activity"), "Холмский район");
    PlanRow& row = collection.rows.back();
    row.section = c.value("section", "");
    row.result = c.value("result", "");
    row.output_document = c.value("document", "");
  }
  const Comparison comparison = compare_measures(collection, {});
  std::size_t right = 0, assigned = 0, with_kind = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string wanted = all[i].at("kind"), &given = code_of(comparison.kinds[i]);
    const bool has_kind = !wanted.empty();
    with_kind += has_kind;
    assigned += has_kind && !given.empty();
    right += wanted == given;
    if (wanted != given)
      std::cerr << "not " << wanted << " but " << given << " (" << comparison.kinds[i].reason
                << "): " << collection.rows[i].activity << '\n';
  }
  std::cerr << right << " of " << all.size() << " right, " << assigned << " of " << with_kind << " assigned\n";
  EXPECT_GE(assigned * 100, with_kind * 90);
  EXPECT_GE(right * 100, all.size() * 90);
}

TEST(MeasureKinds, WordsAreOfKindsThatExist) {
  std::map<std::string, int> words;
  for (const auto& row : data_table("measure_kind_words.tsv")) ++words[std::string(row[0])];
  EXPECT_EQ(words.size(), measure_kinds().size());
  for (const MeasureKind& kind : measure_kinds()) EXPECT_GE(words[kind.code], 10) << kind.code;
}

TEST(MeasureKinds, TheReasonNamesTheWords) {
  Collection collection;
  add_row(collection, "Мониторинг посещаемости", "Холмский район");
  add_row(collection, "То же", "Холмский район");
  const Comparison comparison = compare_measures(collection, {});
  EXPECT_EQ(code_of(comparison.kinds[0]), "monitoring");
  EXPECT_EQ(comparison.kinds[0].reason, "мониторинг");
  EXPECT_GT(comparison.kinds[0].score, 0.3);
  EXPECT_LE(comparison.kinds[0].score, 1);
  EXPECT_EQ(comparison.kinds[1].kind, -1);
}

// All measures of a file in one archive, each of a municipality of its own.
double pairs_f1(const std::string& name) {
  Collection collection;
  const auto pairs = cases(name);
  for (const auto& pair : pairs) {
    add_row(collection, pair.at("a"), std::to_string(collection.rows.size()));
    add_row(collection, pair.at("b"), std::to_string(collection.rows.size()));
  }
  const Comparison comparison = compare_measures(collection, {});
  double both = 0, found = 0, wanted = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const bool same = pairs[i].at("same"), put = comparison.group_of[2 * i] == comparison.group_of[2 * i + 1];
    both += same && put;
    found += put;
    wanted += same;
    if (same != put)
      std::cerr << (put ? "put together: " : "kept apart: ") << pairs[i].at("a") << " / " << pairs[i].at("b") << '\n';
  }
  const double f1 = 2 * both / (found + wanted);
  std::cerr << name << ": precision " << both / found << ", recall " << both / wanted << ", F1 " << f1 << '\n';
  return f1;
}

TEST(MeasureGroups, PairsOfTheSameMeaning) {
  ASSERT_GE(cases("same_measure.json").size(), 60U);
  EXPECT_GE(pairs_f1("same_measure.json"), 0.85);
}

// Not looked at when thresholds and words were chosen.
TEST(MeasureGroups, PairsHeldOut) {
  ASSERT_GE(cases("same_measure_held_out.json").size(), 30U);
  EXPECT_GE(pairs_f1("same_measure_held_out.json"), 0.7);
}

}  // namespace
}  // namespace prikaz
