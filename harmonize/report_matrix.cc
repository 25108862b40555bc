// Who plans the same measure, when, and who answers for it; an empty cell says that a municipality does not.
#include <algorithm>
#include <map>

#include "document_names.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"
#include "report_parts.h"

namespace prikaz {
namespace {

constexpr std::size_t kMostGroups = 150, kMostCells = 5000, kMostInACell = 3;
constexpr std::size_t kManyMunicipalities = 14;

std::string parties_of(const PlanRow& row) {
  std::string out;
  for (const CollectedParty& party : row.responsible) out += (out.empty() ? "" : ", ") + party.name;
  return out.empty() ? row.responsible_text : out;
}

Markup cell(const ReportPage& page, const std::vector<int>& rows, bool compact) {
  Markup out;
  if (rows.empty()) {
    out.add("<td class=\"none\" title=\"{}\">—</td>", {tr("not planned")});
    return out;
  }
  out.add("<td>");
  const std::size_t most = compact ? 2 : kMostInACell;
  for (std::size_t i = 0; i < std::min(rows.size(), most); ++i) {
    const PlanRow& row = page.row(rows[i]);
    const std::string period = trim(row.period_text).empty() ? tr("no period") : row.period_text;
    const std::string parties = parties_of(row);
    out.add("<p>");
    out.add(page.link(row.place, shortened(period, compact ? 16 : 36),
                      shortened(row.activity, compact ? 90 : 200) +
                          (parties.empty() ? "" : " — " + shortened(parties, compact ? 60 : 120))));
    if (!compact) out.add("<small>{}</small>", {shortened(parties, 60)});
    out.add("</p>");
  }
  if (rows.size() > most) out.add("<small>{}</small>", {tr_plural("and %1 more", "and %1 more", rows.size() - most)});
  out.add("</td>");
  return out;
}

// How much of each kind each municipality plans: what it leaves out altogether stands out.
Markup kinds_table(const ReportPage& page, const std::vector<std::size_t>& columns) {
  std::map<int, std::map<std::size_t, std::size_t>> rows;  // by kind and municipality
  for (std::size_t r = 0; r < page.input.collection.rows.size(); ++r)
    ++rows[page.kind_of(r)][static_cast<std::size_t>(
        page.municipality_of[static_cast<std::size_t>(page.input.collection.rows[r].document)])];
  std::vector<int> kinds;
  for (int kind = 0; kind < static_cast<int>(page.input.kinds.size()); ++kind) kinds.push_back(kind);
  if (rows.contains(-1)) kinds.push_back(-1);
  const auto kind_cell = [&](int kind) {
    return Markup().add("<i class=\"chip {}\"></i> {}", {kind_class(kind), kind_label(page.input, kind)});
  };
  const auto municipality_cell = [&](std::size_t m) { return Markup().add("{}", {page.municipalities[m]}); };
  Markup out;
  out.add(
      "<h3>{}</h3>\n<div class=\"scroll fit\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">"
      "<table class=\"matrix counts\">",
      {tr("By kind of measure"), tr("By kind of measure")});
  const auto table = [&](const auto& lines, const auto& line_head, const auto& across, const auto& head,
                         const std::string& corner, const auto& count) {
    out.add("<thead><tr><th scope=\"col\">{}</th>", {corner});
    for (const auto& one : across) out.add("<th scope=\"col\">{}</th>", {head(one)});
    out.add("</tr></thead>\n<tbody>\n");
    for (const auto& line : lines) {
      out.add("<tr><th scope=\"row\">{}</th>", {line_head(line)});
      for (const auto& one : across) out.add(count(line, one));
      out.add("</tr>\n");
    }
    out.add("</tbody>");
  };
  const auto count = [&](int kind, std::size_t m) {
    const auto at = rows[kind].find(m);
    if (at == rows[kind].end()) return Markup().add("<td class=\"none\" title=\"{}\">—</td>", {tr("not planned")});
    return Markup().add("<td><a href=\"{}\">{}</a></td>", {"#m" + std::to_string(m), at->second});
  };
  // The longer side goes down the page.
  if (columns.size() > kManyMunicipalities)
    table(columns, municipality_cell, kinds, kind_cell, tr("Municipality"),
          [&](std::size_t m, int kind) { return count(kind, m); });
  else
    table(kinds, kind_cell, columns, municipality_cell, tr("Kind of measure"), count);
  out.add("</table></div>\n");
  return out;
}

}  // namespace

Markup matrix_section(const ReportPage& page) {
  Markup out;
  out.add(
      "<p class=\"note\">{}</p>\n",
      {tr("Measures that mean the same, whatever words they are planned under. Each cell tells when and who answers, "
          "and leads to the page; a hatched one says that the municipality does not plan it.")});
  // Only municipalities that plan anything.
  std::vector<bool> plans(page.municipalities.size(), false);
  const auto municipality = [&](int row) {
    return static_cast<std::size_t>(page.municipality_of[static_cast<std::size_t>(page.row(row).document)]);
  };
  for (std::size_t r = 0; r < page.input.collection.rows.size(); ++r) plans[municipality(static_cast<int>(r))] = true;
  std::vector<std::size_t> columns;
  for (std::size_t m = 0; m < plans.size(); ++m)
    if (plans[m]) columns.push_back(m);

  if (!page.input.kinds.empty() && !columns.empty()) out.add(kinds_table(page, columns));

  std::vector<std::map<std::size_t, std::vector<int>>> cells;  // by group shown: rows by municipality
  std::vector<const ReportGroup*> groups;
  std::size_t common = 0;
  const std::size_t most = std::min(kMostGroups, kMostCells / std::max<std::size_t>(1, columns.size()));
  for (const ReportGroup& group : page.input.groups) {
    std::map<std::size_t, std::vector<int>> by_municipality;
    for (const int row : group.rows) by_municipality[municipality(row)].push_back(row);
    if (by_municipality.size() < 2) continue;
    if (++common > most) continue;
    groups.push_back(&group);
    cells.push_back(std::move(by_municipality));
  }
  if (groups.empty()) {
    out.add("<p class=\"more\">{}</p>\n", {tr("No measure is planned by more than one municipality.")});
    return out;
  }
  out.add("<h3>{}</h3>\n", {tr("The same measures")});
  const bool compact = columns.size() > kManyMunicipalities;
  out.add("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table class=\"matrix {}\">\n",
          {tr("Who plans what"), compact ? "compact" : "wide"});
  out.add("<thead><tr><th scope=\"col\">{}</th>", {tr("Measure")});
  for (const std::size_t m : columns) out.add("<th scope=\"col\">{}</th>", {page.municipalities[m]});
  out.add("</tr></thead>\n<tbody>\n");
  for (std::size_t g = 0; g < groups.size(); ++g) {
    out.add("<tr><th scope=\"row\" title=\"{}\"><i class=\"chip {}\"></i> {}<small>{}</small></th>",
            {groups[g]->reason.empty() ? kind_label(page.input, groups[g]->kind)
                                       : kind_label(page.input, groups[g]->kind) + " — " + groups[g]->reason,
             kind_class(groups[g]->kind), shortened(groups[g]->name, 140),
             tr("%1 of %2 municipalities", {std::to_string(cells[g].size()), std::to_string(columns.size())})});
    for (const std::size_t m : columns) {
      const auto at = cells[g].find(m);
      out.add(cell(page, at == cells[g].end() ? std::vector<int>() : at->second, compact));
    }
    out.add("</tr>\n");
  }
  out.add("</tbody></table></div>\n").add(more_of(common - groups.size()));
  return out;
}

}  // namespace prikaz
