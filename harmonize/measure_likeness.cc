#include "measure_likeness.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "prikaz/data.h"

namespace prikaz {

Contrasts::Contrasts(MeasureWords& words) {
  std::map<std::string_view, int> aspects;
  std::map<std::pair<int, std::string_view>, int> values;
  for (const auto& row : data_table("measure_contrasts.tsv")) {
    Entry entry;
    entry.words = words.read(row[2]);
    entry.aspect = aspects.try_emplace(row[0], static_cast<int>(aspects.size())).first->second;
    entry.value = values.try_emplace({entry.aspect, row[1]}, static_cast<int>(values.size())).first->second;
    by_first_[entry.words.front()].push_back(std::move(entry));
  }
}

std::vector<std::pair<int, int>> Contrasts::of(const std::vector<int>& text) const {
  std::vector<std::pair<int, int>> found;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto list = by_first_.find(text[i]);
    if (list == by_first_.end()) continue;
    for (const Entry& entry : list->second)
      if (entry.words.size() <= text.size() - i &&
          std::equal(entry.words.begin(), entry.words.end(), text.begin() + static_cast<std::ptrdiff_t>(i)))
        found.emplace_back(entry.aspect, entry.value);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

namespace {

constexpr double kContrast = 0.55;     // factor where both name an aspect and share no value of it
constexpr double kOneSided = 0.93;     // where only one names it
constexpr double kOtherKind = 0.8;     // where both have a kind, not the same
constexpr double kNearlyEqual = 0.82;  // of the edit distance: below it letters tell nothing
constexpr double kFewShared = 0.3;

double cosine(const WeighedMeasure& a, const WeighedMeasure& b) {
  double sum = 0;
  for (auto x = a.words.begin(), y = b.words.begin(); x != a.words.end() && y != b.words.end();) {
    if (x->first < y->first)
      ++x;
    else if (y->first < x->first)
      ++y;
    else
      sum += (x++)->second * (y++)->second;
  }
  return sum;
}

double contrast_factor(const WeighedMeasure& a, const WeighedMeasure& b) {
  double factor = 1;
  auto x = a.contrasts.begin(), y = b.contrasts.begin();
  while (x != a.contrasts.end() || y != b.contrasts.end()) {
    const int aspect = y == b.contrasts.end() || (x != a.contrasts.end() && x->first <= y->first) ? x->first : y->first;
    bool in_a = false, in_b = false, shared = false;
    const auto end_x = std::find_if(x, a.contrasts.end(), [&](const auto& e) { return e.first != aspect; });
    const auto end_y = std::find_if(y, b.contrasts.end(), [&](const auto& e) { return e.first != aspect; });
    in_a = x != end_x;
    in_b = y != end_y;
    for (auto i = x; i != end_x; ++i) shared = shared || std::find(y, end_y, *i) != end_y;
    if (in_a && in_b && !shared)
      factor *= kContrast;
    else if (in_a != in_b)
      factor *= kOneSided;
    x = end_x;
    y = end_y;
  }
  return factor;
}

}  // namespace

double edit_likeness(const std::u32string& a, const std::u32string& b, double least) {
  const std::u32string &longer = a.size() < b.size() ? b : a, &shorter = a.size() < b.size() ? a : b;
  if (longer.empty()) return 1;
  const auto most = static_cast<std::size_t>((1 - least) * static_cast<double>(longer.size()));
  if (longer.size() - shorter.size() > most) return 0;
  // Each letter the other text lacks is a step, wherever it stands: that tells most texts apart at once.
  std::array<int, 64> counts{};
  for (const char32_t c : longer) ++counts[c % counts.size()];
  for (const char32_t c : shorter) --counts[c % counts.size()];
  std::size_t lacking = 0;
  for (const int count : counts) lacking += count > 0 ? static_cast<std::size_t>(count) : 0;
  if (lacking > most) return 0;
  // Only cells within `most` of the diagonal can be on a path short enough.
  const std::size_t far = longer.size() + 1;
  std::vector<std::size_t> row(shorter.size() + 1, far);
  for (std::size_t j = 0; j <= std::min(shorter.size(), most); ++j) row[j] = j;
  for (std::size_t i = 1; i <= longer.size(); ++i) {
    const std::size_t first = i > most ? i - most : 1, last = std::min(shorter.size(), i + most);
    if (first > last) return 0;
    std::size_t diagonal = row[first - 1];
    row[first - 1] = first == 1 ? i : far;
    std::size_t best = row[first - 1];
    for (std::size_t j = first; j <= last; ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (longer[i - 1] == shorter[j - 1] ? 0 : 1)});
      diagonal = above;
      best = std::min(best, row[j]);
    }
    if (best > most) return 0;
  }
  return row.back() > most ? 0 : 1 - static_cast<double>(row.back()) / static_cast<double>(longer.size());
}

double likeness(const WeighedMeasure& a, const WeighedMeasure& b) {
  double result = cosine(a, b);
  // Letters are looked at where words alone do not decide.
  if (result < kNearlyEqual && result > kFewShared)
    result = std::max(result, edit_likeness(a.text, b.text, kNearlyEqual));
  result *= contrast_factor(a, b);
  if (a.kind >= 0 && b.kind >= 0 && a.kind != b.kind) result *= kOtherKind;
  return std::min(result, 1.0);
}

}  // namespace prikaz
