#include "words.h"

#include <initializer_list>

#include "prikaz/document_kinds.h"
#include "prikaz/messages.h"

namespace prikaz::tables {
namespace {

// Marks what the catalogues translate.
constexpr const char* message(const char* text) { return text; }

struct Word {
  const char* code;
  const char* text;
};

SheetCell term(const std::string& code, std::initializer_list<Word> words) {
  if (code.empty()) return {};
  for (const Word& word : words)
    if (code == word.code) return Term{code, tr(word.text)};
  return Term{code, code};
}

}  // namespace

SheetCell document_kind(const std::string& code) {
  if (code.empty()) return {};
  return Term{code, kind_in_words(code)};
}

SheetCell party_kind(const std::string& code) {
  return term(
      code,
      {{"person", message("person")}, {"organization", message("organization")}, {"role", message("group or post")}});
}

SheetCell duty(const std::string& code) {
  return term(code, {{"execute", message("carries out")},
                     {"co_execute", message("takes part")},
                     {"control", message("controls")},
                     {"coordinate", message("coordinates")}});
}

SheetCell period_kind(const std::string& code) {
  return term(code, {{"day", message("day")},
                     {"range", message("from and to")},
                     {"month", message("month")},
                     {"months", message("several months")},
                     {"quarter", message("quarter")},
                     {"half_year", message("half-year")},
                     {"year", message("year")},
                     {"academic_year", message("academic year")},
                     {"school_quarter", message("school quarter")},
                     {"deadline", message("deadline")},
                     {"recurring", message("recurring")},
                     {"schedule", message("by schedule")},
                     {"unspecified", message("without dates")}});
}

SheetCell list_kind(const std::string& code) {
  return term(code, {{"schools", message("schools")}, {"persons", message("persons")}, {"generic", message("other")}});
}

SheetCell list_marker(const std::string& code) {
  return term(code, {{"number", message("numbers")}, {"bullet", message("bullets")}, {"inline", message("in a line")}});
}

SheetCell row_kind(const std::string& code) {
  return term(code, {{"data", message("data")}, {"section", message("section")}, {"header", message("header")}});
}

SheetCell column_role(const std::string& code) {
  return term(code, {{"number", message("number")},
                     {"activity", message("activity")},
                     {"period", message("period")},
                     {"responsible", message("responsible")},
                     {"co_responsible", message("co-responsible")},
                     {"result", message("result")},
                     {"document", message("document")},
                     {"method", message("method")},
                     {"form", message("form")},
                     {"place", message("place")},
                     {"school", message("school")},
                     {"person", message("person")},
                     {"position", message("post")},
                     {"year", message("year")},
                     {"other", message("other")}});
}

SheetCell severity(const std::string& code) {
  SheetCell cell =
      term(code, {{"info", message("for information")}, {"warning", message("warning")}, {"error", message("error")}});
  if (code == "warning") cell.style = CellStyle::doubtful;
  if (code == "error") cell.style = CellStyle::attention;
  return cell;
}

SheetCell file_state(const std::string& code) {
  SheetCell cell =
      term(code, {{"imported", message("read")}, {"duplicate", message("duplicate")}, {"failed", message("not read")}});
  if (code == "duplicate") cell.style = CellStyle::muted;
  if (code == "failed") cell.style = CellStyle::attention;
  return cell;
}

SheetCell failure_reason(const std::string& code) {
  return term(code, {{"encrypted", message("encrypted")},
                     {"truncated", message("truncated")},
                     {"damaged", message("damaged")},
                     {"empty", message("empty")},
                     {"not_a_document", message("not a document")},
                     {"unsupported", message("unsupported")},
                     {"timeout", message("took too long")},
                     {"memory", message("needed too much memory")},
                     {"output_limit", message("gave too much")},
                     {"crash", message("reading it crashed")},
                     {"sandbox_denied", message("tried what is forbidden")},
                     {"io_error", message("could not be accessed")}});
}

}  // namespace prikaz::tables
