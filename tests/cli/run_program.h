// The built program, run as a user runs it.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <string>
#include <vector>

namespace prikaz {

struct Outcome {
  int exit = -1;  // its exit code; -signal if a signal ended it
  std::string out, err;
};

struct RunOptions {
  std::vector<std::string> environment;  // besides PATH
  std::string stdout_path;               // instead of being captured
  bool stdout_closed = false;            // started without a standard output
  bool reader_gone = false;              // standard output is a pipe that nobody reads
  bool keep_notices = false;             // of what the kernel lacks to lock in readers
};

inline Outcome run_program(std::vector<std::string> arguments, const RunOptions& options = {}) {
  arguments.insert(arguments.begin(), PRIKAZ_PROGRAM);
  std::vector<std::string> environment = options.environment;
  environment.push_back("PATH=/usr/bin:/bin");
  const auto pointers = [](std::vector<std::string>& strings) {
    std::vector<char*> all;
    for (std::string& string : strings) all.push_back(string.data());
    all.push_back(nullptr);
    return all;
  };

  std::array<int, 2> out{}, err{};
  if (::pipe2(out.data(), O_CLOEXEC) != 0 || ::pipe2(err.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe2");
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  if (options.stdout_closed)
    ::posix_spawn_file_actions_addclose(&actions, 1);
  else if (!options.stdout_path.empty())
    ::posix_spawn_file_actions_addopen(&actions, 1, options.stdout_path.c_str(), O_WRONLY, 0);
  else
    ::posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  ::posix_spawn_file_actions_adddup2(&actions, err[1], 2);
  if (options.reader_gone) ::close(out[0]);

  pid_t pid = 0;
  const std::vector<char*> argv = pointers(arguments), envp = pointers(environment);
  const int failed = ::posix_spawn(&pid, PRIKAZ_PROGRAM, &actions, nullptr, argv.data(), envp.data());
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(out[1]);
  ::close(err[1]);
  if (failed != 0) throw std::runtime_error("posix_spawn " PRIKAZ_PROGRAM);

  Outcome run;
  std::array<pollfd, 2> ends{{{options.reader_gone ? -1 : out[0], POLLIN, 0}, {err[0], POLLIN, 0}}};
  while (ends[0].fd >= 0 || ends[1].fd >= 0) {
    ::poll(ends.data(), ends.size(), -1);
    for (std::size_t i = 0; i < ends.size(); ++i) {
      if (ends[i].fd < 0 || ends[i].revents == 0) continue;
      std::array<char, 1U << 16U> buffer;
      const ssize_t n = ::read(ends[i].fd, buffer.data(), buffer.size());
      if (n > 0) {
        (i == 0 ? run.out : run.err).append(buffer.data(), static_cast<std::size_t>(n));
      } else {
        ::close(ends[i].fd);
        ends[i].fd = -1;
      }
    }
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  run.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  // What the program says of an old kernel is about the machine, not about what is tested.
  for (const char* notice : {"prikaz: without Landlock ", "prikaz: without seccomp "}) {
    if (options.keep_notices) break;
    for (std::size_t at = 0; (at = run.err.find(notice, at)) != std::string::npos;)
      run.err.erase(at, run.err.find('\n', at) - at + 1);
  }
  return run;
}

}  // namespace prikaz
