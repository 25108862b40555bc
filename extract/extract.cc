#include "prikaz/extract.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "drop_words.h"
#include "poppler_text.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"
#include "recognition_pool.h"
#include "repair_mojibake.h"
#include "repair_words.h"
#include "split_glued_words.h"
#include "text_trust.h"
#include "turn_page.h"

namespace prikaz {
namespace {

// A picture of so much of the page is the page.
constexpr float kWholePage = 0.5F;
// Words of a stamp or a page number on a scanned page.
constexpr std::size_t kFewWords = 20;
// Words of a font that are looked at to judge it.
constexpr std::size_t kSampleWords = 400;
constexpr std::size_t kPageSampleWords = 600;
// A page is reported if more of its characters than this are in fonts that are not to be believed.
constexpr double kUntrustedShare = 0.1;

void report(Diagnostics& diagnostics, Severity severity, const char* code, int page, std::string message) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.severity = severity;
  diagnostic.message = std::move(message);
  if (page > 0) diagnostic.page = page;
  diagnostics.push_back(std::move(diagnostic));
}

// What is known of a font of the file, gathered over all pages: one page may hold too few words to judge it.
struct FontSample {
  std::vector<std::string> words;
  bool has_unicode_map = false;
  TrustVerdict verdict;
  bool latin1_mojibake = false;  // read as Latin-1 by mistake, and Russian when turned back
};

std::vector<std::string_view> views_of(const std::vector<std::string>& words) { return {words.begin(), words.end()}; }

void judge(FontSample& sample) {
  sample.verdict = judge_text(views_of(sample.words), sample.has_unicode_map);
  if (std::string_view(sample.verdict.reason) != "mojibake") return;
  std::vector<std::string> turned_back;
  for (const std::string& word : sample.words) turned_back.push_back(from_latin1_mojibake(word));
  sample.latin1_mojibake = judge_text(views_of(turned_back), sample.has_unicode_map).trust == FontTrust::good;
}

// All fonts of the file, by FontUse::id.
class FontSamples {
 public:
  void add(const PaintedPage& painted) {
    const std::vector<Font>& fonts = painted.page.fonts;
    for (std::size_t i = 0; i < fonts.size(); ++i)
      at(painted.font_uses[i].id).has_unicode_map = painted.font_uses[i].has_unicode_map;
    for (const Word& word : painted.page.words) {
      if (word.font < 0) continue;
      FontSample& sample = at(painted.font_uses[static_cast<std::size_t>(word.font)].id);
      if (sample.words.size() < kSampleWords) sample.words.push_back(word.text);
    }
  }
  void judge_all() {
    for (FontSample& sample : samples_) {
      judge(sample);
      sample.words = {};
    }
  }
  const FontSample& operator[](int id) const { return samples_[static_cast<std::size_t>(id)]; }

 private:
  FontSample& at(int id) {
    if (static_cast<std::size_t>(id) >= samples_.size()) samples_.resize(static_cast<std::size_t>(id) + 1);
    return samples_[static_cast<std::size_t>(id)];
  }
  std::vector<FontSample> samples_;
};

float picture_share(const Page& page) {
  float area = 0;
  for (const ImageRegion& image : page.images) area += image.box.width() * image.box.height();
  const float sheet = page.width * page.height;
  return sheet > 0 ? area / sheet : 0;
}

// Marks the fonts of the page, turns back text whose encoding was mistaken, and reports what cannot be believed.
// Returns whether the page has to be read from its picture.
bool apply_trust(Page& page, const std::vector<FontUse>& uses, const FontSamples& samples, Diagnostics& diagnostics) {
  bool repaired = false;
  for (std::size_t i = 0; i < page.fonts.size(); ++i) {
    const FontSample& sample = samples[uses[i].id];
    page.fonts[i].trust = sample.latin1_mojibake ? FontTrust::suspect : sample.verdict.trust;
    page.fonts[i].reason = sample.verdict.reason;
  }
  std::size_t characters = 0, untrusted = 0;
  std::map<std::string_view, std::size_t> reasons;
  for (Word& word : page.words) {
    const std::size_t length = count_code_points(word.text);
    characters += length;
    if (word.font < 0) continue;
    const auto font = static_cast<std::size_t>(word.font);
    if (samples[uses[font].id].latin1_mojibake) {
      word.text = fold_look_alikes(clean(from_latin1_mojibake(word.text)));
      repaired = true;
    } else if (page.fonts[font].trust == FontTrust::broken) {
      untrusted += length;
      reasons[page.fonts[font].reason] += length;
    }
  }
  if (repaired)
    report(
        diagnostics, Severity::info, "text_layer_repaired", page.number,
        "characters of page " + std::to_string(page.number) + " are stored in a wrong encoding and were turned back");

  std::string reason;
  if (static_cast<double>(untrusted) > kUntrustedShare * static_cast<double>(characters)) {
    reason = std::max_element(reasons.begin(), reasons.end(), [](const auto& a, const auto& b) {
               return a.second < b.second;
             })->first;
  } else {
    // A bad recognition of one page shares its font with the good ones.
    std::vector<std::string_view> words;
    for (const Word& word : page.words) {
      if (words.size() == kPageSampleWords) break;
      words.push_back(word.text);
    }
    const TrustVerdict verdict = judge_text(words, true);
    if (verdict.trust == FontTrust::broken) reason = verdict.reason;
  }
  if (!reason.empty())
    report(diagnostics, Severity::warning, "text_layer_untrusted", page.number,
           "the text of page " + std::to_string(page.number) + " cannot be believed (" + reason +
               "): it is read from the picture");
  return !reason.empty();
}

void report_reading(const PaintedPage& painted, Diagnostics& diagnostics) {
  const int number = painted.page.number;
  const std::string page = "page " + std::to_string(number);
  if (!painted.readable)
    report(diagnostics, Severity::error, "page_unreadable", number, page + " is damaged and was left out");
  if (painted.size_absurd)
    report(diagnostics, Severity::warning, "page_size_absurd", number,
           page + " states a size no sheet has: places on it may be wrong");
  if (!painted.complete)
    report(diagnostics, Severity::error, "page_too_complex", number,
           page + " holds more than any order does and was not read to its end");
  if (painted.diagonal_glyphs > 0)
    report(diagnostics, Severity::info, "diagonal_text_skipped", number,
           page + " has slanting text (a watermark), left out");
}

// Whether a page with this text is a picture of text, by what covers it.
bool is_picture(const PaintedPage& painted, Diagnostics& diagnostics) {
  const Page& page = painted.page;
  const std::string name = "page " + std::to_string(page.number);
  const bool covered = picture_share(page) >= kWholePage;
  if (page.words.empty()) return painted.has_drawing && painted.readable;
  if (covered && painted.invisible_words >= page.words.size()) {
    report(diagnostics, Severity::info, "ocr_layer", page.number,
           "the text of " + name + " is an earlier recognition laid under its picture");
    return false;
  }
  if (covered && page.words.size() < kFewWords) {
    report(diagnostics, Severity::warning, "page_mostly_picture", page.number,
           name + " is mostly a picture: it is read from there, with the text beside it");
    return true;
  }
  return false;
}

void append(Diagnostics& to, Diagnostics from) {
  for (Diagnostic& diagnostic : from) to.push_back(std::move(diagnostic));
}

void tell(const ExtractOptions& options, int done, int total) {
  if (options.progress) options.progress(done, total);
}

std::vector<Page> extract_pictures(const SourceFile& source, const ExtractOptions& options, Diagnostics& diagnostics) {
  int seen = 0, done = 0;
  RecognitionPool pool(options.jobs, [&] { tell(options, ++done, std::max(seen, done)); });
  for_each_picture(
      source,
      [&](ScannedPage scanned) {
        if (++seen <= options.max_pages) pool.submit(std::move(scanned));
      },
      diagnostics);
  if (seen > options.max_pages)
    report(diagnostics, Severity::error, "too_many_pages", 0,
           "the file has " + std::to_string(seen) + " pages: only the first " + std::to_string(options.max_pages) +
               " were read");
  std::vector<Page> pages;
  for (RecognizedPage& read : pool.finish()) {
    pages.push_back(std::move(read.page));
    append(diagnostics, std::move(read.diagnostics));
  }
  split_glued_words(pages);
  return pages;
}

// Pages `numbers` of the file, read from their pictures, replace what their text gave.
void read_from_pictures(PdfText& pdf, const std::vector<int>& numbers, const ExtractOptions& options,
                        std::vector<Page>& pages, Diagnostics& diagnostics) {
  if (numbers.empty()) return;
  const int count = static_cast<int>(pages.size());
  int done = count - static_cast<int>(numbers.size());
  RecognitionPool pool(options.jobs, [&] { tell(options, ++done, count); });
  for (const int number : numbers) pool.submit(pdf.scan_page(number, diagnostics));
  for (RecognizedPage& read : pool.finish()) {
    Page& page = pages[static_cast<std::size_t>(read.page.number) - 1];
    append(diagnostics, std::move(read.diagnostics));
    if (read.page.words.empty()) continue;
    read.page.images = std::move(page.images);
    if (read.page.rotation_deg != 0) read.page.images.clear();
    page = std::move(read.page);
  }
}

}  // namespace

std::vector<Page> extract(const SourceFile& source, const ExtractOptions& options, Diagnostics& diagnostics) {
  if (source.media_type != "application/pdf") return extract_pictures(source, options, diagnostics);
  PdfText pdf(source.bytes, options.password);
  const int count = std::min(pdf.page_count(), std::max(options.max_pages, 1));
  if (count < pdf.page_count())
    report(diagnostics, Severity::error, "too_many_pages", 0,
           "the file has " + std::to_string(pdf.page_count()) + " pages: only the first " + std::to_string(count) +
               " were read");

  std::vector<PaintedPage> painted;
  FontSamples samples;
  painted.reserve(static_cast<std::size_t>(count));
  for (int number = 1, read = 0; number <= count; ++number) {
    painted.push_back(pdf.read_page(number));
    samples.add(painted.back());
    // One without words is probably a picture, and most of the work is still to come.
    read += painted.back().page.words.empty() ? 0 : 1;
    tell(options, read, count);
  }
  if (pdf.tail_replaced() &&
      std::all_of(painted.begin(), painted.end(), [](const PaintedPage& one) { return one.page.words.empty(); }))
    throw InputError(Failure::truncated, tr("the end of the file is missing: get it again from where it came"));
  samples.judge_all();

  std::vector<Page> pages;
  std::vector<int> pictures;
  pages.reserve(painted.size());
  for (PaintedPage& one : painted) {
    Page& page = one.page;
    report_reading(one, diagnostics);
    drop_words_outside(page);
    turn_page(page, turn_needed(page));
    drop_overprinted_words(page, one.invisible_words == 0);
    const bool untrusted = apply_trust(page, one.font_uses, samples, diagnostics);
    repair_words(page.words, page.rules);
    page.words.shrink_to_fit();
    page.text_source = page.words.empty() ? TextSource::none : TextSource::embedded;
    if (is_picture(one, diagnostics) || untrusted) pictures.push_back(page.number);
    pages.push_back(std::move(page));
  }
  read_from_pictures(pdf, pictures, options, pages, diagnostics);
  split_glued_words(pages);
  if (pdf.reconstructed() || pdf.error_count() > 0) {
    std::string message = "the file is damaged and was read as far as possible";
    if (pdf.error_count() > 0)
      message += ": " + std::to_string(pdf.error_count()) + " errors, the first is \"" + pdf.first_error() + "\"";
    report(diagnostics, Severity::warning, "pdf_damaged", 0, message);
  }
  return pages;
}

}  // namespace prikaz
