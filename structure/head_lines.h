// Lines of the head of a document, with their text.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "layout.h"

namespace prikaz {

struct HeadLine {
  std::size_t element;
  const Line* line;
  const PageArea* area;
  Text text;
};

// nullopt for a table.
std::optional<HeadLine> head_line(const Flow& flow, std::size_t element);

bool all_capitals(std::string_view text);
// «О …», «Об …»: what an order is about.
bool starts_title(std::string_view text);

}  // namespace prikaz
