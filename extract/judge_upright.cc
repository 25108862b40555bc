#include "judge_upright.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "prikaz/unicode.h"
#include "read_regions.h"
#include "straighten_page.h"

namespace prikaz {
namespace {

constexpr std::size_t kLines = 5, kLettersOfLine = 30;
constexpr double kGoodLetter = 26;  // pixels
constexpr int kMargin = 24;

GrayImage cut(const GrayImage& image, int left, int top, int right, int bottom) {
  left = std::clamp(left, 0, image.width - 1);
  top = std::clamp(top, 0, image.height - 1);
  GrayImage piece(std::clamp(right, left + 1, image.width) - left, std::clamp(bottom, top + 1, image.height) - top);
  for (int y = 0; y < piece.height; ++y) std::copy_n(image.row(top + y) + left, piece.width, piece.row(y));
  return piece;
}

double confidence(const GrayImage& lines, const std::vector<Region>& regions, Readers& readers) {
  PreparedPage page;
  page.gray = to_pix(lines, 300);
  page.binary = to_binary_pix(lines, kInk, 300);
  page.dpi = 300;
  if (page.gray == nullptr || page.binary == nullptr) return 0;
  double sum = 0, letters = 0;
  for (const RecognizedWord& word : read_regions(page, regions, readers)) {
    const auto length = static_cast<double>(count_code_points(word.text));
    sum += length * static_cast<double>(word.confidence);
    letters += length;
  }
  return letters > 0 ? sum / letters : 0;
}

}  // namespace

std::optional<bool> reads_upright(const GrayImage& image, int factor, const std::vector<Mark>& marks,
                                  const std::vector<MarkChain>& lines, float letter_size, double skew_deg,
                                  Readers& readers) {
  std::vector<const MarkChain*> longest;
  for (const MarkChain& line : lines) longest.push_back(&line);
  std::stable_sort(longest.begin(), longest.end(),
                   [](const MarkChain* a, const MarkChain* b) { return a->size() > b->size(); });
  if (longest.size() > kLines) longest.resize(kLines);
  PageLie lie;
  lie.skew_deg = skew_deg;
  const double scale = std::clamp(kGoodLetter / (static_cast<double>(letter_size) * factor), 0.25, 4.0);
  const int around = static_cast<int>(letter_size);
  std::vector<GrayImage> pieces;
  int width = 0, height = kMargin;
  for (const MarkChain* line : longest) {
    int left = 1 << 30, top = 1 << 30, right = 0, bottom = 0;
    for (std::size_t i = 0; i < std::min(kLettersOfLine, line->size()); ++i) {
      const Mark& mark = marks[static_cast<std::size_t>((*line)[i])];
      left = std::min(left, mark.left);
      top = std::min(top, mark.top);
      right = std::max(right, mark.right);
      bottom = std::max(bottom, mark.bottom);
    }
    const GrayImage piece = cut(image, (left - around) * factor, (top - around / 2) * factor, (right + around) * factor,
                                (bottom + around / 2) * factor);
    pieces.push_back(laid_straight(piece, lie, factor, scale));
    width = std::max(width, pieces.back().width);
    height += pieces.back().height + kMargin;
  }
  if (pieces.empty()) return std::nullopt;
  GrayImage sheet(width + 2 * kMargin, height);
  std::vector<Region> regions, turned_regions;
  int y = kMargin;
  for (const GrayImage& piece : pieces) {
    for (int row = 0; row < piece.height; ++row) std::copy_n(piece.row(row), piece.width, sheet.row(y + row) + kMargin);
    Region region;
    region.single_line = true;
    region.box_px = {static_cast<float>(kMargin), static_cast<float>(y), static_cast<float>(kMargin + piece.width),
                     static_cast<float>(y + piece.height)};
    regions.push_back(region);
    const auto w = static_cast<float>(sheet.width), h = static_cast<float>(sheet.height);
    const Box box = region.box_px;
    region.box_px = {w - box.right, h - box.bottom, w - box.left, h - box.top};
    turned_regions.push_back(region);
    y += piece.height + kMargin;
  }
  const double as_is = confidence(sheet, regions, readers);
  const double over = confidence(turned(sheet, 2), turned_regions, readers);
  constexpr double kClearly = 0.06;
  if (std::abs(as_is - over) < kClearly) return std::nullopt;
  return as_is > over;
}

}  // namespace prikaz
