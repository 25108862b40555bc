#include "open_archive.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "prikaz/messages.h"
#include "prikaz/printable.h"
#include "ranking.h"
#include "schema.h"
#include "tokenizer.h"

namespace prikaz {
namespace {

namespace fs = std::filesystem;

// "prkz": tells our databases from those of others (SQLite file format, offset 68).
constexpr std::int64_t kApplicationId = 0x70726B7A;

[[noreturn]] void fail_at(const fs::path& path, int error) {
  throw ArchiveError(printable(path.native()) + ": " + error_text(error));
}

// umask(2) only takes rights away; those of the owner are needed, and others shall have none whatever it says.
void restrict_to_owner(const fs::path& path, mode_t mode) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) fail_at(path, errno);
  if ((about.st_mode & 07777U) == mode) return;
  if (::chmod(path.c_str(), mode) != 0) fail_at(path, errno);
}

bool holds_other_things(const fs::path& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().native();
    if (name != kLockName && name != kOriginalsName && name != kDatabaseName) return true;
  }
  return false;
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  const fs::path parent = fs::absolute(folder).parent_path();
  fs::create_directories(parent, error);
  if (error) fail_at(parent, error.value());
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) fail_at(folder, errno);
  if (!fs::is_directory(folder, error)) fail_at(folder, ENOTDIR);
  restrict_to_owner(folder, 0700);
  bring_to_disk(parent);
}

void make_database_file(const fs::path& folder, const fs::path& file) {
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0) {
    if (errno == EEXIST) return;  // another importer was faster
    fail_at(file, errno);
  }
  const int failed = ::fchmod(fd, 0600) != 0 ? errno : 0;
  ::close(fd);
  if (failed != 0) fail_at(file, failed);
  bring_to_disk(folder);
}

void refuse_network_disks(const fs::path& folder) {
  struct statfs about {};
  if (::statfs(folder.c_str(), &about) == 0 && is_network_file_system(static_cast<long>(about.f_type)))
    throw ArchiveError(tr("%1 is on a network share, where a database can be damaged: put the archive on a local disk",
                          {printable(folder.native())}));
}

bool on_read_only_disk(const fs::path& folder) {
  struct statvfs about {};
  return ::statvfs(folder.c_str(), &about) == 0 && (about.f_flag & ST_RDONLY) != 0;
}

// A file made by an importer that was killed right after it has no tables yet.
bool is_blank(Database& database) {
  return database.number("PRAGMA application_id") == 0 && database.number("PRAGMA user_version") == 0 &&
         database.number("SELECT count(*) FROM sqlite_schema") == 0;
}

void check_version(Database& database, const fs::path& folder, bool may_be_blank) {
  const auto newest = static_cast<std::int64_t>(schema_steps().size());
  if (may_be_blank && is_blank(database)) return;
  if (database.number("PRAGMA application_id") != kApplicationId)
    throw ArchiveError(tr("%1 is not an archive of prikaz", {printable(folder.native())}));
  const std::int64_t version = database.number("PRAGMA user_version");
  if (version > newest)
    throw ArchiveError(tr("%1 was made by a newer version of prikaz: install that one", {printable(folder.native())}));
  if (version < newest && !may_be_blank)
    throw ArchiveError(tr("%1 was made by an older version of prikaz: 'prikaz import --archive' brings it up to date",
                          {printable(folder.native())}));
}

// Each step is whole or not done: its tables and its number are one transaction.
void migrate(Database& database) {
  const auto newest = static_cast<std::int64_t>(schema_steps().size());
  if (database.number("PRAGMA user_version") == newest) return;
  for (;;) {
    // Another process may have done the step while this one waited for the lock.
    database.run("BEGIN IMMEDIATE");
    const std::int64_t version = database.number("PRAGMA user_version");
    if (version >= newest) {
      database.run("COMMIT");
      return;
    }
    database.run(std::string(schema_steps()[static_cast<std::size_t>(version)]));
    database.run("PRAGMA application_id=" + std::to_string(kApplicationId));
    database.run("PRAGMA user_version=" + std::to_string(version + 1));
    database.run("COMMIT");
  }
}

void switch_to_wal(Database& database, const fs::path& folder) {
  Statement mode = database.prepare("PRAGMA journal_mode=WAL");
  if (mode.step() && mode.text_at(0) != "wal")
    throw ArchiveError(tr("the disk of %1 lacks what a safe database needs: put the archive on a local disk",
                          {printable(folder.native())}));
}

}  // namespace

bool is_network_file_system(long magic) {
  // NFS, SMB, CIFS, SMB2, 9P, AFS (two), Coda, NCP, Ceph, GFS2, Lustre: linux/magic.h and the file systems' sources.
  static constexpr std::array<std::uint32_t, 12> kNetwork{0x6969,     0x517B,     0xFF534D42, 0xFE534D42,
                                                          0x01021997, 0x5346414F, 0x6B414653, 0x73757245,
                                                          0x564C,     0x00C36400, 0x01161970, 0x0BD00BD0};
  return std::find(kNetwork.begin(), kNetwork.end(), static_cast<std::uint32_t>(magic)) != kNetwork.end();
}

void bring_to_disk(const fs::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  ::fsync(fd);
  ::close(fd);
}

std::unique_ptr<Database> open_archive(const fs::path& folder, ArchiveMode mode) {
  const fs::path file = folder / kDatabaseName;
  std::error_code error;
  const bool writing = mode != ArchiveMode::read;
  if (mode == ArchiveMode::create_or_write) {
    if (fs::is_directory(folder, error) && !fs::exists(file, error) && holds_other_things(folder))
      throw ArchiveError(
          tr("%1 holds other files: name a new or empty folder for the archive", {printable(folder.native())}));
    make_folder(folder);
    refuse_network_disks(folder);
    make_database_file(folder, file);
  } else if (!fs::is_regular_file(file, error)) {
    if (error && error.value() != ENOENT && error.value() != ENOTDIR) fail_at(file, error.value());
    throw ArchiveError(
        tr("%1: there is no archive: 'prikaz import --archive' makes one", {printable(folder.native())}));
  }
  refuse_network_disks(folder);

  const bool read_only_disk = on_read_only_disk(folder);
  if (writing && (read_only_disk || ::access(folder.c_str(), W_OK) != 0 || ::access(file.c_str(), W_OK) != 0))
    fail_at(folder, read_only_disk ? EROFS : errno);
  if (writing) {
    restrict_to_owner(folder, 0700);
    restrict_to_owner(file, 0600);
  }
  // Nobody can write to it, and there is no log that would have to be read with it.
  const bool closed_for_good = !writing && ::access(folder.c_str(), W_OK) != 0 &&
                               !fs::exists(file.native() + "-wal", error) && !fs::exists(file.native() + "-shm", error);
  const auto access = writing                             ? Database::Access::write
                      : read_only_disk || closed_for_good ? Database::Access::read_unchanging
                                                          : Database::Access::read;
  auto database = std::make_unique<Database>(file, access);
  register_tokenizer(database->handle());
  register_ranking(database->handle());
  check_version(*database, folder, writing);
  if (writing) {
    // Of a new database only. An order of seven pages is 200 KB of rows: with pages of the usual 4096 bytes, every
    // other call to the system would be about one of them.
    database->run("PRAGMA page_size=8192");
    switch_to_wal(*database, folder);
    database->run(
        "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON; PRAGMA journal_size_limit=67108864");
    migrate(*database);
  }
  // Searching goes all over the database; an import mostly adds at the ends of tables, and its memory shall not grow
  // with what it has done.
  database->run(writing ? "PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY"
                        : "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY");
  return database;
}

}  // namespace prikaz
