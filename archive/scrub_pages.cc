#include "scrub_pages.h"

#include <sqlite3.h>

#include <algorithm>
#include <string>

namespace prikaz {
namespace {

unsigned two_bytes(const std::string& page, std::size_t at) {
  return static_cast<unsigned>(static_cast<unsigned char>(page[at])) << 8U | static_cast<unsigned char>(page[at + 1]);
}

struct Space {
  std::size_t begin = 0, end = 0;
};

// Between the list of rows and the rows of a b-tree page; nothing of other pages. These begin with the number of
// another page, whose first byte is none of the four below in any database under 128 GiB; beyond it an overflow page
// could be taken for a b-tree page, so it is left alone.
Space unused_space(const std::string& page, bool first, bool small_database) {
  const std::size_t header = first ? 100 : 0;
  const auto type = static_cast<unsigned char>(page[header]);
  const bool leaf = type == 10 || type == 13, interior = type == 2 || type == 5;
  if (!small_database || (!leaf && !interior)) return {};
  const std::size_t begin = header + (leaf ? 8 : 12) + std::size_t{2} * two_bytes(page, header + 3);
  const unsigned content = two_bytes(page, header + 5);
  const std::size_t end = content == 0 ? 65'536 : content;
  return begin < end && end <= page.size() ? Space{begin, end} : Space{};
}

}  // namespace

void scrub_unused_space(Database& database) {
  const auto check = [&](int code) {
    if (code != SQLITE_OK) throw_sqlite_error(database.handle(), code);
  };
  // SQLite's own handle of the file: closing another one would drop its locks (POSIX).
  sqlite3_file* file = nullptr;
  check(sqlite3_file_control(database.handle(), "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file)));
  const auto page_size = static_cast<std::size_t>(database.number("PRAGMA page_size"));
  sqlite3_int64 size = 0;
  check(file->pMethods->xFileSize(file, &size));
  const std::int64_t pages = size / static_cast<std::int64_t>(page_size);
  const bool small_database = pages < std::int64_t{1} << 25U;
  std::string page(page_size, '\0');
  bool wrote = false;
  for (std::int64_t n = 0; n < pages; ++n) {
    const std::int64_t at = n * static_cast<std::int64_t>(page_size);
    check(file->pMethods->xRead(file, page.data(), static_cast<int>(page_size), at));
    const Space space = unused_space(page, n == 0, small_database);
    const auto begin = page.begin() + static_cast<std::ptrdiff_t>(space.begin);
    const auto end = page.begin() + static_cast<std::ptrdiff_t>(space.end);
    if (std::all_of(begin, end, [](char c) { return c == '\0'; })) continue;
    std::fill(begin, end, '\0');
    check(file->pMethods->xWrite(file, page.data() + space.begin, static_cast<int>(space.end - space.begin),
                                 at + static_cast<std::int64_t>(space.begin)));
    wrote = true;
  }
  if (wrote) check(file->pMethods->xSync(file, SQLITE_SYNC_NORMAL));
  // Pages held in memory still have what was there.
  sqlite3_db_release_memory(database.handle());
}

}  // namespace prikaz
