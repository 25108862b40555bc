// Ruling lines become grids of cells: edges to intersections to cells, after pdfplumber's chain of small steps.
#pragma once

#include <vector>

#include "prikaz/page.h"

namespace prikaz {

struct GridCell {
  int row = 0, col = 0;  // of its top left corner
  int row_span = 1, col_span = 1;
  Box box;
};

// Rows between consecutive `ys`, columns between consecutive `xs`; every place of it is under exactly one cell.
struct Grid {
  std::vector<float> xs, ys;    // ascending, at least two each
  std::vector<GridCell> cells;  // in reading order
  Box box;
};

// The grids that the lines draw, from top to bottom. A frame around one cell and lines that cross nothing (underlines,
// signature blanks) are no grids. Borders left out at the sides are supplied where the horizontal lines end.
std::vector<Grid> find_grids(const std::vector<RulingLine>& rules);

}  // namespace prikaz
