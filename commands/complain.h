// One clear line on standard error, with the name of what it is about made harmless for a terminal.
#pragma once

#include <string>

#include "prikaz/error.h"

namespace prikaz {

void complain(const std::string& sentence);
void complain(const std::string& file, const InputError& error);

}  // namespace prikaz
