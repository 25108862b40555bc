// Two views of the same time: how much goes on in each municipality, month by month and by kind of measure, and below
// it every row as a bar. Each line is a drawing of its own in a table, so that names stay in sight when one scrolls.
#include <algorithm>
#include <cmath>
#include <map>

#include "document_names.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"
#include "report_parts.h"

namespace prikaz {
namespace {

constexpr std::size_t kManyLanes = 40;
constexpr std::size_t kMostBars = 80, kAllBars = 1500;  // of one municipality, of all

std::string first_letters(std::string_view word) {
  std::size_t end = 0;
  for (int i = 0; i < 3 && end < word.size(); ++i) end = next_position(word, end);
  return std::string(word.substr(0, end));
}

// The letters over the months, the year where it begins.
Markup axis(MonthSpan months, int width) {
  const int count = std::max(0, months.last - months.first + 1);
  Markup out;
  out.add("<svg width=\"{}\" height=\"34\" aria-hidden=\"true\">", {count * width});
  for (Month month = months.first; month <= months.last; ++month) {
    const int x = (month - months.first) * width;
    if (month == months.first || number_of(month) == 1)
      out.add("<text class=\"axy\" x=\"{}\" y=\"13\">{}</text>", {x + 3, year_of(month)});
    out.add("<text class=\"ax\" x=\"{}\" y=\"28\" text-anchor=\"middle\">{}</text>",
            {x + width / 2, first_letters(month_in_words(month))});
  }
  out.add("</svg>");
  return out;
}

// One path for all lines, as there are very many drawings.
void add_grid(Markup& out, MonthSpan months, int width, int height) {
  std::string thin, thick;  // the years
  for (Month month = months.first; month <= months.last; ++month)
    (number_of(month) == 1 ? thick : thin) +=
        "M" + std::to_string((month - months.first) * width) + " 0v" + std::to_string(height);
  if (!thin.empty()) out.add("<path class=\"g\" d=\"{}\"/>", {thin});
  if (!thick.empty()) out.add("<path class=\"y\" d=\"{}\"/>", {thick});
}

struct MonthOfLane {
  std::map<int, int> dated, recurring;  // rows by kind
  int all = 0;
};
using Lane = std::map<Month, MonthOfLane>;

std::string told(const ReportInput& in, Month month, const MonthOfLane& rows, bool brief) {
  std::string out =
      capitalized(month_in_words(month)) + ": " + tr_plural("%1 row", "%1 rows", static_cast<unsigned long>(rows.all));
  if (brief) return out;
  const auto list = [&](const std::map<int, int>& kinds, const std::string& head) {
    if (kinds.empty()) return;
    out += "; " + head;
    for (const auto& [kind, count] : kinds)
      out += (out.ends_with(head) ? " " : ", ") + kind_label(in, kind) + " " + std::to_string(count);
  };
  list(rows.dated, tr("dated:"));
  list(rows.recurring, tr("again and again:"));
  return out;
}

// Fewer municipalities get more room.
int lane_height(std::size_t lanes) { return lanes <= 8 ? 84 : lanes <= 20 ? 60 : 44; }
int month_width(const ReportPage& page) { return std::clamp(1010 / std::max(1, page.months_shown()), 24, 84); }

std::string short_number(double value) {
  const int tenths = static_cast<int>(std::lround(value * 10));
  return std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(std::abs(tenths % 10)));
}

// `brief`: only how many, without the kinds.
Markup lane_drawing(const ReportPage& page, const Lane& lane, int most, int height, bool brief) {
  const int width = month_width(page);
  Markup out;
  const double scale = (height - 14) / std::max(1, most);
  out.add("<svg width=\"{}\" height=\"{}\" role=\"img\">", {page.months_shown() * width, height});
  add_grid(out, page.months, width, height);
  // A path for each colour; over them a clear box for each month, to be pointed at.
  std::map<std::string, std::string> paths;
  Markup months;
  for (const auto& [month, rows] : lane) {
    const int x = (month - page.months.first) * width;
    double y = height;
    const auto stack = [&](const std::map<int, int>& kinds, const char* more) {
      for (const auto& [kind, count] : kinds) {
        const double part = std::round(count * scale * 10) / 10;
        y -= part;
        paths[kind_class(kind) + more] += "M" + std::to_string(x + 5) + " " + short_number(y) + "h" +
                                          std::to_string(width - 9) + "v" + short_number(part) + "h" +
                                          std::to_string(9 - width) + "z";
      }
    };
    stack(rows.recurring, " r");
    stack(rows.dated, "");
    months.add("<g><title>{}</title><rect class=\"o\" x=\"{}\" y=\"0\" width=\"{}\" height=\"{}\"/>",
               {told(page.input, month, rows, brief), x, width, height});
    months.add("<text class=\"n\" x=\"{}\" y=\"{}\">{}</text></g>", {x + width / 2, y - 3, rows.all});
  }
  for (const auto& [color, path] : paths) out.add("<path class=\"{}\" d=\"{}\"/>", {color, path});
  out.add(months);
  out.add("</svg>");
  return out;
}

Markup lanes_table(const ReportPage& page, const std::vector<Lane>& lanes,
                   const std::vector<std::vector<std::size_t>>& rows, std::size_t shown, int most) {
  const int height = lane_height(shown);
  Markup out;
  out.add("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table class=\"lanes\">\n",
          {tr("Timeline by municipality")});
  out.add("<thead><tr><th scope=\"col\">{}</th><th scope=\"col\" class=\"t\">{}</th></tr></thead>\n<tbody>\n",
          {tr("Municipality"), axis(page.months, month_width(page))});
  for (std::size_t m = 0; m < lanes.size(); ++m) {
    if (lanes[m].empty()) continue;
    out.add(
        "<tr><th scope=\"row\"><a href=\"{}\">{}</a><small>{}</small></th><td class=\"t\">",
        {"#m" + std::to_string(m), page.municipalities[m], tr_plural("%1 plan row", "%1 plan rows", rows[m].size())});
    out.add(lane_drawing(page, lanes[m], most, height, shown > kManyLanes)).add("</td></tr>\n");
  }
  out.add("</tbody></table></div>\n");
  return out;
}

Markup legend(const ReportPage& page) {
  std::map<int, std::size_t> rows;
  for (std::size_t r = 0; r < page.input.collection.rows.size(); ++r) ++rows[page.kind_of(r)];
  Markup out;
  if (page.input.kinds.empty()) return out;
  out.add("<ul class=\"legend\">");
  const auto add = [&](int kind) {
    const auto at = rows.find(kind);
    if (at != rows.end())
      out.add("<li><i class=\"chip {}\"></i>{} · {}</li>",
              {kind_class(kind), kind_label(page.input, kind), at->second});
  };
  for (int kind = 0; kind < static_cast<int>(page.input.kinds.size()); ++kind) add(kind);
  add(-1);
  out.add("</ul>\n");
  return out;
}

// Runs of months in a row.
std::vector<MonthSpan> runs_of(const std::vector<Month>& months, MonthSpan shown) {
  std::vector<MonthSpan> runs;
  for (const Month month : months) {
    if (month < shown.first || month > shown.last) continue;
    if (!runs.empty() && runs.back().last == month - 1)
      runs.back().last = month;
    else
      runs.push_back({month, month});
  }
  return runs;
}

// The time one municipality plans for, wide enough to tell months apart.
struct BarScale {
  MonthSpan months;
  int width = 26;  // of a month
};

BarScale bar_scale(const ReportPage& page, const Lane& lane) {
  BarScale scale{{page.months.first, page.months.first - 1}, 26};
  if (lane.empty()) return scale;
  scale.months = {lane.begin()->first, lane.rbegin()->first};
  scale.width = std::clamp(560 / (scale.months.last - scale.months.first + 1), 20, 46);
  return scale;
}

Markup bar_drawing(const ReportPage& page, std::size_t row, const BarScale& scale) {
  constexpr int kHeight = 20;
  const ActiveMonths& active = page.active[row];
  const std::string kind = kind_class(page.kind_of(row));
  Markup out;
  out.add("<svg width=\"{}\" height=\"{}\" role=\"img\"><title>{}</title>",
          {std::max((scale.months.last - scale.months.first + 1) * scale.width, 180), kHeight,
           page.input.collection.rows[row].period_text + " — " + kind_label(page.input, page.kind_of(row))});
  add_grid(out, scale.months, scale.width, kHeight);
  for (const MonthSpan& run : runs_of(active.recurring, scale.months)) {
    const int x = (run.first - scale.months.first) * scale.width, count = run.last - run.first + 1;
    out.add("<rect class=\"{}\" x=\"{}\" y=\"8\" width=\"{}\" height=\"4\" rx=\"2\"/>",
            {kind + " r", x + 3, count * scale.width - 6});
    for (int i = 0; i < count; ++i)
      out.add("<circle class=\"{}\" cx=\"{}\" cy=\"10\" r=\"3.2\"/>", {kind, x + i * scale.width + scale.width / 2});
  }
  for (const MonthSpan& run : runs_of(active.dated, scale.months)) {
    const int x = (run.first - scale.months.first) * scale.width;
    out.add("<rect class=\"{}\" x=\"{}\" y=\"4\" width=\"{}\" height=\"12\" rx=\"3\"/>",
            {kind, x + 2, (run.last - run.first + 1) * scale.width - 4});
  }
  if (active.empty())
    out.add("<text class=\"ax\" x=\"6\" y=\"14\">{}</text>",
            {shortened(page.input.collection.rows[row].period_text, 60)});
  out.add("</svg>");
  return out;
}

std::string parties_of(const PlanRow& row) {
  std::string out;
  for (const CollectedParty& party : row.responsible) out += (out.empty() ? "" : ", ") + party.name;
  return out;
}

}  // namespace

Markup timeline_section(const ReportPage& page) {
  Markup out;
  out.add(
      "<p class=\"note\">{}</p>\n",
      {tr("How many plan rows are active in each month, by kind of measure. Pale: what is done again and again. The "
          "name of a municipality leads to its rows.")});
  out.add(legend(page));

  std::vector<Lane> lanes(page.municipalities.size());
  std::vector<std::vector<std::size_t>> rows(page.municipalities.size());
  for (std::size_t r = 0; r < page.active.size(); ++r) {
    const auto m = static_cast<std::size_t>(
        page.municipality_of[static_cast<std::size_t>(page.input.collection.rows[r].document)]);
    rows[m].push_back(r);
    const auto count = [&](const std::vector<Month>& months, bool dated) {
      for (const Month month : months) {
        if (month < page.months.first || month > page.months.last) continue;
        MonthOfLane& cell = lanes[m][month];
        ++(dated ? cell.dated : cell.recurring)[page.kind_of(r)];
        ++cell.all;
      }
    };
    count(page.active[r].dated, true);
    count(page.active[r].recurring, false);
  }
  int most = 1;
  std::size_t shown = 0;
  for (const Lane& lane : lanes) {
    for (const auto& [month, cell] : lane) most = std::max(most, cell.all);
    shown += lane.empty() ? 0U : 1U;
  }
  if (shown == 0)
    out.add("<p class=\"more\">{}</p>\n", {tr("No plan row tells when it is carried out.")});
  else
    out.add(lanes_table(page, lanes, rows, shown, most));
  if (page.rows_outside > 0)
    out.add("<p class=\"more\">{}</p>\n", {tr_plural("%1 row lies outside the months shown",
                                                     "%1 rows lie outside the months shown", page.rows_outside)});

  out.add("<h3>{}</h3>\n<div class=\"{}\">\n", {tr("Every row"), shown > 12 ? "many" : "few"});
  std::size_t with_rows = 0;
  for (const auto& of_one : rows) with_rows += of_one.empty() ? 0U : 1U;
  const std::size_t bars = std::clamp<std::size_t>(kAllBars / std::max<std::size_t>(1, with_rows), 5, kMostBars);
  for (std::size_t m = 0; m < rows.size(); ++m) {
    if (rows[m].empty()) continue;
    const BarScale scale = bar_scale(page, lanes[m]);
    out.add(
        "<details id=\"{}\"><summary>{} <small>{}</small></summary>\n",
        {"m" + std::to_string(m), page.municipalities[m], tr_plural("%1 plan row", "%1 plan rows", rows[m].size())});
    out.add(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table class=\"bars\"><thead><tr>"
        "<th scope=\"col\">{}</th><th scope=\"col\" class=\"t\">{}</th><th "
        "scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
        {page.municipalities[m], tr("Measure"), axis(scale.months, scale.width), tr("Who answers")});
    const std::size_t count = std::min(rows[m].size(), bars);
    for (std::size_t i = 0; i < count; ++i) {
      const PlanRow& row = page.input.collection.rows[rows[m][i]];
      out.add("<tr><th scope=\"row\"><b>{}</b>", {trim(row.number, " .")});
      out.add(
          page.link(row.place, shortened(row.activity, 90), row.activity.size() > 160 ? row.activity : std::string()));
      out.add("</th><td class=\"t\">").add(bar_drawing(page, rows[m][i], scale));
      out.add("</td><td class=\"who\">{}</td></tr>\n", {shortened(parties_of(row), 70)});
    }
    out.add("</tbody></table></div>\n").add(more_of(rows[m].size() - count)).add("</details>\n");
  }
  out.add("</div>\n");
  return out;
}

}  // namespace prikaz
