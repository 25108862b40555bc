// What `prikaz import` and `prikaz failed --retry` have in common.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "prikaz/command_line.h"
#include "reading.h"

namespace prikaz {

struct ImportWanted {
  std::string archive;
  std::vector<std::string> paths;
  Reading reading;
  bool nul_separated = false;
  bool copy = false;
  bool re_extract = false;
  bool no_wait = false;
  bool require_sandbox = false;
  bool watch = false;
  long long interval_s = 2;
  long long still_s = 5;
  std::string shard;
  std::string progress = "auto";
  std::unordered_set<std::string> retry;  // contents that failed and are to be tried again
};

// Options of both: limits, the sandbox, how progress is shown.
void add_import_options(Options& options, ImportWanted& wanted);

ExitCode import_into_archive(const ImportWanted& wanted);

// The files on disk behind the paths of an archive: of a member of a container, the container. Sorted, once each.
std::vector<std::string> files_behind(const std::vector<std::string>& archive_paths);

}  // namespace prikaz
