// What is there when an archive is opened: nothing, something else, an older, newer or damaged one.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/magic.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "database.h"
#include "make_extraction.h"
#include "open_archive.h"
#include "schema.h"

namespace prikaz {
namespace {

using testing::HasSubstr;

class OpenTest : public testing::Test {
 protected:
  std::filesystem::path folder() const { return temporary_.path() / "archive"; }
  std::filesystem::path database() const { return folder() / "prikaz.sqlite"; }

  void make() {
    Archive archive(folder(), ArchiveMode::create_or_write);
    archive.store(record_of(fake_sha256("ab12")), path_of("/in/a.pdf"), small_extraction({}));
    archive.commit();
  }

  std::string complaint(ArchiveMode mode) const {
    try {
      Archive archive(folder(), mode);
      archive.status();
      return "no complaint";
    } catch (const ArchiveError& error) {
      return error.what();
    }
  }

  void run_sql(const std::string& sql) const { Database(database(), Database::Access::write).run(sql); }

  static unsigned mode_of(const std::filesystem::path& path) {
    struct stat about {};
    EXPECT_EQ(::stat(path.c_str(), &about), 0) << path;
    return about.st_mode & 07777U;
  }

  TemporaryFolder temporary_;
};

TEST_F(OpenTest, OnlyTheOwnerCanReadIt) {
  for (const mode_t mask : {0U, 0022U, 0777U}) {
    const mode_t before = ::umask(mask);
    Archive archive(folder(), ArchiveMode::create_or_write);
    archive.store(record_of(fake_sha256("ab12")), path_of("/in/a.pdf"), small_extraction({}));
    archive.lock_for_import(std::chrono::seconds(0));
    ::umask(before);
    EXPECT_EQ(mode_of(folder()), 0700U);
    for (const auto& entry : std::filesystem::directory_iterator(folder()))
      EXPECT_EQ(mode_of(entry.path()), 0600U) << entry.path();
    std::filesystem::remove_all(folder());
  }
}

TEST_F(OpenTest, TightensWhatIsTooOpen) {
  std::filesystem::create_directory(folder());
  ::chmod(folder().c_str(), 0755);
  make();
  EXPECT_EQ(mode_of(folder()), 0700U);
}

TEST_F(OpenTest, WhereNothingIs) {
  EXPECT_THAT(complaint(ArchiveMode::read), HasSubstr("there is no archive"));
  EXPECT_THAT(complaint(ArchiveMode::write), HasSubstr("there is no archive"));
  EXPECT_FALSE(std::filesystem::exists(folder()));
  EXPECT_EQ(complaint(ArchiveMode::create_or_write), "no complaint");
  EXPECT_EQ(complaint(ArchiveMode::read), "no complaint");
}

TEST_F(OpenTest, DoesNotSettleInAFolderOfOthers) {
  std::filesystem::create_directory(folder());
  std::ofstream(folder() / "thesis.odt") << "text";
  EXPECT_THAT(complaint(ArchiveMode::create_or_write), HasSubstr("holds other files"));
  EXPECT_FALSE(std::filesystem::exists(database()));
}

TEST_F(OpenTest, AFileInsteadOfAFolder) {
  std::ofstream(folder()) << "text";
  EXPECT_THAT(complaint(ArchiveMode::create_or_write), HasSubstr("not a folder"));
  EXPECT_THAT(complaint(ArchiveMode::read), HasSubstr("there is no archive"));
}

TEST_F(OpenTest, AnImporterKilledAtItsStartDoesNoHarm) {
  std::filesystem::create_directory(folder());
  std::ofstream(database()).close();
  EXPECT_THAT(complaint(ArchiveMode::read), HasSubstr("not an archive"));
  EXPECT_EQ(complaint(ArchiveMode::create_or_write), "no complaint");
}

TEST_F(OpenTest, SomethingElseOfThatName) {
  std::filesystem::create_directory(folder());
  std::ofstream(database()) << std::string(10'000, 'x');
  const std::string before = read_file(database());
  for (const ArchiveMode mode : {ArchiveMode::read, ArchiveMode::write, ArchiveMode::create_or_write})
    EXPECT_THAT(complaint(mode), HasSubstr("damaged or was made by another program"));
  EXPECT_EQ(read_file(database()), before);
}

TEST_F(OpenTest, TheDatabaseOfAnotherProgram) {
  make();
  run_sql("PRAGMA application_id=1234");
  for (const ArchiveMode mode : {ArchiveMode::read, ArchiveMode::write, ArchiveMode::create_or_write})
    EXPECT_THAT(complaint(mode), HasSubstr("not an archive of prikaz"));
}

TEST_F(OpenTest, ANewerVersion) {
  make();
  run_sql("PRAGMA user_version=1000");
  for (const ArchiveMode mode : {ArchiveMode::read, ArchiveMode::write, ArchiveMode::create_or_write})
    EXPECT_THAT(complaint(mode), HasSubstr("newer version"));
}

TEST_F(OpenTest, ADamagedDatabaseIsSaidToBe) {
  make();
  { Database(database(), Database::Access::write).run("PRAGMA wal_checkpoint(TRUNCATE)"); }
  std::string bytes = read_file(database());
  for (std::size_t at = 4096; at < bytes.size(); ++at) bytes[at] = static_cast<char>(at * 7);
  std::ofstream(database(), std::ios::binary) << bytes;
  EXPECT_THAT(complaint(ArchiveMode::read), HasSubstr("damaged"));
}

TEST_F(OpenTest, ACutDatabaseIsSaidToBeDamaged) {
  make();
  { Database(database(), Database::Access::write).run("PRAGMA wal_checkpoint(TRUNCATE)"); }
  std::filesystem::resize_file(database(), 4096 * 3);
  EXPECT_THAT(complaint(ArchiveMode::read), HasSubstr("damaged"));
}

TEST_F(OpenTest, AFolderThatCannotBeWritten) {
  make();
  ::chmod(database().c_str(), 0400);
  ::chmod(folder().c_str(), 0500);
  const pid_t child = ::fork();
  if (child == 0) {
    // Root may write everything.
    if (::geteuid() == 0 &&
        (::chown(folder().c_str(), 65534, 65534) != 0 || ::chown(database().c_str(), 65534, 65534) != 0 ||
         ::chmod(temporary_.path().c_str(), 0711) != 0 || ::setresuid(65534, 65534, 65534) != 0))
      ::_exit(2);
    ::_exit(complaint(ArchiveMode::write).find("permission denied") != std::string::npos &&
                    complaint(ArchiveMode::create_or_write) != "no complaint"
                ? 0
                : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ::chmod(folder().c_str(), 0700);
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST_F(OpenTest, NetworkDisksAreRefused) {
  EXPECT_TRUE(is_network_file_system(NFS_SUPER_MAGIC));
  EXPECT_TRUE(is_network_file_system(SMB_SUPER_MAGIC));
  EXPECT_TRUE(is_network_file_system(V9FS_MAGIC));
  EXPECT_TRUE(is_network_file_system(static_cast<long>(0xFF534D42)));
  // As a 32-bit system gives it.
  EXPECT_TRUE(is_network_file_system(static_cast<long>(static_cast<std::int32_t>(0xFF534D42))));
  EXPECT_FALSE(is_network_file_system(EXT4_SUPER_MAGIC));
  EXPECT_FALSE(is_network_file_system(BTRFS_SUPER_MAGIC));
  EXPECT_FALSE(is_network_file_system(TMPFS_MAGIC));
}

TEST_F(OpenTest, ASecondImporterWaitsOrIsToldSo) {
  auto first = std::make_unique<Archive>(folder(), ArchiveMode::create_or_write);
  ASSERT_TRUE(first->lock_for_import(std::chrono::seconds(0)));
  EXPECT_TRUE(first->lock_for_import(std::chrono::seconds(0)));
  Archive second(folder(), ArchiveMode::create_or_write);
  EXPECT_FALSE(second.lock_for_import(std::chrono::seconds(0)));
  std::thread end([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    first.reset();
  });
  EXPECT_TRUE(second.lock_for_import(std::chrono::seconds(60)));
  end.join();
}

TEST_F(OpenTest, ADatabaseLockedByAnotherIsSaidToBe) {
  make();
  Database other(database(), Database::Access::write);
  other.run("BEGIN IMMEDIATE");
  Archive archive(folder(), ArchiveMode::write);
  archive.wait_for_others(std::chrono::milliseconds(20));
  try {
    archive.store_unreadable(path_of("/in/b.pdf"), Failure::io_error, "gone");
    ADD_FAILURE();
  } catch (const ArchiveError& error) {
    EXPECT_THAT(error.what(), HasSubstr("another program is using the archive"));
  }
  EXPECT_EQ(archive.status().files, 1U);
  other.run("COMMIT");
  archive.store_unreadable(path_of("/in/b.pdf"), Failure::io_error, "gone");
  archive.commit();
  EXPECT_EQ(archive.status().failed, 1U);
}

TEST_F(OpenTest, ALockFileThatIsALinkIsNotFollowed) {
  make();
  std::filesystem::create_symlink(temporary_.path() / "victim", folder() / "import.lock");
  Archive archive(folder(), ArchiveMode::write);
  EXPECT_THROW(archive.lock_for_import(std::chrono::seconds(0)), ArchiveError);
  EXPECT_FALSE(std::filesystem::exists(temporary_.path() / "victim"));
}

TEST_F(OpenTest, IsSetUpForDurability) {
  make();
  const std::unique_ptr<Database> opened = open_archive(folder(), ArchiveMode::write);
  EXPECT_EQ(opened->number("PRAGMA synchronous"), 2);
  EXPECT_EQ(opened->number("PRAGMA foreign_keys"), 1);
  EXPECT_EQ(opened->number("PRAGMA secure_delete"), 1);
  EXPECT_EQ(opened->number("SELECT journal_mode = 'wal' FROM pragma_journal_mode"), 1);
  EXPECT_EQ(opened->number("PRAGMA user_version"), static_cast<std::int64_t>(schema_steps().size()));
  EXPECT_EQ(opened->number("SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

}  // namespace
}  // namespace prikaz
