#include "prikaz/printable.h"

#include <gtest/gtest.h>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

TEST(Printable, LeavesTextAlone) {
  for (const char* text : {"", "приказ № 5.pdf", "a b-c_d.pdf", "«О плане»", "日本"}) EXPECT_EQ(printable(text), text);
}

TEST(Printable, ShowsWhatIsInvisible) {
  EXPECT_EQ(printable("a\nb\tc\x1b[31m\x7f"), "a\\nb\\tc\\x1b[31m\\x7f");
  EXPECT_EQ(printable(std::string_view("a\0b", 3)), "a\\x00b");
  EXPECT_EQ(printable("gpj.\u202Efdp"), "gpj.\\u{202e}fdp");
  EXPECT_EQ(printable("a\u200Bb\u2028c\u0085"), "a\\u{200b}b\\u{2028}c\\u{85}");
  EXPECT_EQ(printable("\U000E0041"), "\\u{e0041}");
}

TEST(Printable, ShowsBytesThatAreNotUtf8) {
  EXPECT_EQ(printable("\xff.pdf"), "\\xff.pdf");
  EXPECT_EQ(printable("\xd0"), "\\xd0");
  EXPECT_EQ(printable("\xed\xa0\x80"), "\\xed\\xa0\\x80");
}

TEST(PrintableLines, KeepsLineEnds) {
  EXPECT_EQ(printable_lines("a\nb\r\nc\rd"), "a\nb\nc\nd");
  EXPECT_EQ(printable_lines("a\tb\x1b\u2028\xff"), "a\\tb\\x1b\\u{2028}\\xff");
}

// Whatever comes in, one line of valid UTF-8 comes out, and showing it again changes nothing.
TEST(Printable, HoldsForAllPairsOfBytes) {
  for (int first = 0; first < 256; ++first)
    for (int second = 0; second < 256; ++second) {
      const std::string shown = printable(std::string{static_cast<char>(first), static_cast<char>(second)});
      ASSERT_EQ(shown, valid_utf8(shown));
      ASSERT_EQ(shown.find('\n'), std::string::npos);
      ASSERT_EQ(printable(shown), shown);
    }
}

}  // namespace
}  // namespace prikaz
