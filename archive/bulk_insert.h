// Rows for one table, gathered in memory and inserted together.
//
//   GatheredRows gathered(database);
//   BulkInsert pages(database, gathered, "pages");
//   for (...) pages.integer(file).integer(number).text(source).end_row();
//   pages.flush();
//
// A statement that is run for each row binds every value, opens its cursors, finds its place in the table and ends
// anew. Here one INSERT ... SELECT reads all rows from a table that exists in memory only (sqlite.org/vtab.html,
// "eponymous-only virtual tables").
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database.h"

namespace prikaz {

// What the statements of a connection select from.
class GatheredRows {
 public:
  static constexpr std::size_t kMostColumns = 20;

  struct Value {
    enum class Type : std::uint8_t { null, integer, real, text };
    Type type = Type::null;
    union {
      std::int64_t integer = 0;
      double real;
      const char* text;
    };
    std::size_t text_bytes = 0;
  };

  // Throws ArchiveError. REQUIRES: one for a connection at a time; this lives as long as statements made with it.
  explicit GatheredRows(Database& database);
  ~GatheredRows();
  GatheredRows(const GatheredRows&) = delete;
  GatheredRows& operator=(const GatheredRows&) = delete;

  // What is selected next: rows of `columns` values, one after the other.
  void show(const std::vector<Value>& values, std::size_t columns) {
    begin = values.data();
    end = begin + values.size();
    width = columns;
  }

  const Value* begin = nullptr;
  const Value* end = nullptr;
  std::size_t width = 1;

 private:
  Database& database_;
};

class BulkInsert {
 public:
  BulkInsert() = default;
  // Into all columns of `table`, in their order. REQUIRES: it has at most kMostColumns; `gathered` remains live.
  BulkInsert(Database& database, GatheredRows& gathered, const std::string& table);

  // Adds the next value of the row. Texts must stay where they are until they are flushed.
  BulkInsert& integer(std::int64_t value);
  BulkInsert& real(double value);
  BulkInsert& text(std::string_view value);
  BulkInsert& null();
  // For a text that goes away.
  BulkInsert& kept_text(std::string value);
  template <class Text>
  BulkInsert& text(const std::optional<Text>& value) {
    return value ? text(std::string_view(*value)) : null();
  }
  BulkInsert& integer(const std::optional<std::int64_t>& value) { return value ? integer(*value) : null(); }
  BulkInsert& real(const std::optional<double>& value) { return value ? real(*value) : null(); }

  // May flush: what is gathered does not grow beyond some thousand rows.
  void end_row();
  // Inserts what was gathered. Throws what Statement::run() throws, and is of no more use then.
  void flush();

 private:
  GatheredRows* gathered_ = nullptr;
  Statement insert_;
  std::size_t columns_ = 1;
  std::vector<GatheredRows::Value> values_;
  std::deque<std::string> kept_;
};

}  // namespace prikaz
