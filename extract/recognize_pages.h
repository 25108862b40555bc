// Scanned pages become Pages: prepared, their ruling lines found and erased, read region by region, repaired.
#pragma once

#include "picture.h"
#include "prikaz/diagnostic.h"
#include "prikaz/page.h"
#include "readers.h"

namespace prikaz {

struct RecognizedPage {
  Page page;
  Diagnostics diagnostics;
};

// Reads one page. A page without pixels or without text comes empty, `text_source` none.
RecognizedPage recognize_page(const ScannedPage& scanned, Readers& readers);

}  // namespace prikaz
