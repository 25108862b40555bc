#include <map>

#include "prikaz/harmonize.h"
#include "prikaz/messages.h"
#include "prikaz/report.h"
#include "prikaz/school_sheets.h"

namespace prikaz {
namespace {

std::vector<ReportSchoolList> report_lists(const Harmonized& all) {
  std::vector<ReportSchoolList> lists;
  for (const SchoolList& list : all.school_lists) {
    ReportSchoolList shown;
    shown.municipality = list.municipality;
    shown.name = list.name;
    std::map<int, ReportSchoolList::School> schools;  // by entity
    for (std::size_t e = 0; e < list.editions.size(); ++e) {
      const ListEdition& edition = list.editions[e];
      shown.periods.push_back(edition.period.first == 0 ? tr("(no year)") : edition.period.label());
      const auto cell = [&](int entity) -> ReportSchoolList::Cell& {
        ReportSchoolList::School& school = schools[entity];
        school.cells.resize(list.editions.size());
        return school.cells[e];
      };
      for (const ListMember& member : edition.members) {
        cell(member.entity).listed = true;
        cell(member.entity).place = member.place;
      }
      for (const int entity : edition.added) cell(entity).change = ReportSchoolList::came;
      for (const int entity : edition.left) cell(entity).change = ReportSchoolList::left;
    }
    for (auto& [entity, school] : schools) {
      school.name = shown_school(all.schools.entities[static_cast<std::size_t>(entity)]);
      shown.schools.push_back(std::move(school));
    }
    lists.push_back(std::move(shown));
  }
  return lists;
}

}  // namespace

std::string harmonize_report(const Harmonized& all, const std::filesystem::path& target) {
  ReportInput input{all.collection, all.participants, all.references, all.checks};
  for (const MeasureKind& kind : measure_kinds()) input.kinds.push_back(kind.label());
  for (const AssignedKind& kind : all.comparison.kinds) input.kind_of_row.push_back(kind.kind);
  for (const MeasureGroup& group : all.comparison.groups)
    if (group.rows.size() > 1) input.groups.push_back({group.name, group.kind, group.rows, group.reason});
  input.schools = all.schools.entities.size();
  input.doubtful_schools = all.schools.doubts.size();
  input.lists = report_lists(all);
  input.target = target;
  // The code of the language that the messages are in: it is translated.
  input.language = tr("en");
  return write_report(input);
}

}  // namespace prikaz
