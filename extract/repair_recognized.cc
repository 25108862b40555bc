#include "repair_recognized.h"

#include "ocr_repairs.h"

namespace prikaz {

std::vector<OcrRepair> repair_recognized(std::vector<RecognizedWord>& words) {
  OcrPage page(words);
  repair_markers(page);
  repair_specks(page);
  repair_quotes(page);
  retype_dashes(page);
  repair_number_signs(page);
  repair_roman_numerals(page);
  repair_initials(page);
  repair_numbers(page);
  repair_months(page);
  repair_abbreviations(page);
  repair_letters(page);
  distrust_unreadable(page);
  return page.finish();
}

}  // namespace prikaz
