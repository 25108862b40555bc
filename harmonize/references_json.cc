#include <nlohmann/json.hpp>

#include "prikaz/reference_graph.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(valid_utf8(text)); }

Json day_or_null(const std::optional<Day>& day) {
  if (!day) return nullptr;
  const auto two = [](unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return std::to_string(static_cast<int>(day->year())) + "-" + two(static_cast<unsigned>(day->month())) + "-" +
         two(static_cast<unsigned>(day->day()));
}

const char* kind_name(GraphNode::Kind kind) {
  return kind == GraphNode::archive ? "archive" : kind == GraphNode::missing ? "missing" : "external";
}

}  // namespace

std::string references_json(const Collection& collection, const ReferenceGraph& graph) {
  Json nodes = Json::array(), edges = Json::array();
  std::vector<std::string> ids;
  int others = 0;
  for (const GraphNode& node : graph.nodes) {
    const CollectedDocument* document =
        node.document >= 0 ? &collection.documents[static_cast<std::size_t>(node.document)] : nullptr;
    ids.push_back(document != nullptr ? document->id : "x" + std::to_string(++others));
    nodes.push_back({{"id", ids.back()},
                     {"status", kind_name(node.kind)},
                     {"kind", text_or_null(node.document_kind)},
                     {"number", text_or_null(node.number)},
                     {"date", day_or_null(node.date)},
                     {"issuer", text_or_null(node.issuer)},
                     {"title", text_or_null(node.title)},
                     {"municipality", text_or_null(node.municipality)},
                     {"file", text_or_null(document != nullptr ? document->file_name : std::string())},
                     {"named", node.named}});
  }
  for (const GraphReference& reference : graph.references) {
    const CollectedReference& printed = collection.documents[static_cast<std::size_t>(reference.from)]
                                            .references[static_cast<std::size_t>(reference.reference)];
    edges.push_back({{"from", ids[static_cast<std::size_t>(reference.from)]},
                     {"to", ids[static_cast<std::size_t>(reference.to)]},
                     {"relation", relation_name(reference.relation)},
                     {"doubtful", reference.doubtful},
                     {"doubt", text_or_null(reference.doubt)},
                     {"text", text_or_null(printed.text)},
                     {"page", reference.place.page}});
  }
  return Json({{"schema", "urn:prikaz:references:1"}, {"nodes", std::move(nodes)}, {"edges", std::move(edges)}})
             .dump(1) +
         "\n";
}

}  // namespace prikaz
