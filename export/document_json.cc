#include "document_json.h"

#include <algorithm>
#include <initializer_list>
#include <map>

#include "names.h"

namespace prikaz {
namespace {

constexpr int kBoxDecimals = 2;
constexpr int kConfidenceDecimals = 3;

void write_confidence(JsonWriter& json, float confidence) {
  json.number(std::clamp(confidence, 0.0F, 1.0F), kConfidenceDecimals);
}

void write_day(JsonWriter& json, const std::optional<Day>& day) {
  if (day && day->ok())
    json.string(iso_day(*day));
  else
    json.null();
}

void write_pages(JsonWriter& json, const PageRange& pages) {
  json.begin_object(JsonWriter::Layout::one_line);
  json.key("first").integer(pages.first);
  json.key("last").integer(pages.last);
  json.end_object();
}

void write_strings(JsonWriter& json, const std::vector<std::string>& strings) {
  json.begin_array(JsonWriter::Layout::one_line);
  for (const std::string& text : strings) json.string(text);
  json.end_array();
}

// Where several texts stand, in the order given.
void write_spans_of(JsonWriter& json, std::initializer_list<const Text*> texts) {
  std::vector<Span> all;
  for (const Text* text : texts)
    for (const Span& span : text->spans()) all.push_back(span);
  write_spans(json, all);
}

void write_value(JsonWriter& json, const std::optional<Value>& value) {
  if (!value) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("value").string(value->value);
  json.key("text").string(value->text.str);
  json.key("confidence");
  write_confidence(json, std::min(value->confidence, value->text.confidence()));
  json.key("spans");
  write_spans(json, value->text.spans());
  json.end_object();
}

void write_heading(JsonWriter& json, const Heading& heading) {
  json.begin_object();
  json.key("kind_text");
  write_value(json, heading.kind_text);
  json.key("issuer");
  write_value(json, heading.issuer);
  json.key("number");
  write_value(json, heading.number);
  json.key("date");
  write_value(json, heading.date);
  json.key("place");
  write_value(json, heading.place);
  json.key("title");
  write_value(json, heading.title);
  json.end_object();
}

void write_issuer_details(JsonWriter& json, const ReadIssuerDetails& details) {
  json.begin_object();
  json.key("ogrn");
  write_optional(json, details.ogrn);
  json.key("inn");
  write_optional(json, details.inn);
  json.key("phone");
  write_optional(json, details.phone);
  json.key("email");
  write_optional(json, details.email);
  json.key("address");
  write_optional(json, details.address);
  json.end_object();
}

void write_approval(JsonWriter& json, const std::optional<ReadApproval>& approval) {
  if (!approval) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("by_person");
  write_optional(json, approval->by_person);
  json.key("position");
  write_optional(json, approval->position);
  json.key("by_document");
  write_optional(json, approval->by_document);
  json.key("date");
  write_day(json, approval->date);
  json.key("text").string(approval->text.str);
  json.key("spans");
  write_spans(json, approval->text.spans());
  json.end_object();
}

void write_printed(JsonWriter& json, const Text& text) {
  json.begin_object();
  json.key("text").string(text.str);
  json.key("spans");
  write_spans(json, text.spans());
  json.end_object();
}

void write_items(JsonWriter& json, const std::vector<Item>& items) {
  json.begin_array();
  for (const Item& item : items) {
    json.begin_object();
    json.key("number");
    write_text(json, item.number);
    json.key("label");
    write_text(json, item.label);
    json.key("text").string(item.text.str);
    json.key("items");
    write_items(json, item.items);
    json.key("spans");
    write_spans(json, item.text.spans());
    json.key("confidence");
    write_confidence(json, item.text.confidence());
    json.end_object();
  }
  json.end_array();
}

// The name as read; where the reading gave none, the printed one.
std::string_view name_at(const std::vector<std::string>& names, std::size_t index, const Text& printed) {
  return index < names.size() && !names[index].empty() ? std::string_view(names[index]) : printed.str;
}

// The parts as printed, one after the other.
void write_printed(JsonWriter& json, std::initializer_list<const Text*> parts) {
  std::string printed;
  for (const Text* part : parts) {
    if (part->empty()) continue;
    if (!printed.empty()) printed += ' ';
    printed += part->str;
  }
  json.key("text");
  write_text(json, printed);
}

void write_signatories(JsonWriter& json, const Document& document) {
  json.begin_array();
  for (std::size_t i = 0; i < document.printed.signatories.size(); ++i) {
    const Signatory& signatory = document.printed.signatories[i];
    json.begin_object();
    json.key("person");
    write_text(json, name_at(document.signatory_names, i, signatory.person));
    json.key("position");
    write_text(json, signatory.position.str);
    write_printed(json, {&signatory.position, &signatory.person});
    json.key("spans");
    write_spans_of(json, {&signatory.position, &signatory.person});
    json.end_object();
  }
  json.end_array();
}

void write_drafters(JsonWriter& json, const Document& document) {
  json.begin_array();
  for (std::size_t i = 0; i < document.printed.drafted_by.size(); ++i) {
    const Drafter& drafter = document.printed.drafted_by[i];
    json.begin_object();
    json.key("person");
    write_text(json, name_at(document.drafter_names, i, drafter.person));
    json.key("position");
    write_text(json, drafter.position.str);
    json.key("organization");
    write_text(json, drafter.organization.str);
    json.key("phone");
    write_text(json, drafter.phone.str);
    write_printed(json, {&drafter.person, &drafter.position, &drafter.organization, &drafter.phone});
    json.key("spans");
    write_spans_of(json, {&drafter.person, &drafter.position, &drafter.organization, &drafter.phone});
    json.end_object();
  }
  json.end_array();
}

// One span for each page: a list or table is a region, not lines of print.
std::vector<Span> united_by_page(const std::vector<Span>& spans) {
  std::map<int, Box> boxes;
  for (const Span& span : spans) {
    const auto [at, fresh] = boxes.try_emplace(span.page, span.bbox);
    if (!fresh) at->second = united(at->second, span.bbox);
  }
  std::vector<Span> regions;
  for (const auto& [page, box] : boxes) regions.push_back({page, box});
  return regions;
}

void collect_spans(const std::vector<ListEntry>& entries, std::vector<Span>& spans) {
  for (const ListEntry& entry : entries) {
    for (const Span& span : entry.text.spans()) spans.push_back(span);
    collect_spans(entry.entries, spans);
  }
}

std::vector<Span> spans_of(const List& list) {
  std::vector<Span> spans = list.title.spans();
  collect_spans(list.entries, spans);
  return united_by_page(spans);
}

// Where the list or table a block refers to stands.
std::vector<Span> spans_of_reference(const Document& document, const Block& block) {
  if (block.type == BlockType::table) {
    for (const Table& table : document.printed.tables)
      if (table.id == block.ref) return table.spans;
  } else {
    for (const List& list : document.printed.lists)
      if (list.id == block.ref) return spans_of(list);
  }
  return {};
}

void write_blocks(JsonWriter& json, const Document& document, const std::vector<Block>& blocks) {
  json.begin_array();
  for (const Block& block : blocks) {
    const bool refers = block.type == BlockType::list || block.type == BlockType::table;
    json.begin_object();
    json.key("type").string(name_of(block.type));
    if (refers)
      json.key(name_of(block.type)).string(block.ref);
    else
      json.key("text").string(block.text.str);
    if (block.type == BlockType::heading) json.key("level").integer(block.level);
    json.key("spans");
    write_spans(json, refers ? spans_of_reference(document, block) : block.text.spans());
    json.end_object();
  }
  json.end_array();
}

void write_of_document(JsonWriter& json, const std::optional<OfDocument>& of, const Text& grif) {
  if (!of && grif.empty()) {
    json.null();
    return;
  }
  const Text& text = of && !of->text.empty() ? of->text : grif;
  json.begin_object();
  json.key("text").string(text.str);
  json.key("kind");
  write_optional(json, of ? of->kind : std::nullopt);
  json.key("number");
  write_optional(json, of ? of->number : std::nullopt);
  json.key("date");
  write_day(json, of ? of->date : std::nullopt);
  json.key("spans");
  write_spans(json, text.spans());
  json.end_object();
}

void write_appendices(JsonWriter& json, const Document& document) {
  json.begin_array();
  for (std::size_t i = 0; i < document.printed.appendices.size(); ++i) {
    const Appendix& appendix = document.printed.appendices[i];
    json.begin_object();
    json.key("number");
    write_text(json, appendix.number);
    json.key("title");
    write_text(json, appendix.title.str);
    json.key("of_document");
    write_of_document(json, i < document.of_documents.size() ? document.of_documents[i] : std::nullopt, appendix.grif);
    json.key("pages");
    write_pages(json, appendix.pages);
    json.key("content");
    write_blocks(json, document, appendix.content);
    json.end_object();
  }
  json.end_array();
}

void write_entries(JsonWriter& json, const std::vector<ListEntry>& entries) {
  json.begin_array();
  for (const ListEntry& entry : entries) {
    json.begin_object();
    json.key("label");
    write_text(json, entry.label);
    json.key("text").string(entry.text.str);
    json.key("entries");
    write_entries(json, entry.entries);
    json.key("spans");
    write_spans(json, entry.text.spans());
    json.end_object();
  }
  json.end_array();
}

void write_lists(JsonWriter& json, const std::vector<List>& lists) {
  json.begin_array();
  for (const List& list : lists) {
    json.begin_object();
    json.key("id").string(list.id);
    json.key("title");
    write_text(json, list.title.str);
    json.key("kind").string(name_of(list.kind));
    json.key("marker");
    const char* marker = name_of(list.marker);
    write_text(json, marker == nullptr ? std::string_view() : std::string_view(marker));
    json.key("entries");
    write_entries(json, list.entries);
    json.key("spans");
    write_spans(json, spans_of(list));
    json.end_object();
  }
  json.end_array();
}

void write_cell(JsonWriter& json, const Cell& cell) {
  json.begin_object();
  json.key("text").string(cell.text.str);
  json.key("row_span").integer(cell.row_span);
  json.key("col_span").integer(cell.col_span);
  json.key("covered").boolean(cell.covered);
  json.key("spans");
  write_spans(json, cell.text.spans());
  json.key("confidence");
  write_confidence(json, cell.text.confidence());
  json.end_object();
}

void write_date(JsonWriter& json, const Date& date, const std::string& pointer) {
  json.begin_object();
  json.key("text").string(date.text);
  json.key("kind").string(name_of(date.kind));
  json.key("start");
  write_day(json, date.start);
  json.key("end");
  write_day(json, date.end);
  json.key("recurrence");
  write_optional(json, date.recurrence);
  json.key("inferred");
  write_strings(json, date.inferred);
  json.key("spans");
  write_spans(json, date.spans);
  json.key("path").string(pointer + date.path);
  json.key("confidence");
  write_confidence(json, date.confidence);
  json.end_object();
}

// Keeps only indexes that point into an array of `size`: a reader may follow them blindly.
void write_indexes(JsonWriter& json, const std::vector<int>& indexes, std::size_t size) {
  json.begin_array(JsonWriter::Layout::one_line);
  for (const int index : indexes)
    if (index >= 0 && static_cast<std::size_t>(index) < size) json.integer(index);
  json.end_array();
}

void write_row_meaning(JsonWriter& json, const Document& document, const RowMeaning& meaning,
                       const std::string& pointer) {
  json.key("period");
  if (meaning.period && *meaning.period >= 0 && static_cast<std::size_t>(*meaning.period) < document.dates.size())
    write_date(json, document.dates[static_cast<std::size_t>(*meaning.period)], pointer);
  else
    json.null();
  json.key("responsible");
  write_indexes(json, meaning.responsible, document.responsible.size());
  json.key("schools");
  write_indexes(json, meaning.schools, document.schools.size());
}

void write_tables(JsonWriter& json, const Document& document, const std::string& pointer) {
  json.begin_array();
  for (std::size_t t = 0; t < document.printed.tables.size(); ++t) {
    const Table& table = document.printed.tables[t];
    json.begin_object();
    json.key("id").string(table.id);
    json.key("title");
    write_text(json, table.title.str);
    json.key("pages");
    write_pages(json, table.pages);
    json.key("columns").begin_array();
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      json.begin_object(JsonWriter::Layout::one_line);
      json.key("index").integer(static_cast<std::int64_t>(c));
      json.key("header");
      write_text(json, table.columns[c].header.str);
      json.key("role");
      if (table.columns[c].role)
        json.string(name_of(*table.columns[c].role));
      else
        json.null();
      json.end_object();
    }
    json.end_array();
    json.key("rows").begin_array();
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      const Row& row = table.rows[r];
      json.begin_object();
      json.key("kind").string(name_of(row.kind));
      json.key("number");
      write_text(json, row.number);
      json.key("cells").begin_array();
      for (const Cell& cell : row.cells) write_cell(json, cell);
      json.end_array();
      json.key("spans");
      write_spans(json, row.spans);
      if (row.kind == RowKind::data) {
        const auto meaning = document.row_meanings.find({static_cast<int>(t), static_cast<int>(r)});
        write_row_meaning(json, document, meaning == document.row_meanings.end() ? RowMeaning() : meaning->second,
                          pointer);
      }
      json.end_object();
    }
    json.end_array();
    json.key("spans");
    write_spans(json, table.spans);
    json.end_object();
  }
  json.end_array();
}

void write_mentions(JsonWriter& json, const std::vector<Mention>& mentions, const std::string& pointer) {
  json.begin_array();
  for (const Mention& mention : mentions) {
    json.begin_object();
    json.key("text").string(mention.text);
    json.key("spans");
    write_spans(json, mention.spans);
    json.key("path").string(pointer + mention.path);
    if (!mention.branch.empty()) json.key("branch").string(mention.branch);
    json.end_object();
  }
  json.end_array();
}

void write_persons(JsonWriter& json, const Document& document, const std::string& pointer) {
  json.begin_array();
  for (const Person& person : document.persons) {
    json.begin_object();
    json.key("id").string(person.id);
    json.key("name").string(person.name);
    json.key("surname");
    write_text(json, person.surname);
    json.key("given");
    write_optional(json, person.given);
    json.key("patronymic");
    write_optional(json, person.patronymic);
    json.key("initials");
    write_optional(json, person.initials);
    json.key("positions");
    write_strings(json, person.positions);
    json.key("mentions");
    write_mentions(json, person.mentions, pointer);
    json.end_object();
  }
  json.end_array();
}

void write_schools(JsonWriter& json, const Document& document, const std::string& pointer) {
  json.begin_array();
  for (const School& school : document.schools) {
    json.begin_object();
    json.key("id").string(school.id);
    json.key("name").string(school.name);
    json.key("legal_form");
    write_optional(json, school.legal_form);
    json.key("type");
    write_optional(json, school.type);
    json.key("number");
    write_optional(json, school.number);
    json.key("proper_name");
    write_optional(json, school.proper_name);
    json.key("locality");
    write_optional(json, school.locality);
    json.key("honorific");
    write_optional(json, school.honorific);
    json.key("mentions");
    write_mentions(json, school.mentions, pointer);
    json.end_object();
  }
  json.end_array();
}

void write_target(JsonWriter& json, const Target& target) {
  json.begin_object(JsonWriter::Layout::one_line);
  if (target.item) {
    json.key("item").string(*target.item);
  } else if (target.table) {
    json.key("table").string(*target.table);
    json.key("row").integer(target.row);
    json.key("number");
    write_text(json, target.number);
  } else {
    json.key("document").boolean(true);
  }
  json.end_object();
}

void write_responsible(JsonWriter& json, const Document& document, const std::string& pointer) {
  json.begin_array();
  for (const Responsible& party : document.responsible) {
    json.begin_object();
    json.key("kind").string(name_of(party.kind));
    json.key("name").string(party.name);
    json.key("full_name");
    write_optional(json, party.full_name);
    json.key("person");
    write_optional(json, party.person);
    json.key("position");
    write_optional(json, party.position);
    json.key("organization");
    write_optional(json, party.organization);
    json.key("duty").string(name_of(party.duty));
    json.key("target");
    write_target(json, party.target);
    json.key("text").string(party.text);
    json.key("spans");
    write_spans(json, party.spans);
    json.key("confidence");
    write_confidence(json, party.confidence);
    json.key("path").string(pointer + party.path);
    json.end_object();
  }
  json.end_array();
}

void write_references(JsonWriter& json, const Document& document, const std::string& pointer) {
  json.begin_array();
  for (const Reference& reference : document.references) {
    json.begin_object();
    json.key("kind").string(reference.kind);
    json.key("issuer");
    write_optional(json, reference.issuer);
    json.key("date");
    write_day(json, reference.date);
    json.key("number");
    write_optional(json, reference.number);
    json.key("title");
    write_optional(json, reference.title);
    json.key("text").string(reference.text);
    json.key("spans");
    write_spans(json, reference.spans);
    json.key("path").string(pointer + reference.path);
    json.key("confidence");
    write_confidence(json, reference.confidence);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void write_text(JsonWriter& json, std::string_view text) {
  if (text.empty())
    json.null();
  else
    json.string(text);
}

void write_optional(JsonWriter& json, const std::optional<std::string>& text) {
  write_text(json, text ? std::string_view(*text) : std::string_view());
}

void write_box(JsonWriter& json, const Box& box) {
  json.begin_array(JsonWriter::Layout::one_line);
  for (const float side : {box.left, box.top, box.right, box.bottom}) json.number(side, kBoxDecimals);
  json.end_array();
}

void write_spans(JsonWriter& json, const std::vector<Span>& spans) {
  json.begin_array();
  for (const Span& span : spans) {
    json.begin_object(JsonWriter::Layout::one_line);
    json.key("page").integer(span.page);
    json.key("bbox");
    write_box(json, span.bbox);
    json.end_object();
  }
  json.end_array();
}

void write_document(JsonWriter& json, const Document& document, int index) {
  const DocumentDraft& printed = document.printed;
  const std::string pointer = "/documents/" + std::to_string(index);
  json.begin_object();
  json.key("kind").string(name_of(printed.kind));
  json.key("pages");
  write_pages(json, printed.pages);
  json.key("heading");
  write_heading(json, document.heading);
  json.key("issuer_details");
  write_issuer_details(json, document.issuer_details);
  json.key("approval");
  write_approval(json, document.approval);
  json.key("preamble");
  if (printed.preamble.empty())
    json.null();
  else
    write_printed(json, printed.preamble);
  json.key("items");
  write_items(json, printed.items);
  json.key("signatories");
  write_signatories(json, document);
  json.key("drafted_by");
  write_drafters(json, document);
  json.key("content");
  write_blocks(json, document, printed.content);
  json.key("appendices");
  write_appendices(json, document);
  json.key("lists");
  write_lists(json, printed.lists);
  json.key("tables");
  write_tables(json, document, pointer);
  json.key("persons");
  write_persons(json, document, pointer);
  json.key("schools");
  write_schools(json, document, pointer);
  json.key("responsible");
  write_responsible(json, document, pointer);
  json.key("dates").begin_array();
  for (const Date& date : document.dates) write_date(json, date, pointer);
  json.end_array();
  json.key("references");
  write_references(json, document, pointer);
  json.key("furniture").begin_array();
  for (const Text& text : printed.furniture) write_printed(json, text);
  json.end_array();
  json.end_object();
}

}  // namespace prikaz
