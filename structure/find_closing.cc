#include "find_closing.h"

#include <re2/re2.h>

#include <cmath>

#include "prikaz/unicode.h"
#include "words_of_orders.h"

namespace prikaz {
namespace {

constexpr std::size_t kMaxPostLines = 5;

struct SignatureLine {
  Text post, person;
};

// «Начальник управления ______ Белых Илья Львович»: byte of a full name that stands in a column of its own or behind
// the blank to sign on; npos if there is none.
std::size_t full_name_in_column(const Paragraph& paragraph) {
  const Line& last = *paragraph.lines.back();
  const std::string& text = paragraph.text.str;
  const std::size_t blank = text.rfind('_');
  std::size_t name = blank == std::string::npos ? std::string::npos : text.find_first_not_of(" /", blank + 1);
  if (last.segments.size() > 1) {
    const std::string column = segment_text(last, last.segments.back()).str;
    if (text.ends_with(column)) name = text.size() - column.size();
    if (const std::size_t ink = column.rfind('_'); ink != std::string::npos && name != std::string::npos)
      name = text.find_first_not_of(" /", name + ink + 1);
  }
  return name != std::string::npos && is_full_name(std::string_view(text).substr(name)) ? name : std::string::npos;
}

// A line that ends with a name in a column of its own, or with one after a post: the last line of a signature.
std::optional<SignatureLine> signature_line(const Paragraph& paragraph) {
  if (paragraph.lines.empty()) return std::nullopt;
  const Text& text = paragraph.text;
  const std::size_t full_name = opens_with_post(text.str) ? full_name_in_column(paragraph) : std::string::npos;
  const std::size_t name = full_name != std::string::npos ? full_name : trailing_signature_name(text.str);
  if (name == std::string::npos) return std::nullopt;
  SignatureLine out{text.sub(0, name), text.sub(name)};
  // The caption under or beside the blank to sign on.
  for (const std::string_view caption : {"(подпись)", "подпись"})
    if (const std::string folded = fold(out.post.str); folded.ends_with(caption))
      out.post = out.post.sub(0, folded.size() - caption.size());
  const std::size_t dash = out.post.str.find_last_not_of(" _/");
  out.post = out.post.sub(0, dash == std::string::npos ? 0 : dash + 1);
  // A letter alone at the end of a post is ink of the signature.
  const std::size_t space = out.post.str.rfind(' ');
  if (space != std::string::npos && count_code_points(std::string_view(out.post.str).substr(space + 1)) == 1)
    out.post = out.post.sub(0, space);
  if (full_name != std::string::npos) return out;
  const Line& last = *paragraph.lines.back();
  const bool column = last.segments.size() > 1 || (paragraph.lines.size() == 1 &&
                                                   paragraph.alignment == Alignment::right_block && out.post.empty());
  if (column) {
    // The name must stand in the last column by itself.
    // What a signature leaves on a scan may be read as a letter or two before it.
    constexpr std::size_t kScrawl = 5;
    return trailing_signature_name(segment_text(last, last.segments.back()).str) <= kScrawl ? std::optional(out)
                                                                                            : std::nullopt;
  }
  if (read_label(text.str) && !read_label(text.str)->bare) return std::nullopt;
  // Without a column of its own only «Начальник отдела И.О. Фамилия» is a signature: a sentence may end with a surname
  // first.
  const bool initials_first = out.person.str.find('.') < 6;
  return opens_with_post(text.str) && initials_first && text.str.size() < 260 ? std::optional(out) : std::nullopt;
}

bool is_blank_line(std::string_view text) { return trim(text, " _.-/").empty(); }

bool is_phone(std::string_view text) {
  static const RE2 pattern("(?:тел[^ ]*|т\\.)?[: ]*\\+?[\\d() \\-–.]{5,}(?:доб\\.? ?\\d+)?");
  return RE2::FullMatch(fold(text), pattern);
}

// The phone at the end of `text`: «Исп. Иванова И.И., тел. 2-47-53» -> byte of «тел.»; npos if there is none.
std::size_t trailing_phone(std::string_view text, std::size_t& digits_at) {
  static const RE2 pattern(
      "(?:[,;]? *)((?:тел(?:ефон)?|т) ?[.:/]*(?:факс)? *[.:]?)? *(\\+?[(\\d][\\d() \\-–]{3,}\\d) *\\.?$");
  const std::string folded = fold(text);
  re2::StringPiece word, digits;
  const re2::StringPiece input(folded);
  if (!RE2::PartialMatch(input, pattern, &word, &digits)) return std::string_view::npos;
  digits_at = static_cast<std::size_t>(digits.data() - folded.data());
  return word.empty() ? digits_at : static_cast<std::size_t>(word.data() - folded.data());
}

// «Исп.», «Исполнитель:», «Проект внесён:», «Подготовил»: byte behind the words; 0 if the text begins otherwise.
std::size_t drafter_prefix(std::string_view text) {
  static const RE2 pattern(
      "^((?:исп(?:олнитель|олнил|олнила)?|подготовил[аи]?|проект (?:приказа |документа |постановления |распоряжения "
      ")?(?:внесен|вносит|подготовлен|подготовил[аи]?)|"
      "составил[аи]?|разработал[аи]?) *[.:]* *)");
  const std::string folded = fold(text);
  re2::StringPiece found;
  const re2::StringPiece input(folded);
  if (!RE2::PartialMatch(input, pattern, &found)) return 0;
  const std::size_t end = found.size();
  const char last = text[end - 1];
  return last == '.' || last == ':' || last == ' ' || end == text.size() ? end : 0;
}

bool is_acknowledgement(std::string_view text) {
  const std::string folded = fold(text);
  return folded.find("ознакомлен") != std::string::npos && folded.size() < 260 &&
         (folded.starts_with("с ") || folded.starts_with("ознакомлен"));
}

bool is_mailing(std::string_view text) {
  const std::string folded = fold(text);
  return folded.starts_with("разосла") || folded.starts_with("рассылк") || folded.starts_with("направлено") ||
         folded.starts_with("в дело");
}

// Drafter lines: after the prefix the name, post, organization and phone in any order, over several lines.
std::size_t read_drafter(const std::vector<Paragraph>& paragraphs, std::size_t i, std::size_t last,
                         DocumentDraft& draft) {
  Drafter drafter;
  const auto take = [&](Text text) {
    std::size_t digits = 0;
    const std::size_t phone = trailing_phone(text.str, digits);
    if (phone != std::string::npos && drafter.phone.empty()) {
      drafter.phone = text.sub(digits, text.str.find_last_of("0123456789") + 1);
      text = text.sub(0, phone);
    }
    std::size_t end = text.str.find_last_not_of(" ,;");
    text = text.sub(0, end == std::string::npos ? 0 : end + 1);
    if (text.empty()) return;
    if (drafter.person.empty() && (is_full_name(text.str) || is_signature_name(text.str))) {
      drafter.person = text;
      return;
    }
    // «методист Иванова И.И.», «Иванова И.И., методист»
    const std::size_t name = trailing_signature_name(text.str);
    if (drafter.person.empty() && name != std::string::npos) {
      drafter.person = text.sub(name);
      Text post = text.sub(0, name);
      end = post.str.find_last_not_of(" ,;:");
      post = post.sub(0, end == std::string::npos ? 0 : end + 1);
      if (!post.empty()) drafter.position.append(post);
      return;
    }
    const std::size_t comma = text.str.find(',');
    if (drafter.person.empty() && comma != std::string::npos) {
      const std::string_view head = trim(std::string_view(text.str).substr(0, comma));
      if (is_full_name(head) || is_signature_name(head)) {
        drafter.person = text.sub(0, comma);
        drafter.position.append(text.sub(comma + 1));
        return;
      }
    }
    (opens_with_post(text.str) ? drafter.position : drafter.organization).append(text);
  };
  const std::size_t prefix = drafter_prefix(paragraphs[i].text.str);
  std::size_t used = i;
  for (; used < last && used < i + 5; ++used) {
    const Paragraph& paragraph = paragraphs[used];
    if (paragraph.table >= 0 || (used > i && (paragraph.first_on_page || paragraph.gap_before > 2.5F))) break;
    if (used > i && (is_acknowledgement(paragraph.text.str) || is_mailing(paragraph.text.str) ||
                     opens_appendix(paragraph.text.str)))
      break;
    if (used > i && !drafter.person.empty() && !is_phone(paragraph.text.str) &&
        drafter_prefix(paragraph.text.str) == 0 && !drafter.phone.empty())
      break;
    if (used > i && drafter_prefix(paragraph.text.str) > 0) break;
    for (std::size_t l = 0; l < paragraph.lines.size(); ++l) {
      const Line& line = *paragraph.lines[l];
      for (const Segment& segment : line.segments) {
        Text text = segment_text(line, segment);
        if (used == i && l == 0 && segment.first == 0) text = text.sub(prefix);
        take(std::move(text));
      }
    }
  }
  if (!drafter.position.empty() && drafter.position.str.ends_with(","))
    drafter.position = drafter.position.sub(0, drafter.position.str.size() - 1);
  if (!drafter.organization.empty() && drafter.organization.str.ends_with(","))
    drafter.organization = drafter.organization.sub(0, drafter.organization.str.size() - 1);
  if (drafter.person.empty() && drafter.organization.empty()) return i;
  draft.drafted_by.push_back(std::move(drafter));
  return used;
}

// A post may be longer than the name beside it is high: «отдела образования» under «Заместитель начальника  А.Б.
// Белых».
bool continues_post(const Paragraph& paragraph, const Paragraph& post) {
  if (paragraph.table >= 0 || paragraph.first_on_page || paragraph.gap_before > 0.75F || paragraph.lines.size() > 3 ||
      post.lines.empty())
    return false;
  const std::string& text = paragraph.text.str;
  if (!is_lower(code_point_at(text, 0)) || text.ends_with(".") || text.find_first_of("0123456789") != std::string::npos)
    return false;
  if (std::abs(paragraph.lines.front()->box.left - post.lines.front()->box.left) > 6 ||
      paragraph.lines.front()->segments.size() > 1)
    return false;
  return count_code_points(text) > 5 && !read_label(text) && trailing_signature_name(text) == std::string::npos &&
         drafter_prefix(text) == 0 && !is_acknowledgement(text) && !is_mailing(text);
}

// «Летова Полина Викторовна» with a phone under it: a drafter without the word.
bool is_bare_drafter(const std::vector<Paragraph>& paragraphs, std::size_t i, std::size_t last) {
  const Paragraph& paragraph = paragraphs[i];
  if (paragraph.lines.empty() || paragraph.text.str.size() > 160) return false;
  const Text first = line_text(*paragraph.lines.front());
  std::size_t digits = 0;
  const std::size_t phone = trailing_phone(paragraph.text.str, digits);
  if (phone != std::string::npos && phone > 0) {
    const std::string_view name = trim(std::string_view(paragraph.text.str).substr(0, phone), " ,;");
    return is_full_name(name) || is_signature_name(name);
  }
  const std::string_view name = trim(std::string_view(first.str).substr(0, first.str.find(',')));
  if (!is_full_name(name) && !is_signature_name(name)) return false;
  return i + 1 < last && paragraphs[i + 1].table < 0 && is_phone(paragraphs[i + 1].text.str);
}

}  // namespace

bool begins_closing(std::string_view text) {
  return drafter_prefix(text) > 0 || is_acknowledgement(text) || is_mailing(text);
}

bool signature_at(const std::vector<Paragraph>& paragraphs, std::size_t i, std::size_t last) {
  if (paragraphs[i].table >= 0) return false;
  if (signature_line(paragraphs[i])) return true;
  // The post over several lines, the name at the end of the last or on a line of its own.
  if (!opens_with_post(paragraphs[i].text.str) || paragraphs[i].text.str.size() > 200) return false;
  if (paragraphs[i].text.str.ends_with(".") || paragraphs[i].text.str.ends_with(";")) return false;
  for (std::size_t k = i + 1; k < last && k <= i + kMaxPostLines; ++k) {
    const Paragraph& next = paragraphs[k];
    if (next.table >= 0 || (next.gap_before > 4 && !next.first_on_page)) return false;
    if (signature_line(next)) return true;
    if (is_signature_name(next.text.str)) return true;
    if (next.text.str.ends_with(".") || next.text.str.size() > 160) return false;
  }
  return false;
}

std::size_t read_closing(const std::vector<Paragraph>& paragraphs, std::size_t first, std::size_t last,
                         DocumentDraft& draft, std::vector<Block>& content) {
  std::size_t i = first;
  bool acknowledging = false;
  while (i < last) {
    const Paragraph& paragraph = paragraphs[i];
    if (paragraph.table >= 0) break;
    if (i > first && (opens_appendix(paragraph.text.str) ||
                      (paragraph.first_on_page && !signature_at(paragraphs, i, last) &&
                       !begins_closing(paragraph.text.str) && !is_bare_drafter(paragraphs, i, last))))
      break;
    if (is_blank_line(paragraph.text.str)) {
      ++i;
      continue;
    }
    if (is_acknowledgement(paragraph.text.str) || is_mailing(paragraph.text.str)) acknowledging = true;
    if (drafter_prefix(paragraph.text.str) > 0) {
      const std::size_t next = read_drafter(paragraphs, i, last, draft);
      if (next > i) {
        i = next;
        continue;
      }
    }
    if (!acknowledging && (!draft.signatories.empty() || i > first) && is_bare_drafter(paragraphs, i, last)) {
      const std::size_t next = read_drafter(paragraphs, i, last, draft);
      if (next > i) {
        i = next;
        continue;
      }
    }
    if (!acknowledging && signature_at(paragraphs, i, last)) {
      Signatory signatory;
      const Paragraph& post = paragraphs[i];
      for (; i < last; ++i) {
        const std::optional<SignatureLine> line = signature_line(paragraphs[i]);
        if (line) {
          signatory.position.append(line->post);
          signatory.person = line->person;
          ++i;
          break;
        }
        if (is_signature_name(paragraphs[i].text.str)) {
          signatory.person = paragraphs[i].text;
          ++i;
          break;
        }
        signatory.position.append(paragraphs[i].text);
      }
      for (; i < last && !signatory.position.empty() && continues_post(paragraphs[i], post); ++i)
        signatory.position.append(paragraphs[i].text);
      const std::size_t end = signatory.position.str.find_last_not_of(" :,");
      signatory.position = signatory.position.sub(0, end == std::string::npos ? 0 : end + 1);
      draft.signatories.push_back(std::move(signatory));
      continue;
    }
    content.push_back({BlockType::paragraph, paragraph.text, 1, ""});
    ++i;
  }
  return i;
}

}  // namespace prikaz
