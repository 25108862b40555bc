// Appendices: where each begins, to which document it belongs, its title and its content.
#pragma once

#include "layout.h"
#include "paragraphs.h"
#include "prikaz/draft.h"

namespace prikaz {

// Does an appendix begin at paragraph `i`? By its grif («Приложение № 1 к приказу …», «Утвержден приказом …»), or as a
// titled sheet of its own after the signature.
bool appendix_at(const std::vector<Paragraph>& paragraphs, std::size_t i, bool after_signature);

// Reads the appendices of paragraphs [first, last) into the draft.
void read_appendices(Flow& flow, const std::vector<Paragraph>& paragraphs, std::size_t first, std::size_t last,
                     DocumentDraft& draft);

}  // namespace prikaz
