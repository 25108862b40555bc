#include <algorithm>
#include <set>

#include "extraction_json.h"
#include "municipality.h"
#include "prikaz/error.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"

namespace prikaz {

std::string string_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

int int_at(const Json& object, const char* key, int otherwise) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number() ? found->get<int>() : otherwise;
}

const Json& array_at(const Json& object, const char* key) {
  static const Json nothing = Json::array();
  const auto found = object.find(key);
  return found != object.end() && found->is_array() ? *found : nothing;
}

std::optional<Day> day_at(const Json& object, const char* key) {
  const std::string text = string_at(object, key);
  const auto digits = [&](std::size_t from, std::size_t count) {
    return text.find_first_not_of("0123456789", from) >= from + count;
  };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !digits(0, 4) || !digits(5, 2) || !digits(8, 2))
    return std::nullopt;
  const Day day{std::chrono::year(std::stoi(text)),
                std::chrono::month(static_cast<unsigned>(std::stoi(text.substr(5)))),
                std::chrono::day(static_cast<unsigned>(std::stoi(text.substr(8))))};
  return day.ok() ? std::optional(day) : std::nullopt;
}

CollectedPeriod read_period(const Json& date) {
  return {string_at(date, "text"), string_at(date, "kind"),       day_at(date, "start"),
          day_at(date, "end"),     string_at(date, "recurrence"), !array_at(date, "inferred").empty()};
}

CollectedParty read_party(const DocumentInput& input, const Json& json) {
  CollectedParty party;
  party.name = string_at(json, "name");
  party.kind = string_at(json, "kind");
  party.full_name = string_at(json, "full_name");
  party.position = string_at(json, "position");
  party.organization = string_at(json, "organization");
  party.duty = string_at(json, "duty");
  party.text = string_at(json, "text");
  party.confidence = json.value("confidence", 1.0F);
  const auto person = input.person_of_id.find(string_at(json, "person"));
  if (person != input.person_of_id.end()) party.person = person->second;
  return party;
}

Place place_of(const DocumentInput& input, const Json& spans) {
  Place place;
  place.document = input.index;
  if (spans.empty()) return place;
  place.page = int_at(spans.front(), "page", 0);
  const Json& box = array_at(spans.front(), "bbox");
  if (box.size() == 4)
    place.bbox = {box[0].get<float>(), box[1].get<float>(), box[2].get<float>(), box[3].get<float>()};
  return place;
}

namespace {

std::string value_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_object() ? string_at(*found, "value") : std::string();
}

void read_heading(const Json& json, CollectedDocument& document) {
  document.kind = string_at(json, "kind");
  const auto pages = json.find("pages");
  if (pages != json.end() && pages->is_object()) {
    document.first_page = int_at(*pages, "first", 1);
    document.last_page = int_at(*pages, "last", document.first_page);
  }
  const auto details = json.find("issuer_details");
  if (details != json.end() && details->is_object()) {
    document.ogrn = string_at(*details, "ogrn");
    document.inn = string_at(*details, "inn");
  }
  const auto heading = json.find("heading");
  if (heading == json.end() || !heading->is_object()) return;
  document.number = value_at(*heading, "number");
  document.title = value_at(*heading, "title");
  document.issuer = value_at(*heading, "issuer");
  document.place = value_at(*heading, "place");
  const auto date = heading->find("date");
  if (date != heading->end() && date->is_object()) document.date = day_at(*date, "value");
}

void read_persons(DocumentInput& input, CollectedDocument& document) {
  for (const Json& json : array_at(input.json, "persons")) {
    CollectedPerson person;
    person.name = string_at(json, "name");
    person.surname = string_at(json, "surname");
    person.given = string_at(json, "given");
    person.patronymic = string_at(json, "patronymic");
    person.initials = string_at(json, "initials");
    for (const Json& position : array_at(json, "positions"))
      if (position.is_string()) person.positions.push_back(position.get<std::string>());
    for (const Json& mention : array_at(json, "mentions"))
      person.places.push_back(place_of(input, array_at(mention, "spans")));
    input.person_of_id.emplace(string_at(json, "id"), static_cast<int>(document.persons.size()));
    document.persons.push_back(std::move(person));
  }
}

void read_schools(const DocumentInput& input, CollectedDocument& document) {
  for (const Json& json : array_at(input.json, "schools")) {
    CollectedSchool school;
    school.name = string_at(json, "name");
    school.legal_form = string_at(json, "legal_form");
    school.type = string_at(json, "type");
    school.number = string_at(json, "number");
    school.proper_name = string_at(json, "proper_name");
    school.locality = string_at(json, "locality");
    school.honorific = string_at(json, "honorific");
    for (const Json& mention : array_at(json, "mentions")) {
      school.texts.push_back(string_at(mention, "text"));
      school.places.push_back(place_of(input, array_at(mention, "spans")));
      school.paths.push_back(string_at(mention, "path"));
      school.branches.push_back(string_at(mention, "branch"));
    }
    document.schools.push_back(std::move(school));
  }
}

void read_dates(DocumentInput& input) {
  for (const Json& json : array_at(input.json, "dates")) {
    input.dates_at[string_at(json, "path")].push_back(static_cast<int>(input.dates.size()));
    input.dates.push_back(read_period(json));
  }
}

// «/documents/0/items/2/text» -> that text; of a Value its printed text.
std::string text_at(const Json& extraction, const std::string& path) {
  try {
    const Json& found = extraction.at(Json::json_pointer(path));
    if (found.is_string()) return found.get<std::string>();
    if (found.is_object()) return string_at(found, "text");
  } catch (const Json::exception&) {
    // A path that leads nowhere has no text.
  }
  return {};
}

void read_references(const Json& extraction, const DocumentInput& input, CollectedDocument& document) {
  for (const Json& json : array_at(input.json, "references")) {
    CollectedReference reference;
    reference.kind = string_at(json, "kind");
    reference.issuer = string_at(json, "issuer");
    reference.number = string_at(json, "number");
    reference.title = string_at(json, "title");
    reference.text = string_at(json, "text");
    reference.date = day_at(json, "date");
    reference.path = string_at(json, "path");
    reference.context = text_at(extraction, reference.path);
    reference.place = place_of(input, array_at(json, "spans"));
    document.references.push_back(std::move(reference));
  }
}

// Indexes of the things (schools, persons) of `things` that a path under `folder` mentions.
std::vector<int> mentioned_under(const Json& things, const std::string& folder) {
  std::vector<std::pair<std::string, int>> found;
  for (std::size_t i = 0; i < things.size(); ++i)
    for (const Json& mention : array_at(things[i], "mentions")) {
      const std::string path = string_at(mention, "path");
      if (path.starts_with(folder)) found.emplace_back(path, static_cast<int>(i));
    }
  // Entries 10 and above come after 9: longer paths are later ones where they differ in a number.
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.first.size() != b.first.size() ? a.first.size() < b.first.size() : a.first < b.first;
  });
  std::vector<int> indexes;
  for (const auto& [path, index] : found)
    if (std::find(indexes.begin(), indexes.end(), index) == indexes.end()) indexes.push_back(index);
  return indexes;
}

void read_entries(const Json& entries, std::vector<std::string>& texts) {
  for (const Json& entry : entries) {
    texts.push_back(string_at(entry, "text"));
    read_entries(array_at(entry, "entries"), texts);
  }
}

std::string appendix_around(const DocumentInput& input, const Json& part) {
  const auto around = input.heading_of.find(string_at(part, "id"));
  return around == input.heading_of.end() ? std::string() : around->second;
}

std::string heading_over(const DocumentInput& input, const Json& part) {
  std::string title = string_at(part, "title");
  return title.empty() ? appendix_around(input, part) : title;
}

void read_lists(const DocumentInput& input, CollectedDocument& document) {
  const Json& lists = array_at(input.json, "lists");
  for (std::size_t i = 0; i < lists.size(); ++i) {
    CollectedList list;
    list.title = heading_over(input, lists[i]);
    list.appendix_title = appendix_around(input, lists[i]);
    list.kind = string_at(lists[i], "kind");
    read_entries(array_at(lists[i], "entries"), list.entries);
    const std::string folder = input.pointer + "/lists/" + std::to_string(i) + "/";
    list.schools = mentioned_under(array_at(input.json, "schools"), folder);
    list.persons = mentioned_under(array_at(input.json, "persons"), folder);
    list.place = place_of(input, array_at(lists[i], "spans"));
    document.lists.push_back(std::move(list));
  }
}

void read_tables(const DocumentInput& input, CollectedDocument& document) {
  for (const Json& json : array_at(input.json, "tables")) {
    CollectedTable table;
    table.id = string_at(json, "id");
    table.title = string_at(json, "title");
    table.appendix_title = appendix_around(input, json);
    for (const Json& column : array_at(json, "columns")) {
      table.headers.push_back(string_at(column, "header"));
      table.roles.push_back(string_at(column, "role"));
    }
    int index = 0;
    for (const Json& row : array_at(json, "rows")) {
      if (string_at(row, "kind") == "section")
        for (const Json& cell : array_at(row, "cells"))
          if (const std::string text = string_at(cell, "text"); !text.empty()) {
            table.sections.emplace_back(index, text);
            break;
          }
      ++index;
    }
    table.place = place_of(input, array_at(json, "spans"));
    document.tables.push_back(std::move(table));
  }
}

bool names_a_group(const std::string& title) {
  const std::string folded = fold(title);
  for (const char* word : {"групп", "комисси", "команд", "совет", "комитет", "штаб", "состав"})
    if (folded.find(word) != std::string::npos) return true;
  return false;
}

bool has_role(const Json& table, std::string_view role) {
  const Json& columns = array_at(table, "columns");
  return std::any_of(columns.begin(), columns.end(),
                     [&](const Json& column) { return string_at(column, "role") == role; });
}

// A list of persons that is a table has no mentions of its own: they point into the table.
void read_working_group(const DocumentInput& input, CollectedDocument& document) {
  std::set<int> members;
  for (CollectedList& list : document.lists)
    if (list.kind == "persons" && names_a_group(list.title)) members.insert(list.persons.begin(), list.persons.end());
  const Json& tables = array_at(input.json, "tables");
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (!has_role(tables[i], "person") || has_role(tables[i], "activity") || has_role(tables[i], "school")) continue;
    const std::string title = heading_over(input, tables[i]);
    const std::vector<int> persons =
        mentioned_under(array_at(input.json, "persons"), input.pointer + "/tables/" + std::to_string(i) + "/");
    for (CollectedList& list : document.lists)
      if (list.kind == "persons" && list.persons.empty() && list.title == title) list.persons = persons;
    if (names_a_group(title)) members.insert(persons.begin(), persons.end());
  }
  document.working_group.assign(members.begin(), members.end());
}

void read_items(const DocumentInput& input, const Json& items, const std::string& folder, CollectedDocument& document) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    CollectedItem item;
    item.number = string_at(items[i], "number");
    item.text = string_at(items[i], "text");
    item.place = place_of(input, array_at(items[i], "spans"));
    const std::string pointer = folder + "/" + std::to_string(i);
    item.path = pointer;
    const auto dates = input.dates_at.find(pointer + "/text");
    if (dates != input.dates_at.end())
      for (const int date : dates->second) item.periods.push_back(input.dates[static_cast<std::size_t>(date)]);
    for (const Json& party : array_at(input.json, "responsible"))
      if (string_at(party, "path") == pointer + "/text") item.parties.push_back(read_party(input, party));
    document.items.push_back(std::move(item));
    read_items(input, array_at(items[i], "items"), pointer + "/items", document);
  }
}

void read_control(const DocumentInput& input, CollectedDocument& document) {
  for (const Json& party : array_at(input.json, "responsible")) {
    const auto target = party.find("target");
    if (target != party.end() && target->is_object() && target->value("document", false))
      document.control.push_back(read_party(input, party));
  }
}

void read_signatories(const DocumentInput& input, CollectedDocument& document) {
  for (const Json& json : array_at(input.json, "signatories")) {
    CollectedParty party;
    party.kind = "person";
    party.name = string_at(json, "person");
    party.position = string_at(json, "position");
    party.text = string_at(json, "text");
    for (std::size_t i = 0; i < document.persons.size() && party.person < 0; ++i)
      if (!party.name.empty() && document.persons[i].name == party.name) party.person = static_cast<int>(i);
    document.signatories.push_back(std::move(party));
  }
}

// Also which appendix a table or list stands in.
void read_appendices(DocumentInput& input, CollectedDocument& document) {
  for (const Json& appendix : array_at(input.json, "appendices")) {
    const auto pages = appendix.find("pages");
    document.appendices.push_back({string_at(appendix, "number"), string_at(appendix, "title"),
                                   pages != appendix.end() && pages->is_object() ? int_at(*pages, "first", 0) : 0});
    for (const Json& block : array_at(appendix, "content"))
      for (const char* key : {"table", "list"}) {
        const std::string id = string_at(block, key);
        if (!id.empty()) input.heading_of.emplace(id, string_at(appendix, "title"));
      }
  }
}

MunicipalitySources municipality_sources(const DocumentInput& input, const CollectedDocument& document) {
  MunicipalitySources sources;
  sources.issuer = document.issuer;
  sources.title = document.title;
  sources.place = document.place;
  const auto approval = input.json.find("approval");
  if (approval != input.json.end() && approval->is_object()) sources.approval = string_at(*approval, "text");
  for (const Json& appendix : array_at(input.json, "appendices")) {
    sources.appendix_titles.push_back(string_at(appendix, "title"));
    const auto grif = appendix.find("of_document");
    if (grif != appendix.end() && grif->is_object()) sources.grifs.push_back(string_at(*grif, "text"));
  }
  for (const CollectedParty& party : document.signatories) sources.posts.push_back(party.position);
  for (const Json& party : array_at(input.json, "responsible")) {
    std::string organization = string_at(party, "organization");
    if (organization.empty() && string_at(party, "kind") == "organization") organization = string_at(party, "name");
    if (!organization.empty()) sources.organizations.push_back(std::move(organization));
  }
  return sources;
}

bool is_recognized(const Json& extraction, const CollectedDocument& document) {
  const Json& pages = array_at(extraction, "pages");
  return std::any_of(pages.begin(), pages.end(), [&](const Json& page) {
    const int number = int_at(page, "number", 0);
    return document.first_page <= number && number <= document.last_page && string_at(page, "text_source") == "ocr";
  });
}

void read_document(const Json& extraction, DocumentInput& input, Collection& into) {
  CollectedDocument document;
  read_heading(input.json, document);
  document.recognized = is_recognized(extraction, document);
  read_persons(input, document);
  read_schools(input, document);
  read_dates(input);
  read_appendices(input, document);
  read_references(extraction, input, document);
  read_lists(input, document);
  read_tables(input, document);
  read_working_group(input, document);
  read_items(input, array_at(input.json, "items"), input.pointer + "/items", document);
  read_control(input, document);
  read_signatories(input, document);
  const Municipality municipality = choose_municipality(municipality_sources(input, document));
  document.municipality = municipality.name;
  document.municipality_key = municipality.key;
  read_plan_rows(input, into.rows);
  read_plan_years(input, into.rows, document);
  into.documents.push_back(std::move(document));
}

InputError no_extraction() { return {Failure::damaged, tr("this is no extraction of prikaz")}; }

}  // namespace

void add_extraction(Collection& collection, std::string_view json, std::string_view path) {
  Collection added;
  try {
    const Json extraction = Json::parse(json);
    if (string_at(extraction, "schema") != "urn:prikaz:extraction:1" || !extraction.contains("documents"))
      throw no_extraction();
    const Json& source = extraction.at("source");
    const Json& documents = array_at(extraction, "documents");
    for (std::size_t i = 0; i < documents.size(); ++i) {
      if (!documents[i].is_object()) throw no_extraction();
      DocumentInput input{documents[i],
                          "/documents/" + std::to_string(i),
                          static_cast<int>(collection.documents.size() + i),
                          {},
                          {},
                          {},
                          {}};
      read_document(extraction, input, added);
      CollectedDocument& document = added.documents.back();
      document.sha256 = string_at(source, "sha256");
      document.file_name = string_at(source, "name");
      document.path = path;
      document.id = document.sha256.substr(0, 12) + "." + std::to_string(i + 1);
    }
  } catch (const Json::exception&) {
    throw no_extraction();
  }
  std::move(added.documents.begin(), added.documents.end(), std::back_inserter(collection.documents));
  std::move(added.rows.begin(), added.rows.end(), std::back_inserter(collection.rows));
}

}  // namespace prikaz
