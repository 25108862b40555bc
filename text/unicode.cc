#include "prikaz/unicode.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <cstdint>

namespace prikaz {
namespace {

const auto* bytes_of(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }

int utf8_length(char32_t c) { return U8_LENGTH(static_cast<UChar32>(c)); }

char32_t lower_of(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
  if (c >= 0x410 && c <= 0x42F) return c + 0x20;
  if (c >= 0x430 && c <= 0x44F) return c;
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}

template <class Map>
std::string mapped(std::string_view text, Map map) {
  std::string out(text);
  for (std::size_t pos = 0; pos < text.size();) {
    const char32_t c = code_point_at(text, pos);
    const std::size_t next = next_position(text, pos);
    const char32_t m = map(c);
    if (m != c && utf8_length(m) == static_cast<int>(next - pos)) {
      auto* const at = reinterpret_cast<std::uint8_t*>(out.data()) + pos;
      std::int32_t length = 0;
      U8_APPEND_UNSAFE(at, length, static_cast<std::uint32_t>(m));
    }
    pos = next;
  }
  return out;
}

}  // namespace

char32_t code_point_at(std::string_view text, std::size_t pos) {
  if (pos >= text.size()) return 0;
  const std::uint8_t* const at = bytes_of(text) + pos;
  // ASCII and Cyrillic, nearly all there is.
  if (at[0] < 0x80) return at[0];
  if ((at[0] & 0xFCU) == 0xD0 && text.size() - pos > 1 && (at[1] & 0xC0U) == 0x80)
    return (at[0] & 0x1FU) << 6U | (at[1] & 0x3FU);
  UChar32 c = 0;
  auto i = static_cast<std::int32_t>(0);
  const auto rest = static_cast<std::int32_t>(std::min<std::size_t>(text.size() - pos, 4));
  U8_NEXT_OR_FFFD(at, i, rest, c);
  return static_cast<char32_t>(c);
}

char32_t code_point_before(std::string_view text, std::size_t pos) {
  if (pos == 0) return 0;
  const std::size_t start = pos >= 4 ? pos - 4 : 0;
  auto i = static_cast<std::int32_t>(pos - start);
  UChar32 c = 0;
  U8_PREV_OR_FFFD(bytes_of(text) + start, 0, i, c);
  return static_cast<char32_t>(c);
}

std::size_t next_position(std::string_view text, std::size_t pos) {
  if (pos >= text.size()) return text.size();
  ++pos;
  while (pos < text.size() && (static_cast<unsigned char>(text[pos]) & 0xC0U) == 0x80U) ++pos;
  return pos;
}

void append_code_point(std::string& text, char32_t c) {
  std::uint8_t buffer[U8_MAX_LENGTH];
  std::int32_t length = 0;
  UBool error = false;
  U8_APPEND(buffer, length, U8_MAX_LENGTH, static_cast<std::uint32_t>(c), error);
  if (!error) text.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(length));
}

std::size_t count_code_points(std::string_view text) {
  std::size_t n = 0;
  for (const char c : text)
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++n;
  return n;
}

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  if (c >= U'А' && c <= U'я') return true;  // most of what is asked about
  return u_isalpha(static_cast<UChar32>(c));
}
bool is_upper(char32_t c) { return u_isupper(static_cast<UChar32>(c)); }
bool is_lower(char32_t c) { return u_islower(static_cast<UChar32>(c)); }
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

bool is_cyrillic(char32_t c) {
  if (c < 0x400) return false;
  if (c <= 0x481) return true;
  UErrorCode status = U_ZERO_ERROR;
  return u_isalpha(static_cast<UChar32>(c)) && uscript_getScript(static_cast<UChar32>(c), &status) == USCRIPT_CYRILLIC;
}

bool is_latin(char32_t c) {
  if (c < 0x80) return is_letter(c);
  UErrorCode status = U_ZERO_ERROR;
  return u_isalpha(static_cast<UChar32>(c)) && uscript_getScript(static_cast<UChar32>(c), &status) == USCRIPT_LATIN;
}

bool is_quote(char32_t c) {
  switch (c) {
    case U'"':
    case U'«':
    case U'»':
    case U'„':
    case U'“':
    case U'”':
    case U'‟':
    case U'〝':
    case U'〞': return true;
    default: return false;
  }
}

bool is_dash(char32_t c) { return c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }

bool word_starts_at(std::string_view text, std::size_t pos) {
  const char32_t c = code_point_before(text, pos);
  return !is_letter(c) && !is_digit(c);
}
bool word_ends_at(std::string_view text, std::size_t pos) {
  const char32_t c = code_point_at(text, pos);
  return !is_letter(c) && !is_digit(c);
}

std::string fold(std::string_view text) {
  return mapped(text, [](char32_t c) { return c == U'ё' || c == U'Ё' ? U'е' : lower_of(c); });
}
std::string lower(std::string_view text) { return mapped(text, lower_of); }
std::string upper(std::string_view text) {
  return mapped(text, [](char32_t c) { return static_cast<char32_t>(u_toupper(static_cast<UChar32>(c))); });
}

std::string capitalized(std::string_view text) {
  const std::size_t first = next_position(text, 0);
  return upper(text.substr(0, first)) + std::string(text.substr(first));
}
std::string uncapitalized(std::string_view text) {
  const std::size_t first = next_position(text, 0);
  return lower(text.substr(0, first)) + std::string(text.substr(first));
}

std::string valid_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  const auto size = static_cast<std::int32_t>(bytes.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes_of(bytes), i, size, c);
    append_code_point(out, static_cast<char32_t>(c));
  }
  return out;
}

std::string from_windows_1251(std::string_view bytes) {
  std::string text;
  icu::UnicodeString(bytes.data(), static_cast<std::int32_t>(bytes.size()), "windows-1251").toUTF8String(text);
  return text;
}

std::string clean(std::string_view text) {
  // Most words are plain Cyrillic or ASCII without anything to do: looking is cheaper than normalizing.
  bool plain = true;
  for (std::size_t i = 0; i < text.size() && plain; ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      plain = c > 0x20 && c != 0x7F;
    } else {
      const auto d = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
      plain = ((c == 0xD0 && d >= 0x90 && d <= 0xBF) || (c == 0xD1 && d >= 0x80 && d <= 0x8F));
      ++i;
    }
  }
  if (plain) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  icu::UnicodeString unicode =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  if (U_SUCCESS(status)) unicode = nfc->normalize(unicode, status);
  std::string out;
  bool space = false;
  for (std::int32_t i = 0; i < unicode.length(); i = unicode.moveIndex32(i, 1)) {
    const UChar32 c = unicode.char32At(i);
    if (u_isUWhiteSpace(c)) {
      space = !out.empty();
      continue;
    }
    const int category = u_charType(c);
    if (category == U_CONTROL_CHAR || category == U_FORMAT_CHAR || category == U_SURROGATE) continue;
    if (space) out += ' ';
    space = false;
    append_code_point(out, static_cast<char32_t>(c));
  }
  return out;
}

std::string fold_look_alikes(std::string_view word) {
  static constexpr std::u32string_view kLatin = U"ABCEHKMOPTXYaceopxy", kCyrillic = U"АВСЕНКМОРТХУасеорху";
  bool cyrillic = false, latin = false;
  for (std::size_t pos = 0; pos < word.size(); pos = next_position(word, pos)) {
    const char32_t c = code_point_at(word, pos);
    if (is_cyrillic(c)) cyrillic = true;
    if (is_latin(c)) {
      latin = true;
      if (kLatin.find(c) == std::u32string_view::npos) return std::string(word);
    }
  }
  if (!cyrillic || !latin) return std::string(word);
  std::string out;
  for (std::size_t pos = 0; pos < word.size(); pos = next_position(word, pos)) {
    const char32_t c = code_point_at(word, pos);
    const std::size_t k = kLatin.find(c);
    append_code_point(out, k == std::u32string_view::npos ? c : kCyrillic[k]);
  }
  return out;
}

std::string_view trim(std::string_view text, std::string_view set) {
  const std::size_t first = text.find_first_not_of(set);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(set) - first + 1);
}
std::string_view trim(std::string_view text) { return trim(text, " \t\r\n"); }

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0;;) {
    const std::size_t to = text.find(separator, from);
    parts.push_back(text.substr(from, to == std::string_view::npos ? to : to - from));
    if (to == std::string_view::npos) return parts;
    from = to + 1;
  }
}

std::string_view unquoted(std::string_view text) {
  const std::size_t first = next_position(text, 0);
  if (!is_quote(code_point_at(text, 0)) || !is_quote(code_point_before(text, text.size()))) return text;
  std::size_t last = text.size() - 1;
  while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80U) --last;
  return last >= first ? text.substr(first, last - first) : text;
}

}  // namespace prikaz
