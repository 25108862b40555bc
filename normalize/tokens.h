// Text cut into words, numbers and marks: what the recognizers of schools and persons read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace prikaz {

enum class TokenKind { word, number, number_sign, quote, dash, dot, comma, open, close, other };

// «МБОУ», «39», «№», «-» … A word is letters only: the parts of «школа-интернат» are three tokens, the last two
// `glued`.
struct Token {
  TokenKind kind = TokenKind::other;
  std::size_t begin = 0, end = 0;  // bytes of the text
  std::string folded;              // of a word: look-alikes made Cyrillic, lower case, ё as е; else as printed
  std::string printed;             // of a word: look-alikes made Cyrillic
  bool glued = false;              // no space before it
  bool capitalized = false;        // of a word: begins with an upper-case letter
  bool all_upper = false;          // of a word: two letters or more, all of them upper-case

  bool is(std::string_view word) const { return kind == TokenKind::word && folded == word; }
};

// The tokens of `text` (NFC UTF-8, single spaces). «№», «№№» and, before a number, «N», «No» are one number sign.
std::vector<Token> tokenize(std::string_view text);

// The number of tokens at `i` that spell a word with its hyphens («Старо-Ольховская»: 3); 0 where no word begins.
std::size_t compound_length(const std::vector<Token>& tokens, std::size_t i);
// That word as printed.
std::string compound_text(const std::vector<Token>& tokens, std::size_t i, std::size_t length);

// «Т» and a full stop, or «Т» at the end of initials: one upper-case Cyrillic letter.
bool is_initial(const Token& token);

// Bytes from the first to the last token of [from, to), or an empty view.
std::string_view token_text(std::string_view text, const std::vector<Token>& tokens, std::size_t from, std::size_t to);

// Length of the honorific at `i` («имени Героя Труда Н.С. Боброва», «им. Боброва Н.С.»), 0 if there is none. Ends with
// the name, before anything that is no part of it.
std::size_t honorific_length(const std::vector<Token>& tokens, std::size_t i);

bool has_suffix(std::string_view text, std::string_view suffix);
// `word` (folded) is `stem` and one of the endings of Russian nouns and adjectives.
bool inflects(std::string_view word, std::string_view stem);

}  // namespace prikaz
