// What this file relies on was measured with Tesseract 5.3.0 and the fast Russian model; newer ones behave alike.
#include <dlfcn.h>
#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "prikaz/error.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"
#include "recognizer.h"

namespace prikaz {
namespace {

constexpr float kBoldStroke = 1.28F;      // of the usual stroke of the page
constexpr std::size_t kBoldLetters = 3;   // fewer do not tell
constexpr float kNothing = 0.02F;         // confidence of what is no text
constexpr float kWholeRegion = 0.92F;     // a word as wide and high as a region of several lines is a phantom
constexpr double kOneLine = 0.3;          // inches; higher regions have room for several lines

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
    std::vector<RecognizedWord> words;
    if (regions.empty() || !page.gray) return words;
    engine_.SetImage(page.gray.get());
    engine_.SetVariable("user_defined_dpi", std::to_string(std::lround(page.dpi)).c_str());
    const int width = pixGetWidth(page.gray.get()), height = pixGetHeight(page.gray.get());
    for (std::size_t i = 0; i < regions.size(); ++i) {
      const Box& box = regions[i].box_px;
      const int left = std::clamp(static_cast<int>(box.left), 0, width);
      const int top = std::clamp(static_cast<int>(box.top), 0, height);
      const int right = std::clamp(static_cast<int>(std::ceil(box.right)), left, width);
      const int bottom = std::clamp(static_cast<int>(std::ceil(box.bottom)), top, height);
      if (right == left || bottom == top) continue;
      engine_.SetRectangle(left, top, right - left, bottom - top);
      if (engine_.Recognize(nullptr) == 0) copy_words(static_cast<int>(i), regions[i], page.dpi, words);
    }
    engine_.Clear();
    if (page.binary) mark_bold(page.binary.get(), words);
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
  // The engine's iterators point into what the next region overwrites.
  void copy_words(int number, const Region& region, double dpi, std::vector<RecognizedWord>& words) {
    const std::unique_ptr<tesseract::ResultIterator> it(engine_.GetIterator());
    if (!it) return;
    do {
      if (it->Empty(tesseract::RIL_WORD)) continue;
      const TextPtr text(it->GetUTF8Text(tesseract::RIL_WORD));
      RecognizedWord word;
      if (text) word.text = clean(text.get());
      word.confidence = std::clamp(it->Confidence(tesseract::RIL_WORD) / 100, 0.0F, 1.0F);
      int left = 0, top = 0, right = 0, bottom = 0;
      if (word.text.empty() || !it->BoundingBox(tesseract::RIL_WORD, &left, &top, &right, &bottom)) continue;
      word.box_px = {static_cast<float>(left), static_cast<float>(top), static_cast<float>(right),
                     static_cast<float>(bottom)};
      const Box& whole = region.box_px;
      const bool phantom = whole.height() > kOneLine * dpi && word.box_px.height() > kWholeRegion * whole.height() &&
                           word.box_px.width() > kWholeRegion * whole.width();
      if (phantom || word.confidence < kNothing) continue;
      int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
      word.baseline_px = it->Baseline(tesseract::RIL_WORD, &x0, &y0, &x1, &y1) ? static_cast<float>(y0 + y1) / 2
                                                                               : word.box_px.bottom;
      float row_height = 0, descenders = 0, ascenders = 0;  // the first is the sum of all, the second negative
      it->RowAttributes(&row_height, &descenders, &ascenders);
      word.x_height_px = std::max(0.0F, row_height + descenders - ascenders);
      word.choices = choices_of_word(*it, count_code_points(word.text));
      word.region = number;
      words.push_back(std::move(word));
    } while (it->Next(tesseract::RIL_WORD));
  }

  tesseract::TessBaseAPI engine_;
  std::unique_ptr<TesseractRecognizer> latin_;  // made when first needed: orders are in Russian
  bool latin_missing_ = false;
};

}  // namespace

std::unique_ptr<TextRecognizer> make_tesseract_recognizer() { return std::make_unique<TesseractRecognizer>("rus"); }

}  // namespace prikaz
