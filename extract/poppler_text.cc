#include "poppler_text.h"

#include <Annot.h>
#include <CharCodeToUnicode.h>
#include <Error.h>
#include <ErrorCodes.h>
#include <Gfx.h>
#include <GfxFont.h>
#include <GfxState.h>
#include <GlobalParams.h>
#include <OutputDev.h>
#include <PDFDoc.h>
#include <Page.h>
#include <Stream.h>
#include <UTF.h>
#include <poppler-config.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstring>
#include <map>
#include <mutex>
#include <new>
#include <optional>
#include <utility>

#include "build_words.h"
#include "merge_rules.h"
#include "poppler_picture.h"
#include "prikaz/error.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// Poppler reports through one function pointer of the process; the object being read listens.
struct Complaints {
  std::size_t count = 0;
  std::string first;
};
thread_local Complaints* listener = nullptr;

void hear(ErrorCategory category, Goffset, const char* message) {
  if (listener == nullptr) return;
  if (category != errSyntaxError && category != errIO && category != errInternal) return;
  if (listener->count++ == 0) listener->first = clean(std::string_view(message).substr(0, 200));
}

class Listening {
 public:
  explicit Listening(Complaints& complaints) : before_(listener) { listener = &complaints; }
  ~Listening() { listener = before_; }
  Listening(const Listening&) = delete;
  Listening& operator=(const Listening&) = delete;

 private:
  Complaints* before_;
};

// Thrown through Poppler when a page costs more than any honest page. Its abort callback does not do: nested forms
// restart its counter. Poppler loses a parser and its buffers for each level it is left through, some kilobytes.
struct PageTooCostly {};

// A sheet of A0 is 3,370 points long; plans of buildings reach 5 m.
constexpr double kMaxSheet = 14'400;
constexpr double kMinSheet = 10;
constexpr double kWhite = 0.96;
constexpr double kTransparent = 0.05;

bool contains_word(std::string_view folded, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view w) { return folded.find(w) != std::string_view::npos; });
}

struct KnownFont {
  std::int16_t index = -1;  // in Page::fonts
  float ascent = 0, descent = 0;
  bool bold = false, italic = false;
  double size_factor = 1;
};

// Type 3 fonts have a coordinate system of their own; the width of «m» tells what a font size of 1 means in it.
double type3_size_factor(const GfxFont& font) {
  double factor = 1;
  if (const auto* simple = dynamic_cast<const Gfx8BitFont*>(&font)) {
    double m_width = 0, widest = 0;
    for (int code = 0; code < 256; ++code) {
      const double width = simple->getWidth(static_cast<unsigned char>(code));
      widest = std::max(widest, width);
      const char* name = simple->getCharName(code);
      if (name != nullptr && std::strcmp(name, "m") == 0) m_width = width;
    }
    if (m_width > 0)
      factor = m_width / 0.6;  // 0.6: «m» of an ordinary font
    else if (widest > 0)
      factor = widest / 0.9;
  }
  const double* matrix = font.getFontMatrix();
  if (matrix[0] != 0) factor *= std::abs(matrix[3] / matrix[0]);
  return factor;
}

class PageReader : public OutputDev {
 public:
  PageReader(const PdfLimits& limits, std::map<std::pair<int, int>, int>& font_ids)
      : limits_(limits), font_ids_(font_ids) {}

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  // Patterns and shadings would be taken apart into thousands of fills, none of them a ruling line.
  bool useTilingPatternFill() override { return true; }
  bool useShadedFills(int) override { return true; }
  bool tilingPatternFill(GfxState*, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int, int, double,
                         double) override {
    return painted();
  }
  bool functionShadedFill(GfxState*, GfxFunctionShading*) override { return painted(); }
  bool axialShadedFill(GfxState*, GfxAxialShading*, double, double) override { return painted(); }
  bool radialShadedFill(GfxState*, GfxRadialShading*, double, double) override { return painted(); }
  bool gouraudTriangleShadedFill(GfxState*, GfxGouraudTriangleShading*) override { return painted(); }
  bool patchMeshShadedFill(GfxState*, GfxPatchMeshShading*) override { return painted(); }

  // `target` must remain live until finish().
  void begin(PaintedPage& target) {
    target_ = &target;
    builder_.emplace(target.page.words);
    pieces_.clear();
    fonts_.clear();
    last_font_ = nullptr;
    work_ = glyphs_ = 0;
    depth_ = mask_depth_ = actual_depth_ = 0;
    groups_.clear();
    actual_glyphs_.clear();
    font_ = {};
  }

  void finish() {
    builder_->finish();
    target_->invisible_words = builder_->invisible_words();
    target_->diagonal_glyphs = builder_->diagonal_glyphs();
    target_->page.rules = merge_rules(std::move(pieces_));
    pieces_ = {};
    builder_.reset();
  }

  void startPage(int, GfxState* state, XRef*) override {
    target_->page.width = static_cast<float>(state->getPageWidth());
    target_->page.height = static_cast<float>(state->getPageHeight());
  }

  void saveState(GfxState*) override {
    spend(1);
    if (++depth_ > limits_.max_depth) throw PageTooCostly{};
  }
  void restoreState(GfxState*) override { --depth_; }
  void updateCTM(GfxState*, double, double, double, double, double, double) override { spend(1); }

  void beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool, bool for_mask) override {
    groups_.push_back(for_mask);
    mask_depth_ += for_mask ? 1 : 0;
  }
  void endTransparencyGroup(GfxState*) override {
    if (groups_.empty()) return;
    mask_depth_ -= groups_.back() ? 1 : 0;
    groups_.pop_back();
  }

  void updateFont(GfxState* state) override {
    const GfxFont* font = state->getFont().get();
    if (font == nullptr) {
      font_ = {};
      return;
    }
    if (font == last_font_) return;
    last_font_ = font;
    const std::pair<int, int> key{font->getID()->num, font->getID()->gen};
    const auto found = fonts_.find(key);
    font_ = found != fonts_.end() ? found->second : fonts_.emplace(key, describe(*font, key)).first->second;
  }

  void beginString(GfxState* state, const GooString*) override {
    spend(1);
    const double* text = state->getTextMat();
    const double* ctm = state->getCTM();
    line_x_ = text[0] * ctm[0] + text[1] * ctm[2];
    line_y_ = text[0] * ctm[1] + text[1] * ctm[3];
    const double line_length = std::hypot(line_x_, line_y_);
    tracking_ = static_cast<float>(state->getCharSpace() * state->getHorizScaling() * line_length);
    const double horizontal = state->getHorizScaling();
    const double sign = (horizontal < 0 ? -1 : 1) * (state->getFontSize() < 0 ? -1 : 1);
    GlyphStyle style;
    style.font = font_.index;
    style.size = static_cast<float>(std::abs(state->getTransformedFontSize()) * font_.size_factor);
    style.ascent = font_.ascent * style.size;
    style.descent = font_.descent * style.size;
    style.direction_x = static_cast<float>(sign * line_x_);
    style.direction_y = static_cast<float>(sign * line_y_);
    // Fill and stroke: a producer without a bold face draws it so.
    style.bold = font_.bold || (state->getRender() & 3) == 2;
    style.italic = font_.italic;
    style.invisible = state->getRender() == 3;
    builder_->set_style(style);
  }

  void drawChar(GfxState* state, double x, double y, double dx, double dy, double, double, CharCode code, int,
                const Unicode* u, int length) override {
    if (mask_depth_ > 0) return;
    if (++glyphs_ > limits_.max_glyphs || target_->page.words.size() >= limits_.max_words) throw PageTooCostly{};
    double px = 0, py = 0, ax = 0, ay = 0;
    state->transform(x, y, &px, &py);
    state->transformDelta(dx, dy, &ax, &ay);
    // The advance comes with the spacing after the character in it.
    const double spacing =
        (state->getCharSpace() + (code == 0x20 ? state->getWordSpace() : 0)) * state->getHorizScaling();
    ax -= spacing * line_x_;
    ay -= spacing * line_y_;
    static_assert(sizeof(Unicode) == sizeof(char32_t));
    Glyph glyph;
    glyph.text = {reinterpret_cast<const char32_t*>(u),
                  u == nullptr || length < 0 ? 0 : static_cast<std::size_t>(length)};
    glyph.x = static_cast<float>(px);
    glyph.y = static_cast<float>(py);
    glyph.advance_x = static_cast<float>(ax);
    glyph.advance_y = static_cast<float>(ay);
    glyph.tracking = tracking_;
    if (actual_depth_ > 0) {
      if (actual_glyphs_.size() < kMaxActualGlyphs) actual_glyphs_.push_back({glyph, std::u32string(glyph.text)});
      return;
    }
    builder_->add(glyph);
  }

  // /ActualText: what a run of glyphs stands for. Believed for one line of print without spaces (ligatures, drop
  // capitals, glyphs without a Unicode value); else the glyphs tell more about places.
  void beginActualText(GfxState*, const GooString* text) override {
    if (actual_depth_++ > 0) return;
    actual_glyphs_.clear();
    actual_text_.clear();
    Unicode* decoded = nullptr;
    const int length = TextStringToUCS4(text->toStr(), &decoded);
    for (int i = 0; i < length; ++i) actual_text_.push_back(static_cast<char32_t>(decoded[i]));
    gfree(decoded);
  }

  void endActualText(GfxState*) override {
    if (actual_depth_ == 0 || --actual_depth_ > 0 || actual_glyphs_.empty()) return;
    if (replaces_glyphs()) {
      const Glyph& first = actual_glyphs_.front().glyph;
      const Glyph& last = actual_glyphs_.back().glyph;
      const float parts = static_cast<float>(actual_text_.size());
      const float dx = (last.x + last.advance_x - first.x) / parts, dy = (last.y + last.advance_y - first.y) / parts;
      for (std::size_t i = 0; i < actual_text_.size(); ++i) {
        Glyph glyph = first;
        glyph.text = std::u32string_view(actual_text_).substr(i, 1);
        glyph.x = first.x + dx * static_cast<float>(i);
        glyph.y = first.y + dy * static_cast<float>(i);
        glyph.advance_x = dx;
        glyph.advance_y = dy;
        builder_->add(glyph);
      }
    } else {
      for (ActualGlyph& kept : actual_glyphs_) {
        kept.glyph.text = kept.text;
        builder_->add(kept.glyph);
      }
    }
    actual_glyphs_.clear();
  }

  void stroke(GfxState* state) override {
    spend(1);
    if (mask_depth_ > 0 || state->getStrokeOpacity() < kTransparent) return;
    GfxRGB color;
    state->getStrokeRGB(&color);
    if (is_white(color)) return;
    target_->has_drawing = true;
    const float thickness = static_cast<float>(state->getTransformedLineWidth());
    const Box clip = clip_box(state);
    const GfxPath* path = state->getPath();
    for (int s = 0; s < path->getNumSubpaths(); ++s) {
      const GfxSubpath* subpath = path->getSubpath(s);
      spend(static_cast<std::size_t>(subpath->getNumPoints()) / 8);
      for (int i = 1; i < subpath->getNumPoints(); ++i) {
        if (subpath->getCurve(i) || subpath->getCurve(i - 1)) continue;
        add_clipped_stroke(place(state, *subpath, i - 1), place(state, *subpath, i), thickness, clip);
      }
    }
  }
  void fill(GfxState* state) override { fill_path(state); }
  void eoFill(GfxState* state) override { fill_path(state); }

  void drawImageMask(GfxState* state, Object*, Stream* stream, int width, int height, bool, bool,
                     bool in_line) override {
    add_image(state, width, height);
    if (in_line) skip(stream, width, height, 1);
  }
  void drawImage(GfxState* state, Object*, Stream* stream, int width, int height, GfxImageColorMap* map, bool,
                 const int*, bool in_line) override {
    add_image(state, width, height);
    if (in_line) skip(stream, width, height, map->getNumPixelComps() * map->getBits());
  }
  void drawMaskedImage(GfxState* state, Object*, Stream*, int width, int height, GfxImageColorMap*, bool, Stream*, int,
                       int, bool, bool) override {
    add_image(state, width, height);
  }
  void drawSoftMaskedImage(GfxState* state, Object*, Stream*, int width, int height, GfxImageColorMap*, bool, Stream*,
                           int, int, GfxImageColorMap*, bool) override {
    add_image(state, width, height);
  }
  void setSoftMaskFromImageMask(GfxState*, Object*, Stream*, int, int, bool, bool, double*) override {}
  void unsetSoftMaskFromImageMask(GfxState*, double*) override {}

 private:
  static constexpr std::size_t kMaxActualGlyphs = 4096;

  struct Point {
    float x, y;
  };
  struct ActualGlyph {
    Glyph glyph;
    std::u32string text;
  };

  void spend(std::size_t work) {
    work_ += work;
    if (work_ > limits_.max_work) throw PageTooCostly{};
  }
  bool painted() {
    spend(1);
    target_->has_drawing = true;
    return true;
  }

  static bool is_white(const GfxRGB& color) {
    return colToDbl(color.r) > kWhite && colToDbl(color.g) > kWhite && colToDbl(color.b) > kWhite;
  }

  KnownFont describe(const GfxFont& font, const std::pair<int, int>& key) {
    KnownFont known;
    Font entry;
    const std::string name = clean(font.getNameWithoutSubsetTag());
    entry.name = name;
    const int next_id = static_cast<int>(font_ids_.size());
    FontUse use;
    use.id = font_ids_.emplace(key, next_id).first->second;
    use.has_unicode_map = font.hasToUnicodeCMap() || (!font.isCIDFont() && !font.isSymbolic());
    // Page::fonts counts in 16 bits: a hostile page with more fonts than that has words without one.
    if (target_->page.fonts.size() < 30'000) {
      known.index = static_cast<std::int16_t>(target_->page.fonts.size());
      target_->page.fonts.push_back(std::move(entry));
      target_->font_uses.push_back(use);
    }
    const std::string folded = lower(name);
    known.bold = font.isBold() || font.getWeight() >= GfxFont::W600 ||
                 contains_word(folded, {"bold", "black", "heavy", "полужирн"});
    known.italic = font.isItalic() || contains_word(folded, {"italic", "oblique", "курсив"});
    // The limits Poppler sets itself: many fonts state nonsense.
    const double ascent = font.getAscent(), descent = font.getDescent();
    known.ascent = static_cast<float>(ascent > 0 && ascent <= 1.05 ? ascent : ascent > 1.05 ? 1.05 : 0.75);
    known.descent = static_cast<float>(descent < 0 && descent >= -0.4 ? -descent : descent < -0.4 ? 0.4 : 0.25);
    if (font.getType() == fontType3) {
      known.size_factor = type3_size_factor(font);
      known.ascent = 0.75F;
      known.descent = 0.25F;
    }
    return known;
  }

  bool replaces_glyphs() const {
    std::string utf8;
    for (const char32_t c : actual_text_) append_code_point(utf8, c);
    const std::string cleaned = clean(utf8);
    // A soft hyphen for a printed hyphen at a line end: the printed one shows that the word goes on.
    if (cleaned.empty() || cleaned.find(' ') != std::string::npos) return false;
    const Glyph& first = actual_glyphs_.front().glyph;
    const Glyph& last = actual_glyphs_.back().glyph;
    const float along = std::abs(first.advance_x) >= std::abs(first.advance_y) ? std::abs(last.y - first.y)
                                                                               : std::abs(last.x - first.x);
    return along < 1;
  }

  static Point place(GfxState* state, const GfxSubpath& subpath, int i) {
    double x = 0, y = 0;
    state->transform(subpath.getX(i), subpath.getY(i), &x, &y);
    return {static_cast<float>(x), static_cast<float>(y)};
  }

  // Clip of the state, and the page itself.
  Box clip_box(const GfxState* state) const {
    double left = 0, top = 0, right = 0, bottom = 0;
    state->getClipBBox(&left, &top, &right, &bottom);
    const Box page{0, 0, target_->page.width, target_->page.height};
    return {std::max(page.left, static_cast<float>(left)), std::max(page.top, static_cast<float>(top)),
            std::min(page.right, static_cast<float>(right)), std::min(page.bottom, static_cast<float>(bottom))};
  }

  void add_clipped_stroke(Point a, Point b, float thickness, const Box& clip) {
    if (pieces_.size() >= limits_.max_pieces) throw PageTooCostly{};
    const float margin = thickness / 2 + 0.5F;
    if (std::max(a.x, b.x) < clip.left - margin || std::min(a.x, b.x) > clip.right + margin ||
        std::max(a.y, b.y) < clip.top - margin || std::min(a.y, b.y) > clip.bottom + margin)
      return;
    const auto into = [&](Point p) {
      return Point{std::clamp(p.x, clip.left, std::max(clip.left, clip.right)),
                   std::clamp(p.y, clip.top, std::max(clip.top, clip.bottom))};
    };
    a = into(a);
    b = into(b);
    add_stroke(a.x, a.y, b.x, b.y, thickness, pieces_);
  }

  void fill_path(GfxState* state) {
    spend(1);
    if (mask_depth_ > 0 || state->getFillOpacity() < kTransparent) return;
    GfxRGB color;
    state->getFillRGB(&color);
    if (is_white(color)) return;
    target_->has_drawing = true;
    const Box clip = clip_box(state);
    const GfxPath* path = state->getPath();
    Box previous;
    bool has_previous = false;
    for (int s = 0; s < path->getNumSubpaths(); ++s) {
      const GfxSubpath* subpath = path->getSubpath(s);
      const int points = subpath->getNumPoints();
      spend(static_cast<std::size_t>(points) / 8);
      // Letters drawn as outlines have curves or many corners.
      bool straight = points >= 2 && points <= 9;
      for (int i = 0; i < points && straight; ++i) straight = !subpath->getCurve(i);
      if (!straight) {
        has_previous = false;
        continue;
      }
      Point p = place(state, *subpath, 0);
      Box box{p.x, p.y, p.x, p.y};
      for (int i = 1; i < points; ++i) {
        p = place(state, *subpath, i);
        box = united(box, {p.x, p.y, p.x, p.y});
      }
      if (pieces_.size() >= limits_.max_pieces) throw PageTooCostly{};
      // A frame: a rectangle with a slightly smaller one cut out of it.
      if (has_previous && is_frame(previous, box)) {
        const Box& out = previous;
        for (const Box& side :
             {Box{out.left, out.top, out.right, box.top}, Box{out.left, box.bottom, out.right, out.bottom},
              Box{out.left, out.top, box.left, out.bottom}, Box{box.right, out.top, out.right, out.bottom}})
          add_clipped_area(side, clip);
        has_previous = false;
        continue;
      }
      add_clipped_area(box, clip);
      previous = box;
      has_previous = true;
    }
  }

  static bool is_frame(const Box& outer, const Box& inner) {
    const float sides[] = {inner.left - outer.left, inner.top - outer.top, outer.right - inner.right,
                           outer.bottom - inner.bottom};
    return inner.width() > kMaxRuleThickness && inner.height() > kMaxRuleThickness &&
           std::all_of(std::begin(sides), std::end(sides),
                       [](float side) { return side >= -0.01F && side <= kMaxRuleThickness; }) &&
           std::any_of(std::begin(sides), std::end(sides), [](float side) { return side > 0.01F; });
  }

  void add_clipped_area(const Box& area, const Box& clip) {
    const Box seen{std::max(area.left, clip.left), std::max(area.top, clip.top), std::min(area.right, clip.right),
                   std::min(area.bottom, clip.bottom)};
    if (seen.left > seen.right || seen.top > seen.bottom) return;
    add_filled_area(seen, pieces_);
  }

  void add_image(GfxState* state, int width, int height) {
    spend(1);
    if (mask_depth_ > 0) return;
    target_->has_drawing = true;
    double x = 0, y = 0, right_x = 0, right_y = 0, up_x = 0, up_y = 0;
    state->transform(0, 0, &x, &y);
    state->transformDelta(1, 0, &right_x, &right_y);
    state->transformDelta(0, 1, &up_x, &up_y);
    Box box;
    box.left = static_cast<float>(x + std::min(right_x, 0.0) + std::min(up_x, 0.0));
    box.right = static_cast<float>(x + std::max(right_x, 0.0) + std::max(up_x, 0.0));
    box.top = static_cast<float>(y + std::min(right_y, 0.0) + std::min(up_y, 0.0));
    box.bottom = static_cast<float>(y + std::max(right_y, 0.0) + std::max(up_y, 0.0));
    const Box clip = clip_box(state);
    box = {std::max(box.left, clip.left), std::max(box.top, clip.top), std::min(box.right, clip.right),
           std::min(box.bottom, clip.bottom)};
    if (!(box.left < box.right) || !(box.top < box.bottom)) return;
    // Some producers paint borders with a picture of one pixel.
    if (std::min(box.width(), box.height()) <= kMaxRuleThickness) {
      if (pieces_.size() < limits_.max_pieces) add_filled_area(box, pieces_);
      return;
    }
    if (target_->page.images.size() < limits_.max_images) target_->page.images.push_back({box, width, height});
  }

  // An inline picture stands in the content stream: reading must go on after it.
  static void skip(Stream* stream, int width, int height, int bits_per_pixel) {
    const auto bytes = (static_cast<std::int64_t>(width) * bits_per_pixel + 7) / 8 * height;
    stream->reset();
    for (std::int64_t i = 0; i < bytes && stream->getChar() != EOF; ++i) {
    }
    stream->close();
  }

  const PdfLimits& limits_;
  std::map<std::pair<int, int>, int>& font_ids_;  // object number of a font -> FontUse::id
  PaintedPage* target_ = nullptr;
  std::optional<WordBuilder> builder_;
  std::vector<RulingLine> pieces_;
  std::map<std::pair<int, int>, KnownFont> fonts_;  // of this page
  const GfxFont* last_font_ = nullptr;
  KnownFont font_;
  double line_x_ = 1, line_y_ = 0;  // one unit of text space along the line, in page points
  float tracking_ = 0;
  std::size_t work_ = 0, glyphs_ = 0;
  int depth_ = 0, mask_depth_ = 0;
  std::vector<bool> groups_;
  int actual_depth_ = 0;
  std::u32string actual_text_;
  std::vector<ActualGlyph> actual_glyphs_;
};

// A file that lost its tail has no end mark.
bool has_end_mark(std::string_view bytes) {
  constexpr std::size_t kTail = 2048;
  return bytes.substr(bytes.size() > kTail ? bytes.size() - kTail : 0).find("%%EOF") != std::string_view::npos;
}

// A file cut off on the way has lost its trailer, most often its catalog, and some of its pages; Poppler gives it up
// (its own repair needs a trailer). What to append so that the pages that did arrive can be read; empty where there are
// none. Producers that pack page objects into compressed streams leave nothing to find.
std::string substitute_for_tail(std::string_view bytes) {
  constexpr std::string_view kType = "/Type";
  constexpr std::size_t kMaxPages = 20'000;
  std::string kids;
  std::size_t pages = 0;
  for (std::size_t at = bytes.find(kType); at != std::string_view::npos; at = bytes.find(kType, at + kType.size())) {
    std::size_t name = at + kType.size();
    while (name < bytes.size() && (bytes[name] == ' ' || bytes[name] == '\n' || bytes[name] == '\r')) ++name;
    const std::string_view value = bytes.substr(name, 9);
    const bool is_page =
        value.starts_with("/Page") && value.size() > 5 && (std::isalnum(static_cast<unsigned char>(value[5])) == 0);
    if (!is_page) continue;
    // «12 0 obj» before it.
    const std::size_t start = bytes.substr(0, at).rfind(" obj");
    if (start == std::string_view::npos || at - start > 4096) continue;
    std::size_t number = start;
    while (number > 0 && number + 24 > start &&
           (std::isdigit(static_cast<unsigned char>(bytes[number - 1])) != 0 || bytes[number - 1] == ' '))
      --number;
    std::string reference(trim(bytes.substr(number, start - number)));
    if (reference.find(' ') == std::string::npos) continue;
    kids += reference + " R ";
    if (++pages == kMaxPages) break;
  }
  if (pages == 0) return {};
  // Numbers no producer reaches, and Poppler still accepts.
  return "\nendstream endobj\n1999998 0 obj << /Type /Pages /Count " + std::to_string(pages) + " /Kids [" + kids +
         "] >> endobj\n1999999 0 obj << /Type /Catalog /Pages 1999998 0 R >> endobj\ntrailer << /Size 2000000 /Root "
         "1999999 0 R >>\n"
         "startxref\n0\n%%EOF\n";
}

}  // namespace

std::string poppler_version() { return POPPLER_VERSION; }

// Created once and never replaced: destroying it under an open document crashes Poppler.
void start_poppler() {
  static std::once_flag once;
  std::call_once(once, [] {
    setErrorCallback(hear);
    globalParams = std::make_unique<GlobalParams>();
  });
}

struct PdfText::State {
  std::string_view bytes;
  PdfLimits limits;
  Complaints complaints;
  bool reconstructed = false;
  std::map<std::pair<int, int>, int> font_ids;
  std::unique_ptr<PDFDoc> document;
  std::unique_ptr<PageReader> reader;
  std::string mended;  // the bytes with a substitute for a lost tail
  int pages = 0;

  void open(std::string_view from, const std::string& password) {
    std::optional<GooString> given;
    if (!password.empty()) given.emplace(password);
    auto* stream = new MemStream(from.data(), 0, static_cast<Goffset>(from.size()), Object(objNull));
    document = std::make_unique<PDFDoc>(stream, given, given, nullptr, [this] { reconstructed = true; });
    pages = document->isOk() ? document->getNumPages() : 0;
  }
  bool opened() const { return pages > 0; }
};

PdfText::PdfText(std::string_view bytes, const std::string& password, const PdfLimits& limits)
    : state_(std::make_unique<State>()) {
  start_poppler();
  state_->bytes = bytes;
  state_->limits = limits;
  const Listening listening(state_->complaints);
  const bool whole = has_end_mark(bytes);
  state_->open(bytes, password);
  if (!state_->opened() && state_->document->getErrorCode() == errEncrypted) {
    throw InputError(Failure::encrypted,
                     password.empty()
                         ? tr("the file is encrypted: give its password with --password-file")
                         : tr("the file is encrypted and the password given does not open it"));
  }
  if (!state_->opened() && !whole) {
    if (std::string tail = substitute_for_tail(bytes); !tail.empty()) {
      state_->mended = std::string(bytes) + tail;
      state_->open(state_->mended, password);
      state_->reconstructed = true;
    }
  }
  if (!state_->opened()) {
    if (!whole)
      throw InputError(Failure::truncated, tr("the end of the file is missing: get it again from where it came"));
    // Pages that are there but not counted right are damage.
    if (state_->document->isOk() && !state_->reconstructed && substitute_for_tail(bytes).empty())
      throw InputError(Failure::empty, tr("the file has no pages"));
    throw InputError(Failure::damaged, tr("the file is damaged beyond repair: get it again from where it came"));
  }
  state_->reader = std::make_unique<PageReader>(state_->limits, state_->font_ids);
}

PdfText::~PdfText() {
  const Listening listening(state_->complaints);
  state_->document.reset();
}

int PdfText::page_count() const { return state_->pages; }
bool PdfText::reconstructed() const { return state_->reconstructed; }
bool PdfText::tail_replaced() const { return !state_->mended.empty(); }
std::size_t PdfText::error_count() const { return state_->complaints.count; }
const std::string& PdfText::first_error() const { return state_->complaints.first; }

PaintedPage PdfText::read_page(int number) {
  const Listening listening(state_->complaints);
  PaintedPage painted;
  painted.page.number = number;
  ::Page* page = state_->document->getPage(number);
  if (page == nullptr || !page->isOk()) {
    painted.readable = false;
    return painted;
  }
  const double width = page->getCropWidth(), height = page->getCropHeight();
  painted.size_absurd = !(width >= kMinSheet && width <= kMaxSheet && height >= kMinSheet && height <= kMaxSheet);
  const bool turned = page->getRotate() == 90 || page->getRotate() == 270;
  painted.page.width = static_cast<float>(turned ? height : width);
  painted.page.height = static_cast<float>(turned ? width : height);

  PageReader& reader = *state_->reader;
  reader.begin(painted);
  // What Page::display does, with the interpreter in our hands: it would be lost with everything it holds if we left
  // the page through an exception.
  const std::unique_ptr<Gfx> interpreter(
      page->createGfx(&reader, 72, 72, 0, false, true, -1, -1, -1, -1, false, nullptr, nullptr));
  try {
    page->display(interpreter.get());
    // Stamps and filled form fields.
    for (Annot* annotation : page->getAnnots()->getAnnots()) annotation->draw(interpreter.get(), false);
  } catch (const PageTooCostly&) {
    painted.complete = false;
  }
  reader.finish();
  return painted;
}

ScannedPage PdfText::scan_page(int number, Diagnostics& diagnostics) {
  const Listening listening(state_->complaints);
  return prikaz::scan_page(*state_->document, number, diagnostics);
}

}  // namespace prikaz
