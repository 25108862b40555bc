// What a person should know about a run that went on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "prikaz/geometry.h"

namespace prikaz {

enum class Severity { info, warning, error };

struct Diagnostic {
  std::string code;  // snake_case, stable: downstream systems filter by it
  Severity severity = Severity::warning;
  std::string message;  // English; for a person
  std::optional<int> page;
  std::optional<Box> bbox;
  // JSON Pointer into the extraction (RFC 6901), or empty. Stages that know only their own document write it relative
  // to that document («/items/2») and set `document`; export completes it.
  std::string path;
  std::optional<int> document;  // 0-based index into documents[]
};

using Diagnostics = std::vector<Diagnostic>;

}  // namespace prikaz
