#include "prikaz/participants.h"

#include <gtest/gtest.h>

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

class Gathered : public testing::TestWithParam<json> {};

TEST_P(Gathered, OverDocuments) {
  const Participants got = gather_participants(collection_of(GetParam()["documents"]));
  const json& expected = GetParam()["expect"];
  ASSERT_EQ(got.all.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(got.all[i].name, expected[i]["name"].get<std::string>());
    EXPECT_EQ(got.all[i].documents, expected[i]["documents"].get<std::vector<int>>());
    if (expected[i].contains("posts")) {
      std::vector<std::string> posts;
      for (const PostHeld& post : got.all[i].posts) posts.push_back(post.post);
      EXPECT_EQ(posts, expected[i]["posts"].get<std::vector<std::string>>());
    }
    if (expected[i].contains("load")) {
      json load = json::object();
      for (const auto& [month, rows] : got.all[i].load)
        load[std::to_string(year_of(month)) + (number_of(month) < 10 ? "-0" : "-") + std::to_string(number_of(month))] =
            {rows.dated, rows.recurring};
      EXPECT_EQ(load, expected[i]["load"]);
    }
  }
  EXPECT_EQ(got.doubts.size(), GetParam()["doubts"].get<std::size_t>());
}

INSTANTIATE_TEST_SUITE_P(Cases, Gathered, testing::ValuesIn(read_cases("participants.json").get<std::vector<json>>()),
                         ByName());

TEST(Participants, WhatTheyAnswerFor) {
  const Collection collection = collection_of(json::parse(R"([
    {"municipality": "Холмский район", "persons": ["Ольхова А.А."], "control": ["Ольхова А.А."],
     "items": [{"number": "1", "text": "Ольховой А.А. провести семинар", "parties": ["Ольхова А.А.", "Ольхова А.А."]}],
     "rows": [{"activity": "Семинар", "responsible": ["Ольхова А.А."]}, {"activity": "Вебинар", "responsible": ["Методисты"]}]}])"));
  const Participants got = gather_participants(collection);
  ASSERT_EQ(got.all.size(), 2U);
  EXPECT_EQ(got.all[0].kind, "person");
  EXPECT_EQ(got.all[0].count(Assignment::plan_row), 1);
  EXPECT_EQ(got.all[0].count(Assignment::item), 1);
  EXPECT_EQ(got.all[0].count(Assignment::control_of_document), 1);
  EXPECT_EQ(got.all[1].name, "Методисты");
  EXPECT_EQ(got.all[1].count(Assignment::plan_row), 1);
}

}  // namespace
}  // namespace prikaz
