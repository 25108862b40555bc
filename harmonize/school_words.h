// Titles and items searched for words.
#pragma once

#include <string_view>

namespace prikaz {

// Do words of `folded` begin with the stems of `pattern` («низк образовательн результат»), in this order? Words may
// stand between them; a stem after «!» must not be there at all.
bool has_stems(std::string_view folded, std::string_view pattern);

}  // namespace prikaz
