#include "persons.h"

#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "nominative.h"
#include "posts.h"
#include "prikaz/data.h"

namespace prikaz {
namespace {

using nlohmann::json;
using ::testing::Contains;
using ::testing::ElementsAre;

json cases(const std::string& name) {
  std::ifstream in(std::string(PRIKAZ_TESTS_DIR) + "/normalize/cases/" + name);
  return json::parse(in);
}

std::string case_name(GrammaticalCase form) {
  static const char* const kNames[] = {"?", "nom", "gen", "dat", "acc", "ins", "prep"};
  return kNames[static_cast<int>(form)];
}

// «acc: Летова С.Ш.»: what the construction says, and the nominative.
std::string described(const FoundPerson& person) {
  const PersonName name = nominative(person, person.construction);
  const std::string given = person.given.empty() ? person.initials : name.given + " " + name.patronymic;
  return case_name(person.construction) + ": " + name.surname + " " + given;
}

class FindPersons : public ::testing::TestWithParam<json> {};

TEST_P(FindPersons, ReadsTheCase) {
  const std::string text = GetParam()["input"];
  std::vector<std::string> found;
  std::size_t end = 0;
  for (const FoundPerson& person : find_persons(text)) {
    EXPECT_LE(end, person.begin) << text;
    end = person.end;
    found.push_back(described(person));
  }
  EXPECT_LE(end, text.size());
  EXPECT_EQ(found, GetParam()["expect"].get<std::vector<std::string>>()) << text;
}

INSTANTIATE_TEST_SUITE_P(Cases, FindPersons, ::testing::ValuesIn(cases("persons.json").get<std::vector<json>>()),
                         [](const auto& test) { return "case_" + std::to_string(test.index + 1); });

FoundPerson with_surname(const std::string& surname) {
  FoundPerson person;
  person.surname = surname;
  person.initials = "И.И.";
  return person;
}

// Every form of every surname comes back, with and without the gender known.
TEST(Nominative, EveryFormComesBack) {
  for (const json& row : cases("surnames.json")) {
    const std::string name = row["name"];
    const std::vector<std::pair<std::string, GrammaticalCase>> forms = {
        {"genitive", GrammaticalCase::genitive},
        {"dative", GrammaticalCase::dative},
        {"accusative", GrammaticalCase::accusative},
        {"instrumental", GrammaticalCase::instrumental}};
    EXPECT_EQ(nominative(with_surname(name), GrammaticalCase::nominative).surname, name);
    for (const auto& [key, form] : forms) {
      const std::string printed = row[key];
      EXPECT_EQ(nominative(with_surname(printed), form).surname, name) << printed << " " << key;
      EXPECT_THAT(possible_nominatives(printed), Contains(name)) << printed;
    }
  }
}

TEST(Nominative, FormsThatSayNothingAreKeptAndMarked) {
  const PersonName kept = nominative(with_surname("Летова"), GrammaticalCase::unknown);
  EXPECT_EQ(kept.surname, "Летова");
  EXPECT_FALSE(kept.certain);
  EXPECT_TRUE(nominative(with_surname("Летова"), GrammaticalCase::nominative).certain);
  EXPECT_TRUE(nominative(with_surname("Летов"), GrammaticalCase::unknown).certain);
  EXPECT_TRUE(nominative(with_surname("Седых"), GrammaticalCase::unknown).certain);
  EXPECT_FALSE(nominative(with_surname("Летову"), GrammaticalCase::unknown).certain);
}

TEST(Nominative, EndingsNoNominativeHasNeedNoConstruction) {
  EXPECT_EQ(nominative(with_surname("Летовой"), GrammaticalCase::unknown).surname, "Летова");
  EXPECT_EQ(nominative(with_surname("Полянскую"), GrammaticalCase::unknown).surname, "Полянская");
  EXPECT_EQ(nominative(with_surname("Полянскому"), GrammaticalCase::unknown).surname, "Полянский");
}

TEST(Posts, EndingTellsTheCase) {
  EXPECT_EQ(post_cases("директор").single(), GrammaticalCase::nominative);
  EXPECT_EQ(post_cases("директору").single(), GrammaticalCase::dative);
  EXPECT_EQ(post_cases("учителем").single(), GrammaticalCase::instrumental);
  EXPECT_TRUE(post_cases("методиста").has(GrammaticalCase::genitive));
  EXPECT_TRUE(post_cases("методиста").has(GrammaticalCase::accusative));
  EXPECT_EQ(post_cases("методиста").single(), std::nullopt);
  EXPECT_EQ(post_cases("главе").single(), std::nullopt);
  EXPECT_EQ(post_cases("заведующему").single(), GrammaticalCase::dative);
  EXPECT_EQ(post_cases("специалистам").single(), GrammaticalCase::dative);
  EXPECT_TRUE(post_cases("школа").empty());
  EXPECT_TRUE(post_cases("директорский").empty());
}

struct Printed {
  std::string text;
  bool nominative_place = false;
  std::string position;
};

struct Gathered {
  std::vector<std::string> names;
  std::vector<int> person_of;
  std::vector<std::string> codes;
  std::vector<Person> persons;
};

Gathered gathered(const std::vector<Printed>& texts) {
  std::vector<PersonMention> mentions;
  for (const Printed& printed : texts)
    for (const FoundPerson& found : find_persons(printed.text))
      mentions.push_back({found,
                          printed.nominative_place,
                          printed.position,
                          {printed.text.substr(found.begin, found.end - found.begin), {}, ""}});
  Gathered result;
  Diagnostics diagnostics;
  result.persons = gather_persons(mentions, result.person_of, diagnostics);
  for (const Person& person : result.persons) result.names.push_back(person.name);
  for (const Diagnostic& diagnostic : diagnostics) result.codes.push_back(diagnostic.code);
  return result;
}

TEST(GatherPersons, FormsOfOnePerson) {
  const auto result = gathered({{"возложить на заместителя Летову Х.Н.", false, "заместитель начальника"},
                                {"Летова Ханна Николаевна", true, "заместитель начальника"},
                                {"Начальник Х.Летова", true, "начальник"}});
  EXPECT_THAT(result.names, ElementsAre("Летова Х.Н."));
  EXPECT_THAT(result.person_of, ElementsAre(0, 0, 0));
  EXPECT_EQ(result.persons[0].id, "p1");
  EXPECT_EQ(result.persons[0].given, "Ханна");
  EXPECT_EQ(result.persons[0].patronymic, "Николаевна");
  EXPECT_EQ(result.persons[0].surname, "Летова");
  EXPECT_THAT(result.persons[0].positions, ElementsAre("заместитель начальника", "начальник"));
  EXPECT_TRUE(result.codes.empty());
}

TEST(GatherPersons, NamesakesStayApart) {
  const auto result = gathered({{"Летова С.Ш.", true, ""}, {"Летова У.К.", true, ""}, {"Летова С.И.", true, ""}});
  EXPECT_THAT(result.names, ElementsAre("Летова С.Ш.", "Летова У.К.", "Летова С.И."));
}

TEST(GatherPersons, OneInitialJoinsOnlyWhereItIsClear) {
  EXPECT_THAT(gathered({{"С.Летова", true, ""}, {"Летова С.Ш.", true, ""}}).names, ElementsAre("Летова С.Ш."));
  EXPECT_THAT(gathered({{"С.Летова", true, ""}, {"Летова С.Ш.", true, ""}, {"Летова С.И.", true, ""}}).names,
              ElementsAre("Летова С.", "Летова С.Ш.", "Летова С.И."));
}

TEST(GatherPersons, ANominativeElsewhereDecides) {
  // «-ова» may be a man's genitive or a woman's nominative; the signature says which.
  EXPECT_THAT(gathered({{"сообщение Дубова И.И.", false, ""}, {"Директор И.И. Дубов", false, ""}}).names,
              ElementsAre("Дубов И.И."));
  EXPECT_THAT(gathered({{"сообщение Дубова И.И.", false, ""}, {"Директор И.И. Дубова", false, ""}}).names,
              ElementsAre("Дубова И.И."));
  EXPECT_THAT(gathered({{"возложить на директора Лободу И.И.", false, ""}, {"Лобода И.И.", true, ""}}).names,
              ElementsAre("Лобода И.И."));
}

TEST(GatherPersons, ADerivedNameDecidesOverAGuess) {
  EXPECT_THAT(gathered({{"сообщение Летова И.И.", false, ""}, {"Директору Летовой И.И.", false, ""}}).names,
              ElementsAre("Летова И.И."));
  EXPECT_THAT(gathered({{"сообщение Летова И.И.", false, ""}, {"Директору Летову И.И.", false, ""}}).names,
              ElementsAre("Летов И.И."));
}

TEST(GatherPersons, AGuessIsReported) {
  const auto result = gathered({{"выступление Летов И.И.", false, ""}, {"выступление Дубова А.А.", false, ""}});
  EXPECT_THAT(result.names, ElementsAre("Летов И.И.", "Дубова А.А."));
  EXPECT_THAT(result.codes, ElementsAre("person_case_ambiguous"));
  EXPECT_TRUE(gathered({{"Дубова А.А.", true, ""}}).codes.empty());
}

// The tables an expert may extend: every row has its columns.
TEST(PersonTables, AreWellFormed) {
  const std::vector<std::pair<std::string, std::size_t>> tables = {
      {"posts.tsv", 2},           {"name_constructions.tsv", 3}, {"name_stopwords.tsv", 1},
      {"surname_endings.tsv", 3}, {"given_endings.tsv", 3},      {"surname_shapes.tsv", 2},
  };
  for (const auto& [name, columns] : tables) {
    EXPECT_FALSE(data_table(name).empty()) << name;
    for (const auto& row : data_table(name)) EXPECT_GE(row.size(), columns) << name << ": " << row[0];
  }
}

TEST(GatherPersons, NothingFromNothing) { EXPECT_TRUE(gathered({}).names.empty()); }

}  // namespace
}  // namespace prikaz
