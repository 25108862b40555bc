// Lists an entry a row, tables a cell a row: the number of their columns differs.
#include "places.h"
#include "prikaz/messages.h"
#include "table_kinds.h"
#include "words.h"

namespace prikaz::tables {
namespace {

void rows_of_entries(const DocumentView& view, const Json& list, const std::string& title, const Json& entries,
                     int level, const SheetRow& row) {
  for (const Json& entry : entries) {
    row(view.cells(page_of(entry),
                   {text_cell(list, "id"), text_cell(title), list_kind(text(list, "kind")),
                    list_marker(text(list, "marker")), level, text_cell(entry, "label"), text_cell(entry, "text")}));
    rows_of_entries(view, list, title, array(entry, "entries"), level + 1, row);
  }
}

}  // namespace

Sheet lists_sheet() {
  Sheet sheet;
  sheet.key = "lists";
  sheet.name = tr("Lists");
  sheet.columns = columns_after_leading({{"list", tr("List"), 8},
                                         {"list_title", tr("Title of the list"), 36, true},
                                         {"kind", tr("Kind"), 12},
                                         {"marker", tr("Marker"), 12},
                                         {"level", tr("Level"), 8},
                                         {"label", tr("Label as printed"), 10},
                                         {"text", tr("Text"), 80, true}});
  return sheet;
}

void lists_rows(const DocumentView& view, const SheetRow& row) {
  for (const Json& list : array(view.document, "lists"))
    rows_of_entries(view, list, title_of_block(view.document, list, "list"), array(list, "entries"), 1, row);
}

Sheet tables_sheet() {
  Sheet sheet;
  sheet.key = "tables";
  sheet.name = tr("Tables by cells");
  sheet.columns = columns_after_leading({{"table", tr("Table"), 8},
                                         {"table_title", tr("Title of the table"), 30},
                                         {"row", tr("Row from above"), 8},
                                         {"row_kind", tr("Kind of row"), 12},
                                         {"number", tr("Row"), 8},
                                         {"column", tr("Column"), 8},
                                         {"header", tr("Heading of the column"), 26, true},
                                         {"role", tr("Meaning of the column"), 16},
                                         {"text", tr("Text"), 60, true},
                                         {"row_span", tr("Rows spanned"), 10},
                                         {"col_span", tr("Columns spanned"), 10},
                                         {"confidence", tr("Confidence"), 10}});
  return sheet;
}

void tables_rows(const DocumentView& view, const SheetRow& row) {
  for (const Json& table : array(view.document, "tables")) {
    const std::string title = title_of_block(view.document, table, "table");
    const Json &rows = array(table, "rows"), &columns = array(table, "columns");
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const Json& printed = array(rows[r], "cells");
      for (std::size_t c = 0; c < printed.size(); ++c) {
        const Json& hidden = member(printed[c], "covered");
        if (hidden.is_boolean() && hidden.get<bool>()) continue;
        static const Json kNoColumn;
        const Json& column = c < columns.size() ? columns[c] : kNoColumn;
        const int page = page_of(printed[c]);
        row(view.cells(page > 0 ? page : page_of(rows[r]),
                       {text_cell(table, "id"), text_cell(title), r + 1, row_kind(text(rows[r], "kind")),
                        text_cell(rows[r], "number"), c + 1, text_cell(column, "header"),
                        column_role(text(column, "role")), text_cell(printed[c], "text"), whole(printed[c], "row_span"),
                        whole(printed[c], "col_span"), confidence_cell(printed[c])}));
      }
    }
  }
}

}  // namespace prikaz::tables
