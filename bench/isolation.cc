// isolation FILE.pdf…: what it costs to read each file in a process of its own, milliseconds a file. Each way runs in a
// fresh process and they take turns, so a busy machine disturbs all alike; the best of the rounds counts.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "prikaz/file_descriptor.h"
#include "prikaz/ingest.h"
#include "prikaz/worker_pool.h"
#include "process.h"
#include "reading.h"

namespace {

using namespace prikaz;

constexpr int kRounds = 7, kPasses = 5;

void read(const ReadTask& task, std::ostream& out, const Heartbeat& heartbeat) {
  ExtractOptions options;
  options.progress = heartbeat;
  write_json(out, process(ingest(task.input, task.name), options), false);
}

ReadTask task_of(const std::string& file, int input) {
  ReadTask task;
  task.input = input;
  task.name = std::filesystem::path(file).filename();
  task.limits = limits_of(Reading());
  return task;
}

void each(const std::vector<std::string>& files, const std::function<Finished(const ReadTask&)>& act) {
  for (int pass = 0; pass < kPasses; ++pass) {
    for (const std::string& file : files) {
      const FileDescriptor input(open_input(file));
      const Finished one = act(task_of(file, input.get()));
      if (one.failure) std::cerr << file << ": " << one.failure->what() << "\n";
    }
  }
}

struct Way {
  const char* name;
  std::function<void(const std::vector<std::string>&)> read_all;
};

const std::array<Way, 5> kWays{{
    {"in one process, warmed",
     [](const auto& files) {
       warm_up();
       each(files, [](const ReadTask& task) { return run_here(read, task); });
     }},
    {"a process each, from a cold parent",
     [](const auto& files) { each(files, [](const ReadTask& task) { return run_isolated(read, task); }); }},
    {"a process each, from a warmed parent",
     [](const auto& files) {
       warm_up();
       each(files, [](const ReadTask& task) { return run_isolated(read, task); });
     }},
    {"the same, with Landlock and seccomp",
     [](const auto& files) {
       warm_up();
       const Sandbox sandbox(readable_data());
       each(files, [&](const ReadTask& task) { return run_isolated(read, task, &sandbox); });
     }},
    {"the same, from a pool of one worker",
     [](const auto& files) {
       WorkerPool pool(read, warm_up, {.readable = readable_data()});
       each(files, [&](const ReadTask& task) {
         pool.start(task);
         return std::move(pool.wait(std::chrono::hours(1)).front());
       });
     }},
}};

struct Cost {
  double clock_ms = 0, cpu_ms = 0;
};

// In a process of its own, so that nothing is warm.
Cost cost_of(const Way& way, const std::vector<std::string>& files) {
  const auto started = std::chrono::steady_clock::now();
  const pid_t pid = ::fork();
  if (pid == 0) {
    way.read_all(files);
    std::exit(0);  // a pool waits for its helpers, so that their time is counted
  }
  rusage used{};
  int status = 0;
  ::wait4(pid, &status, 0, &used);
  const std::chrono::duration<double, std::milli> clock = std::chrono::steady_clock::now() - started;
  const auto ms = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
  };
  return {clock.count(), ms(used.ru_utime) + ms(used.ru_stime)};
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> files(argv + 1, argv + argc);
  if (files.empty()) {
    std::cerr << "usage: isolation FILE.pdf...\n";
    return 2;
  }
  const SandboxState state = prikaz::probe_sandbox();
  std::printf("Landlock ABI %d, seccomp %s, %zu files x %d\n", state.landlock_abi, state.seccomp ? "yes" : "no",
              files.size(), kPasses);
  std::fflush(stdout);  // before the forks
  std::array<Cost, kWays.size()> best;
  best.fill({1e9, 1e9});
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < kWays.size(); ++i) {
      const Cost cost = cost_of(kWays[i], files);
      best[i].clock_ms = std::min(best[i].clock_ms, cost.clock_ms);
      best[i].cpu_ms = std::min(best[i].cpu_ms, cost.cpu_ms);
    }
  }
  const auto count = static_cast<double>(files.size() * kPasses);
  std::printf("%-40s %10s %10s\n", "milliseconds a file", "clock", "cpu");
  for (std::size_t i = 0; i < kWays.size(); ++i)
    std::printf("%-40s %10.2f %10.2f\n", kWays[i].name, best[i].clock_ms / count, best[i].cpu_ms / count);
}
