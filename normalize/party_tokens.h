// A text about parties, cut into the units its grammar works on: words, abbreviations, whole names of persons and
// schools, quotations and brackets as one unit each, punctuation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parties.h"

namespace prikaz {

enum class PartyTokenKind {
  word,
  abbreviation,
  number,
  person,
  school,
  quotation,
  bracket,     // «( … )»; the inside is tokenized apart
  definition,  // «(далее – X)»
  comma,
  semicolon,
  stop,
  colon,
  dash,
  slash,
  mark
};

struct PartyToken {
  PartyTokenKind kind = PartyTokenKind::word;
  std::size_t begin = 0, end = 0;
  std::string folded;    // of words and abbreviations
  int index = -1;        // of a person, a school, or a definition of find_definitions
  bool capital = false;  // a word printed with a capital first letter
};

// Bytes [begin, end) of `text` as tokens. A full stop that belongs to a short word («зам.», «г.») or an initial is part
// of its token; the number of a list entry («1.», «2)») is a semicolon. Offsets are those of the whole text.
std::vector<PartyToken> tokenize_parties(std::string_view text, std::size_t begin, std::size_t end,
                                         const PartyContext& context);

}  // namespace prikaz
