// Archives of every version there was are brought to the present one, with all that is in them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "database.h"
#include "make_extraction.h"
#include "open_archive.h"
#include "schema.h"
#include "tokenizer.h"

namespace prikaz {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class MigrationTest : public testing::TestWithParam<int> {
 protected:
  std::filesystem::path folder() const { return temporary_.path() / "archive"; }

  // Of version 1 as it was written then; steps that were released are never edited.
  void make_old() {
    std::filesystem::create_directory(folder());
    std::filesystem::permissions(folder(), std::filesystem::perms::owner_all);
    std::ofstream(folder() / "prikaz.sqlite").close();
    Database database(folder() / "prikaz.sqlite", Database::Access::write);
    register_tokenizer(database.handle());
    database.run(read_file(PRIKAZ_TESTS_DIR "/archive/fixtures/version_1.sql"));
    for (int version = 1; version < GetParam(); ++version)
      database.run(std::string(schema_steps()[static_cast<std::size_t>(version)]));
    database.run("PRAGMA user_version=" + std::to_string(GetParam()));
  }

  TemporaryFolder temporary_;
};

TEST_P(MigrationTest, KeepsAllAndFindsIt) {
  make_old();
  {
    Archive archive(folder(), ArchiveMode::write);
    EXPECT_EQ(archive.extraction(fake_sha256("ab12")), small_extraction({}));
    EXPECT_EQ(archive.status().files, 2U);
    EXPECT_EQ(archive.status().failed, 2U);
    EXPECT_EQ(archive.status().version, static_cast<int>(schema_steps().size()));
    EXPECT_EQ(archive.state_of(fake_sha256("ef56")), FileState::failed);
    EXPECT_THAT(archive.paths_of(fake_sha256("ef56")), ElementsAre("/in/c\xff.pdf"));
    const SearchResult result = archive.search("олимпиаду", 10);
    ASSERT_EQ(result.hits.size(), 1U);
    EXPECT_EQ(result.hits[0].document.sha256, fake_sha256("ab12"));
    // And goes on as an archive does.
    archive.store(record_of(fake_sha256("ab12")), path_of("/in/a.pdf"), small_extraction({.text = "Паровоз."}));
    archive.commit();
    EXPECT_EQ(archive.search("паровоз", 10).hits.size(), 1U);
  }
  Database database(folder() / "prikaz.sqlite", Database::Access::read);
  EXPECT_EQ(database.number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), 0);
  EXPECT_EQ(database.number("SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

TEST_P(MigrationTest, GivesTheTablesOfAFreshArchive) {
  make_old();
  { Archive(folder(), ArchiveMode::write); }
  { Archive(temporary_.path() / "fresh", ArchiveMode::create_or_write); }
  const auto tables = [](const std::filesystem::path& in) {
    Database database(in / "prikaz.sqlite", Database::Access::read);
    std::vector<std::string> all;
    for (Statement row = database.prepare("SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema "
                                          "ORDER BY type, name");
         row.step();)
      all.push_back(row.string_at(0));
    return all;
  };
  EXPECT_EQ(tables(folder()), tables(temporary_.path() / "fresh"));
}

TEST_P(MigrationTest, ReadersAreToldWhatToDo) {
  make_old();
  try {
    Archive(folder(), ArchiveMode::read);
    ADD_FAILURE();
  } catch (const ArchiveError& error) {
    EXPECT_THAT(error.what(), HasSubstr("older version"));
  }
  // A reader changes nothing.
  Database database(folder() / "prikaz.sqlite", Database::Access::read);
  EXPECT_EQ(database.number("PRAGMA user_version"), GetParam());
}

INSTANTIATE_TEST_SUITE_P(From, MigrationTest, testing::Range(1, 3),
                         [](const auto& one) { return "version_" + std::to_string(one.param); });

}  // namespace
}  // namespace prikaz
