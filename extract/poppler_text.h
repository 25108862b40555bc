// The one door to Poppler: no file of the project but poppler_text.cc and poppler_picture.cc includes its headers,
// which change with every release (written for 22.12, the version of Debian 12).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "picture.h"
#include "prikaz/diagnostic.h"
#include "prikaz/page.h"

namespace prikaz {

// What the file says of a font; the same font on several pages has one `id`.
struct FontUse {
  int id = 0;                    // from 0 in order of first use in the file
  bool has_unicode_map = false;  // a ToUnicode CMap, or an encoding by names that Poppler knows
};

// A page as painted, upright by its /Rotate: words and merged rules are in `page`, nothing is judged yet.
struct PaintedPage {
  Page page;
  std::vector<FontUse> font_uses;  // one for each of page.fonts
  bool readable = true;            // false: the page object is missing or broken
  bool size_absurd = false;        // the file gives no usable size, or one no sheet has
  bool complete = true;            // false: left at a limit (operators, nesting, words)
  bool has_drawing = false;        // something other than text was painted in a visible colour
  std::size_t invisible_words = 0;
  std::size_t diagonal_glyphs = 0;  // left out: a watermark
};

struct PdfLimits {
  std::size_t max_words = 200'000;     // of a page
  std::size_t max_glyphs = 4'000'000;  // of a page
  std::size_t max_work = 2'000'000;    // painting operators and saved states of a page
  int max_depth = 5'000;               // of saved states
  std::size_t max_pieces = 400'000;    // of rules of a page, before merging
  std::size_t max_images = 20'000;     // of a page
};

std::string poppler_version();

// Loads Poppler's tables; done by the first PdfText otherwise.
void start_poppler();

// An open PDF. The text of Poppler's complaints is kept, the first one and their number: printed nowhere.
class PdfText {
 public:
  // `bytes` must remain live while this object is in use. `password` is tried as user and as owner password.
  // Throws InputError: encrypted, truncated, damaged, empty.
  PdfText(std::string_view bytes, const std::string& password, const PdfLimits& limits = {});
  ~PdfText();
  PdfText(const PdfText&) = delete;
  PdfText& operator=(const PdfText&) = delete;

  int page_count() const;
  // `number` from 1. REQUIRES: 1 <= number <= page_count().
  PaintedPage read_page(int number);

  // The page as a picture, turned by its /Rotate as read_page gives it: the pixels of the scan as they are stored where
  // one picture, or strips of one, is all there is to see and covers most of the page; else painted at 300 dpi, or less
  // if that would exceed the raster cap (diagnostic `resolution_reduced`). Above 560 dpi, halved. A page that is
  // missing, or whose picture is damaged, comes with null pixels and the diagnostic `page_unreadable`. REQUIRES: 1 <=
  // number <= page_count().
  ScannedPage scan_page(int number, Diagnostics& diagnostics);

  bool reconstructed() const;       // the cross-reference table was lost and built anew
  bool tail_replaced() const;       // the file was cut off: pages are there, what they refer to may not be
  std::size_t error_count() const;  // syntax and input errors so far
  const std::string& first_error() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace prikaz
