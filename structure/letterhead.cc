#include "letterhead.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "prikaz/data.h"
#include "prikaz/unicode.h"
#include "registration.h"
#include "words_of_orders.h"

namespace prikaz {
namespace {

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

// What one segment of a line of the letterhead prints.
struct Part {
  Text text;
  Box box;
};

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

}  // namespace

Side side_of(const Box& box, float gutter) {
  return box.right <= gutter ? Side::left : box.left >= gutter ? Side::right : Side::across;
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

LetterheadColumns read_letterhead(const std::vector<HeadLine>& lines, const std::optional<Box>& kind,
                                  DocumentDraft& draft, Text& aside) {
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

std::optional<Line> own_column(const Line& line, const LetterheadColumns& columns, Text& aside) {
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

}  // namespace prikaz
