// The driver: what is found in the parts of a draft, put together.
#include "prikaz/normalize.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "dates.h"
#include "make_draft.h"

namespace prikaz {
namespace {

struct Read {
  Document document;
  Diagnostics diagnostics;
};

Read read(DocumentDraft draft) {
  Read out;
  std::vector<DocumentDraft> drafts;
  drafts.push_back(std::move(draft));
  out.document = normalize(std::move(drafts), out.diagnostics).at(0);
  return out;
}

DocumentDraft order() {
  DocumentDraft draft;
  draft.kind = DocumentKind::order;
  draft.heading.kind_text = text("ПРИКАЗ");
  draft.heading.date = text("12.03.2024");
  draft.heading.number = text("15");
  draft.heading.title = text("Об утверждении плана работы");
  draft.preamble = text("Во исполнение приказа управления образования от 05.02.2024 № 9 приказываю:");
  draft.signatories = {{text("Начальник управления"), text("А.П. Зорина")}};
  return draft;
}

DocumentDraft plan() {
  DocumentDraft draft = order();
  draft.appendices = {
      appendix("Приложение 1 к приказу управления от 12.03.2024 № 15", "План работы на 2024 год", {table_block("t1")})};
  draft.tables = {table("t1",
                        {{"№", ColumnRole::number},
                         {"Мероприятие", ColumnRole::activity},
                         {"Срок", ColumnRole::period},
                         {"Ответственный", ColumnRole::responsible}},
                        {{"1", "Семинар для МБОУ СОШ № 3 и МБОУ ООШ № 5", "апрель", "Белых И.Л., методисты"},
                         {"2", "Отчёт МБОУ СОШ № 3", "до 15.05.2024", "МБОУ СОШ № 3"}})};
  return draft;
}

TEST(Normalize, RowsKnowTheirPeriodPartiesAndSchools) {
  const Read r = read(plan());
  const Document& d = r.document;
  ASSERT_EQ(d.schools.size(), 2U);
  EXPECT_EQ(d.schools[0].name, "МБОУ СОШ № 3");
  EXPECT_EQ(d.schools[0].mentions.size(), 3U);
  EXPECT_EQ(d.schools[0].mentions[0].path, "/tables/0/rows/1/cells/1/text");
  const RowMeaning& first = d.row_meanings.at({0, 1});
  EXPECT_EQ(first.schools, (std::vector<int>{0, 1}));
  ASSERT_TRUE(first.period.has_value());
  const Date& april = d.dates[static_cast<std::size_t>(*first.period)];
  EXPECT_EQ(april.text, "апрель");
  EXPECT_EQ(iso(*april.start), "2024-04-01") << "the year of the plan's title";
  EXPECT_EQ(april.inferred, (std::vector<std::string>{"year"}));
  ASSERT_EQ(first.responsible.size(), 2U);
  const Responsible& methodist = d.responsible[static_cast<std::size_t>(first.responsible[0])];
  EXPECT_EQ(methodist.name, "Белых И.Л.");
  EXPECT_EQ(methodist.kind, PartyKind::person);
  EXPECT_EQ(methodist.target.table, "t1");
  EXPECT_EQ(methodist.target.row, 1);
  EXPECT_EQ(methodist.target.number, "1");
  EXPECT_EQ(d.responsible[static_cast<std::size_t>(first.responsible[1])].kind, PartyKind::role);
  const RowMeaning& second = d.row_meanings.at({0, 2});
  EXPECT_EQ(second.schools, (std::vector<int>{0})) << "named twice, once";
  EXPECT_EQ(d.dates[static_cast<std::size_t>(*second.period)].kind, DateKind::deadline);
}

TEST(Normalize, TheGrifIsOfDocumentAndNoReference) {
  const Read r = read(plan());
  ASSERT_EQ(r.document.of_documents.size(), 1U);
  ASSERT_TRUE(r.document.of_documents[0].has_value());
  EXPECT_EQ(r.document.of_documents[0]->kind, "order");
  EXPECT_EQ(r.document.of_documents[0]->number, "15");
  EXPECT_EQ(iso(*r.document.of_documents[0]->date), "2024-03-12");
  ASSERT_EQ(r.document.references.size(), 1U) << "the order named in the preamble alone";
  EXPECT_EQ(r.document.references[0].number, "9");
  EXPECT_EQ(r.document.references[0].path, "/preamble/text");
  // Its date is still a date: the order's own, the preamble's, the grif's, the title's year and two periods.
  EXPECT_EQ(r.document.dates.size(), 6U);
}

TEST(Normalize, InATwoPartGrifTheAmendedOrderIsAReference) {
  DocumentDraft draft = order();
  draft.appendices = {appendix(
      "Приложение 1 к приказу управления от 12.03.2024 № 15 Приложение 2 к приказу управления от 05.02.2023 № 7",
      "План", {paragraph("Семинар.")})};
  const Read r = read(std::move(draft));
  EXPECT_EQ(r.document.of_documents[0]->number, "15");
  ASSERT_EQ(r.document.references.size(), 2U);
  EXPECT_EQ(r.document.references[1].number, "7");
}

TEST(Normalize, AnAppendixWithoutAGrifHasNoDocument) {
  DocumentDraft draft = order();
  draft.appendices = {appendix("", "План", {paragraph("Семинар.")})};
  const Read r = read(std::move(draft));
  ASSERT_EQ(r.document.of_documents.size(), 1U);
  EXPECT_FALSE(r.document.of_documents[0].has_value());
}

TEST(Normalize, TheOrderItselfIsNoReference) {
  DocumentDraft draft = order();
  draft.content = {paragraph("С приказом от 12.03.2024 № 15 ознакомлены.")};
  const Read r = read(std::move(draft));
  ASSERT_EQ(r.document.references.size(), 1U);
  EXPECT_EQ(r.document.references[0].number, "9");
}

TEST(Normalize, PartiesOfItemsAndTheSignatory) {
  DocumentDraft draft = order();
  draft.items = {item("1", "Директорам школ провести семинары.", {item("", "Методистам центра сдать отчёты.")}),
                 item("2", "Контроль за исполнением приказа оставляю за собой.")};
  const Read r = read(std::move(draft));
  const std::vector<Responsible>& parties = r.document.responsible;
  ASSERT_EQ(parties.size(), 3U);
  EXPECT_EQ(parties[0].name, "Директора школ");
  EXPECT_EQ(parties[0].target.item, "1");
  EXPECT_EQ(parties[1].target.item, "1") << "of the unnumbered child";
  EXPECT_EQ(parties[2].name, "Зорина А.П.");
  EXPECT_EQ(parties[2].kind, PartyKind::person);
  EXPECT_EQ(parties[2].duty, Duty::control);
  EXPECT_TRUE(parties[2].target.document);
  EXPECT_EQ(parties[2].position, "Начальник управления");
  EXPECT_EQ(parties[2].person, r.document.persons.at(0).id);
  EXPECT_EQ(parties[2].path, "/items/1/text");
  EXPECT_FALSE(parties[2].spans.empty());
}

TEST(Normalize, SubItemsNameThePartiesTheirItemAnnounces) {
  DocumentDraft draft = order();
  draft.items = {item("1", "Назначить кураторами школ:",
                      {item("", "МБОУ СОШ № 3 – Юрчука О.Д., директора МБОУ ООШ № 5;"),
                       item("1.2", "МБОУ ООШ № 5 – Дрозда И.Л.")}),
                 item("2", "Принять к сведению:", {item("", "МБОУ СОШ № 3 – Белых И.Л.")})};
  const Read r = read(std::move(draft));
  const std::vector<Responsible>& parties = r.document.responsible;
  ASSERT_EQ(parties.size(), 2U);
  EXPECT_EQ(parties[0].name, "Юрчук О.Д.");
  EXPECT_EQ(parties[0].position, "директор МБОУ ООШ № 5");
  EXPECT_EQ(parties[0].target.item, "1");
  EXPECT_EQ(parties[1].target.item, "1.2");
}

TEST(Normalize, APartyOfAnUnnumberedParagraphHasATarget) {
  DocumentDraft draft = order();
  draft.items = {item("", "Руководителям школ:"), item("1", "Провести семинары."),
                 item("", "Методистам центра сдать отчёты.")};
  const Read r = read(std::move(draft));
  const std::vector<Responsible>& parties = r.document.responsible;
  ASSERT_EQ(parties.size(), 2U);
  EXPECT_TRUE(parties[0].target.document) << "nothing numbered before it";
  EXPECT_FALSE(parties[0].target.item.has_value());
  EXPECT_EQ(parties[1].target.item, "1");
  EXPECT_FALSE(parties[1].target.document);
}

TEST(Normalize, ADayAndAMonthAreADateInAColumnOfPeriods) {
  DocumentDraft draft = plan();
  draft.tables[0].rows[1].cells[2].text = text("17.04, 24.04");
  draft.tables[0].rows[1].cells[1].text = text("17.05");
  const Read r = read(std::move(draft));
  std::vector<std::string> days;
  for (const Date& date : r.document.dates)
    if (date.path.starts_with("/tables/0/rows/1/")) days.push_back(iso(*date.start));
  EXPECT_EQ(days, (std::vector<std::string>{"2024-04-17", "2024-04-24"}));
}

TEST(Normalize, ADutyWithoutASignatureIsReported) {
  DocumentDraft draft = order();
  draft.signatories.clear();
  draft.items = {item("1", "Контроль за исполнением приказа оставляю за собой.")};
  const Read r = read(std::move(draft));
  EXPECT_TRUE(r.document.responsible.empty());
  ASSERT_EQ(r.diagnostics.size(), 1U);
  EXPECT_EQ(r.diagnostics[0].code, "signatory_unknown");
  EXPECT_EQ(r.diagnostics[0].path, "/items/0/text");
  EXPECT_EQ(r.diagnostics[0].page, 1);
  EXPECT_EQ(r.diagnostics[0].document, 0);
}

TEST(Normalize, SignatoriesAndDraftersHaveNames) {
  DocumentDraft draft = order();
  draft.signatories.push_back({text("Директор центра"), text("____")});
  draft.drafted_by = {{text("Белых Инна Львовна"), text("методист"), {}, {}}, {{}, {}, text("методический центр"), {}}};
  const Read r = read(std::move(draft));
  EXPECT_EQ(r.document.signatory_names, (std::vector<std::string>{"Зорина А.П.", "____"}));
  EXPECT_EQ(r.document.drafter_names, (std::vector<std::string>{"Белых И.Л.", ""}));
  ASSERT_EQ(r.document.persons.size(), 2U);
  EXPECT_EQ(r.document.persons[0].positions, (std::vector<std::string>{"Начальник управления"}));
  EXPECT_EQ(r.document.persons[1].positions, (std::vector<std::string>{"методист"}));
}

TEST(Normalize, TheDashBeforeAPostIsNoPartOfIt) {
  DocumentDraft draft = order();
  draft.tables = {table("t1", {{"", std::nullopt}, {"", std::nullopt}},
                        {{"Белых Инна Львовна", "– методист центра"}, {"Цой Алла Витальевна", "учитель"}})};
  draft.content = {table_block("t1")};
  const Read r = read(std::move(draft));
  const auto belykh = std::find_if(r.document.persons.begin(), r.document.persons.end(),
                                   [](const Person& p) { return p.name == "Белых И.Л."; });
  ASSERT_NE(belykh, r.document.persons.end());
  EXPECT_EQ(belykh->positions, (std::vector<std::string>{"методист центра"}));
}

TEST(Normalize, PostsAfterNamesArePositionsWhereverTheyStand) {
  const auto positions = [](std::string_view printed) {
    DocumentDraft draft = order();
    draft.items = {item("1", printed)};
    std::string out;
    for (const Person& person : read(std::move(draft)).document.persons) {
      if (person.name == "Зорина А.П.") continue;  // signs
      out += (out.empty() ? "" : "; ") + person.name + ":";
      for (const std::string& position : person.positions) out += " " + position;
    }
    return out;
  };
  EXPECT_EQ(positions("секретарь – Лебедь О.И., методист ИМЦ;"), "Лебедь О.И.: методист ИМЦ");
  EXPECT_EQ(positions("Гордеева Ирина Павловна – председатель комитета, председатель жюри"),
            "Гордеева И.П.: председатель комитета");
  EXPECT_EQ(positions("члены жюри: Чуб Т.А., учитель математики МАОУ «Гимназия № 1»; Заречная В.В., учитель-логопед"),
            "Чуб Т.А.: учитель математики МАОУ «Гимназия № 1»; Заречная В.В.: учитель-логопед");
  EXPECT_EQ(positions("председатель – Чуб Т.А., секретарь – Лебедь О.И."), "Чуб Т.А.:; Лебедь О.И.:");
  EXPECT_EQ(positions("Чуб Т.А., методист Лебедь О.И. выступили с докладом."), "Чуб Т.А.:; Лебедь О.И.:");
  EXPECT_EQ(positions("Чуб Т.А., методист, выступила с докладом."), "Чуб Т.А.: методист");
  EXPECT_EQ(positions("Секретарь – Чуб Т.А., инспектор Присутствовали: Лебедь О.И., и.о. директора школы"),
            "Чуб Т.А.:; Лебедь О.И.: исполняющий обязанности директора школы");
  EXPECT_EQ(positions("Заслушать Белых И.Л., начальника отдела, о работе школ."), "Белых И.Л.: начальник отдела");
  EXPECT_EQ(positions("Лебедь О.И. – директор МБОУ СОШ № 3 (по согласованию);"), "Лебедь О.И.: директор МБОУ СОШ № 3");
}

TEST(Normalize, OnePersonInDifferentCasesIsOne) {
  DocumentDraft draft = order();
  draft.items = {item("1", "Ответственность возложить на Белых И.Л., методиста."),
                 item("2", "Контроль возложить на начальника отдела Зорину А.П.")};
  const Read r = read(std::move(draft));
  EXPECT_EQ(r.document.persons.size(), 2U);
  const auto zorina = std::find_if(r.document.persons.begin(), r.document.persons.end(),
                                   [](const Person& p) { return p.name == "Зорина А.П."; });
  ASSERT_NE(zorina, r.document.persons.end());
  EXPECT_EQ(zorina->mentions.size(), 2U);
}

TEST(Normalize, Approvals) {
  DocumentDraft person = order();
  person.approval = Approval{text("УТВЕРЖДАЮ Директор центра ____ И.Л. Белых 05.03.2024")};
  const Read by_person = read(std::move(person));
  ASSERT_TRUE(by_person.document.approval.has_value());
  EXPECT_EQ(by_person.document.approval->by_person, "Белых И.Л.");
  EXPECT_EQ(by_person.document.approval->position, "Директор центра");
  EXPECT_EQ(iso(*by_person.document.approval->date), "2024-03-05");
  EXPECT_FALSE(by_person.document.approval->by_document.has_value());
  DocumentDraft paper = order();
  paper.approval = Approval{text("Утвержден приказом управления от 05.03.2024 № 11")};
  const Read by_document = read(std::move(paper));
  EXPECT_FALSE(by_document.document.approval->by_person.has_value());
  EXPECT_EQ(by_document.document.approval->by_document, "приказом управления от 05.03.2024 № 11");
}

TEST(Normalize, APeriodThatEndsBeforeItBeginsIsKeptAndReported) {
  DocumentDraft draft = order();
  draft.items = {item("1", "Провести каникулы с 01.01.2024 по 08.01.2023.")};
  const Read r = read(std::move(draft));
  const auto reversed = std::find_if(r.diagnostics.begin(), r.diagnostics.end(),
                                     [](const Diagnostic& d) { return d.code == "date_range_reversed"; });
  ASSERT_NE(reversed, r.diagnostics.end());
  EXPECT_EQ(reversed->path, "/items/0/text");
}

TEST(Normalize, AValueIsAsSureAsItsLeastSureWord) {
  DocumentDraft draft = order();
  draft.items = {{"1.", "1", text("Провести семинар 15.04.2024", 1, 0.6F), {}}};
  const Read r = read(std::move(draft));
  const auto date = std::find_if(r.document.dates.begin(), r.document.dates.end(),
                                 [](const Date& d) { return d.path == "/items/0/text"; });
  ASSERT_NE(date, r.document.dates.end());
  EXPECT_FLOAT_EQ(date->confidence, 0.6F);
}

TEST(Normalize, AnAbbreviationOfThePreambleNamesThePartyOfAnItem) {
  DocumentDraft draft = order();
  draft.preamble = text("В соответствии с планом районного методического объединения (далее – РМО) приказываю:");
  draft.items = {item("1", "Руководителям районного методического объединения провести семинар.")};
  const Read r = read(std::move(draft));
  ASSERT_EQ(r.document.responsible.size(), 1U);
  EXPECT_EQ(r.document.responsible[0].name, "Руководители РМО");
}

TEST(Normalize, DiagnosticsOfTheSecondDocumentSayWhich) {
  DocumentDraft bad = order();
  bad.signatories.clear();
  bad.items = {item("1", "Контроль оставляю за собой.")};
  std::vector<DocumentDraft> drafts;
  drafts.push_back(order());
  drafts.push_back(std::move(bad));
  Diagnostics diagnostics;
  EXPECT_EQ(normalize(std::move(drafts), diagnostics).size(), 2U);
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].document, 1);
}

TEST(Normalize, AnEmptyDraft) {
  const Read r = read({});
  EXPECT_TRUE(r.document.dates.empty() && r.document.persons.empty() && r.document.schools.empty() &&
              r.document.responsible.empty());
  EXPECT_TRUE(r.diagnostics.empty());
}

}  // namespace
}  // namespace prikaz
