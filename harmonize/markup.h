// HTML and SVG put together so that a text of a document can never become markup.
//
//   Markup row;
//   row.add("<td title=\"{}\"><a href=\"{}\">{}</a></td>", {tooltip, address, name});
//   table.add("<tr>{}</tr>", {row});
//
// What a value is escaped for is read from the pattern: text, attribute, or address (href). Patterns are literals of
// the program; every `{}` stands in text or in a double-quoted attribute (checked by assert).
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

namespace prikaz {

class Markup;

// One value for a pattern.
class MarkupValue {
 public:
  MarkupValue(const std::string& text) : text_(text) {}
  MarkupValue(std::string_view text) : text_(text) {}
  MarkupValue(const char* text) : text_(text) {}
  template <std::integral T>
  MarkupValue(T number) : text_(std::to_string(number)) {}
  MarkupValue(double number);  // two decimals at most, a full stop
  MarkupValue(const Markup& finished);

 private:
  friend class Markup;
  std::string text_;
  bool finished_ = false;
};

class Markup {
 public:
  Markup& add(std::string_view pattern, std::initializer_list<MarkupValue> values = {});
  Markup& add(const Markup& other) {
    text_ += other.text_;
    return *this;
  }
  // What this program wrote itself: a style sheet, a drawing made of Markup.
  Markup& add_finished(std::string_view own) {
    text_ += own;
    return *this;
  }
  const std::string& str() const { return text_; }
  bool empty() const { return text_.empty(); }
  std::size_t size() const { return text_.size(); }

 private:
  std::string text_;
};

// A path as an address of the file system, relative or absolute, percent-encoded; `page` is added as «#page=N» if it is
// above 0.
std::string file_address(std::string_view path, int page);

}  // namespace prikaz
