// What this file relies on was measured with Tesseract 5.3.0 and the fast Russian model; newer ones behave alike.
#include <dlfcn.h>
#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "prikaz/error.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"
#include "recognizer.h"

namespace prikaz {
namespace {

constexpr float kWholeRegion = 0.92F;  // a word as wide and high as a region of several lines is a phantom

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

// One engine with one model.
class Engine {
 public:
  // `ok` is false after this if there is no such model.
  explicit Engine(const char* language) {
    // Some settings are global to the library, the file for its complaints among them; other threads may be making
    // engines too, and read that one while they work.
    static std::mutex making;
    static bool silenced = false;
    const std::lock_guard lock(making);
    if (!silenced) silenced = api_.SetVariable("debug_file", "/dev/null");
    ok_ = api_.Init(nullptr, language, tesseract::OEM_LSTM_ONLY) == 0;
    api_.SetVariable("tessedit_do_invert", "0");  // no white on black: 7 % of the time
    api_.SetVariable("lstm_choice_mode", "2");
    // One alternative a letter is what the repairs ask for; the five of the engine's own accord are 8 % of the time.
    api_.SetVariable("lstm_choice_iterations", "1");
  }
  bool ok() const { return ok_; }

  std::vector<RecognizedWord> read(const std::shared_ptr<const ShownPage>& page, const Region& region, bool as_line) {
    show(page);
    const float scale = page->scale;
    const int width = pixGetWidth(page->pixels.get()), height = pixGetHeight(page->pixels.get());
    const Box& box = region.box_px;
    const int left = std::clamp(static_cast<int>(box.left * scale), 0, width);
    const int top = std::clamp(static_cast<int>(box.top * scale), 0, height);
    const int right = std::clamp(static_cast<int>(std::ceil(box.right * scale)), left, width);
    const int bottom = std::clamp(static_cast<int>(std::ceil(box.bottom * scale)), top, height);
    if (right == left || bottom == top) return {};
    // Single digits and cells are read well as a block, never as a «single word», which takes them for punctuation.
    api_.SetPageSegMode(as_line ? tesseract::PSM_SINGLE_LINE : tesseract::PSM_SINGLE_BLOCK);
    api_.SetRectangle(left, top, right - left, bottom - top);
    if (api_.Recognize(nullptr) != 0) return {};
    return copied_words(region, scale);
  }

 private:
  void show(const std::shared_ptr<const ShownPage>& page) {
    if (shown_.lock() == page) return;
    api_.SetImage(page->pixels.get());  // which it copies
    api_.SetVariable("user_defined_dpi", std::to_string(std::lround(page->dpi)).c_str());
    shown_ = page;
  }

  // The engine's iterators point into what the next region overwrites.
  std::vector<RecognizedWord> copied_words(const Region& region, float scale) {
    std::vector<RecognizedWord> words;
    const std::unique_ptr<tesseract::ResultIterator> it(api_.GetIterator());
    if (!it) return words;
    do {
      if (it->Empty(tesseract::RIL_WORD)) continue;
      const TextPtr text(it->GetUTF8Text(tesseract::RIL_WORD));
      RecognizedWord word;
      if (text) word.text = clean(text.get());
      word.confidence = std::clamp(it->Confidence(tesseract::RIL_WORD) / 100, 0.0F, 1.0F);
      int left = 0, top = 0, right = 0, bottom = 0;
      if (word.text.empty() || !it->BoundingBox(tesseract::RIL_WORD, &left, &top, &right, &bottom)) continue;
      const auto on_page = [scale](int place) { return static_cast<float>(place) / scale; };
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
      word.x_height_px = std::max(0.0F, row_height + descenders - ascenders) / scale;
      word.choices = choices_of_word(*it, count_code_points(word.text));
      words.push_back(std::move(word));
    } while (it->Next(tesseract::RIL_WORD));
    return words;
  }

  tesseract::TessBaseAPI api_;
  bool ok_ = false;
  std::weak_ptr<const ShownPage> shown_;
};

class TesseractRecognizer : public TextRecognizer {
 public:
  TesseractRecognizer() : russian_("rus") {
    if (!russian_.ok())
      throw InputError(Failure::unsupported,
                       tr("the Russian model of Tesseract was not found: install the package tesseract-ocr-rus"));
  }

  std::vector<RecognizedWord> read(const std::shared_ptr<const ShownPage>& page, const Region& region,
                                   const Reading& reading) override {
    forbid_inner_threads();
    if (reading.script == Script::cyrillic) return russian_.read(page, region, reading.as_line);
    if (!latin_) latin_ = std::make_unique<Engine>("eng");
    return latin_->ok() ? latin_->read(page, region, reading.as_line) : std::vector<RecognizedWord>();
  }

 private:
  Engine russian_;
  std::unique_ptr<Engine> latin_;  // made when first needed: orders are in Russian
};

}  // namespace

std::unique_ptr<TextRecognizer> make_tesseract_recognizer() { return std::make_unique<TesseractRecognizer>(); }

}  // namespace prikaz
