// Painted strokes and thin fills become the ruling lines of tables.
#pragma once

#include <vector>

#include "prikaz/geometry.h"
#include "prikaz/page.h"

namespace prikaz {

// Lengths in points.
inline constexpr float kMaxRuleThickness = 3.0F;
inline constexpr float kMinRuleLength = 6.0F;

// What a painted area is, by its shape alone.
//
//   add_filled_area({10, 10, 200, 10.5}, pieces)   -> one horizontal piece
//   add_filled_area({10, 10, 200, 40}, pieces)     -> nothing: a background
//   add_filled_area({10, 10, 11, 11}, pieces)      -> a dot, both a horizontal and a vertical piece: dotted borders are
//                                                     joined from them, a single dot is dropped by merge_rules
void add_filled_area(const Box& area, std::vector<RulingLine>& pieces);

// A straight stroke from (x0, y0) to (x1, y1); one that is neither horizontal nor vertical adds nothing.
void add_stroke(float x0, float y0, float x1, float y1, float thickness, std::vector<RulingLine>& pieces);

// Producers draw the border of each cell on its own, in pieces, twice for neighbours, or as two lines. This gives the
// lines a reader sees: pieces on nearly one position are snapped together, joined where they touch or nearly touch,
// double lines become one, and what stays shorter than kMinRuleLength is dropped. Sorted: horizontal ones first, by
// position. Idempotent on its own result.
std::vector<RulingLine> merge_rules(std::vector<RulingLine> pieces);

}  // namespace prikaz
