#include "heading_values.h"

#include <re2/re2.h>

#include "dates.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

std::optional<Value> value_of(const Text& text, std::string value) {
  if (text.empty() || value.empty()) return std::nullopt;
  return Value{std::move(value), text, text.confidence()};
}

std::string without_stop(std::string_view text) { return std::string(trim(text, " .:")); }

// A quotation mark that closes nothing is no part of a title's end; a full stop after «г» is.
std::string title_value(const std::string& title) {
  std::string_view view = trim(title);
  if (view.ends_with(".") && !view.ends_with("г.") && !view.ends_with("гг.")) view = trim(view.substr(0, view.size() - 1));
  return std::string(view);
}

}  // namespace

std::string registration_number(std::string_view printed) {
  std::string out;
  printed = trim(printed, " _.,");
  for (std::size_t pos = 0; pos < printed.size(); pos = next_position(printed, pos)) {
    const char32_t c = code_point_at(printed, pos);
    if (c == U' ' || c == U'_') continue;
    if (is_dash(c))
      out += '-';
    else
      append_code_point(out, c);
  }
  return fold_look_alikes(out);
}

Heading read_heading_values(const HeadingDraft& draft) {
  Heading heading;
  heading.kind_text = value_of(draft.kind_text, without_stop(draft.kind_text.str));
  heading.issuer = value_of(draft.issuer, without_stop(draft.issuer.str));
  heading.number = value_of(draft.number, registration_number(draft.number.str));
  heading.place = value_of(draft.place, std::string(trim(draft.place.str, " ,_")));
  heading.title = value_of(draft.title, title_value(draft.title.str));
  if (const std::optional<Day> day = parse_day(draft.date.str)) heading.date = value_of(draft.date, iso(*day));
  return heading;
}

ReadIssuerDetails read_issuer_details(const Text& letterhead) {
  static const RE2 ogrn("(?i)огрн\\s*[:№]?\\s*(\\d{13,15})"), inn("(?i)инн(?:\\s*/\\s*кпп)?\\s*[:№]?\\s*(\\d{10,12})"),
      phone("(?i)(?:тел(?:ефон)?|т)[./]*\\s*(?:/?\\s*факс)?\\s*[.:/]*\\s*(\\+?[(\\d][\\d()\\s\\-–]{4,}\\d)"),
      email("([\\w.+\\-]+@[\\w\\-]+(?:\\.[\\w\\-]+)+)"),
      contact("(?i)(?:[,;]?\\s*(?:тел(?:ефон)?|т|факс)\\s*[./:]|[,;]?\\s*e-?mail|[,;]?\\s*огрн|[,;]?\\s*инн|[,;]?\\s*окпо|[,;]?\\s*кпп|[,;]?\\s*http|[,;]?\\s*www|[,;]?\\s*сайт|"
              "[,;]?\\s*эл\\.?\\s*почта|[,;]?\\s*[\\w.+\\-]+@)");
  ReadIssuerDetails out;
  const std::string& str = letterhead.str;
  if (str.empty()) return out;
  const auto take = [&](const RE2& pattern) -> std::optional<std::string> {
    std::string found;
    if (RE2::PartialMatch(str, pattern, &found)) return found;
    return std::nullopt;
  };
  out.ogrn = take(ogrn);
  out.inn = take(inn);
  out.phone = take(phone);
  out.email = take(email);
  // The address is what stands before the first of the others, if it has a postal code or a street.
  re2::StringPiece first;
  std::size_t end = str.size();
  static const RE2 first_contact("(" + contact.pattern() + ")");
  if (RE2::PartialMatch(str, first_contact, &first)) end = static_cast<std::size_t>(first.data() - str.data());
  const std::string address(trim(trim(str.substr(0, end)), " ,;"));
  static const RE2 place("(?i)\\d{6}|ул\\.|улица|пер\\.|просп|пр-т|пл\\.|шоссе|д\\.\\s?\\d");
  if (RE2::PartialMatch(address, place)) {
    static const RE2 prefix("(?i)^(?:юридический |почтовый )?адрес\\s*:?\\s*");
    std::string clean_address = address;
    RE2::Replace(&clean_address, prefix, "");
    out.address = clean_address;
  }
  return out;
}

}  // namespace prikaz
