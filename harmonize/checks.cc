#include "prikaz/checks.h"

#include <algorithm>
#include <map>

#include "check_steps.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// A misprint in the year, mostly.
void check_future_references(const CollectedDocument& document, int index, std::vector<Check>& checks) {
  if (!document.date) return;
  for (const CollectedReference& reference : document.references) {
    if (!reference.date || *reference.date <= *document.date) continue;
    Check check;
    check.code = "reference_to_future";
    check.sentence = tr("a document of %1 is named, later than this one (%2)",
                        {printed_day(*reference.date), printed_day(*document.date)});
    check.subject = shortened(reference.text, 80);
    check.place = reference.place;
    check.place.document = index;
    checks.push_back(std::move(check));
  }
}

void check_repealed_references(const Collection& collection, const ReferenceGraph& graph, std::vector<Check>& checks) {
  std::map<int, const GraphReference*> repealed_by;  // node: the earliest repeal
  const auto date_of = [&](int node) { return graph.nodes[static_cast<std::size_t>(node)].date; };
  for (const GraphReference& reference : graph.references) {
    if (reference.relation != Relation::repeals || reference.doubtful || !date_of(reference.from)) continue;
    const auto [at, fresh] = repealed_by.try_emplace(reference.to, &reference);
    if (!fresh && *date_of(reference.from) < *date_of(at->second->from)) at->second = &reference;
  }
  std::map<std::pair<int, int>, bool> told;
  for (const GraphReference& reference : graph.references) {
    const auto repeal = repealed_by.find(reference.to);
    if (repeal == repealed_by.end() || reference.doubtful || reference.from == repeal->second->from) continue;
    if (reference.relation == Relation::repeals || !date_of(reference.from) ||
        *date_of(reference.from) <= *date_of(repeal->second->from))
      continue;
    if (!told.try_emplace(std::pair(reference.from, reference.to), true).second) continue;
    const CollectedDocument& by = collection.documents[static_cast<std::size_t>(repeal->second->from)];
    Check check;
    check.code = "reference_to_repealed";
    check.sentence = tr("a document is named that № %1 of %2 had repealed", {by.number, printed_day(*by.date)});
    const CollectedDocument& from = collection.documents[static_cast<std::size_t>(reference.from)];
    check.subject = shortened(from.references[static_cast<std::size_t>(reference.reference)].text, 80);
    check.place = reference.place;
    check.place.document = reference.from;
    checks.push_back(std::move(check));
  }
}

// Copies of one document were merged before: these two differ.
void check_repeated_numbers(const Collection& collection, std::vector<Check>& checks) {
  std::map<std::string, int> first_of;
  for (std::size_t d = 0; d < collection.documents.size(); ++d) {
    const CollectedDocument& document = collection.documents[d];
    if (document.number.empty() || !document.date) continue;
    const std::string office = document.municipality.empty() ? document.issuer : document.municipality;
    const auto [at, fresh] = first_of.emplace(document.kind + '\x1f' + comparable_number(document.number) + '\x1f' +
                                                  printed_day(*document.date) + '\x1f' + fold(office),
                                              static_cast<int>(d));
    if (fresh) continue;
    const CollectedDocument& other = collection.documents[static_cast<std::size_t>(at->second)];
    Check check;
    check.code = "number_and_date_repeated";
    check.sentence = tr("another document of the same number and date is in the archive: %1", {other.file_name});
    check.place = {static_cast<int>(d), document.first_page, {}};
    checks.push_back(std::move(check));
  }
}

}  // namespace

const char* severity_name(CheckSeverity severity) {
  switch (severity) {
    case CheckSeverity::error: return "error";
    case CheckSeverity::warning: return "warning";
    case CheckSeverity::info: return "info";
  }
  return "info";
}

std::string row_subject(const PlanRow& row) {
  const std::string_view number = trim(row.number, " .");
  return number.empty() ? "«" + shortened(row.activity, 60) + "»" : tr("row %1", {number});
}

bool contains_any(std::string_view folded, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return folded.find(word) != std::string_view::npos; });
}

std::vector<Check> check_documents(const Collection& collection, const ReferenceGraph& graph) {
  std::vector<Check> checks;
  std::size_t row = 0;
  for (std::size_t d = 0; d < collection.documents.size(); ++d) {
    const int index = static_cast<int>(d);
    const std::size_t first = row;
    while (row < collection.rows.size() && collection.rows[row].document == index) ++row;
    const RowsOfDocument rows{collection, collection.documents[d], first, row};
    check_order(rows, index, checks);
    check_item_numbers(rows.document, index, checks);
    check_rows(rows, checks);
    check_row_numbers(rows, checks);
    check_future_references(rows.document, index, checks);
  }
  check_repealed_references(collection, graph, checks);
  check_repeated_numbers(collection, checks);
  std::stable_sort(checks.begin(), checks.end(), [](const Check& a, const Check& b) {
    return std::pair(a.place.document, a.place.page) < std::pair(b.place.document, b.place.page);
  });
  return checks;
}

}  // namespace prikaz
