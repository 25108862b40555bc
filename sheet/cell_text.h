// The texts of cells as a spreadsheet may have them.
#pragma once

#include <string>
#include <string_view>

#include "prikaz/sheet.h"

namespace prikaz {

// Whether a spreadsheet program could take the text for a formula, or for the beginning of another cell, when it opens
// a CSV file: the first character that is not a space is one of = + - @ or their full-width or small forms, or the text
// begins with a tab or a line end. An apostrophe before such a text counts too, so that `guarded` can be undone.
bool looks_like_formula(std::string_view text);

// An apostrophe before what looks like a formula.
std::string guarded(std::string text);
// The text that `guarded` was given.
std::string_view unguarded(std::string_view text);

std::string iso_day(Day day);            // 2024-03-12
std::string dotted_day(Day day);         // 12.03.2024
std::string number_text(double number);  // shortest that reads back the same; empty if it is not finite

}  // namespace prikaz
