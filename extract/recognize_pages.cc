#include "recognize_pages.h"

#include <algorithm>
#include <string>

#include "prikaz/unicode.h"
#include "read_regions.h"
#include "repair_recognized.h"

namespace prikaz {
namespace {

// Proportions of the serif faces that orders are printed in: x-height, ascent and descent in parts of the font size.
constexpr float kXHeight = 0.45F, kAscent = 0.89F, kDescent = 0.22F;
constexpr float kLeastFontSize = 5, kGreatestFontSize = 40;

Diagnostic diagnostic(const char* code, Severity severity, int page, std::string message) {
  Diagnostic out;
  out.code = code;
  out.severity = severity;
  out.page = page;
  out.message = std::move(message);
  return out;
}

// A block of running text may reach over a table; what stands in the table's cells is read there.
void drop_doubles(std::vector<RecognizedWord>& words, const std::vector<Region>& regions) {
  std::erase_if(words, [&](const RecognizedWord& word) {
    if (regions[static_cast<std::size_t>(word.region)].cell) return false;
    return std::any_of(regions.begin(), regions.end(), [&](const Region& region) {
      return region.cell && region.box_px.contains(word.box_px.center_x(), word.box_px.center_y());
    });
  });
}

// The engine's confidence over the letters of the words.
float mean_confidence(const std::vector<RecognizedWord>& words) {
  double letters = 0, sure = 0;
  for (const RecognizedWord& word : words) {
    const auto length = static_cast<double>(count_code_points(word.text));
    letters += length;
    sure += length * static_cast<double>(word.confidence);
  }
  return letters > 0 ? static_cast<float>(sure / letters) : 0;
}

// A page that the Russian model makes little of is tried with the Latin alphabet; the better reading stays.
bool read_in_latin(std::vector<RecognizedWord>& words, const PreparedPage& page, const std::vector<Region>& regions,
                   Readers& readers) {
  constexpr float kDoubtful = 0.75F, kBetter = 0.1F;
  const float russian = mean_confidence(words);
  if (words.empty() || russian >= kDoubtful) return false;
  std::vector<RecognizedWord> latin = read_regions(page, regions, readers, Script::latin);
  drop_doubles(latin, regions);
  if (mean_confidence(latin) < russian + kBetter) return false;
  words = std::move(latin);
  return true;
}

Diagnostic diagnostic_of(const OcrRepair& repair, int page) {
  const std::string read = "«" + repair.recognized + "»";
  if (repair.rule == "handwriting")
    return diagnostic("handwriting", Severity::warning, page, read + " may be written by hand: look at the picture");
  if (repair.rule == "latin_text")
    return diagnostic("latin_text", Severity::warning, page,
                      read + " is an address in Latin letters, which were taken for Russian ones: look at the picture");
  return diagnostic("recognition_repaired", Severity::info, page,
                    "read as " + read + ", taken for «" + repair.repaired + "» (" + repair.rule + ")");
}

// Words that stand on one line of one region have one size: that of most of them.
std::vector<float> font_sizes(const std::vector<RecognizedWord>& words, float scale) {
  std::vector<float> known;
  for (const RecognizedWord& word : words)
    if (word.x_height_px > 0) known.push_back(word.x_height_px);
  std::nth_element(known.begin(), known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2), known.end());
  const float usual = known.empty() ? 0 : known[known.size() / 2];
  std::vector<float> sizes(words.size());
  for (std::size_t first = 0; first < words.size();) {
    std::size_t last = first;
    std::vector<float> line;
    while (last < words.size() && words[last].region == words[first].region &&
           std::abs(words[last].baseline_px - words[first].baseline_px) < 0.6F * std::max(usual, 8.0F)) {
      if (words[last].x_height_px > 0) line.push_back(words[last].x_height_px);
      ++last;
    }
    std::sort(line.begin(), line.end());
    float height = line.empty() ? usual : line[line.size() / 2];
    if (height <= 0) height = 0.6F * words[first].box_px.height();
    // A line measured within a fifth of the usual size has it: small letters are measured to a pixel.
    if (usual > 0 && std::abs(height - usual) < 0.2F * usual) height = usual;
    const float size = std::clamp(height * scale / kXHeight, kLeastFontSize, kGreatestFontSize);
    std::fill(sizes.begin() + static_cast<std::ptrdiff_t>(first), sizes.begin() + static_cast<std::ptrdiff_t>(last),
              size);
    first = last;
  }
  return sizes;
}

}  // namespace

RecognizedPage recognize_page(const ScannedPage& scanned, Readers& readers) {
  RecognizedPage out;
  Page& page = out.page;
  page.number = scanned.number;
  page.width = scanned.width;
  page.height = scanned.height;
  if (!scanned.pixels) return out;
  PreparedPage prepared = prepare_page(scanned, &readers);
  page.width = prepared.width;
  page.height = prepared.height;
  page.rotation_deg = prepared.rotation_deg;
  page.skew_deg = prepared.skew_deg;
  const std::string name = "page " + std::to_string(page.number);
  if (!prepared.gray || prepared.mostly_picture) {
    out.diagnostics.push_back(
        diagnostic("picture_without_text", Severity::info, page.number, name + " is a picture without text"));
    return out;
  }
  const std::vector<RulingLine> rules = find_rules_on_picture(prepared);
  erase_rules(prepared, rules);
  const std::vector<Region> regions = find_regions(prepared, rules);
  std::vector<RecognizedWord> words = read_regions(prepared, regions, readers);
  drop_doubles(words, regions);
  const bool latin = read_in_latin(words, prepared, regions, readers);
  const std::vector<OcrRepair> repairs = latin ? std::vector<OcrRepair>() : repair_recognized(words);

  const auto scale = static_cast<float>(72.0 / prepared.dpi);
  for (const RulingLine& rule : rules)
    page.rules.push_back(
        {rule.vertical, rule.position * scale, rule.from * scale, rule.to * scale, rule.thickness * scale});
  const std::vector<float> sizes = font_sizes(words, scale);
  std::vector<char> repaired(words.size(), 0);
  for (const OcrRepair& repair : repairs)
    if (repair.word != kDroppedWord) repaired[repair.word] = 1;
  double letters = 0, sure = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const RecognizedWord& read = words[i];
    const std::string text = latin ? clean(read.text) : fold_look_alikes(clean(read.text));
    if (text.empty()) continue;
    Word word;
    word.text = text;
    word.font_size = sizes[i];
    word.baseline = read.baseline_px * scale;
    // A word's ink does not reach the font's ascent and descent; what comes after expects boxes that do.
    word.box = {read.box_px.left * scale, word.baseline - kAscent * sizes[i], read.box_px.right * scale,
                word.baseline + kDescent * sizes[i]};
    word.bold = read.bold;
    word.confidence = calibrated_confidence(read, repaired[i] != 0);
    const auto length = static_cast<double>(count_code_points(text));
    letters += length;
    sure += length * word.confidence;
    page.words.push_back(std::move(word));
  }
  for (const OcrRepair& repair : repairs) {
    if (repair.word == kDroppedWord) continue;  // specks
    Diagnostic made = diagnostic_of(repair, page.number);
    const Box& box = words[repair.word].box_px;
    made.bbox = Box{box.left * scale, box.top * scale, box.right * scale, box.bottom * scale};
    out.diagnostics.push_back(std::move(made));
  }
  if (page.words.empty()) {
    out.diagnostics.push_back(
        diagnostic("picture_without_text", Severity::info, page.number, name + " is a picture without text"));
    return out;
  }
  page.text_source = TextSource::ocr;
  page.ocr_confidence = static_cast<float>(sure / letters);
  return out;
}

}  // namespace prikaz
