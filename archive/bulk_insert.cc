#include "bulk_insert.h"

#include <sqlite3.h>

#include <cassert>
#include <new>

namespace prikaz {
namespace {

using Value = GatheredRows::Value;

constexpr const char* kModuleName = "gathered_rows";
constexpr std::size_t kMostValues = std::size_t{1} << 16U;

// SQLite knows the first member of these only.
struct Table {
  sqlite3_vtab base;
  const GatheredRows* rows;
};
struct Cursor {
  sqlite3_vtab_cursor base;
  const Value* row;
  const Value* end;
  std::size_t width;
  sqlite3_int64 number;
};

std::string column_names(std::size_t count) {
  std::string names;
  for (std::size_t i = 0; i < count; ++i) names += (i == 0 ? "c" : ", c") + std::to_string(i);
  return names;
}

template <class Object, class Base>
int give(Object* made, Base** out) {
  if (made == nullptr) return SQLITE_NOMEM;
  *out = &made->base;
  return SQLITE_OK;
}

Cursor& of(sqlite3_vtab_cursor* base) { return *reinterpret_cast<Cursor*>(base); }

int connect(sqlite3* database, void* rows, int, const char* const*, sqlite3_vtab** out, char**) {
  const std::string sql = "CREATE TABLE rows (" + column_names(GatheredRows::kMostColumns) + ")";
  // Nothing that stands in a database, a view for instance, may read it.
  sqlite3_vtab_config(database, SQLITE_VTAB_DIRECTONLY);
  if (const int code = sqlite3_declare_vtab(database, sql.c_str()); code != SQLITE_OK) return code;
  return give(new (std::nothrow) Table{{}, static_cast<const GatheredRows*>(rows)}, out);
}

int disconnect(sqlite3_vtab* table) {
  delete reinterpret_cast<Table*>(table);
  return SQLITE_OK;
}

int plan(sqlite3_vtab*, sqlite3_index_info*) { return SQLITE_OK; }

int open(sqlite3_vtab*, sqlite3_vtab_cursor** out) { return give(new (std::nothrow) Cursor{}, out); }

int close(sqlite3_vtab_cursor* cursor) {
  delete &of(cursor);
  return SQLITE_OK;
}

int rewind(sqlite3_vtab_cursor* base, int, const char*, int, sqlite3_value**) {
  const GatheredRows& rows = *reinterpret_cast<Table*>(base->pVtab)->rows;
  Cursor& cursor = of(base);
  cursor.row = rows.begin;
  cursor.end = rows.end;
  cursor.width = rows.width;
  cursor.number = 0;
  return SQLITE_OK;
}

int next(sqlite3_vtab_cursor* base) {
  Cursor& cursor = of(base);
  cursor.row += cursor.width;
  ++cursor.number;
  return SQLITE_OK;
}

int at_end(sqlite3_vtab_cursor* base) { return of(base).row == of(base).end ? 1 : 0; }

int column(sqlite3_vtab_cursor* base, sqlite3_context* result, int index) {
  const Cursor& cursor = of(base);
  if (static_cast<std::size_t>(index) >= cursor.width) return SQLITE_OK;  // null
  const Value& value = cursor.row[index];
  switch (value.type) {
    case Value::Type::null: break;
    case Value::Type::integer: sqlite3_result_int64(result, value.integer); break;
    case Value::Type::real: sqlite3_result_double(result, value.real); break;
    case Value::Type::text:
      sqlite3_result_text64(result, value.text, value.text_bytes, SQLITE_STATIC, SQLITE_UTF8);
      break;
  }
  return SQLITE_OK;
}

int row_number(sqlite3_vtab_cursor* base, sqlite3_int64* number) {
  *number = of(base).number;
  return SQLITE_OK;
}

const sqlite3_module kModule = [] {
  sqlite3_module module{};
  module.xConnect = connect;
  module.xBestIndex = plan;
  module.xDisconnect = disconnect;
  module.xOpen = open;
  module.xClose = close;
  module.xFilter = rewind;
  module.xNext = next;
  module.xEof = at_end;
  module.xColumn = column;
  module.xRowid = row_number;
  return module;
}();

}  // namespace

GatheredRows::GatheredRows(Database& database) : database_(database) {
  const int code = sqlite3_create_module_v2(database.handle(), kModuleName, &kModule, this, nullptr);
  if (code != SQLITE_OK) throw_sqlite_error(database.handle(), code);
}

GatheredRows::~GatheredRows() { sqlite3_create_module_v2(database_.handle(), kModuleName, nullptr, nullptr, nullptr); }

BulkInsert::BulkInsert(Database& database, GatheredRows& gathered, const std::string& table)
    : gathered_(&gathered),
      columns_(static_cast<std::size_t>(database.number("SELECT count(*) FROM pragma_table_info('" + table + "')"))) {
  assert(columns_ > 0 && columns_ <= GatheredRows::kMostColumns);
  insert_ = database.prepare("INSERT INTO " + table + " SELECT " + column_names(columns_) + " FROM " + kModuleName);
}

BulkInsert& BulkInsert::integer(std::int64_t value) {
  Value& added = values_.emplace_back();
  added.type = Value::Type::integer;
  added.integer = value;
  return *this;
}

BulkInsert& BulkInsert::real(double value) {
  Value& added = values_.emplace_back();
  added.type = Value::Type::real;
  added.real = value;
  return *this;
}

// An empty view may have no address, which SQLite would take for null.
BulkInsert& BulkInsert::text(std::string_view value) {
  Value& added = values_.emplace_back();
  added.type = Value::Type::text;
  added.text = value.empty() ? "" : value.data();
  added.text_bytes = value.size();
  return *this;
}

BulkInsert& BulkInsert::null() {
  values_.emplace_back();
  return *this;
}

BulkInsert& BulkInsert::kept_text(std::string value) { return text(kept_.emplace_back(std::move(value))); }

void BulkInsert::end_row() {
  assert(values_.size() % columns_ == 0);
  if (values_.size() >= kMostValues) flush();
}

void BulkInsert::flush() {
  if (values_.empty()) return;
  gathered_->show(values_, columns_);
  insert_.run();
  values_.clear();
  kept_.clear();
}

}  // namespace prikaz
