#include "find_heading.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <deque>

#include "find_closing.h"
#include "paragraphs.h"
#include "prikaz/data.h"
#include "prikaz/unicode.h"
#include "words_of_orders.h"

namespace prikaz {
namespace {

constexpr std::size_t kLetterheadRows = 4;
constexpr std::size_t kHeadingLines = 40;  // a letterhead with stamps never is longer

struct HeadLine {
  std::size_t element;
  const Line* line;
  const PageArea* area;
  Text text;
};

std::optional<HeadLine> head_line(const Flow& flow, std::size_t element) {
  const FlowElement& e = flow.elements[element];
  if (e.table >= 0) return std::nullopt;
  const Line& line = flow.lines[e.line];
  return HeadLine{element, &line, &flow.areas[e.area], line_text(line)};
}

bool all_capitals(std::string_view text) {
  bool letter = false;
  for (std::size_t pos = 0; pos < text.size(); pos = next_position(text, pos)) {
    const char32_t c = code_point_at(text, pos);
    if (is_lower(c)) return false;
    letter = letter || is_letter(c);
  }
  return letter;
}

// «от 12.03.2024», «№ 15», «с. Село»: the line of date, number and place, read segment by segment.
struct Registration {
  Text date, number, place;
};

constexpr std::string_view kMonth = "(?:янв|фев|мар|апр|мая|май|июн|июл|авг|сен|окт|ноя|дек)[а-я]*";

// «____________ № ____», «от «__» ________ 20__ г. № __», «от ___ ноября 2024 года»: the registration of a draft, not
// yet filled in; or a drawn line. A month or a year alone is none: the room for the day or the number must be there.
bool is_blank_form(std::string_view text) {
  static const RE2 blanks("(?:[ _\\-–—=*.,\"«»„“”]|от|№|г(?:од|ода)?|20)*");
  static const RE2 blanks_of_a_date("(?:[ _\\-–—=*.,\"«»„“”]|от|№|г(?:од|ода)?|\\d\\d\\.20\\d\\d|20(?:\\d\\d)?|" +
                                    std::string(kMonth) + ")*");
  const std::string folded = fold(text);
  if (RE2::FullMatch(folded, blanks)) return true;
  const bool room = folded.find('_') != std::string::npos || folded.find("№") != std::string::npos;
  return room && RE2::FullMatch(folded, blanks_of_a_date);
}

// Takes number and date out of one segment. Returns whether it held one of them.
bool read_segment(const Text& segment, Registration& out) {
  // A number sign and what follows to the date or to the end; «N», «No» and Cyrillic «Н» stand for № in old copies.
  // Patterns run over folded text and use plain ranges: (?i) and \p{L} would take longer to compile than a short order
  // to read.
  static const RE2 number("(?:^|[ _.,г])(?:№|n[oо]?|н)[ _]*([a-zЀ-ӿ\\d][a-zЀ-ӿ\\d./()\\-–]*(?: (?:од|\\([Ѐ-ӿ]+\\)))?)");
  static const RE2 day("((?:[«\"„“][ _]*\\d{1,2}[ _]*[»\"”“]|\\d{1,2})[ _]*(?:" + std::string(kMonth) +
                       "|[ _]\\d{1,2}[ _])[ _]*\\d{2,4}[ _]*"
                       "(?:года|год|г\\.?)?|\\d{1,2}\\.\\d{1,2}\\.\\d{2,4} ?(?:года|г\\.?)?)");
  const std::string str = fold(segment.str);
  const re2::StringPiece input(str);
  bool any = false;
  re2::StringPiece found;
  std::size_t taken_from = std::string::npos, taken_to = 0;
  const auto take = [&](const re2::StringPiece& piece) {
    const auto at = static_cast<std::size_t>(piece.data() - str.data());
    taken_from = std::min(taken_from, at);
    taken_to = std::max(taken_to, at + piece.size());
    any = true;
    return segment.sub(at, at + piece.size());
  };
  if (out.date.empty() && RE2::PartialMatch(input, day, &found)) out.date = take(found);
  if (out.number.empty() && RE2::PartialMatch(input, number, &found)) {
    std::string_view value(found.data(), found.size());
    value = trim(value, " ._");
    if (value.find_first_of("0123456789") != std::string_view::npos) {
      out.number = take(re2::StringPiece(value.data(), value.size()));
    }
  }
  if (any && out.place.empty()) {
    // What is left before or behind may be the town: «12 марта 2024 г. № 15 г. Город».
    const Text behind = segment.sub(taken_to);
    const std::string_view rest = trim(behind.str, " ,.г");
    if (count_code_points(rest) > 3 && is_place(trim(behind.str, " ,"), false)) out.place = behind;
  }
  return any;
}

bool is_registration(const HeadLine& head, Registration& out, bool after_kind) {
  Registration trial = out;
  bool any = false, all = true;
  for (const Segment& segment : head.line->segments) {
    Text text = segment_text(*head.line, segment);
    std::string_view bare = trim(text.str, " _");
    if (bare.empty()) continue;
    if (is_blank_form(bare)) continue;
    // A title may hold a date too («Об итогах … от 5 мая»): the line of registration begins with от, №, a day or a
    // quote.
    const std::string folded = fold(bare);
    const char32_t first = code_point_at(bare, 0);
    const bool opens = is_digit(first) || is_quote(first) || folded.starts_with("от") || folded.starts_with("№") ||
                       folded.starts_with("n") || folded.starts_with("н ") || folded.starts_with("дата") ||
                       first == U'_';
    if (opens && read_segment(text, trial)) {
      any = true;
      continue;
    }
    // The date once more, in another language.
    if (Registration again; opens && head.line->segments.size() > 1 && read_segment(text, again)) continue;
    if (trial.place.empty() &&
        is_place(bare, after_kind && (head.line->segments.size() > 1 || is_centered(*head.line, *head.area)))) {
      trial.place = text.sub(static_cast<std::size_t>(bare.data() - text.str.data()),
                             static_cast<std::size_t>(bare.data() - text.str.data()) + bare.size());
      any = true;
      continue;
    }
    if (fold(bare).starts_with("на №")) {  // «На № ____ от ____» of a reply
      any = true;
      continue;
    }
    all = false;
  }
  if (!any || !all) return false;
  out = trial;
  return true;
}

bool is_contact_line(std::string_view text) {
  const std::string folded = fold(text);
  for (const std::string_view word :
       {"тел", "факс", "@",     "огрн",  "инн",    "кпп",  "окпо",  "http",  "www.", "ул.", "улица",
        "пр.", "пер.", "просп", "адрес", "e-mail", "сайт", "окато", "оквэд", "бик",  "р/с", "л/с"}) {
    const std::size_t at = folded.find(word);
    if (at != std::string::npos && (word[0] == '@' || word_starts_at(folded, at))) return true;
  }
  // A postal code: «640318, Область, …», «с. Луговое, 640012».
  std::size_t digits = 0;
  for (std::size_t i = 0; i <= folded.size(); ++i) {
    if (i < folded.size() && is_digit(static_cast<unsigned char>(folded[i]))) {
      ++digits;
      continue;
    }
    if (digits == 6) return true;
    digits = 0;
  }
  return false;
}

// «Российская Федерация», «Республика …», «… область», «… край» in the nominative: where the issuer is, not who it is.
bool is_region_line(std::string_view text) {
  const std::string folded(trim(fold(text), " .,"));
  if (folded == "российская федерация" || folded == "россия" ||
      folded.starts_with("министерство просвещения российской федерации"))
    return true;
  if (count_code_points(folded) > 60) return false;
  const auto last_word = folded.substr(folded.rfind(' ') == std::string::npos ? 0 : folded.rfind(' ') + 1);
  if (folded.starts_with("республика ") && folded.find(',') == std::string::npos) return true;
  return folded.find(' ') != std::string::npos &&
         (last_word == "область" || last_word == "край" || last_word == "республика" ||
          folded.find("автономный округ") != std::string::npos);
}

bool starts_title(std::string_view text) {
  const std::string folded = fold(text);
  return folded.starts_with("о ") || folded.starts_with("об ") || folded.starts_with("обо ");
}

// What one segment of a line of the letterhead prints.
struct Part {
  Text text;
  Box box;
};

enum class Side { left, right, across };
Side side_of(const Box& box, float gutter) {
  return box.right <= gutter ? Side::left : box.left >= gutter ? Side::right : Side::across;
}

// The middle of the free strip between two columns; nullopt where nothing stands side by side, or not in two columns.
std::optional<float> find_gutter(const std::vector<Part>& parts) {
  std::optional<std::pair<float, float>> strip;
  for (const Part& a : parts)
    for (const Part& b : parts) {
      const float shared = overlap(a.box.top, a.box.bottom, b.box.top, b.box.bottom);
      if (a.box.right >= b.box.left || shared < 0.5F * std::min(a.box.height(), b.box.height())) continue;
      if (!strip) strip.emplace(a.box.right, b.box.left);
      strip->first = std::max(strip->first, a.box.right);
      strip->second = std::min(strip->second, b.box.left);
    }
  if (!strip || strip->first >= strip->second) return std::nullopt;
  return (strip->first + strip->second) / 2;
}

// The columns of a letterhead, where one of them is not the issuer's.
struct Columns {
  float gutter = 0;
  Side foreign = Side::across;
};

// What stands side by side column after column; a line across both closes what is above it.
void order_by_columns(std::vector<Part>& parts, float gutter) {
  const auto across = [&](const Part& part) { return side_of(part.box, gutter) == Side::across; };
  for (auto first = parts.begin(); first != parts.end();) {
    const auto last = std::find_if(first, parts.end(), across);
    std::stable_partition(first, last, [&](const Part& part) { return side_of(part.box, gutter) == Side::left; });
    first = last == parts.end() ? last : last + 1;
  }
}

// «Руководителям общеобразовательных организаций», «Директору …»: to whom, in the dative. Not «МКУ».
bool opens_addressee(std::string_view text) {
  const std::string folded = fold(text);
  const std::string_view word = std::string_view(folded).substr(0, folded.find(' '));
  if (count_code_points(word) < 6) return false;
  const std::initializer_list<std::string_view> endings = {"ам", "ям", "им", "ым", "ому", "ему", "у", "ю"};
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return word.ends_with(ending); });
}

bool names_issuer(std::string_view text) {
  static const std::vector<std::string_view> stems = [] {
    std::vector<std::string_view> words;
    for (const auto& row : data_table("issuer_words.tsv")) words.push_back(row.at(0));
    return words;
  }();
  const std::string folded = fold(text);
  return std::any_of(stems.begin(), stems.end(), [&](std::string_view stem) {
    const std::size_t at = folded.find(stem);
    return at != std::string::npos && word_starts_at(folded, at);
  });
}

// Cyrillic letters that Russian has not: «МӘГАРИФ БҮЛЕГЕ».
bool has_other_alphabet(std::string_view text) {
  const std::string folded = fold(text);
  for (std::size_t pos = 0; pos < folded.size(); pos = next_position(folded, pos)) {
    const char32_t c = code_point_at(folded, pos);
    if (c > U'я' && c <= U'\u052F' && c != U'ё') return true;
  }
  return false;
}

// Of two columns, the one that is not the issuer: the addressees, the contacts, the name in the other language.
// `across` where both (or neither) may be it.
Side foreign_side(const std::vector<Part>& parts, float gutter, const std::optional<Box>& kind) {
  struct Column {
    std::size_t lines = 0;
    bool addressee = false, issuer = false, other = false;  // other: contacts, another language
  } left, right;
  for (const Part& part : parts) {
    const Side side = side_of(part.box, gutter);
    if (side == Side::across) continue;
    Column& column = side == Side::left ? left : right;
    if (column.lines++ == 0) column.addressee = opens_addressee(part.text.str);
    column.issuer = column.issuer || names_issuer(part.text.str);
    column.other = column.other || is_contact_line(part.text.str) || has_other_alphabet(part.text.str);
  }
  if (left.addressee != right.addressee) return left.addressee ? Side::left : Side::right;
  // A line spread over the page comes apart too: «УПРАВЛЕНИЕ    ОБРАЗОВАНИЯ».
  if (left.lines < 2 || right.lines < 2) return Side::across;
  const Side kind_side = kind ? side_of(*kind, gutter) : Side::across;
  if (kind_side != Side::across) return kind_side == Side::left ? Side::right : Side::left;
  if (left.issuer && !right.issuer && right.other) return Side::right;
  if (right.issuer && !left.issuer && left.other) return Side::left;
  return Side::across;
}

// «УПРАВЛЕНИЕ ОБРАЗОВАНИЯ | 640000, с. Озёрное, ул. Мира, 1»: the column beside the issuer says where it is. A
// letterhead in another language has contacts too, but so has the issuer's column then.
bool is_contact_column(const std::vector<Part>& parts, float gutter, Side column) {
  bool here = false, beside = false, addressee = false;
  for (const Part& part : parts) {
    const Side side = side_of(part.box, gutter);
    if (side == Side::across) continue;
    if (is_contact_line(part.text.str)) (side == column ? here : beside) = true;
    if (side == column && opens_addressee(part.text.str)) addressee = true;
  }
  return here && !beside && !addressee;
}

bool opens_stamp(std::string_view text) { return opens_approval(text) || opens_agreement(text); }

// The segments of the lines. Under stamps side by side a long line of the left one may come so near to the right one
// that both are one segment: it ends where a word stands flush with the beginning of a stamp.
std::vector<Part> parts_of(const std::vector<HeadLine>& lines) {
  constexpr float kFlush = 3;  // points
  std::vector<Part> parts;
  std::vector<float> edges;
  for (const HeadLine& head : lines) {
    const Line& line = *head.line;
    for (const Segment& segment : line.segments) {
      std::size_t first = segment.first;
      Box box = line.words[first]->box;
      for (std::size_t i = first + 1; i < segment.last; ++i) {
        const Box& word = line.words[i]->box;
        const bool column = word.left - box.right > line.font_size &&
                            std::ranges::any_of(edges, [&](float edge) { return std::abs(word.left - edge) < kFlush; });
        if (column) {
          parts.push_back({segment_text(line, {first, i, box}), box});
          first = i;
        }
        box = column ? word : united(box, word);
      }
      parts.push_back({segment_text(line, {first, segment.last, box}), box});
      if (opens_stamp(parts.back().text.str)) edges.push_back(box.left);
    }
  }
  return parts;
}

// Takes the stamps out of the parts: the column of each is what lies under its first word.
void read_stamps(std::vector<Part>& parts, DocumentDraft& draft) {
  std::vector<std::size_t> stamps;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (opens_stamp(parts[i].text.str)) stamps.push_back(i);
  std::vector<char> used(parts.size(), 0);
  for (const std::size_t s : stamps) {
    if (used[s]) continue;
    Text text;
    Box column = parts[s].box;
    float bottom = parts[s].box.bottom;
    for (std::size_t i = s; i < parts.size(); ++i) {
      if (used[i]) continue;
      const Part& part = parts[i];
      const bool below = i == s || part.box.top > parts[s].box.top + 2;
      // The other column of the same row belongs to its own stamp.
      bool nearer = false;
      for (const std::size_t other : stamps)
        if (other != s && !used[other] &&
            std::abs(part.box.center_x() - parts[other].box.center_x()) <
                std::abs(part.box.center_x() - parts[s].box.center_x()))
          nearer = true;
      if (!below || nearer) continue;
      if (i != s && overlap(part.box.left, part.box.right, column.left - 30, column.right + 30) <= 0) continue;
      if (part.box.top - bottom > 40) break;
      used[i] = 1;
      text.append(part.text);
      column = united(column, part.box);
      bottom = part.box.bottom;
    }
    if (opens_approval(parts[s].text.str) && !draft.approval)
      draft.approval = Approval{std::move(text)};
    else
      draft.content.push_back({BlockType::paragraph, std::move(text), 1, ""});
  }
  std::vector<Part> rest;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (!used[i]) rest.push_back(std::move(parts[i]));
  parts = std::move(rest);
}

// Lines above the kind line: stamps, letterhead. Two columns side by side are read one after the other. `kind`: where
// the kind stands, if it is not in the middle and so may belong to one of them. `aside` takes the column that is
// neither the issuer nor its contacts.
Columns read_letterhead(const std::vector<HeadLine>& lines, const std::optional<Box>& kind, DocumentDraft& draft,
                        Text& aside) {
  std::vector<Part> parts = parts_of(lines);
  read_stamps(parts, draft);
  const std::optional<float> gutter = find_gutter(parts);
  Side foreign = Side::across;
  if (gutter) {
    order_by_columns(parts, *gutter);
    foreign = foreign_side(parts, *gutter, kind);
  }
  Text issuer, contacts;
  const bool contact_column = foreign != Side::across && is_contact_column(parts, *gutter, foreign);
  std::optional<Side> with_contacts;  // the column that the last contacts stand in
  for (const Part& part : parts) {
    const std::string& str = part.text.str;
    const Side side = gutter ? side_of(part.box, *gutter) : Side::across;
    if (side != Side::across && side == foreign) {
      (contact_column ? contacts : aside).append(part.text);
      continue;
    }
    if (is_contact_line(str)) {
      contacts.append(part.text);
      with_contacts = side;
      continue;
    }
    if (with_contacts == side && issuer.empty()) continue;
    if (issuer.empty() && is_region_line(str)) continue;
    if (trim(str, " _-=*").empty()) continue;
    issuer.append(part.text);
  }
  if (issuer.empty() && !opens_addressee(aside.str)) std::swap(issuer, aside);
  draft.heading.issuer = std::move(issuer);
  draft.letterhead = std::move(contacts);
  return {gutter.value_or(0), foreign};
}

// What the issuer's column says on a line beside the kind or its registration; what goes on in the other column goes to
// `aside`. nullopt if nothing is left.
std::optional<Line> own_column(const Line& line, const Columns& columns, Text& aside) {
  Line own = line;
  own.words.clear();
  own.segments.clear();
  for (const Segment& segment : line.segments) {
    const Text text = segment_text(line, segment);
    Registration trial;
    if (side_of(segment.box, columns.gutter) == columns.foreign && !is_blank_form(text.str) &&
        !is_place(text.str, false) && !starts_title(text.str) && !operative_verb_end(text.str) &&
        !read_segment(text, trial)) {
      aside.append(text);
      continue;
    }
    const std::size_t first = own.words.size();
    own.words.insert(own.words.end(), line.words.begin() + static_cast<std::ptrdiff_t>(segment.first),
                     line.words.begin() + static_cast<std::ptrdiff_t>(segment.last));
    own.box = own.segments.empty() ? segment.box : united(own.box, segment.box);
    own.segments.push_back({first, own.words.size(), segment.box});
  }
  if (own.segments.empty()) return std::nullopt;
  return own;
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

namespace {

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
  const Columns columns = read_letterhead(above, kind_box, draft, aside);
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
