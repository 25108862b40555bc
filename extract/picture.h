// Pictures of pages on their way to recognition. Leptonica's Pix is only named here: no header includes its headers.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "prikaz/diagnostic.h"
#include "prikaz/page.h"
#include "prikaz/source.h"

struct Pix;

namespace prikaz {

struct PixDeleter {
  void operator()(Pix* pix) const;
};
using PixPtr = std::unique_ptr<Pix, PixDeleter>;

// A page as it was scanned, before anything is done to it.
struct ScannedPage {
  int number = 0;               // from 1
  float width = 0, height = 0;  // points, as stored (before the page is turned upright)
  PixPtr pixels;                // gray (8 bit), bilevel (1 bit) or colour (32 bit); null if it could not be decoded
  double dpi = 0;               // of the pixels against width and height
};

// The page made ready for recognition.
struct PreparedPage {
  PixPtr gray;                  // 8 bit, upright, straight, even light, stamps and coloured ink weakened; about 300 dpi
  PixPtr binary;                // 1 bit, of the same size: black is ink
  double dpi = 0;               // of both
  int rotation_deg = 0;         // 0, 90, 180, 270: how far the page was turned clockwise to be upright
  float skew_deg = 0;           // how far content was turned clockwise after that
  float width = 0, height = 0;  // points, of the upright page
  bool mostly_picture = false;  // photographs, a black page: nothing that looks like lines of text
};

// Pages of an image file (PNG, JPEG, TIFF with several pages). Each page is decoded when `visit` is called for it, so
// that a long TIFF never stands in memory whole. A page that cannot be decoded comes with null pixels and a diagnostic.
// Throws InputError if nothing of the file can be read or it is too large (a raster cap is checked before decoding).
void for_each_picture(const SourceFile& source, const std::function<void(ScannedPage)>& visit,
                      Diagnostics& diagnostics);

class Readers;

// Finds the orientation (0/90/180/270), straightens skew up to 15 degrees, takes out perspective, uneven light, black
// scan edges and specks; scales to a resolution that suits recognition. Deterministic. With `judge`, pages whose
// letters do not tell which way up they are (some one in seven) are settled by reading a few lines where that could
// turn them; without it they are taken as they were scanned. Of a page with null pixels, everything but the size is
// empty.
PreparedPage prepare_page(const ScannedPage& scanned, Readers* judge = nullptr);

}  // namespace prikaz
