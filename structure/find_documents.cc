#include "find_documents.h"

#include <string>

#include "find_closing.h"
#include "letterhead.h"
#include "paragraphs.h"
#include "prikaz/unicode.h"
#include "registration.h"
#include "words_of_orders.h"

namespace prikaz {
namespace {

// Nothing but the kind and what registers the document stands on the line: «ПРИКАЗ», «ПРИКАЗ № 15-од от 12.03.2024».
bool is_bare_kind(const Text& line, const KindWord& kind, Registration& registration) {
  if (kind.whole) return true;
  const Text behind = line.sub(kind.end);
  read_segment(behind, registration);
  std::string rest = behind.str;
  for (const Text& read : {registration.date, registration.number})
    if (const std::size_t at = rest.find(read.str); at != std::string::npos) rest.erase(at, read.str.size());
  return is_blank_form(rest);
}

// A line like «Приказ № 15» may stand in a list or a grif too: under that of a document its text begins.
bool text_begins_below(const Flow& flow, std::size_t kind_line, DocumentKind kind) {
  for (std::size_t i = kind_line + 1; i < flow.elements.size() && i < kind_line + 30; ++i) {
    const std::optional<HeadLine> below = head_line(flow, i);
    if (!below) continue;
    if (kind == DocumentKind::protocol ? opens_protocol(below->text.str)
                                       : operative_verb_end(below->text.str).has_value())
      return true;
  }
  return false;
}

// An appendix may hold the form of an order; a real one has its letterhead above and its number or date below.
bool is_order_head(const Flow& flow, std::size_t page_first, std::size_t kind, Registration& registration) {
  for (std::size_t i = page_first; i < kind; ++i) {
    const std::optional<HeadLine> above = head_line(flow, i);
    if (!above || opens_appendix(above->text.str)) return false;
  }
  if (!registration.date.empty()) return true;
  for (std::size_t i = kind + 1; i < flow.elements.size() && i < kind + 6; ++i) {
    const std::optional<HeadLine> below = head_line(flow, i);
    if (below && is_registration(*below, registration, true)) return true;
  }
  return false;
}

// A report or plan of its own stands under the stamp of whoever approved it («УТВЕРЖДАЮ», «Утверждаю»); an appendix
// stands under the number of its order.
bool is_stamped_head(const Flow& flow, std::size_t page_first, std::size_t kind) {
  bool stamped = false;
  for (std::size_t i = page_first; i < kind; ++i) {
    const std::optional<HeadLine> above = head_line(flow, i);
    if (!above || opens_appendix(above->text.str)) return false;
    for (const Segment& segment : above->line->segments)
      if (fold(segment_text(*above->line, segment).str).starts_with("утверждаю")) stamped = true;
  }
  return stamped;
}

// Does the line `e` of the page that begins with `page_first` name the kind of another document?
bool begins_document(const Flow& flow, std::size_t page_first, std::size_t e) {
  const std::optional<HeadLine> head = head_line(flow, e);
  if (!head) return false;
  const std::optional<KindWord> kind = read_kind(head->text.str);
  if (!kind) return false;
  if (!is_centered(*head->line, *head->area) && !all_capitals(head->text.str.substr(0, kind->end))) return false;
  Registration registration;
  if (!is_bare_kind(head->text, *kind, registration)) return false;
  switch (kind->kind) {
    case DocumentKind::order:
    case DocumentKind::directive:
    case DocumentKind::resolution:
      return e > page_first && (kind->whole || text_begins_below(flow, e, kind->kind)) &&
             is_order_head(flow, page_first, e, registration);
    case DocumentKind::protocol:  // its number may stand above all, without a letterhead
      return (is_order_head(flow, page_first, e, registration) && !registration.date.empty() &&
              !registration.number.empty() && text_begins_below(flow, e, kind->kind)) ||
             is_stamped_head(flow, page_first, e);
    default: return kind->whole && is_stamped_head(flow, page_first, e);
  }
}

// The closing of the document before may have run over onto the page: the signature of an order, who drafted it.
std::size_t after_closing(const Flow& flow, std::size_t page_first, std::size_t kind) {
  std::size_t start = page_first;
  for (std::size_t i = page_first; i < kind; ++i) {
    const std::optional<HeadLine> above = head_line(flow, i);
    if (!above || opens_approval(above->text.str) || opens_agreement(above->text.str)) return page_first;
    const std::vector<Segment>& segments = above->line->segments;
    const bool signature = segments.size() > 1 && is_signature_name(segment_text(*above->line, segments.back()).str) &&
                           opens_with_post(above->text.str);
    const bool phone = start == i && i > page_first && is_contact_line(above->text.str);  // of the drafter
    if (signature || phone || begins_closing(above->text.str)) start = i + 1;
  }
  return start;
}

}  // namespace

std::vector<std::size_t> find_document_starts(const Flow& flow) {
  std::vector<std::size_t> starts;
  if (flow.elements.empty()) return starts;
  starts.push_back(0);
  std::size_t page_first = 0;
  for (std::size_t e = 0; e < flow.elements.size(); ++e) {
    if (flow.elements[e].first_on_page) page_first = e;
    if (page_first == 0 || e > page_first + 20 || starts.back() >= page_first) continue;
    if (begins_document(flow, page_first, e)) starts.push_back(after_closing(flow, page_first, e));
  }
  return starts;
}

}  // namespace prikaz
