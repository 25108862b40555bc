#include "find_content.h"

#include <algorithm>

#include "prikaz/unicode.h"
#include "table_header.h"
#include "words_of_orders.h"

namespace prikaz {
namespace {

// «Основные задачи:», «Школы-наставники:»: a caption of a few words; a sentence that leads in is no title.
constexpr std::size_t kMaxCaptionLength = 70;
constexpr std::size_t kMaxCaptionWords = 8;

bool is_caption(const Text& text) {
  return text.str.ends_with(":") && count_code_points(text.str) <= kMaxCaptionLength &&
         static_cast<std::size_t>(std::count(text.str.begin(), text.str.end(), ' ')) < kMaxCaptionWords;
}

bool is_heading(const Paragraph& paragraph) {
  if (paragraph.lines.size() > 4 || count_code_points(paragraph.text.str) > 250) return false;
  if (paragraph.text.str.ends_with(";") || paragraph.text.str.ends_with(":")) return false;
  if (paragraph.alignment == Alignment::centered) return true;
  return paragraph.bold && paragraph.lines.size() <= 2 && !paragraph.text.str.ends_with(",");
}

struct Entry {
  Label label;
  Text text;
};

// The labelled paragraph that goes on a list whose last label is `before` (nullopt: begins one).
bool goes_on(const std::optional<Label>& before, const Label& label) {
  if (!before) return label.kind != Label::Kind::number || !label.bare;
  if (before->kind != label.kind) return false;
  if (label.kind == Label::Kind::bullet) return true;
  if (label.kind == Label::Kind::letter) return true;
  if (label.parts.size() != before->parts.size()) return label.parts.size() > before->parts.size() && !label.bare;
  return label.parts.back() == before->parts.back() + 1 || (!label.bare && label.parts.back() > before->parts.back());
}

void nest(std::vector<ListEntry>& entries, const std::vector<Entry>& flat) {
  for (const Entry& entry : flat) {
    const std::size_t depth = std::max<std::size_t>(entry.label.parts.size(), 1);
    std::vector<ListEntry>* level = &entries;
    for (std::size_t d = 1; d < depth && !level->empty(); ++d) level = &level->back().entries;
    level->push_back({entry.label.printed, entry.text, {}});
  }
}

std::string next_id(const char* prefix, std::size_t count) { return prefix + std::to_string(count + 1); }

}  // namespace

void read_content(Flow& flow, const std::vector<Paragraph>& paragraphs, std::size_t first, std::size_t last,
                  DocumentDraft& draft, std::vector<Block>& content, const Text& only_list_title) {
  const std::size_t lists_before = draft.lists.size();
  for (std::size_t i = first; i < last;) {
    const Paragraph& paragraph = paragraphs[i];
    if (paragraph.table >= 0) {
      Table table = std::move(flow.tables[static_cast<std::size_t>(paragraph.table)]);
      table.id = next_id("t", draft.tables.size());
      // The caption right above it: «Таблица 1», a centred or bold line.
      if (i > first && paragraphs[i - 1].table < 0 && !content.empty() &&
          (content.back().type == BlockType::heading || fold(content.back().text.str).starts_with("таблица") ||
           is_caption(content.back().text))) {
        table.title = content.back().text;
        if (table.title.str.ends_with(":")) table.title = table.title.sub(0, table.title.str.size() - 1);
      }
      content.push_back({BlockType::table, {}, 1, table.id});
      draft.tables.push_back(std::move(table));
      ++i;
      continue;
    }
    std::optional<Label> label = read_label(paragraph.text.str);
    if (label && goes_on(std::nullopt, *label) && !(paragraph.alignment == Alignment::centered)) {
      std::vector<Entry> entries;
      std::optional<Label> before;
      std::size_t j = i;
      for (; j < last && paragraphs[j].table < 0; ++j) {
        std::optional<Label> next = read_label(paragraphs[j].text.str);
        if (!next || !goes_on(before, *next)) break;
        entries.push_back({*next, paragraphs[j].text.sub(next->end)});
        before = std::move(next);
      }
      // One labelled line alone is a paragraph that happens to have a number.
      const bool section = entries.size() == 1 && (is_heading(paragraph) || label->kind != Label::Kind::bullet);
      if (!section) {
        List list;
        list.id = next_id("l", draft.lists.size());
        list.marker = label->kind == Label::Kind::bullet ? ListMarker::bullet : ListMarker::number;
        if (!content.empty() && i > first && paragraphs[i - 1].table < 0 &&
            (is_caption(content.back().text) || content.back().type == BlockType::heading)) {
          list.title = content.back().text;
          if (list.title.str.ends_with(":")) list.title = list.title.sub(0, list.title.str.size() - 1);
        }
        nest(list.entries, entries);
        content.push_back({BlockType::list, {}, 1, list.id});
        draft.lists.push_back(std::move(list));
        i = j;
        continue;
      }
    }
    const BlockType type = is_heading(paragraph) ? BlockType::heading : BlockType::paragraph;
    content.push_back({type, paragraph.text, type == BlockType::heading ? 2 : 1, ""});
    ++i;
  }
  // The title of an appendix is that of its first list if nothing but the list stands there before anything else.
  if (draft.lists.size() > lists_before && draft.lists[lists_before].title.empty() && !content.empty() &&
      content.front().type == BlockType::list && !only_list_title.empty())
    draft.lists[lists_before].title = only_list_title;
}

}  // namespace prikaz
