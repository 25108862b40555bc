#include "merge_rules.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace prikaz {
namespace {

constexpr float kSnap = 1.5F;       // borders of two neighbours, each drawn in its own rounding
constexpr float kJoinGap = 2.5F;    // between pieces of one line; dots of a dotted border stand about as far apart
constexpr float kDoubleGap = 3.2F;  // between the two strokes of a double line
constexpr float kSameEnd = 3.0F;
constexpr float kThin = 3.0F;  // a line is at least so many times longer than thick
constexpr float kMaxStrokeThickness = 5.0F;

bool by_place(const RulingLine& a, const RulingLine& b) {
  if (a.vertical != b.vertical) return !a.vertical;
  if (a.position != b.position) return a.position < b.position;
  if (a.from != b.from) return a.from < b.from;
  return a.to < b.to;
}

// Joins the pieces [first, last), all on nearly one position, and appends the lines they make.
void join_collinear(std::vector<RulingLine>::iterator first, std::vector<RulingLine>::iterator last,
                    std::vector<RulingLine>& lines) {
  std::sort(first, last, [](const RulingLine& a, const RulingLine& b) {
    return a.from != b.from ? a.from < b.from : a.position < b.position;
  });
  for (auto it = first; it != last;) {
    RulingLine line = *it;
    // The position is the mean by length, so that a stray stub does not move a border.
    double weight = std::max(line.to - line.from, 0.01F), sum = weight * line.position;
    for (++it; it != last && it->from <= line.to + kJoinGap; ++it) {
      const double length = std::max(it->to - it->from, 0.01F);
      sum += length * it->position;
      weight += length;
      line.to = std::max(line.to, it->to);
      line.thickness = std::max(line.thickness, it->thickness);
    }
    line.position = static_cast<float>(sum / weight);
    lines.push_back(line);
  }
}

// Lines at positions within kSnap of the first of their group are one group.
std::vector<RulingLine> snap_and_join(std::vector<RulingLine> pieces) {
  std::sort(pieces.begin(), pieces.end(), by_place);
  std::vector<RulingLine> lines;
  for (auto first = pieces.begin(); first != pieces.end();) {
    auto last = first + 1;
    while (last != pieces.end() && last->vertical == first->vertical && last->position - first->position <= kSnap)
      ++last;
    join_collinear(first, last, lines);
    first = last;
  }
  return lines;
}

// Two parallel lines of one extent a little apart are one line drawn double. REQUIRES: sorted by by_place.
std::vector<RulingLine> fold_double_lines(const std::vector<RulingLine>& lines) {
  std::vector<RulingLine> folded;
  std::vector<bool> used(lines.size(), false);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (used[i]) continue;
    RulingLine line = lines[i];
    for (std::size_t j = i + 1; j < lines.size(); ++j) {
      const RulingLine& other = lines[j];
      if (other.vertical != line.vertical || other.position - lines[i].position > kDoubleGap) break;
      if (used[j] || std::abs(other.from - line.from) > kSameEnd || std::abs(other.to - line.to) > kSameEnd) continue;
      used[j] = true;
      line.from = std::min(line.from, other.from);
      line.to = std::max(line.to, other.to);
      line.thickness = std::max({line.thickness, other.thickness, other.position - lines[i].position});
      line.position = (lines[i].position + other.position) / 2;
      break;
    }
    folded.push_back(line);
  }
  return folded;
}

}  // namespace

void add_filled_area(const Box& area, std::vector<RulingLine>& pieces) {
  const float width = area.width(), height = area.height();
  if (!(width >= 0) || !(height >= 0)) return;
  const bool flat = height <= kMaxRuleThickness, slim = width <= kMaxRuleThickness;
  const bool dot = flat && slim && width < kThin * height && height < kThin * width;
  if (flat && (width >= kThin * height || dot))
    pieces.push_back({false, area.center_y(), area.left, area.right, height});
  if (slim && (height >= kThin * width || dot)) pieces.push_back({true, area.center_x(), area.top, area.bottom, width});
}

void add_stroke(float x0, float y0, float x1, float y1, float thickness, std::vector<RulingLine>& pieces) {
  const float dx = std::abs(x1 - x0), dy = std::abs(y1 - y0);
  if (!std::isfinite(dx) || !std::isfinite(dy) || !(thickness <= kMaxStrokeThickness)) return;
  // A table drawn over a slightly crooked scan still has lines: about a third of a degree.
  const float slack = 0.35F + 0.005F * std::max(dx, dy);
  if (dy <= slack && dx >= dy) pieces.push_back({false, (y0 + y1) / 2, std::min(x0, x1), std::max(x0, x1), thickness});
  if (dx <= slack && dy >= dx) pieces.push_back({true, (x0 + x1) / 2, std::min(y0, y1), std::max(y0, y1), thickness});
}

std::vector<RulingLine> merge_rules(std::vector<RulingLine> pieces) {
  std::vector<RulingLine> lines = snap_and_join(std::move(pieces));
  std::erase_if(lines, [](const RulingLine& line) { return line.to - line.from < kMinRuleLength; });
  std::sort(lines.begin(), lines.end(), by_place);
  lines = fold_double_lines(lines);
  std::sort(lines.begin(), lines.end(), by_place);
  return lines;
}

}  // namespace prikaz
