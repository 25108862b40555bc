#include "drop_words.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

namespace prikaz {
namespace {

constexpr float kCover = 0.7F;
// How many words of the same text and nearly the same left edge are looked at: bounds the work on a hostile page.
constexpr std::size_t kNeighbours = 64;

bool covers(const Box& a, const Box& b) {
  const float width = overlap(a.left, a.right, b.left, b.right), height = overlap(a.top, a.bottom, b.top, b.bottom);
  if (width <= 0 || height <= 0) return false;
  const float smaller = std::min(a.width() * a.height(), b.width() * b.height());
  return width * height > kCover * smaller;
}

}  // namespace

void drop_words_outside(Page& page) {
  const Box sheet{0, 0, page.width, page.height};
  std::erase_if(page.words,
                [&](const Word& word) { return !sheet.contains(word.box.center_x(), word.box.center_y()); });
}

void drop_overprinted_words(Page& page, bool means_bold) {
  std::vector<Word>& words = page.words;
  std::vector<std::uint32_t> order(words.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Word &x = words[a], &y = words[b];
    if (const int by_text = x.text.compare(y.text); by_text != 0) return by_text < 0;
    return x.box.left != y.box.left ? x.box.left < y.box.left : a < b;
  });
  std::vector<bool> dropped(words.size(), false);
  bool any = false;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (dropped[order[i]]) continue;
    const Word& word = words[order[i]];
    for (std::size_t j = i + 1; j < std::min(order.size(), i + kNeighbours); ++j) {
      const Word& other = words[order[j]];
      if (other.text != word.text || other.box.left > word.box.left + (1 - kCover) * word.box.width()) break;
      if (dropped[order[j]] || other.rotation != word.rotation || !covers(word.box, other.box)) continue;
      const std::uint32_t first = std::min(order[i], order[j]), second = std::max(order[i], order[j]);
      dropped[second] = any = true;
      if (means_bold) words[first].bold = true;
      if (second == order[i]) break;
    }
  }
  if (!any) return;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (dropped[i]) continue;
    if (kept != i) words[kept] = std::move(words[i]);
    ++kept;
  }
  words.resize(kept);
}

}  // namespace prikaz
