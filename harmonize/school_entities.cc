// Spellings are gathered from the most to the least telling, one municipality after the other: «МБОУ СОШ № 5 с. Липки»
// makes a school, «СОШ № 5» joins the one school it can mean, and stands alone where two could be meant.
#include "prikaz/school_entities.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "prikaz/messages.h"
#include "prikaz/unicode.h"
#include "school_compare.h"
#include "school_conflicts.h"
#include "school_traits.h"

namespace prikaz {
namespace {

// One mention: documents[document].schools[school], its number `mention`.
struct MentionRef {
  int document, school, mention;
};

// Mentions whose names have the same parts.
struct Form {
  std::string municipality;  // key
  const CollectedSchool* school = nullptr;
  SchoolTraits traits;
  std::string branch;
  std::vector<MentionRef> mentions;
  std::set<std::string> enumerations;  // lists the school stands in: where two stand, they are two
};

struct Cluster {
  SchoolTraits traits;
  std::vector<int> forms;
  std::set<std::string> enumerations;
  bool unclear = false;
};

// The list, school column of a table, or text that the mention stands in.
std::string enumeration_of(const std::string& path, int document, const std::set<std::pair<int, std::string>>& plans) {
  std::string key = path;
  const std::size_t list = path.find("/lists/"), table = path.find("/tables/");
  if (list != std::string::npos) {
    const std::size_t end = path.find('/', list + 7);
    key = path.substr(0, end);
  } else if (table != std::string::npos) {
    const std::size_t end = path.find('/', table + 8);
    const std::string index = path.substr(table + 8, end == std::string::npos ? end : end - table - 8);
    const std::size_t cell = path.find("/cells/");
    if (!plans.contains({document, index}) && cell != std::string::npos) key = path.substr(0, end) + path.substr(cell);
  }
  return std::to_string(document) + key;
}

// Indexes of tables that are plans: schools of different rows of a plan may be one.
std::set<std::pair<int, std::string>> plan_tables(const Collection& collection) {
  std::set<std::pair<int, std::string>> plans;
  for (const PlanRow& row : collection.rows)
    if (row.table.size() > 1 &&
        std::all_of(row.table.begin() + 1, row.table.end(), [](char c) { return c >= '0' && c <= '9'; }))
      plans.emplace(row.document, std::to_string(std::stoi(row.table.substr(1)) - 1));
  return plans;
}

std::vector<Form> forms_of(const Collection& collection) {
  std::vector<Form> forms;
  std::unordered_map<std::string, int> form_of;
  const auto plans = plan_tables(collection);
  for (std::size_t d = 0; d < collection.documents.size(); ++d) {
    const CollectedDocument& document = collection.documents[d];
    if (document.schools.empty()) continue;
    const std::string municipality = territory_of(document);
    for (std::size_t s = 0; s < document.schools.size(); ++s) {
      const CollectedSchool& school = document.schools[s];
      const std::string key = municipality + '\n' + school.legal_form + '\n' + school.type + '\n' + school.number +
                              '\n' + school.proper_name + '\n' + school.locality + '\n' + school.honorific + '\n';
      for (std::size_t m = 0; m < school.texts.size(); ++m) {
        const std::string branch = m < school.branches.size() ? school.branches[m] : std::string();
        const auto [at, fresh] = form_of.emplace(key + branch, static_cast<int>(forms.size()));
        if (fresh) {
          Form form;
          form.municipality = municipality;
          form.school = &school;
          form.traits = traits_of(school, branch);
          form.branch = branch;
          forms.push_back(std::move(form));
        }
        Form& form = forms[static_cast<std::size_t>(at->second)];
        form.mentions.push_back({static_cast<int>(d), static_cast<int>(s), static_cast<int>(m)});
        if (m < school.paths.size())
          form.enumerations.insert(enumeration_of(school.paths[m], static_cast<int>(d), plans));
      }
    }
  }
  return forms;
}

bool meet(const std::set<std::string>& a, const std::set<std::string>& b) {
  const auto& few = a.size() < b.size() ? a : b;
  const auto& many = a.size() < b.size() ? b : a;
  return std::any_of(few.begin(), few.end(), [&](const std::string& key) { return many.contains(key); });
}

// Two of one list whose names differ in more than the legal form are two.
bool stand_apart(const Form& form, const Cluster& cluster) {
  const SchoolTraits &a = form.traits, &b = cluster.traits;
  const bool type = !a.type.empty() && !b.type.empty() && a.type != b.type;
  const bool named = a.proper.empty() != b.proper.empty() || a.place.empty() != b.place.empty();
  return (type || named) && meet(form.enumerations, cluster.enumerations);
}

// Does some number stand for two schools of two settlements?
bool numbers_are_local(const std::vector<Form>& forms, const std::vector<int>& indexes) {
  std::map<std::string, std::vector<const SchoolTraits*>> by_number;
  for (const int f : indexes) {
    const SchoolTraits& traits = forms[static_cast<std::size_t>(f)].traits;
    if (traits.number.empty() || (traits.place.empty() && traits.proper.empty())) continue;
    for (const SchoolTraits* other : by_number[traits.number])
      if (compare(traits, *other, false).likeness == Likeness::different && traits.family == other->family) return true;
    by_number[traits.number].push_back(&traits);
  }
  return false;
}

struct Gathered {
  std::vector<Cluster> clusters;
  std::vector<SchoolDoubt> doubts;  // of clusters
};

void add_doubt(std::vector<SchoolDoubt>& doubts, std::size_t a, std::size_t b, SchoolDoubtKind kind, float score) {
  doubts.push_back({static_cast<int>(std::min(a, b)), static_cast<int>(std::max(a, b)), kind, score});
}

// The schools of one municipality, appended to `gathered`.
void gather(const std::vector<Form>& forms, std::vector<int> indexes, Gathered& gathered) {
  const bool local = numbers_are_local(forms, indexes);
  std::stable_sort(indexes.begin(), indexes.end(), [&](int a, int b) {
    return forms[static_cast<std::size_t>(a)].traits.known() > forms[static_cast<std::size_t>(b)].traits.known();
  });
  std::vector<Cluster>& clusters = gathered.clusters;
  const std::size_t first = clusters.size();
  std::map<std::string, std::vector<std::size_t>> by_number;  // clusters
  for (const int f : indexes) {
    const Form& form = forms[static_cast<std::size_t>(f)];
    std::vector<std::size_t> certain, unclear;
    std::vector<std::pair<std::size_t, SchoolDoubtKind>> apart;
    for (const std::size_t c : by_number[form.traits.number]) {
      const Comparison comparison = compare(form.traits, clusters[c].traits, local);
      if (comparison.likeness != Likeness::same) continue;
      if (stand_apart(form, clusters[c]))
        apart.emplace_back(c, SchoolDoubtKind::listed_apart);
      else
        (clusters[c].unclear ? unclear : certain).push_back(c);
    }
    // The type itself decides between СОШ № 5 and ООШ № 5 that a list keeps apart.
    if (certain.size() > 1 && !form.traits.type.empty()) {
      std::vector<std::size_t> exact;
      for (const std::size_t c : certain)
        if (clusters[c].traits.type == form.traits.type) exact.push_back(c);
      if (exact.size() == 1) certain = exact;
    }
    std::size_t home = clusters.size();
    if (certain.size() == 1)
      home = certain[0];
    else if (!unclear.empty())
      home = unclear[0];
    if (home == clusters.size()) {
      clusters.emplace_back();
      by_number[form.traits.number].push_back(home);
      clusters[home].unclear = certain.size() > 1;
      clusters[home].traits = form.traits;
      for (const std::size_t c : certain)
        add_doubt(gathered.doubts, c, home, SchoolDoubtKind::several, 0.9F / static_cast<float>(certain.size()));
      for (const auto& [c, kind] : apart) add_doubt(gathered.doubts, c, home, kind, 0.3F);
    } else {
      learn(clusters[home].traits, form.traits);
    }
    clusters[home].forms.push_back(f);
    clusters[home].enumerations.insert(form.enumerations.begin(), form.enumerations.end());
  }
  // What else could be one.
  std::set<std::pair<int, int>> known;
  for (const SchoolDoubt& doubt : gathered.doubts) known.emplace(doubt.a, doubt.b);
  for (std::size_t b = first + 1; b < clusters.size(); ++b)
    for (std::size_t a = first; a < b; ++a) {
      if (known.contains({static_cast<int>(a), static_cast<int>(b)})) continue;
      const Comparison comparison = compare(clusters[a].traits, clusters[b].traits, local);
      if (comparison.likeness != Likeness::unsure) continue;
      // Side by side in one list they are two, whatever their names.
      if (meet(clusters[a].enumerations, clusters[b].enumerations) && comparison.doubt != SchoolDoubtKind::typo)
        continue;
      add_doubt(gathered.doubts, a, b, comparison.doubt, comparison.score);
      if (comparison.doubt == SchoolDoubtKind::type_unknown)
        (clusters[a].traits.family.empty() ? clusters[a] : clusters[b]).unclear = true;
    }
}

// Schools of orders that do not say where: listed as doubtful beside the one school of the archive they can be.
void doubt_strangers(const std::map<std::string, std::vector<std::size_t>>& clusters_of, Gathered& gathered) {
  std::map<std::string, std::vector<std::size_t>> by_number;
  for (const auto& [municipality, clusters] : clusters_of)
    if (municipality[0] != '?')
      for (const std::size_t c : clusters) by_number[gathered.clusters[c].traits.number].push_back(c);
  for (const auto& [municipality, clusters] : clusters_of) {
    if (municipality[0] != '?') continue;
    for (const std::size_t c : clusters) {
      std::vector<std::size_t> like;
      for (const std::size_t other : by_number[gathered.clusters[c].traits.number])
        if (compare(gathered.clusters[c].traits, gathered.clusters[other].traits, false).likeness == Likeness::same)
          like.push_back(other);
      if (like.size() == 1) add_doubt(gathered.doubts, c, like[0], SchoolDoubtKind::municipality_unknown, 0.5F);
    }
  }
}

int year_of(const CollectedDocument& document) {
  return document.date ? static_cast<int>(document.date->year()) : document.plan_first_year.value_or(0);
}

void describe_entity(const Collection& collection, const std::vector<Form>& forms, const Cluster& cluster,
                     SchoolEntity& entity) {
  std::map<std::string, std::size_t> variant_of;
  std::set<int> documents;
  std::vector<SchoolSpelling> spellings;
  for (const int f : cluster.forms)
    for (const MentionRef& ref : forms[static_cast<std::size_t>(f)].mentions) {
      const CollectedDocument& document = collection.documents[static_cast<std::size_t>(ref.document)];
      const CollectedSchool& school = document.schools[static_cast<std::size_t>(ref.school)];
      const std::size_t m = static_cast<std::size_t>(ref.mention);
      Place place = m < school.places.size() ? school.places[m] : Place{};
      place.document = ref.document;
      const auto [at, fresh] = variant_of.emplace(school.texts[m], entity.variants.size());
      if (fresh) entity.variants.push_back({school.texts[m], school.name, {}});
      entity.variants[at->second].places.push_back(place);
      documents.insert(ref.document);
      ++entity.mentions;
      const int year = year_of(document);
      spellings.push_back({&school, year, place, m < school.paths.size() ? &school.paths[m] : nullptr});
      if (year == 0) continue;
      entity.first_year = entity.first_year == 0 ? year : std::min(entity.first_year, year);
      entity.last_year = std::max(entity.last_year, year);
    }
  entity.documents = static_cast<int>(documents.size());
  entity.unclear = cluster.unclear;
  // The name of the latest: a район has become an округ.
  for (const int d : documents) {
    const std::string& municipality = collection.documents[static_cast<std::size_t>(d)].municipality;
    if (!municipality.empty()) entity.municipality = municipality;
  }
  const auto by_document = [](const auto& a, const auto& b) {
    return std::pair(a.place.document, a.place.page) < std::pair(b.place.document, b.place.page);
  };
  std::stable_sort(spellings.begin(), spellings.end(), by_document);
  for (SchoolVariant& variant : entity.variants)
    std::stable_sort(variant.places.begin(), variant.places.end(), [](const Place& a, const Place& b) {
      return std::pair(a.document, a.page) < std::pair(b.document, b.page);
    });
  std::stable_sort(entity.variants.begin(), entity.variants.end(), [](const auto& a, const auto& b) {
    return a.places.size() != b.places.size() ? a.places.size() > b.places.size() : a.text < b.text;
  });
  for (const int f : cluster.forms)
    if (entity.branch.empty()) entity.branch = forms[static_cast<std::size_t>(f)].branch;
  name_entity(spellings, entity);
  entity.conflicts = find_school_conflicts(collection, spellings);
}

// The codes of an order that the school itself issued.
void take_codes(const Collection& collection, SchoolEntities& schools) {
  for (std::size_t d = 0; d < collection.documents.size(); ++d) {
    const CollectedDocument& document = collection.documents[d];
    if (document.ogrn.empty() && document.inn.empty()) continue;
    const std::string issuer = fold(document.issuer);
    for (std::size_t s = 0; s < document.schools.size(); ++s) {
      const CollectedSchool& school = document.schools[s];
      const int entity = schools.entity_of[d][s];
      const auto named = [&](const std::string& printed) {
        return count_code_points(printed) > 6 && issuer.find(fold(printed)) != std::string::npos;
      };
      if (entity < 0 || !(named(school.name) || std::any_of(school.texts.begin(), school.texts.end(), named))) continue;
      SchoolEntity& found = schools.entities[static_cast<std::size_t>(entity)];
      if (found.ogrn.empty()) found.ogrn = document.ogrn;
      if (found.inn.empty()) found.inn = document.inn;
      break;
    }
  }
}

// «10» after «9»
std::pair<long, std::string> number_order(const std::string& number) {
  std::size_t digits = 0;
  while (digits < number.size() && digits < 9 && number[digits] >= '0' && number[digits] <= '9') ++digits;
  return {digits == 0 ? 1'000'000'000L : std::stol(number.substr(0, digits)), number};
}

}  // namespace

SchoolEntities gather_school_entities(const Collection& collection) {
  const std::vector<Form> forms = forms_of(collection);
  std::map<std::string, std::vector<int>> forms_of_municipality;
  for (std::size_t f = 0; f < forms.size(); ++f)
    forms_of_municipality[forms[f].municipality].push_back(static_cast<int>(f));
  Gathered gathered;
  std::map<std::string, std::vector<std::size_t>> clusters_of;
  for (const auto& [municipality, indexes] : forms_of_municipality) {
    const std::size_t first = gathered.clusters.size();
    gather(forms, indexes, gathered);
    for (std::size_t c = first; c < gathered.clusters.size(); ++c) clusters_of[municipality].push_back(c);
  }
  doubt_strangers(clusters_of, gathered);

  std::vector<SchoolEntity> entities(gathered.clusters.size());
  for (std::size_t c = 0; c < entities.size(); ++c)
    describe_entity(collection, forms, gathered.clusters[c], entities[c]);
  std::vector<std::size_t> order(entities.size());
  for (std::size_t c = 0; c < order.size(); ++c) order[c] = c;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const SchoolEntity &x = entities[a], &y = entities[b];
    return std::tuple(fold(x.municipality), number_order(x.number), fold(x.proper_name), fold(x.locality), x.name,
                      x.branch) < std::tuple(fold(y.municipality), number_order(y.number), fold(y.proper_name),
                                             fold(y.locality), y.name, y.branch);
  });
  std::vector<int> index_of(order.size());
  SchoolEntities result;
  for (const std::size_t c : order) {
    index_of[c] = static_cast<int>(result.entities.size());
    entities[c].id = static_cast<int>(result.entities.size()) + 1;
    result.entities.push_back(std::move(entities[c]));
  }

  result.entity_of.resize(collection.documents.size());
  for (std::size_t d = 0; d < collection.documents.size(); ++d)
    result.entity_of[d].assign(collection.documents[d].schools.size(), -1);
  // A branch goes with its school, unless the school itself is never named.
  for (const bool branches : {true, false})
    for (std::size_t c = 0; c < gathered.clusters.size(); ++c)
      for (const int f : gathered.clusters[c].forms)
        for (const MentionRef& ref : forms[static_cast<std::size_t>(f)].mentions) {
          int& entity = result.entity_of[static_cast<std::size_t>(ref.document)][static_cast<std::size_t>(ref.school)];
          if (forms[static_cast<std::size_t>(f)].branch.empty() != branches) entity = index_of[c];
        }
  for (std::size_t c = 0; c < gathered.clusters.size(); ++c) {
    SchoolEntity& entity = result.entities[static_cast<std::size_t>(index_of[c])];
    if (entity.branch.empty()) continue;
    SchoolTraits parent = gathered.clusters[c].traits;
    parent.is_branch = false;
    parent.branch_name.clear();
    parent.branch_place = {};
    for (const std::size_t other :
         clusters_of[forms[static_cast<std::size_t>(gathered.clusters[c].forms[0])].municipality])
      if (compare(parent, gathered.clusters[other].traits, false).likeness == Likeness::same)
        entity.parent = index_of[other];
  }
  for (const SchoolDoubt& doubt : gathered.doubts) {
    const int a = index_of[static_cast<std::size_t>(doubt.a)], b = index_of[static_cast<std::size_t>(doubt.b)];
    result.doubts.push_back({std::min(a, b), std::max(a, b), doubt.kind, doubt.score});
  }
  doubt_renamed(collection, result);
  take_codes(collection, result);
  std::stable_sort(result.doubts.begin(), result.doubts.end(), [](const SchoolDoubt& a, const SchoolDoubt& b) {
    return a.score != b.score ? a.score > b.score : std::pair(a.a, a.b) < std::pair(b.a, b.b);
  });
  return result;
}

std::string describe(SchoolDoubtKind kind) {
  switch (kind) {
    case SchoolDoubtKind::several: return tr("more than one school can be meant");
    case SchoolDoubtKind::type_unknown:
      return tr("the type is not printed, and the only school of this number is of a special one");
    case SchoolDoubtKind::type_differs: return tr("same number or name, other type: renamed, or two schools");
    case SchoolDoubtKind::listed_apart: return tr("same number, and both stand in one list");
    case SchoolDoubtKind::owner_differs:
      return tr("same number or name, one of the municipality, one of another owner");
    case SchoolDoubtKind::typo: return tr("the names are one letter apart");
    case SchoolDoubtKind::adjective_of_place:
      return tr("one is named by an adjective that the other’s place would give");
    case SchoolDoubtKind::number_missing: return tr("same name or place, one with a number");
    case SchoolDoubtKind::place_missing: return tr("same number or name, the place is printed once only");
    case SchoolDoubtKind::place_kind_differs: return tr("same name of the place, another kind of place");
    case SchoolDoubtKind::place_differs: return tr("same name, two places");
    case SchoolDoubtKind::honorific_missing: return tr("named after the same person, other parts are not printed");
    case SchoolDoubtKind::municipality_unknown: return tr("the order does not say which municipality");
    case SchoolDoubtKind::renamed_by_order: return tr("an order renames the one into the other");
  }
  return {};
}

std::string describe(SchoolConflictKind kind) {
  switch (kind) {
    case SchoolConflictKind::type_differs: return tr("the type differs");
    case SchoolConflictKind::type_changed: return tr("the type changed");
    case SchoolConflictKind::legal_form_differs: return tr("the legal form differs");
    case SchoolConflictKind::legal_form_changed: return tr("the legal form changed");
    case SchoolConflictKind::honorific_differs: return tr("named after different persons");
    case SchoolConflictKind::closed: return tr("closed");
    case SchoolConflictKind::renamed: return tr("renamed");
    case SchoolConflictKind::reorganized: return tr("reorganized");
    case SchoolConflictKind::form_changed: return tr("another legal form by order");
    case SchoolConflictKind::suspended: return tr("suspended");
  }
  return {};
}

}  // namespace prikaz
