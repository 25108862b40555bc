#include "json_writer.h"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <ostream>

namespace prikaz {
namespace {

// Only what JSON takes as it is: printable ASCII without quote and backslash, and the Cyrillic letters of Russian.
// Nearly every string of an order is such, and looking is much cheaper than a general escaping.
bool needs_no_escape(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      if (c < 0x20 || c == 0x7F || c == '"' || c == '\\') return false;
    } else {
      if (c != 0xD0 && c != 0xD1) return false;
      if (++i == text.size() || (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) return false;
    }
  }
  return true;
}

}  // namespace

void JsonWriter::new_line() {
  out_.put('\n');
  for (std::size_t i = 0; i < levels_.size(); ++i) out_.write("  ", 2);
}

void JsonWriter::separate() {
  if (levels_.empty()) return;
  Level& level = levels_.back();
  if (!level.empty) out_.put(',');
  if (pretty_) {
    if (level.layout == Layout::indented)
      new_line();
    else if (!level.empty)
      out_.put(' ');
  }
  level.empty = false;
}

void JsonWriter::before_value() {
  if (!after_key_) separate();
  after_key_ = false;
}

JsonWriter& JsonWriter::begin(char bracket, Layout layout) {
  before_value();
  out_.put(bracket);
  // Inside a line everything stays on the line.
  if (!levels_.empty() && levels_.back().layout == Layout::one_line) layout = Layout::one_line;
  levels_.push_back({layout, true});
  return *this;
}

JsonWriter& JsonWriter::end(char bracket) {
  assert(!levels_.empty() && !after_key_);
  const Level level = levels_.back();
  levels_.pop_back();
  if (pretty_ && !level.empty && level.layout == Layout::indented) new_line();
  out_.put(bracket);
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  assert(!after_key_);
  separate();
  out_.put('"').write(name.data(), static_cast<std::streamsize>(name.size())).put('"').put(':');
  if (pretty_) out_.put(' ');
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view text) {
  before_value();
  if (needs_no_escape(text))
    out_.put('"').write(text.data(), static_cast<std::streamsize>(text.size())).put('"');
  else
    out_ << nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) {
  before_value();
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out_.write(digits.data(), end - digits.data());
  return *this;
}

JsonWriter& JsonWriter::number(double value, int decimals) {
  // Beyond this no coordinate means anything, and the scaled value would not fit its integer.
  constexpr double kLargest = 1e12;
  std::int64_t unit = 1;
  for (int i = 0; i < decimals; ++i) unit *= 10;
  if (!std::isfinite(value)) value = 0;
  const std::int64_t scaled = std::llround(std::min(std::max(value, -kLargest), kLargest) * static_cast<double>(unit));
  const std::int64_t whole = std::abs(scaled) / unit;
  std::int64_t part = std::abs(scaled) % unit;
  if (part == 0) return integer(scaled < 0 ? -whole : whole);
  before_value();
  int places = decimals;
  for (; part % 10 == 0; part /= 10) --places;
  std::array<char, 48> digits;
  char* at = digits.data();
  if (scaled < 0) *at++ = '-';
  at = std::to_chars(at, digits.data() + digits.size(), whole).ptr;
  *at++ = '.';
  for (int i = places; i-- > 0; part /= 10) at[i] = static_cast<char>('0' + part % 10);
  at += places;
  out_.write(digits.data(), at - digits.data());
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  before_value();
  out_ << (value ? "true" : "false");
  return *this;
}

JsonWriter& JsonWriter::null() {
  before_value();
  out_.write("null", 4);
  return *this;
}

}  // namespace prikaz
