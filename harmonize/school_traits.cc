#include "school_traits.h"

#include <algorithm>
#include <array>

#include "prikaz/data.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

bool ends_with(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

bool starts_with(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

// The endings of the declensions names of places have, singular ones of a noun in -а, -ь (he), -о; plural; adjective
// (she, he, it, they); -ь (she).
constexpr std::array<std::array<std::string_view, 13>, 9> kDeclensions = {{
    {"а", "я", "ы", "и", "е", "у", "ю", "ой", "ей", "ою", "ею"},
    {"", "ь", "й", "а", "я", "у", "ю", "ом", "ем", "е", "и"},
    {"о", "е", "а", "я", "у", "ю", "ом", "ем", "и"},
    {"ы", "и", "а", "ов", "ев", "ей", "", "ам", "ям", "ами", "ями", "ах", "ях"},
    {"ая", "яя", "ой", "ей", "ую", "юю"},
    {"ый", "ий", "ой", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем"},
    {"ое", "ее", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем"},
    {"ые", "ие", "ых", "их", "ым", "им", "ыми", "ими"},
    {"ь", "и", "ью"},
}};

// Words of letters and digits.
std::vector<std::string> words_of(std::string_view folded) {
  std::vector<std::string> words;
  bool inside = false;
  for (std::size_t p = 0; p < folded.size();) {
    const std::size_t next = next_position(folded, p);
    const char32_t c = code_point_at(folded, p);
    if (is_letter(c) || is_digit(c)) {
      if (!inside) words.emplace_back();
      words.back() += folded.substr(p, next - p);
      inside = true;
    } else {
      inside = false;
    }
    p = next;
  }
  return words;
}

std::string without_ending(std::string_view word) {
  static constexpr std::array<std::string_view, 27> kEndings = {
      "ого", "его", "ому", "ему", "ыми", "ими", "ая", "яя", "ое", "ее", "ые", "ие", "ый", "ий",
      "ой",  "ей",  "ую",  "ым",  "ом",  "ых",  "их", "а",  "я",  "ы",  "и",  "о",  "е"};
  for (const auto ending : kEndings)
    if (word.size() > ending.size() + 4 && ends_with(word, ending))
      return std::string(word.substr(0, word.size() - ending.size()));
  return std::string(word);
}

Ownership ownership_of(std::string_view legal_form) {
  static const auto rows = data_table("legal_forms.tsv");
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r[0] == legal_form; });
  if (row == rows.end()) return starts_with(legal_form, "М") ? Ownership::municipal : Ownership::unknown;
  const std::string_view meaning = (*row)[1];
  if (starts_with(meaning, "муниципальн")) return Ownership::municipal;
  if (starts_with(meaning, "негосударственн") || starts_with(meaning, "частн") ||
      meaning.find("некоммерческ") != std::string_view::npos)
    return Ownership::other;
  for (const std::string_view word : {"государственн", "областн", "краев", "федеральн"})
    if (meaning.find(word) != std::string_view::npos) return Ownership::state;
  return Ownership::unknown;
}

std::set<std::string> honorific_stems(std::string_view honorific) {
  static const auto titles = data_table("honorific_titles.tsv");
  std::set<std::string> stems;
  for (const std::string& word : words_of(fold(honorific))) {
    const bool number = is_digit(code_point_at(word, 0));
    if (word == "им" || word == "имени" || (!number && count_code_points(word) < 3)) continue;
    // A patronymic is left out as often as not.
    if (ends_with(word, "вича") || ends_with(word, "овны") || ends_with(word, "евны") || ends_with(word, "ичны"))
      continue;
    if (std::any_of(titles.begin(), titles.end(), [&](const auto& row) { return starts_with(word, row[0]); })) continue;
    stems.insert(without_ending(word));
  }
  return stems;
}

std::string number_key(std::string_view number) {
  std::string key;
  for (const std::string& word : words_of(fold(number))) key += word;
  const std::size_t first = key.find_first_not_of('0');
  return first == std::string::npos ? key : key.substr(first);
}

}  // namespace

Stems stems_of(std::string_view word) {
  Stems stems;
  const auto add = [&](std::string_view stem, std::size_t declension) {
    const auto bit = static_cast<std::uint16_t>(1U << declension);
    const auto known = std::find_if(stems.begin(), stems.end(), [&](const Stem& s) { return s.stem == stem; });
    if (known == stems.end())
      stems.push_back({std::string(stem), bit});
    else
      known->declensions = static_cast<std::uint16_t>(known->declensions | bit);
  };
  const bool vowel =
      std::u32string_view(U"аеиоуыэюя").find(code_point_before(word, word.size())) != std::u32string_view::npos;
  for (std::size_t d = 0; d < kDeclensions.size(); ++d)
    for (const std::string_view ending : kDeclensions[d]) {
      // The rest of a shorter row; and no noun without an ending ends in a vowel.
      if (ending.empty() && ((d != 1 && d != 3) || vowel)) continue;
      if (word.size() >= ending.size() + 4 && ends_with(word, ending))
        add(word.substr(0, word.size() - ending.size()), d);
    }
  // «Липок» is of «Липки»: a vowel comes in where the ending goes.
  for (const std::string_view fleeting : {"ок", "ек"})
    if (word.size() >= 8 && ends_with(word, fleeting)) add(std::string(word.substr(0, word.size() - 4)) + "к", 3);
  // «на» in «Ольховск-на-Каме»
  if (stems.empty()) stems.push_back({std::string(word), 0xFFFF});
  std::sort(stems.begin(), stems.end(), [](const Stem& a, const Stem& b) { return a.stem < b.stem; });
  return stems;
}

Stems common_stems(const Stems& a, const Stems& b) {
  Stems common;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (x->stem < y->stem) {
      ++x;
    } else if (y->stem < x->stem) {
      ++y;
    } else {
      const auto declensions = static_cast<std::uint16_t>(x->declensions & y->declensions);
      if (declensions != 0) common.push_back({x->stem, declensions});
      ++x, ++y;
    }
  }
  return common;
}

PlaceName read_place_name(std::string_view locality) {
  static const auto rows = data_table("locality_words.tsv");
  PlaceName place;
  const std::string folded = fold(locality);
  const std::size_t space = folded.find(' ');
  if (space == std::string::npos) return place;
  const std::string kind(trim(std::string_view(folded).substr(0, space), "."));
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r[0] == kind; });
  place.kind = row != rows.end() ? std::string((*row)[1]) : starts_with(kind, "ст-") ? "ст." : kind;
  // «посёлок», «пгт», «рабочий посёлок»: one place is called now this, now that.
  if (place.kind == "пгт" || place.kind == "р.п" || place.kind == "рп") place.kind = "п.";
  for (const std::string& word : words_of(std::string_view(folded).substr(space))) {
    place.words.push_back(stems_of(word));
    place.squeezed += word;
  }
  return place;
}

std::string proper_key(std::string_view proper_name, bool* adjective) {
  const std::vector<std::string> words = words_of(fold(proper_name));
  if (adjective != nullptr) *adjective = false;
  std::string key;
  for (std::size_t w = 0; w < words.size(); ++w) {
    std::string word = words[w];
    if (w + 1 == words.size())
      for (const std::string_view ending : {"ая", "яя", "ий", "ый", "ой", "ое", "ее"})
        if (word.size() > ending.size() + 6 && ends_with(word, ending)) {
          word.resize(word.size() - ending.size());
          if (adjective != nullptr) *adjective = true;
          break;
        }
    key += word;
  }
  return key;
}

int SchoolTraits::known() const {
  return 8 * !number.empty() + 4 * !place.empty() + 4 * !proper.empty() + 4 * !family.empty() + 2 * !honorific.empty() +
         (ownership != Ownership::unknown);
}

SchoolTraits traits_of(const CollectedSchool& school, std::string_view branch) {
  static const auto families = data_table("school_families.tsv");
  SchoolTraits traits;
  traits.ownership = ownership_of(school.legal_form);
  // «школа № 5» says no type; «МБОУ школа № 24» does.
  if (!(school.type == "школа" && school.legal_form.empty())) traits.type = school.type;
  const auto row = std::find_if(families.begin(), families.end(), [&](const auto& r) { return r[0] == traits.type; });
  traits.family = row != families.end() ? std::string((*row)[1]) : fold(traits.type);
  traits.number = number_key(school.number);
  traits.proper = proper_key(school.proper_name, &traits.proper_adjective);
  traits.place = read_place_name(school.locality);
  traits.honorific = honorific_stems(school.honorific);
  traits.is_branch = !branch.empty();
  if (traits.is_branch) {
    const std::size_t place = branch.find(" в ");
    for (const std::string& word : words_of(fold(branch.substr(0, place))))
      if (!word.starts_with("филиал")) traits.branch_name += word;
    if (place != std::string_view::npos)
      traits.branch_place = read_place_name(branch.substr(place + std::string_view(" в ").size()));
  }
  return traits;
}

std::string municipality_key(std::string_view municipality) {
  std::string name;
  const std::vector<std::string> words = words_of(fold(municipality));
  bool district = false, city = false, municipal = false;
  const auto next = [&](std::size_t w, std::string_view word) { return w + 1 < words.size() && words[w + 1] == word; };
  for (std::size_t w = 0; w < words.size(); ++w) {
    const std::string& word = words[w];
    // «… Ольховского края»: which region it is in
    if (w + 1 < words.size() &&
        (starts_with(words[w + 1], "област") || words[w + 1] == "края" || words[w + 1] == "край")) {
      ++w;
    } else if ((word == "р" && next(w, "н")) || (word == "м" && (next(w, "р") || next(w, "о")))) {
      district = true;  // «р-н», «м.р.», «м.о.»
      ++w;
    } else if (word == "г" && next(w, "о")) {
      city = true;  // «г.о.»
      ++w;
    } else if (starts_with(word, "район") || word == "мр") {
      district = true;
    } else if (starts_with(word, "муниципальн")) {
      municipal = true;
    } else if (starts_with(word, "округ")) {
      (municipal && !city ? district : city) = true;
    } else if (starts_with(word, "городск") || word == "город" || word == "города" || word == "г" || word == "гор" ||
               word == "го") {
      city = true;
    } else if (!starts_with(word, "образовани") && word != "мо") {
      name += (name.empty() ? "" : " ") + without_ending(word);
    }
  }
  return name.empty() ? std::string() : name + (district ? "/district" : city ? "/city" : "");
}

std::string territory_of(const CollectedDocument& document) {
  const std::string key = municipality_key(document.municipality);
  if (!key.empty()) return key;
  // What an office of the region issues may be of any of its municipalities: each of its orders stands alone.
  const std::string issuer = fold(document.issuer);
  bool region = issuer.empty();
  for (const std::string_view word : {"министерств", "област", "краев", "края", "республик", "федера"})
    region = region || issuer.find(word) != std::string::npos;
  return "?" + (region ? document.id : issuer);
}

}  // namespace prikaz
