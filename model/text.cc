#include "prikaz/text.h"

#include <cassert>

namespace prikaz {

void Text::append(std::string_view word, const Span& span, float confidence, bool glue) {
  if (word.empty()) return;
  if (!str.empty() && !glue) str += ' ';
  pieces.push_back({static_cast<std::uint32_t>(str.size()), static_cast<std::uint32_t>(word.size()), span, confidence});
  str += word;
}

void Text::append(const Text& other, bool glue) {
  if (other.empty()) return;
  if (!str.empty() && !glue) str += ' ';
  const auto shift = static_cast<std::uint32_t>(str.size());
  str += other.str;
  pieces.reserve(pieces.size() + other.pieces.size());
  for (Piece piece : other.pieces) {
    piece.offset += shift;
    pieces.push_back(piece);
  }
}

Text Text::sub(std::size_t begin, std::size_t end) const {
  end = std::min(end, str.size());
  begin = std::min(begin, end);
  while (begin < end && str[begin] == ' ') ++begin;
  while (end > begin && str[end - 1] == ' ') --end;
  Text part;
  part.str = str.substr(begin, end - begin);
  for (const Piece& piece : pieces) {
    const std::size_t from = std::max<std::size_t>(piece.offset, begin);
    const std::size_t to = std::min<std::size_t>(piece.offset + piece.length, end);
    if (from >= to) continue;
    Piece cut = piece;
    cut.offset = static_cast<std::uint32_t>(from - begin);
    cut.length = static_cast<std::uint32_t>(to - from);
    // A word cut in two keeps the share of its width that the bytes suggest: Cyrillic letters take two bytes each, so
    // bytes are a fair measure of width.
    const float width = piece.span.bbox.width();
    cut.span.bbox.left += width * static_cast<float>(from - piece.offset) / static_cast<float>(piece.length);
    cut.span.bbox.right -=
        width * static_cast<float>(piece.offset + piece.length - to) / static_cast<float>(piece.length);
    part.pieces.push_back(cut);
  }
  return part;
}

std::vector<Span> Text::spans(std::size_t begin, std::size_t end) const {
  std::vector<Span> lines;
  for (const Piece& piece : sub(begin, end).pieces) {
    const Box& box = piece.span.bbox;
    if (!lines.empty() && lines.back().page == piece.span.page) {
      Box& last = lines.back().bbox;
      const float shared = overlap(last.top, last.bottom, box.top, box.bottom);
      if (shared > 0.5F * std::min(last.height(), box.height()) && box.left >= last.left) {
        last = united(last, box);
        continue;
      }
    }
    lines.push_back(piece.span);
  }
  return lines;
}

float Text::confidence(std::size_t begin, std::size_t end) const {
  float least = 1;
  for (const Piece& piece : pieces)
    if (piece.offset < end && piece.offset + piece.length > begin) least = std::min(least, piece.confidence);
  return least;
}

void Text::replace(std::size_t begin, std::size_t end, std::string_view replacement) {
  assert(begin <= end && end <= str.size());
  const auto grown = static_cast<std::int64_t>(replacement.size()) - static_cast<std::int64_t>(end - begin);
  const auto moved = [&](std::size_t offset) -> std::uint32_t {
    if (offset <= begin) return static_cast<std::uint32_t>(offset);
    if (offset >= end) return static_cast<std::uint32_t>(static_cast<std::int64_t>(offset) + grown);
    return static_cast<std::uint32_t>(std::min(offset, begin + replacement.size()));
  };
  for (Piece& piece : pieces) {
    const std::uint32_t from = moved(piece.offset), to = moved(piece.offset + piece.length);
    piece.offset = from;
    piece.length = to - from;
  }
  std::erase_if(pieces, [](const Piece& piece) { return piece.length == 0; });
  str.replace(begin, end - begin, replacement);
}

}  // namespace prikaz
