// Each kind collects the weights of its words. What a measure begins with counts most: «Анализ результатов
// анкетирования родителей» is an analysis. Section, result and output document only help.
#include "assign_kinds.h"

#include <algorithm>
#include <array>

#include "prikaz/data.h"
#include "prikaz/messages.h"

namespace prikaz {
namespace {

// For xgettext; translated where it is shown.
constexpr const char* message(const char* text) { return text; }

constexpr double kFurther = 0.7;
constexpr double kFirst = 1.8, kSecond = 1.25;  // factors for the first two words that say something
constexpr double kPassedOver = 0.2;             // words of less weight do not count as such
constexpr double kSection = 0.3, kForm = 0.6, kResult = 0.25, kOutput = 0.25, kTarget = 0.4;
constexpr double kLeast = 1.4;   // below it nothing is assigned
constexpr std::size_t kGap = 3;  // words of a phrase may have that many others in between

}  // namespace

KindAssigner::KindAssigner(MeasureWords& words) : words_(words) {
  const std::vector<MeasureKind>& kinds = measure_kinds();
  for (const auto& row : data_table("measure_kind_words.tsv")) {
    Pattern pattern;
    pattern.words = words.read(row[1]);
    pattern.weight = std::stod(std::string(row[2]));
    pattern.shown = row[1];
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const MeasureKind& k) { return k.code == row[0]; });
    pattern.kind = static_cast<int>(kind - kinds.begin());
    // Synonyms of one kind count once, with the greater weight.
    const auto same = std::find_if(patterns_.begin(), patterns_.end(), [&](const Pattern& p) {
      return p.kind == pattern.kind && p.words == pattern.words;
    });
    if (same != patterns_.end())
      same->weight = std::max(same->weight, pattern.weight);
    else
      patterns_.push_back(std::move(pattern));
  }
  for (std::size_t i = 0; i < patterns_.size(); ++i)
    by_first_[patterns_[i].words.front()].push_back(static_cast<int>(i));
}

void KindAssigner::look(const std::vector<int>& text, const std::vector<double>* factors, double field_weight,
                        const char* field, bool at_head, std::vector<Hit>& hits) const {
  std::size_t place = 0;  // words that say something before this one
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto list = by_first_.find(text[i]);
    if (list != by_first_.end())
      for (const int index : list->second) {
        const Pattern& pattern = patterns_[static_cast<std::size_t>(index)];
        std::size_t at = i;
        bool whole = true;
        for (std::size_t k = 1; k < pattern.words.size() && whole; ++k) {
          const std::size_t last = std::min(at + 1 + kGap, text.size() - 1);
          std::size_t next = at + 1;
          while (next <= last && text[next] != pattern.words[k]) ++next;
          whole = next <= last;
          at = next;
        }
        if (!whole) continue;
        double weight = pattern.weight * field_weight;
        if (factors != nullptr) weight *= (*factors)[i];
        if (at_head) weight *= place == 0 ? kFirst : place == 1 ? kSecond : 1;
        const auto known = std::find_if(hits.begin(), hits.end(),
                                        [&](const Hit& hit) { return hit.pattern == &pattern && hit.field == field; });
        if (known == hits.end())
          hits.push_back({&pattern, weight, field});
        else
          known->weight = std::max(known->weight, weight);
      }
    if (words_.weight(text[i]) >= kPassedOver) ++place;
  }
}

AssignedKind KindAssigner::assign(const PlanRow& row, const std::vector<int>& activity,
                                  const std::vector<double>& factors) {
  std::vector<Hit> hits;
  look(activity, &factors, 1, nullptr, true, hits);
  const auto section = sections_.try_emplace(row.section);
  if (section.second) section.first->second = words_.read(row.section);
  look(section.first->second, nullptr, kSection, message("section"), false, hits);
  look(words_.read(row.form), nullptr, kForm, message("form"), false, hits);
  look(words_.read(row.result), nullptr, kResult, message("result"), false, hits);
  look(words_.read(row.output_document), nullptr, kOutput, message("document"), false, hits);
  look(words_.read(row.target_group), nullptr, kTarget, message("participants"), false, hits);

  // Many details of one kind do not outweigh what the measure is said to be: each further hit counts less.
  std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.weight > b.weight; });
  std::vector<double> sums(measure_kinds().size(), 0), counts(sums.size(), 1);
  for (const Hit& hit : hits) {
    const auto kind = static_cast<std::size_t>(hit.pattern->kind);
    sums[kind] += hit.weight * counts[kind];
    counts[kind] *= kFurther;
  }
  const auto best = std::max_element(sums.begin(), sums.end());
  AssignedKind assigned;
  if (*best < kLeast) return assigned;
  assigned.kind = static_cast<int>(best - sums.begin());
  double second = 0;
  for (std::size_t k = 0; k < sums.size(); ++k)
    if (static_cast<int>(k) != assigned.kind) second = std::max(second, sums[k]);
  assigned.score = (0.5 + 0.5 * (*best - second) / *best) * *best / (*best + 1.5);

  std::erase_if(hits, [&](const Hit& hit) { return hit.pattern->kind != assigned.kind; });
  for (std::size_t i = 0; i < std::min<std::size_t>(hits.size(), 3); ++i) {
    if (!assigned.reason.empty()) assigned.reason += "; ";
    if (hits[i].field != nullptr) assigned.reason += tr(hits[i].field) + ": ";
    assigned.reason += hits[i].pattern->shown;
  }
  return assigned;
}

}  // namespace prikaz
