// A school's name read by itself: from a register, a form, a cell, as it is read in an order.
#pragma once

#include <string_view>
#include <vector>

#include "prikaz/document.h"

namespace prikaz {

// The schools `text` names, in order; each with one mention, which has the printed text and, of a branch, its name. Any
// spelling of UTF-8 will do.
std::vector<School> read_school_names(std::string_view text);

}  // namespace prikaz
