#include "find_appendices.h"

#include <re2/re2.h>

#include <algorithm>

#include "find_closing.h"
#include "find_content.h"
#include "prikaz/unicode.h"
#include "words_of_orders.h"

namespace prikaz {
namespace {

constexpr std::size_t kMaxGrifLines = 14;
constexpr float kForcedBreak = 0.2F;  // more than this share of the page above was left free

// «Пр №2/4 от 17.02.2022г.»: number and date in a corner.
bool is_short_grif(const Paragraph& paragraph) {
  static const RE2 pattern("^(?:пр(?:иказ)?\\.?|к приказу|распоряжение|постановление) .*(?:№|n).*\\d");
  return paragraph.alignment == Alignment::right_block && paragraph.lines.size() <= 2 &&
         RE2::PartialMatch(fold(paragraph.text.str), pattern);
}

bool opens_grif(const Paragraph& paragraph) {
  if (paragraph.table >= 0) return false;
  const std::string& str = paragraph.text.str;
  if (opens_appendix(str)) {
    // «Приложение № 2 к Приказу изложить в новой редакции» is a sentence, not a grif.
    return paragraph.alignment != Alignment::body || count_code_points(str) < 60 || paragraph.first_on_page;
  }
  if (opens_approval(str) && paragraph.alignment != Alignment::body) return true;
  return is_short_grif(paragraph);
}

// Goes on with the grif: «к приказу …», «от … № …», the second part of a two-part block.
bool in_grif(const Paragraph& paragraph, Alignment alignment) {
  if (paragraph.table >= 0) return false;
  if (paragraph.alignment == Alignment::right_block) return true;
  if (paragraph.alignment != alignment) return false;
  const std::string folded = fold(paragraph.text.str);
  return folded.starts_with("к ") || folded.starts_with("от ") || folded.starts_with("№") ||
         folded.starts_with("утвержден") || opens_appendix(folded);
}

std::string grif_number(std::string_view text) {
  static const RE2 pattern("^[«\"„]?прил(?:ожение|\\.) *(?:№|n)? *(\\d+(?:\\.\\d+)?)");
  std::string number;
  RE2::PartialMatch(fold(text), pattern, &number);
  return number;
}

}  // namespace

bool appendix_at(const std::vector<Paragraph>& paragraphs, std::size_t i, bool after_signature) {
  const Paragraph& paragraph = paragraphs[i];
  if (opens_grif(paragraph)) return true;
  if (paragraph.table >= 0) return false;
  // A sheet of its own: the page above was left early, and a title opens this one.
  return after_signature && paragraph.first_on_page && i > 0 && paragraph.blank_before > kForcedBreak &&
         (paragraph.alignment == Alignment::centered || paragraph.bold) && !read_label(paragraph.text.str) &&
         !signature_at(paragraphs, i, paragraphs.size());
}

void read_appendices(Flow& flow, const std::vector<Paragraph>& paragraphs, std::size_t first, std::size_t last,
                     DocumentDraft& draft) {
  std::size_t i = first;
  while (i < last) {
    Appendix appendix;
    // The grif.
    if (opens_grif(paragraphs[i])) {
      const Alignment alignment = paragraphs[i].alignment;
      const std::size_t begin = i;
      do {
        appendix.grif.append(paragraphs[i].text);
        ++i;
      } while (i < last && i < begin + kMaxGrifLines && !paragraphs[i].first_on_page &&
               in_grif(paragraphs[i], alignment));
      appendix.number = grif_number(appendix.grif.str);
    }
    std::size_t end = i;
    while (end < last && (end == i || !appendix_at(paragraphs, end, true))) {
      // The grif of the next appendix may not stand right under this one's.
      if (end == i && opens_grif(paragraphs[end]) && !appendix.grif.empty()) break;
      ++end;
    }
    // The title: the centred or bold lines above the content.
    const std::size_t begin = i;
    while (i < end && paragraphs[i].table < 0 && i < begin + 8) {
      const Paragraph& paragraph = paragraphs[i];
      const bool titled =
          paragraph.alignment == Alignment::centered || (paragraph.bold && paragraph.alignment == Alignment::body);
      if (!titled || paragraph.text.str.ends_with(";")) break;
      if (i > begin && paragraphs[begin].alignment == Alignment::centered && paragraph.alignment != Alignment::centered)
        break;
      if (i > begin && read_label(paragraph.text.str) && !read_label(paragraph.text.str)->bare) break;
      if (i > begin && paragraph.gap_before > 1.6F && paragraph.alignment != Alignment::centered) break;
      if (i > begin && paragraph.bold != paragraphs[begin].bold && paragraph.gap_before > 0.9F) break;
      // A caption of the table («Таблица 1») and headings of the content come after a free line.
      if (i > begin && paragraph.gap_before > 1.3F && count_code_points(appendix.title.str) > 24) break;
      append_line(appendix.title, paragraph.text, flow.lexicon);
      ++i;
    }
    if (appendix.title.empty() && i < end && paragraphs[i].table < 0 &&
        count_code_points(paragraphs[i].text.str) < 220 && !paragraphs[i].text.str.ends_with(";") &&
        !read_label(paragraphs[i].text.str) && paragraphs[i].lines.size() <= 4 &&
        (i + 1 < end && paragraphs[i + 1].table >= 0)) {
      appendix.title = paragraphs[i].text;
      ++i;
    }
    // A signature or acknowledgement may stand under the content.
    std::size_t content_end = i;
    while (content_end < end &&
           !(paragraphs[content_end].table < 0 &&
             (signature_at(paragraphs, content_end, end) || begins_closing(paragraphs[content_end].text.str))))
      ++content_end;
    read_content(flow, paragraphs, i, content_end, draft, appendix.content, appendix.title);
    std::size_t next = content_end;
    while (next < end) {
      const std::size_t closed = read_closing(paragraphs, next, end, draft, appendix.content);
      if (closed == next) {
        read_content(flow, paragraphs, next, end, draft, appendix.content, {});
        break;
      }
      next = closed;
      if (next < end && !signature_at(paragraphs, next, end) && !begins_closing(paragraphs[next].text.str)) {
        std::size_t stop = next;
        while (stop < end && !(paragraphs[stop].table < 0 && signature_at(paragraphs, stop, end))) ++stop;
        read_content(flow, paragraphs, next, stop, draft, appendix.content, {});
        next = stop;
      }
    }
    const std::size_t start = std::min(begin, paragraphs.size() - 1);
    appendix.pages = {paragraphs[appendix.grif.empty() ? start
                                 : begin > 0           ? begin - 1
                                                       : start]
                          .page,
                      paragraphs[std::max(end, std::size_t{1}) - 1].page};
    for (const Block& block : appendix.content) {
      if (block.type != BlockType::table) continue;
      for (const Table& table : draft.tables)
        if (table.id == block.ref) appendix.pages.last = std::max(appendix.pages.last, table.pages.last);
    }
    draft.appendices.push_back(std::move(appendix));
    i = std::max(end, i);
  }
}

}  // namespace prikaz
