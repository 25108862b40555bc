#include "tiff_directories.h"

#include <algorithm>
#include <cstddef>
#include <unordered_set>

namespace prikaz {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes), big_endian_(bytes.starts_with("MM")) {}

  bool has(std::uint64_t offset, std::uint64_t length) const {
    return offset <= bytes_.size() && length <= bytes_.size() - offset;
  }
  std::uint32_t number(std::uint64_t offset, int length) const {
    std::uint32_t value = 0;
    for (int i = 0; i < length; ++i) {
      const int at = big_endian_ ? i : length - 1 - i;
      value = value << 8 | static_cast<unsigned char>(bytes_[offset + static_cast<std::uint64_t>(at)]);
    }
    return value;
  }

 private:
  std::string_view bytes_;
  bool big_endian_;
};

enum Tag : std::uint32_t {
  kNewSubfileType = 254,
  kImageWidth = 256,
  kImageLength = 257,
  kBitsPerSample = 258,
  kSamplesPerPixel = 277,
  kXResolution = 282,
  kYResolution = 283,
  kResolutionUnit = 296,
};
constexpr std::uint32_t kShort = 3;

double ratio_at(const Reader& file, std::uint32_t offset) {
  if (!file.has(offset, 8)) return 0;
  const double denominator = file.number(offset + 4, 4);
  return denominator > 0 ? file.number(offset, 4) / denominator : 0;
}

}  // namespace

TiffDirectories read_tiff_directories(std::string_view bytes) {
  constexpr std::size_t kMaxDirectories = 20'000;
  TiffDirectories found;
  std::vector<TiffDirectory>& directories = found.pages;
  const Reader file(bytes);
  if (!file.has(0, 8) || file.number(2, 2) != 42) return found;
  std::uint32_t offset = file.number(4, 4);
  std::unordered_set<std::uint32_t> seen;
  while (offset != 0 && directories.size() < kMaxDirectories && seen.insert(offset).second) {
    const std::uint32_t entries = file.has(offset, 2) ? file.number(offset, 2) : 0;
    if (entries == 0 || !file.has(offset, 2 + 12ULL * entries + 4)) {
      found.cut_off = true;
      break;
    }
    TiffDirectory directory;
    directory.offset = offset;
    std::uint32_t bits = 1, samples = 1, unit = 2;
    for (std::uint32_t i = 0; i < entries; ++i) {
      const std::uint64_t entry = offset + 2 + 12ULL * i;
      const std::uint32_t count = file.number(entry + 4, 4);
      const std::uint32_t value = file.number(entry + 8, file.number(entry + 2, 2) == kShort ? 2 : 4);
      switch (file.number(entry, 2)) {
        case kNewSubfileType: directory.preview = (value & 5) != 0; break;
        case kImageWidth: directory.width = value; break;
        case kImageLength: directory.height = value; break;
        // More than two samples are written elsewhere, all alike.
        case kBitsPerSample: bits = count <= 2 ? value : file.has(value, 2) ? file.number(value, 2) : 8; break;
        case kSamplesPerPixel: samples = value; break;
        case kXResolution: directory.dpi_x = ratio_at(file, value); break;
        case kYResolution: directory.dpi_y = ratio_at(file, value); break;
        case kResolutionUnit: unit = value; break;
        default: break;
      }
    }
    directory.bits_per_pixel = std::max(1U, bits * samples);
    if (unit == 3) {  // per centimetre
      directory.dpi_x *= 2.54;
      directory.dpi_y *= 2.54;
    } else if (unit == 1) {
      directory.dpi_x = directory.dpi_y = 0;
    }
    directories.push_back(directory);
    offset = file.number(offset + 2 + 12ULL * entries, 4);
  }
  return found;
}

}  // namespace prikaz
