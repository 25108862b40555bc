// The report of an archive to look at: one HTML file that needs nothing but itself.
//
// No scripts, no network: the page forbids both itself (Content-Security-Policy in a meta element, the one style sheet
// allowed by its hash). Whatever documents say stands in it as text, escaped for its place (markup.h). Tables and
// drawings are cut where they would grow beyond reading («and N more»); all of it is in the sheets.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "prikaz/checks.h"
#include "prikaz/participants.h"
#include "prikaz/reference_graph.h"

namespace prikaz {

// Rows of the same meaning.
struct ReportGroup {
  std::string name;
  int kind = -1;          // index into ReportInput::kinds
  std::vector<int> rows;  // indexes into Collection::rows
  std::string reason;     // the words they share
};

// One list of schools of one municipality over the years.
struct ReportSchoolList {
  enum Change { no_change, came, left };
  struct Cell {
    bool listed = false;
    Change change = no_change;
    Place place;  // where it is listed
  };
  struct School {
    std::string name;
    std::vector<Cell> cells;  // of each period
  };
  std::string municipality, name;
  std::vector<std::string> periods;  // «2023», «2023/2024»
  std::vector<School> schools;
};

struct ReportInput {
  const Collection& collection;
  const Participants& participants;
  const ReferenceGraph& graph;
  const std::vector<Check>& checks;

  std::vector<std::string> kinds = {};       // of measures, in the user's language
  std::vector<int> kind_of_row = {};         // of each plan row: index into `kinds`, or -1; may be empty
  std::vector<ReportGroup> groups = {};      // most municipalities first
  std::vector<ReportSchoolList> lists = {};  // by municipality and name
  std::size_t schools = 0, doubtful_schools = 0;

  std::filesystem::path target = {};  // where the report will lie: links to files are relative to its folder
  std::string language = "en";        // of the messages, for the page: «ru»
};

std::string write_report(const ReportInput& input);

}  // namespace prikaz
