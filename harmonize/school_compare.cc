#include "school_compare.h"

#include <algorithm>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

Comparison unsure(SchoolDoubtKind doubt, float score) { return {Likeness::unsure, doubt, score}; }
constexpr Comparison kDifferent{};
Comparison same(float score) { return {Likeness::same, SchoolDoubtKind::several, score}; }

bool same_words(const PlaceName& a, const PlaceName& b) {
  if (a.words.size() == b.words.size()) {
    bool all = true;
    for (std::size_t w = 0; w < a.words.size() && all; ++w) all = !common_stems(a.words[w], b.words[w]).empty();
    if (all) return true;
  }
  return !common_stems(stems_of(a.squeezed), stems_of(b.squeezed)).empty();
}

bool one_edit_apart(std::string_view a, std::string_view b) {
  std::u32string x, y;
  for (std::size_t p = 0; p < a.size(); p = next_position(a, p)) x.push_back(code_point_at(a, p));
  for (std::size_t p = 0; p < b.size(); p = next_position(b, p)) y.push_back(code_point_at(b, p));
  if (x.size() > y.size()) std::swap(x, y);
  // Short names one letter apart are two: «Липовская», «Липовская» are not, «Лугская» and «Лужская» may be.
  if (x.size() < 7 || y.size() - x.size() > 1 || x == y) return false;
  const auto [p, q] = std::mismatch(x.begin(), x.end(), y.begin());
  if (y.size() != x.size()) return std::equal(p, x.end(), q + 1);
  if (std::equal(p + 1, x.end(), q + 1)) return true;
  // Two letters changed places.
  return p + 1 != x.end() && *p == *(q + 1) && *(p + 1) == *q && std::equal(p + 2, x.end(), q + 2);
}

}  // namespace

bool same_person(const std::set<std::string>& a, const std::set<std::string>& b) {
  const auto& few = a.size() < b.size() ? a : b;
  const auto& many = a.size() < b.size() ? b : a;
  return std::includes(many.begin(), many.end(), few.begin(), few.end());
}

bool same_place(const PlaceName& a, const PlaceName& b) { return a.kind == b.kind && same_words(a, b); }

bool derived_from_place(std::string_view proper, const PlaceName& place) {
  const auto ends_with = [](std::string_view text, std::string_view suffix) {
    return text.size() > suffix.size() + 4 && text.substr(text.size() - suffix.size()) == suffix;
  };
  // The root of the adjective: «берёз(овск)», of the place: «берёз(овк)»
  for (const std::string_view suffix : {"овск", "евск", "инск", "енск", "анск", "янск", "ейск", "ск", "цк", "н", "ов"})
    if (ends_with(proper, suffix)) {
      proper.remove_suffix(suffix.size());
      break;
    }
  std::vector<std::string> names = {place.squeezed};
  // «Верхний Ручей»: «верхнеручейская»
  if (place.words.size() == 2)
    for (const Stem& first : place.words[0])
      for (const Stem& second : place.words[1])
        for (const std::string_view joint : {"о", "е"}) names.push_back(first.stem + std::string(joint) + second.stem);
  for (const std::string& name : names) {
    std::size_t common = 0;
    while (common < proper.size() && common < name.size() && proper[common] == name[common]) ++common;
    // 3 letters at least, the whole root of the adjective but one letter, the place's name but its suffix and ending.
    if (common >= 8 - 2 && common + 2 >= proper.size() && common + 10 >= name.size()) return true;
  }
  return false;
}

void learn(SchoolTraits& to, const SchoolTraits& from) {
  if (to.ownership == Ownership::unknown) to.ownership = from.ownership;
  if (to.type.empty()) to.type = from.type, to.family = from.family;
  if (to.number.empty()) to.number = from.number;
  if (to.proper.empty()) to.proper = from.proper, to.proper_adjective = from.proper_adjective;
  if (to.place.empty()) {
    to.place = from.place;
  } else if (to.place.words.size() == from.place.words.size()) {
    // What both can be: «Липки» and «Липок» leave the plural alone.
    for (std::size_t w = 0; w < to.place.words.size(); ++w) {
      const Stems common = common_stems(to.place.words[w], from.place.words[w]);
      if (!common.empty()) to.place.words[w] = common;
    }
  }
  if (to.honorific.size() < from.honorific.size()) to.honorific = from.honorific;
}

Comparison compare(const SchoolTraits& a, const SchoolTraits& b, bool numbers_are_local) {
  if (a.is_branch != b.is_branch || a.branch_name != b.branch_name) return kDifferent;
  if (a.branch_place.empty() != b.branch_place.empty()) return kDifferent;
  if (!a.branch_place.empty() && !same_place(a.branch_place, b.branch_place)) return kDifferent;
  const bool numbers = !a.number.empty() && !b.number.empty();
  if (numbers && a.number != b.number) return kDifferent;
  const bool one_number = a.number.empty() != b.number.empty();
  const bool propers = !a.proper.empty() && !b.proper.empty(), one_proper = a.proper.empty() != b.proper.empty();
  const bool places = !a.place.empty() && !b.place.empty(), one_place = a.place.empty() != b.place.empty();
  const bool honorifics = !a.honorific.empty() && !b.honorific.empty();
  const bool one_honorific = a.honorific.empty() != b.honorific.empty();

  bool typo = false;
  if (propers && a.proper != b.proper) {
    if (!one_edit_apart(a.proper, b.proper)) return kDifferent;
    typo = true;
  }
  bool place_kind = false;
  if (places && !same_place(a.place, b.place)) {
    const bool words = same_words(a.place, b.place);
    if (!words) {
      // «Берёзовская СОШ» of two villages
      if (propers && !typo && !numbers && a.family == b.family) return unsure(SchoolDoubtKind::place_differs, 0.4F);
      return kDifferent;
    }
    place_kind = true;
  }

  // What says that they are one, before type and owner are asked.
  Comparison found = kDifferent;
  if (numbers) {
    found = same(0.9F);
    if (propers || places) {
      found = same(1);
    } else if (one_proper && one_place && a.proper.empty() != a.place.empty()) {
      const std::string& proper = a.proper.empty() ? b.proper : a.proper;
      if (!derived_from_place(proper, a.place.empty() ? b.place : a.place)) return kDifferent;
      found = unsure(SchoolDoubtKind::adjective_of_place, 0.85F);
    } else if ((one_proper || one_place) && numbers_are_local) {
      found = unsure(SchoolDoubtKind::place_missing, 0.5F);
    }
  } else if (one_number) {
    if (propers || (places && a.proper.empty() && b.proper.empty()))
      found = unsure(SchoolDoubtKind::number_missing, propers ? 0.6F : 0.5F);
    else if (honorifics && same_person(a.honorific, b.honorific))
      found = unsure(SchoolDoubtKind::honorific_missing, 0.75F);
    else if (!one_proper && !one_place && !one_honorific && a.family == b.family && a.family != "general")
      found = unsure(SchoolDoubtKind::number_missing, 0.5F);
    else
      return kDifferent;
  } else if (propers) {
    found = same(0.95F);
  } else if (one_proper) {
    const bool adjective = a.proper.empty() ? b.proper_adjective : a.proper_adjective;
    if (places && a.family == b.family)
      found = same(0.85F);  // «Берёзовская СОШ» said elsewhere to stand in с. Берёзовка
    else if (one_place && adjective && a.proper.empty() != a.place.empty() &&
             derived_from_place(a.proper.empty() ? b.proper : a.proper, a.place.empty() ? b.place : a.place))
      found = unsure(SchoolDoubtKind::adjective_of_place, 0.8F);
    else if (honorifics && same_person(a.honorific, b.honorific))
      found = unsure(SchoolDoubtKind::honorific_missing, 0.6F);
    else
      return kDifferent;
  } else if (places) {
    found = same(0.95F);
  } else if (honorifics) {
    if (!same_person(a.honorific, b.honorific)) return kDifferent;
    found = one_place ? unsure(SchoolDoubtKind::place_missing, 0.7F) : same(0.9F);
  } else if (one_place || one_honorific) {
    if (a.family != b.family || a.family == "general") return kDifferent;
    found = unsure(one_place ? SchoolDoubtKind::place_missing : SchoolDoubtKind::honorific_missing, 0.5F);
  } else {
    found = same(0.8F);  // «МБОУ гимназия», the only one
  }

  // What speaks against it.
  const auto doubt = [&](SchoolDoubtKind kind, float score) {
    found = found.likeness == Likeness::same ? unsure(kind, score)
                                             : unsure(found.doubt, std::min(found.score, score) * 0.7F);
  };
  if (typo) doubt(SchoolDoubtKind::typo, 0.7F);
  if (place_kind) doubt(SchoolDoubtKind::place_kind_differs, 0.5F);
  if (a.family != b.family) {
    if (a.family.empty() || b.family.empty()) {
      const std::string& family = a.family.empty() ? b.family : a.family;
      // «школа № 5» may be said of any, but a СОШ is what it is said of first.
      if (family != "general") doubt(SchoolDoubtKind::type_unknown, 0.6F);
    } else if (found.likeness == Likeness::unsure) {
      return kDifferent;
    } else {
      doubt(SchoolDoubtKind::type_differs, 0.3F);
    }
  }
  if (a.ownership != b.ownership && a.ownership != Ownership::unknown && b.ownership != Ownership::unknown) {
    if (found.likeness == Likeness::unsure) return kDifferent;
    doubt(SchoolDoubtKind::owner_differs, 0.4F);
  }
  // Both named after a person, and not the same one: another school, unless a number says otherwise.
  if (honorifics && !numbers && !same_person(a.honorific, b.honorific)) {
    if (found.likeness == Likeness::unsure) return kDifferent;
    doubt(SchoolDoubtKind::honorific_missing, 0.5F);
  }
  return found;
}

}  // namespace prikaz
