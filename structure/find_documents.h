// Where the documents of a file begin.
#pragma once

#include <cstddef>
#include <vector>

#include "layout.h"

namespace prikaz {

// Element indexes, ascending, the first is 0. Empty for an empty flow.
std::vector<std::size_t> find_document_starts(const Flow& flow);

}  // namespace prikaz
