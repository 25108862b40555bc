#include "heading_values.h"

#include <gtest/gtest.h>

#include "make_draft.h"

namespace prikaz {
namespace {

TEST(HeadingValues, RegistrationNumbers) {
  const struct {
    const char *printed, *value;
  } cases[] = {
      {"15", "15"},         {"5-а", "5-а"},     {"145 Д", "145Д"}, {"__127/П__", "127/П"}, {"08–07–262", "08-07-262"}, {"1083 (Д)", "1083(Д)"},
      {"207-IV ОД", "207-IVОД"}, {"263-ПП/9", "263-ПП/9"}, {"15.", "15"},  {"42.6", "42.6"},        {"469-p", "469-p"},          {"12-Рp", "12-Рр"},
  };
  for (const auto& c : cases) EXPECT_EQ(registration_number(c.printed), c.value) << c.printed;
}

TEST(HeadingValues, ValuesKeepWhatIsPrinted) {
  HeadingDraft draft;
  draft.kind_text = text("ПРИКАЗ:");
  draft.issuer = text("УПРАВЛЕНИЕ ОБРАЗОВАНИЯ.");
  draft.number = text("__15-п__", 1, 0.7F);
  draft.date = text("«12» марта 2024 г.");
  draft.place = text("г. Озёрный,");
  draft.title = text("Об утверждении плана.");
  const Heading heading = read_heading_values(draft);
  EXPECT_EQ(heading.kind_text->value, "ПРИКАЗ");
  EXPECT_EQ(heading.issuer->value, "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ");
  EXPECT_EQ(heading.number->value, "15-п");
  EXPECT_EQ(heading.number->text.str, "__15-п__");
  EXPECT_FLOAT_EQ(heading.number->confidence, 0.7F);
  EXPECT_EQ(heading.date->value, "2024-03-12");
  EXPECT_EQ(heading.date->text.str, "«12» марта 2024 г.");
  EXPECT_EQ(heading.place->value, "г. Озёрный");
  EXPECT_EQ(heading.title->value, "Об утверждении плана");
}

TEST(HeadingValues, AbsenceIsNormal) {
  const Heading heading = read_heading_values({});
  EXPECT_FALSE(heading.kind_text || heading.issuer || heading.number || heading.date || heading.place || heading.title);
  HeadingDraft draft;
  draft.date = text("«__» марта 2024 г.");
  draft.number = text("____");
  EXPECT_FALSE(read_heading_values(draft).date.has_value()) << "the day was left blank";
  EXPECT_FALSE(read_heading_values(draft).number.has_value());
}

TEST(HeadingValues, TheFullStopOfAYearStays) {
  const auto title = [](std::string_view printed) {
    HeadingDraft draft;
    draft.title = text(printed);
    return read_heading_values(draft).title->value;
  };
  EXPECT_EQ(title("О плане на 2024 г."), "О плане на 2024 г.");
  EXPECT_EQ(title("О плане на 2023-2024 гг."), "О плане на 2023-2024 гг.");
  EXPECT_EQ(title("О проекте «Успех»."), "О проекте «Успех»");
}

TEST(IssuerDetails, EverythingInOneLetterhead) {
  const ReadIssuerDetails details = read_issuer_details(
      text("442000, Лесная область, г. Озёрный, ул. Садовая, д. 5, тел./факс: 8 (84100) 2-47-53, e-mail: uo@ozerny.example ОГРН 1025801234567, ИНН/КПП 5801234567/580101001"));
  EXPECT_EQ(details.address, "442000, Лесная область, г. Озёрный, ул. Садовая, д. 5");
  EXPECT_EQ(details.phone, "8 (84100) 2-47-53");
  EXPECT_EQ(details.email, "uo@ozerny.example");
  EXPECT_EQ(details.ogrn, "1025801234567");
  EXPECT_EQ(details.inn, "5801234567");
}

TEST(IssuerDetails, OnlyWhatIsPrinted) {
  const ReadIssuerDetails phone = read_issuer_details(text("тел. 2-47-53"));
  EXPECT_EQ(phone.phone, "2-47-53");
  EXPECT_FALSE(phone.address || phone.email || phone.ogrn || phone.inn);
  const ReadIssuerDetails address = read_issuer_details(text("Юридический адрес: 442000, г. Озёрный, ул. Садовая, 5"));
  EXPECT_EQ(address.address, "442000, г. Озёрный, ул. Садовая, 5");
  EXPECT_FALSE(address.phone.has_value());
  const ReadIssuerDetails none = read_issuer_details({});
  EXPECT_FALSE(none.address || none.phone || none.email || none.ogrn || none.inn);
}

}  // namespace
}  // namespace prikaz
