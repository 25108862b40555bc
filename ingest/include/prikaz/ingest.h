// A file on disk becomes a SourceFile: what it is by its content, its hash, its bytes.
#pragma once

#include <filesystem>
#include <string>

#include "prikaz/error.h"
#include "prikaz/source.h"

namespace prikaz {

// Reads and identifies the file at `path`.
//
// Throws InputError: io_error (absent, a directory, unreadable, changed while read), empty (no bytes),
// not_a_document (text, an archive, a program … by content, whatever its name), unsupported (a format we know but
// cannot read yet).
SourceFile ingest(const std::filesystem::path& path);

// The same for a file that is open for reading as `file`, for a process that is not to know where it lies; `name` is
// its base name. The descriptor stays open, where it stands in the file does not matter.
SourceFile ingest(int file, const std::string& name);

// Opens a file for the other one, without waiting at a FIFO. Throws InputError io_error.
int open_input(const std::filesystem::path& path);

}  // namespace prikaz
