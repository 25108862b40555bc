// A file on disk becomes a SourceFile: what it is by its content, its hash, its bytes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

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

// All bytes of a file that is open for reading. Throws InputError: io_error (not a regular file, unreadable, changed
// while read), memory (too large).
std::string read_whole(int file);

// Files and folders that ingest() opens besides its input: for a process that may open nothing else.
std::vector<std::string> ingest_data_paths();

// Opens a file for the others, without waiting at a FIFO. Throws InputError io_error.
int open_input(const std::filesystem::path& path);

}  // namespace prikaz
