// What is on a page: the one value that text layers and recognized scans both become.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "prikaz/geometry.h"

namespace prikaz {

// Glyphs between two spaces, of one font. NFC UTF-8, never empty, no spaces inside.
struct Word {
  std::string text;
  Box box;                     // from the font's ascent to its descent
  float baseline = 0;          // y of the line it stands on
  float font_size = 0;         // points
  std::int16_t font = -1;      // index into Page::fonts, -1 for recognized text
  std::uint16_t rotation = 0;  // 0, 90, 180, 270: how the word is turned clockwise against the upright page
  bool bold = false;
  bool italic = false;
  bool space_after = true;     // false where the next word of the line continues this one (a font change inside a word)
  bool space_painted = false;  // the page paints a space after it, also at a line end
  float confidence = 1;        // 0..1; 1 for embedded text, the engine's own figure for recognized text
};

// A straight line of a table or form, horizontal or vertical, already merged with its collinear neighbours.
struct RulingLine {
  bool vertical = false;
  float position = 0;      // y of a horizontal line, x of a vertical one
  float from = 0, to = 0;  // its ends along the other axis; from <= to
  float thickness = 0;
};

// A picture placed on the page.
struct ImageRegion {
  Box box;
  int width_px = 0, height_px = 0;
};

// Can the characters of this font be believed?
enum class FontTrust { good, suspect, broken };

struct Font {
  std::string name;  // without the subset prefix
  FontTrust trust = FontTrust::good;
  std::string reason;  // why it is not good: "no_unicode_map", "letter_soup", "shifted_letters", "mojibake"
};

enum class TextSource { embedded, ocr, none };

struct Page {
  int number = 0;               // from 1
  float width = 0, height = 0;  // points, of the upright page
  int rotation_deg = 0;         // 0, 90, 180, 270: how far the page had to be turned clockwise to be upright
  float skew_deg = 0;           // measured on scans
  TextSource text_source = TextSource::none;
  std::optional<float> ocr_confidence;
  std::vector<Word> words;        // in the order of the content stream; `structure` finds the reading order
  std::vector<RulingLine> rules;  // see RulingLine
  std::vector<ImageRegion> images;
  std::vector<Font> fonts;
};

}  // namespace prikaz
