// The tables of data/, built into the program.
#pragma once

#include <string_view>
#include <vector>

namespace prikaz {

// The file data/`name`, whole. REQUIRES: there is such a file (checked by assert: the name is a literal of ours).
std::string_view data_file(std::string_view name);

// Its lines, split at tabs; comments («#» first) and empty lines left out. The views live as long as the program.
std::vector<std::vector<std::string_view>> data_table(std::string_view name);

}  // namespace prikaz
