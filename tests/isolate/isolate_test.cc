#include "prikaz/isolate.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <vector>

namespace prikaz {
namespace {

using testing::HasSubstr;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

Limits limits(int seconds = 60) {
  Limits limits;
  limits.wall = std::chrono::seconds(seconds);
  limits.memory_bytes = std::uint64_t{512} << 20U;
  limits.output_bytes = std::uint64_t{1} << 20U;
  return limits;
}

// The failure that `work` ends in; its reason goes to `reason`.
Failure failure_of(const std::function<void(std::ostream&)>& work, std::string* reason = nullptr,
                   const Limits& under = limits()) {
  try {
    run_isolated(work, under);
  } catch (const InputError& error) {
    if (reason != nullptr) *reason = error.what();
    return error.failure();
  }
  throw std::logic_error("no failure");
}

TEST(RunIsolated, HandsOverWhatWasWritten) {
  EXPECT_EQ(run_isolated([](std::ostream& out) { out << "приказ " << 17; }, limits()).str(), "приказ 17");
  EXPECT_EQ(run_isolated([](std::ostream&) {}, limits()).str(), "");
  std::string large(1'000'000, 'x');
  for (std::size_t i = 0; i < large.size(); i += 7) large[i] = static_cast<char>(i);
  EXPECT_EQ(run_isolated([&](std::ostream& out) { out << large; }, limits()).str(), large);
}

TEST(RunIsolated, HandsOverTheReasonOfAFailure) {
  std::string reason;
  EXPECT_EQ(failure_of(
                [](std::ostream& out) {
                  out << "half of an obj";
                  throw InputError(Failure::encrypted, "a password\nis \x1b[31mneeded");
                },
                &reason),
            Failure::encrypted);
  EXPECT_EQ(reason, "a password\\nis \\x1b[31mneeded");
}

TEST(RunIsolated, AnUnexpectedExceptionIsACrash) {
  std::string reason;
  EXPECT_EQ(failure_of([](std::ostream&) { throw std::runtime_error("index out of range"); }, &reason), Failure::crash);
  EXPECT_THAT(reason, HasSubstr("index out of range"));
}

TEST(RunIsolated, ASignalIsACrash) {
  for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGBUS, SIGILL}) {
    std::string reason;
    EXPECT_EQ(failure_of(
                  [&](std::ostream&) {
                    std::signal(signal, SIG_DFL);
                    ::raise(signal);
                  },
                  &reason),
              Failure::crash);
    EXPECT_THAT(reason, HasSubstr(std::string("SIG") + ::sigabbrev_np(signal)));
  }
}

TEST(RunIsolated, EndingWithoutAWordIsACrash) {
  EXPECT_EQ(failure_of([](std::ostream& out) {
              out << "{}" << std::flush;
              ::_exit(0);
            }),
            Failure::crash);
}

TEST(RunIsolated, AnEndlessLoopIsATimeout) {
  EXPECT_EQ(failure_of(
                [](std::ostream&) {
                  volatile bool forever = true;
                  while (forever) {
                  }
                },
                nullptr, limits(1)),
            Failure::timeout);
}

TEST(RunIsolated, WaitingForEverIsATimeout) {
  EXPECT_EQ(failure_of(
                [](std::ostream&) {
                  for (;;) ::pause();
                },
                nullptr, limits(1)),
            Failure::timeout);
}

TEST(RunIsolated, WritingForEverIsOutputLimit) {
  const std::string piece(1000, 'x');
  EXPECT_EQ(failure_of([&](std::ostream& out) {
              for (;;) out << piece;
            }),
            Failure::output_limit);
}

TEST(RunIsolated, TheLimitItselfMayBeReached) {
  const std::string whole(std::size_t{1} << 20U, 'x');
  EXPECT_EQ(run_isolated([&](std::ostream& out) { out << whole; }, limits()).size(), whole.size());
  EXPECT_EQ(failure_of([&](std::ostream& out) { out << whole << 'x'; }), Failure::output_limit);
}

TEST(RunIsolated, EatingMemoryIsMemory) {
  if (kSanitized) GTEST_SKIP() << "memory is not limited under a sanitizer";
  EXPECT_EQ(failure_of([](std::ostream&) {
              std::vector<std::unique_ptr<std::vector<char>>> all;
              for (;;) all.push_back(std::make_unique<std::vector<char>>(1U << 20U, 'x'));
            }),
            Failure::memory);
}

// As libraries written in C do.
TEST(RunIsolated, ComplainingOfMemoryAndAbortingIsMemory) {
  if (kSanitized) GTEST_SKIP() << "what the child prints is shown under a sanitizer, not read";
  EXPECT_EQ(failure_of([](std::ostream&) {
              std::fputs("Out of memory\n", stderr);
              std::abort();
            }),
            Failure::memory);
}

TEST(RunIsolated, PrintingALotDoesNotBlock) {
  if (kSanitized) GTEST_SKIP() << "what the child prints is shown under a sanitizer";
  const std::string noise(1U << 20U, 'x');
  EXPECT_EQ(run_isolated(
                [&](std::ostream& out) {
                  for (int i = 0; i < 10; ++i) std::cerr << noise;
                  std::cout << noise << std::flush;
                  out << "done";
                },
                limits())
                .str(),
            "done");
}

TEST(RunIsolated, TheChildWritesNoFiles) {
  if (kSanitized) GTEST_SKIP() << "file size is not limited under a sanitizer";
  const std::string name = testing::TempDir() + "prikaz-isolate-test";
  const std::string said = run_isolated(
                               [&](std::ostream& out) {
                                 const int file = ::open(name.c_str(), O_CREAT | O_WRONLY, 0600);
                                 out << (::write(file, "x", 1) < 0 ? "refused" : "written");
                               },
                               limits())
                               .str();
  ::unlink(name.c_str());
  EXPECT_EQ(said, "refused");
}

TEST(RunIsolated, TheChildLeavesNoCore) {
  EXPECT_EQ(run_isolated(
                [](std::ostream& out) {
                  rlimit core{};
                  ::getrlimit(RLIMIT_CORE, &core);
                  out << core.rlim_max;
                },
                limits())
                .str(),
            "0");
}

TEST(RunIsolated, ChangesOfTheChildAreItsOwn) {
  int value = 1;
  run_isolated([&](std::ostream&) { value = 2; }, limits());
  EXPECT_EQ(value, 1);
}

TEST(RunIsolated, LeavesNoProcessBehind) {
  for (int i = 0; i < 5; ++i)
    failure_of(
        [](std::ostream&) {
          for (;;) ::pause();
        },
        nullptr, limits(1));
  EXPECT_LT(::waitpid(-1, nullptr, WNOHANG), 0);
}

TEST(RunHere, DoesTheSameWithoutAChild) {
  const pid_t self = ::getpid();
  EXPECT_EQ(run_here([&](std::ostream& out) { out << (::getpid() == self); }, limits()).str(), "1");
  EXPECT_THROW(run_here([](std::ostream&) { throw InputError(Failure::empty, ""); }, limits()), InputError);
  const std::string piece(1000, 'x');
  EXPECT_THROW(run_here(
                   [&](std::ostream& out) {
                     for (;;) out << piece;
                   },
                   limits()),
               InputError);
}

TEST(Spool, MovesToTheDiskWhenItGrows) {
  Spool spool(10);
  std::string all;
  for (const char* piece : {"12345", "67890", "", "x", "yz"}) {
    spool.append(piece);
    all += piece;
    EXPECT_EQ(spool.str(), all);
    EXPECT_EQ(spool.size(), all.size());
    EXPECT_EQ(spool.in_memory(), all.size() <= 10);
  }
}

TEST(Spool, SaysWhenTheDiskCannotBeUsed) {
  ::setenv("TMPDIR", "/nonexistent", 1);
  Spool spool(1);
  EXPECT_THROW(spool.append("more"), InputError);
  ::unsetenv("TMPDIR");
}

}  // namespace
}  // namespace prikaz
