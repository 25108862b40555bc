#include "schools.h"

#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "prikaz/data.h"

namespace prikaz {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;

json cases(const std::string& name) {
  std::ifstream in(std::string(PRIKAZ_TESTS_DIR) + "/normalize/cases/" + name);
  return json::parse(in);
}

json described(const FoundSchool& school) {
  json result = {{"name", school_name(school)}};
  if (school.locality) result["locality"] = *school.locality;
  if (school.honorific) result["honorific"] = *school.honorific;
  return result;
}

class FindSchools : public ::testing::TestWithParam<json> {};

TEST_P(FindSchools, ReadsTheCase) {
  json found = json::array();
  const std::string text = GetParam()["input"];
  std::size_t end = 0;
  std::size_t begin = text.size();
  for (const FoundSchool& school : find_schools(text)) {
    // Schools of a range («№ 1–5») have one place.
    if (school.begin != begin || school.end != end) {
      EXPECT_LE(end, school.begin) << text;
    }
    EXPECT_LT(school.begin, school.end) << text;
    begin = school.begin;
    end = school.end;
    found.push_back(described(school));
  }
  EXPECT_LE(end, text.size());
  EXPECT_EQ(found.dump(), GetParam()["expect"].dump()) << text;
}

INSTANTIATE_TEST_SUITE_P(Cases, FindSchools, ::testing::ValuesIn(cases("schools.json").get<std::vector<json>>()),
                         [](const auto& test) { return "case_" + std::to_string(test.index + 1); });

// A mention of every school of each text, in order.
std::vector<SchoolMention> mentions(const std::vector<std::string>& texts) {
  std::vector<SchoolMention> result;
  for (const std::string& text : texts)
    for (const FoundSchool& found : find_schools(text))
      result.push_back({found, {text.substr(found.begin, found.end - found.begin), {}, ""}});
  return result;
}

struct Gathered {
  std::vector<std::string> names;
  std::vector<int> school_of;
  std::vector<std::string> codes;
  std::vector<School> schools;
};

Gathered gathered(const std::vector<std::string>& texts) {
  Gathered result;
  Diagnostics diagnostics;
  result.schools = gather_schools(mentions(texts), result.school_of, diagnostics);
  for (const School& school : result.schools) result.names.push_back(school.name);
  for (const Diagnostic& diagnostic : diagnostics) result.codes.push_back(diagnostic.code);
  return result;
}

TEST(FindSchools, MentionCoversTheWholeName) {
  const std::string text = "в муниципальном бюджетном общеобразовательном учреждении «СОШ № 5» с. Липки, учитель";
  const auto found = find_schools(text);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(text.substr(found[0].begin, found[0].end - found[0].begin),
            "муниципальном бюджетном общеобразовательном учреждении «СОШ № 5» с. Липки");
}

TEST(FindSchools, OfARangeAllHaveThePlaceOfTheRange) {
  const std::string text = "в школах № 2, 4–6 района";
  const auto found = find_schools(text);
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(text.substr(found[0].begin, found[0].end - found[0].begin), "школах № 2");
  for (std::size_t k = 1; k < 4; ++k) EXPECT_EQ(text.substr(found[k].begin, found[k].end - found[k].begin), "4–6");
}

TEST(FindSchools, BranchesAreTold) {
  const auto branch = [](const std::string& text) { return find_schools(text).at(0).branch.value_or(""); };
  EXPECT_EQ(branch("филиал МБОУ СОШ № 5"), "филиал");
  EXPECT_EQ(branch("в филиале МБОУ «СОШ № 5» в с. Липки"), "филиал в с. Липки");
  EXPECT_EQ(branch("филиал МБОУ СОШ № 5 с. Липки"), "филиал в с. Липки");
  EXPECT_EQ(branch("филиал «Лесной» МБОУ СОШ № 5"), "филиал «Лесной»");
  EXPECT_EQ(branch("Липковский филиал МБОУ СОШ № 5"), "Липковский филиал");
  EXPECT_EQ(branch("МБОУ СОШ № 5 в с. Липки"), "");
  EXPECT_EQ(branch("филиал банка, МБОУ СОШ № 5"), "");
}

TEST(FindSchools, OfSeveralNumbersEachHasItsOwnPlace) {
  const std::string text = "школы № 5, 8 и № 11";
  std::vector<std::string> parts;
  for (const auto& school : find_schools(text)) parts.push_back(text.substr(school.begin, school.end - school.begin));
  EXPECT_THAT(parts, ElementsAre("школы № 5", "8", "№ 11"));
}

TEST(FindSchools, PartsOfAName) {
  const auto found = find_schools("МКОУ «Ольховская СОШ № 1»");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].legal_form, "МКОУ");
  EXPECT_EQ(found[0].type, "СОШ");
  EXPECT_EQ(found[0].number, "1");
  EXPECT_EQ(found[0].proper_name, "Ольховская");
}

TEST(GatherSchools, OneSchoolInSeveralSpellings) {
  const auto result = gathered({"МБОУ СОШ № 5", "МБОУ «СОШ №5»",
                                "муниципального бюджетного общеобразовательного учреждения "
                                "средней общеобразовательной школы № 5"});
  EXPECT_THAT(result.names, ElementsAre("МБОУ СОШ № 5"));
  EXPECT_THAT(result.school_of, ElementsAre(0, 0, 0));
  EXPECT_EQ(result.schools[0].id, "s1");
  EXPECT_EQ(result.schools[0].mentions.size(), 3u);
}

TEST(GatherSchools, MissingPartsJoinTheOneSchoolOfThatNumber) {
  const auto result = gathered({"школы № 5, 8", "СОШ № 5", "МБОУ СОШ № 5", "МБОУ ООШ № 8", "школа № 8"});
  EXPECT_THAT(result.names, ElementsAre("МБОУ СОШ № 5", "МБОУ ООШ № 8"));
  EXPECT_THAT(result.school_of, ElementsAre(0, 1, 0, 0, 1, 1));
}

TEST(GatherSchools, StandsAloneBetweenTwoSchoolsOfItsNumber) {
  const auto result = gathered({"МБОУ СОШ № 8", "МБОУ ООШ № 8", "школа № 8", "школа № 8", "ООШ № 8"});
  EXPECT_THAT(result.names, ElementsAre("МБОУ СОШ № 8", "МБОУ ООШ № 8", "школа № 8"));
  EXPECT_THAT(result.school_of, ElementsAre(0, 1, 2, 2, 1));
  EXPECT_FALSE(result.schools[2].legal_form.has_value());
  EXPECT_THAT(result.codes, ElementsAre("school_name_conflict"));
}

TEST(GatherSchools, StandsAloneWhereNoSchoolHasItsNumber) {
  const auto result = gathered({"МБОУ СОШ № 8", "школа № 14", "гимназии № 2"});
  EXPECT_THAT(result.names, ElementsAre("МБОУ СОШ № 8", "школа № 14", "гимназия № 2"));
  EXPECT_TRUE(result.codes.empty());
}

TEST(GatherSchools, AnySpellingOfTheShortTypeJoins) {
  const auto result = gathered({"МБОУ СОШ № 3", "средней школы № 3", "МБОУ школа № 3"});
  EXPECT_THAT(result.names, ElementsAre("МБОУ СОШ № 3"));
}

TEST(GatherSchools, QuotesAndLettersOfAProperNameDoNotMatter) {
  const auto result =
      gathered({"МКОУ «Верхнеозёрная ООШ»", "МКОУ \"Верхнеозерная ООШ\"", "Верхнеозёрной основной школы"});
  EXPECT_THAT(result.names, ElementsAre("МКОУ «Верхнеозёрная ООШ»"));
}

TEST(GatherSchools, NumbersOfNamedSchoolsStayApart) {
  const auto result = gathered({"МКОУ «Ольховская СОШ № 1»", "МКОУ «Ольховская СОШ № 2»", "Ольховской СОШ № 1"});
  EXPECT_THAT(result.school_of, ElementsAre(0, 1, 0));
}

TEST(GatherSchools, ATypoIsASchoolOfItsOwnWithADiagnostic) {
  const auto result = gathered({"МКОУ «Нижнедубская СОШ»", "МКОУ «Нижедубская СОШ»"});
  EXPECT_EQ(result.names.size(), 2u);
  EXPECT_THAT(result.codes, ElementsAre("school_name_typo"));
}

TEST(GatherSchools, OneNumberInTwoPlacesIsTwoSchools) {
  const auto result = gathered({"МБОУ СОШ № 1 с. Липки", "МБОУ СОШ № 1 п. Луга", "МБОУ СОШ № 1 с.Липки"});
  EXPECT_THAT(result.names, ElementsAre("МБОУ СОШ № 1", "МБОУ СОШ № 1"));
  EXPECT_THAT(result.school_of, ElementsAre(0, 1, 0));
  EXPECT_EQ(result.schools[1].locality, "п. Луга");
}

TEST(GatherSchools, ThePlaceMayBeLeftOutOrSpelledOut) {
  const auto result = gathered({"МБОУ СОШ № 1", "МБОУ СОШ № 1 с. Дубовое", "МБОУ СОШ с. Дубовое", "СОШ села Дубового"});
  EXPECT_THAT(result.school_of, ElementsAre(0, 0, 1, 1));
  EXPECT_EQ(result.schools[0].locality, "с. Дубовое");
}

TEST(GatherSchools, TheHonorificIsNoPartOfTheSchool) {
  const auto result = gathered({"МБОУ СОШ № 5", "МБОУ СОШ № 5 имени Н.С. Боброва"});
  EXPECT_THAT(result.names, ElementsAre("МБОУ СОШ № 5"));
  EXPECT_EQ(result.schools[0].honorific, "имени Н.С. Боброва");
}

// The tables an expert may extend: every row has its columns.
TEST(SchoolTables, AreWellFormed) {
  const std::vector<std::pair<std::string, std::size_t>> tables = {
      {"school_types.tsv", 3}, {"legal_forms.tsv", 2},   {"legal_form_words.tsv", 3}, {"locality_words.tsv", 2},
      {"not_schools.tsv", 2},  {"counted_words.tsv", 1}, {"honorific_titles.tsv", 1},
  };
  for (const auto& [name, columns] : tables) {
    EXPECT_FALSE(data_table(name).empty()) << name;
    for (const auto& row : data_table(name)) EXPECT_GE(row.size(), columns) << name << ": " << row[0];
  }
}

TEST(GatherSchools, NothingFromNothing) {
  const auto result = gathered({});
  EXPECT_TRUE(result.names.empty());
  EXPECT_TRUE(result.codes.empty());
}

TEST(IsHeadedBySchool, TakesABranchForItsSchool) {
  for (const std::string text : {"МБОУ СОШ № 14 (5 класс);", "филиал МБОУ «Лесная СОШ» в п. Озёрный",
                                 "Озёрный филиал МБОУ СОШ № 14", "Структурное подразделение МБОУ СОШ № 14"})
    EXPECT_TRUE(is_headed_by_school(text, find_schools(text))) << text;
  for (const std::string text :
       {"Методист МБОУ СОШ № 14", "Провести собрание, закрыть филиал МБОУ СОШ № 14", "Филиал банка", ""})
    EXPECT_FALSE(is_headed_by_school(text, find_schools(text))) << text;
}

}  // namespace
}  // namespace prikaz
