#include "group_measures.h"

#include <algorithm>
#include <numeric>

namespace prikaz {
namespace {

constexpr std::size_t kRepresentatives = 12;  // members of a group that others are compared with
constexpr std::size_t kCandidates = 24;       // groups looked at closely for one measure

// Words of `measure` of which at least one must be shared to reach a cosine of `same`: the rarest first (the others
// together are too light).
std::vector<std::pair<int, double>> telling_words(const WeighedMeasure& measure, double same,
                                                  const std::vector<int>& uses) {
  std::vector<std::pair<int, double>> words = measure.words;
  std::sort(words.begin(), words.end(), [&](const auto& a, const auto& b) {
    const int x = uses[static_cast<std::size_t>(a.first)], y = uses[static_cast<std::size_t>(b.first)];
    return x != y ? x < y : a.first < b.first;
  });
  double rest = 0;
  std::size_t keep = words.size();
  while (keep > 0) {
    rest += words[keep - 1].second * words[keep - 1].second;
    if (rest >= same * same) break;
    --keep;
  }
  words.resize(keep);
  return words;
}

class Grouping {
 public:
  Grouping(const std::vector<WeighedMeasure>& measures, double same) : measures_(measures), same_(same) {
    int most = 0;
    for (const WeighedMeasure& measure : measures)
      for (const auto& [word, weight] : measure.words) most = std::max(most, word);
    uses_.assign(static_cast<std::size_t>(most) + 1, 0);
    for (const WeighedMeasure& measure : measures)
      for (const auto& [word, weight] : measure.words) ++uses_[static_cast<std::size_t>(word)];
    index_.resize(uses_.size());
  }

  std::vector<int> run() {
    std::vector<int> group_of(measures_.size(), -1);
    for (std::size_t i = 0; i < measures_.size(); ++i) {
      int group = measures_[i].empty() ? -1 : best_group(i);
      if (group < 0) {
        group = static_cast<int>(groups_.size());
        groups_.emplace_back();
      }
      group_of[i] = group;
      add(i, group);
    }
    const std::vector<int> joined = join_groups();
    for (int& group : group_of) group = joined[static_cast<std::size_t>(group)];
    return group_of;
  }

 private:
  void add(std::size_t measure, int group) {
    std::vector<std::size_t>& members = groups_[static_cast<std::size_t>(group)];
    if (members.size() >= kRepresentatives) return;
    members.push_back(measure);
    for (const auto& [word, weight] : measures_[measure].words) {
      // Of a group each word is listed once, with its greatest weight.
      std::vector<std::pair<int, double>>& list = index_[static_cast<std::size_t>(word)];
      const auto known = members.size() > 1
                             ? std::find_if(list.rbegin(), list.rend(), [&](const auto& e) { return e.first <= group; })
                             : list.rend();
      if (known != list.rend() && known->first == group)
        known->second = std::max(known->second, weight);
      else
        list.insert(known.base(), {group, weight});
    }
  }

  double average(std::size_t measure, int group) const {
    double sum = 0;
    const std::vector<std::size_t>& members = groups_[static_cast<std::size_t>(group)];
    for (const std::size_t member : members) sum += likeness(measures_[measure], measures_[member]);
    return sum / static_cast<double>(members.size());
  }

  // Groups that share telling words, the likeliest first.
  std::vector<int> candidates(std::size_t measure, int except) {
    sums_.resize(groups_.size(), 0);
    std::vector<int> found;
    for (const auto& [word, weight] : telling_words(measures_[measure], same_, uses_))
      for (const auto& [group, other] : index_[static_cast<std::size_t>(word)]) {
        double& sum = sums_[static_cast<std::size_t>(group)];
        if (sum == 0) found.push_back(group);
        sum += weight * other;
      }
    std::vector<std::pair<double, int>> ranked;
    for (const int group : found) {
      if (group != except) ranked.emplace_back(-sums_[static_cast<std::size_t>(group)], group);
      sums_[static_cast<std::size_t>(group)] = 0;
    }
    const std::size_t count = std::min(kCandidates, ranked.size());
    std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(count), ranked.end());
    std::vector<int> groups;
    for (std::size_t i = 0; i < count; ++i) groups.push_back(ranked[i].second);
    return groups;
  }

  int best_group(std::size_t measure) {
    int best = -1;
    double most = same_;
    for (const int group : candidates(measure, -1)) {
      const double value = average(measure, group);
      if (value > most || (value == most && best < 0)) {
        most = value;
        best = group;
      }
    }
    return best;
  }

  // Groups begun apart that came to be alike: the later one joins the earlier.
  std::vector<int> join_groups() {
    std::vector<int> joined(groups_.size());
    std::iota(joined.begin(), joined.end(), 0);
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      const std::size_t first = groups_[g].front();
      if (measures_[first].empty()) continue;
      int best = -1;
      double most = same_;
      for (const int other : candidates(first, static_cast<int>(g))) {
        if (other >= static_cast<int>(g)) continue;
        double sum = 0;
        for (const std::size_t member : groups_[g]) sum += average(member, other);
        const double value = sum / static_cast<double>(groups_[g].size());
        if (value >= most && (best < 0 || value > most)) {
          most = value;
          best = other;
        }
      }
      // What it joins has its own group already: they were all earlier.
      if (best >= 0) joined[g] = joined[static_cast<std::size_t>(best)];
    }
    return joined;
  }

  const std::vector<WeighedMeasure>& measures_;
  double same_;
  std::vector<int> uses_;                                   // of each word
  std::vector<std::vector<std::size_t>> groups_;            // their representatives
  std::vector<std::vector<std::pair<int, double>>> index_;  // of each word: groups that have it
  std::vector<double> sums_;                                // of each group, all 0 between calls
};

}  // namespace

std::vector<int> group_measures(const std::vector<WeighedMeasure>& measures, double same) {
  return Grouping(measures, same).run();
}

}  // namespace prikaz
