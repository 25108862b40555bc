// Russian surnames, first names and patronymics turned back into the nominative.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "persons.h"

namespace prikaz {

enum class NameGender { unknown, masculine, feminine };

// What the patronymic says: «Викторовна» a woman in the nominative, «Викторовну» in the accusative, «Петровича» a man
// in the genitive or accusative (reported as the genitive: their nominative is the same). `length` is 0 if `word` is
// none.
struct PatronymicForm {
  NameGender gender = NameGender::unknown;
  GrammaticalCase form = GrammaticalCase::unknown;
  std::string nominative;
};
std::optional<PatronymicForm> read_patronymic(std::string_view word);

// Every nominative `surname` can have come from, the surname itself first.
std::vector<std::string> possible_nominatives(std::string_view surname);

// Does the word end like a surname? Tells names from other capitalized words where only that helps.
bool has_surname_ending(std::string_view word);

}  // namespace prikaz
