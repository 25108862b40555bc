#include "places.h"

#include <charconv>
#include <string_view>
#include <vector>

#include "prikaz/messages.h"
#include "prikaz/unicode.h"

namespace prikaz::tables {
namespace {

// The parts of the pointer after /documents/N.
std::vector<std::string_view> parts_inside(std::string_view pointer) {
  std::vector<std::string_view> parts = split(pointer, '/');
  if (parts.size() < 3 || !parts[0].empty() || parts[1] != "documents") return {};
  return {parts.begin() + 3, parts.end()};
}

int index_of(std::string_view part) {
  int index = -1;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
  return error == std::errc() && end == part.data() + part.size() ? index : -1;
}

const Json& element(const Json& list, std::string_view part) {
  static const Json nothing;
  const int index = index_of(part);
  return list.is_array() && index >= 0 && static_cast<std::size_t>(index) < list.size()
             ? list[static_cast<std::size_t>(index)]
             : nothing;
}

// The innermost item the pointer goes through, and the number of the nearest that has one.
struct FoundItem {
  const Json* item = nullptr;
  std::string number;
};

FoundItem item_at(const Json& document, const std::vector<std::string_view>& parts) {
  FoundItem found;
  const Json* around = &document;
  for (std::size_t i = 0; i + 1 < parts.size() && parts[i] == "items"; i += 2) {
    const Json& item = element(array(*around, "items"), parts[i + 1]);
    if (!item.is_object()) break;
    around = found.item = &item;
    if (const std::string own = text(item, "number"); !own.empty()) found.number = own;
  }
  return found;
}

const Json& row_at(const Json& document, const std::vector<std::string_view>& parts) {
  static const Json nothing;
  if (parts.size() < 4 || parts[0] != "tables" || parts[2] != "rows") return nothing;
  return element(array(element(array(document, "tables"), parts[1]), "rows"), parts[3]);
}

}  // namespace

int document_index(const std::string& pointer) {
  const std::vector<std::string_view> parts = split(pointer, '/');
  return parts.size() >= 3 && parts[0].empty() && parts[1] == "documents" ? index_of(parts[2]) : -1;
}

std::string place_in_words(const Json& document, const std::string& pointer) {
  const std::vector<std::string_view> parts = parts_inside(pointer);
  if (parts.empty()) return {};
  const std::string_view first = parts[0];
  if (first == "items") {
    const FoundItem found = item_at(document, parts);
    return found.number.empty() ? tr("operative part") : tr("item %1", {found.number});
  }
  if (first == "tables" && parts.size() > 1) {
    const std::string table = text(element(array(document, "tables"), parts[1]), "id");
    const Json& row = row_at(document, parts);
    if (!row.is_object()) return tr("table %1", {table});
    const std::string number = text(row, "number");
    return tr("table %1, row %2", {table, number.empty() ? "[" + std::string(parts[3]) + "]" : number});
  }
  if (first == "lists" && parts.size() > 1)
    return tr("list %1", {text(element(array(document, "lists"), parts[1]), "id")});
  if (first == "appendices" && parts.size() > 1) {
    const std::string number = text(element(array(document, "appendices"), parts[1]), "number");
    return number.empty() ? tr("appendix") : tr("appendix %1", {number});
  }
  if (first == "heading") return tr("heading");
  if (first == "preamble") return tr("preamble");
  if (first == "approval") return tr("approval");
  if (first == "signatories") return tr("signature");
  if (first == "drafted_by") return tr("drafted by");
  if (first == "content") return tr("running text");
  return {};
}

std::string text_of_role(const Json& table, const Json& row, const char* role) {
  const Json &columns = array(table, "columns"), &cells = array(row, "cells");
  for (std::size_t c = 0; c < columns.size() && c < cells.size(); ++c)
    if (text(columns[c], "role") == role)
      if (std::string found = text(cells[c], "text"); !found.empty()) return found;
  return {};
}

std::string task_at(const Json& document, const std::string& pointer) {
  const std::vector<std::string_view> parts = parts_inside(pointer);
  if (parts.empty()) return {};
  if (const FoundItem found = item_at(document, parts); found.item != nullptr) return text(*found.item, "text");
  const Json& row = row_at(document, parts);
  return row.is_object() ? text_of_role(element(array(document, "tables"), parts[1]), row, "activity") : std::string();
}

std::string title_of_block(const Json& document, const Json& block, const char* type) {
  if (std::string own = text(block, "title"); !own.empty()) return own;
  const std::string id = text(block, "id");
  for (const Json& appendix : array(document, "appendices"))
    for (const Json& part : array(appendix, "content"))
      if (!id.empty() && text(part, "type") == type && text(part, type) == id) return text(appendix, "title");
  return {};
}

}  // namespace prikaz::tables
