// Reading text from pictures: the interface, so that tests can replay what an engine said.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "picture.h"
#include "prikaz/page.h"

namespace prikaz {

// One reading of a character and how sure the engine is of it.
struct Choice {
  std::string text;
  float confidence = 0;  // 0..1
};

struct RecognizedWord {
  std::string text;
  Box box_px;  // in pixels of the prepared page
  float baseline_px = 0;
  float x_height_px = 0;  // 0 if unknown
  float confidence = 0;   // 0..1, the engine's own
  bool bold = false;
  std::vector<std::vector<Choice>> choices;  // for each character of `text`, best first; may be empty
  int region = 0;                            // index of the region it was read in
};

// A part of the page that is read by itself: a cell of a grid or a block of running text.
struct Region {
  Box box_px;
  bool cell = false;  // of a grid
  bool single_line = false;
  float letter_px = 0;  // the height of most of its letters (x-height, if there is more than a word or two); 0: unknown
};

// The picture of a page in the size that an engine is given.
struct ShownPage {
  PixPtr pixels;    // 8 bit
  float scale = 1;  // of its pixels against those of the prepared page
  double dpi = 0;   // of `pixels`
};

enum class Script { cyrillic, latin };

// What the engine is told of a region.
struct Reading {
  Script script = Script::cyrillic;
  bool as_line = false;  // that it is one line of text: else it looks for lines itself
};

// An engine, or what stands in for one. Not to be used by two threads at a time.
class TextRecognizer {
 public:
  virtual ~TextRecognizer() = default;
  // The words of one region, in reading order, with places in pixels of the prepared page; `region` of them is not set.
  // What was read before does not matter, but regions of one page should come in a row. Nothing if there is no model
  // for the script. `page` has its ruling lines already erased; it is never null.
  virtual std::vector<RecognizedWord> read(const std::shared_ptr<const ShownPage>& page, const Region& region,
                                           const Reading& reading) = 0;
};

// Tesseract with the Russian model, one engine an object: use one for each thread. Throws InputError (unsupported) if
// the model is not installed.
std::unique_ptr<TextRecognizer> make_tesseract_recognizer();

// Ruling lines on the picture, in pixels, also broken, faint and slightly skewed ones; merged. `erase_rules` takes them
// out of gray and binary, keeping the strokes of letters that touch them.
std::vector<RulingLine> find_rules_on_picture(const PreparedPage& page);
void erase_rules(PreparedPage& page, const std::vector<RulingLine>& rules);

// Takes out marks that are smaller than any letter and stand far from all others: dirt, and what erase_rules left of
// frayed lines, which the engine would read as punctuation. REQUIRES: the rules are erased, or dirt on them looks like
// a part of them.
void erase_specks(PreparedPage& page);

// The regions to read: each cell of each grid that has ink, and the blocks of text outside the grids. Blank ones are
// left out.
std::vector<Region> find_regions(const PreparedPage& page, const std::vector<RulingLine>& rules);

}  // namespace prikaz
