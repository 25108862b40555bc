// Which post is whose: the post of a named person is not a party of its own.
#include <algorithm>
#include <utility>

#include "party_phrases.h"
#include "party_predicates.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

using Case = GrammaticalCase;
using Tokens = std::vector<PartyToken>;

// «руководители ОО», «заместители директоров по УВР», «классные руководители»: a plural that is never the post of just
// the persons named before it.
bool is_collective(const Tokens& tokens, const PartyPhrase& phrase) {
  for (std::size_t i = phrase.head + 1; i <= phrase.last; ++i) {
    const PartyToken& t = tokens[i];
    if (t.kind == PartyTokenKind::abbreviation && abbreviation_of(t) == AbbreviationKind::schools) return true;
    for (const HeadForm& f : head_forms(t.folded))
      if (f.plural && f.form == Case::genitive &&
          (f.word->kind == WordKind::post ? i == phrase.head + 1 : f.word->kind == WordKind::organization))
        return true;
  }
  for (std::size_t i = phrase.first; i < phrase.head; ++i)
    if (starts_with_one_of(tokens[i].folded, {"классн", "кл"})) return true;
  return starts_with_one_of(tokens[phrase.head].folded, {"координатор", "куратор", "наставник"}) ||
         tokens[phrase.head].folded.ends_with("предметники");
}

bool light(PartySeparator s) {
  return s == PartySeparator::none || s == PartySeparator::dash || s == PartySeparator::colon;
}
bool listing(PartySeparator s) { return s != PartySeparator::hard; }

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// For each element the one it belongs to: a post to its person (several persons: the first), a school to the person
// after it.
struct Posts {
  std::vector<std::size_t> post_of;  // element of the post of person i, kNone
  std::vector<bool> consumed;
};

Posts assign_posts(const Tokens& tokens, const std::vector<PartyElement>& elements) {
  const std::size_t n = elements.size();
  Posts posts{std::vector<std::size_t>(n, kNone), std::vector<bool>(n, false)};
  const auto person = [&](std::size_t i) { return i < n && elements[i].kind == PartyElement::person; };
  // «Иванов И.И., начальник … Петров П.П., методист …»: begun with a name and ended with a post, posts follow their
  // names.
  const bool posts_follow = n > 2 && person(0) && is_post(elements[n - 1]);
  // «школы X Иванову И.И.», «школы X – Иванову И.И.», «школы X (Иванов И.И.)»
  const auto school_with_head = [&](std::size_t i) {
    return i < n && elements[i].kind == PartyElement::school && person(i + 1) &&
           (elements[i + 1].before == PartySeparator::none || elements[i + 1].before == PartySeparator::dash);
  };
  bool list_of_heads = false;  // «Директорам школы X Иванову И.И., школы Y Петрову П.П.»
  for (std::size_t i = 0; i < n; ++i) {
    const PartyElement& e = elements[i];
    if (e.before == PartySeparator::hard) list_of_heads = false;
    if (list_of_heads && school_with_head(i)) {
      posts.consumed[i] = true;
      posts.post_of[i + 1] = i;
    }
    if (is_post(e) && e.words.plural && school_with_head(i + 1) && light(elements[i + 1].before)) {
      posts.consumed[i] = list_of_heads = true;
      continue;
    }
    if (!is_post(e) || !person(i + 1) || !light(elements[i + 1].before)) continue;
    if (posts_follow && i > 0 && person(i - 1) && listing(e.before) && elements[i + 1].before == PartySeparator::none)
      continue;
    std::size_t run = i + 2;
    while (person(run) && listing(elements[run].before) && elements[run].before != PartySeparator::dash) ++run;
    const bool several = run - i > 2;
    const bool spread = e.words.plural || elements[i + 1].before == PartySeparator::colon;
    if (e.words.plural && !several) {
      if (elements[i + 1].bracketed && !(e.words.has_school && school_with_head(i + 2))) continue;
      if (e.words.form == Case::nominative && !e.words.has_school) continue;
    }
    posts.consumed[i] = true;
    for (std::size_t k = i + 1; k < (spread ? run : i + 2); ++k) posts.post_of[k] = i;
    list_of_heads = e.words.plural;
  }
  for (std::size_t i = 1; i < n; ++i) {
    const PartyElement& e = elements[i];
    if (posts.consumed[i] || e.kind != PartyElement::phrase || e.before == PartySeparator::hard ||
        e.before == PartySeparator::conjunction)
      continue;
    const bool unknown_post = !e.words.known && e.words.form == Case::nominative && !tokens[e.words.first].capital &&
                              !ends_with_one_of(tokens[e.words.first].folded, {"ы", "и"});
    if (!is_post(e) && !unknown_post) continue;
    if (!e.words.plural) {
      const bool chained = posts.consumed[i - 1] && elements[i - 1].kind == PartyElement::phrase &&
                           e.before == PartySeparator::comma && i > 1 && person(i - 2) && posts.post_of[i - 2] == i - 1;
      if (person(i - 1) && posts.post_of[i - 1] == kNone) {
        posts.post_of[i - 1] = i;
        posts.consumed[i] = true;
      } else if (chained) {
        posts.consumed[i] = true;
      }
      continue;
    }
    std::size_t first = i;
    while (first > 0 && person(first - 1) && posts.post_of[first - 1] == kNone &&
           (first == i || elements[first].before != PartySeparator::hard))
      --first;
    const bool on_a_line_of_its_own = e.before == PartySeparator::none && tokens[e.words.first].capital;
    if (i - first < 2 || is_collective(tokens, e.words) || on_a_line_of_its_own) continue;
    for (std::size_t k = first; k < i; ++k) posts.post_of[k] = i;
    posts.consumed[i] = true;
  }
  return posts;
}

}  // namespace

std::vector<FoundParty> parties_of(std::string_view text, const Tokens& tokens,
                                   const std::vector<PartyElement>& elements, const PartyContext& context,
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
        if (!e.words.known && known_only &&
            !(e.words.form == Case::dative && tokens[e.words.first].folded.ends_with("ам")))
          continue;
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

std::vector<FoundPost> posts_after_names(std::string_view text, const PartyContext& context) {
  std::vector<FoundPost> posts;
  if (context.persons.empty()) return posts;
  const Tokens tokens = tokenize_parties(text, 0, text.size(), context);
  const auto kind_at = [&](std::size_t i) { return i < tokens.size() ? tokens[i].kind : PartyTokenKind::stop; };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind != PartyTokenKind::person) continue;
    if (kind_at(i + 1) != PartyTokenKind::comma && kind_at(i + 1) != PartyTokenKind::dash) continue;
    const std::size_t begin = i + 2;
    std::size_t end = begin;
    while (end < tokens.size() && kind_at(end) != PartyTokenKind::person && kind_at(end) != PartyTokenKind::comma &&
           kind_at(end) != PartyTokenKind::semicolon && kind_at(end) != PartyTokenKind::stop)
      ++end;
    Case form = context.persons[static_cast<std::size_t>(tokens[i].index)].construction;
    if (form == Case::unknown || !match_head(tokens, begin, end, form)) form = Case::nominative;
    const auto head = match_head(tokens, begin, end, form);
    if (!head || head->abbreviated || head->plural || head->kind != WordKind::post) continue;
    const PartyPhrase post = find_elements(text, tokens, begin, end, form, context).front().words;
    // «…, директор Петров П.П.», «…, секретарь – Петров П.П.», «…, инспектор Присутствовали: …»
    const std::size_t next = post.last + 1;
    const bool of_the_next = kind_at(kind_at(next) == PartyTokenKind::dash ? next + 1 : next) == PartyTokenKind::person;
    if (of_the_next || kind_at(next) == PartyTokenKind::colon) continue;
    const std::size_t from = tokens[post.first].begin;
    const std::string_view printed = text.substr(from, tokens[post.last].end - from);
    const bool cut_short = printed.rfind("«") != std::string_view::npos && printed.find("»") == std::string_view::npos;
    if (!cut_short) posts.push_back({tokens[i].index, position_text(text, tokens, post), printed});
  }
  return posts;
}

}  // namespace prikaz
