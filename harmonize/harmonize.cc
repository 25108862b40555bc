#include "prikaz/harmonize.h"

#include <iterator>

#include "prikaz/office_sheets.h"
#include "prikaz/school_sheets.h"

namespace prikaz {

std::unique_ptr<const Harmonized> harmonize(Collection collection, const ComparisonOptions& options) {
  auto all = std::make_unique<Harmonized>();
  all->collection = std::move(collection);
  all->comparison = compare_measures(all->collection, options);
  all->participants = gather_participants(all->collection);
  all->references = relate_references(all->collection);
  all->checks = check_documents(all->collection, all->references);
  all->schools = gather_school_entities(all->collection);
  all->school_lists = gather_school_lists(all->collection, all->schools);
  return all;
}

std::vector<Sheet> harmonize_sheets(const Harmonized& all) {
  std::vector<Sheet> sheets = {plans_sheet(all.collection, all.comparison),
                               matrix_sheet(all.collection, all.comparison),
                               groups_sheet(all.collection, all.comparison),
                               kinds_sheet(all.collection, all.comparison), documents_sheet(all.collection)};
  const auto add = [&](std::vector<Sheet> more) {
    sheets.insert(sheets.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  };
  sheets.push_back(checks_sheet(all.collection, all.checks));
  add(participant_sheets(all.collection, all.participants));
  add(reference_sheets(all.collection, all.references));
  add(school_sheets({all.collection, all.schools, all.school_lists}));
  return sheets;
}

}  // namespace prikaz
