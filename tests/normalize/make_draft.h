// Drafts made by hand for the tests of what is read from them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "prikaz/draft.h"
#include "prikaz/unicode.h"

namespace prikaz {

// The words of `printed` on one line of page `page`, ten points each.
inline Text text(std::string_view printed, int page = 1, float confidence = 1) {
  Text out;
  float x = 0;
  for (const std::string_view word : split(printed, ' ')) {
    out.append(word, {page, {x, 0, x + 10, 12}}, confidence);
    x += 12;
  }
  return out;
}

inline Block paragraph(std::string_view printed) { return {BlockType::paragraph, text(printed), 1, ""}; }
inline Block list_block(std::string id) { return {BlockType::list, {}, 1, std::move(id)}; }
inline Block table_block(std::string id) { return {BlockType::table, {}, 1, std::move(id)}; }
inline Item item(std::string number, std::string_view printed, std::vector<Item> items = {}) {
  return {number.empty() ? "" : number + ".", number, text(printed), std::move(items)};
}

inline Table table(std::string id, const std::vector<std::pair<std::string, std::optional<ColumnRole>>>& columns,
                   const std::vector<std::vector<std::string>>& rows) {
  Table out;
  out.id = std::move(id);
  Row header;
  header.kind = RowKind::header;
  for (const auto& [name, role] : columns) {
    out.columns.push_back({text(name), role});
    header.cells.push_back({text(name)});
  }
  out.rows.push_back(std::move(header));
  for (const std::vector<std::string>& cells : rows) {
    Row row;
    for (const std::string& cell : cells) row.cells.push_back({cell.empty() ? Text{} : text(cell)});
    if (columns.front().second == ColumnRole::number) row.number = cells.front();
    out.rows.push_back(std::move(row));
  }
  return out;
}

inline Appendix appendix(std::string_view grif, std::string_view title, std::vector<Block> content) {
  Appendix out;
  if (!grif.empty()) out.grif = text(grif);
  if (!title.empty()) out.title = text(title);
  out.content = std::move(content);
  return out;
}

}  // namespace prikaz
