// «(далее – X)» inside a text: where it stands and what it shortens.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parties.h"

namespace prikaz {

struct Definition {
  std::size_t full_begin = 0, full_end = 0;        // bytes of the expansion
  std::size_t bracket_begin = 0, bracket_end = 0;  // of «(далее – X)»
  std::string short_form;
};
// In order. The expansion of an abbreviation in capitals is found by its initials («городских методических объединений
// (далее – ГМО)»), of a phrase by its first word, else it reaches back to the last punctuation mark.
std::vector<Definition> find_definitions(std::string_view text);

// `text` with every expansion of `abbreviations` (in any case: words compared by their stems) replaced by the short
// form: «руководители городских методических объединений» -> «руководители ГМО». Expansions of one word stay.
std::string with_short_forms(std::string_view text, const std::vector<Abbreviation>& abbreviations);

// Whether the two words differ in their endings only.
bool same_stem(std::string_view folded, std::string_view other);

// Two capitals or more and hardly anything else: «РМК», «МОиН», «МКУО».
bool is_abbreviation(std::string_view word);

}  // namespace prikaz
