// Rows as JSON objects: an array of them, several such arrays in an object, or one object a line.
#include <cassert>
#include <nlohmann/json.hpp>

#include "cell_text.h"
#include "scratch_file.h"
#include "writers.h"

namespace prikaz {
namespace {

void append_replacing(std::string& out, std::string_view text, std::string_view what, std::string_view by) {
  for (std::size_t from = 0;;) {
    const std::size_t at = text.find(what, from);
    out += text.substr(from, at - from);
    if (at == std::string_view::npos) return;
    out += by;
    from = at + what.size();
  }
}

// Bytes that are not UTF-8 become U+FFFD. What would end a script element or a line of JavaScript is escaped: JSON ends
// up inside pages.
std::string json_string(std::string_view text) {
  using nlohmann::json;
  const std::string plain = json(text).dump(-1, ' ', false, json::error_handler_t::replace);
  if (plain.find("</") == std::string::npos && plain.find("\xE2\x80") == std::string::npos &&
      plain.find('\x7F') == std::string::npos)
    return plain;
  std::string a, b, c, d;
  append_replacing(a, plain, "</", "<\\/");
  append_replacing(b, a, "\xE2\x80\xA8", "\\u2028");
  append_replacing(c, b, "\xE2\x80\xA9", "\\u2029");
  append_replacing(d, c, "\x7F", "\\u007f");
  return d;
}

struct JsonValue {
  std::string operator()(std::monostate) const { return "null"; }
  std::string operator()(const std::string& text) const { return json_string(text); }
  std::string operator()(double number) const {
    const std::string text = number_text(number);
    return text.empty() ? "null" : text;
  }
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(Day day) const { return '"' + iso_day(day) + '"'; }
  std::string operator()(bool yes) const { return yes ? "true" : "false"; }
  std::string operator()(const Term& term) const { return json_string(term.code); }
  std::string operator()(const Link& link) const { return json_string(link.url.empty() ? link.text : link.url); }
};

class JsonRows : public SheetWriter {
 public:
  JsonRows(const std::filesystem::path& target, const std::vector<Sheet>& sheets, bool object_a_line)
      : output_(target), object_a_line_(object_a_line) {
    for (const Sheet& sheet : sheets) {
      Columns columns{json_string(sheet.key), {}, 0};
      for (const SheetColumn& column : sheet.columns) columns.keys.push_back(json_string(column.key) + ":");
      sheets_.push_back(std::move(columns));
      // The rows of different sheets come in any order, their arrays stand one after the other.
      if (!object_a_line && sheets.size() > 1) parts_.push_back(std::make_unique<ScratchFile>(target));
    }
  }

  void row(std::size_t sheet, const std::vector<SheetCell>& cells) override {
    Columns& columns = sheets_[sheet];
    assert(cells.size() <= columns.keys.size());
    line_.clear();
    if (!object_a_line_) line_ += columns.rows == 0 ? "\n" : ",\n";
    line_ += '{';
    if (object_a_line_ && sheets_.size() > 1) line_ += "\"sheet\":" + columns.name + ",";
    for (std::size_t i = 0; i < columns.keys.size(); ++i) {
      if (i > 0) line_ += ',';
      line_ += columns.keys[i];
      line_ += i < cells.size() ? std::visit(JsonValue(), cells[i].value) : "null";
    }
    line_ += object_a_line_ ? "}\n" : "}";
    ++columns.rows;
    if (!parts_.empty()) {
      parts_[sheet]->write(line_);
    } else {
      if (!object_a_line_ && columns.rows == 1) output_.write("[");
      output_.write(line_);
    }
  }

  std::vector<std::string> commit() override {
    if (!object_a_line_ && parts_.empty()) output_.write(sheets_.front().rows == 0 ? "[]\n" : "\n]\n");
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      output_.write((i == 0 ? "{\n" : ",\n") + sheets_[i].name + ":[");
      parts_[i]->read([this](std::string_view piece) { output_.write(piece); });
      output_.write(sheets_[i].rows == 0 ? "]" : "\n]");
    }
    if (!parts_.empty()) output_.write("\n}\n");
    output_.commit();
    return {};
  }

 private:
  struct Columns {
    std::string name;               // the key of the sheet, as JSON
    std::vector<std::string> keys;  // as JSON, with the colon
    std::size_t rows;
  };

  BufferedOutput output_;
  const bool object_a_line_;
  std::vector<Columns> sheets_;
  std::vector<std::unique_ptr<ScratchFile>> parts_;  // one for each sheet, if there are several arrays
  std::string line_;
};

}  // namespace

std::unique_ptr<SheetWriter> open_json(const std::filesystem::path& target, const std::vector<Sheet>& sheets,
                                       bool object_a_line) {
  return std::make_unique<JsonRows>(target, sheets, object_a_line);
}

}  // namespace prikaz
