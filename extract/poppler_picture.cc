// A scanned page is a picture, or strips of one, laid over the sheet: its pixels are taken as they are stored. Painting
// the page anew would cost twice the time and blur them. It is done where something else is painted too, or where
// pictures overlap, are turned by an odd angle, or have masks (a page stored as layers).
#include "poppler_picture.h"

#include <Annot.h>
#include <Gfx.h>
#include <GfxState.h>
#include <OutputDev.h>
#include <PDFDoc.h>
#include <Page.h>
#include <SplashOutputDev.h>
#include <Stream.h>
#include <leptonica/allheaders.h>
#include <splash/SplashBitmap.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "picture_pixels.h"

namespace prikaz {
namespace {

// Recognition was trained on this; more costs time and brings nothing.
constexpr double kPaintedDpi = 300;
constexpr std::size_t kMaxWork = 2'000'000;
constexpr std::size_t kMaxTiles = 2'000;
constexpr double kWhite = 0.96;

struct TooCostly {};

// One picture as placed on the page, in points from its top left corner.
struct Tile {
  Box box;
  int width_px = 0, height_px = 0;
  bool transposed = false, flip_x = false, flip_y = false;  // what brings its rows and columns along those of the page
  double dpi_x() const { return (transposed ? height_px : width_px) * 72.0 / box.width(); }
  double dpi_y() const { return (transposed ? width_px : height_px) * 72.0 / box.height(); }
};

// The samples of one row, as the colour map takes them: a byte each.
class SampleRows {
 public:
  SampleRows(Stream& stream, int width, int components, int bits)
      : stream_(stream),
        bits_(bits),
        samples_(static_cast<std::size_t>(width) * static_cast<std::size_t>(components)),
        packed_((samples_.size() * static_cast<std::size_t>(bits) + 7) / 8) {
    stream_.reset();
  }
  ~SampleRows() { stream_.close(); }
  SampleRows(const SampleRows&) = delete;
  SampleRows& operator=(const SampleRows&) = delete;

  // The next row as stored; empty when the data have ended before it.
  const std::vector<unsigned char>* next_packed() {
    const int wanted = static_cast<int>(packed_.size());
    return stream_.doGetChars(wanted, packed_.data()) == wanted ? &packed_ : nullptr;
  }
  std::vector<unsigned char>* next() {
    if (next_packed() == nullptr) return nullptr;
    if (bits_ == 8) return &packed_;
    if (bits_ == 16) {
      for (std::size_t i = 0; i < samples_.size(); ++i) samples_[i] = packed_[2 * i];
      return &samples_;
    }
    const auto bits = static_cast<std::size_t>(bits_);
    for (std::size_t i = 0; i < samples_.size(); ++i)
      samples_[i] = static_cast<unsigned char>(packed_[i * bits / 8] >> (8 - bits - i * bits % 8) & ((1U << bits) - 1));
    return &samples_;
  }

 private:
  Stream& stream_;
  int bits_;
  std::vector<unsigned char> samples_, packed_;
};

l_uint32* line_of(Pix* pix, int y) {
  return pixGetData(pix) + static_cast<std::size_t>(y) * static_cast<std::size_t>(pixGetWpl(pix));
}

// Rows that may be missing at the end: some encoders count wrong.
bool bearable(int rows_read, int height) { return rows_read >= height - height / 32; }

PixPtr read_bilevel(Stream& stream, int width, int height, bool zero_is_black) {
  PixPtr pix(pixCreate(width, height, 1));
  if (pix == nullptr) return pix;
  SampleRows rows(stream, width, 1, 1);
  int y = 0;
  for (; y < height; ++y) {
    const std::vector<unsigned char>* row = rows.next_packed();
    if (row == nullptr) break;
    l_uint32* line = line_of(pix.get(), y);
    for (std::size_t i = 0; i < row->size(); ++i) {
      const l_uint32 byte = zero_is_black ? static_cast<unsigned char>(~(*row)[i]) : (*row)[i];
      line[i / 4] |= byte << (24 - 8 * (i % 4));
    }
  }
  if (!bearable(y, height)) return nullptr;
  pixSetPadBits(pix.get(), 0);
  return pix;
}

PixPtr read_mapped(Stream& stream, int width, int height, GfxImageColorMap& map) {
  const GfxColorSpaceMode mode = map.getColorSpace()->getMode();
  const bool gray = map.getNumPixelComps() == 1 && mode != csIndexed && mode != csSeparation;
  PixPtr pix(pixCreateNoInit(width, height, gray ? 8 : 32));
  if (pix == nullptr) return pix;
  pixSetAll(pix.get());
  SampleRows rows(stream, width, map.getNumPixelComps(), map.getBits());
  std::vector<unsigned char> grays(static_cast<std::size_t>(width));
  std::vector<unsigned int> colours(gray ? 0 : static_cast<std::size_t>(width));
  int y = 0;
  for (; y < height; ++y) {
    std::vector<unsigned char>* row = rows.next();
    if (row == nullptr) break;
    l_uint32* line = line_of(pix.get(), y);
    if (gray) {
      map.getGrayLine(row->data(), grays.data(), width);
      for (int x = 0; x < width; ++x) SET_DATA_BYTE(line, x, grays[static_cast<std::size_t>(x)]);
    } else {
      map.getRGBLine(row->data(), colours.data(), width);
      for (std::size_t x = 0; x < colours.size(); ++x) line[x] = colours[x] << 8;
    }
  }
  return bearable(y, height) ? std::move(pix) : nullptr;
}

bool plain_colours(GfxImageColorMap& map) {
  const GfxColorSpaceMode mode = map.getColorSpace()->getMode();
  const int components = map.getNumPixelComps();
  if (map.getBits() != 8 || (components != 1 && components != 3)) return false;
  if (mode != csDeviceGray && mode != csCalGray && mode != csDeviceRGB && mode != csCalRGB && mode != csICCBased)
    return false;
  for (int i = 0; i < components; ++i) {
    if (map.getDecodeLow(i) != 0 || map.getDecodeHigh(i) != 1) return false;
  }
  return true;
}

PixPtr read_picture(Stream& stream, int width, int height, GfxImageColorMap& map, int reduction) {
  if (!map.isOk()) return nullptr;
  if (stream.getKind() == strDCT && plain_colours(map) && stream.getNextStream() != nullptr) {
    std::string encoded;
    stream.getNextStream()->fillString(encoded);
    PixPtr pix = decode_jpeg(encoded, reduction);
    if (pix == nullptr) return pix;
    const int expected = (width + reduction - 1) / reduction;
    if (std::abs(pixGetWidth(pix.get()) - expected) <= 1) return pix;
  }
  if (map.getNumPixelComps() == 1 && map.getBits() == 1) {
    GfxGray gray[2];
    for (unsigned char value = 0; value < 2; ++value) map.getGray(&value, &gray[value]);
    const double zero = colToDbl(gray[0]), one = colToDbl(gray[1]);
    if (std::max(zero, one) > 0.7 && std::min(zero, one) < 0.4)
      return reduce_pix(read_bilevel(stream, width, height, zero < one), reduction);
  }
  return reduce_pix(read_mapped(stream, width, height, map), reduction);
}

// Looks at what a page paints and, in a second pass, decodes the pictures found in the first.
class PictureFinder : public OutputDev {
 public:
  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool useTilingPatternFill() override { return true; }
  bool useShadedFills(int) override { return true; }
  bool tilingPatternFill(GfxState*, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int, int, double,
                         double) override {
    return other();
  }
  bool functionShadedFill(GfxState*, GfxFunctionShading*) override { return other(); }
  bool axialShadedFill(GfxState*, GfxAxialShading*, double, double) override { return other(); }
  bool radialShadedFill(GfxState*, GfxRadialShading*, double, double) override { return other(); }
  bool gouraudTriangleShadedFill(GfxState*, GfxGouraudTriangleShading*) override { return other(); }
  bool patchMeshShadedFill(GfxState*, GfxPatchMeshShading*) override { return other(); }
  void saveState(GfxState*) override { spend(); }
  void updateCTM(GfxState*, double, double, double, double, double, double) override { spend(); }
  void beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool, bool for_mask) override {
    if (for_mask) other();
  }
  void drawChar(GfxState* state, double, double, double, double, double, double, CharCode code, int, const Unicode*,
                int) override {
    spend();
    const int mode = state->getRender();
    if (mode == 3 || mode == 7 || code == ' ') return;
    GfxRGB colour;
    state->getFillRGB(&colour);
    if (!is_white(colour)) other_ = true;
  }
  void stroke(GfxState* state) override {
    GfxRGB colour;
    state->getStrokeRGB(&colour);
    paint(colour);
  }
  void fill(GfxState* state) override { fill_path(state); }
  void eoFill(GfxState* state) override { fill_path(state); }

  void drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height, bool invert, bool interpolate,
                     bool in_line) override {
    GfxGray ink;
    state->getFillGray(&ink);
    if (colToDbl(ink) > 0.5) {
      other();
    } else if (add(state, width, height, 1) && wanted()) {
      // A stencil paints where its samples are 0, or 1 if inverted.
      take(reduce_pix(read_bilevel(*stream, width, height, !invert), reduction_));
      if (in_line) return;
    }
    if (in_line) OutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate, in_line);
  }
  void drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height, GfxImageColorMap* map,
                 bool interpolate, const int* mask_colours, bool in_line) override {
    const int bits = map->getNumPixelComps() == 1 ? std::min(8, map->getBits()) : 32;
    if (mask_colours != nullptr) {
      other();
    } else if (add(state, width, height, bits) && wanted()) {
      take(read_picture(*stream, width, height, *map, reduction_));
      if (in_line) return;
    }
    if (in_line) OutputDev::drawImage(state, ref, stream, width, height, map, interpolate, mask_colours, in_line);
  }
  void drawMaskedImage(GfxState*, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int, int, bool,
                       bool) override {
    other();
  }
  void drawSoftMaskedImage(GfxState*, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int, int,
                           GfxImageColorMap*, bool) override {
    other();
  }
  void setSoftMaskFromImageMask(GfxState*, Object*, Stream*, int, int, bool, bool, double*) override { other(); }
  void unsetSoftMaskFromImageMask(GfxState*, double*) override {}

  // What the first pass found.
  bool only_tiles() const { return !other_ && !tiles_.empty(); }
  const std::vector<Tile>& tiles() const { return tiles_; }
  double raster_bytes() const { return raster_bytes_; }

  // Makes the next pass decode; `receive` gets each tile in turn, null where it is damaged.
  void decode(int reduction, std::function<void(const Tile&, PixPtr)> receive) {
    reduction_ = reduction;
    receive_ = std::move(receive);
    next_ = work_ = 0;
  }

 private:
  static bool is_white(const GfxRGB& colour) {
    return colToDbl(colour.r) > kWhite && colToDbl(colour.g) > kWhite && colToDbl(colour.b) > kWhite;
  }
  void spend() {
    if (++work_ > kMaxWork) throw TooCostly{};
  }
  bool other() {
    spend();
    other_ = true;
    return true;
  }
  void paint(const GfxRGB& colour) {
    spend();
    if (!is_white(colour)) other_ = true;
  }
  void fill_path(GfxState* state) {
    GfxRGB colour;
    state->getFillRGB(&colour);
    paint(colour);
  }
  bool wanted() const { return receive_ != nullptr; }
  void take(PixPtr pix) {
    if (next_ < tiles_.size()) receive_(tiles_[next_], std::move(pix));
    ++next_;
  }

  // In the first pass, notes the place; false if the picture is not laid straight or nothing of it is seen.
  bool add(GfxState* state, int width, int height, int bits) {
    spend();
    double x = 0, y = 0, right_x = 0, right_y = 0, up_x = 0, up_y = 0;
    state->transform(0, 0, &x, &y);
    state->transformDelta(1, 0, &right_x, &right_y);
    state->transformDelta(0, 1, &up_x, &up_y);
    Tile tile;
    tile.width_px = width;
    tile.height_px = height;
    tile.box = {static_cast<float>(x + std::min(right_x, 0.0) + std::min(up_x, 0.0)),
                static_cast<float>(y + std::min(right_y, 0.0) + std::min(up_y, 0.0)),
                static_cast<float>(x + std::max(right_x, 0.0) + std::max(up_x, 0.0)),
                static_cast<float>(y + std::max(right_y, 0.0) + std::max(up_y, 0.0))};
    double left = 0, top = 0, right = 0, bottom = 0;
    state->getClipBBox(&left, &top, &right, &bottom);
    const double seen = (std::min<double>(right, tile.box.right) - std::max<double>(left, tile.box.left)) *
                        (std::min<double>(bottom, tile.box.bottom) - std::max<double>(top, tile.box.top));
    if (right <= tile.box.left || bottom <= tile.box.top || left >= tile.box.right || top >= tile.box.bottom ||
        seen <= 0)
      return false;
    // A third of a point over the whole picture is a rounding of its producer.
    constexpr double kStraight = 0.34;
    const bool straight = std::abs(right_y) < kStraight && std::abs(up_x) < kStraight;
    tile.transposed = !straight && std::abs(right_x) < kStraight && std::abs(up_y) < kStraight;
    tile.flip_x = tile.transposed ? up_x > 0 : right_x < 0;
    tile.flip_y = tile.transposed ? right_y < 0 : up_y > 0;
    const bool laid_straight = straight || tile.transposed;
    if (wanted()) return laid_straight;
    if (!laid_straight || tiles_.size() >= kMaxTiles || width < 1 || height < 1 || state->getFillOpacity() < 0.9 ||
        tile.box.width() < 0.01F || tile.box.height() < 0.01F) {
      other();
      return false;
    }
    raster_bytes_ += static_cast<double>(width) * height * bits / 8;
    tiles_.push_back(tile);
    return true;
  }

  bool other_ = false;  // something is painted that is not in tiles_
  std::vector<Tile> tiles_;
  double raster_bytes_ = 0;
  std::size_t work_ = 0, next_ = 0;
  int reduction_ = 1;
  std::function<void(const Tile&, PixPtr)> receive_;
};

void show(::Page& page, OutputDev& device) {
  const std::unique_ptr<Gfx> interpreter(
      page.createGfx(&device, 72, 72, 0, false, true, -1, -1, -1, -1, false, nullptr, nullptr));
  page.display(interpreter.get());
  for (Annot* annotation : page.getAnnots()->getAnnots()) annotation->draw(interpreter.get(), false);
}

double overlap(const Box& a, const Box& b) {
  return std::max(0.0F, std::min(a.right, b.right) - std::max(a.left, b.left)) *
         std::max(0.0F, std::min(a.bottom, b.bottom) - std::max(a.top, b.top));
}

// Do the tiles make up one picture that is the page?
bool make_one_picture(const std::vector<Tile>& tiles, const Box& sheet) {
  constexpr double kMostOfPage = 0.5, kSameDpi = 1.03, kMinDpi = 50, kBearableOverlap = 0.02;
  double covered = 0, doubled = 0;
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    const Tile& tile = tiles[i];
    covered += overlap(tile.box, sheet);
    for (const auto& [a, b] : {std::pair(tile.dpi_x(), tiles[0].dpi_x()), std::pair(tile.dpi_y(), tiles[0].dpi_y())}) {
      // A strip at the end may be a few pixels high: rounding of its place shows.
      const double tolerance = kSameDpi + 2.0 / std::min(tile.width_px, tile.height_px);
      if (a < kMinDpi || a > b * tolerance || b > a * tolerance) return false;
    }
    for (std::size_t j = 0; j < i; ++j) doubled += overlap(tile.box, tiles[j].box);
  }
  const double area = static_cast<double>(sheet.width()) * sheet.height();
  return covered >= kMostOfPage * area && doubled <= kBearableOverlap * area;
}

PixPtr laid_straight(const Tile& tile, PixPtr pix) {
  if (tile.transposed) {
    // Turned clockwise, rows run down and columns to the left.
    pix.reset(pixRotateOrth(pix.get(), 1));
    if (pix != nullptr && !tile.flip_x) pixFlipLR(pix.get(), pix.get());
  } else if (tile.flip_x) {
    pixFlipLR(pix.get(), pix.get());
  }
  if (pix != nullptr && tile.flip_y) pixFlipTB(pix.get(), pix.get());
  return pix;
}

// The tiles on a white sheet. Null if one of them is damaged.
PixPtr assemble(::Page& page, PictureFinder& finder, const Box& sheet, double dpi_x, double dpi_y, int reduction) {
  const double scale_x = dpi_x / 72 / reduction, scale_y = dpi_y / 72 / reduction;
  const auto width = static_cast<int>(std::lround(sheet.width() * scale_x));
  const auto height = static_cast<int>(std::lround(sheet.height() * scale_y));
  PixPtr canvas;
  bool damaged = false;
  finder.decode(reduction, [&](const Tile& tile, PixPtr pix) {
    if (pix != nullptr) pix = laid_straight(tile, std::move(pix));
    if (pix == nullptr) {
      damaged = true;
      return;
    }
    const auto left = static_cast<int>(std::lround(tile.box.left * scale_x));
    const auto top = static_cast<int>(std::lround(tile.box.top * scale_y));
    const bool is_sheet = std::abs(left) <= 2 && std::abs(top) <= 2 && std::abs(pixGetWidth(pix.get()) - width) <= 4 &&
                          std::abs(pixGetHeight(pix.get()) - height) <= 4;
    if (is_sheet && finder.tiles().size() == 1) {
      canvas = std::move(pix);
      return;
    }
    const int depth = std::max(pixGetDepth(pix.get()), canvas != nullptr ? pixGetDepth(canvas.get()) : 1);
    const auto deepened = [depth](PixPtr one) {
      if (pixGetDepth(one.get()) == depth) return one;
      return PixPtr(depth == 8 ? pixConvertTo8(one.get(), 0) : pixConvertTo32(one.get()));
    };
    if (canvas == nullptr) {
      canvas.reset(pixCreate(width, height, depth));
      if (canvas != nullptr) pixSetBlackOrWhite(canvas.get(), L_SET_WHITE);
    } else {
      canvas = deepened(std::move(canvas));
    }
    pix = deepened(std::move(pix));
    if (canvas == nullptr || pix == nullptr) {
      damaged = true;
      return;
    }
    pixRasterop(canvas.get(), left, top, pixGetWidth(pix.get()), pixGetHeight(pix.get()), PIX_SRC, pix.get(), 0, 0);
  });
  show(page, finder);
  if (damaged || canvas == nullptr) return nullptr;
  constexpr double kSquare = 1.03;
  if (dpi_x > dpi_y * kSquare) canvas.reset(pixScale(canvas.get(), 1, static_cast<l_float32>(dpi_x / dpi_y)));
  if (dpi_y > dpi_x * kSquare) canvas.reset(pixScale(canvas.get(), static_cast<l_float32>(dpi_y / dpi_x), 1));
  return canvas;
}

// Paints all but pictures that would take minutes to decode: a few bytes can declare one of any size, or the same one a
// thousand times.
class Painter : public SplashOutputDev {
 public:
  explicit Painter(SplashColorPtr paper) : SplashOutputDev(splashModeRGB8, 4, false, paper) {}

  bool left_out() const { return left_out_; }

  void drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height, bool invert, bool interpolate,
                     bool in_line) override {
    if (bearable_size(width, height))
      SplashOutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate, in_line);
    else
      OutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate, in_line);
  }
  void drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height, GfxImageColorMap* map,
                 bool interpolate, const int* mask_colours, bool in_line) override {
    if (bearable_size(width, height))
      SplashOutputDev::drawImage(state, ref, stream, width, height, map, interpolate, mask_colours, in_line);
    else
      OutputDev::drawImage(state, ref, stream, width, height, map, interpolate, mask_colours, in_line);
  }
  void drawMaskedImage(GfxState* state, Object* ref, Stream* stream, int width, int height, GfxImageColorMap* map,
                       bool interpolate, Stream* mask, int mask_width, int mask_height, bool mask_invert,
                       bool mask_interpolate) override {
    if (bearable_size(width, height) && bearable_size(mask_width, mask_height))
      SplashOutputDev::drawMaskedImage(state, ref, stream, width, height, map, interpolate, mask, mask_width,
                                       mask_height, mask_invert, mask_interpolate);
  }
  void drawSoftMaskedImage(GfxState* state, Object* ref, Stream* stream, int width, int height, GfxImageColorMap* map,
                           bool interpolate, Stream* mask, int mask_width, int mask_height, GfxImageColorMap* mask_map,
                           bool mask_interpolate) override {
    if (bearable_size(width, height) && bearable_size(mask_width, mask_height))
      SplashOutputDev::drawSoftMaskedImage(state, ref, stream, width, height, map, interpolate, mask, mask_width,
                                           mask_height, mask_map, mask_interpolate);
  }

 private:
  // A sheet of A0 scanned at 600 dpi has 560 million pixels.
  static constexpr double kMaxSourcePixels = 600e6;

  bool bearable_size(int width, int height) {
    const double pixels = static_cast<double>(width) * height;
    if (spent_ + pixels > kMaxSourcePixels) {
      left_out_ = true;
      return false;
    }
    spent_ += pixels;
    return true;
  }

  double spent_ = 0;
  bool left_out_ = false;
};

PixPtr painted(PDFDoc& document, int number, double dpi, bool& left_out) {
  SplashColor paper = {0xFF, 0xFF, 0xFF};
  Painter device(paper);
  device.setVectorAntialias(false);
  device.setFontAntialias(true);
  device.startDoc(&document);
  document.displayPage(&device, number, dpi, dpi, 0, false, true, false);
  left_out = device.left_out();
  const SplashBitmap* bitmap = device.getBitmap();
  if (bitmap == nullptr || bitmap->getDataPtr() == nullptr) return nullptr;
  PixPtr pix(pixCreateNoInit(bitmap->getWidth(), bitmap->getHeight(), 32));
  if (pix == nullptr) return pix;
  for (int y = 0; y < bitmap->getHeight(); ++y) {
    const unsigned char* row = bitmap->getDataPtr() + static_cast<std::ptrdiff_t>(y) * bitmap->getRowSize();
    l_uint32* line = line_of(pix.get(), y);
    for (int x = 0; x < bitmap->getWidth(); ++x, row += 3)
      line[x] = static_cast<l_uint32>(row[0]) << 24 | static_cast<l_uint32>(row[1]) << 16 |
                static_cast<l_uint32>(row[2]) << 8;
  }
  return pix;
}

void report(Diagnostics& diagnostics, const char* code, Severity severity, int page, std::string message) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.severity = severity;
  diagnostic.message = std::move(message);
  diagnostic.page = page;
  diagnostics.push_back(std::move(diagnostic));
}

}  // namespace

ScannedPage scan_page(PDFDoc& document, int number, Diagnostics& diagnostics) {
  silence_picture_libraries();
  ScannedPage scanned;
  scanned.number = number;
  const std::string name = "page " + std::to_string(number);
  ::Page* page = document.getPage(number);
  if (page == nullptr || !page->isOk()) {
    report(diagnostics, "page_unreadable", Severity::error, number, name + " is damaged and was left out");
    return scanned;
  }
  const bool turned = page->getRotate() == 90 || page->getRotate() == 270;
  const double width = turned ? page->getCropHeight() : page->getCropWidth();
  const double height = turned ? page->getCropWidth() : page->getCropHeight();
  scanned.width = static_cast<float>(width);
  scanned.height = static_cast<float>(height);
  const Box sheet{0, 0, scanned.width, scanned.height};

  bool read = false;
  try {
    PictureFinder finder;
    show(*page, finder);
    if (finder.only_tiles() && make_one_picture(finder.tiles(), sheet)) {
      const Tile& largest = *std::max_element(
          finder.tiles().begin(), finder.tiles().end(),
          [](const Tile& a, const Tile& b) { return a.box.width() * a.box.height() < b.box.width() * b.box.height(); });
      const double dpi_x = largest.dpi_x(), dpi_y = largest.dpi_y();
      const double sheet_pixels = width * dpi_x / 72 * height * dpi_y / 72;
      if (std::max(sheet_pixels, finder.raster_bytes()) <= kMaxRasterPixels ||
          (sheet_pixels <= kMaxRasterPixels && finder.raster_bytes() <= kMaxRasterBytes)) {
        scanned.pixels = assemble(*page, finder, sheet, dpi_x, dpi_y, fitting_reduction(std::min(dpi_x, dpi_y)));
        read = true;
      }
    }
  } catch (const TooCostly&) {
    report(diagnostics, "page_too_complex", Severity::error, number,
           name + " holds more than any order does and was not read");
    return scanned;
  }
  if (!read && width > 0 && height > 0) {
    // A raster of three bytes a pixel, and another of four for the copy.
    constexpr double kBytesPerPixel = 7;
    const double most = std::min(kMaxRasterPixels, kMaxRasterBytes / kBytesPerPixel);
    const double dpi = std::min(kPaintedDpi, 72 * std::sqrt(most / (width * height)));
    if (dpi < kPaintedDpi)
      report(diagnostics, "resolution_reduced", Severity::info, number,
             name + " is so large that it was painted at " + std::to_string(std::lround(dpi)) + " dpi");
    bool left_out = false;
    scanned.pixels = painted(document, number, dpi, left_out);
    if (left_out)
      report(diagnostics, "page_unreadable", Severity::error, number,
             "a picture on " + name + " is too large to be read, scan it again at 300 dpi");
  }
  if (scanned.pixels == nullptr || pixGetWidth(scanned.pixels.get()) < 2 || pixGetHeight(scanned.pixels.get()) < 2) {
    scanned.pixels.reset();
    report(diagnostics, "page_unreadable", Severity::error, number, "the picture of " + name + " is damaged");
    return scanned;
  }
  scanned.dpi = pixGetWidth(scanned.pixels.get()) * 72.0 / width;
  return scanned;
}

}  // namespace prikaz
