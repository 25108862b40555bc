// A page with everything that was understood of it, to settle at a glance what a log does not: words in grey where they
// stand, ruling lines, parts of the document in the colour of their role, values underlined.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "prikaz/export.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

constexpr float kTitleHeight = 30, kLegendWidth = 176, kMargin = 12;

enum Role {
  kHeading,
  kApproval,
  kPreamble,
  kItem,
  kSignatory,
  kDrafter,
  kAppendix,
  kContent,
  kList,
  kTableHeader,
  kTableSection,
  kTableData,
  kFurniture,
  kDates,
  kPersons,
  kSchools,
  kParties,
  kReferences,
  kRules,
  kRoleCount
};

enum class Mark { area, underline, line };

struct Style {
  const char* name;  // a message
  const char* color;
  Mark mark;
};

// For xgettext, which finds messages by the function around them.
constexpr const char* message(const char* text) { return text; }

const Style& style_of(Role role) {
  static const std::array<Style, kRoleCount> kStyles{{
      {message("heading"), "#1f5fbf", Mark::area},
      {message("approval"), "#8c564b", Mark::area},
      {message("preamble"), "#1298a8", Mark::area},
      {message("item"), "#2c8f2c", Mark::area},
      {message("signatory"), "#c62828", Mark::area},
      {message("drafted by"), "#d4569f", Mark::area},
      {message("appendix"), "#ef7d00", Mark::area},
      {message("running content"), "#6b7280", Mark::area},
      {message("list"), "#7e4fc4", Mark::area},
      {message("table: header"), "#3b6ea8", Mark::area},
      {message("table: section"), "#c98a00", Mark::area},
      {message("table: data"), "#4d8a57", Mark::area},
      {message("page number, running header"), "#a0a0a0", Mark::area},
      {message("date"), "#008b8b", Mark::underline},
      {message("person"), "#b0302f", Mark::underline},
      {message("school"), "#8e24aa", Mark::underline},
      {message("responsible party"), "#1b7f3b", Mark::underline},
      {message("reference"), "#c26a00", Mark::underline},
      {message("ruling line"), "#333333", Mark::line},
  }};
  return kStyles[role];
}

std::string number(float value) {
  std::array<char, 32> digits;
  if (!std::isfinite(value)) value = 0;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), std::round(value * 100) / 100).ptr;
  return {digits.data(), end};
}

// Text as XML takes it: no control characters, which XML 1.0 has no way to write.
std::string escaped(std::string_view text) {
  const std::string valid = valid_utf8(text);
  std::string out;
  for (std::size_t pos = 0; pos < valid.size(); pos = next_position(valid, pos)) {
    const char32_t c = code_point_at(valid, pos);
    if (c == U'&')
      out += "&amp;";
    else if (c == U'<')
      out += "&lt;";
    else if (c == U'>')
      out += "&gt;";
    else if (c == U'"')
      out += "&quot;";
    else if (c < 0x20 || c == 0x7F || c == 0xFFFE || c == 0xFFFF)
      out += ' ';
    else
      append_code_point(out, c);
  }
  return out;
}

class Drawing {
 public:
  explicit Drawing(const Page& page) : page_(page.number), gutter_(page.width) {
    for (const Word& word : page.words) gutter_ = std::min(gutter_, word.box.left);
    gutter_ = std::max(gutter_ - 4, 16.0F);
  }

  void rule(const RulingLine& line) {
    const bool v = line.vertical;
    add("<line class=\"rule\" x1=\"" + number(v ? line.position : line.from) + "\" y1=\"" +
        number(v ? line.from : line.position) + "\" x2=\"" + number(v ? line.position : line.to) + "\" y2=\"" +
        number(v ? line.to : line.position) + "\" stroke-width=\"" + number(std::clamp(line.thickness, 0.4F, 3.0F)) +
        "\"/>");
    ++counts_[kRules];
  }

  void word(const Word& word) {
    const Box& box = word.box;
    const bool upright = word.rotation % 180 == 0;
    const float length = upright ? box.width() : box.height(), height = upright ? box.height() : box.width();
    const float size = word.font_size > 0 ? word.font_size : 0.8F * height;
    std::string place;
    if (word.rotation == 0) {
      const float baseline =
          word.baseline > box.top && word.baseline <= box.bottom ? word.baseline : box.bottom - 0.22F * height;
      place = "x=\"" + number(box.left) + "\" y=\"" + number(baseline) + "\"";
    } else {
      const std::string x = number(box.center_x()), y = number(box.center_y());
      place = "x=\"" + number(box.center_x() - length / 2) + "\" y=\"" + number(box.center_y() + 0.3F * size) +
              "\" transform=\"rotate(" + std::to_string(word.rotation) + " " + x + " " + y + ")\"";
    }
    add("<text " + place + " font-size=\"" + number(size) + "\" textLength=\"" + number(std::max(length, 0.1F)) +
        "\" lengthAdjust=\"spacingAndGlyphs\"" + (word.bold ? " font-weight=\"bold\"" : "") +
        (word.italic ? " font-style=\"italic\"" : "") + ">" + escaped(word.text) + "</text>");
  }

  // The lines of `text` on this page in the colour of `role`; `tag` is written in the left margin, beside the first.
  void area(Role role, const Text& text, const std::string& tag = {}) {
    if (const auto first = lines(role, text)) label(role, gutter_, first->top + 7, "end", tag);
  }
  // The same with the tag above the first line, for parts that stand beside each other.
  void titled_area(Role role, const Text& text, const std::string& tag) {
    if (const auto first = lines(role, text)) label(role, first->left - 1, first->top - 1.2F, "start", tag);
  }

  void band(Role role, const std::vector<Span>& spans) {
    bool here = false;
    for (const Span& span : spans)
      if (span.page == page_) {
        rectangle("band", role, span.bbox);
        here = true;
      }
    if (here) ++counts_[role];
  }

  // The text of a cell, outlined as one.
  void cell(Role role, const Text& text) {
    std::optional<Box> whole;
    for (const Span& span : text.spans())
      if (span.page == page_) whole = whole ? united(*whole, span.bbox) : span.bbox;
    if (whole) rectangle("cell", role, padded(*whole, 1.5F));
  }

  void outline(const std::vector<Span>& spans, const std::string& tag) {
    for (const Span& span : spans)
      if (span.page == page_) {
        rectangle("table", kTableHeader, padded(span.bbox, 2));
        label(kTableHeader, span.bbox.left - 4, span.bbox.top + 6, "end", tag);
      }
  }

  // `lane` keeps the lines of different roles under one word apart.
  void underline(Role role, const std::vector<Span>& spans, int lane) {
    bool here = false;
    for (const Span& span : spans) {
      if (span.page != page_) continue;
      const float y = span.bbox.bottom + 0.4F + 1.3F * static_cast<float>(lane);
      add("<line x1=\"" + number(span.bbox.left) + "\" y1=\"" + number(y) + "\" x2=\"" + number(span.bbox.right) +
          "\" y2=\"" + number(y) + "\" stroke=\"" + style_of(role).color + "\" stroke-width=\"0.9\"/>");
      here = true;
    }
    if (here) ++counts_[role];
  }

  std::string body() && { return std::move(body_); }
  int count(Role role) const { return counts_[role]; }

 private:
  static Box padded(const Box& box, float by) {
    return {box.left - by, box.top - by / 2, box.right + by, box.bottom + by / 2};
  }

  void add(const std::string& element) {
    body_ += element;
    body_ += '\n';
  }
  void rectangle(const char* kind, Role role, const Box& box) {
    add(std::string("<rect class=\"") + kind + "\" x=\"" + number(box.left) + "\" y=\"" + number(box.top) +
        "\" width=\"" + number(std::max(box.width(), 0.0F)) + "\" height=\"" + number(std::max(box.height(), 0.0F)) +
        "\" fill=\"" + style_of(role).color + "\" stroke=\"" + style_of(role).color + "\"/>");
  }
  void label(Role role, float x, float y, const char* anchor, const std::string& tag) {
    add("<text class=\"tag\" x=\"" + number(x) + "\" y=\"" + number(y) + "\" style=\"fill:" + style_of(role).color +
        ";text-anchor:" + anchor + "\">" + escaped(tag) + "</text>");
  }
  // Returns the first line drawn.
  std::optional<Box> lines(Role role, const Text& text) {
    std::optional<Box> first;
    for (const Span& span : text.spans()) {
      if (span.page != page_) continue;
      rectangle("area", role, padded(span.bbox, 1));
      if (!first) first = span.bbox;
    }
    if (first) ++counts_[role];
    return first;
  }

  int page_;
  float gutter_;  // right edge of the tags in the margin
  std::string body_;
  std::array<int, kRoleCount> counts_{};
};

void draw_items(Drawing& drawing, const std::vector<Item>& items) {
  for (const Item& item : items) {
    drawing.area(kItem, item.text, item.number.empty() ? (item.label.empty() ? "¶" : item.label) : item.number);
    draw_items(drawing, item.items);
  }
}

void draw_entries(Drawing& drawing, const std::vector<ListEntry>& entries, const std::string& list) {
  for (const ListEntry& entry : entries) {
    drawing.area(kList, entry.text, entry.label.empty() ? list : entry.label);
    draw_entries(drawing, entry.entries, list);
  }
}

void draw_blocks(Drawing& drawing, const std::vector<Block>& blocks) {
  for (const Block& block : blocks) {
    if (block.type == BlockType::heading) drawing.area(kContent, block.text, "H" + std::to_string(block.level));
    if (block.type == BlockType::paragraph) drawing.area(kContent, block.text);
  }
}

void draw_tables(Drawing& drawing, const std::vector<Table>& tables) {
  for (const Table& table : tables) {
    drawing.outline(table.spans, table.id);
    for (const Row& row : table.rows) {
      const Role role = row.kind == RowKind::header    ? kTableHeader
                        : row.kind == RowKind::section ? kTableSection
                                                       : kTableData;
      drawing.band(role, row.spans);
      for (const Cell& cell : row.cells) drawing.cell(role, cell.text);
    }
  }
}

void draw_heading(Drawing& drawing, const HeadingDraft& heading) {
  drawing.titled_area(kHeading, heading.issuer, "issuer");
  drawing.titled_area(kHeading, heading.kind_text, "kind_text");
  drawing.titled_area(kHeading, heading.date, "date");
  drawing.titled_area(kHeading, heading.number, "number");
  drawing.titled_area(kHeading, heading.place, "place");
  drawing.titled_area(kHeading, heading.title, "title");
}

void draw_printed(Drawing& drawing, const DocumentDraft& printed) {
  draw_tables(drawing, printed.tables);
  drawing.area(kHeading, printed.letterhead, "issuer_details");
  draw_heading(drawing, printed.heading);
  if (printed.approval) drawing.titled_area(kApproval, printed.approval->text, "approval");
  drawing.area(kPreamble, printed.preamble, "preamble");
  draw_items(drawing, printed.items);
  for (const Signatory& signatory : printed.signatories) {
    drawing.area(kSignatory, signatory.position);
    drawing.area(kSignatory, signatory.person);
  }
  for (const Drafter& drafter : printed.drafted_by)
    for (const Text* text : {&drafter.person, &drafter.position, &drafter.organization, &drafter.phone})
      drawing.area(kDrafter, *text);
  draw_blocks(drawing, printed.content);
  for (const Appendix& appendix : printed.appendices) {
    drawing.titled_area(kAppendix, appendix.grif, "of_document");
    drawing.titled_area(kAppendix, appendix.title, "title");
    draw_blocks(drawing, appendix.content);
  }
  for (const List& list : printed.lists) {
    drawing.area(kList, list.title, list.id);
    draw_entries(drawing, list.entries, list.id);
  }
  for (const Text& text : printed.furniture) drawing.area(kFurniture, text);
}

void draw_values(Drawing& drawing, const Document& document) {
  for (const Date& date : document.dates) drawing.underline(kDates, date.spans, 0);
  for (const Reference& reference : document.references) drawing.underline(kReferences, reference.spans, 1);
  for (const School& school : document.schools)
    for (const Mention& mention : school.mentions) drawing.underline(kSchools, mention.spans, 0);
  for (const Person& person : document.persons)
    for (const Mention& mention : person.mentions) drawing.underline(kPersons, mention.spans, 0);
  for (const Responsible& party : document.responsible) drawing.underline(kParties, party.spans, 1);
}

std::string legend(const Drawing& drawing, float left) {
  std::string out;
  float y = kTitleHeight + 8;
  for (int i = 0; i < kRoleCount; ++i) {
    const Role role = static_cast<Role>(i);
    const Style& style = style_of(role);
    if (drawing.count(role) == 0) continue;
    if (style.mark == Mark::area)
      out += "<rect class=\"area\" x=\"" + number(left) + "\" y=\"" + number(y) +
             "\" width=\"18\" height=\"9\" fill=\"" + style.color + "\" stroke=\"" + style.color + "\"/>";
    else
      out += "<line x1=\"" + number(left) + "\" y1=\"" + number(y + 5) + "\" x2=\"" + number(left + 18) + "\" y2=\"" +
             number(y + 5) + "\" stroke=\"" + style.color + "\" stroke-width=\"" +
             (style.mark == Mark::underline ? "1.6" : "0.7") + "\"/>";
    out += "<text class=\"legend\" x=\"" + number(left + 24) + "\" y=\"" + number(y + 8) + "\">" +
           escaped(tr(style.name)) + " <tspan fill=\"#888\">" + std::to_string(drawing.count(role)) +
           "</tspan></text>\n";
    y += 15;
  }
  return out;
}

constexpr const char* kSheet =
    "<style>\n"
    "text{font-family:'Liberation Serif','Times New Roman',serif;fill:#9a9a9a}\n"
    ".tag{font-family:'Liberation Sans',Arial,sans-serif;font-size:5.5px;font-weight:bold}\n"
    ".legend,.title{font-family:'Liberation Sans',Arial,sans-serif;fill:#222;font-size:9px}\n"
    ".title{font-size:11px;font-weight:bold}\n"
    ".area{fill-opacity:.13;stroke-opacity:.55;stroke-width:.5}\n"
    ".band{fill-opacity:.10;stroke-opacity:.35;stroke-width:.5}\n"
    ".cell{fill-opacity:0;stroke-opacity:.8;stroke-width:.6;stroke-dasharray:2 1.2}\n"
    ".table{fill-opacity:0;stroke-width:1.2}\n"
    ".rule{stroke:#333}\n"
    "</style>\n";

}  // namespace

std::string draw_page(const Extraction& extraction, int page_number) {
  const auto page = std::find_if(extraction.pages.begin(), extraction.pages.end(),
                                 [&](const Page& candidate) { return candidate.number == page_number; });
  if (page == extraction.pages.end()) return {};

  Drawing drawing(*page);
  for (const Document& document : extraction.documents) draw_printed(drawing, document.printed);
  for (const RulingLine& line : page->rules) drawing.rule(line);
  for (const Word& word : page->words) drawing.word(word);
  for (const Document& document : extraction.documents) draw_values(drawing, document);

  const float width = page->width + 2 * kMargin + kLegendWidth, height = page->height + kTitleHeight + kMargin;
  const std::string title = tr("%1, page %2 of %3", {extraction.source.name, std::to_string(page_number),
                                                     std::to_string(extraction.pages.size())});
  std::string svg = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" +
                    number(width) + "pt\" height=\"" + number(height) + "pt\" viewBox=\"0 0 " + number(width) + " " +
                    number(height) + "\">\n<title>" + escaped(title) + "</title>\n";
  svg += kSheet;
  svg += "<rect width=\"100%\" height=\"100%\" fill=\"#f3f4f6\"/>\n";
  svg += "<text class=\"title\" x=\"" + number(kMargin) + "\" y=\"19\">" + escaped(title) + "</text>\n";
  svg += legend(drawing, page->width + 2 * kMargin);
  svg += "<g transform=\"translate(" + number(kMargin) + " " + number(kTitleHeight) + ")\">\n<rect width=\"" +
         number(page->width) + "\" height=\"" + number(page->height) + "\" fill=\"#fff\" stroke=\"#c8ccd2\"/>\n";
  svg += std::move(drawing).body();
  svg += "</g>\n</svg>\n";
  return svg;
}

}  // namespace prikaz
