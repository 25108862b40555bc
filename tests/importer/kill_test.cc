// The importer, or a process below it, is killed at random moments and started again until it is done: the archive must
// be that of an undisturbed run. Long is the same for longer.
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "program.h"
#include "sample_batch.h"

namespace prikaz {
namespace {

// PRIKAZ_KILL_SEED=… repeats a run, as far as processes can be repeated.
unsigned seed() {
  const char* set = std::getenv("PRIKAZ_KILL_SEED");
  return set != nullptr ? static_cast<unsigned>(std::atoi(set)) : 20240917U;
}

class Kill : public testing::Test {
 protected:
  Kill() : random_(seed()) {
    write_batch(folder_, "in", 6);
    Program whole(folder_, arguments("whole"));
    EXPECT_EQ(whole.end().exit, 1);
    expected_ = ndjson_of(folder_ / "whole");
    expected_failures_ = failures_in(folder_ / "whole");
  }

  std::vector<std::string> arguments(const std::string& archive) const {
    return {"import", "--archive", folder_ / archive, "--jobs", "2", "--progress", "none", "--copy", folder_ / "in"};
  }
  void check(const std::string& archive) const {
    EXPECT_TRUE(ndjson_of(folder_ / archive) == expected_) << archive;
    EXPECT_EQ(failures_in(folder_ / archive), expected_failures_);
    EXPECT_EQ(tree_of(archive), tree_of("whole"));
  }
  // Names of the copies of originals, and nothing left over beside them.
  std::vector<std::string> tree_of(const std::string& archive) const {
    std::vector<std::string> all;
    const std::filesystem::path top = folder_ / archive + "/originals";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(top))
      all.push_back(entry.path().lexically_relative(top));
    std::sort(all.begin(), all.end());
    return all;
  }
  int up_to(int most) { return std::uniform_int_distribution<int>(0, most)(random_); }

  // Starts anew with an empty archive whenever one is done.
  void kill_importers(int kills) {
    std::string archive;
    bool done = true;
    for (int round = 0; kills > 0; ++round) {
      if (done) archive = "killed" + std::to_string(round);
      Program run(folder_, arguments(archive));
      const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(up_to(900));
      while (run.running() && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::microseconds(200 + up_to(2000)));
      // It may end by itself at the last moment.
      if (run.running()) run.signal(SIGKILL);
      const int exit = run.end().exit;
      done = exit != -SIGKILL;
      if (done) {
        EXPECT_EQ(exit, 1);
        check(archive);
        std::filesystem::remove_all(folder_ / archive);
      } else {
        --kills;
      }
    }
    if (done) return;
    Program last(folder_, arguments(archive));
    EXPECT_EQ(last.end().exit, 1);
    check(archive);
  }

  // A file whose reader is killed is read again once, alone, at the end: so the killing ends before.
  void kill_readers(int runs) {
    for (int round = 0; round < runs; ++round) {
      const std::string archive = "readers" + std::to_string(round);
      Program run(folder_, arguments(archive));
      int kills = 0;
      while (kills < 4 && run.running()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20 + up_to(60)));
        const std::vector<pid_t> below = descendants(run.pid());
        if (below.empty()) continue;
        ::kill(below[static_cast<std::size_t>(up_to(static_cast<int>(below.size()) - 1))], SIGKILL);
        ++kills;
      }
      Ended ended = run.end();
      // Helpers that die again and again before they have done anything are given up, with what was committed kept.
      if (ended.exit == 3) ended = Program(folder_, arguments(archive)).end();
      EXPECT_EQ(ended.exit, 1) << ended.err;
      check(archive);
      std::filesystem::remove_all(folder_ / archive);
    }
  }

  TemporaryFolder folder_;
  std::mt19937 random_;
  std::string expected_;
  std::map<std::string, std::string> expected_failures_;
};

TEST_F(Kill, TheImporter) { kill_importers(60); }
TEST_F(Kill, TheReaders) { kill_readers(5); }

class LongKill : public Kill {};

TEST_F(LongKill, TheImporterVeryOften) { kill_importers(1000); }
TEST_F(LongKill, TheReadersVeryOften) { kill_readers(100); }

}  // namespace
}  // namespace prikaz
