// The rows that an extraction becomes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "database.h"

namespace prikaz {

class ExtractionStore {
 public:
  // `database` must remain live while this is in use.
  explicit ExtractionStore(Database& database);
  ~ExtractionStore();

  // Inserts all rows of the file but those of files, paths and imports; returns the key of the first of its documents,
  // if it has any: the others follow. REQUIRES: the file has none of these rows.
  // Throws InputError damaged where the JSON is not as the contract says; some rows are in then: roll back.
  std::optional<std::int64_t> insert(std::int64_t file, const std::string& sha256, std::string_view json);

 private:
  struct Inserts;
  Database& database_;
  std::unique_ptr<Inserts> inserts_;
};

}  // namespace prikaz
