#include "tab_names.h"

#include "prikaz/printable.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

constexpr std::size_t kLongestName = 31;

std::string without_forbidden(std::string_view wanted) {
  std::string name = printable(wanted);
  for (char& c : name)
    if (std::string_view("[]:*?/\\").find(c) != std::string_view::npos) c = ' ';
  return name;
}

std::string_view cut(std::string_view name, std::size_t units) {
  // Apostrophes quote names in references, so they may stand inside only.
  return trim(first_utf16_units(name, units), " '");
}

}  // namespace

std::size_t count_utf16_units(std::string_view text) {
  std::size_t units = 0;
  for (const char byte : text) {
    const auto c = static_cast<unsigned char>(byte);
    if ((c & 0xC0U) != 0x80U) units += c >= 0xF0 ? 2 : 1;
  }
  return units;
}

std::string_view first_utf16_units(std::string_view text, std::size_t units) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t width = static_cast<unsigned char>(text[at]) >= 0xF0 ? 2 : 1;
    if (units < width) break;
    units -= width;
    at = next_position(text, at);
  }
  return text.substr(0, at);
}

std::string TabNames::take(std::string_view wanted) {
  const std::string legal = without_forbidden(wanted);
  std::string_view base = cut(legal, kLongestName);
  if (base.empty()) base = "1";
  std::string name(base);
  // «History» is a name Excel keeps for itself.
  for (int n = 2; lower(name) == "history" || !taken_.insert(lower(name)).second; ++n) {
    const std::string number = " (" + std::to_string(n) + ")";
    name = std::string(cut(base, kLongestName - number.size())) + number;
  }
  return name;
}

}  // namespace prikaz
