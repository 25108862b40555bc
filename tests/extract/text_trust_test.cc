#include "text_trust.h"

#include <gtest/gtest.h>

#include <string>

#include "prikaz/unicode.h"
#include "repair_mojibake.h"

namespace prikaz {
namespace {

constexpr std::string_view kOrder =
    "В соответствии с планом работы управления образования администрации муниципального района, на основании Положения "
    "о "
    "конкурсе педагогического мастерства приказываю: утвердить состав организационного комитета, руководителям МБОУ "
    "СОШ № 5, "
    "МКОУ ООШ с. Дальнее Озеро обеспечить участие учителей физики, химии и ОБЖ в срок до 15.03.2024 г. (Приложение "
    "1)";

TrustVerdict judge(std::string_view text, bool has_unicode_map = true) {
  return judge_text(split(text, ' '), has_unicode_map);
}

// Every code point of Russian letters passed through `map`.
template <class Map>
std::string mapped(std::string_view text, Map map) {
  std::string out;
  for (std::size_t pos = 0; pos < text.size(); pos = next_position(text, pos))
    append_code_point(out, map(code_point_at(text, pos)));
  return out;
}

bool is_russian(char32_t c) { return c >= 0x410 && c <= 0x44F; }

TEST(TextTrust, OrdinaryTextIsGood) {
  EXPECT_EQ(judge(kOrder).trust, FontTrust::good);
  EXPECT_STREQ(judge(kOrder).reason, "");
  EXPECT_EQ(judge(upper(kOrder)).trust, FontTrust::good);
  EXPECT_EQ(judge("").trust, FontTrust::good);
}

TEST(TextTrust, NamesAbbreviationsNumbersAndAddressesAreGood) {
  EXPECT_EQ(judge("МБОУ СОШ № 12 МКДОУ ЦРО РМО ГИА-9 ЕГЭ ФГОС НОО ВсОШ МЦПК ЦДЮТиЭ ЧОУ ДПО").trust, FontTrust::good);
  EXPECT_EQ(
      judge("Гаджимурадова Ш.М. Цыдендамбаев Б.Ж. Ооржак Ч.К. Хабибуллина Г.Ф. Мкртчян А.Г. Джугашвили Т.З.").trust,
      FontTrust::good);
  EXPECT_EQ(judge("8(999)123-45-67 01-12/345 15.03.2024 № 123-р 1 2 3 4 5 10:00 100%").trust, FontTrust::good);
  EXPECT_EQ(
      judge("obrazovanie@example.ru https://www.example.ru/documents/orders?id=15 WhatsApp Telegram Microsoft Word")
          .trust,
      FontTrust::good);
  EXPECT_EQ(
      judge("This order of the department of education comes into force on the day of its signature and publication")
          .trust,
      FontTrust::good);
}

TEST(TextTrust, FewWordsProveNothing) {
  EXPECT_EQ(judge("щъьы жщш").trust, FontTrust::good);
  EXPECT_EQ(judge("I II III IV XXI").trust, FontTrust::good);
}

TEST(TextTrust, CharactersWithoutValue) {
  const std::string blind = mapped(kOrder, [](char32_t c) { return is_russian(c) ? char32_t{0xFFFD} : c; });
  EXPECT_EQ(judge(blind).trust, FontTrust::broken);
  EXPECT_STREQ(judge(blind).reason, "letter_soup");
  EXPECT_STREQ(judge(blind, false).reason, "no_unicode_map");
  const std::string own = mapped(kOrder, [](char32_t c) { return is_russian(c) ? c - 0x410 + 0xF020 : c; });
  EXPECT_STREQ(judge(own, false).reason, "no_unicode_map");
  // A few are worth a second look, no more.
  EXPECT_EQ(judge(std::string(kOrder) + " \uFFFD\uFFFD\uFFFD \uFFFD\uFFFD\uFFFD\uFFFD \uFFFD").trust,
            FontTrust::suspect);
}

TEST(TextTrust, EncodingMistakenForLatin) {
  const std::string wrong = mapped(kOrder, [](char32_t c) {
    return is_russian(c) ? c - 0x410 + 0xC0 : c == U'№' ? 0xB9 : c;
  });
  EXPECT_EQ(judge(wrong).trust, FontTrust::broken);
  EXPECT_STREQ(judge(wrong).reason, "mojibake");
  EXPECT_EQ(from_latin1_mojibake(wrong), kOrder);
}

TEST(TextTrust, EncodingMistakenForWindows1251) {
  EXPECT_STREQ(judge("РџСЂРёРєР°Р· РѕР± СѓС‚РІРµСЂР¶РґРµРЅРёРё РїР»Р°РЅР° СЂР°Р±РѕС‚С‹").reason, "mojibake");
}

TEST(TextTrust, LettersMovedByAConstant) {
  for (const char32_t by : {1U, 3U, 7U, 13U, 20U, 31U}) {
    const std::string moved = mapped(kOrder, [&](char32_t c) -> char32_t {
      if (c >= 0x430 && c <= 0x44F) return 0x430 + (c - 0x430 + by) % 32;
      return c;
    });
    EXPECT_EQ(judge(moved).trust, FontTrust::broken) << static_cast<int>(by);
    EXPECT_STREQ(judge(moved).reason, "shifted_letters") << static_cast<int>(by);
  }
  // Glyph numbers taken for characters: the alphabet begins somewhere in Latin Extended.
  const std::string glyphs = mapped(kOrder, [](char32_t c) { return is_russian(c) ? c - 0x410 + 0x23A : c; });
  EXPECT_STREQ(judge(glyphs).reason, "shifted_letters");
}

TEST(TextTrust, LettersMixedUp) {
  // Each letter another one, without an order (7 has no common divisor with 32).
  const std::string mixed = mapped(
      kOrder, [](char32_t c) -> char32_t { return c >= 0x430 && c <= 0x44F ? 0x430 + ((c - 0x430) * 7 + 5) % 32 : c; });
  EXPECT_EQ(judge(mixed).trust, FontTrust::broken);
  EXPECT_STREQ(judge(mixed).reason, "letter_soup");
  // The wrong keyboard layout.
  EXPECT_STREQ(
      judge("Ghbrfp Jhufybpjdfnm cjdtofybt herjdjlbntktq vtnjlbxtcrb[ j,]tlbytybq hfqjyf ghjdtcnb jkbvgbfle").reason,
      "letter_soup");
  EXPECT_STREQ(judge("прИкАз@об упР#вл$ни& рАй%на шкОл*ы учИт^ль клАс_с дОк+умент нОм=ер стРа|ница тЕк<ст").reason,
               "letter_soup");
}

TEST(RepairMojibake, Utf8) {
  EXPECT_EQ(from_utf8_mojibake("в„–"), "№");
  EXPECT_EQ(from_utf8_mojibake("РєР°Р·"), "каз");
  EXPECT_EQ(from_utf8_mojibake("В«РѕР±"), "«об");
  for (const char* word : {"приказ", "С»", "в", "Р", "СОШ", "№", "«В»", "МБОУ", "в…", "Росси", ""})
    EXPECT_EQ(from_utf8_mojibake(word), std::nullopt) << word;
}

}  // namespace
}  // namespace prikaz
