// The second half of the door to Poppler (see poppler_text.h): pages as pictures.
#pragma once

#include "picture.h"

class PDFDoc;

namespace prikaz {

// What PdfText::scan_page promises, of an open document. Poppler's complaints are the caller's.
ScannedPage scan_page(PDFDoc& document, int number, Diagnostics& diagnostics);

}  // namespace prikaz
