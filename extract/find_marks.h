// Connected marks of ink and the lines of text they form: what orientation, skew and curl are measured on. Boxes of letters
// tell all of it, a thousand times cheaper than turning pictures by trial.
#pragma once

#include <vector>

#include "gray_image.h"

namespace prikaz {

// One connected mark (by eight neighbours), in pixels; right and bottom are exclusive.
struct Mark {
  int left = 0, top = 0, right = 0, bottom = 0;
  int area = 0;

  int width() const { return right - left; }
  int height() const { return bottom - top; }
};

// Marks darker than `threshold`, by their first row. At most `max_marks` of them: a page with more is no page of text.
std::vector<Mark> find_marks(const GrayImage& image, int threshold, std::size_t max_marks = 400'000);

// The usual height of letters among `marks`: of the lower-case ones where there are any. 0 where there are too few to tell.
float letter_size(const std::vector<Mark>& marks);

// Letters of one printed line between two wide gaps, left to right: indices into the marks.
using MarkChain = std::vector<int>;

// Chains of at least `min_length` letters along x. Slanting lines are followed up to about 20 degrees.
std::vector<MarkChain> chain_letters(const std::vector<Mark>& marks, float letter_size, std::size_t min_length);

}  // namespace prikaz
