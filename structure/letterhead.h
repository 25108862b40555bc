// The letterhead: stamps, the issuer, its contacts; in one column or in two.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "head_lines.h"

namespace prikaz {

enum class Side { left, right, across };
Side side_of(const Box& box, float gutter);

// The columns of a letterhead, where one of them is not the issuer's.
struct LetterheadColumns {
  float gutter = 0;
  Side foreign = Side::across;
};

// Lines above the kind line: stamps, letterhead. Two columns side by side are read one after the other. `kind`: where
// the kind stands, if it is not in the middle and so may belong to one of them. `aside` takes the column that is
// neither the issuer nor its contacts.
LetterheadColumns read_letterhead(const std::vector<HeadLine>& lines, const std::optional<Box>& kind,
                                  DocumentDraft& draft, Text& aside);

// What the issuer's column says on a line beside the kind or its registration; what goes on in the other column goes to
// `aside`. nullopt if nothing is left.
std::optional<Line> own_column(const Line& line, const LetterheadColumns& columns, Text& aside);

// «ул. Мира, 1», «тел.», «ИНН», a postal code.
bool is_contact_line(std::string_view text);

}  // namespace prikaz
