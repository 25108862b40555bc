// What is found, and how it is shown.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "database.h"
#include "make_extraction.h"
#include "open_archive.h"
#include "search_query.h"
#include "tokenizer.h"

namespace prikaz {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> words_of(const std::string& text, Tokenizer::For purpose) {
  static Tokenizer tokenizer;
  std::vector<std::string> words;
  tokenizer.run(text, purpose, [&](const Tokenizer::Token& token) {
    words.push_back((token.colocated ? "=" : "") + std::string(token.text));
    return true;
  });
  return words;
}

nlohmann::json cases(const std::string& name) {
  return nlohmann::json::parse(read_file(std::string(PRIKAZ_TESTS_DIR) + "/archive/cases/" + name + ".json"));
}

class TokenizerCases : public testing::TestWithParam<nlohmann::json> {};

TEST_P(TokenizerCases, GivesTheSameWords) {
  const auto a = words_of(GetParam()["text"], Tokenizer::For::query);
  for (const std::string same : GetParam()["same"]) EXPECT_EQ(words_of(same, Tokenizer::For::query), a) << same;
  for (const std::string other : GetParam()["other"]) EXPECT_NE(words_of(other, Tokenizer::For::query), a) << other;
}

INSTANTIATE_TEST_SUITE_P(All, TokenizerCases, testing::ValuesIn(cases("words")),
                         [](const auto& one) { return std::string(one.param["name"]); });

TEST(TokenizerTest, KnowsNumbersAsAWholeAndInParts) {
  EXPECT_THAT(words_of("12.03.2024", Tokenizer::For::document), ElementsAre("12.03.2024", "=12", "=03", "=2024"));
  EXPECT_THAT(words_of("12.03.2024", Tokenizer::For::query), ElementsAre("12.03.2024"));
  EXPECT_THAT(words_of("№ 01-05/123-к.", Tokenizer::For::document),
              ElementsAre("01-05/123", "=01", "=05", "=123", "к"));
  EXPECT_THAT(words_of("5.", Tokenizer::For::document), ElementsAre("5"));
  EXPECT_THAT(words_of("1\n2", Tokenizer::For::document), ElementsAre("1", "\x1f", "2"));
}

TEST(TokenizerTest, TakesAnyBytes) {
  std::string all;
  for (int i = 1; i < 256; ++i) all += static_cast<char>(i);
  for (std::size_t from = 0; from < all.size(); ++from) {
    for (const std::string& word : words_of(all.substr(from), Tokenizer::For::document)) EXPECT_FALSE(word.empty());
    words_of("слово\xd0" + all.substr(from, 3), Tokenizer::For::document);
  }
  EXPECT_LE(words_of(std::string(100'000, 'a'), Tokenizer::For::document).at(0).size(), 200U);
}

class SearchTest : public testing::Test {
 protected:
  SearchTest() : archive_(temporary_.path() / "archive", ArchiveMode::create_or_write) {}

  void put(const std::string& head, SmallOrder order) {
    order.sha256 = fake_sha256(head);
    archive_.store(record_of(order.sha256), path_of("/in/" + head), small_extraction(order));
  }
  std::vector<std::string> found(const std::string& words, const ListFilter& filter = {}) {
    std::vector<std::string> all;
    for (const SearchHit& hit : archive_.search(words, 100, filter).hits) all.push_back(hit.document.id.substr(0, 2));
    return all;
  }
  // The snippet with what was looked for in square brackets.
  static std::string marked(const SearchHit& hit) {
    std::string text = hit.snippet;
    for (auto mark = hit.marks.rbegin(); mark != hit.marks.rend(); ++mark) {
      text.insert(mark->second, "]");
      text.insert(mark->first, "[");
    }
    return text;
  }

  TemporaryFolder temporary_;
  Archive archive_;
};

class SearchCases : public SearchTest, public testing::WithParamInterface<nlohmann::json> {};

TEST_P(SearchCases, Finds) {
  put("aa",
      {.number = "145-Д",
       .date = "2024-03-12",
       .title = "О проведении олимпиады школьников",
       .text = "Возложить ответственность на Голубянову С.Ш., заместителя начальника, до 15 апреля 2024 г. (п. 1/1)."});
  put("bb", {.number = "7",
             .date = "2023-09-01",
             .title = "О режиме работы",
             .text = "Школам посёлка Ёлкино утвердить план работы на 2023–2024 учебный год.",
             .signatory = "Орёл Е.Е."});
  archive_.commit();
  for (const std::string query : GetParam()["finds_order"]) EXPECT_THAT(found(query), ElementsAre("aa")) << query;
  for (const std::string query : GetParam()["finds_plan"]) EXPECT_THAT(found(query), ElementsAre("bb")) << query;
  for (const std::string query : GetParam()["finds_nothing"]) EXPECT_THAT(found(query), IsEmpty()) << query;
}

INSTANTIATE_TEST_SUITE_P(All, SearchCases, testing::ValuesIn(cases("searches")),
                         [](const auto& one) { return std::string(one.param["name"]); });

// Whatever is typed, the answer is a list.
TEST_F(SearchTest, NothingTypedIsAnError) {
  put("aa", {});
  archive_.commit();
  const std::string marks = "\"'*()-+:^{}[]/\\.,;%_№«»„“”AND OR NOT NEAR \t\n\xff";
  for (const char a : marks)
    for (const char b : marks) {
      found(std::string{a, b});
      found("олимпиада " + std::string{a, b} + " школа");
    }
  for (const char* query : {"AND", "a AND", "NEAR(a b, 5)", "heading:", "heading : школа", "* *", "\"\"", "\"", "-",
                            "--", "-\"", "«", "rank MATCH 'x'", "'; DROP TABLE files; --"})
    found(query);
  found(std::string(100'000, 'x'));
  std::string many, phrase = "\"";
  for (int i = 0; i < 2000; ++i) {
    many += "слово" + std::to_string(i) + " -нет" + std::to_string(i) + "* 12.03.2024 ";
    phrase += "слово ";
  }
  found(many);
  found(phrase + "\"");
  EXPECT_EQ(archive_.status().files, 1U);
}

TEST_F(SearchTest, TheHeadingAndTheRareWordWeighMore) {
  put("aa", {.title = "О приёме", .text = "Олимпиада, олимпиада, олимпиада."});
  put("bb", {.title = "Об олимпиаде", .text = "Провести."});
  for (int i = 0; i < 20; ++i) put("c" + std::to_string(i), {.title = "О чтении", .text = "Провести чтения, чтения."});
  put("dd", {.title = "Разное", .text = "Чтения."});
  archive_.commit();
  EXPECT_THAT(found("олимпиада"), ElementsAre("bb", "aa"));
}

TEST_F(SearchTest, OrderOfImportDoesNotShow) {
  const std::vector<std::string> heads{"a1", "b2", "c3", "d4", "e5"};
  for (const std::string& head : heads) put(head, {});
  archive_.commit();
  TemporaryFolder other;
  Archive reversed(other.path() / "archive", ArchiveMode::create_or_write);
  for (auto head = heads.rbegin(); head != heads.rend(); ++head) {
    reversed.store(record_of(fake_sha256(*head)), path_of("/in/" + *head),
                   small_extraction({.sha256 = fake_sha256(*head)}));
    reversed.commit();
  }
  const SearchResult here = archive_.search("олимпиада", 3), there = reversed.search("олимпиада", 3);
  ASSERT_EQ(here.hits.size(), 3U);
  EXPECT_TRUE(here.more);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(here.hits[i].document.id, there.hits[i].document.id);
}

TEST_F(SearchTest, Filters) {
  put("aa", {.date = "2023-05-01", .issuer = "Отдел образования Кедрового округа"});
  put("bb", {.date = "2024-05-01"});
  put("cc", {.date = ""});
  archive_.commit();
  EXPECT_THAT(found("олимпиаду"), testing::UnorderedElementsAre("aa", "bb", "cc"));
  EXPECT_THAT(found("олимпиаду", {.from = "2024-01-01"}), ElementsAre("bb"));
  EXPECT_THAT(found("олимпиаду", {.to = "2023-12-31"}), ElementsAre("aa"));
  EXPECT_THAT(found("олимпиаду", {.issuer = "кедрового"}), ElementsAre("aa"));
  EXPECT_THAT(found("олимпиаду", {.kind = "plan"}), IsEmpty());
}

TEST_F(SearchTest, AHitSaysWhere) {
  const std::string sha256 = fake_sha256("ab12");
  nlohmann::json whole = golden_extraction("zaozerny-112.lo", sha256, "a.pdf");
  nlohmann::json& row = whole["documents"][0]["tables"][0]["rows"][4];
  row["cells"][1]["text"] = std::string(500, ' ') + "до того Провести ревизию звездолётов, и после того";
  for (int i = 0; i < 60; ++i) row["cells"][1]["text"] = "слово " + std::string(row["cells"][1]["text"]) + " слово";
  archive_.store(record_of(sha256), path_of("/in/b.pdf"), whole.dump());
  archive_.add_path(sha256, path_of("/in/a.pdf"));
  archive_.commit();
  const std::vector<SearchHit> hits = archive_.search("звездолет ревизия", 10).hits;
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].document.id, "ab1200000000.1");
  EXPECT_EQ(hits[0].path, "/in/a.pdf");
  EXPECT_EQ(hits[0].kind, "cell");
  EXPECT_EQ(hits[0].table, whole["documents"][0]["tables"][0]["id"]);
  EXPECT_EQ(hits[0].row, 4);
  EXPECT_EQ(hits[0].page, row["spans"][0]["page"]);
  EXPECT_GT(hits[0].x1, hits[0].x0);
  EXPECT_THAT(marked(hits[0]), HasSubstr("Провести [ревизию] [звездолётов], и"));
  EXPECT_TRUE(hits[0].snippet.starts_with("… "));
  EXPECT_TRUE(hits[0].snippet.ends_with(" …"));
}

TEST_F(SearchTest, ANameIsFoundInAnyCaseAndShownWhereItStands) {
  nlohmann::json whole = nlohmann::json::parse(small_extraction({.text = "Назначить Орла Е.Е. ответственным."}));
  const nlohmann::json spans = whole["documents"][0]["items"][0]["spans"];
  whole["documents"][0]["persons"].push_back(
      {{"id", "p1"},
       {"name", "Орёл Е.Е."},
       {"surname", "Орёл"},
       {"given", nullptr},
       {"patronymic", nullptr},
       {"initials", "Е.Е."},
       {"positions", nlohmann::json::array()},
       {"mentions", {{{"text", "Орла Е.Е."}, {"spans", spans}, {"path", "/documents/0/items/0/text"}}}}});
  archive_.store(record_of(fake_sha256("ab12")), path_of("/in/a.pdf"), whole.dump());
  archive_.commit();
  EXPECT_THAT(found("орла"), ElementsAre("ab"));
  const std::vector<SearchHit> hits = archive_.search("Орёл", 10).hits;
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].kind, "person");
  EXPECT_EQ(marked(hits[0]), "[Орёл] Е.Е.");
  EXPECT_EQ(hits[0].page, 1);
}

TEST_F(SearchTest, SurnamesInOvAndPlurals) {
  put("aa", {.text = "Ответственный: Кедров А.А."});
  put("bb", {.text = "Поручить Кедровой А.А."});
  put("cc", {.text = "Высадить кедр."});
  put("dd", {.text = "Высадить пять кедров."});
  archive_.commit();
  EXPECT_THAT(found("Кедров"), testing::UnorderedElementsAre("aa", "bb", "dd"));
  EXPECT_THAT(found("Кедрова"), testing::UnorderedElementsAre("aa", "bb", "dd"));
  EXPECT_THAT(found("кедр"), testing::UnorderedElementsAre("aa", "cc", "dd"));
  EXPECT_THAT(found("кедров"), testing::UnorderedElementsAre("aa", "bb", "cc", "dd"));
}

TEST_F(SearchTest, WhatWasReplacedIsNoLongerFound) {
  put("aa", {.text = "Звездолёт."});
  put("aa", {.text = "Паровоз."});
  archive_.commit();
  EXPECT_THAT(found("звездолёт"), IsEmpty());
  EXPECT_THAT(found("паровоз"), ElementsAre("aa"));
  archive_.store_failure(record_of(fake_sha256("aa")), path_of("/in/aa"), Failure::crash, "");
  archive_.commit();
  EXPECT_THAT(found("паровоз"), IsEmpty());
}

// The index says of each document what its rows say: forgetting relies on it.
TEST_F(SearchTest, TheIndexFitsTheTables) {
  for (const char* sample : {"belokamenny-381p.lo", "paket-dva-dokumenta.lo", "stepnoy-spravka.lo"}) {
    const std::string sha256 = fake_sha256(std::to_string(std::string(sample).size()));
    archive_.store(record_of(sha256), path_of(sample), golden_extraction(sample, sha256, "a.pdf").dump());
    archive_.store(record_of(sha256), path_of(sample), golden_extraction(sample, sha256, "a.pdf").dump());
  }
  archive_.commit();
  const auto database = open_archive(archive_.folder(), ArchiveMode::write);
  EXPECT_NO_THROW(database->run("INSERT INTO document_index (document_index, rank) VALUES ('integrity-check', 1)"));
}

// Documents enter the index when they are committed, and leave it when they are replaced, committed or not.
TEST_F(SearchTest, TheIndexFitsTheTablesHoweverATransactionWent) {
  std::mt19937 random(11);
  std::map<std::string, std::string> texts;
  for (int i = 0; i < 400; ++i) {
    const std::string head(2, "abcd"[random() % 4]);
    switch (random() % 8) {
      case 0:
        archive_.store_failure(record_of(fake_sha256(head)), path_of("/in/" + head), Failure::crash, "");
        texts.erase(head);
        break;
      case 1:
        EXPECT_THROW(archive_.store(record_of(fake_sha256(head)), path_of("/in/" + head), "{}"), InputError);
        break;
      case 2: {
        archive_.commit();
        const auto other = open_archive(archive_.folder(), ArchiveMode::write);
        EXPECT_NO_THROW(other->run("INSERT INTO document_index (document_index, rank) VALUES ('integrity-check', 1)"));
        for (const auto& [stored, text] : texts) EXPECT_THAT(found(text), ElementsAre(stored));
        break;
      }
      default: texts[head] = "слово" + std::to_string(i); put(head, {.text = texts[head]});
    }
  }
}

TEST_F(SearchTest, VeryManyAreShownNewestFirst) {
  for (int i = 0; i < 12; ++i)
    put((i < 10 ? "a" : "b") + std::to_string(i % 10),
        {.date = "20" + std::to_string(10 + i) + "-01-01", .title = i == 3 ? "Об олимпиаде" : "О разном"});
  archive_.commit();
  const SearchResult result = archive_.search("олимпиада", 4, {}, 5);
  ASSERT_EQ(result.hits.size(), 4U);
  EXPECT_TRUE(result.newest);
  std::vector<std::string> dates;
  for (const SearchHit& hit : result.hits) dates.push_back(hit.document.date.substr(0, 4));
  EXPECT_THAT(dates, ElementsAre("2013", "2021", "2020", "2019"));
}

}  // namespace
}  // namespace prikaz
