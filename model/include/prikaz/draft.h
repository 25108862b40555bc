// What is printed: the parts of one official document, found by their shape. No meaning yet: that is document.h.
// The names are those of the output contract.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "prikaz/text.h"

namespace prikaz {

enum class DocumentKind { order, directive, resolution, report, plan, protocol, letter, other };

struct PageRange {
  int first = 0, last = 0;  // inclusive, from 1
};

// Пункт. `label` as printed («3.1.», «-», «а)»), `number` normalized («3.1»); both empty for an unnumbered
// sub-paragraph.
struct Item {
  std::string label;
  std::string number;
  Text text;  // without the label
  std::vector<Item> items;
};

// «Начальник управления образования        Е.А. Фамилия»
struct Signatory {
  Text position;
  Text person;
};

// «Исп. …», «Проект внесён: …»
struct Drafter {
  Text person;
  Text position;
  Text organization;
  Text phone;
};

// «УТВЕРЖДАЮ …» over a document, line by line joined.
struct Approval {
  Text text;
};

enum class BlockType { heading, paragraph, list, table };

struct Block {
  BlockType type = BlockType::paragraph;
  Text text;        // of a heading or paragraph
  int level = 1;    // of a heading, from 1
  std::string ref;  // id of the list or table
};

struct Appendix {
  std::string number;  // «1»; empty where none is printed
  Text grif;  // «Приложение 1 к приказу … от … № …», «Утвержден приказом …»; may be empty
  Text title;
  PageRange pages;
  std::vector<Block> content;
};

enum class ListKind { schools, persons, generic };
enum class ListMarker { number, bullet, inline_, none };

struct ListEntry {
  std::string label;
  Text text;
  std::vector<ListEntry> entries;
};

struct List {
  std::string id;  // «l1», unique in the document
  Text title;
  ListKind kind = ListKind::generic;
  ListMarker marker = ListMarker::none;
  std::vector<ListEntry> entries;
};

enum class ColumnRole {
  number,
  activity,
  period,
  responsible,
  co_responsible,
  result,
  document,
  method,
  form,
  place,
  school,
  person,
  position,
  year,
  other
};

struct Column {
  Text header;  // rows of a header joined top-down with « / »
  std::optional<ColumnRole> role;
};

enum class RowKind { data, section, header };

// One per column. A cell hidden under a merged neighbour is `covered` and empty.
struct Cell {
  Text text;
  int row_span = 1, col_span = 1;
  bool covered = false;
};

struct Row {
  RowKind kind = RowKind::data;
  std::string number;  // the row's own number without a closing full stop; empty for none
  std::vector<Cell> cells;
  std::vector<Span> spans;  // the row's band on each page it stands on
};

struct Table {
  std::string id;  // «t1»
  Text title;
  PageRange pages;
  std::vector<Column> columns;
  std::vector<Row> rows;
  std::vector<Span> spans;  // one for each page
  bool ruled = true;        // the grid was drawn; false where alignment alone gave it
};

struct HeadingDraft {
  Text kind_text, issuer, number, date, place, title;
};

struct IssuerDetails {
  Text ogrn, inn, phone, email, address;
};

struct DocumentDraft {
  DocumentKind kind = DocumentKind::other;
  PageRange pages;
  HeadingDraft heading;
  Text letterhead;  // issuer lines with address, phone and codes, as printed: `issuer_details` are read from it
  std::optional<Approval> approval;
  Text preamble;  // to the operative verb, the verb included
  std::vector<Item> items;
  std::vector<Signatory> signatories;
  std::vector<Drafter> drafted_by;
  std::vector<Block> content;  // running content of a document without an operative part, or after it
  std::vector<Appendix> appendices;
  std::vector<List> lists;
  std::vector<Table> tables;
  std::vector<Text> furniture;  // page numbers and running headers: dropped from the text, not lost
};

}  // namespace prikaz
