// A reference is read from its kind word onwards: issuer words, then «от» and a day, «№» and a number, in either order,
// then the title in quotation marks. A walk that meets another kind word, the end of the sentence or of the parenthesis
// before it meets a date or a number has found no reference.
#include "references.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "date_text.h"
#include "dates.h"
#include "prikaz/data.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

constexpr int kMaxWords = 25;  // between the kind word and its date or number

enum class Strength { strong, dated, grif };

struct KindStem {
  std::string_view stem, kind;
  Strength strength = Strength::strong;
};

struct KindWord {
  std::string_view kind;
  Strength strength = Strength::strong;
  bool plural = false;
};

bool noun_ending(std::string_view ending) {
  static constexpr std::string_view kEndings[] = {"",   "а", "у",  "ом", "е",  "ы",  "ов",  "ам", "ами",
                                                  "ах", "и", "ой", "ою", "я",  "ю",  "ем",  "ям", "ями",
                                                  "ях", "й", "ей", "о",  "ёв", "ев", "иям", "ии", "ией"};
  return std::ranges::find(kEndings, ending) != std::end(kEndings);
}

std::optional<KindWord> kind_at(const DateText& text, std::size_t i, bool grif = false) {
  if (!text.word(i)) return std::nullopt;
  static const auto stems = [] {
    std::vector<KindStem> s;
    for (const auto& row : data_table("reference_kinds.tsv"))
      s.push_back({row.at(0), row.at(1),
                   row.at(2) == "strong" ? Strength::strong
                   : row[2] == "dated"   ? Strength::dated
                                         : Strength::grif});
    return s;
  }();
  const auto word = text.folded(i);
  for (const KindStem& s : stems) {
    if (!word.starts_with(s.stem)) continue;
    const auto ending = word.substr(s.stem.size());
    if (s.strength == Strength::grif ? (!grif || !ending.empty()) : !noun_ending(ending)) continue;
    if (s.kind == "law" && s.stem == "фз" && !ending.empty()) continue;
    const bool plural = ending == "ы" || ending == "ов" || ending == "ами" || ending == "ями" || ending == "ах" ||
                        ending == "ях" || ending == "ам" || ending == "ям" || (ending == "и" && s.stem != "порядк") ||
                        word == "писем" || word == "справок";
    return KindWord{s.kind, s.strength, plural};
  }
  return std::nullopt;
}

bool begins_with_one_of(const DateText& text, std::size_t i, const std::vector<std::string_view>& stems) {
  return text.word(i) &&
         std::ranges::any_of(stems, [&](std::string_view stem) { return text.folded(i).starts_with(stem); });
}

// «школы № 14», «СОШ» № 5», «приложение № 2»
bool number_of_another(const DateText& text, std::size_t sign) {
  static const auto stems = [] {
    std::vector<std::string_view> s;
    for (const auto& row : data_table("number_owners.tsv")) s.push_back(row.at(0));
    return s;
  }();
  if (text.is(sign + 1, "п") && text.mark(sign + 2, "/")) return true;  // «№ п/п»
  if (sign == 0) return false;
  std::size_t before = sign - 1;
  while (before > 0 && (text.mark(before, ".") || text.quote(before))) --before;
  return begins_with_one_of(text, before, stems);
}

bool issuer_word(const DateText& text, std::size_t i) {
  static const auto stems = [] {
    std::vector<std::string_view> s;
    for (const auto& row : data_table("issuer_words.tsv")) s.push_back(row.at(0));
    return s;
  }();
  return begins_with_one_of(text, i, stems);
}

// «комитет по образованию», «служба по надзору»: the field that an authority is named after, unlike «приказ управления
// по итогам проверки».
bool names_field(const DateText& text, std::size_t i) {
  static const auto stems = [] {
    std::vector<std::string_view> s;
    for (const auto& row : data_table("issuer_fields.tsv")) s.push_back(row.at(0));
    return s;
  }();
  return i > 0 && text.is(i, "по") && issuer_word(text, i - 1) && begins_with_one_of(text, i + 1, stems);
}

struct DayAt {
  std::size_t first = 0, next = 0;  // tokens
  std::optional<Day> day;           // nothing where the year is not printed
};

std::vector<DayAt> days_of(const DateText& text) {
  std::vector<DayAt> days;
  for (const FoundDate& date : find_dates(text.source(), {}))
    if (date.kind == DateKind::day) days.push_back({text.at_byte(date.begin), text.at_byte(date.end), date.first});
  return days;
}

const DayAt* day_at(const std::vector<DayAt>& days, std::size_t token) {
  const auto it = std::ranges::find(days, token, &DayAt::first);
  return it == days.end() ? nullptr : &*it;
}

struct Number {
  std::string value;
  std::size_t next = 0;
};

// Letters after a space or a spaced hyphen that still belong to the number: «96-III ОД», «417 (Д)», «62 - Д».
std::size_t after_number_suffix(std::string_view source, std::size_t end) {
  std::size_t pos = end;
  if (pos >= source.size() || (source[pos] != ' ' && !is_dash(code_point_at(source, pos)))) return end;
  if (source[pos] == ' ') ++pos;
  const char32_t opener = code_point_at(source, pos);
  const bool paren = opener == U'(', dash = is_dash(opener);
  if (paren || dash) pos = next_position(source, pos);
  if (dash && pos < source.size() && source[pos] == ' ') ++pos;
  const std::size_t letters = pos;
  int count = 0;
  while (is_letter(code_point_at(source, pos)) && is_upper(code_point_at(source, pos))) {
    pos = next_position(source, pos);
    ++count;
  }
  if (count == 0 || count > 3 || is_letter(code_point_at(source, pos)) || is_digit(code_point_at(source, pos)))
    return end;
  if (paren) return code_point_at(source, pos) == U')' ? next_position(source, pos) : end;
  if (dash) return pos;
  const std::string word = fold(source.substr(letters, pos - letters));
  return word == "од" || word == "пп" || word == "па" || word == "рп" ? pos : end;
}

// «62 - Д» is «62-Д».
std::string closed_up(std::string_view number) {
  std::string out;
  for (std::size_t pos = 0; pos < number.size(); pos = next_position(number, pos)) {
    const char32_t c = code_point_at(number, pos);
    if (c == U' ' && (is_dash(code_point_at(number, pos + 1)) || is_dash(code_point_before(number, pos)))) continue;
    append_code_point(out, c);
  }
  return out;
}

// «02-31/17», «7-б», «ВК-72/04», «84-ПП/3» at token `i`, after the sign.
std::optional<Number> number_at(const DateText& text, std::size_t i) {
  while (text.blank(i)) ++i;  // «№__34/К__»
  if (!text.number(i) && !text.word(i)) return std::nullopt;
  const auto source = text.source();
  const std::size_t begin = text[i].begin;
  std::size_t end = begin;
  bool digit = false;
  for (std::size_t pos = begin; pos < source.size();) {
    const char32_t c = code_point_at(source, pos);
    if (!is_letter(c) && !is_digit(c) && !is_dash(c) && c != U'/' && c != U'.') break;
    // «№ 5.О внесении», «№12от»: a number has short words only
    if (c == U'.' && !is_digit(code_point_at(source, pos + 1))) break;
    digit = digit || is_digit(c);
    pos = next_position(source, pos);
    if (is_letter(c) || is_digit(c)) end = pos;
  }
  if (!digit || end - begin > 40) return std::nullopt;
  end = after_number_suffix(source, end);
  return Number{closed_up(source.substr(begin, end - begin)), text.at_byte(end)};
}

bool opens_quote(const DateText& text, std::size_t i) {
  if (!text.quote(i)) return false;
  const char32_t c = code_point_at(text.source(), text[i].begin);
  if (c == U'«' || c == U'„') return true;
  return c != U'»' && (!text.glued(i) || i == 0) && text.glued(i + 1);
}

// The token after the closing mark of the quotation that opens at `i`. Quotations nest, and an inner one often takes
// the outer closing mark with it: where marks do not pair up, the first closing one is believed.
std::size_t after_quotation(const DateText& text, std::size_t i) {
  int depth = 0;
  std::size_t first_close = i;
  for (std::size_t at = i; at < text.size(); ++at) {
    if (!text.quote(at)) continue;
    if (opens_quote(text, at)) {
      ++depth;
    } else {
      if (first_close == i) first_close = at + 1;
      if (--depth == 0) return at + 1;
    }
  }
  return first_close;
}

bool says_about(const DateText& text, std::size_t i) { return text.is_one_of(i, {"о", "об", "обо"}); }

bool sentence_ends(const DateText& text, std::size_t i) {
  if (!text.mark(i, ".")) return false;
  if (i > 0 && text.word(i - 1) && count_code_points(text.folded(i - 1)) <= 3 && text.glued(i))
    return false;  // «г.», «им.»
  return i + 1 >= text.size() || text.capital(i + 1) || text.number(i + 1);
}

bool verb(const DateText& text, std::size_t i) {
  if (!text.word(i) || text.capital(i)) return false;
  const auto word = text.folded(i);
  if (word.size() < 12) return false;
  for (const std::string_view ending : {"ить", "ать", "ять", "ует", "ает", "яет", "ется", "ются", "ляю"})
    if (word.ends_with(ending)) return true;
  return false;
}

// Words between the kind and its date: the issuer, up to what the document is about.
std::optional<std::string> issuer_of(const DateText& text, std::size_t from, std::size_t to) {
  std::size_t end = from;
  while (end < to && !says_about(text, end) && !(opens_quote(text, end) && says_about(text, end + 1)) &&
         !(text.mark(end, "(") && text.is(end + 1, "далее")) &&
         (!text.is_one_of(end, {"по", "за", "под"}) || names_field(text, end)))
    ++end;
  const auto issuer = trim(trim(text.printed(from, end), " ,;"));
  if (issuer.empty() || end == from) return std::nullopt;
  return std::string(issuer);
}

struct Walk {
  std::vector<FoundReference> references;
  std::size_t next = 0;
};

class Reader {
 public:
  Reader(const DateText& text, bool grif) : text_(text), days_(days_of(text)), grif_(grif) {}

  const std::vector<DayAt>& days() const { return days_; }

  // `floor` is the first token that no reference before it has taken.
  std::optional<Walk> read(std::size_t head, std::size_t floor) const {
    const auto kind = kind_at(text_, head, grif_);
    if (!kind) return std::nullopt;
    if (!grif_ && head > 0 && (text_.starts(head - 1, "настоящ") || text_.starts(head - 1, "данн")))
      return std::nullopt;
    std::size_t begin = head;
    if (kind->kind == "law")
      while (begin > floor && (text_.starts(begin - 1, "федеральн") || text_.starts(begin - 1, "конституционн") ||
                               text_.starts(begin - 1, "областн") || text_.starts(begin - 1, "краев")))
        --begin;
    FoundReference reference;
    reference.kind = std::string(kind->kind);
    std::size_t at = 0;
    if (!identify(head, *kind, reference, at)) return std::nullopt;
    finish(reference, at);
    if (!reference.date && !dated_ && begin > 1 && text_.mark(begin - 1, ",")) {
      // «6 февраля 2022 г., протокол № 1»; a day after «от» is another document's, though a protocol shares its
      // decision's
      for (const DayAt& day : days_)
        if (day.next == begin - 1) {
          const bool of_another = day.first > 0 && text_.is(day.first - 1, "от");
          if (of_another ? reference.kind != "protocol" : day.first < floor) break;
          reference.date = day.day;
          if (!of_another) begin = day.first;
          break;
        }
    }
    reference.begin = text_[begin].begin;
    Walk walk;
    // «ФЗ № 273», «ФЗ-273»: the number every other text prints as 273-ФЗ
    if (text_.is(head, "фз") && reference.number &&
        reference.number->find_first_not_of("0123456789") == std::string::npos)
      *reference.number += "-ФЗ";
    walk.references.push_back(reference);
    while (at < text_.size()) {
      const auto more = continuation(*kind, walk.references, at);
      if (!more) break;
      walk.references.push_back(*more);
    }
    walk.next = at;
    return walk;
  }

  // «от 29.12.2012 № 273-ФЗ», «273-ФЗ»: a federal law needs no kind word.
  std::optional<Walk> read_bare_law(std::size_t i, std::size_t floor) const {
    std::size_t at = i;
    if (text_.number_sign(at)) ++at;
    if (!text_.number(at) || (i > 0 && at == i && text_.glued(i))) return std::nullopt;
    const auto number = number_at(text_, at);
    if (!number) return std::nullopt;
    const std::string folded = fold(number->value);
    if (!folded.ends_with("-фз") && !folded.ends_with("–фз") && !folded.ends_with("-фкз")) return std::nullopt;
    FoundReference reference;
    reference.kind = "law";
    reference.number = number->value;
    std::size_t begin = i;
    for (const DayAt& day : days_)
      if (day.next == i && day.first >= floor) {
        reference.date = day.day;
        begin = day.first;
      }
    reference.begin = text_[begin].begin;
    std::size_t next = number->next;
    finish(reference, next);
    return Walk{{reference}, next};
  }

 private:
  // «от [от] 12.03.2024»
  const DayAt* dated_from(std::size_t i) const {
    if (!text_.is(i, "от")) return nullptr;
    return day_at(days_, text_.is(i + 1, "от") ? i + 2 : i + 1);
  }

  std::optional<Number> signed_number(std::size_t i) const {
    if (!text_.number_sign(i) || number_of_another(text_, i)) return std::nullopt;
    std::size_t at = i + 1;
    if (text_.mark(at, "№")) ++at;
    return number_at(text_, at);
  }

  // Walks from the kind word to the first date or number; sets `at` behind it.
  bool identify(std::size_t head, const KindWord& kind, FoundReference& reference, std::size_t& at) const {
    dated_ = false;
    std::size_t i = head + 1;
    if (grif_ && text_.mark(i, ".")) ++i;
    if (kind.kind == "law" && text_.dash(i) && text_.glued(i) && text_.number(i + 1)) ++i;  // «ФЗ-273»
    const std::size_t after_head = i;
    std::size_t issuer_end = 0;
    const int limit = kind.strength == Strength::dated ? 8 : kMaxWords;
    for (int words = 0; words <= limit && i < text_.size();) {
      if (const DayAt* day = dated_from(i)) {
        set_date(reference, *day);
        issuer_end = issuer_end ? issuer_end : i;
        at = day->next;
        break;
      }
      if (const DayAt* day = day_at(days_, i); day && (text_.number_sign(day->next) || (grif_ && i == after_head))) {
        set_date(reference, *day);
        issuer_end = issuer_end ? issuer_end : i;
        at = day->next;
        break;
      }
      if (text_.number_sign(i)) {
        if (number_of_another(text_, i)) {
          const auto skipped = number_at(text_, i + 1);
          i = skipped ? skipped->next : i + 1;
          ++words;
          continue;
        }
        if (kind.strength == Strength::dated) return false;
        const auto number = signed_number(i);
        if (!number) return false;  // «№ ____»
        reference.number = number->value;
        issuer_end = issuer_end ? issuer_end : i;
        at = number->next;
        break;
      }
      // «Приказ 145 от 12.03.2023», «ФЗ-273»
      if (i == after_head && text_.number(i) && kind.strength != Strength::dated) {
        const auto number = number_at(text_, i);
        if (number && (dated_from(number->next) || (kind.kind == "law" && text_.dash(i - 1)))) {
          reference.number = number->value;
          issuer_end = i;
          at = number->next;
          break;
        }
      }
      if (text_.mark(i, "(")) {
        if (!text_.is(i + 1, "далее")) return false;
        while (i < text_.size() && !text_.mark(i, ")")) ++i;
        ++i;
        continue;
      }
      if (text_.mark(i, ")") || text_.mark(i, ";") || text_.mark(i, ":") || sentence_ends(text_, i)) return false;
      if (opens_quote(text_, i)) {
        const std::size_t close = after_quotation(text_, i);
        if (close <= i) return false;
        if (says_about(text_, i + 1) && !reference.title) {
          reference.title = title_text(i, close);
          issuer_end = issuer_end ? issuer_end : i;
        }
        i = close;
        words += 2;
        continue;
      }
      if (text_.quote(i)) return false;  // the quotation around the kind word ends
      if (text_.word(i)) {
        if (verb(text_, i)) return false;
        if (const auto other = kind_at(text_, i); other && !grif_ && other->strength == Strength::strong) return false;
      }
      words += text_.mark(i, ",") || text_.dash(i) ? 3 : 1;
      ++i;
    }
    if (!reference.number && !dated_) return false;
    reference.issuer = issuer_of(text_, after_head, issuer_end);
    reference.end = text_[at - 1].end;
    return true;
  }

  void set_date(FoundReference& reference, const DayAt& day) const {
    reference.date = day.day;
    dated_ = true;
  }

  std::string title_text(std::size_t open, std::size_t close) const {
    const auto source = text_.source();
    const std::size_t from = text_[open].end;
    const std::size_t to = std::max(from, text_[close - 1].begin);
    std::string title(trim(source.substr(from, to - from)));
    // «… «Об утверждении «Порядка»»: the inner mark keeps its partner
    const auto count = [&](std::string_view mark) {
      int n = 0;
      for (std::size_t pos = title.find(mark); pos != std::string::npos; pos = title.find(mark, pos + mark.size())) ++n;
      return n;
    };
    if (count("«") > count("»")) title += "»";
    return title;
  }

  // What may follow the first of date and number: the other, the issuer, the title.
  void finish(FoundReference& reference, std::size_t& at) const {
    if (!reference.number) {
      std::size_t i = at;
      if (text_.mark(i, ",")) ++i;
      if (text_.is_one_of(i, {"за", "под"})) ++i;
      if (text_.is_one_of(i, {"исх", "вх"})) i += text_.mark(i + 1, ".") ? 2U : 1U;
      if (const auto number = signed_number(i)) {
        reference.number = number->value;
        at = number->next;
      }
    }
    if (!reference.date) {
      if (const DayAt* day = day_after_number(reference, at)) {
        reference.date = day->day;
        at = day->next;
      }
    }
    if (!reference.issuer && issuer_word(text_, at)) {
      std::size_t end = at;
      int words = 0;
      while (words < 12 && text_.word(end) && !says_about(text_, end) && !kind_at(text_, end) && !verb(text_, end)) {
        ++end;
        ++words;
      }
      reference.issuer = std::string(text_.printed(at, end));
      at = end;
    }
    if (opens_quote(text_, at) && !reference.title) {
      const std::size_t close = after_quotation(text_, at);
      if (close > at + 1) {
        reference.title = title_text(at, close);
        at = close;
      }
    }
    reference.end = text_[at - 1].end;
  }

  // «№ 5 от 12.03.2024», «№ 5, 12.03.2024», «№ 71 Министерства образования от 16.03.2007»
  const DayAt* day_after_number(FoundReference& reference, std::size_t at) const {
    if (const DayAt* day = dated_from(at)) return day;
    if (text_.mark(at, ",")) {
      const DayAt* day = day_at(days_, at + 1);
      return day ? day : dated_from(at + 1);
    }
    if (const DayAt* day = day_at(days_, at); day && grif_) return day;
    std::size_t i = at;
    for (int words = 0; words < 12; ++words) {
      if (const DayAt* day = dated_from(i)) {
        if (!reference.issuer) reference.issuer = issuer_of(text_, at, i);
        return day;
      }
      if (opens_quote(text_, i)) {
        const std::size_t close = after_quotation(text_, i);
        if (close <= i) return nullptr;
        if (i == at && says_about(text_, i + 1) && !reference.title && dated_from(close))
          reference.title = title_text(i, close);
        i = close;
        continue;
      }
      if (!text_.word(i) || kind_at(text_, i) || verb(text_, i)) return nullptr;
      ++i;
    }
    return nullptr;
  }

  // «(с изменениями от 08.10.2021 № 707, …)», «(в ред. от …)»: the «от» of the first document that amended the one
  // before the bracket; `at` where none is named. A day without a number is that of an edition.
  std::size_t first_amendment(std::size_t at) const {
    if (!text_.mark(at, "(")) return at;
    constexpr std::size_t kMaxLead = 8;
    bool amended = false;
    for (std::size_t i = at + 1; i < at + kMaxLead && (text_.word(i) || text_.mark(i, ".") || text_.mark(i, ","));
         ++i) {
      if (const DayAt* day = dated_from(i)) {
        const std::size_t next = text_.mark(day->next, ",") ? day->next + 1 : day->next;
        return amended && signed_number(next) ? i : at;
      }
      if (kind_at(text_, i)) return at;
      amended = amended || begins_with_one_of(text_, i, {"измен", "изм", "дополн", "доп", "ред"});
    }
    return at;
  }

  // «… и от 5 мая 2024 г. № 7», «, № 8», «№ 5 и № 6 от 1 марта»; advances `at` behind it.
  std::optional<FoundReference> continuation(const KindWord& kind, std::vector<FoundReference>& before,
                                             std::size_t& at) const {
    std::size_t i = first_amendment(at);
    const bool joined = i > at || text_.mark(i, ",") || text_.is(i, "и") || text_.mark(i, ";");
    if (!joined) return std::nullopt;
    while (text_.mark(i, ",") || text_.mark(i, ";") || text_.is_one_of(i, {"и", "а", "также"})) ++i;
    const FoundReference& last = before.back();
    FoundReference reference;
    reference.kind = last.kind;
    reference.issuer = last.issuer;
    reference.begin = text_[i].begin;
    if (const DayAt* day = dated_from(i)) {
      reference.date = day->day;
      at = day->next;
      finish(reference, at);
      return reference;
    }
    if (const DayAt* day = day_at(days_, i); day && kind.plural && last.date && !last.number) {
      reference.date = day->day;
      at = day->next;
      reference.end = text_[at - 1].end;
      return reference;
    }
    const bool plain_number = kind.plural && text_.number(i) && !day_at(days_, i) && last.number;
    if (text_.number_sign(i) || plain_number) {
      const auto number = plain_number ? number_at(text_, i) : signed_number(i);
      if (!number) return std::nullopt;
      reference.number = number->value;
      at = number->next;
      const bool had_date = last.date.has_value();
      if (had_date && !dated_from(at)) reference.date = last.date;
      finish(reference, at);
      // the date printed behind the last number is everyone's
      if (!had_date && reference.date)
        for (FoundReference& earlier : before)
          if (!earlier.date) earlier.date = reference.date;
      return reference;
    }
    if (!kind.plural || !text_.word(i)) return std::nullopt;
    std::size_t end = i;
    for (int words = 0; words < 14 && text_.word(end); ++words, ++end) {
      if (kind_at(text_, end) || verb(text_, end)) return std::nullopt;
      const DayAt* day = dated_from(end);
      const auto number = day ? std::nullopt : signed_number(end + 1);
      if (day) {
        reference.issuer = issuer_of(text_, i, end);
        reference.date = day->day;
        at = day->next;
        finish(reference, at);
        return reference;
      }
      if (number && text_.word(end)) {
        reference.issuer = issuer_of(text_, i, end + 1);
        reference.number = number->value;
        at = number->next;
        finish(reference, at);
        return reference;
      }
    }
    return std::nullopt;
  }

  const DateText& text_;
  std::vector<DayAt> days_;
  bool grif_;
  mutable bool dated_ = false;  // the walk met a date, though perhaps one without a year
};

}  // namespace

std::vector<FoundReference> find_references(std::string_view source) {
  std::vector<FoundReference> found;
  const DateText text(source);
  bool any = false;
  for (std::size_t i = 0; i < text.size() && !any; ++i) any = kind_at(text, i).has_value();
  if (!any) return found;
  const Reader reader(text, false);
  std::size_t floor = 0;
  for (std::size_t i = 0; i < text.size();) {
    auto walk = reader.read(i, floor);
    if (!walk && (text.number_sign(i) || text.number(i))) walk = reader.read_bare_law(i, floor);
    if (!walk) {
      ++i;
      continue;
    }
    found.insert(found.end(), walk->references.begin(), walk->references.end());
    i = std::max(i + 1, walk->next);
    floor = i;
  }
  return found;
}

FoundParent read_parent(std::string_view grif) {
  FoundParent parent;
  const DateText text(grif);
  std::size_t i = 0;
  while (i < text.size() && !text.starts(i, "приложени")) ++i;
  if (i == text.size()) {
    i = 0;
  } else {
    ++i;
    if (text.number_sign(i)) ++i;
    if (const auto number = text.number(i) ? number_at(text, i) : std::nullopt) {
      parent.appendix_number = number->value;
      i = number->next;
    }
  }
  const Reader reader(text, true);
  std::size_t head = i;
  while (head < text.size() && !kind_at(text, head, true)) ++head;
  if (head < text.size()) {
    parent.kind = std::string(kind_at(text, head, true)->kind);
    if (const auto walk = reader.read(head, 0)) {
      parent.number = walk->references.front().number;
      parent.date = walk->references.front().date;
    }
  } else {
    head = i;
  }
  // A grif whose issuer holds what a sentence may not: the first date and number are the order's, unless they stand
  // after another «Приложение» (the amended order in an amending one).
  std::size_t limit = head;
  while (limit < text.size() && !text.starts(limit, "приложени")) ++limit;
  if (!parent.date)
    for (const DayAt& day : reader.days())
      if (day.first >= head && day.first < limit && !parent.date) parent.date = day.day;
  for (std::size_t at = head; at < limit && !parent.number; ++at) {
    if (!text.number_sign(at) || number_of_another(text, at)) continue;
    if (const auto number = number_at(text, at + 1)) parent.number = number->value;
    break;  // «№ ____» was left blank
  }
  return parent;
}

}  // namespace prikaz
