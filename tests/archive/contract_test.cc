// What comes from a child is believed only as far as the JSON Schema goes: whatever the schema refuses, the archive
// refuses, tried on an extraction spoilt at every place in turn.
#include <gtest/gtest.h>

#include "make_extraction.h"
#include "prikaz/export.h"

namespace prikaz {
namespace {

using Json = nlohmann::ordered_json;

class Contract : public testing::Test {
 protected:
  Contract() : archive_(temporary_.path() / "archive", ArchiveMode::create_or_write) {}

  bool takes(const std::string& json) {
    try {
      archive_.store(record_of(kSha256), path_of("/in/a.pdf"), json);
      return true;
    } catch (const InputError& error) {
      EXPECT_EQ(error.failure(), Failure::damaged);
      return false;
    }
  }

  // All places of the value, as JSON Pointers; of arrays only the first element.
  static void collect(const Json& value, const Json::json_pointer& at, std::vector<Json::json_pointer>& all) {
    all.push_back(at);
    if (value.is_object())
      for (const auto& [key, member] : value.items()) collect(member, at / key, all);
    if (value.is_array())
      for (std::size_t i = 0; i < std::min<std::size_t>(value.size(), 1); ++i) collect(value[i], at / i, all);
  }

  const std::string kSha256 = fake_sha256("ab12");
  TemporaryFolder temporary_;
  Archive archive_;
};

TEST_F(Contract, TakesWhatTheProgramWrites) {
  for (const char* sample : {"belokamenny-381p.lo", "klyuchevoy-311.chromium", "luzhsky-plan.lo",
                             "paket-dva-dokumenta.lo", "stepnoy-spravka.lo", "verkhneyarsky-64.lo"}) {
    const std::string json = golden_extraction(sample, kSha256, "a.pdf").dump();
    ASSERT_TRUE(validate(json).empty()) << sample;
    EXPECT_TRUE(takes(json)) << sample;
  }
}

TEST_F(Contract, RefusesWhatTheSchemaRefuses) {
  const Json good = golden_extraction("severnolesnoy-203.lo", kSha256, "a.pdf");
  Json rich = golden_extraction("paket-dva-dokumenta.lo", kSha256, "a.pdf");
  // Of each kind of thing one is enough; the schema's validator is slow.
  rich["documents"].erase(0);
  for (const char* key : {"dates", "persons", "schools", "responsible", "references", "items", "lists"}) {
    Json& array = rich["documents"][0][key];
    while (array.size() > 1) array.erase(array.size() - 1);
  }
  for (Json& table : rich["documents"][0]["tables"]) {
    while (table["rows"].size() > 2) table["rows"].erase(table["rows"].size() - 1);
    for (Json& row : table["rows"]) row["responsible"] = row["schools"] = Json::array();
  }
  int refused = 0;
  for (const Json& whole : {good, rich}) {
    ASSERT_TRUE(takes(whole.dump()));
    std::vector<Json::json_pointer> places;
    collect(whole, Json::json_pointer(), places);
    for (const Json::json_pointer& place : places) {
      if (place.empty()) continue;
      std::vector<Json> spoilt{whole, whole, whole, whole};
      if (whole[place.parent_pointer()].is_object()) spoilt[0][place.parent_pointer()].erase(place.back());
      spoilt[1][place] = nullptr;
      spoilt[2][place] = whole[place].is_string() ? Json(17) : Json("spoilt");
      spoilt[3][place] = whole[place].is_number() ? Json(-1000) : Json::object();
      for (const Json& one : spoilt) {
        const std::string json = one.dump();
        if (validate(json).empty()) continue;
        ++refused;
        EXPECT_FALSE(takes(json)) << place << "\n" << (one.contains(place) ? one[place].dump() : "missing");
      }
    }
  }
  EXPECT_GT(refused, 500);
}

// The first page of a fax could not be read: the second keeps its number.
TEST_F(Contract, TakesPagesThatAreMissing) {
  Json whole = Json::parse(small_extraction({}));
  whole["pages"][0]["number"] = 2;
  whole["documents"][0]["pages"] = {{"first", 2}, {"last", 2}};
  whole["documents"][0]["items"][0]["spans"][0]["page"] = 2;
  whole["diagnostics"].push_back({{"code", "page_unreadable"},
                                  {"severity", "error"},
                                  {"message", "the picture of page 3 is damaged"},
                                  {"page", 3},
                                  {"bbox", nullptr},
                                  {"path", nullptr}});
  EXPECT_TRUE(takes(whole.dump()));
}

TEST_F(Contract, RefusesWhatTheSchemaCannotSay) {
  Json whole = golden_extraction("paket-dva-dokumenta.lo", kSha256, "a.pdf");
  const auto spoilt = [&](const std::string& place, const Json& value) {
    Json copy = whole;
    copy[Json::json_pointer(place)] = value;
    return copy.dump();
  };
  ASSERT_TRUE(takes(whole.dump()));
  EXPECT_FALSE(takes(spoilt("/source/page_count", 1))) << "pages that are not there";
  EXPECT_FALSE(takes(spoilt("/documents/0/items/0/spans/0/page", 99))) << "a page that is not there";
  EXPECT_FALSE(takes(spoilt("/documents/0/items/0/spans/0/bbox/0", 1e300 * 1e10))) << "not a number";
  EXPECT_FALSE(takes(spoilt("/documents/0/pages/last", 4'000'000'000'000))) << "a page that is not there";
  EXPECT_FALSE(takes(spoilt("/source/sha256", fake_sha256("bb")))) << "another file";
  std::string deep = whole.dump();
  deep.insert(deep.size() - 1, ",\"x\":" + std::string(100'000, '[') + std::string(100'000, ']'));
  EXPECT_FALSE(takes(deep)) << "too deep";
  EXPECT_FALSE(takes(whole.dump().replace(100, 1, "\x80"))) << "not UTF-8";
  EXPECT_FALSE(takes(spoilt("/source/name", "a").replace(whole.dump().find("\"name\":\"") + 8, 1, "\\ud800")))
      << "half a character";
}

}  // namespace
}  // namespace prikaz
