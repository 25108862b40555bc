// A reader of HTML far stricter than browsers are: what it accepts, every browser reads the same way. Elements and
// attributes must be of a list, attributes quoted, elements closed in order, and no < > & " stand in a text bare.
#pragma once

#include <cctype>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace prikaz {

struct StrictHtml {
  std::string error;                         // empty if all is well
  std::map<std::string, int> elements;       // how many of each
  std::vector<std::string> addresses;        // of href and src
  std::string style;                         // content of the style element
  std::map<std::string, std::string> metas;  // http-equiv or name: content
};

inline StrictHtml read_strictly(std::string_view html) {
  static const std::set<std::string> kEmpty{"meta", "br", "input"};
  static const std::set<std::string> kElements{
      "html",  "head",  "meta", "title",  "style",   "body",    "header", "h1",    "h2",    "h3",      "p",
      "nav",   "a",     "main", "ul",     "li",      "b",       "i",      "span",  "small", "section", "table",
      "thead", "tbody", "tr",   "th",     "td",      "div",     "svg",    "g",     "rect",  "line",    "circle",
      "text",  "path",  "defs", "marker", "details", "summary", "footer", "label", "input", "br"};
  StrictHtml out;
  std::vector<std::string> open;
  const auto fail = [&](const std::string& what, std::size_t at) {
    if (out.error.empty()) out.error = what + " at: " + std::string(html.substr(at > 40 ? at - 40 : 0, 160));
  };
  constexpr std::string_view kDoctype = "<!DOCTYPE html>";
  if (!html.starts_with(kDoctype)) fail("no doctype", 0);
  for (std::size_t pos = kDoctype.size(); pos < html.size() && out.error.empty();) {
    const char c = html[pos];
    if (!open.empty() && open.back() == "style" && !html.substr(pos).starts_with("</style>")) {
      out.style += c;
      ++pos;
      continue;
    }
    if (c == '&') {
      const std::size_t end = html.find(';', pos);
      static const std::set<std::string_view> kReferences{"&amp", "&lt", "&gt", "&quot", "&#39", "&#96"};
      if (end == std::string_view::npos || !kReferences.contains(html.substr(pos, end - pos))) fail("bare &", pos);
      pos = end + 1;
      continue;
    }
    if (c == '>') fail("bare >", pos);
    if (c != '<') {
      ++pos;
      continue;
    }
    const std::size_t start = pos++;
    const bool closing = pos < html.size() && html[pos] == '/';
    if (closing) ++pos;
    std::string name;
    while (pos < html.size() && std::isalnum(static_cast<unsigned char>(html[pos]))) name += html[pos++];
    if (!kElements.contains(name)) fail("element «" + name + "»", start);
    if (closing) {
      if (open.empty() || open.back() != name) fail("</" + name + "> closes another", start);
      if (!open.empty()) open.pop_back();
      if (pos >= html.size() || html[pos] != '>') fail("closing element", start);
      ++pos;
      continue;
    }
    ++out.elements[name];
    std::map<std::string, std::string> attributes;
    while (pos < html.size() && html[pos] == ' ') {
      ++pos;
      std::string key, value;
      while (pos < html.size() && (std::isalnum(static_cast<unsigned char>(html[pos])) || html[pos] == '-'))
        key += html[pos++];
      if (html.substr(pos).starts_with("=\"")) {
        pos += 2;
        while (pos < html.size() && html[pos] != '"') {
          if (html[pos] == '<' || html[pos] == '>') fail("bare bracket in an attribute", pos);
          value += html[pos++];
        }
        ++pos;
      } else if (key != "open" && key != "checked") {
        fail("attribute without quotes", start);
      }
      if (key.empty() || key.starts_with("on") || key == "style" || key == "src" || key == "srcset")
        fail("attribute «" + key + "»", start);
      if (!attributes.emplace(key, value).second) fail("attribute twice", start);
    }
    const bool closed = html.substr(pos).starts_with("/>");
    if (closed) ++pos;
    if (pos >= html.size() || html[pos] != '>') fail("element not closed", start);
    ++pos;
    if (attributes.contains("href")) out.addresses.push_back(attributes["href"]);
    if (name == "meta" && attributes.contains("content"))
      out.metas[attributes.contains("name") ? attributes["name"] : attributes["http-equiv"]] = attributes["content"];
    if (!closed && !kEmpty.contains(name)) open.push_back(name);
  }
  if (!open.empty() && out.error.empty()) out.error = "«" + open.back() + "» is left open";
  return out;
}

}  // namespace prikaz
