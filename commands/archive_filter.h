// What the commands that show documents of an archive have in common.
#pragma once

#include <string>

#include "prikaz/archive.h"
#include "prikaz/command_line.h"

namespace prikaz {

struct FilterWanted {
  std::string archive, from, to, issuer, kind;
};

// --archive, and for `filters` --from, --to, --issuer, --kind.
void add_archive_option(Options& options, FilterWanted& wanted);
void add_filter_options(Options& options, FilterWanted& wanted);

// Days are taken as 2024-03-12, 12.03.2024, 2024-03 and 2024. Throws UsageError.
ListFilter list_filter(const FilterWanted& wanted);

// Throws UsageError if no archive is named.
Archive open_named_archive(const FilterWanted& wanted, ArchiveMode mode);

}  // namespace prikaz
