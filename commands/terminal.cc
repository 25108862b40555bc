#include "terminal.h"

#include <sys/ioctl.h>
#include <unicode/uchar.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "prikaz/messages.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

constexpr std::size_t kLeastWidth = 40;

// Names of files as they have to be written in a link.
std::string percent_encoded(std::string_view bytes) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
                       c == '/' || c == '.' || c == '-' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
  }
  return out;
}

std::size_t columns_of(char32_t c) {
  const int category = u_charType(static_cast<UChar32>(c));
  if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK) return 0;
  const int width = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

Terminal::Terminal() : is_terminal_(::isatty(STDOUT_FILENO) == 1) {
  winsize size{};
  if (is_terminal_ && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    width_ = size.ws_col;
  else if (const char* columns = std::getenv("COLUMNS"))
    width_ = static_cast<std::size_t>(std::clamp(std::atoi(columns), 0, 1000));
  width_ = std::max(width_, kLeastWidth);
  const char* term = std::getenv("TERM");
  if (term != nullptr && std::string_view(term) == "dumb") is_terminal_ = false;
}

std::string Terminal::bold(std::string_view text) const {
  return is_terminal_ ? "\x1b[1m" + std::string(text) + "\x1b[0m" : std::string(text);
}

std::string Terminal::page_link(std::string_view text, const std::string& path, int page) const {
  // Members of containers have no page that a program could open.
  if (!is_terminal_ || page < 1 || path.empty() || ::access(path.c_str(), F_OK) != 0) return std::string(text);
  char* absolute = ::realpath(path.c_str(), nullptr);
  if (absolute == nullptr) return std::string(text);
  const std::string uri = "file://" + percent_encoded(absolute) + "#page=" + std::to_string(page);
  std::free(absolute);
  return "\x1b]8;;" + uri + "\x1b\\" + std::string(text) + "\x1b]8;;\x1b\\";
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size(); at = next_position(text, at))
    columns += columns_of(code_point_at(text, at));
  return columns;
}

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t columns = columns_of(text);
  return std::string(text) + std::string(columns < width ? width - columns : 0, ' ');
}

std::string cut_to_width(std::string_view text, std::size_t width) {
  if (columns_of(text) <= width) return std::string(text);
  std::size_t columns = 0, at = 0;
  while (at < text.size()) {
    columns += columns_of(code_point_at(text, at));
    if (columns + 1 > width) break;
    at = next_position(text, at);
  }
  return std::string(trim(text.substr(0, at))) + "…";
}

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
  const std::size_t room = std::max<std::size_t>(width > indent ? width - indent : 0, 20);
  std::string out;
  std::size_t used = 0;
  for (const std::string_view word : split(text, ' ')) {
    if (word.empty()) continue;
    const std::size_t columns = columns_of(word);
    if (used > 0 && used + 1 + columns > room) {
      out += "\n" + std::string(indent, ' ');
      used = 0;
    }
    if (used > 0) {
      out += ' ';
      ++used;
    }
    out += word;
    used += columns;
  }
  return out + "\n";
}

std::string shown_day(const std::string& iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return iso;
  // The order of year (%1), month (%2) and day (%3).
  return tr("%1-%2-%3", {iso.substr(0, 4), iso.substr(5, 2), iso.substr(8, 2)});
}

}  // namespace prikaz
