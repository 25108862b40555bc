#include "text_units.h"

#include <map>

namespace prikaz {
namespace {

class Collector {
 public:
  explicit Collector(const DocumentDraft& draft) : draft_(draft) {
    for (std::size_t i = 0; i < draft.lists.size(); ++i) lists_[draft.lists[i].id] = i;
    for (std::size_t i = 0; i < draft.tables.size(); ++i) tables_[draft.tables[i].id] = i;
  }

  std::vector<TextUnit> collect() {
    add(draft_.heading.date, "/heading/date/text", UnitPlace::registration);
    if (draft_.approval) add(draft_.approval->text, "/approval/text", UnitPlace::approval);
    add(draft_.heading.title, "/heading/title/text", UnitPlace::title);
    add(draft_.preamble, "/preamble/text", UnitPlace::preamble);
    items(draft_.items, "/items", "", nullptr);
    for (std::size_t i = 0; i < draft_.signatories.size(); ++i)
      add(draft_.signatories[i].person, "/signatories/" + std::to_string(i) + "/person", UnitPlace::signature);
    for (std::size_t i = 0; i < draft_.drafted_by.size(); ++i)
      add(draft_.drafted_by[i].person, "/drafted_by/" + std::to_string(i) + "/person", UnitPlace::drafter);
    blocks(draft_.content, "/content");
    for (std::size_t a = 0; a < draft_.appendices.size(); ++a) {
      const Appendix& appendix = draft_.appendices[a];
      const std::string path = "/appendices/" + std::to_string(a);
      appendix_ = static_cast<int>(a);
      add(appendix.grif, path + "/of_document/text", UnitPlace::grif);
      add(appendix.title, path + "/title", UnitPlace::appendix_title);
      blocks(appendix.content, path + "/content");
    }
    return std::move(units_);
  }

 private:
  TextUnit* add(const Text& text, std::string path, UnitPlace place) {
    if (text.empty()) return nullptr;
    units_.push_back({&text, std::move(path), place, appendix_, "", nullptr, -1, -1, -1});
    return &units_.back();
  }

  void items(const std::vector<Item>& level, const std::string& path, const std::string& above, const Text* parent) {
    for (std::size_t i = 0; i < level.size(); ++i) {
      const Item& item = level[i];
      const std::string here = path + "/" + std::to_string(i);
      const std::string& number = item.number.empty() ? above : item.number;
      if (TextUnit* unit = add(item.text, here + "/text", UnitPlace::item)) {
        unit->item = number;
        unit->above = parent;
      }
      items(item.items, here + "/items", number, &item.text);
    }
  }

  void entries(const std::vector<ListEntry>& level, const std::string& path) {
    for (std::size_t i = 0; i < level.size(); ++i) {
      const std::string here = path + "/" + std::to_string(i);
      add(level[i].text, here + "/text", UnitPlace::list_entry);
      entries(level[i].entries, here + "/entries");
    }
  }

  void blocks(const std::vector<Block>& content, const std::string& path) {
    for (std::size_t i = 0; i < content.size(); ++i) {
      const Block& block = content[i];
      if (block.type == BlockType::list) {
        const std::size_t l = lists_.at(block.ref);
        // The caption of an inline list stands nowhere else.
        if (draft_.lists[l].marker == ListMarker::inline_)
          add(draft_.lists[l].title, "/lists/" + std::to_string(l) + "/title", UnitPlace::running);
        entries(draft_.lists[l].entries, "/lists/" + std::to_string(l) + "/entries");
      } else if (block.type == BlockType::table) {
        table(tables_.at(block.ref));
      } else {
        add(block.text, path + "/" + std::to_string(i) + "/text", UnitPlace::running);
      }
    }
  }

  void table(std::size_t t) {
    const Table& table = draft_.tables[t];
    bool head = true;  // a header repeated inside the table says nothing new
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      const Row& row = table.rows[r];
      if (row.kind != RowKind::header) head = false;
      if (row.kind == RowKind::header && !head) continue;
      for (std::size_t c = 0; c < row.cells.size(); ++c) {
        const UnitPlace place = row.kind == RowKind::header    ? UnitPlace::header_cell
                                : row.kind == RowKind::section ? UnitPlace::section
                                                               : UnitPlace::cell;
        TextUnit* unit =
            add(row.cells[c].text,
                "/tables/" + std::to_string(t) + "/rows/" + std::to_string(r) + "/cells/" + std::to_string(c) + "/text",
                place);
        if (unit == nullptr) continue;
        unit->table = static_cast<int>(t);
        unit->row = static_cast<int>(r);
        unit->column = static_cast<int>(c);
      }
    }
  }

  const DocumentDraft& draft_;
  std::map<std::string, std::size_t> lists_, tables_;
  std::vector<TextUnit> units_;
  int appendix_ = -1;
};

}  // namespace

std::vector<TextUnit> text_units(const DocumentDraft& draft) { return Collector(draft).collect(); }

}  // namespace prikaz
