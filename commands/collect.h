// What the commands that look over a whole archive begin with.
#pragma once

#include <string>
#include <vector>

#include "prikaz/collection.h"

namespace prikaz {

// All documents of the archive, settled. A document's path is where its file lies now: the first path that exists, the
// archive's own copy, else empty. An extraction that cannot be read is named on standard error and left out. Throws
// UsageError if `archive` is empty, ArchiveError.
Collection collect(const std::string& archive);

// The same from files of extractions, one JSON object a line («-» is standard input). `failed` becomes true if a file or
// a line could not be read; each is named on standard error and left out.
Collection collect_files(const std::vector<std::string>& files, bool& failed);

}  // namespace prikaz
