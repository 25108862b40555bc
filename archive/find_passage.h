// The piece of a document that shows why it was found.
#pragma once

#include <string_view>

#include "prikaz/archive.h"
#include "search_query.h"

namespace prikaz {

// How much of what is looked for `text` has: the sum of the weights of its phrases (0: nothing). REQUIRES: as many
// weights as phrases.
double weigh_passage(std::string_view text, const std::vector<SearchQuery::Phrase>& phrases,
                     const std::vector<double>& weights, Tokenizer& tokenizer);

// Sets snippet and marks of the hit: a piece of `text` around the first phrase found in it, at most some 200
// characters, «…» where it was cut.
void show_passage(std::string_view text, const std::vector<SearchQuery::Phrase>& phrases, Tokenizer& tokenizer,
                  SearchHit& hit);

}  // namespace prikaz
