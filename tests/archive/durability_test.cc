// Whatever the disk does at whatever moment: what was committed stays, what was not is done again, and the archive is
// in the end what it would have been.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "database.h"
#include "faulty_disk.h"
#include "make_extraction.h"
#include "open_archive.h"

namespace prikaz {
namespace {

// Every value of every table, with names in place of the numbers that tie tables together; sorted.
std::vector<std::string> dump(const std::filesystem::path& folder) {
  const auto database = open_archive(folder, ArchiveMode::read);
  std::map<std::string, std::string> files{{"", ""}}, documents{{"", ""}};
  for (Statement row = database->prepare("SELECT file, sha256 FROM files"); row.step();)
    files[row.string_at(0)] = row.string_at(1);
  for (Statement row = database->prepare("SELECT document, id FROM documents"); row.step();)
    documents[row.string_at(0)] = row.string_at(1);
  std::vector<std::string> tables, lines;
  for (Statement row = database->prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
                                         "'sqlite_%' AND name NOT LIKE 'document_index%'");
       row.step();)
    tables.push_back(row.string_at(0));
  for (const std::string& table : tables) {
    std::vector<std::string> columns;
    for (Statement row = database->prepare("SELECT name FROM pragma_table_info('" + table + "')"); row.step();)
      columns.push_back(row.string_at(0));
    for (Statement row = database->prepare("SELECT * FROM " + table); row.step();) {
      std::string line = table;
      for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i] == "imported_at") continue;
        const std::string value = row.string_at(static_cast<int>(i));
        line += "|" + (columns[i] == "file" ? files.at(value) : columns[i] == "document" ? documents.at(value) : value);
      }
      lines.push_back(line);
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::string ndjson(const std::filesystem::path& folder) {
  Archive archive(folder, ArchiveMode::read);
  std::string all;
  archive.for_each_extraction([&](const std::string&, std::string_view json) { all += std::string(json) + "\n"; });
  return all;
}

// Contents in the order of import, with what becomes of them.
struct Input {
  std::string sha256, path;
  bool fails;
};

std::vector<Input> inputs() {
  return {{fake_sha256("a1"), "/in/1.pdf", false},
          {fake_sha256("b2"), "/in/2.pdf", true},
          {fake_sha256("c3"), "/in/3.pdf", false},
          {fake_sha256("d4"), "/in/4.pdf", false},
          {fake_sha256("a1"), "/in/5.pdf", false}};
}

// As the importer does it: what is known is passed over, and every second file is committed. Returns what was committed
// for certain; ends at the first trouble.
std::set<std::string> import(const std::filesystem::path& folder) {
  std::set<std::string> committed, pending;
  try {
    Archive archive(folder, ArchiveMode::create_or_write);
    archive.lock_for_import(std::chrono::seconds(0));
    int n = 0;
    const auto commit = [&] {
      archive.commit();
      committed.insert(pending.begin(), pending.end());
      pending.clear();
    };
    for (const Input& input : inputs()) {
      if (archive.state_of(input.sha256))
        archive.add_path(input.sha256, path_of(input.path));
      else if (input.fails)
        archive.store_failure(record_of(input.sha256), path_of(input.path), Failure::damaged, "garbled");
      else
        archive.store(record_of(input.sha256), path_of(input.path),
                      small_extraction({.sha256 = input.sha256, .name = input.path}));
      pending.insert(input.sha256);
      if (++n % 2 == 0) commit();
    }
    archive.store_unreadable(path_of("/in/6.pdf"), Failure::io_error, "permission denied");
    commit();
  } catch (const ArchiveError& error) {
    EXPECT_STRNE(error.what(), "");
  }
  return committed;
}

class DurabilityTest : public testing::Test {
 protected:
  DurabilityTest() {
    import(temporary_.path() / "undisturbed");
    expected_dump_ = dump(temporary_.path() / "undisturbed");
    expected_ndjson_ = ndjson(temporary_.path() / "undisturbed");
    EXPECT_GT(expected_dump_.size(), 30U);
    disk_.heal();
    import(temporary_.path() / "counted");
    changes_ = disk_.changes();
    EXPECT_GT(changes_, 20);
  }

  void expect_sound(const std::set<std::string>& committed, const std::string& when) {
    const std::filesystem::path folder = temporary_.path() / "archive";
    if (!committed.empty()) {
      Archive archive(folder, ArchiveMode::write);
      for (const std::string& sha256 : committed) EXPECT_NE(archive.state_of(sha256), std::nullopt) << when;
      // Read again as a whole: nothing is there by half.
      for (const Input& input : inputs())
        EXPECT_EQ(archive.state_of(input.sha256) == FileState::imported, archive.extraction(input.sha256).has_value())
            << when;
    }
    import(folder);
    EXPECT_EQ(dump(folder), expected_dump_) << when;
    EXPECT_EQ(ndjson(folder), expected_ndjson_) << when;
    const auto database = open_archive(folder, ArchiveMode::write);
    EXPECT_EQ(database->number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), 0) << when;
    EXPECT_EQ(database->number("SELECT count(*) FROM pragma_foreign_key_check"), 0) << when;
    EXPECT_NO_THROW(database->run("INSERT INTO document_index (document_index, rank) VALUES ('integrity-check', 1)"))
        << when;
  }

  void start_anew() { std::filesystem::remove_all(temporary_.path() / "archive"); }

  TemporaryFolder temporary_;
  FaultyDisk disk_;
  std::vector<std::string> expected_dump_;
  std::string expected_ndjson_;
  int changes_ = 0;
};

TEST_F(DurabilityTest, AnyOneChangeMayFail) {
  for (int n = 1; n <= changes_; ++n) {
    start_anew();
    disk_.fail_at(n, SQLITE_IOERR);
    const std::set<std::string> committed = import(temporary_.path() / "archive");
    disk_.heal();
    expect_sound(committed, "change " + std::to_string(n) + " failed");
    if (HasFailure()) return;
  }
}

TEST_F(DurabilityTest, TheDiskMayBeFullFromAnyMomentOn) {
  for (int n = 1; n <= changes_; ++n) {
    start_anew();
    disk_.fail_from(n, SQLITE_FULL);
    const std::set<std::string> committed = import(temporary_.path() / "archive");
    disk_.heal();
    expect_sound(committed, "disk full from change " + std::to_string(n));
    if (HasFailure()) return;
  }
}

TEST_F(DurabilityTest, ThePowerMayGoAtAnyMoment) {
  for (int n = 1; n <= changes_; ++n)
    for (unsigned seed = 0; seed < 2; ++seed) {
      start_anew();
      disk_.cut_power_at(n, static_cast<unsigned>(n) * 10 + seed);
      const std::set<std::string> committed = import(temporary_.path() / "archive");
      EXPECT_TRUE(disk_.powerless());
      disk_.restore_power();
      expect_sound(committed, "power cut at change " + std::to_string(n) + ", seed " + std::to_string(seed));
      if (HasFailure()) return;
    }
}

// The test above can fail: without syncs, what was committed would be lost.
TEST_F(DurabilityTest, ThePowerCutIsReal) {
  const std::filesystem::path folder = temporary_.path() / "archive";
  { Archive(folder, ArchiveMode::create_or_write); }
  bool lost = false;
  for (unsigned seed = 0; seed < 20 && !lost; ++seed) {
    disk_.cut_power_at(1'000'000, seed);
    {
      const auto database = open_archive(folder, ArchiveMode::write);
      database->run("PRAGMA synchronous=OFF; PRAGMA wal_autocheckpoint=0");
      database->run("INSERT INTO files (sha256, state, name, size_bytes) VALUES ('" + std::to_string(seed) +
                    "', 'failed', 'a', 1)");
      disk_.cut_power_now();
    }
    disk_.restore_power();
    const auto database = open_archive(folder, ArchiveMode::write);
    lost = database->number("SELECT count(*) FROM files WHERE sha256 = '" + std::to_string(seed) + "'") == 0;
  }
  EXPECT_TRUE(lost);
}

TEST_F(DurabilityTest, ForgettingMayFailAtAnyMoment) {
  const std::filesystem::path folder = temporary_.path() / "archive";
  const auto forget = [&] {
    try {
      Archive archive(folder, ArchiveMode::write);
      archive.lock_for_import(std::chrono::seconds(0));
      archive.forget({fake_sha256("c3")});
    } catch (const ArchiveError&) {
    }
  };
  import(folder);
  disk_.heal();
  forget();
  const int changes = disk_.changes();
  EXPECT_GT(changes, 5);
  for (int n = 1; n <= changes; ++n) {
    start_anew();
    import(folder);
    disk_.cut_power_at(n, static_cast<unsigned>(n));
    forget();
    disk_.restore_power();
    const bool is_there = Archive(folder, ArchiveMode::write).state_of(fake_sha256("c3")).has_value();
    expect_sound({fake_sha256("a1")}, "forgetting failed at change " + std::to_string(n));
    if (HasFailure()) return;
    EXPECT_TRUE(n > 1 || is_there);
  }
}

}  // namespace
}  // namespace prikaz
