// What is on the pages of a file: words, ruling lines, pictures.
#pragma once

#include <string>
#include <vector>

#include "prikaz/diagnostic.h"
#include "prikaz/error.h"
#include "prikaz/page.h"
#include "prikaz/source.h"

namespace prikaz {

struct ExtractOptions {
  std::string password;    // user or owner password of an encrypted file; empty for none
  int max_pages = 10'000;  // pages after it are not read, with a diagnostic
};

// Reads every page of `source`, upright, in points. Damaged text is repaired here (see repair_words.h); fonts and pages
// whose text cannot be believed are marked and reported in `diagnostics`. A page that cannot be read stays, empty, with an
// `error` diagnostic, and the others are delivered.
//
// Throws InputError: encrypted, damaged, truncated, empty (no pages), unsupported.
std::vector<Page> extract(const SourceFile& source, const ExtractOptions& options, Diagnostics& diagnostics);

}  // namespace prikaz
