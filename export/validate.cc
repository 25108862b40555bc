#include <algorithm>
#include <nlohmann/json.hpp>

// valijson is made of templates and does not compile clean under our warnings.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>
#pragma GCC diagnostic pop

#include "prikaz/export.h"

namespace prikaz {
namespace {

using valijson::ValidationResults;
using valijson::adapters::NlohmannJsonAdapter;

// valijson gives {"<root>", "[documents]", "[0]"}.
std::string pointer_of(const std::vector<std::string>& context) {
  std::string pointer;
  for (std::size_t i = 1; i < context.size(); ++i) {
    pointer += '/';
    std::string_view name = context[i];
    if (name.size() >= 2 && name.front() == '[' && name.back() == ']') name = name.substr(1, name.size() - 2);
    for (const char c : name) pointer += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  }
  return pointer;
}

bool is_below(const std::string& pointer, const std::string& ancestor) {
  return pointer.size() > ancestor.size() && pointer.starts_with(ancestor) && pointer[ancestor.size()] == '/';
}

// Nobody reads more, and each is compared with all others.
constexpr std::size_t kMostComplaints = 1000;

struct Complaint {
  std::string pointer, reason;
};

// What is left when sentences that only sum up others are taken out: «Failed to validate item #0 in array» repeats what
// is said of the item itself, and a type that does not fit one branch of anyOf says nothing once another branch got
// further.
std::vector<Complaint> essential(const std::vector<Complaint>& complaints) {
  std::vector<Complaint> kept;
  for (const Complaint& complaint : complaints) {
    if (complaint.reason.starts_with("Failed to validate")) continue;
    const bool other_branch = complaint.reason.starts_with("Value type not permitted") &&
                              std::any_of(complaints.begin(), complaints.end(), [&](const Complaint& other) {
                                return is_below(other.pointer, complaint.pointer) ||
                                       (other.pointer == complaint.pointer && other.reason.starts_with("Missing"));
                              });
    if (other_branch) continue;
    const bool said = std::any_of(kept.begin(), kept.end(), [&](const Complaint& other) {
      return other.pointer == complaint.pointer && other.reason == complaint.reason;
    });
    if (!said) kept.push_back(complaint);
  }
  return kept.empty() ? complaints : kept;
}

const valijson::Schema& extraction_schema() {
  static const valijson::Schema* const schema = [] {
    const nlohmann::json source = nlohmann::json::parse(json_schema());
    auto* made = new valijson::Schema;
    valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(NlohmannJsonAdapter(source), *made);
    return made;
  }();
  return *schema;
}

}  // namespace

std::vector<std::string> validate(std::string_view json) {
  nlohmann::json value;
  try {
    value = nlohmann::json::parse(json);
  } catch (const nlohmann::json::exception& error) {
    return {std::string("not JSON: ") + error.what()};
  }
  ValidationResults results;
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  if (validator.validate(extraction_schema(), NlohmannJsonAdapter(value), &results)) return {};
  std::vector<Complaint> complaints;
  for (const ValidationResults::Error& error : results) {
    if (complaints.size() == kMostComplaints) break;
    complaints.push_back({pointer_of(error.context), error.description});
  }
  std::vector<std::string> lines;
  for (const Complaint& complaint : essential(complaints))
    lines.push_back((complaint.pointer.empty() ? "/" : complaint.pointer) + ": " + complaint.reason);
  return lines;
}

}  // namespace prikaz
