// Capital or small? In print the height decides, where the shapes are the same.
#pragma once

#include <vector>

#include "recognizer.h"

namespace prikaz {

// A word that stands alone («КМЦ», «постоянно») gives the engine nothing to compare it with, and it is read in the
// wrong case. Words of letters whose capital and small forms look alike are settled by their height against the small
// letters around them: of their region, or else of all cells or all running text of the page. `heights[i]` is how high
// most letters of `words[i]` stand above the baseline, in pixels.
//
//   «ПОСТОЯННО» as high as the small letters around it  -> «постоянно»
//   «кмц», alone on its line, as high as capitals       -> «КМЦ»
//   «Семья», «1а», «СШ» with nothing to compare it with -> as they are
void settle_letter_case(std::vector<RecognizedWord>& words, const std::vector<float>& heights,
                        const std::vector<Region>& regions);

}  // namespace prikaz
