// The heading of a document: letterhead, approval stamp, kind, date, number, place, title.
#pragma once

#include <optional>

#include "layout.h"

namespace prikaz {

// The line that names the kind of document among elements [first, last); nullopt if none does.
struct KindLine {
  std::size_t element = 0;
  DocumentKind kind = DocumentKind::other;
};
std::optional<KindLine> find_kind_line(const Flow& flow, std::size_t first, std::size_t last);

// Reads the heading of the document of elements [first, last) into `draft` and returns the element after it.
std::size_t read_heading(const Flow& flow, std::size_t first, std::size_t last, DocumentDraft& draft);

}  // namespace prikaz
