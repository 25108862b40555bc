#include "content_lists.h"

#include <gtest/gtest.h>

#include "make_draft.h"

namespace prikaz {
namespace {

using Texts = std::vector<std::string>;
Texts entries(const List& list) {
  Texts out;
  for (const ListEntry& entry : list.entries)
    out.push_back((entry.label.empty() ? "" : entry.label + " ") + entry.text.str);
  return out;
}

TEST(InlineSchoolLists, AnEnumerationUnderACaption) {
  DocumentDraft draft;
  draft.content = {paragraph("Справка составлена методистами."),
                   paragraph("Школы с низкими результатами в 2024 году: МБОУ СОШ № 3, МБОУ ООШ № 5 и МБОУ СОШ № 7;")};
  find_inline_school_lists(draft);
  ASSERT_EQ(draft.lists.size(), 1U);
  EXPECT_EQ(draft.lists[0].id, "l1");
  EXPECT_EQ(draft.lists[0].kind, ListKind::schools);
  EXPECT_EQ(draft.lists[0].marker, ListMarker::inline_);
  EXPECT_EQ(draft.lists[0].title.str, "Школы с низкими результатами в 2024 году");
  EXPECT_EQ(entries(draft.lists[0]), (Texts{"МБОУ СОШ № 3", "МБОУ ООШ № 5", "МБОУ СОШ № 7"}));
  EXPECT_EQ(draft.content[1].type, BlockType::list);
  EXPECT_EQ(draft.content[1].ref, "l1");
}

TEST(InlineSchoolLists, WhatIsNone) {
  for (const char* printed : {
           "Проверку прошли МБОУ СОШ № 3, МБОУ ООШ № 5.",                        // no caption
           "Участники: МБОУ СОШ № 3.",                                           // one school is no list
           "Участники: МБОУ СОШ № 3, МБОУ ООШ № 5 показали рост результатов.",   // a sentence goes on
           "Участники: методисты, МБОУ СОШ № 3, МБОУ ООШ № 5.",                  // other parties too
           "Итоги подведены. Рост показали школы: МБОУ СОШ № 3, МБОУ ООШ № 5.",  // a sentence before
           "МБОУ СОШ № 3: МБОУ ООШ № 5, МБОУ СОШ № 7.",                          // a school in the caption
       }) {
    DocumentDraft draft;
    draft.content = {paragraph(printed)};
    find_inline_school_lists(draft);
    EXPECT_TRUE(draft.lists.empty()) << printed;
    EXPECT_EQ(draft.content[0].type, BlockType::paragraph) << printed;
  }
}

TEST(InlineSchoolLists, ListsAreNumberedInReadingOrder) {
  DocumentDraft draft;
  List bullets;
  bullets.id = "l1";
  bullets.entries = {{"-", text("вести учёт"), {}}};
  draft.lists = {bullets};
  draft.content = {paragraph("Участники: МБОУ СОШ № 3, МБОУ ООШ № 5.")};
  draft.appendices = {appendix("", "Задачи", {list_block("l1")})};
  find_inline_school_lists(draft);
  ASSERT_EQ(draft.lists.size(), 2U);
  EXPECT_EQ(draft.content[0].ref, "l1");
  EXPECT_EQ(draft.lists[0].marker, ListMarker::inline_);
  EXPECT_EQ(draft.appendices[0].content[0].ref, "l2");
  EXPECT_EQ(draft.lists[1].entries[0].text.str, "вести учёт");
}

TEST(ColumnRoles, CellsTellWhatHeadersDoNot) {
  DocumentDraft draft;
  draft.tables = {table(
      "t1",
      {{"", std::nullopt},
       {"Наставник", ColumnRole::other},
       {"Подшефные", ColumnRole::other},
       {"Руководитель школы", ColumnRole::school}},
      {{"1.", "МБОУ СОШ № 3", "МБОУ ООШ № 5", "Зорина А.П."}, {"2.", "МБОУ СОШ № 7", "МБОУ ООШ № 9", "Белых И.Л."}})};
  refine_column_roles(draft);
  EXPECT_EQ(draft.tables[0].columns[0].role, ColumnRole::number);
  EXPECT_EQ(draft.tables[0].columns[1].role, ColumnRole::school);
  EXPECT_EQ(draft.tables[0].columns[2].role, ColumnRole::school);
  EXPECT_EQ(draft.tables[0].columns[3].role, ColumnRole::person);
}

TEST(ColumnRoles, KnownRolesStay) {
  DocumentDraft draft;
  draft.tables = {table("t1", {{"Ответственный", ColumnRole::responsible}, {"Срок", ColumnRole::period}},
                        {{"Зорина А.П.", "МБОУ СОШ № 3"}})};
  refine_column_roles(draft);
  EXPECT_EQ(draft.tables[0].columns[0].role, ColumnRole::responsible);
  EXPECT_EQ(draft.tables[0].columns[1].role, ColumnRole::period);
}

TEST(ColumnRoles, ThePlaceOfWorkMayBeASchoolOrAPost) {
  DocumentDraft draft;
  const auto of = [&](const char* first, const char* second) {
    draft.tables = {table("t1", {{"ФИО", ColumnRole::person}, {"Место работы", ColumnRole::position}},
                          {{"Зорина А.П.", first}, {"Белых И.Л.", second}})};
    refine_column_roles(draft);
    return draft.tables[0].columns[1].role;
  };
  EXPECT_EQ(of("МБОУ СОШ № 3", "МКОУ «Ягодинская СОШ»"), ColumnRole::school);
  EXPECT_EQ(of("директор МБОУ СОШ № 3", "учитель МБОУ СОШ № 5"), ColumnRole::position);
  EXPECT_EQ(of("МБОУ СОШ № 3, директор", "МБОУ СОШ № 5, учитель физики"), ColumnRole::position);
}

TEST(ColumnRoles, ThePostStandsBesideThePerson) {
  DocumentDraft draft;
  draft.tables = {table("t1", {{"", std::nullopt}, {"", std::nullopt}},
                        {{"Зорина А.П.", "начальник отдела"}, {"Белых И.Л.", "методист центра"}})};
  refine_column_roles(draft);
  EXPECT_EQ(draft.tables[0].columns[0].role, ColumnRole::person);
  EXPECT_EQ(draft.tables[0].columns[1].role, ColumnRole::position);
}

TEST(PersonLists, AWorkingGroupInATableIsAListToo) {
  DocumentDraft draft;
  draft.tables = {table("t1",
                        {{"№", ColumnRole::number}, {"ФИО", ColumnRole::person}, {"Должность", ColumnRole::position}},
                        {{"1", "Зорина А.П.", "начальник отдела"}, {"2", "Белых И.Л.", "методист"}})};
  draft.appendices = {appendix("", "Состав рабочей группы", {table_block("t1")})};
  add_person_lists(draft);
  ASSERT_EQ(draft.lists.size(), 1U);
  EXPECT_EQ(draft.lists[0].kind, ListKind::persons);
  EXPECT_EQ(draft.lists[0].title.str, "Состав рабочей группы");
  EXPECT_EQ(draft.tables[0].title.str, "Состав рабочей группы");
  EXPECT_EQ(entries(draft.lists[0]), (Texts{"1 Зорина А.П. начальник отдела", "2 Белых И.Л. методист"}));
}

TEST(PersonLists, ATableOfMoreColumnsIsNone) {
  DocumentDraft draft;
  draft.tables = {
      table("t1", {{"ФИО", ColumnRole::person}, {"Должность", ColumnRole::position}, {"Срок", ColumnRole::period}},
            {{"Зорина А.П.", "начальник", "май"}})};
  add_person_lists(draft);
  EXPECT_TRUE(draft.lists.empty());
}

TEST(ListKinds, WhatEveryEntryIsHeadedBy) {
  DocumentDraft draft;
  const auto list = [](const Texts& lines) {
    List out;
    for (const std::string& line : lines) out.entries.push_back({"-", text(line), {}});
    return out;
  };
  draft.lists = {list({"МБОУ СОШ № 3, директор Зорина А.П.", "МБОУ ООШ № 5"}),
                 list({"Зорина А.П., начальник отдела", "Белых И.Л., методист"}), list({"МБОУ СОШ № 3", "вести учёт"}),
                 list({"вести учёт Зориной А.П."}), list({})};
  read_list_kinds(draft);
  EXPECT_EQ(draft.lists[0].kind, ListKind::schools);
  EXPECT_EQ(draft.lists[1].kind, ListKind::persons);
  EXPECT_EQ(draft.lists[2].kind, ListKind::generic);
  EXPECT_EQ(draft.lists[3].kind, ListKind::generic);
  EXPECT_EQ(draft.lists[4].kind, ListKind::generic);
}

}  // namespace
}  // namespace prikaz
