// The built program, running beside the test; and what archives hold.
#pragma once

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "prikaz/archive.h"
#include "temporary_folder.h"

namespace prikaz {

struct Ended {
  int exit = -1;  // exit code; -signal if a signal ended it
  std::string out, err;
};

class Program {
 public:
  using Environment = std::vector<std::string>;

  // Its standard streams are files in `folder`, so that it never waits for us.
  Program(const TemporaryFolder& folder, std::vector<std::string> arguments, Environment environment = {},
          const std::string& input = "") {
    static int count = 0;
    const std::string base = folder / ("streams" + std::to_string(count++));
    out_ = base + ".out";
    err_ = base + ".err";
    std::ofstream(base + ".in", std::ios::binary) << input;
    arguments.insert(arguments.begin(), PRIKAZ_PROGRAM);
    environment.push_back("PATH=/usr/bin:/bin");
    environment.push_back("LC_ALL=C");
    std::vector<char*> argv, envp;
    for (std::string& one : arguments) argv.push_back(one.data());
    for (std::string& one : environment) envp.push_back(one.data());
    argv.push_back(nullptr);
    envp.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 0, (base + ".in").c_str(), O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, 1, out_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::posix_spawn_file_actions_addopen(&actions, 2, err_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int failed = ::posix_spawn(&pid_, PRIKAZ_PROGRAM, &actions, nullptr, argv.data(), envp.data());
    ::posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) throw std::runtime_error("posix_spawn " PRIKAZ_PROGRAM);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    end();
  }

  pid_t pid() const { return pid_; }
  // Nothing if it has ended: to kill -1 is to kill everybody.
  void signal(int number) const {
    if (pid_ > 0) ::kill(pid_, number);
  }
  std::string err_so_far() const { return read_file(err_); }

  bool running() {
    int status = 0;
    if (pid_ < 0) return false;
    if (::waitpid(pid_, &status, WNOHANG) == 0) return true;
    note(status);
    return false;
  }
  Ended end() {
    int status = 0;
    if (pid_ >= 0) {
      while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
      }
      note(status);
    }
    ended_.out = read_file(out_);
    ended_.err = read_file(err_);
    return ended_;
  }

 private:
  void note(int status) {
    pid_ = -1;
    ended_.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

  pid_t pid_ = -1;
  std::string out_, err_;
  Ended ended_;
};

// Waits until something is so; a minute at most.
template <class Condition>
bool wait_until(Condition condition) {
  for (int i = 0; i < 6000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

// All processes below `ancestor`.
inline std::vector<pid_t> descendants(pid_t ancestor) {
  std::map<pid_t, pid_t> parents;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    const std::string stat = read_file(entry.path() / "stat");
    const std::size_t after_name = stat.rfind(')');
    if (after_name == std::string::npos) continue;
    std::istringstream rest(stat.substr(after_name + 1));
    char state = 0;
    pid_t parent = 0;
    if (rest >> state >> parent && state != 'Z') parents[std::stoi(name)] = parent;
  }
  std::vector<pid_t> all;
  for (const auto& [pid, parent] : parents)
    for (auto at = parents.find(pid); at != parents.end(); at = parents.find(at->second))
      if (at->second == ancestor) {
        all.push_back(pid);
        break;
      }
  return all;
}

// What `prikaz export --format ndjson` is made from.
inline std::string ndjson_of(const std::string& archive) {
  std::string all;
  Archive(archive, ArchiveMode::read).for_each_extraction([&](const std::string&, std::string_view json) {
    all += json;
    all += '\n';
  });
  return all;
}

// Which paths failed with what.
inline std::map<std::string, std::string> failures_in(const std::string& archive) {
  std::map<std::string, std::string> all;
  for (const FailedFile& file : Archive(archive, ArchiveMode::read).failed())
    for (const std::string& path : file.paths) all[path.substr(path.rfind('/') + 1)] = file.failure;
  return all;
}

}  // namespace prikaz
