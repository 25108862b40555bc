// Recognition loses the narrow space before a short preposition: «группыв I полугодии», «ШНОРв районе».
#pragma once

#include <vector>

#include "prikaz/page.h"

namespace prikaz {

// Cuts such words in two on recognized pages, where the rest of the file proves it: the longer part stands alone
// elsewhere, or is an abbreviation in capitals. Both parts lose confidence.
void split_glued_words(std::vector<Page>& pages);

}  // namespace prikaz
