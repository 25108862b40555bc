// Steps of add_extraction: each reads one part of a document's JSON. Keys that are absent or null read as empty.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "prikaz/collection.h"

namespace prikaz {

using Json = nlohmann::json;

// A document on its way into the collection, with the indexes that only the reading needs.
struct DocumentInput {
  const Json& json;
  std::string pointer;  // «/documents/0»
  int index = 0;        // in Collection::documents
  std::map<std::string, int, std::less<>> person_of_id;
  std::map<std::string, std::string, std::less<>>
      heading_of;                      // of table or list ids: title of the appendix around them
  std::vector<CollectedPeriod> dates;  // same order as json["dates"]
  std::map<std::string, std::vector<int>, std::less<>> dates_at;  // by path
};

std::string string_at(const Json& object, const char* key);
int int_at(const Json& object, const char* key, int otherwise);
const Json& array_at(const Json& object, const char* key);  // an empty array if there is none
std::optional<Day> day_at(const Json& object, const char* key);
CollectedPeriod read_period(const Json& date);
CollectedParty read_party(const DocumentInput& input, const Json& party);
// First of `spans`.
Place place_of(const DocumentInput& input, const Json& spans);

// read_plan_rows.cc
void read_plan_rows(const DocumentInput& input, std::vector<PlanRow>& rows);

// read_plan_years.cc. `rows` are those of the document, perhaps among others.
void read_plan_years(const DocumentInput& input, const std::vector<PlanRow>& rows, CollectedDocument& document);

}  // namespace prikaz
