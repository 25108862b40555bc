#include "orient_page.h"

#include <algorithm>
#include <cmath>

namespace prikaz {
namespace {

std::size_t count_letters(const std::vector<MarkChain>& chains) {
  std::size_t count = 0;
  for (const MarkChain& chain : chains) count += chain.size();
  return count;
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// Marks as small as dots, by bands of the page.
class Dots {
 public:
  Dots(const std::vector<Mark>& marks, float letter_size) : band_(std::max(1, static_cast<int>(letter_size))) {
    for (const Mark& mark : marks) {
      const auto longer = static_cast<float>(std::max(mark.width(), mark.height()));
      if (longer > 0.55F * letter_size || mark.area < 2) continue;
      const auto band = static_cast<std::size_t>(mark.top / band_);
      if (band >= bands_.size()) bands_.resize(band + 1);
      bands_[band].push_back(&mark);
    }
  }
  // Quotes come in pairs, leaders in rows.
  bool in_pair(const Mark& dot, double max_gap) const {
    bool found = false;
    visit(dot.top - band_, dot.bottom + band_, [&](const Mark& other) {
      if (&other == &dot || std::abs(other.top - dot.top) > 1 || std::abs(other.bottom - dot.bottom) > 1) return;
      const int gap = std::max(other.left - dot.right, dot.left - other.right);
      if (gap <= max_gap) found = true;
    });
    return found;
  }
  template <typename Visit>
  void visit(int top, int bottom, Visit visit) const {
    for (int band = std::max(0, top / band_); band <= bottom / band_ && band < static_cast<int>(bands_.size()); ++band)
      for (const Mark* mark : bands_[static_cast<std::size_t>(band)]) visit(*mark);
  }

 private:
  int band_;
  std::vector<std::vector<const Mark*>> bands_;
};

}  // namespace

SidewaysVote vote_sideways(const std::vector<Mark>& marks, float letter_size, int width, int height) {
  constexpr float kInWord = 0.6F;
  const std::size_t along = count_letters(chain_letters(marks, letter_size, kInWord, 4));
  const std::size_t across = count_letters(chain_letters(turned(marks, 1, width, height), letter_size, kInWord, 4));
  SidewaysVote vote;
  vote.letters = std::max(along, across);
  if (along + across > 0) vote.share = static_cast<float>(across) / static_cast<float>(along + across);
  return vote;
}

UprightSigns find_upright_signs(const std::vector<Mark>& marks, const std::vector<MarkChain>& lines, float letter_size,
                                float slope) {
  UprightSigns signs;
  const Dots dots(marks, letter_size);
  std::vector<double> starts, ends;
  for (const MarkChain& line : lines) {
    if (line.size() < 5) continue;
    std::vector<double> tops, bottoms;
    int left = 1 << 30, right = 0, top = 1 << 30, bottom = 0;
    const auto level = [slope](const Mark& m) { return static_cast<double>(slope) * (m.left + m.right) / 2; };
    for (const int i : line) {
      const Mark& mark = marks[static_cast<std::size_t>(i)];
      tops.push_back(mark.top - level(mark));
      bottoms.push_back(mark.bottom - level(mark));
      left = std::min(left, mark.left);
      right = std::max(right, mark.right);
      top = std::min(top, mark.top);
      bottom = std::max(bottom, mark.bottom);
    }
    const double x_line = median(tops), foot = median(bottoms), height = foot - x_line;
    if (height < 0.5 * letter_size || height > 2 * letter_size) continue;
    const int reach = static_cast<int>(letter_size);
    // A full stop has its place in the row to itself. What stands over or under a letter is a part of it, broken off.
    const auto shares_column = [&](const Mark& dot) {
      const auto after = std::lower_bound(line.begin(), line.end(), dot.left,
                                          [&](int i, int x) { return marks[static_cast<std::size_t>(i)].right <= x; });
      return after != line.end() && marks[static_cast<std::size_t>(*after)].left < dot.right;
    };
    dots.visit(top - reach, bottom + reach, [&](const Mark& dot) {
      const int centre = (dot.left + dot.right) / 2;
      if (centre < left - reach / 2 || centre > right + reach || dots.in_pair(dot, 0.45 * height)) return;
      const double from = (dot.top - level(dot) - x_line) / height, to = (dot.bottom - level(dot) - x_line) / height;
      if (to - from > 0.6 || shares_column(dot)) return;
      // A tall one that ends at the foot of the line is no comma, but a straight quote upside down.
      const bool tall = dot.height() * 10 > dot.width() * 15 && dot.height() > 3;
      if (from > 0.5 && from < 0.95 && to > (tall ? 1.12 : 0.8) && to < 1.45) ++signs.low_dots;
      if (to < 0.5 && to > 0.05 && from < (tall ? -0.12 : 0.2) && from > -0.45) ++signs.high_dots;
    });
    starts.push_back(left + static_cast<double>(slope) * top);
    ends.push_back(right + static_cast<double>(slope) * top);
  }
  const auto aligned = [letter_size](std::vector<double> edges) {
    std::sort(edges.begin(), edges.end());
    std::size_t count = 0;
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const bool before = i > 0 && edges[i] - edges[i - 1] < 0.25 * letter_size;
      const bool after = i + 1 < edges.size() && edges[i + 1] - edges[i] < 0.25 * letter_size;
      count += before && after ? 1 : 0;
    }
    return count;
  };
  signs.lines = starts.size();
  signs.aligned_starts = aligned(starts);
  signs.aligned_ends = aligned(ends);
  return signs;
}

}  // namespace prikaz
