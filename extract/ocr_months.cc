// Names of months with one letter wrong, where a date stands.
#include <algorithm>
#include <optional>

#include "ocr_repairs.h"
#include "prikaz/data.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

const std::vector<std::u32string>& month_forms() {
  static const std::vector<std::u32string> forms = [] {
    std::vector<std::u32string> all;
    for (const auto& row : data_table("months.tsv"))
      for (const std::string_view form : split(row[1], ' '))
        if (!form.empty()) all.push_back(to_letters(form));
    return all;
  }();
  return forms;
}

// One letter changed, lost or added.
bool one_apart(std::u32string_view a, std::u32string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t k = 0;
  while (k < a.size() && a[k] == b[k]) ++k;
  return a.size() == b.size() ? a.substr(std::min(k + 1, a.size())) == b.substr(std::min(k + 1, b.size()))
                              : a.substr(k) == b.substr(k + 1);
}

std::u32string_view inner_of(std::u32string_view text) {
  const Core core = core_of(text);
  return text.substr(core.begin, core.end - core.begin);
}

}  // namespace

void repair_months(OcrPage& page) {
  for (std::size_t i = 0; i < page.size(); ++i) {
    const std::u32string& text = page.text(i);
    const Core core = core_of(text);
    const std::size_t length = core.end - core.begin;
    if (length < 3 || length > 9) continue;
    const std::size_t before = page.before_in_region(i), after = page.after_in_region(i);
    const std::u32string_view day = before == kNoWord ? std::u32string_view() : inner_of(page.text(before));
    const std::u32string_view year = after == kNoWord ? std::u32string_view() : inner_of(page.text(after));
    const bool has_day = all_digits(day) && day.size() <= 2 && day[0] <= U'3';
    const bool has_year = is_year(year.substr(0, 4)) && (year.size() == 4 || year.substr(4) == U"г");
    // A short word is near to too many: «май» and «мал».
    if (!has_year || (!has_day && length < 5)) continue;
    const std::u32string folded = fold_letters(std::u32string_view(text).substr(core.begin, length));
    const auto& forms = month_forms();
    if (std::find(forms.begin(), forms.end(), folded) != forms.end()) continue;
    std::optional<std::u32string> found;
    bool several = false;
    for (const std::u32string& form : forms) {
      if (!one_apart(folded, form)) continue;
      const bool genitive = form.back() == U'я' || form.back() == U'а';
      if (has_day && !genitive) continue;
      several = found.has_value();
      found = form;
    }
    if (!found || several) continue;
    std::u32string month = *found;
    if (is_capital_cyrillic(text[core.begin])) month = to_letters(capitalized(to_utf8(month)));
    page.change(i, text.substr(0, core.begin) + month + text.substr(core.end), "month", kNumberDoubt);
  }
}

}  // namespace prikaz
