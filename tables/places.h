// Where in a document something stands, in words and as what is printed there.
#pragma once

#include <string>

#include "fields.h"

namespace prikaz::tables {

// «item 3.2», «table t1, row 1.5», «title», … for a JSON Pointer into the extraction (/documents/0/items/2/…) whose
// first two parts name the document. Empty if it leads nowhere.
std::string place_in_words(const Json& document, const std::string& pointer);

// The text of the item or of the whole activity the pointer leads into: what someone answers for. Empty elsewhere.
std::string task_at(const Json& document, const std::string& pointer);

// The index after «/documents/»; -1 if there is none.
int document_index(const std::string& pointer);

// The text of the first cell of the row whose column has this role.
std::string text_of_role(const Json& table, const Json& row, const char* role);

// «Приложение 1. План …»: the heading of the appendix each table or list stands in, or its own title.
std::string title_of_block(const Json& document, const Json& block, const char* type);

}  // namespace prikaz::tables
