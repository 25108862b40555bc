// The library as others call it, and the two tables that are about files rather than documents.
#include "prikaz/tables.h"

#include <algorithm>
#include <cassert>

#include "places.h"
#include "prikaz/error.h"
#include "prikaz/messages.h"
#include "prikaz/printable.h"
#include "table_kinds.h"
#include "words.h"

namespace prikaz {
namespace tables {
namespace {

constexpr TableKind kKinds[] = {
    {"documents", documents_sheet, documents_rows},
    {"items", items_sheet, items_rows},
    {"plans", plans_sheet, plans_rows, true},
    {"responsible", responsible_sheet, responsible_rows},
    {"schools", schools_sheet, schools_rows},
    {"persons", persons_sheet, persons_rows},
    {"dates", dates_sheet, dates_rows},
    {"references", references_sheet, references_rows},
    {"lists", lists_sheet, lists_rows},
    {"tables", tables_sheet, tables_rows},
    {"diagnostics", diagnostics_sheet, nullptr},
    {"files", files_sheet, nullptr},
};

const TableKind& kind_of(const std::string& key) {
  for (const TableKind& kind : kKinds)
    if (key == kind.key) return kind;
  assert(false && "a key of table_keys()");
  return kKinds[0];
}

// What the extraction says about its file, or the importer knows better.
std::string sha256_of(const Json& extraction, const ExtractionSource& source) {
  return source.sha256.empty() ? text(member(extraction, "source"), "sha256") : source.sha256;
}

std::string document_id(const std::string& sha256, int number) {
  return sha256.empty() ? std::string() : sha256.substr(0, 12) + "." + std::to_string(number);
}

void diagnostics_rows(const Json& extraction, const std::vector<DocumentView>& views, const ExtractionSource& source,
                      const SheetRow& row) {
  const Json& documents = array(extraction, "documents");
  for (const Json& diagnostic : array(extraction, "diagnostics")) {
    const std::string path = text(diagnostic, "path");
    const int page = static_cast<int>(std::clamp<std::int64_t>(whole(diagnostic, "page").value_or(0), 0, 9'999'999));
    const int index = document_index(path);
    const bool in_document = index >= 0 && static_cast<std::size_t>(index) < documents.size();
    const auto view =
        std::find_if(views.begin(), views.end(), [&](const DocumentView& one) { return one.number == index + 1; });
    if (in_document && view == views.end()) continue;  // about a document that is not wanted
    const DocumentView whole_file{extraction, member(extraction, "none"), 0, "", "", source};
    const DocumentView& about = in_document ? *view : whole_file;
    row(about.cells(
        page, {severity(text(diagnostic, "severity")), text_cell(diagnostic, "code"), text_cell(diagnostic, "message"),
               text_cell(place_in_words(about.document, path)), text_cell(path)}));
  }
}

struct FileFacts {
  std::string sha256, name, media_type;
  std::optional<std::int64_t> size, pages, recognized, documents, warnings, errors;
  std::string failure, reason;
};

void files_rows(const FileFacts& facts, const ExtractionSource& source, const SheetRow& row) {
  const std::size_t count = std::max<std::size_t>(1, source.paths.size());
  for (std::size_t i = 0; i < count; ++i) {
    const std::string path = i < source.paths.size() ? source.paths[i] : std::string();
    const bool inside = path.find("!/") != std::string::npos;
    const std::string name = path.empty() ? facts.name : printable(path.substr(path.rfind('/') + 1));
    row({path.empty() || inside ? text_cell(name) : SheetCell(Link{file_url(path), name}), text_cell(printable(path)),
         file_state(!facts.failure.empty() ? "failed"
                    : i > 0                ? "duplicate"
                                           : "imported"),
         failure_reason(facts.failure), text_cell(facts.reason), text_cell(facts.media_type), facts.size, facts.pages,
         facts.recognized, facts.documents, facts.warnings, facts.errors, text_cell(facts.sha256)});
  }
}

FileFacts facts_of(const Json& extraction, const ExtractionSource& source) {
  const Json& about = member(extraction, "source");
  FileFacts facts;
  facts.sha256 = sha256_of(extraction, source);
  facts.name = text(about, "name");
  facts.media_type = text(about, "media_type");
  facts.size = whole(about, "size_bytes");
  facts.pages = whole(about, "page_count");
  facts.documents = static_cast<std::int64_t>(array(extraction, "documents").size());
  facts.recognized = facts.warnings = facts.errors = 0;
  for (const Json& page : array(extraction, "pages")) *facts.recognized += text(page, "text_source") == "ocr" ? 1 : 0;
  for (const Json& diagnostic : array(extraction, "diagnostics")) {
    *facts.warnings += text(diagnostic, "severity") == "warning" ? 1 : 0;
    *facts.errors += text(diagnostic, "severity") == "error" ? 1 : 0;
  }
  return facts;
}

}  // namespace

Sheet diagnostics_sheet() {
  Sheet sheet;
  sheet.key = "diagnostics";
  sheet.name = tr("Remarks of the program");
  sheet.columns = columns_after_leading({{"severity", tr("Severity"), 14},
                                         {"code", tr("Code"), 26},
                                         {"message", tr("Message"), 70, true},
                                         {"place", tr("Place in the document"), 22, true},
                                         {"path", tr("Place in the JSON"), 34}});
  return sheet;
}

Sheet files_sheet() {
  Sheet sheet;
  sheet.key = "files";
  sheet.name = tr("Files");
  sheet.columns = {{"file", tr("File"), 34, true},
                   {"path", tr("Path"), 60, true},
                   {"state", tr("State"), 12},
                   {"failure", tr("Why not"), 20},
                   {"reason", tr("Reason in words"), 50, true},
                   {"media_type", tr("Type of file"), 18},
                   {"size_bytes", tr("Bytes"), 12},
                   {"pages", tr("Pages"), 8},
                   {"recognized_pages", tr("Pages recognized"), 10},
                   {"documents", tr("Documents"), 10},
                   {"warnings", tr("Warnings"), 10},
                   {"errors", tr("Errors"), 10},
                   {"sha256", "SHA-256", 20}};
  return sheet;
}

}  // namespace tables

using namespace tables;

const std::vector<std::string>& table_keys() {
  static const std::vector<std::string> keys = [] {
    std::vector<std::string> all;
    for (const TableKind& kind : kKinds) all.emplace_back(kind.key);
    return all;
  }();
  return keys;
}

ExtractionTables::ExtractionTables(const std::vector<std::string>& keys) : keys_(keys) {
  for (const std::string& key : keys) sheets_.push_back(kind_of(key).sheet());
}

void ExtractionTables::add(std::string_view json, const ExtractionSource& source, SheetWriter& writer) const {
  const Json extraction = Json::parse(json, nullptr, false);
  if (!extraction.is_object()) throw InputError(Failure::damaged, tr("this is not an extraction"));

  Collection collection;
  const bool collect =
      std::any_of(keys_.begin(), keys_.end(), [](const std::string& key) { return kind_of(key).needs_collection; });
  bool collected = false;
  if (collect) try {
      add_extraction(collection, json, source.paths.empty() ? std::string() : source.paths.front());
      collected = true;
    } catch (const InputError&) {
      // Not as the contract says: the other tables take what there is.
    }

  const Json& documents = array(extraction, "documents");
  const std::string sha256 = sha256_of(extraction, source);
  std::vector<DocumentView> views;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const int number = static_cast<int>(i) + 1;
    if (source.wants && !source.wants(number)) continue;
    views.push_back({extraction, documents[i], number, "/documents/" + std::to_string(i), document_id(sha256, number),
                     source, collected ? &collection : nullptr});
  }
  if (source.wants && views.empty()) return;
  for (std::size_t sheet = 0; sheet < keys_.size(); ++sheet) {
    const SheetRow row = [&](const std::vector<SheetCell>& cells) { writer.row(sheet, cells); };
    if (keys_[sheet] == "diagnostics")
      diagnostics_rows(extraction, views, source, row);
    else if (keys_[sheet] == "files")
      files_rows(facts_of(extraction, source), source, row);
    else
      for (const DocumentView& view : views) kind_of(keys_[sheet]).rows(view, row);
  }
}

void ExtractionTables::add_failed(const ExtractionSource& source, const std::string& failure, const std::string& reason,
                                  SheetWriter& writer) const {
  FileFacts facts;
  facts.sha256 = source.sha256;
  facts.failure = failure;
  facts.reason = reason;
  for (std::size_t sheet = 0; sheet < keys_.size(); ++sheet)
    if (keys_[sheet] == "files")
      files_rows(facts, source, [&](const std::vector<SheetCell>& cells) { writer.row(sheet, cells); });
}

}  // namespace prikaz
