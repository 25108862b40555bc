// A document of an archive as text for a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "prikaz/archive.h"
#include "terminal.h"

namespace prikaz {

// One line: id, date, kind and number, title, issuer; cut to the width of a terminal.
std::string document_line(const ListedDocument& document, const Terminal& terminal);

// The documents of an extraction (JSON of the contract): heading, items, appendices with their lists and tables, who is
// responsible, what is doubtful. `ordinal`: only this one, from 1; 0: all. `paths` of the file: raw bytes.
std::string shown_documents(std::string_view json, int ordinal, const std::vector<std::string>& paths,
                            const Terminal& terminal);

}  // namespace prikaz
