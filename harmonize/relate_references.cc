#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "prikaz/data.h"
#include "prikaz/messages.h"
#include "prikaz/reference_graph.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// Latin letters that are printed or recognized for Cyrillic ones, lower case.
char32_t cyrillic_of(char32_t c) {
  switch (c) {
    case U'a': return U'а';
    case U'b': return U'в';
    case U'c': return U'с';
    case U'e': return U'е';
    case U'h': return U'н';
    case U'k': return U'к';
    case U'm': return U'м';
    case U'o': return U'о';
    case U'p': return U'р';
    case U't': return U'т';
    case U'x': return U'х';
    case U'y': return U'у';
    default: return c;
  }
}

// Without the letters at its end: «13д» -> «13». Empty if nothing with a digit is left.
std::string without_suffix(const std::string& comparable) {
  std::size_t end = comparable.size();
  while (end > 0 && !is_digit(code_point_before(comparable, end))) {
    --end;
    while (end > 0 && (static_cast<unsigned char>(comparable[end]) & 0xC0) == 0x80) --end;
  }
  return comparable.substr(0, end);
}

enum class Level { untold, municipal, higher };

std::vector<std::string> words_of(std::string_view text) {
  const std::string folded = fold(text);
  std::vector<std::string> words;
  for (std::size_t pos = 0; pos < folded.size();) {
    const std::size_t from = pos;
    while (pos < folded.size() && is_letter(code_point_at(folded, pos))) pos = next_position(folded, pos);
    if (pos > from) words.push_back(folded.substr(from, pos - from));
    if (pos < folded.size()) pos = next_position(folded, pos);
  }
  return words;
}

Level level_of(std::string_view issuer) {
  static const auto kStems = data_table("higher_issuers.tsv");
  bool state = false, region = false, municipal = false;
  const std::vector<std::string> words = words_of(issuer);
  for (const std::string& word : words)
    for (const auto& row : kStems)
      if (word.starts_with(row.at(0)))
        (row.at(1) == "state" ? state : row.at(1) == "region" ? region : municipal) = true;
  if (words.empty()) return Level::untold;
  if (state || (region && !municipal)) return Level::higher;
  return municipal ? Level::municipal : Level::untold;
}

// Share of the words of the shorter name that begin like a word of the longer one; «управления образования» is short
// for any office of education, so this only ranks.
double likeness(std::string_view a, std::string_view b) {
  std::vector<std::string> one = words_of(a), other = words_of(b);
  if (one.size() > other.size()) one.swap(other);
  if (one.empty()) return 0;
  const auto stem = [](const std::string& word) {
    std::size_t end = 0;
    for (int i = 0; i < 6 && end < word.size(); ++i) end = next_position(word, end);
    return word.substr(0, end);
  };
  int same = 0;
  for (const std::string& word : one)
    same += std::any_of(other.begin(), other.end(), [&](const std::string& w) { return stem(w) == stem(word); });
  return same / static_cast<double>(one.size());
}

// «certificate» is what a справка is called as a reference, «report» as a document.
bool same_kind(std::string_view reference, std::string_view document) {
  return reference == document || (document == "report" && (reference == "certificate" || reference == "report"));
}

bool could_be_in_the_archive(const CollectedReference& reference) {
  for (const char* kind : {"order", "directive", "resolution", "protocol", "certificate", "report", "plan", "program",
                           "regulation", "decision"})
    if (reference.kind == kind) return level_of(reference.issuer) != Level::higher;
  return false;
}

class Relating {
 public:
  explicit Relating(const Collection& collection) : collection_(collection) {
    for (std::size_t d = 0; d < collection.documents.size(); ++d) {
      const CollectedDocument& one = collection.documents[d];
      GraphNode node;
      node.document = static_cast<int>(d);
      node.document_kind = one.kind;
      node.number = one.number;
      node.issuer = one.issuer;
      node.title = one.title;
      node.municipality = one.municipality;
      node.date = one.date;
      graph_.nodes.push_back(std::move(node));
      numbers_.push_back(comparable_number(one.number));
      if (!one.number.empty()) by_number_[without_suffix(numbers_.back())].push_back(static_cast<int>(d));
      if (one.date) by_date_[*one.date].push_back(static_cast<int>(d));
    }
  }

  ReferenceGraph relate() {
    for (std::size_t d = 0; d < collection_.documents.size(); ++d) {
      const CollectedDocument& from = collection_.documents[d];
      for (std::size_t r = 0; r < from.references.size(); ++r) relate(static_cast<int>(d), static_cast<int>(r));
    }
    join_edges();
    return std::move(graph_);
  }

 private:
  struct Match {
    int document = -1;
    std::string doubt;
  };

  const CollectedDocument& document(int index) const { return collection_.documents[static_cast<std::size_t>(index)]; }

  void relate(int d, int r) {
    const CollectedReference& reference = document(d).references[static_cast<std::size_t>(r)];
    const std::string number = comparable_number(reference.number);
    if (names_itself(d, reference, number)) return;
    const Match match = find(d, reference, number);
    GraphReference found;
    found.from = d;
    found.to = match.document >= 0 ? match.document : other_node(d, reference, number);
    found.relation = read_relation(reference.context, reference.text);
    found.doubtful = !match.doubt.empty();
    found.doubt = match.doubt;
    found.reference = r;
    found.place = reference.place;
    ++graph_.nodes[static_cast<std::size_t>(found.to)].named;
    graph_.references.push_back(std::move(found));
  }

  bool names_itself(int d, const CollectedReference& reference, const std::string& number) const {
    const CollectedDocument& own = document(d);
    if (!same_kind(reference.kind, own.kind) || number.empty() || own.number.empty()) return false;
    const bool same_number = without_suffix(number) == without_suffix(numbers_[static_cast<std::size_t>(d)]);
    return same_number && level_of(reference.issuer) != Level::higher &&
           (!reference.date || reference.date == own.date);
  }

  // Whether the office that issued `candidate` may be the one that the reference in document `d` means. `sure`: the
  // document and the reference tell the same municipality, or the issuer's name is spelled out.
  bool office_agrees(int d, const CollectedReference& reference, int candidate, bool& sure) const {
    const CollectedDocument &from = document(d), &to = document(candidate);
    const Level named = level_of(reference.issuer), of_candidate = level_of(to.issuer);
    const bool alike = !reference.issuer.empty() && likeness(reference.issuer, to.issuer) > 0.8;
    if (named == Level::higher || of_candidate == Level::higher) {
      sure = alike && named == of_candidate;
      return named == of_candidate && alike;
    }
    if (!from.municipality.empty() && !to.municipality.empty()) {
      sure = from.municipality == to.municipality;
      if (sure) return true;
      // Another municipality's order is meant only where its name is printed.
      sure = names_municipality(reference.issuer, to.municipality);
      return sure;
    }
    sure = alike && !from.issuer.empty() && likeness(from.issuer, to.issuer) > 0.8;
    return true;
  }

  static bool names_municipality(std::string_view issuer, std::string_view municipality) {
    const std::vector<std::string> words = words_of(municipality);
    // Its own name is its first long word: «Холмский район», «город Речной».
    for (const std::string& word : words)
      if (count_code_points(word) > 4 && level_of(word) != Level::municipal && level_of(word) != Level::higher)
        return likeness(word, issuer) > 0.9;
    return false;
  }

  Match find(int d, const CollectedReference& reference, const std::string& number) const {
    std::vector<Match> certain, doubtful;
    const auto consider = [&](int candidate) {
      const CollectedDocument& to = document(candidate);
      if (candidate == d || !same_kind(reference.kind, to.kind)) return;
      bool sure = false;
      if (!office_agrees(d, reference, candidate, sure)) return;
      const std::string& own = numbers_[static_cast<std::size_t>(candidate)];
      const bool dated = reference.date && to.date;
      if (dated && reference.date != to.date) return;
      std::string doubt;
      if (number.empty() || own.empty()) {
        if (!dated || !sure) return;
        doubt = tr("the number is not printed: found by the date alone");
      } else if (!dated) {
        if (number != own || !sure) return;
        doubt = tr("the date is not printed: found by the number alone");
      } else if (number != own) {
        // One of the two without the suffix; «14-к» and «14-од» of one day are two orders.
        if (without_suffix(number) != number && without_suffix(own) != own) return;
        if (!sure) doubt = tr("the number is printed with and without its suffix");
      }
      if (doubt.empty() && !sure) doubt = tr("the issuer is not certain");
      (doubt.empty() ? certain : doubtful).push_back({candidate, doubt});
    };
    if (!number.empty()) {
      if (const auto at = by_number_.find(without_suffix(number)); at != by_number_.end())
        for (const int candidate : at->second) consider(candidate);
    } else if (reference.date) {
      if (const auto at = by_date_.find(*reference.date); at != by_date_.end())
        for (const int candidate : at->second) consider(candidate);
    }
    if (certain.size() == 1) return certain.front();
    if (certain.size() > 1) {
      // The same order twice in the archive (a scan and its original): the exact number first, then the first copy.
      for (const Match& match : certain)
        if (numbers_[static_cast<std::size_t>(match.document)] == number) return match;
      return certain.front();
    }
    if (doubtful.size() == 1) return doubtful.front();
    return {};
  }

  int other_node(int d, const CollectedReference& reference, const std::string& number) {
    const bool missing = could_be_in_the_archive(reference);
    std::string key = reference.kind + '\x1f' + number + '\x1f';
    // A law is known by its number; everything else by its date too.
    if (reference.date && (reference.kind != "law" || number.empty())) {
      const auto& day = *reference.date;
      key += std::to_string(static_cast<int>(day.year())) + '-' + std::to_string(static_cast<unsigned>(day.month())) +
             '-' + std::to_string(static_cast<unsigned>(day.day()));
    }
    if (missing) key += '\x1f' + (document(d).municipality.empty() ? document(d).issuer : document(d).municipality);
    const auto [at, fresh] = others_.emplace(key, static_cast<int>(graph_.nodes.size()));
    if (fresh) {
      GraphNode node;
      node.kind = missing ? GraphNode::missing : GraphNode::external;
      node.document_kind = reference.kind;
      node.number = reference.number;
      if (missing) node.municipality = document(d).municipality;
      graph_.nodes.push_back(std::move(node));
    }
    GraphNode& node = graph_.nodes[static_cast<std::size_t>(at->second)];
    if (!node.date) node.date = reference.date;
    if (node.issuer.empty()) node.issuer = reference.issuer;
    if (node.title.empty()) node.title = reference.title;
    return at->second;
  }

  void join_edges() {
    std::map<std::pair<int, int>, GraphEdge> edges;
    for (const GraphReference& reference : graph_.references) {
      const auto [at, fresh] = edges.try_emplace(std::pair(reference.from, reference.to));
      GraphEdge& edge = at->second;
      if (fresh || reference.relation > edge.relation) {
        edge.relation = reference.relation;
        edge.place = reference.place;
      }
      edge.from = reference.from;
      edge.to = reference.to;
      edge.doubtful = fresh ? reference.doubtful : edge.doubtful && reference.doubtful;
      ++edge.count;
    }
    for (const auto& [ends, edge] : edges) graph_.edges.push_back(edge);
  }

  const Collection& collection_;
  ReferenceGraph graph_;
  std::vector<std::string> numbers_;                             // comparable, of the documents
  std::unordered_map<std::string, std::vector<int>> by_number_;  // without suffix
  std::map<Day, std::vector<int>> by_date_;
  std::unordered_map<std::string, int> others_;
};

}  // namespace

std::string comparable_number(std::string_view number) {
  const std::string folded = fold(number);
  std::string out;
  bool begun = false;
  for (std::size_t pos = 0; pos < folded.size(); pos = next_position(folded, pos)) {
    const char32_t c = cyrillic_of(code_point_at(folded, pos));
    if (c == U'0' && !begun && is_digit(code_point_at(folded, pos + 1))) continue;
    if (is_letter(c) || is_digit(c)) {
      begun = true;
      append_code_point(out, c);
    } else if (c == U'/' || c == U'.' || is_dash(c)) {
      // A dash says something between two digits only: «01-16» is not «0116».
      std::size_t next = next_position(folded, pos);
      while (next < folded.size() && folded[next] == ' ') ++next;
      const char32_t after = code_point_at(folded, next);
      const bool digits = !out.empty() && is_digit(code_point_before(out, out.size())) && is_digit(after);
      if (is_dash(c) ? digits : is_digit(after) || is_letter(after)) append_code_point(out, is_dash(c) ? U'-' : c);
    }
  }
  return out;
}

ReferenceGraph relate_references(const Collection& collection) { return Relating(collection).relate(); }

}  // namespace prikaz
