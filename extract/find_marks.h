// Connected marks of ink and the lines of text they form: what orientation, skew and curl are measured on. Boxes of
// letters tell all of it, a hundred times cheaper than turning pictures by trial.
#pragma once

#include <cstddef>
#include <vector>

#include "gray_image.h"

namespace prikaz {

// Where pictures have been levelled (clean_page.h), ink is darker than this.
constexpr int kInk = 128;

// One connected mark (by eight neighbours), in pixels; right and bottom are exclusive.
struct Mark {
  int left = 0, top = 0, right = 0, bottom = 0;
  int area = 0;

  int width() const { return right - left; }
  int height() const { return bottom - top; }
};

// Marks of pixels below kInk. A picture with more than `max_marks` is no page of text: none are returned.
std::vector<Mark> find_marks(const GrayImage& image, std::size_t max_marks = 400'000);

// The marks as they lie after the picture of `width` x `height` is turned clockwise by `quarters` * 90 degrees.
std::vector<Mark> turned(const std::vector<Mark>& marks, int quarters, int width, int height);

// The usual size of letters among `marks`: the height of lower-case ones, where there are any. 0 where there are too
// few marks to tell. The same for pages lying on their side.
float letter_size(const std::vector<Mark>& marks);

// Letters that follow each other along x, left to right: indices into the marks.
using MarkChain = std::vector<int>;

// Chains of at least `min_length` letters with gaps of at most `max_gap` letter sizes. Slanting lines are followed up
// to about 20 degrees.
std::vector<MarkChain> chain_letters(const std::vector<Mark>& marks, float letter_size, float max_gap,
                                     std::size_t min_length);

}  // namespace prikaz
