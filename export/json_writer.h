// JSON written piece by piece: nothing is held but the depth.
//
//   JsonWriter json(out, /*pretty=*/false);
//   json.begin_object();
//   json.key("bbox").begin_array(JsonWriter::Layout::one_line).number(56.7, 2).number(71, 2).end_array();
//   json.key("text").string("приказ");
//   json.end_object();                                  // {"bbox":[56.7,71],"text":"приказ"}
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string_view>
#include <vector>

namespace prikaz {

class JsonWriter {
 public:
  enum class Layout { indented, one_line };  // matters in pretty mode only

  // `out` must remain live while this writer is in use. `pretty` indents by two spaces.
  JsonWriter(std::ostream& out, bool pretty) : out_(out), pretty_(pretty) {}

  JsonWriter& begin_object(Layout layout = Layout::indented) { return begin('{', layout); }
  JsonWriter& end_object() { return end('}'); }
  JsonWriter& begin_array(Layout layout = Layout::indented) { return begin('[', layout); }
  JsonWriter& end_array() { return end(']'); }

  // REQUIRES: the innermost open thing is an object, and a value follows. `name` is a literal of ours, written as it
  // is.
  JsonWriter& key(std::string_view name);

  // Bytes that are not UTF-8 become U+FFFD.
  JsonWriter& string(std::string_view text);
  JsonWriter& integer(std::int64_t value);
  // Rounded to `decimals` places, without trailing zeros. What is not a finite number is written as 0.
  JsonWriter& number(double value, int decimals);
  JsonWriter& boolean(bool value);
  JsonWriter& null();

 private:
  struct Level {
    Layout layout;
    bool empty;
  };

  JsonWriter& begin(char bracket, Layout layout);
  JsonWriter& end(char bracket);
  void before_value();
  void separate();
  void new_line();

  std::ostream& out_;
  bool pretty_;
  bool after_key_ = false;
  std::vector<Level> levels_;
};

}  // namespace prikaz
