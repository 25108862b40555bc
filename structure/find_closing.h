// What stands under the operative part: signatures, who drafted the document, acknowledgements.
#pragma once

#include "paragraphs.h"
#include "prikaz/draft.h"

namespace prikaz {

// Does a signature («Начальник отдела … И.О. Фамилия», its post perhaps over several lines) begin at paragraph `i`?
bool signature_at(const std::vector<Paragraph>& paragraphs, std::size_t i, std::size_t last);

// «Исп. …», «Проект внесён», «С приказом ознакомлен…», «Разослано»: what may follow or replace a signature.
bool begins_closing(std::string_view text);

// Reads signatures, drafters and what else stands in paragraphs [first, last) of the end of a document; running text
// goes to `content`. Returns the paragraph where something else begins (an appendix, a table).
std::size_t read_closing(const std::vector<Paragraph>& paragraphs, std::size_t first, std::size_t last,
                         DocumentDraft& draft, std::vector<Block>& content);

}  // namespace prikaz
