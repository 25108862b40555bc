// Many extractions side by side, reduced to what an office compares: everything of harmonize/ reads this. Plain values,
// no JSON in it; 100,000 plan rows of 2,000 documents take some 300 MB.
//
//   Collection collection;
//   for (const std::string& json : extractions) add_extraction(collection, json);
//   settle(collection);
//   for (const PlanRow& row : collection.rows) … collection.documents[row.document] …
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "prikaz/document.h"

namespace prikaz {

// Where something stands: `document` is an index into Collection::documents, `page` counts from 1 in the file (0: not
// known).
struct Place {
  int document = -1;
  int page = 0;
  Box bbox;
};

// A Date of the contract. `kind` is its word («month»), `recurrence` an RFC 5545 rule or empty, `inferred`: the year
// was not printed.
struct CollectedPeriod {
  std::string text, kind;
  std::optional<Day> start, end;
  std::string recurrence;
  bool inferred = false;
};

struct CollectedParty {
  std::string name;       // nominative, as in the contract
  std::string kind;       // «person», «organization», «role»
  std::string full_name;  // or empty
  int person = -1;        // index into the document's persons
  std::string position, organization;
  std::string duty;  // «execute», «co_execute», «control», «coordinate»
  std::string text;  // as printed
  float confidence = 1;
};

struct CollectedPerson {
  std::string name, surname, given, patronymic, initials;
  std::vector<std::string> positions;
  std::vector<Place> places;
};

// `texts`, `places`, `paths` and `branches` are of its mentions, same order and length; a path is a JSON Pointer into
// the extraction («/documents/0/items/2/text»).
struct CollectedSchool {
  std::string name, legal_form, type, number, proper_name, locality, honorific;
  std::vector<std::string> texts;
  std::vector<Place> places;
  std::vector<std::string> paths;
  std::vector<std::string> branches;  // «филиал … в с. Липки»: of the mention, empty for most
};

struct CollectedReference {
  std::string kind, issuer, number, title, text;
  std::optional<Day> date;
  std::string path;
  std::string context;  // text of the item, block, title or cell it is named in
  Place place;
};

// `schools` and `persons` are indexes into the document's, in the order they are first named in the list.
struct CollectedList {
  std::string title;  // its own, or that of the appendix it stands in
  std::string appendix_title;
  std::string kind;  // «schools», «persons», «generic»
  std::vector<std::string> entries;
  std::vector<int> schools, persons;
  Place place;
};

// `number` is empty where none is printed.
struct CollectedAppendix {
  std::string number, title;
  int first_page = 0;  // 0: not known
};

// Items of the operative part, parents before their children. `number` is empty for an unnumbered one.
struct CollectedItem {
  std::string number, text;
  std::string path;  // «/documents/0/items/0/items/1»
  std::vector<CollectedParty> parties;
  std::vector<CollectedPeriod> periods;
  Place place;
};

// The columns of a table: what stands over a cell that a path points to.
struct CollectedTable {
  std::string id, title, appendix_title;
  std::vector<std::string> headers, roles;            // of each column
  std::vector<std::pair<int, std::string>> sections;  // index and text of each section row («2022 г.»)
  Place place;
};

// Another file that holds the same document.
struct CollectedCopy {
  std::string id, file_name, path;  // as those of a document
  int first_page = 1;
};

struct CollectedDocument {
  std::string
      id;  // archive id: 12 hex digits of the file's sha256, a full stop, the document's number in the file from 1
  std::string sha256, file_name;
  std::string path;  // of the file, for links; empty if not known
  std::string kind, number, title, issuer, place;
  std::string ogrn, inn;  // of the issuer
  std::optional<Day> date;
  std::string municipality;  // «Берёзовогорский городской округ»: nominative; empty if not told
  std::string municipality_key;                        // the same for all spellings of one municipality; empty with it
  std::optional<int> plan_first_year, plan_last_year;  // «… на 2023-2024 учебный год»: 2023 and 2024
  int first_page = 1, last_page = 1;
  bool recognized = false;            // a page of it was read from its picture
  std::vector<CollectedCopy> copies;  // what settle() found to be this document once more
  std::vector<CollectedPerson> persons;
  std::vector<CollectedSchool> schools;
  std::vector<CollectedReference> references;
  std::vector<CollectedList> lists;
  std::vector<CollectedTable> tables;  // all of them, in order
  std::vector<CollectedItem> items;
  std::vector<CollectedAppendix> appendices;
  std::vector<CollectedParty> control;      // parties whose target is the whole document, of any duty
  std::vector<CollectedParty> signatories;  // name, position, person; duty empty
  std::vector<int> working_group;           // persons named as members of a working group, commission or team
};

// A data row of a table that is a plan. Texts are as printed; empty if the table has no such column.
struct PlanRow {
  int document = -1;
  std::string table, table_title;  // «t1»; its title, or that of the appendix
  std::string section;             // the section row above («Подготовительный этап»)
  int row = 0;                     // 0-based index into the table's rows[]
  std::string number, activity, result, output_document, form, target_group;
  std::vector<CollectedPeriod> periods;
  std::string period_text;                  // the period cells, whole
  std::vector<CollectedParty> responsible;  // of every duty
  std::string responsible_text;             // the cells of those who answer, whole
  std::vector<int> schools;                 // of the document
  float confidence = 1;                     // least of its cells
  Place place;
};

struct Collection {
  std::vector<CollectedDocument> documents;
  std::vector<PlanRow> rows;  // by document, table, row
};

// Adds what one extraction (the JSON of the contract, version 1) says; `path` is where the file lies, for links.
// Throws InputError damaged if it is none: then nothing is added.
//
// A table is a plan if it has a column of activities and one of periods or of those who answer. Rows of sums («Итого»)
// and rows without an activity are not plan rows.
void add_extraction(Collection& collection, std::string_view json, std::string_view path = {});

// To be called once, after the last one. Orders documents by municipality, date, number and sha256 (whatever order they
// came in), makes spellings of one municipality one, gives all documents of an issuer the municipality that one of them
// tells, and fills in plan years. Of a document that came in several files (as text and as a scan, or from two sites)
// the best reading stays, see merge_copies.h.
void settle(Collection& collection);

// Only the documents that plan for the year `first` (== `last`), among others perhaps; or, if the two differ, exactly
// for the years from `first` to `last`: (2023, 2024) is the school year. One that names no year is of the year it was
// signed in. Rows go with their documents.
void keep_years(Collection& collection, int first, int last);

}  // namespace prikaz
