#include "prikaz/report.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "document_names.h"
#include "prikaz/data.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"
#include "report_parts.h"

namespace prikaz {
namespace {

constexpr int kMostMonths = 36;  // of a timeline: three years

// For xgettext, which finds messages by the function around them.
constexpr const char* message(const char* text) { return text; }

std::string shown_municipality(const CollectedDocument& document) {
  if (!document.municipality.empty()) return document.municipality;
  return document.issuer.empty() ? document_name(document) : document.issuer;
}

// The months that rows are active in; where they are too many, those in which most is going on.
MonthSpan months_to_show(const std::vector<ActiveMonths>& active) {
  std::map<Month, std::size_t> rows;
  for (const ActiveMonths& one : active) {
    for (const Month month : one.dated) ++rows[month];
    for (const Month month : one.recurring) ++rows[month];
  }
  if (rows.empty()) return {0, -1};
  const MonthSpan all{rows.begin()->first, rows.rbegin()->first};
  if (all.last - all.first < kMostMonths) return all;
  MonthSpan best;
  std::size_t most = 0;
  for (Month first = all.first - 11; first <= all.last; ++first) {
    if (number_of(first) != 1 && number_of(first) != 9) continue;  // a year or a school year
    std::size_t sum = 0;
    for (auto at = rows.lower_bound(first); at != rows.end() && at->first < first + kMostMonths; ++at)
      sum += at->second;
    if (sum < most) continue;  // of equals the latest
    most = sum;
    best = {first, first + kMostMonths - 1};
  }
  return best;
}

// «100 000», with spaces that do not break.
std::string grouped(std::size_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t left = digits.size(); left > 3; left -= 3) digits.insert(left - 3, "\u202F");
  return digits;
}

// As CSP wants it: sha256-… in base64.
std::string hash_of(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned length = 0;
  ::EVP_Digest(text.data(), text.size(), digest.data(), &length, ::EVP_sha256(), nullptr);
  std::array<unsigned char, 2 * EVP_MAX_MD_SIZE> encoded;
  const int size = ::EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(length));
  return "sha256-" + std::string(encoded.begin(), encoded.begin() + size);
}

Markup card(const char* target, std::size_t count, const std::string& what, const std::string& more) {
  Markup out;
  out.add("<li><a href=\"{}\"><b>{}</b><span>{}</span><small>{}</small></a></li>\n",
          {target, grouped(count), what, more});
  return out;
}

Markup cards(const ReportPage& page) {
  const ReportInput& in = page.input;
  const auto count = [&](CheckSeverity severity) {
    return std::count_if(in.checks.begin(), in.checks.end(),
                         [&](const Check& check) { return check.severity == severity; });
  };
  const auto persons =
      static_cast<std::size_t>(std::count_if(in.participants.all.begin(), in.participants.all.end(),
                                             [](const Participant& one) { return one.kind == "person"; }));
  const auto assigned = static_cast<std::size_t>(
      std::count_if(in.kind_of_row.begin(), in.kind_of_row.end(), [](int kind) { return kind >= 0; }));
  const auto missing =
      static_cast<std::size_t>(std::count_if(in.graph.nodes.begin(), in.graph.nodes.end(),
                                             [](const GraphNode& node) { return node.kind == GraphNode::missing; }));
  std::size_t with_plan = 0;
  int last = -1;
  for (const PlanRow& row : in.collection.rows) {
    with_plan += row.document != last ? 1U : 0U;
    last = row.document;
  }
  std::size_t shared = 0;
  for (const ReportGroup& group : in.groups) shared += group.rows.size() > 1 ? 1U : 0U;

  Markup out;
  out.add("<ul class=\"cards\">\n");
  out.add(card("#timeline", page.municipalities.size(),
               tr_plural("municipality", "municipalities", page.municipalities.size()),
               tr("offices whose documents are compared")));
  out.add(card("#references", in.collection.documents.size(),
               tr_plural("document read", "documents read", in.collection.documents.size()),
               tr_plural("%1 with a plan", "%1 with a plan", with_plan)));
  out.add(card("#timeline", in.collection.rows.size(), tr_plural("plan row", "plan rows", in.collection.rows.size()),
               in.kind_of_row.empty() || in.collection.rows.empty()
                   ? std::string()
                   : tr("kind of measure told for %1 %",
                        {std::to_string(100 * assigned / std::max<std::size_t>(1, in.collection.rows.size()))})));
  if (!in.groups.empty())
    out.add(card("#matrix", shared, tr_plural("common measure", "common measures", shared),
                 tr("planned more than once, under whatever words")));
  out.add(card("#lists", in.schools, tr_plural("school met", "schools met", in.schools),
               in.doubtful_schools == 0 ? std::string()
                                        : tr_plural("%1 doubtful pair", "%1 doubtful pairs", in.doubtful_schools)));
  out.add(card("#load", persons, tr_plural("person named", "persons named", persons),
               in.participants.doubts.empty()
                   ? std::string()
                   : tr_plural("%1 to look at", "%1 to look at", in.participants.doubts.size())));
  out.add(card("#references", in.graph.references.size(),
               tr_plural("reference found", "references found", in.graph.references.size()),
               tr_plural("%1 document is not in the archive", "%1 documents are not in the archive", missing)));
  out.add(card("#checks", in.checks.size(), tr_plural("remark", "remarks", in.checks.size()),
               tr("errors %1, warnings %2, notes %3",
                  {std::to_string(count(CheckSeverity::error)), std::to_string(count(CheckSeverity::warning)),
                   std::to_string(count(CheckSeverity::info))})));
  out.add("</ul>\n");
  return out;
}

std::string years_covered(const ReportPage& page) {
  if (page.months_shown() <= 0) return {};
  const std::string first = capitalized(month_in_words(page.months.first)), last = month_in_words(page.months.last);
  return page.months.first == page.months.last ? first : first + " – " + last;
}

}  // namespace

ReportPage::ReportPage(const ReportInput& in) : input(in) {
  std::map<std::string, std::vector<int>> documents;  // by folded name
  std::map<std::string, std::string> shown;
  for (std::size_t d = 0; d < in.collection.documents.size(); ++d) {
    const std::string name = shown_municipality(in.collection.documents[d]);
    const std::string key = fold(name);
    shown.try_emplace(key, name);
    documents[key].push_back(static_cast<int>(d));
  }
  municipality_of.assign(in.collection.documents.size(), 0);
  for (const auto& [key, all] : documents) {
    for (const int d : all) municipality_of[static_cast<std::size_t>(d)] = static_cast<int>(municipalities.size());
    municipalities.push_back(shown[key]);
  }
  active.reserve(in.collection.rows.size());
  for (const PlanRow& one : in.collection.rows) active.push_back(active_months(one.periods, document(one.document)));
  months = months_to_show(active);
  for (const ActiveMonths& one : active) {
    const auto shown_month = [&](Month month) { return month >= months.first && month <= months.last; };
    if (!one.empty() && std::none_of(one.dated.begin(), one.dated.end(), shown_month) &&
        std::none_of(one.recurring.begin(), one.recurring.end(), shown_month))
      ++rows_outside;
  }
}

std::string ReportPage::address(const Place& place) const {
  if (place.document < 0) return {};
  const std::string& path = document(place.document).path;
  if (path.empty()) return {};
  const std::filesystem::path folder = std::filesystem::absolute(input.target).lexically_normal().parent_path();
  const std::filesystem::path file = std::filesystem::absolute(path).lexically_normal();
  return file_address(file.lexically_proximate(folder).string(), place.page);
}

Markup ReportPage::link(const Place& place, const std::string& text, const std::string& title) const {
  Markup out;
  const std::string target = address(place);
  std::string where;
  if (place.document >= 0) {
    const std::string& file = document(place.document).file_name;
    where = place.page > 0 ? tr("%1, p. %2", {file, std::to_string(place.page)}) : file;
  }
  const std::string shown = title.empty() ? where : title + " — " + where;
  if (target.empty())
    out.add("<span title=\"{}\">{}</span>", {shown, text});
  else
    out.add("<a href=\"{}\" title=\"{}\">{}</a>", {target, shown, text});
  return out;
}

std::string kind_class(int kind) { return kind < 0 ? "kx" : "k" + std::to_string(kind % 14); }

std::string kind_label(const ReportInput& input, int kind) {
  return kind < 0 || static_cast<std::size_t>(kind) >= input.kinds.size() ? tr("not assigned")
                                                                          : input.kinds[static_cast<std::size_t>(kind)];
}

std::string month_in_words(Month month) {
  static constexpr std::array<const char*, 12> kNames{
      message("January %1"),   message("February %1"), message("March %1"),    message("April %1"),
      message("May %1"),       message("June %1"),     message("July %1"),     message("August %1"),
      message("September %1"), message("October %1"),  message("November %1"), message("December %1")};
  return tr(kNames[number_of(month) - 1], {std::to_string(year_of(month))});
}

Markup more_of(std::size_t count) {
  Markup out;
  if (count > 0)
    out.add("<p class=\"more\">{}</p>\n",
            {tr_plural("and %1 more: the tables (XLSX) have it", "and %1 more: the tables (XLSX) have them", count)});
  return out;
}

std::string write_report(const ReportInput& input) {
  const ReportPage page(input);
  const std::string_view style = data_file("report.css");
  Markup out;
  out.add("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n", {input.language});
  out.add(
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n",
      {"default-src 'none'; style-src '" + hash_of(style) + "'; img-src data:; base-uri 'none'; form-action 'none'"});
  out.add(
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n",
      {tr("Plans of municipalities compared")});
  out.add("<style>").add_finished(style).add("</style>\n</head>\n<body>\n");
  out.add("<header class=\"top\"><h1>{}</h1><p>{}</p></header>\n",
          {tr("Plans of municipalities compared"), years_covered(page)});

  struct Part {
    const char* id;
    std::string name;
    Markup (*write)(const ReportPage&);
  };
  const std::vector<Part> parts{
      {"timeline", tr("Timeline"), timeline_section},       {"matrix", tr("Who plans what"), matrix_section},
      {"lists", tr("Lists of schools"), lists_section},     {"load", tr("Load"), load_section},
      {"references", tr("References"), references_section}, {"checks", tr("Checks"), checks_section}};
  out.add("<nav aria-label=\"{}\">", {tr("Parts of the report")});
  for (const Part& part : parts) out.add("<a href=\"{}\">{}</a>", {std::string("#") + part.id, part.name});
  out.add("</nav>\n<main>\n");
  out.add(cards(page));
  for (const Part& part : parts) {
    out.add("<section id=\"{}\" aria-labelledby=\"{}\">\n", {part.id, std::string("h-") + part.id});
    out.add("<h2 id=\"{}\">{}</h2>\n", {std::string("h-") + part.id, part.name});
    out.add(part.write(page));
    out.add("</section>\n");
  }
  out.add("</main>\n<footer><p>{}</p></footer>\n</body>\n</html>\n",
          {tr("Every entry leads to the page it was read from. What was read is not always what was meant: look at the "
              "page before you act on it.")});
  return out.str();
}

}  // namespace prikaz
