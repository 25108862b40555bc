#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>

#include "recognizer.h"

namespace prikaz {
namespace {

// Lengths in inches.
constexpr double kSpeck = 0.03;       // a hyphen of 9 point type is longer
constexpr double kFarAcross = 0.035;  // a full stop stands closer to its letter, the dots of «…» to each other
constexpr double kFarUp = 0.03;       // the breve of «й» to its letter
constexpr double kSoftEdge = 0.007;   // of a speck in gray

}  // namespace

void erase_specks(PreparedPage& page) {
  if (!page.binary || page.dpi <= 0) return;
  const auto px = [&](double inches) { return std::max(1, static_cast<int>(std::lround(inches * page.dpi))); };
  const int across = 2 * px(kFarAcross) + 1, up = 2 * px(kFarUp) + 1;
  // Made fatter, marks that belong together touch each other; what is still small stands alone.
  const PixPtr fat(pixDilateCompBrick(nullptr, page.binary.get(), across, up));
  if (!fat) return;
  const PixPtr alone(pixSelectBySize(fat.get(), px(kSpeck) + across - 1, px(kSpeck) + up - 1, 8, L_SELECT_IF_BOTH,
                                     L_SELECT_IF_LTE, nullptr));
  if (!alone) return;
  const PixPtr specks(pixAnd(nullptr, alone.get(), page.binary.get()));
  if (!specks) return;
  pixSubtract(page.binary.get(), page.binary.get(), specks.get());
  if (!page.gray) return;
  const int edge = 2 * px(kSoftEdge) + 1;
  const PixPtr mask(pixDilateBrick(nullptr, specks.get(), edge, edge));
  if (mask) pixSetMasked(page.gray.get(), mask.get(), 255);
}

}  // namespace prikaz
