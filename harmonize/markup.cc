#include "markup.h"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// Characters that XML cannot hold, or that would turn the reading direction of what follows.
bool unwanted(char32_t c) {
  return c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0) || c == 0xFFFE || c == 0xFFFF ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
}

void append_escaped(std::string& out, std::string_view text) {
  const std::string valid = valid_utf8(text);
  for (std::size_t pos = 0; pos < valid.size(); pos = next_position(valid, pos)) {
    const char32_t c = code_point_at(valid, pos);
    switch (c) {
      case U'&': out += "&amp;"; break;
      case U'<': out += "&lt;"; break;
      case U'>': out += "&gt;"; break;
      case U'"': out += "&quot;"; break;
      case U'\'': out += "&#39;"; break;
      case U'`': out += "&#96;"; break;
      default:
        if (unwanted(c))
          out += ' ';
        else
          append_code_point(out, c);
    }
  }
}

// Only places of this page and files: anything else with a scheme leads nowhere.
std::string_view safe_address(std::string_view address) {
  const std::size_t stop = address.find_first_of(":/?#");
  const bool scheme = stop != std::string_view::npos && address[stop] == ':';
  if (scheme && !address.starts_with("file:///")) return "#";
  if (address.starts_with("//")) return "#";  // another host
  return address;
}

// What is open after `pattern` was read up to a placeholder.
struct Context {
  bool tag = false, attribute = false;
  std::string_view name;  // of the attribute

  void read(std::string_view piece) {
    for (std::size_t i = 0; i < piece.size(); ++i) {
      const char c = piece[i];
      if (attribute) {
        attribute = c != '"';
      } else if (tag && c == '"') {
        attribute = true;
        std::size_t from = i > 0 ? i - 1 : 0;  // at «=»
        while (from > 0 && piece[from - 1] != ' ') --from;
        name = piece.substr(from, i > 0 ? i - 1 - from : 0);
      } else if (tag) {
        tag = c != '>';
      } else {
        tag = c == '<';
      }
    }
  }
};

}  // namespace

MarkupValue::MarkupValue(double number) {
  std::array<char, 32> digits;
  if (!std::isfinite(number)) number = 0;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), std::round(number * 100) / 100).ptr;
  text_.assign(digits.data(), end);
}

MarkupValue::MarkupValue(const Markup& finished) : text_(finished.str()), finished_(true) {}

Markup& Markup::add(std::string_view pattern, std::initializer_list<MarkupValue> values) {
  Context context;
  auto value = values.begin();
  std::size_t from = 0;
  for (;;) {
    const std::size_t to = pattern.find("{}", from);
    const std::string_view piece = pattern.substr(from, to == std::string_view::npos ? to : to - from);
    text_ += piece;
    if (to == std::string_view::npos) break;
    context.read(piece);
    assert(value != values.end());
    assert(!context.tag || context.attribute);
    if (context.attribute)
      append_escaped(text_, context.name == "href" ? safe_address(value->text_) : value->text_);
    else if (value->finished_)
      text_ += value->text_;
    else
      append_escaped(text_, value->text_);
    ++value;
    from = to + 2;
  }
  assert(value == values.end());
  return *this;
}

std::string file_address(std::string_view path, int page) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string address = path.starts_with('/') ? "file://" : "";
  for (const char character : path) {
    const auto byte = static_cast<unsigned char>(character);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
                       byte == '/' || byte == '-' || byte == '_' || byte == '.' || byte == '~';
    if (plain)
      address += character;
    else
      address.append({'%', kHex[byte >> 4], kHex[byte & 15]});
  }
  if (page > 0) address += "#page=" + std::to_string(page);
  return address;
}

}  // namespace prikaz
