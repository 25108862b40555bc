// Measures that mean the same, put together without comparing each with each.
#pragma once

#include <vector>

#include "measure_likeness.h"

namespace prikaz {

// The group of each measure: numbers from 0 in the order the groups were begun. Measures without words are alone.
//
// Average-link clustering led by an inverted index: a measure joins the group to whose members it is most alike on
// average, if that is at least `same`; then groups that are as alike are joined. Only measures that share a telling
// word are ever compared, and of a large group only some members. Deterministic. `measures` should come in order of
// weight: the first ones begin groups.
std::vector<int> group_measures(const std::vector<WeighedMeasure>& measures, double same);

}  // namespace prikaz
