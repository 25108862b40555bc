// Collections written by hand as JSON cases: only what a test is about, everything else is empty. Names and places are
// made up. A document: {"municipality", "kind", "number", "date", "title", "issuer", "plan": [2023, 2024], "persons":
// ["Фамилия И.О." or {"surname", "given", "patronymic", "initials", "positions"}], "schools": [{"name", "number",
// "paths"}], "references": […], "items": […], "appendices": ["1"], "control": [party], "group": [0], "rows": […]}; a
// party is a name (a person's, if the document has that person; else a role) or {"name", "kind", "duty"}.
#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "prikaz/collection.h"

namespace prikaz {

inline nlohmann::json read_cases(const char* name) {
  std::ifstream file(std::string(PRIKAZ_TESTS_DIR "/harmonize/cases/") + name);
  return nlohmann::json::parse(file);
}

inline std::optional<Day> day_of(const nlohmann::json& object, const char* key) {
  const std::string text = object.value(key, "");
  if (text.size() != 10) return std::nullopt;
  return Day{std::chrono::year(std::stoi(text)), std::chrono::month(static_cast<unsigned>(std::stoi(text.substr(5)))),
             std::chrono::day(static_cast<unsigned>(std::stoi(text.substr(8))))};
}

inline CollectedPeriod period_of(const nlohmann::json& json) {
  CollectedPeriod period;
  period.text = json.value("text", "");
  period.kind = json.value("kind", "range");
  period.start = day_of(json, "start");
  period.end = day_of(json, "end");
  period.recurrence = json.value("recurrence", "");
  period.inferred = json.value("inferred", false);
  return period;
}

inline CollectedParty party_of(const nlohmann::json& json, const CollectedDocument& document) {
  CollectedParty party;
  if (json.is_object()) {
    party.name = json.value("name", "");
    party.kind = json.value("kind", "role");
    party.full_name = json.value("full_name", "");
    party.duty = json.value("duty", "execute");
  } else {
    party.name = json.get<std::string>();
    party.kind = "role";
    party.duty = "execute";
  }
  for (std::size_t i = 0; i < document.persons.size(); ++i)
    if (document.persons[i].name == party.name) {
      party.person = static_cast<int>(i);
      party.kind = "person";
    }
  party.text = party.name;
  return party;
}

inline CollectedPerson person_of(const nlohmann::json& json) {
  CollectedPerson person;
  if (json.is_string()) {
    person.name = json.get<std::string>();
    person.surname = person.name.substr(0, person.name.find(' '));
    person.initials = person.name.substr(person.name.find(' ') + 1);
    return person;
  }
  person.surname = json.value("surname", "");
  person.given = json.value("given", "");
  person.patronymic = json.value("patronymic", "");
  person.initials = json.value("initials", "");
  person.name = person.surname + " " + person.initials;
  person.positions = json.value("positions", std::vector<std::string>());
  return person;
}

inline PlanRow row_of(const nlohmann::json& json, int document_index, int row_index,
                      const CollectedDocument& document) {
  PlanRow row;
  row.document = document_index;
  row.table = json.value("table", "t1");
  row.table_title = json.value("table_title", "");
  row.section = json.value("section", "");
  row.row = row_index;
  row.number = json.value("number", "");
  row.activity = json.value("activity", "");
  row.result = json.value("result", "");
  row.form = json.value("form", "");
  row.period_text = json.value("period", "");
  row.responsible_text = json.value("responsible_text", "");
  for (const auto& period : json.value("periods", nlohmann::json::array())) {
    row.periods.push_back(period_of(period));
    if (row.period_text.empty()) row.period_text = row.periods.back().text;
  }
  for (const auto& party : json.value("responsible", nlohmann::json::array())) {
    row.responsible.push_back(party_of(party, document));
    if (row.responsible_text.empty()) row.responsible_text = row.responsible.back().text;
  }
  row.schools = json.value("schools", std::vector<int>());
  row.place = {document_index, json.value("page", 2), {}};
  return row;
}

inline Collection collection_of(const nlohmann::json& documents) {
  Collection collection;
  for (const auto& json : documents) {
    CollectedDocument document;
    const int index = static_cast<int>(collection.documents.size());
    document.municipality = json.value("municipality", "");
    document.kind = json.value("kind", "order");
    document.number = json.value("number", "");
    document.title = json.value("title", "");
    document.issuer = json.value("issuer", "");
    document.date = day_of(json, "date");
    document.sha256 = json.value("sha256", std::string(60, '0') + std::to_string(1000 + index));
    document.id = document.sha256.substr(0, 12) + ".1";
    document.file_name = json.value("file", "order-" + std::to_string(index + 1) + ".pdf");
    document.path = json.value("path", "");
    if (json.contains("plan")) {
      document.plan_first_year = json["plan"][0].get<int>();
      document.plan_last_year = json["plan"].back().get<int>();
    }
    for (const auto& person : json.value("persons", nlohmann::json::array())) {
      document.persons.push_back(person_of(person));
      document.persons.back().places.push_back({index, 1, {}});
    }
    for (const auto& school : json.value("schools", nlohmann::json::array())) {
      CollectedSchool one;
      one.name = school.value("name", "");
      one.number = school.value("number", "");
      one.paths = school.value("paths", std::vector<std::string>());
      one.texts.assign(one.paths.size(), school.value("text", one.name));
      one.places.assign(one.paths.size(), {index, 1, {}});
      document.schools.push_back(one);
    }
    for (const auto& reference : json.value("references", nlohmann::json::array())) {
      CollectedReference one;
      one.kind = reference.value("kind", "order");
      one.issuer = reference.value("issuer", "");
      one.number = reference.value("number", "");
      one.title = reference.value("title", "");
      one.text = reference.value("text", "");
      one.context = reference.value("context", "");
      one.date = day_of(reference, "date");
      one.place = {index, reference.value("page", 1), {}};
      document.references.push_back(one);
    }
    for (const auto& item : json.value("items", nlohmann::json::array())) {
      CollectedItem one;
      one.number = item.value("number", "");
      one.text = item.value("text", "");
      for (const auto& period : item.value("periods", nlohmann::json::array()))
        one.periods.push_back(period_of(period));
      for (const auto& party : item.value("parties", nlohmann::json::array()))
        one.parties.push_back(party_of(party, document));
      one.place = {index, 1, {}};
      document.items.push_back(one);
    }
    for (const auto& number : json.value("appendices", std::vector<std::string>()))
      document.appendices.push_back({number, "", 2});
    for (const auto& party : json.value("control", nlohmann::json::array())) {
      document.control.push_back(party_of(party, document));
      document.control.back().duty = "control";
    }
    document.working_group = json.value("group", std::vector<int>());
    int row = 0;
    for (const auto& one : json.value("rows", nlohmann::json::array()))
      collection.rows.push_back(row_of(one, index, row++, document));
    collection.documents.push_back(std::move(document));
  }
  return collection;
}

}  // namespace prikaz
