// What a person types into a search box, as an expression of FTS5. Everything typed is quoted: nothing is syntax but
// what is told here, and no input is an error.
//
//   олимпиада школьников       both, in any form
//   "план работы" «план работы»   these words in this order
//   -отмена                    documents with this word are left out
//   образоват*                 words that begin so
//   12.03.2024                 also «12 марта 2024»
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tokenizer.h"

namespace prikaz {

struct SearchQuery {
  std::string wanted;    // expression for MATCH; empty if there is nothing to look for
  std::string excluded;  // empty, or another expression
  // What is looked for, in the order of `wanted`: each is a row of words as the tokenizer gives them, any of several
  // at each place.
  struct Phrase {
    std::vector<std::vector<std::string>> words;
    bool prefix = false;  // of the last word
  };
  std::vector<Phrase> phrases;
};

SearchQuery parse_search(std::string_view typed, Tokenizer& tokenizer);

}  // namespace prikaz
