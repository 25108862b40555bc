// What an Archive is made of.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "database.h"
#include "import_lock.h"
#include "store_extraction.h"

namespace prikaz {

// «a.zip» and «a.zip!/b.zip» of «a.zip!/b.zip!/c.pdf».
std::vector<std::string> containers_around(const std::string& path);

struct Archive::Parts {
  std::filesystem::path folder;
  ImportLock lock;
  std::unique_ptr<Database> database;
  // Made when they are needed first.
  std::unique_ptr<ExtractionStore> extractions;
  Statement begin_file, release_file, find_file, insert_file, update_file, insert_import, put_path, find_path,
      find_container, index_documents;
  // Documents of this key and above are stored, but not in the full-text index. Keys grow, so all of them are of this
  // transaction.
  std::optional<std::int64_t> first_unindexed;

  Database& db() { return *database; }
  void prepare_writes();
  // The first change after a commit() begins a transaction.
  void begin();
  // Those of all files of a transaction at once: FTS5 writes a segment whenever it is told to, and merges them later.
  void enter_index();

  std::optional<std::int64_t> file_of(std::string_view sha256);
  // The row of the content, made or changed, with its import and without rows of an earlier reading; returns its key.
  std::int64_t put_file(const ImportRecord& record, FileState state, const std::optional<std::string_view>& failure,
                        const std::optional<std::string_view>& reason);
  // Takes those documents of a file that have entered it out of the full-text index. REQUIRES: their rows are still
  // there.
  void leave_index(std::int64_t file);
  // What is known of the containers that a content lies in ends when it changes.
  void open_containers_of(std::int64_t file);
  void open_containers_around(const std::string& path);
  void put_path_row(const StoredPath& path, std::optional<std::int64_t> file,
                    const std::optional<std::string_view>& failure, const std::optional<std::string_view>& reason);
};

}  // namespace prikaz
