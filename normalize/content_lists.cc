#include "content_lists.h"

#include <algorithm>
#include <array>

#include "persons.h"
#include "prikaz/unicode.h"
#include "schools.h"

namespace prikaz {
namespace {

constexpr std::size_t kMaxCaption = 160;  // a caption before the colon; more is a sentence

// «охвачены», «проводились», «вошли»: a verb or a short participle by its ending.
bool is_predicate(std::string_view folded) {
  static constexpr std::array<std::string_view, 12> kEndings = {"ены",  "аны",  "яны",  "лись", "лась",  "лось",
                                                                "ются", "ется", "ятся", "ится", "вошли", "попали"};
  return count_code_points(folded) > 4 && std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) {
           return folded.ends_with(ending);
         });
}

// Where the schools of «caption: school, school and school;» stand; empty if the text is anything else.
std::vector<FoundSchool> enumeration_after_caption(const std::string& str, std::size_t& colon) {
  colon = str.find(": ");
  if (colon == std::string::npos || count_code_points(str.substr(0, colon)) > kMaxCaption) return {};
  // The caption is a phrase, not a sentence with an enumeration inside: it has no verb.
  const std::string caption = fold(str.substr(0, colon));
  for (const std::string_view word : split(caption, ' '))
    if (is_predicate(word)) return {};
  if (str.substr(0, colon).find(". ") != std::string::npos && str.substr(0, colon).find("г. ") == std::string::npos)
    return {};
  std::vector<FoundSchool> schools;
  std::size_t rest = colon + 1;
  for (const FoundSchool& school : find_schools(str)) {
    if (school.begin < colon) return {};
    const std::string between = fold(trim(str.substr(rest, school.begin - rest), " ,;"));
    if (!between.empty() && between != "и") return {};
    rest = school.end;
    schools.push_back(school);
  }
  if (schools.size() < 2 || !trim(str.substr(rest), " .,;").empty()) return {};
  return schools;
}

template <class Edit>
void for_each_content(DocumentDraft& draft, Edit edit) {
  edit(draft.content);
  for (Appendix& appendix : draft.appendices) edit(appendix.content);
}

// Lists are numbered l1, l2, … in reading order, those made here included.
void renumber_lists(DocumentDraft& draft) {
  std::vector<List> ordered;
  for_each_content(draft, [&](std::vector<Block>& content) {
    for (Block& block : content) {
      if (block.type != BlockType::list) continue;
      const auto found =
          std::find_if(draft.lists.begin(), draft.lists.end(), [&](const List& list) { return list.id == block.ref; });
      if (found == draft.lists.end()) continue;
      ordered.push_back(std::move(*found));
      draft.lists.erase(found);
      ordered.back().id = block.ref = "l" + std::to_string(ordered.size());
    }
  });
  draft.lists = std::move(ordered);
}

template <class Test>
bool mostly(const Table& table, std::size_t column, Test test) {
  int filled = 0, passed = 0;
  for (const Row& row : table.rows) {
    if (row.kind != RowKind::data || column >= row.cells.size() || row.cells[column].text.empty()) continue;
    ++filled;
    if (test(row.cells[column].text.str)) ++passed;
  }
  return filled > 0 && passed * 10 >= filled * 8;
}

bool is_number(const std::string& text) {
  return !text.empty() && text.size() < 12 && is_digit(static_cast<unsigned char>(text.front())) &&
         text.find_first_not_of("0123456789.) ") == std::string::npos;
}

bool is_person(const std::string& text) {
  const std::vector<FoundPerson> persons = find_persons(text);
  return persons.size() == 1 && persons.front().begin == 0 &&
         trim(std::string_view(text).substr(persons.front().end), " .,").empty();
}

bool is_school(const std::string& text) {
  const std::vector<FoundSchool> schools = find_schools(text);
  return !schools.empty() && schools.front().begin < 4;
}

// Nothing but schools: not «МБОУ СОШ № 3, учитель физики».
bool is_school_alone(const std::string& text) {
  return is_school(text) && trim(std::string_view(text).substr(find_schools(text).back().end), " .,;").empty();
}

const Text& appendix_title_of(const DocumentDraft& draft, const std::string& table) {
  static const Text none;
  for (const Appendix& appendix : draft.appendices)
    for (const Block& block : appendix.content)
      if (block.type == BlockType::table && block.ref == table) return appendix.title;
  return none;
}

}  // namespace

void find_inline_school_lists(DocumentDraft& draft) {
  bool any = false;
  for_each_content(draft, [&](std::vector<Block>& content) {
    for (Block& block : content) {
      if (block.type != BlockType::paragraph) continue;
      std::size_t colon = 0;
      const std::vector<FoundSchool> schools = enumeration_after_caption(block.text.str, colon);
      if (schools.empty()) continue;
      List list;
      list.id = "inline" + std::to_string(draft.lists.size());
      list.kind = ListKind::schools;
      list.marker = ListMarker::inline_;
      list.title = block.text.sub(0, colon);
      for (const FoundSchool& school : schools)
        list.entries.push_back({"", block.text.sub(school.begin, school.end), {}});
      block = {BlockType::list, {}, 1, list.id};
      draft.lists.push_back(std::move(list));
      any = true;
    }
  });
  if (any) renumber_lists(draft);
}

void refine_column_roles(DocumentDraft& draft) {
  for (Table& table : draft.tables) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      std::optional<ColumnRole>& role = table.columns[c].role;
      // «Руководитель школы» over names is a column of persons, whatever its words.
      if (role == ColumnRole::school && mostly(table, c, is_person)) role = ColumnRole::person;
      // «Место работы» may tell the school alone.
      if (role == ColumnRole::position && mostly(table, c, is_school_alone)) role = ColumnRole::school;
      if (role && *role != ColumnRole::other) continue;
      if (c == 0 && mostly(table, c, is_number))
        role = ColumnRole::number;
      else if (mostly(table, c, is_school))
        role = ColumnRole::school;
      else if (mostly(table, c, is_person))
        role = ColumnRole::person;
    }
    // Beside a column of persons alone, the column without a header tells their posts.
    const auto person = std::find_if(table.columns.begin(), table.columns.end(),
                                     [](const Column& column) { return column.role == ColumnRole::person; });
    if (person == table.columns.end()) continue;
    const bool posts_named = std::any_of(table.columns.begin(), table.columns.end(),
                                         [](const Column& column) { return column.role == ColumnRole::position; });
    if (!posts_named && person + 1 != table.columns.end() && table.columns.size() <= 3 && !(person + 1)->role)
      (person + 1)->role = ColumnRole::position;
  }
}

void add_person_lists(DocumentDraft& draft) {
  for (Table& table : draft.tables) {
    const auto column_of = [&](ColumnRole role) -> std::ptrdiff_t {
      const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                      [&](const Column& column) { return column.role == role; });
      return found == table.columns.end() ? -1 : found - table.columns.begin();
    };
    const std::ptrdiff_t person = column_of(ColumnRole::person), position = column_of(ColumnRole::position);
    const std::size_t known = column_of(ColumnRole::number) >= 0 ? 3 : 2;
    if (person < 0 || position < 0 || table.columns.size() > known ||
        !mostly(table, static_cast<std::size_t>(person), is_person))
      continue;
    List list;
    list.id = "l" + std::to_string(draft.lists.size() + 1);
    list.kind = ListKind::persons;
    list.title = table.title.empty() ? appendix_title_of(draft, table.id) : table.title;
    if (table.title.empty()) table.title = list.title;
    for (const Row& row : table.rows) {
      if (row.kind != RowKind::data) continue;
      Text entry;
      for (const std::ptrdiff_t column : {person, position})
        entry.append(row.cells[static_cast<std::size_t>(column)].text);
      if (!entry.empty()) list.entries.push_back({row.number, std::move(entry), {}});
    }
    draft.lists.push_back(std::move(list));
  }
}

void read_list_kinds(DocumentDraft& draft) {
  for (List& list : draft.lists) {
    if (list.kind != ListKind::generic || list.entries.empty()) continue;
    const auto all = [&](auto test) {
      return std::all_of(list.entries.begin(), list.entries.end(),
                         [&](const ListEntry& entry) { return test(entry.text.str); });
    };
    if (all([](const std::string& text) { return is_headed_by_school(text, find_schools(text)); }))
      list.kind = ListKind::schools;
    else if (all([](const std::string& text) {
               const auto persons = find_persons(text);
               return !persons.empty() && persons.front().begin == 0;
             }))
      list.kind = ListKind::persons;
  }
}

}  // namespace prikaz
