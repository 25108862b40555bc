// What a party is called: its phrase in the nominative, short words written out, abbreviations for their expansions.
#include <algorithm>
#include <string>

#include "abbreviations.h"
#include "party_phrases.h"
#include "party_predicates.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

using Case = GrammaticalCase;
using Tokens = std::vector<PartyToken>;

// Tokens [first, last] of the phrase as text in the nominative; `singular` names one holder of a post of several.
std::string nominative_text(std::string_view text, const Tokens& tokens, const PartyPhrase& phrase, std::size_t from,
                            std::size_t to, bool singular) {
  std::string out;
  const bool plural = phrase.plural && !singular;
  for (std::size_t i = from; i <= to; ++i) {
    const PartyToken& t = tokens[i];
    if (t.kind == PartyTokenKind::definition) continue;
    const std::string_view printed = text.substr(t.begin, t.end - t.begin);
    const bool joined =
        i > from && t.kind == PartyTokenKind::word && tokens[i - 1].kind == PartyTokenKind::dash && i == phrase.head;
    if (joined || (t.kind == PartyTokenKind::dash && i + 1 == phrase.head)) {
      if (joined)
        out += '-';
      else
        continue;
    } else if (!out.empty()) {
      const bool spaced = i > from && (tokens[i - 1].end < t.begin || short_word_of(tokens[i - 1]));
      if (spaced && t.kind != PartyTokenKind::comma) out += ' ';
    }
    if (const ShortWord* s = short_word_of(t)) {
      std::string full = s->full;
      if (s->adjective)
        full = nominative_adjective(full, phrase.gender, plural);
      else if (plural && i == phrase.head)
        full = nominative_head(full, Case::nominative, false),
        full = read_head(full, Case::nominative) ? read_head(full, Case::nominative)->word->plural : full;
      out += t.capital ? capitalized(full) : full;
      continue;
    }
    const bool declined = phrase.known && i <= phrase.head && t.kind == PartyTokenKind::word &&
                          (phrase.form != Case::nominative || (singular && phrase.plural));
    if (!declined) {
      // «организациям, включенным в список» -> «организации, включенные в список»
      const bool agrees = phrase.known && phrase.form != Case::nominative && i > from &&
                          tokens[i - 1].kind == PartyTokenKind::comma && is_participle(t) && agrees_with(t, phrase);
      out += agrees ? nominative_adjective(printed, phrase.gender, plural) : std::string(printed);
    } else if (i == phrase.head ||
               (phrase.head >= 2 && tokens[phrase.head - 1].kind == PartyTokenKind::dash && i + 2 == phrase.head)) {
      std::string head =
          phrase.abbreviated ? std::string(printed) : nominative_head(printed, phrase.form, phrase.plural);
      if (!phrase.abbreviated && singular && phrase.plural) {
        std::string one;
        for (const std::string_view part : split(head, '-')) {
          const auto read = read_head(fold(part), Case::nominative);
          one += (one.empty() ? "" : "-") + (read ? read->word->singular : std::string(part));
        }
        head = one;
      }
      out += head;
    } else {
      out += nominative_adjective(printed, phrase.gender, plural);
    }
  }
  return out;
}

std::string without_tail(std::string name) {
  static constexpr std::string_view kTails[] = {" в полном составе", " в составе", " (по согласованию)"};
  for (const std::string_view tail : kTails)
    if (fold(name).ends_with(tail)) name.resize(name.size() - tail.size());
  return std::string(trim(name, " .,;:"));
}

std::optional<Definition> definition_at(std::string_view text, const Tokens& tokens, const PartyPhrase& phrase) {
  // The last token may be followed by the bracket, which is no part of the phrase.
  for (std::size_t i = phrase.first; i <= phrase.last + 1 && i < tokens.size(); ++i)
    if (tokens[i].kind == PartyTokenKind::definition)
      return find_definitions(text)[static_cast<std::size_t>(tokens[i].index)];
  return std::nullopt;
}

// A role or name in the dative nobody knows: «Волонтёрам» -> «Волонтёры».
std::string guessed_nominative(std::string_view word) {
  const std::string folded = fold(word);
  constexpr std::size_t kEnding = 4;  // bytes of «ам», «ям»
  if (folded.size() < 5 * 2) return std::string(word);
  const std::string_view stem = word.substr(0, word.size() - kEnding);
  const std::string folded_stem = folded.substr(0, folded.size() - kEnding);
  if (folded.ends_with("ам"))
    return std::string(stem) + (ends_with_one_of(folded_stem, {"г", "к", "х", "ж", "ш", "ч", "щ"}) ? "и" : "ы");
  return folded.ends_with("ям") ? std::string(stem) + "и" : std::string(word);
}

std::string nominative_expansion(std::string_view full, const PartyContext& context) {
  const PartyContext none{{}, {}, {}, {}, context.abbreviations};
  const Tokens tokens = tokenize_parties(full, 0, full.size(), none);
  for (const Case form :
       {Case::nominative, Case::dative, Case::genitive, Case::instrumental, Case::accusative, Case::prepositional}) {
    auto phrase = match_head(tokens, 0, tokens.size(), form);
    if (!phrase) continue;
    phrase->last = tokens.size() - 1;
    return capitalized(nominative_text(full, tokens, *phrase, 0, phrase->last, false));
  }
  return capitalized(full);
}

}  // namespace

// The post of one person: lower case, in the singular.
std::string position_text(std::string_view text, const Tokens& tokens, const PartyPhrase& post) {
  return uncapitalized(without_tail(nominative_text(text, tokens, post, post.first, post.last, post.plural)));
}

// «МКУ «Центр»» inside the post «методист МКУ «Центр»».
std::optional<std::string> organization_in(std::string_view text, const Tokens& tokens, const PartyPhrase& phrase,
                                           const PartyContext& context) {
  for (std::size_t i = phrase.head + 1; i <= phrase.last; ++i) {
    const PartyToken& t = tokens[i];
    if (t.kind == PartyTokenKind::school) return context.school_names[static_cast<std::size_t>(t.index)];
    const bool name = t.kind == PartyTokenKind::abbreviation &&
                      (abbreviation_of(t) == AbbreviationKind::legal || abbreviation_of(t) == AbbreviationKind::name);
    if (!name && t.kind != PartyTokenKind::quotation) continue;
    std::size_t last = i;
    while (last < phrase.last && !is_preposition(tokens[last + 1]) && tokens[last + 1].kind != PartyTokenKind::comma)
      ++last;
    return std::string(text.substr(t.begin, tokens[last].end - t.begin));
  }
  return std::nullopt;
}

PartyKind kind_of(const Tokens& tokens, const PartyPhrase& phrase) {
  if (!phrase.known) return PartyKind::role;
  switch (phrase.kind) {
    case WordKind::post: return PartyKind::role;
    case WordKind::organization:
    case WordKind::unit: return PartyKind::organization;
    case WordKind::staff: break;
  }
  // «администрация школ» is the people in it, «администрация района» an authority.
  if (phrase.last == phrase.head || phrase.has_school) return PartyKind::role;
  for (std::size_t i = phrase.head + 1; i <= phrase.last; ++i) {
    const PartyToken& t = tokens[i];
    if (t.kind == PartyTokenKind::abbreviation && abbreviation_of(t) == AbbreviationKind::schools)
      return PartyKind::role;
    if (t.kind == PartyTokenKind::word && starts_with_one_of(t.folded, {"школ", "учрежден", "организац", "гимнази",
                                                                        "лице", "образовательн", "общеобразовательн"}))
      return PartyKind::role;
  }
  return PartyKind::organization;
}

std::string phrase_name(std::string_view text, const Tokens& tokens, const PartyPhrase& phrase,
                        const PartyContext& context, std::optional<std::string>& full_name) {
  const auto full = [&] {
    return capitalized(without_tail(nominative_text(text, tokens, phrase, phrase.first, phrase.last, false)));
  };
  std::string name;
  if (!phrase.known) {
    const PartyToken& first = tokens[phrase.first];
    name = std::string(text.substr(first.begin, tokens[phrase.last].end - first.begin));
    if (phrase.form == Case::dative) {
      const std::size_t length = first.end - first.begin;
      name = guessed_nominative(text.substr(first.begin, length)) + name.substr(length);
    }
    name = without_tail(name);
  } else if (const auto definition = definition_at(text, tokens, phrase)) {
    const std::size_t begin = tokens[phrase.first].begin;
    std::size_t kept = phrase.first;
    while (kept <= phrase.last && tokens[kept].begin < definition->full_begin) ++kept;
    if (definition->full_begin > begin && kept > phrase.first)
      name = nominative_text(text, tokens, phrase, phrase.first, kept - 1, false) + " ";
    name += definition->short_form;
    if (tokens[phrase.last].begin > definition->bracket_begin)
      name += text.substr(definition->bracket_end, tokens[phrase.last].end - definition->bracket_end);
    name = without_tail(name);
    full_name = full();
    return capitalized(name);
  } else {
    name = full();
  }
  name = capitalized(with_short_forms(name, context.abbreviations));
  for (const Abbreviation& a : context.abbreviations)
    if (fold(a.short_form) == fold(name)) full_name = nominative_expansion(a.full_form, context);
  return name;
}

}  // namespace prikaz
