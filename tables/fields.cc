#include "fields.h"

#include <cmath>
#include <cstdio>

namespace prikaz::tables {
namespace {

constexpr double kDoubtful = 0.9;  // below it a person should look

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

const Json& member(const Json& object, const char* key) {
  static const Json nothing;
  if (!object.is_object()) return nothing;
  const auto at = object.find(key);
  return at == object.end() ? nothing : *at;
}

const Json& array(const Json& object, const char* key) {
  static const Json empty = Json::array();
  const Json& found = member(object, key);
  return found.is_array() ? found : empty;
}

std::string text(const Json& object, const char* key) {
  const Json& found = member(object, key);
  if (found.is_string()) return found.get<std::string>();
  if (found.is_number()) return found.dump();
  return {};
}

std::optional<std::int64_t> whole(const Json& object, const char* key) {
  const Json& found = member(object, key);
  if (!found.is_number_integer()) return std::nullopt;
  return found.get<std::int64_t>();
}

std::optional<double> number(const Json& object, const char* key) {
  const Json& found = member(object, key);
  if (!found.is_number()) return std::nullopt;
  return found.get<double>();
}

std::optional<Day> day(const Json& object, const char* key) {
  const std::string iso = text(object, key);
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const std::string year = iso.substr(0, 4), month = iso.substr(5, 2), of_month = iso.substr(8, 2);
  if (!is_digits(year) || !is_digits(month) || !is_digits(of_month)) return std::nullopt;
  const Day found{std::chrono::year(std::stoi(year)), std::chrono::month(static_cast<unsigned>(std::stoi(month))),
                  std::chrono::day(static_cast<unsigned>(std::stoi(of_month)))};
  return found.ok() ? std::optional(found) : std::nullopt;
}

SheetCell text_cell(std::string text) { return text.empty() ? SheetCell() : SheetCell(std::move(text)); }

SheetCell text_cell(const Json& object, const char* key) { return text_cell(text(object, key)); }

SheetCell day_cell(const Json& object, const char* key) {
  if (const auto found = day(object, key)) return *found;
  return text_cell(object, key);
}

SheetCell confidence_cell(std::optional<double> confidence) {
  if (!confidence || !std::isfinite(*confidence)) return {};
  SheetCell cell(std::round(*confidence * 1000) / 1000);
  if (*confidence < kDoubtful) cell.style = CellStyle::doubtful;
  return cell;
}

SheetCell confidence_cell(const Json& object) { return confidence_cell(number(object, "confidence")); }

int page_of(const Json& object) {
  for (const Json& span : array(object, "spans"))
    if (const auto page = whole(span, "page"); page && *page > 0 && *page < 10'000'000) return static_cast<int>(*page);
  return 0;
}

void join(std::string& all, const std::string& more, const char* separator) {
  if (more.empty()) return;
  if (!all.empty()) all += separator;
  all += more;
}

std::string joined_texts(const Json& strings) {
  std::string all;
  for (const Json& one : strings)
    if (one.is_string()) join(all, one.get<std::string>());
  return all;
}

}  // namespace prikaz::tables
