// The sheet of documents: what the other sheets were made of.
#include <map>

#include "prikaz/harmonize.h"
#include "prikaz/messages.h"

namespace prikaz {

Sheet documents_sheet(const Collection& collection) {
  Sheet sheet;
  sheet.key = "documents";
  sheet.name = tr("All documents");
  sheet.columns = {{"municipality", tr("Municipality"), 26, true},
                   {"document", tr("Document"), 24, true},
                   {"title", tr("Title"), 60, true},
                   {"issuer", tr("Issuer"), 40, true},
                   {"plan_rows", tr("Plan rows"), 9},
                   {"items", tr("Items"), 9},
                   {"schools", tr("Schools"), 9},
                   {"persons", tr("Persons"), 9},
                   {"recognized", tr("Read from pictures"), 11},
                   {"page", tr("Page"), 8},
                   {"file", tr("File"), 30, true},
                   {"copies", tr("The same in other files"), 40, true},
                   {"document_id", tr("Id of the document"), 17}};
  sheet.frozen_columns = 2;
  sheet.rows = [&collection](const SheetRow& row) {
    std::map<int, int> rows;
    for (const PlanRow& one : collection.rows) ++rows[one.document];
    for (std::size_t d = 0; d < collection.documents.size(); ++d) {
      const CollectedDocument& document = collection.documents[d];
      std::string copies;
      for (const CollectedCopy& copy : document.copies) copies += (copies.empty() ? "" : "; ") + copy.file_name;
      const int index = static_cast<int>(d);
      SheetCell municipality(shown_municipality(document));
      if (document.municipality.empty()) municipality.style = CellStyle::doubtful;
      row({municipality, shown_document(document), document.title, document.issuer, rows[index], document.items.size(),
           document.schools.size(), document.persons.size(), document.recognized,
           link_to(collection, {index, document.first_page, {}}), document.file_name, copies, document.id});
    }
  };
  return sheet;
}

}  // namespace prikaz
