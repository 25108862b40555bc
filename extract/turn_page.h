// Pages saved sideways, turned upright.
#pragma once

#include "prikaz/page.h"

namespace prikaz {

// By how many degrees clockwise (0, 90, 180, 270) the page must be turned so that most of its text stands upright. 0
// where there is little text.
int turn_needed(const Page& page);

// Turns everything on the page; adds `degrees` to rotation_deg. REQUIRES: 0, 90, 180 or 270.
void turn_page(Page& page, int degrees);

}  // namespace prikaz
