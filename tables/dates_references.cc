#include "places.h"
#include "prikaz/messages.h"
#include "table_kinds.h"
#include "words.h"

namespace prikaz::tables {

Sheet dates_sheet() {
  Sheet sheet;
  sheet.key = "dates";
  sheet.name = tr("Dates and periods");
  sheet.columns = columns_after_leading({{"place", tr("Place in the document"), 22, true},
                                         {"text", tr("As printed"), 36, true},
                                         {"kind", tr("Kind of period"), 16},
                                         {"start", tr("Begins"), 11},
                                         {"end", tr("Ends"), 11},
                                         {"recurrence", tr("Recurrence"), 20},
                                         {"inferred", tr("Inferred"), 12},
                                         {"task", tr("Task"), 60, true},
                                         {"confidence", tr("Confidence"), 10}});
  return sheet;
}

void dates_rows(const DocumentView& view, const SheetRow& row) {
  for (const Json& date : array(view.document, "dates")) {
    const std::string path = text(date, "path");
    row(view.cells(page_of(date), {text_cell(place_in_words(view.document, path)), text_cell(date, "text"),
                                   period_kind(text(date, "kind")), day_cell(date, "start"), day_cell(date, "end"),
                                   text_cell(date, "recurrence"),
                                   text_cell(joined_texts(array(date, "inferred"))).with(CellStyle::muted),
                                   text_cell(task_at(view.document, path)), confidence_cell(date)}));
  }
}

Sheet references_sheet() {
  Sheet sheet;
  sheet.key = "references";
  sheet.name = tr("References");
  sheet.columns = columns_after_leading({{"place", tr("Place in the document"), 22, true},
                                         {"kind", tr("Kind"), 14},
                                         {"cited_issuer", tr("Issuer of the document named"), 36, true},
                                         {"cited_number", tr("Its number"), 12},
                                         {"cited_date", tr("Its date"), 11},
                                         {"cited_title", tr("Its title"), 50, true},
                                         {"text", tr("As printed"), 60, true},
                                         {"confidence", tr("Confidence"), 10}});
  return sheet;
}

void references_rows(const DocumentView& view, const SheetRow& row) {
  for (const Json& reference : array(view.document, "references")) {
    row(view.cells(
        page_of(reference),
        {text_cell(place_in_words(view.document, text(reference, "path"))), document_kind(text(reference, "kind")),
         text_cell(reference, "issuer"), text_cell(reference, "number"), day_cell(reference, "date"),
         text_cell(reference, "title"), text_cell(reference, "text"), confidence_cell(reference)}));
  }
}

}  // namespace prikaz::tables
