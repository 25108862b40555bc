// The folder of an archive, and its database opened: permissions, disks that WAL does not work on, versions.
#pragma once

#include <filesystem>
#include <memory>

#include "database.h"

namespace prikaz {

inline constexpr const char* kDatabaseName = "prikaz.sqlite";
inline constexpr const char* kLockName = "import.lock";
inline constexpr const char* kOriginalsName = "originals";

// Shared memory and locks cannot be relied on there. `magic`: f_type of statfs(2).
bool is_network_file_system(long magic);

// So that a name made or removed in the folder survives a power cut. What cannot be is not told.
void bring_to_disk(const std::filesystem::path& folder);

// Throws ArchiveError.
std::unique_ptr<Database> open_archive(const std::filesystem::path& folder, ArchiveMode mode);

}  // namespace prikaz
