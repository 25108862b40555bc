// A hand-built extraction that has at least one of everything the contract names.
#pragma once

#include "prikaz/export.h"

namespace prikaz {

// Words of `printed` set one after the other from (`left`, `top`), 10 pt high, 5 pt a byte.
inline Text set_text(const std::string& printed, int page, float left, float top, float confidence = 1) {
  Text text;
  for (std::size_t from = 0; from < printed.size();) {
    const std::size_t to = std::min(printed.find(' ', from), printed.size());
    const auto width = 5 * static_cast<float>(to - from);
    text.append(printed.substr(from, to - from), {page, {left, top, left + width, top + 10}}, confidence);
    left += width + 5;
    from = to + 1;
  }
  return text;
}

inline Day day(int y, unsigned m, unsigned d) {
  return {std::chrono::year(y), std::chrono::month(m), std::chrono::day(d)};
}

inline Page sample_page(int number) {
  Page page;
  page.number = number;
  page.width = 595.2756F;
  page.height = 841.8898F;
  page.text_source = TextSource::embedded;
  page.rules = {{false, 300, 50, 500, 0.5F}, {true, 50, 300, 400, 0.5F}};
  Word word;
  word.text = "a<b&\"c\"";
  word.box = {72, 72, 130, 86};
  word.baseline = 83;
  word.font_size = 14;
  page.words = {word};
  return page;
}

inline Document sample_document() {
  Document document;
  DocumentDraft& printed = document.printed;
  printed.kind = DocumentKind::order;
  printed.pages = {1, 2};
  printed.heading.number = set_text("№ 17-а", 1, 400, 100);
  printed.heading.title = set_text("О проверке", 1, 72, 130);
  printed.approval = Approval{set_text("УТВЕРЖДАЮ", 1, 400, 40)};
  printed.preamble = set_text("В целях порядка приказываю:", 1, 72, 150);

  Item child;
  child.label = "-";
  child.text = set_text("составить список;", 1, 90, 190);
  Item item;
  item.label = "1.";
  item.number = "1";
  item.text = set_text("Ивановой И.И. до 01.02.2030:", 1, 72, 170, 0.87654F);
  item.items = {child};
  printed.items = {item};

  printed.signatories = {{set_text("Начальник", 1, 72, 600), set_text("П.П. Петров", 1, 400, 600)}};
  printed.drafted_by = {{set_text("Сидорова С.С.", 1, 72, 700), {}, {}, set_text("2-22-22", 1, 72, 712)}};

  Appendix appendix;
  appendix.number = "1";
  appendix.grif = set_text("Приложение 1 к приказу от 15.01.2030 № 17-а", 2, 300, 40);
  appendix.title = set_text("План", 2, 250, 80);
  appendix.pages = {2, 2};
  appendix.content = {{BlockType::heading, set_text("Раздел", 2, 72, 100), 2, ""},
                      {BlockType::paragraph, set_text("Текст.", 2, 72, 115), 1, ""},
                      {BlockType::list, {}, 1, "l1"},
                      {BlockType::table, {}, 1, "t1"}};
  printed.appendices = {appendix};
  document.of_documents = {OfDocument{appendix.grif, "order", "17-а", day(2030, 1, 15)}};
  printed.lists = {{"l1",
                    set_text("Школы", 2, 72, 200),
                    ListKind::schools,
                    ListMarker::bullet,
                    {{"-", set_text("МБОУ СОШ № 99;", 2, 72, 215), {}}}}};

  Table table;
  table.id = "t1";
  table.pages = {2, 2};
  table.columns = {{set_text("№", 2, 60, 302), ColumnRole::number},
                   {set_text("Срок", 2, 100, 302), ColumnRole::period},
                   {{}, std::nullopt}};
  table.spans = {{2, {50, 300, 500, 400}}};
  const auto row = [](RowKind kind, std::string number, std::vector<Cell> cells, float top) {
    return Row{kind, std::move(number), std::move(cells), {{2, {50, top, 500, top + 20}}}};
  };
  Cell section{set_text("Раздел первый", 2, 60, 322), 1, 3, false}, hidden{{}, 1, 1, true};
  table.rows = {
      row(RowKind::header, "", {{table.columns[0].header, 1, 1, false}, {table.columns[1].header, 1, 1, false}, {}},
          300),
      row(RowKind::section, "", {section, hidden, hidden}, 320),
      row(RowKind::data, "1",
          {{set_text("1.", 2, 60, 342), 1, 1, false}, {set_text("до 01.03.2030", 2, 100, 342), 1, 1, false}, {}}, 340),
      row(RowKind::data, "", {{}, {}, {}}, 360)};
  printed.tables = {table};
  document.row_meanings[{0, 2}] = {1, {0}, {0}};
  printed.content = {{BlockType::paragraph, set_text("С приказом ознакомлены", 1, 72, 650), 1, ""}};
  printed.furniture = {set_text("2", 2, 300, 820)};

  document.heading.number = Value{"17-а", printed.heading.number, 0.5F};
  document.heading.date = Value{"2030-01-15", set_text("15 января 2030 г.", 1, 72, 100), 1};
  document.heading.title = Value{"О проверке", printed.heading.title, 1};
  document.issuer_details.inn = "0000000000";
  document.approval = ReadApproval{"Петров П.П.", std::nullopt, std::nullopt, day(2030, 1, 14), printed.approval->text};
  document.signatory_names = {"Петров П.П."};
  document.drafter_names = {""};

  School school;
  school.id = "s1";
  school.name = "МБОУ СОШ № 99";
  school.legal_form = "МБОУ";
  school.type = "СОШ";
  school.number = "99";
  school.mentions = {{"МБОУ СОШ № 99", {{2, {72, 215, 180, 225}}}, "/lists/0/entries/0/text"}};
  document.schools = {school};
  Person person;
  person.id = "p1";
  person.name = "Иванова И.И.";
  person.surname = "Иванова";
  person.initials = "И.И.";
  person.positions = {"методист"};
  person.mentions = {{"Ивановой И.И.", {{1, {72, 170, 160, 180}}}, "/items/0/text"}};
  document.persons = {person};

  Responsible party;
  party.kind = PartyKind::person;
  party.name = "Иванова И.И.";
  party.person = "p1";
  party.target.table = "t1";
  party.target.row = 2;
  party.target.number = "1";
  party.text = "Ивановой И.И.";
  party.path = "/items/0/text";
  Responsible control = party;
  control.duty = Duty::control;
  control.target = {};
  control.target.document = true;
  Responsible by_item = party;
  by_item.target = {};
  by_item.target.item = "1";
  document.responsible = {party, control, by_item};

  Date first;
  first.text = "до 01.02.2030";
  first.kind = DateKind::deadline;
  first.end = day(2030, 2, 1);
  first.path = "/items/0/text";
  Date second = first;
  second.text = "до 01.03.2030";
  second.end = day(2030, 3, 1);
  second.inferred = {"year"};
  second.recurrence = "FREQ=MONTHLY";
  second.path = "/tables/0/rows/2/cells/1/text";
  document.dates = {first, second};

  Reference reference;
  reference.kind = "letter";
  reference.number = "5";
  reference.text = "письмо № 5";
  reference.path = "/preamble/text";
  document.references = {reference};
  return document;
}

inline Extraction sample_extraction() {
  Extraction extraction;
  extraction.source = {"приказ.pdf", std::string(64, 'a'), "application/pdf", 12345, {}};
  extraction.pages = {sample_page(1), sample_page(2)};
  extraction.pages[1].text_source = TextSource::ocr;
  extraction.pages[1].ocr_confidence = 0.91F;
  extraction.pages[1].skew_deg = -0.504F;
  extraction.documents = {sample_document()};
  extraction.diagnostics = {
      {"school_name_conflict", Severity::warning, "two schools with number 99", 2, Box{1, 2, 3, 4}, "/schools/0", 0},
      {"page_unreadable", Severity::error, "page 2 cannot be read", 2, std::nullopt, "", std::nullopt}};
  return extraction;
}

}  // namespace prikaz
