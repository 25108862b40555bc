// The grammar of a responsible cell is poor: noun phrases in one case, set one after the other. What makes it hard is that the
// separators are often missing, so a phrase ends where the next can begin: at a name, at a noun phrase in the case asked for,
// at an abbreviation that the phrase has no place for.
#include "party_phrases.h"

#include <algorithm>
#include <array>

#include "abbreviations.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

using Case = GrammaticalCase;
using Tokens = std::vector<PartyToken>;

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}
bool starts_with_one_of(std::string_view word, std::initializer_list<std::string_view> stems) {
  return std::any_of(stems.begin(), stems.end(), [&](std::string_view stem) { return word.starts_with(stem); });
}
bool ends_with_one_of(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return word.ends_with(e); });
}

bool is_conjunction(const PartyToken& t) {
  return t.kind == PartyTokenKind::word && one_of(t.folded, {"и", "или", "либо", "также"});
}
bool is_preposition(const PartyToken& t) {
  return t.kind == PartyTokenKind::word && one_of(t.folded, {"по", "с", "со", "в", "во", "для", "на", "при", "за", "из", "от", "к", "о", "об"});
}
const ShortWord* short_word_of(const PartyToken& t) {
  if (t.kind != PartyTokenKind::word) return nullptr;
  const ShortWord* word = short_word(t.folded);
  const bool full_stop = t.end - t.begin > t.folded.size();  // the token has it, the folded form has not
  return word && (word->bare || full_stop) ? word : nullptr;
}

AbbreviationKind abbreviation_of(const PartyToken& t) { return abbreviation_kind(upper(t.folded)); }

bool is_deputy(const PartyToken& t) {
  if (const ShortWord* s = short_word_of(t)) return !s->adjective;
  return t.kind == PartyTokenKind::word &&
         starts_with_one_of(t.folded, {"заместител", "помощник", "советник", "исполняющ", "обязанност", "ассистент", "референт", "секретар", "представител"});
}

bool is_participle(const PartyToken& t) {
  if (t.kind != PartyTokenKind::word) return false;
  std::string_view word = t.folded;
  if (word.ends_with("ся")) word.remove_suffix(std::string_view("ся").size());
  return starts_with_one_of(word, {"котор", "чьи", "подведомственн"}) || word == "где" ||
         ends_with_one_of(word, {"щих", "вших", "нных", "емых", "имых", "щие", "вшие", "нные", "щий", "вший", "щим", "вшим", "нным", "щей", "щего", "вшего", "щее", "щая"});
}

// «…, показавших низкие результаты в 2022 году»: the time restricts the role there, it is not the time of the work.
bool in_participle_clause(const Tokens& tokens, std::size_t at) {
  for (std::size_t i = at; i-- > 0;)
    if (tokens[i].kind == PartyTokenKind::comma) return i + 1 < at && is_participle(tokens[i + 1]);
  return false;
}

// The reading of a noun at `t` in `form` that all adjectives before it agree with.
std::optional<HeadForm> noun_reading(const PartyToken& t, Case form, const std::vector<Agreement>& adjectives) {
  const auto agrees = [&](const HeadForm& f) {
    return std::all_of(adjectives.begin(), adjectives.end(), [&](const Agreement& a) { return a.with(f); });
  };
  const auto preferred = read_head(t.folded, form);
  if (preferred && agrees(*preferred)) return preferred;
  for (const HeadForm& f : head_forms(t.folded))
    if (f.form == form && agrees(f)) return f;
  return std::nullopt;
}

bool is_post(const PartyElement& e) { return e.kind == PartyElement::phrase && e.words.known && e.words.kind == WordKind::post && !e.words.abbreviated; }

bool agrees_with(const PartyToken& t, const PartyPhrase& phrase) {
  const Agreement a = adjective_agreement(t.folded, phrase.form);
  if (phrase.plural) return a.plural;
  return phrase.gender == Gender::feminine ? a.feminine : phrase.gender == Gender::neuter ? a.neuter : a.masculine;
}

// Tokens [first, last] of the phrase as text in the nominative; `singular` names one holder of a post of several.
std::string nominative_text(std::string_view text, const Tokens& tokens, const PartyPhrase& phrase, std::size_t from, std::size_t to, bool singular) {
  std::string out;
  const bool plural = phrase.plural && !singular;
  for (std::size_t i = from; i <= to; ++i) {
    const PartyToken& t = tokens[i];
    if (t.kind == PartyTokenKind::definition) continue;
    const std::string_view printed = text.substr(t.begin, t.end - t.begin);
    const bool joined = i > from && t.kind == PartyTokenKind::word && tokens[i - 1].kind == PartyTokenKind::dash && i == phrase.head;
    if (joined || (t.kind == PartyTokenKind::dash && i + 1 == phrase.head)) {
      if (joined) out += '-';
      else continue;
    } else if (!out.empty()) {
      const bool spaced = i > from && (tokens[i - 1].end < t.begin || short_word_of(tokens[i - 1]));
      if (spaced && t.kind != PartyTokenKind::comma) out += ' ';
    }
    if (const ShortWord* s = short_word_of(t)) {
      std::string full = s->full;
      if (s->adjective) full = nominative_adjective(full, phrase.gender, plural);
      else if (plural && i == phrase.head) full = nominative_head(full, Case::nominative, false), full = read_head(full, Case::nominative) ? read_head(full, Case::nominative)->word->plural : full;
      out += t.capital ? capitalized(full) : full;
      continue;
    }
    const bool declined = phrase.known && i <= phrase.head && t.kind == PartyTokenKind::word && (phrase.form != Case::nominative || (singular && phrase.plural));
    if (!declined) {
      // «организациям, включенным в список» -> «организации, включенные в список»
      const bool agrees = phrase.known && phrase.form != Case::nominative && i > from && tokens[i - 1].kind == PartyTokenKind::comma &&
                          is_participle(t) && agrees_with(t, phrase);
      out += agrees ? nominative_adjective(printed, phrase.gender, plural) : std::string(printed);
    } else if (i == phrase.head || (phrase.head >= 2 && tokens[phrase.head - 1].kind == PartyTokenKind::dash && i + 2 == phrase.head)) {
      std::string head = phrase.abbreviated ? std::string(printed) : nominative_head(printed, phrase.form, phrase.plural);
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
  static constexpr std::string_view kTails[] = {" в полном составе", " в составе"};
  for (const std::string_view tail : kTails)
    if (fold(name).ends_with(tail)) name.resize(name.size() - tail.size());
  return std::string(trim(name, " .,;:"));
}

// The post of one person: lower case, in the singular.
std::string position_text(std::string_view text, const Tokens& tokens, const PartyPhrase& post) {
  return uncapitalized(without_tail(nominative_text(text, tokens, post, post.first, post.last, post.plural)));
}

// «МКУ «Центр»» inside the post «методист МКУ «Центр»».
std::optional<std::string> organization_in(std::string_view text, const Tokens& tokens, const PartyPhrase& phrase, const PartyContext& context) {
  for (std::size_t i = phrase.head + 1; i <= phrase.last; ++i) {
    const PartyToken& t = tokens[i];
    if (t.kind == PartyTokenKind::school) return context.school_names[static_cast<std::size_t>(t.index)];
    const bool name = t.kind == PartyTokenKind::abbreviation &&
                      (abbreviation_of(t) == AbbreviationKind::legal || abbreviation_of(t) == AbbreviationKind::name);
    if (!name && t.kind != PartyTokenKind::quotation) continue;
    std::size_t last = i;
    while (last < phrase.last && !is_preposition(tokens[last + 1]) && tokens[last + 1].kind != PartyTokenKind::comma) ++last;
    return std::string(text.substr(t.begin, tokens[last].end - t.begin));
  }
  return std::nullopt;
}

PartyElement named(PartyElement::Kind kind, const PartyToken& token) {
  PartyElement e;
  e.kind = kind;
  e.index = token.index;
  return e;
}

// What may stand inside a phrase between its head and token `at` without belonging to what follows it.
struct Parser {
  std::string_view text;
  const Tokens& tokens;
  std::size_t end;
  Case form;
  const PartyContext& context;

  std::optional<PartyPhrase> head_at(std::size_t at) const {
    if (at >= end) return std::nullopt;
    if (auto phrase = match_head(tokens, at, end, form)) return phrase;
    return form == Case::nominative ? std::nullopt : match_head(tokens, at, end, Case::nominative);
  }

  // «учреждения», «школы»: the nominative plural that may as well be a genitive belonging to the words before.
  bool may_be_genitive(const PartyPhrase& phrase) const {
    return phrase.first == phrase.head && tokens[phrase.head].kind == PartyTokenKind::word &&
           has_form(tokens[phrase.head].folded, Case::genitive);
  }

  bool person_follows_directly(std::size_t at) const { return at + 1 < end && tokens[at + 1].kind == PartyTokenKind::person; }

  bool abbreviation_belongs(const PartyPhrase& phrase, std::size_t last, std::size_t at) const;
  bool school_belongs(const PartyPhrase& phrase, std::size_t last, std::size_t at, bool after_comma) const;
  bool continues_after(const PartyPhrase& phrase, std::size_t last, std::size_t next, bool comma) const;
  bool word_starts_phrase(const PartyPhrase& phrase, std::size_t last, std::size_t at) const;
  bool joins_with_dash(const PartyPhrase& phrase, std::size_t last, std::size_t next) const;
  enum class Inside { names, drop, keep };
  Inside inside_bracket(const PartyToken& bracket) const;
  std::size_t finish(PartyPhrase& phrase) const;
  template <class Add>
  void add_bracket(const PartyToken& bracket, std::vector<PartyElement>& elements, const Add& add) const;
  std::vector<PartyElement> run(std::size_t begin) const;
};

bool Parser::abbreviation_belongs(const PartyPhrase& phrase, std::size_t last, std::size_t at) const {
  const PartyToken& before = tokens[last];
  const AbbreviationKind kind = abbreviation_of(tokens[at]);
  if (kind == AbbreviationKind::territory || kind == AbbreviationKind::form || kind == AbbreviationKind::function) return true;
  if (before.kind == PartyTokenKind::abbreviation) {
    const AbbreviationKind previous = abbreviation_of(before);
    if (previous == AbbreviationKind::legal || previous == AbbreviationKind::form) return true;
    return previous == AbbreviationKind::territory && last > phrase.first && tokens[last - 1].kind == PartyTokenKind::abbreviation;
  }
  // Running text puts commas between parties, only cells do without them.
  if (form != Case::nominative) return true;
  const bool post = phrase.known && phrase.kind == WordKind::post;
  if (before.kind != PartyTokenKind::word) return post && kind == AbbreviationKind::schools;
  if (is_preposition(before)) return true;
  if (post && kind == AbbreviationKind::schools) return true;
  if (phrase.kind == WordKind::staff && kind == AbbreviationKind::schools) return true;
  if (last != phrase.head && adjective_agreement(before.folded, Case::genitive).plural) return true;
  if (short_word_of(before)) return true;
  bool unit = false;  // the last noun is a unit («начальник отдела …»), not an organization of its own
  for (std::size_t i = last + 1; i-- > phrase.first && !unit;)
    for (const HeadForm& f : head_forms(tokens[i].folded)) unit = unit || f.word->kind == WordKind::unit;
  for (const std::string_view part : split(before.folded, '-')) {
    for (const HeadForm& f : head_forms(part)) {
      if (f.word->kind == WordKind::post) return true;
      if (last == phrase.head) {
        if (kind == AbbreviationKind::schools) return true;  // «школьные команды ШНОР»
        if (f.word->kind == WordKind::unit || kind == AbbreviationKind::legal) return true;
      } else if (post && !f.plural && f.form == Case::genitive && (unit || last == phrase.head + 1)) {
        return true;
      }
    }
  }
  return post && unit && !phrase.plural && kind == AbbreviationKind::legal;
}

bool Parser::school_belongs(const PartyPhrase& phrase, std::size_t last, std::size_t at, bool after_comma) const {
  if (!phrase.known) return false;
  if (after_comma) return phrase.kind == WordKind::post && phrase.plural && phrase.has_school && !person_follows_directly(at);
  if (phrase.kind == WordKind::post || phrase.kind == WordKind::staff) return true;
  return last == phrase.head && !phrase.abbreviated;
}

// Whether the words after a comma or «и» still belong to the phrase: «…, участвующих в …», «математики и физики».
bool Parser::continues_after(const PartyPhrase& phrase, std::size_t last, std::size_t next, bool comma) const {
  if (next >= end) return false;
  const PartyToken& t = tokens[next];
  switch (t.kind) {
    case PartyTokenKind::school: return school_belongs(phrase, last, next, true);
    case PartyTokenKind::number: return tokens[last].kind == PartyTokenKind::number;
    case PartyTokenKind::abbreviation: {
      const AbbreviationKind kind = abbreviation_of(t);
      if (kind == AbbreviationKind::function) return true;
      return kind == AbbreviationKind::schools && phrase.kind == WordKind::post && tokens[last].kind == PartyTokenKind::abbreviation &&
             abbreviation_of(tokens[last]) == AbbreviationKind::schools;
    }
    case PartyTokenKind::word: break;
    default: return false;
  }
  if (starts_adverbial(tokens, next, end)) return false;
  const auto head = head_at(next);
  if (head) {
    const bool post = head->kind == WordKind::post;
    return !post && may_be_genitive(*head) && !t.capital && phrase.kind == WordKind::post && last != phrase.head &&
           tokens[last].kind == PartyTokenKind::word;
  }
  if (is_participle(t)) return true;
  if (comma && t.folded == "ответственные") return true;
  if (is_preposition(t)) return phrase.known;
  if (!comma) return !t.capital || !phrase.known;
  // A noun nobody knows: in a list of genitives it is one more of them («учителя математики, физики»), else a role.
  if (t.capital) return false;
  return phrase.known && last != phrase.head && tokens[last].kind == PartyTokenKind::word &&
         ends_with_one_of(t.folded, {"а", "я", "ы", "и", "й", "ого", "его", "ых", "их"});
}

// Whether a word in the middle of unseparated text begins the next party.
bool Parser::word_starts_phrase(const PartyPhrase& phrase, std::size_t last, std::size_t at) const {
  if (form != Case::nominative) {
    // «координатором работы со школами методиста … Иванову»: what precedes the post is no party.
    const auto head = phrase.known ? std::nullopt : match_head(tokens, at, end, form);
    return head && !head->plural && head->kind == WordKind::post && !head->abbreviated;
  }
  const PartyToken& before = tokens[last];
  if (before.kind == PartyTokenKind::abbreviation && abbreviation_of(before) == AbbreviationKind::legal) return false;
  if (is_preposition(before) || is_conjunction(before)) return false;
  const auto head = match_head(tokens, at, end, form);
  if (!head || head->abbreviated) return false;
  if (before.kind == PartyTokenKind::word && adjective_agreement(before.folded, Case::genitive).plural && last != phrase.head) return false;
  if (!may_be_genitive(*head)) return true;
  if (head->kind == WordKind::post) return !is_deputy(before);
  // «Управление образования Администрации … округа»
  if (head->kind == WordKind::staff) return false;
  return tokens[at].capital && last != phrase.head;
}

// «учителя – предметники»: two posts in one case and number.
bool Parser::joins_with_dash(const PartyPhrase& phrase, std::size_t last, std::size_t next) const {
  if (last != phrase.head || next >= end || tokens[next].kind != PartyTokenKind::word || tokens[next].capital) return false;
  return has_form(tokens[next].folded, phrase.form, phrase.plural) &&
         one_of(head_forms(tokens[next].folded)[0].word->singular,
                {"предметник", "психолог", "логопед", "дефектолог", "наставник", "организатор", "библиотекарь", "методист", "координатор"});
}

Parser::Inside Parser::inside_bracket(const PartyToken& bracket) const {
  const std::size_t inner_end = text[bracket.end - 1] == ')' ? bracket.end - 1 : bracket.end;
  const Tokens inner = tokenize_parties(text, bracket.begin + 1, inner_end, context);
  if (inner.empty() || starts_adverbial(inner, 0, inner.size())) return Inside::drop;
  for (const PartyToken& t : inner)
    if (t.kind == PartyTokenKind::person) return Inside::names;
  return inner.size() == 1 && inner[0].kind == PartyTokenKind::abbreviation ? Inside::drop : Inside::keep;
}

// Sets phrase.last; returns the token after everything the phrase takes with it.
std::size_t Parser::finish(PartyPhrase& phrase) const {
  phrase.last = phrase.head;
  std::size_t j = phrase.head + 1;
  for (; j < end; ++j) {
    const PartyToken& t = tokens[j];
    const std::size_t last = phrase.last;
    switch (t.kind) {
      case PartyTokenKind::person:
      case PartyTokenKind::semicolon:
      case PartyTokenKind::stop:
      case PartyTokenKind::colon: return j;
      case PartyTokenKind::definition: continue;
      case PartyTokenKind::bracket: {
        const Inside inside = inside_bracket(t);
        if (inside == Inside::names) return j;
        if (inside == Inside::drop) continue;
        break;
      }
      case PartyTokenKind::school:
        if (!school_belongs(phrase, last, j, false)) return j;
        phrase.has_school = true;
        break;
      case PartyTokenKind::comma:
      case PartyTokenKind::slash: {
        std::size_t next = j + 1;
        while (next < end && is_conjunction(tokens[next])) ++next;
        if (!continues_after(phrase, last, next, true)) return j;
        phrase.has_school = phrase.has_school || tokens[next].kind == PartyTokenKind::school;
        j = next;
        break;
      }
      case PartyTokenKind::dash:
        if (joins_with_dash(phrase, last, j + 1)) {
          phrase.head = ++j;
          break;
        }
        if (j + 1 >= end || head_at(j + 1) || tokens[j + 1].kind != PartyTokenKind::word) return j;
        break;
      case PartyTokenKind::abbreviation:
        if (!abbreviation_belongs(phrase, last, j)) return j;
        break;
      case PartyTokenKind::word:
        if (is_conjunction(t)) {
          std::size_t next = j + 1;
          while (next < end && is_conjunction(tokens[next])) ++next;
          if (!continues_after(phrase, last, next, false)) return j;
          phrase.has_school = phrase.has_school || tokens[next].kind == PartyTokenKind::school;
          j = next;
          break;
        }
        if (starts_adverbial(tokens, j, end) || word_starts_phrase(phrase, last, j)) return j;
        break;
      default: break;
    }
    phrase.last = j;
  }
  return j;
}

// «(рук. Иванова И.И.)» names persons, «Иванова И.И. (методист РМК)» a post. A name in a bracket is in the nominative.
template <class Add>
void Parser::add_bracket(const PartyToken& bracket, std::vector<PartyElement>& elements, const Add& add) const {
  const std::size_t inner_end = text[bracket.end - 1] == ')' ? bracket.end - 1 : bracket.end;
  const Tokens inner = tokenize_parties(text, bracket.begin + 1, inner_end, context);
  if (inner.empty() || starts_adverbial(inner, 0, inner.size())) return;
  const std::vector<PartyElement> inside = find_elements(text, inner, 0, inner.size(), Case::nominative, context);
  if (!elements.empty() && elements.back().kind == PartyElement::person && inside.size() == 1) {
    PartyElement& person = elements.back();
    if (inside[0].kind == PartyElement::school) {
      person.organization = context.school_names[static_cast<std::size_t>(inside[0].index)];
    } else if (is_post(inside[0])) {
      person.position = position_text(text, inner, inside[0].words);
      person.organization = organization_in(text, inner, inside[0].words, context);
    } else if (inside[0].kind == PartyElement::phrase && inside[0].words.known) {
      person.organization = std::string(text.substr(inside[0].begin, inside[0].end - inside[0].begin));
    }
    if (inside[0].kind != PartyElement::person) return;
  }
  for (FoundParty& party : parties_of(text, inner, inside, context, true)) {
    if (party.kind != PartyKind::person) continue;
    PartyElement e;
    e.kind = PartyElement::person;
    e.index = party.person;
    e.bracketed = true;
    e.position = std::move(party.position);
    e.organization = std::move(party.organization);
    add(std::move(e), party.begin, party.end);
  }
}

std::vector<PartyElement> Parser::run(std::size_t begin) const {
  std::vector<PartyElement> elements;
  PartySeparator before = PartySeparator::none;
  const auto separate = [&](PartySeparator s) { before = std::max(before, s); };
  const auto add = [&](PartyElement e, std::size_t from, std::size_t to) {
    e.before = elements.empty() ? PartySeparator::hard : before;
    e.begin = from;
    e.end = to;
    elements.push_back(std::move(e));
    before = PartySeparator::none;
  };
  for (std::size_t i = begin; i < end;) {
    const PartyToken& t = tokens[i];
    switch (t.kind) {
      case PartyTokenKind::comma: separate(PartySeparator::comma); break;
      case PartyTokenKind::slash: separate(PartySeparator::comma); break;
      case PartyTokenKind::dash: separate(PartySeparator::dash); break;
      case PartyTokenKind::colon: separate(PartySeparator::colon); break;
      case PartyTokenKind::stop:
      case PartyTokenKind::semicolon: separate(PartySeparator::hard); break;
      case PartyTokenKind::mark:
      case PartyTokenKind::number:
      case PartyTokenKind::definition: break;
      case PartyTokenKind::person:
        add(named(PartyElement::person, t), t.begin, t.end);
        break;
      case PartyTokenKind::school:
        add(named(PartyElement::school, t), t.begin, t.end);
        break;
      case PartyTokenKind::bracket:
        add_bracket(t, elements, add);
        break;
      default: {
        if (is_conjunction(t)) {
          separate(PartySeparator::conjunction);
          break;
        }
        if (starts_adverbial(tokens, i, end)) {
          while (i + 1 < end && tokens[i + 1].kind != PartyTokenKind::comma && tokens[i + 1].kind != PartyTokenKind::semicolon &&
                 tokens[i + 1].kind != PartyTokenKind::stop)
            ++i;
          break;
        }
        PartyPhrase phrase;
        if (const auto head = head_at(i)) {
          phrase = *head;
        } else {
          phrase.first = phrase.head = i;
          phrase.form = form;
        }
        const std::size_t next = finish(phrase);
        PartyElement e;
        e.words = phrase;
        add(std::move(e), tokens[phrase.first].begin, tokens[phrase.last].end);
        i = std::max(next, i + 1);
        continue;
      }
    }
    ++i;
  }
  return elements;
}

// «руководители ОО», «заместители директоров по УВР», «классные руководители»: a plural that is never the post of just the
// persons named before it.
bool is_collective(const Tokens& tokens, const PartyPhrase& phrase) {
  for (std::size_t i = phrase.head + 1; i <= phrase.last; ++i) {
    const PartyToken& t = tokens[i];
    if (t.kind == PartyTokenKind::abbreviation && abbreviation_of(t) == AbbreviationKind::schools) return true;
    for (const HeadForm& f : head_forms(t.folded))
      if (f.plural && f.form == Case::genitive && (f.word->kind == WordKind::post ? i == phrase.head + 1 : f.word->kind == WordKind::organization))
        return true;
  }
  for (std::size_t i = phrase.first; i < phrase.head; ++i)
    if (starts_with_one_of(tokens[i].folded, {"классн", "кл"})) return true;
  return starts_with_one_of(tokens[phrase.head].folded, {"координатор", "куратор", "наставник"}) ||
         tokens[phrase.head].folded.ends_with("предметники");
}

bool light(PartySeparator s) { return s == PartySeparator::none || s == PartySeparator::dash || s == PartySeparator::colon; }
bool listing(PartySeparator s) { return s != PartySeparator::hard; }

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// For each element the one it belongs to: a post to its person (several persons: the first), a school to the person after it.
struct Posts {
  std::vector<std::size_t> post_of;  // element of the post of person i, kNone
  std::vector<bool> consumed;
};

Posts assign_posts(const Tokens& tokens, const std::vector<PartyElement>& elements) {
  const std::size_t n = elements.size();
  Posts posts{std::vector<std::size_t>(n, kNone), std::vector<bool>(n, false)};
  const auto person = [&](std::size_t i) { return i < n && elements[i].kind == PartyElement::person; };
  // «Иванов И.И., начальник … Петров П.П., методист …»: begun with a name and ended with a post, posts follow their names.
  const bool posts_follow = n > 2 && person(0) && is_post(elements[n - 1]);
  bool list_of_heads = false;  // «Директорам школы X Иванову И.И., школы Y Петрову П.П.»
  for (std::size_t i = 0; i < n; ++i) {
    const PartyElement& e = elements[i];
    if (e.before == PartySeparator::hard) list_of_heads = false;
    if (e.kind == PartyElement::school && list_of_heads && person(i + 1) && elements[i + 1].before == PartySeparator::none && !elements[i + 1].bracketed) {
      posts.consumed[i] = true;
      posts.post_of[i + 1] = i;
    }
    if (!is_post(e) || !person(i + 1) || !light(elements[i + 1].before)) continue;
    if (posts_follow && i > 0 && person(i - 1) && listing(e.before) && elements[i + 1].before == PartySeparator::none) continue;
    std::size_t run = i + 2;
    while (person(run) && listing(elements[run].before) && elements[run].before != PartySeparator::dash) ++run;
    const bool several = run - i > 2;
    const bool spread = e.words.plural || elements[i + 1].before == PartySeparator::colon;
    if (e.words.plural && !several) {
      if (elements[i + 1].bracketed) continue;
      if (e.words.form == Case::nominative && !e.words.has_school) continue;
    }
    posts.consumed[i] = true;
    for (std::size_t k = i + 1; k < (spread ? run : i + 2); ++k) posts.post_of[k] = i;
    list_of_heads = e.words.plural;
  }
  for (std::size_t i = 1; i < n; ++i) {
    const PartyElement& e = elements[i];
    if (posts.consumed[i] || e.kind != PartyElement::phrase || e.before == PartySeparator::hard || e.before == PartySeparator::conjunction) continue;
    const bool unknown_post = !e.words.known && e.words.form == Case::nominative && !tokens[e.words.first].capital && !ends_with_one_of(tokens[e.words.first].folded, {"ы", "и"});
    if (!is_post(e) && !unknown_post) continue;
    if (!e.words.plural) {
      const bool chained = posts.consumed[i - 1] && elements[i - 1].kind == PartyElement::phrase && e.before == PartySeparator::comma && i > 1 &&
                           person(i - 2) && posts.post_of[i - 2] == i - 1;
      if (person(i - 1) && posts.post_of[i - 1] == kNone) {
        posts.post_of[i - 1] = i;
        posts.consumed[i] = true;
      } else if (chained) {
        posts.consumed[i] = true;
      }
      continue;
    }
    std::size_t first = i;
    while (first > 0 && person(first - 1) && posts.post_of[first - 1] == kNone && (first == i || elements[first].before != PartySeparator::hard))
      --first;
    const bool on_a_line_of_its_own = e.before == PartySeparator::none && tokens[e.words.first].capital;
    if (i - first < 2 || is_collective(tokens, e.words) || on_a_line_of_its_own) continue;
    for (std::size_t k = first; k < i; ++k) posts.post_of[k] = i;
    posts.consumed[i] = true;
  }
  return posts;
}

std::optional<Definition> definition_at(std::string_view text, const Tokens& tokens, const PartyPhrase& phrase) {
  // The last token may be followed by the bracket, which is no part of the phrase.
  for (std::size_t i = phrase.first; i <= phrase.last + 1 && i < tokens.size(); ++i)
    if (tokens[i].kind == PartyTokenKind::definition) return find_definitions(text)[static_cast<std::size_t>(tokens[i].index)];
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
    if (t.kind == PartyTokenKind::abbreviation && abbreviation_of(t) == AbbreviationKind::schools) return PartyKind::role;
    if (t.kind == PartyTokenKind::word && starts_with_one_of(t.folded, {"школ", "учрежден", "организац", "гимнази", "лице", "образовательн", "общеобразовательн"}))
      return PartyKind::role;
  }
  return PartyKind::organization;
}

std::string nominative_expansion(std::string_view full, const PartyContext& context) {
  const PartyContext none{{}, {}, {}, {}, context.abbreviations};
  const Tokens tokens = tokenize_parties(full, 0, full.size(), none);
  for (const Case form : {Case::nominative, Case::dative, Case::genitive, Case::instrumental, Case::accusative, Case::prepositional}) {
    auto phrase = match_head(tokens, 0, tokens.size(), form);
    if (!phrase) continue;
    phrase->last = tokens.size() - 1;
    return capitalized(nominative_text(full, tokens, *phrase, 0, phrase->last, false));
  }
  return capitalized(full);
}

}  // namespace

bool starts_adverbial(const Tokens& tokens, std::size_t at, std::size_t end) {
  const PartyToken& t = tokens[at];
  if (t.kind != PartyTokenKind::word) return false;
  const PartyToken* next = at + 1 < end ? &tokens[at + 1] : nullptr;
  const std::string_view w = t.folded;
  if (one_of(w, {"до", "совместно", "согласно", "ежемесячно", "ежеквартально", "ежегодно", "еженедельно", "ежедневно", "постоянно", "незамедлительно",
                 "своевременно", "дополнительно", "повторно", "лично", "систематически", "регулярно", "срок", "ознакомлены"}))
    return true;
  if (!next) return false;
  const std::string_view n = next->folded;
  const bool restricts = in_participle_clause(tokens, at);
  const bool number = !restricts && (next->kind == PartyTokenKind::number || next->kind == PartyTokenKind::quotation);
  if (restricts && one_of(n, {"рамках", "ходе", "итогам", "результатам", "базе", "основании", "соответствии", "участием", "необходимости", "проведении", "организации"})) return false;
  if (w == "не") return one_of(n, {"позднее", "реже", "менее", "ранее", "позже"});
  if (w == "в" || w == "во")
    return one_of(n, {"срок", "сроки", "течение", "период", "целях", "соответствии", "рамках", "месячный", "недельный", "трехдневный", "случае", "дни",
                      "взаимодействии", "исполнение", "связи", "установленном", "установленные", "обязательном", "кратчайшие", "указанный", "указанные", "ходе"}) ||
           number;
  if (w == "с") return number || one_of(n, {"привлечением", "участием", "целью", "учетом", "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"});
  if (w == "к") return number;
  if (w == "при") return one_of(n, {"участии", "поддержке", "содействии", "необходимости", "наличии", "подготовке", "проведении", "организации"});
  if (w == "по") return one_of(n, {"согласованию", "мере", "итогам", "результатам", "необходимости", "окончании", "запросу", "отдельному"});
  if (w == "на") return one_of(n, {"основании", "период", "базе"});
  return w == "под" && n == "руководством";
}

std::optional<PartyPhrase> match_head(const Tokens& tokens, std::size_t at, std::size_t end, GrammaticalCase form) {
  std::vector<Agreement> adjectives;
  std::optional<PartyPhrase> found;
  for (std::size_t k = at; k < end; ++k) {
    const PartyToken& t = tokens[k];
    if (t.kind == PartyTokenKind::abbreviation || (t.kind == PartyTokenKind::quotation && k == at)) {
      if (found) break;
      PartyPhrase phrase;
      phrase.first = at;
      phrase.last = phrase.head = k;
      phrase.known = phrase.abbreviated = true;
      phrase.kind = WordKind::organization;
      phrase.form = form;
      // «Районной ПМПК»: the adjective tells what the abbreviation does not.
      if (!adjectives.empty()) {
        phrase.plural = adjectives.back().plural;
        phrase.gender = adjectives.back().masculine ? Gender::masculine : adjectives.back().feminine ? Gender::feminine : Gender::neuter;
      }
      return phrase;
    }
    if (t.kind != PartyTokenKind::word) break;
    if (k == at && one_of(t.folded, {"все", "всем", "всех", "временно"})) {
      ++at;
      continue;
    }
    const ShortWord* s = short_word_of(t);
    if (s && s->adjective) {
      adjectives.push_back({true, true, true, true});
      continue;
    }
    if (s || noun_reading(t, form, adjectives)) {
      PartyPhrase phrase;
      phrase.first = at;
      phrase.last = phrase.head = k;
      phrase.known = true;
      phrase.form = form;
      if (s) {
        // The number of «зам.» shows in what it governs: «зам. директоров», «зам. директора».
        phrase.plural = k + 1 < end && has_form(tokens[k + 1].folded, Case::genitive, true) && !has_form(tokens[k + 1].folded, Case::genitive, false) && is_deputy(t);
      } else {
        const HeadForm noun = *noun_reading(t, form, adjectives);
        phrase.plural = noun.plural;
        phrase.kind = noun.word->kind;
        phrase.gender = noun.word->gender;
      }
      found = phrase;
    }
    const Agreement a = adjective_agreement(t.folded, form);
    if (!a.masculine && !a.feminine && !a.neuter && !a.plural) break;
    adjectives.push_back(a);
  }
  return found;
}

std::vector<PartyElement> find_elements(std::string_view text, const Tokens& tokens, std::size_t begin, std::size_t end, GrammaticalCase form,
                                   const PartyContext& context) {
  return Parser{text, tokens, end, form, context}.run(begin);
}

std::string phrase_name(std::string_view text, const Tokens& tokens, const PartyPhrase& phrase, const PartyContext& context,
                        std::optional<std::string>& full_name) {
  const auto full = [&] { return capitalized(without_tail(nominative_text(text, tokens, phrase, phrase.first, phrase.last, false))); };
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

std::vector<FoundParty> parties_of(std::string_view text, const Tokens& tokens, const std::vector<PartyElement>& elements, const PartyContext& context,
                                   bool known_only) {
  const Posts posts = assign_posts(tokens, elements);
  std::vector<FoundParty> parties;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const PartyElement& e = elements[i];
    if (posts.consumed[i]) continue;
    FoundParty party;
    party.begin = e.begin;
    party.end = e.end;
    switch (e.kind) {
      case PartyElement::person:
        party.kind = PartyKind::person;
        party.person = e.index;
        party.name = context.person_names[static_cast<std::size_t>(e.index)];
        party.position = e.position;
        party.organization = e.organization;
        if (const std::size_t post = posts.post_of[i]; post != kNone) {
          const PartyElement& p = elements[post];
          if (p.kind == PartyElement::school) {
            party.organization = context.school_names[static_cast<std::size_t>(p.index)];
          } else {
            party.position = position_text(text, tokens, p.words);
            if (auto organization = organization_in(text, tokens, p.words, context)) party.organization = organization;
          }
        }
        break;
      case PartyElement::school:
        party.kind = PartyKind::organization;
        party.school = e.index;
        party.name = context.school_names[static_cast<std::size_t>(e.index)];
        break;
      case PartyElement::phrase:
        if (!e.words.known && known_only && !(e.words.form == Case::dative && tokens[e.words.first].folded.ends_with("ам"))) continue;
        party.kind = kind_of(tokens, e.words);
        party.name = phrase_name(text, tokens, e.words, context, party.full_name);
        if (!e.words.known) party.confidence = 0.6F;
        break;
    }
    if (party.kind != PartyKind::person && count_code_points(party.name) < 2) continue;
    parties.push_back(std::move(party));
  }
  return parties;
}

}  // namespace prikaz
