// The stages, one after the other.
#pragma once

#include "prikaz/export.h"
#include "prikaz/extract.h"
#include "prikaz/source.h"

namespace prikaz {

// What `source` says. Its bytes are let go on the way. Throws InputError.
Extraction process(SourceFile source, const ExtractOptions& options);

// Loads once what every file needs, for a process that forks the readers of files.
void warm_up();

}  // namespace prikaz
