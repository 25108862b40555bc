// What the rows and columns of a table are: header rows, section rows, roles of columns.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "page_tables.h"
#include "prikaz/draft.h"

namespace prikaz {

// The role that the words of a header name, nullopt for an empty header, `other` for words we do not know. The table of
// words is data/column_roles.tsv.
std::optional<ColumnRole> role_of_header(std::string_view header);

// How many rows at the top of the table are its header: 0 if it has none. A row of column numbers («1 2 3») under it
// counts. `repeated` is how many of them were seen repeated on a later page.
std::size_t count_header_rows(const std::vector<PageRow>& rows, std::size_t repeated);

// «1 2 3 4 5»: the row that numbers the columns.
bool is_column_number_row(const PageRow& row);

// One text across the table, perhaps with a number of its own.
bool is_section_row(const PageRow& row);

// «1.», «1.2.», «4.2.3.10», «12»: a row's own number.
bool is_row_number(std::string_view text);

// The number in the number cell of a section, nullopt if it is none: «1.2» of «1.2.», «II» of «II.», «III» of
// «Раздел III.».
std::optional<std::string> section_number(std::string_view text);

// Headers of the columns: rows [0, count) joined top-down with « / », a row of column numbers left out.
std::vector<Column> columns_of_header(const std::vector<PageRow>& rows, std::size_t count, std::size_t columns);

// The same text whatever the spaces, hyphens and case.
bool same_text(std::string_view a, std::string_view b);
// The same but for a letter in eight, as two recognitions of one text are; texts under eight letters have to be the
// same.
bool similar_text(std::string_view a, std::string_view b);
bool same_row(const PageRow& a, const PageRow& b);

}  // namespace prikaz
