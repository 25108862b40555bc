// Whole documents made by hand: what each part of an order is taken for.
#include "prikaz/structure.h"

#include <gtest/gtest.h>

#include <functional>

#include "page_builder.h"

namespace prikaz {
namespace {

struct Found {
  std::vector<DocumentDraft> drafts;
  Diagnostics diagnostics;
  const DocumentDraft& document() const { return drafts.at(0); }
};

Found find(std::vector<Page> pages) {
  Found found;
  found.drafts = find_structure(pages, found.diagnostics);
  return found;
}
Found find(PageBuilder& page) {
  std::vector<Page> pages;
  pages.push_back(page.take());
  return find(std::move(pages));
}

using Lines = std::vector<std::string>;

// «1. Утвердить», children indented by two spaces; an unlabelled one begins with «=».
Lines written(const std::vector<Item>& items, const std::string& indent = "") {
  Lines lines;
  for (const Item& item : items) {
    lines.push_back(indent + (item.label.empty() ? "=" : item.label) + " " + item.text.str);
    for (std::string& line : written(item.items, indent + "  ")) lines.push_back(std::move(line));
  }
  return lines;
}

constexpr const char* kPreamble =
    "В соответствии с планом работы управления образования на учебный год и в целях повышения качества знаний школьников района";

// Letterhead, kind, registration, title: what comes before the preamble.
void heading(PageBuilder& page) {
  page.bold().centered("УПРАВЛЕНИЕ ОБРАЗОВАНИЯ").centered("ОЗЁРНОГО РАЙОНА").gap(10).centered("ПРИКАЗ").bold(false).gap(10);
  page.columns({"от 12.03.2024", "№ 15"}).gap(10).bold().centered("Об утверждении плана работы").bold(false).gap(12);
}
void preamble(PageBuilder& page) {
  heading(page);
  page.paragraph(std::string(kPreamble) + " приказываю:");
}
void signature(PageBuilder& page) { page.gap(30).columns({"Начальник управления", "А.П. Зорина"}); }

Found order_with_items(const std::function<void(PageBuilder&)>& items) {
  PageBuilder page;
  preamble(page);
  items(page);
  signature(page);
  return find(page);
}

TEST(Heading, ThePartsOfAnOrder) {
  PageBuilder page;
  preamble(page);
  page.paragraph("1. Утвердить план работы.");
  signature(page);
  const Found found = find(page);
  ASSERT_EQ(found.drafts.size(), 1U);
  const DocumentDraft& d = found.document();
  EXPECT_EQ(d.kind, DocumentKind::order);
  EXPECT_EQ(d.heading.issuer.str, "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ ОЗЁРНОГО РАЙОНА");
  EXPECT_EQ(d.heading.kind_text.str, "ПРИКАЗ");
  EXPECT_EQ(d.heading.date.str, "12.03.2024");
  EXPECT_EQ(d.heading.number.str, "15");
  EXPECT_EQ(d.heading.title.str, "Об утверждении плана работы");
  EXPECT_EQ(d.preamble.str, std::string(kPreamble) + " приказываю:");
  EXPECT_EQ(written(d.items), (Lines{"1. Утвердить план работы."}));
  ASSERT_EQ(d.signatories.size(), 1U);
  EXPECT_EQ(d.signatories[0].position.str, "Начальник управления");
  EXPECT_EQ(d.signatories[0].person.str, "А.П. Зорина");
  EXPECT_TRUE(d.content.empty());
  EXPECT_TRUE(d.appendices.empty());
  EXPECT_TRUE(found.diagnostics.empty());
}

// Everything that the line of registration was seen to look like: what is printed in its columns, and what it says.
TEST(Heading, LinesOfRegistration) {
  struct Case {
    std::vector<std::vector<std::string>> lines;
    const char *date, *number, *place;
  };
  const std::vector<Case> cases = {
      {{{"от 12.03.2024", "№ 15"}}, "12.03.2024", "15", ""},
      {{{"12.03.2024", "№ 15"}}, "12.03.2024", "15", ""},
      {{{"от 12 марта 2024 г. № 15"}}, "12 марта 2024 г.", "15", ""},
      {{{"от 05 августа 2024 года № 15-п"}}, "05 августа 2024 года", "15-п", ""},
      {{{"12 марта 2024 года", "№ 2605/14"}}, "12 марта 2024 года", "2605/14", ""},
      {{{"12 марта 2024 г.", "N 15"}}, "12 марта 2024 г.", "15", ""},
      {{{"от 12 марта 2024 года N 207-О"}}, "12 марта 2024 года", "207-О", ""},
      {{{"«21» марта 2024 г.", "№ 44-г"}}, "«21» марта 2024 г.", "44-г", ""},
      {{{"« 10 » марта 2024 г.", "№ 15"}}, "« 10 » марта 2024 г.", "15", ""},
      {{{"\"23\" марта 2024 года", "№ 15"}}, "\"23\" марта 2024 года", "15", ""},
      {{{"№ 64 от 12.03.2024"}}, "12.03.2024", "64", ""},
      {{{"№ 64", "от 12.03.2024 г."}}, "12.03.2024 г.", "64", ""},
      {{{"12.03.2024"}, {"№ 15"}}, "12.03.2024", "15", ""},
      {{{"от 01.07.2014г.№1278"}}, "01.07.2014г.", "1278", ""},
      {{{"от17 февраля 2024 г.", "№ 15"}}, "17 февраля 2024 г.", "15", ""},
      {{{"__16.03.2023____ №__127/П__"}}, "16.03.2023", "127/П", ""},
      {{{"от 06.12.18", "№ 453"}}, "06.12.18", "453", ""},
      {{{"от 12.03.2024", "№ 08-07-262"}}, "12.03.2024", "08-07-262", ""},
      {{{"от 12.03.2024", "№ АФ-150/06"}}, "12.03.2024", "АФ-150/06", ""},
      {{{"от 12.03.2024", "№ 207-IV ОД"}}, "12.03.2024", "207-IV ОД", ""},
      {{{"от 12.03.2024", "№ 1083 (Д)"}}, "12.03.2024", "1083 (Д)", ""},
      {{{"12.03.2024", "г. Озёрный", "№ 15"}}, "12.03.2024", "15", "г. Озёрный"},
      {{{"12.03.2024", "№ 15"}, {"с. Липки"}}, "12.03.2024", "15", "с. Липки"},
      {{{"12.03.2024", "№ 15"}, {"г.Озёрный"}}, "12.03.2024", "15", "г.Озёрный"},
      {{{"12.03.2024", "Озёрный", "№ 15"}}, "12.03.2024", "15", "Озёрный"},
      {{{"от 12.03.2024", "№ 15"}, {"Озёрный"}}, "12.03.2024", "15", "Озёрный"},
      {{{"12.03.2024", "№ 15", "12 марта 2024 й."}}, "12.03.2024", "15", ""},
      {{{"____________", "№ ____"}}, "", "", ""},
      {{{"от «___» __________ 20___ г. № ____"}}, "", "", ""},
      {{{"от «____» ноября 2024 г.", "№ ______"}}, "", "", ""},
      {{{"«____» ___________ 2024 г. № ____"}}, "", "", ""},
      {{{"от ___ октября 2024 года № ____"}}, "", "", ""},
      {{{"___.11.2024 год", "№ ____"}}, "", "", ""},
      {{{"«__» ноября 2024 г.", "г. Озёрный", "№ 15"}}, "", "15", "г. Озёрный"},
  };
  for (const Case& c : cases) {
    PageBuilder page;
    page.bold().centered("УПРАВЛЕНИЕ ОБРАЗОВАНИЯ").gap(10).centered("ПРИКАЗ").bold(false).gap(10);
    for (const std::vector<std::string>& line : c.lines) {
      if (line.size() == 1)
        page.centered(line[0]);
      else
        page.columns(line);
    }
    page.gap(12).bold().centered("О проведении семинара").bold(false).gap(12).paragraph(std::string(kPreamble) + " приказываю:");
    page.paragraph("1. Провести семинар.");
    signature(page);
    const Found found = find(page);
    const HeadingDraft& heading = found.document().heading;
    const std::string printed = c.lines[0][0] + (c.lines[0].size() > 1 ? " | " + c.lines[0][1] : "");
    EXPECT_EQ(heading.date.str, c.date) << printed;
    EXPECT_EQ(heading.number.str, c.number) << printed;
    EXPECT_EQ(heading.place.str, c.place) << printed;
    EXPECT_EQ(heading.title.str, "О проведении семинара") << printed;
    EXPECT_EQ(found.document().items.size(), 1U) << printed;
  }
}

TEST(Heading, ContactsAndRegionsAreNoIssuer) {
  PageBuilder page;
  page.centered("РОССИЙСКАЯ ФЕДЕРАЦИЯ").centered("Лесная область").centered("КОМИТЕТ ОБРАЗОВАНИЯ");
  page.centered("442000, г. Озёрный, ул. Садовая, д. 5").centered("тел. 2-47-53, e-mail: komitet@ozerny.example").gap(10);
  page.bold().centered("РАСПОРЯЖЕНИЕ").bold(false).gap(10).columns({"12.03.2024", "№ 15-р"}).gap(10).centered("О проведении семинара").gap(12);
  page.paragraph("1. Провести семинар.").paragraph("2. Контроль оставляю за собой.");
  signature(page);
  const Found found = find(page);
  const DocumentDraft& d = found.document();
  EXPECT_EQ(d.kind, DocumentKind::directive);
  EXPECT_EQ(d.heading.issuer.str, "КОМИТЕТ ОБРАЗОВАНИЯ");
  EXPECT_EQ(d.letterhead.str, "442000, г. Озёрный, ул. Садовая, д. 5 тел. 2-47-53, e-mail: komitet@ozerny.example");
  EXPECT_EQ(d.items.size(), 2U) << "no operative verb";
  EXPECT_TRUE(d.preamble.empty());
}

TEST(Heading, ATitleOfSeveralLinesAtTheMargin) {
  PageBuilder page;
  page.bold().centered("УПРАВЛЕНИЕ ОБРАЗОВАНИЯ").gap(10).centered("ПРИКАЗ").bold(false).gap(10).columns({"от 12.03.2024", "№ 15"}).gap(10);
  page.line("Об утверждении плана").line("мероприятий по поддержке").line("школ на 2024 год").gap(12);
  page.paragraph(std::string(kPreamble) + " приказываю:").paragraph("1. Утвердить план.");
  signature(page);
  const Found found = find(page);
  EXPECT_EQ(found.document().heading.title.str, "Об утверждении плана мероприятий по поддержке школ на 2024 год");
  EXPECT_EQ(found.document().preamble.str, std::string(kPreamble) + " приказываю:");
}

// Two columns over the kind: which of them is the issuer, and where the other goes.
TEST(Heading, LetterheadsInTwoColumns) {
  struct Case {
    std::vector<std::pair<const char*, const char*>> rows;
    Lines kind;  // its line, in columns if there are several
    const char *issuer, *contacts, *aside;
  };
  const std::vector<Case> cases = {
      {{{"УПРАВЛЕНИЕ", "Директорам школ,"}, {"ОБРАЗОВАНИЯ", "заведующим садами"}},
       {"ПРИКАЗ"},
       "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ",
       "",
       "Директорам школ, заведующим садами"},
      {{{"ОТДЕЛ ОБРАЗОВАНИЯ", "МӘГАРИФ"}, {"РАЙОНА", "БҮЛЕГЕ"}},
       {"ПРИКАЗ", "БОЕРЫК"},
       "ОТДЕЛ ОБРАЗОВАНИЯ РАЙОНА",
       "",
       "МӘГАРИФ БҮЛЕГЕ БОЕРЫК"},
      {{{"МӘГАРИФ", "ОТДЕЛ ОБРАЗОВАНИЯ"}, {"тел. 2-47-53", "тел. 2-47-53"}},
       {"ПРИКАЗ"},
       "ОТДЕЛ ОБРАЗОВАНИЯ",
       "тел. 2-47-53",
       "МӘГАРИФ тел. 2-47-53"},
      {{{"УПРАВЛЕНИЕ", "Лесной район"}, {"ОБРАЗОВАНИЯ", "ул. Садовая, д. 5"}},
       {"ПРИКАЗ"},
       "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ",
       "Лесной район ул. Садовая, д. 5",
       ""},
      {{{"УПРАВЛЕНИЕ", "ОБРАЗОВАНИЯ"}}, {"ПРИКАЗ"}, "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ", "", ""},
      {{{"АДМИНИСТРАЦИЯ", "УПРАВЛЕНИЕ"}, {"РАЙОНА", "ОБРАЗОВАНИЯ"}},
       {"ПРИКАЗ"},
       "АДМИНИСТРАЦИЯ РАЙОНА УПРАВЛЕНИЕ ОБРАЗОВАНИЯ",
       "",
       ""},
  };
  for (const Case& c : cases) {
    PageBuilder page;
    for (const auto& [left, right] : c.rows) page.text(85, page.y(), left).line(380, right);
    page.gap(10).bold();
    if (c.kind.size() == 1)
      page.centered(c.kind[0]);
    else
      page.columns(c.kind);
    page.bold(false).columns({"12.03.2024", "с. Липки", "№ 15"}).gap(10).centered("О проведении семинара").gap(12);
    page.paragraph(std::string(kPreamble) + " приказываю:").paragraph("1. Провести семинар.");
    signature(page);
    const Found found = find(page);
    const DocumentDraft& d = found.document();
    EXPECT_EQ(d.heading.issuer.str, c.issuer);
    EXPECT_EQ(d.letterhead.str, c.contacts) << c.issuer;
    std::string aside;
    for (const Block& block : d.content) aside += (aside.empty() ? "" : " ") + block.text.str;
    EXPECT_EQ(aside, c.aside) << c.issuer;
    EXPECT_EQ(d.heading.number.str + " " + d.heading.date.str + " " + d.heading.place.str, "15 12.03.2024 с. Липки");
    EXPECT_EQ(d.heading.title.str, "О проведении семинара") << c.issuer;
  }
}

TEST(Heading, AddresseesBesideACornerLetterhead) {
  PageBuilder page;
  page.text(85, page.y(), "УПРАВЛЕНИЕ").line(380, "Директорам школ,");
  page.text(85, page.y(), "ОБРАЗОВАНИЯ").line(380, "заведующим садами,");
  page.text(85, page.y(), "ПРИКАЗ").line(380, "руководителям").line(380, "кружков и секций");
  page.text(85, page.y(), "от 12.03.2024 № 15").line(380, "района").line(85, "с. Липки").gap(10);
  page.line("О проведении семинара").gap(12).paragraph(std::string(kPreamble) + " приказываю:").paragraph("1. Да.");
  signature(page);
  const Found found = find(page);
  const DocumentDraft& d = found.document();
  EXPECT_EQ(d.heading.issuer.str, "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ");
  EXPECT_EQ(d.heading.number.str + " " + d.heading.date.str + " " + d.heading.place.str, "15 12.03.2024 с. Липки");
  EXPECT_EQ(d.heading.title.str, "О проведении семинара");
  ASSERT_EQ(d.content.size(), 1U);
  EXPECT_EQ(d.content[0].text.str, "Директорам школ, заведующим садами, руководителям кружков и секций района");
}

TEST(Heading, ACentredTitleAsWideAsThePage) {
  const std::string wide = "по итогам проверки работы школ района с учащимися, которые отстают";
  PageBuilder page;
  page.bold().centered("СПРАВКА").bold(false).centered(wide).centered("от сверстников").gap(14);
  page.paragraph(kPreamble).paragraph(kPreamble);
  EXPECT_EQ(find(page).document().heading.title.str, wide + " от сверстников");
  // A paragraph without an indent ends at the margin: it is no title.
  PageBuilder text;
  text.bold().centered("СПРАВКА").bold(false).gap(14).centered(wide).line("от сверстников").gap(14);
  text.paragraph(kPreamble).paragraph(kPreamble);
  EXPECT_TRUE(find(text).document().heading.title.empty());
}

TEST(Heading, StampsSideBySide) {
  PageBuilder page;
  page.text(85, page.y(), "СОГЛАСОВАНО").line(350, "УТВЕРЖДАЮ");
  page.text(85, page.y(), "Директор центра").line(350, "Начальник управления");
  page.text(85, page.y(), "____ И.Л. Белых").line(350, "____ А.П. Зорина");
  page.text(85, page.y(), "05.03.2024").line(350, "12.03.2024").gap(20);
  page.bold().centered("ПЛАН РАБОТЫ").centered("методического центра на 2024 год").bold(false).gap(14);
  page.table({85, 120, 400, 560}, {{"№", "Мероприятие", "Срок"}, {"1", "Семинар", "май"}, {"2", "Совещание", "июнь"}});
  const Found found = find(page);
  const DocumentDraft& d = found.document();
  EXPECT_EQ(d.kind, DocumentKind::plan);
  ASSERT_TRUE(d.approval.has_value());
  EXPECT_EQ(d.approval->text.str, "УТВЕРЖДАЮ Начальник управления ____ А.П. Зорина 12.03.2024");
  ASSERT_GE(d.content.size(), 2U);
  EXPECT_EQ(d.content[0].text.str, "СОГЛАСОВАНО Директор центра ____ И.Л. Белых 05.03.2024");
  EXPECT_EQ(d.heading.title.str, "методического центра на 2024 год");
  EXPECT_EQ(d.tables.size(), 1U);
  EXPECT_TRUE(d.items.empty());
}

TEST(Heading, ALineOfAStampThatReachesTheOtherStamp) {
  PageBuilder page;
  page.text(85, page.y(), "СОГЛАСОВАНО").line(315, "УТВЕРЖДЕНО");
  page.text(85, page.y(), "Директор регионального центра").line(315, "приказом управления");
  page.text(85, page.y(), "И.Л. Белых").line(315, "от 12.03.2024 № 15").gap(20);
  page.bold().centered("ПЛАН РАБОТЫ").centered("методического центра на 2024 год").bold(false).gap(14);
  page.table({85, 120, 400, 560}, {{"№", "Мероприятие", "Срок"}, {"1", "Семинар", "май"}, {"2", "Совет", "июнь"}});
  const Found found = find(page);
  ASSERT_TRUE(found.document().approval.has_value());
  EXPECT_EQ(found.document().approval->text.str, "УТВЕРЖДЕНО приказом управления от 12.03.2024 № 15");
  EXPECT_EQ(found.document().content.at(0).text.str, "СОГЛАСОВАНО Директор регионального центра И.Л. Белых");
}

TEST(Heading, AFileWithoutAKindKeepsAllItsText) {
  PageBuilder page;
  page.paragraph("Сегодня во всех школах района прошли уроки чтения, на которых дети читали вслух стихи.");
  page.paragraph("Уроки чтения посетили родители учеников и работники районной библиотеки имени писателя.");
  const Found found = find(page);
  EXPECT_EQ(found.document().kind, DocumentKind::other);
  ASSERT_EQ(found.document().content.size(), 2U);
  EXPECT_EQ(found.document().content[1].text.str, "Уроки чтения посетили родители учеников и работники районной библиотеки имени писателя.");
}

TEST(Heading, NoPagesAndEmptyPages) {
  Diagnostics diagnostics;
  EXPECT_TRUE(find_structure({}, diagnostics).empty());
  EXPECT_TRUE(find_structure({PageBuilder(1).take(), PageBuilder(2).take()}, diagnostics).empty());
}

TEST(OperativePart, VerbsOfEveryShape) {
  for (const char* verb : {"приказываю:", "ПРИКАЗЫВАЮ:", "приказываю :", "ПРИКАЗЫВАЮ", "постановляет:", "распоряжаюсь:", "обязываю:"}) {
    PageBuilder page;
    heading(page);
    page.paragraph(kPreamble).gap(4).centered(verb).gap(4).paragraph("1. Утвердить план.").paragraph("2. Провести семинар.");
    signature(page);
    const Found found = find(page);
    EXPECT_EQ(found.document().preamble.str, std::string(kPreamble) + " " + verb);
    EXPECT_EQ(written(found.document().items), (Lines{"1. Утвердить план.", "2. Провести семинар."})) << verb;
  }
}

TEST(OperativePart, AnItemOnTheLineOfTheVerb) {
  PageBuilder page;
  heading(page);
  page.paragraph(std::string(kPreamble) + " приказываю: 1. Утвердить план.").paragraph("2. Провести семинар.");
  signature(page);
  EXPECT_EQ(written(find(page).document().items), (Lines{"1. Утвердить план.", "2. Провести семинар."}));
}

TEST(OperativePart, LevelsByTheirLabels) {
  const Found found = order_with_items([](PageBuilder& page) {
    page.paragraph("1.Утвердить план.").paragraph("2. Директорам школ:").paragraph("2.1. провести семинар;").paragraph("2.2. сдать отчёт:");
    page.paragraph("а) за май;").paragraph("б) за июнь.").paragraph("3. Методистам:").paragraph("1) проверить планы;").paragraph("2) собрать отчёты.");
    page.paragraph("- до 1 мая;").paragraph("4. Контроль оставляю за собой.");
  });
  EXPECT_EQ(written(found.document().items),
            (Lines{"1. Утвердить план.", "2. Директорам школ:", "  2.1. провести семинар;", "  2.2. сдать отчёт:", "    а) за май;", "    б) за июнь.",
                   "3. Методистам:", "  1) проверить планы;", "  2) собрать отчёты.", "    - до 1 мая;", "4. Контроль оставляю за собой."}));
  EXPECT_TRUE(found.diagnostics.empty());
}

TEST(OperativePart, UnnumberedParagraphsBelongToTheItemBefore) {
  const Found found = order_with_items([](PageBuilder& page) {
    page.paragraph("1. Создать рабочую группу.").paragraph("Рабочая группа собирается раз в месяц.").paragraph("- протоколы ведёт секретарь;");
    page.paragraph("2. Провести семинар.");
  });
  EXPECT_EQ(written(found.document().items), (Lines{"1. Создать рабочую группу.", "  = Рабочая группа собирается раз в месяц.",
                                                    "  - протоколы ведёт секретарь;", "2. Провести семинар."}));
}

TEST(OperativePart, ItemsWithoutAnyNumbers) {
  const Found found = order_with_items([](PageBuilder& page) { page.paragraph("Утвердить план работы.").paragraph("Провести семинар в мае."); });
  EXPECT_EQ(written(found.document().items), (Lines{"= Утвердить план работы.", "= Провести семинар в мае."}));
}

TEST(OperativePart, ANumberUsedTwiceStaysAndIsReported) {
  const Found found = order_with_items(
      [](PageBuilder& page) { page.paragraph("1. Утвердить план.").paragraph("2. Провести семинар.").paragraph("2. Сдать отчёт."); });
  EXPECT_EQ(written(found.document().items), (Lines{"1. Утвердить план.", "2. Провести семинар.", "2. Сдать отчёт."}));
  ASSERT_EQ(found.diagnostics.size(), 1U);
  EXPECT_EQ(found.diagnostics[0].code, "item_number_repeated");
  EXPECT_EQ(found.diagnostics[0].path, "/items/2");
  EXPECT_EQ(found.diagnostics[0].document, 0);
  EXPECT_EQ(found.diagnostics[0].page, 1);
  EXPECT_TRUE(found.diagnostics[0].bbox.has_value());
}

TEST(OperativePart, ASkippedNumberIsReported) {
  const Found found = order_with_items([](PageBuilder& page) {
    page.paragraph("1. Утвердить план.").paragraph("3. Директорам школ:").paragraph("3.1. сдать отчёт;").paragraph("3.3. провести семинар.");
  });
  ASSERT_EQ(found.diagnostics.size(), 2U);
  EXPECT_EQ(found.diagnostics[0].code, "item_number_skipped");
  EXPECT_EQ(found.diagnostics[0].path, "/items/1");
  EXPECT_EQ(found.diagnostics[1].path, "/items/1/items/1");
}

TEST(OperativePart, NumbersOfQuotedTextStayText) {
  const Found found = order_with_items([](PageBuilder& page) {
    page.paragraph("1. Внести в приказ от 05.02.2024 № 9 изменения: пункты 3 и 4 изложить в следующей редакции:");
    page.paragraph("«3. Директорам школ сдать отчёт.").paragraph("4. Методистам проверить отчёты.».").paragraph("2. Контроль оставляю за собой.");
  });
  EXPECT_EQ(written(found.document().items),
            (Lines{"1. Внести в приказ от 05.02.2024 № 9 изменения: пункты 3 и 4 изложить в следующей редакции:", "  = «3. Директорам школ сдать отчёт.",
                   "  = 4. Методистам проверить отчёты.».", "2. Контроль оставляю за собой."}));
}

TEST(OperativePart, DatesAndTimesAreNoItems) {
  const Found found = order_with_items([](PageBuilder& page) {
    page.paragraph("1. Провести семинар:").paragraph("22.09.2024 состоится открытие;").paragraph("9.30 начало занятий;").paragraph("5 школ готовят залы.");
    page.paragraph("2. Сдать отчёт.");
  });
  EXPECT_EQ(written(found.document().items), (Lines{"1. Провести семинар:", "  = 22.09.2024 состоится открытие;", "  = 9.30 начало занятий;",
                                                    "  = 5 школ готовят залы.", "2. Сдать отчёт."}));
}

TEST(OperativePart, ABareNumberThatIsTheNextOneBeginsAnItem) {
  const Found found = order_with_items(
      [](PageBuilder& page) { page.paragraph("1. Утвердить план.").paragraph("2 Провести семинар.").paragraph("5 школ готовят залы."); });
  EXPECT_EQ(written(found.document().items), (Lines{"1. Утвердить план.", "2 Провести семинар.", "  = 5 школ готовят залы."}));
}

TEST(OperativePart, AnItemGoesOnOnTheNextPage) {
  PageBuilder one(1), two(2);
  preamble(one);
  for (int i = 1; i <= 8; ++i) one.paragraph(std::to_string(i) + ". Директору школы номер " + std::to_string(i) + " подготовить к весне здание и территорию школы и сдать отчёт.");
  one.line(120, "9. Методическому центру подготовить и направить во все школы");
  two.line(85, "района сборник материалов о работе с детьми.").paragraph("10. Контроль оставляю за собой.");
  signature(two);
  const Found found = find({one.take(), two.take()});
  ASSERT_EQ(found.document().items.size(), 10U);
  EXPECT_EQ(found.document().items[8].text.str, "Методическому центру подготовить и направить во все школы района сборник материалов о работе с детьми.");
  EXPECT_EQ(found.document().pages.last, 2);
}

TEST(Closing, ASignatureOverSeveralLines) {
  const struct {
    std::function<void(PageBuilder&)> print;
    const char *position, *person;
  } cases[] = {
      {[](PageBuilder& p) { p.columns({"Начальник", "А.П. Зорина"}); }, "Начальник", "А.П. Зорина"},
      {[](PageBuilder& p) { p.line("Начальник управления образования").columns({"администрации района", "А.П. Зорина"}); },
       "Начальник управления образования администрации района", "А.П. Зорина"},
      {[](PageBuilder& p) { p.line("Начальник управления").line("образования администрации").line("Озёрного района").gap(6).right("А.П. Зорина"); },
       "Начальник управления образования администрации Озёрного района", "А.П. Зорина"},
      {[](PageBuilder& p) { p.line("И.о. начальника управления А.П. Зорина"); }, "И.о. начальника управления", "А.П. Зорина"},
      {[](PageBuilder& p) { p.columns({"Глава района", "ЗОРИНА А.П."}); }, "Глава района", "ЗОРИНА А.П."},
      {[](PageBuilder& p) { p.columns({"Начальник управления", "А. П. Зорина"}); }, "Начальник управления", "А. П. Зорина"},
      {[](PageBuilder& p) { p.columns({"Начальник управления", "___________", "А.П. Зорина"}); }, "Начальник управления", "А.П. Зорина"},
      {[](PageBuilder& p) { p.columns({"Начальник управления", "Зорина Анна Петровна"}); }, "Начальник управления", "Зорина Анна Петровна"},
      {[](PageBuilder& p) { p.line("Начальник управления ________ Зорина Анна Петровна"); }, "Начальник управления", "Зорина Анна Петровна"},
      // The name beside the first line of the post, or between two.
      {[](PageBuilder& p) { p.columns({"Заместитель главы,", "А.П. Зорина"}).line("начальник управления образования").line("администрации района"); },
       "Заместитель главы, начальник управления образования администрации района", "А.П. Зорина"},
      {[](PageBuilder& p) {
         p.line("И.о. председателя комитета");
         p.gap(-8).right("А.П. Зорина").gap(-8).line("по образованию");
       },
       "И.о. председателя комитета по образованию", "А.П. Зорина"},
  };
  for (const auto& c : cases) {
    PageBuilder page;
    preamble(page);
    page.paragraph("1. Утвердить план.").paragraph("2. Контроль оставляю за собой.").gap(30);
    c.print(page);
    const Found found = find(page);
    ASSERT_EQ(found.document().signatories.size(), 1U) << c.position;
    EXPECT_EQ(found.document().signatories[0].position.str, c.position);
    EXPECT_EQ(found.document().signatories[0].person.str, c.person);
    EXPECT_EQ(found.document().items.size(), 2U) << c.position;
    EXPECT_TRUE(found.document().content.empty()) << c.position;
  }
}

TEST(Closing, SeveralSignatories) {
  PageBuilder page;
  preamble(page);
  page.paragraph("1. Утвердить план.").gap(30).columns({"Начальник управления", "А.П. Зорина"}).gap(20).columns({"Директор центра", "И.Л. Белых"});
  const Found found = find(page);
  ASSERT_EQ(found.document().signatories.size(), 2U);
  EXPECT_EQ(found.document().signatories[1].position.str, "Директор центра");
  EXPECT_EQ(found.document().signatories[1].person.str, "И.Л. Белых");
}

TEST(Closing, WhatStandsUnderASignatureIsNotAlwaysItsPost) {
  PageBuilder page;
  preamble(page);
  page.paragraph("1. Утвердить план.").gap(30).columns({"Начальник управления", "А.П. Зорина"}).gap(30).line("копия верна");
  const Found found = find(page);
  ASSERT_EQ(found.document().signatories.size(), 1U);
  EXPECT_EQ(found.document().signatories[0].position.str, "Начальник управления");
  EXPECT_EQ(found.document().content.size(), 1U);
}

TEST(Closing, AFullNameInASentenceIsNoSignature) {
  PageBuilder page;
  preamble(page);
  page.paragraph("1. Утвердить план.").paragraph("2. Контроль возложить на методиста.").paragraph("Директор школы Зорина Анна Петровна");
  EXPECT_TRUE(find(page).document().signatories.empty());
}

TEST(Closing, Drafters) {
  const struct {
    std::vector<std::string> lines;
    const char *person, *position, *phone;
  } cases[] = {
      {{"Исп. Белых И.Л."}, "Белых И.Л.", "", ""},
      {{"Исп.: Белых И.Л., тел. 2-47-53"}, "Белых И.Л.", "", "2-47-53"},
      {{"Исполнитель: Белых Инна Львовна", "8 (84100) 2-47-53"}, "Белых Инна Львовна", "", "8 (84100) 2-47-53"},
      {{"Исп. методист Белых И.Л.", "2-47-53"}, "Белых И.Л.", "методист", "2-47-53"},
      {{"Подготовила: Белых И.Л., методист"}, "Белых И.Л.", "методист", ""},
      {{"Белых Инна Львовна", "2-47-53"}, "Белых Инна Львовна", "", "2-47-53"},
      {{"Белых И.Л. 5-02-42"}, "Белых И.Л.", "", "5-02-42"},
  };
  for (const auto& c : cases) {
    PageBuilder page;
    preamble(page);
    page.paragraph("1. Утвердить план.");
    signature(page);
    page.gap(40).style({10, false});
    for (const std::string& line : c.lines) page.line(line);
    const Found found = find(page);
    ASSERT_EQ(found.document().drafted_by.size(), 1U) << c.lines[0];
    const Drafter& drafter = found.document().drafted_by[0];
    EXPECT_EQ(drafter.person.str, c.person) << c.lines[0];
    EXPECT_EQ(drafter.position.str, c.position) << c.lines[0];
    EXPECT_EQ(drafter.phone.str, c.phone) << c.lines[0];
    EXPECT_EQ(found.document().signatories.size(), 1U) << c.lines[0];
  }
}

TEST(Closing, AcknowledgementsAndMailingAreRunningText) {
  PageBuilder page;
  preamble(page);
  page.paragraph("1. Утвердить план.");
  signature(page);
  page.gap(30).line("С приказом ознакомлены:").line("__________ Белых И.Л.").line("__________ Цой А.В.").gap(10).line("Разослано: в дело, школам района");
  const Found found = find(page);
  EXPECT_EQ(found.document().signatories.size(), 1U);
  EXPECT_TRUE(found.document().drafted_by.empty());
  EXPECT_FALSE(found.document().content.empty());
  EXPECT_TRUE(found.document().lists.empty());
  EXPECT_EQ(found.document().items.size(), 1U);
}

TEST(Closing, TheMailingUnderADrafterIsNoPartOfHim) {
  PageBuilder page;
  preamble(page);
  page.paragraph("1. Утвердить план.");
  signature(page);
  page.gap(30).line("Исполнитель: Белых И.Л.").line("тел. 2-19-84").line("Разослать: в дело, МОУ – 12");
  const Found found = find(page);
  ASSERT_EQ(found.document().drafted_by.size(), 1U);
  EXPECT_EQ(found.document().drafted_by[0].person.str, "Белых И.Л.");
  EXPECT_EQ(found.document().drafted_by[0].organization.str, "");
}

void order(PageBuilder& page) {
  preamble(page);
  page.paragraph("1. Утвердить план работы (приложение 1).").paragraph("2. Утвердить состав рабочей группы (приложение 2).");
  signature(page);
}

TEST(Appendices, GrifTitleAndTable) {
  PageBuilder one(1), two(2), three(3);
  order(one);
  two.line(340, "Приложение № 1").line(340, "к приказу управления образования").line(340, "от 12.03.2024 № 15").gap(20);
  two.bold().centered("План работы").centered("на второй квартал 2024 года").bold(false).gap(14);
  two.table({85, 120, 400, 560}, {{"№", "Мероприятие", "Срок"}, {"1", "Семинар", "апрель"}, {"2", "Совещание", "май"}});
  three.line(340, "Приложение № 2").line(340, "к приказу управления образования").line(340, "от 12.03.2024 № 15").gap(20);
  three.bold().centered("Состав рабочей группы").bold(false).gap(14);
  three.paragraph("1. Зорина А.П., начальник управления;").paragraph("2. Белых И.Л., методист;").paragraph("3. Цой А.В., учитель.");
  const Found found = find({one.take(), two.take(), three.take()});
  const DocumentDraft& d = found.document();
  ASSERT_EQ(d.appendices.size(), 2U);
  EXPECT_EQ(d.appendices[0].number, "1");
  EXPECT_EQ(d.appendices[0].grif.str, "Приложение № 1 к приказу управления образования от 12.03.2024 № 15");
  EXPECT_EQ(d.appendices[0].title.str, "План работы на второй квартал 2024 года");
  EXPECT_EQ(d.appendices[0].pages.first, 2);
  EXPECT_EQ(d.appendices[0].pages.last, 2);
  ASSERT_EQ(d.appendices[0].content.size(), 1U);
  EXPECT_EQ(d.appendices[0].content[0].type, BlockType::table);
  EXPECT_EQ(d.appendices[0].content[0].ref, d.tables.at(0).id);
  EXPECT_EQ(d.appendices[1].number, "2");
  EXPECT_EQ(d.appendices[1].title.str, "Состав рабочей группы");
  EXPECT_EQ(d.appendices[1].pages.first, 3);
  ASSERT_EQ(d.lists.size(), 1U);
  EXPECT_EQ(d.lists[0].title.str, "Состав рабочей группы") << "the list is all there is";
  EXPECT_EQ(d.lists[0].entries.size(), 3U);
  EXPECT_EQ(d.lists[0].entries[1].label, "2.");
  EXPECT_EQ(d.lists[0].marker, ListMarker::number);
  EXPECT_EQ(d.signatories.size(), 1U);
}

TEST(Appendices, GrifsOfEveryShape) {
  const struct {
    std::vector<std::string> lines;
    const char* number;
  } cases[] = {
      {{"Приложение", "к приказу управления", "от 12.03.2024 № 15"}, ""},
      {{"ПРИЛОЖЕНИЕ 3", "к приказу"}, "3"},
      {{"Приложение N 2", "к приказу"}, "2"},
      {{"УТВЕРЖДЕН", "приказом управления", "от 12.03.2024 № 15"}, ""},
      {{"Утверждена приказом", "от 12.03.2024 № 15"}, ""},
      {{"Пр. № 15 от 12.03.2024"}, ""},
  };
  for (const auto& c : cases) {
    PageBuilder one(1), two(2);
    order(one);
    for (const std::string& line : c.lines) two.line(380, line);
    two.gap(20).bold().centered("План работы управления на год").bold(false).gap(14).paragraph(kPreamble).paragraph(kPreamble);
    const Found found = find({one.take(), two.take()});
    ASSERT_EQ(found.document().appendices.size(), 1U) << c.lines[0];
    const Appendix& appendix = found.document().appendices[0];
    std::string grif;
    for (const std::string& line : c.lines) grif += (grif.empty() ? "" : " ") + line;
    EXPECT_EQ(appendix.grif.str, grif);
    EXPECT_EQ(appendix.number, c.number) << c.lines[0];
    EXPECT_EQ(appendix.title.str, "План работы управления на год") << c.lines[0];
    EXPECT_EQ(appendix.content.size(), 2U) << c.lines[0];
  }
}

TEST(Appendices, ASheetOfItsOwnWithoutAGrif) {
  PageBuilder one(1), two(2);
  order(one);
  two.bold().centered("План работы управления на год").bold(false).gap(14).paragraph(kPreamble);
  const Found found = find({one.take(), two.take()});
  ASSERT_EQ(found.document().appendices.size(), 1U);
  EXPECT_TRUE(found.document().appendices[0].grif.empty());
  EXPECT_EQ(found.document().appendices[0].title.str, "План работы управления на год");
}

TEST(Appendices, ASentenceAboutAnAppendixIsNone) {
  const Found found = order_with_items([](PageBuilder& page) {
    page.paragraph("1. Внести изменения в приказ.").paragraph("Приложение № 2 к приказу изложить в новой редакции согласно тексту ниже и довести до школ.");
  });
  EXPECT_TRUE(found.document().appendices.empty());
  EXPECT_EQ(found.document().items.size(), 1U);
}

TEST(Content, HeadingsListsAndCaptions) {
  PageBuilder page;
  page.bold().centered("Аналитическая справка").centered("по итогам проверки школ").bold(false).gap(14).paragraph(kPreamble).gap(10);
  page.bold().centered("Выводы").bold(false).gap(10).paragraph("Основные задачи:").paragraph("- вести учёт;").paragraph("- сдавать отчёты.");
  page.paragraph("Сведения собраны методистами.");
  const Found found = find(page);
  const DocumentDraft& d = found.document();
  EXPECT_EQ(d.kind, DocumentKind::report);
  EXPECT_EQ(d.heading.title.str, "по итогам проверки школ");
  ASSERT_EQ(d.content.size(), 5U);
  EXPECT_EQ(d.content[1].type, BlockType::heading);
  EXPECT_EQ(d.content[1].text.str, "Выводы");
  EXPECT_EQ(d.content[3].type, BlockType::list);
  ASSERT_EQ(d.lists.size(), 1U);
  EXPECT_EQ(d.lists[0].title.str, "Основные задачи");
  EXPECT_EQ(d.lists[0].marker, ListMarker::bullet);
  EXPECT_EQ(d.lists[0].entries[1].text.str, "сдавать отчёты.");
}

TEST(Documents, AScanBatchHoldsSeveral) {
  PageBuilder one(1), two(2), three(3);
  order(one);
  order(two);
  three.line(340, "Приложение № 1").line(340, "к приказу").gap(20).bold().centered("План работы").bold(false).gap(14).paragraph(kPreamble);
  const Found found = find({one.take(), two.take(), three.take()});
  ASSERT_EQ(found.drafts.size(), 2U);
  EXPECT_EQ(found.drafts[0].pages.last, 1);
  EXPECT_EQ(found.drafts[1].pages.first, 2);
  EXPECT_EQ(found.drafts[1].pages.last, 3);
  EXPECT_TRUE(found.drafts[0].appendices.empty());
  EXPECT_EQ(found.drafts[1].appendices.size(), 1U);
  EXPECT_EQ(found.drafts[1].items.size(), 2U);
}

TEST(Documents, TheFormOfAnOrderInAnAppendixIsNoDocument) {
  PageBuilder one(1), two(2);
  order(one);
  two.line(340, "Приложение № 1").line(340, "к приказу").gap(20).bold().centered("ПРИКАЗ").bold(false).gap(10).columns({"от 12.03.2024", "№ 16"});
  two.paragraph(kPreamble);
  EXPECT_EQ(find({one.take(), two.take()}).drafts.size(), 1U);
}

TEST(Documents, ASignatureThatRanOverBelongsToTheOrderBefore) {
  PageBuilder one(1), two(2);
  preamble(one);
  one.paragraph("1. Утвердить план работы.");
  signature(two);
  two.gap(10).line("Исп. Белых И.Л.").line("тел. 2-47-53").gap(20);
  order(two);
  const Found found = find({one.take(), two.take()});
  ASSERT_EQ(found.drafts.size(), 2U);
  EXPECT_EQ(found.drafts[0].signatories.size(), 1U);
  EXPECT_EQ(found.drafts[1].heading.issuer.str, "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ ОЗЁРНОГО РАЙОНА");
}

// The heads of pages after an order, and whether another document begins there.
TEST(Documents, TheKindLineMayCarryItsRegistration) {
  struct Case {
    Lines centered;
    bool begins;
  };
  const std::vector<Case> cases = {
      {{"УПРАВЛЕНИЕ ОБРАЗОВАНИЯ", "ПРИКАЗ № 16-од", "с. Липки", "от «13» марта 2024 года", "приказываю:"}, true},
      {{"УПРАВЛЕНИЕ ОБРАЗОВАНИЯ", "ПРИКАЗ № 16 от 13.03.2024 г.", "приказываю:"}, true},
      {{"ОЗЁРНЫЙ РАЙОН", "ПОСТАНОВЛЕНИЕ от 13.03.2024 № 16", "постановляю:"}, true},
      {{"МЕТОДИЧЕСКИЙ СОВЕТ", "ПРОТОКОЛ № 6", "13.03.2024", "Присутствовали: 5 человек"}, true},
      {{"ПРОТОКОЛ № 6", "заседания совета", "от 13.03.2024", "Повестка дня:"}, true},
      {{"Приложение № 1", "ПРИКАЗ № 16-од", "от 13.03.2024", "приказываю:"}, false},
      {{"Приложение № 1", "к приказу № 15", "ПРОТОКОЛ № 6", "13.03.2024", "Присутствовали:"}, false},
      {{"УПРАВЛЕНИЕ ОБРАЗОВАНИЯ", "Приказ № 16-од об итогах", "от 13.03.2024", "приказываю:"}, false},
      {{"Перечень документов", "Приказ № 16-од", "от 13.03.2024"}, false},
      {{"Перечень документов", "Протокол № 6", "от 13.03.2024"}, false},
      {{"ПРОТОКОЛ № ___", "«__» марта 2024 г.", "Присутствовали:"}, false},
  };
  for (const Case& c : cases) {
    PageBuilder one(1), two(2);
    order(one);
    for (const std::string& line : c.centered) two.centered(line);
    two.gap(14).paragraph("1. Провести семинар для учителей начальных классов всех школ района в срок до мая.");
    EXPECT_EQ(find({one.take(), two.take()}).drafts.size(), c.begins ? 2U : 1U)
        << c.centered[0] << " / " << c.centered[1];
  }
}

TEST(Documents, FurnitureIsKeptWithItsDocument) {
  PageBuilder one(1), two(2);
  order(one);
  one.at(812).centered("1");
  order(two);
  two.at(812).centered("2");
  const Found found = find({one.take(), two.take()});
  ASSERT_EQ(found.drafts.size(), 2U);
  ASSERT_EQ(found.drafts[1].furniture.size(), 1U);
  EXPECT_EQ(found.drafts[1].furniture[0].str, "2");
}

TEST(Documents, TheCaptionOfAContinuedTableIsFurniture) {
  PageBuilder one(1), two(2);
  order(one);
  one.gap(40).table({85, 120, 400, 560}, {{"№", "Мероприятие", "Срок"}, {"1", "Семинар", "апрель"}});
  two.right("Продолжение таблицы").gap(10);
  two.table({85, 120, 400, 560}, {{"2", "Совещание", "май"}, {"3", "Отчёт", "июнь"}});
  const Found found = find({one.take(), two.take()});
  ASSERT_EQ(found.document().tables.size(), 1U);
  EXPECT_EQ(found.document().tables[0].rows.size(), 4U);
  ASSERT_EQ(found.document().furniture.size(), 1U);
  EXPECT_EQ(found.document().furniture[0].str, "Продолжение таблицы");
}

// No word of the pages is lost, whatever the parts are taken for.
TEST(Documents, EveryWordEndsUpSomewhere) {
  PageBuilder one(1), two(2);
  order(one);
  two.line(340, "Приложение № 1").line(340, "к приказу").gap(20).bold().centered("План").bold(false).gap(14);
  two.table({85, 120, 400, 560}, {{"№", "Мероприятие", "Срок"}, {"1", "Семинар", "апрель"}});
  two.paragraph("Сведения собраны методистами.").gap(30).columns({"Директор центра", "И.Л. Белых"}).gap(10).line("Исп. Цой А.В.");
  std::vector<Page> pages = {one.take(), two.take()};
  std::size_t printed = 0;
  for (const Page& page : pages)
    for (const Word& word : page.words) printed += word.text.size();
  const Found found = find(std::move(pages));
  std::size_t read = 0;
  const auto count = [&](const Text& text) {
    for (const Piece& piece : text.pieces) read += piece.length;
  };
  const DocumentDraft& d = found.document();
  for (const Text* text : {&d.heading.issuer, &d.heading.kind_text, &d.heading.date, &d.heading.number, &d.heading.place, &d.heading.title, &d.preamble}) count(*text);
  const std::function<void(const std::vector<Item>&)> items = [&](const std::vector<Item>& level) {
    for (const Item& item : level) {
      read += item.label.size();
      count(item.text);
      items(item.items);
    }
  };
  items(d.items);
  for (const Signatory& signatory : d.signatories) count(signatory.position), count(signatory.person);
  for (const Drafter& drafter : d.drafted_by) count(drafter.person), count(drafter.position);
  const auto blocks = [&](const std::vector<Block>& content) {
    for (const Block& block : content) count(block.text);
  };
  blocks(d.content);
  for (const Appendix& appendix : d.appendices) count(appendix.grif), count(appendix.title), blocks(appendix.content);
  for (const Table& table : d.tables)
    for (const Row& row : table.rows)
      for (const Cell& cell : row.cells) count(cell.text);
  // «от» and «№» of the registration, «Исп.» of the drafter are said by the fields themselves.
  EXPECT_EQ(read + std::string("от№Исп.").size(), printed);
}

}  // namespace
}  // namespace prikaz
