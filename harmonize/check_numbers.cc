// Numbers of rows and items read as paths («2.3» is the third of the second). What is printed out of order is not
// missing.
#include <algorithm>
#include <optional>
#include <set>

#include "check_steps.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

using NumberPath = std::vector<int>;

std::optional<NumberPath> read_path(std::string_view number) {
  NumberPath path;
  for (const std::string_view part : split(trim(number, " .)"), '.')) {
    if (part.empty() || part.size() > 4 || part.find_first_not_of("0123456789") != std::string_view::npos)
      return std::nullopt;
    path.push_back(std::stoi(std::string(part)));
  }
  if (path.empty()) return std::nullopt;
  return path;
}

std::string shown(const NumberPath& path) {
  std::string out;
  for (const int part : path) out += (out.empty() ? "" : ".") + std::to_string(part);
  return out;
}

bool same_parent(const NumberPath& a, const NumberPath& b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end() - 1, b.begin());
}

struct Finding {
  std::size_t at = 0;  // index of the number it was found at
  bool repeated = false;
  std::string number;
};

// `restarts[i]`: counting may begin anew at number i (a new section).
std::vector<Finding> look_over(const std::vector<std::optional<NumberPath>>& numbers,
                               const std::vector<bool>& restarts) {
  std::vector<Finding> findings;
  std::set<NumberPath> all, seen;
  for (const auto& number : numbers)
    if (number) all.insert(*number);
  NumberPath previous;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (!numbers[i]) continue;
    const NumberPath& number = *numbers[i];
    // A one in a new section, or at the top level, begins a sequence of its own.
    if (number.back() == 1 && (restarts[i] || (number.size() == 1 && number != previous))) seen.clear();
    if (!seen.insert(number).second) {
      findings.push_back({i, true, shown(number)});
    } else if (!previous.empty() && number.back() > 1) {
      // The sibling before it must stand somewhere; so must the first of a new level.
      NumberPath before = number;
      --before.back();
      const bool sibling_seen = std::any_of(seen.begin(), seen.end(), [&](const NumberPath& one) {
        return same_parent(one, number) && one.back() < number.back();
      });
      const bool nested = number.size() > 1;
      if (!all.contains(before) && (sibling_seen || nested)) findings.push_back({i, false, shown(before)});
    }
    previous = number;
  }
  return findings;
}

}  // namespace

void check_row_numbers(const RowsOfDocument& rows, std::vector<Check>& checks) {
  const std::vector<PlanRow>& all = rows.collection.rows;
  for (std::size_t from = rows.first; from < rows.last;) {
    std::size_t to = from + 1;
    while (to < rows.last && all[to].table == all[from].table) ++to;
    std::vector<std::optional<NumberPath>> numbers;
    std::vector<bool> restarts;
    for (std::size_t i = from; i < to; ++i) {
      numbers.push_back(read_path(all[i].number));
      restarts.push_back(i > from && all[i].section != all[i - 1].section);
    }
    for (const Finding& finding : look_over(numbers, restarts)) {
      const PlanRow& row = all[from + finding.at];
      Check check;
      check.code = finding.repeated ? "row_number_repeated" : "row_number_skipped";
      check.severity = finding.repeated ? CheckSeverity::warning : CheckSeverity::info;
      check.sentence = finding.repeated ? tr("the row number %1 stands twice in one table", {finding.number})
                                        : tr("the row number %1 is missing before this row", {finding.number});
      check.subject = row_subject(row);
      check.place = row.place;
      check.row = static_cast<int>(from + finding.at);
      checks.push_back(std::move(check));
    }
    from = to;
  }
}

void check_item_numbers(const CollectedDocument& document, int index, std::vector<Check>& checks) {
  std::vector<std::optional<NumberPath>> numbers;
  for (const CollectedItem& item : document.items) numbers.push_back(read_path(item.number));
  for (const Finding& finding : look_over(numbers, std::vector<bool>(numbers.size(), false))) {
    const CollectedItem& item = document.items[finding.at];
    Check check;
    check.code = finding.repeated ? "item_number_repeated" : "item_number_skipped";
    check.severity = finding.repeated ? CheckSeverity::warning : CheckSeverity::info;
    check.sentence = finding.repeated ? tr("the item number %1 stands twice", {finding.number})
                                      : tr("the item number %1 is missing before this item", {finding.number});
    check.subject = tr("item %1", {item.number});
    check.place = item.place;
    check.place.document = index;
    checks.push_back(std::move(check));
  }
}

}  // namespace prikaz
