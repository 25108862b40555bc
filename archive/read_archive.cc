#include <algorithm>

#include "archive_parts.h"
#include "list_filter.h"
#include "open_archive.h"
#include "prikaz/messages.h"
#include "prikaz/printable.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// Files in the order that does not depend on when they were imported. Names that are not UTF-8 come last: SQLite sorts
// blobs after texts.
constexpr const char* kFilesByPath =
    "(SELECT files.*, (SELECT min(path) FROM paths WHERE paths.file = files.file) AS first_path FROM files)";

bool is_hexadecimal(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

void Archive::for_each_extraction(const std::function<void(const std::string&, std::string_view)>& use) {
  // Sorted are keys only: the texts of 100,000 files are not held.
  std::vector<std::int64_t> files;
  for (Statement all = parts_->db().prepare("SELECT file FROM " + std::string(kFilesByPath) +
                                            " WHERE state = 'imported' ORDER BY first_path, sha256");
       all.step();)
    files.push_back(all.integer_at(0));
  Statement one = parts_->db().prepare("SELECT sha256, json FROM files JOIN extractions USING (file) WHERE file = ?");
  for (const std::int64_t file : files) {
    if (!one.integer(file).step()) continue;  // forgotten meanwhile
    use(one.string_at(0), one.text_at(1));
    one.reset();
  }
}

std::optional<std::string> Archive::extraction(const std::string& sha256) {
  Statement one = parts_->db().prepare("SELECT json FROM files JOIN extractions USING (file) WHERE sha256 = ?");
  if (!one.text(sha256).step()) return std::nullopt;
  return one.string_at(0);
}

ArchiveStatus Archive::status() {
  Database& db = parts_->db();
  const auto count = [&](const char* sql) { return static_cast<std::uint64_t>(db.number(sql)); };
  ArchiveStatus status;
  status.files = count("SELECT count(*) FROM files WHERE state = 'imported'");
  status.duplicates =
      count("SELECT count(*) - count(DISTINCT file) FROM paths JOIN files USING (file) WHERE state = 'imported'");
  status.documents = count("SELECT count(*) FROM documents");
  status.doubtful = count("SELECT count(*) FROM documents WHERE doubts > 0");
  status.pages = count("SELECT count(*) FROM pages");
  status.recognized_pages = count("SELECT count(*) FROM pages WHERE text_source = 'ocr'");
  for (Statement kinds = db.prepare("SELECT kind, count(*) FROM documents GROUP BY kind"); kinds.step();)
    status.documents_by_kind[kinds.string_at(0)] = static_cast<std::uint64_t>(kinds.integer_at(1));
  for (Statement reasons =
           db.prepare("SELECT failure, count(*) FROM (SELECT failure FROM files WHERE state = 'failed' UNION ALL "
                      "SELECT failure FROM paths WHERE file IS NULL) GROUP BY failure");
       reasons.step();) {
    status.failed_by_reason[reasons.string_at(0)] = static_cast<std::uint64_t>(reasons.integer_at(1));
    status.failed += static_cast<std::uint64_t>(reasons.integer_at(1));
  }
  Statement dates = db.prepare("SELECT min(date), max(date) FROM documents");
  if (dates.step()) {
    status.first_date = dates.string_at(0);
    status.last_date = dates.string_at(1);
    dates.reset();
  }
  std::error_code error;
  for (const char* suffix : {"", "-wal"}) {
    const auto size = std::filesystem::file_size(parts_->folder / (std::string(kDatabaseName) + suffix), error);
    if (!error) status.database_bytes += size;
  }
  status.version = static_cast<int>(db.number("PRAGMA user_version"));
  return status;
}

std::vector<FailedFile> Archive::failed() {
  std::vector<FailedFile> all;
  Statement files = parts_->db().prepare(
      "SELECT sha256, path, files.failure, files.reason FROM files LEFT JOIN paths USING (file) WHERE state = 'failed' "
      "UNION ALL SELECT '', path, failure, reason FROM paths WHERE file IS NULL ORDER BY sha256, path");
  while (files.step()) {
    const std::string sha256 = files.string_at(0);
    if (all.empty() || sha256.empty() || all.back().sha256 != sha256)
      all.push_back({sha256, {}, files.string_at(2), files.string_at(3)});
    if (!files.is_null(1)) all.back().paths.push_back(files.string_at(1));
  }
  std::sort(all.begin(), all.end(), [](const FailedFile& a, const FailedFile& b) {
    return std::tie(a.paths, a.sha256) < std::tie(b.paths, b.sha256);
  });
  return all;
}

std::vector<ListedDocument> Archive::list(const ListFilter& filter) {
  // The index by date spares reading what is out of range.
  Statement rows = parts_->db().prepare(
      std::string(kListedColumns) + (filter.from.empty() && filter.to.empty() ? "" : " WHERE date BETWEEN ? AND ?") +
      " ORDER BY date IS NULL, date, issuer, number, sha256, ordinal");
  const std::string to = filter.to.empty() ? "9999-99-99" : filter.to;
  if (!filter.from.empty() || !filter.to.empty()) rows.text(filter.from).text(to);
  const CompiledFilter compiled(filter);
  std::vector<ListedDocument> all;
  while ((filter.limit == 0 || all.size() < filter.limit) && rows.step()) {
    ListedDocument one = listed_document(rows);
    if (compiled.takes(one)) all.push_back(std::move(one));
  }
  return all;
}

std::vector<std::string> Archive::paths_of(const std::string& sha256) {
  std::vector<std::string> all;
  Statement paths =
      parts_->db().prepare("SELECT path FROM paths JOIN files USING (file) WHERE sha256 = ? ORDER BY path");
  for (paths.text(sha256); paths.step();) all.push_back(paths.string_at(0));
  return all;
}

Archive::Found Archive::find(std::string_view id) {
  const std::size_t dot = id.find('.');
  const std::string prefix = fold(id.substr(0, dot));
  Found found;
  const auto unknown = [&] {
    return UnknownDocument(tr("there is no document %1 in the archive ('prikaz list' shows them)", {printable(id)}));
  };
  if (!is_hexadecimal(prefix) || prefix.size() > 64) throw unknown();
  if (dot != std::string_view::npos) {
    const std::string_view digits = id.substr(dot + 1);
    if (digits.empty() || digits.size() > 6 || digits.find_first_not_of("0123456789") != std::string_view::npos)
      throw unknown();
    found.ordinal = std::stoi(std::string(digits));
  }
  // «g» comes right after the last hexadecimal digit.
  const std::string end = prefix + "g";
  Statement files = parts_->db().prepare("SELECT sha256 FROM files WHERE sha256 >= ? AND sha256 < ? LIMIT 2");
  if (!files.text(prefix).text(end).step()) throw unknown();
  found.sha256 = files.string_at(0);
  if (files.step())
    throw UnknownDocument(tr("several files begin with %1: give more digits of its SHA-256", {printable(prefix)}));
  if (found.ordinal) {
    Statement document =
        parts_->db().prepare("SELECT 1 FROM documents JOIN files USING (file) WHERE sha256 = ? AND ordinal = ?");
    if (!document.text(found.sha256).integer(*found.ordinal).step()) throw unknown();
  }
  return found;
}

}  // namespace prikaz
