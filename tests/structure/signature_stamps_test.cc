#include "signature_stamps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page_builder.h"

namespace prikaz {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Taken {
  std::vector<std::string> stamps, rest;
};

Taken take(PageBuilder& builder) {
  const Page page = builder.take();
  std::vector<const Word*> words;
  for (const Word& word : page.words) words.push_back(&word);
  Taken taken;
  for (const Text& stamp : take_signature_stamps(words, page.number)) taken.stamps.push_back(stamp.str);
  for (const Word* word : words) taken.rest.push_back(word->text);
  return taken;
}

TEST(SignatureStamps, BetweenPostAndName) {
  PageBuilder page;
  page.text(85, 500, "Начальник").style({8, true}).text(240, 498, "ДОКУМЕНТ ПОДПИСАН");
  page.text(236, 508, "ЭЛЕКТРОННОЙ ПОДПИСЬЮ")
      .style({8, false})
      .text(200, 522, "Сертификат 6A1B2C3D4E5F60718293A4B5C6D7E8F9");
  page.style({14, false}).text(85, 523, "управления").text(420, 523, "Б.Б. Цой");
  page.style({8, false}).text(200, 532, "Владелец Цой Борис").text(200, 541, "Действителен с 10.01.2024 по 04.04.2025");
  const Taken taken = take(page);
  EXPECT_THAT(taken.stamps,
              ElementsAre("ДОКУМЕНТ ПОДПИСАН ЭЛЕКТРОННОЙ ПОДПИСЬЮ Сертификат 6A1B2C3D4E5F60718293A4B5C6D7E8F9 "
                          "Владелец Цой Борис Действителен с 10.01.2024 по 04.04.2025"));
  EXPECT_THAT(taken.rest, ElementsAre("Начальник", "управления", "Б.Б.", "Цой"));
}

// An owner with a long name stands on several lines.
TEST(SignatureStamps, UnderTheSignature) {
  PageBuilder page;
  page.text(85, 500, "Начальник управления").text(420, 500, "Б.Б. Цой").style({9, false});
  page.text(85, 540, "Документ подписан электронной подписью").text(85, 551, "Сертификат: 00 C3 A1 B2 D4 E5 F6");
  page.text(85, 562, "Владелец: УПРАВЛЕНИЕ ОБРАЗОВАНИЯ")
      .text(85, 573, "ОЗЁРНОГО РАЙОНА")
      .text(85, 584, "Действителен: с 10.01.2024");
  page.style({14, false}).text(85, 640, "Исп. Белых И.Л.");
  const Taken taken = take(page);
  EXPECT_THAT(taken.stamps,
              ElementsAre("Документ подписан электронной подписью Сертификат: 00 C3 A1 B2 D4 E5 F6 Владелец: "
                          "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ ОЗЁРНОГО РАЙОНА Действителен: с 10.01.2024"));
  EXPECT_THAT(taken.rest, ElementsAre("Начальник", "управления", "Б.Б.", "Цой", "Исп.", "Белых", "И.Л."));
}

TEST(SignatureStamps, RunningTextStays) {
  PageBuilder page;
  page.line("3. Считать, что документ подписан в срок, если он")
      .line("поступил до 1 июня. Сертификат участника выдаёт центр.");
  page.line("4. Документ подписан электронной подписью директора.");
  EXPECT_THAT(take(page).stamps, IsEmpty());
}

}  // namespace
}  // namespace prikaz
