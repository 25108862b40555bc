// `prikaz import` as a user runs it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <sstream>

#include "content.h"
#include "make_container.h"
#include "prikaz/sandbox.h"
#include "program.h"
#include "sample_batch.h"

namespace prikaz {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;
using testing::UnorderedElementsAre;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

const std::string kShim = "LD_PRELOAD=" PRIKAZ_SHIM;

class ImportProgram : public testing::Test {
 protected:
  Ended import(const std::string& archive, std::vector<std::string> arguments,
               const Program::Environment& environment = {}, const std::string& input = "") {
    return start(archive, std::move(arguments), environment, input)->end();
  }
  std::unique_ptr<Program> start(const std::string& archive, std::vector<std::string> arguments,
                                 const Program::Environment& environment = {}, const std::string& input = "") {
    arguments.insert(arguments.begin(), {"import", "--archive", folder_ / archive, "--progress", "none"});
    return std::make_unique<Program>(folder_, std::move(arguments), environment, input);
  }
  std::string ndjson(const std::string& archive) const { return ndjson_of(folder_ / archive); }

  TemporaryFolder folder_;
};

TEST_F(ImportProgram, ABatchIsImportedWhateverIsInIt) {
  const int orders = write_batch(folder_, "in", 3);
  const Ended first = import("one", {"--jobs", "1", folder_ / "in"});
  EXPECT_EQ(first.exit, 1) << first.err;
  EXPECT_THAT(first.out, HasSubstr("imported: " + std::to_string(orders)));
  EXPECT_THAT(failures_in(folder_ / "one"),
              UnorderedElementsAre(Pair("empty.pdf", "empty"), Pair("encrypted.pdf", "encrypted"),
                                   Pair("notes.txt", "not_a_document")));
  EXPECT_THAT(first.err, HasSubstr("encrypted.pdf: "));
  EXPECT_THAT(first.err, Not(HasSubstr("\x1b")));

  // What is kept does not depend on how many read side by side.
  const Ended side_by_side = import("three", {"--jobs", "3", folder_ / "in"});
  EXPECT_EQ(side_by_side.exit, 1);
  EXPECT_EQ(ndjson("one"), ndjson("three"));

  // Nothing is done twice, and what failed still makes the run incomplete.
  const std::string before = ndjson("one");
  const Ended again = import("one", {folder_ / "in"});
  EXPECT_EQ(again.exit, 1);
  EXPECT_THAT(again.out, HasSubstr("imported: 0 "));
  EXPECT_THAT(again.out, HasSubstr("failed before and not tried again: 3"));
  EXPECT_EQ(ndjson("one"), before);
}

TEST_F(ImportProgram, InputsAreNotTouched) {
  write_batch(folder_, "in", 1);
  const auto look = [&] {
    std::ostringstream all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ / "in")) {
      struct stat about {};
      ::stat(entry.path().c_str(), &about);
      all << entry.path() << ' ' << about.st_ino << ' ' << about.st_mode << ' ' << about.st_size << ' '
          << about.st_mtim.tv_sec << '.' << about.st_mtim.tv_nsec << ' ' << about.st_ctim.tv_sec << '.'
          << about.st_ctim.tv_nsec << ' ' << about.st_atim.tv_sec << '.' << about.st_atim.tv_nsec << ' '
          << (entry.is_regular_file() ? sha256_of_text(read_file(entry.path())) : "") << '\n';
    }
    return all.str();
  };
  look();  // our own reading sets times of access, once
  const std::string before = look();
  import("archive", {"--copy", folder_ / "in"});
  EXPECT_EQ(look(), before);
}

TEST_F(ImportProgram, TheArchiveIsForItsOwnerOnly) {
  write_batch(folder_, "in", 1);
  import("archive", {"--copy", folder_ / "in"});
  int copies = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ / "archive")) {
    struct stat about {};
    ASSERT_EQ(::stat(entry.path().c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777U, S_ISDIR(about.st_mode) ? 0700U : 0600U) << entry.path();
    if (entry.is_regular_file() && entry.path().native().find("/originals/") != std::string::npos) {
      const std::string head = entry.path().parent_path().filename();
      EXPECT_EQ(head + entry.path().filename().native(), sha256_of_text(read_file(entry.path())));
      ++copies;
    }
  }
  EXPECT_GT(copies, 10);
}

TEST_F(ImportProgram, ListsOnStandardInput) {
  const std::string pdf = make_pdf();
  const std::string strange = folder_.write("a\nb \xff.pdf", pdf), plain = folder_.write("c.pdf", pdf + "\n");
  EXPECT_EQ(import("one", {"-0", "-"}, {}, strange + '\0' + plain + '\0').exit, 0);
  EXPECT_EQ(import("two", {"-"}, {}, plain + "\n").exit, 0);
  EXPECT_EQ(Archive(folder_ / "one", ArchiveMode::read).status().files, 2U);
  EXPECT_EQ(Archive(folder_ / "two", ArchiveMode::read).status().files, 1U);
  EXPECT_EQ(Archive(folder_ / "one", ArchiveMode::read).paths_of(sha256_of_text(pdf)),
            std::vector<std::string>{strange});
}

TEST_F(ImportProgram, ShardsMakeTheWhole) {
  write_batch(folder_, "in", 2);
  import("all", {folder_ / "in"});
  std::map<std::string, std::string> whole, joined;
  const auto gather = [&](const std::string& archive, std::map<std::string, std::string>& to) {
    Archive(folder_ / archive, ArchiveMode::read)
        .for_each_extraction([&](const std::string& sha256, std::string_view json) {
          EXPECT_TRUE(to.emplace(sha256, json).second) << "two shards have it";
        });
  };
  gather("all", whole);
  for (const char* shard : {"1/3", "2/3", "3/3"}) {
    const std::string name = std::string("shard") + shard[0];
    import(name, {"--shard", shard, folder_ / "in"});
    gather(name, joined);
  }
  EXPECT_EQ(joined, whole);
}

TEST_F(ImportProgram, APasswordOpensWhatFailedForWantOfIt) {
  folder_.write("in/a.zip", make_container({{"a.pdf", make_pdf()}}, {.password = "secret"}));
  EXPECT_EQ(import("archive", {folder_ / "in"}).exit, 1);
  EXPECT_THAT(failures_in(folder_ / "archive"), UnorderedElementsAre(Pair("a.pdf", "encrypted")));
  const Ended opened = import("archive", {"--password-file", folder_.write("password", "secret\n"), folder_ / "in"});
  EXPECT_EQ(opened.exit, 0) << opened.err;
  EXPECT_TRUE(failures_in(folder_ / "archive").empty());
}

TEST_F(ImportProgram, APasswordOpensMembersOfABrokenContainer) {
  const std::string bytes =
      make_container({{"a.pdf", make_pdf()}, {"b.pdf", make_pdf() + "%"}}, {.password = "secret"});
  folder_.write("in/a.zip", bytes.substr(0, bytes.size() * 2 / 3));
  EXPECT_EQ(import("archive", {folder_ / "in"}).exit, 1);
  EXPECT_EQ(Archive(folder_ / "archive", ArchiveMode::read).status().files, 0U);
  import("archive", {"--password-file", folder_.write("password", "secret\n"), folder_ / "in"});
  EXPECT_EQ(Archive(folder_ / "archive", ArchiveMode::read).status().files, 1U);
}

TEST_F(ImportProgram, AKnownContainerIsPassedOverUntilAMemberIsForgotten) {
  folder_.write("in/a.zip", make_container({{"a.pdf", make_pdf()}, {"note.txt", "no document"}}));
  // Times as fresh as this are not trusted.
  std::this_thread::sleep_for(std::chrono::milliseconds(2100));
  const auto import_again = [&] {
    return Program(folder_, {"import", "--archive", folder_ / "archive", "--progress", "json", folder_ / "in"}).end();
  };
  EXPECT_THAT(import_again().err, HasSubstr("\"containers\":1"));
  const Ended over = import_again();
  EXPECT_THAT(over.err,
              AllOf(HasSubstr("\"containers\":0"), HasSubstr("\"known\":1"), HasSubstr("\"known_failed\":1")));
  EXPECT_EQ(over.exit, 1) << "one of its members has failed";
  const std::string id = sha256_of_text(make_pdf()).substr(0, 12);
  EXPECT_EQ(Program(folder_, {"forget", "--archive", folder_ / "archive", id}).end().exit, 0);
  EXPECT_THAT(import_again().err, AllOf(HasSubstr("\"containers\":1"), HasSubstr("\"imported\":1")));
}

// A reader that misbehaves costs its file alone. The wrong deeds are done by the shim, in the reader.
TEST_F(ImportProgram, ReadersThatMisbehaveCostTheirFileAlone) {
  if (kSanitized) GTEST_SKIP() << "memory is not limited, and the shim cannot be first";
  for (const char* deed : {"crash", "loop", "memory", "sleep"})
    folder_.write(std::string("in/") + deed + ".pdf", make_pdf() + "\n% SHIM:" + deed);
  for (int i = 0; i < 20; ++i) folder_.write("in/good" + std::to_string(i) + ".pdf", variant(make_pdf(), i));
  // A page of operators without end, which is read as far as it is worth it.
  PdfParts pushes;
  for (int i = 0; i < 3'000'000; ++i) pushes.content += "q ";
  folder_.write("in/pushes.pdf", make_pdf(pushes));
  const Ended ended = import("archive", {"--timeout", "3", "--memory", "300", "--jobs", "2", folder_ / "in"}, {kShim});
  EXPECT_EQ(ended.exit, 1);
  EXPECT_THAT(ended.out, HasSubstr("imported: 22 ")) << ended.err;
  EXPECT_THAT(
      failures_in(folder_ / "archive"),
      UnorderedElementsAre(Pair("crash.pdf", "crash"), Pair("loop.pdf", "timeout"), Pair("memory.pdf", "memory")));
}

TEST_F(ImportProgram, ReadersCanDoNothingButRead) {
  if (kSanitized) GTEST_SKIP() << "the shim cannot be first";
  if (!probe_sandbox().complete()) GTEST_SKIP() << "the kernel has no means";
  for (const char* deed : {"socket", "exec", "write"})
    folder_.write(std::string("in/") + deed + ".pdf", make_pdf() + "\n% SHIM:" + deed);
  for (int i = 0; i < 5; ++i) folder_.write("in/good" + std::to_string(i) + ".pdf", variant(make_pdf(), i));
  const Ended ended = import("archive", {folder_ / "in"}, {kShim, "PRIKAZ_SHIM_WRITES_TO=" + (folder_ / "written")});
  EXPECT_FALSE(std::filesystem::exists(folder_ / "written"));
  std::map<std::string, std::string> failures = failures_in(folder_ / "archive");
  EXPECT_EQ(failures["socket.pdf"], "sandbox_denied");
  EXPECT_EQ(failures["exec.pdf"], "sandbox_denied");
  // A refused write hurts nobody: the document is read all the same.
  EXPECT_FALSE(failures.contains("good0.pdf"));
}

TEST_F(ImportProgram, ASecondImportWaitsOrSaysSo) {
  if (kSanitized) GTEST_SKIP() << "the shim cannot be first";
  folder_.write("in/slow.pdf", make_pdf() + "\n% SHIM:sleep");
  folder_.write("other/a.pdf", make_pdf());
  const auto first = start("archive", {folder_ / "in"}, {kShim});
  ASSERT_TRUE(wait_until([&] { return std::filesystem::exists(folder_ / "archive/import.lock"); }));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  const Ended impatient = import("archive", {"--no-wait", folder_ / "other"});
  if (first->running()) {
    EXPECT_EQ(impatient.exit, 3);
    EXPECT_THAT(impatient.err, HasSubstr("another import works on this archive"));
  }
  const Ended patient = import("archive", {folder_ / "other"});
  EXPECT_EQ(patient.exit, 0) << patient.err;
  EXPECT_EQ(first->end().exit, 0);
  EXPECT_EQ(Archive(folder_ / "archive", ArchiveMode::read).status().files, 2U);
}

TEST_F(ImportProgram, CtrlCStopsCleanlyAndTheNextImportGoesOn) {
  write_batch(folder_, "in", 6);
  import("whole", {folder_ / "in"});
  for (const int signal : {SIGINT, SIGTERM}) {
    const auto run = start("archive", {"--jobs", "2", folder_ / "in"});
    wait_until([&] {
      return !run->running() || (std::filesystem::exists(folder_ / "archive/prikaz.sqlite-wal") &&
                                 std::filesystem::file_size(folder_ / "archive/prikaz.sqlite-wal") > 100'000);
    });
    run->signal(signal);
    const Ended ended = run->end();
    EXPECT_EQ(ended.exit, 1);
    EXPECT_THAT(ended.out, HasSubstr("imported: "));
    EXPECT_THAT(ended.out, HasSubstr("stopped before the end"));
    import("archive", {folder_ / "in"});
    EXPECT_EQ(ndjson("archive"), ndjson("whole"));
    std::filesystem::remove_all(folder_ / "archive");
  }
}

TEST_F(ImportProgram, AWatchedFolder) {
  folder_.write("in/a.pdf", make_pdf());
  const auto run = start("archive", {"--watch", "--interval", "1", "--still", "1", folder_ / "in"});
  const auto files = [&]() -> std::uint64_t {
    try {
      return Archive(folder_ / "archive", ArchiveMode::read).status().files;
    } catch (const ArchiveError&) {
      return 0;
    }
  };
  ASSERT_TRUE(wait_until([&] { return files() == 1; })) << run->err_so_far();
  folder_.write("in/b/c.pdf", variant(make_pdf(), 1));
  ASSERT_TRUE(wait_until([&] { return files() == 2; }));
  run->signal(SIGINT);
  const Ended ended = run->end();
  EXPECT_EQ(ended.exit, 0) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("imported: 2 "));
}

TEST_F(ImportProgram, WrongUsage) {
  EXPECT_EQ(Program(folder_, {"import", "x.pdf"}).end().exit, 2);
  EXPECT_EQ(import("archive", {}).exit, 2);
  EXPECT_EQ(import("archive", {"--shard", "3/2", "x"}).exit, 2);
  EXPECT_EQ(import("archive", {"--no-sandbox", "x"}).exit, 2);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "archive"));
}

TEST_F(ImportProgram, NoArchiveCanBeMade) {
  folder_.write("file", "x");
  const Ended ended = import("file/archive", {folder_ / "file"});
  EXPECT_EQ(ended.exit, 3);
  EXPECT_THAT(ended.err, Not(testing::IsEmpty()));
}

TEST_F(ImportProgram, ZipBombsCostThemselvesAlone) {
  const std::string zeros(std::size_t{90} << 20U, '\0');
  folder_.write("in/bomb.zip", make_container({{"a.pdf", make_pdf()}, {"zeros", zeros}}));
  folder_.write("in/good.pdf", variant(make_pdf(), 1));
  const Ended ended = import("archive", {folder_ / "in"});
  EXPECT_EQ(ended.exit, 1);
  EXPECT_THAT(failures_in(folder_ / "archive"), testing::Contains(Pair("bomb.zip", "output_limit")));
  EXPECT_THAT(ended.out, HasSubstr("imported: 2 "));
}

}  // namespace
}  // namespace prikaz
