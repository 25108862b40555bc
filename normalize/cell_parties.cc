#include <utility>

#include "parties.h"
#include "party_phrases.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// «-», «—», «-//-», «то же», «нет».
bool names_nobody(std::string_view text) {
  const std::string folded = fold(text);
  for (const std::string_view word : {"то же", "нет", "отсутствует", "отсутствуют"})
    if (trim(folded, " .,;") == word) return true;
  for (std::size_t pos = 0; pos < text.size(); pos = next_position(text, pos))
    if (is_letter(code_point_at(text, pos))) return false;
  return true;
}

// «Ответственные: …», «Отв. Иванова И.И.», «ответственный за питание – Иванова И.И.»: the word that only repeats the
// header of the column.
std::size_t after_label(const std::vector<PartyToken>& tokens) {
  if (tokens.size() > 2 && (tokens[0].folded == "отв" || tokens[0].folded.starts_with("ответственн")) &&
      (tokens[1].kind == PartyTokenKind::dash || tokens[1].folded == "за")) {
    std::size_t i = 1;
    while (i < tokens.size() && tokens[i].kind == PartyTokenKind::word) ++i;
    if (i + 1 < tokens.size() && tokens[i].kind == PartyTokenKind::dash &&
        (i == 1 || tokens[i + 1].kind == PartyTokenKind::person))
      return i + 1;
  }
  if (tokens.size() > 1 && (tokens[0].folded == "отв" || tokens[0].folded.starts_with("ответственн")) &&
      tokens[1].kind == PartyTokenKind::person)
    return 1;
  for (std::size_t i = 0; i < tokens.size() && i < 3; ++i) {
    if (tokens[i].kind == PartyTokenKind::colon) {
      const std::string& first = tokens[0].folded;
      const bool label = first.starts_with("ответственн") || first.starts_with("исполнител") ||
                         first.starts_with("соисполнител") || first == "отв";
      return label ? i + 1 : 0;
    }
    if (tokens[i].kind != PartyTokenKind::word) return 0;
  }
  return 0;
}

}  // namespace

std::vector<FoundParty> parties_of_cell(std::string_view text, const PartyContext& context, Duty duty) {
  if (names_nobody(text)) return {};
  const std::vector<PartyToken> tokens = tokenize_parties(text, 0, text.size(), context);
  const std::vector<PartyElement> elements =
      find_elements(text, tokens, after_label(tokens), tokens.size(), GrammaticalCase::nominative, context);
  std::vector<FoundParty> parties = parties_of(text, tokens, elements, context, false);
  for (FoundParty& party : parties) party.duty = duty;
  return parties;
}

}  // namespace prikaz
