#include <algorithm>
#include <map>
#include <set>

#include "check_steps.h"
#include "prikaz/active_months.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

constexpr std::size_t kLongEnough = 12;  // code points of a measure that is not just a word

// Words of time in a section or in the measure itself: «I квартал», «Провести в марте …».
bool tells_a_time(std::string_view text) {
  const std::string folded = fold(text);
  return contains_any(folded, {"январ",   "феврал",       "март",     "апрел",     "мая",       "май",
                               "июн",     "июл",          "август",   "сентябр",   "октябр",    "ноябр",
                               "декабр",  "квартал",      "полугоди", "четверт",   "ежемесячн", "еженедельн",
                               "ежегодн", "ежеквартальн", "постоянн", "в течение", "в срок",    "не позднее"});
}

bool tells_who_answers(std::string_view text) { return contains_any(fold(text), {"ответственн", "исполнител"}); }

// All years named in a title: «на 2023-2024 учебный год».
std::vector<int> years_in(std::string_view text) {
  std::vector<int> years;
  for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
    const auto digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    if (text[i] != '2' || text[i + 1] != '0' || !digit(i + 2) || !digit(i + 3)) continue;
    if (digit(i + 4) || (i > 0 && digit(i - 1))) continue;
    years.push_back((text[i + 2] - '0') * 10 + (text[i + 3] - '0') + 2000);
  }
  return years;
}

// The months the plan is for, from the years of its own title, else of the document.
std::optional<MonthSpan> window_of(const PlanRow& row, const CollectedDocument& document) {
  std::vector<int> years = years_in(row.table_title);
  const std::string& told_by = years.empty() ? document.title : row.table_title;
  if (years.empty() && document.plan_first_year) {
    years.push_back(*document.plan_first_year);
    years.push_back(document.plan_last_year.value_or(*document.plan_first_year));
  }
  if (years.empty()) return std::nullopt;
  const auto [first, last] = std::minmax_element(years.begin(), years.end());
  const bool school_year = *last == *first + 1 && contains_any(fold(told_by), {"учебн"});
  MonthSpan window = school_year ? MonthSpan{*first * 12 + 8 - 3, *last * 12 + 7 + 2}
                                 : MonthSpan{*first * 12 - 1, *last * 12 + 11 + 2};
  for (const int year : years_in(row.section)) {
    window.first = std::min(window.first, year * 12);
    window.last = std::max(window.last, year * 12 + 11);
  }
  return window;
}

class RowChecks {
 public:
  RowChecks(const RowsOfDocument& rows, std::vector<Check>& checks) : rows_(rows), checks_(checks) {}

  void run() {
    for (std::size_t from = rows_.first; from < rows_.last;) {
      std::size_t to = from + 1;
      while (to < rows_.last && all()[to].table == all()[from].table) ++to;
      check_table(from, to);
      from = to;
    }
  }

 private:
  const std::vector<PlanRow>& all() const { return rows_.collection.rows; }

  void add(const char* code, CheckSeverity severity, std::string sentence, std::size_t r, bool of_row = true) {
    Check check;
    check.code = code;
    check.severity = severity;
    check.sentence = std::move(sentence);
    if (of_row) {
      check.subject = row_subject(all()[r]);
      check.row = static_cast<int>(r);
    }
    check.place = all()[r].place;
    checks_.push_back(std::move(check));
  }

  void check_table(std::size_t from, std::size_t to) {
    const auto share = [&](auto told) -> std::size_t {
      std::size_t count = 0;
      for (std::size_t r = from; r < to; ++r) count += told(all()[r]) ? 1U : 0U;
      return count;
    };
    const std::size_t dated = share([](const PlanRow& row) { return has_period(row); });
    const std::size_t answered = share([](const PlanRow& row) { return has_responsible(row); });
    const bool title_tells = tells_a_time(all()[from].table_title) || tells_a_time(rows_.document.title);
    // What a report tells in a table was done, not planned.
    const bool plan = rows_.document.kind != "report";
    if (plan && dated == 0 && !title_tells)
      add("plan_without_periods", CheckSeverity::warning, tr("the plan tells no period for any of its rows"), from,
          false);
    if (plan && answered == 0)
      add("plan_without_responsible", CheckSeverity::warning, tr("the plan names nobody who answers for its rows"),
          from, false);
    std::map<std::string, std::size_t> first_of;
    for (std::size_t r = from; r < to; ++r) {
      check_periods(r);
      if (plan && !is_heading(r, to)) {
        if (dated > 0) check_period_told(r);
        if (answered > 0) check_responsible_told(r);
      }
      check_repeated(r, first_of);
    }
  }

  static bool has_period(const PlanRow& row) {
    return !row.periods.empty() || !trim(row.period_text).empty() || tells_a_time(row.section);
  }
  static bool has_responsible(const PlanRow& row) {
    return !row.responsible.empty() || !trim(row.responsible_text).empty() || tells_who_answers(row.section);
  }

  // «2. Работа с учителями» over rows 2.1, 2.2 …: a section that is printed as a row.
  bool is_heading(std::size_t r, std::size_t to) const {
    const PlanRow& row = all()[r];
    if (has_period(row) && has_responsible(row)) return false;
    if (!trim(row.period_text).empty() || !trim(row.responsible_text).empty()) return false;
    if (row.number.empty()) return true;
    const std::string prefix = std::string(trim(row.number, " .)")) + ".";
    return r + 1 < to && all()[r + 1].number.starts_with(prefix);
  }

  void check_period_told(std::size_t r) {
    const PlanRow& row = all()[r];
    if (has_period(row) || tells_a_time(row.activity) || tells_a_time(row.result)) return;
    add("row_without_period", CheckSeverity::warning, tr("the row tells no period"), r);
  }

  void check_responsible_told(std::size_t r) {
    const PlanRow& row = all()[r];
    if (has_responsible(row) || tells_who_answers(row.activity)) return;
    add("row_without_responsible", CheckSeverity::warning, tr("the row names nobody who answers for it"), r);
  }

  void check_periods(std::size_t r) {
    const PlanRow& row = all()[r];
    const std::optional<MonthSpan> window = window_of(row, rows_.document);
    for (const CollectedPeriod& period : row.periods) {
      if (period.start && period.end && *period.end < *period.start) {
        add("period_reversed", CheckSeverity::error,
            tr("the period «%1» ends before it begins", {shortened(period.text, 60)}), r);
        continue;
      }
      if (!window || period.inferred || (!period.start && !period.end)) continue;
      const Month first = month_of(period.start ? *period.start : *period.end);
      const Month last = month_of(period.end ? *period.end : *period.start);
      if (last < window->first || first > window->last)
        add("period_outside_plan", CheckSeverity::warning,
            tr("the period «%1» lies outside the time of the plan", {shortened(period.text, 60)}), r);
    }
  }

  void check_repeated(std::size_t r, std::map<std::string, std::size_t>& first_of) {
    const PlanRow& row = all()[r];
    if (count_code_points(row.activity) < kLongEnough) return;
    const std::string key = fold(row.section) + '\x1f' + fold(row.activity) + '\x1f' + fold(row.period_text) + '\x1f' +
                            fold(row.responsible_text) + '\x1f' + fold(row.target_group) + '\x1f' + fold(row.form) +
                            '\x1f' + fold(row.result);
    const auto [at, fresh] = first_of.emplace(key, r);
    if (!fresh)
      add("row_repeated", CheckSeverity::info,
          tr("the same measure with the same period and parties stands in %1 already",
             {row_subject(all()[at->second])}),
          r);
  }

  const RowsOfDocument& rows_;
  std::vector<Check>& checks_;
};

}  // namespace

void check_rows(const RowsOfDocument& rows, std::vector<Check>& checks) { RowChecks(rows, checks).run(); }

}  // namespace prikaz
