// From a picture of a page to one that is ready for recognition. Everything is decided on a small copy of some 150 dpi;
// the large picture is gone through three times: its light is evened, it is laid straight, its specks are erased.
#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>

#include "clean_page.h"
#include "find_marks.h"
#include "find_sheet.h"
#include "gray_image.h"
#include "judge_upright.h"
#include "orient_page.h"
#include "picture.h"
#include "readers.h"
#include "straighten_page.h"

namespace prikaz {
namespace {

constexpr double kWantedDpi = 300;
// What recognition bears without loss; scaling costs time and edges.
constexpr double kLowestDpi = 220, kHighestDpi = 450;
constexpr double kSmallDpi = 160;
constexpr float kLineGap = 2.0F;
constexpr std::size_t kLineLetters = 6;
// Fewer letters than this in rows are chance, or a signature.
constexpr std::size_t kFewestLetters = 12;

double tangent(double degrees) { return std::tan(degrees * std::numbers::pi / 180); }

void paint_white(GrayImage& image, const std::vector<Mark>& boxes, int scale) {
  for (const Mark& box : boxes) {
    const int right = std::min(image.width, box.right * scale + scale - 1);
    const int bottom = std::min(image.height, box.bottom * scale + scale - 1);
    for (int y = std::max(0, box.top * scale); y < bottom; ++y) {
      const int left = std::max(0, box.left * scale);
      if (left < right) std::fill(image.row(y) + left, image.row(y) + right, std::uint8_t{255});
    }
  }
}

double ink_share(const GrayImage& image) {
  const auto ink = std::count_if(image.pixels.begin(), image.pixels.end(), [](std::uint8_t p) { return p < kInk; });
  return image.empty() ? 0 : static_cast<double>(ink) / static_cast<double>(image.pixels.size());
}

// The factor that brings the picture to a resolution, and letters to a size, that suit recognition. `letter` is the
// size of letters in pixels of the picture: where it contradicts the stated resolution (a photograph without one, a
// sheet of absurd size), letters are right.
double wanted_scale(double dpi, double letter, double pixels) {
  constexpr double kSmallestLetter = 11, kLargestLetter = 70, kGoodLetter = 24;
  double scale = dpi < kLowestDpi || dpi > kHighestDpi ? kWantedDpi / dpi : 1;
  if (letter > 0 && (letter * scale < kSmallestLetter || letter * scale > kLargestLetter)) scale = kGoodLetter / letter;
  constexpr double kMostEnlarged = 4, kMostPixels = 40e6;
  return std::min({scale, kMostEnlarged, std::sqrt(kMostPixels / std::max(1.0, pixels))});
}

// How sure the signs are that the page stands upright; see UprightSigns. Capitals and tails tell nothing in Russian:
// both are frequent, and which prevails depends on the text.
double upright_score(const UprightSigns& signs) {
  const auto balance = [](std::size_t for_it, std::size_t against) {
    const auto a = static_cast<double>(for_it), b = static_cast<double>(against);
    return (a - b) / std::sqrt(a + b + 2);
  };
  return balance(signs.low_dots, signs.high_dots) + 0.7 * balance(signs.aligned_starts, signs.aligned_ends);
}

struct Orientation {
  int quarters = 0;  // clockwise turns that make the page upright
  bool has_text = false;
};

// Measured on `small`, the small copy of `gray`.
Orientation find_orientation(const GrayImage& gray, const GrayImage& small, int factor, const std::vector<Mark>& marks,
                             float letter, Readers* judge) {
  Orientation found;
  const SidewaysVote vote = vote_sideways(marks, letter, small.width, small.height);
  if (vote.letters < kFewestLetters) return found;
  found.has_text = true;
  const bool sideways = vote.share > 0.5F;
  if (sideways) found.quarters = 1;
  const std::vector<Mark> level = turned(marks, found.quarters, small.width, small.height);
  const std::vector<MarkChain> lines = chain_letters(level, letter, kLineGap, kLineLetters);
  const double skew = measure_skew(level, lines);
  const double score = upright_score(find_upright_signs(level, lines, letter, static_cast<float>(tangent(skew))));
  // Pages are put on the glass upright far more often than upside down; sideways, either way.
  constexpr double kTrustInOperator = 2.5;
  const double doubtful_from = -kTrustInOperator - 1, doubtful_to = sideways ? -doubtful_from : 0.3;
  if (judge != nullptr && score > doubtful_from && score < doubtful_to) {
    const std::optional<bool> upright =
        reads_upright(sideways ? turned(gray, found.quarters) : gray, factor, level, lines, letter, skew, *judge);
    if (upright.has_value()) {
      if (!*upright) found.quarters += 2;
      return found;
    }
  }
  if (score < (sideways ? 0 : -kTrustInOperator)) found.quarters += 2;
  return found;
}

// Grain of a sensor or of a copy of a copy: more tiny marks than all the dots of a page make. Letters are then not told
// from it, neither their size nor which way they run.
bool is_grainy(const std::vector<Mark>& marks, const GrayImage& image, double dpi) {
  constexpr int kTiny = 2;
  constexpr double kMostOfASquareInch = 80;
  constexpr double kGray = 0.02;
  if (marks.empty()) return ink_share(image) > kGray;  // more than are counted
  const auto tiny = std::count_if(marks.begin(), marks.end(),
                                  [](const Mark& mark) { return mark.width() <= kTiny && mark.height() <= kTiny; });
  const double square_inches = static_cast<double>(image.pixels.size()) / (dpi * dpi);
  return static_cast<double>(tiny) > kMostOfASquareInch * std::max(4.0, square_inches);
}

// With the picture smoothed so many times before anything else; absent if it still needs more.
std::optional<PreparedPage> prepare_smoothed(const ScannedPage& scanned, Readers* judge, int times, bool last) {
  PreparedPage page;
  page.width = scanned.width;
  page.height = scanned.height;
  page.dpi = scanned.dpi;
  if (scanned.pixels == nullptr) return page;
  const bool bilevel = pixGetDepth(scanned.pixels.get()) == 1 && times == 0;
  constexpr int kSheetStep = 2;
  const std::optional<Sheet> sheet = find_sheet(brightness(*scanned.pixels, kSheetStep));
  // Below this the strokes of letters are thinner than a pixel: gray for that reason, and coloured at their edges where
  // a screen drew them. No contrast brings them back, and what looks like coloured ink is print.
  constexpr double kThinStrokes = 130;
  const bool thin = scanned.dpi > 0 && scanned.dpi < kThinStrokes;
  GrayImage gray = thin ? brightness(*scanned.pixels, 1) : GrayImage();
  if (gray.empty()) gray = to_gray(*scanned.pixels, sheet ? inside(*sheet, kSheetStep) : PixelBox{});
  if (sheet) gray = rectified(gray, *sheet, kSheetStep);
  for (int i = 0; i < times; ++i) gray = smoothed(std::move(gray));
  double dpi = scanned.dpi > 0 ? scanned.dpi : kWantedDpi;

  const int shrink = std::max(1, static_cast<int>(std::lround(dpi / kSmallDpi)));
  GrayImage small = reduced(gray, std::clamp(shrink, 1, std::max(1, std::min(gray.width, gray.height) / 64)));
  const int factor = std::max(1, gray.width / std::max(1, small.width));
  if (!bilevel) {
    const PaperMap paper = measure_paper(small);
    even_light(small, paper, 1);
    even_light(gray, paper, factor);
  }
  const std::vector<Mark> edges = find_dark_edges(small);
  paint_white(small, edges, 1);
  paint_white(gray, edges, factor);
  if (!bilevel && !thin) {
    const Tone tone = measure_tone(small);
    apply_tone(tone, small);
    apply_tone(tone, gray);
  }

  std::vector<Mark> marks = find_marks(small);
  if (!last && is_grainy(marks, small, dpi / factor)) return std::nullopt;
  const float letter = letter_size(marks);
  const Orientation orientation = find_orientation(gray, small, factor, marks, letter, judge);
  constexpr double kDarkPage = 0.02;
  page.mostly_picture = !orientation.has_text && (!edges.empty() || ink_share(small) > kDarkPage);

  PageLie lie;
  page.rotation_deg = orientation.quarters * 90;
  if (orientation.has_text) {
    marks = turned(marks, orientation.quarters, small.width, small.height);
    const std::vector<MarkChain> lines = chain_letters(marks, letter, kLineGap, kLineLetters);
    lie = measure_lie(turned(small, orientation.quarters), marks, lines, letter);
  }
  gray = turned(std::move(gray), orientation.quarters);
  if (orientation.quarters % 2 == 1) std::swap(page.width, page.height);
  page.skew_deg = static_cast<float>(lie.skew_deg);

  // Less than this moves a line of the whole width by a pixel or two: not worth its blur.
  constexpr double kLeastSkew = 0.06;
  const double scale =
      wanted_scale(dpi, static_cast<double>(letter) * factor, static_cast<double>(gray.width) * gray.height);
  if (std::abs(lie.skew_deg) > kLeastSkew || lie.bent() || scale != 1) gray = laid_straight(gray, lie, factor, scale);
  dpi *= scale;

  const float final_letter = letter * static_cast<float>(factor * scale);
  clear_specks(gray, find_marks(gray), final_letter);
  page.gray = to_pix(gray, dpi);
  page.binary = to_binary_pix(gray, kInk, dpi);
  page.dpi = dpi;
  return page;
}

}  // namespace

PreparedPage prepare_page(const ScannedPage& scanned, Readers* judge) {
  constexpr int kMostTimes = 3;
  for (int times = 0;; ++times)
    if (std::optional<PreparedPage> page = prepare_smoothed(scanned, judge, times, times == kMostTimes))
      return std::move(*page);
}

}  // namespace prikaz
