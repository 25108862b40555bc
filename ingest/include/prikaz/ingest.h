// A file on disk becomes a SourceFile: what it is by its content, its hash, its bytes.
#pragma once

#include <filesystem>

#include "prikaz/error.h"
#include "prikaz/source.h"

namespace prikaz {

// Reads and identifies the file at `path`.
//
// Throws InputError: io_error (absent, a directory, unreadable, changed while read), empty (no bytes),
// not_a_document (text, an archive, a program … by content, whatever its name), unsupported (a format we know but
// cannot read yet).
SourceFile ingest(const std::filesystem::path& path);

}  // namespace prikaz
