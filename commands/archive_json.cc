#include "archive_json.h"

#include <nlohmann/json.hpp>

#include "prikaz/printable.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

using Json = nlohmann::ordered_json;

std::string printed(const Json& value) { return value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

Json or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json document_json(const ListedDocument& document) {
  return {{"id", document.id},
          {"sha256", document.sha256},
          {"kind", document.kind},
          {"number", or_null(document.number)},
          {"date", or_null(document.date)},
          {"issuer", or_null(document.issuer)},
          {"title", or_null(document.title)},
          {"name", document.name},
          {"pages", {{"first", document.first_page}, {"last", document.last_page}}},
          {"doubtful", document.doubtful}};
}

// Two names of different bytes stay two names.
std::string path_text(const std::string& path) { return valid_utf8(path) == path ? path : printable(path); }

}  // namespace

std::string status_json(const ArchiveStatus& status) {
  return printed({{"files", status.files},
                  {"failed", status.failed},
                  {"failed_by_reason", status.failed_by_reason},
                  {"duplicates", status.duplicates},
                  {"documents", status.documents},
                  {"documents_by_kind", status.documents_by_kind},
                  {"doubtful", status.doubtful},
                  {"pages", status.pages},
                  {"recognized_pages", status.recognized_pages},
                  {"first_date", or_null(status.first_date)},
                  {"last_date", or_null(status.last_date)},
                  {"database_bytes", status.database_bytes},
                  {"version", status.version}});
}

std::string failed_json(const std::vector<FailedFile>& files) {
  Json all = Json::array();
  for (const FailedFile& file : files) {
    Json paths = Json::array();
    for (const std::string& path : file.paths) paths.push_back(path_text(path));
    all.push_back(
        {{"sha256", or_null(file.sha256)}, {"paths", paths}, {"failure", file.failure}, {"reason", file.reason}});
  }
  return printed(all);
}

std::string list_json(const std::vector<ListedDocument>& documents) {
  Json all = Json::array();
  for (const ListedDocument& document : documents) all.push_back(document_json(document));
  return printed(all);
}

std::string search_json(const SearchResult& result) {
  Json hits = Json::array();
  for (const SearchHit& hit : result.hits) {
    Json one = document_json(hit.document);
    one["path"] = path_text(hit.path);
    Json marks = Json::array();
    // Programs count characters, not bytes of UTF-8.
    for (const auto& [from, to] : hit.marks)
      marks.push_back({count_code_points(std::string_view(hit.snippet).substr(0, from)),
                       count_code_points(std::string_view(hit.snippet).substr(0, to))});
    one["hit"] = {{"kind", hit.kind},
                  {"label", or_null(hit.label)},
                  {"table", or_null(hit.table)},
                  {"row", hit.row < 0 ? Json() : Json(hit.row)},
                  {"page", hit.page < 1 ? Json() : Json(hit.page)},
                  {"bbox", hit.x1 > hit.x0 ? Json{hit.x0, hit.y0, hit.x1, hit.y1} : Json()},
                  {"snippet", hit.snippet},
                  {"marks", marks}};
    hits.push_back(std::move(one));
  }
  return printed({{"hits", hits}, {"more", result.more}, {"newest_first", result.newest}});
}

}  // namespace prikaz
