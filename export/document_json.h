// Documents, piece by piece, as keys of the output contract.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json_writer.h"
#include "prikaz/document.h"

namespace prikaz {

// Writes `document`, the one at documents[`index`]: its JSON Pointers start with «/documents/index».
void write_document(JsonWriter& json, const Document& document, int index);

// Parts that the extraction writes too.
void write_spans(JsonWriter& json, const std::vector<Span>& spans);
void write_box(JsonWriter& json, const Box& box);
// An empty or absent string is null.
void write_text(JsonWriter& json, std::string_view text);
void write_optional(JsonWriter& json, const std::optional<std::string>& text);

}  // namespace prikaz
