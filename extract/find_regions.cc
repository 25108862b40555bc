// Cells of the grids that the rules draw, then the rest of the page cut at its white gaps.
#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "prikaz/grid.h"
#include "recognizer.h"

namespace prikaz {
namespace {

// Lengths in inches.
constexpr double kSpeck = 0.012;     // no full stop is smaller
constexpr double kMinLetter = 0.03;  // height; smaller marks do not tell the size of the print
constexpr double kMaxLetter = 0.4;
constexpr double kBlot = 1.5;     // no letter is so large in both directions
constexpr double kMargin = 0.04;  // white around a region
constexpr double kGutter = 0.25;  // white between two columns of text
constexpr float kPointsPerInch = 72;

constexpr float kOneLine = 2.3F;   // of the height of its letters: a single line is no higher
constexpr float kBlockGap = 2.5F;  // of the height of letters: white between two blocks
constexpr float kSameLine = 0.5F;  // of the lower of two lines beside each other

float middle_of(std::vector<float> values, float otherwise) {
  if (values.empty()) return otherwise;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// The connected shapes of ink, without specks and without what is too large to be print.
std::vector<Box> shapes_on(const PreparedPage& page) {
  std::vector<Box> shapes;
  Boxa* boxes = pixConnCompBB(page.binary.get(), 8);
  if (boxes == nullptr) return shapes;
  const auto speck = static_cast<l_int32>(std::lround(kSpeck * page.dpi)),
             blot = static_cast<l_int32>(kBlot * page.dpi);
  const int count = boxaGetCount(boxes);
  shapes.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    l_int32 x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    if ((w < speck && h < speck) || (w > blot && h > blot)) continue;
    shapes.push_back(
        {static_cast<float>(x), static_cast<float>(y), static_cast<float>(x + w), static_cast<float>(y + h)});
  }
  boxaDestroy(&boxes);
  return shapes;
}

float letter_height(const std::vector<Box>& shapes, double dpi, float otherwise) {
  std::vector<float> heights;
  for (const Box& shape : shapes)
    if (shape.height() >= static_cast<float>(kMinLetter * dpi) &&
        shape.height() <= static_cast<float>(kMaxLetter * dpi))
      heights.push_back(shape.height());
  return middle_of(std::move(heights), otherwise);
}

Box box_of(const std::vector<Box>& shapes) {
  Box box = shapes.front();
  for (const Box& shape : shapes) box = united(box, shape);
  return box;
}

Box with_margin(Box box, float margin, const Box& limit) {
  box = {box.left - margin, box.top - margin, box.right + margin, box.bottom + margin};
  return {std::max(box.left, limit.left), std::max(box.top, limit.top), std::min(box.right, limit.right),
          std::min(box.bottom, limit.bottom)};
}

// Sorts the shapes by their place in one direction and cuts where nothing covers at least `gap`.
std::vector<std::vector<Box>> cut(std::vector<Box> shapes, bool rows, float gap) {
  const auto from = [rows](const Box& box) { return rows ? box.top : box.left; };
  const auto to = [rows](const Box& box) { return rows ? box.bottom : box.right; };
  std::sort(shapes.begin(), shapes.end(), [&](const Box& a, const Box& b) { return from(a) < from(b); });
  std::vector<std::vector<Box>> parts;
  float end = 0;
  for (const Box& shape : shapes) {
    if (parts.empty() || from(shape) - end >= gap) parts.emplace_back();
    end = parts.back().empty() ? to(shape) : std::max(end, to(shape));
    parts.back().push_back(shape);
  }
  return parts;
}

// The lines of print, as boxes, of shapes that stand in one column. Marks above and below letters belong to them.
std::vector<Box> lines_of(const std::vector<Box>& shapes, float letter) {
  std::vector<Box> lines;
  for (const std::vector<Box>& line : cut(shapes, true, 1)) {
    const Box box = box_of(line);
    if (!lines.empty() && box.top - lines.back().bottom < letter / 4 &&
        std::min(box.height(), lines.back().height()) < letter * 0.7F)
      lines.back() = united(lines.back(), box);
    else
      lines.push_back(box);
  }
  return lines;
}

// Two columns whose lines stand on the same heights (a signature beside an office, a table without rules) are read
// across; others would be torn into false lines.
bool lines_agree(const std::vector<Box>& left, const std::vector<Box>& right) {
  const std::vector<Box>& fewer = left.size() <= right.size() ? left : right;
  const std::vector<Box>& more = left.size() <= right.size() ? right : left;
  for (const Box& line : fewer) {
    const bool has_equal = std::any_of(more.begin(), more.end(), [&](const Box& other) {
      const float height = std::min(line.height(), other.height());
      return std::abs(line.bottom - other.bottom) < kSameLine * height ||
             std::abs(line.top - other.top) < kSameLine * height;
    });
    // Above or below all of the other column it is in nobody's way.
    const bool apart = line.bottom < more.front().top || line.top > more.back().bottom;
    if (!has_equal && !apart) return false;
  }
  return true;
}

struct Block {
  std::vector<Box> shapes;
};

void split_block(std::vector<Box> shapes, double dpi, float page_letter, std::vector<Block>& blocks) {
  const float letter = letter_height(shapes, dpi, page_letter);
  std::vector<std::vector<Box>> parts = cut(shapes, true, kBlockGap * std::max(letter, page_letter));
  if (parts.size() > 1) {
    for (std::vector<Box>& part : parts) split_block(std::move(part), dpi, page_letter, blocks);
    return;
  }
  std::vector<std::vector<Box>> columns = cut(shapes, false, static_cast<float>(kGutter * dpi));
  for (std::size_t i = 1; i < columns.size();) {
    if (lines_agree(lines_of(columns[i - 1], letter), lines_of(columns[i], letter))) {
      columns[i - 1].insert(columns[i - 1].end(), columns[i].begin(), columns[i].end());
      columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
  if (columns.size() > 1) {
    for (std::vector<Box>& column : columns) split_block(std::move(column), dpi, page_letter, blocks);
    return;
  }
  blocks.push_back({std::move(shapes)});
}

}  // namespace

std::vector<Region> find_regions(const PreparedPage& page, const std::vector<RulingLine>& rules) {
  if (!page.binary || page.dpi <= 0) return {};
  const auto px_per_point = static_cast<float>(page.dpi) / kPointsPerInch;
  std::vector<RulingLine> in_points = rules;
  for (RulingLine& rule : in_points) {
    rule.position /= px_per_point;
    rule.from /= px_per_point;
    rule.to /= px_per_point;
    rule.thickness /= px_per_point;
  }
  std::vector<Box> cells;
  for (const Grid& grid : find_grids(in_points))
    for (const GridCell& cell : grid.cells)
      cells.push_back({cell.box.left * px_per_point, cell.box.top * px_per_point, cell.box.right * px_per_point,
                       cell.box.bottom * px_per_point});

  const Box sheet{0, 0, static_cast<float>(pixGetWidth(page.binary.get())),
                  static_cast<float>(pixGetHeight(page.binary.get()))};
  const std::vector<Box> shapes = shapes_on(page);
  std::vector<std::vector<Box>> inside(cells.size());
  std::vector<Box> outside;
  for (const Box& shape : shapes) {
    const auto cell = std::find_if(cells.begin(), cells.end(),
                                   [&](const Box& box) { return box.contains(shape.center_x(), shape.center_y()); });
    if (cell == cells.end())
      outside.push_back(shape);
    else
      inside[static_cast<std::size_t>(cell - cells.begin())].push_back(shape);
  }

  const float page_letter = letter_height(shapes, page.dpi, static_cast<float>(0.09 * page.dpi));
  const auto margin = static_cast<float>(kMargin * page.dpi);
  std::vector<Region> regions;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (inside[i].empty()) continue;
    const Box ink = box_of(inside[i]);
    const float letter = letter_height(inside[i], page.dpi, page_letter);
    regions.push_back(
        {with_margin(ink, margin, united(cells[i], ink)), true, ink.height() < kOneLine * letter, letter});
  }
  std::vector<Block> blocks;
  if (!outside.empty()) split_block(std::move(outside), page.dpi, page_letter, blocks);
  for (const Block& block : blocks) {
    const Box ink = box_of(block.shapes);
    const float letter = letter_height(block.shapes, page.dpi, page_letter);
    regions.push_back({with_margin(ink, margin, sheet), false, ink.height() < kOneLine * letter, letter});
  }
  return regions;
}

}  // namespace prikaz
