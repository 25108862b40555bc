// Running content: headings, paragraphs, lists and tables of an appendix or of a document without an operative part.
#pragma once

#include "layout.h"
#include "paragraphs.h"
#include "prikaz/draft.h"

namespace prikaz {

// Adds paragraphs [first, last) to `content` as blocks; lists and tables go to the draft, with ids. Tables are moved
// out of the flow. `only_list_title` names a list that is all there is (an appendix that consists of one list takes its
// title).
void read_content(Flow& flow, const std::vector<Paragraph>& paragraphs, std::size_t first, std::size_t last,
                  DocumentDraft& draft, std::vector<Block>& content, const Text& only_list_title);

}  // namespace prikaz
