// Rows, documents and places in the words an official reads.
#include <cstdio>

#include "prikaz/document_kinds.h"
#include "prikaz/harmonize.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

std::string joined(const PlanRow& row, bool helpers) {
  std::string text;
  for (const CollectedParty& party : row.responsible) {
    if ((party.duty == "co_execute") != helpers) continue;
    const std::string& name = party.name.empty() ? party.text : party.name;
    if (name.empty()) continue;
    if (!text.empty()) text += "; ";
    text += name;
  }
  return text;
}

}  // namespace

Link link_to(const Collection& collection, const Place& place) {
  Link link;
  if (place.document < 0) return link;
  const CollectedDocument& document = collection.documents[static_cast<std::size_t>(place.document)];
  const int page = place.page > 0 ? place.page : document.first_page;
  link.text = tr("p. %1", {std::to_string(page)});
  if (!document.path.empty()) link.url = file_url(document.path, page);
  return link;
}

std::string shown_periods(const PlanRow& row) {
  if (!row.period_text.empty()) return row.period_text;
  std::string text;
  for (const CollectedPeriod& period : row.periods) text += (text.empty() ? "" : "; ") + period.text;
  return text;
}

std::string shown_responsible(const PlanRow& row) { return joined(row, false); }
std::string shown_co_responsible(const PlanRow& row) { return joined(row, true); }

std::string shown_municipality(const CollectedDocument& document) {
  if (!document.municipality.empty()) return document.municipality;
  if (document.issuer.empty()) return document.file_name;
  return document.place.empty() ? document.issuer : document.issuer + ", " + document.place;
}

std::string shown_document(const CollectedDocument& document) {
  std::string text = kind_in_words(document.kind);
  if (document.date) {
    char day[16];
    std::snprintf(day, sizeof day, "%02u.%02u.%04d", static_cast<unsigned>(document.date->day()),
                  static_cast<unsigned>(document.date->month()), static_cast<int>(document.date->year()));
    text += " " + tr("of %1", {day});
  }
  if (!document.number.empty()) text += " № " + document.number;
  if (!document.date && document.number.empty() && !document.title.empty()) text += " «" + document.title + "»";
  return text;
}

}  // namespace prikaz
