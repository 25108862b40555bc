#include "prikaz/grid.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace prikaz {
namespace {

constexpr float kTouch = 3;      // points by which crossing lines may miss each other
constexpr float kSamePlace = 3;  // lines closer than this are one border
constexpr float kMinLength = 5;  // shorter strokes are ticks and glyph parts
constexpr float kOpenSide = 10;  // horizontal lines that go on this far beyond the last vertical close an open side
constexpr std::size_t kMaxRules = 6000;  // a page with more is a drawing

class UnionFind {
 public:
  explicit UnionFind(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
  std::size_t find(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void unite(std::size_t a, std::size_t b) { parent_[find(a)] = find(b); }

 private:
  std::vector<std::size_t> parent_;
};

bool cross(const RulingLine& h, const RulingLine& v) {
  return v.position >= h.from - kTouch && v.position <= h.to + kTouch && h.position >= v.from - kTouch &&
         h.position <= v.to + kTouch;
}

// Positions closer than kSamePlace are one border, at their mean.
std::vector<float> clustered(std::vector<float> positions) {
  std::sort(positions.begin(), positions.end());
  std::vector<float> out;
  for (std::size_t i = 0; i < positions.size();) {
    std::size_t j = i;
    float sum = 0;
    while (j < positions.size() && positions[j] - positions[i] <= kSamePlace) sum += positions[j++];
    out.push_back(sum / static_cast<float>(j - i));
    i = j;
  }
  return out;
}

// How much of [from, to] the lines at `position` cover.
float covered(const std::vector<const RulingLine*>& lines, float position, float from, float to) {
  float sum = 0;
  for (const RulingLine* line : lines)
    if (std::abs(line->position - position) <= kSamePlace)
      sum += std::max(0.0F, overlap(line->from, line->to, from, to));
  return sum;
}

Grid grid_of(const std::vector<const RulingLine*>& horizontal, const std::vector<const RulingLine*>& vertical) {
  std::vector<float> xs, ys;
  for (const RulingLine* line : vertical) xs.push_back(line->position);
  for (const RulingLine* line : horizontal) ys.push_back(line->position);
  Grid grid;
  grid.xs = clustered(xs);
  grid.ys = clustered(ys);
  // Open sides: several horizontal lines end at the same place beyond the outermost vertical.
  const auto close_side = [&](bool left) {
    int beyond = 0;
    float end = left ? grid.xs.front() : grid.xs.back();
    for (const RulingLine* line : horizontal) {
      const float out = left ? grid.xs.front() - line->from : line->to - grid.xs.back();
      if (out < kOpenSide) continue;
      ++beyond;
      end = left ? std::min(end, line->from) : std::max(end, line->to);
    }
    if (beyond < 2 || beyond * 2 < static_cast<int>(grid.ys.size())) return;
    if (left)
      grid.xs.insert(grid.xs.begin(), end);
    else
      grid.xs.push_back(end);
  };
  close_side(true);
  close_side(false);
  // The same above and below: a table cut by the page end may come without its outer line.
  const auto close_end = [&](bool top) {
    int beyond = 0;
    float end = top ? grid.ys.front() : grid.ys.back();
    for (const RulingLine* line : vertical) {
      const float out = top ? grid.ys.front() - line->from : line->to - grid.ys.back();
      if (out < kOpenSide) continue;
      ++beyond;
      end = top ? std::min(end, line->from) : std::max(end, line->to);
    }
    if (beyond < 2 || beyond * 2 < static_cast<int>(grid.xs.size())) return;
    if (top)
      grid.ys.insert(grid.ys.begin(), end);
    else
      grid.ys.push_back(end);
  };
  close_end(true);
  close_end(false);

  const std::size_t rows = grid.ys.size() - 1, cols = grid.xs.size() - 1;
  UnionFind cells(rows * cols);
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < cols; ++c) {
      const float top = grid.ys[r], bottom = grid.ys[r + 1], left = grid.xs[c], right = grid.xs[c + 1];
      if (c + 1 < cols && covered(vertical, right, top, bottom) < 0.55F * (bottom - top))
        cells.unite(r * cols + c, r * cols + c + 1);
      if (r + 1 < rows && covered(horizontal, bottom, left, right) < 0.55F * (right - left))
        cells.unite(r * cols + c, (r + 1) * cols + c);
    }
  }
  // What hangs together need not be a rectangle where a line is broken; its bounding box is taken if it is free.
  std::vector<int> owner(rows * cols, -1);
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < cols; ++c) {
      if (owner[r * cols + c] >= 0) continue;
      const std::size_t root = cells.find(r * cols + c);
      std::size_t c1 = c + 1, r1 = r + 1;
      while (c1 < cols && owner[r * cols + c1] < 0 && cells.find(r * cols + c1) == root) ++c1;
      const auto row_belongs = [&](std::size_t row) {
        for (std::size_t k = c; k < c1; ++k)
          if (owner[row * cols + k] >= 0 || cells.find(row * cols + k) != root) return false;
        return true;
      };
      while (r1 < rows && row_belongs(r1)) ++r1;
      GridCell cell{static_cast<int>(r),
                    static_cast<int>(c),
                    static_cast<int>(r1 - r),
                    static_cast<int>(c1 - c),
                    {grid.xs[c], grid.ys[r], grid.xs[c1], grid.ys[r1]}};
      for (std::size_t i = r; i < r1; ++i)
        for (std::size_t k = c; k < c1; ++k) owner[i * cols + k] = static_cast<int>(grid.cells.size());
      grid.cells.push_back(cell);
    }
  }
  grid.box = {grid.xs.front(), grid.ys.front(), grid.xs.back(), grid.ys.back()};
  return grid;
}

}  // namespace

std::vector<Grid> find_grids(const std::vector<RulingLine>& rules) {
  std::vector<const RulingLine*> horizontal, vertical;
  for (const RulingLine& rule : rules) {
    if (rule.to - rule.from < kMinLength) continue;
    (rule.vertical ? vertical : horizontal).push_back(&rule);
  }
  if (horizontal.size() < 2 || vertical.empty() || horizontal.size() + vertical.size() > kMaxRules) return {};
  UnionFind components(horizontal.size() + vertical.size());
  for (std::size_t i = 0; i < horizontal.size(); ++i)
    for (std::size_t j = 0; j < vertical.size(); ++j)
      if (cross(*horizontal[i], *vertical[j])) components.unite(i, horizontal.size() + j);
  std::vector<Grid> grids;
  for (std::size_t root = 0; root < horizontal.size() + vertical.size(); ++root) {
    if (components.find(root) != root) continue;
    std::vector<const RulingLine*> h, v;
    for (std::size_t i = 0; i < horizontal.size(); ++i)
      if (components.find(i) == root) h.push_back(horizontal[i]);
    for (std::size_t j = 0; j < vertical.size(); ++j)
      if (components.find(horizontal.size() + j) == root) v.push_back(vertical[j]);
    if (h.size() < 2 || v.empty()) continue;
    Grid grid = grid_of(h, v);
    if (grid.cells.size() >= 2) grids.push_back(std::move(grid));
  }
  std::sort(grids.begin(), grids.end(), [](const Grid& a, const Grid& b) { return a.box.top < b.box.top; });
  return grids;
}

}  // namespace prikaz
