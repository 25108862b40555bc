#include "process.h"

#include <utility>

#include "prikaz/normalize.h"
#include "prikaz/structure.h"

namespace prikaz {

Extraction process(SourceFile source, const ExtractOptions& options) {
  Extraction extraction;
  extraction.source = std::move(source);
  extraction.pages = extract(extraction.source, options, extraction.diagnostics);
  extraction.source.bytes = std::string();
  extraction.documents = normalize(find_structure(extraction.pages, extraction.diagnostics), extraction.diagnostics);
  return extraction;
}

}  // namespace prikaz
