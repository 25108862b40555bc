#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>
#include <set>

#include "assign_kinds.h"
#include "group_measures.h"
#include "measure_likeness.h"
#include "measure_parts.h"
#include "measure_words.h"
#include "prikaz/data.h"
#include "prikaz/measures.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"

namespace prikaz {

const std::vector<MeasureKind>& measure_kinds() {
  static const std::vector<MeasureKind> kinds = [] {
    std::vector<MeasureKind> read;
    for (const auto& row : data_table("measure_kinds.tsv"))
      read.push_back({std::string(row[0]), std::string(row[1]), std::string(row[2]), std::string(row[3])});
    return read;
  }();
  return kinds;
}

// The language of the run is known by what a message becomes in it.
const std::string& MeasureKind::label() const { return tr("language code") == "ru" ? russian : english; }

namespace {

// Rows with the same words are one measure: archives repeat themselves.
struct DistinctMeasure {
  std::vector<int> words;       // of the activity and, where it says little, of the section
  std::vector<double> factors;  // of each word: what it counts where it stands
  std::size_t activity_words = 0;
  int kind = -1;
  std::vector<int> rows;
  std::string text;  // activity of the first row
};

constexpr double kSectionHelps = 0.35;  // weight of the section's words where the activity says little
constexpr double kSaysLittle = 1.0;     // sum of weights below which it does
constexpr double kFewRows = 40;         // with fewer rows than some, rarity means little

class Comparer {
 public:
  Comparer(const Collection& collection, const ComparisonOptions& options)
      : collection_(collection), options_(options), contrasts_(words_), assigner_(words_) {}

  Comparison run() {
    read_rows();
    weigh();
    group();
    return std::move(comparison_);
  }

 private:
  void read_rows() {
    std::map<std::pair<std::vector<int>, std::vector<double>>, std::size_t> known;
    for (std::size_t i = 0; i < collection_.rows.size(); ++i) {
      const PlanRow& row = collection_.rows[i];
      DistinctMeasure measure;
      read_words(row, measure);
      // «Консультации» under «Работа с родителями» are other ones than under «Работа с педагогами».
      double said = 0;
      for (std::size_t w = 0; w < measure.words.size(); ++w)
        said += measure.factors[w] * words_.weight(measure.words[w]);
      comparison_.kinds.push_back(assigner_.assign(row, measure.words, measure.factors));
      if (said > 0 && said < kSaysLittle)
        for (const int word : words_.read(row.section)) {
          measure.words.push_back(word);
          measure.factors.push_back(kSectionHelps);
        }
      const auto [at, fresh] = known.try_emplace({measure.words, measure.factors}, measures_.size());
      if (fresh) {
        measure.text = row.activity;
        measure.kind = comparison_.kinds.back().kind;
        measures_.push_back(std::move(measure));
      }
      measures_[at->second].rows.push_back(static_cast<int>(i));
    }
    // What many plan comes first: it begins the groups.
    std::stable_sort(measures_.begin(), measures_.end(),
                     [](const DistinctMeasure& a, const DistinctMeasure& b) { return a.rows.size() > b.rows.size(); });
  }

  void read_words(const PlanRow& row, DistinctMeasure& measure) {
    const std::string activity = without_school_names(row);
    for (const MeasurePart& part : parts_of_measure(activity))
      for (const int word : words_.read(part.text)) {
        measure.words.push_back(word);
        measure.factors.push_back(part.weight);
      }
    measure.activity_words = measure.words.size();
  }

  // Which schools it is for does not make it another measure: «МБОУ СОШ № 3» is «школа».
  std::string without_school_names(const PlanRow& row) const {
    std::string text = row.activity;
    const CollectedDocument& document = collection_.documents[static_cast<std::size_t>(row.document)];
    for (const int school : row.schools) {
      std::set<std::string_view> names;
      for (const std::string& name : document.schools[static_cast<std::size_t>(school)].texts) names.insert(name);
      // The longest first: a shorter one may be part of it.
      std::vector<std::string_view> sorted(names.begin(), names.end());
      std::stable_sort(sorted.begin(), sorted.end(), [](auto a, auto b) { return a.size() > b.size(); });
      for (const std::string_view name : sorted) {
        constexpr std::size_t kShortest = 6;  // «5» of a list of numbers is no name
        if (name.size() < kShortest) continue;
        for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at))
          text.replace(at, name.size(), "СОШ");
      }
    }
    return text;
  }

  void weigh() {
    std::vector<double> uses(words_.size(), 0);
    double rows = 0;
    for (const DistinctMeasure& measure : measures_) {
      rows += static_cast<double>(measure.rows.size());
      const std::set<int> different(measure.words.begin(), measure.words.end());
      for (const int word : different) uses[static_cast<std::size_t>(word)] += static_cast<double>(measure.rows.size());
    }
    for (const DistinctMeasure& measure : measures_) {
      WeighedMeasure weighed;
      weighed.kind = measure.kind;
      std::map<int, double> weights;
      for (std::size_t w = 0; w < measure.words.size(); ++w) {
        const int word = measure.words[w];
        const double rarity = 1 + std::log((rows + 2 * kFewRows) / (uses[static_cast<std::size_t>(word)] + kFewRows));
        double& weight = weights[word];
        weight = std::max(weight, measure.factors[w] * words_.weight(word) * rarity);
      }
      double length = 0;
      for (const auto& [word, weight] : weights) length += weight * weight;
      length = std::sqrt(length);
      for (const auto& [word, weight] : weights)
        if (weight > 0) weighed.words.emplace_back(word, weight / length);
      weighed.contrasts = contrasts_.of(measure.words);
      for (std::size_t w = 0; w < measure.activity_words; ++w) {
        const int word = measure.words[w];
        if (words_.weight(word) == 0) continue;
        const std::string& shown = words_.shown(word);
        for (std::size_t i = 0; i < shown.size(); i = next_position(shown, i))
          weighed.text.push_back(code_point_at(shown, i));
        weighed.text.push_back(U' ');
      }
      weighed_.push_back(std::move(weighed));
    }
  }

  void group() {
    const std::vector<int> group_of = group_measures(weighed_, options_.same);
    std::vector<std::vector<std::size_t>> members;
    for (std::size_t i = 0; i < group_of.size(); ++i) {
      const auto group = static_cast<std::size_t>(group_of[i]);
      if (members.size() <= group) members.resize(group + 1);
      // Rows without a word to compare are each alone.
      if (weighed_[i].empty()) continue;
      members[group].push_back(i);
    }
    for (const auto& list : members)
      if (!list.empty()) comparison_.groups.push_back(describe(list));
    for (std::size_t i = 0; i < measures_.size(); ++i)
      if (weighed_[i].empty())
        for (const int row : measures_[i].rows)
          comparison_.groups.push_back({measures_[i].text, measures_[i].kind, {row}, {1}, "", 1});
    for (MeasureGroup& group : comparison_.groups) count_municipalities(group);
    std::stable_sort(comparison_.groups.begin(), comparison_.groups.end(),
                     [](const MeasureGroup& a, const MeasureGroup& b) {
                       if (a.municipalities != b.municipalities) return a.municipalities > b.municipalities;
                       if (a.rows.size() != b.rows.size()) return a.rows.size() > b.rows.size();
                       if (a.name != b.name) return a.name < b.name;
                       return a.rows < b.rows;
                     });
    comparison_.group_of.assign(collection_.rows.size(), -1);
    for (std::size_t g = 0; g < comparison_.groups.size(); ++g)
      for (const int row : comparison_.groups[g].rows)
        comparison_.group_of[static_cast<std::size_t>(row)] = static_cast<int>(g);
  }

  void count_municipalities(MeasureGroup& group) const {
    std::set<std::string> different;
    for (const int row : group.rows) {
      const CollectedDocument& document =
          collection_.documents[static_cast<std::size_t>(collection_.rows[static_cast<std::size_t>(row)].document)];
      different.insert(document.municipality.empty() ? "|" + document.issuer + "|" + document.place
                                                     : document.municipality_key);
    }
    group.municipalities = static_cast<int>(different.size());
  }

  MeasureGroup describe(const std::vector<std::size_t>& members) const {
    MeasureGroup group;
    // The middle of the group: the sum of its measures.
    WeighedMeasure middle;
    std::map<int, double> sums;
    std::map<int, std::size_t> shared;
    double rows = 0;
    for (const std::size_t m : members) {
      const auto count = static_cast<double>(measures_[m].rows.size());
      rows += count;
      for (const auto& [word, weight] : weighed_[m].words) {
        sums[word] += weight * count;
        ++shared[word];
      }
    }
    double length = 0;
    for (const auto& [word, sum] : sums) length += sum * sum;
    length = std::sqrt(length);
    for (const auto& [word, sum] : sums) middle.words.emplace_back(word, sum / length);

    double most = -1;
    std::map<int, std::size_t> kinds;
    std::vector<std::pair<int, double>> likeness_of;
    for (const std::size_t m : members) {
      const double central = cosine_with(weighed_[m], middle);
      if (central > most + 1e-9) {
        most = central;
        group.name = measures_[m].text;
      }
      const double value = likeness_to_others(m, members);
      for (const int row : measures_[m].rows) {
        likeness_of.emplace_back(row, value);
        ++kinds[comparison_.kinds[static_cast<std::size_t>(row)].kind];
      }
    }
    std::sort(likeness_of.begin(), likeness_of.end());
    for (const auto& [row, value] : likeness_of) {
      group.rows.push_back(row);
      group.likeness.push_back(value);
    }
    std::size_t votes = 0;
    for (const auto& [kind, count] : kinds)
      if (kind >= 0 && count > votes) {
        votes = count;
        group.kind = kind;
      }

    // The words more than half of its measures share.
    std::vector<std::pair<double, int>> telling;
    for (const auto& [word, count] : shared)
      if (2 * count > members.size() || members.size() == 1) telling.emplace_back(-sums[word] / rows, word);
    std::sort(telling.begin(), telling.end());
    for (std::size_t i = 0; i < std::min<std::size_t>(telling.size(), 6); ++i) {
      if (-telling[i].first < 0.05) break;
      char weight[16];
      std::snprintf(weight, sizeof weight, " %.2f", -telling[i].first);
      group.reason += (group.reason.empty() ? "" : "; ") + words_.shown(telling[i].second) + weight;
    }
    return group;
  }

  // To the measures that lead the group: enough to show where it holds together only just.
  double likeness_to_others(std::size_t measure, const std::vector<std::size_t>& members) const {
    constexpr std::size_t kEnough = 12;
    double sum = 0;
    std::size_t count = 0;
    for (const std::size_t other : members) {
      if (other == measure) continue;
      sum += likeness(weighed_[measure], weighed_[other]);
      if (++count == kEnough) break;
    }
    return count == 0 ? 1 : sum / static_cast<double>(count);
  }

  static double cosine_with(const WeighedMeasure& a, const WeighedMeasure& b) {
    double sum = 0;
    std::map<int, double> of_b(b.words.begin(), b.words.end());
    for (const auto& [word, weight] : a.words) {
      const auto at = of_b.find(word);
      if (at != of_b.end()) sum += weight * at->second;
    }
    return std::min(1.0, sum);
  }

  const Collection& collection_;
  const ComparisonOptions& options_;
  MeasureWords words_;
  Contrasts contrasts_;
  KindAssigner assigner_;
  Comparison comparison_;
  std::vector<DistinctMeasure> measures_;
  std::vector<WeighedMeasure> weighed_;
};

}  // namespace

Comparison compare_measures(const Collection& collection, const ComparisonOptions& options) {
  return Comparer(collection, options).run();
}

}  // namespace prikaz
