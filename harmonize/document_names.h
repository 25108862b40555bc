// How documents are called in sheets and in the report, in the user's language.
#pragma once

#include <string>
#include <string_view>

#include "prikaz/checks.h"
#include "prikaz/collection.h"
#include "prikaz/reference_graph.h"

namespace prikaz {

std::string relation_in_words(Relation relation);
std::string severity_in_words(CheckSeverity severity);

// «№ 58 of 01.03.2023», the file's name where there is neither.
std::string document_name(const CollectedDocument& document);
// «order № 58 of 01.03.2023»
std::string node_name(const GraphNode& node);

// The municipality, or words for a document that tells none.
std::string municipality_name(std::string_view municipality);

// «24.01.2024»
std::string printed_day(Day day);

// The first `count` code points of `text`, with «…» if there are more.
std::string shortened(std::string_view text, std::size_t count);

}  // namespace prikaz
