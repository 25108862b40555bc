// What was forgotten is nowhere in the files of the archive.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "database.h"
#include "make_extraction.h"
#include "open_archive.h"

namespace prikaz {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ForgetTest : public testing::Test {
 protected:
  ForgetTest() : archive_(temporary_.path() / "archive", ArchiveMode::create_or_write) {}

  // Names of files of the archive that hold the bytes.
  std::vector<std::string> where(const std::string& bytes) const {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(archive_.folder()))
      if (entry.is_regular_file() && read_file(entry.path()).find(bytes) != std::string::npos)
        all.push_back(entry.path().filename());
    return all;
  }

  TemporaryFolder temporary_;
  Archive archive_;
};

// Letters nobody prints, in Latin so that the tokenizer leaves them; unlike in every part, as the index keeps what
// neighbouring words have in common only once.
std::string marker(int n, char where) {
  std::mt19937 random(static_cast<unsigned>(n * 100 + where));
  std::string word(1, where);
  for (int i = 0; i < 15; ++i) word += static_cast<char>('a' + random() % 26);
  return word;
}

TEST_F(ForgetTest, NoByteIsLeft) {
  const std::string kept = fake_sha256("aa");
  const std::string sha256 = fake_sha256("bb");
  const auto order = [](const std::string& content) {
    return SmallOrder{.sha256 = content,
                      .name = marker(1, 'n') + ".pdf",
                      .number = marker(1, 'u'),
                      .issuer = marker(1, 'i'),
                      .title = marker(1, 't'),
                      .text = marker(1, 'x') + " и так далее",
                      .signatory = marker(1, 's')};
  };
  archive_.store(record_of(kept), path_of("/in/kept.pdf"), small_extraction({.sha256 = kept}));
  archive_.commit();
  archive_.store(record_of(sha256, marker(1, 'n') + ".pdf"), path_of("/in/" + marker(1, 'p') + ".pdf"),
                 small_extraction(order(sha256)));
  archive_.add_path(sha256, path_of("/in/other.pdf"));
  archive_.commit();
  const std::filesystem::path copy = archive_.original_path(sha256);
  std::filesystem::create_directories(copy.parent_path());
  std::ofstream(copy) << marker(1, 'x');
  for (const char part : std::string("nuitxsp")) ASSERT_THAT(where(marker(1, part)), testing::Not(IsEmpty())) << part;

  ASSERT_TRUE(archive_.lock_for_import(std::chrono::seconds(0)));
  const Forgotten forgotten = archive_.forget({sha256});
  EXPECT_EQ(forgotten.files, 1U);
  EXPECT_EQ(forgotten.documents, 1U);
  EXPECT_EQ(forgotten.copies_removed, 1U);
  EXPECT_THAT(forgotten.paths, ElementsAre("/in/other.pdf", "/in/" + marker(1, 'p') + ".pdf"));
  EXPECT_TRUE(forgotten.log_emptied);
  for (const char part : std::string("nuitxsp")) EXPECT_THAT(where(marker(1, part)), IsEmpty()) << part;
  EXPECT_THAT(where(sha256), IsEmpty());
  EXPECT_EQ(archive_.state_of(sha256), std::nullopt);
  EXPECT_EQ(archive_.state_of(kept), FileState::imported);
  EXPECT_EQ(archive_.search("олимпиаду", 10).hits.size(), 1U);
  EXPECT_EQ(archive_.search(marker(1, 'x'), 10).hits.size(), 0U);
  EXPECT_EQ(archive_.forget({sha256}).files, 0U);
}

// Rows wander from page to page as others come and go, and leave traces behind: many of all sizes, in any order.
TEST_F(ForgetTest, NoByteIsLeftInAFullArchive) {
  constexpr int kOrders = 120;
  std::mt19937 random(5);
  const auto sha256_of = [](int n) { return fake_sha256(std::to_string(1000 + n) + "f"); };
  for (int n = 0; n < kOrders; ++n) {
    std::string text = marker(n, 'x');
    for (int i = static_cast<int>(random() % 400); i > 0; --i) text += " word" + std::to_string(random() % 5000);
    archive_.store(record_of(sha256_of(n)), path_of("/in/" + marker(n, 'p')),
                   small_extraction({.sha256 = sha256_of(n),
                                     .number = marker(n, 'u'),
                                     .title = marker(n, 't') + " " + text.substr(0, text.size() / 3),
                                     .text = text + " " + marker(n, 'y'),
                                     .signatory = marker(n, 's')}));
    if (n % 7 == 0) archive_.commit();
    // Read again: rows are replaced.
    if (n % 5 == 0 && n > 0)
      archive_.store(record_of(sha256_of(n / 2)), path_of("/in/" + marker(n / 2, 'p')),
                     small_extraction({.sha256 = sha256_of(n / 2), .text = "другое " + text.substr(16)}));
  }
  archive_.commit();
  ASSERT_TRUE(archive_.lock_for_import(std::chrono::seconds(0)));
  std::vector<std::string> gone;
  for (int n = 0; n < kOrders; n += 3) gone.push_back(sha256_of(n));
  EXPECT_EQ(archive_.forget(gone).files, gone.size());
  std::string all = read_file(archive_.folder() / "prikaz.sqlite") + read_file(archive_.folder() / "prikaz.sqlite-wal");
  for (int n = 0; n < kOrders; n += 3)
    for (const char part : std::string("xytusp")) EXPECT_EQ(all.find(marker(n, part)), std::string::npos) << n << part;
  EXPECT_NE(all.find(marker(1, 'p')), std::string::npos);
  const auto database = open_archive(archive_.folder(), ArchiveMode::write);
  EXPECT_NO_THROW(database->run("INSERT INTO document_index (document_index, rank) VALUES ('integrity-check', 1)"));
  EXPECT_EQ(database->number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), 0);
}

TEST_F(ForgetTest, SaysThatAReaderKeepsTheLog) {
  archive_.store(record_of(fake_sha256("aa")), path_of("/in/a.pdf"), small_extraction({.sha256 = fake_sha256("aa")}));
  archive_.commit();
  ASSERT_TRUE(archive_.lock_for_import(std::chrono::seconds(0)));
  Database reader(archive_.folder() / "prikaz.sqlite", Database::Access::read);
  Statement row = reader.prepare("SELECT file FROM files");
  ASSERT_TRUE(row.step());
  archive_.wait_for_others(std::chrono::milliseconds(10));
  EXPECT_FALSE(archive_.forget({fake_sha256("aa")}).log_emptied);
  row.reset();
  EXPECT_TRUE(archive_.forget({}).log_emptied);
}

}  // namespace
}  // namespace prikaz
