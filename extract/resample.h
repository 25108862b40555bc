// A picture redrawn through any smooth change of place: turning, straightening, scaling.
#pragma once

#include <functional>

#include "gray_image.h"

namespace prikaz {

struct Point {
  double x = 0, y = 0;
};

// A picture of `width` x `height` whose point p shows what `image` has at source_of(p). Coordinates are in pixels from
// the top left corner, so that the centre of the first pixel is (0.5, 0.5). Interpolated linearly; white outside of
// `image`. `source_of` is asked at nodes 32 pixels apart and taken for linear between them.
GrayImage resampled(const GrayImage& image, int width, int height, const std::function<Point(Point)>& source_of);

}  // namespace prikaz
