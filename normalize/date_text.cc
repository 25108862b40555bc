#include "date_text.h"

#include <algorithm>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

DateText::Kind kind_of(char32_t c) {
  if (is_digit(c)) return DateText::Kind::number;
  if (is_letter(c)) return DateText::Kind::word;
  if (c == U'_' || c == U'…') return DateText::Kind::blank;
  if (is_dash(c)) return DateText::Kind::dash;
  if (is_quote(c)) return DateText::Kind::quote;
  return DateText::Kind::mark;
}

}  // namespace

DateText::DateText(std::string_view text) : source_(text), folded_(fold(text)) {
  bool glued = false;
  for (std::size_t pos = 0; pos < text.size();) {
    const char32_t c = code_point_at(text, pos);
    std::size_t next = next_position(text, pos);
    if (c == U' ' || c == U'\n' || c == U'\t' || c == U'\u00A0') {
      glued = false;
      pos = next;
      continue;
    }
    Token token{kind_of(c), glued, pos, next};
    if (token.kind == Kind::word || token.kind == Kind::number || token.kind == Kind::blank)
      while (next < text.size() && kind_of(code_point_at(text, next)) == token.kind) next = next_position(text, next);
    token.end = next;
    tokens_.push_back(token);
    glued = true;
    pos = next;
  }
  end_.begin = end_.end = text.size();
}

std::string_view DateText::folded(std::size_t i) const {
  const Token& token = (*this)[i];
  return std::string_view(folded_).substr(token.begin, token.end - token.begin);
}

std::string_view DateText::printed(std::size_t from, std::size_t to) const {
  if (from >= to || from >= size()) return {};
  const std::size_t begin = tokens_[from].begin;
  return source_.substr(begin, tokens_[std::min(to, size()) - 1].end - begin);
}

bool DateText::is_one_of(std::size_t i, std::initializer_list<std::string_view> words) const {
  return word(i) && std::ranges::find(words, folded(i)) != words.end();
}

bool DateText::capital(std::size_t i) const { return word(i) && is_upper(code_point_at(source_, (*this)[i].begin)); }

bool DateText::all_capitals(std::size_t i) const {
  if (!capital(i)) return false;
  std::size_t letters = 0;
  for (std::size_t pos = (*this)[i].begin; pos < (*this)[i].end; pos = next_position(source_, pos), ++letters)
    if (!is_upper(code_point_at(source_, pos))) return false;
  return letters > 1;
}

// N is printed for № as often as not, typed as Cyrillic Н by some, and read as М by recognition.
bool DateText::number_sign(std::size_t i) const {
  if (mark(i, "№")) return true;
  return number(i + 1) && capital(i) && is_one_of(i, {"n", "no", "nо", "но", "м", "н"});
}

std::optional<int> DateText::value(std::size_t i, int low, int high, std::size_t max_digits) const {
  if (!number(i) || digits(i) > max_digits || digits(i) > 8) return std::nullopt;
  int n = 0;
  for (const char c : folded(i)) n = n * 10 + (c - '0');
  if (n < low || n > high) return std::nullopt;
  return n;
}

std::optional<std::size_t> DateText::after_phrase(std::size_t i, std::string_view phrase) const {
  for (;; ++i) {
    const std::size_t space = phrase.find(' ');
    if (!is(i, phrase.substr(0, space))) return std::nullopt;
    if (space == std::string_view::npos) return i + 1;
    phrase.remove_prefix(space + 1);
  }
}

std::size_t DateText::at_byte(std::size_t pos) const {
  return static_cast<std::size_t>(
      std::ranges::lower_bound(tokens_, pos, {}, [](const Token& token) { return token.begin; }) - tokens_.begin());
}

}  // namespace prikaz
