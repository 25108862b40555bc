// The grammar of a responsible cell is poor: noun phrases in one case, set one after the other. What makes it hard is
// that the separators are often missing, so a phrase ends where the next can begin: at a name, at a noun phrase in the
// case asked for, at an abbreviation that the phrase has no place for.
#include "party_phrases.h"

#include <algorithm>
#include <array>

#include "party_predicates.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

using Case = GrammaticalCase;
using Tokens = std::vector<PartyToken>;

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

// «курирующие школы», «привлечённые ИРО»: a participle with what it governs, where another adjective would belong to
// the noun after it. «участвующие школы», «ведущие специалисты», «подведомственные ОО» are that noun.
bool governs_next(const Tokens& tokens, std::size_t at, std::size_t end) {
  const PartyToken& t = tokens[at];
  if (at + 1 >= end || t.capital || !is_participle(t) || t.folded.ends_with("ся")) return false;
  if (starts_with_one_of(t.folded, {"участву", "действу", "работа", "ведущ", "подведомствен", "заинтересован"}))
    return false;
  if (!ends_with_one_of(t.folded, {"нные", "нных", "нным", "емых", "имых"})) return true;
  const PartyToken& next = tokens[at + 1];
  return next.kind == PartyTokenKind::abbreviation && abbreviation_of(next) != AbbreviationKind::schools;
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
  // «специалисты УО, курирующие школы»: the participle agrees with the head of the phrase, not with the word after it.
  bool restricted_by(const PartyPhrase& phrase, std::size_t at) const {
    return phrase.known && !phrase.abbreviated && governs_next(tokens, at, end) && agrees_with(tokens[at], phrase);
  }
  // Token `at` is what such a participle governs.
  bool governed(const PartyPhrase& phrase, std::size_t last, std::size_t at) const {
    return last + 1 == at && last > phrase.head + 1 && tokens[last - 1].kind == PartyTokenKind::comma &&
           restricted_by(phrase, last);
  }

  bool may_be_genitive(const PartyPhrase& phrase) const {
    return phrase.first == phrase.head && tokens[phrase.head].kind == PartyTokenKind::word &&
           has_form(tokens[phrase.head].folded, Case::genitive);
  }

  bool person_follows_directly(std::size_t at) const {
    return at + 1 < end && tokens[at + 1].kind == PartyTokenKind::person;
  }

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
  // «… совместно с РМК» in a cell: the token of who takes part, `end` where nobody does.
  std::size_t partner_at(std::size_t at) const {
    const bool with = form == Case::nominative && at + 2 < end && tokens[at].folded == "совместно" &&
                      one_of(tokens[at + 1].folded, {"с", "со"});
    return with ? at + 2 : end;
  }
  // The instrumental goes on over «и», a comma may be followed by anything.
  std::size_t end_of_partners(std::size_t at) const {
    while (at < end && tokens[at].kind != PartyTokenKind::comma && tokens[at].kind != PartyTokenKind::semicolon &&
           tokens[at].kind != PartyTokenKind::stop)
      ++at;
    return at;
  }
  std::vector<PartyElement> run(std::size_t begin) const;
};

bool Parser::abbreviation_belongs(const PartyPhrase& phrase, std::size_t last, std::size_t at) const {
  if (governed(phrase, last, at)) return true;
  const PartyToken& before = tokens[last];
  const AbbreviationKind kind = abbreviation_of(tokens[at]);
  if (kind == AbbreviationKind::territory || kind == AbbreviationKind::form || kind == AbbreviationKind::function)
    return true;
  if (before.kind == PartyTokenKind::abbreviation) {
    const AbbreviationKind previous = abbreviation_of(before);
    if (previous == AbbreviationKind::legal || previous == AbbreviationKind::form) return true;
    return previous == AbbreviationKind::territory && last > phrase.first &&
           tokens[last - 1].kind == PartyTokenKind::abbreviation;
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
  if (after_comma)
    return phrase.kind == WordKind::post && phrase.plural && phrase.has_school && !person_follows_directly(at);
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
      return kind == AbbreviationKind::schools && phrase.kind == WordKind::post &&
             tokens[last].kind == PartyTokenKind::abbreviation &&
             abbreviation_of(tokens[last]) == AbbreviationKind::schools;
    }
    case PartyTokenKind::word: break;
    default: return false;
  }
  if (starts_adverbial(tokens, next, end)) return false;
  const auto head = head_at(next);
  if (head && comma && restricted_by(phrase, next) && (head->abbreviated || head->kind != WordKind::post)) return true;
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
  if (governed(phrase, last, at)) return false;
  const PartyToken& before = tokens[last];
  if (before.kind == PartyTokenKind::abbreviation && abbreviation_of(before) == AbbreviationKind::legal) return false;
  if (is_preposition(before) || is_conjunction(before)) return false;
  const auto head = match_head(tokens, at, end, form);
  if (!head || head->abbreviated) return false;
  if (before.kind == PartyTokenKind::word && adjective_agreement(before.folded, Case::genitive).plural &&
      last != phrase.head)
    return false;
  if (!may_be_genitive(*head)) return true;
  if (head->kind == WordKind::post) return !is_deputy(before);
  // «Управление образования Администрации … округа»
  if (head->kind == WordKind::staff) return false;
  return tokens[at].capital && last != phrase.head;
}

// «учителя – предметники»: two posts in one case and number.
bool Parser::joins_with_dash(const PartyPhrase& phrase, std::size_t last, std::size_t next) const {
  if (last != phrase.head || next >= end || tokens[next].kind != PartyTokenKind::word || tokens[next].capital)
    return false;
  return has_form(tokens[next].folded, phrase.form, phrase.plural) &&
         one_of(head_forms(tokens[next].folded)[0].word->singular,
                {"предметник", "психолог", "логопед", "дефектолог", "наставник", "организатор", "библиотекарь",
                 "методист", "координатор"});
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
        // «5–8 классов»
        if (tokens[last].kind == PartyTokenKind::number && j + 1 < end && tokens[j + 1].kind == PartyTokenKind::number)
          break;
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
      case PartyTokenKind::person: add(named(PartyElement::person, t), t.begin, t.end); break;
      case PartyTokenKind::school: add(named(PartyElement::school, t), t.begin, t.end); break;
      case PartyTokenKind::bracket: add_bracket(t, elements, add); break;
      default: {
        if (is_conjunction(t)) {
          separate(PartySeparator::conjunction);
          break;
        }
        if (const std::size_t partner = partner_at(i); partner < end) {
          const std::size_t stop = end_of_partners(partner);
          separate(PartySeparator::conjunction);
          for (PartyElement& e : Parser{text, tokens, stop, Case::instrumental, context}.run(partner)) {
            if (e.kind == PartyElement::phrase && !e.words.known) continue;
            const std::size_t from = e.begin, to = e.end;
            if (e.before != PartySeparator::hard) separate(e.before);
            add(std::move(e), from, to);
          }
          i = stop;
          continue;
        }
        if (starts_adverbial(tokens, i, end)) {
          while (i + 1 < end && tokens[i + 1].kind != PartyTokenKind::comma &&
                 tokens[i + 1].kind != PartyTokenKind::semicolon && tokens[i + 1].kind != PartyTokenKind::stop)
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

}  // namespace

bool starts_adverbial(const Tokens& tokens, std::size_t at, std::size_t end) {
  const PartyToken& t = tokens[at];
  if (t.kind != PartyTokenKind::word) return false;
  const PartyToken* next = at + 1 < end ? &tokens[at + 1] : nullptr;
  const std::string_view w = t.folded;
  if (one_of(w, {"до", "совместно", "согласно", "ежемесячно", "ежеквартально", "ежегодно", "еженедельно", "ежедневно",
                 "постоянно", "незамедлительно", "своевременно", "дополнительно", "повторно", "лично", "систематически",
                 "регулярно", "срок", "ознакомлены"}))
    return true;
  if (!next) return false;
  const std::string_view n = next->folded;
  const bool restricts = in_participle_clause(tokens, at);
  const bool number = !restricts && (next->kind == PartyTokenKind::number || next->kind == PartyTokenKind::quotation);
  if (restricts && one_of(n, {"рамках", "ходе", "итогам", "результатам", "базе", "основании", "соответствии",
                              "участием", "необходимости", "проведении", "организации"}))
    return false;
  if (w == "не") return one_of(n, {"позднее", "реже", "менее", "ранее", "позже"});
  if (w == "в" || w == "во")
    return one_of(n, {"срок",           "сроки",      "течение",   "период",        "целях",         "соответствии",
                      "рамках",         "месячный",   "недельный", "трехдневный",   "случае",        "дни",
                      "взаимодействии", "исполнение", "связи",     "установленном", "установленные", "обязательном",
                      "кратчайшие",     "указанный",  "указанные", "ходе"}) ||
           number;
  if (w == "с")
    return number || one_of(n, {"привлечением", "участием", "целью", "учетом", "января", "февраля", "марта", "апреля",
                                "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"});
  if (w == "к") return number;
  if (w == "при")
    return one_of(n, {"участии", "поддержке", "содействии", "необходимости", "наличии", "подготовке", "проведении",
                      "организации"});
  if (w == "по")
    return one_of(
        n, {"согласованию", "мере", "итогам", "результатам", "необходимости", "окончании", "запросу", "отдельному"});
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
        phrase.gender = adjectives.back().masculine  ? Gender::masculine
                        : adjectives.back().feminine ? Gender::feminine
                                                     : Gender::neuter;
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
        phrase.plural = k + 1 < end && has_form(tokens[k + 1].folded, Case::genitive, true) &&
                        !has_form(tokens[k + 1].folded, Case::genitive, false) && is_deputy(t);
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

std::vector<PartyElement> find_elements(std::string_view text, const Tokens& tokens, std::size_t begin, std::size_t end,
                                        GrammaticalCase form, const PartyContext& context) {
  return Parser{text, tokens, end, form, context}.run(begin);
}

}  // namespace prikaz
