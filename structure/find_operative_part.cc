#include "find_operative_part.h"

#include <algorithm>
#include <functional>
#include <set>

#include "find_appendices.h"
#include "find_closing.h"
#include "prikaz/unicode.h"
#include "words_of_orders.h"

namespace prikaz {
namespace {

// Opening less closing quotation marks; a straight quote opens after a space and closes elsewhere.
int quote_balance(std::string_view text) {
  int depth = 0;
  for (std::size_t pos = 0; pos < text.size(); pos = next_position(text, pos)) {
    const char32_t c = code_point_at(text, pos);
    if (c == U'«' || c == U'„') ++depth;
    if (c == U'»') --depth;
    if (c == U'"') {
      const char32_t before = code_point_before(text, pos);
      depth += before == 0 || before == U' ' || before == U'(' || is_quote(before) ? 1 : -1;
    }
  }
  return depth;
}

bool opens_with_quote(std::string_view text) { return is_quote(code_point_at(text, 0)); }

bool closes_quotation(std::string_view text) {
  const std::string_view end = trim(text, " .;,");
  return is_quote(code_point_before(end, end.size()));
}

// «… изложить в следующей редакции:», «… дополнить пунктом 4.1 следующего содержания:»: quoted text follows.
bool announces_quotation(std::string_view text) {
  const std::string folded = fold(text);
  if (!folded.ends_with(":")) return false;
  const std::size_t tail = folded.size() > 120 ? folded.size() - 120 : 0;
  return folded.find("редакции", tail) != std::string::npos || folded.find("содержания", tail) != std::string::npos ||
         folded.find("словами", tail) != std::string::npos;
}

class ItemTree {
 public:
  void add(const Paragraph& paragraph) {
    const std::string& str = paragraph.text.str;
    std::optional<Label> label = read_label(str);
    if (label && !fits(*label)) label.reset();
    if (quoting_) {
      const bool next_outer = label && label->kind != Label::Kind::bullet && depth_ <= 0;
      const bool resumed = label && closed_ && is_next(*label);
      if (!(next_outer || resumed)) {
        add_child(paragraph.text, "");
        depth_ += quote_balance(str);
        closed_ = closes_quotation(str);
        if (depth_ <= 0 && closed_) quoting_ = depth_ > 0;
        return;
      }
      quoting_ = false;
    }
    if (!label && opens_with_quote(str) && !path_.empty() && announces_quotation(deepest().text.str)) {
      add_child(paragraph.text, "");
      depth_ = quote_balance(str);
      closed_ = closes_quotation(str);
      quoting_ = depth_ > 0 || !closed_;
      return;
    }
    if (!label) {
      if (path_.empty())
        items_.push_back({"", "", paragraph.text, {}});
      else
        add_child(paragraph.text, "");
      return;
    }
    Text text = paragraph.text.sub(label->end);
    if (label->kind == Label::Kind::bullet) {
      if (path_.empty())
        items_.push_back({label->printed, "", std::move(text), {}});
      else
        add_child(std::move(text), label->printed);
      return;
    }
    add_labelled(*label, std::move(text));
  }

  std::vector<Item> take() { return std::move(items_); }

 private:
  struct Level {
    Label label;
    std::vector<std::size_t> place;  // child indexes from the root
  };

  Item& at(const std::vector<std::size_t>& place) {
    Item* item = &items_[place.front()];
    for (std::size_t i = 1; i < place.size(); ++i) item = &item->items[place[i]];
    return *item;
  }
  Item& deepest() { return at(path_.back().place); }

  void add_child(Text text, std::string label) {
    deepest().items.push_back({std::move(label), "", std::move(text), {}});
  }

  // «1.2» goes on after «1.1», «2» after «1.3».
  bool is_next(const Label& label) const {
    if (label.kind != Label::Kind::number) return false;
    for (const Level& level : path_) {
      if (level.label.kind != Label::Kind::number || level.label.parts.size() != label.parts.size()) continue;
      std::vector<int> expected = level.label.parts;
      ++expected.back();
      if (expected == label.parts) return true;
    }
    return false;
  }

  // A bare number begins an item only where it is the next one: «8 Директору …» after «7.», not «5 школ».
  bool fits(const Label& label) const {
    if (!label.bare) {
      // «9.30 начало», «22.09 состоится»: deeper numbers go with the item above them.
      if (label.kind != Label::Kind::number || label.parts.size() < 2) return true;
      for (const Level& level : path_)
        if (level.label.kind == Label::Kind::number && !level.label.parts.empty() &&
            level.label.parts.front() <= label.parts.front() && label.parts.front() - level.label.parts.front() <= 1)
          return true;
      return path_.empty();
    }
    if (label.parts.size() > 1) {
      std::vector<int> parent = label.parts;
      parent.pop_back();
      for (const Level& level : path_) {
        if (level.label.parts == parent) return true;
        std::vector<int> sibling = level.label.parts;
        if (sibling.size() == label.parts.size() && std::equal(parent.begin(), parent.end(), sibling.begin()))
          return true;
      }
      return false;
    }
    return is_next(label);
  }

  void add_labelled(const Label& label, Text text) {
    std::size_t keep = 0;  // levels of the path that stay above the new item
    if (label.kind == Label::Kind::number) {
      for (std::size_t i = 0; i < path_.size(); ++i) {
        const Label& level = path_[i].label;
        if (level.kind == Label::Kind::number && level.parts.size() < label.parts.size() &&
            std::equal(level.parts.begin(), level.parts.end(), label.parts.begin()))
          keep = i + 1;
      }
    } else {
      // «1)» and «а)» stand under the dotted item before them; a letter also under a bracket, and each beside its own
      // kind.
      for (std::size_t i = 0; i < path_.size(); ++i) {
        if (path_[i].label.kind == label.kind) break;
        keep = i + 1;
      }
    }
    path_.resize(keep);
    std::vector<Item>& siblings = keep == 0 ? items_ : deepest().items;
    siblings.push_back({label.printed, label.number, std::move(text), {}});
    Level level{label, keep == 0 ? std::vector<std::size_t>{} : path_.back().place};
    level.place.push_back(siblings.size() - 1);
    path_.push_back(std::move(level));
  }

  std::vector<Item> items_;
  std::vector<Level> path_;
  bool quoting_ = false;  // inside quoted replacement text: its numbers stay text
  int depth_ = 0;
  bool closed_ = false;
};

// Text behind the operative verb on the same line: «ПРИКАЗЫВАЮ: 1. Утвердить …».
Paragraph rest_of(const Paragraph& paragraph, std::size_t from) {
  Paragraph rest = paragraph;
  rest.text = paragraph.text.sub(from);
  return rest;
}

// Behind the table at `table`, does the next number of the items before it follow?
bool items_go_on(const std::vector<Paragraph>& paragraphs, std::size_t first, std::size_t table, std::size_t last) {
  if (table + 1 >= last || paragraphs[table + 1].table >= 0) return false;
  const std::optional<Label> next = read_label(paragraphs[table + 1].text.str);
  if (!next || next->kind != Label::Kind::number || next->bare || next->parts.size() != 1) return false;
  for (std::size_t i = table; i-- > first;) {
    if (paragraphs[i].table >= 0) continue;
    const std::optional<Label> before = read_label(paragraphs[i].text.str);
    if (before && before->kind == Label::Kind::number && before->parts.size() == 1)
      return next->parts.front() == before->parts.front() + 1;
  }
  return false;
}

}  // namespace

std::vector<Item> build_items(const std::vector<Paragraph>& paragraphs, std::size_t first, std::size_t last) {
  ItemTree tree;
  for (std::size_t i = first; i < last; ++i)
    if (paragraphs[i].table < 0) tree.add(paragraphs[i]);
  return tree.take();
}

std::size_t read_operative_part(const std::vector<Paragraph>& paragraphs, std::size_t first, std::size_t last,
                                DocumentDraft& draft, std::vector<std::size_t>& tables) {
  // The verb, or else the first numbered item, ends the preamble.
  std::size_t items_from = last;
  Text preamble;
  std::optional<Paragraph> rest;
  for (std::size_t i = first; i < last && i < first + 60; ++i) {
    const Paragraph& paragraph = paragraphs[i];
    if (paragraph.table >= 0 || opens_appendix(paragraph.text.str)) break;
    if (const std::optional<std::size_t> end = operative_verb_end(paragraph.text.str)) {
      preamble.append(paragraph.text.sub(0, *end));
      if (*end < paragraph.text.str.size()) rest = rest_of(paragraph, *end);
      items_from = i + 1;
      break;
    }
    preamble.append(paragraph.text);
  }
  if (items_from == last && !rest) {
    preamble = {};
    for (std::size_t i = first; i < last && i < first + 30; ++i) {
      const Paragraph& paragraph = paragraphs[i];
      if (paragraph.table >= 0 || opens_appendix(paragraph.text.str) || signature_at(paragraphs, i, last)) break;
      const std::optional<Label> label = read_label(paragraph.text.str);
      if (label && label->kind != Label::Kind::bullet && !label->bare &&
          (label->parts.empty() || label->parts == std::vector<int>{1})) {
        items_from = i;
        break;
      }
      preamble.append(paragraph.text);
    }
    if (items_from == last) return first;
  }
  draft.preamble = std::move(preamble);
  std::size_t end = items_from;
  while (end < last &&
         (paragraphs[end].table < 0 ? !appendix_at(paragraphs, end, false) && !signature_at(paragraphs, end, last) &&
                                          !begins_closing(paragraphs[end].text.str)
                                    : items_go_on(paragraphs, items_from, end, last))) {
    if (paragraphs[end].table >= 0) tables.push_back(end);
    ++end;
  }
  std::vector<Paragraph> body;
  if (rest) body.push_back(*rest);
  body.insert(body.end(), paragraphs.begin() + static_cast<std::ptrdiff_t>(items_from),
              paragraphs.begin() + static_cast<std::ptrdiff_t>(end));
  draft.items = build_items(body, 0, body.size());
  return end;
}

std::vector<ParagraphRange> find_resolutions(const std::vector<Paragraph>& paragraphs, std::size_t first,
                                             std::size_t last) {
  std::vector<ParagraphRange> ranges;
  for (std::size_t i = first; i < last; ++i) {
    const std::string& str = paragraphs[i].text.str;
    const std::optional<std::size_t> verb = operative_verb_end(str);
    if (!verb || *verb != str.size() || count_code_points(str) > 40) continue;
    ParagraphRange range{i + 1, i + 1};
    while (range.last < last && paragraphs[range.last].table < 0 && read_label(paragraphs[range.last].text.str) &&
           !signature_at(paragraphs, range.last, last))
      ++range.last;
    if (range.last > range.first) ranges.push_back(range);
    i = std::max(i, range.last - 1);
  }
  return ranges;
}

void report_numbering(const std::vector<Item>& items, Diagnostics& diagnostics) {
  const auto report = [&](const std::string& code, const std::string& message, const Item& item,
                          const std::string& path) {
    Diagnostic diagnostic{code, Severity::warning, message, std::nullopt, std::nullopt, path, std::nullopt};
    const std::vector<Span> spans = item.text.spans();
    if (!spans.empty()) diagnostic.page = spans.front().page, diagnostic.bbox = spans.front().bbox;
    diagnostics.push_back(std::move(diagnostic));
  };
  const std::function<void(const std::vector<Item>&, const std::string&)> walk = [&](const std::vector<Item>& level,
                                                                                     const std::string& path) {
    std::set<std::string> seen;
    std::optional<int> before;
    for (std::size_t i = 0; i < level.size(); ++i) {
      const Item& item = level[i];
      const std::string here = path + "/" + std::to_string(i);
      if (!item.number.empty()) {
        if (!seen.insert(item.number).second)
          report("item_number_repeated", "item number " + item.number + " is used twice", item, here);
        const std::size_t dot = item.number.rfind('.');
        const std::string last = item.number.substr(dot == std::string::npos ? 0 : dot + 1);
        if (is_digit(static_cast<unsigned char>(last.front()))) {
          const int value = std::stoi(last);
          if (before && value > *before + 1)
            report("item_number_skipped", "a number is missing before item " + item.number, item, here);
          before = value;
        }
      }
      walk(item.items, here + "/items");
    }
  };
  walk(items, "/items");
}

}  // namespace prikaz
