// The coordinator, with readers and an archive made of nothing: what is read, in which order, what is kept, and what is
// tried again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <deque>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>

#include "content.h"
#include "make_container.h"
#include "prikaz/importer.h"
#include "prikaz/messages.h"
#include "prikaz/unpack.h"
#include "temporary_folder.h"

namespace prikaz {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

std::string whole(int file) {
  std::string bytes;
  std::array<char, 4096> buffer;
  for (ssize_t n = 0; (n = ::pread(file, buffer.data(), buffer.size(), static_cast<off_t>(bytes.size()))) > 0;)
    bytes.append(buffer.data(), static_cast<std::size_t>(n));
  return bytes;
}

// What a content does to its reader is what it says: «crash», «crash once», «encrypted», …; all else is read.
class FakeReaders : public Readers {
 public:
  explicit FakeReaders(int workers) : workers_(workers) {}

  int free() const override { return workers_ - static_cast<int>(running_.size()); }

  void start(const ReadTask& task) override {
    ASSERT_GT(free(), 0);
    const ReadOrder order = read_order(task.parameters);
    Running running{task.id, task.name, whole(task.input), order, {}, false};
    if (order.unpack) {
      std::ostringstream out;
      unpack(task.input, unpack_order(order.unpack_order), "", out, [] {});
      running.unpacked = out.str();
      const UnpackOrder portion = unpack_order(order.unpack_order);
      if (portion.from + portion.most_members > kills_unpacking_from) running.bytes = "crash";
    } else {
      started.push_back(running.bytes);
      jobs.push_back(order.jobs);
    }
    running_.push_back(std::move(running));
    most = std::max(most, running_.size());
    if (running_.size() > 1 && times_started_[running_.back().bytes] > 0) retried_beside_others = true;
    ++times_started_[running_.back().bytes];
    if (on_start) on_start(running_.back().bytes);
  }

  std::vector<Finished> wait(milliseconds, int) override {
    std::vector<Finished> done;
    if (running_.empty() || hanging) return done;
    // The last first: nothing may depend on who is ready when.
    auto last = std::find_if(running_.begin(), running_.end(), [](const Running& each) { return each.withdrawn; });
    if (last == running_.end())
      last = running_.begin() + static_cast<std::ptrdiff_t>(std::min(at_work, running_.size())) - 1;
    const Running one = std::move(*last);
    running_.erase(last);
    if (on_finish) on_finish(one.bytes);
    done.push_back(finish(one));
    return done;
  }

  void cancel_all() override { running_.clear(); }
  void cancel_queued() override {
    for (std::size_t i = at_work; i < running_.size(); ++i) running_[i].withdrawn = true;
  }

  std::vector<std::string> started;
  std::vector<int> jobs;
  std::size_t most = 0;
  std::size_t at_work = ~std::size_t{0};  // what is started beyond that waits
  bool hanging = false;
  bool retried_beside_others = false;
  std::uint64_t kills_unpacking_from = ~std::uint64_t{0};
  std::function<void(const std::string&)> on_start, on_finish;

 private:
  struct Running {
    std::uint64_t id;
    std::string name, bytes;
    ReadOrder order;
    std::string unpacked;
    bool withdrawn = false;
  };

  Finished finish(const Running& one) {
    Finished finished;
    finished.id = one.id;
    finished.withdrawn = one.withdrawn;
    if (one.withdrawn) return finished;
    const auto fail = [&](Failure kind) { finished.failure.emplace(kind, failure_name(kind)); };
    if (one.bytes == "crash" || (one.bytes == "crash once" && times_started_[one.bytes] == 1))
      fail(Failure::crash);
    else if (one.bytes == "timeout")
      fail(Failure::timeout);
    else if (one.bytes == "memory")
      fail(Failure::memory);
    else if (one.bytes == "encrypted")
      fail(Failure::encrypted);
    else if (one.order.unpack)
      finished.result.append(one.unpacked);
    else if (one.bytes == "nonsense")
      finished.result.append("nonsense");
    else if (sha256_of_text(one.bytes) != one.order.sha256)
      fail(Failure::io_error);
    else
      finished.result.append(reading_head(one.bytes == "doubtful") + one.name + ":" + one.bytes + "\n");
    finished.pages = 2;
    return finished;
  }

  int workers_;
  std::vector<Running> running_;
  std::map<std::string, int> times_started_;
};

struct Kept {
  std::map<std::string, std::string> extractions;                       // sha256 -> JSON
  std::map<std::string, std::pair<Failure, int>> failures;              // sha256 -> kind, attempts
  std::map<std::string, std::pair<std::string, StoredPath>> paths;      // path -> sha256
  std::map<std::string, Failure> unreadable;                            // path
  std::map<std::string, std::pair<TakenApart, StoredPath>> containers;  // path
};

class FakeCatalogue : public Catalogue {
 public:
  std::optional<FileState> state_of(const std::string& sha256) override {
    if (now.extractions.contains(sha256)) return FileState::imported;
    if (now.failures.contains(sha256)) return FileState::failed;
    return std::nullopt;
  }
  std::optional<std::string> sha256_of(const StoredPath& path) override {
    const auto found = now.paths.find(path.path);
    if (found == now.paths.end()) return std::nullopt;
    return is_same(found->second.second, path) ? std::optional(found->second.first) : std::nullopt;
  }
  std::vector<std::string> paths_of(const std::string& sha256) override {
    std::vector<std::string> all;
    for (const auto& [path, known] : now.paths)
      if (known.first == sha256) all.push_back(path);
    return all;
  }
  std::string original_path(const std::string& sha256) override { return folder + "/originals/xx/" + sha256; }
  void store(const ImportRecord& record, const StoredPath& path, std::string_view json) override {
    may_fail();
    now.failures.erase(record.sha256);
    now.extractions[record.sha256] = std::string(json);
    add_path(record.sha256, path);
  }
  void store_failure(const ImportRecord& record, const StoredPath& path, Failure failure, const std::string&) override {
    may_fail();
    now.extractions.erase(record.sha256);
    now.failures[record.sha256] = {failure, record.attempts};
    add_path(record.sha256, path);
  }
  void add_path(const std::string& sha256, const StoredPath& path) override {
    now.unreadable.erase(path.path);
    now.paths[path.path] = {sha256, path};
  }
  void store_unreadable(const StoredPath& path, Failure failure, const std::string&) override {
    if (!now.paths.contains(path.path)) now.unreadable[path.path] = failure;
  }
  std::optional<TakenApart> taken_apart(const StoredPath& path) override {
    const auto found = now.containers.find(path.path);
    if (found == now.containers.end() || !is_same(found->second.second, path)) return std::nullopt;
    return found->second.first;
  }
  void store_taken_apart(const std::string& sha256, const StoredPath& path, const TakenApart& container) override {
    may_fail();
    now.failures.erase(sha256);
    now.containers[path.path] = {container, path};
  }
  std::vector<std::string> unreadable_paths() override {
    std::vector<std::string> all;
    for (const auto& [path, kind] : now.unreadable) all.push_back(path);
    return all;
  }
  void clear_failure_at(const std::string& path) override {
    now.unreadable.erase(path);
    if (now.paths.contains(path) && now.failures.contains(now.paths[path].first)) now.paths.erase(path);
  }
  void commit() override {
    may_fail();
    committed = now;
    ++commits;
  }
  // A new run finds what was committed.
  void restart() { now = committed; }

  Kept now, committed;
  int commits = 0;
  int fails_in = -1;  // calls that change something
  std::string folder;

 private:
  static bool is_same(const StoredPath& a, const StoredPath& b) {
    return a.size == b.size && a.mtime_ns == b.mtime_ns && a.ctime_ns == b.ctime_ns && a.inode == b.inode;
  }
  void may_fail() {
    if (fails_in >= 0 && fails_in-- == 0) throw ArchiveError("disk full");
  }
};

class FakeObserver : public ImportObserver {
 public:
  void failed(const std::string& path, const InputError& error) override {
    failures.emplace_back(path, error.failure());
  }
  void retried(const std::string&, const InputError&) override { ++retries; }
  void tick(const ImportCounts& counts, std::optional<std::uint64_t> all) override {
    last = counts;
    total = all;
    if (on_tick) on_tick(counts);
  }
  std::vector<std::pair<std::string, Failure>> failures;
  int retries = 0;
  ImportCounts last;
  std::optional<std::uint64_t> total;
  std::function<void(const ImportCounts&)> on_tick;
};

class FakeStop : public StopRequest {
 public:
  bool requested() const override { return stop; }
  int wake() const override { return -1; }
  bool stop = false;
};

class ImportTest : public testing::Test {
 protected:
  ImportTest() {
    set_language("en");
    options_.inputs = {folder_ / "in"};
    options_.archive_folder = folder_ / "archive";
    catalogue_.folder = options_.archive_folder;
    std::filesystem::create_directories(options_.archive_folder);
    std::filesystem::create_directories(folder_ / "in");
  }

  void write(const std::string& name, const std::string& bytes) { folder_.write("in/" + name, bytes); }

  ImportReport run(FakeReaders& readers) {
    observer_ = FakeObserver();
    observer_.on_tick = on_tick_;
    return Import(readers, catalogue_, options_, observer_, stop_).run();
  }
  ImportReport run(int workers = 1) {
    options_.jobs = workers;
    FakeReaders readers(workers);
    readers.on_start = on_start_;
    const ImportReport report = run(readers);
    started_ = readers.started;
    return report;
  }
  // As a run long after: no file is fresh any more.
  void let_age() {
    for (Kept* kept : {&catalogue_.now, &catalogue_.committed})
      for (auto& [path, known] : kept->paths)
        if (std::filesystem::exists(path)) known.second = open_file(path).about;
    for (Kept* kept : {&catalogue_.now, &catalogue_.committed})
      for (auto& [path, known] : kept->containers) known.second = open_file(path).about;
  }
  std::string in(const std::string& name) const { return folder_ / "in/" + name; }
  std::set<std::string> known_paths() const {
    std::set<std::string> all;
    for (const auto& [path, known] : catalogue_.committed.paths) all.insert(path.substr(in("").size()));
    return all;
  }
  std::set<std::string> extractions() const {
    std::set<std::string> all;
    for (const auto& [sha256, json] : catalogue_.committed.extractions) all.insert(json);
    return all;
  }

  TemporaryFolder folder_;
  ImportOptions options_;
  FakeCatalogue catalogue_;
  FakeObserver observer_;
  FakeStop stop_;
  std::vector<std::string> started_;
  std::function<void(const std::string&)> on_start_;
  std::function<void(const ImportCounts&)> on_tick_;
};

TEST_F(ImportTest, EveryFileIsReadOnceInOrder) {
  for (const char* name : {"b", "a/2", "a/1", "c"}) write(name, std::string("content of ") + name);
  const ImportReport report = run();
  EXPECT_THAT(started_, ElementsAre("content of a/1", "content of a/2", "content of b", "content of c"));
  EXPECT_EQ(report.counts.imported, 4U);
  EXPECT_EQ(report.counts.pages, 8U);
  EXPECT_TRUE(report.complete());
  EXPECT_EQ(observer_.total, 4U);
  EXPECT_THAT(extractions(),
              UnorderedElementsAre("1:content of a/1", "2:content of a/2", "b:content of b", "c:content of c"));
}

TEST_F(ImportTest, AContentIsReadOnceWhateverItsNames) {
  for (const char* name : {"a", "b", "d/c"}) write(name, "same");
  write("e", "other");
  for (const int workers : {1, 3}) {
    catalogue_ = FakeCatalogue();
    const ImportReport report = run(workers);
    EXPECT_EQ(started_.size(), 2U);
    EXPECT_EQ(report.counts.imported, 2U);
    EXPECT_EQ(report.counts.duplicates, 2U);
    EXPECT_THAT(known_paths(), UnorderedElementsAre("a", "b", "d/c", "e"));
    EXPECT_THAT(extractions(), UnorderedElementsAre("a:same", "e:other")) << "the first path names it";
  }
}

TEST_F(ImportTest, WhatIsKnownIsNotReadAgain) {
  write("a", "1");
  write("b", "2");
  run();
  let_age();
  ImportReport report = run();
  EXPECT_THAT(started_, IsEmpty());
  EXPECT_EQ(report.counts.known, 2U);
  EXPECT_TRUE(report.complete());

  std::filesystem::rename(in("a"), in("new name"));
  report = run();
  EXPECT_THAT(started_, IsEmpty());
  EXPECT_EQ(report.counts.duplicates, 1U);
  EXPECT_THAT(known_paths(), UnorderedElementsAre("a", "b", "new name"));

  write("b", "3");
  report = run();
  EXPECT_THAT(started_, ElementsAre("3"));
}

// Known by its times, a file is not even read to be hashed.
TEST_F(ImportTest, KnownTimesSpareTheReading) {
  write("a", "1");
  run();
  let_age();
  catalogue_.now.paths[in("a")].first = "what it was called before";
  catalogue_.now.extractions["what it was called before"] = "";
  run();
  EXPECT_EQ(catalogue_.now.paths[in("a")].first, "what it was called before");
}

TEST_F(ImportTest, FreshFilesAreHashedAgain) {
  write("a", "1");
  run();
  EXPECT_EQ(catalogue_.committed.paths[in("a")].second.ctime_ns, 0);
  const ImportReport report = run();
  EXPECT_EQ(report.counts.known, 1U);
}

TEST_F(ImportTest, AFailureCostsTheFileAlone) {
  write("1", "encrypted");
  write("2", "good");
  write("3", "nonsense");
  write("4", "doubtful");
  const ImportReport report = run(2);
  EXPECT_THAT(report.counts.failed, UnorderedElementsAre(Pair(Failure::encrypted, 1U), Pair(Failure::crash, 1U)));
  EXPECT_EQ(report.counts.imported, 2U);
  EXPECT_EQ(report.counts.doubtful, 1U);
  EXPECT_FALSE(report.complete());
  EXPECT_THAT(observer_.failures,
              UnorderedElementsAre(Pair(in("1"), Failure::encrypted), Pair(in("3"), Failure::crash)));
  EXPECT_EQ(catalogue_.committed.failures.at(sha256_of_text("encrypted")), std::pair(Failure::encrypted, 1));
}

TEST_F(ImportTest, WhatKilledItsReaderIsTriedOnceMoreAlone) {
  for (int i = 0; i < 10; ++i) write("good" + std::to_string(i), std::to_string(i));
  write("a", "crash");
  write("b", "crash once");
  write("c", "timeout");
  write("d", "memory");
  write("e", "encrypted");
  options_.jobs = 3;
  FakeReaders readers(3);
  const ImportReport report = run(readers);
  EXPECT_EQ(readers.most, 3U);
  EXPECT_FALSE(readers.retried_beside_others);
  EXPECT_EQ(observer_.retries, 4);
  EXPECT_EQ(report.counts.imported, 11U);
  EXPECT_EQ(catalogue_.committed.failures.at(sha256_of_text("crash")), std::pair(Failure::crash, 2));
  EXPECT_EQ(catalogue_.committed.failures.at(sha256_of_text("timeout")), std::pair(Failure::timeout, 2));
  EXPECT_EQ(catalogue_.committed.failures.at(sha256_of_text("memory")), std::pair(Failure::memory, 2));
  EXPECT_EQ(catalogue_.committed.failures.at(sha256_of_text("encrypted")), std::pair(Failure::encrypted, 1));
  EXPECT_EQ(std::count(readers.started.begin(), readers.started.end(), "encrypted"), 1);
}

TEST_F(ImportTest, ManyThatKillTheirReaders) {
  for (int i = 0; i < 100; ++i) {
    write("good" + std::to_string(i), "good" + std::to_string(i));
    write("crash" + std::to_string(i) + ".zip", make_container({{"x" + std::to_string(i), "crash"}}));
  }
  const ImportReport report = run(2);
  EXPECT_EQ(report.counts.imported, 100U);
  EXPECT_EQ(report.counts.failed_in_all(), 100U);
  EXPECT_EQ(report.counts.seen, 300U);
}

TEST_F(ImportTest, WhatFailedBeforeIsTriedAgainOnRequestOnly) {
  write("a", "crash once");
  catalogue_.now.failures[sha256_of_text("crash once")] = {Failure::crash, 2};
  ImportReport report = run();
  EXPECT_THAT(started_, IsEmpty());
  EXPECT_EQ(report.counts.known_failed, 1U);
  EXPECT_FALSE(report.complete());
  options_.retry = {sha256_of_text("crash once")};
  report = run();
  EXPECT_EQ(report.counts.imported, 1U);
  EXPECT_THAT(catalogue_.committed.failures, IsEmpty());
}

TEST_F(ImportTest, NamesOfAContentThatFailedFailToo) {
  write("a", "encrypted");
  write("b", "good");
  write("c", "encrypted");
  for (const int workers : {1, 2}) {
    catalogue_ = FakeCatalogue();
    const ImportReport report = run(workers);
    EXPECT_EQ(report.counts.failed.at(Failure::encrypted), 2U);
    EXPECT_EQ(report.counts.known_failed, 0U);
    EXPECT_THAT(known_paths(), UnorderedElementsAre("a", "b", "c"));
  }
}

TEST_F(ImportTest, ReExtractingReadsOnceAndLosesNothing) {
  write("a", "1");
  write("b", "1");
  write("c", "crash");
  catalogue_.now.extractions[sha256_of_text("1")] = "old";
  catalogue_.now.extractions[sha256_of_text("crash")] = "old crash";
  EXPECT_THAT(run().counts.imported, 0U);
  options_.re_extract = true;
  const ImportReport report = run(2);
  EXPECT_EQ(report.counts.imported, 1U);
  EXPECT_EQ(report.counts.duplicates, 1U);
  EXPECT_EQ(catalogue_.committed.extractions.at(sha256_of_text("1")), "a:1");
  EXPECT_EQ(catalogue_.committed.extractions.at(sha256_of_text("crash")), "old crash");
  EXPECT_EQ(report.counts.failed.at(Failure::crash), 1U);
}

TEST_F(ImportTest, AFileThatChangesOnceIsReadOnceMore) {
  write("a", "first");
  bool changed = false;
  on_start_ = [&](const std::string& bytes) {
    if (bytes == "first" && !std::exchange(changed, true)) write("a", "second");
  };
  const ImportReport report = run();
  EXPECT_EQ(report.counts.imported, 1U);
  EXPECT_THAT(extractions(), ElementsAre("a:second"));
  EXPECT_EQ(report.counts.seen, 1U);
}

TEST_F(ImportTest, AFileThatGoesOnChangingIsAnIoError) {
  write("a", "0");
  write("b", "still");
  int round = 0;
  on_start_ = [&](const std::string& bytes) {
    if (bytes != "still") write("a", std::to_string(++round));
  };
  const ImportReport report = run();
  EXPECT_EQ(report.counts.failed.at(Failure::io_error), 1U);
  EXPECT_EQ(catalogue_.committed.unreadable.at(in("a")), Failure::io_error);
  EXPECT_THAT(extractions(), ElementsAre("b:still"));
  // It is tried again without being asked to.
  on_start_ = nullptr;
  EXPECT_EQ(run().counts.imported, 1U);
}

// A copy that was found while the first was read must not get lost when the first turns out to have changed.
TEST_F(ImportTest, CopiesOfAFileThatChangedAreReadThemselves) {
  for (const bool packed : {false, true}) {
    catalogue_ = FakeCatalogue();
    write("a", "first");
    if (packed) {
      std::filesystem::remove(in("b"));
      write("b.zip", make_container({{"b", "first"}}));
    } else {
      write("b", "first");
    }
    bool changed = false;
    FakeReaders readers(2);
    options_.jobs = 2;
    readers.on_finish = [&](const std::string& bytes) {
      if (bytes == "first" && !std::exchange(changed, true)) write("a", "second");
    };
    const ImportReport report = run(readers);
    EXPECT_EQ(report.counts.imported, 2U);
    EXPECT_THAT(extractions(), UnorderedElementsAre("a:second", "b:first"));
    EXPECT_EQ(readers.started.size(), 3U);
  }
}

TEST_F(ImportTest, WhatCannotBeOpenedIsRecorded) {
  std::filesystem::create_symlink("round", in("round"));
  options_.inputs.push_back(folder_ / "absent");
  write("a", "1");
  const ImportReport report = run();
  EXPECT_EQ(report.counts.imported, 1U);
  EXPECT_EQ(report.counts.failed.at(Failure::io_error), 2U);
  EXPECT_THAT(catalogue_.committed.unreadable,
              UnorderedElementsAre(Pair(in("round"), Failure::io_error), Pair(folder_ / "absent", Failure::io_error)));
}

TEST_F(ImportTest, MembersOfContainersAreFiles) {
  write("a.zip", make_container({{"x/1.pdf", "one"}, {"2.pdf", "two"}, {"2.pdf", "another two"}}));
  write("b.tar.gz", make_container({{"3.pdf", "three"}, {"1.pdf", "one"}}, {.tar = true, .gzip = true}));
  write("c.pdf", "two");
  for (const int workers : {1, 3}) {
    catalogue_ = FakeCatalogue();
    const ImportReport report = run(workers);
    EXPECT_TRUE(report.complete());
    EXPECT_EQ(report.counts.containers, 2U);
    EXPECT_EQ(report.counts.imported, 4U);
    EXPECT_EQ(report.counts.duplicates, 2U);
    EXPECT_EQ(observer_.total, report.counts.seen);
    EXPECT_THAT(known_paths(), UnorderedElementsAre("a.zip!/x/1.pdf", "a.zip!/2.pdf", "a.zip!/2.pdf!2",
                                                    "b.tar.gz!/3.pdf", "b.tar.gz!/1.pdf", "c.pdf"));
    EXPECT_THAT(extractions(), UnorderedElementsAre("1.pdf:one", "2.pdf:two", "2.pdf:another two", "3.pdf:three"));
  }
  EXPECT_EQ(run().counts.imported, 0U);
}

// What a run says of a container it passes over is what it would say after unpacking it.
TEST_F(ImportTest, AContainerWhoseMembersAreKnownIsNotUnpackedAgain) {
  const std::string inner = make_container({{"deep.pdf", "deep"}, {"1.pdf", "one"}});
  write("a.zip", make_container({{"1.pdf", "one"}, {"2.pdf", "encrypted"}, {"inner.zip", inner}, {"3.pdf", "one"}}));
  write("b.pdf", "one");
  write("c.tar", make_container({{"4.pdf", "one"}, {"5.pdf", "four"}}, {.tar = true}));
  for (const int workers : {1, 3}) {
    catalogue_ = FakeCatalogue();
    EXPECT_EQ(run(workers).counts.containers, 3U);
    let_age();
    catalogue_.restart();
    const Kept before = catalogue_.committed;
    const ImportReport over = run(workers);
    EXPECT_EQ(over.counts.containers, 0U);
    EXPECT_EQ(observer_.total, over.counts.seen);
    catalogue_.now.containers.clear();
    const ImportReport unpacked = run(workers);
    EXPECT_EQ(unpacked.counts.containers, 3U);
    EXPECT_EQ(over.counts.seen, unpacked.counts.seen);
    EXPECT_EQ(over.counts.known, unpacked.counts.known);
    EXPECT_EQ(over.counts.known_failed, unpacked.counts.known_failed);
    EXPECT_EQ(over.counts.known_failed, 1U);
    EXPECT_EQ(over.counts.duplicates, 0U);
    EXPECT_EQ(over.complete(), unpacked.complete());
    EXPECT_EQ(catalogue_.committed.paths.size(), before.paths.size());
  }
}

TEST_F(ImportTest, AContainerIsUnpackedAgainWhenItsMembersAreAskedFor) {
  write("a.zip", make_container({{"1.pdf", "one"}, {"2.pdf", "encrypted"}}));
  run();
  let_age();
  const Kept first = catalogue_.committed;
  const auto again = [&] {
    catalogue_.now = first;
    return run().counts;
  };
  EXPECT_EQ(again().containers, 0U);
  options_.retry = {sha256_of_text("encrypted")};
  EXPECT_EQ(again().failed.at(Failure::encrypted), 1U);
  options_.retry.clear();
  options_.re_extract = true;
  EXPECT_EQ(again().imported, 1U);
  options_.re_extract = false;
  options_.copy = true;
  EXPECT_EQ(again().containers, 1U);
  EXPECT_TRUE(std::filesystem::exists(catalogue_.original_path(sha256_of_text("one"))));
  options_.copy = false;
  options_.shard = {1, 2};
  EXPECT_EQ(again().containers, 1U);
  options_.shard = {};
  write("a.zip", make_container({{"1.pdf", "one"}, {"3.pdf", "three"}}));
  EXPECT_EQ(again().imported, 1U);
}

TEST_F(ImportTest, AContainerThatWasNotHadWholeIsUnpackedAgain) {
  const auto containers_after = [&](const std::string& bytes) {
    catalogue_ = FakeCatalogue();
    write("a.zip", bytes);
    run();
    return catalogue_.committed.containers.size();
  };
  EXPECT_EQ(containers_after(make_container({{"1", "one"}})), 1U);
  const std::string cut = make_container({{"1", "one"}, {"2", "two"}}, {.tar = true}).substr(0, 1024 + 512 + 100);
  EXPECT_EQ(containers_after(cut), 0U);
  EXPECT_EQ(containers_after(make_container({{"1", "one"}, {"cut.tar", cut}})), 0U);
  const std::string deep = make_container({{"x.zip", make_container({{"y.zip", make_container({{"z", "z"}})}})}});
  EXPECT_EQ(containers_after(deep), 0U) << "one in it is not opened";
  EXPECT_EQ(containers_after(make_container({{"[Content_Types].xml", "<x/>"}, {"word/document.xml", "<y/>"}})), 0U);
  options_.shard = {1, 2};
  EXPECT_EQ(containers_after(make_container({{"1", "one"}})), 0U);
  options_.shard = {};

  // Stopped at any member.
  std::vector<Packed> many;
  for (int i = 0; i < 12; ++i) many.push_back({std::to_string(i), "content " + std::to_string(i)});
  for (const int workers : {1, 3})
    for (std::uint64_t at = 1; at < many.size(); ++at) {
      on_tick_ = [&](const ImportCounts& counts) { stop_.stop = counts.imported >= at; };
      catalogue_ = FakeCatalogue();
      write("a.zip", make_container(many));
      const ImportReport report = run(workers);
      EXPECT_TRUE(catalogue_.committed.containers.empty() || report.counts.imported == many.size()) << at;
      stop_.stop = false;
      on_tick_ = nullptr;
      run(workers);
      EXPECT_EQ(catalogue_.committed.extractions.size(), many.size());
      EXPECT_EQ(catalogue_.committed.containers.size(), 1U);
    }
}

// A member may wait for another file of the same content to be read.
TEST_F(ImportTest, AContainerIsKnownWhenTheLastOfItsMembersIs) {
  write("a", "same");
  write("b.zip", make_container({{"x", "same"}}));
  run(3);
  EXPECT_TRUE(catalogue_.committed.paths.contains(in("b.zip!/x")));
  EXPECT_EQ(catalogue_.committed.containers.at(in("b.zip")).first.members, 1U);
  // When a disk fails, what is committed is of one piece.
  for (int calls = 0; calls < 12; ++calls) {
    catalogue_ = FakeCatalogue();
    catalogue_.fails_in = calls;
    try {
      run(3);
    } catch (const ArchiveError&) {
    }
    const Kept& kept = catalogue_.committed;
    EXPECT_TRUE(kept.containers.empty() || kept.paths.contains(in("b.zip!/x"))) << calls;
  }
}

TEST_F(ImportTest, ContainersOfManyMembersComeInPortions) {
  std::vector<Packed> many;
  for (int i = 0; i < 600; ++i) many.push_back({std::to_string(i), "content " + std::to_string(i)});
  write("a.tar.gz", make_container(many, {.tar = true, .gzip = true}));
  EXPECT_EQ(run(2).counts.imported, 600U);
  EXPECT_EQ(known_paths().size(), 600U);
}

// An emptied ZIP looks like one that ends well; another one in its place gives members of both.
TEST_F(ImportTest, AContainerThatChangesIsTakenApartAnew) {
  const auto many = [](const std::string& text, int count) {
    std::vector<Packed> members;
    for (int i = 0; i < count; ++i) members.push_back({std::to_string(i), text + std::to_string(i)});
    return make_container(members);
  };
  for (const std::string& later : {std::string(), many("new ", 300), many("old ", 600).substr(0, 20'000)}) {
    catalogue_ = FakeCatalogue();
    write("a.zip", many("old ", 600));
    bool changed = false;
    on_start_ = [&](const std::string& bytes) {
      if (bytes == "old 100" && !std::exchange(changed, true)) write("a.zip", later);
    };
    ImportReport report = run(2);
    EXPECT_TRUE(changed);
    EXPECT_TRUE(catalogue_.committed.containers.empty() || later.starts_with("PK")) << later.size();
    EXPECT_FALSE(catalogue_.state_of(sha256_of_text(many("old ", 600)))) << "the whole one has not failed";
    if (later.size() > 20'000) {
      EXPECT_EQ(extractions().count("299:new 299"), 1U);
    }
    on_start_ = nullptr;
    write("a.zip", many("old ", 600));
    report = run(2);
    EXPECT_TRUE(report.complete());
    EXPECT_EQ(extractions().count("599:old 599"), 1U);
  }
  // And one that never rests.
  catalogue_ = FakeCatalogue();
  int round = 0;
  write("a.zip", many("0 ", 600));
  on_start_ = [&](const std::string& bytes) {
    if (bytes.ends_with(" 50")) write("a.zip", many(std::to_string(++round) + " ", 600));
  };
  EXPECT_EQ(run().counts.failed.at(Failure::io_error), 1U);
  EXPECT_THAT(catalogue_.committed.containers, IsEmpty());
}

// Members that other shards have to read are out of reach of whoever takes the container for failed.
TEST_F(ImportTest, ABrokenContainerIsThereForEveryShard) {
  std::vector<Packed> members;
  for (int i = 0; i < 12; ++i) members.push_back({std::to_string(i), "content " + std::to_string(i)});
  const std::string bytes = make_container(members, {.tar = true});
  write("a.tar", bytes.substr(0, 11 * 1024 + 512 + 3));
  run();
  const std::set<std::string> whole = extractions();
  EXPECT_GT(whole.size(), 5U);
  for (const bool first_then_second : {true, false}) {
    catalogue_ = FakeCatalogue();
    for (const int index : first_then_second ? std::vector<int>{1, 2} : std::vector<int>{2, 1}) {
      options_.shard = {index, 2};
      run();
    }
    EXPECT_EQ(extractions(), whole);
    EXPECT_EQ(catalogue_.committed.unreadable.count(in("a.tar")), 1U);
  }
}

TEST_F(ImportTest, WhatCanBeReadAgainHasNotFailed) {
  options_.inputs = {in("a.zip"), in("later")};
  EXPECT_EQ(run().counts.failed.at(Failure::io_error), 2U);
  EXPECT_EQ(catalogue_.committed.unreadable.size(), 2U);
  write("a.zip", make_container({{"1", "one"}}));
  write("later/b", "two");
  EXPECT_TRUE(run().complete());
  EXPECT_THAT(catalogue_.committed.unreadable, IsEmpty());
  // A damaged one is replaced by a good one.
  write("a.zip", make_container({{"3", "three"}, {"4", "four"}}, {.tar = true}).substr(0, 1024 + 512 + 100));
  run();
  EXPECT_TRUE(catalogue_.committed.paths.contains(in("a.zip")));
  write("a.zip", make_container({{"1", "one"}}));
  EXPECT_TRUE(run().complete());
  EXPECT_FALSE(catalogue_.committed.paths.contains(in("a.zip")));
}

TEST_F(ImportTest, NamesOfMembersAreNeverTheSame) {
  write("a.zip", make_container({{"x", "1"}, {"x", "2"}, {"x!2", "3"}, {"x", "4"}, {"x!2", "5"}}));
  run();
  EXPECT_THAT(known_paths(),
              UnorderedElementsAre("a.zip!/x", "a.zip!/x!2", "a.zip!/x!2!2", "a.zip!/x!3", "a.zip!/x!2!3"));
  catalogue_ = FakeCatalogue();
  write("a.zip", make_container({{"b.zip", make_container({{"c", "1"}})}, {"b.zip!/c", "2"}}));
  run();
  EXPECT_THAT(known_paths(), UnorderedElementsAre("a.zip!/b.zip!/c", "a.zip!/b.zip!/c!2"));
}

TEST_F(ImportTest, ContainersInContainersUpToTwo) {
  const std::string inner = make_container({{"deep.pdf", "deep"}});
  const std::string middle = make_container({{"inner.zip", inner}, {"m.pdf", "m"}});
  write("a.zip", middle);
  EXPECT_EQ(run().counts.imported, 2U);
  EXPECT_THAT(known_paths(), UnorderedElementsAre("a.zip!/inner.zip!/deep.pdf", "a.zip!/m.pdf"));
  write("b.zip", make_container({{"middle.zip", middle}, {"o.pdf", "o"}}));
  const ImportReport report = run();
  EXPECT_EQ(report.counts.imported, 1U);
  EXPECT_THAT(observer_.failures, ElementsAre(Pair(in("b.zip!/middle.zip!/inner.zip"), Failure::unsupported)));
}

TEST_F(ImportTest, AContainerThatKillsItsReaderGivesWhatComesBefore) {
  std::vector<Packed> many;
  for (int i = 0; i < 20; ++i) many.push_back({std::to_string(i), "content " + std::to_string(i)});
  write("a.zip", make_container(many));
  FakeReaders readers(1);
  readers.kills_unpacking_from = 0;
  ImportReport report = run(readers);
  EXPECT_EQ(report.counts.failed.at(Failure::crash), 1U);
  EXPECT_EQ(catalogue_.committed.failures.size(), 1U);

  catalogue_ = FakeCatalogue();
  many.insert(many.begin(), 400, {"same", "same"});
  write("a.zip", make_container(many));
  FakeReaders later(1);
  later.kills_unpacking_from = 300;
  report = run(later);
  EXPECT_EQ(report.counts.imported, 1U);
  EXPECT_EQ(report.counts.seen, 256U + 44U + 1U);
  EXPECT_EQ(catalogue_.committed.failures.size(), 1U);
}

// A container that is known as failed is not opened again, so its failure must not be kept before its members are.
TEST_F(ImportTest, AFailureOfAContainerIsKeptAfterItsMembers) {
  std::string bytes = make_container({{"1", "one"}, {"2", "two"}, {"3", "three"}}, {.tar = true});
  bytes.resize(1024 + 1024 + 512 + 100);  // amid the third
  write("a.tar", bytes);
  write("b", "b");
  on_start_ = [&](const std::string& started) {
    if (started == "two") {
      EXPECT_FALSE(catalogue_.state_of(sha256_of_text(bytes)));
    }
  };
  const ImportReport report = run();
  EXPECT_EQ(report.counts.imported, 3U);
  EXPECT_EQ(catalogue_.state_of(sha256_of_text(bytes)), FileState::failed);
  EXPECT_EQ(run().counts.known_failed, 1U);
}

TEST_F(ImportTest, OfficeDocumentsGoToTheReader) {
  const std::string document = make_container({{"[Content_Types].xml", "<x/>"}, {"word/document.xml", "<y/>"}});
  write("a.docx", document);
  write("b.zip", make_container({{"inner.docx", document}}));
  run();
  EXPECT_THAT(started_, ElementsAre(document));
  EXPECT_THAT(known_paths(), UnorderedElementsAre("a.docx", "b.zip!/inner.docx"));
}

TEST_F(ImportTest, ShardsAreDisjointAndMakeTheWhole) {
  for (int i = 0; i < 40; ++i) write(std::to_string(i), "content " + std::to_string(i));
  write("same", "content 1");
  write("a.zip", make_container({{"1", "packed 1"}, {"2", "packed 2"}, {"3", "packed 3"}, {"4", "packed 4"}}));
  std::filesystem::create_symlink("round", in("round"));
  run();
  const Kept all = catalogue_.committed;
  Kept joined;
  for (int index = 1; index <= 3; ++index) {
    catalogue_ = FakeCatalogue();
    options_.shard = {index, 3};
    const ImportReport report = run(2);
    EXPECT_GT(report.counts.imported, 5U);
    for (const auto& [sha256, json] : catalogue_.committed.extractions)
      EXPECT_TRUE(joined.extractions.emplace(sha256, json).second);
    for (const auto& [path, known] : catalogue_.committed.paths) EXPECT_TRUE(joined.paths.emplace(path, known).second);
    for (const auto& [path, kind] : catalogue_.committed.unreadable)
      EXPECT_TRUE(joined.unreadable.emplace(path, kind).second);
  }
  EXPECT_EQ(joined.extractions, all.extractions);
  EXPECT_EQ(joined.paths.size(), all.paths.size());
  EXPECT_EQ(joined.unreadable, all.unreadable);
}

TEST_F(ImportTest, SideBySideIsOneThingOnly) {
  write("a", "1");
  options_.jobs = 4;
  FakeReaders one(4);
  run(one);
  EXPECT_THAT(one.jobs, ElementsAre(4)) << "a single file has all processors";
  catalogue_ = FakeCatalogue();
  write("b", "2");
  write("c", "3");
  FakeReaders several(4);
  run(several);
  EXPECT_THAT(several.jobs, ElementsAre(1, 1, 1));
}

TEST_F(ImportTest, CopiesOfOriginals) {
  write("a", "1");
  write("b.zip", make_container({{"x", "packed"}}));
  write("c", "encrypted");
  options_.copy = true;
  run();
  EXPECT_EQ(read_file(catalogue_.original_path(sha256_of_text("1"))), "1");
  EXPECT_EQ(read_file(catalogue_.original_path(sha256_of_text("packed"))), "packed");
  EXPECT_FALSE(std::filesystem::exists(catalogue_.original_path(sha256_of_text("encrypted"))));
  // What is known already gets its copy too.
  std::filesystem::remove(catalogue_.original_path(sha256_of_text("1")));
  let_age();
  run();
  EXPECT_EQ(read_file(catalogue_.original_path(sha256_of_text("1"))), "1");
}

TEST_F(ImportTest, AnArchiveThatFailsEndsTheRunAndTheNextGoesOn) {
  for (int i = 0; i < 30; ++i) write(std::to_string(i), "content " + std::to_string(i));
  FakeCatalogue undisturbed;
  std::swap(catalogue_, undisturbed);
  catalogue_.folder = undisturbed.folder;
  run();
  std::swap(catalogue_, undisturbed);
  for (int n = 0; n < 30; n += 3) {
    catalogue_.restart();
    catalogue_.fails_in = n;
    try {
      run(2);
    } catch (const ArchiveError&) {
    }
    for (const auto& [sha256, json] : catalogue_.committed.extractions)
      EXPECT_EQ(undisturbed.committed.extractions.at(sha256), json);
  }
  catalogue_.restart();
  catalogue_.fails_in = -1;
  run(2);
  EXPECT_EQ(catalogue_.committed.extractions, undisturbed.committed.extractions);
  EXPECT_EQ(catalogue_.committed.paths.size(), undisturbed.committed.paths.size());
}

TEST_F(ImportTest, StoppingKeepsWhatIsThere) {
  for (int i = 0; i < 30; ++i) write(std::to_string(i), "content " + std::to_string(i));
  on_tick_ = [&](const ImportCounts& counts) { stop_.stop = counts.imported >= 5; };
  ImportReport report = run(2);
  EXPECT_TRUE(report.interrupted);
  EXPECT_FALSE(report.complete());
  EXPECT_LT(report.counts.imported, 30U);
  EXPECT_EQ(catalogue_.committed.extractions.size(), report.counts.imported);
  stop_.stop = false;
  on_tick_ = nullptr;
  const std::uint64_t before = report.counts.imported;
  report = run(2);
  EXPECT_EQ(report.counts.imported, 30U - before);
  EXPECT_TRUE(report.complete());
}

// The same signal may have reached the readers.
TEST_F(ImportTest, WhatDiesWhileStoppingHasNotFailed) {
  write("a", "crash");
  on_start_ = [&](const std::string&) { stop_.stop = true; };
  const ImportReport report = run();
  EXPECT_TRUE(report.interrupted);
  EXPECT_THAT(catalogue_.committed.failures, IsEmpty());
}

TEST_F(ImportTest, WhatHasNotBegunWhenStoppedIsLeftForTheNextRun) {
  for (const char* name : {"a", "b", "c", "d"}) write(name, name);
  FakeReaders readers(3);
  readers.at_work = 1;
  readers.on_start = [&](const std::string& bytes) { stop_.stop = bytes == "c"; };
  ImportReport report = run(readers);
  EXPECT_TRUE(report.interrupted);
  // When a was done, b began; c was still waiting.
  EXPECT_THAT(readers.started, ElementsAre("a", "b", "c"));
  EXPECT_THAT(extractions(), ElementsAre("a:a", "b:b"));
  EXPECT_THAT(catalogue_.committed.failures, IsEmpty());
  stop_.stop = false;
  report = run();
  EXPECT_TRUE(report.complete());
  EXPECT_EQ(report.counts.imported, 2U);
}

TEST_F(ImportTest, StoppingDoesNotWaitForEver) {
  write("a", "1");
  FakeReaders readers(1);
  readers.hanging = true;
  readers.on_start = [&](const std::string&) { stop_.stop = true; };
  const ImportReport report = run(readers);
  EXPECT_TRUE(report.interrupted);
  EXPECT_THAT(catalogue_.committed.extractions, IsEmpty());
}

TEST_F(ImportTest, AWatchedFolderIsTakenFileByFile) {
  write("a", "1");
  options_.watch = WatchOptions{milliseconds(1), milliseconds(5)};
  bool written = false;
  on_tick_ = [&](const ImportCounts& counts) {
    if (counts.imported == 1 && !std::exchange(written, true)) write("b", "2");
    if (counts.imported == 2) stop_.stop = true;
  };
  const ImportReport report = run(2);
  EXPECT_EQ(report.counts.imported, 2U);
  EXPECT_FALSE(report.interrupted) << "that is how watching ends";
}

TEST_F(ImportTest, TheArchiveIsNotItsOwnInput) {
  options_.inputs = {folder_.str()};
  write("a", "1");
  folder_.write("archive/prikaz.sqlite", "x");
  run();
  EXPECT_THAT(started_, ElementsAre("1"));
}

TEST_F(ImportTest, InputsStayAsTheyAre) {
  write("a", "1");
  write("b.zip", make_container({{"x", "2"}}));
  const StoredPath before = open_file(in("a")).about, packed_before = open_file(in("b.zip")).about;
  options_.copy = true;
  run();
  EXPECT_EQ(read_file(in("a")), "1");
  EXPECT_TRUE(unchanged(open_file(in("a")).file.get(), before));
  EXPECT_TRUE(unchanged(open_file(in("b.zip")).file.get(), packed_before));
}

TEST_F(ImportTest, CommitsAreShared) {
  for (int i = 0; i < 200; ++i) write(std::to_string(i), "content " + std::to_string(i));
  run();
  EXPECT_LT(catalogue_.commits, 50);
  EXPECT_EQ(catalogue_.committed.extractions.size(), 200U);
}

}  // namespace
}  // namespace prikaz
