// What the commands that look over a whole archive begin with.
#pragma once

#include <string>

#include "prikaz/collection.h"

namespace prikaz {

// All documents of the archive, settled. A document's path is where its file lies now: the first path that exists, the
// archive's own copy, else empty. An extraction that cannot be read is named on standard error and left out. Throws
// UsageError if `archive` is empty, ArchiveError.
Collection collect(const std::string& archive);

}  // namespace prikaz
