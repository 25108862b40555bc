// Repair of recognized text by knowledge of the domain, never by guessing in silence.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "recognizer.h"

namespace prikaz {

// In OcrRepair::word: the word was dirt and is gone.
constexpr std::size_t kDroppedWord = static_cast<std::size_t>(-1);

// What was changed and why, for the diagnostics.
struct OcrRepair {
  std::size_t word = 0;              // index into the words as they are after the repair, or kDroppedWord
  std::string recognized, repaired;  // the same where a word is only distrusted; `repaired` empty for a dropped one
  std::string rule;                  // «number_sign», «roman_numeral», «initials», «handwriting», …
};

// Repairs the words of one page, line by line: № / N / М before numbers, Roman quarters (Ш, ТУ, П), en dashes in
// ranges, guillemets, initials (3. for З.), digits inside numbers, look-alikes, month names, abbreviations of school
// types. Alternatives of the engine decide where they can. Each repair lowers the word's confidence.
//
//   «М» «127-од»  ->  «№» «127-од»         rule number_sign
//   «ТУ» «квартал» -> «IV» «квартал»       rule roman_numeral
//   «_» at the border of a cell             dropped, rule speck
//   «от» «2090г.» «№» «_З'_» (by hand)      text kept, rule handwriting, confidence below 0.2: to be given as null
//   «СОШ» «—» «9»  ->  «СОШ» «–» «9»       the model has no en dash: typography, neither reported nor doubted
//
// Words may be taken out, cut in two or joined. REQUIRES: the words of a region stand together, in reading order. Lines
// are found from baselines and regions.
std::vector<OcrRepair> repair_recognized(std::vector<RecognizedWord>& words);

// The probability that a word with this confidence of the engine (and these repairs) is right: calibrated on labelled
// scans, data/ocr_confidence.tsv; how it was made is told in bench/README.md. `repaired`: one of the repairs above
// changed it. Above 0.9 at least 98 of 100 words are right. A distrusted word (confidence below 0.2) stays below 0.2.
float calibrated_confidence(const RecognizedWord& word, bool repaired);

}  // namespace prikaz
