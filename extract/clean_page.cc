#include "clean_page.h"

#include <algorithm>
#include <cmath>

namespace prikaz {
namespace {

// Larger than the strokes of a heading, smaller than a fold's shadow.
constexpr int kTile = 24;

GrayImage evened_out(const GrayImage& map) {
  GrayImage out = map;
  for (int y = 0; y < map.height; ++y) {
    for (int x = 0; x < map.width; ++x) {
      int sum = 0, count = 0;
      for (int j = std::max(0, y - 1); j <= std::min(map.height - 1, y + 1); ++j) {
        for (int i = std::max(0, x - 1); i <= std::min(map.width - 1, x + 1); ++i, ++count) sum += map.at(i, j);
      }
      out.row(y)[x] = static_cast<std::uint8_t>(sum / count);
    }
  }
  return out;
}

// A letter or a rule that fills a tile is no paper: the lightest neighbour is, unless it is a whole dark area.
GrayImage without_lone_dark_tiles(const GrayImage& map) {
  GrayImage out = map;
  for (int y = 0; y < map.height; ++y) {
    for (int x = 0; x < map.width; ++x) {
      std::uint8_t around[9];
      int count = 0;
      for (int j = std::max(0, y - 1); j <= std::min(map.height - 1, y + 1); ++j)
        for (int i = std::max(0, x - 1); i <= std::min(map.width - 1, x + 1); ++i) around[count++] = map.at(i, j);
      std::nth_element(around, around + count / 2, around + count);
      out.row(y)[x] = std::max(map.at(x, y), around[count / 2]);
    }
  }
  return out;
}

int percentile(const std::array<std::uint32_t, 256>& histogram, std::uint32_t rank) {
  std::uint32_t seen = 0;
  for (int value = 0; value < 256; ++value) {
    seen += histogram[static_cast<std::size_t>(value)];
    if (seen > rank) return value;
  }
  return 255;
}

}  // namespace

PaperMap measure_paper(const GrayImage& image) {
  PaperMap map;
  map.tile = kTile;
  map.light = GrayImage((image.width + kTile - 1) / kTile, (image.height + kTile - 1) / kTile);
  int lightest = 1;
  for (int ty = 0; ty < map.light.height; ++ty) {
    for (int tx = 0; tx < map.light.width; ++tx) {
      std::array<std::uint32_t, 256> histogram{};
      const int end_x = std::min(image.width, (tx + 1) * kTile), end_y = std::min(image.height, (ty + 1) * kTile);
      std::uint32_t count = 0;
      for (int y = ty * kTile; y < end_y; ++y) {
        const std::uint8_t* row = image.row(y);
        for (int x = tx * kTile; x < end_x; ++x, ++count) ++histogram[row[x]];
      }
      const int paper = percentile(histogram, count * 3 / 4);
      map.light.row(ty)[tx] = static_cast<std::uint8_t>(paper);
      lightest = std::max(lightest, paper);
    }
  }
  map.light = evened_out(without_lone_dark_tiles(map.light));
  // A photograph or the lid of the scanner stays dark.
  const auto darkest_paper = static_cast<std::uint8_t>(std::max(40, lightest * 2 / 5));
  for (std::uint8_t& light : map.light.pixels) light = std::max(light, darkest_paper);
  return map;
}

void even_light(GrayImage& image, const PaperMap& map, int scale) {
  const GrayImage& light = map.light;
  const int tile = map.tile * scale;
  constexpr int kShift = 16;
  // The gain of each column at the row in hand: 255 / light, in 1/65536.
  std::vector<std::uint32_t> gains(static_cast<std::size_t>(image.width));
  std::vector<double> tile_gains(static_cast<std::size_t>(light.width));
  constexpr int kRowsAtOnce = 4;  // light changes slowly
  for (int y = 0; y < image.height; ++y) {
    if (y % kRowsAtOnce == 0) {
      const double at = std::clamp((y + 0.5) / tile - 0.5, 0.0, light.height - 1.0);
      const int upper = static_cast<int>(at), lower = std::min(upper + 1, light.height - 1);
      for (int t = 0; t < light.width; ++t) {
        const double mixed = light.at(t, upper) + (at - upper) * (light.at(t, lower) - light.at(t, upper));
        tile_gains[static_cast<std::size_t>(t)] = 255.0 * (1 << kShift) / mixed;
      }
      for (int x = 0; x < image.width;) {
        const double place = std::clamp((x + 0.5) / tile - 0.5, 0.0, light.width - 1.0);
        const int left = static_cast<int>(place), right = std::min(left + 1, light.width - 1);
        const double a = tile_gains[static_cast<std::size_t>(left)], b = tile_gains[static_cast<std::size_t>(right)];
        // To where the next tile's centre is reached.
        const int end = std::clamp(static_cast<int>((left + 1.5) * tile), x + 1, image.width);
        const double step = left == right || place <= 0 ? 0 : (b - a) / tile;
        double gain = a + (place - left) * (b - a);
        for (; x < end; ++x, gain += step) gains[static_cast<std::size_t>(x)] = static_cast<std::uint32_t>(gain);
      }
    }
    std::uint8_t* row = image.row(y);
    for (int x = 0; x < image.width; ++x)
      row[x] = static_cast<std::uint8_t>(
          std::min<std::uint32_t>(255, row[x] * gains[static_cast<std::size_t>(x)] >> kShift));
  }
}

Tone measure_tone(const GrayImage& image) {
  // What is lighter shows through from the other side, or is noise; print is darker even where it is faint.
  constexpr int kPaper = 225, kFaintestInk = 190;
  std::array<double, 256> histogram{};
  for (const std::uint8_t pixel : image.pixels) histogram[pixel] += 1;
  // Otsu's threshold between ink and paper. Paper so outnumbers ink that its share is limited.
  double below = 0, sum_below = 0, total = 0, sum = 0;
  for (int v = 0; v < 256; ++v) {
    total += histogram[static_cast<std::size_t>(v)];
    sum += v * histogram[static_cast<std::size_t>(v)];
  }
  double best = -1, ink = 60;
  for (int v = 0; v < kPaper; ++v) {
    below += histogram[static_cast<std::size_t>(v)];
    sum_below += v * histogram[static_cast<std::size_t>(v)];
    if (below == 0 || below == total) continue;
    const double mean = sum_below / below, rest = (sum - sum_below) / (total - below);
    const double between = below * (total - below) * (rest - mean) * (rest - mean);
    if (between > best) {
      best = between;
      ink = mean;
    }
  }
  // Edges of letters are half ink: the ink itself is darker than the mean of its class.
  const double black = std::clamp(ink * 0.85, 0.0, static_cast<double>(kFaintestInk));
  const double middle = (ink + kPaper + 20) / 2;
  Tone tone{};
  for (int v = 0; v < 256; ++v) {
    const double value = v < middle
                             ? (v - black) / (middle - black) * kInk
                             : kInk + (v - middle) / (std::max(kPaper + 15.0, middle + 20) - middle) * (255 - kInk);
    tone[static_cast<std::size_t>(v)] = static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0));
  }
  return tone;
}

void apply_tone(const Tone& tone, GrayImage& image) {
  for (std::uint8_t& pixel : image.pixels) pixel = tone[pixel];
}

std::vector<Mark> find_dark_edges(const GrayImage& image) {
  // Solid squares of this side hold no text: between letters and lines there is paper.
  constexpr int kSquare = 8;
  const GrayImage coarse = reduced(image, kSquare);
  std::vector<Mark> boxes;
  if (coarse.width < 3 || coarse.height < 3) return boxes;
  constexpr int kDark = 90;
  GrayImage edge(coarse.width, coarse.height, 0);
  std::vector<std::pair<int, int>> reached;
  const auto visit = [&](int x, int y) {
    if (x < 0 || y < 0 || x >= coarse.width || y >= coarse.height) return;
    if (coarse.at(x, y) >= kDark || edge.at(x, y) != 0) return;
    edge.row(y)[x] = 1;
    reached.emplace_back(x, y);
  };
  for (int x = 0; x < coarse.width; ++x) {
    visit(x, 0);
    visit(x, coarse.height - 1);
  }
  for (int y = 0; y < coarse.height; ++y) {
    visit(0, y);
    visit(coarse.width - 1, y);
  }
  while (!reached.empty()) {
    const auto [x, y] = reached.back();
    reached.pop_back();
    visit(x - 1, y);
    visit(x + 1, y);
    visit(x, y - 1);
    visit(x, y + 1);
  }
  // With a seam: squares on the border are dark in part only. Rows of squares become boxes.
  for (int y = 0; y < edge.height; ++y) {
    for (int x = 0; x < edge.width; ++x) {
      const int from = x;
      while (x < edge.width && edge.at(x, y) != 0) ++x;
      if (x == from) continue;
      Mark box;
      box.left = from <= 1 ? 0 : (from - 1) * kSquare;
      box.top = y <= 1 ? 0 : (y - 1) * kSquare;
      box.right = x >= edge.width - 1 ? image.width : (x + 1) * kSquare;
      box.bottom = y >= edge.height - 2 ? image.height : (y + 2) * kSquare;
      boxes.push_back(box);
    }
  }
  // A line of a few pixels along the very edge is left by the glass.
  constexpr int kSeam = 4;
  const auto dark_share = [&](int x0, int y0, int x1, int y1) {
    int dark = 0;
    for (int y = y0; y < y1; ++y)
      for (int x = x0; x < x1; ++x) dark += image.at(x, y) < kInk ? 1 : 0;
    return static_cast<double>(dark) / ((x1 - x0) * (y1 - y0));
  };
  constexpr double kMostly = 0.4;
  const int w = image.width, h = image.height;
  for (int i = kSeam - 1; i >= 0; --i) {
    if (dark_share(i, 0, i + 1, h) > kMostly) boxes.push_back({0, 0, i + 2, h, 0});
    if (dark_share(w - 1 - i, 0, w - i, h) > kMostly) boxes.push_back({w - 2 - i, 0, w, h, 0});
    if (dark_share(0, i, w, i + 1) > kMostly) boxes.push_back({0, 0, w, i + 2, 0});
    if (dark_share(0, h - 1 - i, w, h - i) > kMostly) boxes.push_back({0, h - 2 - i, w, h, 0});
  }
  return boxes;
}

void clear_specks(GrayImage& image, const std::vector<Mark>& marks, float letter_size) {
  if (letter_size <= 0) return;
  // A full stop is some 0.22 of a lower-case letter high, more in bold.
  const float never_print = 0.1F * letter_size, maybe_dot = 0.4F * letter_size;
  const int near = static_cast<int>(letter_size * 1.3F);
  const int cell = std::max(1, near);
  const int columns = image.width / cell + 1, rows = image.height / cell + 1;
  // Where there is print: cells of the size of the neighbourhood, each with the boxes that touch it.
  std::vector<std::vector<int>> print(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const Mark& mark = marks[i];
    const auto longer = static_cast<float>(std::max(mark.width(), mark.height()));
    if (longer <= maybe_dot || static_cast<float>(mark.height()) > 3 * letter_size) continue;
    for (int y = mark.top / cell; y <= (mark.bottom - 1) / cell; ++y)
      for (int x = mark.left / cell; x <= (mark.right - 1) / cell; ++x)
        print[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(x)].push_back(
            static_cast<int>(i));
  }
  const auto stands_alone = [&](const Mark& mark) {
    for (int y = std::max(0, mark.top / cell - 1); y <= std::min(rows - 1, (mark.bottom - 1) / cell + 1); ++y) {
      for (int x = std::max(0, mark.left / cell - 1); x <= std::min(columns - 1, (mark.right - 1) / cell + 1); ++x) {
        for (const int i :
             print[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(x)]) {
          const Mark& other = marks[static_cast<std::size_t>(i)];
          const int dx = std::max({0, other.left - mark.right, mark.left - other.right});
          const int dy = std::max({0, other.top - mark.bottom, mark.top - other.bottom});
          if (dx <= near && dy <= static_cast<int>(letter_size * 0.6F)) return false;
        }
      }
    }
    return true;
  };
  for (const Mark& mark : marks) {
    const auto longer = static_cast<float>(std::max(mark.width(), mark.height()));
    if (longer > maybe_dot || (longer > never_print && !stands_alone(mark))) continue;
    // With the gray rim around it.
    const int left = std::max(0, mark.left - 1), right = std::min(image.width, mark.right + 1);
    for (int y = std::max(0, mark.top - 1); y < std::min(image.height, mark.bottom + 1); ++y)
      std::fill(image.row(y) + left, image.row(y) + right, std::uint8_t{255});
  }
}

}  // namespace prikaz
