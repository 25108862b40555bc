// What an order says as a whole: number and date, control, deadlines of items, appendices, schools and persons of its
// plan.
#include <algorithm>
#include <map>
#include <set>

#include "check_steps.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

bool is_act(const CollectedDocument& document) {
  return document.kind == "order" || document.kind == "directive" || document.kind == "resolution";
}

// Numbers of appendices named in a text; «0» for one without a number. Those of another act («приложение № 1 к приказу
// министерства») do not count.
std::set<int> appendices_named(std::string_view text) {
  static constexpr std::string_view kStem = "приложени";
  const std::string folded = fold(text);
  std::set<int> named;
  for (std::size_t at = folded.find(kStem); at != std::string::npos; at = folded.find(kStem, at)) {
    std::size_t pos = at + kStem.size();
    const bool word = word_starts_at(folded, at);
    at = pos;
    if (!word) continue;
    while (pos < folded.size() && is_letter(code_point_at(folded, pos))) pos = next_position(folded, pos);
    std::set<int> numbers;
    for (;;) {
      std::size_t next = pos;
      const auto skip = [&](std::string_view what) {
        while (next < folded.size() && folded[next] == ' ') ++next;
        if (std::string_view(folded).substr(next).starts_with(what)) next += what.size();
      };
      if (!numbers.empty()) {
        skip(",");
        if (std::string_view(folded).substr(next).starts_with(" и ")) next += std::string_view(" и").size();
      }
      skip("№");
      skip("n");
      while (next < folded.size() && folded[next] == ' ') ++next;
      std::size_t end = next;
      while (end < folded.size() && folded[end] >= '0' && folded[end] <= '9') ++end;
      if (end == next || end - next > 2) break;
      numbers.insert(std::stoi(folded.substr(next, end - next)));
      pos = end;
    }
    if (numbers.empty()) numbers.insert(0);
    const std::string_view rest = std::string_view(folded).substr(pos);
    const bool of_an_act = rest.starts_with(" к ") || rest.starts_with(") к ");
    if (of_an_act && !rest.substr(0, 60).starts_with(" к настоящ") && !rest.starts_with(" к данн") &&
        !rest.starts_with(") к настоящ") && !rest.starts_with(" к приказу)") && !rest.starts_with(" к нему"))
      continue;
    named.insert(numbers.begin(), numbers.end());
  }
  return named;
}

class OrderChecks {
 public:
  OrderChecks(const RowsOfDocument& rows, int index, std::vector<Check>& checks)
      : rows_(rows), document_(rows.document), index_(index), checks_(checks) {}

  void run() {
    if (is_act(document_)) {
      check_heading();
      check_control();
      check_appendices();
    }
    check_deadlines();
    check_rows_before_order();
    check_schools();
    check_group();
  }

 private:
  Place start() const { return {index_, document_.first_page, {}}; }

  void add(const char* code, CheckSeverity severity, std::string sentence, std::string subject, Place place,
           int row = -1) {
    place.document = index_;
    checks_.push_back({code, severity, std::move(sentence), std::move(subject), place, row});
  }

  void check_heading() {
    if (document_.number.empty())
      add("number_missing", CheckSeverity::warning, tr("the document has no number: a draft, or it was not read"), {},
          start());
    if (!document_.date)
      add("date_missing", CheckSeverity::warning, tr("the document has no date: a draft, or it was not read"), {},
          start());
  }

  void check_control() {
    if (document_.items.size() < 2) return;
    bool told = false, by_person = false;
    Place place = start();
    for (const CollectedItem& item : document_.items) {
      const std::string folded = fold(item.text);
      if (!contains_any(folded, {"контроль за", "контроль над", "контроль исполнени", "контроль выполнени",
                                 "контроль по исполнению", "контроль настоящ"}))
        continue;
      told = true;
      place = item.place;
      by_person = by_person || contains_any(folded, {"за собой"});
    }
    for (const CollectedParty& party : document_.control) {
      if (party.duty != "control") continue;
      told = true;
      by_person = by_person || party.kind == "person" || party.person >= 0;
    }
    if (!told)
      add("control_missing", CheckSeverity::info, tr("nobody is told to control that the document is carried out"), {},
          start());
    else if (!by_person)
      add("control_without_person", CheckSeverity::warning, tr("control is not entrusted to a person by name"), {},
          place);
  }

  // An order about another one's appendices («приложение № 2 изложить в новой редакции») has none of its own.
  bool amends_another() const { return contains_any(fold(document_.title), {"изменени", "дополнени"}); }

  void check_appendices() {
    if (amends_another()) return;
    std::set<int> numbers;
    for (const CollectedAppendix& appendix : document_.appendices) {
      const std::string_view number = trim(appendix.number);
      const bool whole =
          !number.empty() && number.size() < 3 && number.find_first_not_of("0123456789") == std::string_view::npos;
      numbers.insert(whole ? std::stoi(std::string(number)) : 0);
    }
    std::set<int> named;
    for (const CollectedItem& item : document_.items)
      for (const int number : appendices_named(item.text)) {
        if (!named.insert(number).second) continue;
        // An appendix printed without its number may be any of them.
        if (numbers.contains(number) || numbers.contains(0) || (number == 0 && !numbers.empty())) continue;
        const std::string subject = item.number.empty() ? std::string() : tr("item %1", {item.number});
        add("appendix_missing", CheckSeverity::warning,
            number == 0 ? tr("an appendix is named that is not in the file")
                        : tr("appendix %1 is named and is not in the file", {std::to_string(number)}),
            subject, item.place);
      }
    if (named.empty() || named.contains(0)) return;
    for (const int number : numbers)
      if (number != 0 && !named.contains(number))
        add("appendix_not_mentioned", CheckSeverity::info,
            tr("appendix %1 is not named in the items", {std::to_string(number)}), {}, start());
  }

  void check_deadlines() {
    if (!document_.date) return;
    for (const CollectedItem& item : document_.items)
      for (const CollectedPeriod& period : item.periods)
        if (period.kind == "deadline" && !period.inferred && period.end && *period.end < *document_.date)
          add("deadline_before_order", CheckSeverity::warning,
              tr("the deadline «%1» had passed when the document was signed (%2)",
                 {shortened(period.text, 60), printed_day(*document_.date)}),
              item.number.empty() ? std::string() : tr("item %1", {item.number}), item.place);
  }

  // Plans are often approved some weeks after their year began; a month is let pass.
  void check_rows_before_order() {
    if (!document_.date || !is_act(document_)) return;
    const auto limit = std::chrono::sys_days(*document_.date) - std::chrono::days(31);
    std::size_t count = 0, first = 0;
    for (std::size_t r = rows_.first; r < rows_.last; ++r) {
      const PlanRow& row = rows_.collection.rows[r];
      // A table of what was done is no plan.
      if (contains_any(fold(row.table_title), {"информаци", "отчет", "итог", "выполнени", "результат"})) continue;
      bool over = !row.periods.empty();
      for (const CollectedPeriod& period : row.periods)
        over = over && period.end && !period.inferred && period.recurrence.empty() &&
               std::chrono::sys_days(*period.end) < limit;
      if (over && count++ == 0) first = r;
    }
    if (count > 0)
      add("rows_before_order", CheckSeverity::info,
          tr_plural("%1 row was over before the document was signed (%2)",
                    "%1 rows were over before the document was signed (%2)", count, {printed_day(*document_.date)}),
          row_subject(rows_.collection.rows[first]), rows_.collection.rows[first].place, static_cast<int>(first));
  }

  void check_schools() {
    std::set<std::string> plan_folders;  // «/tables/0/»
    for (std::size_t r = rows_.first; r < rows_.last; ++r) {
      const std::string& table = rows_.collection.rows[r].table;
      if (table.size() > 1 && table.find_first_not_of("0123456789", 1) == std::string::npos && table.size() < 6)
        plan_folders.insert("/tables/" + std::to_string(std::stoi(table.substr(1)) - 1) + "/");
    }
    const auto in_plan = [&](const std::string& path) {
      return std::any_of(plan_folders.begin(), plan_folders.end(),
                         [&](const std::string& folder) { return path.find(folder) != std::string::npos; });
    };
    std::vector<bool> elsewhere(document_.schools.size(), false);
    std::set<std::string> numbers;  // of schools named elsewhere
    std::size_t count = 0;
    for (std::size_t s = 0; s < document_.schools.size(); ++s) {
      const CollectedSchool& school = document_.schools[s];
      elsewhere[s] = !std::all_of(school.paths.begin(), school.paths.end(), in_plan);
      if (!elsewhere[s]) continue;
      ++count;
      if (!school.number.empty()) numbers.insert(school.number);
    }
    if (count < 2) return;  // no list to compare with
    std::set<int> told;
    for (std::size_t r = rows_.first; r < rows_.last; ++r) {
      const PlanRow& row = rows_.collection.rows[r];
      for (const int s : row.schools) {
        if (s < 0 || static_cast<std::size_t>(s) >= document_.schools.size()) continue;
        const CollectedSchool& school = document_.schools[static_cast<std::size_t>(s)];
        if (elsewhere[static_cast<std::size_t>(s)] || (!school.number.empty() && numbers.contains(school.number)))
          continue;
        if (!is_for(row, school) || !told.insert(s).second) continue;
        add("school_not_in_list", CheckSeverity::warning,
            tr("%1 stands in the plan and in no list or item of the document", {school.name}), row_subject(row),
            row.place, static_cast<int>(r));
      }
    }
  }

  // Where a measure takes place, whose experience it shows and who carries it out need not be those it is for.
  static bool is_for(const PlanRow& row, const CollectedSchool& school) {
    if (contains_any(fold(row.activity),
                     {"базов", "на базе", "опыт", "наставни", "партнер", "практик", "соседн", "конкурс", "фестивал"}))
      return false;
    const auto printed_in = [&](const std::string& text) {
      return std::any_of(school.texts.begin(), school.texts.end(), [&](const std::string& name) {
        return !name.empty() && text.find(name) != std::string::npos;
      });
    };
    return printed_in(row.activity) && !printed_in(row.responsible_text);
  }

  void check_group() {
    if (document_.working_group.size() < 3) return;
    const std::set<int> group(document_.working_group.begin(), document_.working_group.end());
    std::map<int, std::pair<std::size_t, std::size_t>> outside;  // person: rows, the first of them
    std::set<int> inside;
    for (std::size_t r = rows_.first; r < rows_.last; ++r)
      for (const CollectedParty& party : rows_.collection.rows[r].responsible) {
        if (party.person < 0) continue;
        if (group.contains(party.person)) {
          inside.insert(party.person);
        } else {
          const auto [at, fresh] = outside.try_emplace(party.person, 0, r);
          ++at->second.first;
        }
      }
    // Where most are outsiders, the group is not the plan's.
    if (inside.size() < outside.size()) return;
    for (const auto& [person, rows] : outside) {
      if (static_cast<std::size_t>(person) >= document_.persons.size()) continue;
      const PlanRow& row = rows_.collection.rows[rows.second];
      add("responsible_not_in_group", CheckSeverity::warning,
          tr_plural("%2 answers for %1 row and is not in the working group",
                    "%2 answers for %1 rows and is not in the working group", rows.first,
                    {document_.persons[static_cast<std::size_t>(person)].name}),
          row_subject(row), row.place, static_cast<int>(rows.second));
    }
  }

  const RowsOfDocument& rows_;
  const CollectedDocument& document_;
  int index_;
  std::vector<Check>& checks_;
};

}  // namespace

void check_order(const RowsOfDocument& rows, int index, std::vector<Check>& checks) {
  OrderChecks(rows, index, checks).run();
}

}  // namespace prikaz
