#include "prikaz/school_lists.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "prikaz/data.h"
#include "prikaz/unicode.h"
#include "school_traits.h"
#include "school_words.h"

namespace prikaz {
namespace {

// Years of texts that speak of schools of today; other figures of four digits are numbers of something.
constexpr int kFirstYear = 2000, kLastYear = 2060;

bool digit_at(std::string_view text, std::size_t p) { return p < text.size() && text[p] >= '0' && text[p] <= '9'; }

// The year at byte `p`, 0 if there is none: four digits by themselves.
int year_at(std::string_view text, std::size_t p) {
  if (p > 0 && digit_at(text, p - 1)) return 0;
  for (std::size_t k = 0; k < 4; ++k)
    if (!digit_at(text, p + k)) return 0;
  if (digit_at(text, p + 4)) return 0;
  const int year = std::stoi(std::string(text.substr(p, 4)));
  return year >= kFirstYear && year <= kLastYear ? year : 0;
}

// What stands between the two years of «2023-2024», «2023/2024», «2023 – 24»: the byte after it, 0 if nothing of that.
std::size_t after_joint(std::string_view text, std::size_t p, bool& slash) {
  while (p < text.size() && text[p] == ' ') ++p;
  if (p >= text.size()) return 0;
  const char32_t c = code_point_at(text, p);
  slash = c == U'/';
  if (!slash && !is_dash(c)) return 0;
  p = next_position(text, p);
  while (p < text.size() && text[p] == ' ') ++p;
  return p;
}

struct ListTopic {
  std::string key, name;
};

std::optional<ListTopic> kind_of(std::string_view title) {
  static const auto rows = data_table("school_list_kinds.tsv");
  if (title.empty()) return std::nullopt;
  const std::string folded = fold(title);
  for (const auto& row : rows)
    if (has_stems(folded, row[2])) return ListTopic{std::string(row[0]), std::string(row[1])};
  return std::nullopt;
}

// A title without years and the words around them: «Список школ, участвующих в проекте … в 2023 году» and «… в 2024
// году» are one list.
ListTopic kind_from_title(std::string_view title) {
  ListTopic kind;
  std::string name;
  for (const std::string_view word : split(title, ' ')) {
    const std::string folded(trim(fold(word), ".,:;()"));
    const bool number = digit_at(folded, 0);
    const bool of_year =
        folded.starts_with("год") || folded.starts_with("учебн") || folded == "г" || folded == "гг" || folded == "уч";
    if (number || of_year || folded.empty()) {
      // «… в 2024 году»: the preposition goes too
      if (number)
        for (const std::string_view preposition : {" в", " на", " за"})
          if (name.ends_with(preposition)) name.resize(name.size() - preposition.size());
      continue;
    }
    name += (name.empty() ? "" : " ") + std::string(word);
    if (folded != "список" && folded != "перечень" && count_code_points(folded) > 3)
      kind.key += (kind.key.empty() ? "" : " ") + folded;
  }
  kind.name = std::string(trim(name, " .,:;"));
  return kind;
}

// A list as one document prints it.
struct Printed {
  std::vector<std::string_view> titles;        // from the nearest to the farthest, that of the document left out
  std::vector<std::pair<int, Place>> members;  // entity
};

ListPeriod period_of(const Printed& list, const CollectedDocument& document) {
  for (const std::string_view title : list.titles)
    if (const auto period = read_list_period(title)) return *period;
  const int dated = document.date ? static_cast<int>(document.date->year()) : 0;
  if (const auto period = read_list_period(document.title)) {
    // A programme of several years has a list for the year of its order.
    if (period->academic || period->first == period->last || dated < period->first || dated > period->last)
      return *period;
    return {dated, dated, false};
  }
  if (document.plan_first_year && document.plan_last_year && *document.plan_last_year == *document.plan_first_year + 1)
    return {*document.plan_first_year, *document.plan_last_year, true};
  if (dated != 0) return {dated, dated, false};
  return {document.plan_first_year.value_or(0), document.plan_last_year.value_or(0), false};
}

ListTopic kind_of(const Printed& list, const CollectedDocument& document) {
  for (const std::string_view title : list.titles)
    if (const auto kind = kind_of(title)) return *kind;
  for (const std::string_view title : list.titles)
    if (const ListTopic kind = kind_from_title(title); !kind.key.empty()) return kind;
  if (const auto kind = kind_of(document.title)) return *kind;
  return kind_from_title(document.title);
}

// Part `index` of a JSON Pointer after `name`: of «/documents/0/tables/1/rows/2» after «tables» the 1.
int index_in(const std::string& path, std::string_view name) {
  const std::size_t at = path.find("/" + std::string(name) + "/");
  if (at == std::string::npos) return -1;
  const std::size_t from = at + name.size() + 2;
  return digit_at(path, from) ? std::atoi(path.c_str() + from) : -1;
}

// The columns of schools in tables that are no plans, and the lists of schools.
std::vector<Printed> printed_lists(const CollectedDocument& document, const std::vector<int>& entity_of) {
  std::vector<Printed> lists;
  for (const CollectedList& list : document.lists) {
    if (list.kind != "schools") continue;
    Printed printed;
    for (const std::string* title : {&list.title, &list.appendix_title})
      if (!title->empty()) printed.titles.emplace_back(*title);
    for (const int school : list.schools) {
      if (school < 0) continue;
      printed.members.emplace_back(entity_of[static_cast<std::size_t>(school)], list.place);
    }
    lists.push_back(std::move(printed));
  }
  std::map<std::tuple<int, int, int>, Printed> columns;  // (table, section, column)
  for (std::size_t s = 0; s < document.schools.size(); ++s) {
    const CollectedSchool& school = document.schools[s];
    for (std::size_t m = 0; m < school.paths.size(); ++m) {
      if (m < school.branches.size() && !school.branches[m].empty()) continue;
      const int t = index_in(school.paths[m], "tables"), c = index_in(school.paths[m], "cells");
      if (t < 0 || c < 0 || static_cast<std::size_t>(t) >= document.tables.size()) continue;
      const CollectedTable& table = document.tables[static_cast<std::size_t>(t)];
      if (static_cast<std::size_t>(c) >= table.roles.size()) continue;
      const std::string& role = table.roles[static_cast<std::size_t>(c)];
      const std::string& header = table.headers[static_cast<std::size_t>(c)];
      const bool plan = std::find(table.roles.begin(), table.roles.end(), "activity") != table.roles.end();
      if (plan ? !kind_of(header).has_value() : role != "school" && role != "year") continue;
      // The section above: «2022 г.»
      const int r = index_in(school.paths[m], "rows");
      int section = -1;
      for (std::size_t k = 0; k < table.sections.size() && table.sections[k].first < r; ++k)
        section = static_cast<int>(k);
      Printed& printed = columns[{t, section, c}];
      if (printed.titles.empty() && section >= 0)
        printed.titles.emplace_back(table.sections[static_cast<std::size_t>(section)].second);
      if (printed.titles.size() == (section >= 0 ? 1U : 0U))
        for (const std::string* title : {&header, &table.title, &table.appendix_title})
          // «Наименование школы» is a column, no title.
          if (!title->empty() && (title != &header || kind_of(*title) || role == "year"))
            printed.titles.emplace_back(*title);
      printed.members.emplace_back(entity_of[s], m < school.places.size() ? school.places[m] : Place{});
    }
  }
  for (auto& [place, printed] : columns) lists.push_back(std::move(printed));
  return lists;
}

void compare_editions(SchoolList& list) {
  for (std::size_t k = 1; k < list.editions.size(); ++k) {
    std::set<int> before, now;
    for (const ListMember& member : list.editions[k - 1].members) before.insert(member.entity);
    for (const ListMember& member : list.editions[k].members) now.insert(member.entity);
    ListEdition& edition = list.editions[k];
    for (const int entity : now) (before.contains(entity) ? edition.stayed : edition.added).push_back(entity);
    for (const int entity : before)
      if (!now.contains(entity)) edition.left.push_back(entity);
  }
}

}  // namespace

std::string ListPeriod::label() const {
  if (first == 0) return {};
  if (first == last) return std::to_string(first);
  return std::to_string(first) + (academic ? "/" : "–") + std::to_string(last);
}

std::optional<ListPeriod> read_list_period(std::string_view text) {
  const std::string folded = fold(text);
  std::optional<ListPeriod> found;
  for (std::size_t p = 0; p < folded.size(); p = next_position(folded, p)) {
    const int first = year_at(folded, p);
    if (first == 0) continue;
    // «от 05.09.2023 № 187»: of another document
    if (p > 0 && folded[p - 1] == '.' && p > 1 && digit_at(folded, p - 2)) continue;
    bool slash = false;
    const std::size_t second = after_joint(folded, p + 4, slash);
    if (second != 0) {
      int last = year_at(folded, second);
      std::size_t end = second + 4;
      if (last == 0 && digit_at(folded, second) && digit_at(folded, second + 1) && !digit_at(folded, second + 2)) {
        last = first / 100 * 100 + std::stoi(folded.substr(second, 2));
        end = second + 2;
      }
      if (last > first) {
        const std::string_view rest = std::string_view(folded).substr(std::min(end, folded.size()));
        const bool school_year = trim(rest.substr(0, 24)).starts_with("уч");
        return ListPeriod{first, last, last == first + 1 && (slash || school_year)};
      }
    }
    // Of several years the latest is the one the list is for.
    if (!found || found->first < first) found = ListPeriod{first, first, false};
  }
  return found;
}

std::vector<SchoolList> gather_school_lists(const Collection& collection, const SchoolEntities& schools) {
  std::map<std::pair<std::string, std::string>, SchoolList> lists;  // territory, key
  std::map<std::pair<std::string, std::string>, std::map<ListPeriod, std::map<int, Place>>> editions;
  for (std::size_t d = 0; d < collection.documents.size(); ++d) {
    const CollectedDocument& document = collection.documents[d];
    for (const Printed& printed : printed_lists(document, schools.entity_of[d])) {
      if (printed.members.empty()) continue;
      const ListTopic kind = kind_of(printed, document);
      const std::pair key(territory_of(document), kind.key);
      SchoolList& list = lists[key];
      if (!document.municipality.empty()) list.municipality = document.municipality;
      list.name = kind.name;
      list.key = kind.key;
      auto& members = editions[key][period_of(printed, document)];
      for (auto [entity, place] : printed.members) {
        if (entity < 0) continue;
        place.document = static_cast<int>(d);
        members.emplace(entity, place);
      }
    }
  }
  std::vector<SchoolList> result;
  for (auto& [key, list] : lists) {
    for (const auto& [period, members] : editions[key]) {
      ListEdition edition;
      edition.period = period;
      for (const auto& [entity, place] : members) edition.members.push_back({entity, place});
      list.editions.push_back(std::move(edition));
    }
    compare_editions(list);
    result.push_back(std::move(list));
  }
  std::stable_sort(result.begin(), result.end(), [](const SchoolList& a, const SchoolList& b) {
    return std::pair(a.municipality, a.name) < std::pair(b.municipality, b.name);
  });
  return result;
}

}  // namespace prikaz
