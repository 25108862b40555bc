// Words for posts («директору», «методиста», «заведующая»): the case they stand in tells the case of the name beside
// them.
#pragma once

#include <optional>
#include <string_view>

#include "persons.h"

namespace prikaz {

// A set of cases that one form can stand for: «директора» is genitive or accusative.
class CaseSet {
 public:
  void add(GrammaticalCase form) { bits_ |= 1u << static_cast<unsigned>(form); }
  bool has(GrammaticalCase form) const { return (bits_ >> static_cast<unsigned>(form)) & 1u; }
  bool empty() const { return bits_ == 0; }
  // The one case of the set; nullopt for none or several.
  std::optional<GrammaticalCase> single() const;

 private:
  unsigned bits_ = 0;
};

// The cases the post `word` (folded) can stand in, singular or plural; empty if it is no post.
CaseSet post_cases(std::string_view word);

}  // namespace prikaz
