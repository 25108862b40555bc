#include "merge_copies.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <string>
#include <string_view>
#include <tuple>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

constexpr double kSameWords = 0.85;    // of all that the one says
constexpr double kTitleAgainst = 0.3;  // less of the words of a title: another document with that number and day
constexpr std::size_t kFewWords = 40;  // too few to tell two documents apart

using Words = std::vector<std::string>;  // sorted

// What is compared of a document.
struct Outline {
  std::string number, office;
  Words title, words;
};

void add_words(std::string_view text, Words& words) {
  std::string word;
  for (std::size_t at = 0; at <= text.size(); at = at < text.size() ? next_position(text, at) : at + 1) {
    const char32_t c = at < text.size() ? code_point_at(text, at) : U' ';
    if (is_letter(c) || is_digit(c)) {
      append_code_point(word, c);
    } else if (!word.empty()) {
      words.push_back(fold(word));
      word.clear();
    }
  }
}

std::string letters_and_digits(std::string_view text) {
  std::string result;
  Words words;
  add_words(text, words);
  for (const std::string& word : words) result += fold_look_alikes(word);
  return fold(result);
}

// How much of both the two have in common: 0..1.
double likeness(const Words& a, const Words& b) {
  if (a.empty() || b.empty()) return a.empty() && b.empty() ? 1 : 0;
  std::size_t shared = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j)
      ++shared, ++i, ++j;
    else if (*i < *j)
      ++i;
    else
      ++j;
  }
  return static_cast<double>(shared) / static_cast<double>(std::max(a.size(), b.size()));
}

std::vector<Outline> outlines_of(const Collection& collection) {
  std::vector<Outline> outlines(collection.documents.size());
  for (std::size_t i = 0; i < outlines.size(); ++i) {
    const CollectedDocument& document = collection.documents[i];
    Outline& outline = outlines[i];
    outline.number = letters_and_digits(document.number);
    outline.office =
        document.municipality_key.empty() ? letters_and_digits(document.issuer) : document.municipality_key;
    add_words(document.title, outline.title);
    for (const CollectedItem& item : document.items) add_words(item.text, outline.words);
    for (const CollectedList& list : document.lists)
      for (const std::string& entry : list.entries) add_words(entry, outline.words);
  }
  for (const PlanRow& row : collection.rows) {
    Words& words = outlines[static_cast<std::size_t>(row.document)].words;
    for (const std::string* text : {&row.activity, &row.period_text, &row.responsible_text, &row.result})
      add_words(*text, words);
  }
  for (Outline& outline : outlines) {
    std::sort(outline.title.begin(), outline.title.end());
    std::sort(outline.words.begin(), outline.words.end());
  }
  return outlines;
}

bool are_one(const CollectedDocument& a, const Outline& x, const CollectedDocument& b, const Outline& y) {
  if (a.kind != b.kind || x.office != y.office || x.office.empty()) return false;
  const bool number_told = !x.number.empty() && !y.number.empty(), day_told = a.date && b.date;
  const bool same_number = number_told && x.number == y.number, same_day = day_told && *a.date == *b.date;
  if (same_number && same_day) return x.title.empty() || y.title.empty() || likeness(x.title, y.title) >= kTitleAgainst;
  // Two that contradict each other in both are two, whatever they say: plans are repeated from year to year.
  const bool against = (number_told && !same_number) || (day_told && !same_day);
  if (against && !((a.recognized || b.recognized) && (same_number || same_day))) return false;
  if (!against && !same_number && !same_day && (number_told || day_told)) return false;
  return std::min(x.words.size(), y.words.size()) >= kFewWords && likeness(x.words, y.words) >= kSameWords;
}

// The most telling first.
auto rank(const CollectedDocument& document, const Outline& outline) {
  return std::make_tuple(document.recognized, !document.date, document.number.empty(), document.title.empty(),
                         -static_cast<long>(outline.words.size()), document.id, document.path);
}

}  // namespace

std::vector<std::size_t> merge_copies(Collection& collection) {
  std::vector<CollectedDocument>& documents = collection.documents;
  const std::vector<Outline> outlines = outlines_of(collection);
  std::vector<std::size_t> leader(documents.size());
  std::iota(leader.begin(), leader.end(), std::size_t{0});
  const std::function<std::size_t(std::size_t)> find = [&](std::size_t i) {
    while (leader[i] != i) i = leader[i] = leader[leader[i]];
    return i;
  };
  std::map<std::string, std::vector<std::size_t>> by_office;
  for (std::size_t i = 0; i < documents.size(); ++i)
    if (!outlines[i].office.empty()) by_office[outlines[i].office].push_back(i);
  for (const auto& [office, members] : by_office)
    for (std::size_t i = 0; i < members.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) {
        const std::size_t a = members[i], b = members[j];
        if (find(a) != find(b) && are_one(documents[a], outlines[a], documents[b], outlines[b]))
          leader[find(a)] = find(b);
      }

  std::vector<std::size_t> best(documents.size());
  std::iota(best.begin(), best.end(), std::size_t{0});
  for (std::size_t i = 0; i < documents.size(); ++i) {
    std::size_t& one = best[find(i)];
    if (rank(documents[i], outlines[i]) < rank(documents[one], outlines[one])) one = i;
  }
  std::vector<std::size_t> staying;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const std::size_t one = best[find(i)];
    if (one == i)
      staying.push_back(i);
    else
      documents[one].copies.push_back(
          {documents[i].id, documents[i].file_name, documents[i].path, documents[i].first_page});
  }
  for (const std::size_t i : staying)
    std::sort(
        documents[i].copies.begin(), documents[i].copies.end(),
        [](const CollectedCopy& a, const CollectedCopy& b) { return std::tie(a.path, a.id) < std::tie(b.path, b.id); });
  return staying;
}

}  // namespace prikaz
