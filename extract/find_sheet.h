// The sheet of paper in a photograph of it.
#pragma once

#include <array>
#include <optional>

#include "gray_image.h"
#include "resample.h"

namespace prikaz {

// Corners of the sheet in pixels: top left, top right, bottom right, bottom left, as it lies in the picture.
using Sheet = std::array<Point, 4>;

// A light quadrilateral on a darker ground, all four sides of it in the picture, and seen so much from aside that it is
// worth straightening. Absent for scans, for sheets that fill the picture, and wherever a side is in doubt.
std::optional<Sheet> find_sheet(const GrayImage& image);

// A box that lies wholly on the sheet, in pixels of a picture `scale` times larger.
PixelBox inside(const Sheet& sheet, double scale);

// The sheet made a rectangle of its mean size in its place; its rim is drawn out over what was around it. Corners are
// in pixels of a picture `scale` times smaller.
GrayImage rectified(const GrayImage& image, const Sheet& sheet, double scale);

}  // namespace prikaz
