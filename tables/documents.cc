// The documents themselves, and the items of their operative parts.
#include <algorithm>
#include <map>

#include "places.h"
#include "prikaz/messages.h"
#include "table_kinds.h"
#include "words.h"

namespace prikaz::tables {
namespace {

std::optional<double> least_confidence(const Json& heading) {
  std::optional<double> least;
  for (const char* const key : {"kind_text", "issuer", "number", "date", "place", "title"})
    if (const auto one = number(member(heading, key), "confidence")) least = std::min(least.value_or(1), *one);
  return least;
}

// Of the pages first..last, how many were read from their picture.
std::int64_t recognized_pages(const Json& extraction, std::int64_t first, std::int64_t last) {
  std::int64_t count = 0;
  for (const Json& page : array(extraction, "pages")) {
    const auto number = whole(page, "number");
    if (number && *number >= first && *number <= last && text(page, "text_source") == "ocr") ++count;
  }
  return count;
}

std::int64_t warnings_about(const DocumentView& view, std::int64_t first, std::int64_t last) {
  std::int64_t count = 0;
  for (const Json& diagnostic : array(view.extraction, "diagnostics")) {
    const std::string severity = text(diagnostic, "severity"), path = text(diagnostic, "path");
    if (severity != "warning" && severity != "error") continue;
    const auto page = whole(diagnostic, "page");
    if (document_index(path) == view.number - 1 || (path.empty() && page && *page >= first && *page <= last)) ++count;
  }
  return count;
}

std::int64_t count_items(const Json& items) {
  std::int64_t count = 0;
  for (const Json& item : items) count += 1 + count_items(array(item, "items"));
  return count;
}

std::string joined_members(const Json& objects, const char* key) {
  std::string all;
  for (const Json& object : objects) join(all, text(object, key));
  return all;
}

SheetCell size_cell(const Json& object, const char* key) { return array(object, key).size(); }

// What is said in the text of an item, by its path.
struct Said {
  std::string responsible, co_responsible, periods;
  std::optional<Day> start, end;
};

std::map<std::string, Said> said_in_items(const Json& document) {
  std::map<std::string, Said> by_path;
  for (const Json& party : array(document, "responsible")) {
    Said& said = by_path[text(party, "path")];
    const bool helps = text(party, "duty") == "co_execute";
    join(helps ? said.co_responsible : said.responsible, text(party, "name"));
  }
  for (const Json& date : array(document, "dates")) {
    Said& said = by_path[text(date, "path")];
    join(said.periods, text(date, "text"));
    const auto start = day(date, "start"), end = day(date, "end");
    if (start && (!said.start || *start < *said.start)) said.start = start;
    if (end && (!said.end || *end > *said.end)) said.end = end;
  }
  return by_path;
}

void rows_of_items(const DocumentView& view, const std::map<std::string, Said>& said, const Json& items,
                   const std::string& pointer, int level, const SheetRow& row) {
  static const Said kNothing;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Json& item = items[i];
    const std::string here = pointer + "/" + std::to_string(i);
    const auto found = said.find(here + "/text");
    const Said& about = found == said.end() ? kNothing : found->second;
    row(view.cells(page_of(item), {text_cell(item, "number"), text_cell(item, "label"), level, text_cell(item, "text"),
                                   text_cell(about.responsible), text_cell(about.co_responsible),
                                   text_cell(about.periods), about.start, about.end, confidence_cell(item)}));
    rows_of_items(view, said, array(item, "items"), here + "/items", level + 1, row);
  }
}

}  // namespace

Sheet documents_sheet() {
  Sheet sheet;
  sheet.key = "documents";
  sheet.name = tr("All documents");
  sheet.columns = {{"document", tr("Document"), 16},
                   {"kind", tr("Kind"), 14},
                   {"kind_text", tr("Kind as printed"), 16},
                   {"issuer", tr("Issuer"), 36, true},
                   {"number", tr("Number"), 11},
                   {"number_text", tr("Number as printed"), 12},
                   {"date", tr("Date"), 11},
                   {"date_text", tr("Date as printed"), 20},
                   {"place", tr("Place"), 18},
                   {"title", tr("Title"), 50, true},
                   {"signed_by", tr("Signed by"), 20, true},
                   {"signed_as", tr("Post of the signatory"), 26, true},
                   {"drafted_by", tr("Drafted by"), 20, true},
                   {"approved_by", tr("Approved by"), 26, true},
                   {"approved_on", tr("Approved on"), 11},
                   {"items", tr("Items"), 8},
                   {"appendices", tr("Appendices"), 8},
                   {"tables", tr("Tables"), 8},
                   {"lists", tr("Lists"), 8},
                   {"schools", tr("Schools"), 8},
                   {"persons", tr("Persons"), 8},
                   {"file", tr("File"), 26, true},
                   {"first_page", tr("First page"), 8},
                   {"last_page", tr("Last page"), 8},
                   {"recognized_pages", tr("Pages recognized"), 10},
                   {"confidence", tr("Confidence"), 10},
                   {"warnings", tr("Warnings"), 10}};
  sheet.frozen_columns = 1;
  return sheet;
}

void documents_rows(const DocumentView& view, const SheetRow& row) {
  const Json& document = view.document;
  const Json &heading = member(document, "heading"), &approval = member(document, "approval");
  const auto value = [&](const char* key) { return text_cell(member(heading, key), "value"); };
  const auto printed = [&](const char* key) { return text_cell(member(heading, key), "text"); };
  const auto first = whole(member(document, "pages"), "first"), last = whole(member(document, "pages"), "last");
  const std::int64_t warnings = warnings_about(view, first.value_or(1), last.value_or(0));
  std::string approved_by = text(approval, "by_document");
  if (approved_by.empty()) approved_by = text(approval, "by_person");
  row({text_cell(view.id),
       document_kind(text(document, "kind")),
       printed("kind_text"),
       value("issuer"),
       value("number"),
       printed("number"),
       day_cell(member(heading, "date"), "value"),
       printed("date"),
       value("place"),
       value("title"),
       text_cell(joined_members(array(document, "signatories"), "person")),
       text_cell(joined_members(array(document, "signatories"), "position")),
       text_cell(joined_members(array(document, "drafted_by"), "person")),
       text_cell(approved_by),
       day_cell(approval, "date"),
       count_items(array(document, "items")),
       size_cell(document, "appendices"),
       size_cell(document, "tables"),
       size_cell(document, "lists"),
       size_cell(document, "schools"),
       size_cell(document, "persons"),
       view.file(static_cast<int>(std::clamp<std::int64_t>(first.value_or(0), 0, 9'999'999))),
       first,
       last,
       recognized_pages(view.extraction, first.value_or(1), last.value_or(0)),
       confidence_cell(least_confidence(heading)),
       warnings > 0 ? SheetCell(warnings).with(CellStyle::doubtful) : SheetCell(warnings)});
}

Sheet items_sheet() {
  Sheet sheet;
  sheet.key = "items";
  sheet.name = tr("Items of orders");
  sheet.columns = columns_after_leading({{"number", tr("Item"), 8},
                                         {"label", tr("Label as printed"), 10},
                                         {"level", tr("Level"), 8},
                                         {"text", tr("Text"), 80, true},
                                         {"responsible", tr("Responsible"), 26, true},
                                         {"co_responsible", tr("Co-responsible"), 26, true},
                                         {"period_text", tr("Period as printed"), 22, true},
                                         {"start", tr("Begins"), 11},
                                         {"end", tr("Ends"), 11},
                                         {"confidence", tr("Confidence"), 10}});
  return sheet;
}

void items_rows(const DocumentView& view, const SheetRow& row) {
  rows_of_items(view, said_in_items(view.document), array(view.document, "items"), view.pointer + "/items", 1, row);
}

}  // namespace prikaz::tables
