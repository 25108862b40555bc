#include "school_words.h"

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

std::size_t find_word(std::string_view folded, std::string_view stem, std::size_t from) {
  for (std::size_t at = folded.find(stem, from); at != std::string_view::npos; at = folded.find(stem, at + 1))
    if (word_starts_at(folded, at)) return at;
  return std::string_view::npos;
}

}  // namespace

bool has_stems(std::string_view folded, std::string_view pattern) {
  std::size_t at = 0;
  for (const std::string_view stem : split(pattern, ' ')) {
    if (stem.empty()) continue;
    if (stem.front() == '!') {
      if (find_word(folded, stem.substr(1), 0) != std::string_view::npos) return false;
      continue;
    }
    const std::size_t found = find_word(folded, stem, at);
    if (found == std::string_view::npos) return false;
    at = found + stem.size();
  }
  return true;
}

}  // namespace prikaz
