// Which way up is a page? Decided on the boxes of letters (find_marks.h).
#pragma once

#include <vector>

#include "find_marks.h"

namespace prikaz {

// Do lines of text run along y? Letters stand closer to their neighbours in the line than to the lines around.
//   share > 0.5: the page lies on its side; `letters` how many letters that rests on.
struct SidewaysVote {
  float share = 0;
  std::size_t letters = 0;
};
SidewaysVote vote_sideways(const std::vector<Mark>& marks, float letter_size, int width, int height);

// What tells the head of lines from their feet, counted over a page whose lines run along x. Turned upside down, the
// members of each pair change places.
struct UprightSigns {
  std::size_t low_dots = 0, high_dots = 0;           // full stops and commas stand at the foot of a line
  std::size_t aligned_starts = 0, aligned_ends = 0;  // lines begin together at the left
  std::size_t lines = 0;
};

// `slope` is the slant of the lines, dy/dx.
UprightSigns find_upright_signs(const std::vector<Mark>& marks, const std::vector<MarkChain>& lines, float letter_size,
                                float slope);

}  // namespace prikaz
