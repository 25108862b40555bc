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

// A word comes with the region that holds its middle; what no region holds was not read.
class ReplayingRecognizer : public TextRecognizer {
 public:
  explicit ReplayingRecognizer(std::vector<RecognizedWord> words) : words_(std::move(words)) {}

  std::vector<RecognizedWord> recognize(const PreparedPage&, const std::vector<Region>& regions) override {
    std::vector<RecognizedWord> read;
    for (std::size_t i = 0; i < regions.size(); ++i) {
      for (RecognizedWord word : words_) {
        if (!regions[i].box_px.contains(word.box_px.center_x(), word.box_px.center_y())) continue;
        word.region = static_cast<int>(i);
        read.push_back(std::move(word));
      }
    }
    return read;
  }

 private:
  std::vector<RecognizedWord> words_;
};

}  // namespace prikaz::testing
