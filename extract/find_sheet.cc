#include "find_sheet.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace prikaz {
namespace {

// Enough for a side to be found to a pixel of a picture some 400 pixels wide.
constexpr int kCoarseSide = 420;

// y = slope * x + offset, or the same with x and y exchanged.
struct Line {
  double slope = 0, offset = 0;
  double share = 0;  // of the points that lie on it
};

int otsu(const GrayImage& image, double& dark_mean, double& light_mean) {
  std::array<double, 256> histogram{};
  double total = 0, sum = 0;
  for (const std::uint8_t p : image.pixels) {
    ++histogram[p];
    ++total;
    sum += p;
  }
  double below = 0, sum_below = 0, best = -1;
  int threshold = 128;
  for (int v = 0; v < 255; ++v) {
    below += histogram[static_cast<std::size_t>(v)];
    sum_below += v * histogram[static_cast<std::size_t>(v)];
    if (below == 0 || below == total) continue;
    const double a = sum_below / below, b = (sum - sum_below) / (total - below);
    const double between = below * (total - below) * (b - a) * (b - a);
    if (between > best) {
      best = between;
      threshold = v + 1;
      dark_mean = a;
      light_mean = b;
    }
  }
  return threshold;
}

// The line that most points lie on; pairs of points a third of the row apart are tried.
Line fit(const std::vector<Point>& points) {
  Line best;
  if (points.size() < 20) return best;
  constexpr double kNear = 1.2;
  const std::size_t step = std::max<std::size_t>(1, points.size() / 40);
  for (std::size_t i = 0; i < points.size(); i += step) {
    for (std::size_t j = i + points.size() / 3; j < points.size(); j += step) {
      if (points[j].x == points[i].x) continue;
      const double slope = (points[j].y - points[i].y) / (points[j].x - points[i].x);
      const double offset = points[i].y - slope * points[i].x;
      const auto near = std::count_if(points.begin(), points.end(),
                                      [&](const Point& p) { return std::abs(p.y - slope * p.x - offset) <= kNear; });
      const double share = static_cast<double>(near) / static_cast<double>(points.size());
      if (share > best.share) best = {slope, offset, share};
    }
  }
  // The mean line of its points.
  double n = 0, x = 0, y = 0, xx = 0, xy = 0;
  for (const Point& p : points) {
    if (std::abs(p.y - best.slope * p.x - best.offset) > kNear) continue;
    n += 1;
    x += p.x;
    y += p.y;
    xx += p.x * p.x;
    xy += p.x * p.y;
  }
  const double spread = xx * n - x * x;
  if (n >= 2 && spread > 0) {
    best.slope = (xy * n - x * y) / spread;
    best.offset = (y - best.slope * x) / n;
  }
  return best;
}

// `upright`: x = slope * y + offset; `level`: y = slope * x + offset.
Point crossing(const Line& upright, const Line& level) {
  const double y = (level.slope * upright.offset + level.offset) / (1 - level.slope * upright.slope);
  return {upright.slope * y + upright.offset, y};
}

double length(Point a, Point b) { return std::hypot(b.x - a.x, b.y - a.y); }

struct Rectangle {
  double left, top, width, height;
};

// Of the sheet's mean width and height, about its middle, turned to the nearest upright position.
Rectangle rectangle_of(const Sheet& s) {
  const double width = (length(s[0], s[1]) + length(s[3], s[2])) / 2,
               height = (length(s[0], s[3]) + length(s[1], s[2])) / 2;
  const double x = (s[0].x + s[1].x + s[2].x + s[3].x) / 4, y = (s[0].y + s[1].y + s[2].y + s[3].y) / 4;
  return {x - width / 2, y - height / 2, width, height};
}

}  // namespace

std::optional<Sheet> find_sheet(const GrayImage& image) {
  const int factor = std::max(1, std::max(image.width, image.height) / kCoarseSide);
  const GrayImage coarse = reduced(image, factor);
  if (coarse.width < 60 || coarse.height < 60) return std::nullopt;
  double dark = 0, light = 0;
  const int threshold = otsu(coarse, dark, light);
  constexpr double kContrast = 45;
  if (light - dark < kContrast) return std::nullopt;

  // The light part around the middle of the picture; print within it is jumped over from its outline.
  const int w = coarse.width, h = coarse.height;
  GrayImage reached(w, h, 0);
  std::vector<std::pair<int, int>> pending;
  const auto visit = [&](int x, int y) {
    if (x < 0 || y < 0 || x >= w || y >= h || reached.at(x, y) != 0 || coarse.at(x, y) < threshold) return;
    reached.row(y)[x] = 1;
    pending.emplace_back(x, y);
  };
  for (int y = h * 2 / 5; y < h * 3 / 5; ++y)
    for (int x = w * 2 / 5; x < w * 3 / 5; ++x) visit(x, y);
  while (!pending.empty()) {
    const auto [x, y] = pending.back();
    pending.pop_back();
    visit(x - 1, y);
    visit(x + 1, y);
    visit(x, y - 1);
    visit(x, y + 1);
  }
  std::vector<Point> left, right, top, bottom;
  for (int y = 0; y < h; ++y) {
    const std::uint8_t* row = reached.row(y);
    const auto first = std::find(row, row + w, 1) - row;
    if (first == w) continue;
    int last = w - 1;
    while (row[last] == 0) --last;
    left.push_back({static_cast<double>(y), static_cast<double>(first)});
    right.push_back({static_cast<double>(y), last + 1.0});
  }
  for (int x = 0; x < w; ++x) {
    int first = 0, last = h - 1;
    while (first < h && reached.at(x, first) == 0) ++first;
    if (first == h) continue;
    while (reached.at(x, last) == 0) --last;
    top.push_back({static_cast<double>(x), static_cast<double>(first)});
    bottom.push_back({static_cast<double>(x), last + 1.0});
  }
  const Line lines[] = {fit(left), fit(right), fit(top), fit(bottom)};
  constexpr double kSure = 0.6;
  for (const Line& line : lines) {
    if (line.share < kSure || std::abs(line.slope) > 0.6) return std::nullopt;
  }
  const Sheet sheet{crossing(lines[0], lines[2]), crossing(lines[1], lines[2]), crossing(lines[1], lines[3]),
                    crossing(lines[0], lines[3])};
  for (const Point& corner : sheet) {
    // A corner a little outside of the picture is as good as seen.
    if (corner.x < -0.04 * w || corner.y < -0.04 * h || corner.x > 1.04 * w || corner.y > 1.04 * h) return std::nullopt;
  }
  // A side along the border of the picture is where the picture ends, not the paper.
  constexpr double kInside = 1.5;
  const auto at_border = [&](const Line& line, double side, double extent) {
    return std::abs(line.offset + line.slope * extent / 2 - side) < kInside;
  };
  if (at_border(lines[0], 0, h) || at_border(lines[1], w, h) || at_border(lines[2], 0, w) || at_border(lines[3], h, w))
    return std::nullopt;
  const Rectangle box = rectangle_of(sheet);
  constexpr double kLeastArea = 0.25;
  if (box.width * box.height < kLeastArea * w * h) return std::nullopt;
  // Opposite sides that are parallel need turning only, and lines of text show how far better than edges.
  constexpr double kSlant = 0.012;
  if (std::abs(lines[0].slope - lines[1].slope) < kSlant && std::abs(lines[2].slope - lines[3].slope) < kSlant)
    return std::nullopt;
  Sheet scaled = sheet;
  for (Point& corner : scaled) corner = {corner.x * factor, corner.y * factor};
  return scaled;
}

PixelBox inside(const Sheet& sheet, double scale) {
  const auto pixel = [scale](double at) { return std::max(0, static_cast<int>(at * scale)); };
  return {pixel(std::max(sheet[0].x, sheet[3].x)), pixel(std::max(sheet[0].y, sheet[1].y)),
          pixel(std::min(sheet[1].x, sheet[2].x)), pixel(std::min(sheet[2].y, sheet[3].y))};
}

GrayImage rectified(const GrayImage& image, const Sheet& sheet, double scale) {
  const Rectangle box = rectangle_of(sheet);
  // The projective map from the unit square onto the sheet (Heckbert 1989).
  const double sx = sheet[0].x - sheet[1].x + sheet[2].x - sheet[3].x,
               sy = sheet[0].y - sheet[1].y + sheet[2].y - sheet[3].y;
  const double dx1 = sheet[1].x - sheet[2].x, dx2 = sheet[3].x - sheet[2].x;
  const double dy1 = sheet[1].y - sheet[2].y, dy2 = sheet[3].y - sheet[2].y;
  const double det = dx1 * dy2 - dx2 * dy1;
  const double g = (sx * dy2 - dx2 * sy) / det, k = (dx1 * sy - sx * dy1) / det;
  const double a = sheet[1].x - sheet[0].x + g * sheet[1].x, b = sheet[3].x - sheet[0].x + k * sheet[3].x;
  const double d = sheet[1].y - sheet[0].y + g * sheet[1].y, e = sheet[3].y - sheet[0].y + k * sheet[3].y;
  GrayImage out = resampled(image, image.width, image.height, [&](Point p) {
    const double u = (p.x / scale - box.left) / box.width, v = (p.y / scale - box.top) / box.height;
    const double divisor = std::max(0.05, g * u + k * v + 1);
    return Point{(a * u + b * v + sheet[0].x) / divisor * scale, (d * u + e * v + sheet[0].y) / divisor * scale};
  });
  // A rim as wide as the sides are uncertain.
  const double rim = 0.006 * std::max(box.width, box.height);
  const auto pixel = [scale](double at, int most) { return std::clamp(static_cast<int>(at * scale), 0, most); };
  const int left = pixel(box.left + rim, out.width - 1), right = pixel(box.left + box.width - rim, out.width);
  const int top = pixel(box.top + rim, out.height - 1), bottom = pixel(box.top + box.height - rim, out.height);
  if (left >= right || top >= bottom) return out;
  for (int y = top; y < bottom; ++y) {
    std::uint8_t* row = out.row(y);
    std::fill(row, row + left, row[left]);
    std::fill(row + right, row + out.width, row[right - 1]);
  }
  for (int y = 0; y < out.height; ++y) {
    if (y >= top && y < bottom) continue;
    std::copy_n(out.row(y < top ? top : bottom - 1), out.width, out.row(y));
  }
  return out;
}

}  // namespace prikaz
