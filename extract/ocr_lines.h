// The words of one page as lines that repairs can read and change: the common ground of the ocr_*.cc files.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "recognizer.h"
#include "repair_recognized.h"

namespace prikaz {

// Repairs think in letters, not bytes.
std::u32string to_letters(std::string_view text);
std::string to_utf8(std::u32string_view letters);

std::u32string fold_letters(std::u32string_view letters);  // lower case, ё as е
bool all_digits(std::u32string_view letters);              // false for an empty one
bool is_capital_cyrillic(char32_t c);
bool is_small_cyrillic(char32_t c);
// «1998», «2031»: four digits from 1900 to 2099.
bool is_year(std::u32string_view letters);

// The letters and digits of a word without what stands around them: begin and end of «СОШ» in «(«СОШ»,».
struct Core {
  std::size_t begin = 0, end = 0;
};
Core core_of(std::u32string_view letters);

// How much a repair takes from the confidence of a word.
constexpr float kUsualDoubt = 0.85F;
constexpr float kNumberDoubt = 0.7F;  // of numbers and dates: a wrong one does more harm
// What follows from the neighbours whatever was read: above what is distrusted, and no more.
constexpr float kInferred = 0.3F;

constexpr std::size_t kNoWord = static_cast<std::size_t>(-1);

class OcrPage {
 public:
  // REQUIRES: `words` outlives the page; words of a region stand together, in reading order.
  explicit OcrPage(std::vector<RecognizedWord>& words);

  std::size_t size() const { return words_.size(); }
  const RecognizedWord& word(std::size_t i) const { return words_[i]; }
  const std::u32string& text(std::size_t i) const { return texts_[i]; }  // empty: dropped
  // Lines from left to right, dropped words included. A line is of one region.
  const std::vector<std::vector<std::size_t>>& lines() const { return lines_; }
  std::size_t line_of(std::size_t i) const { return line_of_[i]; }

  // The neighbours on the line, and in the region over line ends; kNoWord if there is none. Dropped words are passed
  // over.
  std::size_t before(std::size_t i) const;
  std::size_t after(std::size_t i) const;
  std::size_t before_in_region(std::size_t i) const;
  std::size_t after_in_region(std::size_t i) const;
  // Their texts, empty if there is none.
  std::u32string_view text_before(std::size_t i) const;
  std::u32string_view text_after(std::size_t i) const;

  // Height of a small letter near word `i`, pixels; never 0.
  float x_height(std::size_t i) const;

  // Does the engine offer `letter` in place of letter `at` of the word, which must still be as recognized?
  bool offers(std::size_t i, std::size_t at, char32_t letter) const;

  // A repair: reported, and the confidence lowered by `doubt`.
  void change(std::size_t i, std::u32string text, const char* rule, float doubt = kUsualDoubt);
  // A repair that owes nothing to what was recognized: «1.3.» between «1.2.» and «1.4.».
  void infer(std::size_t i, std::u32string text, const char* rule);
  // The same letter in better type (an en dash for the em dash that the model knows): neither reported nor doubted.
  void retype(std::size_t i, std::u32string text);
  void drop(std::size_t i, const char* rule);
  // Not a change of text: the word is not to be trusted above `cap`.
  void distrust(std::size_t i, const char* rule, float cap);
  // Cuts the word in two before letter `at`, leaving out `skip` letters there.
  void split(std::size_t i, std::size_t at, std::size_t skip, const char* rule);
  // Joins word `i` and the one after it on its line into `text`.
  void join_with_next(std::size_t i, std::u32string text, const char* rule);

  // Writes the page back to the words: dropped ones are taken out, cut ones become two.
  std::vector<OcrRepair> finish();

 private:
  void find_lines();
  std::size_t step(std::size_t i, bool forward, bool same_line) const;

  std::vector<RecognizedWord>& words_;
  std::vector<std::u32string> texts_;
  std::vector<std::vector<std::size_t>> lines_;
  std::vector<std::size_t> line_of_;
  std::vector<const char*> rules_;  // the last repair of each word, null if none
  struct Cut {
    std::size_t at = 0, skip = 0;  // 0: not cut
  };
  std::vector<Cut> cuts_;
  float usual_x_height_ = 1;
};

}  // namespace prikaz
