// An archive: what was read from very many files, in one folder (0700) with
//
//   prikaz.sqlite        the database (0600; WAL, foreign keys, synchronous=FULL, secure_delete). Plain tables with the
//                        names of the output contract (archive/schema/*.sql): any SQLite browser opens it.
//   originals/ab/cdef…   copies of the files under their sha256, if the importer made any (see original_path)
//   import.lock          held by the importer that runs
//
//   Archive archive("/srv/orders", ArchiveMode::create_or_write);
//   if (!archive.lock_for_import(std::chrono::seconds(60))) …    // another importer runs
//   archive.store(record, path, json);
//   archive.commit();                                             // from here on it survives kill -9 and power cuts
//
// A document's public id is the same on every machine and in every run: the first 12 digits of the file's sha256, a
// dot, and N for the N-th document of the file. Commands take any prefix of the sha256 that fits one file only.
//
// Every function may throw ArchiveError. After one, what was not committed is gone and the object is of no more use.
// One thread at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "prikaz/error.h"

namespace prikaz {

// The archive cannot be used (absent, damaged, of a newer version, read-only, locked for too long, disk full, on a
// network share). `what()` is one line in the user's language and says what to do. Exit code 3.
class ArchiveError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// There is no document of that id, or several.
class UnknownDocument : public ArchiveError {
 public:
  using ArchiveError::ArchiveError;
};

enum class ArchiveMode { create_or_write, write, read };

// Where a file was found and how its inode looked then. `path`: raw bytes; members of containers as
// "a.zip!/inner/x.pdf".
struct StoredPath {
  std::string path;
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0, ctime_ns = 0;
  std::uint64_t inode = 0;
};

// How a file was read.
struct ImportRecord {
  std::string sha256, media_type, name, program_version, sandbox;
  std::uint64_t size_bytes = 0;
  int attempts = 1;
  double cpu_s = 0;
};

enum class FileState { imported, failed };

// A ZIP or TAR file all of whose members are in the archive, as imported or as failed.
struct TakenApart {
  std::uint64_t members = 0;     // files in it, those in containers inside it too
  std::uint64_t failed = 0;      // of these
  std::uint64_t containers = 0;  // itself and those inside it
};

struct ArchiveStatus {
  std::uint64_t files = 0;       // distinct contents that were read
  std::uint64_t failed = 0;      // contents and paths that could not be
  std::uint64_t duplicates = 0;  // paths beyond the first of each content
  std::uint64_t documents = 0, pages = 0, recognized_pages = 0;
  std::uint64_t doubtful = 0;                              // documents with a warning or an error
  std::map<std::string, std::uint64_t> documents_by_kind;  // kinds of the contract
  std::map<std::string, std::uint64_t> failed_by_reason;   // failure_name()
  std::string first_date, last_date;                       // ISO, of documents; empty if none has one
  std::uint64_t database_bytes = 0;                        // with its log
  int version = 0;                                         // of the tables
};

struct FailedFile {
  std::string sha256;              // empty if no content could be had
  std::vector<std::string> paths;  // raw bytes, sorted
  std::string failure;             // failure_name()
  std::string reason;              // one line
};

// Empty and absent fields do not restrict. Texts are compared without regard to case and ё.
struct ListFilter {
  // ISO days, both included; documents without a date are left out if one is given.
  std::string from = {}, to = {};
  std::string issuer = {};  // part of it
  std::string kind = {};    // exactly
  std::string text = {};    // part of number or title
  std::uint64_t limit = 0;  // 0: all
};

struct ListedDocument {
  std::string id, sha256, kind, number, date, issuer, title, name;  // name: of the file; empty where nothing was read
  int first_page = 0, last_page = 0;
  bool doubtful = false;
};

// A document that has the words, and the place in it that shows them best.
struct SearchHit {
  ListedDocument document;
  std::string path;                                        // of the file, the first; raw bytes
  std::string snippet;                                     // a piece of the text, one line
  std::vector<std::pair<std::size_t, std::size_t>> marks;  // bytes of the snippet that were looked for, [from, to)
  std::string kind;                       // of the block: heading value («title»), item, paragraph, cell, entry, …
  std::string label;                      // of an item or entry, as printed
  std::string table;                      // id, of a cell
  int row = -1;                           // 0-based index into its rows[]
  int page = 0;                           // 0: not known
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;  // points; all 0 if the block has no box
};

struct SearchResult {
  std::vector<SearchHit> hits;
  bool more = false;    // there are others
  bool newest = false;  // very many: the newest come first
};

// What forget() did.
struct Forgotten {
  std::uint64_t files = 0, documents = 0;
  std::vector<std::string> paths;    // raw bytes: where the originals were found, which it does not touch
  std::uint64_t copies_removed = 0;  // below originals/
  bool log_emptied = false;          // false: another process reads the archive, and old pages stay in its log
};

class Archive {
 public:
  // create_or_write makes the folder and the database where there are none; the others do not. An archive of an older
  // version is brought to the present one (not for reading: then it is refused with what to do).
  Archive(const std::filesystem::path& folder, ArchiveMode mode);
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;
  // What was not committed is rolled back.
  ~Archive();

  const std::filesystem::path& folder() const;
  // Where --copy keeps the file of this content: folder/originals/ab/cdef….
  std::filesystem::path original_path(const std::string& sha256) const;

  // --- importing. Changes are kept by commit(); until then this object sees them, but for search(), and other
  // processes do not. Between the first change and commit() no other process can write, so commit at least twice a
  // second.

  // One importer at a time, also on machines that share the disk as far as its locks reach. Released with this object.
  // False if another holds it longer than `wait`.
  bool lock_for_import(std::chrono::seconds wait);

  // How long every call waits for another process that writes, before it throws: 20 s unless told otherwise.
  void wait_for_others(std::chrono::milliseconds at_most);

  std::optional<FileState> state_of(const std::string& sha256);
  // The sha256 under which exactly this path with this size, mtime, ctime, inode is known: spares reading it again.
  std::optional<std::string> sha256_of(const StoredPath& path);

  // Replaces an earlier extraction or failure of the content. Throws InputError damaged, leaving all as it was, if
  // `extraction_json` is not the extraction of that content as the contract says; output_limit if it is too long.
  void store(const ImportRecord& record, const StoredPath& path, std::string_view extraction_json);
  void store_failure(const ImportRecord& record, const StoredPath& path, Failure failure, const std::string& reason);
  void add_path(const std::string& sha256, const StoredPath& path);  // known content, another name
  // No content could be had: io_error, …. Where a content is known for the path, that stays as it is: a disk that
  // cannot be read today takes nothing away.
  void store_unreadable(const StoredPath& path, Failure failure, const std::string& reason);
  // What was stored for a container that lies at exactly this path with this size, mtime, ctime, inode; nothing once a
  // member of it has been read anew or forgotten.
  std::optional<TakenApart> taken_apart(const StoredPath& path);
  // That the container could not be taken apart before, if so, is forgotten.
  void store_taken_apart(const std::string& sha256, const StoredPath& path, const TakenApart& container);
  // What lies at `path` can be read now and is no content of its own (a folder, a container): that it could not be is
  // forgotten.
  void clear_failure_at(const std::string& path);
  void commit();

  // Removes all that is known of these files, with their copies, so that no byte of it is left in the files of the
  // archive: rows are overwritten, the full-text index is written anew, the log is emptied. Takes seconds in a large
  // archive. REQUIRES: nothing uncommitted, and lock_for_import() was granted.
  Forgotten forget(const std::vector<std::string>& sha256s);

  // --- reading; everything in an order that does not depend on the order of import.

  // By first path, then sha256.
  void for_each_extraction(const std::function<void(const std::string& sha256, std::string_view json)>& use);
  // The bytes that were stored; nothing if there is no such file or it failed.
  std::optional<std::string> extraction(const std::string& sha256);
  ArchiveStatus status();
  std::vector<FailedFile> failed();                              // by first path
  std::vector<ListedDocument> list(const ListFilter& filter);    // by date, issuer, number, id; undated ones last
  std::vector<std::string> paths_of(const std::string& sha256);  // raw bytes, sorted

  // Documents with all words typed, best first; if there are more than `many`, those that have the words in the
  // heading, then the newest, as there is little to rank by. What may be typed: see search_query.h; nothing is an
  // error, and nothing is found if there is no word in it. `filter.limit` is not used.
  SearchResult search(const std::string& words, std::size_t limit, const ListFilter& filter = {},
                      std::size_t many = 10'000);

  // The sha256 of the one file whose sha256 starts with what stands before the dot of `id`. Throws UnknownDocument.
  struct Found {
    std::string sha256;
    std::optional<int> ordinal;  // of the document; none if `id` has no dot
  };
  Found find(std::string_view id);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace prikaz
