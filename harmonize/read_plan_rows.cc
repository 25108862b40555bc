// Tables that are plans, a row at a time. What a column means is told by its role; merged cells count for every row
// they cover.
#include <algorithm>
#include <array>

#include "extraction_json.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

class PlanTable {
 public:
  PlanTable(const DocumentInput& input, const Json& table, std::size_t index)
      : input_(input),
        table_(table),
        rows_(array_at(table, "rows")),
        pointer_(input.pointer + "/tables/" + std::to_string(index)) {
    const Json& columns = array_at(table, "columns");
    for (const Json& column : columns) roles_.push_back(string_at(column, "role"));
    find_owners();
  }

  bool is_plan() const { return has("activity") && (has("period") || has("responsible") || has("co_responsible")); }

  void read(std::vector<PlanRow>& rows) {
    std::string section;
    title_ = string_at(table_, "title");
    const auto around = input_.heading_of.find(string_at(table_, "id"));
    if (title_.empty() && around != input_.heading_of.end()) title_ = around->second;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      const std::string kind = string_at(rows_[r], "kind");
      if (kind == "section") section = whole(r);
      if (kind != "data" || is_sum(r)) continue;
      PlanRow row = read_row(r);
      if (row.activity.empty()) continue;
      // A direction merged over many rows is a section beside its rows.
      const std::string direction = directions(r);
      row.section = direction.empty() ? section : section.empty() ? direction : section + ". " + direction;
      rows.push_back(std::move(row));
    }
  }

 private:
  struct Owner {
    std::size_t row, column;
  };

  bool has(std::string_view role) const { return std::find(roles_.begin(), roles_.end(), role) != roles_.end(); }

  const Json& cell(std::size_t r, std::size_t c) const {
    static const Json nothing = Json::object();
    const Json& cells = array_at(rows_[r], "cells");
    return c < cells.size() ? cells[c] : nothing;
  }

  // The cell that is printed where (row, column) lies: itself, or the merged one it is hidden under.
  void find_owners() {
    owners_.assign(rows_.size(), {});
    for (std::size_t r = 0; r < rows_.size(); ++r)
      for (std::size_t c = 0; c < roles_.size(); ++c) owners_[r].push_back({r, c});
    for (std::size_t r = 0; r < rows_.size(); ++r)
      for (std::size_t c = 0; c < roles_.size(); ++c) {
        const Json& here = cell(r, c);
        if (here.value("covered", false)) continue;
        const auto down = static_cast<std::size_t>(std::max(1, int_at(here, "row_span", 1)));
        const auto right = static_cast<std::size_t>(std::max(1, int_at(here, "col_span", 1)));
        for (std::size_t i = r; i < std::min(r + down, rows_.size()); ++i)
          for (std::size_t k = c; k < std::min(c + right, roles_.size()); ++k) owners_[i][k] = {r, c};
      }
  }

  // A cell counts in a row for the role of its first column only.
  template <class Visit>
  void for_each_cell(std::size_t r, std::string_view role, const Visit& visit) const {
    for (std::size_t c = 0; c < roles_.size(); ++c) {
      if (roles_[c] != role) continue;
      const Owner owner = owners_[r][c];
      if (owner.column == c) visit(owner, cell(owner.row, owner.column));
    }
  }

  std::size_t count(std::string_view role) const {
    return static_cast<std::size_t>(std::count(roles_.begin(), roles_.end(), role));
  }

  bool spans_rows(const Owner& owner) const { return int_at(cell(owner.row, owner.column), "row_span", 1) > 1; }

  std::string text(std::size_t r, std::string_view role) const {
    std::string joined;
    for_each_cell(r, role, [&](const Owner&, const Json& printed) { append(joined, string_at(printed, "text")); });
    return joined;
  }

  static void append(std::string& joined, const std::string& more) {
    if (more.empty()) return;
    if (!joined.empty()) joined += ' ';
    joined += more;
  }

  // Of several activity columns («Направление», «Мероприятие») those merged over rows say what the others belong to. A
  // single one merged over rows does so where the forms beside it («Методический десант») are the measures.
  bool is_direction(std::size_t r, std::size_t c) const {
    if (!spans_rows(owners_[r][c])) return false;
    if (forms_are_measures(r)) return true;
    for (std::size_t k = 0; k < roles_.size(); ++k)
      if (roles_[k] == "activity" && k != c && !spans_rows(owners_[r][k]) &&
          !string_at(cell(owners_[r][k].row, k), "text").empty())
        return true;
    return false;
  }

  bool forms_are_measures(std::size_t r) const {
    if (count("activity") != 1 || count("form") == 0) return false;
    bool merged = false, measure = false;
    for_each_cell(r, "activity", [&](const Owner& owner, const Json&) { merged = spans_rows(owner); });
    for_each_cell(r, "form", [&](const Owner& owner, const Json& printed) {
      measure = measure || (!spans_rows(owner) && !string_at(printed, "text").empty());
    });
    return merged && measure;
  }

  std::string directions(std::size_t r) const {
    std::string joined;
    for_each_cell(r, "activity", [&](const Owner& owner, const Json& printed) {
      if (is_direction(r, owner.column)) append(joined, string_at(printed, "text"));
    });
    return joined;
  }

  std::string activity(std::size_t r) const {
    if (forms_are_measures(r)) return text(r, "form");
    std::string joined;
    for_each_cell(r, "activity", [&](const Owner& owner, const Json& printed) {
      if (!is_direction(r, owner.column)) append(joined, string_at(printed, "text"));
    });
    return joined;
  }

  std::string whole(std::size_t r) const {
    std::string joined;
    for (const Json& printed : array_at(rows_[r], "cells")) append(joined, string_at(printed, "text"));
    return joined;
  }

  // «Итого», «Всего по разделу»: the first words of the row.
  bool is_sum(std::size_t r) const {
    const std::string folded = fold(whole(r));
    const std::string_view start = trim(folded, " .:-0123456789");
    for (const std::string_view word : {"итого", "всего"})
      if (start.starts_with(word) && word_ends_at(start, word.size())) return true;
    return false;
  }

  std::string cell_pointer(const Owner& owner) const {
    return pointer_ + "/rows/" + std::to_string(owner.row) + "/cells/" + std::to_string(owner.column) + "/text";
  }

  void read_periods(std::size_t r, PlanRow& row) const {
    for_each_cell(r, "period", [&](const Owner& owner, const Json&) {
      const auto dates = input_.dates_at.find(cell_pointer(owner));
      if (dates == input_.dates_at.end()) return;
      for (const int date : dates->second) row.periods.push_back(input_.dates[static_cast<std::size_t>(date)]);
    });
    const auto period = rows_[r].find("period");
    if (row.periods.empty() && period != rows_[r].end() && period->is_object())
      row.periods.push_back(read_period(*period));
    join_bounds(r, row);
  }

  // «Начало» and «окончание» in columns of their own are the two ends of one period.
  void join_bounds(std::size_t r, PlanRow& row) const {
    if (count("period") != 2 || row.periods.size() != 2) return;
    std::vector<std::string> headers;
    const Json& columns = array_at(table_, "columns");
    for (std::size_t c = 0; c < roles_.size(); ++c)
      if (roles_[c] == "period") headers.push_back(fold(string_at(columns[c], "header")));
    if (headers[0].find("начал") == std::string::npos ||
        (headers[1].find("оконч") == std::string::npos && headers[1].find("заверш") == std::string::npos))
      return;
    const CollectedPeriod &first = row.periods[0], &last = row.periods[1];
    CollectedPeriod both;
    both.text = text(r, "period");
    both.kind = "range";
    both.start = first.start ? first.start : first.end;
    both.end = last.end ? last.end : last.start;
    both.inferred = first.inferred || last.inferred;
    if (both.start && both.end) row.periods = {both};
  }

  void read_parties(std::size_t r, PlanRow& row) const {
    const Json& all = array_at(input_.json, "responsible");
    const auto take = [&](const Json& indexes, std::string_view under) {
      for (const Json& index : indexes) {
        if (!index.is_number_unsigned() || index.get<std::size_t>() >= all.size()) continue;
        const Json& party = all[index.get<std::size_t>()];
        if (under.empty() || string_at(party, "path") == under) row.responsible.push_back(read_party(input_, party));
      }
    };
    take(array_at(rows_[r], "responsible"), {});
    for (const std::string_view role : {"responsible", "co_responsible"})
      for_each_cell(r, role, [&](const Owner& owner, const Json&) {
        if (owner.row != r) take(array_at(rows_[owner.row], "responsible"), cell_pointer(owner));
      });
  }

  void read_schools(std::size_t r, PlanRow& row) const {
    for (const Json& index : array_at(rows_[r], "schools"))
      if (index.is_number_unsigned() && index.get<std::size_t>() < array_at(input_.json, "schools").size())
        row.schools.push_back(index.get<int>());
  }

  PlanRow read_row(std::size_t r) const {
    PlanRow row;
    row.document = input_.index;
    row.table = string_at(table_, "id");
    row.table_title = title_;
    row.row = static_cast<int>(r);
    row.number = string_at(rows_[r], "number");
    row.activity = activity(r);
    row.result = text(r, "result");
    row.output_document = text(r, "document");
    if (!forms_are_measures(r)) row.form = text(r, "form");
    append(row.form, text(r, "method"));
    row.period_text = text(r, "period");
    row.responsible_text = text(r, "responsible");
    append(row.responsible_text, text(r, "co_responsible"));
    row.target_group = participants(r);
    read_periods(r, row);
    read_parties(r, row);
    read_schools(r, row);
    row.confidence = 1;
    for (const Json& printed : array_at(rows_[r], "cells"))
      row.confidence = std::min(row.confidence, printed.value("confidence", 1.0F));
    row.place = place_of(input_, array_at(rows_[r], "spans"));
    return row;
  }

  // Columns of their own kind: «Участники», «Категория участников», «Целевая аудитория».
  std::string participants(std::size_t r) const {
    std::string joined;
    const Json& columns = array_at(table_, "columns");
    for (std::size_t c = 0; c < roles_.size(); ++c) {
      if (roles_[c] == "activity" || roles_[c] == "responsible" || roles_[c] == "co_responsible") continue;
      const std::string header = fold(string_at(columns[c], "header"));
      for (const char* word : {"участник", "категори", "целев", "аудитори", "для кого"})
        if (header.find(word) != std::string::npos) {
          append(joined, string_at(cell(owners_[r][c].row, owners_[r][c].column), "text"));
          break;
        }
    }
    return joined;
  }

  const DocumentInput& input_;
  const Json& table_;
  const Json& rows_;
  std::string pointer_, title_;
  std::vector<std::string> roles_;
  std::vector<std::vector<Owner>> owners_;
};

}  // namespace

void read_plan_rows(const DocumentInput& input, std::vector<PlanRow>& rows) {
  const Json& tables = array_at(input.json, "tables");
  for (std::size_t i = 0; i < tables.size(); ++i) {
    PlanTable table(input, tables[i], i);
    if (table.is_plan()) table.read(rows);
  }
}

}  // namespace prikaz
