// The heading of a document, its stamps and contacts as values.
#pragma once

#include "prikaz/document.h"

namespace prikaz {

Heading read_heading_values(const HeadingDraft& draft);
ReadIssuerDetails read_issuer_details(const Text& letterhead);

// «145 Д» -> «145Д», «__127/П__» -> «127/П»: a registration number as it is cited.
std::string registration_number(std::string_view printed);

}  // namespace prikaz
