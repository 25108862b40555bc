#include "prikaz/unicode.h"

#include <gtest/gtest.h>
#include <unicode/uchar.h>

namespace prikaz {
namespace {

TEST(Unicode, CodePointsForwardsAndBackwards) {
  const std::string_view text = "aй—😀";
  std::vector<char32_t> forwards;
  for (std::size_t pos = 0; pos < text.size(); pos = next_position(text, pos))
    forwards.push_back(code_point_at(text, pos));
  EXPECT_EQ(forwards, (std::vector<char32_t>{U'a', U'й', U'—', U'😀'}));
  EXPECT_EQ(code_point_before(text, text.size()), U'😀');
  EXPECT_EQ(code_point_before(text, 6), U'—');
  EXPECT_EQ(code_point_before(text, 3), U'й');
  EXPECT_EQ(code_point_before(text, 1), U'a');
  EXPECT_EQ(code_point_before(text, 0), 0U);
  EXPECT_EQ(code_point_at(text, text.size()), 0U);
  EXPECT_EQ(next_position(text, text.size()), text.size());
  EXPECT_EQ(count_code_points(text), 4U);
  std::string back;
  for (const char32_t c : forwards) append_code_point(back, c);
  EXPECT_EQ(back, text);
}

// Common letters go a shorter way than others: both must say what the character data says.
TEST(Unicode, EveryCodePointIsReadAndMappedAlike) {
  for (char32_t c = 1; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_code_point(text, c);
    ASSERT_EQ(code_point_at(text, 0), c);
    ASSERT_EQ(next_position(text, 0), text.size()) << static_cast<unsigned>(c);
    ASSERT_EQ(is_letter(c), u_isalpha(static_cast<UChar32>(c)) != 0) << static_cast<unsigned>(c);
    std::string expected;
    append_code_point(expected, static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
    if (expected.size() != text.size()) expected = text;
    ASSERT_EQ(lower(text), expected) << static_cast<unsigned>(c);
    ASSERT_EQ(lower(text + text), expected + expected) << static_cast<unsigned>(c);
  }
}

TEST(Unicode, Classes) {
  for (const char32_t c : std::u32string_view(U"aZяЁіі")) EXPECT_TRUE(is_letter(c)) << static_cast<unsigned>(c);
  for (const char32_t c : std::u32string_view(U"1 -№«_")) EXPECT_FALSE(is_letter(c)) << static_cast<unsigned>(c);
  EXPECT_TRUE(is_upper(U'Ё') && is_upper(U'A') && !is_upper(U'ё') && !is_upper(U'1'));
  EXPECT_TRUE(is_lower(U'ё') && !is_lower(U'Ё') && !is_lower(U'.'));
  EXPECT_TRUE(is_digit(U'0') && is_digit(U'9') && !is_digit(U'½') && !is_digit(U'٣'));
  EXPECT_TRUE(is_cyrillic(U'ы') && is_cyrillic(U'Ё') && !is_cyrillic(U'c') && !is_cyrillic(U'1'));
  EXPECT_TRUE(is_latin(U'c') && is_latin(U'é') && !is_latin(U'с'));
  for (const char32_t c : std::u32string_view(U"\"«»„“”")) EXPECT_TRUE(is_quote(c)) << static_cast<unsigned>(c);
  EXPECT_FALSE(is_quote(U'\''));
  for (const char32_t c : std::u32string_view(U"-‐‑–—−")) EXPECT_TRUE(is_dash(c)) << static_cast<unsigned>(c);
  EXPECT_FALSE(is_dash(U'_'));
}

TEST(Unicode, WordEdges) {
  const std::string_view text = "школа №5, школы";
  EXPECT_TRUE(word_starts_at(text, 0));
  EXPECT_FALSE(word_starts_at(text, 2));
  EXPECT_TRUE(word_ends_at(text, 10));
  EXPECT_FALSE(word_ends_at(text, 8));
  EXPECT_FALSE(word_ends_at("СОШ5", 6)) << "a digit touches";
  EXPECT_TRUE(word_ends_at(text, text.size()));
}

TEST(Unicode, FoldKeepsByteOffsets) {
  EXPECT_EQ(fold("ЁЛКА Ель № 5 ABC"), "елка ель № 5 abc");
  for (const std::string_view text : {"ЁЛКА", "İstanbul ẞ K Å", "İ", "ПРИКАЗ «О»", "Ⱥ", "Ω"}) {
    EXPECT_EQ(fold(text).size(), text.size()) << text;
    EXPECT_EQ(lower(text).size(), text.size()) << text;
    EXPECT_EQ(upper(text).size(), text.size()) << text;
  }
  EXPECT_EQ(fold(fold("Ёж")), fold("Ёж"));
}

TEST(Unicode, CaseKeepsYo) {
  EXPECT_EQ(lower("ЁЖ"), "ёж");
  EXPECT_EQ(upper("ёж"), "ЁЖ");
  EXPECT_EQ(capitalized("ёж ёж"), "Ёж ёж");
  EXPECT_EQ(uncapitalized("Отдел РМК"), "отдел РМК");
  EXPECT_EQ(capitalized(""), "");
}

TEST(Unicode, Clean) {
  const struct {
    const char *in, *out;
  } cases[] = {
      {"приказ", "приказ"},
      {"", ""},
      {"  раз\t\n два ", "раз два"},
      {"раз\u00A0\u2009два\u3000", "раз два"},
      {"учреж\u00ADдение", "учреждение"},
      {"\uFEFFприказ\u200B\u200E", "приказ"},
      {"и\u0306од", "йод"},
      {"Е\u0308лка", "Ёлка"},
      {"a\x01"
       "b",
       "ab"},
      {"при\xD0каз", "при\uFFFDказ"},
      {"\xff", "\uFFFD"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(clean(c.in), c.out);
    EXPECT_EQ(clean(clean(c.in)), clean(c.in));
  }
}

TEST(Unicode, ValidUtf8) {
  EXPECT_EQ(valid_utf8("приказ"), "приказ");
  EXPECT_EQ(valid_utf8("\xD0"), "\uFFFD");
  EXPECT_EQ(valid_utf8("a\xC0\x80z").find('\0'), std::string::npos);
  EXPECT_EQ(valid_utf8("\xED\xA0\x80").find('\xED'), std::string::npos) << "a surrogate";
}

TEST(Unicode, LookAlikes) {
  EXPECT_EQ(fold_look_alikes("МБOУ"), "МБОУ");  // Latin O
  EXPECT_EQ(fold_look_alikes("cрок"), "срок");  // Latin c
  EXPECT_EQ(fold_look_alikes("469-p"), "469-p") << "no Cyrillic letter beside it";
  EXPECT_EQ(fold_look_alikes("Wi-Fi-сеть"), "Wi-Fi-сеть") << "W has no look-alike";
  EXPECT_EQ(fold_look_alikes("COVID"), "COVID");
  EXPECT_EQ(fold_look_alikes("школа"), "школа");
  EXPECT_EQ(fold_look_alikes(""), "");
}

TEST(Unicode, TrimAndSplit) {
  EXPECT_EQ(trim("  а \r\n"), "а");
  EXPECT_EQ(trim("   "), "");
  EXPECT_EQ(trim("._№ 5_.", " ._"), "№ 5");
  EXPECT_EQ(split("а\tб\t", '\t'), (std::vector<std::string_view>{"а", "б", ""}));
  EXPECT_EQ(split("", '|'), (std::vector<std::string_view>{""}));
}

TEST(Unicode, Unquoted) {
  EXPECT_EQ(unquoted("«Ромашка»"), "Ромашка");
  EXPECT_EQ(unquoted("\"Ромашка\""), "Ромашка");
  EXPECT_EQ(unquoted("„Ромашка“"), "Ромашка");
  EXPECT_EQ(unquoted("«Ромашка"), "«Ромашка");
  EXPECT_EQ(unquoted("Ромашка»"), "Ромашка»");
  EXPECT_EQ(unquoted("«"), "«");
  EXPECT_EQ(unquoted("«»"), "");
  EXPECT_EQ(unquoted(""), "");
}

}  // namespace
}  // namespace prikaz
