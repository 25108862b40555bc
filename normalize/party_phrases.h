// From tokens to the phrases that name parties, and from phrases to parties: which phrase is the post of which person.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parties.h"
#include "party_tokens.h"
#include "party_words.h"

namespace prikaz {

// What stands between two elements.
enum class PartySeparator { none, dash, colon, comma, conjunction, hard };

// A phrase of words: «зам. директоров по УВР», «МКУ «Центр»», «Общеобразовательные организации».
struct PartyPhrase {
  std::size_t first = 0, last = 0;  // tokens, inclusive
  std::size_t head = 0;             // token of the noun that carries number and case
  bool known = false;               // a known head was found; else only a guess
  bool plural = false;
  WordKind kind = WordKind::post;
  GrammaticalCase form = GrammaticalCase::nominative;  // of the head
  Gender gender = Gender::masculine;
  bool abbreviated = false;  // the head is an abbreviation or a quotation: it does not decline
  bool has_school = false;
};

struct PartyElement {
  enum Kind { person, school, phrase } kind = phrase;
  PartySeparator before = PartySeparator::none;
  int index = -1;  // of the person or school
  PartyPhrase words;
  bool bracketed = false;
  std::optional<std::string> position, organization;  // of a person, where a bracket says them
  std::size_t begin = 0, end = 0;                     // bytes
};

// The noun phrase that begins at token `at`, its head standing in `form`: adjectives that agree, then a known word, a
// short word («зам.») or an abbreviation.
std::optional<PartyPhrase> match_head(const std::vector<PartyToken>& tokens, std::size_t at, std::size_t end,
                                      GrammaticalCase form);

// The elements of tokens [begin, end). `form` is the case the construction asks for; the nominative is also understood.
std::vector<PartyElement> find_elements(std::string_view text, const std::vector<PartyToken>& tokens, std::size_t begin,
                                        std::size_t end, GrammaticalCase form, const PartyContext& context);

// Parties of the elements: posts of named persons are joined to them. Phrases without a known head become roles with
// less confidence, or nothing if `known_only`.
std::vector<FoundParty> parties_of(std::string_view text, const std::vector<PartyToken>& tokens,
                                   const std::vector<PartyElement>& elements, const PartyContext& context,
                                   bool known_only);

// The nominative name of a phrase, short words written out, defined abbreviations put in for their expansions;
// capitalized. `full_name` gets the expansion where the whole name is an abbreviation.
std::string phrase_name(std::string_view text, const std::vector<PartyToken>& tokens, const PartyPhrase& phrase,
                        const PartyContext& context, std::optional<std::string>& full_name);

// «администрация школ» is a role, «администрация района» an organization.
PartyKind kind_of(const std::vector<PartyToken>& tokens, const PartyPhrase& phrase);

// The post of one person as it is said of him: lower case, nominative, singular.
std::string position_text(std::string_view text, const std::vector<PartyToken>& tokens, const PartyPhrase& post);

// «МКУ «Центр»» inside the post «методист МКУ «Центр»».
std::optional<std::string> organization_in(std::string_view text, const std::vector<PartyToken>& tokens,
                                           const PartyPhrase& post, const PartyContext& context);

// Whether this token ends the naming of parties: «в срок до», «не позднее», «совместно с».
bool starts_adverbial(const std::vector<PartyToken>& tokens, std::size_t at, std::size_t end);

}  // namespace prikaz
