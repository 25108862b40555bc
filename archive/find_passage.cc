#include "find_passage.h"

#include <algorithm>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

constexpr std::size_t kLettersBefore = 60;
constexpr std::size_t kLettersInAll = 200;

struct Word {
  std::string text;
  std::size_t begin, end;
  bool colocated;
};

std::vector<Word> words_of(std::string_view text, Tokenizer& tokenizer) {
  std::vector<Word> words;
  tokenizer.run(text, Tokenizer::For::document, [&](const Tokenizer::Token& token) {
    words.push_back({std::string(token.text), token.begin, token.end, token.colocated});
    return true;
  });
  return words;
}

// Words at one position of the text are alternatives: «12.03.2024» and its parts.
struct Positions {
  explicit Positions(const std::vector<Word>& all) : words(all) {
    for (std::size_t i = 0; i < words.size(); ++i)
      if (!words[i].colocated) first.push_back(i);
  }
  std::size_t size() const { return first.size(); }
  std::size_t end_of(std::size_t position) const {
    return position + 1 < first.size() ? first[position + 1] : words.size();
  }
  bool has(std::size_t position, const std::vector<std::string>& wanted, bool prefix) const {
    for (std::size_t i = first[position]; i < end_of(position); ++i)
      for (const std::string& word : wanted)
        if (prefix ? words[i].text.starts_with(word) : words[i].text == word) return true;
    return false;
  }

  const std::vector<Word>& words;
  std::vector<std::size_t> first;
};

bool stands_at(const Positions& positions, std::size_t at, const SearchQuery::Phrase& phrase) {
  if (phrase.words.empty() || at + phrase.words.size() > positions.size()) return false;
  for (std::size_t k = 0; k < phrase.words.size(); ++k)
    if (!positions.has(at + k, phrase.words[k], phrase.prefix && k + 1 == phrase.words.size())) return false;
  return true;
}

}  // namespace

double weigh_passage(std::string_view text, const std::vector<SearchQuery::Phrase>& phrases,
                     const std::vector<double>& weights, Tokenizer& tokenizer) {
  const std::vector<Word> words = words_of(text, tokenizer);
  const Positions positions(words);
  double sum = 0;
  for (std::size_t p = 0; p < phrases.size(); ++p)
    for (std::size_t at = 0; at < positions.size(); ++at)
      if (stands_at(positions, at, phrases[p])) {
        sum += weights[p];
        break;
      }
  return sum;
}

void show_passage(std::string_view text, const std::vector<SearchQuery::Phrase>& phrases, Tokenizer& tokenizer,
                  SearchHit& hit) {
  const std::vector<Word> words = words_of(text, tokenizer);
  const Positions positions(words);
  std::vector<std::pair<std::size_t, std::size_t>> marks;
  for (std::size_t at = 0; at < positions.size(); ++at)
    for (const SearchQuery::Phrase& phrase : phrases)
      if (stands_at(positions, at, phrase))
        marks.emplace_back(words[positions.first[at]].begin, words[positions.first[at + phrase.words.size() - 1]].end);
  std::sort(marks.begin(), marks.end());

  std::size_t from = marks.empty() ? 0 : marks.front().first;
  for (std::size_t n = 0; n < kLettersBefore && from > 0; ++n) {
    do --from;
    while (from > 0 && (static_cast<unsigned char>(text[from]) & 0xC0U) == 0x80U);
  }
  // Whole words at both ends.
  if (from > 0) {
    const std::size_t space = text.find(' ', from);
    if (space != std::string_view::npos && (marks.empty() || space < marks.front().first)) from = space + 1;
  }
  std::size_t to = from;
  for (std::size_t n = 0; n < kLettersInAll && to < text.size(); ++n) to = next_position(text, to);
  if (to < text.size()) {
    const std::size_t space = text.rfind(' ', to);
    if (space != std::string_view::npos && space > from && (marks.empty() || space >= marks.front().second)) to = space;
  }

  hit.snippet = from > 0 ? "… " : "";
  const std::size_t shift = hit.snippet.size();
  hit.snippet += text.substr(from, to - from);
  if (to < text.size()) hit.snippet += " …";
  std::replace(hit.snippet.begin(), hit.snippet.end(), '\n', ' ');
  hit.marks.clear();
  for (const auto& [begin, end] : marks) {
    if (begin < from || end > to) continue;
    const std::size_t b = begin - from + shift, e = end - from + shift;
    if (!hit.marks.empty() && b <= hit.marks.back().second)
      hit.marks.back().second = std::max(hit.marks.back().second, e);
    else
      hit.marks.emplace_back(b, e);
  }
}

}  // namespace prikaz
