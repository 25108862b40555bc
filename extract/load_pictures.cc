// Image files. A page is decoded when its turn comes, and its size is known before.
#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "picture.h"
#include "picture_pixels.h"
#include "prikaz/error.h"
#include "prikaz/messages.h"
#include "tiff_directories.h"

namespace prikaz {
namespace {

// What no page of paper is: a line of noise, a strip.
constexpr int kMinSide = 48;
constexpr int kMaxSide = 25'000;
constexpr double kLongSideOfA4 = 841.89;

struct PictureFacts {
  double width = 0, height = 0;  // pixels
  double bits_per_pixel = 8;     // of the decoded raster
  double dpi_x = 0, dpi_y = 0;   // as stated, 0 if not
};

// Points of the sheet. Cameras and screens state 72 or 96 dpi, or nothing: believed is what gives a sheet from A6 to
// A2.
std::pair<double, double> sheet_of(const PictureFacts& facts) {
  constexpr double kMinLongSide = 400, kMaxLongSide = 1700;
  const double longest = std::max(facts.width, facts.height);
  if (facts.dpi_x > 0 && facts.dpi_y > 0) {
    const double width = facts.width * 72 / facts.dpi_x, height = facts.height * 72 / facts.dpi_y;
    const double stated = std::max(width, height);
    if (stated >= kMinLongSide && stated <= kMaxLongSide && facts.dpi_x / facts.dpi_y < 4 &&
        facts.dpi_y / facts.dpi_x < 4)
      return {width, height};
  }
  return {facts.width / longest * kLongSideOfA4, facts.height / longest * kLongSideOfA4};
}

std::string size_text(const PictureFacts& facts) {
  return std::to_string(std::llround(facts.width)) + " x " + std::to_string(std::llround(facts.height)) + " pixels";
}

// Why a picture of this size is not decoded; empty if it is.
std::string why_no_page(const PictureFacts& facts, int reduction) {
  const double pixels = facts.width * facts.height / reduction / reduction;
  if (facts.width < 1 || facts.height < 1) return "has no pixels";
  if (std::min(facts.width, facts.height) < kMinSide) return "is of " + size_text(facts) + ": too small to hold text";
  if (std::max(facts.width, facts.height) > kMaxSide * reduction)
    return "is of " + size_text(facts) + ": no sheet has this size";
  if (pixels > kMaxRasterPixels || pixels * facts.bits_per_pixel / 8 > kMaxRasterBytes)
    return "is of " + size_text(facts) + ": too large to be read, scan it again at 300 dpi";
  return {};
}

void report_unreadable(int page, const std::string& why, Diagnostics& diagnostics) {
  Diagnostic diagnostic;
  diagnostic.code = "page_unreadable";
  diagnostic.severity = Severity::error;
  diagnostic.message = "the picture of page " + std::to_string(page) + " " + why;
  diagnostic.page = page;
  diagnostics.push_back(std::move(diagnostic));
}

// Faxes have 204 x 98 dots an inch; recognition wants square ones.
PixPtr squared(PixPtr pix, double dpi_x, double dpi_y) {
  constexpr double kTolerance = 1.03;
  if (dpi_x > dpi_y * kTolerance) return PixPtr(pixScale(pix.get(), 1, static_cast<l_float32>(dpi_x / dpi_y)));
  if (dpi_y > dpi_x * kTolerance) return PixPtr(pixScale(pix.get(), static_cast<l_float32>(dpi_y / dpi_x), 1));
  return pix;
}

template <typename Decode>
ScannedPage load(int number, const PictureFacts& facts, int reduction, Decode decode, Diagnostics& diagnostics) {
  ScannedPage page;
  page.number = number;
  const bool sized = facts.width >= 1 && facts.height >= 1;
  const auto [width, height] = sized ? sheet_of(facts) : std::pair(595.28, kLongSideOfA4);
  page.width = static_cast<float>(width);
  page.height = static_cast<float>(height);
  if (const std::string why = why_no_page(facts, reduction); !why.empty()) {
    report_unreadable(number, why, diagnostics);
    return page;
  }
  page.pixels = decode();
  if (page.pixels != nullptr) page.pixels = squared(std::move(page.pixels), facts.width / width, facts.height / height);
  if (page.pixels == nullptr) {
    report_unreadable(number, "is damaged or cut off", diagnostics);
    return page;
  }
  page.dpi = pixGetWidth(page.pixels.get()) * 72.0 / width;
  return page;
}

const l_uint8* data_of(std::string_view bytes) { return reinterpret_cast<const l_uint8*>(bytes.data()); }

// Transparent parts are paper.
PixPtr without_alpha(PixPtr pix) {
  if (pix != nullptr && pixGetDepth(pix.get()) == 32 && pixGetSpp(pix.get()) == 4)
    pix.reset(pixAlphaBlendUniform(pix.get(), 0xFFFFFF00U));
  return pix;
}

ScannedPage load_png(std::string_view bytes, Diagnostics& diagnostics) {
  l_int32 width = 0, height = 0, bits = 0, samples = 0;
  if (readHeaderMemPng(data_of(bytes), bytes.size(), &width, &height, &bits, &samples, nullptr) != 0)
    throw InputError(Failure::damaged, tr("the picture is damaged: get it again from where it came"));
  PictureFacts facts;
  facts.width = width;
  facts.height = height;
  facts.bits_per_pixel = samples > 1 ? 32 : std::min(bits, 8);
  // Leptonica reads the resolution with the pixels; the chunk is easily found in front of them.
  const std::string_view head = bytes.substr(0, bytes.find("IDAT"));
  const std::size_t chunk = head.find("pHYs");
  if (chunk != std::string_view::npos && chunk + 13 <= head.size() && head[chunk + 12] == 1) {
    const auto per_metre = [&](std::size_t at) {
      double value = 0;
      for (std::size_t i = 0; i < 4; ++i) value = value * 256 + static_cast<unsigned char>(head[chunk + at + i]);
      return value * 0.0254;
    };
    facts.dpi_x = per_metre(4);
    facts.dpi_y = per_metre(8);
  }
  const auto decode = [&] { return without_alpha(PixPtr(pixReadMemPng(data_of(bytes), bytes.size()))); };
  return load(1, facts, 1, decode, diagnostics);
}

ScannedPage load_jpeg(std::string_view bytes, Diagnostics& diagnostics) {
  l_int32 format = 0, width = 0, height = 0, bits = 0, samples = 0;
  if (pixReadHeaderMem(data_of(bytes), bytes.size(), &format, &width, &height, &bits, &samples, nullptr) != 0)
    throw InputError(Failure::damaged, tr("the picture is damaged: get it again from where it came"));
  PictureFacts facts;
  facts.width = width;
  facts.height = height;
  facts.bits_per_pixel = samples > 1 ? 32 : 8;
  // JFIF: «JFIF\0», version, unit (1: inch, 2: centimetre), density.
  if (const std::size_t jfif = bytes.substr(0, 64).find(std::string_view("JFIF\0", 5));
      jfif != std::string_view::npos) {
    const auto at = [&](std::size_t i) { return static_cast<double>(static_cast<unsigned char>(bytes[jfif + i])); };
    const double unit = bytes.size() > jfif + 12 ? (at(7) == 1 ? 1 : at(7) == 2 ? 2.54 : 0) : 0;
    if (unit > 0) {
      facts.dpi_x = (at(8) * 256 + at(9)) * unit;
      facts.dpi_y = (at(10) * 256 + at(11)) * unit;
    }
  }
  const auto [sheet_width, sheet_height] = sheet_of(facts);
  int reduction = fitting_reduction(facts.width * 72 / sheet_width);
  while (reduction < 8 &&
         facts.width * facts.height * facts.bits_per_pixel / 8 / reduction / reduction > kMaxRasterBytes / 2)
    reduction *= 2;
  return load(
      1, facts, reduction, [&] { return decode_jpeg(bytes, reduction); }, diagnostics);
}

void load_tiff(std::string_view bytes, const std::function<void(ScannedPage)>& visit, Diagnostics& diagnostics) {
  const auto [directories, cut_off] = read_tiff_directories(bytes);
  if (directories.empty())
    throw InputError(Failure::truncated, tr("the end of the file is missing: get it again from where it came"));
  int number = 0;
  for (const TiffDirectory& directory : directories) {
    if (directory.preview) continue;
    PictureFacts facts;
    facts.width = directory.width;
    facts.height = directory.height;
    facts.bits_per_pixel = directory.bits_per_pixel <= 8 ? directory.bits_per_pixel : 32;
    facts.dpi_x = directory.dpi_x;
    facts.dpi_y = directory.dpi_y;
    const auto decode = [&] {
      std::size_t offset = directory.offset;
      PixPtr pix = without_alpha(PixPtr(pixReadMemFromMultipageTiff(data_of(bytes), bytes.size(), &offset)));
      if (pix == nullptr) return pix;
      return reduce_pix(std::move(pix), fitting_reduction(facts.width * 72 / sheet_of(facts).first));
    };
    visit(load(++number, facts, 1, decode, diagnostics));
  }
  if (cut_off) {
    ScannedPage lost;
    lost.number = ++number;
    lost.width = 595.28F;
    lost.height = static_cast<float>(kLongSideOfA4);
    report_unreadable(number, "and of those after it are missing: the file is cut off", diagnostics);
    visit(std::move(lost));
  }
  if (number == 0) throw InputError(Failure::empty, tr("the file has no pages"));
}

}  // namespace

void for_each_picture(const SourceFile& source, const std::function<void(ScannedPage)>& visit,
                      Diagnostics& diagnostics) {
  silence_picture_libraries();
  if (source.media_type == "image/png")
    visit(load_png(source.bytes, diagnostics));
  else if (source.media_type == "image/jpeg")
    visit(load_jpeg(source.bytes, diagnostics));
  else if (source.media_type == "image/tiff")
    load_tiff(source.bytes, visit, diagnostics);
  else
    throw InputError(Failure::unsupported,
                     tr("pictures (%1) cannot be read: give PDF, PNG, JPEG or TIFF", {source.media_type}));
}

}  // namespace prikaz
