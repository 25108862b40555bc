#include "words_of_orders.h"

#include <gtest/gtest.h>

namespace prikaz {
namespace {

TEST(Words, Kinds) {
  const struct {
    const char* line;
    std::optional<DocumentKind> kind;
    bool whole;
  } cases[] = {
      {"ПРИКАЗ", DocumentKind::order, true},
      {"Приказ:", DocumentKind::order, true},
      {"ПРИКАЗ № 5", DocumentKind::order, false},
      {"ПРИКАЗ от 12.03.2024", DocumentKind::order, false},
      {"РАСПОРЯЖЕНИЕ", DocumentKind::directive, true},
      {"ПОСТАНОВЛЕНИЕ", DocumentKind::resolution, true},
      {"Аналитическая справка", DocumentKind::report, true},
      {"СПРАВКА по итогам проверки", DocumentKind::report, false},
      {"План работы на 2024 год", DocumentKind::plan, false},
      {"план работы на 2024 год", std::nullopt, false},
      {"ПРОТОКОЛ № 1", DocumentKind::protocol, false},
      {"Приказ управления образования", std::nullopt, false},
      {"Приказываю", std::nullopt, false},
      {"Приказом от 12.03.2024", std::nullopt, false},
      {"Об итогах", std::nullopt, false},
      {"", std::nullopt, false},
  };
  for (const auto& c : cases) {
    const std::optional<KindWord> kind = read_kind(c.line);
    EXPECT_EQ(kind ? std::optional(kind->kind) : std::nullopt, c.kind) << c.line;
    EXPECT_EQ(kind && kind->whole, c.whole) << c.line;
  }
}

TEST(Words, OperativeVerbs) {
  const struct {
    const char *text, *upto;  // nullptr: none
  } cases[] = {
      {"ПРИКАЗЫВАЮ:", "ПРИКАЗЫВАЮ:"},
      {"В целях контроля приказываю:", "В целях контроля приказываю:"},
      {"приказываю: 1. Утвердить", "приказываю:"},
      {"ПРИКАЗЫВАЮ :", "ПРИКАЗЫВАЮ :"},
      {"ПРИКАЗЫВАЮ", "ПРИКАЗЫВАЮ"},
      {"администрация постановляет\":", "администрация постановляет\":"},
      {"города КраснополяПОСТАНОВЛЯЕТ:", "города КраснополяПОСТАНОВЛЯЕТ:"},
      {"Обязываю:", "Обязываю:"},
      {"что приказываю сделать", nullptr},
      {"приказ:", nullptr},
      {"неприказываю:", nullptr},
      {"", nullptr},
  };
  for (const auto& c : cases) {
    const std::optional<std::size_t> end = operative_verb_end(c.text);
    ASSERT_EQ(end.has_value(), c.upto != nullptr) << c.text;
    if (end) {
      EXPECT_EQ(std::string(c.text).substr(0, *end), c.upto);
    }
  }
}

TEST(Words, SignatureNames) {
  for (const char* name : {"А.П. Зорина", "А.П.Зорина", "А. П. Зорина", "Зорина А.П.", "ЗОРИНА А.П.", "А.Зорина",
                           "Зорина А.", "С.Т. Ильина-Вольская"})
    EXPECT_TRUE(is_signature_name(name)) << name;
  for (const char* name : {"Зорина", "Начальник А.П. Зорина", "Анна Петровна", "А.П.", "СОШ № 5", "г. Липки", ""})
    EXPECT_FALSE(is_signature_name(name)) << name;
}

TEST(Words, FullNames) {
  for (const char* name : {"Зорина Анна Петровна", "Ильина-Вольская Таисия Олеговна", "Мирзоев Али Ильич",
                           "Белых Фома Кузьмич", "Мирзоев Али Гасан оглы"})
    EXPECT_TRUE(is_full_name(name)) << name;
  for (const char* name : {"Зорина Анна", "Зорина А.П.", "Управление Образования Района", "Анна Петровна Зорина"})
    EXPECT_FALSE(is_full_name(name)) << name;
}

TEST(Words, TrailingSignatureNames) {
  const struct {
    const char *text, *name;
  } cases[] = {
      {"Начальник отдела В.С. Белых", "В.С. Белых"},
      {"Начальник отдела В. С. Белых", "В. С. Белых"},
      {"Начальник отдела Белых В.С.", "Белых В.С."},
      {"Начальник отдела _______ В.С. Белых", "В.С. Белых"},
      {"В.С. Белых", "В.С. Белых"},
      {"Начальник отдела", nullptr},
      {"В.С. Белых, начальник отдела", nullptr},
  };
  for (const auto& c : cases) {
    const std::size_t at = trailing_signature_name(c.text);
    EXPECT_EQ(at == std::string::npos ? "" : std::string(c.text).substr(at), c.name == nullptr ? "" : c.name) << c.text;
  }
}

TEST(Words, Openers) {
  EXPECT_TRUE(opens_preamble("В соответствии с законом"));
  EXPECT_TRUE(opens_preamble("ВО ИСПОЛНЕНИЕ плана"));
  EXPECT_FALSE(opens_preamble("Утвердить план"));
  EXPECT_TRUE(opens_with_post("Начальник управления"));
  EXPECT_TRUE(opens_with_post("И.о. начальника"));
  EXPECT_FALSE(opens_with_post("Утвердить"));
  EXPECT_TRUE(opens_approval("УТВЕРЖДАЮ") && opens_approval("Утвержден приказом") &&
              opens_approval("Утверждён приказом") && opens_approval("«Утверждаю»"));
  EXPECT_FALSE(opens_approval("Утвердить план"));
  EXPECT_TRUE(opens_continuation("Продолжение таблицы 1") && opens_continuation("(окончание)") &&
              opens_continuation("Продолжение прил. № 2"));
  EXPECT_FALSE(opens_continuation("Продолжение работы") || opens_continuation("Таблица 1"));
  EXPECT_TRUE(opens_agreement("СОГЛАСОВАНО") && opens_agreement("Рассмотрено"));
  EXPECT_TRUE(opens_appendix("Приложение № 1") && opens_appendix("ПРИЛОЖЕНИЕ") && opens_appendix("«Приложение 2") &&
              opens_appendix("Прил. 3"));
  EXPECT_FALSE(opens_appendix("Приложения 1 и 2") || opens_appendix("к приложению"));
  EXPECT_TRUE(opens_mailing("Разослать: в дело, МОУ – 12") && opens_mailing("Рассылка : школам"));
  EXPECT_FALSE(opens_mailing("Разослать приказ в школы:") || opens_mailing("разослать: письма"));
}

TEST(Words, Places) {
  for (const char* place : {"г. Краснополье", "г.Краснополье", "с. Липки", "пгт Озёрный", "город Краснополье"})
    EXPECT_TRUE(is_place(place, false)) << place;
  for (const char* place : {"Краснополье", "Верхние Липки", "Усть-Липки"}) {
    EXPECT_TRUE(is_place(place, true)) << place;
    EXPECT_FALSE(is_place(place, false)) << place;
  }
  for (const char* place : {"", "годовой план", "о проведении", "г. ", "12.03.2024"})
    EXPECT_FALSE(is_place(place, true)) << place;
}

}  // namespace
}  // namespace prikaz
