// Documents as they are listed, and which of them are wanted.
#pragma once

#include "database.h"

namespace prikaz {

inline constexpr const char* kListedColumns =
    "SELECT id, sha256, kind, number, date, issuer, title, name, first_page, last_page, doubts > 0 FROM documents JOIN "
    "files USING (file)";

// The present row of a statement that begins with kListedColumns.
ListedDocument listed_document(const Statement& row);

class CompiledFilter {
 public:
  explicit CompiledFilter(const ListFilter& filter);
  bool takes(const ListedDocument& document) const;

 private:
  ListFilter filter_;  // texts folded
};

}  // namespace prikaz
