#include "prikaz/structure.h"

#include <algorithm>

#include "find_appendices.h"
#include "find_closing.h"
#include "find_content.h"
#include "find_documents.h"
#include "find_heading.h"
#include "find_operative_part.h"
#include "layout.h"
#include "paragraphs.h"

namespace prikaz {
namespace {

DocumentDraft read_document(Flow& flow, std::size_t first, std::size_t last, Diagnostics& diagnostics) {
  DocumentDraft draft;
  draft.pages = {flow.areas[flow.elements[first].area].page, flow.areas[flow.elements[last - 1].area].page};
  const std::size_t body = read_heading(flow, first, last, draft);
  const std::vector<Paragraph> paragraphs = find_paragraphs(flow, body, last);
  const bool official = draft.kind == DocumentKind::order || draft.kind == DocumentKind::directive ||
                        draft.kind == DocumentKind::resolution;
  std::size_t next = 0;
  if (draft.kind == DocumentKind::protocol) {
    for (const ParagraphRange& range : find_resolutions(paragraphs, 0, paragraphs.size())) {
      read_content(flow, paragraphs, next, range.first, draft, draft.content, {});
      for (Item& item : build_items(paragraphs, range.first, range.last)) draft.items.push_back(std::move(item));
      next = range.last;
    }
    report_numbering(draft.items, diagnostics);
  }
  if (official) {
    std::vector<std::size_t> tables;
    next = read_operative_part(paragraphs, 0, paragraphs.size(), draft, tables);
    for (const std::size_t table : tables) read_content(flow, paragraphs, table, table + 1, draft, draft.content, {});
    report_numbering(draft.items, diagnostics);
  }
  // What stands between the items (or the title) and the first appendix: closing, running content, tables.
  std::size_t appendices = next;
  while (appendices < paragraphs.size() &&
         !((official || appendices > 0) &&
           appendix_at(paragraphs, appendices, official && (!draft.items.empty() || next > 0))))
    ++appendices;
  while (next < appendices) {
    const std::size_t closed =
        (signature_at(paragraphs, next, appendices) || begins_closing(paragraphs[next].text.str)) &&
                paragraphs[next].table < 0
            ? read_closing(paragraphs, next, appendices, draft, draft.content)
            : next;
    if (closed > next) {
      next = closed;
      continue;
    }
    std::size_t stop = next + 1;
    while (stop < appendices && !(paragraphs[stop].table < 0 && (signature_at(paragraphs, stop, appendices) ||
                                                                 begins_closing(paragraphs[stop].text.str))))
      ++stop;
    read_content(flow, paragraphs, next, stop, draft, draft.content, draft.heading.title);
    next = stop;
  }
  read_appendices(flow, paragraphs, appendices, paragraphs.size(), draft);
  for (const Table& table : draft.tables) draft.pages.last = std::max(draft.pages.last, table.pages.last);
  return draft;
}

}  // namespace

std::vector<DocumentDraft> find_structure(const std::vector<Page>& pages, Diagnostics& diagnostics) {
  Flow flow = lay_out(pages);
  std::vector<DocumentDraft> drafts;
  const std::vector<std::size_t> starts = find_document_starts(flow);
  for (std::size_t d = 0; d < starts.size(); ++d) {
    const std::size_t last = d + 1 < starts.size() ? starts[d + 1] : flow.elements.size();
    Diagnostics own;
    drafts.push_back(read_document(flow, starts[d], last, own));
    for (Diagnostic& diagnostic : own) {
      diagnostic.document = static_cast<int>(d);
      diagnostics.push_back(std::move(diagnostic));
    }
  }
  for (const Flow::Furniture& furniture : flow.furniture) {
    for (DocumentDraft& draft : drafts) {
      if (furniture.page < draft.pages.first || furniture.page > draft.pages.last) continue;
      draft.furniture.push_back(furniture.text);
      break;
    }
  }
  return drafts;
}

}  // namespace prikaz
