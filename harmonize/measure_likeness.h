// How much two measures mean the same: 0..1.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "measure_words.h"

namespace prikaz {

// A measure ready to be compared: its different words with their weights, unit length, by word.
struct WeighedMeasure {
  std::vector<std::pair<int, double>> words;
  std::vector<std::pair<int, int>> contrasts;  // (aspect, value), sorted: data/measure_contrasts.tsv
  std::u32string text;                         // its words run together, for the edit distance
  int kind = -1;
  bool empty() const { return words.empty(); }
};

// Values of aspects that keep measures apart.
class Contrasts {
 public:
  explicit Contrasts(MeasureWords& words);
  std::vector<std::pair<int, int>> of(const std::vector<int>& text) const;

 private:
  struct Entry {
    std::vector<int> words;
    int aspect = 0, value = 0;
  };
  std::unordered_map<int, std::vector<Entry>> by_first_;
};

// Cosine of the weighed words, and for short or nearly equal texts the edit distance over code points; less where they
// differ in an aspect or in kind. Symmetric.
double likeness(const WeighedMeasure& a, const WeighedMeasure& b);

// 1 - distance / length of the longer; 0 as soon as it cannot reach `least`.
double edit_likeness(const std::u32string& a, const std::u32string& b, double least);

}  // namespace prikaz
