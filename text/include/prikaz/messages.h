// What the program says to its user, in the user's language. Messages are written in English in the sources; the others
// come from gettext catalogues (po/LANGUAGE.po).
//
//   throw InputError(Failure::empty, tr("the file is empty"));
//   tr("page %1 of %2 cannot be read", {"3", "46"})
//   tr_plural("%1 page", "%1 pages", count)                       // %1 is the number
//
// Without a catalogue or a translation the English text is returned. What a diagnostic says stays English: it is data.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace prikaz {

// Chooses the language for the rest of the run: "ru", "en", or empty for what the environment says (LC_ALL,
// LC_MESSAGES, LANG in this order). Needs no locale of the language to be installed. REQUIRES: no other thread runs
// yet.
void set_language(std::string_view language);

// `text` in the chosen language, %1 … %9 replaced by `arguments`.
std::string tr(const char* text, std::initializer_list<std::string_view> arguments = {});

// The form of a message that goes with `count`, which also replaces %1; %2 … %9 are `arguments`.
std::string tr_plural(const char* singular, const char* plural, unsigned long count,
                      std::initializer_list<std::string_view> arguments = {});

// What went wrong according to `error`, an errno value: «no space left on the disk». Rare ones stay in the words of the
// system, in English.
std::string error_text(int error);

}  // namespace prikaz
