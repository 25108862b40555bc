// The words around a reference are looked at within its sentence: what stands in quotation marks there is someone
// else's text. Of several phrases the last one that begins before the reference governs it.
#include <algorithm>

#include "prikaz/data.h"
#include "prikaz/reference_graph.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

constexpr std::size_t kMostWordsBetween = 14;  // «внести в приказ управления образования … следующие изменения»

struct Phrase {
  Relation relation = Relation::names;
  bool before = false;  // all of it stands before the reference
  std::vector<std::string_view> stems;
};

const std::vector<Phrase>& phrases() {
  static const std::vector<Phrase> kPhrases = [] {
    std::vector<Phrase> all;
    for (const auto& row : data_table("reference_relations.tsv")) {
      Phrase phrase;
      for (const Relation relation : {Relation::based_on, Relation::amends, Relation::repeals})
        if (row.at(0) == relation_name(relation)) phrase.relation = relation;
      phrase.before = row.at(1) == "before";
      phrase.stems = split(row.at(2), ' ');
      all.push_back(std::move(phrase));
    }
    return all;
  }();
  return kPhrases;
}

// Words of the sentence outside quotation marks, and the place of the reference among them.
struct Sentence {
  std::vector<std::string> words;  // folded
  std::size_t reference = 0;       // index of the first word after the reference
  bool quoted = false;             // the reference itself is
  std::vector<std::size_t> signs;  // indexes of words that follow a «№»
};

bool short_word_before(std::string_view text, std::size_t pos) {
  int letters = 0;
  while (pos > 0 && is_letter(code_point_before(text, pos)) && letters < 3) {
    --pos;
    while (pos > 0 && (static_cast<unsigned char>(text[pos]) & 0xC0) == 0x80) --pos;
    ++letters;
  }
  return letters > 0 && letters < 3;  // «г.», «И.», «им.»
}

bool sentence_ends(std::string_view text, std::size_t pos) {
  const char c = text[pos];
  if (c == ';') return true;
  if (c != '.' || pos + 2 >= text.size() || text[pos + 1] != ' ') return false;
  return is_upper(code_point_at(text, pos + 2)) && !short_word_before(text, pos);
}

Sentence sentence_around(std::string_view context, std::size_t begin, std::size_t end) {
  Sentence sentence;
  int depth = 0;
  bool straight_open = false;
  const auto reset = [&] {
    sentence = {};
    depth = 0;
    straight_open = false;
  };
  for (std::size_t pos = 0; pos < context.size();) {
    if (pos == begin) {
      sentence.quoted = depth > 0 || straight_open;
      sentence.reference = sentence.words.size();
      pos = end;
      continue;
    }
    const char32_t c = code_point_at(context, pos);
    if (c == U'«' || c == U'„') {
      ++depth;
    } else if (c == U'»' || c == U'“') {
      depth = std::max(0, depth - 1);
    } else if (c == U'"') {
      straight_open = !straight_open;
    } else if (depth == 0 && sentence_ends(context, pos)) {
      if (pos >= end) break;
      reset();
    } else if (c == U'№') {
      sentence.signs.push_back(sentence.words.size());
    } else if (is_letter(c)) {
      const std::size_t from = pos;
      while (pos < context.size() && pos != begin && is_letter(code_point_at(context, pos)))
        pos = next_position(context, pos);
      if (depth == 0 && !straight_open) sentence.words.push_back(fold(context.substr(from, pos - from)));
      continue;
    }
    pos = next_position(context, pos);
  }
  return sentence;
}

bool is_form_of(std::string_view word, std::string_view stem) {
  return count_code_points(stem) < 3 ? word == stem : word.starts_with(stem);
}

struct Match {
  std::size_t first = 0, last = 0;  // indexes of words
};

std::optional<Match> match_at(const Sentence& sentence, const Phrase& phrase, std::size_t first) {
  const std::vector<std::string>& words = sentence.words;
  if (!is_form_of(words[first], phrase.stems.front())) return std::nullopt;
  std::size_t at = first;
  for (std::size_t s = 1; s < phrase.stems.size(); ++s) {
    // After «в», «на», «с» the next word follows at once.
    const std::size_t farthest = at + (count_code_points(phrase.stems[s - 1]) < 3 ? 1 : kMostWordsBetween);
    std::size_t next = at + 1;
    while (next < words.size() && next <= farthest && !is_form_of(words[next], phrase.stems[s])) ++next;
    if (next >= words.size() || next > farthest) return std::nullopt;
    at = next;
  }
  return Match{first, at};
}

}  // namespace

const char* relation_name(Relation relation) {
  switch (relation) {
    case Relation::names: return "names";
    case Relation::based_on: return "based_on";
    case Relation::amends: return "amends";
    case Relation::repeals: return "repeals";
  }
  return "names";
}

Relation read_relation(std::string_view context, std::string_view text) {
  const std::size_t begin = context.find(text);
  if (text.empty() || begin == std::string_view::npos) return Relation::names;
  const Sentence sentence = sentence_around(context, begin, begin + text.size());
  if (sentence.quoted) return Relation::names;

  Relation governing = Relation::names, following = Relation::names;
  std::size_t start = 0, next = sentence.words.size();
  for (const Phrase& phrase : phrases())
    for (std::size_t first = 0; first < sentence.words.size(); ++first) {
      const std::optional<Match> match = match_at(sentence, phrase, first);
      if (!match || (phrase.before && match->last >= sentence.reference)) continue;
      if (first < sentence.reference) {
        if (governing == Relation::names || first > start || (first == start && phrase.relation > governing)) {
          governing = phrase.relation;
          start = first;
        }
      } else if (first < next) {
        following = phrase.relation;
        next = first;
      }
    }
  if (governing == Relation::names) return following;
  // «Во исполнение письма № 5 приказ № 7 изложить в новой редакции»: the second one is not what is carried out.
  const bool another_between = std::any_of(sentence.signs.begin(), sentence.signs.end(), [&](std::size_t sign) {
    return sign > start && sign <= sentence.reference;
  });
  if (governing == Relation::based_on && following != Relation::names && another_between) return following;
  return governing;
}

}  // namespace prikaz
