// The rows that an extraction becomes.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "database.h"

namespace prikaz {

class ExtractionStore {
 public:
  // `database` must remain live while this is in use.
  explicit ExtractionStore(Database& database);
  ~ExtractionStore();

  // Inserts all rows of the file but those of files, paths and imports. REQUIRES: the file has none of them.
  // Throws InputError damaged where the JSON is not as the contract says; some rows are in then: roll back.
  void insert(std::int64_t file, const std::string& sha256, std::string_view json);

 private:
  struct Inserts;
  Database& database_;
  std::unique_ptr<Inserts> inserts_;
};

}  // namespace prikaz
