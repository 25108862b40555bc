// Lists that only their meaning shows: an inline enumeration of schools under a caption, a working group printed as a
// table; and what the entries of a list are.
#pragma once

#include "prikaz/draft.h"

namespace prikaz {

// «ШНОР в 2024 году: МБОУ ООШ № 14, МБОУ ООШ № 27;» becomes a list of kind schools, marker inline, one entry per
// school.
void find_inline_school_lists(DocumentDraft& draft);

// Column roles that the cells tell where the header does not: numbers, schools, persons and their posts.
void refine_column_roles(DocumentDraft& draft);

// A table of persons and their posts is a list of persons too. Call after refine_column_roles.
void add_person_lists(DocumentDraft& draft);

// Kind schools or persons when every entry is headed by one.
void read_list_kinds(DocumentDraft& draft);

}  // namespace prikaz
