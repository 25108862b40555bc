// The schema is a promise to those who read our output: within version 1 keys may be added, never renamed, removed or
// given another meaning. This test fails on every change of its meaning, so that none happens by accident.
//
// If it fails: compare the schema with the contract. If you only added keys (not `required`: older extractions do not
// have them), put the new hash below. If anything else changed, it is version 2: a new file extraction-2.schema.json, a
// new «urn:prikaz:extraction:2», and version 1 stays as it is.
#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>

#include "prikaz/export.h"

namespace prikaz {
namespace {

// Descriptions are for people and may be reworded.
nlohmann::json without_descriptions(const nlohmann::json& value) {
  if (!value.is_structured()) return value;
  nlohmann::json kept = value.is_array() ? nlohmann::json::array() : nlohmann::json::object();
  for (const auto& [key, child] : value.items()) {
    if (value.is_array())
      kept.push_back(without_descriptions(child));
    else if (key != "description" || !child.is_string())
      kept[key] = without_descriptions(child);
  }
  return kept;
}

// FNV-1a, 64 bits.
std::uint64_t hash(std::string_view text) {
  std::uint64_t value = 14695981039346656037U;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return value;
}

TEST(Schema, ChangesOnlyDeliberately) {
  const nlohmann::json schema = nlohmann::json::parse(json_schema());
  EXPECT_EQ(schema["$id"], "urn:prikaz:extraction:1");
  EXPECT_EQ(hash(without_descriptions(schema).dump()), 11514732165200018656U)
      << "read the comment at the top of this file";
}

// What valijson 1.0 understands wrongly must not be used: later drafts, patterns beyond ASCII, and patterns that let
// std::regex recurse once for each character of a long text.
TEST(Schema, UsesNothingThatValidatorsDisagreeAbout) {
  const nlohmann::json schema = nlohmann::json::parse(json_schema());
  EXPECT_EQ(schema["$schema"], "http://json-schema.org/draft-07/schema#");
  const std::function<void(const nlohmann::json&)> visit = [&](const nlohmann::json& part) {
    if (part.is_object()) {
      for (const char* keyword :
           {"$defs", "unevaluatedProperties", "dependentRequired", "prefixItems", "minContains", "$anchor"})
        EXPECT_FALSE(part.contains(keyword)) << keyword;
      const auto pattern = part.find("pattern");
      if (pattern != part.end() && pattern->is_string()) {
        for (const char c : pattern->get<std::string>())
          EXPECT_TRUE(static_cast<unsigned char>(c) < 0x80 && c != '*' && c != '+') << *pattern;
      }
    }
    if (part.is_structured())
      for (const nlohmann::json& child : part) visit(child);
  };
  visit(schema);
}

}  // namespace
}  // namespace prikaz
