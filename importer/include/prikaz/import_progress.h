// How an import is shown while it goes on, and what is said at its end. Names of files and reasons only: nothing of
// what stands in a document.
#pragma once

#include <chrono>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>

#include "prikaz/importer.h"

namespace prikaz {

enum class ProgressStyle {
  bar,    // one line, redrawn
  lines,  // one line every ten seconds
  json,   // one object a line: see README.md
  none,   // failures only
};

class ImportProgress : public ImportObserver {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // `now` and `columns` (of the terminal) are for tests.
  ImportProgress(ProgressStyle style, std::ostream& out, std::function<Time()> now = std::chrono::steady_clock::now,
                 std::function<int()> columns = nullptr);

  void failed(const std::string& path, const InputError& error) override;
  void retried(const std::string& path, const InputError& error) override;
  void tick(const ImportCounts& counts, std::optional<std::uint64_t> total) override;

  // A sentence of its own, in the user's language.
  void say(const std::string& sentence);
  // Nothing is redrawn after this.
  void finish(const ImportReport& report);

 private:
  void line(const std::string& text);
  void clear_bar();
  std::string status(const ImportCounts& counts, std::optional<std::uint64_t> total) const;
  std::optional<std::chrono::seconds> time_left(const ImportCounts& counts, std::optional<std::uint64_t> total) const;
  std::string json_counts(const ImportCounts& counts, std::optional<std::uint64_t> total) const;

  ProgressStyle style_;
  std::ostream& out_;
  std::function<Time()> now_;
  std::function<int()> columns_;
  Time begun_;
  Time shown_;
  bool bar_shown_ = false;
  // Of the last minute or so, for the rate: when, and how many files were done with.
  Time rate_from_;
  std::uint64_t rate_from_files_ = 0;
  double files_a_second_ = 0;
};

// The final report, several lines, in the user's language.
std::string report_text(const ImportReport& report);

// «1:02:03».
std::string clock_text(std::chrono::seconds time);

}  // namespace prikaz
