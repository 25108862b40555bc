#include <algorithm>
#include <iterator>

#include "prikaz/messages.h"
#include "prikaz/printable.h"
#include "table_kinds.h"

namespace prikaz::tables {

SheetCell DocumentView::file(int page) const {
  if (source.paths.empty()) return text_cell(member(extraction, "source"), "name");
  const std::string& path = source.paths.front();
  // A member of a container has no address of its own.
  if (path.find("!/") != std::string::npos) return printable(path.substr(path.rfind('/') + 1));
  return Link{file_url(path, page), printable(std::filesystem::path(path).filename().native())};
}

std::vector<SheetColumn> columns_after_leading(std::vector<SheetColumn> own) {
  std::vector<SheetColumn> all{
      {"document", tr("Document"), 16},     {"issuer", tr("Issuer"), 34}, {"order_number", tr("Order No."), 11},
      {"order_date", tr("Order date"), 11}, {"file", tr("File"), 26},     {"page", tr("Page"), 6}};
  std::move(own.begin(), own.end(), std::back_inserter(all));
  return all;
}

std::vector<SheetCell> DocumentView::cells(int page, std::vector<SheetCell> own) const {
  const Json& heading = member(document, "heading");
  std::vector<SheetCell> all{text_cell(id),
                             text_cell(member(heading, "issuer"), "value"),
                             text_cell(member(heading, "number"), "value"),
                             day_cell(member(heading, "date"), "value"),
                             file(page),
                             page > 0 ? SheetCell(page) : SheetCell()};
  std::move(own.begin(), own.end(), std::back_inserter(all));
  return all;
}

}  // namespace prikaz::tables
