// Extractions for tests: what `prikaz extract` gives for a small order of a place that is not on any map.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "prikaz/archive.h"

namespace prikaz {

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// 64 digits that start with `head`.
inline std::string fake_sha256(const std::string& head) { return head + std::string(64 - head.size(), '0'); }

// The golden extraction of a sample («kholmsky-58.lo»), as if the file had this SHA-256 and name.
inline nlohmann::ordered_json golden_extraction(const std::string& sample, const std::string& sha256,
                                                const std::string& name) {
  nlohmann::ordered_json value =
      nlohmann::ordered_json::parse(read_file(std::string(PRIKAZ_TESTS_DIR) + "/golden/" + sample + ".json"));
  value["source"]["sha256"] = sha256;
  value["source"]["name"] = name;
  // Golden files leave out where the words of a cell stand.
  for (auto& document : value["documents"])
    for (auto& table : document["tables"])
      for (auto& row : table["rows"])
        for (auto& cell : row["cells"]) {
          const bool blank = std::string(cell["text"]).empty();
          cell["spans"] = blank ? nlohmann::ordered_json::array() : row["spans"];
          cell["confidence"] = 1;
        }
  return value;
}

struct SmallOrder {
  std::string sha256 = fake_sha256("ab12");
  std::string name = "a.pdf";
  std::string number = "12-к";
  std::string date = "2024-03-12";
  std::string issuer = "Управление образования Заозёрного района";
  std::string title = "О проведении олимпиады";
  std::string text = "Провести олимпиаду 15 марта.";
  std::string signatory = "Берёзкина А.А.";
};

inline std::string small_extraction(const SmallOrder& order) {
  using nlohmann::ordered_json;
  const ordered_json spans = {{{"page", 1}, {"bbox", {56.7, 100, 500, 112}}}};
  const auto value = [&](const std::string& text) {
    return text.empty() ? ordered_json()
                        : ordered_json{{"value", text}, {"text", text}, {"confidence", 1}, {"spans", spans}};
  };
  ordered_json document = {
      {"kind", "order"},
      {"pages", {{"first", 1}, {"last", 1}}},
      {"heading",
       {{"kind_text", value("ПРИКАЗ")},
        {"issuer", value(order.issuer)},
        {"number", value(order.number)},
        {"date", value(order.date)},
        {"place", nullptr},
        {"title", value(order.title)}}},
      {"issuer_details",
       {{"ogrn", nullptr}, {"inn", nullptr}, {"phone", nullptr}, {"email", nullptr}, {"address", nullptr}}},
      {"approval", nullptr},
      {"preamble", nullptr},
      {"items",
       {{{"number", "1"},
         {"label", "1."},
         {"text", order.text},
         {"items", ordered_json::array()},
         {"spans", spans},
         {"confidence", 1}}}},
      {"signatories", {{{"person", order.signatory}, {"position", "Начальник"}, {"spans", spans}}}}};
  for (const char* key : {"drafted_by", "content", "appendices", "lists", "tables", "persons", "schools", "responsible",
                          "dates", "references"})
    document[key] = ordered_json::array();
  const ordered_json extraction = {{"schema", "urn:prikaz:extraction:1"},
                                   {"source",
                                    {{"name", order.name},
                                     {"sha256", order.sha256},
                                     {"media_type", "application/pdf"},
                                     {"size_bytes", 1000},
                                     {"page_count", 1}}},
                                   {"pages",
                                    {{{"number", 1},
                                      {"width_pt", 595.3},
                                      {"height_pt", 841.9},
                                      {"rotation_deg", 0},
                                      {"skew_deg", 0},
                                      {"text_source", "embedded"},
                                      {"ocr_confidence", nullptr}}}},
                                   {"documents", {document}},
                                   {"diagnostics", ordered_json::array()}};
  return extraction.dump();
}

inline ImportRecord record_of(const std::string& sha256, const std::string& name = "a.pdf") {
  ImportRecord record;
  record.sha256 = sha256;
  record.media_type = "application/pdf";
  record.name = name;
  record.program_version = "0.1.0";
  record.sandbox = "landlock seccomp";
  record.size_bytes = 1000;
  return record;
}

inline StoredPath path_of(const std::string& path) { return {path, 1000, 17, 18, 19}; }

// A folder that goes with the test.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "prikaz-archive-XXXXXX").native();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace prikaz
