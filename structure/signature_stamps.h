// The mark that an electronic signature leaves on the print (ГОСТ Р 7.0.97-2016, 5.23): «ДОКУМЕНТ ПОДПИСАН ЭЛЕКТРОННОЙ
// ПОДПИСЬЮ», the number of the certificate, its owner, how long it is good. It stands between post and name or under
// them, in type of its own, and is no part of what the document says.
#pragma once

#include <vector>

#include "lines.h"

namespace prikaz {

// Takes the words of such marks out of `words` (of page `page`); returns the text of each.
std::vector<Text> take_signature_stamps(std::vector<const Word*>& words, int page);

}  // namespace prikaz
