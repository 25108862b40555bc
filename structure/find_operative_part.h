// The preamble, the operative verb and the items of an order.
#pragma once

#include "paragraphs.h"
#include "prikaz/diagnostic.h"
#include "prikaz/draft.h"

namespace prikaz {

// Reads preamble and items from paragraphs [first, ...) up to the signature or the first appendix and returns the index
// of the paragraph after them. A document without an operative part gives back `first` and stays without items. Tables
// between the items are left to the caller: `tables` receives their paragraphs.
std::size_t read_operative_part(const std::vector<Paragraph>& paragraphs, std::size_t first, std::size_t last,
                                DocumentDraft& draft, std::vector<std::size_t>& tables);

// The resolutions of a protocol: what stands under each «РЕШИЛИ:» up to the next matter or the signatures. Gives the
// ranges of paragraphs that are items; everything else of [first, last) is running content.
struct ParagraphRange {
  std::size_t first = 0, last = 0;
};
std::vector<ParagraphRange> find_resolutions(const std::vector<Paragraph>& paragraphs, std::size_t first,
                                             std::size_t last);

// The tree of items of a run of paragraphs: labels give the levels, unlabelled paragraphs belong to the item before.
std::vector<Item> build_items(const std::vector<Paragraph>& paragraphs, std::size_t first, std::size_t last);

// Reports numbers used twice and numbers skipped.
void report_numbering(const std::vector<Item>& items, Diagnostics& diagnostics);

}  // namespace prikaz
