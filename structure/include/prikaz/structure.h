// Pages become the parts of official documents: which lines, cells and blocks make what.
#pragma once

#include <vector>

#include "prikaz/diagnostic.h"
#include "prikaz/draft.h"
#include "prikaz/page.h"

namespace prikaz {

// The documents of a file in page order; a scan batch can hold several. A file without any official document gives one
// draft of kind `other` with all its text in `content`: nothing printed is lost.
std::vector<DocumentDraft> find_structure(const std::vector<Page>& pages, Diagnostics& diagnostics);

}  // namespace prikaz
