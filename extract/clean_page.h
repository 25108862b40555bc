// Paper made white, ink black: uneven light, tint, show-through, faint print, dark edges of the scanner and specks.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "find_marks.h"
#include "gray_image.h"

namespace prikaz {

// How light the paper is, tile by tile, of a picture `tile` * (columns x rows) pixels large.
struct PaperMap {
  GrayImage light;
  int tile = 1;
};

// How gray becomes ink or paper once the light is even. Under `tone`, ink is below kInk.
using Tone = std::array<std::uint8_t, 256>;

PaperMap measure_paper(const GrayImage& image);
// Divides by the light of the paper: paper becomes 255. One pixel of the picture `map` was measured on is `scale`
// pixels here.
void even_light(GrayImage& image, const PaperMap& map, int scale);
// REQUIRES: the light of `image` is even.
Tone measure_tone(const GrayImage& image);
void apply_tone(const Tone& tone, GrayImage& image);

// Dark parts that reach the edge of the picture (the scanner's lid, the desk): boxes to be painted white. Before the
// tone is measured, or their black is taken for the ink. REQUIRES: the light of `image` is even.
std::vector<Mark> find_dark_edges(const GrayImage& image);

// Turns specks white: marks too small for a dot of print, or as small as one and standing alone. `marks` are of
// `image`.
void clear_specks(GrayImage& image, const std::vector<Mark>& marks, float letter_size);

}  // namespace prikaz
