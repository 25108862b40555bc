// How many lines a text takes in a column.
#pragma once

#include <string_view>

namespace prikaz {

// Lines of `text` set in a column of `width` characters (the width of a digit), broken between words. An estimate that
// would rather be a line too long: the font is not known before the file is opened.
int count_lines(std::string_view text, double width);

}  // namespace prikaz
