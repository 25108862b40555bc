// Who answers for what, and the indexes of schools and persons.
#include <algorithm>

#include "places.h"
#include "prikaz/messages.h"
#include "table_kinds.h"
#include "words.h"

namespace prikaz::tables {
namespace {

// Printed in different ways: each once, in order.
std::string spellings(const Json& mentions) {
  std::vector<std::string> different;
  std::string all;
  for (const Json& mention : mentions) {
    std::string one = text(mention, "text");
    if (std::find(different.begin(), different.end(), one) != different.end()) continue;
    join(all, one, " | ");
    different.push_back(std::move(one));
  }
  return all;
}

int first_page(const Json& mentions) {
  for (const Json& mention : mentions)
    if (const int page = page_of(mention); page > 0) return page;
  return 0;
}

}  // namespace

Sheet responsible_sheet() {
  Sheet sheet;
  sheet.key = "responsible";
  sheet.name = tr("Who answers");
  sheet.columns = columns_after_leading({{"name", tr("Name"), 28, true},
                                         {"kind", tr("Kind"), 14},
                                         {"duty", tr("Duty"), 14},
                                         {"position", tr("Post"), 26, true},
                                         {"organization", tr("Organization"), 26, true},
                                         {"full_name", tr("Expansion of the abbreviation"), 30, true},
                                         {"place", tr("Place in the document"), 22, true},
                                         {"task", tr("Task"), 60, true},
                                         {"text", tr("As printed"), 30, true},
                                         {"confidence", tr("Confidence"), 10}});
  return sheet;
}

void responsible_rows(const DocumentView& view, const SheetRow& row) {
  for (const Json& party : array(view.document, "responsible")) {
    const std::string path = text(party, "path");
    row(view.cells(page_of(party),
                   {text_cell(party, "name"), party_kind(text(party, "kind")), duty(text(party, "duty")),
                    text_cell(party, "position"), text_cell(party, "organization"), text_cell(party, "full_name"),
                    text_cell(place_in_words(view.document, path)), text_cell(task_at(view.document, path)),
                    text_cell(party, "text"), confidence_cell(party)}));
  }
}

Sheet schools_sheet() {
  Sheet sheet;
  sheet.key = "schools";
  sheet.name = tr("Schools");
  sheet.columns = columns_after_leading({{"name", tr("School"), 34, true},
                                         {"legal_form", tr("Legal form"), 10},
                                         {"type", tr("Type"), 10},
                                         {"number", tr("No."), 8},
                                         {"proper_name", tr("Proper name"), 26, true},
                                         {"locality", tr("Locality"), 20, true},
                                         {"mentions", tr("Mentions"), 10},
                                         {"text", tr("As printed"), 50, true}});
  return sheet;
}

void schools_rows(const DocumentView& view, const SheetRow& row) {
  for (const Json& school : array(view.document, "schools")) {
    const Json& mentions = array(school, "mentions");
    row(view.cells(first_page(mentions),
                   {text_cell(school, "name"), text_cell(school, "legal_form"), text_cell(school, "type"),
                    text_cell(school, "number"), text_cell(school, "proper_name"), text_cell(school, "locality"),
                    mentions.size(), text_cell(spellings(mentions))}));
  }
}

Sheet persons_sheet() {
  Sheet sheet;
  sheet.key = "persons";
  sheet.name = tr("Persons");
  sheet.columns = columns_after_leading({{"name", tr("Name"), 24},
                                         {"surname", tr("Surname"), 18},
                                         {"given", tr("Given name"), 16},
                                         {"patronymic", tr("Patronymic"), 18},
                                         {"initials", tr("Initials"), 9},
                                         {"positions", tr("Posts"), 50, true},
                                         {"mentions", tr("Mentions"), 10},
                                         {"text", tr("As printed"), 40, true}});
  return sheet;
}

void persons_rows(const DocumentView& view, const SheetRow& row) {
  for (const Json& person : array(view.document, "persons")) {
    const Json& mentions = array(person, "mentions");
    row(view.cells(
        first_page(mentions),
        {text_cell(person, "name"), text_cell(person, "surname"), text_cell(person, "given"),
         text_cell(person, "patronymic"), text_cell(person, "initials"),
         text_cell(joined_texts(array(person, "positions"))), mentions.size(), text_cell(spellings(mentions))}));
  }
}

}  // namespace prikaz::tables
