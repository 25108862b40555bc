#include "cell_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

bool is_space_before_formula(char32_t c) {
  return c == ' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200F) || c == 0x202F || c == 0x205F ||
         c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

bool starts_formula(char32_t c) {
  switch (c) {
    case '=':
    case '+':
    case '-':
    case '@':
    case 0xFF1D:  // full-width = + - @: Japanese versions of the programs take them for the plain ones
    case 0xFF0B:
    case 0xFF0D:
    case 0xFF20:
    case 0xFE66:  // small = + - @
    case 0xFE62:
    case 0xFE63:
    case 0xFE6B:
    case 0x2212:  // minus
    case '\t':
    case '\r':
    case '\n': return true;
    default: return false;
  }
}

std::string formatted_day(const char* format, int a, int b, int c) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), format, a, b, c);
  return text.data();
}

}  // namespace

bool looks_like_formula(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && text[at] == '\'') ++at;
  while (at < text.size() && is_space_before_formula(code_point_at(text, at))) at = next_position(text, at);
  return at < text.size() && starts_formula(code_point_at(text, at));
}

std::string guarded(std::string text) {
  if (looks_like_formula(text)) text.insert(text.begin(), '\'');
  return text;
}

std::string_view unguarded(std::string_view text) {
  return text.starts_with('\'') && looks_like_formula(text) ? text.substr(1) : text;
}

std::string iso_day(Day day) {
  return formatted_day("%04d-%02d-%02d", static_cast<int>(day.year()),
                       static_cast<int>(static_cast<unsigned>(day.month())),
                       static_cast<int>(static_cast<unsigned>(day.day())));
}

std::string dotted_day(Day day) {
  return formatted_day("%02d.%02d.%04d", static_cast<int>(static_cast<unsigned>(day.day())),
                       static_cast<int>(static_cast<unsigned>(day.month())), static_cast<int>(day.year()));
}

std::string number_text(double number) {
  if (!std::isfinite(number)) return {};
  std::array<char, 40> text{};
  const auto end = std::to_chars(text.begin(), text.end(), number).ptr;
  return {text.begin(), end};
}

}  // namespace prikaz
