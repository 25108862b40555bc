// A gray picture as plain rows of bytes: what the steps of preparing a page work on. Leptonica's Pix stores four pixels
// in a word, most significant first, which no loop over pixels wants to know.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "picture.h"

namespace prikaz {

// 0 is black, 255 white. Rows follow each other without padding.
struct GrayImage {
  int width = 0, height = 0;
  std::vector<std::uint8_t> pixels;

  GrayImage() = default;
  GrayImage(int w, int h, std::uint8_t value = 255)
      : width(w), height(h), pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h), value) {}
  bool empty() const { return pixels.empty(); }
  std::uint8_t* row(int y) { return pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width); }
  const std::uint8_t* row(int y) const {
    return pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
  }
  std::uint8_t at(int x, int y) const { return row(y)[x]; }
};

// A part of a picture; right and bottom are exclusive.
struct PixelBox {
  int left = 0, top = 0, right = 0, bottom = 0;
};

// `pixels` of 1, 2, 4, 8, 16 or 32 bits, with or without a colour map. In colour pictures saturated ink (stamps,
// signatures, marks of a pen) is taken back to the paper, unless there is so much of it `within` the sheet (or the
// whole picture, if that is empty) that it must be the print, or the ground the sheet lies on.
GrayImage to_gray(const Pix& pixels, const PixelBox& within = {});

// The brightness of every `step`th pixel of a picture of 8 or 32 bits; empty for others.
GrayImage brightness(const Pix& pixels, int step);

PixPtr to_pix(const GrayImage& image, double dpi);
// 1 bit: black where a pixel is below `threshold`.
PixPtr to_binary_pix(const GrayImage& image, int threshold, double dpi);

// The mean of each square of `factor` x `factor` pixels; rows and columns left over at the end are dropped.
GrayImage reduced(const GrayImage& image, int factor);
// Each pixel mixed with its eight neighbours (1 2 1 in both directions): grain loses five eighths of its strength,
// strokes of letters little.
GrayImage smoothed(GrayImage image);
// Turned clockwise by `quarters` * 90 degrees.
GrayImage turned(GrayImage image, int quarters);

}  // namespace prikaz
