// The words that head the name of a party, in every case, and the adjectives that agree with them.
//
// The words are data/party_words.tsv; their forms follow from the ending of the nominative, so a word added there
// declines by itself. Words are looked up folded (prikaz/unicode.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "persons.h"

namespace prikaz {

enum class WordKind { post, organization, unit, staff };
enum class Gender { masculine, feminine, neuter };

struct HeadWord {
  std::string singular, plural;  // nominative, as in the table (with ё)
  WordKind kind = WordKind::post;
  Gender gender = Gender::masculine;
};

struct HeadForm {
  const HeadWord* word = nullptr;  // lives as long as the program
  bool plural = false;
  GrammaticalCase form = GrammaticalCase::nominative;
};

// Every reading of one word: «учителя» is the nominative plural and the genitive singular of «учитель».
const std::vector<HeadForm>& head_forms(std::string_view folded);

// The reading of a possibly hyphenated word in `form`: «педагогам-психологам» in the dative is «педагог», plural. Of
// two readings the plural one. A compound counts if all its parts that are known words stand in that case.
std::optional<HeadForm> read_head(std::string_view folded, GrammaticalCase form);
// Whether the word is a known one in `form`, in either number.
bool has_form(std::string_view folded, GrammaticalCase form);
bool has_form(std::string_view folded, GrammaticalCase form, bool plural);

// A noun read by `read_head`, printed in the nominative of its number, capitals kept: «Педагогам-психологам» in the
// dative gives «Педагоги-психологи».
std::string nominative_head(std::string_view word, GrammaticalCase form, bool plural);

// With what an adjective of this ending, standing in `form`, may agree.
struct Agreement {
  bool masculine = false, feminine = false, neuter = false, plural = false;
  bool with(const HeadForm& head) const;
};
Agreement adjective_agreement(std::string_view folded, GrammaticalCase form);

// «Муниципальному» with a masculine noun -> «Муниципальный», «городскому» -> «городской». The word itself where it does
// not end like an adjective.
std::string nominative_adjective(std::string_view word, Gender gender, bool plural);

// «зам», «гл»: the short words of posts of data/party_short_words.tsv.
struct ShortWord {
  std::string full;
  bool adjective = false;
  bool bare = false;  // counts without a full stop too
};
const ShortWord* short_word(std::string_view folded);

// What an abbreviation is to the name of a party (data/party_abbreviations.tsv).
enum class AbbreviationKind { name, legal, form, schools, function, territory };
AbbreviationKind abbreviation_kind(std::string_view abbreviation);

}  // namespace prikaz
