#include "posts.h"

#include <array>
#include <string>

#include "prikaz/data.h"
#include "prikaz/unicode.h"
#include "tokens.h"

namespace prikaz {
namespace {

using enum GrammaticalCase;

struct Ending {
  std::string_view declension, text;
  GrammaticalCase form;
};

constexpr std::array<Ending, 58> kEndings = {{
    {"hard", "", nominative},     {"hard", "а", genitive},       {"hard", "а", accusative},
    {"hard", "у", dative},        {"hard", "ом", instrumental},  {"hard", "ем", instrumental},
    {"hard", "е", prepositional}, {"hard", "ы", nominative},     {"hard", "и", nominative},
    {"hard", "ов", genitive},     {"hard", "ов", accusative},    {"hard", "ей", genitive},
    {"hard", "ам", dative},       {"hard", "ами", instrumental}, {"hard", "ах", prepositional},
    {"soft", "ь", nominative},    {"soft", "я", genitive},       {"soft", "я", accusative},
    {"soft", "ю", dative},        {"soft", "ем", instrumental},  {"soft", "е", prepositional},
    {"soft", "и", nominative},    {"soft", "ей", genitive},      {"soft", "ей", accusative},
    {"soft", "ям", dative},       {"soft", "ями", instrumental}, {"soft", "ях", prepositional},
    {"a", "а", nominative},       {"a", "ы", genitive},          {"a", "е", dative},
    {"a", "е", prepositional},    {"a", "у", accusative},        {"a", "ой", instrumental},
    {"a", "ей", instrumental},    {"a", "ам", dative},           {"a", "ами", instrumental},
    {"a", "ах", prepositional},   {"adj", "ий", nominative},     {"adj", "ый", nominative},
    {"adj", "ая", nominative},    {"adj", "его", genitive},      {"adj", "его", accusative},
    {"adj", "ого", genitive},     {"adj", "ого", accusative},    {"adj", "ему", dative},
    {"adj", "ому", dative},       {"adj", "ую", accusative},     {"adj", "им", instrumental},
    {"adj", "ым", instrumental},  {"adj", "ей", genitive},       {"adj", "ей", dative},
    {"adj", "ой", genitive},      {"adj", "ой", dative},         {"adj", "ие", nominative},
    {"adj", "ые", nominative},    {"adj", "их", genitive},       {"adj", "ими", instrumental},
    {"adj", "ыми", instrumental},
}};

struct Post {
  std::string stem;
  std::string_view declension;
};

const std::vector<Post>& posts() {
  static const std::vector<Post> table = [] {
    std::vector<Post> result;
    for (const auto& row : data_table("posts.tsv")) {
      const std::size_t ending = row.at(1) == "soft" || row.at(1) == "a" ? 2 : row.at(1) == "adj" ? 4 : 0;
      result.push_back({fold(row.at(0).substr(0, row.at(0).size() - ending)), row.at(1)});
    }
    return result;
  }();
  return table;
}

}  // namespace

std::optional<GrammaticalCase> CaseSet::single() const {
  if (bits_ == 0 || (bits_ & (bits_ - 1)) != 0) return std::nullopt;
  unsigned form = 0;
  while ((bits_ >> form) != 1u) ++form;
  return static_cast<GrammaticalCase>(form);
}

CaseSet post_cases(std::string_view word) {
  CaseSet cases;
  for (const Post& post : posts()) {
    if (word.substr(0, post.stem.size()) != post.stem) continue;
    const std::string_view ending = word.substr(post.stem.size());
    for (const Ending& e : kEndings)
      if (e.declension == post.declension && e.text == ending) cases.add(e.form);
    if (!cases.empty()) return cases;
  }
  return cases;
}

}  // namespace prikaz
