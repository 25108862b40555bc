// Reads an extraction that comes from an untrusted child: every member that the contract wants is asked for by name and
// type, and whatever is not as the contract says is thrown as InputError damaged. Nothing is copied: texts are views
// into the parser.
//
//   ContractParser parser;
//   const JsonObject root = parser.parse(json);
//   for (const JsonValue page : root.array("pages")) page.object().integer("number", 1, pages);
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace prikaz {

[[noreturn]] void break_contract(const char* what);

class JsonObject;

class JsonValue {
 public:
  explicit JsonValue(simdjson::dom::element element, const char* key) : element_(element), key_(key) {}
  JsonObject object() const;
  std::string_view text() const;
  std::int64_t integer(std::int64_t least, std::int64_t most) const;
  double number() const;

 private:
  simdjson::dom::element element_;
  const char* key_;
};

class JsonArray {
 public:
  JsonArray(simdjson::dom::array array, const char* key) : array_(array), key_(key) {}
  class Iterator {
   public:
    Iterator(simdjson::dom::array::iterator at, const char* key) : at_(at), key_(key) {}
    JsonValue operator*() const { return JsonValue(*at_, key_); }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    simdjson::dom::array::iterator at_;
    const char* key_;
  };
  Iterator begin() const { return {array_.begin(), key_}; }
  Iterator end() const { return {array_.end(), key_}; }
  // Elements, up to 0xFFFFFF.
  std::size_t size() const { return array_.size(); }

 private:
  simdjson::dom::array array_;
  const char* key_;
};

// REQUIRES for all: keys are literals of ours.
class JsonObject {
 public:
  explicit JsonObject(simdjson::dom::object object) : object_(object) {}

  std::string_view text(const char* key) const;
  std::optional<std::string_view> text_or_null(const char* key) const;
  // Also where the key is missing: for keys that the contract got later.
  std::optional<std::string_view> text_if_there(const char* key) const;
  // One of a closed set.
  std::string_view word(const char* key, std::initializer_list<std::string_view> words) const;
  std::optional<std::string_view> word_or_null(const char* key, std::initializer_list<std::string_view> words) const;
  std::optional<std::string_view> day_or_null(const char* key) const;  // 2024-03-12
  std::string_view pointer(const char* key) const;                     // starts with /
  std::optional<std::string_view> pointer_or_null(const char* key) const;
  std::int64_t integer(const char* key, std::int64_t least, std::int64_t most) const;
  std::optional<std::int64_t> integer_or_null(const char* key, std::int64_t least, std::int64_t most) const;
  double number(const char* key) const;
  double number_at_least_0(const char* key) const;
  double confidence(const char* key) const;
  std::optional<double> confidence_or_null(const char* key) const;
  bool boolean(const char* key) const;
  JsonObject object(const char* key) const;
  std::optional<JsonObject> object_or_null(const char* key) const;
  JsonArray array(const char* key) const;
  bool has(const char* key) const;
  bool is_null(const char* key) const { return at(key).is_null(); }

 private:
  simdjson::dom::element at(const char* key) const;
  simdjson::dom::object object_;
};

class ContractParser {
 public:
  // Views into the result live until the next call. `json` may end anywhere: it is copied.
  JsonObject parse(std::string_view json);

 private:
  simdjson::dom::parser parser_;
};

}  // namespace prikaz
