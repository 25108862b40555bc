#include "municipality.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

namespace prikaz {
namespace {

TEST(Municipality, Cases) {
  std::ifstream file(PRIKAZ_TESTS_DIR "/harmonize/cases/municipalities.json");
  const auto cases = nlohmann::json::parse(file);
  EXPECT_GE(cases.size(), 80U);
  for (const auto& c : cases) {
    MunicipalitySources sources;
    sources.issuer = c.value("issuer", "");
    sources.title = c.value("title", "");
    sources.approval = c.value("approval", "");
    sources.place = c.value("place", "");
    if (c.contains("grif")) sources.grifs = {c["grif"].get<std::string>()};
    sources.posts = c.value("posts", std::vector<std::string>());
    sources.organizations = c.value("organizations", std::vector<std::string>());
    EXPECT_EQ(choose_municipality(sources).name, c.at("expect").get<std::string>()) << c.at("name");
  }
}

TEST(Municipality, SpellingsOfOneHaveOneKey) {
  const auto key = [](const char* text) {
    const auto found = find_municipalities(text, "");
    return found.empty() ? std::string("none of ") + text : found.front().key;
  };
  EXPECT_EQ(key("Озёрного района"), key("МУНИЦИПАЛЬНОГО РАЙОНА «ОЗЕРНЫЙ РАЙОН»"));
  EXPECT_EQ(key("в Озёрном муниципальном районе"), key("МО Озёрный район"));
  EXPECT_EQ(key("города Липогорска"), key("городского округа город Липогорск"));
  EXPECT_EQ(key("города Липогорска"), key("МО «Город Липогорск»"));
  EXPECT_NE(key("Озёрного района"), key("Озёрного городского округа"));
  EXPECT_NE(key("Озёрного муниципального округа"), key("Озёрного городского округа"));
  EXPECT_NE(key("Речного района города Липогорска"), key("Речного района города Заозёрска"));
}

}  // namespace
}  // namespace prikaz
