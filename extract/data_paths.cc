#include <cstdlib>
#include <string>
#include <vector>

#include "prikaz/extract.h"

namespace prikaz {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

std::vector<std::string> extract_data_paths() {
  // Where Debian and fontconfig's defaults have them; fonts that the configuration fetches from elsewhere are replaced
  // by others, which only matters for pages that are painted.
  std::vector<std::string> paths{"/usr/share/poppler",     "/usr/share/fonts",
                                 "/usr/local/share/fonts", "/usr/share/ghostscript/fonts",
                                 "/usr/share/texmf/fonts", "/etc/fonts",
                                 "/usr/share/fontconfig",  "/usr/local/etc/fonts",
                                 "/var/cache/fontconfig",  "/usr/share/tesseract-ocr",
                                 "/usr/share/tessdata",    "/usr/local/share/tessdata",
                                 "/usr/share/icu",         "/dev/null"};
  const std::string home = variable("HOME");
  const auto below_home = [&](const char* name, const char* otherwise, const char* rest) {
    const std::string folder = variable(name);
    if (!folder.empty())
      paths.push_back(folder + rest);
    else if (!home.empty())
      paths.push_back(home + otherwise + rest);
  };
  below_home("XDG_DATA_HOME", "/.local/share", "/fonts");
  below_home("XDG_CONFIG_HOME", "/.config", "/fontconfig");
  below_home("XDG_CACHE_HOME", "/.cache", "/fontconfig");
  if (!home.empty())
    for (const char* name : {"/.fonts", "/.fonts.conf", "/.fontconfig"}) paths.push_back(home + name);
  for (const char* name : {"TESSDATA_PREFIX", "FONTCONFIG_PATH", "FONTCONFIG_FILE"})
    if (const std::string path = variable(name); !path.empty()) paths.push_back(path);
  return paths;
}

}  // namespace prikaz
