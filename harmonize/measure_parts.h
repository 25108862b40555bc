// What of a measure is said first and what only explains it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prikaz {

// A stretch of an activity and how much its words count, 0 to 1.
struct MeasurePart {
  std::string_view text;
  double weight = 1;
};

// «Семинар для завучей «Контроль и помощь» (с приглашением методистов) с целью обмена опытом»: what stands in quotation
// marks, in brackets, after a colon or after «с целью» and its like counts less. The views point into `activity`.
std::vector<MeasurePart> parts_of_measure(std::string_view activity);

}  // namespace prikaz
