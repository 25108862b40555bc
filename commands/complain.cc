#include "complain.h"

#include <iostream>

#include "prikaz/printable.h"

namespace prikaz {

void complain(const std::string& sentence) { std::cerr << "prikaz: " << sentence << std::endl; }

void complain(const std::string& file, const InputError& error) {
  complain(printable(file) + ": " + error.what() + " [" + failure_name(error.failure()) + "]");
}

}  // namespace prikaz
