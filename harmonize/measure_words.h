// The words of measures as numbers: stems (Snowball), with the synonyms of data/measure_synonyms.tsv made one.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace prikaz {

// «Организация курсов повышения квалификации учителей» -> the numbers of «организац», «кпк», «педагог». Numbers stay
// the same as long as the object lives; they are given in the order words are first met. One thread at a time.
class MeasureWords {
 public:
  MeasureWords();
  ~MeasureWords();
  MeasureWords(const MeasureWords&) = delete;
  MeasureWords& operator=(const MeasureWords&) = delete;

  // In order. Numbers and signs are left out, compounds cut at the hyphen.
  std::vector<int> read(std::string_view text);

  std::size_t size() const { return shown_.size(); }
  // A word that was met under the number first, for people.
  const std::string& shown(int word) const { return shown_[static_cast<std::size_t>(word)]; }
  // What is left of the weight of a word that says little (data/measure_boilerplate.tsv); 1 for the others.
  double weight(int word) const;

 private:
  struct Stemmer;
  // Sequences of words that mean one word, by their first.
  using Phrases = std::unordered_map<int, std::vector<std::pair<std::vector<int>, int>>>;

  int number_of(const std::string& stem, std::string_view shown);
  int word_of(std::string_view folded);
  std::vector<int> stems(std::string_view text);
  static void sort(Phrases& phrases);
  static std::vector<int> replaced(const std::vector<int>& words, const Phrases& phrases, std::size_t shorter_than);

  std::unique_ptr<Stemmer> stemmer_;
  std::unordered_map<std::string, int> numbers_;  // of stems
  std::unordered_map<std::string, int> known_;    // of folded words: spares stemming them again
  std::vector<std::string> shown_;
  std::vector<double> weights_;
  Phrases printed_, mapped_;
};

}  // namespace prikaz
