#include "prikaz/school_entities.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "make_orders.h"

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

std::vector<std::string> names_of(const SchoolEntities& schools) {
  std::vector<std::string> names;
  for (const SchoolEntity& school : schools.entities) names.push_back(school.name);
  return names;
}

std::vector<std::tuple<SchoolConflictKind, std::string, std::string>> conflicts_of(const SchoolEntity& school) {
  std::vector<std::tuple<SchoolConflictKind, std::string, std::string>> conflicts;
  for (const SchoolConflict& conflict : school.conflicts) conflicts.emplace_back(conflict.kind, conflict.a, conflict.b);
  return conflicts;
}

TEST(SchoolEntities, NameIsOfTheLatestYearAndTheUsualType) {
  const Collection collection = collect({{"Лесного района", "2012", {"МОУ СОШ № 5", "МОУ СОШ № 5"}, {}, {}},
                                         {"Лесного района", "2022", {"МБОУ СОШ №5 с. Липки"}, {}, {}},
                                         {"Лесного района", "2023", {"школа № 5"}, {}, {}}});
  const SchoolEntities schools = gather_school_entities(collection);
  ASSERT_EQ(names_of(schools), std::vector<std::string>{"МБОУ СОШ № 5"});
  const SchoolEntity& school = schools.entities[0];
  EXPECT_EQ(school.municipality, "Лесной район");
  EXPECT_EQ(school.locality, "с. Липки");
  EXPECT_EQ(school.mentions, 4);
  EXPECT_EQ(school.documents, 3);
  EXPECT_EQ(school.first_year, 2012);
  EXPECT_EQ(school.last_year, 2023);
  ASSERT_EQ(school.variants.size(), 3U);
  EXPECT_EQ(school.variants[0].text, "МОУ СОШ № 5");
  EXPECT_EQ(school.variants[0].places.size(), 2U);
  EXPECT_THAT(conflicts_of(school), ::testing::ElementsAre(std::tuple(SchoolConflictKind::legal_form_changed,
                                                                      "МОУ СОШ № 5", "МБОУ СОШ № 5")));
}

TEST(SchoolEntities, ConflictsTellBothPlaces) {
  const Collection collection =
      collect({{"Лесного района", "2022", {"МБОУ ООШ № 8 им. А.Б. Рощина"}, {}, {}},
               {"Лесного района", "2022", {"МБОУ СОШ № 8 им. В.Г. Сомова"}, {}, {}},
               {"Лесного района", "2022", {"МБОУ ООШ № 8 имени Антона Рощина", "МБОУ ООШ № 8"}, {}, {}}});
  const SchoolEntities schools = gather_school_entities(collection);
  ASSERT_EQ(names_of(schools), std::vector<std::string>{"МБОУ ООШ № 8"});
  const SchoolEntity& school = schools.entities[0];
  EXPECT_THAT(
      conflicts_of(school),
      ::testing::ElementsAre(std::tuple(SchoolConflictKind::type_differs, "МБОУ ООШ № 8", "МБОУ СОШ № 8"),
                             std::tuple(SchoolConflictKind::honorific_differs, "им. А.Б. Рощина", "им. В.Г. Сомова")));
  EXPECT_EQ(school.conflicts[0].place_a.document, 0);
  EXPECT_EQ(school.conflicts[0].place_b.document, 1);
  EXPECT_EQ(school.conflicts[0].place_b.page, 1);
}

TEST(SchoolEntities, OrdersCloseAndRename) {
  const Collection collection =
      collect({{"Лесного района", "2022", {}, {}, {"Ликвидировать МБОУ ООШ № 9 с 1 сентября 2022 года"}},
               {"Лесного района", "2022", {}, {}, {"Переименовать МБОУ СОШ № 3 в МБОУ лицей № 3"}},
               {"Лесного района", "2022", {}, {}, {"Провести проверку МБОУ СОШ № 4"}}});
  const SchoolEntities schools = gather_school_entities(collection);
  ASSERT_THAT(names_of(schools),
              ::testing::UnorderedElementsAre("МБОУ лицей № 3", "МБОУ СОШ № 3", "МБОУ СОШ № 4", "МБОУ ООШ № 9"));
  for (const SchoolEntity& school : schools.entities) {
    if (school.number == "9") {
      ASSERT_EQ(school.conflicts.size(), 1U);
      EXPECT_EQ(school.conflicts[0].kind, SchoolConflictKind::closed);
      EXPECT_EQ(school.conflicts[0].a, "Ликвидировать МБОУ ООШ № 9 с 1 сентября 2022 года");
    }
    if (school.number == "4") {
      EXPECT_THAT(school.conflicts, IsEmpty());
    }
  }
  ASSERT_EQ(schools.doubts.size(), 1U);
  EXPECT_EQ(schools.doubts[0].kind, SchoolDoubtKind::renamed_by_order);
}

TEST(SchoolEntities, BranchesKnowTheirSchool) {
  const Collection collection = collect({{"Лесного района", "2022", {"МБОУ СОШ № 5"}, {}, {}},
                                         {"Лесного района", "2022", {"филиал МБОУ СОШ № 5 в с. Липки"}, {}, {}},
                                         {"Лесного района", "2023", {"филиала МБОУ СОШ №5 в селе Липки"}, {}, {}}});
  const SchoolEntities schools = gather_school_entities(collection);
  ASSERT_EQ(schools.entities.size(), 2U);
  const SchoolEntity& branch = schools.entities[schools.entities[0].branch.empty() ? 1 : 0];
  EXPECT_EQ(branch.branch, "филиал в с. Липки");
  EXPECT_EQ(branch.mentions, 2);
  ASSERT_GE(branch.parent, 0);
  EXPECT_EQ(schools.entities[static_cast<std::size_t>(branch.parent)].branch, "");
}

TEST(SchoolEntities, TheOrderOfDocumentsDoesNotMatter) {
  std::vector<Order> orders = {{"Лесного района", "2022", {"МБОУ СОШ № 1 с. Липки"}, {}, {}},
                               {"Лесного района", "2022", {"МБОУ СОШ № 1 с. Дубки"}, {}, {}},
                               {"Лесного района", "2022", {"школа № 1"}, {}, {}},
                               {"Лесного района", "2022", {"МОУ СОШ № 2"}, {}, {}},
                               {"Лесного района", "2022", {"школы № 1 – 3"}, {}, {}},
                               {"Полевого района", "2022", {"МБОУ СОШ № 1"}, {}, {}}};
  const auto told_all = [&] {
    std::vector<std::string> all;
    const SchoolEntities schools = gather_school_entities(collect(orders));
    for (std::size_t e = 0; e < schools.entities.size(); ++e) {
      std::set<std::string> spellings;
      for (const SchoolVariant& variant : schools.entities[e].variants) spellings.insert(variant.text);
      std::string text = schools.entities[e].municipality + ":";
      for (const std::string& spelling : spellings) text += " " + spelling + ";";
      all.push_back(text);
    }
    std::sort(all.begin(), all.end());
    return all;
  };
  const std::vector<std::string> expected = told_all();
  EXPECT_EQ(expected.size(), 6U);
  for (int turn = 0; turn < 5; ++turn) {
    std::rotate(orders.begin(), orders.begin() + 1, orders.end());
    EXPECT_EQ(told_all(), expected);
  }
}

TEST(SchoolEntities, OrdersOfNobodyKnowsWhereStandApart) {
  const Collection collection =
      collect({{"Лесного района", "2022", {"МБОУ СОШ № 21"}, {}, {}}, {"", "2022", {"МБОУ СОШ № 21"}, {}, {}}});
  const SchoolEntities schools = gather_school_entities(collection);
  ASSERT_EQ(schools.entities.size(), 2U);
  ASSERT_EQ(schools.doubts.size(), 1U);
  EXPECT_EQ(schools.doubts[0].kind, SchoolDoubtKind::municipality_unknown);
}

}  // namespace
}  // namespace prikaz
