#include "prikaz/worker_pool.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <thread>

#include "lock_down.h"
#include "prikaz/error.h"
#include "records.h"

namespace prikaz {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

Limits limits() {
  Limits limits;
  limits.wall = std::chrono::seconds(60);
  limits.memory_bytes = std::uint64_t{512} << 20U;
  limits.output_bytes = std::uint64_t{1} << 20U;
  return limits;
}

// What children of these tests do, by the name of their file.
using Acts = std::map<std::string, std::function<void(const ReadTask&, std::ostream&, const Heartbeat&)>>;

Work work_of(Acts acts) {
  return [acts = std::move(acts)](const ReadTask& task, std::ostream& out, const Heartbeat& heartbeat) {
    acts.at(task.name)(task, out, heartbeat);
  };
}

// Reads all `names`, as many at a time as there are workers, by their names.
std::map<std::string, Finished> read_all(WorkerPool& pool, const std::vector<std::string>& names,
                                         const Limits& under = limits()) {
  std::map<std::string, Finished> done;
  for (std::size_t next = 0; done.size() < names.size();) {
    while (next < names.size() && pool.free() > 0) {
      ReadTask task;
      task.id = next;
      task.name = names[next++];
      task.limits = under;
      pool.start(task);
    }
    for (Finished& one : pool.wait(milliseconds(100))) done.emplace(names[one.id], std::move(one));
  }
  return done;
}

std::string outcome(const Finished& one) {
  return one.failure ? failure_name(one.failure->failure()) : "\"" + one.result.str() + "\"";
}

TEST(WorkerPool, ReadsSideBySide) {
  Acts acts;
  std::vector<std::string> names;
  for (int i = 0; i < 20; ++i) {
    names.push_back("file" + std::to_string(i));
    acts[names.back()] = [](const ReadTask& task, std::ostream& out, const Heartbeat&) { out << task.name; };
  }
  WorkerPool pool(work_of(acts), {}, {.workers = 3});
  const auto done = read_all(pool, names);
  for (const std::string& name : names) EXPECT_EQ(outcome(done.at(name)), "\"" + name + "\"");
  EXPECT_EQ(pool.free(), 3);
}

TEST(WorkerPool, HandsOverInputNameAndParameters) {
  const std::string path = testing::TempDir() + "prikaz-pool-input";
  std::ofstream(path) << "bytes of the file";
  WorkerPool pool(
      [](const ReadTask& task, std::ostream& out, const Heartbeat& heartbeat) {
        std::string bytes(100, '\0');
        bytes.resize(static_cast<std::size_t>(::pread(task.input, bytes.data(), bytes.size(), 0)));
        heartbeat(1, 3);
        heartbeat(2, 3);
        out << task.id << '|' << task.name << '|' << task.parameters << '|' << bytes;
      },
      {}, {});
  ReadTask task;
  task.id = 77;
  task.input = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  task.name = "a.pdf";
  task.parameters = "{\"max_pages\": 5}";
  pool.start(task);
  ::close(task.input);
  const std::vector<Finished> done = pool.wait(milliseconds(60'000));
  ::unlink(path.c_str());
  ASSERT_EQ(done.size(), 1U);
  EXPECT_EQ(outcome(done[0]), "\"77|a.pdf|{\"max_pages\": 5}|bytes of the file\"");
  EXPECT_EQ(done[0].id, 77U);
  EXPECT_EQ(done[0].pages, 2);
  EXPECT_GT(done[0].peak_bytes, 0U);
}

TEST(WorkerPool, WarmsUpOnce) {
  static int warmed = 0;
  WorkerPool pool([](const ReadTask&, std::ostream& out, const Heartbeat&) { out << ++warmed; }, [] { warmed = 41; },
                  {});
  EXPECT_EQ(outcome(read_all(pool, {"a"}).at("a")), "\"42\"");
  EXPECT_EQ(outcome(read_all(pool, {"a"}).at("a")), "\"42\"");
  EXPECT_EQ(warmed, 0);
}

TEST(WorkerPool, AFailedWarmUpDoesNotStopIt) {
  WorkerPool pool([](const ReadTask&, std::ostream& out, const Heartbeat&) { out << "read"; },
                  [] { throw InputError(Failure::unsupported, "no model"); }, {});
  EXPECT_EQ(outcome(read_all(pool, {"a"}).at("a")), "\"read\"");
}

TEST(WorkerPool, EveryEndHasItsReasonAndTheOthersGoOn) {
  Acts acts;
  acts["good"] = acts["good too"] = [](const ReadTask&, std::ostream& out, const Heartbeat&) { out << "fine"; };
  acts["segv"] = [](const ReadTask&, std::ostream&, const Heartbeat&) {
    std::signal(SIGSEGV, SIG_DFL);
    ::raise(SIGSEGV);
  };
  acts["abort"] = [](const ReadTask&, std::ostream&, const Heartbeat&) {
    std::signal(SIGABRT, SIG_DFL);
    std::abort();
  };
  acts["encrypted"] = [](const ReadTask&, std::ostream& out, const Heartbeat&) {
    out << "half";
    throw InputError(Failure::encrypted, "needs a password");
  };
  acts["loops"] = [](const ReadTask&, std::ostream&, const Heartbeat&) {
    volatile bool forever = true;
    while (forever) {
    }
  };
  acts["sleeps"] = [](const ReadTask&, std::ostream&, const Heartbeat&) {
    for (;;) ::pause();
  };
  acts["exits"] = [](const ReadTask&, std::ostream&, const Heartbeat&) { ::_exit(0); };
  acts["floods"] = [](const ReadTask&, std::ostream& out, const Heartbeat&) {
    for (;;) out << "0123456789abcdef";
  };
  Limits under = limits();
  under.wall = std::chrono::seconds(2);
  WorkerPool pool(work_of(acts), {}, {.workers = 4});
  const auto done =
      read_all(pool, {"good", "segv", "abort", "encrypted", "loops", "sleeps", "exits", "floods", "good too"}, under);
  const std::map<std::string, std::string> expected{
      {"good", "\"fine\""},       {"segv", "crash"},          {"abort", "crash"},
      {"encrypted", "encrypted"}, {"loops", "timeout"},       {"sleeps", "timeout"},
      {"exits", "crash"},         {"floods", "output_limit"}, {"good too", "\"fine\""}};
  for (const auto& [name, wanted] : expected) EXPECT_EQ(outcome(done.at(name)), wanted) << name;
  EXPECT_THAT(done.at("segv").failure->what(), HasSubstr("SIGSEGV"));
  EXPECT_THAT(done.at("abort").failure->what(), HasSubstr("SIGABRT"));
  EXPECT_THAT(done.at("encrypted").failure->what(), HasSubstr("needs a password"));
}

// Writes to the pipe of replies past what should: the child was taken over.
void say(const std::string& bytes) {
  if (::write(kMaxOpenFiles, bytes.data(), bytes.size()) < 0) ::_exit(1);
}

TEST(WorkerPool, ReadersThatWereTakenOverAreStopped) {
  if (kSanitized) GTEST_SKIP() << "memory is not limited under a sanitizer, nor are readers locked in";
  Acts acts;
  acts["good"] = acts["good too"] = [](const ReadTask&, std::ostream& out, const Heartbeat&) { out << "fine"; };
  acts["eats memory"] = [](const ReadTask&, std::ostream&, const Heartbeat&) {
    std::vector<std::vector<char>> all;
    for (;;) all.emplace_back(1U << 20U, 'x');
  };
  acts["floods stderr"] = [](const ReadTask&, std::ostream& out, const Heartbeat&) {
    const std::string noise(1U << 20U, 'x');
    for (int i = 0; i < 300; ++i)
      if (::write(STDERR_FILENO, noise.data(), noise.size()) < 0) ::_exit(1);
    out << "done";
  };
  acts["garbles"] = [](const ReadTask&, std::ostream&, const Heartbeat&) { say("{\"schema\": 1}"); };
  acts["huge record"] = [](const ReadTask&, std::ostream&, const Heartbeat&) { say("D\xff\xff\xff\xff"); };
  acts["claims failure of no kind"] = [](const ReadTask&, std::ostream&, const Heartbeat&) {
    say(record('E',
               "\x7f"
               "why"));
  };
  acts["says more after the end"] = [](const ReadTask&, std::ostream&, const Heartbeat&) {
    say(record('D', "{}") + record('F', "") + record('D', "{}"));
    for (;;) ::pause();
  };
  acts["does not go"] = [](const ReadTask&, std::ostream&, const Heartbeat&) {
    say(record('F', ""));
    for (;;) ::pause();
  };
  acts["closes and stays"] = [](const ReadTask&, std::ostream&, const Heartbeat&) {
    ::close(kMaxOpenFiles);
    for (;;) ::pause();
  };
  acts["socket"] = [](const ReadTask&, std::ostream& out, const Heartbeat&) {
    out << ::socket(AF_INET, SOCK_STREAM, 0);
  };
  acts["forks"] = [](const ReadTask&, std::ostream& out, const Heartbeat&) {
    for (;;) out << ::fork();
  };
  acts["kills its parent"] = [](const ReadTask&, std::ostream& out, const Heartbeat&) {
    out << ::kill(::getppid(), SIGKILL);
  };
  Limits under = limits();
  under.silence = std::chrono::seconds(4);
  WorkerPool pool(work_of(acts), {}, {.workers = 4});
  std::vector<std::string> names;
  for (const auto& [name, act] : acts) names.push_back(name);
  const auto done = read_all(pool, names, under);
  const std::string denied = pool.sandbox().seccomp ? "sandbox_denied" : "";
  const std::map<std::string, std::string> expected{{"good", "\"fine\""},
                                                    {"good too", "\"fine\""},
                                                    {"eats memory", "memory"},
                                                    {"floods stderr", "\"done\""},
                                                    {"garbles", "crash"},
                                                    {"huge record", "crash"},
                                                    {"claims failure of no kind", "crash"},
                                                    {"says more after the end", "crash"},
                                                    {"does not go", "crash"},
                                                    {"closes and stays", "timeout"},
                                                    {"socket", denied},
                                                    {"forks", denied},
                                                    {"kills its parent", denied}};
  for (const auto& [name, wanted] : expected) {
    if (!wanted.empty()) {
      EXPECT_EQ(outcome(done.at(name)), wanted) << name;
    }
  }
  EXPECT_EQ(done.at("floods stderr").complaints.size(), 64U << 10U);
  EXPECT_EQ(done.at("floods stderr").complaints_bytes, 300U << 20U);
}

TEST(WorkerPool, TimeIsBudgetedByPage) {
  Acts acts;
  // Busier than the base allows, with pages to show for it.
  acts["many pages"] = [](const ReadTask&, std::ostream& out, const Heartbeat& heartbeat) {
    for (int i = 1; i <= 20; ++i) {
      std::this_thread::sleep_for(milliseconds(100));
      heartbeat(i, 20);
    }
    out << "read";
  };
  acts["no pages"] = [](const ReadTask&, std::ostream& out, const Heartbeat& heartbeat) {
    for (;;) {
      std::this_thread::sleep_for(milliseconds(10));
      heartbeat(0, 20);
      out << std::flush;
    }
  };
  // What a child says is not believed beyond the wall.
  acts["liar"] = [](const ReadTask&, std::ostream&, const Heartbeat& heartbeat) {
    for (;;) {
      std::this_thread::sleep_for(milliseconds(10));
      heartbeat(2'000'000'000, 2'000'000'000);
    }
  };
  Limits under = limits();
  under.base = milliseconds(1000);
  under.per_page = milliseconds(5000);
  under.wall = milliseconds(8000);
  WorkerPool pool(work_of(acts), {}, {.workers = 3});
  const auto done = read_all(pool, {"many pages", "no pages", "liar"}, under);
  EXPECT_EQ(outcome(done.at("many pages")), "\"read\"");
  EXPECT_EQ(outcome(done.at("no pages")), "timeout");
  EXPECT_EQ(outcome(done.at("liar")), "timeout");
}

TEST(WorkerPool, SilenceIsATimeout) {
  Acts acts;
  acts["silent"] = [](const ReadTask&, std::ostream&, const Heartbeat& heartbeat) {
    heartbeat(1, 100);
    for (;;) ::pause();
  };
  Limits under = limits();
  under.silence = milliseconds(500);
  WorkerPool pool(work_of(acts), {}, {});
  const auto done = read_all(pool, {"silent"}, under);
  EXPECT_EQ(outcome(done.at("silent")), "timeout");
  EXPECT_THAT(done.at("silent").failure->what(), HasSubstr("no progress"));
}

TEST(WorkerPool, ReturnsEarlyWhenWoken) {
  int ends[2];
  ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  Acts acts;
  acts["slow"] = [](const ReadTask&, std::ostream&, const Heartbeat&) {
    for (;;) ::pause();
  };
  WorkerPool pool(work_of(acts), {}, {});
  ReadTask task;
  task.name = "slow";
  task.limits = limits();
  pool.start(task);
  ASSERT_EQ(::write(ends[1], "x", 1), 1);
  EXPECT_TRUE(pool.wait(std::chrono::hours(1), ends[0]).empty());
  ::close(ends[0]);
  ::close(ends[1]);
}

// Waits until as many children are at work.
void await_children(WorkerPool& pool, std::size_t count) {
  while (pool.children().size() < count) EXPECT_TRUE(pool.wait(milliseconds(10)).empty());
}

Acts sleepers() {
  Acts acts;
  acts["sleeps"] = [](const ReadTask&, std::ostream&, const Heartbeat&) {
    for (;;) ::pause();
  };
  acts["good"] = [](const ReadTask&, std::ostream& out, const Heartbeat&) { out << "fine"; };
  return acts;
}

void start(WorkerPool& pool, std::uint64_t id, const std::string& name) {
  ReadTask task;
  task.id = id;
  task.name = name;
  task.limits = limits();
  pool.start(task);
}

TEST(WorkerPool, AKilledChildIsOneFile) {
  WorkerPool pool(work_of(sleepers()), {}, {.workers = 2});
  start(pool, 1, "sleeps");
  await_children(pool, 1);
  ::kill(pool.children()[0], SIGKILL);
  const auto done = pool.wait(milliseconds(60'000));
  ASSERT_EQ(done.size(), 1U);
  EXPECT_EQ(outcome(done[0]), "memory");
  EXPECT_EQ(outcome(read_all(pool, {"good"}).at("good")), "\"fine\"");
}

// The next `count` files come back as lost.
void expect_crashes(WorkerPool& pool, std::size_t count) {
  while (count > 0) {
    for (const Finished& one : pool.wait(milliseconds(1000))) {
      EXPECT_EQ(outcome(one), "crash");
      --count;
    }
  }
}

TEST(WorkerPool, AKilledZygoteIsReplaced) {
  WorkerPool pool(work_of(sleepers()), {}, {.workers = 2});
  for (int round = 0; round < 3; ++round) {
    start(pool, 1, "sleeps");
    start(pool, 2, "sleeps");
    await_children(pool, 2);
    const std::vector<pid_t> children = pool.children();
    ASSERT_GT(pool.zygote(), 0);
    ::kill(pool.zygote(), SIGKILL);
    expect_crashes(pool, 2);
    EXPECT_EQ(outcome(read_all(pool, {"good"}).at("good")), "\"fine\"");
  }
}

TEST(WorkerPool, CancelledFilesNeverComeBack) {
  WorkerPool pool(work_of(sleepers()), {}, {.workers = 2});
  start(pool, 1, "sleeps");
  start(pool, 2, "sleeps");
  await_children(pool, 2);
  pool.cancel_all();
  while (pool.free() < 2) EXPECT_TRUE(pool.wait(milliseconds(10)).empty());
  EXPECT_EQ(outcome(read_all(pool, {"good"}).at("good")), "\"fine\"");
}

TEST(WorkerPool, WhatIsQueuedBeginsWhenAnotherEnds) {
  WorkerPool pool(work_of(sleepers()), {}, {.workers = 1, .queued = 2});
  EXPECT_EQ(pool.free(), 3);
  start(pool, 1, "sleeps");
  start(pool, 2, "good");
  start(pool, 3, "good");
  EXPECT_EQ(pool.free(), 0);
  await_children(pool, 1);
  EXPECT_TRUE(pool.wait(milliseconds(200)).empty());
  ASSERT_EQ(pool.children().size(), 1U) << "one at a time";
  ::kill(pool.children()[0], SIGKILL);
  std::map<std::uint64_t, std::string> ends;
  while (ends.size() < 3)
    for (const Finished& one : pool.wait(milliseconds(60'000))) ends[one.id] = outcome(one);
  EXPECT_EQ(ends, (std::map<std::uint64_t, std::string>{{1, "memory"}, {2, "\"fine\""}, {3, "\"fine\""}}));
}

// The clock of a file runs from when its child does.
TEST(WorkerPool, WaitingInTheQueueCostsNoTime) {
  WorkerPool pool(work_of(sleepers()), {}, {.workers = 1, .queued = 1});
  start(pool, 1, "sleeps");
  ReadTask task;
  task.id = 2;
  task.name = "good";
  task.limits = limits();
  task.limits.wall = std::chrono::seconds(1);
  pool.start(task);
  await_children(pool, 1);
  EXPECT_TRUE(pool.wait(milliseconds(1500)).empty());
  ::kill(pool.children().at(0), SIGKILL);
  std::map<std::uint64_t, std::string> ends;
  while (ends.size() < 2)
    for (const Finished& one : pool.wait(milliseconds(60'000))) ends[one.id] = outcome(one);
  EXPECT_EQ(ends.at(2), "\"fine\"");
}

TEST(WorkerPool, WhatHasNotBegunCanBeTakenBack) {
  WorkerPool pool(work_of(sleepers()), {}, {.workers = 1, .queued = 2});
  for (std::uint64_t id = 1; id <= 3; ++id) start(pool, id, "sleeps");
  await_children(pool, 1);
  pool.cancel_queued();
  std::set<std::uint64_t> withdrawn;
  while (withdrawn.size() < 2)
    for (const Finished& one : pool.wait(milliseconds(60'000))) {
      EXPECT_TRUE(one.withdrawn);
      EXPECT_FALSE(one.failure);
      withdrawn.insert(one.id);
    }
  EXPECT_EQ(withdrawn, (std::set<std::uint64_t>{2, 3}));
  EXPECT_EQ(pool.children().size(), 1U) << "what is at work goes on";
}

TEST(WorkerPool, QueuedFilesAreCancelledAndLostLikeOthers) {
  WorkerPool pool(work_of(sleepers()), {}, {.workers = 1, .queued = 1});
  start(pool, 1, "sleeps");
  start(pool, 2, "sleeps");
  await_children(pool, 1);
  pool.cancel_all();
  while (pool.free() < 2) EXPECT_TRUE(pool.wait(milliseconds(10)).empty());
  start(pool, 3, "sleeps");
  start(pool, 4, "sleeps");
  await_children(pool, 1);
  ::kill(pool.zygote(), SIGKILL);
  expect_crashes(pool, 2);
  EXPECT_EQ(outcome(read_all(pool, {"good"}).at("good")), "\"fine\"");
}

// Gone within a minute, or the test fails.
bool gone(pid_t pid) {
  for (int i = 0; i < 6000; ++i) {
    if (::kill(pid, 0) != 0) return true;
    std::this_thread::sleep_for(milliseconds(10));
  }
  return false;
}

TEST(WorkerPool, LeavesNoProcessBehind) {
  std::vector<pid_t> all;
  {
    WorkerPool pool(work_of(sleepers()), {}, {.workers = 2});
    start(pool, 1, "sleeps");
    start(pool, 2, "sleeps");
    await_children(pool, 2);
    all = pool.children();
    all.push_back(pool.zygote());
  }
  for (const pid_t pid : all) EXPECT_TRUE(gone(pid)) << pid;
  EXPECT_LT(::waitpid(-1, nullptr, WNOHANG), 0);
}

TEST(WorkerPool, DiesWithItsProcess) {
  int ends[2];
  ASSERT_EQ(::pipe2(ends, 0), 0);
  const pid_t coordinator = ::fork();
  if (coordinator == 0) {
    WorkerPool pool(work_of(sleepers()), {}, {.workers = 1});
    start(pool, 1, "sleeps");
    await_children(pool, 1);
    const pid_t told[2] = {pool.children()[0], pool.zygote()};
    if (::write(ends[1], told, sizeof told) < 0) ::_exit(1);
    for (;;) ::pause();
  }
  pid_t told[2] = {0, 0};
  ASSERT_EQ(::read(ends[0], told, sizeof told), static_cast<ssize_t>(sizeof told));
  ::kill(coordinator, SIGKILL);
  ::waitpid(coordinator, nullptr, 0);
  for (const pid_t pid : told) EXPECT_TRUE(gone(pid)) << pid;
  ::close(ends[0]);
  ::close(ends[1]);
}

}  // namespace
}  // namespace prikaz
