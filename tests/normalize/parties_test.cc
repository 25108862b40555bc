#include "parties.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "party_words.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

using nlohmann::json;

json cases(const char* file) {
  return json::parse(std::ifstream(std::string(PRIKAZ_TESTS_DIR) + "/normalize/cases/" + file));
}

// A cell fixes the nominative by its place, an item does not: there the words around a name tell its case, or what the
// item above announces.
PartyContext context_of(const std::string& text, GrammaticalCase place, const std::vector<Abbreviation>& abbreviations,
                        GrammaticalCase announced = GrammaticalCase::unknown) {
  PartyContext context;
  context.abbreviations = abbreviations;
  context.persons = find_persons(text, announced);
  for (const FoundPerson& p : context.persons) {
    const GrammaticalCase form = place == GrammaticalCase::unknown ? p.construction : place;
    context.person_names.push_back(nominative(p, form).surname + " " + p.initials);
  }
  context.schools = find_schools(text);
  for (const FoundSchool& s : context.schools) context.school_names.push_back(school_name(s));
  return context;
}

// «person | Лапшина Т.А. | position: методист | control» as the cases print it.
std::string printed(const FoundParty& party) {
  static constexpr const char* kKinds[] = {"person", "organization", "role"};
  static constexpr const char* kDuties[] = {"execute", "co_execute", "control", "coordinate"};
  std::string line = std::string(kKinds[static_cast<int>(party.kind)]) + " | " + party.name;
  if (party.position) line += " | position: " + *party.position;
  if (party.organization) line += " | organization: " + *party.organization;
  if (party.full_name) line += " | full_name: " + *party.full_name;
  if (party.duty != Duty::execute) line += std::string(" | ") + kDuties[static_cast<int>(party.duty)];
  if (party.whole_document) line += " | whole document";
  return line;
}

std::vector<std::string> printed(const std::vector<FoundParty>& parties) {
  std::vector<std::string> lines;
  for (const FoundParty& party : parties) lines.push_back(printed(party));
  return lines;
}

// What holds for every party of every text.
void expect_sound(const std::vector<FoundParty>& parties, const std::string& text, const PartyContext& context) {
  for (const FoundParty& party : parties) {
    EXPECT_LT(party.begin, party.end) << text;
    EXPECT_LE(party.end, text.size()) << text;
    EXPECT_EQ(party.kind == PartyKind::person && !party.name.empty(), party.person >= 0) << text;
    EXPECT_LT(party.person, static_cast<int>(context.persons.size())) << text;
    EXPECT_LT(party.school, static_cast<int>(context.schools.size())) << text;
  }
}

TEST(PartiesOfCell, ReadsEveryCase) {
  for (const json& c : cases("parties_cells.json")) {
    const std::string text = c["input"];
    const std::vector<Abbreviation> defined = find_abbreviations(c.value("defined", ""));
    const PartyContext context = context_of(text, GrammaticalCase::nominative, defined);
    const std::vector<FoundParty> parties = parties_of_cell(text, context, Duty::execute);
    EXPECT_EQ(printed(parties), c["expect"].get<std::vector<std::string>>()) << text;
    expect_sound(parties, text, context);
  }
}

TEST(PartiesOfCell, CarriesTheDutyOfItsColumn) {
  const std::string text = "РМК, руководители ОО";
  for (const FoundParty& party : parties_of_cell(text, {}, Duty::co_execute)) {
    EXPECT_EQ(party.duty, Duty::co_execute);
    EXPECT_FALSE(party.whole_document);
  }
}

TEST(PartiesOfCell, PointsAtWhatIsPrinted) {
  const std::string text = "методисты РМК; зам.директоров по УВР (по согласованию), Центр «Росток»";
  std::vector<std::string> marked;
  for (const FoundParty& p : parties_of_cell(text, {}, Duty::execute))
    marked.push_back(text.substr(p.begin, p.end - p.begin));
  EXPECT_EQ(marked, (std::vector<std::string>{"методисты РМК", "зам.директоров по УВР", "Центр «Росток»"}));
}

TEST(PartiesOfCell, IsLessSureOfWordsNobodyKnows) {
  const auto known = parties_of_cell("методисты", {}, Duty::execute),
             unknown = parties_of_cell("затейники", {}, Duty::execute);
  ASSERT_EQ(known.size(), 1U);
  ASSERT_EQ(unknown.size(), 1U);
  EXPECT_EQ(unknown[0].name, "Затейники");
  EXPECT_LT(unknown[0].confidence, known[0].confidence);
}

TEST(PartiesOfItem, ReadsEveryCase) {
  for (const json& c : cases("parties_items.json")) {
    const std::string text = c["input"];
    const std::vector<Abbreviation> defined = find_abbreviations(c.value("defined", ""));
    const auto announced = party_announcement(c.value("above", ""));
    const PartyContext context = context_of(text, GrammaticalCase::unknown, defined,
                                            announced ? PartyAnnouncement::kForm : GrammaticalCase::unknown);
    const std::vector<FoundParty> parties =
        announced ? parties_of_announced_item(text, context, *announced) : parties_of_item(text, context);
    EXPECT_EQ(printed(parties), c["expect"].get<std::vector<std::string>>()) << text;
    expect_sound(parties, text, context);
  }
}

// The places of parties in quoted replacement text are those of the item that quotes it.
TEST(PartiesOfItem, PointsIntoTheQuotingItem) {
  const std::string text = "Дополнить пунктом 6 следующего содержания: «6. Методистам РМК провести занятия.».";
  const auto parties = parties_of_item(text, {});
  ASSERT_EQ(parties.size(), 1U);
  EXPECT_EQ(text.substr(parties[0].begin, parties[0].end - parties[0].begin), "Методистам РМК");
}

TEST(FindAbbreviations, ReadsEveryCase) {
  for (const json& c : cases("abbreviations.json")) {
    std::vector<std::string> found;
    for (const Abbreviation& a : find_abbreviations(c["input"].get<std::string>()))
      found.push_back(a.short_form + " = " + a.full_form);
    EXPECT_EQ(found, c["expect"].get<std::vector<std::string>>()) << c["input"];
  }
}

// Whatever is cut off or left open, the text is read to its end without harm.
TEST(Parties, StandEveryBeginningOfEveryCase) {
  for (const char* file : {"parties_cells.json", "parties_items.json", "abbreviations.json"}) {
    for (const json& c : cases(file)) {
      const std::string whole = c["input"];
      for (std::size_t end = 0; end < whole.size(); end = next_position(whole, end)) {
        const std::string text(trim(std::string_view(whole).substr(0, end)));
        const PartyContext context = context_of(text, GrammaticalCase::nominative, find_abbreviations(text));
        expect_sound(parties_of_cell(text, context, Duty::execute), text, context);
        expect_sound(parties_of_item(text, context), text, context);
      }
    }
  }
}

// Every word of the table, put into the dative as a head of an item would be, comes back.
TEST(PartyWords, DativeComesBackToTheNominative) {
  const std::vector<std::pair<std::string, std::string>> pairs = {{"Директорам", "Директора"},
                                                                  {"Руководителям", "Руководители"},
                                                                  {"Учителям", "Учителя"},
                                                                  {"Отделу", "Отдел"},
                                                                  {"Комиссии", "Комиссия"},
                                                                  {"Учреждению", "Учреждение"},
                                                                  {"Службе", "Служба"},
                                                                  {"Министерству", "Министерство"},
                                                                  {"Заведующему", "Заведующий"},
                                                                  {"Педагогам-психологам", "Педагоги-психологи"},
                                                                  {"Школам-наставникам", "Школы-наставники"},
                                                                  {"Обучающимся", "Обучающиеся"},
                                                                  {"Инспекторам", "Инспектора"},
                                                                  {"Врачам", "Врачи"},
                                                                  {"Лицеям", "Лицеи"},
                                                                  {"Администрациям", "Администрации"},
                                                                  {"Площадке", "Площадка"},
                                                                  {"Волонтёрам", "Волонтёры"},
                                                                  {"Главе", "Глава"}};
  for (const auto& [dative, wanted] : pairs) {
    const auto read = read_head(fold(dative), GrammaticalCase::dative);
    ASSERT_TRUE(read) << dative;
    EXPECT_EQ(nominative_head(dative, GrammaticalCase::dative, read->plural), wanted);
  }
}

TEST(PartyWords, AdjectivesAgree) {
  EXPECT_EQ(nominative_adjective("Муниципальному", Gender::masculine, false), "Муниципальный");
  EXPECT_EQ(nominative_adjective("муниципальному", Gender::neuter, false), "муниципальное");
  EXPECT_EQ(nominative_adjective("Городскому", Gender::masculine, false), "Городской");
  EXPECT_EQ(nominative_adjective("сельскому", Gender::masculine, false), "сельский");
  EXPECT_EQ(nominative_adjective("Рабочей", Gender::feminine, false), "Рабочая");
  EXPECT_EQ(nominative_adjective("ведущим", Gender::masculine, true), "ведущие");
  EXPECT_EQ(nominative_adjective("вечерней", Gender::feminine, false), "вечерняя");
  EXPECT_EQ(nominative_adjective("общеобразовательным", Gender::feminine, true), "общеобразовательные");
  EXPECT_EQ(nominative_adjective("учебно-методическому", Gender::masculine, false), "учебно-методический");
}

}  // namespace
}  // namespace prikaz
