// Encoded pictures to pixels: what reading image files and reading pictures inside PDFs share.
#pragma once

#include <cstdint>
#include <string_view>

#include "picture.h"

namespace prikaz {

// A raster of more pixels than this is not decoded or painted; a resolution is lowered to stay below.
constexpr double kMaxRasterPixels = 100e6;
// Bytes of one decoded raster: a worker must live within some 350 MB.
constexpr double kMaxRasterBytes = 240e6;
// Above this a picture is halved while it is decoded: nothing is won by reading 600 dpi.
constexpr double kHalvingDpi = 560;

// Nobody wants to see what Leptonica and the libraries below it write to stderr. Call before each decoding.
void silence_picture_libraries();

// A JPEG file or the same inside a PDF, each side divided by `reduction` (1, 2, 4, 8). CMYK becomes RGB. Null where it
// is damaged so that part of the picture is missing.
PixPtr decode_jpeg(std::string_view bytes, int reduction);

// 1, 2, 4 or 8: how far pixels of `dpi` may be reduced and still suit recognition.
int fitting_reduction(double dpi);

// `pix` halved `reduction` / 2 times: gray from bilevel. `reduction`: 1, 2, 4, 8.
PixPtr reduce_pix(PixPtr pix, int reduction);

}  // namespace prikaz
