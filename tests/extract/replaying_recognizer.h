// An engine that says what a real one said once: for fast tests of what comes before and after it.
#pragma once

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "recognizer.h"

namespace prikaz::testing {

// Words as in tests/recordings/NAME.tsv, a line each: text, left, top, right, bottom, baseline and x-height in pixels,
// confidence, bold (0 or 1). Lines that start with '#' are comments.
inline std::vector<RecognizedWord> read_recording(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("no recording " + path);
  std::vector<RecognizedWord> words;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    RecognizedWord word;
    std::getline(fields, word.text, '\t');
    Box& box = word.box_px;
    fields >> box.left >> box.top >> box.right >> box.bottom >> word.baseline_px >> word.x_height_px >>
        word.confidence >> word.bold;
    words.push_back(word);
  }
  return words;
}

inline void write_recording(const std::string& path, const std::vector<RecognizedWord>& words) {
  std::ofstream out(path);
  out << "# text, left, top, right, bottom, baseline, x-height (pixels), confidence, bold\n";
  for (const RecognizedWord& word : words)
    out << word.text << '\t' << word.box_px.left << '\t' << word.box_px.top << '\t' << word.box_px.right << '\t'
        << word.box_px.bottom << '\t' << word.baseline_px << '\t' << word.x_height_px << '\t' << word.confidence << '\t'
        << word.bold << '\n';
}

// A word is read in a region that holds its middle, each time the region is read; what no region holds was not read.
class ReplayingRecognizer : public TextRecognizer {
 public:
  explicit ReplayingRecognizer(std::vector<RecognizedWord> words) : words_(std::move(words)) {}

  std::vector<RecognizedWord> read(const std::shared_ptr<const ShownPage>&, const Region& region,
                                   const Reading&) override {
    std::vector<RecognizedWord> read;
    for (const RecognizedWord& word : words_)
      if (region.box_px.contains(word.box_px.center_x(), word.box_px.center_y())) read.push_back(word);
    return read;
  }

 private:
  std::vector<RecognizedWord> words_;
};

}  // namespace prikaz::testing
