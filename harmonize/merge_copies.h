// The same document in several files: as it was written and as a scan, or from two sites. Its plan would count twice.
#pragma once

#include <cstddef>
#include <vector>

#include "prikaz/collection.h"

namespace prikaz {

// One document are those of one office with one number and day whose titles do not speak against it; and those that say
// the same in almost the same words where number or day was not read, or recognition read one of them differently. An
// order that repeats last year's plan has another number and another day: it stays.
//
// Returns the indexes of the documents that stay, ascending. Of several readings that is the one from text rather than
// from a picture, then the one that tells more; the others become its `copies`. REQUIRES: municipalities are told.
std::vector<std::size_t> merge_copies(Collection& collection);

}  // namespace prikaz
