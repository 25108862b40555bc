// Words that no reader of the page sees as words of their own.
#pragma once

#include "prikaz/page.h"

namespace prikaz {

// Drops words whose middle lies off the page.
void drop_words_outside(Page& page);

// Of words printed over each other (the same text, boxes that cover each other for more than 70 %) the first stays. A
// second print is a way to fake bold, so it becomes bold if `means_bold`; a visible word over an invisible one of an
// OCR layer does not.
void drop_overprinted_words(Page& page, bool means_bold);

}  // namespace prikaz
