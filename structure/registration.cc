#include "registration.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>

#include "paragraphs.h"
#include "prikaz/unicode.h"
#include "words_of_orders.h"

namespace prikaz {
namespace {

constexpr std::string_view kMonth = "(?:янв|фев|мар|апр|мая|май|июн|июл|авг|сен|окт|ноя|дек)[а-я]*";

}  // namespace

bool is_blank_form(std::string_view text) {
  static const RE2 blanks("(?:[ _\\-–—=*.,\"«»„“”]|от|№|г(?:од|ода)?|20)*");
  static const RE2 blanks_of_a_date("(?:[ _\\-–—=*.,\"«»„“”]|от|№|г(?:од|ода)?|\\d\\d\\.20\\d\\d|20(?:\\d\\d)?|" +
                                    std::string(kMonth) + ")*");
  const std::string folded = fold(text);
  if (RE2::FullMatch(folded, blanks)) return true;
  const bool room = folded.find('_') != std::string::npos || folded.find("№") != std::string::npos;
  return room && RE2::FullMatch(folded, blanks_of_a_date);
}

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

}  // namespace prikaz
