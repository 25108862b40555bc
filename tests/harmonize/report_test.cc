#include "prikaz/report.h"

#include <gtest/gtest.h>

#include "collect.h"
#include "strict_html.h"

namespace prikaz {
namespace {

using nlohmann::json;

// Everything a report is made from.
struct Report {
  explicit Report(Collection from)
      : collection(std::move(from)),
        participants(gather_participants(collection)),
        graph(relate_references(collection)),
        checks(check_documents(collection, graph)),
        input{collection, participants, graph, checks, {}, {}, {}, {}, 0, 0, "/srv/reports/report.html", "en"} {}

  Collection collection;
  Participants participants;
  ReferenceGraph graph;
  std::vector<Check> checks;
  ReportInput input;
};

Collection two_offices() {
  return collection_of(json::parse(R"([
    {"municipality": "Холмский район", "number": "58", "date": "2023-01-10", "path": "/srv/orders/58 и план.pdf",
     "plan": [2023], "persons": ["Ольхова А.А."], "rows": [
       {"number": "1", "activity": "Семинар для учителей математики", "page": 3, "responsible": ["Ольхова А.А."],
        "periods": [{"text": "март 2023 г.", "start": "2023-03-01", "end": "2023-03-31"}]},
       {"number": "2", "activity": "Мониторинг", "responsible": ["Ольхова А.А."],
        "periods": [{"text": "ежемесячно", "kind": "recurring", "recurrence": "FREQ=MONTHLY"}]}]},
    {"municipality": "Речной округ", "number": "7", "date": "2023-02-10", "path": "/srv/orders/7.pdf", "plan": [2023],
     "rows": [{"number": "1", "activity": "Практикум учителей математики", "responsible": ["Методисты"],
        "periods": [{"text": "до 1 мая", "kind": "deadline", "end": "2023-05-01"}]}]},
    {"municipality": "Лесной округ", "number": "9", "date": "2023-02-11", "file": "9.pdf", "rows": [
       {"number": "1", "activity": "Вебинар", "period": "по графику", "responsible": ["Методисты"]}]}])"));
}

Report full_report() {
  Report report(two_offices());
  report.input.kinds = {"Обучение", "Мониторинг"};
  report.input.kind_of_row = {0, 1, 0, -1};
  report.input.groups = {{"Семинар для учителей математики", 0, {0, 2}, "учитель; математика"},
                         {"Вебинар", -1, {3}, ""}};
  ReportSchoolList list;
  list.municipality = "Холмский район";
  list.name = "ШНОР";
  list.periods = {"2022", "2023"};
  list.schools = {
      {"МБОУ СОШ № 2", {{true, ReportSchoolList::no_change, {0, 1, {}}}, {false, ReportSchoolList::left, {}}}},
      {"МБОУ СОШ № 4", {{}, {true, ReportSchoolList::came, {0, 2, {}}}}}};
  report.input.lists = {list};
  report.input.schools = 2;
  return report;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(Report, SaysAllItKnowsWithLinksToThePages) {
  const Report report = full_report();
  const std::string html = write_report(report.input);
  EXPECT_EQ(read_strictly(html).error, "");
  // Relative to the report, the page after #.
  EXPECT_TRUE(contains(html, "href=\"../orders/58%20%D0%B8%20%D0%BF%D0%BB%D0%B0%D0%BD.pdf#page=3\""));
  // Where the path is not known, the file and the page are told.
  EXPECT_TRUE(contains(html, "<span title=\"9.pdf, p. 2\">Вебинар</span>"));
  EXPECT_TRUE(contains(html, "2 of 3 municipalities"));
  EXPECT_TRUE(contains(html, "<td class=\"none\" title=\"not planned\">"));
  EXPECT_TRUE(contains(html, "class=\"came\""));
  EXPECT_TRUE(contains(html, "class=\"left\""));
  EXPECT_TRUE(contains(html, "March 2023"));
  EXPECT_TRUE(contains(html, "Ольхова А.А."));
}

TEST(Report, NeedsNothingButItself) {
  const Report report = full_report();
  const StrictHtml html = read_strictly(write_report(report.input));
  EXPECT_EQ(html.elements.count("script"), 0U);
  EXPECT_EQ(html.elements.count("link"), 0U);
  for (const std::string& address : html.addresses)
    EXPECT_TRUE(address.starts_with("#") || address.starts_with("../orders/")) << address;
  EXPECT_FALSE(contains(html.style, "url("));
  EXPECT_FALSE(contains(html.style, "@import"));
  const std::string policy = html.metas.at("Content-Security-Policy");
  EXPECT_TRUE(policy.starts_with("default-src &#39;none&#39;; style-src &#39;sha256-")) << policy;
  EXPECT_FALSE(contains(policy, "unsafe"));
}

TEST(Report, EveryPlaceInItLeadsSomewhere) {
  const Report report = full_report();
  const std::string html = write_report(report.input);
  for (const std::string& address : read_strictly(html).addresses) {
    if (!address.starts_with("#")) continue;
    EXPECT_TRUE(contains(html, "id=\"" + address.substr(1) + "\"")) << address;
  }
}

TEST(Report, OfNothing) {
  const Report report(Collection{});
  EXPECT_EQ(read_strictly(write_report(report.input)).error, "");
}

TEST(Report, SameBytesEachTime) {
  const Report report = full_report();
  EXPECT_EQ(write_report(report.input), write_report(report.input));
}

// Every text that comes from a document is each of the naughty ones in turn; the page keeps its elements.
TEST(Report, TextsOfDocumentsNeverBecomeMarkup) {
  const auto made = [](const std::string& text) {
    Collection collection = two_offices();
    for (CollectedDocument& document : collection.documents) {
      for (std::string* field : {&document.file_name, &document.path, &document.number, &document.title,
                                 &document.issuer, &document.municipality})
        *field += text;
      document.references.push_back({"order", text, text, text, text, std::nullopt, "", text, {0, 1, {}}});
      for (CollectedPerson& person : document.persons) {
        person.name += text;
        person.surname += text;
        person.positions = {text + " a", text + " b"};
      }
      document.items.push_back({});
      document.items.back().number = text;
      document.items.back().text = "приложение № 3 " + text;
      document.items.back().periods.push_back({text, "deadline", std::nullopt,
                                               Day{std::chrono::year(2001), std::chrono::January, std::chrono::day(1)},
                                               "", false});
    }
    for (PlanRow& row : collection.rows) {
      for (std::string* field : {&row.number, &row.activity, &row.section, &row.period_text, &row.responsible_text})
        *field += text;
      for (CollectedParty& party : row.responsible) party.name += text;
      for (CollectedPeriod& period : row.periods) period.text += text;
    }
    Report report(std::move(collection));
    report.input.kinds = {text, text + "2"};
    report.input.kind_of_row = {0, 1, 0, -1};
    report.input.groups = {{text, 0, {0, 2}, text}};
    ReportSchoolList list;
    list.municipality = list.name = text;
    list.periods = {text};
    list.schools = {{text, {{true, ReportSchoolList::came, {0, 1, {}}}}}};
    report.input.lists = {list};
    return write_report(report.input);
  };
  // How many lines the name of a lane takes in the drawing depends on its words.
  const auto without_lines = [](std::map<std::string, int> elements) {
    elements.erase("text");
    return elements;
  };
  const std::map<std::string, int> usual = without_lines(read_strictly(made("x")).elements);
  int tried = 0;
  for (const auto& one : read_cases("naughty.json")) {
    const std::string text = one.get<std::string>();
    const StrictHtml html = read_strictly(made(text));
    EXPECT_EQ(html.error, "") << text;
    EXPECT_EQ(without_lines(html.elements), usual) << text;
    for (const std::string& address : html.addresses)
      EXPECT_TRUE(address.starts_with("#") || address.starts_with("../")) << address;
    ++tried;
  }
  EXPECT_GE(tried, 40);
}

TEST(Report, BoundedWhereThereIsVeryMuch) {
  const auto size_with = [](int documents) {
    json all = json::array();
    for (int d = 0; d < documents; ++d) {
      json document = {{"municipality", "Округ " + std::to_string(d % 40)},
                       {"number", std::to_string(d)},
                       {"date", "2023-01-10"},
                       {"persons", {"Ольхова А.А."}},
                       {"references", json::array()},
                       {"rows", json::array()}};
      for (int i = 0; i < 3; ++i)
        document["references"].push_back(
            {{"number", std::to_string(5000 + d * 3 + i)}, {"date", "2022-01-10"}, {"text", "приказ"}});
      for (int r = 0; r < 40; ++r)
        document["rows"].push_back(
            {{"number", std::to_string(r + 1)},
             {"activity", "Мера " + std::to_string(r)},
             {"responsible", {"Ольхова А.А."}},
             {"periods", {{{"text", "март 2023 г."}, {"start", "2023-03-01"}, {"end", "2023-03-31"}}}}});
      all.push_back(document);
    }
    Report report(collection_of(all));
    report.input.kinds = {"Обучение"};
    report.input.kind_of_row.assign(report.collection.rows.size(), 0);
    std::vector<ReportGroup> groups(400);
    for (std::size_t r = 0; r < report.collection.rows.size(); ++r) {
      groups[r % 400].name = "Мера";
      groups[r % 400].rows.push_back(static_cast<int>(r));
    }
    report.input.groups = groups;
    return write_report(report.input).size();
  };
  const std::size_t small = size_with(200), large = size_with(800);
  EXPECT_LT(large, small * 3 / 2);
  EXPECT_LT(large, 8'000'000U);
}

}  // namespace
}  // namespace prikaz
