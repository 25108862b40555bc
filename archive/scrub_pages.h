// secure_delete overwrites rows where they are deleted, but not where they once were: when SQLite moves rows to another
// page, the old ones stay in the space between the page's list of rows and its rows, which nobody reads («SQLite
// database file format», 1.6). Here these spaces are filled with zeros.
#pragma once

#include "database.h"

namespace prikaz {

// Overwrites the unused space of all pages of the database. A crash at any moment does no harm, as nobody reads what is
// written to. REQUIRES: this connection holds the write lock (BEGIN IMMEDIATE), and the log is empty.
void scrub_unused_space(Database& database);

}  // namespace prikaz
