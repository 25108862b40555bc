// The commands that look into an archive, run as a user runs them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/run_program.h"
#include "make_extraction.h"

namespace prikaz {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

class Commands : public testing::Test {
 protected:
  Commands() {
    Archive archive(folder(), ArchiveMode::create_or_write);
    archive.store(record_of(fake_sha256("aa11")), path_of("/in/a.pdf"),
                  small_extraction({.sha256 = fake_sha256("aa11"), .number = "145-Д"}));
    archive.store(record_of(fake_sha256("bb22")), path_of("/in/b.pdf"),
                  golden_extraction("klyuchevoy-311.lo", fake_sha256("bb22"), "b.pdf").dump());
    archive.store(record_of(fake_sha256("cc33")), path_of("/in/c\n\x1b[2J\xff.pdf"),
                  small_extraction({.sha256 = fake_sha256("cc33"),
                                    .date = "",
                                    .title = "О \x1b[31mкрасном\x1b[0m \u202Eтнемукод",
                                    .text = "Паровоз \x1b]0;title\x07 \u200Bедет."}));
    archive.store_failure(record_of(fake_sha256("dd44")), path_of("/in/d\x1b[2J.pdf"), Failure::timeout, "gave up");
    archive.store_unreadable(path_of("/in/e.pdf"), Failure::io_error, "permission denied");
    archive.commit();
  }

  std::string folder() const { return (temporary_.path() / "archive").native(); }
  Outcome run(std::vector<std::string> arguments, const std::string& language = "ru_RU.UTF-8") const {
    arguments.insert(arguments.begin() + 1, {"--archive", folder()});
    RunOptions options;
    options.environment = {"LANG=" + language, "COLUMNS=80"};
    return run_program(arguments, options);
  }
  // No byte that steers a terminal.
  static void expect_harmless(const std::string& text) {
    for (const char c : text) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20) << text;
    EXPECT_THAT(text, AllOf(Not(HasSubstr("\u202E")), Not(HasSubstr("\u200B")), Not(HasSubstr("\x7f"))));
  }

  TemporaryFolder temporary_;
};

TEST_F(Commands, StatusCounts) {
  const Outcome text = run({"status"});
  EXPECT_EQ(text.exit, 0) << text.err;
  EXPECT_THAT(text.out, AllOf(HasSubstr("импортировано файлов"), HasSubstr("12.03.2024"), HasSubstr("timeout")));
  const json value = json::parse(run({"status", "--format", "json"}).out);
  EXPECT_EQ(value["files"], 3);
  EXPECT_EQ(value["failed"], 2);
  EXPECT_EQ(value["failed_by_reason"]["io_error"], 1);
}

TEST_F(Commands, FailedNamesFilesAndReasons) {
  const Outcome text = run({"failed"});
  EXPECT_EQ(text.out, "/in/d\\x1b[2J.pdf: gave up [timeout]\n/in/e.pdf: permission denied [io_error]\n");
  const json value = json::parse(run({"failed", "--format", "json"}).out);
  EXPECT_EQ(value[0]["failure"], "timeout");
  EXPECT_EQ(value[0]["paths"][0], "/in/d\x1b[2J.pdf");
  EXPECT_TRUE(value[1]["sha256"].is_null());
}

TEST_F(Commands, ListsByDateInTheUsersForm) {
  const Outcome russian = run({"list"});
  EXPECT_THAT(russian.out, AllOf(HasSubstr("aa1100000000.1  12.03.2024  приказ № 145-Д"), HasSubstr("красном")));
  expect_harmless(russian.out);
  EXPECT_THAT(run({"list"}, "C").out, HasSubstr("aa1100000000.1  2024-03-12  order № 145-Д"));
  EXPECT_THAT(run({"list", "--from", "2024-02", "--to", "12.03.2024"}).out,
              AllOf(HasSubstr("aa11"), Not(HasSubstr("cc33"))));
  EXPECT_EQ(run({"list", "--from", "2024-04"}).out, "");
  EXPECT_EQ(run({"list", "--to", "2022"}).out, "");
  EXPECT_THAT(run({"list", "--text", "145-д", "--kind", "order"}).out, HasSubstr("aa11"));
  const json value = json::parse(run({"list", "--format", "json", "--limit", "1"}).out);
  ASSERT_EQ(value.size(), 1U);
  EXPECT_EQ(value[0]["id"], "bb2200000000.1");
}

TEST_F(Commands, WrongDaysAreWrongUsage) {
  for (const char* day : {"2024-13", "2024-02-30", "yesterday", "1", "12.03", "2024-3-1"}) {
    const Outcome run_of = run({"list", "--from", day});
    EXPECT_EQ(run_of.exit, 2) << day;
    EXPECT_THAT(run_of.err, HasSubstr("--from")) << day;
  }
}

TEST_F(Commands, SearchShowsPlaceAndPassage) {
  const Outcome text = run({"search", "олимпиады", "145-Д"});
  EXPECT_EQ(text.exit, 0) << text.err;
  EXPECT_THAT(text.out,
              AllOf(HasSubstr("aa1100000000.1"), HasSubstr("стр. 1"), HasSubstr("/in/a.pdf"), Not(HasSubstr("bb22"))));
  const Outcome hostile = run({"search", "паровоз"});
  EXPECT_THAT(hostile.out, AllOf(HasSubstr("Паровоз"), HasSubstr("\\x1b]0;title"), HasSubstr("\\xff.pdf")));
  expect_harmless(hostile.out);
  const json value = json::parse(run({"search", "--format", "json", "паровоз"}).out);
  EXPECT_EQ(value["hits"][0]["hit"]["page"], 1);
  EXPECT_EQ(value["hits"][0]["hit"]["marks"], json::parse("[[0, 7]]"));
  EXPECT_EQ(value["more"], false);
}

TEST_F(Commands, SearchThatFindsNothingSaysSo) {
  const Outcome none = run({"search", "звездолёт"});
  EXPECT_EQ(none.exit, 0);
  EXPECT_EQ(none.out, "");
  EXPECT_EQ(none.err, "prikaz: ничего не найдено\n");
  EXPECT_EQ(run({"search"}).exit, 2);
  EXPECT_EQ(run({"search", "\"'(*"}).exit, 0);
  EXPECT_EQ(run({"search", "--", "-олимпиада", "паровоз"}).exit, 0);
}

TEST_F(Commands, ShowsADocumentForPeopleAndAsStored) {
  const Outcome text = run({"show", "bb22.1"});
  EXPECT_EQ(text.exit, 0) << text.err;
  EXPECT_THAT(text.out,
              AllOf(HasSubstr("№ 01-05/311 от 25.08.2023"), HasSubstr("Ответственные"), HasSubstr("/in/b.pdf")));
  for (std::size_t from = 0; from < text.out.size();) {
    const std::size_t to = text.out.find('\n', from);
    std::size_t letters = 0;
    for (std::size_t i = from; i < to; ++i)
      letters += (static_cast<unsigned char>(text.out[i]) & 0xC0U) != 0x80U ? 1U : 0U;
    EXPECT_LE(letters, 80U) << text.out.substr(from, to - from);
    from = to + 1;
  }
  EXPECT_EQ(run({"show", "bb22.1", "--json"}).out,
            golden_extraction("klyuchevoy-311.lo", fake_sha256("bb22"), "b.pdf").dump() + "\n");
  expect_harmless(run({"show", "cc33"}).out);
  for (const char* wrong : {"ee", "bb22.2", "\x1b[2J", ""}) EXPECT_NE(run({"show", wrong}).exit, 0) << wrong;
  EXPECT_THAT(run({"show", "dd44"}).err, HasSubstr("prikaz failed"));
}

TEST_F(Commands, ForgetRemovesAndSaysWhatItCannotReach) {
  const Outcome done = run({"forget", "cc33.1"});
  EXPECT_EQ(done.exit, 0) << done.err;
  EXPECT_THAT(done.out,
              AllOf(HasSubstr("забыт 1 файл"), HasSubstr("/in/c\\n\\x1b[2J\\xff.pdf"), HasSubstr("резервные копии")));
  expect_harmless(done.out);
  EXPECT_EQ(run({"search", "паровоз"}).out, "");
  EXPECT_EQ(run({"forget", "cc33.1"}).exit, 3);
  EXPECT_EQ(run({"forget", "aa11", "nonsense"}).exit, 3);
  EXPECT_THAT(run({"list"}).out, HasSubstr("aa11"));
  EXPECT_EQ(run({"forget"}).exit, 2);
  EXPECT_EQ(run({"forget", "--finish"}).exit, 0);
}

TEST_F(Commands, ForgetDoesNotDisturbAnImport) {
  Archive importing(folder(), ArchiveMode::write);
  ASSERT_TRUE(importing.lock_for_import(std::chrono::seconds(0)));
  const Outcome refused = run({"forget", "aa11"});
  EXPECT_EQ(refused.exit, 3);
  EXPECT_THAT(refused.err, HasSubstr("импорт"));
  EXPECT_EQ(importing.state_of(fake_sha256("aa11")), FileState::imported);
}

TEST_F(Commands, NoArchiveIsExitCodeThree) {
  for (const std::string command : {"status", "failed", "list", "search", "show", "forget"}) {
    std::vector<std::string> arguments{command, "--archive", folder() + "x"};
    if (command == "search" || command == "show" || command == "forget") arguments.push_back("aa11");
    const Outcome absent = run_program(arguments);
    EXPECT_EQ(absent.exit, 3) << command;
    EXPECT_EQ(std::count(absent.err.begin(), absent.err.end(), '\n'), 1) << absent.err;
    EXPECT_FALSE(std::filesystem::exists(folder() + "x"));
  }
}

}  // namespace
}  // namespace prikaz
