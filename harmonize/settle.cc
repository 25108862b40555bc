#include <algorithm>
#include <numeric>
#include <tuple>

#include "prikaz/collection.h"

namespace prikaz {
namespace {

// Documents in the order of `order`, and every index of a document follows.
void reorder(Collection& collection, const std::vector<std::size_t>& order) {
  std::vector<int> new_index(order.size());
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

}  // namespace

void settle(Collection& collection) { sort_documents(collection); }

}  // namespace prikaz
