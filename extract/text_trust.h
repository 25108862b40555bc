// Can the characters of a text layer be believed? Decided from the words alone, for a font or for a page.
#pragma once

#include <string_view>
#include <vector>

#include "prikaz/page.h"

namespace prikaz {

struct TrustVerdict {
  FontTrust trust = FontTrust::good;
  const char* reason = "";  // "" if good; else one of the reasons of Font::reason
};

// What it looks at: characters without a value, pairs of letters Russian and English do not have, both scripts in one
// word, capitals and punctuation inside words. Few words prove nothing and are good.
//
//   {"приказ", "управления", "образования"}  -> good
//   {"Ïðèêàç", "óïðàâëåíèÿ", …}              -> broken, "mojibake"
//   {"рсйлбж", "фрсбгмёойа", …}              -> broken, "shifted_letters": each letter one further in the alphabet
//   {"Jhbrfp", "eghfdktybz", …}              -> broken, "letter_soup"
//   {"\uFFFD\uFFFD\uFFFD", …}                -> broken, "no_unicode_map" if the font has none, else "letter_soup"
//
// `words` are NFC UTF-8; a few hundred are enough. `has_unicode_map` as in FontUse.
TrustVerdict judge_text(const std::vector<std::string_view>& words, bool has_unicode_map);

}  // namespace prikaz
