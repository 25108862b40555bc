#include "references.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "dates.h"

namespace prikaz {
namespace {

using Json = nlohmann::json;

std::vector<Json> cases() {
  std::ifstream file(PRIKAZ_TESTS_DIR "/normalize/cases/references.json");
  return Json::parse(file).get<std::vector<Json>>();
}

void put(Json& object, const char* key, const std::optional<std::string>& value) {
  if (value) object[key] = *value;
}

TEST(References, Cases) {
  int counted = 0;
  for (const Json& c : cases()) {
    if (!c.contains("expect")) continue;
    ++counted;
    const auto input = c.at("input").get<std::string>();
    Json got = Json::array();
    for (const FoundReference& reference : find_references(input)) {
      Json object{{"kind", reference.kind}, {"text", input.substr(reference.begin, reference.end - reference.begin)}};
      put(object, "issuer", reference.issuer);
      put(object, "number", reference.number);
      put(object, "title", reference.title);
      if (reference.date) object["date"] = iso(*reference.date);
      got.push_back(object);
    }
    EXPECT_EQ(got, c["expect"]) << input;
  }
  EXPECT_GE(counted, 50);
}

TEST(References, ParentOfAnAppendix) {
  int counted = 0;
  for (const Json& c : cases()) {
    if (!c.contains("parent")) continue;
    ++counted;
    const auto input = c.at("input").get<std::string>();
    const FoundParent parent = read_parent(input);
    Json got = Json::object();
    put(got, "appendix_number", parent.appendix_number);
    put(got, "kind", parent.kind);
    put(got, "number", parent.number);
    if (parent.date) got["date"] = iso(*parent.date);
    EXPECT_EQ(got, c["parent"]) << input;
  }
  EXPECT_GE(counted, 15);
}

TEST(References, InOrderAndInsideTheText) {
  const std::string text =
      "приказами министерства от 5 марта 2024 г. № 12 «О «малых» школах» и управления от 7 мая 2024 г. № 18, письмо № "
      "4 от 1.02.2024";
  std::size_t end = 0;
  const auto found = find_references(text);
  EXPECT_EQ(found.size(), 3U);
  for (const FoundReference& reference : found) {
    EXPECT_GE(reference.begin, end);
    EXPECT_LT(reference.begin, reference.end);
    end = reference.end;
  }
  EXPECT_LE(end, text.size());
}

TEST(References, NothingInNothing) {
  EXPECT_TRUE(find_references("").empty());
  const FoundParent parent = read_parent("");
  EXPECT_FALSE(parent.kind || parent.number || parent.date || parent.appendix_number);
}

}  // namespace
}  // namespace prikaz
