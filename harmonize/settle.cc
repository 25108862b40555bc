#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "merge_copies.h"
#include "prikaz/collection.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// Documents in the order of `order` (those not in it are dropped with their rows), and every index of a document
// follows.
void reorder(Collection& collection, const std::vector<std::size_t>& order) {
  std::vector<int> new_index(collection.documents.size(), -1);
  std::vector<CollectedDocument> documents;
  documents.reserve(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    new_index[order[i]] = static_cast<int>(i);
    documents.push_back(std::move(collection.documents[order[i]]));
  }
  collection.documents = std::move(documents);
  const auto move = [&](int& index) {
    if (index >= 0) index = new_index[static_cast<std::size_t>(index)];
  };
  for (CollectedDocument& document : collection.documents) {
    for (CollectedPerson& person : document.persons)
      for (Place& place : person.places) move(place.document);
    for (CollectedSchool& school : document.schools)
      for (Place& place : school.places) move(place.document);
    for (CollectedReference& reference : document.references) move(reference.place.document);
    for (CollectedList& list : document.lists) move(list.place.document);
    for (CollectedTable& table : document.tables) move(table.place.document);
    for (CollectedItem& item : document.items) move(item.place.document);
  }
  for (PlanRow& row : collection.rows) {
    move(row.document);
    move(row.place.document);
  }
  std::erase_if(collection.rows, [](const PlanRow& row) { return row.document < 0; });
  std::stable_sort(collection.rows.begin(), collection.rows.end(),
                   [](const PlanRow& a, const PlanRow& b) { return a.document < b.document; });
}

// The number of the document in its file, so that «….10» comes after «….9».
int number_in_file(const CollectedDocument& document) {
  const std::size_t stop = document.id.rfind('.');
  return stop == std::string::npos ? 0 : std::atoi(document.id.c_str() + stop + 1);
}

void sort_documents(Collection& collection) {
  std::vector<std::size_t> order(collection.documents.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const CollectedDocument &x = collection.documents[a], &y = collection.documents[b];
    // What is not told comes last.
    const auto key = [](const CollectedDocument& d) {
      return std::make_tuple(d.municipality.empty(), std::cref(d.municipality), !d.date,
                             d.date ? std::chrono::sys_days(*d.date).time_since_epoch().count() : 0,
                             std::cref(d.number), std::cref(d.sha256), number_in_file(d), std::cref(d.path));
    };
    return key(x) < key(y);
  });
  reorder(collection, order);
}

// An office is known by its name together with its town or number: «Управление образования» alone is in every town.
std::string office_of(const CollectedDocument& document) {
  if (document.issuer.empty()) return {};
  const std::string& where = !document.ogrn.empty()  ? document.ogrn
                             : !document.inn.empty() ? document.inn
                                                     : document.place;
  if (where.empty()) return {};
  std::string name;
  for (const char c : fold(document.issuer))
    if (c != ' ' && c != '"') name += c;
  return name + "|" + fold(where);
}

void share_by_office(Collection& collection) {
  struct Told {
    std::string name, key;
    bool several = false;
  };
  std::map<std::string, Told> told;
  for (const CollectedDocument& document : collection.documents) {
    const std::string office = office_of(document);
    if (office.empty() || document.municipality.empty()) continue;
    const auto [at, fresh] = told.try_emplace(office, Told{document.municipality, document.municipality_key});
    if (!fresh && at->second.key != document.municipality_key) at->second.several = true;
  }
  for (CollectedDocument& document : collection.documents) {
    const auto at = told.find(office_of(document));
    if (!document.municipality.empty() || at == told.end() || at->second.several) continue;
    document.municipality = at->second.name;
    document.municipality_key = at->second.key;
  }
}

// One spelling for each municipality: the fullest, its words with ё where one spelling has it.
void unite_spellings(Collection& collection) {
  std::map<std::string, std::vector<std::string>> spellings;
  for (const CollectedDocument& document : collection.documents)
    if (!document.municipality.empty()) spellings[document.municipality_key].push_back(document.municipality);
  std::map<std::string, std::string> chosen;
  for (auto& [key, names] : spellings) {
    std::sort(names.begin(), names.end());
    std::string best = *std::max_element(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
      return count_code_points(a) < count_code_points(b);
    });
    for (const std::string& name : names)
      for (const std::string_view word : split(name, ' ')) {
        const std::size_t at = fold(best).find(fold(word));
        if (word.find("ё") != std::string_view::npos && at != std::string::npos) best.replace(at, word.size(), word);
      }
    chosen[key] = best;
  }
  for (CollectedDocument& document : collection.documents)
    if (!document.municipality.empty()) document.municipality = chosen[document.municipality_key];
}

}  // namespace

void settle(Collection& collection) {
  share_by_office(collection);
  unite_spellings(collection);
  reorder(collection, merge_copies(collection));
  sort_documents(collection);
}

void keep_years(Collection& collection, int first, int last) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < collection.documents.size(); ++i) {
    const CollectedDocument& document = collection.documents[i];
    int from = 0, to = 0;
    if (document.plan_first_year) {
      from = *document.plan_first_year;
      to = document.plan_last_year.value_or(from);
    } else if (document.date) {
      from = to = static_cast<int>(document.date->year());
    }
    if (first == last ? from <= first && first <= to : from == first && to == last) order.push_back(i);
  }
  reorder(collection, order);
}

}  // namespace prikaz
