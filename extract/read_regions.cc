// The model was trained on lines that are 36 pixels high. A page is shown to the engine in the size in which most of
// its print comes near to that; what was then read badly or not at all is shown again in another size, in which the
// engine makes other mistakes.
#include "read_regions.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "prikaz/unicode.h"
#include "settle_letter_case.h"

namespace prikaz {
namespace {

constexpr float kBoldStroke = 1.28F;     // of the usual stroke of the page
constexpr std::size_t kBoldLetters = 3;  // fewer do not tell
constexpr float kPoor = 0.5F;            // confidence of a word whose line is read again
constexpr float kBestLetter = 18;        // x-height in pixels
constexpr float kCapital = 1.46F;        // of the x-height: capitals and digits of the common faces
constexpr double kUsualLetter = 0.075;   // inches: the x-height of 12 points
constexpr float kSmaller = 0.75F;        // the size for a second reading where the first was the full one
constexpr float kDoubtful = 0.75F;       // the same in a cell, and of a single line as a whole
constexpr float kPieceHeight = 24;       // of the height of letters: some 8 lines
constexpr float kLargeShape = 5;         // of the height of letters: higher than any, and than two lines that touch
constexpr std::size_t kMaxUnread = 60;   // letters of a block
constexpr float kCutLetter = 0.2F;       // of the height of letters: words are farther apart

// The mean breadth of the strokes in the box: ink by half the length of its outline.
float stroke_breadth(Pix* binary, const Box& box) {
  const l_uint32* data = pixGetData(binary);
  const int words = pixGetWpl(binary);
  const int left = std::max(1, static_cast<int>(box.left)), top = std::max(1, static_cast<int>(box.top));
  const int right = std::min(pixGetWidth(binary), static_cast<int>(box.right) + 1);
  const int bottom = std::min(pixGetHeight(binary), static_cast<int>(box.bottom) + 1);
  int ink = 0, edges = 0;
  for (int y = top; y < bottom; ++y) {
    const l_uint32* line = data + static_cast<std::ptrdiff_t>(y) * words;
    const l_uint32* above = line - words;
    for (int x = left; x < right; ++x) {
      const bool here = GET_DATA_BIT(line, x) != 0;
      ink += here ? 1 : 0;
      edges += (here != (GET_DATA_BIT(line, x - 1) != 0)) + (here != (GET_DATA_BIT(above, x) != 0));
    }
  }
  return edges == 0 ? 0 : 2 * static_cast<float>(ink) / static_cast<float>(edges);
}

// From the baseline to where most of the letters end: a box also holds what stands above one of them, or a rest of a
// line.
float height_of_letters(Pix* binary, const RecognizedWord& word) {
  const int left = std::max(0, static_cast<int>(word.box_px.left)),
            top = std::max(0, static_cast<int>(word.box_px.top));
  const int right = std::min(pixGetWidth(binary), static_cast<int>(word.box_px.right) + 1);
  const int bottom = std::min(pixGetHeight(binary), static_cast<int>(word.baseline_px));
  std::vector<int> rows;
  for (int y = top; y < bottom; ++y) {
    const l_uint32* line = pixGetData(binary) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(binary);
    int ink = 0;
    for (int x = left; x < right; ++x) ink += GET_DATA_BIT(line, x) != 0 ? 1 : 0;
    rows.push_back(ink);
  }
  if (rows.empty()) return 0;
  std::vector<int> sorted = rows;
  std::sort(sorted.begin(), sorted.end());
  const int much = std::max(1, sorted[sorted.size() * 3 / 4] / 2);
  const auto first = std::find_if(rows.begin(), rows.end(), [much](int ink) { return ink >= much; });
  return word.baseline_px - static_cast<float>(top + (first - rows.begin()));
}

// What the height of most letters says of the x-height; 0 for a word of few letters or of all kinds. The engine's own
// figure is off where a line has no ascenders or no small letters.
float x_height_of(const std::string& text, float height) {
  std::size_t flat = 0, tall = 0, length = 0;
  for (std::size_t at = 0; at < text.size(); at = next_position(text, at), ++length) {
    const char32_t c = code_point_at(text, at);
    if (is_upper(c) || is_digit(c))
      ++tall;
    else if (is_lower(c) && c != U'б' && c != U'ё' && c != U'й' && c != U'ф')
      ++flat;
  }
  if (flat >= 3 && flat * 3 >= length * 2) return height;
  if (tall >= 2 && tall * 3 >= length * 2) return height / kCapital;
  return 0;
}

// The engine does not tell bold faces: strokes thicker than usual on the page, for their size, do. A page all in bold
// has no other usual stroke; it comes out as not bold.
void mark_bold(Pix* binary, std::vector<RecognizedWord>& words) {
  struct Stroke {
    std::size_t word = 0, letters = 0;
    float relative = 0;
  };
  std::vector<Stroke> strokes;
  std::size_t letters = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t length = count_code_points(words[i].text);
    if (length < kBoldLetters || words[i].x_height_px <= 0) continue;
    strokes.push_back({i, length, stroke_breadth(binary, words[i].box_px) / words[i].x_height_px});
    letters += length;
  }
  std::sort(strokes.begin(), strokes.end(), [](const Stroke& a, const Stroke& b) { return a.relative < b.relative; });
  std::size_t seen = 0;
  float usual = 0;
  for (const Stroke& stroke : strokes) {
    seen += stroke.letters;
    usual = stroke.relative;
    if (seen * 3 >= letters) break;
  }
  for (const Stroke& stroke : strokes) words[stroke.word].bold = stroke.relative > kBoldStroke * usual;
}

// The model was trained on lines that are 36 pixels high: larger print only shows it the grain of the scan. Of the
// sizes of print on the page the smaller ones decide.
float reading_scale(const std::vector<Region>& regions, double dpi) {
  std::vector<std::pair<float, float>> sizes;  // height of letters, how much of the page has it
  float all = 0;
  for (const Region& region : regions) {
    const float letter = region.letter_px > 0 ? region.letter_px : static_cast<float>(kUsualLetter * dpi);
    sizes.emplace_back(letter, region.box_px.width() * region.box_px.height());
    all += sizes.back().second;
  }
  std::sort(sizes.begin(), sizes.end());
  float seen = 0, letter = 0;
  for (const auto& [height, area] : sizes) {
    letter = height;
    seen += area;
    if (seen * 4 >= all) break;
  }
  const float scale = std::clamp(kBestLetter / letter, 0.5F, 1.0F);
  return scale > 0.95F ? 1 : scale;
}

// For Leptonica, which complains of empty ones: null.
struct BoxDeleter {
  void operator()(::Box* box) const { boxDestroy(&box); }
};
std::unique_ptr<::Box, BoxDeleter> whole_pixels(const Box& box) {
  const auto left = static_cast<l_int32>(box.left), top = static_cast<l_int32>(box.top);
  const auto right = static_cast<l_int32>(std::ceil(box.right)), bottom = static_cast<l_int32>(std::ceil(box.bottom));
  return std::unique_ptr<::Box, BoxDeleter>(
      right > left && bottom > top ? boxCreate(left, top, right - left, bottom - top) : nullptr);
}

l_int32 ink_in(Pix* binary, const Box& box) {
  l_int32 ink = 0;
  if (const auto area = whole_pixels(box)) pixCountPixelsInRect(binary, area.get(), &ink, nullptr);
  return ink;
}

// How sure the engine is of the least sure word, and how much of the ink it read at all: 0..1.
float quality_of(const std::vector<RecognizedWord>& words, const Box& place, Pix* binary) {
  if (words.empty()) return 0;
  float least = 1;
  l_int32 read = 0;
  for (const RecognizedWord& word : words) {
    least = std::min(least, word.confidence);
    read += ink_in(binary, word.box_px);
  }
  const l_int32 all = ink_in(binary, place);
  return all == 0 ? 0 : std::min({1.0F, static_cast<float>(read) / static_cast<float>(all), least});
}

// The lines of a region that hold letters in no word, or a word less sure than `poor`. Many loose letters are no lost
// words but a signature or a stamp. Part of a line would be read faster, and worse: with less of it in sight the engine
// puts spaces into words.
std::vector<Box> doubtful_lines(const std::vector<RecognizedWord>& words, const Region& region, float poor,
                                Pix* binary) {
  const int left = static_cast<int>(region.box_px.left), top = static_cast<int>(region.box_px.top);
  const auto area = whole_pixels(region.box_px);
  const PixPtr rest(area ? pixClipRectangle(binary, area.get(), nullptr) : nullptr);
  if (!rest || region.letter_px <= 0) return {};
  for (const RecognizedWord& word : words) {
    const Box& box = word.box_px;
    pixRasterop(rest.get(), static_cast<l_int32>(box.left) - left - 2, static_cast<l_int32>(box.top) - top - 2,
                static_cast<l_int32>(box.width()) + 5, static_cast<l_int32>(box.height()) + 5, PIX_CLR, nullptr, 0, 0);
  }
  const float letter = region.letter_px;
  std::vector<Box> letters;
  Boxa* boxes = pixConnCompBB(rest.get(), 8);
  const int count = boxes == nullptr ? 0 : boxaGetCount(boxes);
  for (int i = 0; i < count; ++i) {
    l_int32 x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    const auto width = static_cast<float>(w), height = static_cast<float>(h);
    if (height < 0.7F * letter || height > 3 * letter || width < 0.3F * letter || width > 6 * letter) continue;
    const Box shape{static_cast<float>(left + x), static_cast<float>(top + y), static_cast<float>(left + x) + width,
                    static_cast<float>(top + y) + height};
    // The boxes of words end within a letter now and then.
    const bool rest_of_a_word = std::any_of(words.begin(), words.end(), [&](const RecognizedWord& word) {
      const Box& box = word.box_px;
      return overlap(box.top, box.bottom, shape.top, shape.bottom) > 0 &&
             std::max(shape.left - box.right, box.left - shape.right) < kCutLetter * letter;
    });
    if (!rest_of_a_word) letters.push_back(shape);
  }
  boxaDestroy(&boxes);
  if (letters.size() > kMaxUnread) letters.clear();
  for (const RecognizedWord& word : words)
    if (word.confidence < poor && word.box_px.height() < 3 * letter) letters.push_back(word.box_px);
  if (letters.empty()) return {};

  std::sort(letters.begin(), letters.end(), [](const Box& a, const Box& b) { return a.top < b.top; });
  std::vector<Box> lines;
  for (const Box& one : letters) {
    if (!lines.empty() && one.center_y() < lines.back().bottom)
      lines.back() = united(lines.back(), one);
    else
      lines.push_back(one);
  }
  const float margin = letter / 4;
  for (Box& line : lines) {
    // The words beside it tell how high the line is and let the engine see its height of letters.
    const Box seed = line;
    for (const RecognizedWord& word : words)
      if (overlap(word.box_px.top, word.box_px.bottom, seed.top, seed.bottom) >
          std::min(word.box_px.height(), seed.height()) / 2)
        line = united(line, word.box_px);
    line = {region.box_px.left, std::max(region.box_px.top, line.top - margin), region.box_px.right,
            std::min(region.box_px.bottom, line.bottom + margin)};
  }
  return lines;
}

std::shared_ptr<const ShownPage> shown(const PreparedPage& page, float scale) {
  ShownPage copy;
  // The one way of Leptonica is made for large steps, the other for small ones; neither sharpens.
  if (scale < 0.7F)
    copy.pixels.reset(pixScaleAreaMap(page.gray.get(), scale, scale));
  else if (scale < 1)
    copy.pixels.reset(pixScaleGrayLI(page.gray.get(), scale, scale));
  copy.scale = copy.pixels ? scale : 1;
  if (!copy.pixels) copy.pixels.reset(pixClone(page.gray.get()));
  copy.dpi = page.dpi * static_cast<double>(copy.scale);
  return std::make_shared<const ShownPage>(std::move(copy));
}

float area(const Region& region) { return region.box_px.width() * region.box_px.height(); }

using WordsByRegion = std::vector<std::vector<RecognizedWord>>;

struct Piece {
  std::size_t region = 0;
  Region place;
};

// A stamp or a signature: ties lines together, and only the others tell the engine where they are.
bool has_large_shapes(Pix* block, float letter) {
  Boxa* boxes = pixConnCompBB(block, 8);
  bool found = false;
  for (int i = 0; boxes != nullptr && !found && i < boxaGetCount(boxes); ++i) {
    l_int32 width = 0, height = 0;
    boxaGetBoxGeometry(boxes, i, nullptr, nullptr, &width, &height);
    found = static_cast<float>(height) > kLargeShape * letter && static_cast<float>(width) > letter;
  }
  boxaDestroy(&boxes);
  return found;
}

// A long block is read in pieces of some lines each, cut where a row of pixels is white. The engine reads them as well
// as the whole, and several readers share a page that is one block.
void add_pieces(std::size_t index, const Region& region, Pix* binary, std::vector<Piece>& pieces) {
  const float most = kPieceHeight * region.letter_px;
  const auto count = most > 0 ? static_cast<std::size_t>(std::lround(region.box_px.height() / most)) : 0;
  const auto area = count > 1 && binary != nullptr ? whole_pixels(region.box_px) : nullptr;
  const PixPtr block(area ? pixClipRectangle(binary, area.get(), nullptr) : nullptr);
  Region rest = region;
  if (block && !has_large_shapes(block.get(), region.letter_px)) {
    const int least_gap = std::max(2, static_cast<int>(region.letter_px / 4));
    const auto height = static_cast<float>(pixGetHeight(block.get()));
    const auto ideal = [&](std::size_t piece) {
      return height * static_cast<float>(piece) / static_cast<float>(count);
    };
    std::vector<int> gaps;  // their middles
    for (int y = 0, white = 0; y <= pixGetHeight(block.get()); ++y) {
      l_int32 ink = 1;
      if (y < pixGetHeight(block.get())) pixCountPixelsInRow(block.get(), y, &ink, nullptr);
      if (ink == 0) {
        ++white;
        continue;
      }
      if (white >= least_gap && white < y) gaps.push_back(y - white / 2);
      white = 0;
    }
    for (std::size_t piece = 1; piece < count; ++piece) {
      const auto nearest = std::min_element(gaps.begin(), gaps.end(), [&](int a, int b) {
        return std::abs(static_cast<float>(a) - ideal(piece)) < std::abs(static_cast<float>(b) - ideal(piece));
      });
      if (nearest == gaps.end()) break;
      const float cut = std::floor(region.box_px.top) + static_cast<float>(*nearest);
      if (cut - rest.box_px.top < most / 3 || region.box_px.bottom - cut < most / 3) continue;
      Region above = rest;
      above.box_px.bottom = rest.box_px.top = cut;
      pieces.push_back({index, above});
    }
  }
  pieces.push_back({index, rest});
}

// Large pieces first, so that at the end no reader has to wait long for another.
void read_once(const std::vector<std::size_t>& inked, const std::vector<Region>& regions, Pix* binary,
               const std::shared_ptr<const ShownPage>& page, Script script, Readers& readers, WordsByRegion& read) {
  std::vector<Piece> pieces;
  for (const std::size_t i : inked) add_pieces(i, regions[i], binary, pieces);
  std::vector<std::size_t> order(pieces.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return area(pieces[a].place) > area(pieces[b].place); });
  WordsByRegion words(pieces.size());
  readers.share(order.size(), [&](std::size_t part, TextRecognizer& recognizer) {
    const std::size_t i = order[part];
    words[i] = recognizer.read(page, pieces[i].place, {script, false});
  });
  for (std::size_t i = 0; i < pieces.size(); ++i)
    for (RecognizedWord& word : words[i]) read[pieces[i].region].push_back(std::move(word));
}

// What was read badly, or not at all.
struct Doubt {
  std::size_t region = 0;
  Region place;  // the region or a line of it
  bool whole = false;
};

std::vector<Doubt> find_doubts(const std::vector<std::size_t>& inked, const std::vector<Region>& regions,
                               const WordsByRegion& read, Pix* binary) {
  std::vector<Doubt> doubts;
  for (const std::size_t i : inked) {
    const Region& region = regions[i];
    if (region.single_line || (region.cell && read[i].empty())) {
      if (quality_of(read[i], region.box_px, binary) <= kDoubtful) doubts.push_back({i, region, true});
      continue;
    }
    for (const Box& line : doubtful_lines(read[i], region, region.cell ? kDoubtful : kPoor, binary)) {
      Region part = region;
      part.box_px = line;
      part.single_line = true;
      doubts.push_back({i, part, false});
    }
  }
  return doubts;
}

// What the place gives now, if it is better than what was read `before`.
std::optional<std::vector<RecognizedWord>> better_reading(const Doubt& doubt, const std::vector<RecognizedWord>& before,
                                                          const std::shared_ptr<const ShownPage>& page, Script script,
                                                          TextRecognizer& recognizer, Pix* binary) {
  const Box& box = doubt.place.box_px;
  std::vector<RecognizedWord> other = recognizer.read(page, doubt.place, {script, false});
  if (quality_of(other, box, binary) > quality_of(before, box, binary)) return other;
  if (!before.empty() || !doubt.whole || !doubt.place.cell || !doubt.place.single_line) return std::nullopt;
  // Told that there is a line of text, the engine finds one in any dirt.
  other = recognizer.read(page, doubt.place, {script, true});
  if (quality_of(other, box, binary) < kPoor) return std::nullopt;
  return other;
}

// The engine leaves out a word here and there, or the number that is all of a cell, and finds it in another size.
void read_again(const std::vector<Doubt>& doubts, const std::shared_ptr<const ShownPage>& page, Script script,
                Readers& readers, Pix* binary, WordsByRegion& read) {
  const auto stands_in = [](const RecognizedWord& word, const Doubt& doubt) {
    return doubt.whole || doubt.place.box_px.contains(word.box_px.center_x(), word.box_px.center_y());
  };
  std::vector<std::optional<std::vector<RecognizedWord>>> readings(doubts.size());
  readers.share(doubts.size(), [&](std::size_t part, TextRecognizer& recognizer) {
    const Doubt& doubt = doubts[part];
    std::vector<RecognizedWord> before;
    for (const RecognizedWord& word : read[doubt.region])
      if (stands_in(word, doubt)) before.push_back(word);
    readings[part] = better_reading(doubt, before, page, script, recognizer, binary);
  });
  for (std::size_t i = 0; i < doubts.size(); ++i) {
    if (!readings[i]) continue;
    const Doubt& doubt = doubts[i];
    std::vector<RecognizedWord>& words = read[doubt.region];
    // In their place, or before the first word below.
    const auto below = std::find_if(words.begin(), words.end(), [&](const RecognizedWord& word) {
      return stands_in(word, doubt) || word.box_px.top > doubt.place.box_px.bottom;
    });
    std::vector<RecognizedWord> merged(words.begin(), below);
    merged.insert(merged.end(), readings[i]->begin(), readings[i]->end());
    std::remove_copy_if(below, words.end(), std::back_inserter(merged),
                        [&](const RecognizedWord& word) { return stands_in(word, doubt); });
    words = std::move(merged);
  }
}

// What the engine does not tell, or not well: capitals or small letters, the size of letters, bold faces.
void measure_letters(Pix* binary, const std::vector<Region>& regions, std::vector<RecognizedWord>& words) {
  std::vector<float> heights;
  for (const RecognizedWord& word : words) heights.push_back(height_of_letters(binary, word));
  settle_letter_case(words, heights, regions);
  for (std::size_t i = 0; i < words.size(); ++i)
    if (const float measured = x_height_of(words[i].text, heights[i]); measured > 0) words[i].x_height_px = measured;
  mark_bold(binary, words);
}

}  // namespace

std::vector<RecognizedWord> read_regions(const PreparedPage& page, const std::vector<Region>& regions, Readers& readers,
                                         Script script) {
  if (regions.empty() || !page.gray) return {};
  Pix* binary = page.binary.get();
  std::vector<std::size_t> inked;
  for (std::size_t i = 0; i < regions.size(); ++i)
    if (binary == nullptr || ink_in(binary, regions[i].box_px) > 0) inked.push_back(i);
  const float scale = reading_scale(regions, page.dpi);
  WordsByRegion read(regions.size());
  read_once(inked, regions, binary, shown(page, scale), script, readers, read);
  if (binary != nullptr) {
    const std::vector<Doubt> doubts = find_doubts(inked, regions, read, binary);
    if (!doubts.empty()) read_again(doubts, shown(page, scale < 1 ? 1 : kSmaller), script, readers, binary, read);
  }
  std::vector<RecognizedWord> words;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    for (RecognizedWord& word : read[i]) {
      word.region = static_cast<int>(i);
      words.push_back(std::move(word));
    }
  }
  if (binary != nullptr) measure_letters(binary, regions, words);
  return words;
}

}  // namespace prikaz
