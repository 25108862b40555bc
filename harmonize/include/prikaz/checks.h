// What an office would want to look at again in its orders and plans: contradictions, gaps, things left open.
#pragma once

#include <string>
#include <vector>

#include "prikaz/collection.h"
#include "prikaz/reference_graph.h"

namespace prikaz {

// error: it cannot be meant so; warning: somebody should look; info: good to know.
enum class CheckSeverity { error, warning, info };
const char* severity_name(CheckSeverity severity);

struct Check {
  std::string code;  // snake_case, from the list below
  CheckSeverity severity = CheckSeverity::warning;
  std::string sentence;  // in the user's language
  std::string subject;  // row or item it is about, as an official names it («строка 2.3»); empty for the whole document
  Place place;
  int row = -1;  // into Collection::rows, where it is about one
};

// Codes:
//   period_reversed         a period ends before it begins
//   period_outside_plan     the whole period lies outside the plan's year; two months after it are left for reports,
//   and
//                           a month before it (three before a school year) for preparation
//   row_without_period      the period cell of a plan row is empty, merged cells and a period in the section or in the
//                           activity taken into account
//   row_without_responsible the same for those who answer
//   plan_without_periods, plan_without_responsible   the whole table has none: said once
//   row_number_repeated, row_number_skipped, item_number_repeated, item_number_skipped
//   row_repeated            the same measure at the same time by the same parties stands twice in one plan
//   school_not_in_list      a plan is for schools that the order does not name
//   responsible_not_in_group   a person answers for rows and is not in the working group, of which most others are
//   control_missing, control_without_person
//   deadline_before_order   an item is to be done before the order was signed
//   rows_before_order       plan rows that were over before the order was signed: said once
//   appendix_missing, appendix_not_mentioned
//   reference_to_future, reference_to_repealed
//   number_missing, date_missing   of an order
//   number_and_date_repeated   two documents of one office have both the same, and are no copies
//
// In the order of documents, in a document by page.
std::vector<Check> check_documents(const Collection& collection, const ReferenceGraph& graph);

}  // namespace prikaz
