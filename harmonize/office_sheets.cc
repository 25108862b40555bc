#include "prikaz/office_sheets.h"

#include <algorithm>
#include <map>

#include "document_names.h"
#include "prikaz/document_kinds.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

constexpr int kMostMonths = 120;

const CollectedDocument& document_at(const Collection& collection, int index) {
  return collection.documents[static_cast<std::size_t>(index)];
}

SheetCell page_link(const Collection& collection, const Place& place) {
  if (place.document < 0) return std::nullopt;
  const CollectedDocument& document = document_at(collection, place.document);
  const std::string shown =
      place.page > 0 ? tr("%1, p. %2", {document.file_name, std::to_string(place.page)}) : document.file_name;
  if (document.path.empty()) return shown;
  return Link{file_url(document.path, place.page), shown};
}

std::string participant_kind(const Participant& one) {
  return one.kind == "person" ? tr("person") : one.kind == "organization" ? tr("organization") : tr("role");
}

std::string posts_in_words(const Participant& one) {
  std::string out;
  for (const PostHeld& post : one.posts) {
    if (!out.empty()) out += "; ";
    out += post.post;
    if (!post.first) continue;
    out += " (" + printed_day(*post.first);
    if (*post.last != *post.first) out += " – " + printed_day(*post.last);
    out += ")";
  }
  return out;
}

std::string duty_in_words(std::string_view duty) {
  if (duty == "control") return tr("controls");
  if (duty == "coordinate") return tr("coordinates");
  return duty == "co_execute" ? tr("helps to carry out") : tr("carries out");
}

std::string month_name(Month month) {
  return (number_of(month) < 10 ? "0" : "") + std::to_string(number_of(month)) + "." + std::to_string(year_of(month));
}
std::string month_key(Month month) {
  return std::to_string(year_of(month)) + (number_of(month) < 10 ? "_0" : "_") + std::to_string(number_of(month));
}

std::vector<std::pair<Month, int>> load_by_time(const Participant& one) {
  std::vector<std::pair<Month, int>> load;
  for (const auto& [month, rows] : one.load) load.emplace_back(month, rows.all());
  return load;
}

SheetCell busiest_month(const Participant& one) {
  const auto load = load_by_time(one);
  const auto most =
      std::max_element(load.begin(), load.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == load.end() ? SheetCell() : SheetCell(month_name(most->first));
}

Sheet participants_sheet(const Collection& collection, const Participants& participants, bool persons) {
  Sheet sheet;
  sheet.key = persons ? "persons" : "organizations";
  sheet.name = persons ? tr("Persons") : tr("Organizations and roles");
  sheet.columns = {{"municipality", tr("Municipality"), 28, true}};
  if (!persons) sheet.columns.push_back({"kind", tr("Kind"), 13});
  sheet.columns.push_back({"name", persons ? tr("Person") : tr("Name"), 34, true});
  sheet.columns.push_back(persons ? SheetColumn{"posts", tr("Posts over time"), 60, true}
                                  : SheetColumn{"full_name", tr("Full name"), 44, true});
  for (SheetColumn column :
       {SheetColumn{"plan_rows", tr("Plan rows"), 10}, SheetColumn{"items", tr("Items"), 10},
        SheetColumn{"controls", tr("Controls"), 10}, SheetColumn{"documents", tr("Documents"), 11},
        SheetColumn{"most_in_a_month", tr("Most rows in a month"), 12},
        SheetColumn{"busiest_month", tr("Busiest month"), 12}, SheetColumn{"place", tr("Met first in"), 34, true}})
    sheet.columns.push_back(std::move(column));
  sheet.frozen_columns = persons ? 2 : 3;
  sheet.rows = [&collection, &participants, persons](const SheetRow& row) {
    for (const Participant& one : participants.all) {
      if ((one.kind == "person") != persons) continue;
      std::vector<SheetCell> cells{municipality_name(one.municipality)};
      if (!persons) cells.emplace_back(participant_kind(one));
      cells.emplace_back(one.name);
      cells.emplace_back(persons ? posts_in_words(one) : one.full_name);
      cells.emplace_back(one.count(Assignment::plan_row));
      cells.emplace_back(one.count(Assignment::item));
      cells.emplace_back(one.count(Assignment::control_of_document));
      cells.emplace_back(one.documents.size());
      cells.emplace_back(one.most_in_a_month());
      cells.push_back(busiest_month(one));
      cells.push_back(page_link(collection, one.first));
      row(cells);
    }
  };
  return sheet;
}

Sheet load_sheet(const Participants& participants) {
  Month first = 0, last = -1;
  for (const Participant& one : participants.all) {
    if (one.load.empty()) continue;
    first = last < 0 ? one.load.begin()->first : std::min(first, one.load.begin()->first);
    last = std::max(last, one.load.rbegin()->first);
  }
  last = std::min(last, first + kMostMonths - 1);
  Sheet sheet;
  sheet.key = "load";
  sheet.name = tr("Load by month");
  sheet.columns = {
      {"municipality", tr("Municipality"), 28, true}, {"kind", tr("Kind"), 13}, {"name", tr("Name"), 34, true}};
  for (Month month = first; month <= last; ++month) sheet.columns.push_back({month_key(month), month_name(month), 8});
  sheet.frozen_columns = 3;
  sheet.rows = [&participants, first, last](const SheetRow& row) {
    for (const Participant& one : participants.all) {
      if (one.load.empty()) continue;
      std::vector<SheetCell> cells{municipality_name(one.municipality), participant_kind(one), one.name};
      for (Month month = first; month <= last; ++month) {
        const auto at = one.load.find(month);
        if (at == one.load.end())
          cells.emplace_back();
        else
          cells.push_back(SheetCell(at->second.all())
                              .with(at->second.all() >= 10  ? CellStyle::attention
                                    : at->second.all() >= 5 ? CellStyle::doubtful
                                                            : CellStyle::plain));
      }
      row(cells);
    }
  };
  return sheet;
}

Sheet duties_sheet(const Collection& collection, const Participants& participants) {
  Sheet sheet;
  sheet.key = "duties";
  sheet.name = tr("Who answers for what");
  sheet.columns = {{"municipality", tr("Municipality"), 28, true},
                   {"kind", tr("Kind"), 13},
                   {"name", tr("Name"), 34, true},
                   {"duty", tr("Duty"), 18},
                   {"of", tr("Row or item"), 14},
                   {"text", tr("Text"), 70, true},
                   {"period", tr("Period"), 24, true},
                   {"document", tr("Document"), 24},
                   {"place", tr("Page"), 34, true}};
  sheet.frozen_columns = 3;
  sheet.rows = [&collection, &participants](const SheetRow& row) {
    for (const Participant& one : participants.all)
      for (const Assignment& assignment : one.assignments) {
        const CollectedDocument& document = document_at(collection, assignment.document);
        std::string of, text, period;
        if (assignment.what == Assignment::plan_row) {
          const PlanRow& plan = collection.rows[static_cast<std::size_t>(assignment.index)];
          of = plan.number.empty() ? tr("row") : tr("row %1", {plan.number});
          text = plan.activity;
          period = plan.period_text;
        } else if (assignment.what == Assignment::item) {
          const CollectedItem& item = document.items[static_cast<std::size_t>(assignment.index)];
          of = item.number.empty() ? tr("item") : tr("item %1", {item.number});
          text = item.text;
        } else {
          of = tr("whole document");
          text = document.title;
        }
        row({municipality_name(one.municipality), participant_kind(one), one.name, duty_in_words(assignment.duty), of,
             text, period, document_name(document), page_link(collection, assignment.place)});
      }
  };
  return sheet;
}

Sheet doubts_sheet(const Collection& collection, const Participants& participants) {
  Sheet sheet;
  sheet.key = "doubtful_persons";
  sheet.name = tr("Doubtful persons");
  sheet.columns = {{"one", tr("Person"), 34, true},
                   {"municipality", tr("Municipality"), 28, true},
                   {"other", tr("Perhaps the same"), 34, true},
                   {"other_municipality", tr("Municipality of the other"), 28, true},
                   {"reason", tr("Reason"), 60, true},
                   {"place", tr("Page"), 34, true}};
  sheet.rows = [&collection, &participants](const SheetRow& row) {
    for (const ParticipantDoubt& doubt : participants.doubts) {
      const Participant& one = participants.all[static_cast<std::size_t>(doubt.one)];
      const Participant* other = doubt.other < 0 ? nullptr : &participants.all[static_cast<std::size_t>(doubt.other)];
      row({one.name, municipality_name(one.municipality), other ? SheetCell(other->name) : SheetCell(),
           other ? SheetCell(municipality_name(other->municipality)) : SheetCell(), doubt.reason,
           page_link(collection, one.first)});
    }
  };
  return sheet;
}

std::string status_in_words(const GraphNode& node) {
  switch (node.kind) {
    case GraphNode::archive: return tr("in the archive");
    case GraphNode::missing: return tr("not in the archive");
    case GraphNode::external: return tr("of another authority");
  }
  return {};
}

Sheet all_references_sheet(const Collection& collection, const ReferenceGraph& graph) {
  Sheet sheet;
  sheet.key = "references";
  sheet.name = tr("References");
  sheet.columns = {{"municipality", tr("Municipality"), 28, true},
                   {"document", tr("Document"), 24},
                   {"relation", tr("Relation"), 16},
                   {"kind", tr("Kind"), 14},
                   {"number", tr("Number"), 14},
                   {"date", tr("Date"), 12},
                   {"issuer", tr("Issuer"), 36, true},
                   {"title", tr("Title"), 50, true},
                   {"status", tr("Status"), 18},
                   {"doubt", tr("Doubt"), 34, true},
                   {"printed", tr("As printed"), 50, true},
                   {"place", tr("Page"), 34, true}};
  sheet.frozen_columns = 2;
  sheet.rows = [&collection, &graph](const SheetRow& row) {
    for (const GraphReference& reference : graph.references) {
      const CollectedDocument& from = document_at(collection, reference.from);
      const CollectedReference& printed = from.references[static_cast<std::size_t>(reference.reference)];
      const GraphNode& node = graph.nodes[static_cast<std::size_t>(reference.to)];
      SheetCell status = status_in_words(node);
      if (node.kind == GraphNode::missing) status.style = CellStyle::doubtful;
      row({municipality_name(from.municipality), document_name(from), relation_in_words(reference.relation),
           kind_in_words(printed.kind), printed.number, printed.date, printed.issuer, printed.title, status,
           reference.doubt, printed.text, page_link(collection, reference.place)});
    }
  };
  return sheet;
}

Sheet not_in_archive_sheet(const Collection& collection, const ReferenceGraph& graph) {
  Sheet sheet;
  sheet.key = "not_in_archive";
  sheet.name = tr("Named, not in the archive");
  sheet.columns = {{"kind", tr("Kind"), 14},           {"number", tr("Number"), 14},
                   {"date", tr("Date"), 12},           {"issuer", tr("Issuer"), 40, true},
                   {"title", tr("Title"), 60, true},   {"status", tr("Status"), 20},
                   {"times", tr("Times named"), 10},   {"documents", tr("Named in"), 50, true},
                   {"place", tr("First on"), 34, true}};
  sheet.rows = [&collection, &graph](const SheetRow& row) {
    std::map<int, std::vector<const GraphReference*>> naming;
    for (const GraphReference& reference : graph.references) naming[reference.to].push_back(&reference);
    for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
      const GraphNode& node = graph.nodes[n];
      if (node.kind == GraphNode::archive) continue;
      std::string documents;
      int last = -1;
      for (const GraphReference* reference : naming[static_cast<int>(n)]) {
        if (reference->from == last || documents.size() > 2000) continue;
        last = reference->from;
        const CollectedDocument& from = document_at(collection, last);
        documents += (documents.empty() ? "" : "; ") + document_name(from);
        if (!from.municipality.empty()) documents += " (" + from.municipality + ")";
      }
      row({kind_in_words(node.document_kind), node.number, node.date, node.issuer, node.title, status_in_words(node),
           node.named, documents, page_link(collection, naming[static_cast<int>(n)].front()->place)});
    }
  };
  return sheet;
}

}  // namespace

std::vector<Sheet> participant_sheets(const Collection& collection, const Participants& participants) {
  return {participants_sheet(collection, participants, true), participants_sheet(collection, participants, false),
          load_sheet(participants), duties_sheet(collection, participants), doubts_sheet(collection, participants)};
}

std::vector<Sheet> reference_sheets(const Collection& collection, const ReferenceGraph& graph) {
  return {all_references_sheet(collection, graph), not_in_archive_sheet(collection, graph)};
}

Sheet checks_sheet(const Collection& collection, const std::vector<Check>& checks) {
  Sheet sheet;
  sheet.key = "checks";
  sheet.name = tr("Checks");
  sheet.columns = {{"severity", tr("Severity"), 14},   {"municipality", tr("Municipality"), 28, true},
                   {"document", tr("Document"), 24},   {"subject", tr("Where"), 30, true},
                   {"sentence", tr("What"), 80, true}, {"code", tr("Code"), 24},
                   {"place", tr("Page"), 34, true}};
  sheet.frozen_columns = 1;
  sheet.rows = [&collection, &checks](const SheetRow& row) {
    for (const Check& check : checks) {
      const CollectedDocument& document = document_at(collection, check.place.document);
      SheetCell severity = severity_in_words(check.severity);
      if (check.severity != CheckSeverity::info)
        severity.style = check.severity == CheckSeverity::error ? CellStyle::attention : CellStyle::doubtful;
      row({severity, municipality_name(document.municipality), document_name(document), check.subject, check.sentence,
           check.code, page_link(collection, check.place)});
    }
  };
  return sheet;
}

}  // namespace prikaz
