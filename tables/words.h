// The codes of the output contract in the user's language.
#pragma once

#include <string>

#include "prikaz/sheet.h"

namespace prikaz::tables {

// Nothing for an empty code; an unknown code is its own word, an unknown kind of document a document.
SheetCell document_kind(const std::string& code);  // of a document or of a reference to one
SheetCell party_kind(const std::string& code);
SheetCell duty(const std::string& code);
SheetCell period_kind(const std::string& code);
SheetCell list_kind(const std::string& code);
SheetCell list_marker(const std::string& code);
SheetCell row_kind(const std::string& code);
SheetCell column_role(const std::string& code);
SheetCell severity(const std::string& code);
SheetCell file_state(const std::string& code);
SheetCell failure_reason(const std::string& code);

}  // namespace prikaz::tables
