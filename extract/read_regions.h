// A page is read region by region, doubtful places a second time in another size.
#pragma once

#include <vector>

#include "readers.h"
#include "recognizer.h"

namespace prikaz {

// The words of the regions, region by region, in the same order and of the same content however many readers there are.
// `page` has its ruling lines already erased. Nothing if the page has no picture.
std::vector<RecognizedWord> read_regions(const PreparedPage& page, const std::vector<Region>& regions, Readers& readers,
                                         Script script = Script::cyrillic);

}  // namespace prikaz
