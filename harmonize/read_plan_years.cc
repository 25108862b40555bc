// For which years a document plans: «… на 2023-2024 учебный год» in its title, or in that of the appendix with the
// plan.
#include <algorithm>

#include "extraction_json.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

struct Years {
  int first = 0, last = 0;
  bool ahead = false;  // «на 2023 год», not «по итогам 2022 года»
};

// Years with four digits in `text`.
std::vector<int> years_in(const std::string& text) {
  std::vector<int> years;
  for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
    if (!text.compare(i, 2, "20") && is_digit(static_cast<unsigned char>(text[i + 2])) &&
        is_digit(static_cast<unsigned char>(text[i + 3])) &&
        (i == 0 || !is_digit(static_cast<unsigned char>(text[i - 1]))))
      years.push_back(std::stoi(text.substr(i, 4)));
  }
  return years;
}

std::optional<Years> years_of(const CollectedPeriod& date, const std::string& title) {
  if (date.inferred || date.kind == "day" || date.kind == "deadline" || date.kind == "schedule") return std::nullopt;
  Years years;
  if (date.start && date.end) {
    years.first = static_cast<int>(date.start->year());
    years.last = static_cast<int>(date.end->year());
  } else {
    // «2 четверть 2023-2024 учебного года» has no bounds.
    const std::vector<int> printed = years_in(date.text);
    if (printed.empty()) return std::nullopt;
    years.first = printed.front();
    years.last = printed.back();
    if (printed.size() == 1 && date.text.find("уч") != std::string::npos) years.last = years.first + 1;
  }
  if (years.last < years.first || years.last > years.first + 9) return std::nullopt;
  const std::size_t at = title.find(date.text);
  years.ahead = at != std::string::npos && at >= 5 && fold(title).substr(0, at).ends_with("на ");
  return years;
}

std::optional<Years> years_of_title(const DocumentInput& input, const std::string& path, const std::string& title) {
  const auto dates = input.dates_at.find(path);
  if (dates == input.dates_at.end()) return std::nullopt;
  std::vector<Years> found;
  for (const int date : dates->second)
    if (const auto years = years_of(input.dates[static_cast<std::size_t>(date)], title)) found.push_back(*years);
  if (std::any_of(found.begin(), found.end(), [](const Years& years) { return years.ahead; }))
    std::erase_if(found, [](const Years& years) { return !years.ahead; });
  if (found.empty()) return std::nullopt;
  Years all = found.front();
  for (const Years& years : found) {
    all.first = std::min(all.first, years.first);
    all.last = std::max(all.last, years.last);
  }
  return all;
}

// Most of the rows lie in one year, or in two that follow each other.
std::optional<Years> years_of_rows(const std::vector<PlanRow>& rows, int document) {
  std::map<int, int> starts;
  int dated = 0;
  for (const PlanRow& row : rows)
    if (row.document == document)
      for (const CollectedPeriod& period : row.periods) {
        const std::optional<Day> day = period.start ? period.start : period.end;
        if (!day || period.inferred) continue;
        ++starts[static_cast<int>(day->year())];
        ++dated;
      }
  std::erase_if(starts, [&](const auto& entry) { return entry.second * 10 < dated; });
  if (dated < 3 || starts.empty() || starts.rbegin()->first - starts.begin()->first > 1) return std::nullopt;
  return Years{starts.begin()->first, starts.rbegin()->first, false};
}

}  // namespace

void read_plan_years(const DocumentInput& input, const std::vector<PlanRow>& rows, CollectedDocument& document) {
  std::optional<Years> years;
  const Json& appendices = array_at(input.json, "appendices");
  // The appendix with the plan knows best, then the document's own title, then any other appendix.
  for (const bool with_plan : {true, false}) {
    for (std::size_t i = 0; i < appendices.size() && !years; ++i) {
      const std::string title = string_at(appendices[i], "title");
      const Json& content = array_at(appendices[i], "content");
      const bool plan = std::any_of(content.begin(), content.end(), [&](const Json& block) {
        const std::string table = string_at(block, "table");
        return std::any_of(rows.begin(), rows.end(), [&](const PlanRow& row) {
          return row.document == input.index && !table.empty() && row.table == table;
        });
      });
      if (plan == with_plan)
        years = years_of_title(input, input.pointer + "/appendices/" + std::to_string(i) + "/title", title);
    }
    if (!years) years = years_of_title(input, input.pointer + "/heading/title/text", document.title);
  }
  if (!years) years = years_of_rows(rows, input.index);
  if (!years) return;
  document.plan_first_year = years->first;
  document.plan_last_year = years->last;
}

}  // namespace prikaz
