// What comes again, what another paper fixes, and what has no bounds.
//
// A recurrence takes the limit printed with it («ежемесячно до 5 числа») into its mention; only named weekdays enter
// the rule. A rule is given where RFC 5545 has one: school quarters are set locally, «2 раза в год» names no interval.
#include <algorithm>
#include <string>
#include <unordered_map>

#include "date_grammar.h"
#include "prikaz/data.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// «сроки, установленные …»
constexpr std::string_view kFixedStems[] = {"установлен", "определен", "утвержден", "указан", "предусмотрен"};

struct Unit {
  std::string_view frequency;  // empty: no rule
  int interval = 1;
};

struct RecurrenceWords {
  std::unordered_map<std::string_view, Unit> units, by_units, words;
  std::vector<std::pair<std::string_view, Unit>> stems;
  std::unordered_map<std::string_view, std::string_view> weekdays, by_weekdays;
  std::unordered_map<std::string_view, int> cardinals;
};

const RecurrenceWords& recurrence_words() {
  static const RecurrenceWords words = [] {
    RecurrenceWords w;
    const auto unit = [](std::string_view frequency, std::string_view interval) {
      return Unit{frequency == "-" ? std::string_view() : frequency, std::stoi(std::string(interval))};
    };
    for (const auto& row : data_table("recurrence_units.tsv")) {
      const Unit u = unit(row.at(0), row.at(1));
      for (const auto form : split(row.at(2), ' ')) w.units.emplace(form, u);
      if (row.size() > 3 && !row[3].empty()) w.by_units.emplace(row[3], u);
    }
    for (const auto& row : data_table("recurrence_words.tsv")) {
      const Unit u = unit(row.at(1), row.at(2));
      if (row[0].ends_with('-'))
        w.stems.emplace_back(row[0].substr(0, row[0].size() - 1), u);
      else
        w.words.emplace(row[0], u);
    }
    for (const auto& row : data_table("weekdays.tsv")) {
      for (const auto form : split(row.at(1), ' ')) w.weekdays.emplace(form, row[0]);
      w.by_weekdays.emplace(row.at(2), row[0]);
    }
    for (const auto& row : data_table("numerals.tsv"))
      for (const auto form : split(row.at(2), ' ')) w.cardinals.emplace(form, std::stoi(std::string(row[0])));
    return w;
  }();
  return words;
}

std::optional<std::string> rule_of(const Unit& unit, int times = 1) {
  if (unit.frequency.empty()) return std::nullopt;
  std::string rule = "FREQ=" + std::string(unit.frequency);
  if (const int interval = unit.interval * times; interval > 1) rule += ";INTERVAL=" + std::to_string(interval);
  return rule;
}

DateMatch recurring(const DateText& text, std::size_t first, std::size_t next, std::optional<std::string> rule) {
  FoundDate date = found_date(text, first, next, DateKind::recurring);
  date.recurrence = std::move(rule);
  return {next, {date}};
}

template <class Map>
const typename Map::mapped_type* lookup(const Map& map, const DateText& text, std::size_t i) {
  if (!text.word(i)) return nullptr;
  const auto it = map.find(text.folded(i));
  return it == map.end() ? nullptr : &it->second;
}

// «понедельник, среду и пятницу»: the codes in print order, and the token after them.
std::optional<std::pair<std::string, std::size_t>> weekdays_at(
    const DateText& text, std::size_t i, const std::unordered_map<std::string_view, std::string_view>& forms) {
  std::string days;
  std::size_t next = i;
  for (std::size_t at = i; const auto* day = lookup(forms, text, at);) {
    if (!days.empty()) days += ',';
    days += *day;
    next = at + 1;
    at = next;
    if (text.mark(at, ",")) ++at;
    if (text.is(at, "и")) ++at;
    if (text.is(at, "по")) ++at;
    if (at == next) break;
  }
  if (days.empty()) return std::nullopt;
  return std::pair(days, next);
}

// «по вторникам и четвергам», «по будням»
std::optional<std::pair<std::string, std::size_t>> by_weekdays_at(const DateText& text, std::size_t i) {
  if (!text.is(i, "по")) return std::nullopt;
  if (text.is(i + 1, "будням") || (text.is_one_of(i + 1, {"рабочим", "будним"}) && text.is(i + 2, "дням")))
    return std::pair(std::string("MO,TU,WE,TH,FR"), text.is(i + 1, "будням") ? i + 2 : i + 3);
  return weekdays_at(text, i + 1, recurrence_words().by_weekdays);
}

// «до 5 числа (каждого месяца)», «не позднее 10 числа месяца, следующего за отчётным», «25 числа»
struct Limit {
  std::size_t next = 0;
  bool every_month = false;
  bool quarterly = false;  // «до 10 числа месяца, следующего за отчётным кварталом»
};

std::optional<Limit> limit_at(const DateText& text, std::size_t i, bool preposition_needed) {
  std::size_t at = i;
  if (text.after_phrase(at, "в срок")) at += 2;
  if (text.is(at, "не") && text.is_one_of(at + 1, {"позднее", "позже"})) at += 2;
  if (text.is_one_of(at, {"до", "к", "по"})) ++at;
  if (text.is(at, "с") && text.value(at + 1, 1, 31, 2) && text.is(at + 2, "по")) at += 3;
  if (at == i && preposition_needed) return std::nullopt;
  if (!text.value(at, 1, 31, 2) || (i > 0 && at == i && text.number_sign(i - 1))) return std::nullopt;
  ++at;
  if (text.dash(at) && text.value(at + 1, 1, 31, 2)) at += 2;
  if (text.dash(at) && text.is_one_of(at + 1, {"го", "е", "ого", "му"}))
    at += 2;
  else if (text.is(at, "го") && text.glued(at))
    ++at;
  if (!text.is_one_of(at, {"числа", "число", "числу"})) return std::nullopt;
  Limit limit{at + 1, false, false};
  at = limit.next;
  if (month_at(text, at)) return std::nullopt;  // «до 25 числа марта» names one day
  if (text.starts(at, "кажд") || text.starts(at, "следующ") || text.starts(at, "отчетн") || text.starts(at, "текущ")) {
    limit.every_month = text.starts(at, "кажд");
    ++at;
  }
  if (text.is_one_of(at, {"месяца", "квартала", "полугодия", "года", "четверти"})) {
    limit.next = at + 1;
    at = limit.next;
    if (text.mark(at, ",")) ++at;
    if (text.starts(at, "следующ") && text.is(at + 1, "за")) {
      limit.next = at + 3;
      if (lookup(recurrence_words().units, text, limit.next) || text.starts(limit.next, "месяц") ||
          text.starts(limit.next, "квартал") || text.starts(limit.next, "период")) {
        limit.quarterly = text.starts(limit.next, "квартал");
        ++limit.next;
      }
    }
  } else {
    limit.every_month = false;
  }
  return limit;
}

// «в среду», «(среда)», «– каждый вторник» after «еженедельно»
std::optional<std::pair<std::string, std::size_t>> named_weekdays_at(const DateText& text, std::size_t i) {
  if (text.is_one_of(i, {"в", "во"})) ++i;
  if (text.starts(i, "кажд")) ++i;
  return weekdays_at(text, i, recurrence_words().weekdays);
}

// The limit or weekdays printed with a recurrence, appended to `match`.
DateMatch with_limits(const DateText& text, DateMatch match) {
  FoundDate& date = match.dates.front();
  for (;;) {
    std::size_t at = match.next;
    const bool paren = text.mark(at, "(");
    if (text.mark(at, ",") || text.dash(at) || paren) ++at;
    std::size_t next = match.next;
    if (const auto limit = limit_at(text, at, true)) {
      next = limit->next;
    } else if (const auto days = by_weekdays_at(text, at)) {
      next = days->second;
      if (date.recurrence == "FREQ=WEEKLY" || date.recurrence == "FREQ=DAILY")
        date.recurrence = "FREQ=WEEKLY;BYDAY=" + days->first;
    } else if (const auto named = date.recurrence == "FREQ=WEEKLY" ? named_weekdays_at(text, at) : std::nullopt) {
      next = named->second;
      *date.recurrence += ";BYDAY=" + named->first;
    } else if (date.recurrence == "FREQ=YEARLY" && text.is_one_of(at, {"до", "в", "к", "с", "не"})) {
      // «ежегодно до 1 сентября», «ежегодно в марте»: of every year, so no year is to be inferred
      std::size_t from = at;
      while (text.word(from) && !month_at(text, from) && from < at + 3) ++from;
      const std::size_t month = text.value(from, 1, 31, 2) ? from + 1 : from;
      if (const auto m = month_at(text, month); m && !year_at(text, m->next) && !text.dash(m->next)) next = m->next;
    }
    if (next == match.next) return match;
    if (paren && text.mark(next, ")")) ++next;
    match.next = next;
    date.end = text[next - 1].end;
  }
}

// «[не реже] 1 раза в [учебный] месяц», «раз в два месяца», «дважды в год»
std::optional<DateMatch> times_per_unit(const DateText& text, std::size_t i) {
  const auto& words = recurrence_words();
  std::size_t at = i;
  if (text.is(at, "не") && text.is_one_of(at + 1, {"реже", "менее", "чаще", "более"}))
    at += 2;
  else if (text.is_one_of(at, {"минимум", "максимум"}))
    ++at;
  else if (text.is(at, "как") && text.is(at + 1, "минимум"))
    at += 2;
  if (at > i && text.is(at, "чем")) ++at;
  int count = 1;
  bool counted = false;
  if (text.is_one_of(at, {"дважды", "трижды"})) {
    count = 2;
    ++at;
  } else {
    if (const auto n = text.value(at, 1, 99, 2)) {
      if (i > 0 && at == i && text.number_sign(i - 1)) return std::nullopt;
      count = *n;
      counted = true;
      ++at;
      if (text.dash(at) && text.value(at + 1, 1, 99, 2)) {
        count = 0;
        at += 2;
      }
      if (text.dash(at) && text.is_one_of(at + 1, {"го", "х"}))
        at += 2;
      else if (text.is(at, "го") && text.glued(at))
        ++at;
    } else if (const auto* cardinal = lookup(words.cardinals, text, at)) {
      count = *cardinal;
      counted = true;
      ++at;
    }
    if (text.is_one_of(at, {"раз", "раза", "разов", "раз"})) {
      ++at;
    } else if (counted && text.is(at, "р")) {
      ++at;
      if (text.mark(at, ".")) ++at;
    } else {
      return std::nullopt;
    }
  }
  if (text.mark(at, "/"))
    ++at;
  else if (text.is(at, "в") && text.is_one_of(at + 1, {"течение", "течении"}))
    at += 2;
  else if (text.is_one_of(at, {"в", "за", "на"}))
    ++at;
  else
    return std::nullopt;
  if (text.starts(at, "кажд")) ++at;
  int times = 1;
  if (const auto n = text.value(at, 1, 99, 2)) {
    times = *n;
    ++at;
  } else if (const auto* cardinal = lookup(words.cardinals, text, at)) {
    times = *cardinal;
    ++at;
  }
  if (text.starts(at, "учебн") || text.starts(at, "календарн") || text.starts(at, "отчетн")) ++at;
  const Unit* unit = lookup(words.units, text, at);
  if (!unit) return std::nullopt;
  std::size_t next = at + 1;
  if (text.folded(at).size() <= 6 && text.mark(next, ".") && text.glued(next) &&
      text.is_one_of(at, {"мес", "нед", "кв"}))
    ++next;
  if (count > 1 || count == 0) return with_limits(text, recurring(text, i, next, std::nullopt));
  return with_limits(text, recurring(text, i, next, rule_of(*unit, times)));
}

std::optional<int> position_in_month(const DateText& text, std::size_t i, std::size_t& next) {
  if (text.starts(i, "последн")) {
    next = i + 1;
    return -1;
  }
  const auto ordinals = ordinals_at(text, i);
  if (!ordinals || ordinals->values.size() != 1 || ordinals->values[0].value > 5) return std::nullopt;
  next = ordinals->next;
  return ordinals->values[0].value;
}

std::size_t after_month_word(const DateText& text, std::size_t i) {
  if (text.starts(i, "кажд")) ++i;
  return text.is_one_of(i, {"месяца", "месяц"}) ? i + 1 : 0;
}

// «последняя пятница (каждого) месяца», «первая неделя месяца»
std::optional<DateMatch> place_in_month(const DateText& text, std::size_t first, std::size_t i, bool every) {
  std::size_t at = i;
  const auto position = position_in_month(text, i, at);
  if (!position) return std::nullopt;
  const auto* day = lookup(recurrence_words().weekdays, text, at);
  if (!day && !text.starts(at, "недел") && !text.starts(at, "декад")) return std::nullopt;
  const std::size_t next = after_month_word(text, at + 1);
  if (!next && !(every && day)) return std::nullopt;
  std::string rule = "FREQ=MONTHLY";
  if (day) rule += ";BYDAY=" + std::to_string(*position) + std::string(*day);
  return recurring(text, first, next ? next : at + 1, rule);
}

// «[по окончании] каждой [учебной] четверти», «каждые две недели», «каждый понедельник и среду»
std::optional<DateMatch> every_unit(const DateText& text, std::size_t i) {
  const auto& words = recurrence_words();
  std::size_t at = i;
  static constexpr std::string_view kPrefixes[] = {"по окончании", "по завершении", "по итогам", "в конце",
                                                   "в начале",     "в середине",    "до конца",  "до начала",
                                                   "в течение",    "в течении",     "на конец",  "к концу"};
  for (const auto prefix : kPrefixes)
    if (const auto next = text.after_phrase(i, prefix)) at = *next;
  if (!text.starts(at, "кажд")) {
    // «по окончании четверти»: every one
    if (at > i &&
        (text.after_phrase(i, "по окончании") || text.after_phrase(i, "по завершении") ||
         text.after_phrase(i, "в конце")) &&
        text.is_one_of(text.starts(at, "учебн") ? at + 1 : at, {"четверти", "четвертей", "триместра", "триместров"}))
      return recurring(text, i, text.starts(at, "учебн") ? at + 2 : at + 1, std::nullopt);
    return std::nullopt;
  }
  ++at;
  if (auto place = place_in_month(text, i, at, true)) return place;
  if (const auto days = weekdays_at(text, at, words.weekdays)) {
    if (const std::size_t next = after_month_word(text, days->second))
      return recurring(text, i, next, "FREQ=WEEKLY;BYDAY=" + days->first);
    return recurring(text, i, days->second, "FREQ=WEEKLY;BYDAY=" + days->first);
  }
  int times = 1;
  if (const auto n = text.value(at, 1, 99, 2)) {
    times = *n;
    ++at;
    if (text.dash(at) && text.is_one_of(at + 1, {"е", "го", "ое"})) at += 2;
    if (text.is_one_of(at, {"число", "числа"})) {
      const std::size_t next = after_month_word(text, at + 1);
      return recurring(text, i, next ? next : at + 1, "FREQ=MONTHLY");
    }
  } else if (const auto* cardinal = lookup(words.cardinals, text, at)) {
    times = *cardinal;
    ++at;
  }
  if (text.starts(at, "учебн") || text.starts(at, "календарн") || text.starts(at, "рабоч") || text.starts(at, "отчетн"))
    ++at;
  const Unit* unit = lookup(words.units, text, at);
  if (!unit && text.is_one_of(at, {"месяцу", "году", "неделе", "дню", "кварталу", "четвертью", "годом"}))
    unit = &words.units.at(text.is(at, "месяцу")      ? "месяц"
                           : text.is(at, "неделе")    ? "неделя"
                           : text.is(at, "дню")       ? "день"
                           : text.is(at, "кварталу")  ? "квартал"
                           : text.is(at, "четвертью") ? "четверть"
                                                      : "год");
  if (!unit) return std::nullopt;
  return with_limits(text, recurring(text, i, at + 1, rule_of(*unit, times)));
}

// «ежемесячно», «ежеквартальные»
std::optional<DateMatch> every_word(const DateText& text, std::size_t i) {
  const auto& words = recurrence_words();
  if (const Unit* unit = lookup(words.words, text, i))
    return with_limits(text, recurring(text, i, i + 1, rule_of(*unit)));
  if (!text.starts(i, "еже")) return std::nullopt;
  static constexpr std::string_view kEndings[] = {"о",  "ый", "ая", "ое",  "ые", "ого", "ой", "ому", "ую",
                                                  "ым", "ом", "ых", "ыми", "ою", "ы",   "а",  "ен"};
  for (const auto& [stem, unit] : words.stems)
    if (text.folded(i).starts_with(stem) &&
        std::ranges::find(kEndings, text.folded(i).substr(stem.size())) != std::end(kEndings))
      return with_limits(text, recurring(text, i, i + 1, rule_of(unit)));
  return std::nullopt;
}

bool preposition(const DateText& text, std::size_t i) {
  return text.is_one_of(
      i, {"в",  "во",    "с",   "со",  "по", "для", "при", "до", "к",   "ко", "от",    "о",     "об",    "из",      "у",
          "за", "через", "под", "над", "не", "и",   "или", "а",  "где", "на", "после", "перед", "между", "согласно"});
}

bool one_letter(const DateText& text, std::size_t i) { return text.word(i) && text.folded(i).size() <= 2; }

// The paper after «по»: up to the next separator, preposition or number, a year «на 2024 г.» included.
std::size_t after_paper_name(const DateText& text, std::size_t i, const DateContext& context) {
  std::size_t at = i;
  for (int words = 0; words < 8; ++words) {
    if (text.is(at, "на")) {
      for (const DateRule rule : {read_academic_year, read_period, read_points, read_years})
        if (const auto match = text.number(at + 1) || text.word(at + 1) ? rule(text, at + 1, context) : std::nullopt;
            match && !match->dates.empty())
          return match->next;
      if (text.is_one_of(at + 1, {"текущий", "учебный", "год", "месяц", "квартал", "четверть"})) {
        at += 2;
        while (text.is_one_of(at, {"учебный", "год", "календарный"})) ++at;
      }
      return at;
    }
    if (text.quote(at)) {
      std::size_t close = at + 1;
      while (close < text.size() && !text.quote(close)) ++close;
      if (!text.quote(close)) return at;
      at = close + 1;
      continue;
    }
    if (text.dash(at) && text.glued(at) && text.glued(at + 1) && text.word(at + 1)) {
      at += 2;
      continue;
    }
    if (!text.word(at) || preposition(text, at) || one_letter(text, at)) return at;
    if (text.capital(at) && one_letter(text, at + 1) && text.mark(at + 2, "."))
      return at;  // a person of the next column
    ++at;
  }
  return at;
}

// The title of a schedule may be long; what matters is whether it is cited by date or number.
bool cited(const DateText& text, std::size_t i) {
  for (std::size_t at = i; at < i + 14 && at < text.size(); ++at) {
    if (text.mark(at, ".") || text.mark(at, ";") || text.mark(at, ",") || text.mark(at, ")")) return false;
    if (text.number_sign(at)) return true;
    if (text.is(at, "от") && (text.number(at + 1) || text.quote(at + 1) || text.blank(at + 1))) return true;
  }
  return false;
}

// «в сроки, установленные Рособрнадзором», «в день экзамена»: the token after the words that say which time is meant.
// Nothing where a date or another expression follows («в срок до 1 мая», «в сроки по графику»).
std::optional<std::size_t> after_local_time(const DateText& text, std::size_t i) {
  if (text.mark(i, ",") && std::ranges::any_of(kFixedStems, [&](auto stem) { return text.starts(i + 1, stem); })) ++i;
  if (!text.word(i) || text.is(i, "по")) return std::nullopt;
  while ((text.word(i) && !month_at(text, i)) || text.quote(i)) {
    if (text.is_one_of(i, {"до", "с", "со", "к", "не", "согласно"})) return std::nullopt;
    ++i;
  }
  const bool ends =
      i == text.size() || text.mark(i, ".") || text.mark(i, ",") || text.mark(i, ";") || text.mark(i, "(");
  return ends ? std::optional(i) : std::nullopt;
}

bool reads_infinitive(std::string_view word) {
  for (const std::string_view ending : {"ть", "ти", "чь", "ться", "тись"})
    if (word.size() > ending.size() + 2 && word.ends_with(ending)) return true;
  return false;
}

}  // namespace

std::optional<DateMatch> read_recurrence(const DateText& text, std::size_t i, const DateContext&) {
  if (const auto limit = limit_at(text, i, false)) {
    DateMatch match = recurring(text, i, limit->next, limit->quarterly ? "FREQ=MONTHLY;INTERVAL=3" : "FREQ=MONTHLY");
    const std::size_t at = text.mark(limit->next, ",") ? limit->next + 1 : limit->next;
    if (auto rule = every_word(text, at)) {
      match.next = rule->next;
      match.dates.front().end = rule->dates.front().end;
      match.dates.front().recurrence = rule->dates.front().recurrence;
    } else if (!limit->every_month) {
      match.dates.front().confidence = 0.7F;
    }
    return match;
  }
  if (auto match = every_word(text, i)) return match;
  if (auto match = times_per_unit(text, i)) return match;
  if (auto match = every_unit(text, i)) return match;
  if (const auto days = by_weekdays_at(text, i))
    return recurring(text, i, days->second, "FREQ=WEEKLY;BYDAY=" + days->first);
  if (text.is(i, "по"))
    if (const Unit* unit = lookup(recurrence_words().by_units, text, i + 1))
      return recurring(text, i, i + 2, rule_of(*unit));
  if (auto match = place_in_month(text, i, i, false)) return match;
  // «1 сентября каждого года», «1 сентября ежегодно»
  if (text.value(i, 1, 31, 2) || month_at(text, i)) {
    const auto month = month_at(text, text.number(i) ? i + 1 : i);
    if (!month) return std::nullopt;
    std::size_t next = month->next;
    if (text.is(next, "ежегодно")) return recurring(text, i, next + 1, "FREQ=YEARLY");
    if (text.starts(next, "кажд") && text.is_one_of(next + 1, {"года", "год"}))
      return recurring(text, i, next + 2, "FREQ=YEARLY");
  }
  return std::nullopt;
}

std::optional<DateMatch> read_schedule(const DateText& text, std::size_t i, const DateContext& context) {
  static const auto papers = [] {
    std::vector<std::pair<std::string_view, bool>> p;
    for (const auto& row : data_table("schedule_words.tsv"))
      p.emplace_back(row.at(0), row.size() > 1 && row[1] == "reference");
    return p;
  }();
  std::size_t at = i;
  bool ground = false;  // «в соответствии с планом» opens many preambles; in a cell of its own it is a time
  if (text.is_one_of(i, {"по", "согласно"})) {
    at = i + 1;
  } else if (const auto next = text.after_phrase(i, "в соответствии с")) {
    at = *next;
    ground = true;
  } else {
    return std::nullopt;
  }
  for (int adjectives = 0; adjectives < 3 && text.word(at); ++adjectives) {
    const auto word = text.folded(at);
    const bool adjective =
        word.size() > 10 && (word.ends_with("ому") || word.ends_with("ему") || word.ends_with("ым") ||
                             word.ends_with("им") || word.ends_with("ыми") || word.ends_with("ими"));
    if (!adjective) break;
    ++at;
    if (text.dash(at) && text.glued(at)) ++at;
  }
  static constexpr std::string_view kEndings[] = {"у", "ом", "ам", "ами", "ю", "ем", "ям", "ями", "е", "ой", "а"};
  const auto* paper = std::find_if(papers.data(), papers.data() + papers.size(), [&](const auto& p) {
    return text.starts(at, p.first) &&
           std::ranges::find(kEndings, text.folded(at).substr(p.first.size())) != std::end(kEndings);
  });
  if (paper == papers.data() + papers.size()) return std::nullopt;
  std::size_t noun = at + 1;
  if (text.dash(noun) && text.word(noun + 1) && (text.starts(noun + 1, "график") || text.starts(noun + 1, "план")))
    noun += 2;
  if ((paper->second || ground) && cited(text, noun)) return std::nullopt;
  const std::size_t next = after_paper_name(text, noun, context);
  if (ground && (i != 0 || (next != text.size() && !(text.mark(next, ".") && next + 1 == text.size()))))
    return std::nullopt;
  return DateMatch{next, {found_date(text, i, next, DateKind::schedule)}};
}

std::optional<DateMatch> read_unspecified(const DateText& text, std::size_t i, const DateContext& context) {
  enum class Where { anywhere, adverb, alone, opens };
  struct Phrase {
    std::string_view words;
    Where where;
  };
  static const auto phrases = [] {
    std::unordered_multimap<std::string_view, Phrase> p;  // by the first word
    for (const auto& row : data_table("unspecified_periods.tsv")) {
      const Where where = row.at(1) == "adverb" ? Where::adverb
                          : row[1] == "alone"   ? Where::alone
                          : row[1] == "opens"   ? Where::opens
                                                : Where::anywhere;
      p.emplace(row[0].substr(0, row[0].find(' ')), Phrase{row[0], where});
    }
    return p;
  }();
  if (!text.word(i)) return std::nullopt;
  if (text.is(i, "по") && text.is(i + 1, "мере")) {
    std::size_t next = i + 2;
    while (next < i + 6 && text.word(next) && !preposition(text, next) && !(next > i + 2 && text.capital(next)) &&
           !month_at(text, next))
      ++next;
    if (next > i + 2) return DateMatch{next, {found_date(text, i, next, DateKind::unspecified)}};
  }
  const auto [from, to] = phrases.equal_range(text.folded(i));
  for (auto it = from; it != to; ++it) {
    auto next = text.after_phrase(i, it->second.words);
    if (!next) continue;
    if (it->second.where == Where::opens) {
      if (i != 0 || !context.period_cell) continue;
      next = after_local_time(text, *next);
      if (!next) continue;
    }
    if (it->second.where == Where::alone) {
      const bool stop = text.mark(*next, ".") || text.mark(*next, ";");
      if (i != 0 || *next + (stop ? 1U : 0U) != text.size()) continue;
    }
    // «постоянно снижается», «постоянно действующий» say how, «постоянно проводить занятия» when.
    if (it->second.where == Where::adverb && text.word(*next) && !text.capital(*next) && !preposition(text, *next) &&
        !reads_infinitive(text.folded(*next)))
      continue;
    return DateMatch{*next, {found_date(text, i, *next, DateKind::unspecified)}};
  }
  return std::nullopt;
}

}  // namespace prikaz
