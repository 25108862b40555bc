// A text as the grammar of dates and references reads it: words, numbers, blanks and marks, without copies.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prikaz {

// Cuts «от17 февраля 2023г.» into `от`, `17`, `февраля`, `2023`, `г`, `.`: a word is letters only, a number digits
// only, so that what was printed without spaces reads like what was printed with them. Every index past the last token
// is an empty `end` token; a question about a missing token is answered no.
//
// `text` is NFC UTF-8 with single spaces and must outlive the DateText.
class DateText {
 public:
  enum class Kind { end, word, number, blank, dash, quote, mark };  // blank: «___», «……»
  struct Token {
    Kind kind = Kind::end;
    bool glued = false;              // no space before it
    std::size_t begin = 0, end = 0;  // bytes of the text
  };

  explicit DateText(std::string_view text);

  std::size_t size() const { return tokens_.size(); }
  const Token& operator[](std::size_t i) const { return i < tokens_.size() ? tokens_[i] : end_; }
  std::string_view source() const { return source_; }

  // In lower case, ё as е.
  std::string_view folded(std::size_t i) const;
  std::string_view printed(std::size_t from, std::size_t to) const;  // of the tokens [from, to)

  bool word(std::size_t i) const { return (*this)[i].kind == Kind::word; }
  bool number(std::size_t i) const { return (*this)[i].kind == Kind::number; }
  bool blank(std::size_t i) const { return (*this)[i].kind == Kind::blank; }
  bool dash(std::size_t i) const { return (*this)[i].kind == Kind::dash; }
  bool quote(std::size_t i) const { return (*this)[i].kind == Kind::quote; }
  bool glued(std::size_t i) const { return (*this)[i].glued; }
  bool mark(std::size_t i, std::string_view c) const { return (*this)[i].kind == Kind::mark && folded(i) == c; }
  bool is(std::size_t i, std::string_view w) const { return word(i) && folded(i) == w; }
  bool is_one_of(std::size_t i, std::initializer_list<std::string_view> words) const;
  bool starts(std::size_t i, std::string_view stem) const { return word(i) && folded(i).starts_with(stem); }
  bool capital(std::size_t i) const;       // a word that begins with an upper-case letter
  bool all_capitals(std::size_t i) const;  // «ГИА»: two letters or more, all upper case
  bool number_sign(std::size_t i) const;   // «№», or N, No, Но, Н, М before a number

  std::size_t digits(std::size_t i) const { return number(i) ? (*this)[i].end - (*this)[i].begin : 0; }
  // The number at `i` if it has at most `max_digits` digits and lies in [low, high].
  std::optional<int> value(std::size_t i, int low, int high, std::size_t max_digits) const;

  // The words of `phrase` (single spaces, folded) stand at `i`: the token after them.
  std::optional<std::size_t> after_phrase(std::size_t i, std::string_view phrase) const;

  // The first token that begins at byte `pos` or later.
  std::size_t at_byte(std::size_t pos) const;

 private:
  std::string_view source_;
  std::string folded_;
  std::vector<Token> tokens_;
  Token end_;
};

}  // namespace prikaz
