// Names of tabs as spreadsheet programs take them.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace prikaz {

// Hands out legal names, each once: at most 31 UTF-16 units, none of [ ] : * ? / \, no apostrophe at the ends, not
// «History», not empty, different without regard to case.
//
//   TabNames names;
//   names.take("План/2024")      -> План 2024
//   names.take("план 2024")      -> план 2024 (2)
class TabNames {
 public:
  std::string take(std::string_view wanted);

 private:
  std::set<std::string> taken_;  // in lower case
};

std::size_t count_utf16_units(std::string_view text);
// The longest beginning of `text` that has no more than `units` UTF-16 units.
std::string_view first_utf16_units(std::string_view text, std::size_t units);

}  // namespace prikaz
