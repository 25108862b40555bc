// What extractions say, as flat tables: documents, items, plan rows, who answers for what, … docs/TABLES.md explains
// every column.
//
//   ExtractionTables tables({"plans", "schools"});
//   const auto writer = open_sheets("out.xlsx", SheetFormat::xlsx, tables.sheets());
//   for (const auto& [source, json] : extractions) tables.add(json, source, *writer);
//   writer->commit();
//
// An extraction is read once, whatever the number of tables, and nothing is kept of it. It need not be as the contract
// says (people edit archives): what is absent or of another type gives an empty cell.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "prikaz/sheet.h"

namespace prikaz {

// The tables there are, in the order of a workbook: documents, items, plans, ….
const std::vector<std::string>& table_keys();

// Where an extraction comes from.
struct ExtractionSource {
  std::string sha256;              // empty: what the extraction says itself
  std::vector<std::string> paths;  // raw bytes; the first is linked to. Empty: the name the extraction says
  // Which documents are wanted, by their number in the file, from 1. Empty: all.
  std::function<bool(int number)> wants;
};

class ExtractionTables {
 public:
  // REQUIRES: `keys` are of table_keys(), each once. The titles of the sheets are in the user's language.
  explicit ExtractionTables(const std::vector<std::string>& keys);

  const std::vector<Sheet>& sheets() const { return sheets_; }

  // Writes the rows of one extraction. Throws InputError damaged, before any row, if `json` is no JSON object, and what
  // the writer throws.
  void add(std::string_view json, const ExtractionSource& source, SheetWriter& writer) const;

  // A file that could not be read: it stands in the table of files only.
  void add_failed(const ExtractionSource& source, const std::string& failure, const std::string& reason,
                  SheetWriter& writer) const;

 private:
  std::vector<std::string> keys_;
  std::vector<Sheet> sheets_;
};

}  // namespace prikaz
