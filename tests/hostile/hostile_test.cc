// Files that ask for too much end as the contract says: with what could be read and a diagnostic, or with one reason,
// in the limits given, and the program itself unharmed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/run_program.h"
#include "hostile_pdfs.h"

namespace prikaz {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::EndsWith;

struct Case {
  const char* name;
  std::function<std::string()> make;
  const char* failure;     // of the closed set; empty where the file is read
  const char* diagnostic;  // that it comes with; empty for none that matters
  const char* timeout = "300";
  const char* memory = "1024";
};

void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

class Hostile : public testing::TestWithParam<Case> {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "prikaz-hostile-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void check() const {
    const std::string file = folder_ + "/hostile.pdf", good = folder_ + "/good.pdf";
    std::ofstream(file, std::ios::binary) << GetParam().make();
    std::ofstream(good, std::ios::binary) << pdf_of(OnePage{.content = stream(kOrder)});
    const Outcome run = run_program(
        {"extract", "--jobs", "1", "--timeout", GetParam().timeout, "--memory", GetParam().memory, file, good});

    const std::string failure = GetParam().failure;
    EXPECT_EQ(run.exit, failure.empty() ? 0 : 1) << run.err;
    std::vector<json> read;
    std::istringstream lines(run.out);
    for (std::string line; std::getline(lines, line);) read.push_back(json::parse(line));
    ASSERT_EQ(read.size(), failure.empty() ? 2U : 1U);
    EXPECT_EQ(read.back()["source"]["name"], "good.pdf") << "the others are delivered";
    if (!failure.empty()) {
      EXPECT_THAT(run.err, EndsWith("[" + failure + "]\n"));
      return;
    }
    EXPECT_EQ(run.err, "");
    std::vector<std::string> codes;
    for (const json& diagnostic : read[0]["diagnostics"]) codes.push_back(diagnostic["code"]);
    if (*GetParam().diagnostic != '\0') {
      EXPECT_THAT(codes, Contains(GetParam().diagnostic));
    }
    // What comes out can be shown: no control characters but line ends, nothing that turns text around.
    for (const char c : run.out) ASSERT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\n') << int{c};
    EXPECT_EQ(run.out.find("\u202E"), std::string::npos);
    EXPECT_EQ(run.out.find("\\u001b"), std::string::npos);
  }

  std::string folder_;
};

TEST_P(Hostile, EndsAsItShould) { check(); }

std::string name_of(const testing::TestParamInfo<Case>& test) { return test.param.name; }

const std::string kManyNested = repeat("[", 1'000'000) + repeat("]", 1'000'000);

INSTANTIATE_TEST_SUITE_P(
    Files, Hostile,
    testing::Values(
        Case{"saved_states", [] { return pdf_of(OnePage{.content = deflated_stream(repeat("q ", 5'000'000))}); }, "",
             "page_too_complex"},
        Case{"nested_forms", [] { return nested_forms(10); }, "", "page_too_complex"},
        Case{"form_in_itself",
             [] {
               return pdf_of(OnePage{.content = stream("/X Do"),
                                     .resources = "/XObject << /X 6 0 R >>",
                                     .more = {stream("/X Do",
                                                     "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << "
                                                     "/XObject << /X 6 0 R >> >> ")}});
             },
             "", ""},
        Case{"million_words", [] { return scattered_words(1'000'000); }, "", "page_too_complex"},
        Case{"million_glyphs_in_a_word",
             [] {
               return pdf_of(OnePage{.content = deflated_stream("BT /F1 1 Tf (" + repeat("a", 5'000'000) + ") Tj ET")});
             },
             "", "page_too_complex"},
        Case{"million_strokes",
             [] { return pdf_of(OnePage{.content = deflated_stream(repeat("0 0 m 500 500 l S ", 3'000'000))}); }, "",
             "page_too_complex"},
        Case{"giant_page",
             [] { return pdf_of(OnePage{.content = stream(kOrder), .media_box = "[0 0 1000000 1000000]"}); }, "",
             "page_size_absurd"},
        Case{"greatest_page",
             [] { return pdf_of(OnePage{.content = stream(kOrder), .media_box = "[0 0 2147483647 2147483647]"}); }, "",
             "page_size_absurd"},
        Case{"greatest_picture", [] { return declared_picture("2147483647", 8); }, "", "page_unreadable"},
        Case{"giant_bilevel_picture", [] { return declared_picture("100000", 1); }, "", "page_unreadable"},
        Case{"giant_gray_picture", [] { return declared_picture("65500", 8); }, "", "page_unreadable"},
        Case{"picture_on_a_point", [] { return declared_picture("1000", 8, "1 0 0 1 100 100"); }, "", ""},
        Case{"inline_picture_without_end",
             [] {
               return pdf_of(OnePage{.content = stream("BI /W 2000000000 /H 2000000000 /BPC 8 /CS /RGB ID " +
                                                       repeat("x", 1000) + " EI " + kOrder)});
             },
             "", ""},
        Case{"page_count_lies", [] { return pdf_of(OnePage{.content = stream(kOrder), .count = "2000000000"}); },
             "damaged", ""},
        Case{"same_page_a_million_times",
             [] {
               return pdf_of(OnePage{
                   .content = stream(kOrder), .kids = "[" + repeat("3 0 R ", 1'000'000) + "]", .count = "1000000"});
             },
             "damaged", ""},
        Case{"pages_in_a_circle",
             [] { return pdf_of(OnePage{.content = stream(kOrder), .kids = "[2 0 R 3 0 R]", .count = "2"}); }, "",
             "page_unreadable"},
        Case{"hundred_thousand_pages", [] { return many_pages(100'000); }, "", "too_many_pages"},
        Case{"nested_arrays_painted", [] { return pdf_of(OnePage{.content = deflated_stream(kManyNested + kOrder)}); },
             "", "pdf_damaged"},
        Case{"nested_arrays",
             [] {
               return pdf_of(
                   OnePage{.content = stream(kOrder), .resources = "/Font << /F1 5 0 R >> /X " + kManyNested});
             },
             "", "pdf_damaged"},
        Case{"nested_dictionaries",
             [] {
               return pdf_of(OnePage{.content = stream(kOrder),
                                     .resources = "/Font << /F1 5 0 R >> /X " + repeat("<< /A ", 300'000) + "1" +
                                                  repeat(" >>", 300'000)});
             },
             "", ""},
        Case{"million_complaints",
             [] { return pdf_of(OnePage{.content = deflated_stream(repeat("1 2 3 foo ", 1'000'000))}); }, "",
             "pdf_damaged"},
        Case{"poisoned_letters", [] { return poisoned_letters(); }, "", ""},
        Case{"filters_in_filters",
             [] {
               return pdf_of(OnePage{.content = stream("abcd", "/Filter [" + repeat("/FlateDecode ", 100'000) + "] ")});
             },
             "memory", "", "300", "512"},
        Case{"endless_content",
             [] { return pdf_of(OnePage{.content = stream(deflated_spaces(64'000), "/Filter /FlateDecode ")}); },
             "timeout", "", "5"}),
    name_of);

// Seconds of work each.
class SlowHostile : public Hostile {};

TEST_P(SlowHostile, EndsAsItShould) { check(); }

INSTANTIATE_TEST_SUITE_P(
    SlowFiles, SlowHostile,
    testing::Values(Case{"gigabyte_of_spaces",
                         [] {
                           return pdf_of(OnePage{.content = stream(deflated_spaces(1'024), "/Filter /FlateDecode ")});
                         },
                         "", ""},
                    Case{"path_without_end",
                         [] {
                           return pdf_of(OnePage{
                               .content = deflated_stream("0 0 m " + repeat("100 200 l 1 1 l ", 6'000'000) + " S")});
                         },
                         "memory", "", "300", "256"}),
    name_of);

}  // namespace
}  // namespace prikaz
