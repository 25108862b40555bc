// One kind of table each: its columns, and the rows of one document.
#pragma once

#include <string>
#include <vector>

#include "fields.h"
#include "prikaz/collection.h"
#include "prikaz/tables.h"

namespace prikaz::tables {

// One document of an extraction.
struct DocumentView {
  const Json& extraction;
  const Json& document;
  int number = 1;       // in the file
  std::string pointer;  // «/documents/0»
  std::string id;       // of the archive: «825cc784bd0b.1»; empty if the sha256 is not known
  const ExtractionSource& source;
  const Collection* collection = nullptr;  // the same extraction as harmonize sees it; null if not asked for

  // The file as a link to a page of it (0: to its beginning).
  SheetCell file(int page) const;
  // A row: which document, which page, and `own`.
  std::vector<SheetCell> cells(int page, std::vector<SheetCell> own) const;
};

// The columns of such rows.
std::vector<SheetColumn> columns_after_leading(std::vector<SheetColumn> own);

struct TableKind {
  const char* key;
  Sheet (*sheet)();
  void (*rows)(const DocumentView& document, const SheetRow& row);  // null: see tables.cc
  bool needs_collection = false;
};

Sheet documents_sheet();
void documents_rows(const DocumentView& view, const SheetRow& row);
Sheet items_sheet();
void items_rows(const DocumentView& view, const SheetRow& row);
Sheet plans_sheet();
void plans_rows(const DocumentView& view, const SheetRow& row);
Sheet responsible_sheet();
void responsible_rows(const DocumentView& view, const SheetRow& row);
Sheet schools_sheet();
void schools_rows(const DocumentView& view, const SheetRow& row);
Sheet persons_sheet();
void persons_rows(const DocumentView& view, const SheetRow& row);
Sheet dates_sheet();
void dates_rows(const DocumentView& view, const SheetRow& row);
Sheet references_sheet();
void references_rows(const DocumentView& view, const SheetRow& row);
Sheet lists_sheet();
void lists_rows(const DocumentView& view, const SheetRow& row);
Sheet tables_sheet();
void tables_rows(const DocumentView& view, const SheetRow& row);
Sheet diagnostics_sheet();
Sheet files_sheet();

}  // namespace prikaz::tables
