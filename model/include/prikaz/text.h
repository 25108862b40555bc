// Text that knows where each of its words stands on paper.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "prikaz/geometry.h"

namespace prikaz {

// One printed word inside a Text: bytes [offset, offset + length) of its string.
struct Piece {
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
  Span span;
  float confidence = 1;  // 0..1; 1 for text a PDF carries itself, the engine's own figure for recognized text
};

// NFC UTF-8, words separated by single spaces, with the place of each word. Every text that leaves `structure` is one
// of these, so that whatever `normalize` finds at bytes [b, e) can be shown on the page.
struct Text {
  std::string str;
  std::vector<Piece> pieces;  // in order of offset

  bool empty() const { return str.empty(); }

  // Adds a word; `glue` says that no space stands before it.
  void append(std::string_view word, const Span& span, float confidence, bool glue = false);
  // Adds another text after a space (none if `glue`, or if one of the two is empty).
  void append(const Text& other, bool glue = false);

  // The part of bytes [begin, end), outer spaces trimmed.
  Text sub(std::size_t begin, std::size_t end) const;
  Text sub(std::size_t begin) const { return sub(begin, str.size()); }

  // Where bytes [begin, end) stand: one span for each line of print, in reading order.
  std::vector<Span> spans(std::size_t begin, std::size_t end) const;
  std::vector<Span> spans() const { return spans(0, str.size()); }

  // The least confidence of the words of bytes [begin, end); 1 if there are none.
  float confidence(std::size_t begin, std::size_t end) const;
  float confidence() const { return confidence(0, str.size()); }

  // Replaces bytes [begin, end) by `replacement`; the words touched keep their places.
  void replace(std::size_t begin, std::size_t end, std::string_view replacement);
};

}  // namespace prikaz
