#include "prikaz/school_register.h"

#include <gmock/gmock.h>

#include "make_orders.h"
#include "prikaz/error.h"
#include "prikaz/school_names.h"

namespace prikaz {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<CollectedSchool> read_names(std::string_view text) {
  std::vector<CollectedSchool> schools;
  for (const School& read : read_school_names(text)) {
    CollectedSchool school;
    school.name = read.name;
    school.legal_form = read.legal_form.value_or("");
    school.type = read.type.value_or("");
    school.number = read.number.value_or("");
    school.proper_name = read.proper_name.value_or("");
    school.locality = read.locality.value_or("");
    school.honorific = read.honorific.value_or("");
    school.branches.push_back(read.mentions[0].branch);
    schools.push_back(std::move(school));
  }
  return schools;
}

std::string why(std::string_view bytes) {
  try {
    read_school_register(bytes);
  } catch (const InputError& error) {
    return error.what();
  }
  return "read";
}

TEST(SchoolRegister, ReadsWhatSpreadsheetsSave) {
  for (const std::string start : {"", "\xEF\xBB\xBF"})
    for (const std::string separator : {";", ",", "\t"})
      for (const std::string end : {"\n", "\r\n"}) {
        const std::string header =
            "Код ОО" + separator + "Полное наименование" + separator + "ОГРН" + separator + "Лишнее";
        const std::string row = "77" + separator + "\"МБОУ \"\"СОШ № 5\"\"" + separator + " с. Липки\"" + separator +
                                "'1020304050607" + separator;
        const SchoolRegister known = read_school_register(start + header + end + row + end + end);
        ASSERT_EQ(known.rows.size(), 1U);
        EXPECT_EQ(known.rows[0].line, 2);
        EXPECT_EQ(known.rows[0].id, "77");
        EXPECT_EQ(known.rows[0].name, "МБОУ \"СОШ № 5\"" + (separator == "\t" ? " " : separator) +
                                          (separator == "\t" ? "с. Липки" : " с. Липки"));
        EXPECT_EQ(known.rows[0].ogrn, "1020304050607");
      }
}

TEST(SchoolRegister, ReadsWindows1251) {
  // «Школа;ИНН», «СОШ № 5;1»
  const SchoolRegister known = read_school_register("\xD8\xEA\xEE\xEB\xE0;\xC8\xCD\xCD\n\xD1\xCE\xD8 \xB9 5;1\n");
  ASSERT_EQ(known.rows.size(), 1U);
  EXPECT_EQ(known.rows[0].name, "СОШ № 5");
  EXPECT_EQ(known.rows[0].inn, "1");
  EXPECT_EQ(known.rows[0].id, "1");
}

TEST(SchoolRegister, QuotesInsideAFieldAreCharacters) {
  const SchoolRegister known = read_school_register("name;id\nМБОУ \"СОШ № 5\";7\n");
  EXPECT_EQ(known.rows.at(0).name, "МБОУ \"СОШ № 5\"");
  EXPECT_EQ(known.rows.at(0).id, "7");
}

TEST(SchoolRegister, TellsTheLineOfAMistake) {
  EXPECT_THAT(why("name;id\nСОШ № 1;1\n\"СОШ № 2;2\nСОШ № 3;3\n"), HasSubstr("line 3"));
  EXPECT_THAT(why("name;id\nСОШ № 1;1;лишнее\n"), HasSubstr("line 2"));
  EXPECT_THAT(why("name;id\n\"СОШ\" № 1;1\n"), HasSubstr("line 2"));
  EXPECT_THAT(why("Цвет;Вкус\nкрасный;кислый\n"), HasSubstr("line 1"));
  EXPECT_THAT(why(""), HasSubstr("empty"));
  EXPECT_THAT(why("name;id\n"), HasSubstr("no rows"));
  EXPECT_THAT(why(std::string_view("na\0me", 5)), HasSubstr("zero"));
}

TEST(SchoolRegister, NotesWhatIsOdd) {
  const SchoolRegister known = read_school_register("id;name\n1;СОШ № 1\n1;СОШ № 2\n3;\n");
  EXPECT_EQ(known.rows.size(), 2U);
  EXPECT_EQ(known.notes.size(), 2U);
}

// «СОШ № 1 = 77 matched», … of each match.
std::vector<std::string> matched(const std::vector<Order>& orders, std::string_view csv) {
  const Collection collection = collect(orders);
  const SchoolEntities schools = gather_school_entities(collection);
  const SchoolRegister known = read_school_register(csv);
  std::vector<std::string> lines;
  for (const RegisterMatch& match : match_register(known, schools, read_names)) {
    std::string line = match.entity < 0 ? "-" : schools.entities[static_cast<std::size_t>(match.entity)].name;
    line += " = " + (match.row < 0 ? "-" : known.rows[static_cast<std::size_t>(match.row)].id) + ": " +
            describe(match.status);
    lines.push_back(line);
    if (match.entity >= 0 && match.row >= 0) {
      EXPECT_GT(match.score, 0);
      EXPECT_LE(match.score, 1);
      EXPECT_FALSE(describe(match).empty());
    }
  }
  return lines;
}

TEST(MatchRegister, OnlyWhatIsOneSchoolIsMatched) {
  EXPECT_THAT(
      matched({{"Лесного района", "2022", {"МБОУ СОШ № 5", "СОШ с. Липки", "МБОУ СОШ № 8", "МБОУ лицей № 9"}, {}, {}}},
              "id;Наименование;Муниципальное образование\n"
              "a;муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа № 5»;Лесной "
              "район\n"
              "b;МБОУ СОШ № 5;Полевой район\n"
              "c;МКОУ «СОШ с. Липки»;Лесной муниципальный район\n"
              "d;МКОУ «СОШ с. Липовое»;Лесной район\n"
              "e;МБОУ СОШ № 8 с. Дубки;Лесной район\n"
              "f;МБОУ СОШ № 8 с. Ключи;МО «Лесной р-н»\n"
              "g;МБОУ СОШ № 9;Лесной район\n"),
      ElementsAre("МБОУ СОШ № 5 = a: matched", "МБОУ СОШ № 8 = e: doubtful", "МБОУ СОШ № 8 = f: doubtful",
                  "МБОУ лицей № 9 = g: doubtful", "СОШ с. Липки = c: matched", "- = b: not in the documents",
                  "- = d: not in the documents"));
}

TEST(MatchRegister, AddressOrNothingInPlaceOfTheMunicipality) {
  EXPECT_THAT(matched({{"Лесного района", "2022", {"МБОУ СОШ № 5", "МБОУ СОШ № 6", "МБОУ СОШ № 7"}, {}, {}}},
                      "short name,address\nСОШ № 5,\"Лесной р-н, с. Липки, ул. Новая, 1\"\nСОШ № 6,\nСОШ № 60,\n"),
              ElementsAre("МБОУ СОШ № 5 = 2: matched", "МБОУ СОШ № 6 = 3: doubtful",
                          "МБОУ СОШ № 7 = -: not in the register", "- = 4: not in the documents"));
}

TEST(MatchRegister, TwoSchoolsAreNeverOneRow) {
  EXPECT_THAT(matched({{"Лесного района", "2022", {}, {"МБОУ СОШ № 5", "МБОУ ООШ № 5"}, {}}},
                      "id;name;municipality\n1;школа № 5;Лесной район\n"),
              ElementsAre("МБОУ ООШ № 5 = 1: doubtful", "МБОУ СОШ № 5 = 1: doubtful"));
}

TEST(MatchRegister, BranchesHaveRowsOfTheirOwn) {
  EXPECT_THAT(
      matched({{"Лесного района", "2022", {"МБОУ СОШ № 5", "филиал МБОУ СОШ № 5 в с. Липки"}, {}, {}}},
              "id;name;municipality\n1;МБОУ СОШ № 5;Лесной район\n2;Филиал МБОУ СОШ № 5 в с. Липки;Лесной район\n"),
      ElementsAre("МБОУ СОШ № 5 = 1: matched", "МБОУ СОШ № 5 = 2: matched"));
}

}  // namespace
}  // namespace prikaz
