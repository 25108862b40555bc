// Extractions written by hand: only what a test is about. Names and places are made up.
//
//   const auto json = extraction({{{"tables", {table({{"Мероприятие", "activity"}, {"Срок", "period"}},
//                                                    {{"Семинар", "март"}})}}}});
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace prikaz {

inline nlohmann::json cell(const std::string& text) {
  return {{"text", text}, {"row_span", 1}, {"col_span", 1}, {"covered", false}, {"confidence", 1}};
}

// Columns as (header, role), data rows as their texts.
inline nlohmann::json table(const std::vector<std::pair<std::string, std::string>>& columns,
                            const std::vector<std::vector<std::string>>& rows) {
  nlohmann::json result = {
      {"id", "t1"}, {"title", nullptr}, {"columns", nlohmann::json::array()}, {"rows", nlohmann::json::array()}};
  for (const auto& [header, role] : columns)
    result["columns"].push_back({{"index", result["columns"].size()}, {"header", header}, {"role", role}});
  for (const auto& texts : rows) {
    nlohmann::json row = {{"kind", "data"},
                          {"number", nullptr},
                          {"cells", nlohmann::json::array()},
                          {"period", nullptr},
                          {"responsible", nlohmann::json::array()},
                          {"schools", nlohmann::json::array()},
                          {"spans", {{{"page", 2}, {"bbox", {10, 20, 300, 40}}}}}};
    for (const std::string& text : texts) row["cells"].push_back(cell(text));
    result["rows"].push_back(row);
  }
  return result;
}

inline nlohmann::json value(const std::string& text) {
  return {{"value", text}, {"text", text}, {"confidence", 1}, {"spans", nlohmann::json::array()}};
}

// `sha256` may be short.
inline std::string extraction(const nlohmann::json& documents, const std::string& sha256 = "00112233445566778899") {
  return nlohmann::json({{"schema", "urn:prikaz:extraction:1"},
                         {"source", {{"name", "plan.pdf"}, {"sha256", sha256}}},
                         {"pages", nlohmann::json::array()},
                         {"documents", documents},
                         {"diagnostics", nlohmann::json::array()}})
      .dump();
}

}  // namespace prikaz
