#include "build_words.h"

#include <cmath>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// Ratios to the font size. A space is 0.25 of it in most fonts and shrinks to 0.15 in justified lines; kerning stays
// under 0.1.
constexpr float kWordGap = 0.1F;
constexpr float kOverlap = -0.2F;
constexpr float kSamePlace = 0.1F;
// Spacing wider than this separates characters on purpose (digits of a form, a table set by spacing).
constexpr float kMaxTracking = 0.6F;
constexpr float kBaselineDrift = 0.05F;
constexpr float kMinBaselineDrift = 0.5F;
// tan(20°): lines of a crooked OCR layer are still lines, a watermark is not.
constexpr float kDiagonal = 0.36F;
// A hostile string without a space would become one word of a whole page.
constexpr std::size_t kMaxWordBytes = 4096;

constexpr char32_t kSoftHyphen = 0xAD;
constexpr std::string_view kSoftHyphenBytes = "\xC2\xAD";

bool is_white(char32_t c) {
  return c == 0x20 || (c >= 0x09 && c <= 0x0D) || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

// The bullets of Symbol and Wingdings as Word writes them: codes of the font in the private use area.
char32_t plain_bullet(char32_t c) {
  switch (c) {
    case 0xF0B7:
    case 0xF0A7:
    case 0xF0A8:
    case 0xF0D8:
    case 0xF076:
    case 0xF0BE: return U'•';
    case 0xF0FC: return U'✓';
    case 0xF02D: return U'-';
    default: return c;
  }
}

bool is_bullet(std::u32string_view glyph) {
  return glyph.size() == 1 && (glyph[0] == U'•' || (glyph[0] >= 0xF000 && glyph[0] <= 0xF0FF));
}

// Control characters some producers map their hyphens to (Word's own codes), as the characters they stand for. Another
// painted control character is a glyph of unknown meaning.
char32_t printable(char32_t c) {
  if (c == 0x1E) return U'-';
  if (c == 0x1F) return kSoftHyphen;
  if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0xD800 && c <= 0xDFFF)) return 0xFFFD;
  return plain_bullet(c);
}

bool is_combining(char32_t c) { return c >= 0x300 && c <= 0x36F; }

}  // namespace

WordBuilder::Position WordBuilder::in_line(float x, float y) const {
  switch (quarter_) {
    case 1: return {y, x};
    case 2: return {-x, y};
    case 3: return {-y, x};
    default: return {x, y};
  }
}

void WordBuilder::set_style(const GlyphStyle& style) {
  style_ = style;
  const float ax = std::abs(style.direction_x), ay = std::abs(style.direction_y);
  if (ax >= ay)
    quarter_ = style.direction_x >= 0 ? 0 : 2;
  else
    quarter_ = style.direction_y >= 0 ? 1 : 3;
  const float major = std::max(ax, ay), minor = std::min(ax, ay);
  diagonal_ = minor > kDiagonal * major;
  slope_ = 0;
  if (major > 0) slope_ = (ax >= ay ? style.direction_y : style.direction_x) / major;
}

void WordBuilder::add(const Glyph& glyph) {
  if (diagonal_) {
    ++diagonal_glyphs_;
    return;
  }
  const bool unknown = glyph.text.empty();
  if (!unknown && is_white(glyph.text[0])) {
    end_word();
    if (!space_seen_ && !words_.empty()) words_.back().space_painted = true;
    space_seen_ = true;
    return;
  }
  const Position at = in_line(glyph.x, glyph.y);
  const float advance = in_line(glyph.advance_x, glyph.advance_y).along;
  if (!std::isfinite(at.along) || !std::isfinite(at.across) || !std::isfinite(advance)) return;

  if (!text_.empty()) {
    const float size = word_style_.size;
    const bool combining = !unknown && is_combining(glyph.text[0]);
    const float gap = at.along - end_;
    const float tracking = last_tracking_ > 0 && last_tracking_ <= kMaxTracking * size ? last_tracking_ : 0;
    const float drift = at.across - (start_.across + slope_ * (at.along - start_.along));
    const bool same_line =
        quarter_ == word_quarter_ && std::abs(drift) <= std::max(kMinBaselineDrift, kBaselineDrift * size);
    // Producers put Russian letters, Latin letters and digits into different subsets of one face: a change of font
    // alone does not end a word, a bullet of a symbol font does.
    const bool same_style = (style_.font == word_style_.font || !(is_bullet(glyph.text) || is_bullet(last_text_))) &&
                            std::abs(style_.size - size) <= 0.02F * size && style_.bold == word_style_.bold &&
                            style_.italic == word_style_.italic && style_.invisible == word_style_.invisible;
    if (same_line && same_style && std::abs(at.along - last_start_) < kSamePlace * size && last_text_ == glyph.text) {
      doubled_ = true;
      return;
    }
    const bool overlaps = gap < kOverlap * size && !combining;
    if (!same_line || !same_style || overlaps || gap > kWordGap * size + tracking || text_.size() > kMaxWordBytes)
      end_word();
  }
  if (text_.empty()) {
    word_style_ = style_;
    word_quarter_ = quarter_;
    start_ = at;
    end_ = at.along;
    doubled_ = false;
    if (has_previous_ && !space_seen_ && !words_.empty()) {
      // Two words without a space glyph between: do they touch?
      const bool touches = previous_quarter_ == quarter_ &&
                           std::abs(at.across - previous_end_.across) <= 0.5F * style_.size &&
                           at.along - previous_end_.along <= kWordGap * style_.size &&
                           at.along - previous_end_.along >= kOverlap * style_.size;
      if (touches) words_.back().space_after = false;
    }
  }
  last_start_ = at.along;
  last_tracking_ = glyph.tracking;
  last_text_.assign(glyph.text);
  end_ = std::max(end_, at.along + advance);
  if (unknown) append_code_point(text_, 0xFFFD);
  for (const char32_t c : glyph.text) append_code_point(text_, printable(c));
}

Box WordBuilder::box_of_word() const {
  const float from = start_.along, to = std::max(end_, start_.along);
  const float base = start_.across, up = word_style_.ascent, down = word_style_.descent;
  switch (word_quarter_) {
    case 1: return {base - down, from, base + up, to};
    case 2: return {-to, base - down, -from, base + up};
    case 3: return {base - up, -to, base + down, -from};
    default: return {from, base - up, to, base + down};
  }
}

void WordBuilder::end_word() {
  if (text_.empty()) return;
  Word word;
  // A soft hyphen that is painted at the end of a word is the hyphen a reader sees at the line end.
  if (text_.ends_with(kSoftHyphenBytes) && text_.size() > kSoftHyphenBytes.size())
    text_.replace(text_.size() - kSoftHyphenBytes.size(), kSoftHyphenBytes.size(), "-");
  word.text = fold_look_alikes(clean(text_));
  text_.clear();
  last_text_.clear();
  if (word.text.empty()) return;
  word.box = box_of_word();
  word.baseline = start_.across;
  word.font_size = word_style_.size;
  word.font = word_style_.font;
  word.rotation = static_cast<std::uint16_t>(90 * word_quarter_);
  word.bold = word_style_.bold || doubled_;
  word.italic = word_style_.italic;
  // «1 234» painted as one glyph of a font that maps it to text with a space: what clean() leaves is still two words.
  if (word.text.find(' ') != std::string::npos) {
    const std::vector<std::string_view> parts = split(word.text, ' ');
    const float step =
        (word_quarter_ % 2 == 0 ? word.box.width() : word.box.height()) / static_cast<float>(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
      Word part = word;
      part.text = std::string(parts[i]);
      const float from = static_cast<float>(i) * step;
      if (word_quarter_ == 0)
        part.box = {word.box.left + from, word.box.top, word.box.left + from + step, word.box.bottom};
      words_.push_back(std::move(part));
    }
  } else {
    words_.push_back(std::move(word));
  }
  if (word_style_.invisible) ++invisible_words_;
  previous_quarter_ = word_quarter_;
  previous_end_ = {end_, start_.across};
  has_previous_ = true;
  space_seen_ = false;
}

void WordBuilder::finish() {
  end_word();
  has_previous_ = false;
  space_seen_ = true;
}

}  // namespace prikaz
