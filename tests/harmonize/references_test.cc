#include <gtest/gtest.h>

#include "collect.h"
#include "prikaz/reference_graph.h"

namespace prikaz {
namespace {

using nlohmann::json;

struct ByName {
  template <class Info>
  std::string operator()(const Info& info) const {
    return info.param.at("name").template get<std::string>();
  }
};

class Relations : public testing::TestWithParam<json> {};

TEST_P(Relations, AreReadFromTheWordsAround) {
  const json& one = GetParam();
  EXPECT_STREQ(relation_name(read_relation(one["context"].get<std::string>(), one["text"].get<std::string>())),
               one["expect"].get<std::string>().c_str());
}

INSTANTIATE_TEST_SUITE_P(Cases, Relations, testing::ValuesIn(read_cases("relations.json").get<std::vector<json>>()),
                         ByName());

class Resolved : public testing::TestWithParam<json> {};

TEST_P(Resolved, AgainstTheDocuments) {
  const json& one = GetParam();
  const Collection collection = collection_of(one["documents"]);
  const ReferenceGraph graph = relate_references(collection);
  const json& expected = one["expect"];
  ASSERT_EQ(graph.references.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const GraphReference& got = graph.references[i];
    const GraphNode& node = graph.nodes[static_cast<std::size_t>(got.to)];
    json found = {{"from", got.from},
                  {"to", got.to},
                  {"node", got.to},
                  {"relation", relation_name(got.relation)},
                  {"doubtful", got.doubtful}};
    if (node.kind != GraphNode::archive) found["to"] = node.kind == GraphNode::missing ? "missing" : "external";
    for (const auto& [key, value] : expected[i].items()) EXPECT_EQ(found[key], value) << key << ' ' << got.doubt;
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, Resolved, testing::ValuesIn(read_cases("references.json").get<std::vector<json>>()),
                         ByName());

TEST(ComparableNumber, SpellingsOfOneNumber) {
  for (const char* spelling : {"13-Д", "13д", "13 - д", "№ 13-Д", "013Д", "13–д"})
    EXPECT_EQ(comparable_number(spelling), "13д") << spelling;
  EXPECT_EQ(comparable_number("469-p"), comparable_number("469-р"));  // Latin p
  EXPECT_NE(comparable_number("01-16/29"), comparable_number("0116/29"));
  EXPECT_EQ(comparable_number("01–16/29"), comparable_number("01-16/29"));
  EXPECT_NE(comparable_number("1/1"), comparable_number("11"));
  EXPECT_EQ(comparable_number(""), "");
}

TEST(ReferenceGraph, OneArrowForSeveralReferences) {
  const Collection collection = collection_of(json::parse(R"([
    {"municipality": "Холмский район", "number": "1", "date": "2023-01-01"},
    {"municipality": "Холмский район", "number": "2", "date": "2023-02-01", "references": [
      {"number": "1", "date": "2023-01-01", "text": "приказ № 1", "context": "см. приказ № 1", "page": 4},
      {"number": "1", "date": "2023-01-01", "text": "приказ № 1", "context": "Отменить приказ № 1", "page": 2}]}])"));
  const ReferenceGraph graph = relate_references(collection);
  ASSERT_EQ(graph.edges.size(), 1U);
  EXPECT_EQ(graph.edges[0].relation, Relation::repeals);
  EXPECT_EQ(graph.edges[0].count, 2);
  EXPECT_EQ(graph.edges[0].place.page, 2);
  EXPECT_EQ(graph.nodes[0].named, 2);
}

const char* const kOrders = R"([
    {"municipality": "Холмский район", "number": "1", "date": "2022-01-01", "title": "О плане <b>\"&"},
    {"municipality": "Холмский район", "number": "2", "date": "2023-02-01", "references": [
      {"number": "1", "date": "2022-01-01", "text": "приказ № 1", "context": "Отменить приказ № 1"},
      {"kind": "letter", "number": "77", "text": "письмо № 77"}]},
    {"municipality": "Речной округ", "number": "3", "date": "2023-02-01"}])";

TEST(DrawReferences, OnlyWhatIsLinkedAndEscaped) {
  const Collection collection = collection_of(json::parse(kOrders));
  const std::string svg = draw_references(collection, relate_references(collection), false, [](const Place& place) {
    return "1.pdf#page=" + std::to_string(place.page);
  });
  EXPECT_NE(svg.find("№ 2 of 01.02.2023"), std::string::npos);
  EXPECT_NE(svg.find("letter № 77"), std::string::npos);
  EXPECT_EQ(svg.find("№ 3"), std::string::npos);
  EXPECT_NE(svg.find("О плане &lt;b&gt;&quot;&amp;"), std::string::npos);
  EXPECT_NE(svg.find("marker-end=\"url(#ref-repeals)\""), std::string::npos);
  EXPECT_NE(svg.find("<a href=\"1.pdf#page=1\">"), std::string::npos);
}

TEST(DrawReferences, ADocumentNamedByVeryManyShowsTheirNumber) {
  json documents = json::array({{{"municipality", "Холмский район"}, {"number", "1"}, {"date", "2022-01-01"}}});
  for (int i = 0; i < 20; ++i)
    documents.push_back({{"municipality", "Холмский район"},
                         {"number", std::to_string(100 + i)},
                         {"date", "2023-01-01"},
                         {"references", {{{"number", "1"}, {"date", "2022-01-01"}, {"text", "приказ № 1"}}}}});
  const Collection collection = collection_of(documents);
  const std::string svg = draw_references(collection, relate_references(collection), true, {});
  EXPECT_NE(svg.find("← 20"), std::string::npos);
  EXPECT_EQ(svg.find("№ 105"), std::string::npos);  // names nothing else
  EXPECT_EQ(svg.find("<?xml"), std::string::npos);
}

TEST(ReferencesJson, NodesAndEdges) {
  const Collection collection = collection_of(json::parse(kOrders));
  const json graph = json::parse(references_json(collection, relate_references(collection)));
  ASSERT_EQ(graph["nodes"].size(), 4U);
  EXPECT_EQ(graph["nodes"][0]["id"], collection.documents[0].id);
  EXPECT_EQ(graph["nodes"][3]["id"], "x1");
  EXPECT_EQ(graph["nodes"][3]["status"], "external");
  ASSERT_EQ(graph["edges"].size(), 2U);
  EXPECT_EQ(graph["edges"][0]["relation"], "repeals");
  EXPECT_EQ(graph["edges"][0]["to"], collection.documents[0].id);
}

}  // namespace
}  // namespace prikaz
