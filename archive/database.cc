#include "database.h"

#include <sqlite3.h>

#include <cassert>
#include <utility>

#include "prikaz/messages.h"
#include "prikaz/printable.h"

namespace prikaz {
namespace {

// Another program may hold the database while it writes: short of a crash, never for long.
constexpr std::chrono::seconds kPatience(20);

std::string uri_of(const std::filesystem::path& file, const char* parameters) {
  std::string uri = "file:";
  static constexpr char kHex[] = "0123456789ABCDEF";
  const std::filesystem::path absolute = std::filesystem::absolute(file);
  for (const char c : absolute.native()) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte >= 0x7F || c == '%' || c == '?' || c == '#') {
      uri += '%';
      uri += kHex[byte >> 4U];
      uri += kHex[byte & 15U];
    } else {
      uri += c;
    }
  }
  return uri + parameters;
}

}  // namespace

void throw_sqlite_error(sqlite3* database, int code) {
  const std::string said = printable(database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code));
  switch (code & 0xFF) {
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH: throw ConstraintError(said);
    case SQLITE_BUSY:
    case SQLITE_LOCKED: throw ArchiveError(tr("another program is using the archive: try again when it is done"));
    case SQLITE_FULL: throw ArchiveError(tr("the archive cannot be written: no space left on the disk"));
    case SQLITE_READONLY: throw ArchiveError(tr("the archive cannot be written: its folder or disk is read-only"));
    case SQLITE_NOTADB:
      throw ArchiveError(
          tr("the database of the archive is damaged or was made by another program: restore the "
             "archive from a backup, or import again into a new folder"));
    case SQLITE_CORRUPT:
      throw ArchiveError(
          tr("the database of the archive is damaged: restore it from a backup, or import again into a new folder"));
    case SQLITE_NOMEM: throw std::bad_alloc();
    case SQLITE_IOERR: throw ArchiveError(tr("the archive cannot be read or written: the disk failed (%1)", {said}));
    case SQLITE_CANTOPEN: throw ArchiveError(tr("the database of the archive cannot be opened (%1)", {said}));
    default: throw ArchiveError(tr("the archive cannot be used: %1", {said}));
  }
}

Statement::Statement(sqlite3* database, std::string_view sql) : database_(database) {
  check(sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement_,
                           nullptr));
}

Statement::~Statement() { sqlite3_finalize(statement_); }

void Statement::swap(Statement& other) noexcept {
  std::swap(database_, other.database_);
  std::swap(statement_, other.statement_);
  std::swap(bound_, other.bound_);
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) throw_sqlite_error(database_, code);
}

Statement& Statement::integer(std::int64_t value) {
  check(sqlite3_bind_int64(statement_, ++bound_, value));
  return *this;
}

Statement& Statement::real(double value) {
  check(sqlite3_bind_double(statement_, ++bound_, value));
  return *this;
}

// An empty view may have no address, which SQLite would take for null.
Statement& Statement::text(std::string_view value) {
  check(sqlite3_bind_text64(statement_, ++bound_, value.empty() ? "" : value.data(), value.size(), SQLITE_STATIC,
                            SQLITE_UTF8));
  return *this;
}

Statement& Statement::bytes(std::string_view value) {
  check(sqlite3_bind_blob64(statement_, ++bound_, value.empty() ? "" : value.data(), value.size(), SQLITE_STATIC));
  return *this;
}

Statement& Statement::null() {
  check(sqlite3_bind_null(statement_, ++bound_));
  return *this;
}

bool Statement::step() {
  assert(bound_ == 0 || bound_ == sqlite3_bind_parameter_count(statement_));
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  bound_ = 0;
  if (code == SQLITE_DONE) {
    sqlite3_reset(statement_);
    return false;
  }
  // The reset may overwrite the sentence that belongs to the code.
  struct ResetAtEnd {
    sqlite3_stmt* statement;
    ~ResetAtEnd() { sqlite3_reset(statement); }
  } const reset_at_end{statement_};
  throw_sqlite_error(database_, code);
}

void Statement::run() {
  while (step()) {
  }
}

void Statement::reset() {
  bound_ = 0;
  sqlite3_reset(statement_);
}

bool Statement::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
std::int64_t Statement::integer_at(int column) const { return sqlite3_column_int64(statement_, column); }
double Statement::real_at(int column) const { return sqlite3_column_double(statement_, column); }

std::string_view Statement::text_at(int column) const {
  const void* start = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return start == nullptr ? std::string_view()
                          : std::string_view(static_cast<const char*>(start), static_cast<std::size_t>(size));
}

int Statement::columns() const { return sqlite3_column_count(statement_); }

Database::Database(const std::filesystem::path& file, Access access) {
  const std::string uri = uri_of(file, access == Access::write  ? "?mode=rw"
                                       : access == Access::read ? "?mode=ro"
                                                                : "?mode=ro&immutable=1");
  const int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (access == Access::write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
  const int code = sqlite3_open_v2(uri.c_str(), &handle_, flags, nullptr);
  if (code != SQLITE_OK) {
    struct CloseAtEnd {
      sqlite3* handle;
      ~CloseAtEnd() { sqlite3_close(handle); }
    } const close_at_end{handle_};
    throw_sqlite_error(handle_, code);
  }
  wait_for_others(kPatience);
  // What a damaged or doctored file says of itself is not believed.
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
}

Database::~Database() { sqlite3_close_v2(handle_); }

void Database::run(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw_sqlite_error(handle_, code);
}

std::int64_t Database::number(std::string_view sql) {
  Statement statement = prepare(sql);
  return statement.step() ? statement.integer_at(0) : 0;
}

std::int64_t Database::last_row() const { return sqlite3_last_insert_rowid(handle_); }
std::int64_t Database::changes() const { return sqlite3_changes64(handle_); }
bool Database::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

void Database::wait_for_others(std::chrono::milliseconds at_most) {
  sqlite3_busy_timeout(handle_, static_cast<int>(at_most.count()));
}

void Database::roll_back() noexcept {
  if (in_transaction()) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace prikaz
