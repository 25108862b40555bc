// Draws small pages for the tests of what works on pictures: lines, frames, rows of shapes that stand for letters.
#pragma once

#include <leptonica/allheaders.h>

#include <cmath>
#include <utility>

#include "picture.h"

namespace prikaz::testing {

// White, of so many pixels at 300 dpi; `page()` makes it the value that the steps take.
class DrawnPage {
 public:
  DrawnPage(int width, int height) : gray_(pixCreate(width, height, 8)) { pixSetAll(gray_.get()); }

  DrawnPage& fill(int x, int y, int width, int height, int gray = 0) {
    for (int row = y; row < y + height; ++row)
      for (int column = x; column < x + width; ++column)
        pixSetPixel(gray_.get(), column, row, static_cast<l_uint32>(gray));
    return *this;
  }
  // `drop` pixels lower at its right end; after each `ink` pixels come `gap` of white.
  DrawnPage& horizontal(int y, int from, int to, int thickness = 4, int drop = 0, int ink = 1, int gap = 0) {
    for (int x = from; x < to; ++x)
      if ((x - from) % (ink + gap) < ink) fill(x, y + drop * (x - from) / (to - from), 1, thickness);
    return *this;
  }
  // `drift` pixels more to the left at its lower end.
  DrawnPage& vertical(int x, int from, int to, int thickness = 4, int drift = 0, int ink = 1, int gap = 0) {
    for (int y = from; y < to; ++y)
      if ((y - from) % (ink + gap) < ink) fill(x - drift * (y - from) / (to - from), y, thickness, 1);
    return *this;
  }
  // Letters: «П» of so many pixels, as many as asked for, standing on `baseline`.
  DrawnPage& letters(int x, int baseline, int count, int height = 30) {
    const int stroke = height / 6, width = height * 5 / 6;
    for (int i = 0; i < count; ++i, x += height * 11 / 10) {
      fill(x, baseline - height, stroke, height);
      fill(x + width - stroke, baseline - height, stroke, height);
      fill(x, baseline - height, width, stroke);
    }
    return *this;
  }
  DrawnPage& ring(int center_x, int center_y, int radius, int thickness) {
    for (int degree = 0; degree < 3600; ++degree)
      fill(center_x + static_cast<int>(std::lround(radius * std::cos(degree * 0.0017453))),
           center_y + static_cast<int>(std::lround(radius * std::sin(degree * 0.0017453))), thickness, thickness);
    return *this;
  }
  // Rows and columns of one size.
  DrawnPage& grid(int x, int y, int columns, int rows, int width, int height, int thickness = 4, int ink = 1,
                  int gap = 0) {
    for (int row = 0; row <= rows; ++row)
      horizontal(y + row * height, x, x + columns * width + thickness, thickness, 0, ink, gap);
    for (int column = 0; column <= columns; ++column)
      vertical(x + column * width, y, y + rows * height + thickness, thickness, 0, ink, gap);
    return *this;
  }

  PreparedPage page() const {
    PreparedPage page;
    page.gray = PixPtr(pixCopy(nullptr, gray_.get()));
    page.binary = PixPtr(pixThresholdToBinary(gray_.get(), 128));
    page.dpi = 300;
    page.width = static_cast<float>(pixGetWidth(gray_.get())) * 72 / 300;
    page.height = static_cast<float>(pixGetHeight(gray_.get())) * 72 / 300;
    return page;
  }

 private:
  PixPtr gray_;
};

inline bool is_ink(const PreparedPage& page, int x, int y) {
  l_uint32 value = 0;
  pixGetPixel(page.binary.get(), x, y, &value);
  return value != 0;
}
inline int gray_at(const PreparedPage& page, int x, int y) {
  l_uint32 value = 0;
  pixGetPixel(page.gray.get(), x, y, &value);
  return static_cast<int>(value);
}

}  // namespace prikaz::testing
