// A school's name is a legal form, a type and what tells the school from others: a number, a proper name, a place. Each
// of the three may be missing or stand in another order, so the name is read as a chain of optional parts over tokens,
// and kept only if what was read identifies a school.
#include <algorithm>
#include <array>

#include "prikaz/unicode.h"
#include "school_parts.h"
#include "schools.h"
#include "tokens.h"

namespace prikaz {
namespace {

std::size_t skip(const Tokens& tokens, std::size_t i, TokenKind kind) {
  while (is_kind(tokens, i, kind)) ++i;
  return i;
}

// One school of a mention: of a list of numbers there are several.
struct Part {
  std::size_t begin = 0, end = 0;
  std::optional<std::string> number, locality, honorific;
  int last_number = 0;  // of a range («№ 1–5»): 5; else 0
};

struct Reading {
  std::size_t end_token = 0;
  std::optional<std::string> legal_form, type, proper_name;
  std::vector<Part> parts;
};

class Reader {
 public:
  Reader(std::string_view text, const Tokens& tokens) : text_(text), tokens_(tokens) {}

  // The mention that begins at token `i`.
  std::optional<Reading> read(std::size_t i) const {
    Reading reading;
    std::size_t k = i;
    const auto legal = match_legal_form(tokens_, i);
    if (legal) {
      if (!legal->school) return std::nullopt;
      reading.legal_form = legal->abbreviation;
      k = i + legal->length;
      if (is_kind(tokens_, k, TokenKind::dash)) ++k;
      k = skip_region(k);
      k = skip(tokens_, k, TokenKind::quote);
    } else if (i > 0 && (tells_no_school("before", tokens_[i - 1]) || tells_no_school("form", tokens_[i - 1]))) {
      return std::nullopt;
    }
    const std::size_t body = k;
    std::optional<TypeMatch> type = match_type(tokens_, k);
    bool quoted_name = false;
    if (!type) {
      const std::size_t n =
          proper_name_length(k, legal.has_value(), body > i && tokens_[body - 1].kind == TokenKind::quote);
      if (n > 0) {
        std::size_t at = k + n;
        type = match_type(tokens_, at);
        if (!type && is_kind(tokens_, at, TokenKind::quote)) type = match_type(tokens_, ++at);
        if (!type) return std::nullopt;
        std::string name;
        for (std::size_t w = k; w < k + n;) {
          const std::size_t length = compound_length(tokens_, w);
          if (!name.empty()) name += " ";
          name += nominative_adjective(name_word(tokens_, w, length), type->masculine);
          w += length;
        }
        reading.proper_name = name;
        k = at;
      }
    }
    if (type) {
      reading.type = std::string(type->type);
      k += type->length;
    } else if (!legal) {
      return std::nullopt;
    } else if (reading.legal_form && is_kind(tokens_, k, TokenKind::word) && tokens_[k].all_upper &&
               is_kind(tokens_, k + 1, TokenKind::number_sign) && !tells_no_school("legal", tokens_[k])) {
      // «МБОУ ТГ № 65»: a local abbreviation of a type
      reading.type = tokens_[k].printed;
      ++k;
    } else if (reading.legal_form && reading.legal_form->substr(0, 2) == "М" && body > i &&
               tokens_[body - 1].kind == TokenKind::quote && single_quoted_word(k)) {
      // «МБОУ «Содружество»»: only what is municipal, as other organizations have the other legal forms too.
      reading.proper_name = tokens_[k].printed;
      quoted_name = true;
      ++k;
    } else if (!is_kind(tokens_, k, TokenKind::number_sign)) {
      return std::nullopt;
    }
    if (type && !legal && k < tokens_.size() && tells_no_school("after", tokens_[k])) return std::nullopt;
    k = read_tail(i, k, type, reading, quoted_name);
    if (!identifies(reading, type, legal.has_value())) return std::nullopt;
    reading.end_token = k;
    return reading;
  }

 private:
  // «МБОУ города Ольховска «СОШ № 3»», «ГКОУ Ольховского края школа-интернат № 2»: skips to the quote or the type, or
  // stays.
  std::size_t skip_region(std::size_t k) const {
    static constexpr std::array<std::string_view, 12> kRegions = {"г",       "город",      "район",     "округ",
                                                                  "област",  "кра",        "республик", "муниципальн",
                                                                  "городск", "образовани", "станиц",    "поселени"};
    // «ГБОУ РД «Школа № 5»»
    if (is_kind(tokens_, k, TokenKind::word) && tokens_[k].all_upper && tokens_[k].printed.size() <= 6 &&
        is_kind(tokens_, k + 1, TokenKind::quote) && !tells_no_school("legal", tokens_[k]))
      return match_type(tokens_, k) ? k : k + 1;
    std::size_t at = k;
    bool region = false;
    for (int words = 0; words < 7 && at < tokens_.size(); ++words) {
      if (region && (tokens_[at].kind == TokenKind::quote || match_type(tokens_, at))) return at;
      const std::size_t n = compound_length(tokens_, at);
      if (n == 0 || match_type(tokens_, at)) return k;
      if (std::any_of(kRegions.begin(), kRegions.end(), [&](auto r) { return inflects(tokens_[at].folded, r); }))
        region = true;
      else if (!tokens_[at].capitalized || (!region && is_place_noun_type(at)))
        return k;
      at += n;
      if (is_kind(tokens_, at, TokenKind::dot) && tokens_[at].glued && tokens_[at - 1].is("г")) ++at;
    }
    return k;
  }

  // «Ольховская СОШ» after a legal form is a proper name, not a region.
  bool is_place_noun_type(std::size_t at) const {
    const std::size_t n = compound_length(tokens_, at);
    return match_type(tokens_, at + n).has_value() && is_adjective(tokens_[at + n - 1].folded);
  }

  // Words before the type that name the school: in quotation marks any, after a legal form adjectives, else one
  // adjective made from the name of a place.
  std::size_t proper_name_length(std::size_t k, bool legal, bool quoted) const {
    std::size_t n = 0;
    for (int words = 0; words < (quoted ? 4 : legal ? 3 : 1); ++words) {
      const std::size_t length = compound_length(tokens_, k + n);
      if (length == 0) return 0;
      const Token& first = tokens_[k + n];
      const Token& last = tokens_[k + n + length - 1];
      if (words == 0 && !first.capitalized) return 0;
      if (!quoted && !(first.capitalized && is_adjective(last.folded))) return 0;
      if (!legal && !(is_place_adjective(last.folded) && !tells_no_school("generic", first))) return 0;
      n += length;
      std::size_t at = k + n;
      if (match_type(tokens_, at)) return n;
      if (is_kind(tokens_, at, TokenKind::quote) && match_type(tokens_, at + 1)) return n;
    }
    return 0;
  }

  bool single_quoted_word(std::size_t k) const {
    const std::size_t n = compound_length(tokens_, k);
    return n == 1 && tokens_[k].capitalized && tokens_[k].printed.size() > 4 &&
           is_kind(tokens_, k + 1, TokenKind::quote) && !tells_no_school("legal", tokens_[k]);
  }

  // «с углубленным изучением отдельных предметов», «с УИОП», «для обучающихся с ОВЗ № 4»: part of the type, kept out of
  // the name.
  std::size_t skip_profile(std::size_t k) const {
    if (k + 1 >= tokens_.size()) return k;
    std::size_t at = k + 1;
    if (tokens_[k].is("для")) {
      for (int words = 0; words < 10 && is_kind(tokens_, at, TokenKind::word); ++words) ++at;
      return is_kind(tokens_, at, TokenKind::number_sign) ? at : k;
    }
    if (!tokens_[k].is("с")) return k;
    if (tokens_[at].kind == TokenKind::word && tokens_[at].all_upper && tokens_[at].printed.substr(0, 4) == "УИ") {
      ++at;
    } else if (inflects(tokens_[at].folded, "углубленн") && at + 1 < tokens_.size() &&
               inflects(tokens_[at + 1].folded, "изучени")) {
      at += 2;
      for (int words = 0; words < 6 && is_kind(tokens_, at, TokenKind::word) && !tokens_[at].capitalized; ++words) {
        if (honorific_length(tokens_, at) || match_locality(tokens_, at)) break;
        ++at;
      }
    } else {
      return k;
    }
    return at;
  }

  // «лицей «Созвездие»»
  std::size_t quoted_name_length(std::size_t k) const {
    if (!is_kind(tokens_, k, TokenKind::quote)) return 0;
    std::size_t at = k + 1;
    if (!is_kind(tokens_, at, TokenKind::word) || !tokens_[at].capitalized) return 0;
    for (int words = 0; words < 4; ++words) {
      const std::size_t n = compound_length(tokens_, at);
      if (n == 0 || match_legal_form(tokens_, at) || match_type(tokens_, at)) return 0;
      at += n;
      if (is_kind(tokens_, at, TokenKind::quote)) return at + 1 - k;
    }
    return 0;
  }

  // Number, place, honorific in any order; then further numbers. Returns the token after the mention.
  std::size_t read_tail(std::size_t i, std::size_t k, const std::optional<TypeMatch>& type, Reading& reading,
                        bool quoted_name) const {
    Part part;
    part.begin = tokens_[i].begin;
    part.end = tokens_[k - 1].end;
    ranges_ = type && may_be_several(tokens_[k - 1]);
    spaced_ranges_ = ranges_ && !type->abbreviation;
    std::size_t end = skip_profile(k);
    if (end != k) part.end = tokens_[end - 1].end;
    const bool plain = !type || (type->type == "школа" && !reading.legal_form);
    end = read_part(end, part, !plain, quoted_name);
    if (!part.number && !part.locality && !reading.proper_name && type) {
      // «лицей «Созвездие»», but not «школа «Мама, папа, я»»
      const std::size_t n = quoted_name_length(end);
      if (n > 0 && !plain) {
        reading.proper_name = compound_text(tokens_, end + 1, 1);
        for (std::size_t w = end + 2; w + 1 < end + n; ++w)
          *reading.proper_name += (tokens_[w].glued ? "" : " ") + tokens_[w].printed;
        end += n;
        part.end = tokens_[end - 1].end;
        end = read_part(end, part, false, true);
      }
    }
    reading.parts.push_back(part);
    if (!part.number) return end;
    for (;;) {
      std::size_t at = skip_remark(end);
      bool separated = false;
      while (at < tokens_.size() &&
             (tokens_[at].kind == TokenKind::comma || tokens_[at].is("и") || tokens_[at].printed == ";")) {
        separated = true;
        ++at;
      }
      if (!separated) break;
      const bool semicolon = tokens_[at - 1].printed == ";";
      if (const auto range = match_number_range(tokens_, at, !semicolon, spaced_ranges_)) {
        Part next;
        next.begin = range->begin;
        next.end = range->end;
        next.number = std::to_string(range->first);
        next.last_number = range->last;
        end = at + range->length;
        reading.parts.push_back(next);
        continue;
      }
      const auto number = match_number(tokens_, at, !semicolon);
      if (!number) break;
      if (number->value.size() > 3 && !is_kind(tokens_, at, TokenKind::number_sign)) break;
      Part next;
      next.begin = number->begin;
      next.end = number->end;
      next.number = number->value;
      end = read_part(at + number->length, next, false, quoted_name);
      reading.parts.push_back(next);
    }
    return end;
  }

  // «школы № 1 (75 %), 2 (80 %)»: a short remark between the numbers of a list; the name of a person only before a
  // number with its sign: «школ № 1 (Лугову А.А.), № 2 (…)»
  std::size_t skip_remark(std::size_t k) const {
    if (!is_kind(tokens_, k, TokenKind::open)) return k;
    bool name = false;
    for (std::size_t at = k + 1; at < tokens_.size() && at < k + 8; ++at) {
      if (tokens_[at].kind == TokenKind::close) {
        const bool sign =
            is_kind(tokens_, at + 1, TokenKind::comma) && is_kind(tokens_, at + 2, TokenKind::number_sign);
        return name && !sign ? k : at + 1;
      }
      name = name || tokens_[at].capitalized;
      if (!name && at >= k + 6) break;
      if (match_legal_form(tokens_, at) || match_type(tokens_, at)) break;
    }
    return k;
  }

  // May the type stand for several schools, so that «№ 1-5» is a range? «школа № 1-5» is one.
  static bool may_be_several(const Token& noun) {
    static constexpr std::array<std::string_view, 14> kOne = {"школа",    "школу",    "школе",     "школой",  "школою",
                                                              "лицей",    "лицея",    "лицею",     "лицеем",  "лицее",
                                                              "гимназия", "гимназию", "гимназией", "интернат"};
    return std::find(kOne.begin(), kOne.end(), noun.folded) == kOne.end();
  }

  std::size_t read_part(std::size_t k, Part& part, bool bare, bool quoted) const {
    const std::size_t first = k;  // a bare number stands right after the type
    for (int guard = 0; guard < 6 && k < tokens_.size(); ++guard) {
      std::size_t at = k;
      // A quotation mark may close between any two of them: «МБОУ «СОШ» № 5», «СОШ № 5» с. Липки».
      if (is_kind(tokens_, at, TokenKind::quote)) ++at;
      const bool open = is_kind(tokens_, at, TokenKind::open);
      if (!part.number) {
        const auto range = ranges_ ? match_number_range(tokens_, at, false, spaced_ranges_) : std::nullopt;
        if (range) {
          part.number = std::to_string(range->first);
          part.last_number = range->last;
          part.end = range->end;
          k = at + range->length;
          continue;
        }
        if (const auto number = match_number(tokens_, at, bare && at == first)) {
          part.number = number->value;
          part.end = number->end;
          k = at + number->length;
          continue;
        }
      }
      if (const std::size_t profile = skip_profile(at); profile != at) {
        part.end = tokens_[profile - 1].end;
        k = profile;
        continue;
      }
      if (!part.locality) {
        if (const auto locality = match_locality(tokens_, open ? at + 1 : at)) {
          std::size_t after = (open ? at + 1 : at) + locality->length;
          if (!open || is_kind(tokens_, after, TokenKind::close)) {
            part.locality = locality->name;
            town_ = locality->town;
            if (open) ++after;
            part.end = tokens_[after - 1].end;
            k = after;
            continue;
          }
        }
      }
      if (!part.honorific) {
        if (const std::size_t n = honorific_length(tokens_, at)) {
          part.honorific = std::string(token_text(text_, tokens_, at, at + n));
          part.end = tokens_[at + n - 1].end;
          k = at + n;
          continue;
        }
      }
      break;
    }
    // The marks that close the name belong to it where it opened them.
    while (is_kind(tokens_, k, TokenKind::quote) && closes(k, part, quoted)) part.end = tokens_[k++].end;
    return k;
  }

  bool closes(std::size_t k, const Part& part, bool quoted) const {
    if (tokens_[k].printed == "«" || tokens_[k].printed == "„") return false;
    if (quoted) return tokens_[k].glued;
    const std::string_view inside = text_.substr(part.begin, tokens_[k].begin - part.begin);
    int quotes = 0;
    for (std::size_t p = 0; p < inside.size(); p = next_position(inside, p))
      quotes += is_quote(code_point_at(inside, p));
    return quotes > 0 && tokens_[k].glued;
  }

  // Without a legal form it may as well be a centre of something else.
  static bool is_centre(std::string_view type) { return type == "ЦО" || type == "образовательный центр"; }

  bool identifies(const Reading& reading, const std::optional<TypeMatch>& type, bool legal) const {
    const Part& part = reading.parts.front();
    if (part.number) return true;
    if (reading.proper_name) return legal || !type || (!type->plural && !is_centre(type->type));
    if (!type) return false;
    if (part.locality) {
      if (reading.legal_form) return true;
      // «школы г. Ольховска», «СОШ г. Ольховска» are all of its schools.
      return !type->plural && !(town_ && (type->type == "школа" || type->abbreviation));
    }
    if (part.honorific) return reading.legal_form.has_value();
    // «МБОУ гимназия», «МКОУ ВСОШ»: the only one of its place. «МБОУ СОШ района» are many.
    static constexpr std::array<std::string_view, 16> kSingular = {"гимназия",
                                                                   "лицей",
                                                                   "школа-интернат",
                                                                   "прогимназия",
                                                                   "кадетский корпус",
                                                                   "ЦО",
                                                                   "кадетская школа",
                                                                   "кадетская школа-интернат",
                                                                   "казачья кадетская школа",
                                                                   "казачья кадетская школа-интернат",
                                                                   "кадетский казачий корпус",
                                                                   "казачий кадетский корпус",
                                                                   "санаторная школа-интернат",
                                                                   "ВСОШ",
                                                                   "ОСОШ",
                                                                   "вечерняя школа"};
    return reading.legal_form && !type->plural &&
           std::find(kSingular.begin(), kSingular.end(), type->type) != kSingular.end();
  }

  std::string_view text_;
  const Tokens& tokens_;
  mutable bool town_ = false;
  mutable bool ranges_ = false, spaced_ranges_ = false;  // of the mention being read
};

std::size_t count_schools(const Reading& reading) {
  std::size_t count = 0;
  for (const Part& part : reading.parts)
    count += part.last_number == 0 ? 1 : static_cast<std::size_t>(part.last_number - std::stoi(*part.number) + 1);
  return count;
}

// «филиал МБОУ СОШ № 5 в с. Липки», «Липковский филиал МБОУ СОШ № 5», «филиал «Липки» МБОУ СОШ № 5»: what the branch
// of the mention at tokens [begin, end) is called. The place goes with the branch, not with the school.
void read_branch(const Tokens& tokens, std::size_t begin, std::size_t end, FoundSchool& school) {
  std::size_t k = begin;
  std::string name;
  if (k > 0 && tokens[k - 1].kind == TokenKind::quote) {
    // «филиал «Липки» МБОУ …»; the mark before the mention may also be its own.
    std::size_t open = k - 1;
    while (open > 0 && open + 5 > k && tokens[open - 1].kind == TokenKind::word) --open;
    if (open < k - 1 && open > 0 && tokens[open - 1].kind == TokenKind::quote) {
      for (std::size_t w = open; w + 1 < k; ++w) name += (name.empty() ? "«" : " ") + tokens[w].printed;
      name += "»";
      k = open - 1;
    } else {
      --k;
    }
  }
  if (k == 0 || !inflects(tokens[k - 1].folded, "филиал")) return;
  school.branch = "филиал";
  if (!name.empty()) *school.branch += " " + name;
  if (k > 1 && tokens[k - 2].capitalized && is_place_adjective(tokens[k - 2].folded))
    school.branch = nominative_adjective(tokens[k - 2].printed, true) + " " + *school.branch;
  std::optional<Locality> place;
  if (end < tokens.size() && tokens[end].is("в")) place = match_locality(tokens, end + 1);
  if (place)
    *school.branch += " в " + place->name;
  else if (school.locality)
    *school.branch += " в " + *school.locality;
  if (!place) school.locality.reset();
}

// Most texts name no school at all: a search for the few roots that every mention has is cheaper than cutting words.
bool may_name_school(const std::string& folded) {
  static constexpr std::array<std::string_view, 9> kRoots = {"ош",   "сш",   "нш",  "оу",    "школ",
                                                             "лице", "гимн", "ано", "корпус"};
  if (folded.find("цо") != std::string::npos || folded.find("центр образовани") != std::string::npos) return true;
  for (const auto root : kRoots)
    if (folded.find(root) != std::string::npos) return true;
  // Latin look-alikes: «COШ», «MOY»
  return std::any_of(folded.begin(), folded.end(), [](char c) { return c == 'o' || c == 'c'; });
}

}  // namespace

std::vector<FoundSchool> find_schools(std::string_view text) {
  std::vector<FoundSchool> schools;
  if (!may_name_school(fold(text))) return schools;
  const Tokens tokens = split_glued_abbreviations(tokenize(text));
  const Reader reader(text, tokens);
  for (std::size_t i = 0; i < tokens.size();) {
    if (tokens[i].kind != TokenKind::word) {
      ++i;
      continue;
    }
    const auto reading = reader.read(i);
    if (!reading) {
      // Words of a legal form that is no school's must not be read again as a school's.
      const auto legal = match_legal_form(tokens, i);
      i += legal ? legal->length : compound_length(tokens, i);
      continue;
    }
    for (const Part& part : reading->parts) {
      FoundSchool school;
      school.begin = part.begin;
      school.end = part.end;
      school.legal_form = reading->legal_form;
      school.type = reading->type;
      school.proper_name = reading->proper_name;
      school.number = part.number;
      school.locality = part.locality;
      school.honorific = part.honorific;
      const int first = part.last_number == 0 ? 0 : std::stoi(*part.number);
      for (int number = first; number < part.last_number; ++number) {
        school.number = std::to_string(number);
        schools.push_back(school);
      }
      if (part.last_number != 0) school.number = std::to_string(part.last_number);
      schools.push_back(std::move(school));
    }
    read_branch(tokens, i, reading->end_token, schools[schools.size() - count_schools(*reading)]);
    i = std::max(reading->end_token, i + 1);
  }
  return schools;
}

std::string school_name(const FoundSchool& school) {
  std::string name;
  const auto add = [](std::string& to, std::string_view word) {
    if (word.empty()) return;
    if (!to.empty()) to += " ";
    to += word;
  };
  const std::string type = school.type.value_or(school.legal_form || school.proper_name ? "" : "школа");
  const std::string proper = school.proper_name.value_or("");
  const bool before_type = school.proper_name && school.type && is_adjective(fold(proper));
  if (school.legal_form) name = *school.legal_form;
  if (before_type) {
    std::string quoted = proper;
    add(quoted, type);
    if (school.number) quoted += " № " + *school.number;
    add(name, school.legal_form ? "«" + quoted + "»" : quoted);
    return name;
  }
  add(name, type);
  if (school.number) {
    add(name, "№ " + *school.number);
  } else if (school.proper_name) {
    add(name, "«" + proper + "»");
  } else if (school.locality) {
    add(name, *school.locality);
  } else if (school.honorific) {
    add(name, *school.honorific);
  }
  return name;
}

bool is_headed_by_school(std::string_view text, const std::vector<FoundSchool>& schools) {
  if (schools.empty()) return false;
  const std::string before = fold(trim(text.substr(0, schools.front().begin)));
  if (before.empty()) return true;
  // «Озёрный филиал», «структурное подразделение»: a short name, no sentence.
  const bool branch = has_suffix(before, "филиал") || has_suffix(before, "подразделение");
  return branch && before.find_first_of(",.:;") == std::string::npos &&
         std::count(before.begin(), before.end(), ' ') < 3;
}

}  // namespace prikaz
