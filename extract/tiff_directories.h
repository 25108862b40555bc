// The pages of a TIFF file, found without decoding any of them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace prikaz {

struct TiffDirectory {
  std::uint32_t offset = 0;  // of the directory in the file
  std::uint32_t width = 0, height = 0;
  std::uint32_t bits_per_pixel = 1;
  double dpi_x = 0, dpi_y = 0;  // 0 if the file does not say
  bool preview = false;         // a smaller copy of another page, or its mask
};

struct TiffDirectories {
  std::vector<TiffDirectory> pages;  // in the order of the file
  bool cut_off = false;              // there is a further one that lies outside of the bytes
};

// TIFF 6.0 in both byte orders, not BigTIFF. Nothing for other bytes. Stops at a directory that was seen before.
TiffDirectories read_tiff_directories(std::string_view bytes);

}  // namespace prikaz
