// Lists of schools over the years, the load of those who answer, references and checks.
#include <algorithm>
#include <map>
#include <set>

#include "document_names.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"
#include "report_parts.h"

namespace prikaz {
namespace {

constexpr std::size_t kMostSchools = 120, kAllSchools = 2500;
constexpr std::size_t kMostPersons = 50, kMostOthers = 30, kMostDoubts = 40;
constexpr std::size_t kMostDrawn = 500, kMostMissing = 120, kMostChecks = 600;

// For xgettext, which finds messages by the function around them.
constexpr const char* message(const char* text) { return text; }

struct CodeWords {
  const char *code, *words;
};

constexpr CodeWords kCodes[] = {
    {"period_reversed", message("Period ends before it begins")},
    {"period_outside_plan", message("Period outside the plan's time")},
    {"row_without_period", message("Row without a period")},
    {"row_without_responsible", message("Row without anybody who answers")},
    {"plan_without_periods", message("Plan without periods")},
    {"plan_without_responsible", message("Plan without anybody who answers")},
    {"row_number_repeated", message("Row number used twice")},
    {"row_number_skipped", message("Row number missing")},
    {"item_number_repeated", message("Item number used twice")},
    {"item_number_skipped", message("Item number missing")},
    {"row_repeated", message("Row stands twice")},
    {"school_not_in_list", message("School that is not in the list")},
    {"responsible_not_in_group", message("Responsible person outside the working group")},
    {"control_missing", message("No control")},
    {"control_without_person", message("Control without a person")},
    {"deadline_before_order", message("Deadline before the document's date")},
    {"rows_before_order", message("Rows over before the document's date")},
    {"appendix_missing", message("Appendix that is not there")},
    {"appendix_not_mentioned", message("Appendix that no item names")},
    {"reference_to_future", message("Document of a later date is named")},
    {"reference_to_repealed", message("Repealed document is named")},
    {"number_missing", message("Document without a number")},
    {"date_missing", message("Document without a date")},
    {"number_and_date_repeated", message("Number and date used twice")},
};

std::string code_in_words(const std::string& code) {
  for (const CodeWords& one : kCodes)
    if (code == one.code) return tr(one.words);
  return code;
}

Markup list_table(const ReportPage& page, const ReportSchoolList& list, std::size_t most) {
  Markup out;
  out.add(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table class=\"years\"><thead><tr>"
      "<th scope=\"col\">{}</th>",
      {list.name, tr("School")});
  for (const std::string& period : list.periods) out.add("<th scope=\"col\">{}</th>", {period});
  out.add("</tr></thead>\n<tbody>\n");
  const std::size_t count = std::min(list.schools.size(), most);
  for (std::size_t s = 0; s < count; ++s) {
    const ReportSchoolList::School& school = list.schools[s];
    out.add("<tr><th scope=\"row\">{}</th>", {school.name});
    for (const ReportSchoolList::Cell& cell : school.cells) {
      if (cell.listed)
        out.add("<td class=\"{}\">{}</td>",
                {cell.change == ReportSchoolList::came ? "came" : "",
                 page.link(cell.place, cell.change == ReportSchoolList::came ? "＋" : "●",
                           cell.change == ReportSchoolList::came ? tr("new in the list") : tr("in the list"))});
      else if (cell.change == ReportSchoolList::left)
        out.add("<td class=\"left\" title=\"{}\">−</td>", {tr("no longer in the list")});
      else
        out.add("<td></td>");
    }
    out.add("</tr>\n");
  }
  out.add("</tbody></table></div>\n").add(more_of(list.schools.size() - count));
  return out;
}

int level_of(int rows) { return rows <= 1 ? 1 : rows <= 3 ? 2 : rows <= 6 ? 3 : rows <= 10 ? 4 : 5; }

// Those with most rows, of persons or of the others.
std::vector<const Participant*> busiest(const Participants& participants, bool persons) {
  std::vector<std::pair<int, const Participant*>> all;
  for (const Participant& one : participants.all)
    if ((one.kind == "person") == persons && !one.load.empty()) {
      int sum = 0;
      for (const auto& [month, rows] : one.load) sum += rows.all();
      all.emplace_back(sum, &one);
    }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<const Participant*> sorted;
  for (const auto& [sum, one] : all) sorted.push_back(one);
  return sorted;
}

std::string posts_of(const Participant& one) {
  std::string out;
  for (const PostHeld& post : one.posts) {
    if (!out.empty()) out += "; ";
    out += post.post;
    if (post.first && one.posts.size() > 1) out += " (" + printed_day(*post.first) + ")";
  }
  return out;
}

// Of several posts of the latest document the first: the one told with the name.
std::string latest_post(const Participant& one) {
  const PostHeld* latest = nullptr;
  for (const PostHeld& post : one.posts)
    if (latest == nullptr || (post.last && latest->last && *post.last > *latest->last)) latest = &post;
  return latest == nullptr ? std::string() : latest->post;
}

Markup heat_table(const ReportPage& page, const std::vector<const Participant*>& all, std::size_t most,
                  const std::string& head) {
  Markup out;
  out.add(
      "<div class=\"scroll fit\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table class=\"heat\"><thead><tr>"
      "<th scope=\"col\">{}</th>",
      {head, head});
  for (Month month = page.months.first; month <= page.months.last; ++month) {
    const bool year = month == page.months.first || number_of(month) == 1;
    out.add("<th scope=\"col\" title=\"{}\">{}{}</th>",
            {month_in_words(month), (number_of(month) < 10 ? "0" : "") + std::to_string(number_of(month)),
             year ? Markup().add("<br>{}", {year_of(month)}) : Markup()});
  }
  out.add("<th scope=\"col\">{}</th></tr></thead>\n<tbody>\n", {tr("rows")});
  const std::size_t count = std::min(all.size(), most);
  for (std::size_t i = 0; i < count; ++i) {
    const Participant& one = *all[i];
    const std::string post = one.kind == "person" ? posts_of(one) : one.full_name;
    out.add("<tr><th scope=\"row\">").add(page.link(one.first, one.name, post));
    out.add("<small>{}</small></th>",
            {municipality_name(one.municipality) + (one.posts.empty() ? "" : " · " + shortened(latest_post(one), 46))});
    for (Month month = page.months.first; month <= page.months.last; ++month) {
      const auto at = one.load.find(month);
      if (at == one.load.end())
        out.add("<td></td>");
      else
        out.add("<td class=\"{}\" title=\"{}\">{}</td>",
                {"h" + std::to_string(level_of(at->second.all())),
                 tr("%1: dated %2, again and again %3",
                    {month_in_words(month), std::to_string(at->second.dated), std::to_string(at->second.recurring)}),
                 at->second.all()});
    }
    out.add("<td class=\"num\">{}</td></tr>\n", {one.count(Assignment::plan_row)});
  }
  out.add("</tbody></table></div>\n").add(more_of(all.size() - count));
  return out;
}

// Posts that changed: the reason to look at one person over time.
Markup changed_posts(const ReportPage& page) {
  Markup rows;
  std::size_t count = 0;
  for (const Participant& one : page.input.participants.all) {
    if (one.posts.size() < 2 || one.documents.size() < 2) continue;
    if (++count > kMostDoubts) continue;
    rows.add("<tr><th scope=\"row\">").add(page.link(one.first, one.name)).add("</th>");
    rows.add("<td>{}</td><td>{}</td></tr>\n", {municipality_name(one.municipality), posts_of(one)});
  }
  Markup out;
  if (count == 0) return out;
  out.add(
      "<details><summary>{} <small>{}</small></summary><div class=\"scroll\" tabindex=\"0\"><table><thead><tr>"
      "<th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
      {tr("Posts over time"), count, tr("Person"), tr("Municipality"), tr("Posts")});
  out.add(rows).add("</tbody></table></div>\n").add(more_of(count - std::min(count, kMostDoubts))).add("</details>\n");
  return out;
}

Markup doubtful_persons(const ReportPage& page) {
  const Participants& participants = page.input.participants;
  Markup out;
  if (participants.doubts.empty()) return out;
  out.add(
      "<details><summary>{} <small>{}</small></summary><div class=\"scroll\" tabindex=\"0\"><table><thead><tr>"
      "<th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
      {tr("Doubtful persons"), participants.doubts.size(), tr("Person"), tr("Perhaps the same"), tr("Reason")});
  const std::size_t count = std::min(participants.doubts.size(), kMostDoubts);
  const auto shown = [&](int index) {
    const Participant& one = participants.all[static_cast<std::size_t>(index)];
    Markup cell;
    cell.add(page.link(one.first, one.name)).add(" · {}", {municipality_name(one.municipality)});
    return cell;
  };
  for (std::size_t i = 0; i < count; ++i) {
    const ParticipantDoubt& doubt = participants.doubts[i];
    out.add("<tr><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            {shown(doubt.one), doubt.other < 0 ? Markup() : shown(doubt.other), doubt.reason});
  }
  out.add("</tbody></table></div>\n").add(more_of(participants.doubts.size() - count)).add("</details>\n");
  return out;
}

// Where there are too many documents, those that say more than a name, then the first ones.
ReferenceGraph part_to_draw(const ReferenceGraph& graph, bool& whole) {
  ReferenceGraph part;
  part.nodes = graph.nodes;
  part.edges = graph.edges;
  const auto linked = [&] {
    std::set<int> nodes;
    for (const GraphEdge& edge : part.edges) {
      nodes.insert(edge.from);
      nodes.insert(edge.to);
    }
    return nodes.size();
  };
  whole = linked() <= kMostDrawn;
  if (whole) return part;
  std::erase_if(part.edges, [](const GraphEdge& edge) { return edge.relation == Relation::names; });
  while (linked() > kMostDrawn) {
    // From the strongest: what is repealed and amended stays longest.
    std::stable_sort(part.edges.begin(), part.edges.end(),
                     [](const GraphEdge& a, const GraphEdge& b) { return a.relation > b.relation; });
    part.edges.resize(part.edges.size() * 3 / 4);
  }
  return part;
}

Markup missing_documents(const ReportPage& page) {
  const ReferenceGraph& graph = page.input.graph;
  std::map<int, std::vector<const GraphReference*>> naming;
  for (const GraphReference& reference : graph.references)
    if (graph.nodes[static_cast<std::size_t>(reference.to)].kind != GraphNode::archive)
      naming[reference.to].push_back(&reference);
  std::vector<int> order;
  for (const auto& [node, references] : naming) order.push_back(node);
  // What could be in the archive first, then by how often it is named.
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    const auto key = [&](int node) {
      return std::pair(graph.nodes[static_cast<std::size_t>(node)].kind == GraphNode::missing ? 0 : 1,
                       -static_cast<long>(naming[node].size()));
    };
    return key(a) < key(b);
  });
  Markup out;
  if (order.empty()) return out;
  out.add(
      "<h3>{}</h3>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table "
      "class=\"narrow\"><thead><tr>"
      "<th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th "
      "scope=\"col\">{}</th></tr></thead>\n"
      "<tbody>\n",
      {tr("Named, not in the archive"), tr("Named, not in the archive"), tr("Document"), tr("Issuer, title"),
       tr("Status"), tr("Named in")});
  const std::size_t count = std::min(order.size(), kMostMissing);
  for (std::size_t i = 0; i < count; ++i) {
    const GraphNode& node = graph.nodes[static_cast<std::size_t>(order[i])];
    out.add("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>",
            {node_name(node), shortened(node.issuer + (node.title.empty() ? "" : " «" + node.title + "»"), 160),
             node.kind == GraphNode::missing ? tr("not in the archive") : tr("of another authority")});
    // Each document once, though it may name the other several times.
    std::vector<const GraphReference*> references;
    for (const GraphReference* reference : naming[order[i]])
      if (references.empty() || references.back()->from != reference->from) references.push_back(reference);
    for (std::size_t r = 0; r < std::min<std::size_t>(references.size(), 4); ++r) {
      if (r > 0) out.add("; ");
      out.add(page.link(references[r]->place, document_name(page.document(references[r]->from)),
                        relation_in_words(references[r]->relation)));
    }
    if (references.size() > 4) out.add(" {}", {tr_plural("and %1 more", "and %1 more", references.size() - 4)});
    out.add("</td></tr>\n");
  }
  out.add("</tbody></table></div>\n").add(more_of(order.size() - count));
  return out;
}

}  // namespace

Markup lists_section(const ReportPage& page) {
  Markup out;
  out.add("<p class=\"note\">{}</p>\n",
          {tr("In which list of which year each school stands: ● listed, ＋ new, − no longer listed.")});
  if (page.input.lists.empty()) {
    out.add("<p class=\"more\">{}</p>\n", {tr("No document lists schools.")});
    return out;
  }
  std::size_t left = kAllSchools, not_shown = 0;
  out.add("<div class=\"lists\">\n");
  const bool few = page.input.lists.size() <= 8;
  for (const ReportSchoolList& list : page.input.lists) {
    if (left == 0) {
      ++not_shown;
      continue;
    }
    const std::size_t most = std::min(kMostSchools, left);
    left -= std::min(list.schools.size(), most);
    out.add(few ? "<details open><summary>{}: {} <small>{}</small></summary>\n"
                : "<details><summary>{}: {} <small>{}</small></summary>\n",
            {list.municipality, list.name, tr_plural("%1 school", "%1 schools", list.schools.size())});
    out.add(list_table(page, list, most)).add("</details>\n");
  }
  out.add("</div>\n").add(more_of(not_shown));
  return out;
}

Markup load_section(const ReportPage& page) {
  Markup out;
  out.add("<p class=\"note\">{}</p>\n",
          {tr("How many plan rows each answers for in a month, those with most work first.")});
  const std::vector<const Participant*> persons = busiest(page.input.participants, true),
                                        others = busiest(page.input.participants, false);
  if (page.months_shown() <= 0 || (persons.empty() && others.empty())) {
    out.add("<p class=\"more\">{}</p>\n", {tr("Nobody is named for a row with a period.")});
  } else {
    if (!persons.empty()) out.add(heat_table(page, persons, kMostPersons, tr("Person")));
    if (!others.empty()) {
      out.add("<h3>{}</h3>\n", {tr("Organizations and roles")});
      out.add(heat_table(page, others, kMostOthers, tr("Name")));
    }
  }
  out.add(changed_posts(page)).add(doubtful_persons(page));
  return out;
}

Markup references_section(const ReportPage& page) {
  bool whole = true;
  const ReferenceGraph part = part_to_draw(page.input.graph, whole);
  Markup out;
  out.add("<p class=\"note\">{}</p>\n", {tr("Which document names, amends or repeals which. Years run from left to "
                                            "right, each municipality has its lane.")});
  if (!whole)
    out.add("<p class=\"more\">{}</p>\n",
            {tr("Only a part is drawn: all of it is in the drawing that «prikaz references -o graph.svg» makes.")});
  out.add("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">", {tr("Drawing of the references")});
  out.add_finished(
      draw_references(page.input.collection, part, true, [&](const Place& place) { return page.address(place); }));
  out.add("</div>\n");
  out.add(missing_documents(page));
  return out;
}

Markup checks_section(const ReportPage& page) {
  const std::vector<Check>& checks = page.input.checks;
  Markup out;
  out.add("<p class=\"note\">{}</p>\n", {tr("What somebody should look at again. Each leads to its page.")});
  if (checks.empty()) {
    out.add("<p class=\"more\">{}</p>\n", {tr("Nothing stands out.")});
    return out;
  }
  std::map<std::string, std::size_t> codes;
  std::map<CheckSeverity, std::size_t> severities;
  for (const Check& check : checks) {
    ++codes[check.code];
    ++severities[check.severity];
  }
  std::vector<std::pair<std::size_t, std::string>> by_count;
  for (const auto& [code, count] : codes) by_count.emplace_back(count, code);
  std::stable_sort(by_count.begin(), by_count.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  out.add("<ul class=\"codes\">");
  for (const auto& [count, code] : by_count) out.add("<li><span>{}</span><b>{}</b></li>", {code_in_words(code), count});
  out.add("</ul>\n");

  out.add("<input class=\"pick\" type=\"radio\" name=\"severity\" id=\"s-all\" checked>");
  for (const auto& [severity, count] : severities)
    out.add("<input class=\"pick\" type=\"radio\" name=\"severity\" id=\"{}\">",
            {std::string("s-") + severity_name(severity)});
  out.add("<div class=\"filter\"><label for=\"s-all\">{} · {}</label>", {tr("all"), checks.size()});
  for (const auto& [severity, count] : severities)
    out.add("<label for=\"{}\">{} · {}</label>",
            {std::string("s-") + severity_name(severity), severity_in_words(severity), count});
  out.add(
      "</div>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table><thead><tr>"
      "<th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th>"
      "<th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
      {tr("Checks"), tr("Severity"), tr("Municipality"), tr("Document"), tr("Where"), tr("What")});
  // Where there are too many, the weightier ones.
  std::vector<const Check*> shown;
  for (const Check& check : checks) shown.push_back(&check);
  if (shown.size() > kMostChecks) {
    std::stable_sort(shown.begin(), shown.end(),
                     [](const Check* a, const Check* b) { return a->severity < b->severity; });
    shown.resize(kMostChecks);
  }
  for (const Check* check : shown) {
    const CollectedDocument& document = page.document(check->place.document);
    out.add(
        "<tr class=\"{}\"><td><span class=\"badge {}\">{}</span></td><td>{}</td><td class=\"doc\">{}</td><td>{}</td>"
        "<td>{}</td></tr>\n",
        {severity_name(check->severity), severity_name(check->severity), severity_in_words(check->severity),
         municipality_name(document.municipality),
         page.link(check->place, check->place.page > 0
                                     ? tr("%1, p. %2", {document_name(document), std::to_string(check->place.page)})
                                     : document_name(document)),
         check->subject, capitalized(check->sentence)});
  }
  out.add("</tbody></table></div>\n").add(more_of(checks.size() - shown.size()));
  return out;
}

}  // namespace prikaz
