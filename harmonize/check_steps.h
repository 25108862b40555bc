// Steps of check_documents, one for each part of a document.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document_names.h"
#include "prikaz/checks.h"

namespace prikaz {

// Plan rows of one document: indexes [first, last) into Collection::rows.
struct RowsOfDocument {
  const Collection& collection;
  const CollectedDocument& document;
  std::size_t first = 0, last = 0;
};

void check_rows(const RowsOfDocument& rows, std::vector<Check>& checks);
void check_row_numbers(const RowsOfDocument& rows, std::vector<Check>& checks);
void check_item_numbers(const CollectedDocument& document, int index, std::vector<Check>& checks);
void check_order(const RowsOfDocument& rows, int index, std::vector<Check>& checks);

// How an official names a row: «row 2.3», or the first words of the measure.
std::string row_subject(const PlanRow& row);

bool contains_any(std::string_view folded, std::initializer_list<std::string_view> words);

}  // namespace prikaz
