#include "measure_words.h"

#include <libstemmer.h>

#include <algorithm>
#include <stdexcept>

#include "prikaz/data.h"
#include "prikaz/unicode.h"

namespace prikaz {

struct MeasureWords::Stemmer {
  sb_stemmer* stemmer = sb_stemmer_new("russian", "UTF_8");
  Stemmer() {
    if (stemmer == nullptr) throw std::bad_alloc();
  }
  ~Stemmer() { sb_stemmer_delete(stemmer); }
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;

  std::string stem(const std::string& word) {
    const sb_symbol* result =
        sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
    if (result == nullptr) throw std::bad_alloc();
    return {reinterpret_cast<const char*>(result), static_cast<std::size_t>(sb_stemmer_length(stemmer))};
  }
};

MeasureWords::MeasureWords() : stemmer_(std::make_unique<Stemmer>()) {
  const auto synonyms = data_table("measure_synonyms.tsv");
  for (const auto& row : synonyms) {
    const int concept_word = stems(row[0]).front();
    const std::vector<int> phrase = stems(row[1]);
    printed_[phrase.front()].emplace_back(phrase, concept_word);
  }
  sort(printed_);
  // «Общеобразовательная организация с низкими результатами»: what is one word by now is part of a longer synonym.
  for (const auto& row : synonyms) {
    const std::vector<int> phrase = stems(row[1]);
    const std::vector<int> mapped = replaced(phrase, printed_, phrase.size());
    const int concept_word = stems(row[0]).front();
    // «Педагог-предметник» has become «педагог педагог»: two of them need not be one.
    const bool only_itself = std::all_of(mapped.begin(), mapped.end(), [&](int word) { return word == concept_word; });
    if (mapped.size() > 1 && !only_itself) mapped_[mapped.front()].emplace_back(mapped, concept_word);
  }
  sort(mapped_);
  for (const auto& row : data_table("measure_boilerplate.tsv")) {
    const auto word = static_cast<std::size_t>(read(row[0]).front());
    weights_[word] = std::stod(std::string(row[1]));
  }
}

MeasureWords::~MeasureWords() = default;

double MeasureWords::weight(int word) const { return weights_[static_cast<std::size_t>(word)]; }

int MeasureWords::number_of(const std::string& stem, std::string_view shown) {
  const auto [at, fresh] = numbers_.try_emplace(stem, static_cast<int>(shown_.size()));
  if (fresh) {
    shown_.emplace_back(shown);
    weights_.push_back(1);
  }
  return at->second;
}

int MeasureWords::word_of(std::string_view folded) {
  const auto known = known_.find(std::string(folded));
  if (known != known_.end()) return known->second;
  std::string word(folded);
  // «Обучающихся» are pupils, «обучающий семинар» has none: the stemmer would make them one.
  std::string tail;
  if (word.ends_with("ся") && word.find("щ") != std::string::npos) {
    tail = "ся";
    word.resize(word.size() - tail.size());
  }
  // Of «ИОМ» the stemmer would leave «и».
  constexpr std::size_t kShort = 3;
  const int number = number_of(count_code_points(word) <= kShort ? word : stemmer_->stem(word) + tail, folded);
  known_.emplace(folded, number);
  return number;
}

std::vector<int> MeasureWords::stems(std::string_view text) {
  const std::string folded = fold(text);
  std::vector<int> words;
  for (std::size_t i = 0; i < folded.size();) {
    if (!is_letter(code_point_at(folded, i))) {
      i = next_position(folded, i);
      continue;
    }
    std::size_t end = i;
    bool latin = false;
    while (end < folded.size() && is_letter(code_point_at(folded, end))) {
      latin = latin || is_latin(code_point_at(folded, end));
      end = next_position(folded, end);
    }
    const std::string_view word = std::string_view(folded).substr(i, end - i);
    // «III квартал»
    const bool roman = latin && word.find_first_not_of("ivx") == std::string_view::npos;
    if (!roman) words.push_back(word_of(word));
    i = end;
  }
  return words;
}

// The longest first.
void MeasureWords::sort(Phrases& phrases) {
  for (auto& [first, list] : phrases)
    std::stable_sort(list.begin(), list.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
}

std::vector<int> MeasureWords::replaced(const std::vector<int>& words, const Phrases& phrases,
                                        std::size_t shorter_than) {
  std::vector<int> result;
  for (std::size_t i = 0; i < words.size();) {
    const auto list = phrases.find(words[i]);
    std::size_t length = 0;
    if (list != phrases.end())
      for (const auto& [phrase, word] : list->second) {
        if (phrase.size() > words.size() - i || phrase.size() >= shorter_than ||
            !std::equal(phrase.begin(), phrase.end(), words.begin() + static_cast<std::ptrdiff_t>(i)))
          continue;
        result.push_back(word);
        length = phrase.size();
        break;
      }
    if (length == 0) {
      result.push_back(words[i]);
      length = 1;
    }
    i += length;
  }
  return result;
}

std::vector<int> MeasureWords::read(std::string_view text) {
  constexpr std::size_t kAny = 1000;
  return replaced(replaced(stems(text), printed_, kAny), mapped_, kAny);
}

}  // namespace prikaz
