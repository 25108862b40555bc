#include "school_traits.h"

#include <gtest/gtest.h>

#include "school_compare.h"

namespace prikaz {
namespace {

bool same(const char* a, const char* b) { return same_place(read_place_name(a), read_place_name(b)); }

TEST(PlaceName, IsOneInEveryCase) {
  EXPECT_TRUE(same("с. Липки", "села Липок"));
  EXPECT_TRUE(same("с. Берёзовка", "село Березовки"));
  EXPECT_TRUE(same("пгт Заречного", "п. Заречный"));
  EXPECT_TRUE(same("ст. Яблоневская", "ст-цы Яблоневской"));
  EXPECT_TRUE(same("х. Сухой", "хутора Сухого"));
  EXPECT_TRUE(same("с. Красный Яр", "села Красного Яра"));
  EXPECT_TRUE(same("г. Ольховск-на-Каме", "города Ольховска-на-Каме"));
  EXPECT_TRUE(same("с. Старо-Дубово", "с. Стародубово"));
}

TEST(PlaceName, AlikeIsNotTheSame) {
  EXPECT_FALSE(same("с. Берёзово", "с. Берёзовое"));
  EXPECT_FALSE(same("с. Берёзов", "с. Берёзово"));
  EXPECT_FALSE(same("с. Липовка", "с. Липовое"));
  EXPECT_FALSE(same("с. Дубовое", "с. Дубовая"));
  EXPECT_FALSE(same("с. Липки", "д. Липки"));
  EXPECT_FALSE(same("с. Красный Яр", "с. Каменный Яр"));
  EXPECT_FALSE(same("с. Новое", "с. Старое"));
}

TEST(MunicipalityKey, KindsOfOnePlace) {
  const std::string key = municipality_key("Ольховский район");
  EXPECT_FALSE(key.empty());
  for (const char* name :
       {"Ольховский муниципальный район", "Ольховского района", "МО «Ольховский район»", "Ольховский р-н",
        "Муниципальное образование Ольховский муниципальный округ", "Ольховский м.о.", "Ольховский район Лесного края"})
    EXPECT_EQ(municipality_key(name), key) << name;
  for (const char* name : {"город Ольховск", "Ольховский городской округ", "Дубовский район"})
    EXPECT_NE(municipality_key(name), key) << name;
  EXPECT_EQ(municipality_key("г. Каменск"), municipality_key("городской округ город Каменск"));
  EXPECT_EQ(municipality_key("Каменский г.о."), municipality_key("Каменский городской округ"));
  EXPECT_EQ(municipality_key(""), "");
}

TEST(TerritoryOf, AnOfficeHasOneARegionMany) {
  CollectedDocument a, b;
  a.id = "a.1", b.id = "b.1";
  a.municipality = "Ольховский район", b.municipality = "Ольховский муниципальный округ";
  EXPECT_EQ(territory_of(a), territory_of(b));
  a.municipality = b.municipality = "";
  EXPECT_NE(territory_of(a), territory_of(b));
  a.issuer = "Управление образования", b.issuer = "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ";
  EXPECT_EQ(territory_of(a), territory_of(b));
  a.issuer = b.issuer = "Министерство образования Лесного края";
  EXPECT_NE(territory_of(a), territory_of(b));
}

TEST(DerivedFromPlace, Adjectives) {
  for (const auto& [proper, place] :
       {std::pair("Берёзовская", "с. Берёзовка"), std::pair("Липкинская", "с. Липки"),
        std::pair("Ольховская", "х. Ольховый"), std::pair("Верхнеручейская", "п. Верхний Ручей"),
        std::pair("Ключевская", "с. Ключи")})
    EXPECT_TRUE(derived_from_place(proper_key(proper), read_place_name(place))) << proper;
  for (const auto& [proper, place] : {std::pair("Берёзовская", "с. Липки"), std::pair("Липовская", "с. Дубки"),
                                      std::pair("Каменская", "с. Красный Яр")})
    EXPECT_FALSE(derived_from_place(proper_key(proper), read_place_name(place))) << proper;
}

}  // namespace
}  // namespace prikaz
