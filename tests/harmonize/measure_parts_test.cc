#include "measure_parts.h"

#include <gtest/gtest.h>

namespace prikaz {
namespace {

// «text|weight» of each part.
std::vector<std::string> written(std::string_view activity) {
  std::vector<std::string> all;
  for (const MeasurePart& part : parts_of_measure(activity))
    all.push_back(std::string(part.text) + "|" + std::to_string(part.weight).substr(0, 3));
  return all;
}

using Parts = std::vector<std::string>;

TEST(MeasureParts, WhatIsSaidFirstCounts) {
  EXPECT_EQ(written("Семинар для завучей"), (Parts{"Семинар для завучей|1.0"}));
  EXPECT_EQ(written("Семинар «Контроль» для завучей"), (Parts{"Семинар |1.0", "«Контроль|0.5", "» для завучей|1.0"}));
  EXPECT_EQ(written("Опрос (анкета) семей"), (Parts{"Опрос |1.0", "(анкета|0.4", ") семей|1.0"}));
  EXPECT_EQ(written("Выезды с целью помощи"), (Parts{"Выезды |1.0", "с целью помощи|0.5"}));
  EXPECT_EQ(written("Собрания: оценки, итоги"), (Parts{"Собрания|1.0", ": оценки, итоги|0.5"}));
}

TEST(MeasureParts, ATitleAloneIsTheMeasure) {
  EXPECT_EQ(written("«Учимся вместе»"), (Parts{"«Учимся вместе|1.0", "»|1.0"}));
}

TEST(MeasureParts, NothingIsLost) {
  for (const std::string activity :
       {"", "(", "»", "а) б", "Конкурс «Школа «Росток» года» (очно: «зал»", "Семинар \"Урок\": этапы; с целью"}) {
    std::string joined;
    for (const MeasurePart& part : parts_of_measure(activity)) joined += part.text;
    EXPECT_EQ(joined, activity);
  }
}

}  // namespace
}  // namespace prikaz
