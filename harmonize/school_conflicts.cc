#include "school_conflicts.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "prikaz/data.h"
#include "prikaz/unicode.h"
#include "school_compare.h"
#include "school_words.h"

namespace prikaz {
namespace {

// «средняя школа» is short for СОШ, and «школа» for either; they contradict nobody.
std::string_view plain_type(const CollectedSchool& school) {
  if (school.type == "СШ") return "СОШ";
  if (school.type == "ОШ") return "ООШ";
  if (school.type == "школа") return "";
  return school.type;
}

// The most frequent of the values that `value` gives; of equals the one of the latest year. Empty values do not count.
template <typename Value>
std::string most_frequent(const std::vector<SchoolSpelling>& spellings, Value value) {
  std::map<std::string, std::pair<int, int>> counts;  // how often, latest year
  for (const SchoolSpelling& spelling : spellings) {
    const std::string word(value(*spelling.school));
    if (word.empty()) continue;
    auto& [count, year] = counts[word];
    ++count;
    year = std::max(year, spelling.year);
  }
  std::string best;
  std::pair<int, int> most{0, 0};
  for (const auto& [word, count] : counts)
    if (count > most) best = word, most = count;
  return best;
}

// Values of one part of the name, each with where it is first and last printed.
struct Printed {
  std::string value;
  SchoolSpelling first;
  int from = 0, to = 0;  // years; 0: never in a dated document
};

template <typename Part>
std::vector<Printed> values_of(const std::vector<SchoolSpelling>& spellings, Part part) {
  std::vector<Printed> values;
  for (const SchoolSpelling& spelling : spellings) {
    const std::string word(part(*spelling.school));
    if (word.empty()) continue;
    auto at = std::find_if(values.begin(), values.end(), [&](const Printed& v) { return v.value == word; });
    if (at == values.end()) at = values.insert(at, {word, spelling, 0, 0});
    if (spelling.year == 0) continue;
    at->from = at->from == 0 ? spelling.year : std::min(at->from, spelling.year);
    at->to = std::max(at->to, spelling.year);
  }
  return values;
}

void add_differences(const std::vector<Printed>& values, SchoolConflictKind differs, SchoolConflictKind changed,
                     std::vector<SchoolConflict>& conflicts) {
  for (std::size_t k = 1; k < values.size(); ++k) {
    const Printed *a = &values[k - 1], *b = &values[k];
    if (b->to != 0 && a->from != 0 && b->to < a->from) std::swap(a, b);
    const bool after = a->to != 0 && b->from != 0 && a->to < b->from;
    conflicts.push_back(
        {after ? changed : differs, a->first.school->name, b->first.school->name, a->first.place, b->first.place});
  }
}

SchoolConflictKind event_of(std::string_view word) {
  if (word == "closed") return SchoolConflictKind::closed;
  if (word == "renamed") return SchoolConflictKind::renamed;
  if (word == "changed_form") return SchoolConflictKind::form_changed;
  if (word == "suspended") return SchoolConflictKind::suspended;
  return SchoolConflictKind::reorganized;
}

// The event an item tells of the schools it names.
std::optional<SchoolConflictKind> event_in(std::string_view text) {
  static const auto rows = data_table("school_events.tsv");
  const std::string folded = fold(text);
  for (const auto& row : rows)
    if (has_stems(folded, row[0])) return event_of(row[1]);
  return std::nullopt;
}

}  // namespace

void name_entity(const std::vector<SchoolSpelling>& spellings, SchoolEntity& entity) {
  const std::string type = most_frequent(spellings, [](const CollectedSchool& s) { return plain_type(s); });
  int latest = -1;
  for (const SchoolSpelling& spelling : spellings)
    if (!spelling.school->legal_form.empty()) latest = std::max(latest, spelling.year);
  const std::vector<SchoolSpelling>& all = spellings;
  std::vector<SchoolSpelling> of_latest;
  for (const SchoolSpelling& spelling : all)
    if (spelling.year == latest) of_latest.push_back(spelling);
  const std::string legal_form = most_frequent(of_latest, [](const CollectedSchool& s) { return s.legal_form; });
  // The fullest name with both.
  const CollectedSchool* best = nullptr;
  std::tuple<bool, bool, bool, bool, int> most{};
  for (const SchoolSpelling& spelling : spellings) {
    const CollectedSchool& school = *spelling.school;
    const std::tuple<bool, bool, bool, bool, int> full{school.legal_form == legal_form, plain_type(school) == type,
                                                       !school.number.empty(), !school.proper_name.empty(),
                                                       spelling.year};
    if (best == nullptr || full > most) best = &school, most = full;
    const auto take = [](std::string& to, const std::string& from) {
      if (to.empty()) to = from;
    };
    take(entity.number, school.number);
    take(entity.proper_name, school.proper_name);
    take(entity.locality, school.locality);
    take(entity.honorific, school.honorific);
  }
  entity.name = best->name;
  entity.legal_form = legal_form;
  entity.type = best->type;
}

std::vector<SchoolConflict> find_school_conflicts(const Collection& collection,
                                                  const std::vector<SchoolSpelling>& spellings) {
  std::vector<SchoolConflict> conflicts;
  add_differences(values_of(spellings, [](const CollectedSchool& s) { return plain_type(s); }),
                  SchoolConflictKind::type_differs, SchoolConflictKind::type_changed, conflicts);
  add_differences(values_of(spellings, [](const CollectedSchool& s) { return s.legal_form; }),
                  SchoolConflictKind::legal_form_differs, SchoolConflictKind::legal_form_changed, conflicts);
  const std::vector<Printed> honorifics = values_of(spellings, [](const CollectedSchool& s) { return s.honorific; });
  for (std::size_t k = 1; k < honorifics.size(); ++k) {
    const SchoolTraits a = traits_of(*honorifics[0].first.school), b = traits_of(*honorifics[k].first.school);
    if (!same_person(a.honorific, b.honorific))
      conflicts.push_back({SchoolConflictKind::honorific_differs, honorifics[0].value, honorifics[k].value,
                           honorifics[0].first.place, honorifics[k].first.place});
  }
  // What an order does to it.
  std::vector<std::pair<int, std::string>> told;
  for (const SchoolSpelling& spelling : spellings) {
    if (spelling.path == nullptr || spelling.place.document < 0) continue;
    const CollectedDocument& document = collection.documents[static_cast<std::size_t>(spelling.place.document)];
    const auto tell = [&](const std::string& text) {
      const auto event = event_in(text);
      if (!event || std::find(told.begin(), told.end(), std::pair(spelling.place.document, text)) != told.end()) return;
      told.emplace_back(spelling.place.document, text);
      conflicts.push_back({*event, text, {}, spelling.place, {}});
    };
    if (spelling.path->find("/heading/") != std::string::npos) tell(document.title);
    for (const CollectedItem& item : document.items)
      if (*spelling.path == item.path + "/text") tell(item.text);
  }
  return conflicts;
}

void doubt_renamed(const Collection& collection, SchoolEntities& schools) {
  for (std::size_t d = 0; d < collection.documents.size(); ++d) {
    const CollectedDocument& document = collection.documents[d];
    for (const CollectedItem& item : document.items) {
      if (event_in(item.text) != SchoolConflictKind::renamed) continue;
      // The schools the item names, in the order printed.
      std::vector<std::pair<std::size_t, int>> named;
      for (std::size_t s = 0; s < document.schools.size(); ++s) {
        const CollectedSchool& school = document.schools[s];
        for (std::size_t m = 0; m < school.paths.size(); ++m)
          if (school.paths[m] == item.path + "/text") {
            named.emplace_back(item.text.find(school.texts[m]), schools.entity_of[d][s]);
            break;
          }
      }
      std::sort(named.begin(), named.end());
      if (named.size() != 2 || named[0].second == named[1].second) continue;
      const int a = std::min(named[0].second, named[1].second), b = std::max(named[0].second, named[1].second);
      const auto known = std::find_if(schools.doubts.begin(), schools.doubts.end(),
                                      [&](const SchoolDoubt& doubt) { return doubt.a == a && doubt.b == b; });
      if (known == schools.doubts.end())
        schools.doubts.push_back({a, b, SchoolDoubtKind::renamed_by_order, 0.95F});
      else
        known->kind = SchoolDoubtKind::renamed_by_order, known->score = 0.95F;
    }
  }
}

}  // namespace prikaz
