#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "sample_extraction.h"

namespace prikaz {
namespace {

using nlohmann::json;

std::string written(const Extraction& extraction, bool pretty = false) {
  std::ostringstream out;
  write_json(out, extraction, pretty);
  return out.str();
}

TEST(WriteJson, GivesTheGoldenValues) {
  const std::string path = PRIKAZ_TESTS_DIR "/export/golden/sample.json";
  const std::string text = written(sample_extraction(), true);
  if (std::getenv("PRIKAZ_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path) << text << '\n';
    FAIL() << "golden file rewritten: look at the difference, then run again without PRIKAZ_UPDATE_GOLDEN";
  }
  std::ifstream file(path);
  const json golden = json::parse(file);
  EXPECT_EQ(json::diff(golden, json::parse(text)).dump(1), "[]");
}

TEST(WriteJson, PrettyAndCompactSayTheSame) {
  const Extraction extraction = sample_extraction();
  EXPECT_EQ(nlohmann::ordered_json::parse(written(extraction, true)).dump(),
            nlohmann::ordered_json::parse(written(extraction)).dump());
  EXPECT_EQ(written(extraction).find('\n'), std::string::npos);
}

TEST(WriteJson, SameInputSameBytes) {
  EXPECT_EQ(written(sample_extraction()), written(sample_extraction()));
  EXPECT_EQ(written(sample_extraction(), true), written(sample_extraction(), true));
}

TEST(WriteJson, KeepsTheOrderOfTheContract) {
  const auto value = nlohmann::ordered_json::parse(written(sample_extraction()));
  std::vector<std::string> keys;
  for (const auto& [key, part] : value.items()) keys.push_back(key);
  EXPECT_THAT(keys, testing::ElementsAre("schema", "source", "pages", "documents", "diagnostics"));
  keys.clear();
  for (const auto& [key, part] : value["documents"][0].items()) keys.push_back(key);
  EXPECT_THAT(keys, testing::ElementsAre("kind", "pages", "heading", "issuer_details", "approval", "preamble", "items",
                                         "signatories", "drafted_by", "content", "appendices", "lists", "tables",
                                         "persons", "schools", "responsible", "dates", "references", "furniture"));
}

TEST(WriteJson, AnEmptyExtractionHasAllKeys) {
  Extraction extraction;
  extraction.source.sha256 = std::string(64, '0');
  extraction.documents.resize(1);
  extraction.documents[0].printed.pages = {1, 1};
  EXPECT_THAT(validate(written(extraction)), testing::IsEmpty());
  const json document = json::parse(written(extraction))["documents"][0];
  EXPECT_TRUE(document["preamble"].is_null());
  EXPECT_TRUE(document["approval"].is_null());
  EXPECT_TRUE(document["heading"]["number"].is_null());
  EXPECT_TRUE(document["issuer_details"]["ogrn"].is_null());
}

TEST(WriteJson, OutputIsUtf8WhateverTheInput) {
  Extraction extraction = sample_extraction();
  extraction.source.name = "\xff\xfe.pdf";
  extraction.documents[0].printed.items[0].text.str = "текст \xd0";
  extraction.documents[0].persons[0].name = "\xed\xa0\x80";
  extraction.diagnostics[0].message = "\x80";
  const std::string text = written(extraction);
  EXPECT_TRUE(json::accept(text));  // the parser refuses what is not UTF-8
  EXPECT_EQ(json::parse(text)["documents"][0]["items"][0]["text"], "текст \xef\xbf\xbd");
}

TEST(WriteJson, PointersLeadToWhatTheySay) {
  Extraction extraction = sample_extraction();
  extraction.documents.push_back(sample_document());
  extraction.diagnostics[0].document = 1;
  const json value = json::parse(written(extraction));
  EXPECT_EQ(value["diagnostics"][0]["path"], "/documents/1/schools/0");
  EXPECT_TRUE(value["diagnostics"][1]["path"].is_null());
  for (const json& document : value["documents"])
    for (const char* index : {"dates", "references", "responsible"})
      for (const json& entry : document[index]) {
        const json::json_pointer pointer(entry["path"].get<std::string>());
        ASSERT_TRUE(value.contains(pointer)) << entry["path"];
        EXPECT_TRUE(value[pointer].is_string());
      }
  EXPECT_EQ(value["documents"][1]["tables"][0]["rows"][2]["period"]["path"],
            "/documents/1/tables/0/rows/2/cells/1/text");
}

TEST(WriteJson, IndexesOutOfRangeAreNotWritten) {
  Extraction extraction = sample_extraction();
  extraction.documents[0].row_meanings[{0, 2}] = {99, {0, 7, -1}, {5}};
  const json row = json::parse(written(extraction))["documents"][0]["tables"][0]["rows"][2];
  EXPECT_TRUE(row["period"].is_null());
  EXPECT_EQ(row["responsible"], json::array({0}));
  EXPECT_EQ(row["schools"], json::array());
}

TEST(WriteJson, AnUnreadGrifIsNotLost) {
  Extraction extraction = sample_extraction();
  extraction.documents[0].of_documents = {std::nullopt};
  const json of = json::parse(written(extraction))["documents"][0]["appendices"][0]["of_document"];
  EXPECT_EQ(of["text"], "Приложение 1 к приказу от 15.01.2030 № 17-а");
  EXPECT_TRUE(of["kind"].is_null());
}

TEST(WriteJson, AValueIsNoSurerThanItsText) {
  Extraction extraction = sample_extraction();
  extraction.documents[0].heading.number = Value{"5", set_text("5", 1, 0, 0, 0.25F), 0.75F};
  EXPECT_EQ(json::parse(written(extraction))["documents"][0]["heading"]["number"]["confidence"], 0.25);
}

}  // namespace
}  // namespace prikaz
