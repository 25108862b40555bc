#include "archive_filter.h"

#include <chrono>

#include "prikaz/messages.h"
#include "prikaz/printable.h"

namespace prikaz {
namespace {

// The first or the last day of what is named: a day, a month, a year.
std::string day_of(const char* option, const std::string& text, bool last) {
  if (text.empty()) return {};
  using namespace std::chrono;
  std::string digits;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    digits += digit ? '0' : c;
  }
  const auto number = [&](std::size_t at, std::size_t size) { return std::stoi(text.substr(at, size)); };
  int y = 0, m = last ? 12 : 1, d = 0;
  if (digits == "0000-00-00") {
    y = number(0, 4), m = number(5, 2), d = number(8, 2);
  } else if (digits == "00.00.0000") {
    d = number(0, 2), m = number(3, 2), y = number(6, 4);
  } else if (digits == "0000-00") {
    y = number(0, 4), m = number(5, 2);
  } else if (digits == "0000") {
    y = number(0, 4);
  }
  year_month_day day = year(y) / month(static_cast<unsigned>(m)) / std::chrono::day(static_cast<unsigned>(d));
  if (d == 0 && y > 0 && month(static_cast<unsigned>(m)).ok())
    day = last ? year_month_day(year(y) / month(static_cast<unsigned>(m)) / std::chrono::last)
               : year(y) / month(static_cast<unsigned>(m)) / 1;
  if (y == 0 || !day.ok())
    throw UsageError(tr("%1: a day is wanted, as in 12.03.2024 or 2024-03-12, not '%2'", {option, printable(text)}));
  std::string iso = std::to_string(10'000 + static_cast<int>(day.year())).substr(1);
  iso += "-" + std::to_string(100 + static_cast<unsigned>(day.month())).substr(1);
  return iso + "-" + std::to_string(100 + static_cast<unsigned>(day.day())).substr(1);
}

}  // namespace

void add_archive_option(Options& options, FilterWanted& wanted) {
  options.text("--archive", "DIR", wanted.archive, tr("the archive"));
}

void add_filter_options(Options& options, FilterWanted& wanted) {
  options.text("--from", "DAY", wanted.from, tr("only documents of this day, month or year, and later ones"))
      .text("--to", "DAY", wanted.to, tr("only documents of this day, month or year, and earlier ones"))
      .text("--issuer", "TEXT", wanted.issuer, tr("only documents whose issuer has this in its name"))
      .choice("--kind", "KIND", wanted.kind,
              {"order", "directive", "resolution", "report", "plan", "protocol", "letter", "other"},
              tr("only documents of this kind: order, directive, resolution, report, plan, protocol, letter, other"));
}

ListFilter list_filter(const FilterWanted& wanted) {
  ListFilter filter;
  filter.from = day_of("--from", wanted.from, false);
  filter.to = day_of("--to", wanted.to, true);
  filter.issuer = wanted.issuer;
  filter.kind = wanted.kind;
  return filter;
}

Archive open_named_archive(const FilterWanted& wanted, ArchiveMode mode) {
  require(!wanted.archive.empty(), tr("say --archive"));
  return Archive(wanted.archive, mode);
}

}  // namespace prikaz
