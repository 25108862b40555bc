// SQLite (3.40) as the archive uses it: one connection, statements that are prepared once, errors as exceptions.
//
//   Database database(file, Database::Access::write);
//   Statement insert = database.prepare("INSERT INTO pages (file, number) VALUES (?, ?)");
//   insert.integer(7).integer(1).run();
//   Statement select = database.prepare("SELECT name FROM files WHERE file = ?");
//   for (select.integer(7); select.step();) use(select.text_at(0));
//
// Every failure of SQLite is thrown as ArchiveError, with a sentence that says what to do; ConstraintError is for rows
// that the tables do not take.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "prikaz/archive.h"

struct sqlite3;
struct sqlite3_stmt;

namespace prikaz {

class ConstraintError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Throws what `code`, the result of an SQLite call on `database` (may be null), means.
[[noreturn]] void throw_sqlite_error(sqlite3* database, int code);

class Statement {
 public:
  Statement() = default;
  Statement(sqlite3* database, std::string_view sql);
  Statement(Statement&& other) noexcept { swap(other); }
  Statement& operator=(Statement&& other) noexcept {
    swap(other);
    return *this;
  }
  ~Statement();

  // Binds the next parameter. Texts and bytes must stay where they are until the statement has run.
  Statement& integer(std::int64_t value);
  Statement& real(double value);
  Statement& text(std::string_view value);
  Statement& bytes(std::string_view value);
  Statement& null();
  template <class Text>
  Statement& text(const std::optional<Text>& value) {
    return value ? text(std::string_view(*value)) : null();
  }
  Statement& integer(const std::optional<std::int64_t>& value) { return value ? integer(*value) : null(); }
  Statement& real(const std::optional<double>& value) { return value ? real(*value) : null(); }

  // The next row; false after the last, when the statement can be bound again.
  bool step();
  // For statements without rows.
  void run();
  // Leaves the rows not asked for.
  void reset();

  // Of the present row; views are good until the next step. A null reads as 0 or an empty text.
  bool is_null(int column) const;
  std::int64_t integer_at(int column) const;
  double real_at(int column) const;
  std::string_view text_at(int column) const;  // also of a blob
  std::string string_at(int column) const { return std::string(text_at(column)); }
  int columns() const;
  bool prepared() const { return statement_ != nullptr; }

 private:
  void swap(Statement& other) noexcept;
  void check(int code) const;

  sqlite3* database_ = nullptr;
  sqlite3_stmt* statement_ = nullptr;
  int bound_ = 0;
};

class Database {
 public:
  enum class Access { write, read, read_unchanging /* a disk that nobody can write to */ };

  // REQUIRES: the file exists; SQLite never makes it.
  Database(const std::filesystem::path& file, Access access);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  Statement prepare(std::string_view sql) { return Statement(handle_, sql); }
  // Several statements separated by semicolons, without parameters.
  void run(const std::string& sql);
  // The one number that `sql` gives.
  std::int64_t number(std::string_view sql);
  std::int64_t last_row() const;
  std::int64_t changes() const;
  bool in_transaction() const;
  void wait_for_others(std::chrono::milliseconds at_most);
  // Ends a transaction that may have been ended by SQLite itself; never throws.
  void roll_back() noexcept;
  sqlite3* handle() const { return handle_; }

 private:
  sqlite3* handle_ = nullptr;
};

}  // namespace prikaz
