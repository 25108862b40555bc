// Repair of recognized text by knowledge of the domain, never by guessing in silence.
#pragma once

#include <string>
#include <vector>

#include "recognizer.h"

namespace prikaz {

// What was changed and why, for the diagnostics.
struct OcrRepair {
  std::size_t word = 0;  // index into the words
  std::string recognized, repaired;
  std::string rule;      // «number_sign», «roman_numeral», «initials», …
};

// Repairs the words of one page, line by line: № / N / М before numbers, Roman quarters (Ш, ТУ, П), en dashes in ranges,
// guillemets, initials (3. for З.), digits inside numbers, look-alikes, month names, abbreviations of school types. Alternatives
// of the engine decide where they can. Each repair lowers the word's confidence.
std::vector<OcrRepair> repair_recognized(std::vector<RecognizedWord>& words);

// The probability that a word with this confidence of the engine (and these repairs) is right: calibrated, see bench/.
float calibrated_confidence(const RecognizedWord& word, bool repaired);

}  // namespace prikaz
