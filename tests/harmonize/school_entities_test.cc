#include "prikaz/school_entities.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "../normalize/make_draft.h"
#include "prikaz/export.h"
#include "prikaz/normalize.h"

namespace prikaz {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

std::vector<std::vector<std::string>> rows_of(const std::string& name) {
  std::ifstream in(std::string(PRIKAZ_TESTS_DIR) + "/harmonize/cases/" + name);
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    rows.emplace_back();
    for (const std::string_view field : split(line, '\t')) rows.back().emplace_back(field);
  }
  return rows;
}

// An order of one office as it comes out of `prikaz extract`.
struct Order {
  std::string municipality;  // genitive
  std::string year;
  std::vector<std::string> paragraphs;
  std::vector<std::string> list;  // entries of a list of schools
  std::vector<std::string> items;
};

std::string extraction_of(const Order& order, int index) {
  DocumentDraft draft;
  draft.kind = DocumentKind::order;
  draft.heading.kind_text = text("ПРИКАЗ");
  draft.heading.issuer = text("Управление образования администрации " + order.municipality);
  draft.heading.date = text("15 марта " + order.year + " года");
  draft.heading.number = text(std::to_string(index));
  for (const std::string& printed : order.items) draft.items.push_back(item("1", printed));
  for (const std::string& printed : order.paragraphs) draft.content.push_back(paragraph(printed));
  if (!order.list.empty()) {
    List list;
    list.id = "l1";
    for (const std::string& entry : order.list)
      list.entries.push_back({"", text(entry, static_cast<int>(list.entries.size()) + 1), {}});
    draft.lists.push_back(std::move(list));
    draft.content.push_back(list_block("l1"));
  }
  Extraction extraction;
  extraction.source.name = "order.pdf";
  extraction.source.sha256 = std::string(58, '0') + std::to_string(100'000 + index);
  extraction.documents = normalize({std::move(draft)}, extraction.diagnostics);
  std::ostringstream out;
  write_json(out, extraction, false);
  return out.str();
}

Collection collect(const std::vector<Order>& orders) {
  Collection collection;
  for (std::size_t k = 0; k < orders.size(); ++k)
    add_extraction(collection, extraction_of(orders[k], static_cast<int>(k)));
  settle(collection);
  return collection;
}

// One mention that was read: where it stands, and its entity.
struct ReadMention {
  int page = 0;
  float left = 0;
  int number = 0;
  int entity = -1;
  std::string printed, name;
};

// The mentions of each document, in the order printed.
std::vector<ReadMention> mentions_of(int d, const SchoolEntities& schools) {
  std::vector<ReadMention> mentions;
  for (std::size_t e = 0; e < schools.entities.size(); ++e)
    for (const SchoolVariant& variant : schools.entities[e].variants)
      for (const Place& place : variant.places)
        if (place.document == d) {
          ReadMention mention;
          mention.page = place.page;
          mention.left = place.bbox.left;
          mention.number = std::atoi(schools.entities[e].number.c_str());
          mention.entity = static_cast<int>(e);
          mention.printed = variant.text;
          mention.name = schools.entities[e].name;
          mentions.push_back(mention);
        }
  std::stable_sort(mentions.begin(), mentions.end(), [](const ReadMention& a, const ReadMention& b) {
    return std::tuple(a.page, a.left, a.number) < std::tuple(b.page, b.left, b.number);
  });
  return mentions;
}

// The labels of the file and the entities that came out, mention by mention.
struct Labelled {
  Collection collection;
  SchoolEntities schools;
  std::map<std::string, std::set<int>> entities_of;  // of each label
  std::map<int, std::set<std::string>> labels_of;    // of each entity
  std::vector<std::string> misread;                  // texts in which another number of schools was found
};

const Labelled& labelled() {
  static const Labelled result = [] {
    Labelled out;
    std::vector<Order> orders;
    std::map<std::string, std::size_t> order_of;                // municipality and year with its letter
    std::vector<std::vector<std::vector<std::string>>> labels;  // of each order, of each line
    for (const auto& row : rows_of("school_spellings.tsv")) {
      const bool shared = row[2].size() > 4;
      const auto [at, fresh] =
          order_of.emplace(shared ? row[1] + row[2] : std::to_string(order_of.size()), orders.size());
      if (fresh) {
        orders.push_back({row[1], row[2].substr(0, 4), {}, {}, {}});
        labels.emplace_back();
      }
      (shared ? orders[at->second].list : orders[at->second].paragraphs).push_back(row[3]);
      std::vector<std::string> wanted;
      if (row[0] != "-")
        for (const std::string_view label : split(row[0], ',')) wanted.emplace_back(label);
      labels[at->second].push_back(wanted);
    }
    out.collection = collect(orders);
    out.schools = gather_school_entities(out.collection);
    for (std::size_t d = 0; d < out.collection.documents.size(); ++d) {
      const std::size_t order = static_cast<std::size_t>(std::stoi(out.collection.documents[d].number));
      const std::vector<ReadMention> read = mentions_of(static_cast<int>(d), out.schools);
      std::vector<std::string> wanted;
      for (const auto& line : labels[order]) wanted.insert(wanted.end(), line.begin(), line.end());
      if (read.size() != wanted.size()) {
        std::string found;
        for (const ReadMention& mention : read) found += "[" + mention.printed + " = " + mention.name + "] ";
        out.misread.push_back((orders[order].list.empty() ? orders[order].paragraphs[0] : orders[order].list[0]) +
                              ": " + found);
        continue;
      }
      for (std::size_t m = 0; m < read.size(); ++m) {
        out.entities_of[wanted[m]].insert(read[m].entity);
        out.labels_of[read[m].entity].insert(wanted[m]);
      }
    }
    return out;
  }();
  return result;
}

std::string told(const SchoolEntities& schools, int entity) {
  const SchoolEntity& school = schools.entities[static_cast<std::size_t>(entity)];
  std::string text = school.name + " {";
  for (const SchoolVariant& variant : school.variants) text += variant.text + " | ";
  return text + "}";
}

TEST(SchoolSpellings, AreEnough) {
  std::size_t spellings = 0;
  for (const auto& row : rows_of("school_spellings.tsv")) spellings += row[0] != "-";
  EXPECT_GE(spellings, 300U);
}

TEST(SchoolSpellings, NameAsManySchoolsAsPrinted) { EXPECT_THAT(labelled().misread, IsEmpty()); }

TEST(SchoolSpellings, OfOneSchoolAreOneEntity) {
  for (const auto& [label, entities] : labelled().entities_of) {
    std::string names;
    for (const int entity : entities) names += "\n  " + told(labelled().schools, entity);
    EXPECT_EQ(entities.size(), 1U) << label << names;
  }
}

TEST(SchoolSpellings, OfTwoSchoolsAreTwoEntities) {
  for (const auto& [entity, labels] : labelled().labels_of) {
    std::string names;
    for (const std::string& label : labels) names += label + " ";
    EXPECT_EQ(labels.size(), 1U) << names << told(labelled().schools, entity);
  }
}

std::string word(SchoolDoubtKind kind) {
  switch (kind) {
    case SchoolDoubtKind::several: return "several";
    case SchoolDoubtKind::type_unknown: return "type_unknown";
    case SchoolDoubtKind::type_differs: return "type_differs";
    case SchoolDoubtKind::listed_apart: return "listed_apart";
    case SchoolDoubtKind::owner_differs: return "owner_differs";
    case SchoolDoubtKind::typo: return "typo";
    case SchoolDoubtKind::adjective_of_place: return "adjective_of_place";
    case SchoolDoubtKind::number_missing: return "number_missing";
    case SchoolDoubtKind::place_missing: return "place_missing";
    case SchoolDoubtKind::place_kind_differs: return "place_kind_differs";
    case SchoolDoubtKind::place_differs: return "place_differs";
    case SchoolDoubtKind::honorific_missing: return "honorific_missing";
    case SchoolDoubtKind::municipality_unknown: return "municipality_unknown";
    case SchoolDoubtKind::renamed_by_order: return "renamed_by_order";
  }
  return "";
}

TEST(SchoolSpellings, DoubtsAreListedWithTheirReason) {
  std::set<std::vector<std::string>> listed;
  for (const SchoolDoubt& doubt : labelled().schools.doubts)
    for (const auto& [label, entities] : labelled().entities_of)
      for (const auto& [other, others] : labelled().entities_of)
        if ((entities.contains(doubt.a) && others.contains(doubt.b)) ||
            (entities.contains(doubt.b) && others.contains(doubt.a)))
          listed.insert({label, other, word(doubt.kind)});
  for (const auto& row : rows_of("school_doubts.tsv")) EXPECT_THAT(listed, Contains(row));
}

}  // namespace
}  // namespace prikaz
