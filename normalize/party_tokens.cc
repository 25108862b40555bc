#include "party_tokens.h"

#include <algorithm>

#include "abbreviations.h"
#include "party_words.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

bool in_word(char32_t c) { return is_letter(c) || is_digit(c); }

// The end of the quotation that opens at `pos`, its closing mark included; npos where it is never closed.
std::size_t quotation_end(std::string_view text, std::size_t pos, std::size_t end) {
  const char32_t open = code_point_at(text, pos);
  int depth = 0;
  for (std::size_t p = next_position(text, pos); p < end; p = next_position(text, p)) {
    const char32_t c = code_point_at(text, p);
    if (!is_quote(c)) continue;
    const bool opens =
        (c == U'«' || c == U'„') ||
        (c == U'"' && open != U'"' && is_letter(code_point_at(text, p + 1)) && !in_word(code_point_before(text, p)));
    if (opens) {
      ++depth;
    } else if (depth-- == 0) {
      return next_position(text, p);
    }
  }
  // Two openings closed by one mark («Школа «Росток»): the last mark ends both.
  for (std::size_t p = end; p > pos + 1;) {
    --p;
    while ((static_cast<unsigned char>(text[p]) & 0xC0U) == 0x80U) --p;
    const char32_t c = code_point_at(text, p);
    if (p > pos && is_quote(c) && c != U'«' && c != U'„') return next_position(text, p);
  }
  return std::string_view::npos;
}

std::size_t bracket_end(std::string_view text, std::size_t pos, std::size_t end) {
  int depth = 0;
  for (std::size_t p = pos; p < end; ++p) {
    if (text[p] == '(') ++depth;
    if (text[p] == ')' && --depth == 0) return p + 1;
  }
  return end;
}

// Short words that keep their full stop but say nothing about a post: «г.», «им.».
bool is_place_word(std::string_view folded) {
  static constexpr std::string_view kWords[] = {"г",   "с",   "п", "д",   "х",   "им", "ул",
                                                "пос", "пгт", "р", "обл", "дер", "др", "т"};
  return std::find(std::begin(kWords), std::end(kWords), folded) != std::end(kWords);
}

}  // namespace

std::vector<PartyToken> tokenize_parties(std::string_view text, std::size_t begin, std::size_t end,
                                         const PartyContext& context) {
  const std::vector<Definition> definitions =
      text.find('(') == std::string_view::npos ? std::vector<Definition>() : find_definitions(text);
  std::vector<PartyToken> tokens;
  std::size_t person = 0, school = 0, definition = 0;
  const auto add = [&](PartyTokenKind kind, std::size_t from, std::size_t to, int index = -1) {
    tokens.push_back({kind, from, to, {}, index, false});
    return to;
  };
  for (std::size_t pos = begin; pos < end;) {
    while (person < context.persons.size() && context.persons[person].begin < pos) ++person;
    while (school < context.schools.size() && context.schools[school].begin < pos) ++school;
    while (definition < definitions.size() && definitions[definition].bracket_begin < pos) ++definition;
    const char32_t c = code_point_at(text, pos);
    const std::size_t next = next_position(text, pos);
    if (c == U' ') {
      pos = next;
    } else if (person < context.persons.size() && context.persons[person].begin == pos &&
               context.persons[person].end <= end) {
      pos = add(PartyTokenKind::person, pos, context.persons[person].end, static_cast<int>(person));
    } else if (school < context.schools.size() && context.schools[school].begin == pos &&
               context.schools[school].end <= end) {
      // Those of a range («школы № 1–5») share their place.
      const std::size_t to = context.schools[school].end;
      for (; school < context.schools.size() && context.schools[school].begin == pos; ++school)
        add(PartyTokenKind::school, pos, to, static_cast<int>(school));
      pos = to;
    } else if (definition < definitions.size() && definitions[definition].bracket_begin == pos) {
      pos = add(PartyTokenKind::definition, pos, std::min(end, definitions[definition].bracket_end),
                static_cast<int>(definition));
    } else if (is_quote(c)) {
      const std::size_t close = c == U'»' || c == U'”' ? std::string_view::npos : quotation_end(text, pos, end);
      pos = close == std::string_view::npos ? add(PartyTokenKind::mark, pos, next)
                                            : add(PartyTokenKind::quotation, pos, close);
    } else if (c == U'(') {
      pos = add(PartyTokenKind::bracket, pos, bracket_end(text, pos, end));
    } else if (is_digit(c)) {
      std::size_t to = pos;
      while (to < end &&
             (in_word(code_point_at(text, to)) || (text[to] == '.' && is_digit(code_point_at(text, to + 1)))))
        to = next_position(text, to);
      const bool counted = !tokens.empty() && code_point_before(text, tokens.back().end) == U'№';
      const bool label = to < end && (text[to] == ')' || text[to] == '.') && !counted && to - pos <= 2;
      pos = label ? add(PartyTokenKind::semicolon, pos, to + 1) : add(PartyTokenKind::number, pos, to);
    } else if (is_letter(c)) {
      std::size_t to = pos;
      while (to < end) {
        const char32_t l = code_point_at(text, to);
        const char32_t after = code_point_at(text, next_position(text, to));
        const bool single_letters = l == U'/' && is_lower(after) && next_position(text, pos) == to &&
                                    !in_word(code_point_at(text, to + 3));  // «м/о»
        if (!in_word(l) && !(is_dash(l) && in_word(after)) && !single_letters) break;
        to = next_position(text, to);
      }
      PartyToken token{PartyTokenKind::word, pos, to, fold(text.substr(pos, to - pos)), -1, is_upper(c)};
      if (token.folded == "и" && text.substr(to, 3) == ".о") {  // «и.о.»
        token.end = to = to + 3;
        token.folded = "и.о";
      }
      if (is_abbreviation(text.substr(pos, to - pos)) && head_forms(token.folded).empty())
        token.kind = PartyTokenKind::abbreviation;
      const bool stop = to < end && text[to] == '.';
      if (stop && (short_word(token.folded) || is_place_word(token.folded) || next_position(text, pos) == to)) ++to;
      token.end = to;
      tokens.push_back(std::move(token));
      pos = to;
    } else {
      const PartyTokenKind kind = c == U','                ? PartyTokenKind::comma
                                  : c == U';' || c == U'•' ? PartyTokenKind::semicolon
                                  : c == U'.'              ? PartyTokenKind::stop
                                  : c == U':'              ? PartyTokenKind::colon
                                  : c == U'/'              ? PartyTokenKind::slash
                                  : is_dash(c)             ? PartyTokenKind::dash
                                                           : PartyTokenKind::mark;
      pos = add(kind, pos, next);
    }
  }
  return tokens;
}

}  // namespace prikaz
