// Which document names which: references resolved against the documents of the archive.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prikaz/collection.h"

namespace prikaz {

// What a document does to one that it names, weakest first.
enum class Relation { names, based_on, amends, repeals };
// The word of the closed set («based_on»), as in JSON.
const char* relation_name(Relation relation);

// The relation told by the words around a reference. `text` is the reference as printed, `context` the item or block it
// stands in.
//
//   read_relation("Признать утратившим силу приказ от 03.02.2022 № 14.", "приказ от 03.02.2022 № 14")  -> repeals
//
// A document named inside quoted replacement text is only named.
Relation read_relation(std::string_view context, std::string_view text);

// A number as it is compared: «13-Д», «13д» and «13 - д» (of either script) are one.
std::string comparable_number(std::string_view number);

struct GraphNode {
  // archive: one of the collection; missing: an order, directive, resolution or protocol that could be in the archive;
  // external: laws, letters, and what ministries and other authorities above a municipality issue.
  enum Kind { archive, missing, external } kind = archive;
  int document = -1;  // of an archive node
  std::string document_kind, number, issuer, title, municipality;
  std::optional<Day> date;
  int named = 0;  // references to it
};

struct GraphReference {
  int from = -1, to = -1;  // nodes
  Relation relation = Relation::names;
  bool doubtful = false;
  std::string doubt;   // why, in the user's language
  int reference = -1;  // index into the references of the naming document
  Place place;
};

// One arrow between two nodes: the strongest of its references.
struct GraphEdge {
  int from = -1, to = -1;
  Relation relation = Relation::names;
  bool doubtful = false;
  int count = 0;
  Place place;  // of the reference that told the relation
};

struct ReferenceGraph {
  std::vector<GraphNode> nodes;  // first the documents of the collection, in its order; then the others by first naming
  std::vector<GraphReference> references;
  std::vector<GraphEdge> edges;
};

// A reference names a document of the archive if kind, number and date agree, and the issuer does not speak against it.
// A number with and without its suffix agree if the dates do. Without a date (or without a number) only a single
// candidate of the same office is taken, and marked doubtful. An order naming itself is left out.
ReferenceGraph relate_references(const Collection& collection);

// The graph drawn: a lane for each municipality and one above them for documents of others, a column for each year;
// only documents that name or are named. What is named by more than a dozen documents shows their number instead of
// their arrows. `href` gives the link of a place, or nothing. Stands alone, and may be set into HTML when `inner` is
// true (no XML declaration, no style of its own).
std::string draw_references(const Collection& collection, const ReferenceGraph& graph, bool inner,
                            const std::function<std::string(const Place&)>& href);

// {"nodes": […], "edges": […]}; a node of the archive has the id of its document, others «x1», «x2», ….
std::string references_json(const Collection& collection, const ReferenceGraph& graph);

}  // namespace prikaz
