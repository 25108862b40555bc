#include "json_writer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

namespace prikaz {
namespace {

std::string number(double value, int decimals) {
  std::ostringstream out;
  JsonWriter(out, false).number(value, decimals);
  return out.str();
}

std::string string(std::string_view text) {
  std::ostringstream out;
  JsonWriter(out, false).string(text);
  return out.str();
}

TEST(JsonWriter, RoundsNumbersAndDropsTrailingZeros) {
  EXPECT_EQ(number(56.7, 2), "56.7");
  EXPECT_EQ(number(56.7F, 2), "56.7");
  EXPECT_EQ(number(71, 2), "71");
  EXPECT_EQ(number(595.2756, 2), "595.28");
  EXPECT_EQ(number(0.07, 2), "0.07");
  EXPECT_EQ(number(-0.504, 2), "-0.5");
  EXPECT_EQ(number(-12.05, 2), "-12.05");
  EXPECT_EQ(number(-0.001, 2), "0");
  EXPECT_EQ(number(0.999, 2), "1");
  EXPECT_EQ(number(0.8765, 3), "0.877");
  EXPECT_EQ(number(100, 0), "100");
}

TEST(JsonWriter, WritesOnlyFiniteNumbers) {
  EXPECT_EQ(number(std::nan(""), 2), "0");
  EXPECT_EQ(number(std::numeric_limits<double>::infinity(), 2), "0");
  EXPECT_TRUE(nlohmann::json::accept(number(std::numeric_limits<double>::max(), 3)));
}

TEST(JsonWriter, EscapesWhatJsonDoesNotTake) {
  EXPECT_EQ(string("приказ № 5-а «О плане»"), "\"приказ № 5-а «О плане»\"");
  EXPECT_EQ(string("a\"b\\c"), R"("a\"b\\c")");
  EXPECT_EQ(string(std::string_view("\0\n\x1b", 3)), R"("\u0000\n\u001b")");
}

TEST(JsonWriter, ReplacesWhatIsNotUtf8) {
  for (const char* broken : {"\xff", "\xd0", "\xd0\x20", "\xd0\xd0", "а\xed\xa0\x80", "\xf5\x80\x80\x80", "\xc0\xaf"}) {
    const std::string written = string(broken);
    ASSERT_TRUE(nlohmann::json::accept(written)) << written;
    EXPECT_NE(written.find("\xef\xbf\xbd"), std::string::npos) << written;
  }
}

// The short way for plain Russian text and the long way must not differ: every pair of bytes that can begin a string.
TEST(JsonWriter, AgreesWithTheLibraryOnAllPairsOfBytes) {
  for (int first = 0; first < 256; ++first)
    for (int second = 0; second < 256; ++second) {
      const std::string text{static_cast<char>(first), static_cast<char>(second)};
      ASSERT_EQ(string(text), nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    }
}

std::string nested(bool pretty) {
  std::ostringstream out;
  JsonWriter json(out, pretty);
  json.begin_object();
  json.key("empty").begin_array().end_array();
  json.key("none").begin_object().end_object();
  json.key("items").begin_array();
  json.begin_object(JsonWriter::Layout::one_line).key("page").integer(1).key("bbox").begin_array();
  json.number(1, 2).number(2.5, 2).end_array().end_object();
  json.boolean(true).null();
  json.end_array().end_object();
  return out.str();
}

TEST(JsonWriter, WritesCompact) {
  EXPECT_EQ(nested(false), R"({"empty":[],"none":{},"items":[{"page":1,"bbox":[1,2.5]},true,null]})");
}

TEST(JsonWriter, IndentsByTwoSpaces) {
  EXPECT_EQ(nested(true), R"({
  "empty": [],
  "none": {},
  "items": [
    {"page": 1, "bbox": [1, 2.5]},
    true,
    null
  ]
})");
}

}  // namespace
}  // namespace prikaz
