#include "document_names.h"

#include "prikaz/document_kinds.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

std::string numbered(const std::string& number, const std::optional<Day>& date) {
  if (!number.empty() && date) return tr("№ %1 of %2", {number, printed_day(*date)});
  if (!number.empty()) return "№ " + number;
  return date ? tr("of %1", {printed_day(*date)}) : std::string();
}

}  // namespace

std::string relation_in_words(Relation relation) {
  switch (relation) {
    case Relation::names: return tr("names");
    case Relation::based_on: return tr("is based on");
    case Relation::amends: return tr("amends");
    case Relation::repeals: return tr("repeals");
  }
  return {};
}

std::string severity_in_words(CheckSeverity severity) {
  switch (severity) {
    case CheckSeverity::error: return tr("error");
    case CheckSeverity::warning: return tr("warning");
    case CheckSeverity::info: return tr("note");
  }
  return {};
}

std::string document_name(const CollectedDocument& document) {
  const std::string name = numbered(document.number, document.date);
  if (!name.empty()) return name;
  return document.file_name.empty() ? tr("document") : document.file_name;
}

std::string node_name(const GraphNode& node) {
  const std::string name = numbered(node.number, node.date);
  return name.empty() ? kind_in_words(node.document_kind) : kind_in_words(node.document_kind) + " " + name;
}

std::string municipality_name(std::string_view municipality) {
  return municipality.empty() ? tr("municipality not told") : std::string(municipality);
}

std::string printed_day(Day day) {
  const auto two = [](unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return two(static_cast<unsigned>(day.day())) + "." + two(static_cast<unsigned>(day.month())) + "." +
         std::to_string(static_cast<int>(day.year()));
}

std::string shortened(std::string_view text, std::size_t count) {
  std::size_t pos = 0;
  for (std::size_t i = 0; i < count && pos < text.size(); ++i) pos = next_position(text, pos);
  if (pos >= text.size()) return std::string(text);
  return std::string(trim(text.substr(0, pos))) + "…";
}

}  // namespace prikaz
