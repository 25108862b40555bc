// The one exception of the program: this file cannot be processed.
#pragma once

#include <stdexcept>
#include <string>

namespace prikaz {

// Why an input failed: a closed set, so that batches can be counted by it.
enum class Failure {
  encrypted,
  truncated,
  damaged,
  empty,
  not_a_document,
  unsupported,
  timeout,
  memory,
  output_limit,
  crash,
  sandbox_denied,
  io_error,
};

// The word of the closed set («not_a_document»), as printed and stored.
inline const char* failure_name(Failure failure) {
  switch (failure) {
    case Failure::encrypted: return "encrypted";
    case Failure::truncated: return "truncated";
    case Failure::damaged: return "damaged";
    case Failure::empty: return "empty";
    case Failure::not_a_document: return "not_a_document";
    case Failure::unsupported: return "unsupported";
    case Failure::timeout: return "timeout";
    case Failure::memory: return "memory";
    case Failure::output_limit: return "output_limit";
    case Failure::crash: return "crash";
    case Failure::sandbox_denied: return "sandbox_denied";
    case Failure::io_error: return "io_error";
  }
  return "crash";
}

// Thrown where a file cannot be processed, caught once per file in main.cc. `what()` is one line in the user's
// language, without the file's name, and says what to do next where something can be done.
class InputError : public std::runtime_error {
 public:
  InputError(Failure failure, const std::string& reason) : std::runtime_error(reason), failure_(failure) {}
  Failure failure() const { return failure_; }

 private:
  Failure failure_;
};

}  // namespace prikaz
