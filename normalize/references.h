// Other documents named in a text: «приказ управления образования от 17 октября 2022 г. № 1340 «Об …»».
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prikaz/document.h"

namespace prikaz {

struct FoundReference {
  std::size_t begin = 0, end = 0;  // bytes, from the kind word (or the first date or number) to the end of the title
  std::string kind;  // order, directive, resolution, letter, law, protocol, certificate, decision, other …
  std::optional<std::string> issuer, number, title;
  std::optional<Day> date;
  float confidence = 1;
};

// A document counts if a number or a date identifies it. A plural head («приказами … от A № a и от B № b») gives one
// each.
std::vector<FoundReference> find_references(std::string_view text);

// «Приложение № 1 к приказу департамента … от 14.10.2022 № 63» -> kind, number, date of the order it belongs to.
struct FoundParent {
  std::optional<std::string> appendix_number;  // «1»
  std::optional<std::string> kind, number;     // of the document it belongs to
  std::optional<Day> date;
};
FoundParent read_parent(std::string_view grif);

}  // namespace prikaz
