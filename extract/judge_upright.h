// Which way up, by reading: where the letters' places do not tell (orient_page.h), their shapes do.
#pragma once

#include <optional>
#include <vector>

#include "find_marks.h"
#include "gray_image.h"
#include "readers.h"

namespace prikaz {

// Reads a few of the longest `lines` as they are and turned by 180 degrees. True if they read better as they are;
// absent if neither reads well. `marks` lie in a picture `factor` times smaller than `image`.
std::optional<bool> reads_upright(const GrayImage& image, int factor, const std::vector<Mark>& marks,
                                  const std::vector<MarkChain>& lines, float letter_size, double skew_deg,
                                  Readers& readers);

}  // namespace prikaz
