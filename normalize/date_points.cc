// Days and months, alone, in lists and in ranges.
//
// A point is what is printed between two joints: «5», «5 марта», «05.03.», «март 2024 г.», ««10» 04 2023 г.». A
// sequence of points is read to its end and only then completed: a day without a month takes the next point's month, a
// point without a year the next point's year, stepping back over a new year («декабрь – январь 2024 г.»).
#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "date_grammar.h"
#include "prikaz/data.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

struct Point {
  std::optional<int> day, month, year;
  bool inferred = false;  // the year is not printed for this point
  bool partial = false;   // «04.11.»: could as well be a clock time or the number of a section
  bool blank = false;     // «__» марта, 31.02.2024: no date, to be skipped
  std::size_t first = 0, next = 0;
};

struct Sequence {
  std::vector<Point> points;
  std::vector<bool> range;  // between points[k] and points[k + 1]
  std::size_t next = 0;
};

struct MonthForms {
  std::unordered_map<std::string_view, int> full, short_;
};

const MonthForms& month_forms() {
  static const MonthForms forms = [] {
    MonthForms f;
    for (const auto& row : data_table("months.tsv")) {
      const int month = std::stoi(std::string(row.at(0)));
      for (const auto form : split(row.at(1), ' ')) f.full.emplace(form, month);
      if (row.size() > 2)
        for (const auto form : split(row[2], ' '))
          if (!form.empty()) f.short_.emplace(form, month);
    }
    return f;
  }();
  return forms;
}

bool address_word(std::string_view word) {
  static const std::unordered_set<std::string_view> words = [] {
    std::unordered_set<std::string_view> w;
    for (const auto& row : data_table("address_words.tsv")) w.insert(row.at(0));
    return w;
  }();
  return words.contains(word);
}

// «06.12.18» is 2018; «09.03.02» is far more often a code (a field of study) than a day of 2002.
std::optional<int> short_year(const DateText& text, std::size_t i) {
  if (text.digits(i) != 2) return std::nullopt;
  const int yy = *text.value(i, 0, 99, 2);
  const bool said = after_year_word(text, i + 1) > i + 1;
  if (yy >= 10 && yy < 50) return 2000 + yy;
  if (!said) return std::nullopt;
  return yy < 50 ? 2000 + yy : 1900 + yy;
}

std::size_t skip_blanks(const DateText& text, std::size_t i) {
  while (text.blank(i)) ++i;
  return i;
}

// «текущего года», «т.г.», «с.г.»: a year that the context knows.
std::optional<std::size_t> after_this_year(const DateText& text, std::size_t i) {
  if ((text.starts(i, "текущ") || text.is_one_of(i, {"этого", "настоящего"})) &&
      text.is_one_of(i + 1, {"года", "году", "год"}))
    return i + 2;
  if (text.is_one_of(i, {"с", "т"}) && text.mark(i + 1, ".") && text.is(i + 2, "г") && text.glued(i + 2))
    return text.mark(i + 3, ".") ? i + 4 : i + 3;
  return std::nullopt;
}

// The year after a month, with its words; sets `point.blank` on «20__ г.».
void read_year_after_month(const DateText& text, Point& point) {
  std::size_t i = point.next;
  if (const auto next = after_this_year(text, i)) {
    point.next = *next;
    return;
  }
  const bool comma = text.mark(i, ",");
  const bool dash = !point.day && text.dash(i);
  if (comma || dash || (text.mark(i, ".") && !point.day)) ++i;
  const std::size_t at = skip_blanks(text, i);
  if (at > i && (after_year_word(text, at) > at || text.number(at))) {
    if (const auto year = year_at(text, at)) {
      point.year = year;
      point.next = after_year_word(text, at + 1);
      return;
    }
    point.blank = true;
    point.next = after_year_word(text, at);
    return;
  }
  if (!comma && !dash && text.digits(i) == 2 && text.blank(i + 1)) {  // «20__ г.»
    point.blank = true;
    point.next = after_year_word(text, skip_blanks(text, i + 1));
    return;
  }
  if (const auto academic = academic_year_at(text, i)) {
    if (comma) return;  // «сентябрь, 2023-2024 учебный год»: two expressions
    point.year = *point.month >= 9 ? academic->first : academic->last;
    point.next = academic->next;
    return;
  }
  if (const auto year = year_at(text, i)) {
    const std::size_t next = after_year_word(text, i + 1);
    if (comma && next == i + 1) return;
    if (dash && text.dash(i + 1) && year_at(text, i + 2)) return;  // «май – 2023-2024»
    point.year = year;
    point.next = next;
    return;
  }
  if (!comma && !dash)
    if (const auto year = short_year(text, i); year && after_year_word(text, i + 1) > i + 1) {
      point.year = year;
      point.next = after_year_word(text, i + 1);
    }
}

bool possible(const Point& p) {
  if (!p.day || !p.month) return true;
  return std::chrono::year_month_day(std::chrono::year(p.year.value_or(2000)) / *p.month / *p.day).ok();
}

// The rest of a numeric date after its day: «.04.2023», « 04 2023 г.», «_04_2023», «.11.», «/04/2023».
std::optional<Point> numeric_rest(const DateText& text, Point point, std::size_t i, bool quoted) {
  const std::size_t day_digits = text.digits(point.next - 1);
  std::size_t month_at_token = i;
  const bool dot = text.mark(i, ".") && (quoted || text.glued(i));
  const bool slash = !quoted && text.mark(i, "/") && text.glued(i) && text.glued(i + 1);
  const bool blank = text.blank(i);
  if (dot || slash) ++month_at_token;
  month_at_token = skip_blanks(text, month_at_token);
  if (!dot && !slash && !blank && !quoted) return std::nullopt;
  const auto month = text.value(month_at_token, 1, 99, 2);
  if (!month) return std::nullopt;
  std::size_t year_token = month_at_token + 1;
  const bool second = slash ? text.mark(year_token, "/") && text.glued(year_token)
                            : text.mark(year_token, ".") && text.glued(year_token);
  if (second) ++year_token;
  year_token = skip_blanks(text, year_token);
  const bool joined = second || quoted || text.blank(month_at_token + 1);
  // With spaces around the full stops («12. 09. 2023») only the full form is safe: «п. 5. 12 человек».
  const bool spaced = !text.glued(month_at_token) && !quoted;
  std::optional<int> year;
  if (joined) {
    year = year_at(text, year_token);
    if (!year && !spaced && !slash && text.glued(year_token) && text.digits(month_at_token) == 2)
      year = short_year(text, year_token);
    if (spaced && (day_digits != 2 || text.digits(month_at_token) != 2)) year.reset();
  }
  if (year) {
    const bool goes_on = text.mark(year_token + 1, ".") && text.glued(year_token + 1) && text.number(year_token + 2) &&
                         text.glued(year_token + 2);  // 10.11.12.1
    if (goes_on && text.digits(year_token) == 2) return std::nullopt;
    point.month = *month;
    point.year = year;
    point.next = after_year_word(text, year_token + 1);
    if (*month > 12 || !possible(point)) point.blank = true;
    return point;
  }
  if (slash || quoted || blank || spaced || *month > 12 || text.digits(month_at_token) != 2) return std::nullopt;
  if (second && text.number(year_token) && text.glued(year_token)) return std::nullopt;  // 1.10.3
  point.month = *month;
  point.partial = true;
  point.next = month_at_token + 1;
  const std::size_t word = second ? month_at_token + 2 : month_at_token + 1;
  if (const auto next = after_this_year(text, word)) {
    point.partial = false;
    point.next = *next;
  }
  if (!possible(point)) return std::nullopt;
  return point;
}

std::optional<Point> with_month_word(const DateText& text, Point point, std::size_t i) {
  const auto month = month_at(text, i);
  if (!month) return std::nullopt;
  const bool nominative = point.day && text.is_one_of(i, {"январь", "февраль", "март", "апрель", "май", "июнь", "июль",
                                                          "август", "сентябрь", "октябрь", "ноябрь", "декабрь"});
  if (nominative && text.capital(i)) return std::nullopt;  // «5 Март»: a row's number and its month
  point.month = month->value;
  point.next = month->next;
  if (text.starts(point.next, "месяц")) ++point.next;
  read_year_after_month(text, point);
  if (nominative && !point.year) return std::nullopt;
  if (!possible(point)) point.blank = true;
  return point;
}

// «« 10 » апреля», «_10_»_04_2023»; a blank between the quotes is a form not filled in.
std::optional<Point> quoted_day(const DateText& text, std::size_t i) {
  Point point;
  point.first = i;
  std::size_t at = skip_blanks(text, i);
  if (text.quote(at)) ++at;
  const std::size_t after_quote = at;
  at = skip_blanks(text, at);
  if (const auto day = text.value(at, 1, 31, 2)) {
    point.day = day;
    at = skip_blanks(text, at + 1);
    if (!text.quote(at)) return std::nullopt;
  } else if (!text.quote(at) || (at == after_quote && at == i)) {
    return std::nullopt;
  } else {
    point.blank = true;
  }
  at = skip_blanks(text, at + 1);
  if (point.blank) {
    auto rest = with_month_word(text, point, at);
    if (rest) rest->blank = true;
    return rest;
  }
  if (auto rest = with_month_word(text, point, at)) return rest;
  point.next = at;
  return numeric_rest(text, point, at, true);
}

// «___ октября 2024 года», «___.11.2024 г.»: room for the day, without quotes.
std::optional<Point> blank_day(const DateText& text, std::size_t i) {
  const std::size_t at = skip_blanks(text, i);
  Point point;
  point.first = i;
  if (month_at(text, at) && (text.folded(at).ends_with("я") || text.folded(at).ends_with("а"))) {  // genitive
    point = *with_month_word(text, point, at);
  } else if (text.mark(at, ".") && text.mark(at + 2, ".")) {
    point.month = text.value(at + 1, 1, 12, 2);
    point.year = year_at(text, at + 3);
    if (!point.month || !point.year) return std::nullopt;
    point.next = after_year_word(text, at + 4);
  } else {
    return std::nullopt;
  }
  point.blank = true;
  return point;
}

std::optional<Point> iso_day(const DateText& text, std::size_t i) {
  const auto year = year_at(text, i);
  const auto month = text.value(i + 2, 1, 12, 2);
  const auto day = text.value(i + 4, 1, 31, 2);
  if (!year || !month || !day || text.digits(i + 2) != 2 || text.digits(i + 4) != 2) return std::nullopt;
  for (std::size_t k = i + 1; k < i + 5; ++k)
    if (!text.glued(k) || (k % 2 != i % 2 && !text.dash(k))) return std::nullopt;
  Point point{day, month, year, false, false, false, i, i + 5};
  if (!possible(point)) point.blank = true;
  return point;
}

std::optional<Point> read_point(const DateText& text, std::size_t i) {
  if (text.blank(i))
    if (auto blank = blank_day(text, i)) return blank;
  if (text.quote(i) || text.blank(i)) return quoted_day(text, i);
  Point point;
  point.first = i;
  if (text.word(i)) return with_month_word(text, point, i);
  if (!text.number(i)) return std::nullopt;
  if (text.digits(i) == 4) return iso_day(text, i);
  const auto month = text.value(i, 1, 12, 2);
  // «09.2023»
  if (month && text.digits(i) == 2 && text.mark(i + 1, ".") && text.glued(i + 1) && text.glued(i + 2))
    if (const auto year = year_at(text, i + 2); year && *year >= 1990) {
      point.month = month;
      point.year = year;
      point.next = after_year_word(text, i + 3);
      return point;
    }
  point.day = text.value(i, 1, 31, 2);
  if (!point.day) return std::nullopt;
  point.next = i + 1;
  if (auto rest = numeric_rest(text, point, i + 1, false)) return rest;
  std::size_t at = i + 1;
  if (text.dash(at) && text.glued(at) && text.is_one_of(at + 1, {"го", "е", "ое", "му", "ого"}))
    at += 2;
  else if (text.is_one_of(at, {"го", "ое"}) && text.glued(at))
    ++at;
  at = skip_blanks(text, at);
  if (auto rest = with_month_word(text, point, at)) return rest;
  return point;
}

bool bare(const Point& p) { return !p.month; }

// A number that belongs to what stands before it: «№ 5», «1.2», «01-20», «3/12».
bool held_number(const DateText& text, std::size_t i) {
  if (!text.number(i) || i == 0) return false;
  if (text.number_sign(i - 1)) return true;
  if (!text.glued(i) || i < 2) return false;
  const bool joint = text.mark(i - 1, ".") || text.dash(i - 1) || text.mark(i - 1, "/") || text.mark(i - 1, ",");
  return joint && text.glued(i - 1) && text.number(i - 2);
}

// «№ 5, 8, 12 марта»: the numbers before the day are no days.
bool in_enumeration(const DateText& text, std::size_t i) {
  if (i < 2) return false;
  const bool joint = text.mark(i - 1, ",") || text.is(i - 1, "и") || text.dash(i - 1) || text.mark(i - 1, "/");
  return joint && (text.number(i - 2) || text.number_sign(i - 2));
}

// `from`: a preposition opened a range, so «по» and «до» close it.
std::optional<Sequence> read_sequence(const DateText& text, std::size_t i, bool from) {
  const auto begin = read_point(text, i);
  if (!begin) return std::nullopt;
  Sequence sequence;
  sequence.points.push_back(*begin);
  while (!sequence.points.back().blank) {
    const Point& last = sequence.points.back();
    std::size_t k = last.next;
    // «с 04.11. по 06.11.», «18.-22.09.2023»
    if ((last.partial || bare(last)) && text.mark(k, ".") && (text.dash(k + 1) || text.is_one_of(k + 1, {"по", "до"})))
      ++k;
    bool range = false;
    if (text.dash(k)) {
      range = true;
      while (text.dash(k)) ++k;
      if (text.is_one_of(k, {"по", "до"})) ++k;
    } else if (text.is(k, "по") || text.is(k, "до")) {
      if (!from) break;
      range = true;
      ++k;
      if (text.is(k, "по")) ++k;
    } else if (text.mark(k, ",") || text.is(k, "и")) {
      const bool comma = text.mark(k, ",");
      ++k;
      if (comma && text.is(k, "и")) ++k;
      if (text.is_one_of(k, {"в", "на"})) ++k;
    } else if (text.mark(k, "/") && !last.day) {  // «сентябрь/октябрь»
      ++k;
    } else {
      break;
    }
    auto point = read_point(text, k);
    if (!point || point->blank) break;
    const bool same_precision = point->day.has_value() == last.day.has_value();
    if (!range && !same_precision) break;
    if (range && bare(*point) && !bare(last)) break;  // «5 марта - 10 человек»
    sequence.points.push_back(*point);
    sequence.range.push_back(range);
  }
  while (!sequence.points.empty() && bare(sequence.points.back())) {
    sequence.points.pop_back();
    if (!sequence.range.empty()) sequence.range.pop_back();
  }
  if (sequence.points.empty()) return std::nullopt;
  sequence.next = sequence.points.back().next;
  return sequence;
}

// Months and years that the neighbours print; then the context's.
void complete(Sequence& sequence, const DateContext& context) {
  auto& points = sequence.points;
  for (std::size_t k = points.size(); k-- > 1;) {
    Point& p = points[k - 1];
    const Point& next = points[k];
    const bool own_month = p.month.has_value();
    if (!own_month) p.month = next.month;
    if (!p.year && next.year && (sequence.range[k - 1] || p.day.has_value() == next.day.has_value())) {
      const bool later = *p.month > *next.month;
      p.year = *next.year - (later ? 1 : 0);
      p.inferred = later || next.inferred;
    }
  }
  for (std::size_t k = 0; k < points.size(); ++k) {
    Point& p = points[k];
    if (p.year) continue;
    p.inferred = true;
    const bool after_range = k > 0 && sequence.range[k - 1] && points[k - 1].year;
    // «август – сентябрь» of a school-year plan: September is of its first year, and so is what leads up to it.
    const bool before_september =
        k + 1 < points.size() && sequence.range[k] && !points[k + 1].year && *p.month == 8 && *points[k + 1].month > 8;
    p.year = after_range        ? std::nullopt
             : before_september ? context_year(context, *points[k + 1].month)
                                : context_year(context, *p.month);
    if (!p.year && k > 0 && points[k - 1].year)
      p.year = *points[k - 1].year + (*p.month < *points[k - 1].month ? 1 : 0);
    if (!p.year) p.inferred = false;
  }
}

std::optional<Day> first_day(const Point& p) {
  if (!p.year) return std::nullopt;
  return day_of(*p.year, *p.month, p.day.value_or(1));
}
std::optional<Day> last_day(const Point& p) {
  if (!p.year) return std::nullopt;
  return p.day ? day_of(*p.year, *p.month, *p.day) : last_day_of(*p.year, *p.month);
}

bool whole_text(const DateText& text, std::size_t first, std::size_t next) {
  return first == 0 && (next == text.size() || (next + 1 == text.size() && text.mark(next, ".")));
}

void note_inference(FoundDate& date, bool inferred) {
  if (!inferred) return;
  date.inferred.emplace_back("year");
  date.confidence = std::min(date.confidence, 0.9F);
}

// One date for each element of the list; a range is one element.
DateMatch dates_of(const DateText& text, Sequence sequence, const DateContext& context) {
  DateMatch match;
  match.next = sequence.next;
  if (sequence.points.front().blank) return match;
  complete(sequence, context);
  const auto& points = sequence.points;
  for (std::size_t k = 0; k < points.size();) {
    std::size_t to = k;
    while (to + 1 < points.size() && sequence.range[to]) ++to;
    const Point &a = points[k], &b = points[to];
    const bool days = a.day || b.day;
    const DateKind kind = k == to ? (days ? DateKind::day : DateKind::month)
                          : days  ? DateKind::range
                                  : DateKind::months;
    FoundDate date = found_date(text, a.first, b.next, kind);
    date.first = first_day(a);
    date.last = last_day(b);
    if (std::any_of(points.begin() + static_cast<std::ptrdiff_t>(k),
                    points.begin() + static_cast<std::ptrdiff_t>(to) + 1, [](const Point& p) { return p.partial; }))
      date.confidence = 0.7F;
    note_inference(date, a.inferred || b.inferred);
    bool real = true;
    if (date.first && !date.first->ok()) real = false;
    if (date.last && !date.last->ok()) real = false;
    if (date.first && date.last && *date.last < *date.first) date.confidence = 0.5F;
    if (real) match.dates.push_back(date);
    k = to + 1;
  }
  return match;
}

// «04.11» without a year, where nothing says it is a day.
bool doubtful(const Sequence& sequence) {
  return std::ranges::all_of(sequence.points, [](const Point& p) { return (p.partial || bare(p)) && !p.year; });
}

bool clock_follows(const DateText& text, std::size_t i) {
  return text.starts(i, "час") || text.starts(i, "мин") || text.is_one_of(i, {"ч", "утра", "вечера"});
}

std::size_t after_inclusive(const DateText& text, std::size_t i) {
  if (text.is(i, "включительно")) return i + 1;
  if (text.mark(i, "(") && text.is(i + 1, "включительно") && text.mark(i + 2, ")")) return i + 3;
  return i;
}

}  // namespace

std::optional<NumberedWord> month_at(const DateText& text, std::size_t i) {
  if (!text.word(i)) return std::nullopt;
  const auto& forms = month_forms();
  const auto word = text.folded(i);
  if (const auto it = forms.full.find(word); it != forms.full.end()) {
    // «Марта Ивановна»
    if (word == "марта" && text.capital(i) && text.capital(i + 1) && text.folded(i + 1).ends_with("на"))
      return std::nullopt;
    return NumberedWord{it->second, i + 1};
  }
  const auto it = forms.short_.find(word);
  if (it == forms.short_.end()) return std::nullopt;
  const bool dot = text.mark(i + 1, ".") && text.glued(i + 1);
  const std::size_t next = dot ? i + 2 : i + 1;
  const bool number_beside = text.number(next) || (i > 0 && text.number(i - 1));
  if (!dot && !number_beside) return std::nullopt;
  return NumberedWord{it->second, next};
}

std::optional<DateMatch> read_points(const DateText& text, std::size_t i, const DateContext& context) {
  if (held_number(text, i)) return std::nullopt;
  auto sequence = read_sequence(text, i, false);
  if (!sequence) return std::nullopt;
  if (bare(sequence->points.front()) && in_enumeration(text, i)) return std::nullopt;
  const Point& point = sequence->points.front();
  // «10.05» is as likely a mark, a clock time or a section; a range of such days is one only as a text of its own,
  // other days, also after «с», only where the text is known to be a period.
  const bool range = !sequence->range.empty() && sequence->range.front();
  const std::size_t start = context.period_cell && i == 1 && text.is_one_of(0, {"с", "со"}) ? 0 : i;
  if (doubtful(*sequence) && !(whole_text(text, start, sequence->next) && (range || context.period_cell)))
    return std::nullopt;
  if (point.day && !point.year && i > 0) {
    std::size_t before = i - 1;
    while (before > 0 && (text.mark(before, ".") || text.quote(before))) --before;
    if (text.word(before) && address_word(text.folded(before))) return DateMatch{sequence->next, {}};
  }
  return dates_of(text, std::move(*sequence), context);
}

std::optional<DateMatch> read_span(const DateText& text, std::size_t i, const DateContext& context) {
  if (!text.is_one_of(i, {"с", "со", "от"})) return std::nullopt;
  if (text.number_sign(i + 1)) return std::nullopt;
  auto sequence = read_sequence(text, i + 1, true);
  if (!sequence || sequence->range.empty() || !sequence->range.front()) return std::nullopt;
  if (doubtful(*sequence) && clock_follows(text, sequence->next)) return std::nullopt;
  sequence->points.front().first = i;
  sequence->points.back().next = sequence->next = after_inclusive(text, sequence->next);
  DateMatch match = dates_of(text, std::move(*sequence), context);
  return match;
}

namespace {

// «до конца …»: a month, a year, an academic year, or a period without bounds.
std::optional<DateMatch> deadline_of_part(const DateText& text, std::size_t first, std::size_t i,
                                          const DateContext& context) {
  const bool end = text.starts(i, "кон") || text.starts(i, "окончани") || text.starts(i, "завершени");
  const bool middle = text.starts(i, "середин");
  const bool start = text.starts(i, "начал");
  if (!end && !middle && !start) return std::nullopt;
  const bool named = text.starts(i, "окончани") || text.starts(i, "завершени");
  const std::size_t at = i + 1;
  const auto deadline = [&](std::size_t next, std::optional<Day> last, bool inferred) {
    FoundDate date = found_date(text, first, next, DateKind::deadline);
    date.last = last;
    note_inference(date, inferred && last);
    return DateMatch{next, {date}};
  };
  Point point;
  point.first = at;
  if (auto month = with_month_word(text, point, at); month && !month->blank) {
    Sequence one{{*month}, {}, month->next};
    complete(one, context);
    const Point& p = one.points.front();
    std::optional<Day> last;
    if (p.year) last = end ? last_day_of(*p.year, *p.month) : day_of(*p.year, *p.month, middle ? 15 : 1);
    return deadline(p.next, last, p.inferred);
  }
  if (const auto academic = academic_year_at(text, at)) {
    const Day last = start ? day_of(academic->first, 9, 1) : day_of(academic->last, 8, 31);
    return deadline(academic->next, middle ? std::nullopt : std::optional(last), false);
  }
  std::size_t words = at;
  if (text.starts(words, "текущ") || text.is_one_of(words, {"этого", "нового"})) ++words;
  if (const auto next = after_school_year_words(text, words)) {
    std::optional<Day> last;
    if (context.academic_year && !middle)
      last = start ? day_of(*context.academic_year, 9, 1) : day_of(*context.academic_year + 1, 8, 31);
    return deadline(*next, last, true);
  }
  if (const auto year = year_at(text, at); year && after_year_word(text, at + 1) > at + 1)
    return deadline(after_year_word(text, at + 1), end ? std::optional(day_of(*year, 12, 31)) : std::nullopt, false);
  if (text.starts(words, "календарн")) ++words;
  if (text.is_one_of(words, {"года", "году"})) {
    std::optional<Day> last;
    if (end && context.academic_year)
      last = day_of(*context.academic_year + 1, 8, 31);
    else if (end && context.year)
      last = day_of(*context.year, 12, 31);
    return deadline(words + 1, last, true);
  }
  if (auto period = read_period(text, at, context); period && period->dates.size() == 1)
    return deadline(period->next, end ? period->dates.front().last : std::nullopt,
                    !period->dates.front().inferred.empty());
  if (!named && (text.is_one_of(words, {"месяца", "недели", "квартала", "полугодия", "четверти", "триместра"}) ||
                 text.starts(words, "каникул")))
    return deadline(words + 1, std::nullopt, false);
  return std::nullopt;
}

struct DeadlineWords {
  std::size_t next = 0;
  bool strong = false;  // «до», «не позднее»: with them «04.11» is a day
};

std::optional<DeadlineWords> deadline_words(const DateText& text, std::size_t i) {
  if (text.is(i, "не") && text.is_one_of(i + 1, {"позднее", "позже"})) {
    std::size_t at = i + 2;
    if (text.mark(at, ",")) ++at;
    if (text.is(at, "чем")) ++at;
    if (text.is_one_of(at, {"до", "к"})) ++at;
    return DeadlineWords{at, true};
  }
  std::size_t at = i;
  if (text.is(at, "в") && text.is(at + 1, "срок")) at += 2;
  if (at > i) {
    if (text.mark(at, ",") || text.dash(at)) ++at;
    if (text.is_one_of(at, {"к", "по"})) return DeadlineWords{at + 1, true};
    return std::nullopt;  // «в срок до», «в срок не позднее»: the expression begins with the preposition
  }
  if (text.is(i, "до")) return DeadlineWords{i + 1, true};
  if (text.is_one_of(i, {"к", "ко", "по"})) return DeadlineWords{i + 1, false};
  return std::nullopt;
}

// «17-00 часов», «12:00», «9 ч. 30 мин. (МСК)» before the day; `i` where no clock time stands.
std::size_t after_clock(const DateText& text, std::size_t i) {
  if (!text.value(i, 0, 24, 2)) return i;
  std::size_t at = i + 1;
  const bool joint = text.mark(at, ":") || text.mark(at, ".") || text.dash(at);
  const bool minutes = joint && text.glued(at) && text.glued(at + 1) && text.digits(at + 1) == 2 &&
                       text.value(at + 1, 0, 59, 2) && !(text.mark(at + 2, ".") && text.glued(at + 2));
  if (minutes) at += 2;
  const auto unit = [&](std::string_view stem, std::string_view letter) {
    if (!text.starts(at, stem) && !text.is(at, letter)) return false;
    ++at;
    if (text.mark(at, ".")) ++at;
    return true;
  };
  const bool hours = unit("час", "ч");
  if (!minutes && !hours) return i;
  if (hours && text.value(at, 0, 59, 2)) {
    const std::size_t number = at++;
    if (!unit("мин", "м")) at = number;
  }
  const bool paren = text.mark(at, "(");
  const std::size_t zone = paren ? at + 1 : at;
  const std::size_t named =
      text.is(zone, "мск") ? zone + 1 : text.after_phrase(zone, "по московскому времени").value_or(zone);
  if (named > zone) at = paren && text.mark(named, ")") ? named + 1 : named;
  return text.mark(at, ",") ? at + 1 : at;
}

}  // namespace

std::optional<DateMatch> read_deadline(const DateText& text, std::size_t i, const DateContext& context) {
  const auto words = deadline_words(text, i);
  if (!words) return std::nullopt;
  const std::size_t at = words->next;
  const bool until = text.is(at - 1, "по");  // «по 31 мая включительно»: of days only
  if (!until)
    if (auto part = deadline_of_part(text, i, at, context)) return part;
  if (text.number_sign(at)) return std::nullopt;
  const std::size_t clock = after_clock(text, at);
  auto sequence = read_sequence(text, clock, false);
  // «до 10-15 мая» is two days, «до 10-15 3 мая» a clock time.
  if (clock > at && !(sequence && sequence->points.front().day)) sequence = read_sequence(text, at, false);
  if (sequence) {
    Sequence& s = *sequence;
    if (s.points.front().blank) return DateMatch{s.next, {}};
    if (until && !s.points.front().day) return std::nullopt;
    if (doubtful(s) && (clock_follows(text, s.next) || !words->strong)) return std::nullopt;
    // «до 5 июля, 10 июля семинар»: what follows a complete day is another expression; «до 5 и 15 июля» is one.
    if (!bare(s.points.front()))
      while (!s.range.empty() && !s.range.front() && s.points.size() > 1) {
        s.points.pop_back();
        s.range.pop_back();
      }
    s.next = s.points.back().next = after_inclusive(text, s.points.back().next);
    DateMatch match = dates_of(text, std::move(s), context);
    for (FoundDate& date : match.dates) {
      if (date.kind == DateKind::month) date.confidence = std::min(date.confidence, 0.8F);
      date.kind = DateKind::deadline;
      date.first.reset();
    }
    if (!match.dates.empty()) match.dates.front().begin = text[i].begin;
    return match;
  }
  if (const auto year = year_at(text, at); year && !until) {
    const std::size_t next = after_year_word(text, at + 1);
    if (next == at + 1) return std::nullopt;
    FoundDate date = found_date(text, i, next, DateKind::deadline);
    date.last = day_of(*year, 12, 31);
    date.confidence = 0.8F;
    return DateMatch{next, {date}};
  }
  return std::nullopt;
}

// «первая неделя марта», «II декада мая», «вторая половина октября», «в начале сентября». Weeks are sevens from the
// first of the month: a plan says no more than that.
std::optional<DateMatch> read_month_part(const DateText& text, std::size_t i, const DateContext& context) {
  int from = 0, to = 0;
  bool last_part = false;
  std::size_t at = i;
  if (text.starts(i, "начал") || text.starts(i, "середин") ||
      (text.starts(i, "кон") && text.is_one_of(i, {"конец", "конце", "конца", "концу"}))) {
    const bool start = text.starts(i, "начал"), middle = text.starts(i, "середин");
    from = start ? 1 : middle ? 11 : 21;
    to = start ? 10 : middle ? 20 : 31;
    at = i + 1;
  } else {
    int low = 0, high = 0;
    if (text.starts(i, "последн")) {
      last_part = true;
      at = i + 1;
    } else if (const auto ordinals = ordinals_at(text, i)) {
      low = ordinals->values.front().value;
      high = ordinals->values.back().value;
      at = ordinals->next;
    } else {
      return std::nullopt;
    }
    int length = 0, count = 0;
    if (text.starts(at, "недел"))
      length = 7, count = 5;
    else if (text.starts(at, "декад"))
      length = 10, count = 3;
    else if (text.starts(at, "половин"))
      length = 15, count = 2;
    else
      return std::nullopt;
    if (!last_part && (low > count || high > count)) return std::nullopt;
    ++at;
    if (last_part) {
      from = length == 7 ? 0 : length == 10 ? 21 : 16;  // 0: the last seven days, however long the month
      to = 31;
    } else {
      from = (low - 1) * length + 1;
      to = high == count ? 31 : high * length;
    }
    if (text.is(at, "месяца")) ++at;
  }
  Point point;
  point.first = at;
  const auto month = with_month_word(text, point, at);
  if (!month || month->blank) return std::nullopt;
  Sequence one{{*month}, {}, month->next};
  complete(one, context);
  const Point& p = one.points.front();
  FoundDate date = found_date(text, i, p.next, DateKind::range);
  date.confidence = 0.8F;
  if (p.year) {
    const Day end = last_day_of(*p.year, *p.month);
    const int length = static_cast<int>(static_cast<unsigned>(end.day()));
    if (from == 0) from = length - 6;
    if (from > length) return DateMatch{p.next, {}};  // the fifth week of February
    date.first = day_of(*p.year, *p.month, from);
    date.last = day_of(*p.year, *p.month, std::min(to, length));
  }
  note_inference(date, p.inferred);
  return DateMatch{p.next, {date}};
}

}  // namespace prikaz
