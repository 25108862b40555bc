// An item names its parties in few ways: addressees in the dative at the head of a sentence, «возложить на …»,
// «назначить …», «оставляю за собой». Everything else it mentions is content.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "parties.h"
#include "party_phrases.h"
#include "prikaz/data.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

using Case = GrammaticalCase;
using Tokens = std::vector<PartyToken>;

enum class DutyWord { none, entrust, by_name, to, whom, coordinate, execute };

DutyWord duty_word(const PartyToken& token) {
  struct Entry {
    std::string_view stem;
    DutyWord says;
  };
  static const std::vector<Entry> entries = [] {
    std::vector<Entry> list;
    for (const auto& row : data_table("duty_words.tsv")) {
      const std::string_view says = trim(row[1]);
      list.push_back({row[0], says == "entrust"      ? DutyWord::entrust
                              : says == "by_name"    ? DutyWord::by_name
                              : says == "to"         ? DutyWord::to
                              : says == "whom"       ? DutyWord::whom
                              : says == "coordinate" ? DutyWord::coordinate
                                                     : DutyWord::execute});
    }
    return list;
  }();
  if (token.kind != PartyTokenKind::word) return DutyWord::none;
  for (const std::string_view part : split(token.folded, '-'))
    for (const Entry& e : entries)
      if (part.starts_with(e.stem)) return e.says;
  return DutyWord::none;
}

bool is_word(const PartyToken& t) { return t.kind == PartyTokenKind::word; }
bool stem_is(const PartyToken& t, std::string_view stem) { return is_word(t) && t.folded.starts_with(stem); }

bool is_infinitive(const PartyToken& t) {
  if (!is_word(t)) return false;
  std::string_view w = t.folded;
  if (w.ends_with("ся")) w.remove_suffix(std::string_view("ся").size());
  if (count_code_points(w) < 4) return false;
  for (const std::string_view noun :
       {"ость", "асть", "путь", "сеть", "мать", "шесть", "пять", "девять", "десять", "печать", "речь"})
    if (w.ends_with(noun)) return false;
  // «обязанности», «области» are nouns, «провести», «найти» are not.
  return w.ends_with("ть") || w.ends_with("чь") || w.ends_with("йти") || w.ends_with("ести") || w.ends_with("езти");
}

// What the addressee is told to do begins here.
bool begins_instruction(const PartyToken& t) {
  if (is_infinitive(t)) return true;
  if (!is_word(t)) return false;
  for (const std::string_view word : {"необходимо", "следует", "надлежит", "рекомендуется", "предлагается",
                                      "поручается", "запрещается", "разрешается", "приказываю"})
    if (t.folded == word) return true;
  return false;
}

struct Sentence {
  std::size_t begin = 0, end = 0;  // tokens
  bool goes_on = false;            // after a semicolon
};

std::vector<Sentence> sentences_of(const Tokens& tokens) {
  std::vector<Sentence> sentences;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= tokens.size(); ++i) {
    const bool stop = i == tokens.size() || tokens[i].kind == PartyTokenKind::stop ||
                      (i > begin && tokens[i].kind == PartyTokenKind::semicolon);
    if (!stop) continue;
    const bool goes_on = begin > 0 && tokens[begin - 1].kind == PartyTokenKind::semicolon;
    if (i > begin) sentences.push_back({begin, i, goes_on});
    begin = i + 1;
  }
  return sentences;
}

struct ItemReader {
  std::string_view text;
  const Tokens& tokens;
  const PartyContext& context;
  bool quoted;  // replacement text: what it controls is another document

  std::vector<FoundParty> read(Sentence s, Case form, bool known_only = true) const {
    return parties_of(text, tokens, find_elements(text, tokens, s.begin, s.end, form, context), context, known_only);
  }

  std::size_t after_deadline(Sentence s) const;
  std::vector<FoundParty> addressees(Sentence s) const;
  std::vector<FoundParty> entrusted(Sentence s) const;
  std::vector<FoundParty> appointed(Sentence s) const;
  std::vector<FoundParty> appointed_too(Sentence s, Duty duty) const;
  std::vector<FoundParty> attached(Sentence s) const;
  std::vector<FoundParty> named_in_brackets(Sentence s) const;
  std::vector<FoundParty> kept_by_signatory(Sentence s) const;
  bool of_whole_document(Sentence s) const;
  Duty duty_of(Sentence s) const;
  std::vector<FoundParty> read_sentence(Sentence s) const;
};

// «В срок до 1 мая 2024 года руководителям ОО представить …»: the token after the time; the first where none is
// printed.
std::size_t ItemReader::after_deadline(Sentence s) const {
  static constexpr std::string_view kTimeWords[] = {"в",           "срок",     "до",         "не",
                                                    "позднее",     "с",        "по",         "года",
                                                    "году",        "г",        "января",     "февраля",
                                                    "марта",       "апреля",   "мая",        "июня",
                                                    "июля",        "августа",  "сентября",   "октября",
                                                    "ноября",      "декабря",  "ежемесячно", "ежеквартально",
                                                    "еженедельно", "ежегодно", "ежедневно",  "незамедлительно"};
  std::size_t i = s.begin;
  for (; i < s.end; ++i) {
    const PartyToken& t = tokens[i];
    const bool time =
        t.kind == PartyTokenKind::number || t.kind == PartyTokenKind::quotation || t.kind == PartyTokenKind::comma ||
        (is_word(t) && std::find(std::begin(kTimeWords), std::end(kTimeWords), t.folded) != std::end(kTimeWords));
    if (!time) break;
  }
  // «По данным …», «С директорами …» are no times: a word that governs the next one may not come last.
  const bool begun = i > s.begin && i < s.end && is_word(tokens[i]) && tokens[i - 1].folded.size() != 2 &&
                     tokens[i - 1].folded != "до" && tokens[i - 1].folded != "по" && tokens[i - 1].folded != "не";
  const auto head = begun ? match_head(tokens, i, s.end, Case::dative) : std::nullopt;
  return head && !head->abbreviated ? i : s.begin;
}

// «Иванову И.И., …», «школы № 1 – Иванову И.И., …» after the colon of «Директорам:».
bool heads_follow(const Tokens& tokens, std::size_t at, std::size_t end) {
  if (at < end && tokens[at].kind == PartyTokenKind::dash) ++at;
  if (at < end && tokens[at].kind == PartyTokenKind::person) return true;
  if (at + 1 >= end || tokens[at].kind != PartyTokenKind::school) return false;
  ++at;
  if (tokens[at].kind == PartyTokenKind::dash) ++at;
  return at < end && (tokens[at].kind == PartyTokenKind::person || tokens[at].kind == PartyTokenKind::bracket);
}

// Parties at the head of the sentence: up to the colon, the infinitive, or the time it is to be done by.
std::vector<FoundParty> ItemReader::addressees(Sentence s) const {
  Case form = Case::dative;
  std::size_t begin = s.begin;
  const DutyWord lead = duty_word(tokens[begin]);
  if (lead == DutyWord::to || lead == DutyWord::whom) {
    ++begin;
    if (lead == DutyWord::whom) form = Case::accusative;
  } else if (tokens[begin].folded == "ответственный" || tokens[begin].folded == "ответственные" ||
             tokens[begin].folded == "ответственная" || tokens[begin].folded == "исполнитель" ||
             tokens[begin].folded == "исполнители" || tokens[begin].folded == "отв") {
    // «Ответственный: …», «Ответственные за проведение – …»
    std::size_t i = begin + 1;
    while (i < s.end && tokens[i].kind != PartyTokenKind::colon && tokens[i].kind != PartyTokenKind::dash &&
           tokens[i].kind != PartyTokenKind::person)
      ++i;
    return i < s.end ? read({i, s.end}, Case::nominative) : std::vector<FoundParty>();
  }
  if (begin == s.begin) begin = after_deadline(s);
  std::size_t end = begin;
  bool instruction = false;
  for (; end < s.end; ++end) {
    const PartyToken& t = tokens[end];
    const bool names_follow = t.kind == PartyTokenKind::colon && heads_follow(tokens, end + 1, s.end);
    instruction = (t.kind == PartyTokenKind::colon && !names_follow) || begins_instruction(t);
    if (instruction || (end > begin && starts_adverbial(tokens, end, s.end))) break;
  }
  if (end == begin) return {};
  if (!instruction)
    for (std::size_t i = end; i < s.end && !instruction; ++i)
      instruction = tokens[i].kind == PartyTokenKind::colon || begins_instruction(tokens[i]);
  const PartyToken& first = tokens[begin];
  const bool asked = begin > s.begin;
  const bool dative_of_unknown = first.folded.ends_with("ам") && first.capital && first.folded.size() >= 10;
  switch (first.kind) {
    case PartyTokenKind::person:
    case PartyTokenKind::abbreviation:
    case PartyTokenKind::quotation:
    case PartyTokenKind::school:
      if (!instruction) return {};
      break;
    case PartyTokenKind::word:
      if (const auto head = match_head(tokens, begin, end, form)) {
        // «Организации питания уделить внимание»: not an organization.
        const bool abstract = first.folded == "организации" && head->head == begin && !head->plural;
        if (abstract || (!instruction && end < s.end)) return {};
      } else if (!(dative_of_unknown && instruction)) {
        return {};
      }
      break;
    default: return {};
  }
  std::vector<FoundParty> parties = read({begin, end}, form);
  if (!instruction && !asked && s.end - s.begin > 12) return {};
  return parties;
}

Duty ItemReader::duty_of(Sentence s) const {
  Duty duty = Duty::execute;
  for (std::size_t i = s.begin; i < s.end; ++i) {
    if (stem_is(tokens[i], "контрол")) return Duty::control;
    if (stem_is(tokens[i], "координац")) duty = Duty::coordinate;
  }
  return duty;
}

// Control of the order itself, not of one point of it or of some other work.
bool ItemReader::of_whole_document(Sentence s) const {
  if (quoted) return false;
  std::size_t i = s.begin;
  while (i < s.end && !stem_is(tokens[i], "контрол")) ++i;
  bool object = false, present = false;
  for (++i; i < s.end; ++i) {
    const PartyToken& t = tokens[i];
    if (!is_word(t)) {
      if (t.kind == PartyTokenKind::number) return false;
      continue;
    }
    const DutyWord says = duty_word(t);
    if (says == DutyWord::entrust || t.folded.starts_with("остав") || t.folded.starts_with("беру")) break;
    for (const std::string_view stem : {"приказ", "распоряжен", "постановлен", "решени", "документ"})
      if (t.folded.starts_with(stem)) {
        // «приказа министерства от 3 мая № 5» is another one.
        const bool other = i + 2 < s.end && is_word(tokens[i + 1]) && tokens[i + 1].folded == "от" &&
                           tokens[i + 2].kind == PartyTokenKind::number;
        return !other;
      }
    if (t.folded == "за" || t.folded == "над" || t.folded == "и" || t.folded == "его" || t.folded == "данного" ||
        t.folded == "возложенных" || t.folded.starts_with("исполнени") || t.folded.starts_with("выполнени") ||
        t.folded.starts_with("реализаци") || t.folded.starts_with("соблюдени"))
      continue;
    // «настоящего …» and the word under the stamp: this document.
    if (t.folded.starts_with("настоящ")) {
      present = true;
      continue;
    }
    object = true;
    if (t.folded.starts_with("пункт") || t.folded.starts_with("подпункт")) return false;
  }
  return present || !object;
}

// «возложить на …», «на … возложить обязанности»
std::vector<FoundParty> ItemReader::entrusted(Sentence s) const {
  const auto names_duty = [&](const PartyToken& t) {
    return stem_is(t, "контрол") || stem_is(t, "ответственност") || stem_is(t, "координац");
  };
  const auto party_after = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i + 1 < to; ++i) {
      if (!is_word(tokens[i]) || tokens[i].folded != "на") continue;
      const PartyTokenKind kind = tokens[i + 1].kind;
      if (kind == PartyTokenKind::person || kind == PartyTokenKind::school ||
          match_head(tokens, i + 1, to, Case::accusative))
        return i + 1;
    }
    return to;
  };
  std::vector<FoundParty> parties;
  std::size_t clause = s.begin, verb = s.begin;
  while (verb < s.end && duty_word(tokens[verb]) != DutyWord::entrust) ++verb;
  while (verb < s.end) {
    std::size_t next_verb = verb + 1;
    while (next_verb < s.end && duty_word(tokens[next_verb]) != DutyWord::entrust) ++next_verb;
    std::size_t from = party_after(verb + 1, next_verb), to = next_verb;
    if (from == to) {
      to = verb;
      from = party_after(clause, to);
    }
    // «ответственность возложить на директора, контроль – на заместителя»: the verb goes without saying.
    for (std::size_t i = from; i < to; ++i) {
      if (names_duty(tokens[i]))
        to = next_verb = i;
      else if (is_infinitive(tokens[i]))
        to = i;
    }
    const Sentence whole{clause, from > verb ? from : next_verb};
    const Duty duty = duty_of(whole);
    for (FoundParty& party : read({from, to}, Case::accusative)) {
      party.duty = duty;
      party.whole_document = duty == Duty::control && of_whole_document(whole);
      parties.push_back(std::move(party));
    }
    clause = next_verb;
    verb = next_verb;
  }
  return parties;
}

// «оставляю за собой», «беру на себя», «возлагаю на себя». The stamp often lies on this item, so of the words of
// control one half that was read is enough: «оставДяю 24 собо», «авл за собой».
std::vector<FoundParty> ItemReader::kept_by_signatory(Sentence s) const {
  const Duty duty = duty_of(s);
  for (std::size_t i = s.begin; i < s.end; ++i) {
    const auto folded = [&](std::size_t k) {
      return k < s.end ? std::string_view(tokens[k].folded) : std::string_view();
    };
    const bool stays = stem_is(tokens[i], "остав");
    const bool to_self = folded(i + 1) == "за" && folded(i + 2) == "собой";
    const bool nobody_else =
        i + 4 >= s.end && std::none_of(tokens.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                       tokens.begin() + static_cast<std::ptrdiff_t>(s.end),
                                       [](const PartyToken& t) { return is_word(t) && t.capital; });
    const bool takes = stem_is(tokens[i], "бер") || duty_word(tokens[i]) == DutyWord::entrust;
    const bool on_self = (folded(i + 1) == "на" && folded(i + 2) == "себя") ||
                         (i >= s.begin + 2 && folded(i - 2) == "на" && folded(i - 1) == "себя");
    const bool keeps = (stays && to_self) || (takes && on_self) ||
                       (duty == Duty::control && (to_self || (stays && i + 1 < s.end && nobody_else)));
    if (!keeps) continue;
    bool answers = duty == Duty::control;
    for (std::size_t k = s.begin; k < i; ++k) answers = answers || stem_is(tokens[k], "ответственност");
    if (!answers) return {};
    FoundParty party;
    party.begin = tokens[i].begin;
    party.end = tokens[std::min(i + 2, s.end - 1)].end;
    party.kind = PartyKind::person;
    party.duty = duty;
    party.whole_document = duty == Duty::control && of_whole_document(s);
    return {party};
  }
  return {};
}

// The part a word gives with «назначить»: «координатором», «ответственных».
bool names_part(const PartyToken& t) {
  const DutyWord says = duty_word(t);
  if (says != DutyWord::coordinate && says != DutyWord::execute) return false;
  const bool instrumental = has_form(t.folded, Case::instrumental) || t.folded.ends_with("ым") ||
                            t.folded.ends_with("ой") || t.folded.ends_with("ыми");
  const bool listed = t.folded.ends_with("ых") || t.folded.ends_with("ов");
  return instrumental || listed;
}

// «…; ответственными: за школу № 1 – Иванову И.И.», «…; Петрову П.П. – по школе № 2»: the verb stands before the
// semicolon.
std::vector<FoundParty> ItemReader::appointed_too(Sentence s, Duty duty) const {
  std::size_t end = s.begin;
  while (end < s.end && !begins_instruction(tokens[end]) && !stem_is(tokens[end], "котор")) ++end;
  std::optional<Duty> own;
  for (std::size_t i = s.begin; i < end; ++i)
    if (names_part(tokens[i])) own = duty_word(tokens[i]) == DutyWord::coordinate ? Duty::coordinate : Duty::execute;
  std::vector<FoundParty> parties;
  for (FoundParty& party : read({s.begin, end}, Case::accusative)) {
    if (party.kind != PartyKind::person) continue;
    party.duty = own.value_or(duty);
    parties.push_back(std::move(party));
  }
  return parties;
}

// «Закрепить методиста Иванову И.И. за школой № 1», «закрепить за школой № 1 методиста Иванову И.И.», but not
// «закрепить за Ивановой И.И. школу № 1».
std::vector<FoundParty> ItemReader::attached(Sentence s) const {
  std::size_t verb = s.begin;
  while (verb < s.end && !stem_is(tokens[verb], "закреп")) ++verb;
  if (verb == s.end) return {};
  const auto held = [&](std::size_t person) {
    for (std::size_t k = person; k > verb && is_word(tokens[k - 1]); --k) {
      if (tokens[k - 1].folded == "за") return true;
      if (has_form(tokens[k - 1].folded, Case::accusative, false)) return false;
    }
    return false;
  };
  std::vector<FoundParty> parties;
  for (FoundParty& party : read({verb + 1, s.end}, Case::accusative)) {
    if (party.kind != PartyKind::person) continue;
    std::size_t token = verb + 1;
    while (token < s.end && tokens[token].end < party.end) ++token;
    if (!held(token)) parties.push_back(std::move(party));
  }
  return parties;
}

// «Назначить муниципальным координатором … методиста Иванову И.И.»
std::vector<FoundParty> ItemReader::appointed(Sentence s) const {
  std::optional<std::size_t> verb, part;
  Duty duty = Duty::execute;
  for (std::size_t i = s.begin; i < s.end; ++i) {
    const DutyWord says = duty_word(tokens[i]);
    if (says == DutyWord::by_name && !verb) verb = i;
    if (!names_part(tokens[i])) continue;
    if (!part && !verb && i > s.begin + 6) continue;  // far from the beginning it is content
    if (!part) part = i;
    if (says == DutyWord::coordinate) duty = Duty::coordinate;
  }
  if (!verb || !part) return {};
  const std::size_t from = std::max(*verb, *part) + 1;
  std::vector<FoundParty> parties;
  bool person = false;
  for (std::size_t i = *verb + 1; i < s.end; ++i) person = person || tokens[i].kind == PartyTokenKind::person;
  if (person) {
    std::size_t begin = *verb + 1;
    // What the appointed one is to do follows: «…, которой обобщать …».
    std::size_t end = begin;
    while (end < s.end && !begins_instruction(tokens[end]) && !stem_is(tokens[end], "котор")) ++end;
    for (FoundParty& party : read({begin, end}, Case::accusative))
      if (party.kind == PartyKind::person) parties.push_back(std::move(party));
  } else {
    // No name: the first post in the accusative singular, or an organization by its legal form.
    for (std::size_t i = from; i < s.end && parties.empty(); ++i) {
      const auto phrase = match_head(tokens, i, s.end, Case::accusative);
      if (!phrase || phrase->plural) continue;
      const bool legal = phrase->abbreviated && phrase->first == phrase->head &&
                         tokens[i].kind == PartyTokenKind::abbreviation &&
                         abbreviation_kind(upper(tokens[i].folded)) == AbbreviationKind::legal;
      const bool post = !phrase->abbreviated && phrase->kind == WordKind::post &&
                        has_form(tokens[phrase->head].folded, Case::accusative, false);
      if (!legal && !post) continue;
      std::size_t end = i;
      while (end < s.end && !begins_instruction(tokens[end]) && tokens[end].kind != PartyTokenKind::comma) ++end;
      parties = read({i, end}, Case::accusative);
      if (parties.size() > 1) parties.resize(1);
    }
  }
  for (FoundParty& party : parties) party.duty = duty;
  return parties;
}

// «Провести семинар (отв. Иванова И.И.)»
std::vector<FoundParty> ItemReader::named_in_brackets(Sentence s) const {
  std::vector<FoundParty> parties;
  for (std::size_t i = s.begin; i < s.end; ++i) {
    const PartyToken& t = tokens[i];
    if (t.kind != PartyTokenKind::bracket) continue;
    const std::size_t inner_end = text[t.end - 1] == ')' ? t.end - 1 : t.end;
    const Tokens inner = tokenize_parties(text, t.begin + 1, inner_end, context);
    for (std::size_t k = 0; k + 1 < inner.size(); ++k) {
      if (!stem_is(inner[k], "ответственн") && inner[k].folded != "отв" && !stem_is(inner[k], "исполнител")) continue;
      for (FoundParty& party : parties_of(
               text, inner, find_elements(text, inner, k + 1, inner.size(), Case::nominative, context), context, true))
        parties.push_back(std::move(party));
      break;
    }
  }
  return parties;
}

std::vector<FoundParty> ItemReader::read_sentence(Sentence s) const {
  for (std::size_t i = s.begin; i < s.end; ++i) {
    if (duty_word(tokens[i]) == DutyWord::entrust) {
      std::vector<FoundParty> parties = entrusted(s);
      if (!parties.empty()) return parties;
    }
    if (stem_is(tokens[i], "собой") || stem_is(tokens[i], "себя") || stem_is(tokens[i], "остав")) {
      std::vector<FoundParty> parties = kept_by_signatory(s);
      if (!parties.empty()) return parties;
    }
  }
  std::vector<FoundParty> parties = addressees(s);
  if (parties.empty()) parties = appointed(s);
  if (parties.empty()) parties = attached(s);
  if (parties.empty()) parties = named_in_brackets(s);
  return parties;
}

PartyContext shifted(const PartyContext& context, std::size_t by) {
  PartyContext out = context;
  for (FoundPerson& p : out.persons) {
    p.begin = p.begin >= by ? p.begin - by : 0;
    p.end = p.end >= by ? p.end - by : 0;
  }
  for (FoundSchool& p : out.schools) {
    p.begin = p.begin >= by ? p.begin - by : 0;
    p.end = p.end >= by ? p.end - by : 0;
  }
  return out;
}

// Where the replacement text of an amendment begins: after the quotation mark; npos where none is quoted here. An
// amendment of single words («слова … заменить словами …») has none either.
struct Amendment {
  bool is = false;
  std::size_t new_text = std::string_view::npos;
};
Amendment read_amendment(std::string_view text) {
  const std::string folded = fold(text);
  for (const std::string_view phrase :
       {"следующей редакции", "новой редакции", "редакции", "следующего содержания", "содержания"}) {
    const std::size_t at = folded.find(phrase);
    if (at == std::string::npos ||
        (folded.find("изложить") > at && folded.find("дополнить") > at && folded.find("читать") > at))
      continue;
    std::size_t quote = at + phrase.size();
    while (quote < text.size() && !is_quote(code_point_at(text, quote))) quote = next_position(text, quote);
    return {true, quote < text.size() ? next_position(text, quote) : std::string_view::npos};
  }
  for (const std::string_view words :
       {"заменить слов", "заменить на", "дополнить слов", "заменить цифр", "слова исключить"})
    if (folded.find(words) != std::string::npos) return {true, std::string_view::npos};
  const bool names_words = folded.find("слова ") != std::string::npos && folded.find("исключить") != std::string::npos;
  return {names_words, std::string_view::npos};
}

// «3. », «4.1. », «2) » at the beginning of quoted text.
std::size_t label_length(std::string_view text) {
  std::size_t pos = 0;
  while (pos < text.size() && (is_digit(code_point_at(text, pos)) || text[pos] == '.')) ++pos;
  if (pos > 0 && pos < text.size() && text[pos] == ')') ++pos;
  const bool label = pos > 0 && pos < text.size() && (text[pos] == ' ' || is_letter(code_point_at(text, pos))) &&
                     (text[pos - 1] == '.' || text[pos - 1] == ')');
  if (!label) return 0;
  while (pos < text.size() && text[pos] == ' ') ++pos;
  return pos;
}

std::vector<FoundParty> read_item(std::string_view text, const PartyContext& context, bool quoted);

std::vector<FoundParty> read_from(std::string_view text, std::size_t from, const PartyContext& context) {
  std::vector<FoundParty> parties = read_item(text.substr(from), shifted(context, from), true);
  for (FoundParty& party : parties) {
    party.begin += from;
    party.end += from;
  }
  return parties;
}

std::vector<FoundParty> read_item(std::string_view text, const PartyContext& context, bool quoted) {
  const Amendment amendment = quoted ? Amendment() : read_amendment(text);
  if (amendment.is) {
    if (amendment.new_text == std::string_view::npos) return {};
    return read_from(text, amendment.new_text + label_length(text.substr(amendment.new_text)), context);
  }
  if (!quoted && is_quote(code_point_at(text, 0))) {
    const std::size_t from = next_position(text, 0);
    const std::size_t label = label_length(text.substr(from));
    // A quotation mark before a number opens replacement text, before a word it may be just a name.
    if (label > 0) return read_from(text, from + label, context);
  }
  const Tokens tokens = tokenize_parties(text, 0, text.size(), context);
  const ItemReader reader{text, tokens, context, quoted};
  std::vector<FoundParty> parties;
  bool appointing = false;  // the sentence before the semicolon
  Duty duty = Duty::execute;
  for (const Sentence& s : sentences_of(tokens)) {
    std::vector<FoundParty> found = reader.read_sentence(s);
    if (s.goes_on && appointing && found.empty()) {
      found = reader.appointed_too(s, duty);
    } else {
      bool by_name = false;
      for (std::size_t i = s.begin; i < s.end; ++i) by_name = by_name || duty_word(tokens[i]) == DutyWord::by_name;
      appointing = by_name && !found.empty() && reader.addressees(s).empty();
    }
    if (!found.empty()) duty = found.back().duty;
    for (FoundParty& party : found) parties.push_back(std::move(party));
  }
  return parties;
}

}  // namespace

std::optional<PartyAnnouncement> party_announcement(std::string_view text) {
  if (!trim(text).ends_with(":") || !find_persons(text).empty()) return std::nullopt;
  const PartyContext context;
  const Tokens tokens = tokenize_parties(text, 0, text.size(), context);
  const std::vector<Sentence> sentences = sentences_of(tokens);
  if (sentences.empty()) return std::nullopt;
  const Sentence s = sentences.back();
  const ItemReader reader{text, tokens, context, false};
  PartyAnnouncement announcement;
  bool by_name = false, part = false;
  for (std::size_t i = s.begin; i < s.end; ++i) {
    const DutyWord says = duty_word(tokens[i]);
    by_name = by_name || says == DutyWord::by_name;
    part = part || names_part(tokens[i]) || stem_is(tokens[i], "закреп");
    if (names_part(tokens[i]) && says == DutyWord::coordinate) announcement.duty = Duty::coordinate;
    if (says == DutyWord::entrust && s.end - s.begin > 2 && tokens[s.end - 2].folded == "на") {
      announcement.names = PartyAnnouncement::all;
      announcement.duty = reader.duty_of(s);
      announcement.whole_document = announcement.duty == Duty::control && reader.of_whole_document(s);
      return announcement;
    }
  }
  return by_name && part ? std::optional(announcement) : std::nullopt;
}

std::vector<FoundParty> parties_of_announced_item(std::string_view text, const PartyContext& context,
                                                  const PartyAnnouncement& announcement) {
  std::vector<FoundParty> parties = read_item(text, context, false);
  if (!parties.empty()) return parties;
  const Tokens tokens = tokenize_parties(text, 0, text.size(), context);
  const ItemReader reader{text, tokens, context, false};
  for (FoundParty& party : reader.read({0, tokens.size()}, PartyAnnouncement::kForm)) {
    if (announcement.names == PartyAnnouncement::persons && party.kind != PartyKind::person) continue;
    party.duty = announcement.duty;
    party.whole_document = announcement.whole_document;
    parties.push_back(std::move(party));
  }
  return parties;
}

std::vector<FoundParty> parties_of_item(std::string_view text, const PartyContext& context) {
  return read_item(text, context, false);
}

}  // namespace prikaz
