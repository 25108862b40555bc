// Searching. What is found is ranked, but ranking looks at every hit of every word and takes ten times as long as
// finding. Where very many documents have the words there is little to rank by, so those that have them in the heading
// come first, then the newest.
#include <algorithm>
#include <cmath>

#include "archive_parts.h"
#include "find_passage.h"
#include "list_filter.h"
#include "prikaz/unicode.h"
#include "search_query.h"

namespace prikaz {
namespace {

struct Candidate {
  double score;
  std::int64_t document;
};

// Documents with the words; `many`: more than are worth ranking.
struct Group {
  std::vector<Candidate> candidates;  // if not `many`
  bool many = false;
};

// How much it tells that a phrase was found: the rarer, the more. Words are counted up to a limit, as counting all hits
// of a common one takes long; a phrase is at least as rare as its rarest word.
std::vector<double> weights_of(Database& db, const std::vector<SearchQuery::Phrase>& phrases, std::int64_t documents) {
  constexpr std::int64_t kMostCounted = 5000;
  Statement count =
      db.prepare("SELECT count(*) FROM (SELECT 1 FROM document_index WHERE document_index MATCH ? LIMIT " +
                 std::to_string(kMostCounted) + ")");
  std::vector<double> weights;
  for (const SearchQuery::Phrase& phrase : phrases) {
    std::int64_t rarest = kMostCounted;
    for (std::size_t i = 0; i < phrase.words.size(); ++i) {
      if (phrase.prefix && i + 1 == phrase.words.size()) continue;
      // The word is stemmed already: stemming it again may give another one, which costs a little rank and no more.
      const std::string quoted = "\"" + phrase.words[i].front() + "\"";
      if (count.text(quoted).step()) rarest = std::min(rarest, count.integer_at(0));
      count.reset();
    }
    weights.push_back(
        std::log(1 + static_cast<double>(std::max(documents, rarest)) / (1 + static_cast<double>(rarest))));
  }
  return weights;
}

Group find_ranked(Database& db, const std::string& expression, const std::vector<double>& weights, std::size_t many) {
  Group group;
  std::string sql = "SELECT rowid, score(document_index";
  for (std::size_t i = 0; i < weights.size(); ++i) sql += ",?";
  Statement ranked = db.prepare(sql + ") FROM document_index WHERE document_index MATCH ?");
  for (const double weight : weights) ranked.real(weight);
  ranked.text(expression);
  while (!group.many && ranked.step()) {
    group.candidates.push_back({ranked.real_at(1), ranked.integer_at(0)});
    group.many = group.candidates.size() > many;
  }
  return group;
}

// By document.
std::vector<bool> find_all(Database& db, const std::string& expression) {
  std::vector<bool> found;
  Statement all = db.prepare("SELECT rowid FROM document_index WHERE document_index MATCH ?");
  for (all.text(expression); all.step();) {
    const auto document = static_cast<std::size_t>(all.integer_at(0));
    if (document >= found.size()) found.resize(std::max(document + 1, found.size() * 2));
    found[document] = true;
  }
  return found;
}

// Documents as they are listed, in the order of the search.
class Collector {
 public:
  Collector(Database& db, const ListFilter& filter, std::size_t limit)
      : db_(db),
        filter_(filter),
        limit_(limit),
        one_(db.prepare(std::string(kListedColumns) + " WHERE document = ?")) {}

  // True once there are more than are wanted.
  bool full() const { return taken_.size() > limit_; }
  const std::vector<std::pair<std::int64_t, ListedDocument>>& taken() const { return taken_; }

  // Those of one score are sorted by what does not depend on when they were imported.
  void take_best(const Group& group) {
    std::vector<Candidate> heap = group.candidates;
    const auto worse = [](const Candidate& a, const Candidate& b) { return a.score < b.score; };
    std::make_heap(heap.begin(), heap.end(), worse);
    while (!full() && !heap.empty()) {
      const double score = heap.front().score;
      std::vector<std::pair<std::int64_t, ListedDocument>> equals;
      while (!heap.empty() && heap.front().score == score) {
        if (std::optional<ListedDocument> one = read(heap.front().document))
          equals.emplace_back(heap.front().document, std::move(*one));
        std::pop_heap(heap.begin(), heap.end(), worse);
        heap.pop_back();
      }
      std::sort(equals.begin(), equals.end(), [](const auto& a, const auto& b) {
        return std::tie(b.second.date, b.second.sha256, b.second.id) <
               std::tie(a.second.date, a.second.sha256, a.second.id);
      });
      for (auto& one : equals) taken_.push_back(std::move(one));
    }
  }

  void take_newest(const std::vector<bool>& found) {
    Statement by_date = db_.prepare("SELECT document FROM documents ORDER BY date DESC, id DESC");
    while (!full() && by_date.step()) {
      const std::int64_t document = by_date.integer_at(0);
      if (static_cast<std::size_t>(document) >= found.size() || !found[static_cast<std::size_t>(document)]) continue;
      if (std::optional<ListedDocument> one = read(document)) taken_.emplace_back(document, std::move(*one));
    }
  }

 private:
  std::optional<ListedDocument> read(std::int64_t document) {
    if (std::any_of(taken_.begin(), taken_.end(), [&](const auto& one) { return one.first == document; }))
      return std::nullopt;
    std::optional<ListedDocument> found;
    if (one_.integer(document).step()) {
      found = listed_document(one_);
      one_.reset();
      if (!filter_.takes(*found)) found.reset();
    }
    return found;
  }

  Database& db_;
  CompiledFilter filter_;
  std::size_t limit_;
  Statement one_;
  std::vector<std::pair<std::int64_t, ListedDocument>> taken_;
};

// The block of a document that has most of what is looked for, the first of several.
class PassageFinder {
 public:
  PassageFinder(Database& db, const SearchQuery& query, const std::vector<double>& weights, Tokenizer& tokenizer)
      : query_(query),
        weights_(weights),
        tokenizer_(tokenizer),
        blocks_(db.prepare("SELECT kind, label, table_id, row_index, text, page, x0, y0, x1, y1 FROM document_blocks "
                           "WHERE document = ? ORDER BY part, major, minor")),
        // Found by a name in a form that is not printed: shown where the name is.
        names_(db.prepare(
            "SELECT 'person', NULL, NULL, NULL, name, page, x0, y0, x1, y1 FROM persons JOIN person_mentions ON "
            "persons.document = person_mentions.document AND person_id = id WHERE persons.document = ?1 AND mention = "
            "1 "
            "UNION ALL SELECT 'school', NULL, NULL, NULL, name, page, x0, y0, x1, y1 FROM schools JOIN school_mentions "
            "ON schools.document = school_mentions.document AND school_id = id WHERE schools.document = ?1 AND "
            "mention = 1")) {}

  void find(std::int64_t document, SearchHit& hit) {
    double best = 0;
    std::string text;
    for (Statement* source : {&blocks_, &names_}) {
      for (source->integer(document); source->step();) {
        const double weight = weigh_passage(source->text_at(4), query_.phrases, weights_, tokenizer_);
        if (weight <= best && !hit.kind.empty()) continue;
        best = weight;
        text = source->string_at(4);
        hit.kind = source->string_at(0);
        hit.label = source->string_at(1);
        hit.table = source->string_at(2);
        hit.row = source->is_null(3) ? -1 : static_cast<int>(source->integer_at(3));
        hit.page = static_cast<int>(source->integer_at(5));
        hit.x0 = source->real_at(6);
        hit.y0 = source->real_at(7);
        hit.x1 = source->real_at(8);
        hit.y1 = source->real_at(9);
      }
      if (best > 0) break;
    }
    show_passage(text, query_.phrases, tokenizer_, hit);
  }

 private:
  const SearchQuery& query_;
  const std::vector<double>& weights_;
  Tokenizer& tokenizer_;
  Statement blocks_, names_;
};

}  // namespace

SearchResult Archive::search(const std::string& words, std::size_t limit, const ListFilter& filter, std::size_t many) {
  SearchResult result;
  Tokenizer tokenizer;
  const SearchQuery query = parse_search(words, tokenizer);
  if (query.wanted.empty() || limit == 0) return result;
  Database& db = parts_->db();
  const std::vector<double> weights = weights_of(db, query.phrases, db.number("SELECT max(document) FROM documents"));
  const std::string excluded = query.excluded.empty() ? "" : " NOT (" + query.excluded + ")";

  Collector collector(db, filter, limit);
  const std::string anywhere = "(" + query.wanted + ")" + excluded;
  const std::string in_heading = "(heading : (" + query.wanted + "))" + excluded;
  const Group group = find_ranked(db, anywhere, weights, many);
  result.newest = group.many;
  if (!group.many) {
    collector.take_best(group);
  } else {
    const Group headings = find_ranked(db, in_heading, weights, many);
    if (headings.many)
      collector.take_newest(find_all(db, in_heading));
    else
      collector.take_best(headings);
    if (!collector.full()) collector.take_newest(find_all(db, anywhere));
  }

  PassageFinder passages(db, query, weights, tokenizer);
  Statement path = db.prepare("SELECT min(path) FROM paths JOIN files USING (file) WHERE sha256 = ?");
  for (const auto& [document, listed] : collector.taken()) {
    if (result.hits.size() == limit) {
      result.more = true;
      break;
    }
    SearchHit hit;
    hit.document = listed;
    passages.find(document, hit);
    if (path.text(listed.sha256).step()) hit.path = path.string_at(0);
    path.reset();
    result.hits.push_back(std::move(hit));
  }
  return result;
}

}  // namespace prikaz
