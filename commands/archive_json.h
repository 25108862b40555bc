// What the commands that look into an archive print for programs.
#pragma once

#include <string>
#include <vector>

#include "prikaz/archive.h"

namespace prikaz {

// Indented, with a line end. Paths and texts that are not UTF-8 have U+FFFD in their place.
std::string status_json(const ArchiveStatus& status);
std::string failed_json(const std::vector<FailedFile>& files);
std::string list_json(const std::vector<ListedDocument>& documents);
std::string search_json(const SearchResult& result);

}  // namespace prikaz
