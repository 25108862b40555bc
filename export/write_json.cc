#include <ostream>

#include "document_json.h"
#include "json_writer.h"
#include "names.h"
#include "prikaz/export.h"

namespace prikaz {
namespace {

constexpr int kSizeDecimals = 2;
constexpr int kConfidenceDecimals = 3;

void write_source(JsonWriter& json, const Extraction& extraction) {
  const SourceFile& source = extraction.source;
  json.begin_object();
  json.key("name").string(source.name);
  json.key("sha256").string(source.sha256);
  json.key("media_type").string(source.media_type);
  json.key("size_bytes").integer(static_cast<std::int64_t>(source.size_bytes));
  json.key("page_count").integer(static_cast<std::int64_t>(extraction.pages.size()));
  json.end_object();
}

void write_page(JsonWriter& json, const Page& page) {
  json.begin_object();
  json.key("number").integer(page.number);
  json.key("width_pt").number(page.width, kSizeDecimals);
  json.key("height_pt").number(page.height, kSizeDecimals);
  json.key("rotation_deg").integer(page.rotation_deg);
  json.key("skew_deg").number(page.skew_deg, kSizeDecimals);
  json.key("text_source").string(name_of(page.text_source));
  json.key("ocr_confidence");
  if (page.text_source == TextSource::ocr && page.ocr_confidence)
    json.number(*page.ocr_confidence, kConfidenceDecimals);
  else
    json.null();
  json.end_object();
}

void write_diagnostic(JsonWriter& json, const Diagnostic& diagnostic) {
  json.begin_object();
  json.key("code").string(diagnostic.code);
  json.key("severity").string(name_of(diagnostic.severity));
  json.key("message").string(diagnostic.message);
  json.key("page");
  if (diagnostic.page)
    json.integer(*diagnostic.page);
  else
    json.null();
  json.key("bbox");
  if (diagnostic.bbox)
    write_box(json, *diagnostic.bbox);
  else
    json.null();
  json.key("path");
  if (diagnostic.document)
    json.string("/documents/" + std::to_string(*diagnostic.document) + diagnostic.path);
  else
    write_text(json, diagnostic.path);
  json.end_object();
}

}  // namespace

void write_json(std::ostream& out, const Extraction& extraction, bool pretty) {
  JsonWriter json(out, pretty);
  json.begin_object();
  json.key("schema").string("urn:prikaz:extraction:1");
  json.key("source");
  write_source(json, extraction);
  json.key("pages").begin_array();
  for (const Page& page : extraction.pages) write_page(json, page);
  json.end_array();
  json.key("documents").begin_array();
  for (std::size_t i = 0; i < extraction.documents.size(); ++i)
    write_document(json, extraction.documents[i], static_cast<int>(i));
  json.end_array();
  json.key("diagnostics").begin_array();
  for (const Diagnostic& diagnostic : extraction.diagnostics) write_diagnostic(json, diagnostic);
  json.end_array();
  json.end_object();
}

}  // namespace prikaz
