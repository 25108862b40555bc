#include "markup.h"

#include <gtest/gtest.h>

namespace prikaz {
namespace {

TEST(Markup, EscapesByContext) {
  Markup out;
  out.add("<a href=\"{}\" title=\"{}\">{}</a>", {"1.pdf#page=2", "\"><b>'`", "<i>&"});
  EXPECT_EQ(out.str(), "<a href=\"1.pdf#page=2\" title=\"&quot;&gt;&lt;b&gt;&#39;&#96;\">&lt;i&gt;&amp;</a>");
}

TEST(Markup, FinishedMarkupOnlyInText) {
  Markup inner, out;
  inner.add("<b>{}</b>", {"x"});
  out.add("<p title=\"{}\">{}</p>", {inner, inner});
  EXPECT_EQ(out.str(), "<p title=\"&lt;b&gt;x&lt;/b&gt;\"><b>x</b></p>");
}

TEST(Markup, AddressesLeadToFilesAndPlacesOfThePageOnly) {
  for (const char* address : {"javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "http://example.org/",
                              "https://example.org/", "//example.org/x", "file://host/share", " javascript:alert(1)"}) {
    Markup out;
    out.add("<a href=\"{}\">x</a>", {address});
    EXPECT_EQ(out.str(), "<a href=\"#\">x</a>") << address;
  }
  for (const char* address : {"#checks", "a/b.pdf#page=3", "../b%20c.pdf", "file:///srv/a.pdf"}) {
    Markup out;
    out.add("<a href=\"{}\">x</a>", {address});
    EXPECT_EQ(out.str(), std::string("<a href=\"") + address + "\">x</a>");
  }
}

TEST(Markup, NumbersAndUnprintableCharacters) {
  Markup out;
  out.add("{} {} {} {}", {42, 1.5, 2.0,
                          "a\x01"
                          "b\xE2\x80\xAE"
                          "c\xFF"});
  EXPECT_EQ(out.str(), "42 1.5 2 a b c\xEF\xBF\xBD");
}

TEST(FileAddress, PercentEncoded) {
  EXPECT_EQ(file_address("/srv/a b#1?.pdf", 3), "file:///srv/a%20b%231%3F.pdf#page=3");
  EXPECT_EQ(file_address("план.pdf", 0), "%D0%BF%D0%BB%D0%B0%D0%BD.pdf");
  EXPECT_EQ(file_address("a:b.pdf", 1), "a%3Ab.pdf#page=1");
}

}  // namespace
}  // namespace prikaz
