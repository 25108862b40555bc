#include "records.h"

#include <gtest/gtest.h>

namespace prikaz {
namespace {

constexpr std::uint64_t kPlenty = 1000;

// Feeds `bytes` in pieces of `step`; what came out, or the kind of the failure.
std::string heard(const std::string& bytes, std::size_t step) {
  Spool result;
  ReplyReader reader(result, kPlenty);
  try {
    for (std::size_t at = 0; at < bytes.size(); at += step) reader.feed(std::string_view(bytes).substr(at, step));
  } catch (const InputError& error) {
    return std::string("thrown ") + failure_name(error.failure());
  }
  if (reader.failure()) return std::string(failure_name(reader.failure()->failure())) + " " + reader.failure()->what();
  return result.str() + (reader.finished() ? " finished" : " unfinished");
}

struct Case {
  const char* name;
  std::string bytes;
  const char* expect;
};

std::string error_record(char kind, std::string_view reason) {
  return record('E', std::string(1, kind).append(reason));
}

class Replies : public testing::TestWithParam<Case> {};

// However the pipe cuts the bytes, the same is heard.
TEST_P(Replies, AreHeardRight) {
  for (const std::size_t step : {std::size_t{1}, std::size_t{3}, std::size_t{7}, std::size_t{1} << 20U})
    EXPECT_EQ(heard(GetParam().bytes, step), GetParam().expect) << "step " << step;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Replies,
    testing::Values(Case{"whole", record('D', "ab") + record('D', "c") + record('F', ""), "abc finished"},
                    Case{"empty_piece", record('D', "") + record('F', ""), " finished"},
                    Case{"cut_off", record('D', "ab") + record('D', "cdef").substr(0, 7), "ab unfinished"},
                    Case{"failure", error_record(0, "why"), "encrypted why"},
                    Case{"failure_with_control", error_record(2, "a\nb"), "damaged a\\nb"},
                    Case{"unknown_kind", error_record(77, "why"), "thrown crash"},
                    Case{"failure_without_kind", record('E', ""), "thrown crash"},
                    Case{"unknown_type", record('X', "ab"), "thrown crash"},
                    Case{"length_beyond_reason", std::string("D\xff\xff\xff\x7f", 5), "thrown crash"},
                    Case{"finish_with_payload", record('F', "x"), "thrown crash"},
                    Case{"more_after_finish", record('F', "") + record('D', "x"), "thrown crash"},
                    Case{"rest_after_finish", record('F', "") + "D", "thrown crash"},
                    Case{"more_after_failure", error_record(0, "why") + record('F', ""), "thrown crash"},
                    Case{"too_much", record('D', std::string(600, 'x')) + record('D', std::string(600, 'x')),
                         "thrown output_limit"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(Replies, ALongReasonIsCut) {
  EXPECT_EQ(heard(error_record(0, std::string(100'000, 'x')), 4096), "encrypted " + std::string(kMaxReason, 'x'));
}

}  // namespace
}  // namespace prikaz
