// Reading JSON that nobody vouches for: what is absent or of another type is nothing.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "prikaz/sheet.h"

namespace prikaz::tables {

using Json = nlohmann::json;

// The member, or null.
const Json& member(const Json& object, const char* key);
// The member if it is an array, else an empty one.
const Json& array(const Json& object, const char* key);

// The text of a member, empty if it has none. A number someone wrote without quotes is its text.
std::string text(const Json& object, const char* key);
std::optional<std::int64_t> whole(const Json& object, const char* key);
std::optional<double> number(const Json& object, const char* key);
std::optional<Day> day(const Json& object, const char* key);  // «2024-03-12»

// The same as cells: nothing rather than an empty text.
SheetCell text_cell(std::string text);
SheetCell text_cell(const Json& object, const char* key);
SheetCell day_cell(const Json& object, const char* key);  // a text if it is no day
SheetCell confidence_cell(std::optional<double> confidence);
SheetCell confidence_cell(const Json& object);

// The page of the first span of something that has spans; 0 if there is none.
int page_of(const Json& object);

// `more` after a separator, unless it is empty.
void join(std::string& all, const std::string& more, const char* separator = "; ");
// The texts of an array of strings, joined.
std::string joined_texts(const Json& strings);

}  // namespace prikaz::tables
