#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample_extraction.h"

namespace prikaz {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(DrawPage, EscapesWhatComesFromTheFile) {
  Extraction extraction = sample_extraction();
  extraction.source.name = "</title><script>\x01.pdf";
  extraction.documents[0].printed.items[0].number = "<1>";
  const std::string svg = draw_page(extraction, 1);
  EXPECT_THAT(svg, Not(HasSubstr("<script")));
  EXPECT_THAT(svg, HasSubstr("&lt;/title&gt;&lt;script&gt; .pdf"));
  EXPECT_THAT(svg, HasSubstr(">a&lt;b&amp;&quot;c&quot;</text>"));
  EXPECT_THAT(svg, HasSubstr(">&lt;1&gt;</text>"));
  EXPECT_THAT(svg, Not(HasSubstr("\x01")));
}

TEST(DrawPage, IsSelfContained) {
  const std::string svg = draw_page(sample_extraction(), 1);
  EXPECT_THAT(svg, Not(HasSubstr("href")));
  EXPECT_THAT(svg, Not(HasSubstr("url(")));
  EXPECT_EQ(svg.find("http"), svg.find("http://www.w3.org/2000/svg"));
}

TEST(DrawPage, NamesInTheLegendOnlyWhatIsOnThePage) {
  const std::string first = draw_page(sample_extraction(), 1), second = draw_page(sample_extraction(), 2);
  EXPECT_THAT(first, HasSubstr(">preamble <"));
  EXPECT_THAT(first, HasSubstr(">signatory <"));
  EXPECT_THAT(first, Not(HasSubstr(">table: section <")));
  EXPECT_THAT(second, HasSubstr(">table: section <"));
  EXPECT_THAT(second, HasSubstr(">school <"));
  EXPECT_THAT(second, Not(HasSubstr(">preamble <")));
}

TEST(DrawPage, APageThatIsNotThereIsEmpty) { EXPECT_EQ(draw_page(sample_extraction(), 3), ""); }

}  // namespace
}  // namespace prikaz
