// Text read in the wrong encoding, turned back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace prikaz {

// Windows-1251 shown as Latin-1 or Windows-1252 («Ïðèêàç» -> «Приказ», «¹» -> «№»). Old fonts with an English encoding
// and Russian glyphs give whole documents of it. Not to be run on text that is not known to be such: «café» would
// change.
std::string from_latin1_mojibake(std::string_view word);

// UTF-8 shown as Windows-1251 («РџСЂРёРєР°Р·» -> «Приказ», «в„–» -> «№»). nullopt where the characters are no UTF-8, or
// so few that it may be chance («С»» would be «ы»).
std::optional<std::string> from_utf8_mojibake(std::string_view word);

}  // namespace prikaz
