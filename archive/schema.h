// The SQL that makes the tables of an archive.
#pragma once

#include <string_view>
#include <vector>

namespace prikaz {

// Step N (from 0) brings a database of version N to version N + 1; a fresh database has version 0. A step that was
// released is never edited: archives of its version are out there.
const std::vector<std::string_view>& schema_steps();

}  // namespace prikaz
