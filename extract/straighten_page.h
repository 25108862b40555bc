// Skew, perspective and curl: how a page lies in its picture, measured on its lines of text, and its picture laid
// straight.
#pragma once

#include <vector>

#include "find_marks.h"
#include "gray_image.h"

namespace prikaz {

// Where a point of the straight page is found in the picture. Coordinates are in pixels of the picture, from its
// centre; the straight page has the size of the picture.
//
// First the straight page is bent: dx = lean * y + keystone_x * x * y,  dy = curve * x^2 + keystone_y * x * y + curl *
// x^2 * y. Then it is turned clockwise by skew_deg.
struct PageLie {
  double skew_deg = 0;  // content is turned clockwise
  double lean = 0, keystone_x = 0;
  double curve = 0, keystone_y = 0, curl = 0;

  bool bent() const { return lean != 0 || keystone_x != 0 || curve != 0 || keystone_y != 0 || curl != 0; }
};

// The slant of text lines, in degrees clockwise; robust against marks that are no letters. 0 without lines.
double measure_skew(const std::vector<Mark>& marks, const std::vector<MarkChain>& lines);

// All of it: `image` (ink below kInk) is looked at for upright rules. Bending is only claimed where lines and rules
// show it clearly; a sheet on the glass of a scanner gives none.
PageLie measure_lie(const GrayImage& image, const std::vector<Mark>& marks, const std::vector<MarkChain>& lines,
                    float letter_size);

// The page laid straight, each side times `scale`. `image_scale` pixels of `image` make one of the picture `lie` was
// measured on.
GrayImage laid_straight(const GrayImage& image, const PageLie& lie, double image_scale, double scale);

}  // namespace prikaz
