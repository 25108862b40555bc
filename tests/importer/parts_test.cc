// The small parts: shards, stillness, contents, what is shown.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <sstream>
#include <stdexcept>

#include "content.h"
#include "make_container.h"
#include "originals.h"
#include "prikaz/import_progress.h"
#include "prikaz/importer.h"
#include "prikaz/messages.h"
#include "stillness.h"
#include "temporary_folder.h"

namespace prikaz {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;

TEST(Shard, PartsAreDisjointAndMakeTheWhole) {
  for (const int count : {1, 2, 3, 7}) {
    for (int i = 0; i < 200; ++i) {
      int holders = 0;
      for (int index = 1; index <= count; ++index)
        holders += Shard{index, count}.holds(sha256_of_text(std::to_string(i))) ? 1 : 0;
      EXPECT_EQ(holders, 1);
    }
  }
}

TEST(Shard, IsReadFromText) {
  EXPECT_EQ(parse_shard("2/3").index, 2);
  EXPECT_EQ(parse_shard("2/3").count, 3);
  for (const char* wrong : {"", "/", "1", "1/", "/2", "0/2", "3/2", "-1/2", "1/2x", "a/b", "1/99999"})
    EXPECT_THROW(parse_shard(wrong), std::invalid_argument) << wrong;
}

TEST(Stillness, AFileIsTakenOnceItHasStayedAsItIs) {
  Stillness stillness{seconds(5)};
  const Stillness::Time start;
  StoredPath file{"a", 1, 1, 1, 1};
  const auto look = [&](int at) {
    stillness.begin_look();
    const bool taken = stillness.may_take(file, start + seconds(at));
    stillness.end_look();
    return taken;
  };
  EXPECT_FALSE(look(0));
  EXPECT_FALSE(look(4));
  file.size = 2;  // it grows
  EXPECT_FALSE(look(6));
  EXPECT_FALSE(look(10));
  EXPECT_TRUE(look(11));
  EXPECT_FALSE(look(20));
  file.mtime_ns = 2;  // it is written again
  EXPECT_FALSE(look(21));
  EXPECT_TRUE(look(26));
  stillness.begin_look();  // it is gone
  stillness.end_look();
  EXPECT_FALSE(look(30));
  EXPECT_TRUE(look(35));
}

TEST(Content, IsKnownByItsHash) {
  const TemporaryFolder folder;
  const OpenedFile file = open_file(folder.write("a", "abc"));
  std::uint64_t size = 0;
  EXPECT_EQ(sha256_of_file(file.file.get(), size), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(size, 3U);
  EXPECT_EQ(sha256_of_text("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Content, ChangesAreSeen) {
  const TemporaryFolder folder;
  const std::string path = folder.write("a", "abc");
  const OpenedFile file = open_file(path);
  EXPECT_TRUE(unchanged(file.file.get(), file.about));
  std::ofstream(path, std::ios::app) << "d";
  EXPECT_FALSE(unchanged(file.file.get(), file.about));
}

TEST(Content, FreshTimesAreNotTrusted) {
  const StoredPath about{"a", 1, 5'000'000'000, 6'000'000'000, 1};
  EXPECT_EQ(trusted_at(about, 7'000'000'000).ctime_ns, 0);
  EXPECT_EQ(trusted_at(about, 9'000'000'000).ctime_ns, 6'000'000'000);
}

TEST(Content, WhatIsNoRegularFileIsRefusedWithoutWaiting) {
  const TemporaryFolder folder;
  ::mkfifo((folder / "fifo").c_str(), 0600);
  const auto failure_of = [](const std::string& path) {
    try {
      open_file(path);
    } catch (const InputError& error) {
      return error.failure();
    }
    throw std::logic_error("opened");
  };
  EXPECT_EQ(failure_of(folder / "fifo"), Failure::not_a_document);
  EXPECT_EQ(failure_of("/dev/null"), Failure::not_a_document);
  EXPECT_EQ(failure_of(folder / "absent"), Failure::io_error);
  std::filesystem::create_symlink("round", folder / "round");
  EXPECT_EQ(failure_of(folder / "round"), Failure::io_error);
}

TEST(Content, ContainersAreToldByTheirFirstBytes) {
  const TemporaryFolder folder;
  const auto packing = [&](const std::string& bytes) {
    return packing_of(open_file(folder.write("a", bytes)).file.get());
  };
  EXPECT_EQ(packing(make_container({{"a", "b"}})), Packing::zip);
  EXPECT_EQ(packing(make_container({{"a", "b"}}, {.tar = true})), Packing::tar);
  EXPECT_EQ(packing(make_container({{"a", "b"}}, {.tar = true, .gzip = true})), Packing::tar);
  EXPECT_EQ(packing("%PDF-1.4\nPK\3\4"), Packing::none);
  EXPECT_EQ(packing(""), Packing::none);
}

TEST(Originals, AreKeptWholeAndOnce) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "archive");
  const OpenedFile file = open_file(folder.write("a.pdf", "abc"));
  const std::string sha256 = sha256_of_text("abc");
  const std::string path = folder / "archive/originals/ba" + "/" + sha256.substr(2);
  folder.write("archive/originals/ba/.new-left-behind", "ab");
  Originals originals(folder / "archive");
  originals.keep(file.file.get(), sha256, path);
  originals.keep(file.file.get(), sha256, path);
  EXPECT_EQ(read_file(path), "abc");
  struct stat about {};
  ASSERT_EQ(::stat(path.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder / "archive/originals/ba"), {}), 1);
  // What is no longer what it was is not kept under a wrong name.
  EXPECT_THROW(originals.keep(file.file.get(), sha256_of_text("x"), folder / "archive/originals/ba/x"), InputError);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder / "archive/originals/ba"), {}), 1);
}

TEST(ReadOrder, IsReadBack) {
  ReadOrder order{true, "ab12", 3, "0 0 256 1"};
  const ReadOrder back = read_order(to_parameters(order));
  EXPECT_TRUE(back.unpack);
  EXPECT_EQ(back.sha256, "ab12");
  EXPECT_EQ(back.jobs, 3);
  EXPECT_EQ(back.unpack_order, "0 0 256 1");
  EXPECT_FALSE(read_order(to_parameters(ReadOrder{})).unpack);
  EXPECT_THROW(read_order(""), std::invalid_argument);
}

// A clock that is set by hand.
struct Shown {
  ImportProgress::Time now;
  std::ostringstream out;
  ImportProgress progress;
  explicit Shown(ProgressStyle style, int columns = 200)
      : progress(
            style, out, [this] { return now; }, [columns] { return columns; }) {
    set_language("en");
  }
};

ImportCounts some_counts() {
  ImportCounts counts;
  counts.seen = 20;
  counts.imported = 15;
  counts.pages = 70;
  counts.doubtful = 2;
  counts.failed = {{Failure::encrypted, 1}, {Failure::crash, 2}};
  return counts;
}

TEST(ImportProgress, ABarIsRedrawnInOneLine) {
  Shown shown(ProgressStyle::bar);
  shown.now += seconds(4);
  shown.progress.tick(some_counts(), 40);
  EXPECT_EQ(shown.out.str(),
            "\r\x1b[K[##########..........] files 20 of 40, pages 70, 5.0 files/s, 0:00:04 left, failed 3, doubtful 2");
  shown.out.str("");
  shown.progress.failed("a\nb.pdf", InputError(Failure::encrypted, "locked"));
  EXPECT_EQ(shown.out.str(), "\r\x1b[Kprikaz: a\\nb.pdf: locked [encrypted]\n");
}

TEST(ImportProgress, ABarFitsTheTerminal) {
  Shown shown(ProgressStyle::bar, 30);
  shown.now += seconds(4);
  shown.progress.tick(some_counts(), 40);
  EXPECT_EQ(shown.out.str(), "\r\x1b[K[##########..........] files ");
}

TEST(ImportProgress, LinesComeEveryTenSeconds) {
  Shown shown(ProgressStyle::lines);
  for (int i = 0; i < 25; ++i) {
    shown.now += seconds(1);
    shown.progress.tick(some_counts(), std::nullopt);
  }
  const std::string text = shown.out.str();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
  EXPECT_THAT(text, HasSubstr("prikaz: files 20, pages 70"));
}

TEST(ImportProgress, JsonIsAnObjectALine) {
  Shown shown(ProgressStyle::json);
  shown.now += seconds(4);
  shown.progress.tick(some_counts(), 40);
  shown.progress.failed("\xff\".pdf", InputError(Failure::crash, "\\"));
  ImportReport report;
  report.counts = some_counts();
  report.time = milliseconds(5000);
  shown.progress.finish(report);
  EXPECT_EQ(shown.out.str(),
            "{\"event\":\"progress\",\"files\":20,\"files_in_all\":40,\"imported\":15,\"duplicates\":0,\"known\":0,"
            "\"known_failed\":0,\"other_shards\":0,\"containers\":0,\"doubtful\":2,\"pages\":70,"
            "\"failed\":{\"encrypted\":1,\"crash\":2},\"elapsed_s\":4,\"left_s\":4}\n"
            "{\"event\":\"failed\",\"path\":\"\\\\xff\\\".pdf\",\"failure\":\"crash\",\"reason\":\"\\\\\"}\n"
            "{\"event\":\"summary\",\"files\":20,\"files_in_all\":20,\"imported\":15,\"duplicates\":0,\"known\":0,"
            "\"known_failed\":0,\"other_shards\":0,\"containers\":0,\"doubtful\":2,\"pages\":70,"
            "\"failed\":{\"encrypted\":1,\"crash\":2},\"elapsed_s\":5,\"interrupted\":false}\n");
}

TEST(ImportProgress, NoneStillTellsWhatFailed) {
  Shown shown(ProgressStyle::none);
  shown.now += seconds(100);
  shown.progress.tick(some_counts(), 40);
  EXPECT_EQ(shown.out.str(), "");
  shown.progress.failed("a", InputError(Failure::crash, "b"));
  EXPECT_EQ(shown.out.str(), "prikaz: a: b [crash]\n");
}

TEST(ReportText, CountsByReason) {
  set_language("en");
  ImportReport report;
  report.counts = some_counts();
  report.counts.known_failed = 4;
  report.time = seconds(3723);
  report.interrupted = true;
  EXPECT_EQ(report_text(report),
            "imported: 15 (pages: 70, doubtful: 2)\nduplicates: 0\nknown from before: 0\nfailed: 3\n"
            "  encrypted: 1\n  crash: 2\n"
            "failed before and not tried again: 4 (prikaz failed --retry)\ntime: 1:02:03\n"
            "stopped before the end: what is imported stays, the next import goes on from there\n");
}

}  // namespace
}  // namespace prikaz
