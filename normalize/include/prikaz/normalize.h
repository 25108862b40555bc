// What is printed becomes what is meant: dates, schools, persons, parties, references.
#pragma once

#include <vector>

#include "prikaz/diagnostic.h"
#include "prikaz/document.h"
#include "prikaz/draft.h"

namespace prikaz {

// Reads the values of each draft. `diagnostics` receives what a person should look at, with `document` set.
std::vector<Document> normalize(std::vector<DocumentDraft> drafts, Diagnostics& diagnostics);

}  // namespace prikaz
