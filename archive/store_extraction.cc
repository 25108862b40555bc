#include "store_extraction.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "bulk_insert.h"
#include "contract_reader.h"
#include "prikaz/error.h"
#include "prikaz/messages.h"

namespace prikaz {
namespace {

// No file of people comes near; the parser takes a few times as much memory.
constexpr std::size_t kMostBytes = std::size_t{256} << 20U;
constexpr std::int64_t kMostPages = 10'000'000;
constexpr std::int64_t kMostRows = std::int64_t{1} << 40U;

// The first page of a text and the box around what stands there.
struct Place {
  std::optional<std::int64_t> page;
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};

void read_box(const JsonArray& box, double (&sides)[4]) {
  std::size_t n = 0;
  for (const JsonValue side : box) {
    if (n == 4) break_contract("bbox");
    sides[n++] = side.number();
  }
  if (n != 4) break_contract("bbox");
}

Place read_place(const JsonArray& spans, std::int64_t pages) {
  Place place;
  for (const JsonValue value : spans) {
    const JsonObject span = value.object();
    const std::int64_t page = span.integer("page", 1, pages);
    double sides[4];
    read_box(span.array("bbox"), sides);
    if (!place.page) {
      place = {page, sides[0], sides[1], sides[2], sides[3]};
    } else if (page == *place.page) {
      place = {page, std::min(place.x0, sides[0]), std::min(place.y0, sides[1]), std::max(place.x1, sides[2]),
               std::max(place.y1, sides[3])};
    }
  }
  return place;
}

BulkInsert& add(BulkInsert& rows, const Place& place) {
  rows.integer(place.page);
  if (!place.page) return rows.null().null().null().null();
  return rows.real(place.x0).real(place.y0).real(place.x1).real(place.y1);
}

std::string joined(const JsonArray& texts) {
  std::string all;
  for (const JsonValue text : texts) {
    if (!all.empty()) all += "; ";
    all += text.text();
  }
  return all;
}

// Values for all columns, in their order.
Statement insert_into(Database& database, const std::string& table) {
  const std::int64_t columns = database.number("SELECT count(*) FROM pragma_table_info('" + table + "')");
  std::string sql = "INSERT INTO " + table + " VALUES (?";
  for (std::int64_t i = 1; i < columns; ++i) sql += ",?";
  return database.prepare(sql + ")");
}

}  // namespace

struct ExtractionStore::Inserts {
  Database& database;
  ContractParser parser;
  Statement extraction, document;
  GatheredRows gathered;
  BulkInsert page, heading_value, approval, item, signatory, drafter, appendix, block, furniture, list, list_entry,
      table, column, row, cell, row_school, school, school_mention, person, person_mention, responsible, date,
      reference, diagnostic;

  std::int64_t pages = 0;  // the highest number of a page; those that could not be read are missing
  std::int64_t document_key = 0;
  std::int64_t counter = 0;  // of items, blocks or entries

  explicit Inserts(Database& db) : database(db), gathered(db) {
    extraction = insert_into(db, "extractions");
    page = BulkInsert(db, gathered, "pages");
    document = insert_into(db, "documents");
    heading_value = BulkInsert(db, gathered, "heading_values");
    approval = BulkInsert(db, gathered, "approvals");
    item = BulkInsert(db, gathered, "items");
    signatory = BulkInsert(db, gathered, "signatories");
    drafter = BulkInsert(db, gathered, "drafted_by");
    appendix = BulkInsert(db, gathered, "appendices");
    block = BulkInsert(db, gathered, "blocks");
    furniture = BulkInsert(db, gathered, "furniture");
    list = BulkInsert(db, gathered, "lists");
    list_entry = BulkInsert(db, gathered, "list_entries");
    table = BulkInsert(db, gathered, "tables");
    column = BulkInsert(db, gathered, "columns");
    row = BulkInsert(db, gathered, "rows");
    cell = BulkInsert(db, gathered, "cells");
    row_school = BulkInsert(db, gathered, "row_schools");
    school = BulkInsert(db, gathered, "schools");
    school_mention = BulkInsert(db, gathered, "school_mentions");
    person = BulkInsert(db, gathered, "persons");
    person_mention = BulkInsert(db, gathered, "person_mentions");
    responsible = BulkInsert(db, gathered, "responsible");
    date = BulkInsert(db, gathered, "dates");
    reference = BulkInsert(db, gathered, "document_references");
    diagnostic = BulkInsert(db, gathered, "diagnostics");
  }

  // REQUIRES: what was parsed is still there.
  void flush() {
    for (BulkInsert* rows :
         {&page,      &heading_value,  &approval,   &item,           &signatory,   &drafter, &appendix,  &block,
          &furniture, &list,           &list_entry, &table,          &column,      &row,     &cell,      &row_school,
          &school,    &school_mention, &person,     &person_mention, &responsible, &date,    &reference, &diagnostic})
      rows->flush();
  }

  Place place_of(const JsonObject& object) const { return read_place(object.array("spans"), pages); }
  Place optional_place_of(const JsonObject& object) const { return object.has("spans") ? place_of(object) : Place(); }

  struct Range {
    std::int64_t first, last;
  };
  Range pages_of(const JsonObject& object) const {
    const JsonObject range = object.object("pages");
    const std::int64_t first = range.integer("first", 1, pages);
    return {first, range.integer("last", 1, pages)};
  }

  std::optional<std::string_view> insert_heading_value(const JsonObject& heading, const char* field) {
    const std::optional<JsonObject> read = heading.object_or_null(field);
    if (!read) return std::nullopt;
    const std::string_view value = read->text("value");
    heading_value.integer(document_key).text(field).text(value).text(read->text("text"));
    heading_value.real(read->confidence("confidence"));
    add(heading_value, place_of(*read)).end_row();
    return value;
  }

  void insert_printed(const char* field, std::string_view text, const Place& place) {
    heading_value.integer(document_key).text(field).null().text(text).null();
    add(heading_value, place).end_row();
  }

  void insert_items(const JsonArray& items, std::optional<std::int64_t> parent) {
    for (const JsonValue value : items) {
      const JsonObject read = value.object();
      const std::int64_t number = ++counter;
      item.integer(document_key).integer(number).integer(parent);
      item.text(read.text_or_null("number")).text(read.text_or_null("label")).text(read.text("text"));
      item.real(read.confidence("confidence"));
      add(item, place_of(read)).end_row();
      insert_items(read.array("items"), number);
    }
  }

  void insert_blocks(const JsonArray& blocks, std::optional<std::int64_t> in_appendix) {
    for (const JsonValue value : blocks) {
      const JsonObject read = value.object();
      const std::string_view type = read.word("type", {"heading", "paragraph", "list", "table"});
      const bool is_text = type == "heading" || type == "paragraph";
      block.integer(document_key).integer(++counter).integer(in_appendix).text(type);
      block.text(is_text ? read.text("text") : read.text_if_there("text"));
      if (type == "heading")
        block.integer(read.integer("level", 1, kMostRows));
      else
        block.null();
      block.text(type == "list" ? read.text("list") : read.text_if_there("list"));
      block.text(type == "table" ? read.text("table") : read.text_if_there("table"));
      add(block, place_of(read)).end_row();
    }
  }

  void insert_appendices(const JsonArray& appendices) {
    std::int64_t n = 0;
    for (const JsonValue value : appendices) {
      const JsonObject read = value.object();
      appendix.integer(document_key).integer(++n).text(read.text_or_null("number")).text(read.text_or_null("title"));
      if (const std::optional<JsonObject> of = read.object_or_null("of_document")) {
        appendix.text(of->text("text")).text(of->text_or_null("kind")).text(of->text_or_null("number"));
        appendix.text(of->day_or_null("date"));
        optional_place_of(*of);
      } else {
        appendix.null().null().null().null();
      }
      const Range range = pages_of(read);
      appendix.integer(range.first).integer(range.last).end_row();
      insert_blocks(read.array("content"), n);
    }
  }

  void insert_entries(std::string_view list_id, const JsonArray& entries, std::optional<std::int64_t> parent) {
    for (const JsonValue value : entries) {
      const JsonObject read = value.object();
      const std::int64_t number = ++counter;
      list_entry.integer(document_key).text(list_id).integer(number).integer(parent);
      list_entry.text(read.text_or_null("label")).text(read.text("text"));
      add(list_entry, place_of(read)).end_row();
      insert_entries(list_id, read.array("entries"), number);
    }
  }

  void insert_lists(const JsonArray& lists) {
    for (const JsonValue value : lists) {
      const JsonObject read = value.object();
      const std::string_view id = read.text("id");
      list.integer(document_key).text(id).text(read.text_or_null("title"));
      list.text(read.word("kind", {"schools", "persons", "generic"}));
      list.text(read.word_or_null("marker", {"number", "bullet", "inline"}));
      add(list, place_of(read)).end_row();
      counter = 0;
      insert_entries(id, read.array("entries"), std::nullopt);
    }
  }

  void insert_cells(std::string_view table_id, std::int64_t row_index, const JsonArray& cells) {
    std::int64_t index = -1;
    for (const JsonValue value : cells) {
      const JsonObject read = value.object();
      ++index;
      const std::string_view text = read.text("text");
      const std::int64_t row_span = read.integer("row_span", 1, kMostRows);
      const std::int64_t col_span = read.integer("col_span", 1, kMostRows);
      const double confidence = read.confidence("confidence");
      const Place place = place_of(read);
      if (read.boolean("covered")) continue;
      cell.integer(document_key).text(table_id).integer(row_index).integer(index).text(text);
      cell.integer(row_span).integer(col_span).real(confidence);
      add(cell, place).end_row();
    }
  }

  struct Period {
    std::string_view text, kind;
    std::optional<std::string_view> start, end, recurrence;
    std::string inferred;
    std::string_view path;
    Place place;
  };

  Period read_date(const JsonObject& read) const {
    Period period;
    period.text = read.text("text");
    period.kind = read.word("kind", {"day", "range", "month", "months", "quarter", "half_year", "year", "academic_year",
                                     "school_quarter", "deadline", "recurring", "schedule", "unspecified"});
    period.start = read.day_or_null("start");
    period.end = read.day_or_null("end");
    period.recurrence = read.text_or_null("recurrence");
    period.inferred = joined(read.array("inferred"));
    period.place = place_of(read);
    period.path = read.pointer("path");
    if (read.has("confidence")) read.confidence("confidence");
    return period;
  }

  struct Counts {
    std::int64_t responsible = 0;
    std::vector<std::string_view> school_ids;
  };

  void insert_rows(std::string_view table_id, const JsonArray& rows, const Counts& counts) {
    std::int64_t index = -1;
    for (const JsonValue value : rows) {
      const JsonObject read = value.object();
      ++index;
      const std::string_view kind = read.word("kind", {"data", "section", "header"});
      row.integer(document_key).text(table_id).integer(index).text(kind).text(read.text_or_null("number"));
      const bool is_data = kind == "data";
      std::optional<Period> period;
      if (is_data || read.has("period"))
        if (const std::optional<JsonObject> date_of_row = read.object_or_null("period"))
          period = read_date(*date_of_row);
      if (period)
        row.text(period->text).text(period->kind).text(period->start).text(period->end).text(period->recurrence);
      else
        row.null().null().null().null().null();
      add(row, place_of(read)).end_row();
      insert_cells(table_id, index, read.array("cells"));
      if (is_data || read.has("responsible"))
        for (const JsonValue party : read.array("responsible")) party.integer(0, counts.responsible - 1);
      if (is_data || read.has("schools"))
        for (const JsonValue school_index : read.array("schools")) {
          const std::int64_t at = school_index.integer(0, static_cast<std::int64_t>(counts.school_ids.size()) - 1);
          row_school.integer(document_key).text(table_id).integer(index);
          row_school.text(counts.school_ids[static_cast<std::size_t>(at)]).end_row();
        }
    }
  }

  void insert_tables(const JsonArray& tables, const Counts& counts) {
    for (const JsonValue value : tables) {
      const JsonObject read = value.object();
      const std::string_view id = read.text("id");
      const Range range = pages_of(read);
      table.integer(document_key).text(id).text(read.text_or_null("title")).integer(range.first).integer(range.last);
      add(table, place_of(read)).end_row();
      for (const JsonValue of_table : read.array("columns")) {
        const JsonObject read_column = of_table.object();
        column.integer(document_key).text(id).integer(read_column.integer("index", 0, kMostRows));
        column.text(read_column.text_or_null("header"));
        column.text(read_column.word_or_null(
            "role", {"number", "activity", "period", "responsible", "co_responsible", "result", "document", "method",
                     "form", "place", "school", "person", "position", "year", "other"}));
        column.end_row();
      }
      insert_rows(id, read.array("rows"), counts);
    }
  }

  void insert_mentions(BulkInsert& rows, std::string_view id, const JsonArray& mentions) {
    std::int64_t n = 0;
    for (const JsonValue value : mentions) {
      const JsonObject read = value.object();
      rows.integer(document_key).text(id).integer(++n).text(read.text("text")).text(read.pointer("path"));
      add(rows, place_of(read)).end_row();
    }
  }

  void insert_schools(const JsonArray& schools) {
    for (const JsonValue value : schools) {
      const JsonObject read = value.object();
      const std::string_view id = read.text("id");
      school.integer(document_key).text(id).text(read.text("name"));
      for (const char* key : {"legal_form", "type", "number", "proper_name", "locality"})
        school.text(read.text_or_null(key));
      school.text(read.text_if_there("honorific")).end_row();
      insert_mentions(school_mention, id, read.array("mentions"));
    }
  }

  void insert_persons(const JsonArray& persons) {
    for (const JsonValue value : persons) {
      const JsonObject read = value.object();
      const std::string_view id = read.text("id");
      person.integer(document_key).text(id).text(read.text("name"));
      for (const char* key : {"surname", "given", "patronymic", "initials"}) person.text(read.text_or_null(key));
      person.kept_text(joined(read.array("positions"))).end_row();
      insert_mentions(person_mention, id, read.array("mentions"));
    }
  }

  void insert_target(const JsonObject& target) {
    if (target.has("item"))
      responsible.text(target.text("item")).null().null().null();
    else if (target.has("table"))
      responsible.null()
          .text(target.text("table"))
          .integer(target.integer("row", 0, kMostRows))
          .text(target.text_or_null("number"));
    else if (target.boolean("document"))
      responsible.null().null().null().null();
    else
      break_contract("target");
  }

  void insert_responsible(const JsonArray& parties) {
    std::int64_t n = 0;
    for (const JsonValue value : parties) {
      const JsonObject read = value.object();
      responsible.integer(document_key).integer(n++);
      responsible.text(read.word("kind", {"person", "organization", "role"})).text(read.text("name"));
      responsible.text(read.text_if_there("full_name")).text(read.text_or_null("person"));
      responsible.text(read.text_or_null("position")).text(read.text_or_null("organization"));
      responsible.text(read.word("duty", {"execute", "co_execute", "control", "coordinate"}));
      insert_target(read.object("target"));
      responsible.text(read.text("text")).real(read.confidence("confidence"));
      if (read.has("path")) read.pointer("path");
      add(responsible, place_of(read)).end_row();
    }
  }

  void insert_dates(const JsonArray& dates) {
    std::int64_t n = 0;
    for (const JsonValue value : dates) {
      Period read = read_date(value.object());
      date.integer(document_key).integer(n++).text(read.text).text(read.kind).text(read.start).text(read.end);
      date.text(read.recurrence);
      if (read.inferred.empty())
        date.null();
      else
        date.kept_text(std::move(read.inferred));
      add(date.text(read.path), read.place).end_row();
    }
  }

  void insert_references(const JsonArray& references) {
    std::int64_t n = 0;
    for (const JsonValue value : references) {
      const JsonObject read = value.object();
      reference.integer(document_key).integer(n++).text(read.text("kind")).text(read.text_or_null("issuer"));
      reference.text(read.day_or_null("date")).text(read.text_or_null("number")).text(read.text_or_null("title"));
      reference.text(read.text("text")).text(read.pointer("path"));
      if (read.has("confidence")) read.confidence("confidence");
      add(reference, place_of(read)).end_row();
    }
  }

  void insert_people_at_the_end(const JsonObject& read) {
    std::int64_t n = 0;
    for (const JsonValue value : read.array("signatories")) {
      const JsonObject one = value.object();
      signatory.integer(document_key).integer(++n).text(one.text_or_null("person")).text(one.text_or_null("position"));
      signatory.text(one.text_if_there("text"));
      add(signatory, place_of(one)).end_row();
    }
    n = 0;
    for (const JsonValue value : read.array("drafted_by")) {
      const JsonObject one = value.object();
      drafter.integer(document_key).integer(++n);
      for (const char* key : {"person", "position", "organization", "phone"}) drafter.text(one.text_or_null(key));
      drafter.text(one.text_if_there("text"));
      add(drafter, place_of(one)).end_row();
    }
  }

  // The row of the document must be there before its parts, and says the values that its heading has.
  void insert_document(std::int64_t file, const std::string& id, std::int64_t ordinal, std::int64_t doubts,
                       const JsonObject& read) {
    const Range range = pages_of(read);
    const JsonObject heading = read.object("heading");
    document.null().text(id).integer(file).integer(ordinal);
    document.text(
        read.word("kind", {"order", "directive", "resolution", "report", "plan", "protocol", "letter", "other"}));
    document.integer(range.first).integer(range.last);
    for (const char* field : {"kind_text", "issuer", "number", "date", "place", "title"}) {
      const std::optional<JsonObject> value = heading.object_or_null(field);
      document.text(value ? std::optional(value->text("value")) : std::nullopt);
    }
    const std::optional<JsonObject> preamble = read.object_or_null("preamble");
    document.text(preamble ? std::optional(preamble->text("text")) : std::nullopt);
    const JsonObject details = read.object("issuer_details");
    for (const char* key : {"ogrn", "inn", "phone", "email", "address"}) document.text(details.text_or_null(key));
    document.integer(doubts).run();
    document_key = database.last_row();

    for (const char* field : {"kind_text", "issuer", "number", "date", "place", "title"})
      insert_heading_value(heading, field);
    if (preamble) insert_printed("preamble", preamble->text("text"), place_of(*preamble));
    if (const std::optional<JsonObject> read_approval = read.object_or_null("approval")) {
      approval.integer(document_key);
      for (const char* key : {"by_person", "position", "by_document"}) approval.text(read_approval->text_or_null(key));
      approval.text(read_approval->day_or_null("date")).end_row();
      insert_printed("approval", read_approval->text("text"), place_of(*read_approval));
    }
    counter = 0;
    insert_items(read.array("items"), std::nullopt);
    insert_people_at_the_end(read);
    counter = 0;
    insert_blocks(read.array("content"), std::nullopt);
    insert_appendices(read.array("appendices"));
    insert_lists(read.array("lists"));
    const JsonArray schools = read.array("schools");
    Counts counts;
    for (const JsonValue value : schools) counts.school_ids.push_back(value.object().text("id"));
    for ([[maybe_unused]] const JsonValue value : read.array("responsible")) ++counts.responsible;
    insert_tables(read.array("tables"), counts);
    insert_schools(schools);
    insert_persons(read.array("persons"));
    insert_responsible(read.array("responsible"));
    insert_dates(read.array("dates"));
    insert_references(read.array("references"));
    insert_furniture(read);
  }

  void insert_furniture(const JsonObject& read) {
    if (!read.has("furniture")) return;
    std::int64_t n = 0;
    for (const JsonValue value : read.array("furniture")) {
      const JsonObject one = value.object();
      furniture.integer(document_key).integer(++n).text(one.text("text"));
      add(furniture, place_of(one)).end_row();
    }
  }

  void insert_pages(std::int64_t file, const JsonArray& read_pages) {
    for (const JsonValue value : read_pages) {
      const JsonObject read = value.object();
      const std::int64_t number = read.integer("number", 1, kMostPages);
      pages = std::max(pages, number);
      page.integer(file).integer(number);
      page.real(read.number_at_least_0("width_pt")).real(read.number_at_least_0("height_pt"));
      const std::int64_t rotation = read.integer("rotation_deg", 0, 270);
      if (rotation % 90 != 0) break_contract("rotation_deg");
      page.integer(rotation).real(read.number("skew_deg")).text(read.word("text_source", {"embedded", "ocr", "none"}));
      page.real(read.confidence_or_null("ocr_confidence")).end_row();
    }
  }

  // How many warnings and errors there are about each document; what cannot be attributed is about all of them.
  std::vector<std::int64_t> insert_diagnostics(std::int64_t file, const JsonArray& diagnostics, std::size_t documents) {
    std::vector<std::int64_t> doubts(documents, 0);
    std::int64_t n = 0;
    for (const JsonValue value : diagnostics) {
      const JsonObject read = value.object();
      const std::string_view severity = read.word("severity", {"info", "warning", "error"});
      const std::optional<std::string_view> path = read.pointer_or_null("path");
      const std::optional<std::size_t> about = document_of(path, documents);
      diagnostic.integer(file).integer(n++);
      diagnostic.integer(about ? std::optional(static_cast<std::int64_t>(*about) + 1) : std::nullopt);
      diagnostic.text(read.text("code")).text(severity).text(read.text("message")).text(path);
      Place place;
      // It may be about a page that could not be read.
      place.page = read.integer_or_null("page", 1, kMostPages);
      diagnostic.integer(place.page);
      if (read.is_null("bbox")) {
        diagnostic.null().null().null().null().end_row();
      } else {
        double sides[4];
        read_box(read.array("bbox"), sides);
        diagnostic.real(sides[0]).real(sides[1]).real(sides[2]).real(sides[3]).end_row();
      }
      if (severity == "info") continue;
      for (std::size_t k = 0; k < documents; ++k)
        if (!about || *about == k) ++doubts[k];
    }
    return doubts;
  }

  static std::optional<std::size_t> document_of(const std::optional<std::string_view>& path, std::size_t documents) {
    constexpr std::string_view kDocuments = "/documents/";
    if (!path || !path->starts_with(kDocuments)) return std::nullopt;
    std::size_t index = 0;
    for (std::size_t i = kDocuments.size(); i < path->size() && (*path)[i] != '/'; ++i) {
      if ((*path)[i] < '0' || (*path)[i] > '9' || index > documents) return std::nullopt;
      index = index * 10 + static_cast<std::size_t>((*path)[i] - '0');
    }
    return index < documents ? std::optional(index) : std::nullopt;
  }
};

ExtractionStore::ExtractionStore(Database& database) : database_(database) {}
ExtractionStore::~ExtractionStore() = default;

std::optional<std::int64_t> ExtractionStore::insert(std::int64_t file, const std::string& sha256,
                                                    std::string_view json) {
  if (json.size() > kMostBytes)
    throw InputError(Failure::output_limit, tr("what was read from it is too much to be stored"));
  if (!inserts_) inserts_ = std::make_unique<Inserts>(database_);
  Inserts& into = *inserts_;
  // Statements left half bound and rows left half made by an exception are made anew.
  struct Renewal {
    std::unique_ptr<Inserts>& inserts;
    bool done = false;
    ~Renewal() {
      if (!done) inserts.reset();
    }
  } renewal{inserts_};
  try {
    const JsonObject root = into.parser.parse(json);
    root.word("schema", {"urn:prikaz:extraction:1"});
    const JsonObject source = root.object("source");
    source.text("name");
    source.text("media_type");
    source.integer("size_bytes", 0, std::int64_t{1} << 60U);
    if (source.text("sha256") != sha256) break_contract("sha256");
    const JsonArray pages = root.array("pages");
    into.pages = source.integer("page_count", 0, kMostPages);
    std::int64_t counted = 0;
    for ([[maybe_unused]] const JsonValue page : pages) ++counted;
    if (counted != into.pages) break_contract("page_count");
    into.insert_pages(file, pages);
    const JsonArray documents = root.array("documents");
    std::size_t count = 0;
    for ([[maybe_unused]] const JsonValue document : documents) ++count;
    const std::vector<std::int64_t> doubts = into.insert_diagnostics(file, root.array("diagnostics"), count);
    std::optional<std::int64_t> first_key;
    std::size_t k = 0;
    for (const JsonValue document : documents) {
      const auto ordinal = static_cast<std::int64_t>(k + 1);
      into.insert_document(file, sha256.substr(0, 12) + "." + std::to_string(ordinal), ordinal, doubts[k],
                           document.object());
      if (!first_key) first_key = into.document_key;
      ++k;
    }
    into.flush();
    into.extraction.integer(file).text(json).run();
    renewal.done = true;
    return first_key;
  } catch (const ConstraintError& error) {
    // Two tables of one id, for instance: not what the contract means.
    break_contract(error.what());
  }
}

}  // namespace prikaz
