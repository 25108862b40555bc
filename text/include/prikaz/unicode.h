// Russian text as bytes: the few operations on UTF-8 that every stage needs, over ICU's character data.
//
// Folding keeps byte offsets: what is found at bytes [b, e) of fold(text) stands at bytes [b, e) of text. RE2's \b, \w
// and \s are ASCII (see re2/syntax), so patterns here are run over folded text and their edges checked with
// word_starts_at and word_ends_at.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prikaz {

// The code point at byte `pos`; 0 at the end. REQUIRES: `text` is valid UTF-8 and `pos` is the start of a code point.
char32_t code_point_at(std::string_view text, std::size_t pos);
// The code point that ends at byte `pos`; 0 at the beginning.
char32_t code_point_before(std::string_view text, std::size_t pos);
// Byte offset of the next code point.
std::size_t next_position(std::string_view text, std::size_t pos);
void append_code_point(std::string& text, char32_t c);
std::size_t count_code_points(std::string_view text);

bool is_letter(char32_t c);
bool is_upper(char32_t c);
bool is_lower(char32_t c);
bool is_digit(char32_t c);     // 0-9 only
bool is_cyrillic(char32_t c);  // a letter of the Cyrillic script
bool is_latin(char32_t c);     // a letter of the Latin script
bool is_quote(char32_t c);     // any kind of double quotation mark, « » included
bool is_dash(char32_t c);      // hyphen, en dash, em dash, minus and their kin

// No letter or digit touches byte `pos` from before / from after.
bool word_starts_at(std::string_view text, std::size_t pos);
bool word_ends_at(std::string_view text, std::size_t pos);

// Lower case, ё as е. Keeps byte offsets: a code point whose lower case is longer or shorter in UTF-8 stays as it is.
std::string fold(std::string_view text);
// Lower and upper case with ё kept; byte offsets are kept as in fold.
std::string lower(std::string_view text);
std::string upper(std::string_view text);
// First letter in upper / lower case, the rest as it is.
std::string capitalized(std::string_view text);
std::string uncapitalized(std::string_view text);

// What every printed text goes through once, at the door: invalid UTF-8 becomes U+FFFD, NFC, no soft hyphens,
// zero-width, bidirectional or other control characters; every kind of space becomes a space, runs of them one, none at
// the ends.
std::string clean(std::string_view text);
// Valid UTF-8: broken sequences become U+FFFD.
std::string valid_utf8(std::string_view bytes);
// UTF-8 of text in Windows-1251.
std::string from_windows_1251(std::string_view bytes);

// Latin letters in a word that also has Cyrillic ones, replaced by their Cyrillic look-alikes if all of them have one
// («MБOУ» -> «МБОУ»); else the word as it is. A word all in Latin look-alike capitals stays: it may be Latin.
std::string fold_look_alikes(std::string_view word);

std::string_view trim(std::string_view text);                        // spaces at both ends
std::string_view trim(std::string_view text, std::string_view set);  // ASCII characters of `set` at both ends
std::vector<std::string_view> split(std::string_view text, char separator);

// Both quotation marks around the whole text taken off, if they are there.
std::string_view unquoted(std::string_view text);

}  // namespace prikaz
