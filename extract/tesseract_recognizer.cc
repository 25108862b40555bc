// What this file relies on was measured with Tesseract 5.3.0 and the fast Russian model; newer ones behave alike.
#include <dlfcn.h>
#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "prikaz/error.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"
#include "recognizer.h"
#include "settle_letter_case.h"

namespace prikaz {
namespace {

constexpr float kBoldStroke = 1.28F;     // of the usual stroke of the page
constexpr std::size_t kBoldLetters = 3;  // fewer do not tell
constexpr float kPoor = 0.5F;            // confidence of a word whose line is read again
constexpr float kWholeRegion = 0.92F;    // a word as wide and high as a region of several lines is a phantom
constexpr float kBestLetter = 18;        // x-height in pixels
constexpr float kCapital = 1.46F;        // of the x-height: capitals and digits of the common faces
constexpr double kUsualLetter = 0.075;   // inches: the x-height of 12 points
constexpr float kSmaller = 0.75F;        // the size for a second reading where the first was the full one
constexpr float kDoubtful = 0.8F;        // a cell read no better is read again
constexpr std::size_t kMaxUnread = 60;   // letters of a block

struct TextDeleter {
  void operator()(const char* text) const { delete[] text; }
};
using TextPtr = std::unique_ptr<const char, TextDeleter>;

// Tesseract's OpenMP loops ask for four threads whatever the program set before, and four threads cost three times the
// work of one. Only the allowed depth of nesting is respected, and each thread has its own.
void forbid_inner_threads() {
  using SetLevels = void (*)(int);
  static const auto set_levels = reinterpret_cast<SetLevels>(dlsym(RTLD_DEFAULT, "omp_set_max_active_levels"));
  if (set_levels != nullptr) set_levels(0);
}

// Single digits and cells are read well with `block`, never with «single word», which takes them for punctuation.
constexpr auto kBlock = tesseract::PSM_SINGLE_BLOCK;

std::vector<Choice> choices_of(const tesseract::ResultIterator& symbol) {
  std::vector<Choice> choices;
  tesseract::ChoiceIterator choice(symbol);
  do {
    const char* text = choice.GetUTF8Text();
    if (text != nullptr && *text != '\0') choices.push_back({text, std::clamp(choice.Confidence() / 100, 0.0F, 1.0F)});
  } while (choice.Next());
  std::stable_sort(choices.begin(), choices.end(),
                   [](const Choice& a, const Choice& b) { return a.confidence > b.confidence; });
  return choices;
}

// For each character of the word; nothing if the engine's symbols are not its characters.
std::vector<std::vector<Choice>> choices_of_word(tesseract::ResultIterator symbol, std::size_t length) {
  std::vector<std::vector<Choice>> choices;
  do {
    choices.push_back(choices_of(symbol));
    if (symbol.IsAtFinalElement(tesseract::RIL_WORD, tesseract::RIL_SYMBOL)) break;
  } while (symbol.Next(tesseract::RIL_SYMBOL));
  if (choices.size() != length) choices.clear();
  return choices;
}

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

// The lines of a block that hold letters in no word, or a word read badly. Many loose letters are no lost words but a
// signature or a stamp.
std::vector<Box> doubtful_lines(const std::vector<RecognizedWord>& words, const Region& region, Pix* binary) {
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
    letters.push_back({static_cast<float>(left + x), static_cast<float>(top + y), static_cast<float>(left + x) + width,
                       static_cast<float>(top + y) + height});
  }
  boxaDestroy(&boxes);
  if (letters.size() > kMaxUnread) letters.clear();
  for (const RecognizedWord& word : words)
    if (word.confidence < kPoor && word.box_px.height() < 3 * letter) letters.push_back(word.box_px);
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

class TesseractRecognizer : public TextRecognizer {
 public:
  explicit TesseractRecognizer(const char* language) {
    forbid_inner_threads();
    if (engine_.Init(nullptr, language, tesseract::OEM_LSTM_ONLY) != 0)
      throw InputError(Failure::unsupported,
                       tr("the Russian model of Tesseract was not found: install the package tesseract-ocr-rus"));
    engine_.SetVariable("debug_file", "/dev/null");
    engine_.SetVariable("tessedit_do_invert", "0");  // no white on black: 7 % of the time
    engine_.SetVariable("lstm_choice_mode", "2");
    engine_.SetPageSegMode(kBlock);
  }

  std::vector<RecognizedWord> recognize(const PreparedPage& page, const std::vector<Region>& regions) override {
    forbid_inner_threads();
    if (regions.empty() || !page.gray) return {};
    const float scale = reading_scale(regions, page.dpi);
    std::vector<std::vector<RecognizedWord>> read(regions.size());
    show(page, scale);
    for (std::size_t i = 0; i < regions.size(); ++i)
      if (!page.binary || ink_in(page.binary.get(), regions[i].box_px) > 0) read[i] = read_region(regions[i], kBlock);
    if (page.binary) read_again(page, regions, scale < 1 ? 1 : kSmaller, read);
    engine_.Clear();
    shown_.reset();

    std::vector<RecognizedWord> words;
    for (std::size_t i = 0; i < regions.size(); ++i) {
      for (RecognizedWord& word : read[i]) {
        word.region = static_cast<int>(i);
        words.push_back(std::move(word));
      }
    }
    if (page.binary) {
      std::vector<float> heights;
      for (const RecognizedWord& word : words) heights.push_back(height_of_letters(page.binary.get(), word));
      settle_letter_case(words, heights, regions);
      for (std::size_t i = 0; i < words.size(); ++i)
        if (const float measured = x_height_of(words[i].text, heights[i]); measured > 0)
          words[i].x_height_px = measured;
      mark_bold(page.binary.get(), words);
    }
    return words;
  }
  std::vector<RecognizedWord> recognize_latin(const PreparedPage& page, const std::vector<Region>& regions) override {
    if (!latin_ && !latin_missing_) {
      try {
        latin_ = std::make_unique<TesseractRecognizer>("eng");
      } catch (const InputError&) {
        latin_missing_ = true;
      }
    }
    return latin_ ? latin_->recognize(page, regions) : std::vector<RecognizedWord>();
  }

 private:
  void show(const PreparedPage& page, float scale) {
    // The one way of Leptonica is made for large steps, the other for small ones; neither sharpens.
    shown_.reset(scale == 1     ? pixClone(page.gray.get())
                 : scale < 0.7F ? pixScaleAreaMap(page.gray.get(), scale, scale)
                                : pixScaleGrayLI(page.gray.get(), scale, scale));
    scale_ = shown_ ? scale : 1;
    engine_.SetImage(shown_ ? shown_.get() : page.gray.get());
    engine_.SetVariable("user_defined_dpi", std::to_string(std::lround(page.dpi * scale_)).c_str());
  }

  std::vector<RecognizedWord> read_region(const Region& region, tesseract::PageSegMode mode) {
    const int width = pixGetWidth(shown_.get()), height = pixGetHeight(shown_.get());
    const Box& box = region.box_px;
    const int left = std::clamp(static_cast<int>(box.left * scale_), 0, width);
    const int top = std::clamp(static_cast<int>(box.top * scale_), 0, height);
    const int right = std::clamp(static_cast<int>(std::ceil(box.right * scale_)), left, width);
    const int bottom = std::clamp(static_cast<int>(std::ceil(box.bottom * scale_)), top, height);
    if (right == left || bottom == top) return {};
    engine_.SetPageSegMode(mode);
    engine_.SetRectangle(left, top, right - left, bottom - top);
    return engine_.Recognize(nullptr) == 0 ? copied_words(region) : std::vector<RecognizedWord>();
  }

  // The engine leaves out a word here and there, or the number that is all of a cell, and finds it in another size.
  void read_again(const PreparedPage& page, const std::vector<Region>& regions, float scale,
                  std::vector<std::vector<RecognizedWord>>& read) {
    Pix* binary = page.binary.get();
    bool shown = false;
    const auto reread = [&](const Region& part, tesseract::PageSegMode mode) {
      if (!shown) show(page, scale);
      shown = true;
      return read_region(part, mode);
    };
    for (std::size_t i = 0; i < regions.size(); ++i) {
      const Region& region = regions[i];
      if (ink_in(binary, region.box_px) == 0) continue;
      if (region.cell || region.single_line) {
        float quality = quality_of(read[i], region.box_px, binary);
        if (quality > kDoubtful) continue;
        for (const auto mode : {kBlock, tesseract::PSM_SINGLE_LINE}) {
          if (mode != kBlock && !(region.cell && region.single_line && read[i].empty())) break;
          std::vector<RecognizedWord> other = reread(region, mode);
          const float other_quality = quality_of(other, region.box_px, binary);
          // Told that there is a line of text, the engine finds one in any dirt.
          if (other_quality <= quality || (mode != kBlock && other_quality < kPoor)) continue;
          quality = other_quality;
          read[i] = std::move(other);
        }
        continue;
      }
      for (const Box& line : doubtful_lines(read[i], region, binary)) {
        const auto is_there = [&](const RecognizedWord& word) {
          return line.contains(word.box_px.center_x(), word.box_px.center_y());
        };
        std::vector<RecognizedWord> before;
        std::copy_if(read[i].begin(), read[i].end(), std::back_inserter(before), is_there);
        Region part = region;
        part.box_px = line;
        part.single_line = true;
        const std::vector<RecognizedWord> other = reread(part, kBlock);
        if (quality_of(other, line, binary) <= quality_of(before, line, binary)) continue;
        // In their place, or before the first word below.
        const auto below = std::find_if(read[i].begin(), read[i].end(), [&](const RecognizedWord& word) {
          return is_there(word) || word.box_px.top > line.bottom;
        });
        std::vector<RecognizedWord> merged(read[i].begin(), below);
        merged.insert(merged.end(), other.begin(), other.end());
        std::remove_copy_if(below, read[i].end(), std::back_inserter(merged), is_there);
        read[i] = std::move(merged);
      }
    }
  }

  // The engine's iterators point into what the next region overwrites.
  std::vector<RecognizedWord> copied_words(const Region& region) {
    std::vector<RecognizedWord> words;
    const std::unique_ptr<tesseract::ResultIterator> it(engine_.GetIterator());
    if (!it) return words;
    do {
      if (it->Empty(tesseract::RIL_WORD)) continue;
      const TextPtr text(it->GetUTF8Text(tesseract::RIL_WORD));
      RecognizedWord word;
      if (text) word.text = clean(text.get());
      word.confidence = std::clamp(it->Confidence(tesseract::RIL_WORD) / 100, 0.0F, 1.0F);
      int left = 0, top = 0, right = 0, bottom = 0;
      if (word.text.empty() || !it->BoundingBox(tesseract::RIL_WORD, &left, &top, &right, &bottom)) continue;
      const auto on_page = [this](int place) { return static_cast<float>(place) / scale_; };
      word.box_px = {on_page(left), on_page(top), on_page(right), on_page(bottom)};
      const Box& whole = region.box_px;
      const bool phantom = !region.single_line && word.box_px.height() > kWholeRegion * whole.height() &&
                           word.box_px.width() > kWholeRegion * whole.width();
      if (phantom) continue;
      int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
      word.baseline_px =
          it->Baseline(tesseract::RIL_WORD, &x0, &y0, &x1, &y1) ? (on_page(y0) + on_page(y1)) / 2 : word.box_px.bottom;
      float row_height = 0, descenders = 0, ascenders = 0;  // the first is the sum of all, the second negative
      it->RowAttributes(&row_height, &descenders, &ascenders);
      word.x_height_px = std::max(0.0F, row_height + descenders - ascenders) / scale_;
      word.choices = choices_of_word(*it, count_code_points(word.text));
      words.push_back(std::move(word));
    } while (it->Next(tesseract::RIL_WORD));
    return words;
  }

  tesseract::TessBaseAPI engine_;
  PixPtr shown_;  // what the engine sees, `scale_` times as large as the page
  float scale_ = 1;
  std::unique_ptr<TesseractRecognizer> latin_;  // made when first needed: orders are in Russian
  bool latin_missing_ = false;
};

}  // namespace

std::unique_ptr<TextRecognizer> make_tesseract_recognizer() { return std::make_unique<TesseractRecognizer>("rus"); }

}  // namespace prikaz
