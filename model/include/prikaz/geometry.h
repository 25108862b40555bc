// Places on a page.
#pragma once

#include <algorithm>
#include <vector>

namespace prikaz {

// Rectangle in PDF points (1/72 inch); origin at the top-left of the page as displayed (after rotation and deskew are
// undone), y grows downwards. Invariant: left <= right, top <= bottom. Single precision: a page has thousands of them,
// and a thousandth of a point is below what any producer places exactly.
struct Box {
  float left = 0, top = 0, right = 0, bottom = 0;

  float width() const { return right - left; }
  float height() const { return bottom - top; }
  float center_x() const { return (left + right) / 2; }
  float center_y() const { return (top + bottom) / 2; }
  bool contains(float x, float y) const { return left <= x && x <= right && top <= y && y <= bottom; }
};

// The smallest box around both.
inline Box united(const Box& a, const Box& b) {
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right), std::max(a.bottom, b.bottom)};
}

// How many points two intervals share; negative is the gap between them.
inline float overlap(float a0, float a1, float b0, float b1) { return std::min(a1, b1) - std::max(a0, b0); }

// A place a value was read from. `page` counts from 1.
struct Span {
  int page = 0;
  Box bbox;
};

}  // namespace prikaz
