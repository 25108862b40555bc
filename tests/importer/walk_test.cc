#include "walk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "temporary_folder.h"

namespace prikaz {
namespace {

using testing::ElementsAre;

// What comes, without the folder in front; «!» before what cannot be looked into.
std::vector<std::string> found_under(const TemporaryFolder& folder, std::vector<std::string> paths,
                                     std::optional<FolderId> leave_out = std::nullopt) {
  for (std::string& path : paths) path = folder / path;
  std::vector<std::string> all;
  for (Walk walk(paths, leave_out); const std::optional<Found> found = walk.next();)
    all.push_back((found->error != 0 ? "!" : "") + found->path.substr(folder.str().size() + 1));
  return all;
}

class AsNobody {
 public:
  AsNobody() {
    if (root_ && ::seteuid(65534) != 0) throw std::runtime_error("seteuid");
  }
  ~AsNobody() {
    if (root_) static_cast<void>(::seteuid(0) == 0);
  }

 private:
  bool root_ = ::geteuid() == 0;
};

TEST(Walk, ComesByTheBytesOfTheWholePath) {
  const TemporaryFolder folder;
  for (const char* name :
       {"in/b.pdf", "in/a/2.pdf", "in/a/10.pdf", "in/a.pdf", "in/Б.pdf", "in/a-b/1.pdf", "in/.hidden"})
    folder.write(name, "x");
  EXPECT_THAT(found_under(folder, {"in"}), ElementsAre("in/.hidden", "in/a-b/1.pdf", "in/a.pdf", "in/a/10.pdf",
                                                       "in/a/2.pdf", "in/b.pdf", "in/Б.pdf"));
}

TEST(Walk, PathsComeInTheirOwnOrder) {
  const TemporaryFolder folder;
  folder.write("z/1", "");
  folder.write("a/1", "");
  EXPECT_THAT(found_under(folder, {"z", "a", "absent", "z/1"}), ElementsAre("z/1", "a/1", "absent", "z/1"));
}

TEST(Walk, LinksToFoldersAreFollowedOnlyWhereTheyWereGiven) {
  const TemporaryFolder folder;
  folder.write("in/one/1.pdf", "x");
  std::filesystem::create_directory_symlink("..", folder / "in/one/up");
  std::filesystem::create_directory_symlink("one", folder / "in/same");
  std::filesystem::create_symlink("one/1.pdf", folder / "in/link.pdf");
  std::filesystem::create_symlink("round", folder / "in/round");
  std::filesystem::create_symlink("nowhere", folder / "in/dangling");
  EXPECT_THAT(found_under(folder, {"in"}), ElementsAre("in/dangling", "in/link.pdf", "in/one/1.pdf", "in/round"));
  EXPECT_THAT(found_under(folder, {"in/same"}), ElementsAre("in/same/1.pdf"));
}

TEST(Walk, AFolderThatCannotBeReadIsToldAndTheRestGoesOn) {
  const TemporaryFolder folder;
  folder.write("in/a/1", "");
  folder.write("in/b/1", "");
  folder.write("in/c/1", "");
  ::chmod((folder / "in/b").c_str(), 0);
  ::chmod(folder.str().c_str(), 0755);
  const AsNobody nobody;  // root reads everything
  EXPECT_THAT(found_under(folder, {"in"}), ElementsAre("in/a/1", "!in/b", "in/c/1"));
}

TEST(Walk, TheArchiveItselfIsLeftOut) {
  const TemporaryFolder folder;
  folder.write("in/archive/prikaz.sqlite", "");
  folder.write("in/1", "");
  EXPECT_THAT(found_under(folder, {"in"}, folder_id(folder / "in/archive")), ElementsAre("in/1"));
}

TEST(Walk, NamesAreBytes) {
  const TemporaryFolder folder;
  for (const char* name : {"in/\xff\xfe.pdf", "in/a\nb.pdf", "in/\x1b[31m.pdf"}) folder.write(name, "");
  EXPECT_THAT(found_under(folder, {"in"}), ElementsAre("in/\x1b[31m.pdf", "in/a\nb.pdf", "in/\xff\xfe.pdf"));
}

TEST(Walk, DeepFolders) {
  const TemporaryFolder folder;
  std::string name = "in";
  for (int i = 0; i < 200; ++i) name += "/d";
  folder.write(name + "/1", "");
  EXPECT_THAT(found_under(folder, {"in"}), ElementsAre(name + "/1"));
}

TEST(AbsolutePath, LeadsToTheSameFile) {
  const TemporaryFolder folder;
  folder.write("a/b/1", "");
  std::filesystem::create_directory_symlink("a/b", folder / "link");
  const std::string real = std::filesystem::canonical(folder.path()).native();
  EXPECT_EQ(absolute_path("/x//y/./z"), "/x/y/z");
  EXPECT_EQ(absolute_path("/x/y/"), "/x/y");
  EXPECT_EQ(absolute_path("/"), "/");
  EXPECT_EQ(absolute_path("one"), (std::filesystem::current_path() / "one").native());
  EXPECT_EQ(absolute_path(folder / "link/../b/1"), real + "/a/b/1");
  EXPECT_EQ(absolute_path(folder / "link/.."), real + "/a");
}

}  // namespace
}  // namespace prikaz
