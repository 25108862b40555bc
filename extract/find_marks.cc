#include "find_marks.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace prikaz {
namespace {

struct Run {
  int from, to;
  std::int32_t label;
};

class Labels {
 public:
  std::int32_t add() {
    parents_.push_back(static_cast<std::int32_t>(parents_.size()));
    return parents_.back();
  }
  std::int32_t root(std::int32_t label) {
    while (parent(label) != label) label = parent(label) = parent(parent(label));
    return label;
  }
  std::int32_t join(std::int32_t a, std::int32_t b) {
    a = root(a);
    b = root(b);
    const std::int32_t first = std::min(a, b);
    parent(a) = parent(b) = first;
    return first;
  }
  std::size_t size() const { return parents_.size(); }

 private:
  std::int32_t& parent(std::int32_t label) { return parents_[static_cast<std::size_t>(label)]; }
  std::vector<std::int32_t> parents_;
};

void find_runs(const std::uint8_t* row, int width, std::vector<Run>& runs) {
  constexpr std::uint64_t kAllPaper = 0x8080808080808080U;
  static_assert(kInk == 128);
  runs.clear();
  int x = 0;
  while (x < width) {
    while (x + 8 <= width) {
      std::uint64_t eight = 0;
      std::memcpy(&eight, row + x, 8);
      if ((eight & kAllPaper) != kAllPaper) break;
      x += 8;
    }
    while (x < width && row[x] >= kInk) ++x;
    if (x == width) break;
    const int from = x;
    while (x < width && row[x] < kInk) ++x;
    runs.push_back({from, x, -1});
  }
}

// The marks of one horizontal band, by their left edges.
struct Band {
  std::vector<int> marks;
};

}  // namespace

std::vector<Mark> find_marks(const GrayImage& image, std::size_t max_marks) {
  std::vector<Run> above, runs;
  Labels labels;
  std::vector<Mark> parts;  // by label
  const std::size_t max_labels = max_marks * 4;
  for (int y = 0; y < image.height; ++y) {
    find_runs(image.row(y), image.width, runs);
    std::size_t next = 0;
    for (Run& run : runs) {
      while (next < above.size() && above[next].to < run.from) ++next;
      // The last one that touches may touch the next run as well.
      for (std::size_t i = next; i < above.size() && above[i].from <= run.to; ++i)
        run.label = run.label < 0 ? above[i].label : labels.join(run.label, above[i].label);
      if (run.label < 0) {
        run.label = labels.add();
        parts.push_back({run.from, y, run.to, y + 1, 0});
      }
      Mark& part = parts[static_cast<std::size_t>(run.label)];
      part.left = std::min(part.left, run.from);
      part.right = std::max(part.right, run.to);
      part.bottom = y + 1;
      part.area += run.to - run.from;
    }
    if (labels.size() > max_labels) return {};
    std::swap(above, runs);
  }
  std::vector<std::int32_t> place(parts.size(), -1);
  std::vector<Mark> marks;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto root = static_cast<std::size_t>(labels.root(static_cast<std::int32_t>(i)));
    if (place[root] < 0) {
      place[root] = static_cast<std::int32_t>(marks.size());
      marks.push_back(parts[i]);
      continue;
    }
    Mark& mark = marks[static_cast<std::size_t>(place[root])];
    mark.left = std::min(mark.left, parts[i].left);
    mark.top = std::min(mark.top, parts[i].top);
    mark.right = std::max(mark.right, parts[i].right);
    mark.bottom = std::max(mark.bottom, parts[i].bottom);
    mark.area += parts[i].area;
  }
  if (marks.size() > max_marks) marks.clear();
  return marks;
}

std::vector<Mark> turned(const std::vector<Mark>& marks, int quarters, int width, int height) {
  std::vector<Mark> out = marks;
  for (Mark& mark : out) {
    const Mark m = mark;
    switch (((quarters % 4) + 4) % 4) {
      case 1: mark = {height - m.bottom, m.left, height - m.top, m.right, m.area}; break;
      case 2: mark = {width - m.right, height - m.bottom, width - m.left, height - m.top, m.area}; break;
      case 3: mark = {m.top, width - m.right, m.bottom, width - m.left, m.area}; break;
      default: break;
    }
  }
  return out;
}

float letter_size(const std::vector<Mark>& marks) {
  constexpr int kSmallest = 4, kLargest = 120;
  constexpr std::size_t kFewest = 24;
  std::vector<int> sizes;
  for (const Mark& mark : marks) {
    const int longer = std::max(mark.width(), mark.height()), shorter = std::min(mark.width(), mark.height());
    // Specks are full squares of a pixel or two, rules and frames thin or empty.
    if (longer < kSmallest || longer > kLargest || shorter * 5 < longer || mark.area * 8 < longer * shorter) continue;
    sizes.push_back(longer);
  }
  if (sizes.size() < kFewest) return 0;
  const auto median = [&sizes](auto begin, auto end) {
    const auto middle = begin + (end - begin) / 2;
    std::nth_element(begin, middle, end);
    return *middle;
  };
  const int first = median(sizes.begin(), sizes.end());
  // Noise pulls it down and capitals up: once more among its neighbours.
  const auto end =
      std::partition(sizes.begin(), sizes.end(), [first](int s) { return s * 2 >= first && s <= first * 2; });
  return static_cast<float>(median(sizes.begin(), end));
}

std::vector<MarkChain> chain_letters(const std::vector<Mark>& marks, float letter_size, float max_gap,
                                     std::size_t min_length) {
  std::vector<MarkChain> chains;
  if (letter_size <= 0) return chains;
  const int gap = static_cast<int>(max_gap * letter_size);
  std::vector<int> letters;
  int lowest = 0;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const Mark& mark = marks[i];
    const auto width = static_cast<float>(mark.width()), height = static_cast<float>(mark.height());
    if (height < 0.6F * letter_size || height > 2.6F * letter_size || width < 0.15F * letter_size ||
        width > 6 * letter_size)
      continue;
    letters.push_back(static_cast<int>(i));
    lowest = std::max(lowest, mark.bottom);
  }
  const auto of = [&marks](int i) -> const Mark& { return marks[static_cast<std::size_t>(i)]; };
  std::sort(letters.begin(), letters.end(), [&](int a, int b) { return of(a).left < of(b).left; });
  const int band_height = std::max(1, static_cast<int>(letter_size));
  std::vector<Band> bands(static_cast<std::size_t>(lowest / band_height + 1));
  for (const int letter : letters)
    for (int band = of(letter).top / band_height; band <= (of(letter).bottom - 1) / band_height; ++band)
      bands[static_cast<std::size_t>(band)].marks.push_back(letter);

  std::vector<int> next(marks.size(), -1), previous(marks.size(), -1);
  const auto distance = [&](int a, int b) { return std::max(0, of(b).left - of(a).right); };
  for (const int letter : letters) {
    const Mark& mark = of(letter);
    const int centre = (mark.left + mark.right) / 2;
    int best = -1;
    for (int band = mark.top / band_height; band <= (mark.bottom - 1) / band_height; ++band) {
      const std::vector<int>& row = bands[static_cast<std::size_t>(band)].marks;
      auto candidate = std::upper_bound(row.begin(), row.end(), centre, [&](int x, int m) { return x < of(m).left; });
      for (; candidate != row.end() && of(*candidate).left <= mark.right + gap; ++candidate) {
        const Mark& other = of(*candidate);
        const int overlap = std::min(mark.bottom, other.bottom) - std::max(mark.top, other.top);
        if (*candidate == letter || overlap * 5 < 2 * std::min(mark.height(), other.height())) continue;
        if (best < 0 || distance(letter, *candidate) < distance(letter, best)) best = *candidate;
        break;
      }
    }
    if (best < 0) continue;
    int& rival = previous[static_cast<std::size_t>(best)];
    if (rival >= 0 && distance(rival, best) <= distance(letter, best)) continue;
    if (rival >= 0) next[static_cast<std::size_t>(rival)] = -1;
    rival = letter;
    next[static_cast<std::size_t>(letter)] = best;
  }
  for (const int letter : letters) {
    if (previous[static_cast<std::size_t>(letter)] >= 0) continue;
    MarkChain chain;
    for (int i = letter; i >= 0; i = next[static_cast<std::size_t>(i)]) chain.push_back(i);
    if (chain.size() >= min_length) chains.push_back(std::move(chain));
  }
  return chains;
}

}  // namespace prikaz
