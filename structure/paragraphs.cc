#include "paragraphs.h"

#include <algorithm>
#include <cmath>

#include "prikaz/unicode.h"
#include "words_of_orders.h"

namespace prikaz {
namespace {

constexpr float kIndent = 10;    // points: less is a margin that wavers, more is a first-line indent
constexpr float kSamePlace = 2;  // points: no more do two first lines differ on a scan

// «им. С.» before «Юлаева». A surname before the initial would end with it.
bool ends_with_initial(std::string_view text) {
  if (!text.ends_with(".")) return false;
  const std::size_t end = text.size() - 1;
  const char32_t letter = code_point_before(text, end);
  if (!is_letter(letter) || !is_upper(letter)) return false;
  const std::size_t begin = end - (letter < 0x80 ? 1 : 2);
  if (begin < 2 || text[begin - 1] != ' ') return false;
  const std::size_t space = text.rfind(' ', begin - 2);
  return is_lower(code_point_at(text, space == std::string_view::npos ? 0 : space + 1));
}

bool ends_sentence(std::string_view text) {
  if (ends_with_initial(text)) return false;
  std::size_t end = text.size();
  while (end > 0 && (is_quote(code_point_before(text, end)) || text[end - 1] == ')' || text[end - 1] == ' ')) {
    --end;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  }
  const char32_t c = code_point_before(text, end);
  return c == U'.' || c == U';' || c == U':' || c == U'!' || c == U'?';
}

struct LineView {
  const Line* line;
  const PageArea* area;
  Text text;
  Alignment alignment;
};

bool starts_label(const LineView& view) {
  const std::optional<Label> label = read_label(view.text.str);
  return label && !label->bare;
}

// Ragged text ends a line where the next word has no room, wherever that is.
bool next_word_would_fit(const LineView& before, const LineView& next) {
  const float room = before.area->body_right - before.line->box.right;
  return room > next.line->words.front()->box.width() + 0.5F * next.line->font_size;
}

// Lines of different lengths that begin at one place are not centred.
bool shares_left_edge(const Line& line, const Line& other) {
  constexpr float kSameEdge = 1.5F;  // points
  return line.page == other.page && line.segments.size() == 1 && other.segments.size() == 1 &&
         std::abs(line.box.top - other.box.top) < 2.5F * line.font_size &&
         std::abs(line.box.left - other.box.left) < kSameEdge &&
         std::abs(line.box.right - other.box.right) > 6 * kSameEdge;
}

// Does `next` begin a paragraph of its own, coming after `before`?
bool breaks(const LineView& before, const LineView& next, bool page_break, const std::vector<const Line*>& paragraph) {
  const Line &a = *before.line, &b = *next.line;
  if (opens_mailing(next.text.str)) return true;
  if (before.alignment != next.alignment) {
    // The last line of a justified paragraph may happen to stand in the middle; only real changes of style count.
    if (next.alignment == Alignment::centered && before.alignment == Alignment::body && !page_break && !a.bold &&
        !b.bold && !ends_sentence(before.text.str) &&
        (std::abs(b.box.left - next.area->body_left) < kIndent ||
         (is_lower(code_point_at(next.text.str, 0)) && a.box.right > before.area->body_right - kIndent &&
          b.box.top - a.box.bottom < 0.75F * b.font_size)))
      return false;
    return true;
  }
  if (next.alignment == Alignment::right_block) return page_break || b.box.top - a.box.bottom > 0.9F * b.font_size;
  const bool label = starts_label(next);
  if (page_break) {
    if (next.alignment == Alignment::centered) return true;
    if (label ||
        (ends_sentence(before.text.str) && opens_with_post(next.text.str) && is_upper(code_point_at(next.text.str, 0))))
      return true;
    const bool indented = b.box.left > next.area->body_left + kIndent;
    return indented && (ends_sentence(before.text.str) || is_upper(code_point_at(next.text.str, 0)));
  }
  const float gap = b.box.top - a.box.bottom;
  if (gap > 0.75F * b.font_size) return true;
  if (next.alignment == Alignment::centered) return label || (a.bold != b.bold && gap > 0.35F * b.font_size);
  if (a.bold != b.bold && ends_sentence(before.text.str)) return true;
  const Line& first = *paragraph.front();
  // Hanging indent: the text of a labelled paragraph stands under its first word, not under its label.
  if (paragraph.size() == 1 && first.words.size() > 1 && read_label(before.text.str) &&
      std::abs(b.box.left - first.words[1]->box.left) < 4 && !label)
    return false;
  if (paragraph.size() > 1 && std::abs(b.box.left - a.box.left) < 3 && !label) {
    const bool short_line =
        a.box.right < before.area->body_right - 0.25F * (before.area->body_right - before.area->body_left);
    if (!(short_line && ends_sentence(before.text.str))) return false;
    return b.box.left > next.area->body_left + kIndent || is_upper(code_point_at(next.text.str, 0)) || label;
  }
  if (b.box.left > a.box.left + kIndent && b.box.left > next.area->body_left + kIndent) return true;
  if (b.box.left > next.area->body_left + kIndent && std::abs(b.box.left - first.box.left) < 4) {
    // Two first lines one under the other: paragraphs of one line each, unless the first line was full and goes on.
    const bool full =
        a.box.right > before.area->body_right - 0.12F * (before.area->body_right - before.area->body_left);
    return ends_sentence(before.text.str) || label || (!full && next_word_would_fit(before, next));
  }
  const bool short_line =
      a.box.right < before.area->body_right - 0.12F * (before.area->body_right - before.area->body_left);
  if (label && (short_line || ends_sentence(before.text.str))) return true;
  return short_line && ends_sentence(before.text.str) && a.segments.size() == 1;
}

}  // namespace

bool in_right_block(const Line& line, const PageArea& area) {
  return line.box.left > 0.42F * area.width && line.segments.size() == 1;
}

bool is_centered(const Line& line, const PageArea& area) {
  const float left = line.box.left - area.body_left, right = area.body_right - line.box.right;
  // The middle of the text area or of the page; both margins free.
  const float middle = (area.body_left + area.body_right) / 2;
  const float off = std::min(std::abs(line.box.center_x() - middle), std::abs(line.box.center_x() - area.width / 2));
  if (line.box.width() > 0.93F * (area.body_right - area.body_left)) return false;
  // A first line that happens to end as far from the right margin as it is indented on the left.
  if (area.indent > 0 && std::abs(line.box.left - area.indent) < kSamePlace && !line.bold) return false;
  return off < 0.02F * area.width && left > 4 && right > 4;
}

bool is_full_width(const Line& line, const PageArea& area) {
  const float left = line.box.left - area.body_left, right = area.body_right - line.box.right;
  return line.segments.size() == 1 && line.box.width() > 0.88F * (area.body_right - area.body_left) &&
         std::abs(left - right) < 0.03F * area.width;
}

std::vector<Paragraph> find_paragraphs(const Flow& flow, std::size_t first, std::size_t last) {
  std::vector<Paragraph> paragraphs;
  std::optional<LineView> before;
  bool page_break = false;
  for (std::size_t e = first; e < last; ++e) {
    const FlowElement& element = flow.elements[e];
    const PageArea& area = flow.areas[element.area];
    if (element.first_on_page && e > first) page_break = true;
    if (element.table >= 0) {
      Paragraph paragraph;
      paragraph.table = element.table;
      paragraph.page = area.page;
      paragraph.first_on_page = element.first_on_page;
      paragraphs.push_back(std::move(paragraph));
      before.reset();
      page_break = false;
      continue;
    }
    const Line& line = flow.lines[element.line];
    LineView view{&line, &area, line_text(line), Alignment::body};
    bool centered = line.segments.size() == 1 && is_centered(line, area);
    if (centered && !line.bold) {
      const Line* above = before ? before->line : nullptr;
      const Line* below =
          e + 1 < last && flow.elements[e + 1].table < 0 ? &flow.lines[flow.elements[e + 1].line] : nullptr;
      for (const Line* other : {above, below})
        if (other != nullptr && shares_left_edge(line, *other)) centered = false;
    }
    // The first line of an item that the scan shows a little aside.
    if (centered && !line.bold && line.box.width() > 0.75F * (area.body_right - area.body_left) && starts_label(view))
      centered = false;
    if (!centered && is_full_width(line, area)) {
      // A line of a centred title may be as wide as the page: it is centred with its neighbours.
      const auto near = [&](const Line& upper, const Line& lower) {
        return upper.page == lower.page && lower.box.top - upper.box.bottom < 0.6F * lower.font_size &&
               upper.bold == lower.bold;
      };
      const bool after = before && before->alignment == Alignment::centered && near(*before->line, line);
      const bool starts =
          !before || page_break || before->alignment == Alignment::right_block || !near(*before->line, line);
      bool ahead = false;
      if (starts && e + 1 < last && flow.elements[e + 1].table < 0) {
        const Line& below = flow.lines[flow.elements[e + 1].line];
        ahead = near(line, below) && is_centered(below, area) && below.box.left > area.body_left + kIndent;
      }
      centered = after || ahead;
    }
    // A short centred line of a wide page begins in the right half too; it goes on a right block only right under its
    // lines.
    const bool under_right_block = before && before->alignment == Alignment::right_block && !page_break &&
                                   line.box.top - before->line->box.bottom < 0.75F * line.font_size &&
                                   line.bold == before->line->bold &&
                                   (std::abs(line.box.left - before->line->box.left) < 6 ||
                                    std::abs(line.box.right - before->line->box.right) < 6 ||
                                    std::abs(line.box.center_x() - before->line->box.center_x()) < 6);
    if (in_right_block(line, area) && (!centered || under_right_block))
      view.alignment = Alignment::right_block;
    else if (centered)
      view.alignment = Alignment::centered;
    const bool fresh = !before || line.segments.size() > 1 || before->line->segments.size() > 1 ||
                       breaks(*before, view, page_break, paragraphs.back().lines);
    if (fresh) {
      Paragraph paragraph;
      paragraph.page = area.page;
      paragraph.alignment = view.alignment;
      paragraph.bold = line.bold;
      paragraph.first_on_page = element.first_on_page;
      if (before && !page_break)
        paragraph.gap_before = (line.box.top - before->line->box.bottom) / std::max(line.font_size, 1.0F);
      else
        paragraph.gap_before = 9;
      if (element.first_on_page && element.area > 0) {
        const PageArea& above = flow.areas[element.area - 1];
        paragraph.blank_before = 1 - above.text.bottom / above.height;
      }
      paragraphs.push_back(std::move(paragraph));
    }
    Paragraph& paragraph = paragraphs.back();
    append_line(paragraph.text, view.text, flow.lexicon);
    paragraph.lines.push_back(&line);
    paragraph.bold = paragraph.bold && line.bold;
    before = std::move(view);
    page_break = false;
  }
  return paragraphs;
}

std::optional<Label> read_label(std::string_view text) {
  Label label;
  const char32_t first = code_point_at(text, 0);
  const std::size_t after_first = next_position(text, 0);
  const auto finish = [&](std::size_t mark_end) -> std::optional<Label> {
    label.printed = std::string(text.substr(0, mark_end));
    label.end = mark_end;
    while (label.end < text.size() && text[label.end] == ' ') ++label.end;
    return label;
  };
  if (is_dash(first) || first == U'•' || first == U'·' || first == U'●' || first == U'▪' || first == U'◦' ||
      first == U'■' || first == U'\uF0B7' || first == U'\uF02D' || first == U'\uF0A7' || first == U'→' ||
      first == U'➢' || first == U'✓') {
    label.kind = Label::Kind::bullet;
    if (after_first >= text.size() || is_digit(code_point_at(text, after_first))) return std::nullopt;
    return finish(after_first);
  }
  if (is_letter(first) && after_first < text.size() && text[after_first] == ')') {
    label.kind = Label::Kind::letter;
    label.number = lower(text.substr(0, after_first));
    return finish(after_first + 1);
  }
  if (!is_digit(first)) return std::nullopt;
  std::size_t pos = 0;
  std::size_t mark_end = 0;
  while (true) {
    const std::size_t digits = pos;
    int value = 0;
    while (pos < text.size() && is_digit(static_cast<unsigned char>(text[pos])) && pos - digits < 4)
      value = value * 10 + (text[pos++] - '0');
    if (pos == digits) break;
    if (pos - digits > 3 || value > 299) return std::nullopt;
    label.parts.push_back(value);
    mark_end = pos;
    label.bare = true;
    if (pos < text.size() && (text[pos] == '.' || text[pos] == ')')) {
      label.bare = false;
      if (text[pos] == ')') {
        label.kind = Label::Kind::bracket;
        mark_end = ++pos;
        break;
      }
      mark_end = ++pos;
      // «1. 1.»: a number printed with a space inside; only if another full stop follows it.
      std::size_t next = pos;
      if (next < text.size() && text[next] == ' ') ++next;
      std::size_t stop = next;
      while (stop < text.size() && is_digit(static_cast<unsigned char>(text[stop]))) ++stop;
      if (next > pos && !(stop > next && stop - next <= 2 && stop < text.size() && text[stop] == '.' &&
                          (stop + 1 >= text.size() || !is_digit(static_cast<unsigned char>(text[stop + 1])))))
        break;
      pos = next;
      continue;
    }
    break;
  }
  if (label.parts.empty()) return std::nullopt;
  const char32_t after = code_point_at(text, mark_end);
  // A date, a time or a measure is no label: «27.09.2023», «9.30», «5 %», «2-х».
  if (label.parts.size() >= 3 && label.parts[2] > 299) return std::nullopt;
  if (is_digit(after) || after == U'-' || after == U'/' || after == U'%' || after == U':') return std::nullopt;
  if (label.bare && after != U' ') return std::nullopt;
  if (mark_end >= text.size() && label.bare) return std::nullopt;
  for (const int part : label.parts) label.number += (label.number.empty() ? "" : ".") + std::to_string(part);
  return finish(mark_end);
}

}  // namespace prikaz
