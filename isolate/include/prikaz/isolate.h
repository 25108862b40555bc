// Work on untrusted input in a child process, so that what kills it costs one file and not the run.
//
//   const Spool result = run_isolated([&](std::ostream& out) { write_json(out, process(file), false); }, Limits());
//   result.copy_to(std::cout);
//
// Nothing of the result is seen before the child has said that all is well: a failed file never leaves half an object.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

#include "prikaz/error.h"

namespace prikaz {

struct Limits {
  std::chrono::seconds wall{120};                        // from the start of the child to its last byte
  std::uint64_t memory_bytes = std::uint64_t{2} << 30U;  // of address space
  std::uint64_t output_bytes = std::uint64_t{1} << 30U;  // of the result
};

// Bytes kept for later: in memory up to 64 MiB, beyond it in a temporary file that has no name, so that nothing is left
// behind however the run ends.
class Spool {
 public:
  explicit Spool(std::uint64_t memory_bytes = std::uint64_t{64} << 20U) : memory_bytes_(memory_bytes) {}
  Spool(Spool&& other) noexcept;
  Spool& operator=(Spool&&) = delete;
  ~Spool();

  // Throws InputError io_error if the temporary file cannot be written.
  void append(std::string_view bytes);
  std::uint64_t size() const { return size_; }
  bool in_memory() const { return file_ < 0; }

  // Hands the bytes to `write` in order, piece by piece.
  void read(const std::function<void(std::string_view)>& write) const;
  // The whole. REQUIRES: it fits into memory.
  std::string str() const;

 private:
  void spill();

  std::uint64_t memory_bytes_;
  std::uint64_t size_ = 0;
  std::string memory_;
  int file_ = -1;
};

// Runs `work` in a child process without privileges and under `limits`; returns what it wrote.
//
// Throws InputError: what `work` itself threw as InputError (kind and reason are handed over), timeout, memory,
// output_limit, crash (a signal, an exception nobody expected, a garbled reply), io_error (no process could be
// started). REQUIRES: this process has no other threads. `work` sees a copy of the caller's memory: what it changes is
// lost.
Spool run_isolated(const std::function<void(std::ostream&)>& work, const Limits& limits);

// The same in this very process, for debuggers: of `limits` only `output_bytes` holds, and a crash is a crash.
Spool run_here(const std::function<void(std::ostream&)>& work, const Limits& limits);

}  // namespace prikaz
