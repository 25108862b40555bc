// Forgetting. SQLite's secure_delete overwrites deleted rows with zeros; what is left to do here:
//
//   - FTS5 of SQLite 3.40 has no secure-delete of its own: a deleted document is only marked, its words stay in the
//     segments of the index until these are merged. 'optimize' merges all of them at once.
//   - Rows that were moved from page to page leave copies behind: scrub_pages.h.
//   - The log (WAL) still holds pages as they were; a checkpoint that truncates it lets go of them.
#include <unistd.h>

#include <cerrno>

#include "archive_parts.h"
#include "open_archive.h"
#include "prikaz/messages.h"
#include "prikaz/printable.h"
#include "scrub_pages.h"

namespace prikaz {
namespace {

bool remove_copy(const std::filesystem::path& copy) {
  if (::unlink(copy.c_str()) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return false;
    throw ArchiveError(printable(copy.native()) + ": " + error_text(errno));
  }
  bring_to_disk(copy.parent_path());
  return true;
}

bool empty_log(Database& db) {
  Statement checkpoint = db.prepare("PRAGMA wal_checkpoint(TRUNCATE)");
  const bool done = checkpoint.step() && checkpoint.integer_at(0) == 0;
  checkpoint.reset();
  return done;
}

}  // namespace

Forgotten Archive::forget(const std::vector<std::string>& sha256s) {
  Forgotten forgotten;
  Database& db = parts_->db();
  // Copies first: forgetting that was cut short can be done again as long as the rows are there.
  for (const std::string& sha256 : sha256s) forgotten.copies_removed += remove_copy(original_path(sha256)) ? 1U : 0U;
  parts_->begin();
  for (const std::string& sha256 : sha256s) {
    const std::optional<std::int64_t> file = parts_->file_of(sha256);
    if (!file) continue;
    ++forgotten.files;
    Statement documents = db.prepare("SELECT count(*) FROM documents WHERE file = ?");
    if (documents.integer(*file).step()) forgotten.documents += static_cast<std::uint64_t>(documents.integer_at(0));
    documents.reset();
    for (std::string& path : paths_of(sha256)) {
      // A container that could not be read whole is known as failed and would not be opened for what is forgotten.
      for (const std::string& container : containers_around(path)) clear_failure_at(container);
      parts_->open_containers_around(path);
      forgotten.paths.push_back(std::move(path));
    }
    parts_->leave_index(*file);
    db.prepare("DELETE FROM files WHERE file = ?").integer(*file).run();
  }
  if (forgotten.files > 0) db.run("INSERT INTO document_index (document_index) VALUES ('optimize')");
  commit();
  forgotten.log_emptied = empty_log(db);
  if (!forgotten.log_emptied) return forgotten;
  db.run("BEGIN IMMEDIATE");
  scrub_unused_space(db);
  // A change, so that no other process goes on with a page that it read before.
  db.run("PRAGMA user_version=" + std::to_string(db.number("PRAGMA user_version")) + "; COMMIT");
  forgotten.log_emptied = empty_log(db);
  return forgotten;
}

}  // namespace prikaz
