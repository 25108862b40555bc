// The whole pipeline on every sample, compared with what it gave when a person last looked: tests/README.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "prikaz/export.h"
#include "prikaz/extract.h"
#include "prikaz/ingest.h"
#include "prikaz/normalize.h"
#include "prikaz/structure.h"

namespace prikaz {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> samples() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(PRIKAZ_SAMPLES_DIR "/pdf"))
    if (entry.path().extension() == ".pdf") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

// As main.cc does it, without the child process.
std::string extraction_of(const std::string& sample) {
  Extraction extraction;
  extraction.source = ingest(PRIKAZ_SAMPLES_DIR "/pdf/" + sample + ".pdf");
  extraction.pages = extract(extraction.source, {}, extraction.diagnostics);
  extraction.documents = normalize(find_structure(extraction.pages, extraction.diagnostics), extraction.diagnostics);
  std::ostringstream out;
  write_json(out, extraction, false);
  return out.str();
}

std::set<int> recognized_pages(const Json& extraction) {
  std::set<int> pages;
  for (const Json& page : extraction.at("pages"))
    if (page.at("text_source") == "ocr") pages.insert(page.at("number").get<int>());
  return pages;
}

// What a golden file holds: coordinates to half a point, no places of single cells (the rows have theirs) and neither
// confidences nor coordinates of recognized text, which differ from one processor to another. `in_cell` is set below a
// «cells» key.
Json comparable(const Json& value, const std::set<int>& recognized, bool in_cell = false) {
  if (value.is_object()) {
    Json out = Json::object();
    for (const auto& [key, field] : value.items()) {
      if ((in_cell && key == "spans") ||
          ((key == "confidence" || key == "ocr_confidence") && field.is_number() && field != 1))
        continue;
      if (key == "bbox" && value.contains("page") && recognized.contains(value.at("page").get<int>())) continue;
      if (key == "bbox" && field.is_array()) {
        Json box = Json::array();
        for (const Json& coordinate : field) box.push_back(std::round(coordinate.get<double>() * 2) / 2);
        out[key] = std::move(box);
      } else {
        out[key] = comparable(field, recognized, in_cell || key == "cells");
      }
    }
    return out;
  }
  if (value.is_array()) {
    Json out = Json::array();
    for (const Json& element : value) out.push_back(comparable(element, recognized, in_cell));
    return out;
  }
  return value;
}

// What fits on a line stands on one: a golden file is read by people, in differences.
void print(std::ostream& out, const Json& value, std::size_t indent = 0) {
  constexpr std::size_t kWidth = 160;
  const std::string line = value.dump();
  if (line.size() + indent <= kWidth || !value.is_structured()) {
    out << line;
    return;
  }
  const std::string margin(indent + 1, ' ');
  out << (value.is_object() ? "{\n" : "[\n");
  bool first = true;
  for (const auto& [key, field] : value.items()) {
    if (!first) out << ",\n";
    first = false;
    out << margin;
    if (value.is_object()) out << Json(key).dump() << ": ";
    print(out, field, indent + 1);
  }
  out << '\n' << std::string(indent, ' ') << (value.is_object() ? "}" : "]");
}

std::string printed(const Json& value) {
  std::ostringstream out;
  print(out, value);
  out << '\n';
  return out.str();
}

// «/documents/0/heading/number/value: "15" -> "16"», one change a line.
std::string difference(const Json& golden, const Json& now) {
  constexpr std::size_t kMost = 40;
  const Json patch = Json::diff(golden, now);
  std::string lines;
  for (std::size_t i = 0; i < patch.size() && i < kMost; ++i) {
    const auto operation = patch[i].at("op").get<std::string>(), path = patch[i].at("path").get<std::string>();
    const auto shown = [](const Json& value) {
      const std::string text = value.dump();
      return text.size() > 300 ? text.substr(0, 300) + "…" : text;
    };
    lines += "  " + path + ": ";
    if (operation != "add") {
      const Json::json_pointer pointer(path);
      lines += golden.contains(pointer) ? shown(golden.at(pointer)) : "(moved)";
    }
    lines += operation == "remove" ? " is gone\n"
                                   : (operation == "add" ? "new: " : " -> ") + shown(patch[i].at("value")) + "\n";
  }
  if (patch.size() > kMost) lines += "  and " + std::to_string(patch.size() - kMost) + " more\n";
  return lines;
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, SameAsBefore) {
  const std::string path = PRIKAZ_TESTS_DIR "/golden/" + GetParam() + ".json";
  const Json extraction = Json::parse(extraction_of(GetParam()));
  const Json now = comparable(extraction, recognized_pages(extraction));
  std::ifstream file(path);
  const Json golden = file ? Json::parse(file) : Json();
  if (golden == now) return;
  const char* update = std::getenv("PRIKAZ_UPDATE_GOLDEN");
  if (update != nullptr && std::string_view(update) == "1") {
    std::ofstream(path) << printed(now);
    ADD_FAILURE() << path << " is rewritten: look at the difference before it is committed";
    return;
  }
  if (golden.is_null())
    ADD_FAILURE() << path << " is missing";
  else
    ADD_FAILURE() << "differs from " << path << ":\n"
                  << difference(golden, now) << "PRIKAZ_UPDATE_GOLDEN=1 rewrites it";
}

TEST_P(Golden, ValidAndTheSameBytesTwice) {
  const std::string json = extraction_of(GetParam());
  EXPECT_EQ(validate(json), std::vector<std::string>{});
  EXPECT_EQ(json, extraction_of(GetParam()));
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '-' || c == '.'; }, '_');
  return name;
}
INSTANTIATE_TEST_SUITE_P(Samples, Golden, testing::ValuesIn(samples()), test_name);

// A golden file without its sample compares with nothing.
TEST(GoldenFiles, EachHasItsSample) {
  const std::vector<std::string> names = samples();
  EXPECT_GE(names.size(), 20U);
  for (const auto& entry : std::filesystem::directory_iterator(PRIKAZ_TESTS_DIR "/golden"))
    if (entry.path().extension() == ".json") {
      EXPECT_NE(std::find(names.begin(), names.end(), entry.path().stem().string()), names.end()) << entry.path();
    }
}

TEST(GoldenFiles, TheDifferenceSaysWhatChanged) {
  const Json golden = Json::parse(R"({"a": {"b": [1, 2]}, "c": "x", "d": 0})");
  const Json now = Json::parse(R"({"a": {"b": [1, 3]}, "c": "x", "e": true})");
  EXPECT_EQ(difference(golden, now), "  /a/b/1: 2 -> 3\n  /d: 0 is gone\n  /e: new: true\n");
  EXPECT_EQ(
      comparable(
          Json::parse(
              R"({"bbox": [1.26, 2.74], "cells": [{"text": "а", "spans": [1], "confidence": 0.5}], "spans": [{"bbox": [0.1]}], "confidence": 1})"),
          {}),
      Json::parse(R"({"bbox": [1.5, 2.5], "cells": [{"text": "а"}], "spans": [{"bbox": [0.0]}], "confidence": 1})"));
}

}  // namespace
}  // namespace prikaz
