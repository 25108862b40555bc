// The tables of one page: grids with the words that stand in their cells.
#pragma once

#include <deque>
#include <vector>

#include "lines.h"
#include "prikaz/grid.h"
#include "prikaz/page.h"

namespace prikaz {

// A place of a page table. A cell hidden under a merged neighbour is `covered`.
struct PageCell {
  Text text;
  int row_span = 1, col_span = 1;
  bool covered = false;
  int line_count = 0;
  bool bold = false;
  float first_top = 0, last_bottom = 0;  // of its printed lines; 0 if empty
};

struct PageRow {
  std::vector<PageCell> cells;
  float top = 0, bottom = 0;
};

struct PageTable {
  int page = 0;
  Box box;
  std::vector<float> xs;  // column borders, one more than columns
  std::vector<PageRow> rows;
  bool ruled = true;
};

// Tables with drawn grids; words that stand in them are taken out of `free_words`. A word painted across a border (a
// cell that was too narrow for its text) is two words; they are kept in `cut_words`, which must outlive the lines.
std::vector<PageTable> ruled_tables(const Page& page, const Lexicon& lexicon, std::vector<const Word*>& free_words,
                                    std::deque<Word>& cut_words);

// Tables that alignment alone makes: at least three lines whose segments stand in the same two or more columns. Lines
// used are taken out of `lines`.
std::vector<PageTable> aligned_tables(std::vector<Line>& lines, const Lexicon& lexicon, float page_width);

}  // namespace prikaz
