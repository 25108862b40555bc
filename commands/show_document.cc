#include "show_document.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "prikaz/document_kinds.h"
#include "prikaz/messages.h"
#include "prikaz/printable.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

using Json = nlohmann::json;

// A text of the document, made harmless; empty for null and what is not there.
std::string text_of(const Json& value, const char* key) {
  const auto member = value.find(key);
  return member != value.end() && member->is_string() ? printable(member->get_ref<const std::string&>())
                                                      : std::string();
}

std::string value_of(const Json& heading, const char* key) {
  const auto member = heading.find(key);
  return member != heading.end() && member->is_object() ? text_of(*member, "value") : std::string();
}

int first_page(const Json& value) {
  const auto spans = value.find("spans");
  return spans != value.end() && !spans->empty() ? (*spans)[0].value("page", 0) : 0;
}

class Shown {
 public:
  Shown(const std::vector<std::string>& paths, const Terminal& terminal) : terminal_(terminal) {
    // Of several copies the first that is still there can be opened.
    path_ = paths.empty() ? std::string() : paths.front();
    for (const std::string& path : paths) shown_paths_ += (shown_paths_.empty() ? "" : "\n  ") + printable(path);
  }

  std::string text;

  void add(const Json& document, const std::string& id) {
    add_heading(document, id);
    if (document["preamble"].is_object()) paragraph(text_of(document["preamble"], "text"), 0);
    for (const Json& item : document["items"]) add_item(item, 0);
    add_blocks(document, document["content"]);
    for (const Json& signatory : document["signatories"])
      paragraph(text_of(signatory, "position") + "  " + text_of(signatory, "person"), 0);
    for (const Json& appendix : document["appendices"]) {
      std::string title = tr("Appendix %1", {text_of(appendix, "number")});
      title = std::string(trim(title));
      if (const std::string own = text_of(appendix, "title"); !own.empty()) title += ". " + own;
      heading(title, appendix["pages"].value("first", 0));
      add_blocks(document, appendix["content"]);
    }
    add_responsible(document);
  }

  void add_diagnostics(const Json& diagnostics, const std::string& pointer) {
    bool any = false;
    for (const Json& one : diagnostics) {
      const std::string path = text_of(one, "path");
      if (text_of(one, "severity") == "info") continue;
      if (!pointer.empty() && path.starts_with("/documents/") && path != pointer && !path.starts_with(pointer + "/"))
        continue;
      if (!any) heading(tr("To be looked at"), 0);
      any = true;
      const int page = one["page"].is_number_integer() ? one["page"].get<int>() : 0;
      bullet(text_of(one, "message") + on_page(page), 0);
    }
  }

 private:
  std::string on_page(int page) const {
    return page < 1 ? "" : " (" + terminal_.page_link(tr("page %1", {std::to_string(page)}), path_, page) + ")";
  }

  void paragraph(const std::string& words, std::size_t indent) {
    if (!trim(words).empty()) text += std::string(indent, ' ') + wrapped(words, terminal_.width(), indent) + "\n";
  }

  void bullet(const std::string& words, std::size_t indent) {
    text += std::string(indent, ' ') + "– " + wrapped(words, terminal_.width(), indent + 2);
  }

  void heading(const std::string& words, int page) {
    text += "\n" + terminal_.bold(std::string(trim(wrapped(words, terminal_.width(), 0)))) + on_page(page) + "\n\n";
  }

  void add_heading(const Json& document, const std::string& id) {
    const Json& head = document["heading"];
    std::string first = value_of(head, "kind_text");
    if (first.empty()) first = kind_in_words(text_of(document, "kind"));
    if (const std::string number = value_of(head, "number"); !number.empty()) first += " № " + number;
    if (const std::string date = value_of(head, "date"); !date.empty()) first += " " + tr("of %1", {shown_day(date)});
    text += terminal_.bold(first) + "\n";
    for (const char* key : {"issuer", "title"})
      if (const std::string value = value_of(head, key); !value.empty()) text += wrapped(value, terminal_.width(), 0);
    const int first_of = document["pages"].value("first", 0), last_of = document["pages"].value("last", 0);
    const std::string pages = std::to_string(first_of) + (last_of > first_of ? "–" + std::to_string(last_of) : "");
    text += id + ", " + terminal_.page_link(tr("p. %1", {pages}), path_, first_of) + "\n  " + shown_paths_ + "\n\n";
    if (document["approval"].is_object()) paragraph(text_of(document["approval"], "text"), 4);
  }

  void add_item(const Json& item, std::size_t indent) {
    const std::string label = text_of(item, "label");
    const std::string head = label.empty() ? "" : label + " ";
    text += std::string(indent, ' ') + head +
            wrapped(text_of(item, "text") + (indent == 0 ? on_page(first_page(item)) : ""), terminal_.width(),
                    indent + columns_of(head));
    for (const Json& part : item["items"]) add_item(part, indent + 3);
    if (indent == 0) text += "\n";
  }

  void add_entries(const Json& entries, std::size_t indent) {
    for (const Json& entry : entries) {
      const std::string label = text_of(entry, "label");
      const std::string head = (label.empty() ? "–" : label) + " ";
      text += std::string(indent, ' ') + head +
              wrapped(text_of(entry, "text"), terminal_.width(), indent + columns_of(head));
      add_entries(entry["entries"], indent + 3);
    }
  }

  static const Json* by_id(const Json& all, const std::string& id) {
    for (const Json& one : all)
      if (one.value("id", "") == id) return &one;
    return nullptr;
  }

  void add_blocks(const Json& document, const Json& blocks) {
    for (const Json& block : blocks) {
      const std::string type = block.value("type", "");
      if (type == "heading") heading(text_of(block, "text"), 0);
      if (type == "paragraph") paragraph(text_of(block, "text"), 0);
      if (type == "list")
        if (const Json* list = by_id(document["lists"], block.value("list", ""))) {
          if (const std::string title = text_of(*list, "title"); !title.empty()) text += title + ":\n";
          add_entries((*list)["entries"], 2);
          text += "\n";
        }
      if (type == "table")
        if (const Json* table = by_id(document["tables"], block.value("table", ""))) add_table(*table);
    }
  }

  // Wide tables do not fit into lines: a row is its longest text, the other columns below it by their names.
  void add_table(const Json& table) {
    if (const std::string title = text_of(table, "title"); !title.empty()) heading(title, first_page(table));
    for (const Json& row : table["rows"]) {
      const std::string kind = row.value("kind", "");
      if (kind == "header") continue;
      if (kind == "section")
        add_section(row);
      else
        add_row(table["columns"], row);
    }
    text += "\n";
  }

  void add_section(const Json& row) {
    for (const Json& cell : row["cells"])
      if (const std::string words = text_of(cell, "text"); !words.empty()) {
        text += "\n" + terminal_.bold(words) + "\n";
        return;
      }
  }

  void add_row(const Json& columns, const Json& row) {
    const Json& cells = row["cells"];
    const auto role = [&](std::size_t i) { return i < columns.size() ? text_of(columns[i], "role") : std::string(); };
    std::size_t main = 0, longest = 0;
    std::string number = text_of(row, "number");
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::size_t length = columns_of(text_of(cells[i], "text"));
      if (role(i) == "number" || (role(i) != "activity" && length <= longest)) continue;
      main = i;
      longest = length;
      if (role(i) == "activity") break;
    }
    const std::string head = (number.empty() ? "–" : number) + " ";
    const std::string words = cells.empty() ? std::string() : text_of(cells[main], "text");
    text += head + wrapped(words + on_page(first_page(row)), terminal_.width(), columns_of(head));
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string value = text_of(cells[i], "text");
      if (i == main || value.empty() || role(i) == "number") continue;
      std::string name = i < columns.size() ? text_of(columns[i], "header") : std::string();
      name += name.empty() ? "" : ": ";
      text += "    " + wrapped(name + value, terminal_.width(), 6);
    }
  }

  void add_responsible(const Json& document) {
    if (document["responsible"].empty()) return;
    heading(tr("Who is responsible"), 0);
    // Of a plan of a hundred rows a party is named once, with all it answers for.
    std::vector<std::pair<std::string, std::string>> parties;
    for (const Json& one : document["responsible"]) {
      const Json& target = one["target"];
      std::string what;
      if (target.contains("item"))
        what = tr("item %1", {text_of(target, "item")});
      else if (target.contains("table"))
        what = text_of(target, "number").empty() ? tr("row %1", {std::to_string(target.value("row", 0) + 1)})
                                                 : text_of(target, "number");
      else
        what = tr("the whole document");
      const std::string duty = text_of(one, "duty");
      if (duty == "control") what += " – " + tr("controls");
      if (duty == "coordinate") what += " – " + tr("coordinates");
      if (duty == "co_execute") what += " – " + tr("takes part");
      const std::string name = text_of(one, "name");
      const auto known =
          std::find_if(parties.begin(), parties.end(), [&](const auto& party) { return party.first == name; });
      if (known == parties.end())
        parties.emplace_back(name, what);
      else
        known->second += ", " + what;
    }
    for (const auto& [name, what] : parties) bullet(name + ": " + what, 0);
  }

  const Terminal& terminal_;
  std::string path_, shown_paths_;
};

}  // namespace

std::string document_line(const ListedDocument& document, const Terminal& terminal) {
  std::string line = padded(document.id, 16) + padded(shown_day(document.date), 12);
  line += kind_in_words(document.kind);
  if (!document.number.empty()) line += " № " + printable(document.number);
  if (!document.title.empty()) line += "  " + printable(document.title);
  if (!document.issuer.empty()) line += " — " + printable(document.issuer);
  if (!terminal.is_terminal()) return line;
  return cut_to_width(line, terminal.width());
}

std::string shown_documents(std::string_view json, int ordinal, const std::vector<std::string>& paths,
                            const Terminal& terminal) {
  const Json extraction = Json::parse(json);
  const Json& documents = extraction["documents"];
  Shown shown(paths, terminal);
  const std::string prefix = extraction["source"].value("sha256", "").substr(0, 12) + ".";
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (ordinal != 0 && static_cast<std::size_t>(ordinal) != i + 1) continue;
    if (!shown.text.empty())
      shown.text += "\n" + std::string(std::min<std::size_t>(terminal.width(), 72), '-') + "\n\n";
    shown.add(documents[i], prefix + std::to_string(i + 1));
  }
  shown.add_diagnostics(extraction["diagnostics"], ordinal == 0 ? "" : "/documents/" + std::to_string(ordinal - 1));
  return shown.text;
}

}  // namespace prikaz
