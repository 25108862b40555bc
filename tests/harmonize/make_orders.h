// Orders written by hand, read by the real chain: normalize, export, the collection. Names and places are made up.
#pragma once

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "../normalize/make_draft.h"
#include "prikaz/collection.h"
#include "prikaz/export.h"
#include "prikaz/normalize.h"

namespace prikaz {

// An order of one office as it comes out of `prikaz extract`.
struct Order {
  std::string municipality = {};  // genitive
  std::string year = {};
  std::vector<std::string> paragraphs = {};
  std::vector<std::string> list = {};  // entries of a list of schools
  std::vector<std::string> items = {};
  std::string list_title = {}, title = {};
  std::vector<Table> tables = {};
};

inline std::string extraction_of(const Order& order, int index) {
  DocumentDraft draft;
  draft.kind = DocumentKind::order;
  draft.heading.kind_text = text("ПРИКАЗ");
  draft.heading.issuer = text("Управление образования администрации " + order.municipality);
  draft.heading.date = text("15 марта " + order.year + " года");
  draft.heading.number = text(std::to_string(index));
  for (const std::string& printed : order.items) draft.items.push_back(item("1", printed));
  for (const std::string& printed : order.paragraphs) draft.content.push_back(paragraph(printed));
  if (!order.list.empty()) {
    List list;
    list.id = "l1";
    list.title = text(order.list_title);
    list.kind = ListKind::schools;
    for (const std::string& entry : order.list)
      list.entries.push_back({"", text(entry, static_cast<int>(list.entries.size()) + 1), {}});
    draft.lists.push_back(std::move(list));
    draft.content.push_back(list_block("l1"));
  }
  draft.tables = order.tables;
  for (const Table& table : draft.tables) draft.content.push_back(table_block(table.id));
  if (!order.title.empty()) draft.heading.title = text(order.title);
  Extraction extraction;
  extraction.source.name = "order.pdf";
  extraction.source.sha256 = std::string(58, '0') + std::to_string(100'000 + index);
  extraction.documents = normalize({std::move(draft)}, extraction.diagnostics);
  std::ostringstream out;
  write_json(out, extraction, false);
  return out.str();
}

inline Collection collect(const std::vector<Order>& orders) {
  Collection collection;
  for (std::size_t k = 0; k < orders.size(); ++k)
    add_extraction(collection, extraction_of(orders[k], static_cast<int>(k)));
  settle(collection);
  return collection;
}

}  // namespace prikaz
