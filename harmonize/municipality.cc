#include "municipality.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "prikaz/data.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

enum class Case { nominative, genitive, dative, instrumental, prepositional };
enum class Gender { masculine, feminine, neuter };

struct Word {
  std::string text, folded;
  bool capital = false;  // first letter
  bool opens = false;    // a quotation mark stands right before it
  bool closes = false;   // right after it
  bool after_digit = false;
};

bool ends(std::string_view text, std::string_view ending) {
  return text.size() > ending.size() && text.ends_with(ending);
}

// Letters and the hyphens between them.
std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  bool quote = false, digit = false;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = code_point_at(text, i);
    const std::size_t next = next_position(text, i);
    if (!is_letter(c)) {
      if (is_quote(c) || c == U'\'') {
        // A straight mark after a space opens, else it closes.
        const char32_t before = code_point_before(text, i);
        const bool opening = c == U'«' || c == U'„' || c == U'“' ||
                             (c == U'"' && (i == 0 || before == U' ' || before == U'(' || is_quote(before)));
        if (opening)
          quote = true;
        else if (!words.empty())
          words.back().closes = true;
      } else if (is_digit(c)) {
        digit = true;
      } else if (c != U' ' && c != U'.') {
        digit = false;
      }
      i = next;
      continue;
    }
    std::size_t end = next;
    while (end < text.size()) {
      const char32_t d = code_point_at(text, end);
      const std::size_t after = next_position(text, end);
      if (is_letter(d) || (is_dash(d) && after < text.size() && is_letter(code_point_at(text, after))))
        end = after;
      else
        break;
    }
    Word word;
    word.text = text.substr(i, end - i);
    word.folded = fold(word.text);
    word.capital = is_upper(c);
    word.opens = quote;
    word.after_digit = digit;
    words.push_back(std::move(word));
    quote = digit = false;
    i = end;
  }
  return words;
}

// «УСТЬ-КАМЕНСКИЙ» -> «Усть-Каменский», «ЛЕСОГОРСК-НА-ВЯЗЬМЕ» -> «Лесогорск-на-Вязьме»; mixed case stays.
std::string name_case(const std::string& word) {
  if (count_code_points(word) < 2 || upper(word) != word) return word;
  const std::string lowered = lower(word);
  std::string result;
  for (const std::string_view part : split(lowered, '-')) {
    if (!result.empty()) result += '-';
    static constexpr std::array<std::string_view, 4> kSmall = {"на", "в", "при", "над"};
    const bool small = !result.empty() && std::find(kSmall.begin(), kSmall.end(), part) != kSmall.end();
    result += small ? std::string(part) : capitalized(part);
  }
  return result;
}

struct AdjectiveForm {
  std::string stem;  // as printed
  bool soft = false;
};

std::optional<AdjectiveForm> read_adjective(const std::string& word, Case form, Gender gender) {
  const auto cut = [&](std::string_view ending, bool soft) -> std::optional<AdjectiveForm> {
    const std::string folded = fold(word);
    if (!ends(folded, ending) || folded.size() < ending.size() + 4) return std::nullopt;
    return AdjectiveForm{word.substr(0, word.size() - ending.size()), soft};
  };
  std::vector<std::pair<std::string_view, bool>> endings;
  switch (form) {
    case Case::nominative:
      if (gender == Gender::masculine) endings = {{"ый", false}, {"ой", false}, {"ий", true}};
      if (gender == Gender::neuter) endings = {{"ое", false}, {"ее", true}};
      if (gender == Gender::feminine) endings = {{"ая", false}, {"яя", true}};
      break;
    case Case::genitive: endings = {{"ого", false}, {"его", true}}; break;
    case Case::dative: endings = {{"ому", false}, {"ему", true}}; break;
    case Case::instrumental: endings = {{"ым", false}, {"им", true}}; break;
    case Case::prepositional: endings = {{"ом", false}, {"ем", true}}; break;
  }
  if (gender == Gender::feminine && form != Case::nominative) endings = {{"ой", false}, {"ей", true}};
  for (const auto& [ending, soft] : endings)
    if (auto found = cut(ending, soft)) return found;
  return std::nullopt;
}

bool is_stressed(const std::string& stem) {
  static const auto rows = data_table("municipality_stressed.tsv");
  std::string_view last = stem;
  if (const std::size_t hyphen = last.rfind('-'); hyphen != std::string_view::npos) last = last.substr(hyphen + 1);
  static constexpr std::array<std::string_view, 9> kPrefixes = {"",       "северо", "южно", "западно", "восточно",
                                                                "верхне", "нижне",  "ново", "старо"};
  return std::any_of(rows.begin(), rows.end(), [&](const auto& row) {
    return std::any_of(kPrefixes.begin(), kPrefixes.end(), [&](std::string_view prefix) {
      return last.size() == prefix.size() + row[0].size() && last.starts_with(prefix) && last.ends_with(row[0]);
    });
  });
}

std::string nominative_of(const AdjectiveForm& adjective, Gender gender) {
  const std::string folded = fold(adjective.stem);
  const bool hushing = ends(folded, "ч") || ends(folded, "щ") || ends(folded, "ш") || ends(folded, "ж");
  const bool velar = ends(folded, "к") || ends(folded, "г") || ends(folded, "х");
  std::string_view ending;
  if (gender == Gender::masculine)
    ending = is_stressed(folded) ? "ой" : (adjective.soft || hushing || velar) ? "ий" : "ый";
  else if (gender == Gender::neuter)
    ending = adjective.soft && !velar ? "ее" : "ое";
  else
    ending = adjective.soft && !velar && !hushing ? "яя" : "ая";
  return name_case(adjective.stem + (upper(adjective.stem) == adjective.stem ? upper(ending) : std::string(ending)));
}

// --- the words municipalities are called by

struct Head {
  std::string_view nominative;
  Case form;
  Gender gender = Gender::masculine;
};

std::optional<Case> case_of_noun(std::string_view folded, std::string_view stem) {
  if (!folded.starts_with(stem)) return std::nullopt;
  const std::string_view ending = folded.substr(stem.size());
  if (ending.empty()) return Case::nominative;
  if (ending == "а") return Case::genitive;
  if (ending == "у") return Case::dative;
  if (ending == "ом") return Case::instrumental;
  if (ending == "е") return Case::prepositional;
  return std::nullopt;
}

std::optional<Case> case_of_neuter(std::string_view folded, std::string_view stem) {
  if (!folded.starts_with(stem)) return std::nullopt;
  const std::string_view ending = folded.substr(stem.size());
  if (ending == "е") return Case::nominative;
  if (ending == "я") return Case::genitive;
  if (ending == "ю") return Case::dative;
  if (ending == "ем") return Case::instrumental;
  if (ending == "и") return Case::prepositional;
  return std::nullopt;
}

std::optional<Head> read_head(const Word& word) {
  for (const std::string_view noun : {"район", "округ", "улус", "кожуун", "аймак"})
    if (const auto form = case_of_noun(word.folded, noun)) return Head{noun, *form};
  if (word.folded == "р-н") return Head{"район", Case::nominative};
  if (word.folded == "р-на") return Head{"район", Case::genitive};
  if (word.folded == "р-не") return Head{"район", Case::prepositional};
  if (const auto form = case_of_neuter(word.folded, "поселени")) return Head{"поселение", *form, Gender::neuter};
  return std::nullopt;
}

// «муниципального», «городской»: as the nominative to go with the head, empty if it is none of them.
std::string modifier(const Word& word, Gender gender) {
  const bool neuter = gender == Gender::neuter;
  for (const auto& [stem, masculine, other] :
       {std::array<std::string_view, 3>{"муниципальн", "муниципальный", "муниципальное"},
        {"городск", "городской", "городское"},
        {"сельск", "сельский", "сельское"},
        {"национальн", "национальный", "национальное"}})
    if (word.folded.starts_with(stem) && word.folded.size() <= stem.size() + 6)
      return std::string(neuter ? other : masculine);
  return {};
}

bool is_common_adjective(const std::string& folded) {
  static constexpr std::array<std::string_view, 27> kStems = {
      "муниципальн", "городск",   "сельск",   "районн",         "областн",
      "краев",       "федеральн", "автономн", "административн", "окружн",
      "национ",      "кажд",      "наш",      "данн",           "отдельн",
      "друг",        "сам",       "так",      "основн",         "перв",
      "втор",        "единств",   "цел",      "образовательн",  "общеобразовательн",
      "отдаленн",    "нашего"};
  return std::any_of(kStems.begin(), kStems.end(), [&](std::string_view stem) {
    return folded.starts_with(stem) && count_code_points(folded) <= count_code_points(stem) + 3;
  });
}

bool is_region_noun(const std::string& folded) {
  static constexpr std::array<std::string_view, 6> kStems = {"област", "край", "края", "крае", "республик", "губерни"};
  return std::any_of(kStems.begin(), kStems.end(), [&](std::string_view stem) { return folded.starts_with(stem); });
}

bool is_office_noun(const std::string& folded) {
  static constexpr std::array<std::string_view, 15> kStems = {
      "управлени", "отдел",  "департамент", "комитет", "администраци", "министерств",  "муниципальн", "районн",
      "учреждени", "приказ", "образовани",  "центр",   "школ",         "постановлени", "распоряжени"};
  return std::any_of(kStems.begin(), kStems.end(), [&](std::string_view stem) { return folded.starts_with(stem); });
}

std::string key_of(std::string_view type, const std::string& core) {
  std::string key = fold(core);
  for (const std::string_view word : {"город ", "городской округ ", "зато "})
    if (key.starts_with(word)) key.erase(0, word.size());
  return std::string(type) + "|" + key;
}

// --- towns

// `printed` is one word of a name in the genitive.
std::string town_noun(const std::string& printed, Case form) {
  const std::string folded = fold(printed);
  const auto with = [&](std::size_t cut, std::string_view ending) {
    const std::string stem = printed.substr(0, printed.size() - cut * 2);
    return name_case(stem + (upper(printed) == printed ? upper(ending) : std::string(ending)));
  };
  if (form == Case::nominative) return name_case(printed);
  if (form == Case::genitive) {
    static const auto irregular = data_table("town_genitives.tsv");
    for (const auto& row : irregular)
      if (row[0] == folded) return std::string(row[1]);
    if (ends(folded, "ца")) return with(2, "ец");
    if (ends(folded, "ка") && !ends(folded, "ска") && !ends(folded, "цка")) return name_case(printed);  // undeclined
    if (ends(folded, "а")) return with(1, "");
    if (ends(folded, "ья")) return with(1, "е");
    if (ends(folded, "ая") || ends(folded, "оя") || ends(folded, "ея")) return with(1, "й");
    if (ends(folded, "оря")) return with(1, "е");
    if (ends(folded, "я")) return with(1, "ь");
    if (ends(folded, "ы")) return with(1, "а");
    if (ends(folded, "ги") || ends(folded, "ки") || ends(folded, "хи") || ends(folded, "чи") || ends(folded, "щи") ||
        ends(folded, "ши") || ends(folded, "жи"))
      return with(1, "а");
    if (ends(folded, "ьи")) return with(1, "я");
    if (ends(folded, "и")) return with(1, "ь");
    return name_case(printed);
  }
  for (const std::string_view stem : {"ск", "цк", "град", "бург", "горд"}) {
    const std::string_view ending = form == Case::dative ? "у" : form == Case::instrumental ? "ом" : "е";
    if (ends(folded, std::string(stem) + std::string(ending))) return with(count_code_points(ending), "");
  }
  return {};
}

bool is_adjective_like(const std::string& folded) {
  static constexpr std::array<std::string_view, 11> kEndings = {"ого", "его", "ых", "их", "ый", "ий",
                                                                "ой",  "ая",  "ое", "ые", "ие"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) { return ends(folded, ending); });
}

// The same town in another case?
bool is_same_town(const std::string& printed, const std::string& place) {
  const auto a = split(printed, ' '), b = split(place, ' ');
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::string x = fold(a[i]), y = fold(b[i]);
    std::size_t same = 0, letters = 0;
    while (same < x.size() && same < y.size() && code_point_at(x, same) == code_point_at(y, same)) {
      same = next_position(x, same);
      ++letters;
    }
    if (letters < 3 || letters + 3 < count_code_points(x) || letters + 3 < count_code_points(y)) return false;
  }
  return true;
}

// «г. Сосенки» -> «Сосенки»
std::string town_of_place(std::string_view place) {
  std::string town;
  for (const Word& word : words_of(place)) {
    if (town.empty() && !word.capital) continue;
    if (town.empty() && (word.folded == "г" || word.folded == "гор" || word.folded == "город")) continue;
    town += (town.empty() ? "" : " ") + name_case(word.text);
  }
  return town;
}

std::string town_nominative(const std::vector<std::string>& words, Case form, const std::string& place_town) {
  std::string printed;
  for (const std::string& word : words) printed += (printed.empty() ? "" : " ") + word;
  if (!place_town.empty() && is_same_town(printed, place_town)) return place_town;
  if (words.size() == 1) {
    if (form != Case::nominative) {
      if (const auto adjective = read_adjective(words[0], form, Gender::masculine);
          adjective && is_adjective_like(fold(words[0])))
        return nominative_of(*adjective, Gender::masculine);
      if (form == Case::prepositional)
        if (const auto adjective = read_adjective(words[0], form, Gender::masculine))
          return nominative_of(*adjective, Gender::masculine);
      // «Заозёрска-на-Оке»
      const std::size_t hyphen = words[0].find('-');
      if (hyphen != std::string::npos && words[0].find('-', hyphen + 1) != std::string::npos) {
        const std::string first = town_noun(words[0].substr(0, hyphen), form);
        const std::string whole = name_case(words[0]);
        return first.empty() ? first : first + whole.substr(whole.find('-'));
      }
    }
    return town_noun(words[0], form);
  }
  if (form == Case::nominative) return name_case(words[0]) + " " + name_case(words[1]);
  const std::string folded = fold(words[0]);
  if (ends(folded, "ых") || ends(folded, "их")) {
    // «Великих Лук», «Набережных Челнов»
    const std::string noun = fold(words[1]);
    const std::size_t cut = ends(noun, "ов") ? 4 : 0;
    const std::string stem = name_case(words[1]).substr(0, words[1].size() - cut);
    const bool velar = ends(fold(stem), "к") || ends(fold(stem), "г") || ends(fold(stem), "х");
    const std::string adjective = name_case(words[0]);
    return adjective.substr(0, adjective.size() - 2) + "е " + stem + (velar ? "и" : "ы");
  }
  std::string noun = town_noun(words[1], form);
  if (noun.empty()) return {};
  if (ends(fold(words[1]), "ля") && !ends(fold(words[1]), "ья") && ends(folded, "ого"))
    noun = noun.substr(0, noun.size() - 2) + "е";  // «Светлого Поля»: of two words it is a field
  const std::string tail = fold(noun);
  const Gender gender = ends(tail, "а") || ends(tail, "я")   ? Gender::feminine
                        : ends(tail, "о") || ends(tail, "е") ? Gender::neuter
                                                             : Gender::masculine;
  const auto adjective = read_adjective(words[0], form, gender);
  return adjective ? nominative_of(*adjective, gender) + " " + noun : std::string();
}

class Finder {
 public:
  Finder(std::string_view text, std::string_view place) : words_(words_of(text)), town_(town_of_place(place)) {}

  std::vector<Municipality> find() {
    for (at_ = 0; at_ < words_.size();) {
      const std::size_t before = at_;
      if (!district() && !named_type() && !town()) at_ = before + 1;
    }
    return std::move(found_);
  }

 private:
  bool has(std::size_t i) const { return i < words_.size(); }

  // «Берёзовогорского городского округа», «Каменолугского МР»
  bool district() {
    const Word& name = words_[at_];
    if (!name.capital || name.closes || is_common_adjective(name.folded)) return false;
    std::size_t i = at_ + 1;
    // The head decides case and gender, so it is looked for first.
    std::size_t head_at = i;
    while (has(head_at) && head_at < i + 2 && !read_head(words_[head_at]) &&
           !modifier(words_[head_at], Gender::masculine).empty())
      ++head_at;
    if (!has(head_at)) return false;
    std::string rest;
    std::optional<Head> head = read_head(words_[head_at]);
    if (head) {
      for (; i < head_at; ++i) rest += modifier(words_[i], head->gender) + " ";
      if (head->nominative == "округ" && rest.empty()) return false;
      rest += head->nominative;
    } else {
      static constexpr std::array<std::array<std::string_view, 2>, 3> kShort = {
          {{"ГО", "городской округ"}, {"МР", "муниципальный район"}, {"МО", "муниципальный округ"}}};
      const auto match = std::find_if(kShort.begin(), kShort.end(),
                                      [&](const auto& entry) { return entry[0] == words_[at_ + 1].text; });
      if (match == kShort.end()) return false;
      head_at = at_ + 1;
      head = Head{(*match)[1], Case::genitive};
      rest = (*match)[1];
    }
    for (std::size_t k = at_; k < head_at; ++k)
      if (words_[k].closes || words_[k + 1].opens) return false;
    const auto adjective = read_adjective(name.text, head->form, head->gender);
    if (!adjective) return false;
    const std::string first = nominative_of(*adjective, head->gender);
    Municipality municipality{first + " " + rest, {}};
    std::string_view type = rest;
    if (rest == "муниципальный район") type = "район";
    municipality.key = key_of(type, first);
    at_ = head_at + 1;
    // «Речного района города Липогорска»
    if (rest == "район" && has(at_ + 1) && (words_[at_].folded == "города" || words_[at_].folded == "г") &&
        words_[at_ + 1].capital) {
      const std::string city = name_case(words_[at_ + 1].text);
      municipality.name += " города " + city;
      municipality.key += "|" + fold(city);
      at_ += 2;
    }
    found_.push_back(std::move(municipality));
    return true;
  }

  // The kind of municipality written out at `i` («муниципального образования», «МО», «ЗАТО»): how many words, and its
  // name; 0 if there is none.
  std::size_t type_at(std::size_t i, std::string& type) const {
    if (!has(i)) return 0;
    const Word& word = words_[i];
    if (word.text == "МО") return type = "муниципальное образование", 1;
    if (word.text == "ГО") return type = "городской округ", 1;
    if (word.text == "МР") return type = "муниципальный район", 1;
    if (word.folded == "зато") return type = "ЗАТО", 1;
    if (!has(i + 1) || word.closes) return 0;
    if (word.folded.starts_with("муниципальн") && case_of_neuter(words_[i + 1].folded, "образовани"))
      return type = "муниципальное образование", 2;
    if (word.folded.starts_with("закрыт") && words_[i + 1].folded.starts_with("административно-территориальн") &&
        has(i + 2) && case_of_neuter(words_[i + 2].folded, "образовани"))
      return type = "ЗАТО", 3;
    const auto head = read_head(words_[i + 1]);
    const std::string adjective = modifier(word, head ? head->gender : Gender::masculine);
    if (head && !adjective.empty() && head->nominative != "поселение") {
      type = adjective + " " + std::string(head->nominative);
      return 2;
    }
    return 0;
  }

  // Is this «город» in some case, or «г.»? Its own case; none for «г.».
  bool town_word_at(std::size_t i, std::optional<Case>& form) const {
    if (!has(i)) return false;
    const std::string& folded = words_[i].folded;
    form.reset();
    if (folded == "г" || folded == "гор") return !words_[i].after_digit && words_[i].text != "Г";
    form = case_of_noun(folded, "город");
    return form.has_value();
  }

  // The name at `i`: up to the closing mark if one opened before it, else one capitalized word, or two of which the
  // first is an adjective. Empty if there is none.
  std::vector<std::string> name_at(std::size_t i, std::size_t& length) const {
    std::vector<std::string> name;
    length = 0;
    if (!has(i) || !words_[i].capital) return name;
    if (words_[i].opens) {
      for (std::size_t k = i; has(k) && k < i + 4; ++k) {
        name.push_back(words_[k].text);
        if (words_[k].closes) {
          length = k + 1 - i;
          return name;
        }
      }
      return {};
    }
    if (is_office_noun(words_[i].folded) || is_common_adjective(words_[i].folded)) return name;
    if (has(i + 1) && is_region_noun(words_[i + 1].folded)) return name;
    name.push_back(words_[i].text);
    length = 1;
    if (is_adjective_like(words_[i].folded) && has(i + 1) && words_[i + 1].capital && !words_[i].closes &&
        !words_[i + 1].opens && !is_office_noun(words_[i + 1].folded) &&
        !(has(i + 2) && is_region_noun(words_[i + 2].folded)) && !read_head(words_[i + 1])) {
      name.push_back(words_[i + 1].text);
      length = 2;
    }
    return name;
  }

  static std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + name_case(word);
    return text;
  }

  // «городского округа город Липогорск», «МО «Город Липогорск»», «ЗАТО Мирнополье»
  bool named_type() {
    std::string type, inner;
    const std::size_t length = type_at(at_, type);
    if (length == 0) return false;
    std::size_t i = at_ + length;
    // «муниципального образования городского округа …», «МО «Городской округ …»»: the inner one tells more.
    const std::size_t more = type_at(i, inner);
    if (more > 0) {
      type = inner;
      i += more;
    }
    // «муниципального образования Озёрный район», ««Озёрный район»»: the district is read by itself.
    const std::size_t start = at_;
    if (has(i)) {
      at_ = i;
      if (district()) return true;
      at_ = start;
    }
    std::optional<Case> form;
    const bool town = town_word_at(i, form);
    if (town) ++i;
    std::size_t words = 0;
    std::vector<std::string> name = name_at(i, words);
    // Inside the marks that opened before «Город».
    if (town && has(i) && words == 0) return false;
    if (name.empty()) return false;
    std::string text;
    if (town) {
      text = town_nominative(name, form.value_or(Case::nominative), town_);
    } else {
      text = joined(name);
      if (!town_.empty() && is_same_town(text, town_)) text = town_;
    }
    if (text.empty()) return false;
    Municipality municipality;
    const bool formation = type == "муниципальное образование";
    if (town && formation)
      municipality = {"город " + text, key_of("город", text)};
    else if (town)
      municipality = {type + " город " + text, key_of("город", text)};
    else
      municipality = {type + " " + text, key_of(type == "городской округ" || type == "ЗАТО" ? "город" : type, text)};
    found_.push_back(std::move(municipality));
    at_ = i + words;
    return true;
  }

  // «города Заозёрска», «г. Заозёрск», «города-курорта Тёплые Ключи»
  bool town() {
    std::optional<Case> form;
    std::string kind = "город";
    if (words_[at_].folded.starts_with("город") && words_[at_].folded.find("-курорт") != std::string::npos) {
      kind = "город-курорт";
      form = Case::nominative;
    } else if (!town_word_at(at_, form)) {
      return false;
    }
    std::size_t length = 0;
    const std::vector<std::string> name = name_at(at_ + 1, length);
    if (name.empty()) return false;
    // «г. Заозёрска» and «г. Вельма»: the ending alone has to tell.
    if (!form) {
      const std::string folded = fold(name.back());
      const bool oblique = ends(folded, "ска") || ends(folded, "цка") || ends(folded, "града") ||
                           ends(folded, "бурга") || ends(folded, "города") || ends(folded, "ого") ||
                           ends(folded, "ова") || ends(folded, "ева");
      form = oblique ? Case::genitive : Case::nominative;
    }
    const std::string text = town_nominative(name, *form, town_);
    if (text.empty()) return false;
    found_.push_back({kind + " " + text, key_of("город", text)});
    at_ += 1 + length;
    return true;
  }

  std::vector<Word> words_;
  std::string town_;
  std::size_t at_ = 0;
  std::vector<Municipality> found_;
};

// Settlements lie in districts, and a town named beside its district is the district's.
const Municipality* best_of(const std::vector<Municipality>& found) {
  const Municipality* best = nullptr;
  for (const Municipality& municipality : found) {
    const bool settlement = municipality.key.find("поселение|") != std::string::npos;
    if (best == nullptr || (best->key.find("поселение|") != std::string::npos && !settlement)) best = &municipality;
  }
  return best;
}

}  // namespace

std::vector<Municipality> find_municipalities(std::string_view text, std::string_view place) {
  return Finder(text, place).find();
}

Municipality choose_municipality(const MunicipalitySources& sources) {
  const std::string issuer = fold(sources.issuer);
  for (const std::string_view word : {"министерств", "правительств", "губернатор"})
    if (issuer.find(word) != std::string::npos) return {};

  struct Votes {
    double weight = 0;
    std::size_t order = 0;
    std::string name;
  };
  std::map<std::string, Votes> votes;
  const auto hear = [&](const std::string& text, double weight) {
    const std::vector<Municipality> found = find_municipalities(text, sources.place);
    const Municipality* best = best_of(found);
    if (best == nullptr) return;
    Votes& of = votes.try_emplace(best->key, Votes{0, votes.size(), best->name}).first->second;
    of.weight += weight;
    // «Холмский муниципальный район» says more than «Холмский район».
    if (best->name.size() > of.name.size()) of.name = best->name;
  };
  hear(sources.issuer, 12);
  hear(sources.approval, 8);
  hear(sources.title, 6);
  const auto hear_all = [&](const std::vector<std::string>& texts, double weight) {
    for (const std::string& text : texts) hear(text, weight / static_cast<double>(texts.size()));
  };
  hear_all(sources.grifs, 5);
  hear_all(sources.appendix_titles, 4);
  hear_all(sources.posts, 3);
  // Organizations that answer for something are many, and some of other places.
  for (const std::string& text : sources.organizations) hear(text, 0.5);

  const Votes* best = nullptr;
  const std::string* key = nullptr;
  bool tied = false;
  for (const auto& [name, of] : votes) {
    if (best == nullptr || of.weight > best->weight) {
      best = &of;
      key = &name;
      tied = false;
    } else if (of.weight == best->weight) {
      tied = true;
    }
  }
  if (best == nullptr || tied || best->weight < 1) return {};
  return {best->name, *key};
}

}  // namespace prikaz
