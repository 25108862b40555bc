#include <algorithm>
#include <array>
#include <limits>

#include "archive_parts.h"
#include "open_archive.h"
#include "prikaz/messages.h"
#include "prikaz/printable.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

bool is_utf8(std::string_view bytes) { return valid_utf8(bytes) == bytes; }

// Names that are not UTF-8 are kept as they are, but not as what they are not: programs choke on such texts.
Statement& bind_path(Statement& statement, const std::string& path) {
  return is_utf8(path) ? statement.text(path) : statement.bytes(path);
}

Statement& bind_look(Statement& statement, const StoredPath& path) {
  bind_path(statement, path.path).integer(static_cast<std::int64_t>(path.size)).integer(path.mtime_ns);
  return statement.integer(path.ctime_ns).integer(static_cast<std::int64_t>(path.inode));
}

// Between the name of a container and that of a member.
constexpr std::string_view kInside = "!/";

// Tables whose rows belong to a file and are made from its extraction; documents take their parts with them.
constexpr std::array<const char*, 5> kOfFile{"documents", "pages", "diagnostics", "extractions", "imports"};

// Undoes what was begun unless it is kept: one damaged extraction must not take its neighbours of the same transaction
// with it.
class Savepoint {
 public:
  Savepoint(Database& database, Statement& begin, Statement& release) : database_(database), release_(release) {
    begin.run();
  }
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  ~Savepoint() {
    if (kept_ || !database_.in_transaction()) return;
    try {
      database_.run("ROLLBACK TO one_file; RELEASE one_file");
    } catch (const std::exception&) {
      // The archive is of no more use then, and the next call says so.
    }
  }
  void keep() {
    release_.run();
    kept_ = true;
  }

 private:
  Database& database_;
  Statement& release_;
  bool kept_ = false;
};

}  // namespace

std::vector<std::string> containers_around(const std::string& path) {
  std::vector<std::string> all;
  for (std::size_t end = path.find(kInside); end != std::string::npos; end = path.find(kInside, end + 1))
    all.push_back(path.substr(0, end));
  return all;
}

void Archive::Parts::prepare_writes() {
  if (extractions) return;
  begin_file = db().prepare("SAVEPOINT one_file");
  release_file = db().prepare("RELEASE one_file");
  find_file = db().prepare("SELECT file, state FROM files WHERE sha256 = ?");
  insert_file = db().prepare(
      "INSERT INTO files (sha256, state, name, media_type, size_bytes, failure, reason) VALUES "
      "(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  update_file = db().prepare(
      "UPDATE files SET state = ?2, name = ?3, media_type = ?4, size_bytes = ?5, failure = ?6, reason = ?7, "
      "page_count = NULL WHERE sha256 = ?1");
  insert_import = db().prepare("INSERT INTO imports VALUES (?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))");
  index_documents = db().prepare(
      "INSERT INTO document_index (rowid, heading, text, names) SELECT document, heading, text, names FROM "
      "document_texts WHERE document >= ?");
  put_path = db().prepare("INSERT OR REPLACE INTO paths VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  extractions = std::make_unique<ExtractionStore>(db());
}

void Archive::Parts::begin() {
  prepare_writes();
  if (!db().in_transaction()) db().run("BEGIN IMMEDIATE");
}

void Archive::Parts::enter_index() {
  if (!first_unindexed) return;
  index_documents.integer(*first_unindexed).run();
  first_unindexed.reset();
}

std::optional<std::int64_t> Archive::Parts::file_of(std::string_view sha256) {
  if (!find_file.text(sha256).step()) return std::nullopt;
  const std::int64_t file = find_file.integer_at(0);
  find_file.reset();
  return file;
}

std::int64_t Archive::Parts::put_file(const ImportRecord& record, FileState state,
                                      const std::optional<std::string_view>& failure,
                                      const std::optional<std::string_view>& reason) {
  std::optional<std::int64_t> file = file_of(record.sha256);
  // The name of a file that could not be read may be any bytes.
  const std::string name = valid_utf8(record.name);
  Statement& put = file ? update_file : insert_file;
  put.text(record.sha256).text(state == FileState::imported ? "imported" : "failed").text(name);
  put.text(record.media_type).integer(static_cast<std::int64_t>(record.size_bytes)).text(failure).text(reason).run();
  if (file) {
    open_containers_of(*file);
    leave_index(*file);
    for (const char* table : kOfFile)
      db().prepare("DELETE FROM " + std::string(table) + " WHERE file = ?").integer(*file).run();
  } else {
    file = db().last_row();
  }
  insert_import.integer(*file).text(record.program_version).text(record.sandbox).integer(record.attempts);
  insert_import.real(record.cpu_s).run();
  return *file;
}

void Archive::Parts::leave_index(std::int64_t file) {
  db().prepare(
          "INSERT INTO document_index (document_index, rowid, heading, text, names) "
          "SELECT 'delete', document, heading, text, names FROM document_texts "
          "WHERE document IN (SELECT document FROM documents WHERE file = ? AND document < ?)")
      .integer(file)
      .integer(first_unindexed.value_or(std::numeric_limits<std::int64_t>::max()))
      .run();
}

void Archive::Parts::open_containers_of(std::int64_t file) {
  Statement paths = db().prepare("SELECT path FROM paths WHERE file = ?");
  std::vector<std::string> all;
  for (paths.integer(file); paths.step();) all.push_back(paths.string_at(0));
  for (const std::string& path : all) open_containers_around(path);
}

void Archive::Parts::open_containers_around(const std::string& path) {
  for (const std::string& container : containers_around(path)) {
    Statement drop = db().prepare("DELETE FROM containers WHERE path = ?");
    bind_path(drop, container).run();
  }
}

void Archive::Parts::put_path_row(const StoredPath& path, std::optional<std::int64_t> file,
                                  const std::optional<std::string_view>& failure,
                                  const std::optional<std::string_view>& reason) {
  // Another content at the place of a member: what was known of the container is of another file.
  if (path.path.find(kInside) != std::string::npos) {
    Statement known = db().prepare("SELECT 1 FROM paths WHERE path = ? AND file IS NOT ?");
    const bool other = bind_path(known, path.path).integer(file).step();
    known.reset();
    if (other) open_containers_around(path.path);
  }
  bind_path(put_path, path.path).integer(file).integer(static_cast<std::int64_t>(path.size)).integer(path.mtime_ns);
  put_path.integer(path.ctime_ns).integer(static_cast<std::int64_t>(path.inode)).text(failure).text(reason).run();
}

Archive::Archive(const std::filesystem::path& folder, ArchiveMode mode) : parts_(std::make_unique<Parts>()) {
  parts_->folder = folder;
  parts_->database = open_archive(folder, mode);
}

Archive::~Archive() { parts_->db().roll_back(); }

const std::filesystem::path& Archive::folder() const { return parts_->folder; }

std::filesystem::path Archive::original_path(const std::string& sha256) const {
  const std::size_t head = std::min<std::size_t>(2, sha256.size());
  return parts_->folder / kOriginalsName / sha256.substr(0, head) / sha256.substr(head);
}

bool Archive::lock_for_import(std::chrono::seconds wait) { return parts_->lock.take(parts_->folder / kLockName, wait); }

void Archive::wait_for_others(std::chrono::milliseconds at_most) { parts_->db().wait_for_others(at_most); }

std::optional<FileState> Archive::state_of(const std::string& sha256) {
  parts_->prepare_writes();
  Statement& find = parts_->find_file;
  if (!find.text(sha256).step()) return std::nullopt;
  const FileState state = find.text_at(1) == "imported" ? FileState::imported : FileState::failed;
  find.reset();
  return state;
}

std::optional<std::string> Archive::sha256_of(const StoredPath& path) {
  Statement& find = parts_->find_path;
  if (!find.prepared())
    find = parts_->db().prepare(
        "SELECT sha256 FROM paths JOIN files USING (file) WHERE path = ? AND paths.size_bytes = ? AND mtime_ns = ? AND "
        "ctime_ns = ? AND inode = ?");
  if (!bind_look(find, path).step()) return std::nullopt;
  std::string sha256 = find.string_at(0);
  find.reset();
  return sha256;
}

void Archive::store(const ImportRecord& record, const StoredPath& path, std::string_view extraction_json) {
  parts_->begin();
  Savepoint savepoint(parts_->db(), parts_->begin_file, parts_->release_file);
  const std::int64_t file = parts_->put_file(record, FileState::imported, std::nullopt, std::nullopt);
  const std::optional<std::int64_t> first = parts_->extractions->insert(file, record.sha256, extraction_json);
  parts_->put_path_row(path, file, std::nullopt, std::nullopt);
  savepoint.keep();
  // Only now: a key that was given and taken back may have been that of a document that is there again.
  if (first) parts_->first_unindexed = std::min(*first, parts_->first_unindexed.value_or(*first));
}

void Archive::store_failure(const ImportRecord& record, const StoredPath& path, Failure failure,
                            const std::string& reason) {
  parts_->begin();
  Savepoint savepoint(parts_->db(), parts_->begin_file, parts_->release_file);
  const std::string clean_reason = valid_utf8(reason);
  const std::int64_t file = parts_->put_file(record, FileState::failed, failure_name(failure), clean_reason);
  parts_->put_path_row(path, file, std::nullopt, std::nullopt);
  savepoint.keep();
}

void Archive::add_path(const std::string& sha256, const StoredPath& path) {
  parts_->begin();
  const std::optional<std::int64_t> file = parts_->file_of(sha256);
  // Forgotten by another process in the meantime: the next import reads it again.
  if (file) parts_->put_path_row(path, *file, std::nullopt, std::nullopt);
}

void Archive::store_unreadable(const StoredPath& path, Failure failure, const std::string& reason) {
  parts_->begin();
  Statement known = parts_->db().prepare("SELECT 1 FROM paths WHERE path = ? AND file IS NOT NULL");
  if (bind_path(known, path.path).step()) return;
  const std::string clean_reason = valid_utf8(reason);
  parts_->put_path_row(path, std::nullopt, failure_name(failure), clean_reason);
}

std::optional<TakenApart> Archive::taken_apart(const StoredPath& path) {
  Statement& find = parts_->find_container;
  if (!find.prepared())
    find = parts_->db().prepare(
        "SELECT members, failed, containers FROM containers WHERE path = ? AND size_bytes = ? AND mtime_ns = ? AND "
        "ctime_ns = ? AND inode = ?");
  if (!bind_look(find, path).step()) return std::nullopt;
  const auto number = [&](int column) { return static_cast<std::uint64_t>(find.integer_at(column)); };
  const TakenApart found{number(0), number(1), number(2)};
  find.reset();
  return found;
}

void Archive::store_taken_apart(const std::string& sha256, const StoredPath& path, const TakenApart& container) {
  parts_->begin();
  Database& db = parts_->db();
  db.prepare("DELETE FROM files WHERE sha256 = ? AND state = 'failed'").text(sha256).run();
  // Members that could not be had once are not in it any more. Names that are not UTF-8 are kept as bytes.
  const std::string first = path.path + std::string(kInside), last = path.path + "!0";
  for (const bool as_bytes : {false, true}) {
    if (!as_bytes && !is_utf8(path.path)) continue;
    Statement gone = db.prepare("DELETE FROM paths WHERE path >= ? AND path < ? AND file IS NULL");
    (as_bytes ? gone.bytes(first).bytes(last) : gone.text(first).text(last)).run();
  }
  Statement put = parts_->db().prepare("INSERT OR REPLACE INTO containers VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  bind_look(put, path).integer(static_cast<std::int64_t>(container.members));
  put.integer(static_cast<std::int64_t>(container.failed)).integer(static_cast<std::int64_t>(container.containers));
  put.run();
}

void Archive::clear_failure_at(const std::string& path) {
  parts_->begin();
  Database& db = parts_->db();
  Statement find =
      db.prepare("SELECT file FROM paths LEFT JOIN files USING (file) WHERE path = ? AND state IS NOT 'imported'");
  if (!bind_path(find, path).step()) return;
  const std::optional<std::int64_t> file = find.is_null(0) ? std::nullopt : std::optional(find.integer_at(0));
  find.reset();
  Statement drop = db.prepare("DELETE FROM paths WHERE path = ?");
  bind_path(drop, path).run();
  // A content that failed and lies nowhere any more.
  if (file)
    db.prepare("DELETE FROM files WHERE file = ?1 AND file NOT IN (SELECT file FROM paths WHERE file = ?1)")
        .integer(*file)
        .run();
}

void Archive::commit() {
  if (!parts_->db().in_transaction()) return;
  parts_->enter_index();
  parts_->db().run("COMMIT");
}

}  // namespace prikaz
