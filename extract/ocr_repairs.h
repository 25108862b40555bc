// The repairs of recognized text, one kind a file, in the order in which repair_recognized() runs them. Each works on
// words as they stand after the ones before it and leaves alone what it is not sure of.
#pragma once

#include "ocr_lines.h"

namespace prikaz {

// ocr_specks.cc: «.», «'», «|», «_» alone; the same at the edges of words («`Выявление»); «Н.И..,» -> «Н.И.,».
void repair_specks(OcrPage& page);
// ocr_markers.cc: «*», «®», «е» at the beginning of several lines -> «•»; «1.2.» «28}.» «1.4.» -> «1.3.»; row numbers
// likewise.
void repair_markers(OcrPage& page);
// ocr_quotes.cc: «<Центр» -> ««Центр», «хШкола» … «»» -> ««Школа», «СОШЬ,» -> «СОШ»,».
void repair_quotes(OcrPage& page);
// ocr_dashes.cc: dashes that stand between words or in a range are en dashes. Type only, not reported.
void retype_dashes(OcrPage& page);
// ocr_number_signs.cc: «М 5» -> «№ 5», «Ne12» -> «№12», «М п/л» -> «№ п/п».
void repair_number_signs(OcrPage& page);
// ocr_roman_numerals.cc: «Ш квартал» -> «III квартал», «1-П полугодие» -> «I-II», «ТУ.» after «Ш.» -> «IV.».
void repair_roman_numerals(OcrPage& page);
// ocr_initials.cc: «3.М.» -> «З.М.», «Т.В:» -> «Т.В.», «С.Щ.» -> «С.Ш.».
void repair_initials(OcrPage& page);
// ocr_numbers.cc: «2О23», «1О.01.2О24», «2024т.» -> «2024г.», «2023Згод» -> «2023год».
void repair_numbers(OcrPage& page);
// ocr_months.cc: «12 апреля» for «12 апрепя», where a date stands.
void repair_months(OcrPage& page);
// ocr_abbreviations.cc: «СОЩ» -> «СОШ», «МБО У» -> «МБОУ», «000» -> «ООО», «цХКД» where the page has «ЦХКД».
void repair_abbreviations(OcrPage& page);
// ocr_letters.cc: «шк0ла», Latin look-alikes, «магематике»: words of the orders with one letter taken for its
// neighbour.
void repair_letters(OcrPage& page);
// ocr_handwriting.cc: numbers and dates filled in by hand, addresses in Latin letters: not to be trusted.
void distrust_unreadable(OcrPage& page);

}  // namespace prikaz
