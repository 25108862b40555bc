// Periods longer than a month: quarters, half-years, school quarters, years, academic years, seasons, «в течение …».
//
// A quarter of the calendar and a quarter of the school year are different things with nearly one name: «квартал» has
// bounds, «четверть» has none, because they are set locally; a half-year has bounds only when it is half of a calendar
// year.
#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "date_grammar.h"
#include "prikaz/data.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// «i», «ii», «1у» as recognition leaves them: І, 1, l for I; У for V; П for II; Ш for III; Г, Т before У for I.
std::optional<int> roman_value(std::string_view word) {
  std::string plain;
  for (std::size_t pos = 0; pos < word.size() && plain.size() <= 4; pos = next_position(word, pos)) {
    switch (code_point_at(word, pos)) {
      case U'i':
      case U'і':
      case U'l':
      case U'1':
      case U'г':
      case U'т': plain += 'i'; break;
      case U'v':
      case U'у':
      case U'y': plain += 'v'; break;
      case U'x':
      case U'х': plain += 'x'; break;
      case U'п': plain += "ii"; break;
      case U'ш': plain += "iii"; break;
      default: return std::nullopt;
    }
  }
  static constexpr std::string_view kRoman[] = {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"};
  const auto* it = std::ranges::find(kRoman, plain);
  if (it == std::end(kRoman)) return std::nullopt;
  return static_cast<int>(it - std::begin(kRoman)) + 1;
}

struct OrdinalStem {
  std::string_view stem;
  int value;
};

std::optional<int> ordinal_word(std::string_view word) {
  static const std::vector<OrdinalStem> stems = [] {
    std::vector<OrdinalStem> s;
    for (const auto& row : data_table("numerals.tsv")) s.push_back({row.at(1), std::stoi(std::string(row.at(0)))});
    return s;
  }();
  static constexpr std::string_view kEndings[] = {"ый", "ий",  "ой",   "ая", "ья",  "ое",  "ье",   "ые",
                                                  "ьи", "ого", "ьего", "ей", "ьей", "ому", "ьему", "ую",
                                                  "ью", "ым",  "ьим",  "ом", "ьем", "ых",  "ьих"};
  for (const auto& [stem, value] : stems)
    if (word.starts_with(stem) && std::ranges::find(kEndings, word.substr(stem.size())) != std::end(kEndings))
      return value;
  return std::nullopt;
}

std::optional<Ordinal> ordinal_at(const DateText& text, std::size_t i) {
  if (const auto n = text.value(i, 1, 12, 2)) {
    Ordinal ordinal{*n, i, i + 1};
    if (*n == 1 && text.is_one_of(i + 1, {"v", "у", "y"}) && text.glued(i + 1))
      return Ordinal{4, i, i + 2};  // «1У квартал»
    std::size_t suffix = i + 1;
    if (text.dash(suffix)) ++suffix;
    if (text.glued(suffix) && text.is_one_of(suffix, {"я", "й", "е", "ое", "ая", "ый", "го", "ого", "ой", "ую", "ю",
                                                      "му", "м", "х", "ом", "ье"}))
      ordinal.next = suffix + 1;
    return ordinal;
  }
  if (!text.word(i)) return std::nullopt;
  if (const auto n = ordinal_word(text.folded(i))) return Ordinal{*n, i, i + 1};
  if (text.folded(i).size() > 8) return std::nullopt;
  if (const auto n = roman_value(text.folded(i))) {
    // «г» and «т» are Roman only inside a numeral: «2023 г. квартал» is no first quarter.
    if (text.is_one_of(i, {"г", "т", "гг"})) return std::nullopt;
    Ordinal ordinal{*n, i, i + 1};
    if (text.dash(i + 1) && text.glued(i + 1) && text.glued(i + 2) &&
        text.is_one_of(i + 2, {"й", "я", "е", "го", "ое", "ой", "ая", "м"}))
      ordinal.next = i + 3;
    return ordinal;
  }
  return std::nullopt;
}

bool is_year_word(const DateText& text, std::size_t i) {
  return text.is_one_of(
      i, {"г", "гг", "год", "года", "году", "годом", "годе", "годы", "годов", "годах", "годам", "годами"});
}
bool is_plural_year_word(const DateText& text, std::size_t i) {
  return text.is_one_of(i, {"гг", "годы", "годов", "годах", "годам", "годами"}) ||
         (text.is(i, "г") && text.mark(i + 1, ".") && text.is(i + 2, "г") && text.glued(i + 2));
}

void mark_inferred(FoundDate& date) {
  date.inferred.emplace_back("year");
  date.confidence = 0.9F;
}

FoundDate academic_date(const DateText& text, std::size_t first, const AcademicYear& year) {
  FoundDate date =
      found_date(text, first, year.next, year.last - year.first == 1 ? DateKind::academic_year : DateKind::range);
  date.first = day_of(year.first, 9, 1);
  date.last = day_of(year.last, 8, 31);
  return date;
}

FoundDate context_academic_date(const DateText& text, std::size_t first, std::size_t next, const DateContext& context) {
  FoundDate date = found_date(text, first, next, DateKind::academic_year);
  if (context.academic_year) {
    date.first = day_of(*context.academic_year, 9, 1);
    date.last = day_of(*context.academic_year + 1, 8, 31);
    mark_inferred(date);
  }
  return date;
}

FoundDate context_year_date(const DateText& text, std::size_t first, std::size_t next, const DateContext& context) {
  FoundDate date = found_date(text, first, next, DateKind::year);
  if (context.year) {
    date.first = day_of(*context.year, 1, 1);
    date.last = day_of(*context.year, 12, 31);
    mark_inferred(date);
  }
  return date;
}

FoundDate year_date(const DateText& text, std::size_t first, std::size_t next, int from, int to) {
  FoundDate date = found_date(text, first, next, from == to ? DateKind::year : DateKind::range);
  date.first = day_of(from, 1, 1);
  date.last = day_of(to, 12, 31);
  if (to < from) date.confidence = 0.5F;
  return date;
}

// «20132015»: the dash of a range lost in the text layer.
std::optional<std::pair<int, int>> glued_years(const DateText& text, std::size_t i) {
  if (text.digits(i) != 8) return std::nullopt;
  const int both = *text.value(i, 0, 99999999, 8);
  const int a = both / 10000, b = both % 10000;
  if (a < 1990 || b <= a || b - a > 15) return std::nullopt;
  return std::pair(a, b);
}

// A year that belongs to a name or a number: «ГИА-2023», «№ 2023», «12/2023», «___ 2023».
bool held_year(const DateText& text, std::size_t i) {
  if (i == 0) return false;
  if (text.number_sign(i - 1) || text.blank(i - 1)) return true;
  if (i < 2) return false;
  if (text.dash(i - 1)) return text.all_capitals(i - 2) || (text.glued(i) && text.glued(i - 1) && text.number(i - 2));
  if (!text.glued(i) || !text.glued(i - 1)) return false;
  return (text.mark(i - 1, "/") || text.mark(i - 1, ".") || text.mark(i - 1, ",")) && text.number(i - 2);
}

enum class PeriodNoun { quarter, half_year, school_quarter };

std::optional<std::pair<PeriodNoun, std::size_t>> period_noun(const DateText& text, std::size_t i) {
  if (text.starts(i, "учебн")) ++i;
  if (text.is_one_of(
          i, {"квартал", "квартала", "кварталу", "кварталом", "квартале", "кварталы", "кварталов", "кварталах", "кв"}))
    return std::pair(PeriodNoun::quarter, text.is(i, "кв") && text.mark(i + 1, ".") ? i + 2 : i + 1);
  if (text.is_one_of(i, {"полугодие", "полугодия", "полугодию", "полугодием", "полугодии", "полугодий", "полугодиях"}))
    return std::pair(PeriodNoun::half_year, i + 1);
  if (text.is_one_of(
          i, {"четверть", "четверти", "четвертью", "четвертей", "четвертях", "триместр", "триместра", "триместре",
              "триместром", "триместру", "триместры", "триместров", "семестр", "семестра", "семестре"}))
    return std::pair(PeriodNoun::school_quarter, i + 1);
  return std::nullopt;
}

// The year after a period: printed, academic, or the context's.
struct PeriodYear {
  std::optional<int> year;
  bool academic = false;
  bool inferred = false;
  std::size_t next = 0;
};

PeriodYear period_year(const DateText& text, std::size_t i, const DateContext& context) {
  std::size_t at = i;
  const bool comma = text.mark(at, ",");
  if (comma || (text.mark(at, "(") && text.number(at + 1))) ++at;
  const auto closed = [&](std::size_t next) { return at > i && !comma && text.mark(next, ")") ? next + 1 : next; };
  if (!comma)
    if (const auto academic = academic_year_at(text, at)) return {std::nullopt, true, false, closed(academic->next)};
  if (const auto year = year_at(text, at)) {
    const std::size_t next = after_year_word(text, at + 1);
    if (!comma || next > at + 1) return {*year, false, false, closed(next)};
  }
  at = i;
  if (text.starts(at, "текущ") || text.is_one_of(at, {"этого", "нового"})) ++at;
  if (const auto next = after_school_year_words(text, at)) return {std::nullopt, true, false, *next};
  if (text.starts(at, "календарн")) ++at;
  if (at > i && text.is_one_of(at, {"года", "году"})) return {context.year, false, context.year.has_value(), at + 1};
  return {context.year, false, true, i};
}

// «осень», «осенью 2023 года»: months of the season; winter straddles the new year and is left without bounds.
struct Season {
  int first = 0, last = 0;  // months; 0 for winter
};
std::optional<Season> season_at(const DateText& text, std::size_t i) {
  if (text.is_one_of(i, {"осень", "осенью", "осени"})) return Season{9, 11};
  if (text.is_one_of(i, {"весна", "весной", "весны", "весну"})) return Season{3, 5};
  if (text.is_one_of(i, {"лето", "летом", "лета"})) return Season{6, 8};
  if (text.is_one_of(i, {"зима", "зимой", "зимы", "зиму"})) return Season{0, 0};
  return std::nullopt;
}

std::size_t after_words(const DateText& text, std::size_t i, std::initializer_list<std::string_view> words) {
  while (text.is_one_of(i, words)) ++i;
  return i;
}

// «в течение», «в течении» (a frequent slip), «в теч.», «на протяжении».
std::optional<std::size_t> after_within(const DateText& text, std::size_t i) {
  if (text.is(i, "на") && text.is_one_of(i + 1, {"протяжении", "протяжение"})) return i + 2;
  if (!text.is(i, "в")) return std::nullopt;
  if (text.is_one_of(i + 1, {"течение", "течении", "теченье", "течнии", "течени"})) return i + 2;
  if (text.is(i + 1, "теч")) return text.mark(i + 2, ".") ? i + 3 : i + 2;
  return std::nullopt;
}

bool cardinal(const DateText& text, std::size_t i) {
  if (text.number(i)) return text.digits(i) <= 3;
  if (!text.word(i)) return false;
  static const auto forms = [] {
    std::unordered_map<std::string_view, int> f;
    for (const auto& row : data_table("numerals.tsv"))
      for (const auto form : split(row.at(2), ' ')) f.emplace(form, std::stoi(std::string(row[0])));
    return f;
  }();
  return forms.contains(text.folded(i)) ||
         text.is_one_of(i, {"нескольких", "пятнадцати", "двадцати", "тридцати", "одиннадцати"});
}

// «30 дней», «двух рабочих недель», «месяца»: a length, not a place in the calendar.
std::optional<std::size_t> after_duration(const DateText& text, std::size_t i) {
  std::size_t at = i;
  const bool counted = cardinal(text, at);
  if (counted) ++at;
  if (counted && text.dash(at) && text.number(at + 1)) at += 2;
  if (text.mark(at, "(")) {  // «10 (десяти) дней»
    std::size_t close = at + 1;
    while (text.word(close)) ++close;
    if (text.mark(close, ")")) at = close + 1;
  }
  if (text.starts(at, "рабоч") || text.starts(at, "календарн") || text.starts(at, "учебн") ||
      text.starts(at, "банковск"))
    ++at;
  if (text.is_one_of(at, {"дней", "суток", "недель", "недели", "месяца", "месяцев"})) return at + 1;
  if (counted && text.is_one_of(at, {"дня", "лет", "года", "часов", "часа"})) return at + 1;
  return std::nullopt;
}

}  // namespace

Day day_of(int year, int month, int day) { return std::chrono::year(year) / month / day; }
Day last_day_of(int year, int month) { return Day(std::chrono::year(year) / month / std::chrono::last); }

std::optional<int> context_year(const DateContext& context, int month) {
  const int first_month = context.opening_august ? 8 : 9;
  if (context.academic_year) return month >= first_month ? *context.academic_year : *context.academic_year + 1;
  return context.year;
}

FoundDate found_date(const DateText& text, std::size_t first, std::size_t next, DateKind kind) {
  FoundDate date;
  date.begin = text[first].begin;
  date.end = text[next - 1].end;
  date.kind = kind;
  return date;
}

std::optional<int> year_at(const DateText& text, std::size_t i) {
  if (text.digits(i) != 4) return std::nullopt;
  return text.value(i, 1900, 2099, 4);
}

std::size_t after_year_word(const DateText& text, std::size_t i) {
  std::size_t at = i;
  if (text.dash(at) && text.is_one_of(at + 1, {"го", "й", "м", "х", "му", "ый", "ом", "е"}) && text.glued(at + 1))
    at += 2;
  if (text.starts(at, "календарн") || text.starts(at, "финансов") || text.starts(at, "отчетн")) ++at;
  if (!is_year_word(text, at)) return i;
  if (!text.is_one_of(at, {"г", "гг"})) return at + 1;
  ++at;
  if (text.mark(at, ".") && text.glued(at)) ++at;
  if (text.is(at, "г") && text.glued(at)) {  // «г.г.»
    ++at;
    if (text.mark(at, ".") && text.glued(at)) ++at;
  }
  return at;
}

std::optional<std::size_t> after_school_year_words(const DateText& text, std::size_t i) {
  std::size_t at = i;
  if (text.starts(at, "учебн")) {
    ++at;
  } else if (text.is(at, "уч")) {
    ++at;
    if (text.mark(at, ".")) ++at;
    if (text.dash(at)) ++at;
  } else if (text.is(at, "у") && text.mark(at + 1, ".") && text.is(at + 2, "г")) {
    at += 2;
  } else {
    return std::nullopt;
  }
  const std::size_t next = after_year_word(text, at);
  if (next == at) return std::nullopt;
  return next;
}

std::optional<AcademicYear> academic_year_at(const DateText& text, std::size_t i) {
  AcademicYear year;
  std::size_t at = i;
  bool slash = false;
  if (const auto both = glued_years(text, i)) {
    year.first = both->first;
    year.last = both->second;
    at = i + 1;
  } else {
    const auto first = year_at(text, i);
    if (!first) return std::nullopt;
    at = i + 1;
    if (text.is(at, "г") && text.glued(at)) at = after_year_word(text, at);
    slash = text.mark(at, "/") || text.mark(at, "\\");
    if (!slash && !text.dash(at)) return std::nullopt;
    while (text.mark(at, "/") || text.mark(at, "\\") || text.dash(at)) ++at;
    std::optional<int> last = year_at(text, at);
    if (!last && text.digits(at) == 2) last = *first / 100 * 100 + *text.value(at, 0, 99, 2);
    if (!last || *last <= *first || *last - *first > 15) return std::nullopt;
    year.first = *first;
    year.last = *last;
    ++at;
  }
  if (text.is(at, "г") && text.mark(at + 1, ".") && (text.starts(at + 2, "учебн") || text.is(at + 2, "уч"))) at += 2;
  if (text.dash(at) && text.is_one_of(at + 1, {"й", "го", "м"}) && text.glued(at + 1)) at += 2;
  if (const auto next = after_school_year_words(text, at)) {
    year.next = *next;
    return year;
  }
  if (text.starts(at, "учебн") || (text.is(at, "уч") && text.mark(at + 1, "."))) {
    year.next = text.is(at, "уч") ? at + 2 : at + 1;
    return year;
  }
  // «2023/2024» is how school years are written; «2023/2024 годы» says otherwise.
  if (slash && year.last == year.first + 1 && !is_plural_year_word(text, at)) {
    year.next = after_year_word(text, at);
    return year;
  }
  return std::nullopt;
}

std::optional<Ordinals> ordinals_at(const DateText& text, std::size_t i) {
  if (i > 0 && text.number(i) && text.number_sign(i - 1)) return std::nullopt;
  if (i > 1 && text.number(i) && text.glued(i) && text.number(i - 2) &&
      (text.mark(i - 1, ".") || text.dash(i - 1) || text.mark(i - 1, "/")))
    return std::nullopt;
  const auto first = ordinal_at(text, i);
  if (!first) return std::nullopt;
  Ordinals ordinals;
  ordinals.values.push_back(*first);
  ordinals.next = first->next;
  for (;;) {
    std::size_t at = ordinals.next;
    const bool range = text.dash(at);
    const bool list = text.mark(at, ",") || text.is(at, "и");
    if (!range && !list) break;
    ++at;
    if (list && text.is(at, "и")) ++at;
    const auto next = ordinal_at(text, at);
    if (!next || (range && ordinals.values.size() > 1)) break;
    ordinals.range = ordinals.range || range;
    ordinals.values.push_back(*next);
    ordinals.next = next->next;
    if (range) break;
  }
  return ordinals;
}

std::optional<DateMatch> read_period(const DateText& text, std::size_t i, const DateContext& context) {
  const auto ordinals = ordinals_at(text, i);
  if (!ordinals) return std::nullopt;
  const auto noun = period_noun(text, ordinals->next);
  if (!noun) return std::nullopt;
  const PeriodNoun kind = noun->first;
  const int count = kind == PeriodNoun::half_year ? 2 : 4;
  for (const Ordinal& ordinal : ordinals->values)
    if (ordinal.value > count) return std::nullopt;
  const PeriodYear year = period_year(text, noun->second, context);
  DateMatch match;
  match.next = year.next;
  // Half of a school year is set locally, like its quarters.
  const bool school = kind == PeriodNoun::school_quarter || year.academic ||
                      (kind == PeriodNoun::half_year && year.inferred && context.academic_year);
  const auto add = [&](const Ordinal& from, const Ordinal& to, std::size_t next) {
    const bool one = from.value == to.value;
    DateKind date_kind = kind == PeriodNoun::quarter     ? (one || school ? DateKind::quarter : DateKind::range)
                         : kind == PeriodNoun::half_year ? (one || school ? DateKind::half_year : DateKind::range)
                                                         : DateKind::school_quarter;
    FoundDate date = found_date(text, from.first, next, date_kind);
    if (!school) {
      const int months = kind == PeriodNoun::quarter ? 3 : 6;
      const int first_month = (from.value - 1) * months + 1, last_month = to.value * months;
      const auto start = year.inferred ? context_year(context, first_month) : year.year;
      const auto end = year.inferred ? context_year(context, last_month) : year.year;
      if (start && end) {
        date.first = day_of(*start, first_month, 1);
        date.last =
            day_of(*end, last_month, static_cast<int>(static_cast<unsigned>(last_day_of(*end, last_month).day())));
        // A quarter is never cut by the turn of the school year: «III квартал» of a school-year plan is one summer.
        if (one && *start != *end) date.last = last_day_of(*start, last_month);
        if (year.inferred) mark_inferred(date);
      } else if (!one) {
        date.kind = kind == PeriodNoun::quarter ? DateKind::quarter : DateKind::half_year;
      }
    }
    match.dates.push_back(date);
  };
  if (ordinals->range) {
    add(ordinals->values.front(), ordinals->values.back(), year.next);
  } else {
    for (std::size_t k = 0; k < ordinals->values.size(); ++k) {
      const Ordinal& ordinal = ordinals->values[k];
      add(ordinal, ordinal, k + 1 == ordinals->values.size() ? year.next : ordinal.next);
    }
  }
  return match;
}

std::optional<DateMatch> read_academic_year(const DateText& text, std::size_t i, const DateContext& context) {
  if (text.number(i) && !held_year(text, i)) {
    if (const auto year = academic_year_at(text, i)) return DateMatch{year->next, {academic_date(text, i, *year)}};
    // «2022-2023, 2023-2024 и 2024-2025 учебные годы»: the words stand once
    DateMatch match;
    std::size_t at = i;
    while (year_at(text, at) && text.dash(at + 1) && year_at(text, at + 2) == *year_at(text, at) + 1) {
      const int first = *year_at(text, at);
      FoundDate date = found_date(text, at, at + 3, DateKind::academic_year);
      date.first = day_of(first, 9, 1);
      date.last = day_of(first + 1, 8, 31);
      match.dates.push_back(date);
      at += 3;
      if (!text.mark(at, ",") && !text.is(at, "и")) break;
      ++at;
      if (const auto last = academic_year_at(text, at)) {
        match.dates.push_back(academic_date(text, at, *last));
        match.next = last->next;
        return match;
      }
    }
    return std::nullopt;
  }
  // «в (текущем) учебном году», «за учебный год», «учебный год 2023-2024»
  std::size_t at = i;
  const bool preposition = text.is_one_of(at, {"в", "за", "весь"});
  if (preposition) ++at;
  const bool adjective = text.starts(at, "текущ") || text.is_one_of(at, {"этом", "новом", "весь", "этот", "целый"});
  if (adjective) ++at;
  const auto next = after_school_year_words(text, at);
  if (!next) return std::nullopt;
  if (const auto first = year_at(text, *next);
      first && text.dash(*next + 1) && year_at(text, *next + 2) == *first + 1) {
    AcademicYear year{*first, *first + 1, after_year_word(text, *next + 3)};
    return DateMatch{year.next, {academic_date(text, at, year)}};
  }
  const bool alone = i == 0 && *next == text.size();
  if (!alone && !preposition && !text.starts(at - (adjective ? 1 : 0), "текущ")) return std::nullopt;
  return DateMatch{*next,
                   {context_academic_date(text, text.is(i, "весь") || text.is(i, "за") ? i : (adjective ? at - 1 : at),
                                          *next, context)}};
}

std::optional<DateMatch> read_years(const DateText& text, std::size_t i, const DateContext& context) {
  if (text.is(i, "в") || text.starts(i, "текущ")) {  // «в текущем году»
    const std::size_t at = text.is(i, "в") ? i + 1 : i;
    if (!text.starts(at, "текущ")) return std::nullopt;
    const std::size_t noun = text.starts(at + 1, "календарн") ? at + 2 : at + 1;
    if (!text.is_one_of(noun, {"года", "году", "год", "годом"})) return std::nullopt;
    if (year_at(text, noun + 1)) return std::nullopt;
    return DateMatch{noun + 1, {context_year_date(text, at, noun + 1, context)}};
  }
  if (text.is_one_of(i, {"с", "со", "от"})) {  // «с 2021 по 2024 год»
    const auto from = year_at(text, i + 1);
    if (!from) return std::nullopt;
    std::size_t at = after_year_word(text, i + 2);
    if (!text.is_one_of(at, {"по", "до"}) && !text.dash(at)) return std::nullopt;
    const auto to = year_at(text, at + 1);
    if (!to) return std::nullopt;
    const std::size_t next = after_year_word(text, at + 2);
    if (next == at + 2) return std::nullopt;
    return DateMatch{next, {year_date(text, i, next, *from, *to)}};
  }
  if (!text.number(i) || held_year(text, i)) return std::nullopt;
  if (const auto both = glued_years(text, i)) {
    const std::size_t next = after_year_word(text, i + 1);
    if (next == i + 1) return std::nullopt;
    FoundDate date = year_date(text, i, next, both->first, both->second);
    date.confidence = 0.8F;
    return DateMatch{next, {date}};
  }
  const auto first = year_at(text, i);
  if (!first) return std::nullopt;
  // «2021-2024 годы», «2023-24 гг.», «2021 г. – 2024 г.»
  std::size_t at = after_year_word(text, i + 1);
  const bool named = at > i + 1;
  if (text.dash(at) || text.mark(at, "/")) {
    std::size_t second = at;
    while (text.dash(second) || text.mark(second, "/")) ++second;
    std::optional<int> last = year_at(text, second);
    if (!last && text.digits(second) == 2) {
      last = *first / 100 * 100 + *text.value(second, 0, 99, 2);
      if (*last <= *first || *last > *first + 15 || !is_year_word(text, second + 1)) last.reset();
    }
    if (last) {
      const std::size_t next = after_year_word(text, second + 1);
      if (next > second + 1) return DateMatch{next, {year_date(text, i, next, *first, *last)}};
      const bool said = i > 0 && text.is_one_of(i - 1, {"на", "за", "период", "годы", "гг"});
      if (!named && said && *last > *first && !text.dash(next) && !text.mark(next, "/") &&
          text.mark(at, "/") == false) {
        FoundDate date = year_date(text, i, next, *first, *last);
        date.confidence = 0.7F;
        return DateMatch{next, {date}};
      }
      if (!named) return DateMatch{next, {}};  // «2023-2024»: nothing says years
    }
  }
  if (named || (context.period_cell && text.size() == 1))
    return DateMatch{at, {year_date(text, i, at, *first, *first)}};
  // «2022, 2023 и 2024 годов»
  DateMatch match;
  at = i;
  while (year_at(text, at)) {
    const std::size_t next = after_year_word(text, at + 1);
    match.dates.push_back(year_date(text, at, next, *year_at(text, at), *year_at(text, at)));
    if (next > at + 1) {
      match.next = next;
      return match;
    }
    at = next;
    const bool comma = text.mark(at, ",");
    if (!comma && !text.is(at, "и")) break;
    ++at;
    if (comma && text.is(at, "и")) ++at;
  }
  return std::nullopt;
}

std::optional<DateMatch> read_within(const DateText& text, std::size_t i, const DateContext& context) {
  // «в 3-дневный срок», «в десятидневный срок», «в месячный срок»
  if (text.is(i, "в")) {
    std::size_t at = i + 1;
    if (text.number(at) && text.dash(at + 1)) at += 2;
    if (text.word(at) && (text.folded(at).find("дневн") != std::string_view::npos || text.starts(at, "недельн") ||
                          text.starts(at, "месячн"))) {
      ++at;
      if (text.is(at, "срок")) return DateMatch{at + 1, {found_date(text, i, at + 1, DateKind::unspecified)}};
    }
  }
  // «не позднее чем за 10 дней до начала», «через 5 дней после»
  std::size_t lead = i;
  if (text.is(i, "не") && text.is_one_of(i + 1, {"позднее", "позже"})) {
    lead = text.mark(i + 2, ",") ? i + 3 : i + 2;
    if (text.is(lead, "чем")) ++lead;
  }
  const bool counted_from = text.is_one_of(lead, {"за", "через"});
  if (counted_from) ++lead;
  if (lead > i && cardinal(text, lead))
    if (const auto next = after_duration(text, lead);
        next && (!counted_from || lead > i + 1 || text.is_one_of(*next, {"до", "после", "со"})))
      return DateMatch{*next, {found_date(text, i, *next, DateKind::unspecified)}};
  const auto after = after_within(text, i);
  if (!after) return std::nullopt;
  std::size_t at = after_words(text, *after, {"всего", "всей", "целого"});
  if (text.starts(at, "кажд")) return std::nullopt;  // a recurrence
  const auto with_prefix = [&](std::optional<DateMatch> match) {
    if (match && !match->dates.empty()) match->dates.front().begin = text[i].begin;
    return match;
  };
  if (const auto year = academic_year_at(text, at)) return DateMatch{year->next, {academic_date(text, i, *year)}};
  std::size_t words = at;
  if (text.starts(words, "текущ") || text.is_one_of(words, {"нового", "этого"})) ++words;
  if (const auto next = after_school_year_words(text, words)) {
    if (auto match = read_academic_year(text, words, context); match && match->next > *next) return with_prefix(match);
    return DateMatch{*next, {context_academic_date(text, i, *next, context)}};
  }
  if (auto match = read_period(text, at, context)) return with_prefix(match);
  if (auto match = read_month_part(text, at, context)) return with_prefix(match);
  if (auto match = read_points(text, at, context)) return with_prefix(match);
  if (auto match = read_years(text, at, context); match && text.number(at)) return with_prefix(match);
  const bool calendar = text.starts(words, "календарн");
  if (calendar) ++words;
  if (text.is_one_of(words, {"года", "году"}) && !year_at(text, words + 1)) {
    // «в течение года» of a school-year plan is its school year.
    if (context.academic_year && !calendar)
      return DateMatch{words + 1, {context_academic_date(text, i, words + 1, context)}};
    return DateMatch{words + 1, {context_year_date(text, i, words + 1, context)}};
  }
  if (const auto noun = period_noun(text, words)) {
    static constexpr DateKind kKinds[] = {DateKind::quarter, DateKind::half_year, DateKind::school_quarter};
    return DateMatch{noun->second, {found_date(text, i, noun->second, kKinds[static_cast<std::size_t>(noun->first)])}};
  }
  if (const auto next = after_duration(text, at))
    return DateMatch{*next, {found_date(text, i, *next, DateKind::unspecified)}};
  if (text.is_one_of(words, {"периода", "срока"}))
    return DateMatch{words + 1, {found_date(text, i, words + 1, DateKind::unspecified)}};
  return std::nullopt;
}

std::optional<DateMatch> read_season(const DateText& text, std::size_t i, const DateContext& context) {
  // «осенние каникулы», «в период зимних каникул 2024 г.»: set locally
  static constexpr std::string_view kVacations[] = {"осенн", "зимн", "весенн", "летн", "рождественск", "новогодн"};
  if (text.word(i) && text.starts(i + 1, "каникул") &&
      std::ranges::any_of(kVacations, [&](std::string_view stem) { return text.starts(i, stem); })) {
    const PeriodYear year = period_year(text, i + 2, {});
    return DateMatch{year.next, {found_date(text, i, year.next, DateKind::unspecified)}};
  }
  const auto season = season_at(text, i);
  if (!season) return std::nullopt;
  const auto printed = year_at(text, i + 1);
  const bool alone = i == 0 && text.size() == 1;
  if (!printed && !alone) return std::nullopt;
  const std::size_t next = printed ? after_year_word(text, i + 2) : i + 1;
  FoundDate date = found_date(text, i, next, DateKind::months);
  const auto year = printed ? printed : season->first ? context_year(context, season->first) : std::nullopt;
  if (year && season->first) {
    date.first = day_of(*year, season->first, 1);
    date.last = last_day_of(*year, season->last);
    if (!printed) mark_inferred(date);
  }
  date.confidence = 0.8F;
  return DateMatch{next, {date}};
}

}  // namespace prikaz
