// The pages as one flow of lines and tables, in reading order.
#pragma once

#include <deque>
#include <vector>

#include "lines.h"
#include "prikaz/diagnostic.h"
#include "prikaz/draft.h"
#include "prikaz/page.h"

namespace prikaz {

struct PageArea {
  int page = 0;
  float width = 0, height = 0;
  Box text;              // where text stands, from the outermost lines and tables
  float body_left = 0;   // where most full lines begin
  float body_right = 0;  // where they end
  float indent = 0;      // where first lines of paragraphs begin; 0 if they stand at the margin
};

struct FlowElement {
  int table = -1;        // index into Flow::tables, or -1
  std::size_t line = 0;  // index into Flow::lines if it is no table
  std::size_t area = 0;  // index into Flow::areas
  bool first_on_page = false;
};

struct Flow {
  std::vector<PageArea> areas;  // one for each page
  std::vector<Line> lines;
  std::vector<Table> tables;  // whole, ids not yet given
  std::vector<FlowElement> elements;
  struct Furniture {
    int page;
    Text text;
  };
  std::vector<Furniture> furniture;  // page numbers, running headers, marks of electronic signatures
  Lexicon lexicon;
  std::deque<Word> cut_words;  // words painted across the border of two cells, cut there
};

// `pages` must outlive the flow: its lines point into their words.
Flow lay_out(const std::vector<Page>& pages);

}  // namespace prikaz
