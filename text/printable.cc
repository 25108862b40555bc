#include "prikaz/printable.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

constexpr char kHex[] = "0123456789abcdef";

void append_byte(std::string& out, unsigned char byte) {
  out += "\\x";
  out += kHex[byte >> 4U];
  out += kHex[byte & 15U];
}

// Control, format, surrogate, private-use and unassigned code points, line and paragraph separators.
bool is_invisible(UChar32 c) {
  switch (u_charType(c)) {
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_SURROGATE:
    case U_PRIVATE_USE_CHAR:
    case U_UNASSIGNED:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR: return true;
    default: return false;
  }
}

std::string made_visible(std::string_view bytes, bool keep_line_ends) {
  std::string out;
  out.reserve(bytes.size());
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto size = static_cast<std::int32_t>(bytes.size());
  for (std::int32_t i = 0; i < size;) {
    const std::int32_t start = i;
    UChar32 c = 0;
    U8_NEXT(data, i, size, c);
    if (c < 0) {
      for (std::int32_t k = start; k < i; ++k) append_byte(out, data[k]);
    } else if (keep_line_ends && (c == '\n' || c == '\r')) {
      if (c == '\r' && i < size && data[i] == '\n') ++i;
      out += '\n';
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c < 0x20 || c == 0x7F) {
      append_byte(out, static_cast<unsigned char>(c));
    } else if (is_invisible(c)) {
      out += "\\u{";
      for (int shift = 20, started = 0; shift >= 0; shift -= 4) {
        const auto digit = (static_cast<std::uint32_t>(c) >> static_cast<unsigned>(shift)) & 15U;
        started |= static_cast<int>(digit);
        if (started != 0 || shift == 0) out += kHex[digit];
      }
      out += '}';
    } else {
      append_code_point(out, static_cast<char32_t>(c));
    }
  }
  return out;
}

}  // namespace

std::string printable(std::string_view bytes) { return made_visible(bytes, false); }

std::string printable_lines(std::string_view bytes) { return made_visible(bytes, true); }

}  // namespace prikaz
