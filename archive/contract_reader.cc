#include "contract_reader.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "prikaz/error.h"
#include "prikaz/messages.h"

namespace prikaz {
namespace {

std::string_view text_of(simdjson::dom::element element, const char* key) {
  std::string_view text;
  if (element.get_string().get(text) != simdjson::SUCCESS) break_contract(key);
  return text;
}

double number_of(simdjson::dom::element element, const char* key) {
  double number = 0;
  if (element.get_double().get(number) != simdjson::SUCCESS || !std::isfinite(number)) break_contract(key);
  return number;
}

std::int64_t integer_of(simdjson::dom::element element, const char* key, std::int64_t least, std::int64_t most) {
  std::int64_t number = 0;
  if (element.get_int64().get(number) != simdjson::SUCCESS || number < least || number > most) break_contract(key);
  return number;
}

bool is_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t at : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U})
    if (text[at] < '0' || text[at] > '9') return false;
  return true;
}

bool contains(std::initializer_list<std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

void break_contract(const char* what) {
  throw InputError(Failure::damaged, tr("the reading of it gave a garbled result (%1)", {what}));
}

JsonObject JsonValue::object() const {
  simdjson::dom::object object;
  if (element_.get_object().get(object) != simdjson::SUCCESS) break_contract(key_);
  return JsonObject(object);
}

std::string_view JsonValue::text() const { return text_of(element_, key_); }
std::int64_t JsonValue::integer(std::int64_t least, std::int64_t most) const {
  return integer_of(element_, key_, least, most);
}
double JsonValue::number() const { return number_of(element_, key_); }

simdjson::dom::element JsonObject::at(const char* key) const {
  simdjson::dom::element element;
  if (object_.at_key(key).get(element) != simdjson::SUCCESS) break_contract(key);
  return element;
}

bool JsonObject::has(const char* key) const { return object_.at_key(key).error() == simdjson::SUCCESS; }

std::string_view JsonObject::text(const char* key) const { return text_of(at(key), key); }

std::optional<std::string_view> JsonObject::text_or_null(const char* key) const {
  const simdjson::dom::element element = at(key);
  if (element.is_null()) return std::nullopt;
  return text_of(element, key);
}

std::optional<std::string_view> JsonObject::text_if_there(const char* key) const {
  simdjson::dom::element element;
  if (object_.at_key(key).get(element) != simdjson::SUCCESS || element.is_null()) return std::nullopt;
  return text_of(element, key);
}

std::string_view JsonObject::word(const char* key, std::initializer_list<std::string_view> words) const {
  const std::string_view word = text(key);
  if (!contains(words, word)) break_contract(key);
  return word;
}

std::optional<std::string_view> JsonObject::word_or_null(const char* key,
                                                         std::initializer_list<std::string_view> words) const {
  const std::optional<std::string_view> word = text_or_null(key);
  if (word && !contains(words, *word)) break_contract(key);
  return word;
}

std::optional<std::string_view> JsonObject::day_or_null(const char* key) const {
  const std::optional<std::string_view> day = text_or_null(key);
  if (day && !is_day(*day)) break_contract(key);
  return day;
}

std::string_view JsonObject::pointer(const char* key) const {
  const std::string_view pointer = text(key);
  if (!pointer.starts_with('/')) break_contract(key);
  return pointer;
}

std::optional<std::string_view> JsonObject::pointer_or_null(const char* key) const {
  const std::optional<std::string_view> pointer = text_or_null(key);
  if (pointer && !pointer->starts_with('/')) break_contract(key);
  return pointer;
}

std::int64_t JsonObject::integer(const char* key, std::int64_t least, std::int64_t most) const {
  return integer_of(at(key), key, least, most);
}

std::optional<std::int64_t> JsonObject::integer_or_null(const char* key, std::int64_t least, std::int64_t most) const {
  const simdjson::dom::element element = at(key);
  if (element.is_null()) return std::nullopt;
  return integer_of(element, key, least, most);
}

double JsonObject::number(const char* key) const { return number_of(at(key), key); }

double JsonObject::number_at_least_0(const char* key) const {
  const double value = number(key);
  if (value < 0) break_contract(key);
  return value;
}

double JsonObject::confidence(const char* key) const {
  const double value = number(key);
  if (value < 0 || value > 1) break_contract(key);
  return value;
}

std::optional<double> JsonObject::confidence_or_null(const char* key) const {
  if (at(key).is_null()) return std::nullopt;
  return confidence(key);
}

bool JsonObject::boolean(const char* key) const {
  bool value = false;
  if (at(key).get_bool().get(value) != simdjson::SUCCESS) break_contract(key);
  return value;
}

JsonObject JsonObject::object(const char* key) const { return JsonValue(at(key), key).object(); }

std::optional<JsonObject> JsonObject::object_or_null(const char* key) const {
  const simdjson::dom::element element = at(key);
  if (element.is_null()) return std::nullopt;
  return JsonValue(element, key).object();
}

JsonArray JsonObject::array(const char* key) const {
  simdjson::dom::array array;
  if (at(key).get_array().get(array) != simdjson::SUCCESS) break_contract(key);
  return {array, key};
}

JsonObject ContractParser::parse(std::string_view json) {
  simdjson::dom::element root;
  if (parser_.parse(json.data(), json.size(), true).get(root) != simdjson::SUCCESS) break_contract("JSON");
  return JsonValue(root, "JSON").object();
}

}  // namespace prikaz
