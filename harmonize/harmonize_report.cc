#include "prikaz/harmonize.h"
#include "prikaz/messages.h"
#include "prikaz/report.h"
#include "prikaz/school_entities.h"

namespace prikaz {

std::string harmonize_report(const Harmonized& all, const std::filesystem::path& target) {
  const SchoolEntities schools = gather_school_entities(all.collection);
  ReportInput input{all.collection, all.participants, all.references, all.checks};
  for (const MeasureKind& kind : measure_kinds()) input.kinds.push_back(kind.label());
  for (const AssignedKind& kind : all.comparison.kinds) input.kind_of_row.push_back(kind.kind);
  for (const MeasureGroup& group : all.comparison.groups)
    if (group.rows.size() > 1) input.groups.push_back({group.name, group.kind, group.rows, group.reason});
  input.schools = schools.entities.size();
  input.doubtful_schools = schools.doubts.size();
  input.target = target;
  // The code of the language that the messages are in: it is translated.
  input.language = tr("en");
  return write_report(input);
}

}  // namespace prikaz
