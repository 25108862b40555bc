#include "gray_image.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cassert>
#include <utility>

namespace prikaz {
namespace {

const l_uint32* line_of(const Pix& pix, int y) {
  Pix& mutable_pix = const_cast<Pix&>(pix);
  return pixGetData(&mutable_pix) + static_cast<std::size_t>(y) * static_cast<std::size_t>(pixGetWpl(&mutable_pix));
}

void copy_bytes(const Pix& pix, GrayImage& out) {
  for (int y = 0; y < out.height; ++y) {
    const l_uint32* line = line_of(pix, y);
    std::uint8_t* row = out.row(y);
    int x = 0;
    for (; x + 4 <= out.width; x += 4) {
      const l_uint32 word = line[x / 4];
      row[x] = static_cast<std::uint8_t>(word >> 24);
      row[x + 1] = static_cast<std::uint8_t>(word >> 16);
      row[x + 2] = static_cast<std::uint8_t>(word >> 8);
      row[x + 3] = static_cast<std::uint8_t>(word);
    }
    for (; x < out.width; ++x) row[x] = static_cast<std::uint8_t>(line[x / 4] >> (24 - 8 * (x % 4)));
  }
}

void copy_bits(const Pix& pix, GrayImage& out) {
  for (int y = 0; y < out.height; ++y) {
    const l_uint32* line = line_of(pix, y);
    std::uint8_t* row = out.row(y);
    for (int x = 0; x < out.width; x += 32) {
      l_uint32 word = line[x / 32];
      const int end = std::min(32, out.width - x);
      if (word == 0) continue;  // rows start white
      for (int i = 0; i < end; ++i, word <<= 1) row[x + i] = (word & 0x80000000U) != 0 ? 0 : 255;
    }
  }
}

// How the colours of a page are read as gray.
//
// Ink of a stamp, a pen or a marker is saturated and lies over print that is not, so that taking the colour back to the
// paper leaves the print. The paper itself is tinted by age or lamp: channels are measured against it. Where colour
// prevails (a letterhead or a whole form printed in blue) it is the print, and stays; so it does where it is a surface.
class ColourReader {
 public:
  ColourReader(const Pix& pix, const PixelBox& within) : pix_(pix), within_(within) { sample(); }

  void read(GrayImage& out) const {
    for (int y = 0; y < out.height; ++y) {
      const l_uint32* line = line_of(pix_, y);
      std::uint8_t* row = out.row(y);
      for (int x = 0; x < out.width; ++x) {
        const l_uint32 pixel = line[x];
        const int r = balance_[0][pixel >> 24], g = balance_[1][(pixel >> 16) & 0xFF],
                  b = balance_[2][(pixel >> 8) & 0xFF];
        int gray = (r * 77 + g * 150 + b * 29) >> 8;
        if (weaken_) {
          const int most = std::max({r, g, b}), chroma = most - std::min({r, g, b});
          if (chroma > kMinChroma) gray += ((255 - gray) * lift(most, chroma)) >> 8;
        }
        row[x] = static_cast<std::uint8_t>(gray);
      }
    }
  }

 private:
  static constexpr int kMinChroma = 20;
  static constexpr int kFullChroma = 48;
  // Print under a stamp is as dark in every channel; a blue pen is not in blue.
  static constexpr int kMinBrightest = 64;
  static constexpr int kFullBrightest = 110;

  // 0..256: how far a pixel is taken towards white.
  static int lift(int most, int chroma) {
    const int by_chroma = std::clamp((chroma - kMinChroma) * 256 / (kFullChroma - kMinChroma), 0, 256);
    const int by_light = std::clamp((most - kMinBrightest) * 256 / (kFullBrightest - kMinBrightest), 0, 256);
    return by_chroma * by_light >> 8;
  }

  void sample() {
    constexpr int kStep = 4;
    std::vector<std::uint32_t> histogram[3];
    for (auto& one : histogram) one.assign(256, 0);
    std::uint32_t total = 0;
    for (int y = within_.top; y < within_.bottom; y += kStep) {
      const l_uint32* line = line_of(pix_, y);
      for (int x = within_.left; x < within_.right; x += kStep, ++total) {
        const l_uint32 pixel = line[x];
        ++histogram[0][pixel >> 24];
        ++histogram[1][(pixel >> 16) & 0xFF];
        ++histogram[2][(pixel >> 8) & 0xFF];
      }
    }
    // The paper is the usual colour of the page's lighter half.
    int paper[3];
    for (int c = 0; c < 3; ++c) {
      std::uint32_t seen = 0;
      int value = 255;
      while (value > 0 && (seen += histogram[c][static_cast<std::size_t>(value)]) < total * 3 / 10) --value;
      paper[c] = value;
    }
    const int lightest = std::max({paper[0], paper[1], paper[2]});
    for (int c = 0; c < 3; ++c) {
      // A strong tint is a coloured picture, not paper.
      const int white = std::max({paper[c], lightest * 3 / 4, 1});
      for (int v = 0; v < 256; ++v)
        balance_[c][static_cast<std::size_t>(v)] = static_cast<std::uint8_t>(std::min(255, v * lightest / white));
    }
    std::uint32_t coloured = 0, black = 0;
    for (int y = within_.top; y < within_.bottom; y += kStep) {
      const l_uint32* line = line_of(pix_, y);
      for (int x = within_.left; x < within_.right; x += kStep) {
        const l_uint32 pixel = line[x];
        const int r = balance_[0][pixel >> 24], g = balance_[1][(pixel >> 16) & 0xFF],
                  b = balance_[2][(pixel >> 8) & 0xFF];
        const int most = std::max({r, g, b}), chroma = most - std::min({r, g, b});
        if (lift(most, chroma) > 64)
          ++coloured;
        else if (most * 2 < lightest)
          ++black;
      }
    }
    constexpr double kSurface = 0.12;
    weaken_ = coloured > 0 && black > coloured / 2 && coloured < kSurface * total;
  }

  const Pix& pix_;
  PixelBox within_;
  std::uint8_t balance_[3][256] = {};
  bool weaken_ = false;
};

}  // namespace

void PixDeleter::operator()(Pix* pix) const { pixDestroy(&pix); }

GrayImage to_gray(const Pix& pixels, const PixelBox& within) {
  Pix* source = const_cast<Pix*>(&pixels);
  PixPtr converted;
  if (pixGetColormap(source) != nullptr) {
    converted.reset(pixRemoveColormap(source, REMOVE_CMAP_BASED_ON_SRC));
    source = converted.get();
  }
  if (source == nullptr) return {};
  if (pixGetDepth(source) != 1 && pixGetDepth(source) != 8 && pixGetDepth(source) != 32) {
    converted.reset(pixConvertTo8(source, 0));
    source = converted.get();
    if (source == nullptr) return {};
  }
  GrayImage out(pixGetWidth(source), pixGetHeight(source));
  switch (pixGetDepth(source)) {
    case 1: copy_bits(*source, out); break;
    case 8: copy_bytes(*source, out); break;
    default: {
      const PixelBox whole{0, 0, out.width, out.height};
      ColourReader(*source, within.right > within.left && within.bottom > within.top ? within : whole).read(out);
      break;
    }
  }
  return out;
}

GrayImage brightness(const Pix& pixels, int step) {
  Pix* source = const_cast<Pix*>(&pixels);
  const int depth = pixGetDepth(source);
  if ((depth != 8 && depth != 32) || pixGetColormap(source) != nullptr) return {};
  GrayImage out((pixGetWidth(source) + step - 1) / step, (pixGetHeight(source) + step - 1) / step);
  for (int y = 0; y < out.height; ++y) {
    const l_uint32* line = line_of(pixels, y * step);
    std::uint8_t* row = out.row(y);
    for (int x = 0; x < out.width; ++x) {
      if (depth == 8) {
        row[x] = static_cast<std::uint8_t>(GET_DATA_BYTE(line, x * step));
      } else {
        const l_uint32 pixel = line[x * step];
        row[x] = static_cast<std::uint8_t>(
            ((pixel >> 24) * 77 + ((pixel >> 16) & 0xFF) * 150 + ((pixel >> 8) & 0xFF) * 29) >> 8);
      }
    }
  }
  return out;
}

PixPtr to_pix(const GrayImage& image, double dpi) {
  PixPtr pix(pixCreateNoInit(image.width, image.height, 8));
  if (pix == nullptr) return pix;
  const auto words = static_cast<std::size_t>(pixGetWpl(pix.get()));
  for (int y = 0; y < image.height; ++y) {
    l_uint32* line = pixGetData(pix.get()) + static_cast<std::size_t>(y) * words;
    const std::uint8_t* row = image.row(y);
    int x = 0;
    for (; x + 4 <= image.width; x += 4)
      line[x / 4] = static_cast<l_uint32>(row[x]) << 24 | static_cast<l_uint32>(row[x + 1]) << 16 |
                    static_cast<l_uint32>(row[x + 2]) << 8 | row[x + 3];
    if (x < image.width) {
      l_uint32 word = 0;
      for (int i = 0; x + i < image.width; ++i) word |= static_cast<l_uint32>(row[x + i]) << (24 - 8 * i);
      line[x / 4] = word;
    }
  }
  pixSetResolution(pix.get(), static_cast<l_int32>(dpi + 0.5), static_cast<l_int32>(dpi + 0.5));
  return pix;
}

PixPtr to_binary_pix(const GrayImage& image, int threshold, double dpi) {
  PixPtr pix(pixCreate(image.width, image.height, 1));
  if (pix == nullptr) return pix;
  const auto words = static_cast<std::size_t>(pixGetWpl(pix.get()));
  const auto limit = static_cast<std::uint8_t>(std::clamp(threshold, 0, 255));
  for (int y = 0; y < image.height; ++y) {
    l_uint32* line = pixGetData(pix.get()) + static_cast<std::size_t>(y) * words;
    const std::uint8_t* row = image.row(y);
    for (int x = 0; x < image.width; x += 32) {
      const int end = std::min(32, image.width - x);
      l_uint32 word = 0;
      for (int i = 0; i < end; ++i) word |= static_cast<l_uint32>(row[x + i] < limit) << (31 - i);
      line[x / 32] = word;
    }
  }
  pixSetResolution(pix.get(), static_cast<l_int32>(dpi + 0.5), static_cast<l_int32>(dpi + 0.5));
  return pix;
}

GrayImage reduced(const GrayImage& image, int factor) {
  assert(factor >= 1);
  if (factor == 1) return image;
  GrayImage out(image.width / factor, image.height / factor);
  if (factor == 2) {
    for (int y = 0; y < out.height; ++y) {
      const std::uint8_t* a = image.row(2 * y);
      const std::uint8_t* b = image.row(2 * y + 1);
      std::uint8_t* row = out.row(y);
      for (int x = 0; x < out.width; ++x)
        row[x] = static_cast<std::uint8_t>((a[2 * x] + a[2 * x + 1] + b[2 * x] + b[2 * x + 1] + 2) >> 2);
    }
    return out;
  }
  std::vector<std::uint32_t> sums(static_cast<std::size_t>(out.width));
  const auto area = static_cast<std::uint32_t>(factor * factor);
  for (int y = 0; y < out.height; ++y) {
    std::fill(sums.begin(), sums.end(), 0U);
    for (int dy = 0; dy < factor; ++dy) {
      const std::uint8_t* source = image.row(y * factor + dy);
      for (std::uint32_t& sum : sums) {
        for (int dx = 0; dx < factor; ++dx) sum += *source++;
      }
    }
    std::uint8_t* row = out.row(y);
    for (int x = 0; x < out.width; ++x)
      row[x] = static_cast<std::uint8_t>((sums[static_cast<std::size_t>(x)] + area / 2) / area);
  }
  return out;
}

GrayImage smoothed(GrayImage image) {
  const int width = image.width, height = image.height;
  if (width < 2 || height < 2) return image;
  const auto across = [&](int y, std::vector<int>& sums) {
    const std::uint8_t* row = image.row(y);
    for (int x = 1; x + 1 < width; ++x) sums[static_cast<std::size_t>(x)] = row[x - 1] + 2 * row[x] + row[x + 1];
    sums.front() = 3 * row[0] + row[1];
    sums.back() = row[width - 2] + 3 * row[width - 1];
  };
  std::vector<int> above(static_cast<std::size_t>(width)), here = above, below = above;
  across(0, here);
  above = here;
  for (int y = 0; y < height; ++y) {
    if (y + 1 < height)
      across(y + 1, below);
    else
      below = here;
    std::uint8_t* row = image.row(y);
    for (std::size_t x = 0; x < here.size(); ++x)
      row[x] = static_cast<std::uint8_t>((above[x] + 2 * here[x] + below[x] + 8) / 16);
    std::swap(above, here);
    std::swap(here, below);
  }
  return image;
}

GrayImage turned(GrayImage image, int quarters) {
  quarters = ((quarters % 4) + 4) % 4;
  if (quarters == 0) return image;
  if (quarters == 2) {
    std::reverse(image.pixels.begin(), image.pixels.end());
    return image;
  }
  GrayImage out(image.height, image.width);
  // In blocks, so that the rows written to stay in the cache.
  constexpr int kBlock = 32;
  for (int by = 0; by < image.height; by += kBlock) {
    for (int bx = 0; bx < image.width; bx += kBlock) {
      const int end_y = std::min(by + kBlock, image.height), end_x = std::min(bx + kBlock, image.width);
      for (int x = bx; x < end_x; ++x) {
        std::uint8_t* row = quarters == 1 ? out.row(x) : out.row(image.width - 1 - x);
        for (int y = by; y < end_y; ++y) row[quarters == 1 ? image.height - 1 - y : y] = image.at(x, y);
      }
    }
  }
  return out;
}

}  // namespace prikaz
