#include "resample.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace prikaz {
namespace {

constexpr int kMesh = 32;
constexpr double kOne = 65536;

// Places are in 1/65536 of a pixel.
struct Walk {
  std::int64_t u, v, du, dv;
};

std::uint8_t nearest(const GrayImage& image, const Walk& at) {
  const std::int64_t x = (at.u + 0x8000) >> 16, y = (at.v + 0x8000) >> 16;
  const bool inside = x >= 0 && y >= 0 && x < image.width && y < image.height;
  return inside ? image.at(static_cast<int>(x), static_cast<int>(y)) : std::uint8_t{255};
}

// REQUIRES: the pixel to the right and those below are inside.
std::uint8_t interpolated(const GrayImage& image, const Walk& at) {
  const auto stride = static_cast<std::size_t>(image.width);
  const std::uint8_t* pixel =
      image.pixels.data() + static_cast<std::size_t>(at.v >> 16) * stride + static_cast<std::size_t>(at.u >> 16);
  const auto fu = static_cast<unsigned>(at.u >> 8) & 0xFFU, fv = static_cast<unsigned>(at.v >> 8) & 0xFFU;
  const unsigned top = pixel[0] * (256 - fu) + pixel[1] * fu;
  const unsigned bottom = pixel[stride] * (256 - fu) + pixel[stride + 1] * fu;
  return static_cast<std::uint8_t>((top * (256 - fv) + bottom * fv + 0x8000) >> 16);
}

}  // namespace

GrayImage resampled(const GrayImage& image, int width, int height, const std::function<Point(Point)>& source_of) {
  GrayImage out(width, height);
  const int columns = (width + kMesh - 1) / kMesh;
  std::vector<Point> upper(static_cast<std::size_t>(columns) + 1), lower(upper.size());
  const auto fill_nodes = [&](std::vector<Point>& nodes, int y) {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const Point p = source_of({static_cast<double>(i) * kMesh + 0.5, y + 0.5});
      nodes[i] = {p.x - 0.5, p.y - 0.5};
    }
  };
  fill_nodes(lower, 0);
  const auto limit_u = (static_cast<std::int64_t>(image.width) - 1) << 16;
  const auto limit_v = (static_cast<std::int64_t>(image.height) - 1) << 16;
  const auto inside = [&](std::int64_t u, std::int64_t v) { return u >= 0 && v >= 0 && u < limit_u && v < limit_v; };
  for (int y = 0; y < height; ++y) {
    if (y % kMesh == 0) {
      std::swap(upper, lower);
      fill_nodes(lower, y + kMesh);
    }
    const double part = static_cast<double>(y % kMesh) / kMesh;
    std::uint8_t* row = out.row(y);
    for (int column = 0; column < columns; ++column) {
      const auto c = static_cast<std::size_t>(column);
      const Point a{upper[c].x + part * (lower[c].x - upper[c].x), upper[c].y + part * (lower[c].y - upper[c].y)};
      const Point b{upper[c + 1].x + part * (lower[c + 1].x - upper[c + 1].x),
                    upper[c + 1].y + part * (lower[c + 1].y - upper[c + 1].y)};
      Walk at{static_cast<std::int64_t>(a.x * kOne), static_cast<std::int64_t>(a.y * kOne),
              static_cast<std::int64_t>((b.x - a.x) * kOne / kMesh),
              static_cast<std::int64_t>((b.y - a.y) * kOne / kMesh)};
      const int end = std::min(width, (column + 1) * kMesh);
      const bool wholly = inside(at.u, at.v) && inside(at.u + at.du * kMesh, at.v + at.dv * kMesh);
      for (int x = column * kMesh; x < end; ++x, at.u += at.du, at.v += at.dv)
        row[x] = wholly || inside(at.u, at.v) ? interpolated(image, at) : nearest(image, at);
    }
  }
  return out;
}

}  // namespace prikaz
