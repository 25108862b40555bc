#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ostream>

#include "prikaz/import_progress.h"
#include "prikaz/messages.h"
#include "prikaz/printable.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

int terminal_columns() {
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string one_decimal(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", value);
  return text.data();
}

// REQUIRES: one line of valid UTF-8 without control characters, as printable() gives it.
std::string quoted(const std::string& text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') json += '\\';
    json += c;
  }
  return json + '"';
}

std::string cut_to(const std::string& text, int columns) {
  std::size_t at = 0;
  for (int i = 0; i < columns && at < text.size(); ++i) at = next_position(text, at);
  return text.substr(0, at);
}

std::string bar(std::uint64_t done, std::uint64_t total) {
  constexpr std::uint64_t kWidth = 20;
  const std::uint64_t full = total == 0 ? 0 : std::min(kWidth, kWidth * done / total);
  return '[' + std::string(full, '#') + std::string(kWidth - full, '.') + "] ";
}

}  // namespace

std::string clock_text(seconds time) {
  const long long all = time.count();
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%lld:%02lld:%02lld", all / 3600, all / 60 % 60, all % 60);
  return text.data();
}

ImportProgress::ImportProgress(ProgressStyle style, std::ostream& out, std::function<Time()> now,
                               std::function<int()> columns)
    : style_(style),
      out_(out),
      now_(std::move(now)),
      columns_(columns ? std::move(columns) : terminal_columns),
      begun_(now_()),
      shown_(begun_),
      rate_from_(begun_) {}

void ImportProgress::clear_bar() {
  if (bar_shown_) out_ << "\r\x1b[K";
  bar_shown_ = false;
}

void ImportProgress::line(const std::string& text) {
  clear_bar();
  out_ << text << std::endl;
}

void ImportProgress::say(const std::string& sentence) {
  if (style_ == ProgressStyle::json)
    line("{\"event\":\"message\",\"message\":" + quoted(printable(sentence)) + '}');
  else
    line("prikaz: " + sentence);
}

void ImportProgress::failed(const std::string& path, const InputError& error) {
  if (style_ == ProgressStyle::json)
    line("{\"event\":\"failed\",\"path\":" + quoted(printable(path)) + ",\"failure\":\"" +
         failure_name(error.failure()) + "\",\"reason\":" + quoted(printable(error.what())) + '}');
  else
    line("prikaz: " + printable(path) + ": " + error.what() + " [" + failure_name(error.failure()) + ']');
}

void ImportProgress::retried(const std::string& path, const InputError& error) {
  if (style_ == ProgressStyle::json)
    line("{\"event\":\"retry\",\"path\":" + quoted(printable(path)) + ",\"failure\":\"" +
         failure_name(error.failure()) + "\"}");
}

std::optional<seconds> ImportProgress::time_left(const ImportCounts& counts, std::optional<std::uint64_t> total) const {
  if (!total || files_a_second_ <= 0 || *total < counts.seen) return std::nullopt;
  return seconds(static_cast<long long>(static_cast<double>(*total - counts.seen) / files_a_second_));
}

std::string ImportProgress::status(const ImportCounts& counts, std::optional<std::uint64_t> total) const {
  const std::string seen = std::to_string(counts.seen);
  std::string text = total ? tr("files %1 of %2", {seen, std::to_string(*total)}) : tr("files %1", {seen});
  text += ", " + tr("pages %1", {std::to_string(counts.pages)});
  text += ", " + tr("%1 files/s", {one_decimal(files_a_second_)});
  if (const std::optional<seconds> left = time_left(counts, total)) text += ", " + tr("%1 left", {clock_text(*left)});
  text += ", " + tr("failed %1", {std::to_string(counts.failed_in_all())});
  text += ", " + tr("doubtful %1", {std::to_string(counts.doubtful)});
  return text;
}

std::string ImportProgress::json_counts(const ImportCounts& counts, std::optional<std::uint64_t> total) const {
  const auto number = [](const char* key, std::uint64_t value) {
    return std::string(",\"") + key + "\":" + std::to_string(value);
  };
  std::string text = number("files", counts.seen);
  text += ",\"files_in_all\":" + (total ? std::to_string(*total) : "null");
  text += number("imported", counts.imported) + number("duplicates", counts.duplicates) +
          number("known", counts.known) + number("known_failed", counts.known_failed) +
          number("other_shards", counts.other_shards) + number("containers", counts.containers) +
          number("doubtful", counts.doubtful) + number("pages", counts.pages);
  text += ",\"failed\":{";
  std::string separator;
  for (const auto& [kind, count] : counts.failed) {
    text += separator + '"' + failure_name(kind) + "\":" + std::to_string(count);
    separator = ",";
  }
  return text + '}';
}

void ImportProgress::tick(const ImportCounts& counts, std::optional<std::uint64_t> total) {
  const Time now = now_();
  if (now - rate_from_ >= seconds(2)) {
    const double recent =
        static_cast<double>(counts.seen - rate_from_files_) / std::chrono::duration<double>(now - rate_from_).count();
    // Half of what it shows is older than some ten seconds: calm, but it follows a change.
    files_a_second_ = files_a_second_ == 0 ? recent : 0.9 * files_a_second_ + 0.1 * recent;
    rate_from_ = now;
    rate_from_files_ = counts.seen;
  }
  if (style_ == ProgressStyle::none) return;
  if (now - shown_ < (style_ == ProgressStyle::bar    ? milliseconds(200)
                      : style_ == ProgressStyle::json ? milliseconds(1000)
                                                      : milliseconds(10'000)))
    return;
  shown_ = now;
  if (style_ == ProgressStyle::json) {
    const std::optional<seconds> left = time_left(counts, total);
    line("{\"event\":\"progress\"" + json_counts(counts, total) +
         ",\"elapsed_s\":" + std::to_string(std::chrono::duration_cast<seconds>(now - begun_).count()) +
         ",\"left_s\":" + (left ? std::to_string(left->count()) : "null") + '}');
  } else if (style_ == ProgressStyle::lines) {
    line("prikaz: " + status(counts, total));
  } else {
    const std::string text = (total ? bar(counts.seen, *total) : std::string()) + status(counts, total);
    out_ << "\r\x1b[K" << cut_to(text, columns_() - 1) << std::flush;
    bar_shown_ = true;
  }
}

void ImportProgress::finish(const ImportReport& report) {
  clear_bar();
  if (style_ == ProgressStyle::json)
    line("{\"event\":\"summary\"" + json_counts(report.counts, report.counts.seen) +
         ",\"elapsed_s\":" + std::to_string(std::chrono::duration_cast<seconds>(report.time).count()) +
         ",\"interrupted\":" + (report.interrupted ? "true" : "false") + '}');
  out_ << std::flush;
}

std::string report_text(const ImportReport& report) {
  const ImportCounts& counts = report.counts;
  std::string text;
  const auto add = [&](const std::string& line) { text += line + '\n'; };
  const auto number = [](std::uint64_t value) { return std::to_string(value); };
  add(tr("imported: %1 (pages: %2, doubtful: %3)",
         {number(counts.imported), number(counts.pages), number(counts.doubtful)}));
  add(tr("duplicates: %1", {number(counts.duplicates)}));
  add(tr("known from before: %1", {number(counts.known)}));
  if (counts.containers > 0) add(tr("containers taken apart: %1", {number(counts.containers)}));
  if (counts.other_shards > 0) add(tr("left to other shards: %1", {number(counts.other_shards)}));
  add(tr("failed: %1", {number(counts.failed_in_all())}));
  for (const auto& [kind, count] : counts.failed) add(std::string("  ") + failure_name(kind) + ": " + number(count));
  if (counts.known_failed > 0)
    add(tr("failed before and not tried again: %1 (prikaz failed --retry)", {number(counts.known_failed)}));
  add(tr("time: %1", {clock_text(std::chrono::duration_cast<seconds>(report.time))}));
  if (report.interrupted) add(tr("stopped before the end: what is imported stays, the next import goes on from there"));
  return text;
}

}  // namespace prikaz
