// Glyphs in the order they are painted become words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "prikaz/page.h"

namespace prikaz {

// One painted character. Points, origin at the top-left of the page, y grows downwards.
struct Glyph {
  std::u32string_view text;            // usually one code point; more for a ligature; empty if the font does not say
  float x = 0, y = 0;                  // where its origin stands on the baseline
  float advance_x = 0, advance_y = 0;  // to where it ends, spacing not included
  float tracking = 0;                  // spacing the producer added after every character, along the line
};

// What a run of glyphs has in common.
struct GlyphStyle {
  std::int16_t font = -1;  // index into Page::fonts
  float size = 0;
  float ascent = 0, descent = 0;           // above and below the baseline, both positive
  float direction_x = 1, direction_y = 0;  // where the line runs to; need not be of length 1
  bool bold = false, italic = false, invisible = false;
};

// Splits at white space, at gaps a reader sees, and where size, weight, slope or line change; a word of several subsets
// of one face has the font of its first glyph. A glyph painted twice on the same place (a way to fake bold) is one
// glyph, and the word is bold. Text neither upright nor turned by a right angle (a watermark) is left out and counted.
//
//   WordBuilder builder(page.words);
//   builder.set_style(style);
//   builder.add(glyph);  // any number of times
//   builder.finish();
class WordBuilder {
 public:
  // `words` must remain live while this builder is in use.
  explicit WordBuilder(std::vector<Word>& words) : words_(words) {}

  void set_style(const GlyphStyle& style);
  void add(const Glyph& glyph);
  void finish();

  std::size_t invisible_words() const { return invisible_words_; }
  std::size_t diagonal_glyphs() const { return diagonal_glyphs_; }

 private:
  struct Position {
    float along = 0, across = 0;
  };
  Position in_line(float x, float y) const;
  void end_word();
  Box box_of_word() const;

  std::vector<Word>& words_;
  GlyphStyle style_;
  int quarter_ = 0;  // the direction of style_, in quarter turns clockwise
  float slope_ = 0;  // drift across the line per point along it
  bool diagonal_ = false;

  // The word being built; style of its first glyph.
  std::string text_;
  GlyphStyle word_style_;
  int word_quarter_ = 0;
  Position start_;
  float end_ = 0;         // where its last glyph ends
  float last_start_ = 0;  // where its last glyph starts
  float last_tracking_ = 0;
  std::u32string last_text_;
  bool doubled_ = false;

  // The word before it, to know whether a space stands between.
  bool space_seen_ = true;
  bool has_previous_ = false;
  int previous_quarter_ = 0;
  Position previous_end_;

  std::size_t invisible_words_ = 0;
  std::size_t diagonal_glyphs_ = 0;
};

}  // namespace prikaz
