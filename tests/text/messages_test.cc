#include "prikaz/messages.h"

#include <gtest/gtest.h>

#include <cerrno>

namespace prikaz {
namespace {

TEST(Messages, AreEnglishWithoutACatalogue) {
  set_language("en");
  EXPECT_EQ(tr("no file given"), "no file given");
}

TEST(Messages, TakeArgumentsInAnyOrder) {
  EXPECT_EQ(tr("%2 of %1, %2", {"a", "b"}), "b of a, b");
  EXPECT_EQ(tr("100 %, %3 %1", {"a"}), "100 %, %3 a");
  EXPECT_EQ(tr("%1", {"%1"}), "%1");
}

TEST(Messages, CountInEnglish) {
  set_language("en");
  EXPECT_EQ(tr_plural("%1 page of %2", "%1 pages of %2", 1, {"x"}), "1 page of x");
  EXPECT_EQ(tr_plural("%1 page of %2", "%1 pages of %2", 5, {"x"}), "5 pages of x");
}

TEST(Messages, HaveWordsForErrorsOfTheSystem) {
  set_language("en");
  EXPECT_EQ(error_text(ENOSPC), "no space left on the disk");
  EXPECT_FALSE(error_text(ETXTBSY).empty());
}

}  // namespace
}  // namespace prikaz
