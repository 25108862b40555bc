// The disk fails at the n-th write, sync, rename, truncation or opening in the archive's folder, for every n: what was
// committed stays, and the next import does the rest. (For an archive that is made, every third n; the slow ones try
// all.)
#include <gtest/gtest.h>

#include <cerrno>
#include <set>

#include "program.h"
#include "sample_batch.h"

namespace prikaz {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

class FailingDisk : public testing::Test {
 protected:
  FailingDisk() {
    for (int i = 0; i < 3; ++i) folder_.write("in/" + std::to_string(i) + ".pdf", variant(make_pdf(), i));
    folder_.write("in/empty.pdf", "");
    std::filesystem::create_directory(folder_ / "start");
    // With one file there already, so that it is seen whether that stays.
    Program first(folder_, arguments("start", folder_ / "in/0.pdf"));
    EXPECT_EQ(first.end().exit, 0);
    std::filesystem::copy(folder_ / "start", folder_ / "whole", std::filesystem::copy_options::recursive);
    Program whole(folder_, arguments("whole", folder_ / "in"));
    EXPECT_EQ(whole.end().exit, 1);
    expected_ = ndjson_of(folder_ / "whole");
  }

  std::vector<std::string> arguments(const std::string& archive, const std::string& input) const {
    return {"import", "--archive", folder_ / archive, "--jobs", "1", "--progress", "none", "--copy", input};
  }

  // The n-th call fails with `error`, `from` being the archive that is there at the beginning (empty for none).
  // Returns how many calls there were.
  int run(const std::string& from, int n, int error, bool for_good) {
    const std::string archive = folder_ / "archive";
    std::filesystem::remove_all(archive);
    if (!from.empty()) std::filesystem::copy(folder_ / from, archive, std::filesystem::copy_options::recursive);
    Program::Environment environment{
        "LD_PRELOAD=" PRIKAZ_SHIM, "PRIKAZ_SHIM_FOLDER=" + archive, "PRIKAZ_SHIM_FAIL_AT=" + std::to_string(n),
        "PRIKAZ_SHIM_ERROR=" + std::to_string(error), "PRIKAZ_SHIM_COUNT=" + (folder_ / "count")};
    if (for_good) environment.emplace_back("PRIKAZ_SHIM_FOR_GOOD=1");
    const std::string what =
        "call " + std::to_string(n) + ", errno " + std::to_string(error) + (for_good ? ", for good" : "");
    const Ended failed = Program(folder_, arguments("archive", folder_ / "in"), environment).end();
    // 1: it could be done without (the file in the batch that is empty fails in any case).
    EXPECT_TRUE(failed.exit == 3 || failed.exit == 1) << what << ": " << failed.exit << failed.err;
    if (failed.exit == 3) {
      ++stopped_;
      EXPECT_NE(failed.err.find("prikaz: "), std::string::npos) << what << ": it does not say why";
    }
    if (!from.empty()) expect_part_of_the_whole(archive, ndjson_of(folder_ / from), what);

    const Ended again = Program(folder_, arguments("archive", folder_ / "in")).end();
    EXPECT_EQ(again.exit, 1) << what << ": " << again.err;
    EXPECT_TRUE(ndjson_of(archive) == expected_) << what;
    EXPECT_EQ(failures_in(archive), (std::map<std::string, std::string>{{"empty.pdf", "empty"}})) << what;
    return std::atoi(read_file(folder_ / "count").c_str());
  }

  void expect_part_of_the_whole(const std::string& archive, const std::string& before, const std::string& what) {
    const auto lines = [](const std::string& text) {
      std::set<std::string> all;
      std::istringstream stream(text);
      for (std::string line; std::getline(stream, line);) all.insert(line);
      return all;
    };
    const std::set<std::string> now = lines(ndjson_of(archive)), all = lines(expected_), old = lines(before);
    EXPECT_TRUE(std::includes(all.begin(), all.end(), now.begin(), now.end())) << what;
    EXPECT_TRUE(std::includes(now.begin(), now.end(), old.begin(), old.end()))
        << what << ": what was committed is gone";
  }

  // Once and for good, for want of space and for damage: in turn, or all of them at each call.
  void fail_calls(const std::string& from, int step, bool in_every_way) {
    if (kSanitized) GTEST_SKIP() << "the shim cannot be first";
    const int calls = run(from, 0, 0, false);
    ASSERT_GT(calls, 20);
    for (int n = 1; n <= calls && !HasFailure(); n += step)
      for (int way = 0; way < 4; ++way)
        if (in_every_way || n % 4 == way) run(from, n, way % 2 == 0 ? ENOSPC : EIO, way >= 2);
    // Else nothing was put to the test.
    EXPECT_GT(stopped_, calls / step / 2);
    RecordProperty("calls", calls);
  }

  int stopped_ = 0;  // runs that could not go on
  TemporaryFolder folder_;
  std::string expected_;
};

TEST_F(FailingDisk, AnArchiveThatIsThere) { fail_calls("start", 1, false); }
TEST_F(FailingDisk, AnArchiveThatIsMade) { fail_calls("", 3, false); }

class LongFailingDisk : public FailingDisk {};

TEST_F(LongFailingDisk, AnArchiveThatIsThereInEveryWay) { fail_calls("start", 1, true); }
TEST_F(LongFailingDisk, AnArchiveThatIsMadeInEveryWay) { fail_calls("", 1, true); }

}  // namespace
}  // namespace prikaz
