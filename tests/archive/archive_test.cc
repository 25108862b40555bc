// What is stored comes back, whole and in order.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>

#include "database.h"
#include "make_extraction.h"

namespace prikaz {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

class ArchiveTest : public testing::Test {
 protected:
  std::filesystem::path folder() const { return temporary_.path() / "archive"; }

  // One sha256 and name, in one transaction.
  void store(Archive& archive, const std::string& head, const std::string& path) {
    SmallOrder order;
    order.sha256 = fake_sha256(head);
    order.name = path;
    archive.store(record_of(order.sha256, path), path_of(path), small_extraction(order));
    archive.commit();
  }

  static std::vector<std::string> stored_in(Archive& archive) {
    std::vector<std::string> all;
    archive.for_each_extraction([&](const std::string& sha256, std::string_view json) {
      all.push_back(sha256.substr(0, 4) + " " + std::string(nlohmann::json::parse(json)["source"]["name"]));
    });
    return all;
  }

  std::int64_t count(const std::string& sql) const {
    Database database(folder() / "prikaz.sqlite", Database::Access::read);
    return database.number(sql);
  }

  TemporaryFolder temporary_;
};

TEST_F(ArchiveTest, GivesBackTheBytesThatWereStored) {
  const std::string sha256 = fake_sha256("ab12");
  const std::string json = small_extraction({}) + " ";
  {
    Archive archive(folder(), ArchiveMode::create_or_write);
    EXPECT_EQ(archive.state_of(sha256), std::nullopt);
    archive.store(record_of(sha256), path_of("/in/a.pdf"), json);
    EXPECT_EQ(archive.state_of(sha256), FileState::imported);
    archive.commit();
  }
  Archive archive(folder(), ArchiveMode::read);
  EXPECT_EQ(archive.extraction(sha256), json);
  EXPECT_EQ(archive.state_of(sha256), FileState::imported);
  EXPECT_THAT(archive.paths_of(sha256), ElementsAre("/in/a.pdf"));
  EXPECT_EQ(archive.extraction(fake_sha256("ff")), std::nullopt);
}

TEST_F(ArchiveTest, WhatWasNotCommittedIsGone) {
  {
    Archive archive(folder(), ArchiveMode::create_or_write);
    store(archive, "aa", "/in/a.pdf");
    archive.store(record_of(fake_sha256("bb")), path_of("/in/b.pdf"), small_extraction({.sha256 = fake_sha256("bb")}));
  }
  Archive archive(folder(), ArchiveMode::read);
  EXPECT_THAT(stored_in(archive), ElementsAre("aa00 /in/a.pdf"));
  EXPECT_EQ(archive.state_of(fake_sha256("bb")), std::nullopt);
}

TEST_F(ArchiveTest, OrderIsThatOfPathsNotOfImport) {
  Archive archive(folder(), ArchiveMode::create_or_write);
  store(archive, "cc", "/in/b.pdf");
  store(archive, "bb", "/in/c.pdf");
  store(archive, "dd", "/in/a.pdf");
  archive.add_path(fake_sha256("bb"), path_of("/in/0.pdf"));
  archive.commit();
  EXPECT_THAT(stored_in(archive), ElementsAre("bb00 /in/c.pdf", "dd00 /in/a.pdf", "cc00 /in/b.pdf"));
}

TEST_F(ArchiveTest, AFailureIsRememberedAndReplacedBySuccess) {
  Archive archive(folder(), ArchiveMode::create_or_write);
  const std::string sha256 = fake_sha256("ab12");
  archive.store_failure(record_of(sha256), path_of("/in/a.pdf"), Failure::timeout, "gave up after 600 s");
  archive.store_unreadable(path_of("/in/locked.pdf"), Failure::io_error, "permission denied");
  archive.commit();
  EXPECT_EQ(archive.state_of(sha256), FileState::failed);
  std::vector<FailedFile> failed = archive.failed();
  ASSERT_EQ(failed.size(), 2U);
  EXPECT_EQ(failed[0].sha256, sha256);
  EXPECT_THAT(failed[0].paths, ElementsAre("/in/a.pdf"));
  EXPECT_EQ(failed[0].failure, "timeout");
  EXPECT_EQ(failed[0].reason, "gave up after 600 s");
  EXPECT_EQ(failed[1].sha256, "");
  EXPECT_THAT(failed[1].paths, ElementsAre("/in/locked.pdf"));
  EXPECT_THAT(archive.status().failed_by_reason, ElementsAre(Pair("io_error", 1), Pair("timeout", 1)));

  archive.store(record_of(sha256), path_of("/in/a.pdf"), small_extraction({}));
  store(archive, "bb", "/in/locked.pdf");
  EXPECT_THAT(archive.failed(), IsEmpty());
  EXPECT_EQ(archive.state_of(sha256), FileState::imported);
  EXPECT_EQ(archive.status().failed, 0U);

  archive.store_unreadable(path_of("/in/a.pdf"), Failure::io_error, "permission denied");
  EXPECT_THAT(archive.paths_of(sha256), ElementsAre("/in/a.pdf")) << "a disk that fails takes nothing away";
}

TEST_F(ArchiveTest, ANewReadingReplacesTheOld) {
  Archive archive(folder(), ArchiveMode::create_or_write);
  const std::string sha256 = fake_sha256("ab12");
  archive.store(record_of(sha256), path_of("/in/a.pdf"), golden_extraction("kholmsky-58.lo", sha256, "a.pdf").dump());
  archive.commit();
  EXPECT_GT(count("SELECT count(*) FROM cells"), 0);
  archive.store(record_of(sha256), path_of("/in/a.pdf"), small_extraction({}));
  archive.commit();
  EXPECT_EQ(archive.extraction(sha256), small_extraction({}));
  EXPECT_EQ(count("SELECT count(*) FROM cells"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM items"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM documents"), 1);
}

TEST_F(ArchiveTest, AnExtractionThatBreaksTheContractLeavesNothing) {
  Archive archive(folder(), ArchiveMode::create_or_write);
  store(archive, "aa", "/in/a.pdf");
  const std::string sha256 = fake_sha256("ab12");
  const std::string good = small_extraction({});
  nlohmann::ordered_json twice = golden_extraction("kholmsky-58.lo", sha256, "a.pdf");
  twice["documents"][0]["tables"].push_back(twice["documents"][0]["tables"][0]);
  for (const std::string& json :
       {std::string(), std::string("{"), std::string("[]"), good.substr(0, good.size() / 2), good + "x",
        small_extraction({.sha256 = fake_sha256("bb")}), std::string("{\"schema\":\"\xff\"}"), twice.dump()}) {
    try {
      archive.store(record_of(sha256), path_of("/in/b.pdf"), json);
      ADD_FAILURE() << json.substr(0, 100);
    } catch (const InputError& error) {
      EXPECT_EQ(error.failure(), Failure::damaged);
    }
  }
  archive.commit();
  EXPECT_EQ(archive.state_of(sha256), std::nullopt);
  EXPECT_THAT(archive.paths_of(sha256), IsEmpty());
  EXPECT_EQ(count("SELECT count(*) FROM documents"), 1);
  // And the next one is stored as if nothing had been.
  archive.store(record_of(sha256), path_of("/in/b.pdf"), good);
  archive.commit();
  EXPECT_THAT(stored_in(archive), ElementsAre("aa00 /in/a.pdf", "ab12 a.pdf"));
}

TEST_F(ArchiveTest, ADamagedOneDoesNotTakeItsNeighboursWithIt) {
  Archive archive(folder(), ArchiveMode::create_or_write);
  SmallOrder first, last;
  first.sha256 = fake_sha256("aa");
  last.sha256 = fake_sha256("cc");
  archive.store(record_of(first.sha256), path_of("/in/a.pdf"), small_extraction(first));
  EXPECT_THROW(archive.store(record_of(fake_sha256("bb")), path_of("/in/b.pdf"), "{}"), InputError);
  archive.store_failure(record_of(fake_sha256("bb")), path_of("/in/b.pdf"), Failure::damaged, "garbled");
  archive.store(record_of(last.sha256), path_of("/in/c.pdf"), small_extraction(last));
  archive.commit();
  EXPECT_EQ(archive.status().files, 2U);
  EXPECT_EQ(archive.status().failed, 1U);
}

TEST_F(ArchiveTest, KnowsAPathOnlyAsItWas) {
  Archive archive(folder(), ArchiveMode::create_or_write);
  store(archive, "aa", "/in/a.pdf");
  const StoredPath known = path_of("/in/a.pdf");
  EXPECT_EQ(archive.sha256_of(known), fake_sha256("aa"));
  for (int field = 0; field < 5; ++field) {
    StoredPath other = known;
    if (field == 0) other.path += "x";
    if (field == 1) ++other.size;
    if (field == 2) ++other.mtime_ns;
    if (field == 3) ++other.ctime_ns;
    if (field == 4) ++other.inode;
    EXPECT_EQ(archive.sha256_of(other), std::nullopt) << field;
  }
}

TEST_F(ArchiveTest, KnowsAContainerAsLongAsItsMembersStayWhatTheyAre) {
  Archive archive(folder(), ArchiveMode::create_or_write);
  const std::string sha256 = fake_sha256("dd");
  const StoredPath outer = path_of("/in/\xff!/a.zip"), other = path_of("/in/b.zip");
  const auto put = [&](const std::string& head, const std::string& path) {
    const std::string content = fake_sha256(head);
    archive.store(record_of(content), path_of(path), small_extraction({.sha256 = content}));
    archive.commit();
  };
  const auto take_apart = [&] {
    archive.store_taken_apart(sha256, outer, {7, 2, 3});
    archive.store_taken_apart(sha256, other, {1, 0, 1});
    archive.commit();
    return archive.taken_apart(outer).has_value() && archive.taken_apart(other).has_value();
  };
  const auto only_other_is_known = [&] { return !archive.taken_apart(outer) && archive.taken_apart(other); };
  put("aa", "/in/\xff!/a.zip!/inner.zip!/x.pdf");
  put("bb", "/in/b.zip!/y.pdf");
  put("cc", "/in/a.zip!/z.pdf");
  EXPECT_EQ(archive.taken_apart(outer), std::nullopt);
  ASSERT_TRUE(take_apart());
  const TakenApart known = *archive.taken_apart(outer);
  EXPECT_EQ(known.members, 7U);
  EXPECT_EQ(known.failed, 2U);
  EXPECT_EQ(known.containers, 3U);
  StoredPath changed = outer;
  ++changed.ctime_ns;
  EXPECT_EQ(archive.taken_apart(changed), std::nullopt);

  put("cc", "/in/c.pdf");
  archive.add_path(fake_sha256("aa"), path_of("/in/d.pdf"));
  EXPECT_TRUE(archive.taken_apart(outer) && archive.taken_apart(other)) << "nothing in them has changed";
  put("aa", "/in/e.pdf");
  EXPECT_TRUE(only_other_is_known()) << "read anew";
  ASSERT_TRUE(take_apart());
  archive.store_failure(record_of(fake_sha256("aa")), path_of("/in/e.pdf"), Failure::crash, "crashed");
  EXPECT_TRUE(only_other_is_known()) << "failed now";
  ASSERT_TRUE(take_apart());
  archive.forget({fake_sha256("aa")});
  EXPECT_TRUE(only_other_is_known());
  EXPECT_EQ(count("SELECT count(*) FROM containers"), 1);
}

TEST_F(ArchiveTest, AnotherContentAtThePlaceOfAMemberOpensItsContainer) {
  Archive archive(folder(), ArchiveMode::create_or_write);
  store(archive, "aa", "/in/a.zip!/x.pdf");
  archive.store_taken_apart(fake_sha256("dd"), path_of("/in/a.zip"), {1, 0, 1});
  archive.add_path(fake_sha256("aa"), path_of("/in/a.zip!/x.pdf"));
  EXPECT_TRUE(archive.taken_apart(path_of("/in/a.zip")));
  store(archive, "bb", "/in/a.zip!/x.pdf");
  EXPECT_FALSE(archive.taken_apart(path_of("/in/a.zip")));
}

TEST_F(ArchiveTest, FailuresOfWhatCanBeReadAreCleared) {
  Archive archive(folder(), ArchiveMode::create_or_write);
  const std::vector<std::string> members{"/in/a.zip!/x.pdf", "/in/a.zip!/b.zip!/\xff.pdf"},
      others{"/in/a.zip", "/in/a.zip0", "/in/b"};
  for (const auto* paths : {&members, &others})
    for (const std::string& path : *paths) archive.store_unreadable(path_of(path), Failure::encrypted, "password");
  store(archive, "aa", "/in/a.zip!/y.pdf");
  archive.store_failure(record_of(fake_sha256("bb")), path_of("/in/c.zip"), Failure::truncated, "cut off");
  archive.store_failure(record_of(fake_sha256("cc")), path_of("/in/d.zip"), Failure::truncated, "cut off");
  archive.add_path(fake_sha256("cc"), path_of("/in/e.zip"));
  EXPECT_EQ(archive.failed().size(), 7U);
  archive.store_taken_apart(fake_sha256("ee"), path_of("/in/a.zip"), {1, 0, 1});
  EXPECT_EQ(archive.failed().size(), 5U) << "members that could not be had are in it no more";
  for (const char* path : {"/in/a.zip", "/in/c.zip", "/in/d.zip", "/in/a.zip!/y.pdf", "/in/nothing"})
    archive.clear_failure_at(path);
  archive.commit();
  std::vector<std::string> left;
  for (const FailedFile& file : archive.failed()) left.insert(left.end(), file.paths.begin(), file.paths.end());
  EXPECT_THAT(left, ElementsAre("/in/a.zip0", "/in/b", "/in/e.zip"));
  EXPECT_EQ(archive.state_of(fake_sha256("bb")), std::nullopt);
  EXPECT_EQ(archive.state_of(fake_sha256("cc")), FileState::failed) << "it lies elsewhere too";
  EXPECT_EQ(archive.state_of(fake_sha256("aa")), FileState::imported);
}

TEST_F(ArchiveTest, ForgettingAMemberOpensTheContainerThatFailed) {
  Archive archive(folder(), ArchiveMode::create_or_write);
  store(archive, "aa", "/in/a.zip!/x.pdf");
  archive.store_failure(record_of(fake_sha256("bb")), path_of("/in/a.zip"), Failure::truncated, "cut off");
  archive.commit();
  archive.forget({fake_sha256("aa")});
  EXPECT_EQ(archive.state_of(fake_sha256("bb")), std::nullopt);
}

TEST_F(ArchiveTest, NamesOfFailedContentsAreNoDuplicates) {
  Archive archive(folder(), ArchiveMode::create_or_write);
  store(archive, "aa", "/in/a.pdf");
  archive.store_failure(record_of(fake_sha256("bb")), path_of("/in/b"), Failure::damaged, "damaged");
  archive.add_path(fake_sha256("bb"), path_of("/in/c"));
  archive.add_path(fake_sha256("aa"), path_of("/in/d.pdf"));
  EXPECT_EQ(archive.status().duplicates, 1U);
}

TEST_F(ArchiveTest, AContainerThatIsTakenApartHasNotFailed) {
  Archive archive(folder(), ArchiveMode::create_or_write);
  archive.store_failure(record_of(fake_sha256("aa")), path_of("/in/a.zip"), Failure::timeout, "too slow");
  store(archive, "bb", "/in/b.pdf");
  EXPECT_EQ(archive.status().failed, 1U);
  archive.store_taken_apart(fake_sha256("aa"), path_of("/in/a.zip"), {});
  archive.store_taken_apart(fake_sha256("bb"), path_of("/in/b.pdf"), {});
  archive.commit();
  EXPECT_EQ(archive.status().failed, 0U);
  EXPECT_EQ(archive.state_of(fake_sha256("bb")), FileState::imported) << "what was read is never lost";
}

TEST_F(ArchiveTest, NamesMayBeAnyBytes) {
  const std::vector<std::string> names{"/in/\xff\xfe.pdf", "/in/a\nb.pdf", "/in/\x1b[31m.pdf", "/in/приказ.pdf"};
  {
    Archive archive(folder(), ArchiveMode::create_or_write);
    for (std::size_t i = 0; i < names.size(); ++i) store(archive, "a" + std::to_string(i), "a.pdf");
    for (std::size_t i = 0; i < names.size(); ++i)
      archive.add_path(fake_sha256("a" + std::to_string(i)), path_of(names[i]));
    archive.store_failure(record_of(fake_sha256("bb"), "\xff"), path_of("/in/\xff"), Failure::damaged, "bytes \xff");
    archive.commit();
  }
  Archive archive(folder(), ArchiveMode::read);
  for (std::size_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(archive.sha256_of(path_of(names[i])), fake_sha256("a" + std::to_string(i)));
    EXPECT_THAT(archive.paths_of(fake_sha256("a" + std::to_string(i))), testing::Contains(names[i]));
  }
  EXPECT_THAT(archive.failed().at(0).paths, ElementsAre("/in/\xff"));
  EXPECT_EQ(archive.failed().at(0).reason, "bytes \uFFFD");
}

TEST_F(ArchiveTest, EveryPartOfAnExtractionHasItsRow) {
  const std::string sha256 = fake_sha256("ab12");
  nlohmann::json value = golden_extraction("zaozerny-112.lo", sha256, "a.pdf");
  Archive archive(folder(), ArchiveMode::create_or_write);
  archive.store(record_of(sha256), path_of("/in/a.pdf"), value.dump());
  archive.commit();
  const nlohmann::json& document = value["documents"][0];
  std::int64_t rows = 0, cells = 0, mentions = 0;
  for (const auto& table : document["tables"])
    for (const auto& row : table["rows"]) {
      ++rows;
      for (const auto& cell : row["cells"]) cells += cell["covered"] ? 0 : 1;
    }
  for (const auto& person : document["persons"]) mentions += static_cast<std::int64_t>(person["mentions"].size());
  const auto size = [&](const char* key) { return static_cast<std::int64_t>(document[key].size()); };
  EXPECT_GT(cells, 50);
  EXPECT_EQ(count("SELECT count(*) FROM pages"), static_cast<std::int64_t>(value["pages"].size()));
  EXPECT_EQ(count("SELECT count(*) FROM tables"), size("tables"));
  EXPECT_EQ(count("SELECT count(*) FROM rows"), rows);
  EXPECT_EQ(count("SELECT count(*) FROM cells"), cells);
  EXPECT_EQ(count("SELECT count(*) FROM persons"), size("persons"));
  EXPECT_EQ(count("SELECT count(*) FROM person_mentions"), mentions);
  EXPECT_EQ(count("SELECT count(*) FROM schools"), size("schools"));
  EXPECT_EQ(count("SELECT count(*) FROM responsible"), size("responsible"));
  EXPECT_EQ(count("SELECT count(*) FROM dates"), size("dates"));
  EXPECT_EQ(count("SELECT count(*) FROM document_references"), size("references"));
  EXPECT_EQ(count("SELECT count(*) FROM lists"), size("lists"));
  EXPECT_EQ(count("SELECT count(*) FROM appendices"), size("appendices"));
  EXPECT_EQ(count("SELECT count(*) FROM items WHERE parent IS NULL"), size("items"));
  EXPECT_EQ(count("SELECT count(*) FROM cells WHERE text <> '' AND page IS NULL"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM rows WHERE period IS NOT NULL AND period_kind IS NULL"), 0);

  Database database(folder() / "prikaz.sqlite", Database::Access::read);
  Statement item = database.prepare("SELECT number, text, page, x0, y0 FROM items WHERE parent IS NULL ORDER BY item");
  for (const auto& expected : document["items"]) {
    ASSERT_TRUE(item.step());
    EXPECT_EQ(item.string_at(0), expected["number"].is_null() ? "" : expected["number"]);
    EXPECT_EQ(item.string_at(1), expected["text"]);
    EXPECT_EQ(item.integer_at(2), expected["spans"][0]["page"]);
    EXPECT_LE(item.real_at(3), expected["spans"][0]["bbox"][0]);
    EXPECT_LE(item.real_at(4), expected["spans"][0]["bbox"][1]);
  }
}

TEST_F(ArchiveTest, ListsByDateAndFilters) {
  Archive archive(folder(), ArchiveMode::create_or_write);
  const auto put = [&](const std::string& head, const SmallOrder& order) {
    SmallOrder own = order;
    own.sha256 = fake_sha256(head);
    archive.store(record_of(own.sha256), path_of("/in/" + head), small_extraction(own));
  };
  put("aa", {.number = "3", .date = "2024-05-01", .title = "О каникулах"});
  put("bb", {.number = "145-Д", .date = "2023-01-09", .title = "О приёме в школы"});
  put("cc", {.number = "7", .date = "", .issuer = "Отдел образования Кедрового округа", .title = "О школах"});
  archive.commit();
  const auto ids = [&](const ListFilter& filter) {
    std::vector<std::string> all;
    for (const ListedDocument& one : archive.list(filter)) all.push_back(one.id.substr(0, 2));
    return all;
  };
  EXPECT_THAT(ids({}), ElementsAre("bb", "aa", "cc"));
  EXPECT_THAT(ids({.from = "2023-01-10"}), ElementsAre("aa"));
  EXPECT_THAT(ids({.to = "2023-01-09"}), ElementsAre("bb"));
  EXPECT_THAT(ids({.issuer = "КЕДРОВОГО"}), ElementsAre("cc"));
  EXPECT_THAT(ids({.kind = "order", .text = "145-д"}), ElementsAre("bb"));
  EXPECT_THAT(ids({.text = "приема"}), IsEmpty());
  EXPECT_THAT(ids({.text = "ПРИЕМЕ"}), ElementsAre("bb"));
  EXPECT_THAT(ids({.kind = "report"}), IsEmpty());
  EXPECT_THAT(ids({.limit = 2}), ElementsAre("bb", "aa"));
  EXPECT_EQ(archive.list({}).at(0).id, "bb0000000000.1");
}

TEST_F(ArchiveTest, FindsByAnyUniquePrefix) {
  Archive archive(folder(), ArchiveMode::create_or_write);
  store(archive, "ab1200", "/in/a.pdf");
  store(archive, "ab1300", "/in/b.pdf");
  EXPECT_EQ(archive.find("ab12").sha256, fake_sha256("ab12"));
  EXPECT_EQ(archive.find("AB13.1").sha256, fake_sha256("ab13"));
  EXPECT_EQ(archive.find("ab13.1").ordinal, 1);
  EXPECT_EQ(archive.find(fake_sha256("ab12") + ".1").ordinal, 1);
  for (const char* wrong :
       {"", ".", ".1", "ab1", "ab14", "ab12.", "ab12.0", "ab12.2", "ab12.x", "ab12.99999999", "zz", "ab12%", "' OR 1"})
    EXPECT_THROW(archive.find(wrong), UnknownDocument) << wrong;
}

TEST_F(ArchiveTest, AReaderSeesWhatIsCommittedWhileAWriterWrites) {
  Archive writer(folder(), ArchiveMode::create_or_write);
  store(writer, "aa", "/in/a.pdf");
  Archive reader(folder(), ArchiveMode::read);
  writer.store(record_of(fake_sha256("bb")), path_of("/in/b.pdf"), small_extraction({.sha256 = fake_sha256("bb")}));
  EXPECT_EQ(reader.status().files, 1U);
  writer.commit();
  EXPECT_EQ(reader.status().files, 2U);
}

TEST_F(ArchiveTest, StatusCounts) {
  Archive archive(folder(), ArchiveMode::create_or_write);
  store(archive, "aa", "/in/a.pdf");
  archive.add_path(fake_sha256("aa"), path_of("/in/a again.pdf"));
  nlohmann::ordered_json doubtful =
      nlohmann::ordered_json::parse(small_extraction({.sha256 = fake_sha256("bb"), .date = "2021-02-03"}));
  doubtful["diagnostics"].push_back({{"code", "number_missing"},
                                     {"severity", "warning"},
                                     {"message", "no number"},
                                     {"page", 1},
                                     {"bbox", nullptr},
                                     {"path", "/documents/0/heading"}});
  archive.store(record_of(fake_sha256("bb")), path_of("/in/b.pdf"), doubtful.dump());
  archive.commit();
  const ArchiveStatus status = archive.status();
  EXPECT_EQ(status.files, 2U);
  EXPECT_EQ(status.duplicates, 1U);
  EXPECT_EQ(status.documents, 2U);
  EXPECT_EQ(status.pages, 2U);
  EXPECT_EQ(status.doubtful, 1U);
  EXPECT_EQ(status.first_date, "2021-02-03");
  EXPECT_EQ(status.last_date, "2024-03-12");
  EXPECT_THAT(status.documents_by_kind, ElementsAre(Pair("order", 2)));
  EXPECT_GT(status.database_bytes, 1000U);
}

}  // namespace
}  // namespace prikaz
