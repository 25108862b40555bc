#include "repair_mojibake.h"

#include <array>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// Windows-1251, 0x80-0xBF; 0xC0-0xFF are А-я in order. 0x98 is not assigned.
constexpr std::array<char16_t, 64> kWindows1251 = {
    0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409, 0x2039, 0x040A,
    0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x0098, 0x2122,
    0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0, 0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6,
    0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406, 0x0456,
    0x0491, 0x00B5, 0x00B6, 0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457};

int windows1251_byte(char32_t c) {
  if (c < 0x80) return static_cast<int>(c);
  if (c >= 0x410 && c <= 0x44F) return static_cast<int>(c - 0x410 + 0xC0);
  for (std::size_t i = 0; i < kWindows1251.size(); ++i)
    if (kWindows1251[i] == c) return static_cast<int>(i + 0x80);
  return -1;
}

}  // namespace

std::string from_latin1_mojibake(std::string_view word) {
  std::string out;
  out.reserve(word.size());
  for (std::size_t pos = 0; pos < word.size(); pos = next_position(word, pos)) {
    const char32_t c = code_point_at(word, pos);
    if (c >= 0xC0 && c <= 0xFF)
      append_code_point(out, c - 0xC0 + 0x410);
    else if (c >= 0xA0 && c < 0xC0)
      append_code_point(out, kWindows1251[c - 0x80]);
    else
      append_code_point(out, c);
  }
  return out;
}

std::optional<std::string> from_utf8_mojibake(std::string_view word) {
  // Every two-byte letter of Russian starts with 0xD0 or 0xD1, every sign such as № with 0xE2: shown as «Р», «С», «в».
  if (word.find("Р") == std::string_view::npos && word.find("С") == std::string_view::npos &&
      word.find("в") == std::string_view::npos && word.find("В") == std::string_view::npos)
    return std::nullopt;
  std::string bytes;
  for (std::size_t pos = 0; pos < word.size(); pos = next_position(word, pos)) {
    const int byte = windows1251_byte(code_point_at(word, pos));
    if (byte < 0) return std::nullopt;
    bytes += static_cast<char>(byte);
  }
  int two_byte = 0, three_byte = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead >= 0xC2 && lead <= 0xDF ? 2 : lead == 0xE2 ? 3 : 0;
    if (length == 0 || i + length > bytes.size()) return std::nullopt;
    for (std::size_t k = 1; k < length; ++k)
      if ((static_cast<unsigned char>(bytes[i + k]) & 0xC0U) != 0x80U) return std::nullopt;
    two_byte += length == 2 ? 1 : 0;
    three_byte += length == 3 ? 1 : 0;
    i += length;
  }
  if (three_byte == 0 && two_byte < 2) return std::nullopt;
  return clean(bytes);
}

}  // namespace prikaz
