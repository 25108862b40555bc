// Lines of the flow become paragraphs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "layout.h"

namespace prikaz {

// How a paragraph stands between the margins.
enum class Alignment { body, centered, right_block };

struct Paragraph {
  Text text;
  std::vector<const Line*> lines;
  int table = -1;  // index into Flow::tables: then no text
  int page = 0;
  Alignment alignment = Alignment::body;
  bool bold = false;
  bool first_on_page = false;
  float gap_before = 0;    // free lines above it, in heights of its own lines; large at a page top
  float blank_before = 0;  // share of the page above left blank, if it is the first on its page
};

// Paragraphs of elements [first, last) of the flow, tables between them.
std::vector<Paragraph> find_paragraphs(const Flow& flow, std::size_t first, std::size_t last);

// «3.1.», «1)», «а)», «-», «•»: the mark a paragraph begins with.
struct Label {
  enum class Kind { number, bracket, letter, bullet } kind = Kind::number;
  std::string printed;     // «3.1.»
  std::string number;      // «3.1»; empty for a bullet
  std::vector<int> parts;  // of a number: {3, 1}
  std::size_t end = 0;     // byte where the text begins
  bool bare = false;       // a number without full stop or bracket: a label only where it fits the sequence
};
std::optional<Label> read_label(std::string_view text);

bool is_centered(const Line& line, const PageArea& area);
// From margin to margin: centred or justified, the line alone does not tell.
bool is_full_width(const Line& line, const PageArea& area);
bool in_right_block(const Line& line, const PageArea& area);

}  // namespace prikaz
