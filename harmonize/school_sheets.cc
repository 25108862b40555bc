#include "prikaz/school_sheets.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "prikaz/messages.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

std::string printed_day(Day day) {
  const auto two = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two(static_cast<unsigned>(day.day())) + "." + two(static_cast<unsigned>(day.month())) + "." +
         std::to_string(static_cast<int>(day.year()));
}

// «№ 58, 01.03.2023, p. 2»; the file's name where there is neither number nor date.
std::string place_name(const SchoolReport& report, const Place& place) {
  if (place.document < 0) return {};
  const CollectedDocument& document = report.collection.documents[static_cast<std::size_t>(place.document)];
  std::string name = document.number.empty() ? std::string() : "№ " + document.number;
  if (document.date) name += (name.empty() ? "" : ", ") + printed_day(*document.date);
  if (name.empty()) name = document.file_name;
  if (place.page > 0) name += ", " + tr("p. %1", {std::to_string(place.page)});
  return name;
}

SheetCell place_cell(const SchoolReport& report, const Place& place) {
  if (place.document < 0) return {};
  const CollectedDocument& document = report.collection.documents[static_cast<std::size_t>(place.document)];
  std::string name = place_name(report, place);
  if (document.path.empty()) return name;
  return Link{file_url(document.path, place.page), std::move(name)};
}

double rounded(float score) { return std::round(static_cast<double>(score) * 100) / 100; }

std::string municipality_or_dash(const std::string& municipality) {
  return municipality.empty() ? tr("(not told)") : municipality;
}

SheetCell year_cell(int year) { return year == 0 ? SheetCell() : SheetCell(year); }

const SchoolEntity& entity_at(const SchoolReport& report, int index) {
  return report.schools.entities[static_cast<std::size_t>(index)];
}

// «ШНОР 2023, 2024; Проект «500+» 2023»
std::vector<std::string> lists_by_entity(const SchoolReport& report) {
  std::vector<std::string> texts(report.schools.entities.size());
  for (const SchoolList& list : report.lists) {
    std::map<int, std::string> periods;
    for (const ListEdition& edition : list.editions)
      for (const ListMember& member : edition.members) {
        std::string& text = periods[member.entity];
        const std::string label = edition.period.label();
        if (!label.empty()) text += (text.empty() ? " " : ", ") + label;
      }
    for (const auto& [entity, text] : periods) {
      std::string& all = texts[static_cast<std::size_t>(entity)];
      all += (all.empty() ? "" : "; ") + list.name + text;
    }
  }
  return texts;
}

Sheet schools_sheet(const SchoolReport& report) {
  Sheet sheet;
  sheet.key = "schools";
  sheet.name = tr("Schools");
  sheet.frozen_columns = 3;
  sheet.columns = {{"id", tr("No."), 6},
                   {"municipality", tr("Municipality"), 28, true},
                   {"school", tr("School"), 36, true},
                   {"type", tr("Type"), 14},
                   {"number", tr("Number"), 8},
                   {"proper_name", tr("Proper name"), 18},
                   {"locality", tr("Settlement"), 18},
                   {"honorific", tr("Named after"), 24, true},
                   {"branch_of", tr("Branch of"), 8},
                   {"mentions", tr("Mentions"), 10},
                   {"documents", tr("Documents"), 10},
                   {"first_year", tr("First year"), 9},
                   {"last_year", tr("Last year"), 9},
                   {"spellings", tr("Spellings"), 10},
                   {"conflicts", tr("Conflicts"), 10},
                   {"lists", tr("Lists"), 36, true},
                   {"unclear", tr("Unclear"), 10},
                   {"ogrn", tr("OGRN"), 16},
                   {"inn", tr("INN"), 13}};
  if (report.matches != nullptr) sheet.columns.push_back({"register_id", tr("Id of the register"), 16});
  sheet.rows = [report](const SheetRow& row) {
    const std::vector<std::string> lists = lists_by_entity(report);
    std::vector<std::string> register_ids(report.schools.entities.size());
    if (report.matches != nullptr)
      for (const RegisterMatch& match : *report.matches)
        if (match.status == RegisterStatus::matched)
          register_ids[static_cast<std::size_t>(match.entity)] =
              report.known->rows[static_cast<std::size_t>(match.row)].id;
    for (std::size_t e = 0; e < report.schools.entities.size(); ++e) {
      const SchoolEntity& school = report.schools.entities[e];
      std::vector<SheetCell> cells = {
          school.id,
          municipality_or_dash(school.municipality),
          school.unclear ? SheetCell(shown_school(school)).with(CellStyle::doubtful) : SheetCell(shown_school(school)),
          school.type,
          school.number,
          school.proper_name,
          school.locality,
          school.honorific,
          school.parent < 0 ? SheetCell() : SheetCell(entity_at(report, school.parent).id),
          school.mentions,
          school.documents,
          year_cell(school.first_year),
          year_cell(school.last_year),
          school.variants.size(),
          school.conflicts.size(),
          lists[e],
          school.unclear,
          school.ogrn,
          school.inn};
      if (report.matches != nullptr) cells.emplace_back(register_ids[e]);
      row(cells);
    }
  };
  return sheet;
}

Sheet variants_sheet(const SchoolReport& report) {
  Sheet sheet;
  sheet.key = "school_variants";
  sheet.name = tr("Spellings of schools");
  sheet.columns = {{"id", tr("No."), 6},
                   {"municipality", tr("Municipality"), 28, true},
                   {"school", tr("School"), 36, true},
                   {"spelling", tr("As printed"), 50, true},
                   {"read_as", tr("Read as"), 30, true},
                   {"times", tr("Times"), 8},
                   {"documents", tr("Documents"), 10},
                   {"first_place", tr("First place"), 30}};
  sheet.rows = [report](const SheetRow& row) {
    for (const SchoolEntity& school : report.schools.entities)
      for (const SchoolVariant& variant : school.variants) {
        std::set<int> documents;
        for (const Place& place : variant.places) documents.insert(place.document);
        row({school.id, municipality_or_dash(school.municipality), shown_school(school), variant.text, variant.name,
             variant.places.size(), documents.size(), place_cell(report, variant.places.front())});
      }
  };
  return sheet;
}

Sheet conflicts_sheet(const SchoolReport& report) {
  Sheet sheet;
  sheet.key = "school_conflicts";
  sheet.name = tr("Conflicts of schools");
  sheet.columns = {{"id", tr("No."), 6},
                   {"municipality", tr("Municipality"), 28, true},
                   {"school", tr("School"), 36, true},
                   {"conflict", tr("What differs"), 28, true},
                   {"here", tr("Here"), 36, true},
                   {"here_place", tr("Printed at"), 28},
                   {"there", tr("There"), 36, true},
                   {"there_place", tr("Printed at"), 28}};
  sheet.rows = [report](const SheetRow& row) {
    for (const SchoolEntity& school : report.schools.entities)
      for (const SchoolConflict& conflict : school.conflicts)
        row({school.id, municipality_or_dash(school.municipality), shown_school(school), describe(conflict.kind),
             conflict.a, place_cell(report, conflict.place_a), conflict.b, place_cell(report, conflict.place_b)});
  };
  return sheet;
}

Sheet register_sheet(const SchoolReport& report) {
  Sheet sheet;
  sheet.key = "school_register";
  sheet.name = tr("Register");
  sheet.columns = {{"status", tr("Status"), 18},
                   {"id", tr("No."), 6},
                   {"municipality", tr("Municipality"), 28, true},
                   {"school", tr("School"), 36, true},
                   {"register_id", tr("Id of the register"), 16},
                   {"register_name", tr("Name in the register"), 44, true},
                   {"register_municipality", tr("Municipality in the register"), 28, true},
                   {"register_line", tr("Line of the register"), 8},
                   {"score", tr("Score"), 8},
                   {"reason", tr("Reason"), 40, true}};
  sheet.rows = [report](const SheetRow& row) {
    for (const RegisterMatch& match : *report.matches) {
      std::vector<SheetCell> cells(10);
      cells[0] = SheetCell(describe(match.status))
                     .with(match.status == RegisterStatus::matched    ? CellStyle::good
                           : match.status == RegisterStatus::doubtful ? CellStyle::doubtful
                                                                      : CellStyle::attention);
      if (match.entity >= 0) {
        const SchoolEntity& school = entity_at(report, match.entity);
        cells[1] = school.id;
        cells[2] = municipality_or_dash(school.municipality);
        cells[3] = shown_school(school);
      }
      if (match.row >= 0) {
        const RegisterRow& known = report.known->rows[static_cast<std::size_t>(match.row)];
        cells[4] = known.id;
        cells[5] = known.name.empty() ? known.short_name : known.name;
        cells[6] = known.municipality;
        cells[7] = known.line;
      }
      if (match.entity >= 0 && match.row >= 0) cells[8] = rounded(match.score);
      cells[9] = describe(match);
      row(cells);
    }
  };
  return sheet;
}

Sheet doubts_sheet(const SchoolReport& report) {
  Sheet sheet;
  sheet.key = "school_doubts";
  sheet.name = tr("Doubtful schools");
  sheet.columns = {{"municipality", tr("Municipality"), 28, true},
                   {"id", tr("No."), 6},
                   {"school", tr("School"), 36, true},
                   {"place", tr("Printed at"), 28},
                   {"other_id", tr("No."), 6},
                   {"other_school", tr("Perhaps the same"), 36, true},
                   {"other_place", tr("Printed at"), 28},
                   {"score", tr("Score"), 8},
                   {"reason", tr("Reason"), 48, true}};
  sheet.rows = [report](const SheetRow& row) {
    for (const SchoolDoubt& doubt : report.schools.doubts) {
      const SchoolEntity &a = entity_at(report, doubt.a), &b = entity_at(report, doubt.b);
      row({municipality_or_dash(a.municipality.empty() ? b.municipality : a.municipality), a.id, shown_school(a),
           place_cell(report, a.variants.front().places.front()), b.id, shown_school(b),
           place_cell(report, b.variants.front().places.front()), rounded(doubt.score), describe(doubt.kind)});
    }
  };
  return sheet;
}

enum class Presence { absent, first, added, stayed, left };

struct Line {
  int entity = -1;
  Presence presence = Presence::absent;
  Place place;
};

// The schools of an edition, those that left at the end.
std::vector<Line> lines_of(const SchoolList& list, std::size_t e) {
  const ListEdition& edition = list.editions[e];
  const std::set<int> added(edition.added.begin(), edition.added.end());
  std::vector<Line> lines;
  for (const ListMember& member : edition.members)
    lines.push_back({member.entity,
                     e == 0                          ? Presence::first
                     : added.contains(member.entity) ? Presence::added
                                                     : Presence::stayed,
                     member.place});
  for (const int entity : edition.left) lines.push_back({entity, Presence::left, {}});
  return lines;
}

std::string describe(Presence presence) {
  switch (presence) {
    case Presence::absent: return {};
    case Presence::first: return tr("in the list");
    case Presence::added: return tr("new");
    case Presence::stayed: return tr("stayed");
    case Presence::left: return tr("left");
  }
  return {};
}

CellStyle style_of(Presence presence) {
  if (presence == Presence::added) return CellStyle::attention;
  if (presence == Presence::left) return CellStyle::good;
  return CellStyle::plain;
}

Sheet history_sheet(const SchoolReport& report) {
  Sheet sheet;
  sheet.key = "school_history";
  sheet.name = tr("Lists by year");
  sheet.columns = {{"municipality", tr("Municipality"), 28, true},
                   {"list", tr("List"), 30, true},
                   {"period", tr("Period"), 11},
                   {"id", tr("No."), 6},
                   {"school", tr("School"), 36, true},
                   {"change", tr("Change"), 12},
                   {"place", tr("Printed at"), 28}};
  sheet.rows = [report](const SheetRow& row) {
    for (const SchoolList& list : report.lists)
      for (std::size_t e = 0; e < list.editions.size(); ++e)
        for (const Line& line : lines_of(list, e)) {
          const SchoolEntity& school = entity_at(report, line.entity);
          row({municipality_or_dash(list.municipality), list.name, list.editions[e].period.label(), school.id,
               shown_school(school), SheetCell(describe(line.presence)).with(style_of(line.presence)),
               place_cell(report, line.place)});
        }
  };
  return sheet;
}

Sheet lists_sheet(const SchoolReport& report) {
  Sheet sheet;
  sheet.key = "school_lists";
  sheet.name = tr("Lists over the years");
  sheet.frozen_columns = 4;
  sheet.columns = {{"municipality", tr("Municipality"), 28, true},
                   {"list", tr("List"), 30, true},
                   {"id", tr("No."), 6},
                   {"school", tr("School"), 36, true}};
  const std::vector<ListPeriod> periods = list_periods(report.lists);
  for (const ListPeriod& period : periods) {
    std::string key = period.first == 0 ? "no_year" : "y" + std::to_string(period.first);
    if (period.last != period.first) key += "_" + std::to_string(period.last);
    // 2023/2024 and 2023–2024 may both be there.
    if (period.academic) key += "_school";
    sheet.columns.push_back({key, period.first == 0 ? tr("(no year)") : period.label(), 12});
  }
  sheet.rows = [report, periods](const SheetRow& row) {
    for (const SchoolList& list : report.lists) {
      std::map<int, std::map<std::size_t, Presence>> presence;  // of entities, by column
      for (std::size_t e = 0; e < list.editions.size(); ++e) {
        const auto column = static_cast<std::size_t>(
            std::find(periods.begin(), periods.end(), list.editions[e].period) - periods.begin());
        for (const Line& line : lines_of(list, e)) presence[line.entity][column] = line.presence;
      }
      for (const auto& [entity, marks] : presence) {
        const SchoolEntity& school = entity_at(report, entity);
        std::vector<SheetCell> cells = {municipality_or_dash(list.municipality), list.name, school.id,
                                        shown_school(school)};
        cells.resize(4 + periods.size());
        for (const auto& [column, mark] : marks) cells[4 + column] = SheetCell(describe(mark)).with(style_of(mark));
        row(cells);
      }
    }
  };
  return sheet;
}

}  // namespace

std::string shown_school(const SchoolEntity& school) {
  std::string name = school.name;
  if (!school.locality.empty() && name.find(school.locality) == std::string::npos) name += " (" + school.locality + ")";
  return school.branch.empty() ? name : school.branch + " " + name;
}

std::vector<ListPeriod> list_periods(const std::vector<SchoolList>& lists) {
  std::set<ListPeriod> periods;
  for (const SchoolList& list : lists)
    for (const ListEdition& edition : list.editions) periods.insert(edition.period);
  return {periods.begin(), periods.end()};
}

std::vector<Sheet> school_sheets(const SchoolReport& report) {
  std::vector<Sheet> sheets = {schools_sheet(report), variants_sheet(report), conflicts_sheet(report)};
  if (report.matches != nullptr) sheets.push_back(register_sheet(report));
  sheets.push_back(doubts_sheet(report));
  sheets.push_back(history_sheet(report));
  sheets.push_back(lists_sheet(report));
  return sheets;
}

}  // namespace prikaz
