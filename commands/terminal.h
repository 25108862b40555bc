// Texts of documents on a person's terminal. What comes from a document goes through printable(): nothing steers the
// terminal, whatever is printed in it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace prikaz {

class Terminal {
 public:
  // Of standard output.
  Terminal();

  bool is_terminal() const { return is_terminal_; }
  std::size_t width() const { return width_; }  // columns; 100 where nobody looks

  // Emphasized where that can be shown.
  std::string bold(std::string_view text) const;
  // A link to a page of a file on this machine, where links can be shown; else `text`. `path`: raw bytes.
  std::string page_link(std::string_view text, const std::string& path, int page) const;

 private:
  bool is_terminal_ = false;
  std::size_t width_ = 100;
};

// Cut to `width` columns with «…» if it is longer.
std::string cut_to_width(std::string_view text, std::size_t width);

// Lines of at most `width` columns, ended by '\n', all but the first indented by `indent` spaces; the first continues
// after what was written up to column `indent`. Words longer than a line stay whole.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent);

// How many columns the text takes: marks over letters take none.
std::size_t columns_of(std::string_view text);
std::string padded(std::string_view text, std::size_t width);

// «12.03.2024» or as the user's language writes it; other texts as they are.
std::string shown_day(const std::string& iso);

}  // namespace prikaz
