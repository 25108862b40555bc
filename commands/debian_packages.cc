#include "debian_packages.h"

#include <fstream>
#include <string_view>

namespace prikaz {

DebianPackages::DebianPackages(const std::string& status_file) {
  std::ifstream file(status_file);
  Package package;
  bool installed = false;
  const auto value_of = [](const std::string& line, std::string_view key, std::string& to) {
    if (line.starts_with(key)) to = line.substr(key.size());
  };
  for (std::string line; std::getline(file, line);) {
    if (line.empty()) {
      if (installed) packages_.push_back(package);
      package = {};
      installed = false;
    }
    value_of(line, "Package: ", package.name);
    value_of(line, "Version: ", package.version);
    if (line == "Status: install ok installed") installed = true;
  }
  if (installed) packages_.push_back(package);
}

std::string DebianPackages::version(const std::string& stem) const {
  for (const Package& package : packages_) {
    if (!package.name.starts_with(stem)) continue;
    std::string_view rest = std::string_view(package.name).substr(stem.size());
    if (rest.ends_with("t64")) rest.remove_suffix(3);
    if (rest.find_first_not_of("0123456789.-") == std::string_view::npos) return package.version;
  }
  return {};
}

}  // namespace prikaz
