// Damage that text layers of Russian orders really have, undone where it is certain.
#pragma once

#include <vector>

#include "prikaz/page.h"

namespace prikaz {

// Over the words of one page in the order of the content stream:
//
//   «П» «Р» «И» «К» «А» «З»                     -> «ПРИКАЗ»       letter-spaced, by the gaps; irregular groups («В»
//   «ЛЕ» «п» «р» … «ю:»                              -> «приказываю:»  «Н») and whole letter-spaced pages too «2» «9»
//   «.1» «2» «.2» «0» «1» «2» «г.»      -> «29.12.2012» «г.» «20132015» «годы»                           -> «2013-2015»
//   «годы» «в„–»                                       -> «№»            UTF-8 read as Windows-1251 «c» before «учетом»
//   (a Latin letter)        -> «с»
//
// Not touched: single letters and digits that stand alone («в», «и», «1 2 3» in the cells of a table, «А Б В Г»).
// `rules` of the page: what a vertical line divides is not joined.
void repair_words(std::vector<Word>& words, const std::vector<RulingLine>& rules);

}  // namespace prikaz
