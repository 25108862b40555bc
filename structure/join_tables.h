// The pages of one table become one table: repeated headers dropped, rows and cells cut by the page end made whole.
#pragma once

#include <string>
#include <vector>

#include "page_tables.h"
#include "prikaz/draft.h"

namespace prikaz {

// May `next`, the first thing on its page, go on `table`, the last thing on the page before? The columns decide; where
// `next` is `announced` as a continuation, or begins with the row of column numbers, their number is enough.
bool continues_table(const PageTable& table, const PageTable& next, bool announced = false);

// One table of its pages, in order. `content_bottom[i]` is where the text area of the page of parts[i] ends: only a row
// that reaches down there can have been cut.
Table joined_table(std::vector<PageTable> parts, const std::vector<float>& content_bottom, const Lexicon& lexicon,
                   std::string id);

}  // namespace prikaz
