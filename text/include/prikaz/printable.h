// Strings from outside on a person's terminal: file names, reasons from a parser, passwords never.
#pragma once

#include <string>
#include <string_view>

namespace prikaz {

// `bytes` with everything made visible that would steer a terminal or mislead the eye:
//
//   printable("приказ.pdf")      -> приказ.pdf
//   printable("a\nb\x1b[31m")    -> a\nb\x1b[31m      (backslashes are written out)
//   printable("\xff.pdf")        -> \xff.pdf          (bytes that are not UTF-8)
//   printable("gpj.\u202Efdp")   -> gpj.\u{202e}fdp   (bidirectional, zero-width and other invisible characters)
//
// One line of valid UTF-8. A backslash of the input stays one: this is for reading, not for parsing back.
std::string printable(std::string_view bytes);

// The same for a place that has lines of its own, such as the cell of a table: line ends stay, \r\n and \r become \n.
std::string printable_lines(std::string_view bytes);

}  // namespace prikaz
