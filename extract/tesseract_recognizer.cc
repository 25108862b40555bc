// Facts about the engine that this file rests on were measured with Tesseract 5.3.0 and the fast Russian model.
#include <dlfcn.h>
#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
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

struct TextDeleter {
  void operator()(const char* text) const { delete[] text; }
};
using TextPtr = std::unique_ptr<const char, TextDeleter>;

// Tesseract's OpenMP loops ask for four threads whatever the program set before, and four threads cost three times the
// work of one. Only nesting depth 0 is respected, and each thread has its own.
void forbid_inner_threads() {
  using SetLevels = void (*)(int);
  static const auto set_levels = reinterpret_cast<SetLevels>(dlsym(RTLD_DEFAULT, "omp_set_max_active_levels"));
  if (set_levels != nullptr) set_levels(0);
}

int opt(const char* n, int d) { const char* e = getenv(n); return e ? atoi(e) : d; }

std::vector<Choice> choices_of(const tesseract::ResultIterator& symbol) {
  std::vector<Choice> choices;
  tesseract::ChoiceIterator choice(symbol);
  do {
    const char* text = choice.GetUTF8Text();
    if (text != nullptr && *text != '\0') choices.push_back({text, choice.Confidence() / 100});
  } while (choice.Next());
  return choices;
}

class TesseractRecognizer : public TextRecognizer {
 public:
  TesseractRecognizer() {
    forbid_inner_threads();
    if (engine_.Init(nullptr, "rus", tesseract::OEM_LSTM_ONLY) != 0)
      throw InputError(Failure::unsupported, tr("the Russian model of Tesseract is not installed (tesseract-ocr-rus)"));
    engine_.SetVariable("debug_file", "/dev/null");
    // White on black is not looked for: 7 % of the time.
    engine_.SetVariable("tessedit_do_invert", "0");
    engine_.SetVariable("invert_threshold", "0");
    if (opt("CHOICES", 2)) engine_.SetVariable("lstm_choice_mode", getenv("CHOICES") ? getenv("CHOICES") : "2");
  }

  std::vector<RecognizedWord> recognize(const PreparedPage& page, const std::vector<Region>& regions) override {
    forbid_inner_threads();
    std::vector<RecognizedWord> words;
    if (regions.empty()) return words;
    Pix* picture = opt("BIN", 0) ? page.binary.get() : page.gray.get();
    if (opt("PAD", 0) == 0) {
    engine_.SetImage(picture);
    engine_.SetVariable("user_defined_dpi", std::to_string(std::lround(page.dpi)).c_str());
    }
    for (std::size_t i = 0; i < regions.size(); ++i) {
      const Region& region = regions[i];
      int psm = region.cell ? (region.single_line ? opt("PSM_CELL1", 6) : opt("PSM_CELL", 6)) : (region.single_line ? opt("PSM_LINE", 6) : opt("PSM_TEXT", 6));
      engine_.SetPageSegMode(static_cast<tesseract::PageSegMode>(psm));
      int l = (int)region.box_px.left, t = (int)region.box_px.top, w = (int)std::ceil(region.box_px.right) - l, h = (int)std::ceil(region.box_px.bottom) - t;
      if (opt("PAD", 0)) {
        BOX* b = boxCreate(l, t, w, h); PIX* c = pixClipRectangle(picture, b, nullptr); boxDestroy(&b);
        PIX* d = pixAddBorder(c, opt("PAD", 0), pixGetDepth(c) == 1 ? 0 : 255); pixDestroy(&c);
        engine_.SetImage(d); pixDestroy(&d);
        engine_.SetVariable("user_defined_dpi", std::to_string(std::lround(page.dpi)).c_str());
      } else
      engine_.SetRectangle(l, t, w, h);
      if (engine_.Recognize(nullptr) != 0) continue;
      copy_words(static_cast<int>(i), words);
    }
    engine_.Clear();
    return words;
  }

 private:
  void copy_words(int region, std::vector<RecognizedWord>& words) {
    const std::unique_ptr<tesseract::ResultIterator> it(engine_.GetIterator());
    if (!it) return;
    do {
      if (it->Empty(tesseract::RIL_WORD)) continue;
      const TextPtr text(it->GetUTF8Text(tesseract::RIL_WORD));
      RecognizedWord word;
      word.text = text ? clean(text.get()) : std::string();
      if (word.text.empty()) continue;
      word.region = region;
      word.confidence = it->Confidence(tesseract::RIL_WORD) / 100;
      int left = 0, top = 0, right = 0, bottom = 0;
      it->BoundingBox(tesseract::RIL_WORD, &left, &top, &right, &bottom);
      word.box_px = {static_cast<float>(left), static_cast<float>(top), static_cast<float>(right), static_cast<float>(bottom)};
      int x1 = 0, y1 = 0, x2 = 0, y2 = 0;
      it->Baseline(tesseract::RIL_WORD, &x1, &y1, &x2, &y2);
      word.baseline_px = static_cast<float>(y1 + y2) / 2;
      float row_height = 0, descenders = 0, ascenders = 0;
      it->RowAttributes(&row_height, &descenders, &ascenders);
      word.x_height_px = row_height + descenders - ascenders;
      if (opt("CHOICES", 2)) { tesseract::ResultIterator s = *it;
        do { if (s.Empty(tesseract::RIL_SYMBOL)) break; word.choices.push_back(choices_of(s)); } while (!s.IsAtFinalElement(tesseract::RIL_WORD, tesseract::RIL_SYMBOL) && s.Next(tesseract::RIL_SYMBOL)); }
      words.push_back(std::move(word));
    } while (it->Next(tesseract::RIL_WORD));
  }

  tesseract::TessBaseAPI engine_;
};

}  // namespace

std::unique_ptr<TextRecognizer> make_tesseract_recognizer() { return std::make_unique<TesseractRecognizer>(); }

}  // namespace prikaz
