#include "find_heading.h"

#include <cmath>
#include <deque>
#include <string>

#include "head_lines.h"
#include "letterhead.h"
#include "paragraphs.h"
#include "prikaz/unicode.h"
#include "registration.h"
#include "words_of_orders.h"

namespace prikaz {
namespace {

constexpr std::size_t kLetterheadRows = 4;
constexpr std::size_t kHeadingLines = 40;  // a letterhead with stamps never is longer

// A centred title whose lines fill the page: such lines look like running text, but they stand in the middle and the
// last, shorter one shows it. The text of a paragraph would end at the left margin.
bool is_wide_title(const Flow& flow, std::size_t e, std::size_t last) {
  const std::optional<HeadLine> first = head_line(flow, e);
  for (std::size_t i = e; i < last && i < e + 4; ++i) {
    const std::optional<HeadLine> head = head_line(flow, i);
    if (!head || head->line->page != first->line->page) return false;
    if (i > e && head->line->box.top - flow.lines[flow.elements[i - 1].line].box.bottom > 0.8F * head->line->font_size)
      return false;
    if (i > e && is_centered(*head->line, *head->area)) return true;
    if (!is_full_width(*head->line, *head->area)) return false;
  }
  return false;
}

}  // namespace

std::optional<KindLine> find_kind_line(const Flow& flow, std::size_t first, std::size_t last) {
  std::size_t lines = 0;
  for (std::size_t e = first; e < last && lines < kHeadingLines; ++e, ++lines) {
    const std::optional<HeadLine> head = head_line(flow, e);
    if (!head) {
      // A letterhead may stand in a table of few rows; anything larger is what the document is about.
      if (flow.tables[static_cast<std::size_t>(flow.elements[e].table)].rows.size() > kLetterheadRows)
        return std::nullopt;
      continue;
    }
    if (opens_appendix(head->text.str) && e > first) return std::nullopt;
    // In a corner letterhead the kind may be one of several segments.
    for (const Segment& segment : head->line->segments) {
      const Text text = segment_text(*head->line, segment);
      const std::optional<KindWord> kind = read_kind(text.str);
      if (!kind) continue;
      const bool shouted =
          all_capitals(text.str.substr(0, kind->end)) || head->line->bold || is_centered(*head->line, *head->area);
      if (!shouted) continue;
      if (!kind->whole && (kind->kind == DocumentKind::plan || kind->kind == DocumentKind::report) &&
          !is_centered(*head->line, *head->area) && !head->line->bold)
        continue;
      return KindLine{e, kind->kind};
    }
    if (starts_title(head->text.str) && (head->line->bold || is_centered(*head->line, *head->area)) && e > first + 4)
      continue;
  }
  return std::nullopt;
}

std::size_t read_heading(const Flow& flow, std::size_t first, std::size_t last, DocumentDraft& draft) {
  const std::optional<KindLine> kind_line = find_kind_line(flow, first, last);
  if (!kind_line) return first;
  draft.kind = kind_line->kind;
  std::vector<HeadLine> above;
  for (std::size_t e = first; e < kind_line->element; ++e)
    if (std::optional<HeadLine> head = head_line(flow, e)) above.push_back(std::move(*head));

  std::size_t e = kind_line->element;
  const HeadLine kind_head = *head_line(flow, e);
  const bool official = draft.kind == DocumentKind::order || draft.kind == DocumentKind::directive ||
                        draft.kind == DocumentKind::resolution;
  Text rest, beside_kind;
  std::optional<Box> kind_box;
  for (const Segment& segment : kind_head.line->segments) {
    const Text text = segment_text(*kind_head.line, segment);
    const std::optional<KindWord> kind = read_kind(text.str);
    Registration trial;
    if (kind && draft.heading.kind_text.empty()) {
      draft.heading.kind_text = text.sub(0, kind->end);
      rest = text.sub(kind->end);
      if (kind_head.line->segments.size() > 1 || !is_centered(*kind_head.line, *kind_head.area)) kind_box = segment.box;
    } else if (official && !is_blank_form(text.str) && !read_segment(text, trial)) {
      beside_kind.append(text);  // the kind in another language, an addressee
    } else {
      rest.append(text);
    }
  }
  Text aside;
  const LetterheadColumns columns = read_letterhead(above, kind_box, draft, aside);
  aside.append(beside_kind);
  // In a corner letterhead the other column may go on beside the kind and under it.
  const bool in_corner = official && kind_box && columns.foreign != Side::across &&
                         side_of(*kind_box, columns.gutter) != Side::across &&
                         side_of(*kind_box, columns.gutter) != columns.foreign;
  std::deque<Line> own_lines;
  for (std::size_t i = first; i < kind_line->element; ++i) {
    if (flow.elements[i].table < 0) continue;
    for (const Row& row : flow.tables[static_cast<std::size_t>(flow.elements[i].table)].rows)
      for (const Cell& cell : row.cells)
        (is_contact_line(cell.text.str) ? draft.letterhead : draft.heading.issuer).append(cell.text);
  }

  Registration registration;
  Text title;
  if (!is_blank_form(rest.str) && !read_segment(rest, registration)) title = rest;
  ++e;
  // A kind of two lines: «РАСПОРЯЖЕНИЕ» / «главы администрации».
  const Line* title_line = nullptr;
  bool bold = false, title_over = false;
  while (e < last) {
    std::optional<HeadLine> head = head_line(flow, e);
    if (!head) break;
    if (in_corner && title.empty() && !starts_title(head->text.str)) {
      std::optional<Line> own = own_column(*head->line, columns, aside);
      if (!own) {
        ++e;
        continue;
      }
      own_lines.push_back(std::move(*own));
      head->line = &own_lines.back();
      head->text = line_text(own_lines.back());
    }
    // The number of a protocol or report may stand under its title; then the title is over.
    const bool unregistered = registration.date.empty() || registration.number.empty() || registration.place.empty();
    if ((title.empty() || (!official && unregistered)) &&
        is_registration(*head, registration, official || !title.empty())) {
      title_over = title_over || !title.empty();
      ++e;
      continue;
    }
    if (title_over) break;
    const std::string& str = head->text.str;
    if (operative_verb_end(str)) break;
    if (is_blank_form(str)) {
      ++e;
      continue;
    }
    const bool centered = is_centered(*head->line, *head->area);
    if (title_line == nullptr) {
      const bool displayed = centered || head->line->bold || is_wide_title(flow, e, last);
      if (opens_preamble(str) && !starts_title(str) && (official || !displayed)) break;
      if (!official && !displayed) break;
      title.append(head->text);
      title_line = head->line;
      bold = head->line->bold;
      ++e;
      continue;
    }
    const float gap = head->line->box.top - title_line->box.bottom;
    const bool was_centered = is_centered(*title_line, *head->area);
    const bool indented =
        head->line->box.left > title_line->box.left + 12 && head->line->box.left > head->area->body_left + 12;
    if (head->line->page != title_line->page || gap > 0.8F * head->line->font_size) break;
    if (bold && !head->line->bold) break;
    if (opens_preamble(str) && (indented || was_centered || gap > 0.35F * head->line->font_size)) break;
    if (was_centered && !centered &&
        head->line->box.width() > 0.93F * (head->area->body_right - head->area->body_left) && indented)
      break;
    const std::optional<Label> label = read_label(str);
    if (label && !label->bare && label->kind == Label::Kind::number) break;
    append_line(title, head->text, flow.lexicon);
    title_line = head->line;
    ++e;
  }
  if (!aside.empty()) draft.content.push_back({BlockType::paragraph, std::move(aside), 1, ""});
  draft.heading.title = std::move(title);
  draft.heading.date = std::move(registration.date);
  draft.heading.number = std::move(registration.number);
  draft.heading.place = std::move(registration.place);
  return e;
}

}  // namespace prikaz
