#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "sample_extraction.h"

namespace prikaz {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

json sample() {
  std::ostringstream out;
  write_json(out, sample_extraction(), false);
  return json::parse(out.str());
}

TEST(Validate, AcceptsWhatWeWrite) { EXPECT_THAT(validate(sample().dump()), IsEmpty()); }

TEST(Validate, AcceptsKeysOfLaterMinorVersions) {
  json value = sample();
  value["later"] = 1;
  value["documents"][0]["later"] = {{"a", 1}};
  EXPECT_THAT(validate(value.dump()), IsEmpty());
}

TEST(Validate, RefusesWhatIsNotJson) {
  EXPECT_THAT(validate(""), ElementsAre(StartsWith("not JSON")));
  EXPECT_THAT(validate("{\"a\":"), ElementsAre(StartsWith("not JSON")));
  EXPECT_THAT(validate("\"\xff\""), ElementsAre(StartsWith("not JSON")));
}

TEST(Validate, NamesThePlaceOfEachMistake) {
  json value = sample();
  value["documents"][0]["kind"] = "decree";
  value["documents"][0]["items"][0]["items"][0].erase("confidence");
  EXPECT_THAT(validate(value.dump()), testing::UnorderedElementsAre(StartsWith("/documents/0/kind: "),
                                                                    StartsWith("/documents/0/items/0/items/0: ")));
}

// Each key of the contract, taken away wherever it stands, is missed: `required` of the schema is complete. What
// version 1 did not have from the start may be absent.
TEST(Validate, MissesEveryKeyOfTheContract) {
  const std::set<std::string> added{"furniture", "honorific", "full_name"};
  const json value = sample();
  int removed = 0;
  const std::function<void(const json&, const json::json_pointer&)> visit = [&](const json& part,
                                                                                const json::json_pointer& at) {
    if (part.is_array())
      for (std::size_t i = 0; i < part.size(); ++i) visit(part[i], at / i);
    if (!part.is_object()) return;
    for (const auto& [key, child] : part.items()) {
      visit(child, at / key);
      const std::string place = at.to_string();
      const bool late_path = key == "path" && place.find("/responsible/") != std::string::npos;
      const bool late_confidence =
          key == "confidence" && (place.find("/dates/") != std::string::npos ||
                                  place.find("/references/") != std::string::npos || place.ends_with("/period"));
      const bool late_spans = key == "spans" && place.ends_with("/of_document");
      const bool late_text = key == "text" && (place.find("/signatories/") != std::string::npos ||
                                               place.find("/drafted_by/") != std::string::npos);
      if (added.contains(key) || late_path || late_confidence || late_spans || late_text) continue;
      json broken = value;
      broken[at].erase(key);
      EXPECT_THAT(validate(broken.dump()), testing::Not(IsEmpty())) << place << " without " << key;
      ++removed;
    }
  };
  visit(value, json::json_pointer());
  EXPECT_GT(removed, 300);
}

struct Breakage {
  const char* pointer;
  json value;
};

class Broken : public testing::TestWithParam<Breakage> {};

TEST_P(Broken, DoesNotValidate) {
  json value = sample();
  const json::json_pointer pointer(GetParam().pointer);
  ASSERT_TRUE(value.contains(pointer));
  value[pointer] = GetParam().value;
  EXPECT_THAT(validate(value.dump()), Contains(StartsWith(GetParam().pointer)));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Broken,
    testing::Values(
        Breakage{"/schema", "urn:prikaz:extraction:2"}, Breakage{"/source/sha256", "AA"},
        Breakage{"/source/size_bytes", -1}, Breakage{"/pages/0/rotation_deg", 45}, Breakage{"/pages/0/number", 0},
        Breakage{"/pages/1/ocr_confidence", 91}, Breakage{"/pages/0/text_source", "guess"},
        Breakage{"/documents/0/pages", 1}, Breakage{"/documents/0/heading/date/spans/0/bbox", {1, 2, 3}},
        Breakage{"/documents/0/heading/date/confidence", 1.5}, Breakage{"/documents/0/heading/number", "17-а"},
        Breakage{"/documents/0/approval/date", "14.01.2030"}, Breakage{"/documents/0/items/0/items", nullptr},
        Breakage{"/documents/0/items/0/number", 1}, Breakage{"/documents/0/lists/0/marker", "none"},
        Breakage{"/documents/0/tables/0/rows/0/kind", "head"},
        Breakage{"/documents/0/tables/0/rows/2/responsible", {"p1"}},
        Breakage{"/documents/0/tables/0/rows/2/cells/0/covered", "no"},
        Breakage{"/documents/0/tables/0/columns/0/role", "nobody"}, Breakage{"/documents/0/dates/0/path", "items/0"},
        Breakage{"/documents/0/dates/0/kind", "when"}, Breakage{"/documents/0/responsible/0/duty", "think"},
        Breakage{"/documents/0/responsible/0/target", json::object()},
        Breakage{"/documents/0/responsible/1/target/document", false},
        Breakage{"/documents/0/content/0/type", "picture"}, Breakage{"/diagnostics/0/severity", "fatal"},
        Breakage{"/diagnostics/0/bbox", {1, 2, 3, "4"}}));

}  // namespace
}  // namespace prikaz
