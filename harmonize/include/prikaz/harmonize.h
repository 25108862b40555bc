// The tables of `prikaz harmonize`.
//
//   const std::unique_ptr<const Harmonized> all = harmonize(std::move(collection), {});
//   write_sheets("plans.xlsx", SheetFormat::xlsx, harmonize_sheets(*all));
//
// To add sheets: write a function that makes them, declare it in a header of harmonize/, let harmonize() gather what it
// needs, and call it in harmonize_sheets (harmonize/harmonize.cc).
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "prikaz/checks.h"
#include "prikaz/collection.h"
#include "prikaz/measures.h"
#include "prikaz/participants.h"
#include "prikaz/reference_graph.h"
#include "prikaz/school_entities.h"
#include "prikaz/school_lists.h"
#include "prikaz/sheet.h"

namespace prikaz {

// What is told of a collection. Its parts refer to each other: it is not moved.
struct Harmonized {
  Collection collection;
  Comparison comparison;
  Participants participants;
  ReferenceGraph references;
  std::vector<Check> checks;
  SchoolEntities schools;
  std::vector<SchoolList> school_lists;

  Harmonized() = default;
  Harmonized(const Harmonized&) = delete;
  Harmonized& operator=(const Harmonized&) = delete;
};

// `collection` is settled.
std::unique_ptr<const Harmonized> harmonize(Collection collection, const ComparisonOptions& options);

// All sheets, in order. They refer to the argument, which must live until they are written.
std::vector<Sheet> harmonize_sheets(const Harmonized& all);

// The report to look at, as HTML. `target` is where it will lie: links to the pages are relative to its folder.
std::string harmonize_report(const Harmonized& all, const std::filesystem::path& target);

// The documents that the other sheets are made of, with the files that hold them once more.
Sheet documents_sheet(const Collection& collection);
// Every plan row of every document.
Sheet plans_sheet(const Collection& collection, const Comparison& comparison);
// Groups that several municipalities plan, or one several times: why, and with what weights.
Sheet groups_sheet(const Collection& collection, const Comparison& comparison);
// Group × municipality: when, and who answers.
Sheet matrix_sheet(const Collection& collection, const Comparison& comparison);
// What the kinds mean, and how many rows have them.
Sheet kinds_sheet(const Collection& collection, const Comparison& comparison);

// --- for whoever shows rows: words in the user's language

// Where the row or thing is printed: file:///…#page=3; without an address where the file is not known.
Link link_to(const Collection& collection, const Place& place);
// «март 2023 г.», as printed; several are joined by «; ».
std::string shown_periods(const PlanRow& row);
// Those who execute (with those who control and coordinate), or those who help: «Иванова А.А.; РМК».
std::string shown_responsible(const PlanRow& row);
std::string shown_co_responsible(const PlanRow& row);
// The municipality; where none is told the issuer, else the file's name.
std::string shown_municipality(const CollectedDocument& document);
// «приказ от 25.08.2023 № 01-05/311», as much of it as is known.
std::string shown_document(const CollectedDocument& document);

}  // namespace prikaz
