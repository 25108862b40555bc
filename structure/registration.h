// What registers a document: date, number, place.
#pragma once

#include <string_view>

#include "head_lines.h"

namespace prikaz {

// «от 12.03.2024», «№ 15», «с. Село»: the line of date, number and place, read segment by segment.
struct Registration {
  Text date, number, place;
};

// «____________ № ____», «от «__» ________ 20__ г. № __», «от ___ ноября 2024 года»: the registration of a draft, not
// yet filled in; or a drawn line. A month or a year alone is none: the room for the day or the number must be there.
bool is_blank_form(std::string_view text);

// Takes number and date out of one segment. Returns whether it held one of them.
bool read_segment(const Text& segment, Registration& out);

// Whether the line holds nothing but registration; `out` has it then. `after_kind`: a bare name may be the place.
bool is_registration(const HeadLine& head, Registration& out, bool after_kind);

}  // namespace prikaz
