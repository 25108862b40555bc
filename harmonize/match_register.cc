// Schools of the documents against those of a register, with the same comparison that makes one school of many
// spellings.
#include <algorithm>
#include <map>

#include "prikaz/messages.h"
#include "prikaz/school_register.h"
#include "prikaz/unicode.h"
#include "school_compare.h"
#include "school_traits.h"

namespace prikaz {
namespace {

// A row as schools are compared.
struct Known {
  std::vector<SchoolTraits> traits;  // one: of its names together; none if no school was read in them
  std::string municipality;          // key, empty if not told
  std::string address;               // folded
};

Known read_row(const RegisterRow& row, const ReadSchoolNames& read) {
  Known known;
  known.municipality = municipality_key(row.municipality);
  known.address = fold(row.address);
  for (const std::string* name : {&row.name, &row.short_name}) {
    for (const CollectedSchool& school : read(*name)) {
      const SchoolTraits traits = traits_of(school, school.branches.empty() ? std::string_view() : school.branches[0]);
      if (known.traits.empty())
        known.traits.push_back(traits);
      else if (compare(known.traits[0], traits, false).likeness != Likeness::different)
        learn(known.traits[0], traits);
      break;
    }
  }
  return known;
}

std::string_view without_kind(std::string_view municipality) { return municipality.substr(0, municipality.find('/')); }

enum class Where { same, unknown, other };

Where compare_municipalities(const std::string& key, const Known& known) {
  if (key.empty()) return Where::unknown;
  if (!known.municipality.empty()) {
    if (known.municipality == key) return Where::same;
    // «Ольховский» in a register stands for «Ольховский район».
    const bool kind = known.municipality.find('/') != std::string::npos && key.find('/') != std::string::npos;
    return !kind && without_kind(known.municipality) == without_kind(key) ? Where::same : Where::other;
  }
  // «…, Ольховский р-н, с. Липки, …»
  return known.address.find(without_kind(key)) != std::string::npos ? Where::same : Where::unknown;
}

SchoolTraits traits_of(const SchoolEntity& entity) {
  CollectedSchool school;
  school.legal_form = entity.legal_form;
  school.type = entity.type;
  school.number = entity.number;
  school.proper_name = entity.proper_name;
  school.locality = entity.locality;
  school.honorific = entity.honorific;
  return traits_of(school, entity.branch);
}

struct Candidate {
  int row = 0;
  bool certain = false;
  RegisterReason reason = RegisterReason::name;
  SchoolDoubtKind doubt = SchoolDoubtKind::several;
  float score = 0;
};

}  // namespace

std::vector<RegisterMatch> match_register(const SchoolRegister& known, const SchoolEntities& schools,
                                          const ReadSchoolNames& read) {
  std::vector<Known> rows;
  std::map<std::string, std::vector<int>> rows_of_number;
  std::map<std::string, int> row_of_code;
  for (std::size_t r = 0; r < known.rows.size(); ++r) {
    rows.push_back(read_row(known.rows[r], read));
    if (!rows[r].traits.empty()) rows_of_number[rows[r].traits[0].number].push_back(static_cast<int>(r));
    for (const std::string* code : {&known.rows[r].ogrn, &known.rows[r].inn})
      if (!code->empty()) row_of_code.emplace(*code, static_cast<int>(r));
  }

  std::vector<std::vector<Candidate>> candidates(schools.entities.size());
  std::vector<std::vector<int>> claimed(rows.size());  // by which entities, for certain
  for (std::size_t e = 0; e < schools.entities.size(); ++e) {
    const SchoolEntity& entity = schools.entities[e];
    const SchoolTraits traits = traits_of(entity);
    const std::string municipality = municipality_key(entity.municipality);
    for (const std::string* code : {&entity.ogrn, &entity.inn})
      if (const auto row = code->empty() ? row_of_code.end() : row_of_code.find(*code);
          row != row_of_code.end() && candidates[e].empty())
        candidates[e].push_back({row->second, true, RegisterReason::ogrn, SchoolDoubtKind::several, 1});
    if (candidates[e].empty()) {
      std::vector<int> near;
      if (traits.number.empty()) {
        // Any: the register may have a number that the documents leave out.
        for (std::size_t r = 0; r < rows.size(); ++r)
          if (!rows[r].traits.empty()) near.push_back(static_cast<int>(r));
      } else {
        near = rows_of_number[traits.number];
        if (!traits.proper.empty() || !traits.place.empty() || !traits.honorific.empty())
          near.insert(near.end(), rows_of_number[""].begin(), rows_of_number[""].end());
      }
      for (const int r : near) {
        const Known& row = rows[static_cast<std::size_t>(r)];
        const Where where = compare_municipalities(municipality, row);
        if (where == Where::other) continue;
        const Comparison comparison = compare(traits, row.traits[0], false);
        if (comparison.likeness == Likeness::different) continue;
        Candidate candidate{r, false, RegisterReason::name, comparison.doubt, comparison.score};
        if (comparison.likeness == Likeness::unsure) {
          if (where == Where::unknown) continue;
          candidate.reason = RegisterReason::resembles;
        } else if (where == Where::unknown) {
          candidate.reason = RegisterReason::municipality_unknown;
          candidate.score *= 0.5F;
        } else if (entity.unclear) {
          candidate.reason = RegisterReason::unclear;
          candidate.score *= 0.5F;
        } else {
          candidate.certain = true;
          const std::string &a = traits.type, &b = row.traits[0].type;
          if ((a == "ООШ" && b == "СОШ") || (a == "СОШ" && b == "ООШ")) {
            candidate.reason = RegisterReason::other_type;
            candidate.score *= 0.8F;
          }
        }
        candidates[e].push_back(candidate);
      }
    }
    // Several of the register could be it: none is.
    const auto certain =
        std::count_if(candidates[e].begin(), candidates[e].end(), [](const Candidate& c) { return c.certain; });
    for (Candidate& candidate : candidates[e]) {
      if (!candidate.certain) continue;
      if (certain > 1) {
        candidate.certain = false;
        candidate.reason = RegisterReason::several;
        candidate.score /= static_cast<float>(certain);
      } else {
        claimed[static_cast<std::size_t>(candidate.row)].push_back(static_cast<int>(e));
      }
    }
  }

  std::vector<RegisterMatch> matches;
  std::vector<bool> found(rows.size(), false);
  for (std::size_t e = 0; e < candidates.size(); ++e) {
    std::vector<Candidate>& list = candidates[e];
    bool matched = false;
    for (Candidate& candidate : list) {
      // Two schools of the documents cannot be one of the register, unless its own code says so.
      if (candidate.certain && candidate.reason != RegisterReason::ogrn &&
          claimed[static_cast<std::size_t>(candidate.row)].size() > 1) {
        candidate.certain = false;
        candidate.reason = RegisterReason::several;
        candidate.score /= static_cast<float>(claimed[static_cast<std::size_t>(candidate.row)].size());
      }
      matched = matched || candidate.certain;
    }
    std::stable_sort(list.begin(), list.end(),
                     [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
    // A school of nobody knows where resembles every school of its number: tell only of few.
    constexpr std::size_t kMostDoubts = 5;
    std::size_t told = 0;
    for (const Candidate& candidate : list) {
      if (matched ? !candidate.certain : told == kMostDoubts) continue;
      ++told;
      found[static_cast<std::size_t>(candidate.row)] = true;
      matches.push_back({static_cast<int>(e), candidate.row,
                         candidate.certain ? RegisterStatus::matched : RegisterStatus::doubtful, candidate.reason,
                         candidate.doubt, candidate.score});
    }
    if (told == 0)
      matches.push_back({static_cast<int>(e), -1, RegisterStatus::not_in_register, RegisterReason::none,
                         SchoolDoubtKind::several, 0});
  }
  for (std::size_t r = 0; r < rows.size(); ++r)
    if (!found[r])
      matches.push_back({-1, static_cast<int>(r), RegisterStatus::not_in_documents, RegisterReason::none,
                         SchoolDoubtKind::several, 0});
  return matches;
}

std::string describe(RegisterStatus status) {
  switch (status) {
    case RegisterStatus::matched: return tr("matched");
    case RegisterStatus::doubtful: return tr("doubtful");
    case RegisterStatus::not_in_register: return tr("not in the register");
    case RegisterStatus::not_in_documents: return tr("not in the documents");
  }
  return {};
}

std::string describe(const RegisterMatch& match) {
  switch (match.reason) {
    case RegisterReason::none: return {};
    case RegisterReason::ogrn: return tr("same OGRN or INN");
    case RegisterReason::name: return tr("same municipality and name");
    case RegisterReason::other_type: return tr("same municipality and number, the type differs");
    case RegisterReason::several: return tr("more than one school can be meant");
    case RegisterReason::unclear: return tr("the documents do not say which school it is");
    case RegisterReason::municipality_unknown: return tr("same name, the municipality is not told");
    case RegisterReason::resembles: return describe(match.doubt);
  }
  return {};
}

}  // namespace prikaz
