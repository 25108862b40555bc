// Tables of who answers for what, of references and of checks, for write_sheets. The arguments must live until the
// sheets are written. Links lead to the page of the file, where its path is known.
#pragma once

#include <string>
#include <vector>

#include "prikaz/checks.h"
#include "prikaz/participants.h"
#include "prikaz/reference_graph.h"
#include "prikaz/sheet.h"

namespace prikaz {

// «persons», «organizations» (with roles), «load» (by month), «duties» (a line for each row, item and control), and
// «doubtful_persons».
std::vector<Sheet> participant_sheets(const Collection& collection, const Participants& participants);

// «references» (each of them) and «not_in_archive» (each document that is named and not there, once).
std::vector<Sheet> reference_sheets(const Collection& collection, const ReferenceGraph& graph);

Sheet checks_sheet(const Collection& collection, const std::vector<Check>& checks);

}  // namespace prikaz
