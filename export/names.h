// The words of the output contract for our enumerations.
#pragma once

#include <string>

#include "prikaz/diagnostic.h"
#include "prikaz/document.h"
#include "prikaz/page.h"

namespace prikaz {

const char* name_of(Severity severity);
const char* name_of(TextSource source);
const char* name_of(DocumentKind kind);
const char* name_of(BlockType type);
const char* name_of(ListKind kind);
const char* name_of(ListMarker marker);  // null for none
const char* name_of(ColumnRole role);
const char* name_of(RowKind kind);
const char* name_of(PartyKind kind);
const char* name_of(Duty duty);
const char* name_of(DateKind kind);

// ISO 8601: «2024-03-12».
std::string iso_day(const Day& day);

}  // namespace prikaz
