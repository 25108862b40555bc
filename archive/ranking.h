// The order of hits: score(document_index, weight of phrase 1, weight of phrase 2, …), higher is better.
//
// bm25 of FTS5 reads the length of every document and runs over all hits of each phrase once more: with 100,000 hits
// that takes longer than finding them. This is bm25 without the length and with weights from outside; a hit in the
// heading counts four times, and among equals the earlier one wins.
#pragma once

struct sqlite3;

namespace prikaz {

// Makes score() known to the connection. Throws ArchiveError.
void register_ranking(sqlite3* database);

}  // namespace prikaz
