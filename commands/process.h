// The stages, one after the other.
#pragma once

#include "prikaz/export.h"
#include "prikaz/extract.h"
#include "prikaz/source.h"

namespace prikaz {

// What `source` says. Its bytes are let go on the way. Throws InputError.
Extraction process(SourceFile source, const ExtractOptions& options);

}  // namespace prikaz
