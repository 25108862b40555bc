#include "stop_on_signal.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <stdexcept>

#include "prikaz/command_line.h"

namespace prikaz {
namespace {

constexpr std::array<int, 3> kSignals{SIGINT, SIGTERM, SIGHUP};

volatile std::sig_atomic_t signals_seen = 0;
std::array<int, 2> wake_pipe{-1, -1};

extern "C" void take_signal(int) {
  const int error = errno;
  if (signals_seen > 0) ::_exit(kSomeFailed);
  signals_seen = 1;
  const char byte = 0;
  static_cast<void>(::write(wake_pipe[1], &byte, 1) > 0);
  errno = error;
}

}  // namespace

StopOnSignal::StopOnSignal() {
  signals_seen = 0;
  if (::pipe2(wake_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) throw std::runtime_error("pipe2");
  struct sigaction action {};
  action.sa_handler = take_signal;
  // Who started the program with SIGHUP ignored (nohup) means it.
  for (const int signal : kSignals) {
    struct sigaction before {};
    ::sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) ::sigaction(signal, &action, nullptr);
  }
}

StopOnSignal::~StopOnSignal() {
  for (const int signal : kSignals) {
    struct sigaction before {};
    ::sigaction(signal, nullptr, &before);
    if (before.sa_handler == take_signal) std::signal(signal, SIG_DFL);
  }
  for (int& end : wake_pipe) {
    ::close(end);
    end = -1;
  }
}

bool StopOnSignal::requested() const { return signals_seen > 0; }

int StopOnSignal::wake() const { return wake_pipe[0]; }

}  // namespace prikaz
