// The parts a school's name is made of, each recognized at one token: type, legal form, place, number.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tokens.h"

namespace prikaz {

using Tokens = std::vector<Token>;

bool is_kind(const Tokens& tokens, std::size_t i, TokenKind kind);

// «СОШ», «средней общеобразовательной школы», «лицеев»: data/school_types.tsv. `length` counts tokens, here and below.
struct TypeMatch {
  std::size_t length = 0;
  std::string_view type;  // canonical: «СОШ», «лицей»
  bool masculine = false;
  bool plural = false;
  bool abbreviation = false;
};
std::optional<TypeMatch> match_type(const Tokens& tokens, std::size_t i);

// «МБОУ», «муниципальным бюджетным общеобразовательным учреждением»: data/legal_forms.tsv, data/legal_form_words.tsv.
struct LegalForm {
  std::size_t length = 0;
  std::optional<std::string> abbreviation;  // none for «общеобразовательное учреждение», which is no more than a word
  bool school = true;  // false: of a kindergarten, of additional education
};
std::optional<LegalForm> match_legal_form(const Tokens& tokens, std::size_t i);

// «МБОУСОШ № 10»: two words printed as one become two tokens.
Tokens split_glued_abbreviations(Tokens tokens);

// «пгт Ольховского», «с. Старая Луговка»: data/locality_words.tsv. `name` has one space after the word's full stop.
struct Locality {
  std::size_t length = 0;
  std::string name;
  bool town = false;
};
std::optional<Locality> match_locality(const Tokens& tokens, std::size_t i);

// «№ 7а». `bare`: it may stand without №, and then must not count or date something (data/counted_words.tsv).
struct SchoolNumber {
  std::size_t length = 0;
  std::string value;
  std::size_t begin = 0, end = 0;  // bytes
};
std::optional<SchoolNumber> match_number(const Tokens& tokens, std::size_t i, bool bare);

// «№ 1–5», `bare`: «3-5». `spaced`: spaces may stand around the dash («школ № 1 – 5»), as where several schools are
// meant.
struct NumberRange {
  std::size_t length = 0;
  int first = 0, last = 0;
  std::size_t begin = 0, end = 0;  // bytes
};
std::optional<NumberRange> match_number_range(const Tokens& tokens, std::size_t i, bool bare, bool spaced);

// Is the word in data/not_schools.tsv under `kind`?
bool tells_no_school(std::string_view kind, const Token& token);

bool is_adjective(std::string_view folded);
// «Ольховская», «Старо-Ольховской»: made from the name of a place.
bool is_place_adjective(std::string_view folded);
// «-ской» -> «-ская» («-ского» -> «-ский» before a masculine noun).
std::string nominative_adjective(std::string word, bool masculine);
// The word of `length` tokens at `i`; one in capitals («ОЛЬХОВСКАЯ») gets its lower case back.
std::string name_word(const Tokens& tokens, std::size_t i, std::size_t length);

}  // namespace prikaz
