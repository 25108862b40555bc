// Mentions become schools from the most to the least telling: «МБОУ СОШ № 5» makes a school, «СОШ № 5» and then «школа
// № 5» join the one school they can mean, and stand alone where two could be meant or none is named.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "prikaz/data.h"
#include "prikaz/unicode.h"
#include "schools.h"
#include "tokens.h"

namespace prikaz {
namespace {

// What mentions are compared by.
struct Key {
  std::string legal_form, type, number, proper_name, locality, honorific;  // empty: not printed
  // Wholly named before named by type before named by number alone.
  int rank() const { return (legal_form.empty() ? 0 : 2) + (type.empty() ? 0 : 1); }
};

// «с. Дубовое», «села Дубового» and «с.Дубовое» are one place: one spelling of the word, the name without its ending.
std::string locality_key(std::string_view locality) {
  static const auto rows = data_table("locality_words.tsv");
  std::string key;
  bool first = true;
  for (const std::string_view word : split(locality, ' ')) {
    std::string folded = fold(trim(word, "."));
    if (first) {
      first = false;
      const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r[0] == folded; });
      key = row != rows.end() ? std::string((*row)[1]) : folded == "р.п" ? "пгт" : folded;
      continue;
    }
    static constexpr std::array<std::string_view, 20> kEndings = {"ого", "его", "ому", "ему", "ая", "яя", "ое",
                                                                  "ее",  "ый",  "ий",  "ой",  "ей", "ым", "ом",
                                                                  "а",   "я",   "о",   "е",   "и",  "ы"};
    for (const auto ending : kEndings)
      if (folded.size() > ending.size() + 4 && has_suffix(folded, ending)) {
        folded.resize(folded.size() - ending.size());
        break;
      }
    key += " ";
    key += folded;
  }
  return key;
}

Key key_of(const FoundSchool& found) {
  Key key;
  key.legal_form = found.legal_form.value_or("");
  key.type = found.type.value_or("");
  if (key.type == "школа") key.type.clear();
  key.number = fold(found.number.value_or(""));
  key.proper_name = fold(found.proper_name.value_or(""));
  if (found.locality) key.locality = locality_key(*found.locality);
  if (key.number.empty() && key.proper_name.empty() && key.locality.empty())
    key.honorific = fold(found.honorific.value_or(""));
  return key;
}

// «средняя школа» may be short for «средняя общеобразовательная школа», «основная» too.
bool same_type(std::string_view a, std::string_view b) {
  const auto wide = [](std::string_view type) { return type == "СШ" ? "СОШ" : type == "ОШ" ? "ООШ" : type; };
  return a == b || wide(a) == wide(b);
}

bool same_school(const Key& a, const Key& b) {
  return a.legal_form == b.legal_form && a.type == b.type && a.number == b.number && a.proper_name == b.proper_name &&
         a.honorific == b.honorific;
}

// May `part`, which says less, mean the school `whole`?
bool may_mean(const Key& part, const Key& whole) {
  if (part.number != whole.number || part.honorific != whole.honorific) return false;
  if (!part.proper_name.empty() || whole.number.empty())
    if (part.proper_name != whole.proper_name) return false;
  if (!part.legal_form.empty() && part.legal_form != whole.legal_form) return false;
  if (!part.type.empty() && !whole.type.empty() && !same_type(part.type, whole.type)) return false;
  if (part.number.empty() && part.proper_name.empty()) return part.locality == whole.locality;
  return part.locality.empty() || whole.locality.empty() || part.locality == whole.locality;
}

bool one_edit_apart(std::string_view a, std::string_view b) {
  std::vector<char32_t> x, y;
  for (std::size_t p = 0; p < a.size(); p = next_position(a, p)) x.push_back(code_point_at(a, p));
  for (std::size_t p = 0; p < b.size(); p = next_position(b, p)) y.push_back(code_point_at(b, p));
  if (x.size() > y.size()) std::swap(x, y);
  if (y.size() - x.size() > 1 || x == y) return false;
  const auto [p, q] = std::mismatch(x.begin(), x.end(), y.begin());
  return y.size() == x.size() ? std::equal(p + 1, x.end(), q + 1) : std::equal(p, x.end(), q + 1);
}

struct Group {
  Key key;
  FoundSchool found;  // the parts first printed
  std::vector<std::size_t> mentions;
};

void add(Group& group, std::size_t i, const FoundSchool& found, const Key& key) {
  group.mentions.push_back(i);
  if (!group.found.locality && found.locality) {
    group.found.locality = found.locality;
    group.key.locality = key.locality;
  }
  if (!group.found.honorific) group.found.honorific = found.honorific;
}

void report(Diagnostics& diagnostics, std::string code, std::string message, const SchoolMention& at) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.message = std::move(message);
  diagnostic.path = at.mention.path;
  if (!at.mention.spans.empty()) {
    diagnostic.page = at.mention.spans.front().page;
    diagnostic.bbox = at.mention.spans.front().bbox;
  }
  diagnostics.push_back(std::move(diagnostic));
}

std::vector<Group> group_mentions(const std::vector<SchoolMention>& mentions) {
  std::vector<Group> groups;
  std::vector<Key> keys;
  keys.reserve(mentions.size());
  for (const auto& mention : mentions) keys.push_back(key_of(mention.found));
  for (int rank = 3; rank >= 0; --rank) {
    // Mentions with a place come first: without one they join the school of that number only if there is one place.
    for (const bool with_place : {true, false})
      for (std::size_t i = 0; i < mentions.size(); ++i) {
        const Key& key = keys[i];
        if (key.rank() != rank || key.locality.empty() == with_place) continue;
        std::vector<std::size_t> equal, wider;
        for (std::size_t g = 0; g < groups.size(); ++g) {
          const bool places =
              key.locality.empty() || groups[g].key.locality.empty() || key.locality == groups[g].key.locality;
          if (same_school(key, groups[g].key) && places) equal.push_back(g);
          if (groups[g].key.rank() > rank && may_mean(key, groups[g].key)) wider.push_back(g);
        }
        // «МБОУ № 5» and «МБОУ СОШ № 5»: a type of its own is no reason to look further.
        const auto exact = std::find_if(equal.begin(), equal.end(),
                                        [&](std::size_t g) { return groups[g].key.locality == key.locality; });
        if (wider.size() == 1) {
          add(groups[wider[0]], i, mentions[i].found, key);
        } else if (exact != equal.end()) {
          add(groups[*exact], i, mentions[i].found, key);
        } else if (equal.size() == 1) {
          add(groups[equal[0]], i, mentions[i].found, key);
        } else {
          groups.push_back({key, mentions[i].found, {i}});
        }
      }
  }
  for (Group& group : groups) std::sort(group.mentions.begin(), group.mentions.end());
  std::sort(groups.begin(), groups.end(),
            [](const Group& a, const Group& b) { return a.mentions.front() < b.mentions.front(); });
  return groups;
}

void report_conflicts(const std::vector<Group>& groups, const std::vector<SchoolMention>& mentions,
                      Diagnostics& diagnostics) {
  std::map<std::string, std::vector<const Group*>> by_number;
  for (const Group& group : groups)
    if (!group.key.number.empty() && !group.key.type.empty()) by_number[group.key.number].push_back(&group);
  for (const auto& [number, same] : by_number) {
    for (std::size_t b = 1; b < same.size(); ++b) {
      const auto other = std::find_if(same.begin(), same.begin() + static_cast<std::ptrdiff_t>(b), [&](const Group* a) {
        const bool named_apart = !a->key.proper_name.empty() && !same[b]->key.proper_name.empty() &&
                                 a->key.proper_name != same[b]->key.proper_name;
        return !named_apart && a->key.type != same[b]->key.type;
      });
      if (other == same.begin() + static_cast<std::ptrdiff_t>(b)) continue;
      report(diagnostics, "school_name_conflict",
             "number " + number + " is printed with different types: " + school_name((*other)->found) + ", " +
                 school_name(same[b]->found),
             mentions[same[b]->mentions.front()]);
      break;
    }
  }
}

void report_typos(const std::vector<Group>& groups, const std::vector<SchoolMention>& mentions,
                  Diagnostics& diagnostics) {
  for (std::size_t b = 1; b < groups.size(); ++b)
    for (std::size_t a = 0; a < b; ++a) {
      const Key &x = groups[a].key, &y = groups[b].key;
      if (x.proper_name.empty() || y.proper_name.empty() || x.number != y.number) continue;
      if (!one_edit_apart(x.proper_name, y.proper_name)) continue;
      report(diagnostics, "school_name_typo",
             "two names one letter apart: " + school_name(groups[a].found) + ", " + school_name(groups[b].found),
             mentions[groups[b].mentions.front()]);
    }
}

}  // namespace

std::vector<School> gather_schools(const std::vector<SchoolMention>& mentions, std::vector<int>& school_of,
                                   Diagnostics& diagnostics) {
  const std::vector<Group> groups = group_mentions(mentions);
  school_of.assign(mentions.size(), -1);
  std::vector<School> schools;
  for (const Group& group : groups) {
    School school;
    school.id = "s";
    school.id += std::to_string(schools.size() + 1);
    school.name = school_name(group.found);
    school.legal_form = group.found.legal_form;
    school.type = group.found.type;
    school.number = group.found.number;
    school.proper_name = group.found.proper_name;
    school.locality = group.found.locality;
    school.honorific = group.found.honorific;
    for (const std::size_t i : group.mentions) {
      school_of[i] = static_cast<int>(schools.size());
      school.mentions.push_back(mentions[i].mention);
    }
    schools.push_back(std::move(school));
  }
  report_conflicts(groups, mentions, diagnostics);
  report_typos(groups, mentions, diagnostics);
  return schools;
}

}  // namespace prikaz
