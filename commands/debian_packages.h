// Versions of installed packages: fixes arrive as «+deb12uN», which libraries themselves do not tell.
#pragma once

#include <string>
#include <vector>

namespace prikaz {

// The version of the installed package whose name is one of `stems` followed by digits, dots, hyphens and a «t64» at
// most (libpoppler126); empty if there is none, or no list of packages.
class DebianPackages {
 public:
  explicit DebianPackages(const std::string& status_file = "/var/lib/dpkg/status");
  std::string version(const std::string& stem) const;

 private:
  struct Package {
    std::string name, version;
  };
  std::vector<Package> packages_;
};

}  // namespace prikaz
