// How an official calls the kinds of documents that the output tells apart, in the user's language.
#pragma once

#include <string>
#include <string_view>

namespace prikaz {

// `kind` is a word of the output («order», «letter», …), of a document or of a reference to one. «document» for any
// other.
std::string kind_in_words(std::string_view kind);

}  // namespace prikaz
