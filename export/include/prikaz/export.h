// Documents become JSON as the output contract (version 1) says, and pictures of what was understood.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "prikaz/diagnostic.h"
#include "prikaz/document.h"
#include "prikaz/page.h"
#include "prikaz/source.h"

namespace prikaz {

// One source file and all that was read from it. `source.bytes` is not needed; of the pages neither words nor rules
// are.
struct Extraction {
  SourceFile source;
  std::vector<Page> pages;
  std::vector<Document> documents;
  Diagnostics diagnostics;
};

// Writes the extraction as one JSON object, UTF-8, keys in the contract's order, without a line end; `pretty` indents
// it by two spaces. The same extraction gives the same bytes. Written piece by piece: memory does not grow with the
// output.
void write_json(std::ostream& out, const Extraction& extraction, bool pretty);

// The JSON Schema (draft-07) of an extraction.
std::string_view json_schema();

// What is wrong with `json` against the schema: one line each («/documents/0/kind: …»), empty if nothing is. Of very
// many mistakes only the first are told. Text that is not JSON gives one line («not JSON: …»).
std::vector<std::string> validate(std::string_view json);

// The page as SVG in points: words, ruling lines, tables with their cells, blocks with their roles, values underlined,
// a legend. Self-contained. Empty if there is no such page.
std::string draw_page(const Extraction& extraction, int page_number);

}  // namespace prikaz
