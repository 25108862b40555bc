// Questions the grammar of parties asks of one token.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "party_phrases.h"
#include "party_tokens.h"
#include "party_words.h"
#include "prikaz/unicode.h"

namespace prikaz {

inline bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}
inline bool starts_with_one_of(std::string_view word, std::initializer_list<std::string_view> stems) {
  return std::any_of(stems.begin(), stems.end(), [&](std::string_view stem) { return word.starts_with(stem); });
}
inline bool ends_with_one_of(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return word.ends_with(e); });
}

inline bool is_conjunction(const PartyToken& t) {
  return t.kind == PartyTokenKind::word && one_of(t.folded, {"и", "или", "либо", "также"});
}
inline bool is_preposition(const PartyToken& t) {
  return t.kind == PartyTokenKind::word &&
         one_of(t.folded, {"по", "с", "со", "в", "во", "для", "на", "при", "за", "из", "от", "к", "о", "об"});
}
inline const ShortWord* short_word_of(const PartyToken& t) {
  if (t.kind != PartyTokenKind::word) return nullptr;
  const ShortWord* word = short_word(t.folded);
  const bool full_stop = t.end - t.begin > t.folded.size();  // the token has it, the folded form has not
  return word && (word->bare || full_stop) ? word : nullptr;
}

inline AbbreviationKind abbreviation_of(const PartyToken& t) { return abbreviation_kind(upper(t.folded)); }

inline bool is_deputy(const PartyToken& t) {
  if (const ShortWord* s = short_word_of(t)) return !s->adjective;
  return t.kind == PartyTokenKind::word &&
         starts_with_one_of(t.folded, {"заместител", "помощник", "советник", "исполняющ", "обязанност", "ассистент",
                                       "референт", "секретар", "представител"});
}

inline bool is_participle(const PartyToken& t) {
  if (t.kind != PartyTokenKind::word) return false;
  std::string_view word = t.folded;
  if (word.ends_with("ся")) word.remove_suffix(std::string_view("ся").size());
  return starts_with_one_of(word, {"котор", "чьи", "подведомственн"}) || word == "где" ||
         ends_with_one_of(word, {"щих", "вших", "нных", "емых", "имых", "щие", "вшие", "нные", "щий", "вший", "щим",
                                 "вшим", "нным", "щей", "щего", "вшего", "щее", "щая"});
}

// An adjective or participle with the head of a phrase.
inline bool agrees_with(const PartyToken& t, const PartyPhrase& phrase) {
  const Agreement a = adjective_agreement(t.folded, phrase.form);
  if (phrase.plural) return a.plural;
  return phrase.gender == Gender::feminine ? a.feminine : phrase.gender == Gender::neuter ? a.neuter : a.masculine;
}

inline bool is_post(const PartyElement& e) {
  return e.kind == PartyElement::phrase && e.words.known && e.words.kind == WordKind::post && !e.words.abbreviated;
}

}  // namespace prikaz
