// The kind of a measure from the words of its row (data/measure_kind_words.tsv).
#pragma once

#include <unordered_map>
#include <vector>

#include "measure_words.h"
#include "prikaz/measures.h"

namespace prikaz {

class KindAssigner {
 public:
  explicit KindAssigner(MeasureWords& words);

  // `activity` is what words.read gives for the row's activity, `factors` what each of its words counts where it stands
  // (measure_parts.h).
  AssignedKind assign(const PlanRow& row, const std::vector<int>& activity, const std::vector<double>& factors);

 private:
  struct Pattern {
    std::vector<int> words;
    int kind = 0;
    double weight = 0;
    std::string shown;
  };
  struct Hit {
    const Pattern* pattern = nullptr;
    double weight = 0;
    const char* field = nullptr;
  };

  // `factors` may be null: all count the same.
  void look(const std::vector<int>& text, const std::vector<double>* factors, double field_weight, const char* field,
            bool at_head, std::vector<Hit>& hits) const;

  MeasureWords& words_;
  std::vector<Pattern> patterns_;
  std::unordered_map<int, std::vector<int>> by_first_;
  std::unordered_map<std::string, std::vector<int>> sections_;  // sections repeat in many rows
};

}  // namespace prikaz
