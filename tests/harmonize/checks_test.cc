#include "prikaz/checks.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "collect.h"

namespace prikaz {
namespace {

using nlohmann::json;

struct ByName {
  template <class Info>
  std::string operator()(const Info& info) const {
    return info.param.at("name").template get<std::string>();
  }
};

std::vector<Check> checks_of(const json& documents) {
  const Collection collection = collection_of(documents);
  return check_documents(collection, relate_references(collection));
}

class Checks : public testing::TestWithParam<json> {};

TEST_P(Checks, FindWhatStandsOutAndNothingElse) {
  json documents = json::array();
  documents.push_back(GetParam()["document"]);
  std::vector<std::string> codes;
  for (const Check& check : checks_of(documents)) {
    codes.push_back(check.code);
    EXPECT_EQ(check.place.document, 0);
    EXPECT_GT(check.place.page, 0);
    EXPECT_FALSE(check.sentence.empty());
  }
  std::sort(codes.begin(), codes.end());
  EXPECT_EQ(codes, GetParam()["expect"].get<std::vector<std::string>>());
}

INSTANTIATE_TEST_SUITE_P(Cases, Checks, testing::ValuesIn(read_cases("checks.json").get<std::vector<json>>()),
                         ByName());

TEST(ChecksOverDocuments, ARepealedOrderStillNamed) {
  const json documents = json::parse(R"([
    {"municipality": "Холмский район", "number": "1", "date": "2022-01-01"},
    {"municipality": "Холмский район", "number": "2", "date": "2022-06-01", "references": [
      {"number": "1", "date": "2022-01-01", "text": "приказ № 1", "context": "На основании: приказ № 1"}]},
    {"municipality": "Холмский район", "number": "3", "date": "2023-01-01", "references": [
      {"number": "1", "date": "2022-01-01", "text": "приказ № 1", "context": "Отменить приказ № 1"}]},
    {"municipality": "Холмский район", "number": "4", "date": "2023-06-01", "references": [
      {"number": "1", "date": "2022-01-01", "text": "приказ № 1", "context": "На основании: приказ № 1"}]}])");
  const std::vector<Check> checks = checks_of(documents);
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0].code, "reference_to_repealed");
  EXPECT_EQ(checks[0].place.document, 3);
  EXPECT_NE(checks[0].sentence.find("01.01.2023"), std::string::npos);
}

TEST(ChecksOverDocuments, OneNumberAndDateForTwoOrders) {
  const json documents = json::parse(R"([
    {"municipality": "Холмский район", "number": "1-од", "date": "2022-01-01", "file": "scan.pdf"},
    {"municipality": "Холмский район", "number": "1 ОД", "date": "2022-01-01", "file": "original.pdf"},
    {"municipality": "Холмский район", "number": "1-од", "date": "2023-01-01"},
    {"municipality": "Речной округ", "number": "1-од", "date": "2022-01-01"}])");
  const std::vector<Check> checks = checks_of(documents);
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0].code, "number_and_date_repeated");
  EXPECT_EQ(checks[0].place.document, 1);
  EXPECT_NE(checks[0].sentence.find("scan.pdf"), std::string::npos);
}

}  // namespace
}  // namespace prikaz
