// What a user meets: exit codes, one line for each failure, results whole or not at all.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "make_pdf.h"
#include "run_program.h"

namespace prikaz {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

std::ptrdiff_t lines_of(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

class Cli : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "prikaz-cli-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  std::string put(const std::string& name, const std::string& content) const {
    std::ofstream(path(name), std::ios::binary) << content;
    return path(name);
  }
  static std::string get(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) all.push_back(entry.path().filename());
    std::sort(all.begin(), all.end());
    return all;
  }

  // `file` is a failed input: exit code 1, its name and reason on one line, nothing on standard output.
  void expect_failure(const std::string& file, const std::string& kind) const {
    const Outcome run = run_program({"extract", file});
    EXPECT_EQ(run.exit, 1);
    EXPECT_EQ(run.out, "");
    EXPECT_EQ(lines_of(run.err), 1) << run.err;
    EXPECT_THAT(run.err, AllOf(StartsWith("prikaz: "), testing::EndsWith("[" + kind + "]\n")));
  }

  std::string folder_;
};

TEST_F(Cli, ExtractsAFile) {
  const Outcome run = run_program({"extract", put("a.pdf", make_pdf())});
  EXPECT_EQ(run.exit, 0);
  EXPECT_EQ(run.err, "");
  EXPECT_EQ(lines_of(run.out), 1);
  const json value = json::parse(run.out);
  EXPECT_EQ(value["schema"], "urn:prikaz:extraction:1");
  EXPECT_EQ(value["source"]["name"], "a.pdf");
  EXPECT_EQ(value["source"]["page_count"], 1);
}

TEST_F(Cli, SameFileSameBytes) {
  const std::string file = put("a.pdf", make_pdf());
  EXPECT_EQ(run_program({"extract", file}).out, run_program({"extract", file}).out);
  EXPECT_EQ(run_program({"extract", file}).out, run_program({"extract", "--no-sandbox", file}).out);
}

TEST_F(Cli, PrettySaysTheSame) {
  const std::string file = put("a.pdf", make_pdf());
  const Outcome pretty = run_program({"extract", "--pretty", file});
  EXPECT_GT(lines_of(pretty.out), 10);
  EXPECT_EQ(json::parse(pretty.out), json::parse(run_program({"extract", file}).out));
}

TEST_F(Cli, NamesTheReasonOfEachFailure) {
  expect_failure(put("empty.pdf", ""), "empty");
  expect_failure(put("text.pdf", "Приказ № 5 — просто текст\n"), "not_a_document");
  expect_failure(put("archive.pdf", std::string("PK\x03\x04\x14\x00\x00\x00", 8) + std::string(100, 'x')),
                 "not_a_document");
  expect_failure(put("encrypted.pdf", make_encrypted_pdf()), "encrypted");
  expect_failure(path("absent.pdf"), "io_error");
  expect_failure(folder_, "io_error");
}

TEST_F(Cli, ATruncatedFileIsAFailedInput) {
  const std::string pdf = make_pdf();
  const Outcome run = run_program({"extract", put("cut.pdf", pdf.substr(0, 60))});
  EXPECT_EQ(run.exit, 1);
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(lines_of(run.err), 1);
  EXPECT_THAT(run.err, testing::AnyOf(HasSubstr("[truncated]"), HasSubstr("[damaged]")));
}

// Wherever the file was cut, the answer is an extraction or one line.
TEST_F(Cli, NoCutIsACrash) {
  const std::string pdf = make_pdf();
  std::vector<std::string> arguments{"extract"};
  for (std::size_t size = 1; size < pdf.size(); size += 37)
    arguments.push_back(put("cut" + std::to_string(size) + ".pdf", pdf.substr(0, size)));
  const Outcome run = run_program(arguments);
  EXPECT_THAT(run.exit, testing::AnyOf(0, 1));
  EXPECT_THAT(run.err, Not(HasSubstr("[crash]")));
  EXPECT_EQ(lines_of(run.out) + lines_of(run.err), static_cast<std::ptrdiff_t>(arguments.size()) - 1) << run.err;
}

TEST_F(Cli, ADamagedCrossReferenceTableIsRebuilt) {
  std::string pdf = make_pdf();
  pdf.replace(pdf.find("xref\n"), 5, "xxxx\n");
  const Outcome run = run_program({"extract", put("a.pdf", pdf)});
  EXPECT_EQ(run.exit, 0) << run.err;
  EXPECT_EQ(json::parse(run.out)["source"]["page_count"], 1);
}

TEST_F(Cli, AFileWithoutPagesIsEmpty) {
  PdfParts parts;
  parts.kids = "[]";
  parts.count = 0;
  const Outcome run = run_program({"extract", put("a.pdf", make_pdf(parts))});
  EXPECT_EQ(run.exit, 1);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, testing::AnyOf(HasSubstr("[empty]"), HasSubstr("[damaged]")));
}

TEST_F(Cli, AbsurdPageSizesDoNoHarm) {
  for (const char* box : {"[0 0 1000000 1000000]", "[0 0 2147483647 2147483647]", "[0 0 0 0]", "[0 0 1e30 1e30]",
                          "[a b]", "[5 5 -5 -5]"}) {
    PdfParts parts;
    parts.media_box = box;
    const Outcome run = run_program({"extract", put("a.pdf", make_pdf(parts))});
    EXPECT_THAT(run.exit, testing::AnyOf(0, 1)) << box;
    EXPECT_THAT(run.err, Not(HasSubstr("[crash]"))) << box;
    EXPECT_TRUE(run.exit != 0 || json::accept(run.out)) << box;
  }
}

TEST_F(Cli, AnUnreadableFileIsAFailedInput) {
  if (::geteuid() == 0) GTEST_SKIP() << "root reads everything";
  const std::string file = put("a.pdf", make_pdf());
  ::chmod(file.c_str(), 0);
  expect_failure(file, "io_error");
}

TEST_F(Cli, StrangeNamesAreShownAndDoNotStop) {
  const std::string good = put("good.pdf", make_pdf());
  const Outcome run = run_program({"extract", put("a\n\xff\x1b[2J\u202E.pdf", ""), good});
  EXPECT_EQ(run.exit, 1);
  EXPECT_THAT(run.err, HasSubstr("a\\n\\xff\\x1b[2J\\u{202e}.pdf: "));
  EXPECT_EQ(lines_of(run.err), 1);
  EXPECT_EQ(lines_of(run.out), 1);
  const Outcome named = run_program({"extract", put("\xff.pdf", make_pdf())});
  EXPECT_EQ(named.exit, 0);
  EXPECT_EQ(json::parse(named.out)["source"]["name"], "\uFFFD.pdf");
}

TEST_F(Cli, OneBadFileDoesNotSpoilTheOthers) {
  const std::string a = put("a.pdf", make_pdf()), bad = put("bad.pdf", "text"), c = put("c.pdf", make_pdf());
  const Outcome run = run_program({"extract", a, bad, c});
  EXPECT_EQ(run.exit, 1);
  EXPECT_EQ(lines_of(run.out), 2);
  EXPECT_EQ(lines_of(run.err), 1);
  const std::size_t end = run.out.find('\n');
  EXPECT_EQ(json::parse(run.out.substr(0, end))["source"]["name"], "a.pdf");
  EXPECT_EQ(json::parse(run.out.substr(end))["source"]["name"], "c.pdf");
}

TEST_F(Cli, WrongUsageIsExitCodeTwo) {
  const std::string file = put("a.pdf", make_pdf());
  const std::vector<std::vector<std::string>> wrong{{},
                                                    {"extrakt", file},
                                                    {"extract"},
                                                    {"extract", "--no-such-option", file},
                                                    {"extract", "--timeout", "0", file},
                                                    {"extract", "--timeout", "soon", file},
                                                    {"extract", "--max-pages", "-1", file},
                                                    {"extract", "--memory", "99999999999999999999", file},
                                                    {"extract", "--lang", "xx", file},
                                                    {"extract", "-o", file, file},
                                                    {"extract", "--pretty", file, file},
                                                    {"extract", "--password", "a", "--password-file", file, file},
                                                    {"extract", "--password-file", path("absent"), file},
                                                    {"extract", file, "-o"},
                                                    {"validate"},
                                                    {"schema", "surplus"},
                                                    {"draw", file, "--page", "0"},
                                                    {"draw", file, file}};
  for (const auto& arguments : wrong) {
    const Outcome run = run_program(arguments);
    const std::string shown = testing::PrintToString(arguments);
    EXPECT_EQ(run.exit, 2) << shown;
    EXPECT_EQ(run.out, "") << shown;
    EXPECT_EQ(lines_of(run.err), 1) << shown << run.err;
  }
  EXPECT_EQ(get(file), make_pdf());
}

TEST_F(Cli, HelpAndVersionAreResults) {
  for (const char* argument : {"--help", "-h", "--version"}) {
    const Outcome run = run_program({argument});
    EXPECT_EQ(run.exit, 0);
    EXPECT_EQ(run.err, "");
    EXPECT_THAT(run.out, HasSubstr("prikaz"));
  }
  EXPECT_THAT(run_program({"extract", "--help"}).out, HasSubstr("--max-pages"));
  EXPECT_THAT(run_program({"--help"}).out, Not(HasSubstr("--max-pages")));
}

TEST_F(Cli, AFullDiskIsExitCodeThree) {
  const std::string file = put("a.pdf", make_pdf());
  RunOptions full;
  full.stdout_path = "/dev/full";
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"extract", file}, {"schema"}, {"--help"}, {"--version"}, {"draw", file}}) {
    const Outcome run = run_program(arguments, full);
    EXPECT_EQ(run.exit, 3);
    EXPECT_EQ(lines_of(run.err), 1) << run.err;
    EXPECT_THAT(run.err, HasSubstr("no space left"));
  }
  const Outcome run = run_program({"extract", file, "-o", "/dev/full"});
  EXPECT_EQ(run.exit, 3);
  EXPECT_EQ(lines_of(run.err), 1) << run.err;
}

TEST_F(Cli, AReaderThatHasGoneIsExitCodeThree) {
  const std::string file = put("a.pdf", make_pdf());
  RunOptions gone;
  gone.reader_gone = true;
  const Outcome run = run_program({"extract", file}, gone);
  EXPECT_EQ(run.exit, 3);
  EXPECT_EQ(lines_of(run.err), 1) << run.err;
  RunOptions closed;
  closed.stdout_closed = true;
  EXPECT_EQ(run_program({"extract", file}, closed).exit, 3);
}

TEST_F(Cli, AnOutputThatCannotBeMadeIsExitCodeThree) {
  const std::string file = put("a.pdf", make_pdf());
  for (const std::string& output : {path("absent/out.json"), folder_, file + "/out.json"}) {
    const Outcome run = run_program({"extract", file, "-o", output});
    EXPECT_EQ(run.exit, 3) << output;
    EXPECT_EQ(lines_of(run.err), 1) << run.err;
  }
}

TEST_F(Cli, AnOutputFileIsWholeOrNotThere) {
  const std::string file = put("a.pdf", make_pdf()), bad = put("bad.pdf", "text");
  EXPECT_EQ(run_program({"extract", bad, "-o", path("out.json")}).exit, 1);
  EXPECT_THAT(names(), testing::ElementsAre("a.pdf", "bad.pdf"));
  put("out.json", "what was there before");
  EXPECT_EQ(run_program({"extract", bad, "-o", path("out.json")}).exit, 1);
  EXPECT_EQ(get(path("out.json")), "what was there before");
  EXPECT_EQ(run_program({"extract", file, "-o", path("out.json")}).exit, 0);
  EXPECT_EQ(get(path("out.json")), run_program({"extract", file}).out);
  EXPECT_THAT(names(), testing::ElementsAre("a.pdf", "bad.pdf", "out.json"));
}

TEST_F(Cli, AnOutputKeepsItsLinkAndItsPermissions) {
  const std::string file = put("a.pdf", make_pdf()), target = put("target.json", "before");
  ::chmod(target.c_str(), 0640);
  std::filesystem::create_symlink("target.json", path("link.json"));
  EXPECT_EQ(run_program({"extract", file, "-o", path("link.json")}).exit, 0);
  EXPECT_TRUE(std::filesystem::is_symlink(path("link.json")));
  EXPECT_TRUE(json::accept(get(target)));
  struct stat about {};
  ::stat(target.c_str(), &about);
  EXPECT_EQ(about.st_mode & 0777U, 0640U);
}

TEST_F(Cli, TheSchemaAcceptsWhatIsExtracted) {
  const Outcome schema = run_program({"schema"});
  EXPECT_EQ(schema.exit, 0);
  EXPECT_EQ(json::parse(schema.out)["$id"], "urn:prikaz:extraction:1");
  const std::string a = put("a.pdf", make_pdf());
  run_program({"extract", a, "-o", path("one.json"), "--pretty"});
  run_program({"extract", a, a, "-o", path("two.json")});
  const Outcome run = run_program({"validate", path("one.json"), path("two.json")});
  EXPECT_EQ(run.exit, 0) << run.err;
  EXPECT_EQ(lines_of(run.out), 2);
}

TEST_F(Cli, ValidateNamesWhatIsWrong) {
  const Outcome run = run_program({"validate", put("a.json", "{\"schema\": 1}"), put("b.json", "{"), put("c.json", ""),
                                   path("absent.json"), folder_});
  EXPECT_EQ(run.exit, 1);
  EXPECT_EQ(run.out, "");
  for (const char* part : {"a.json: /schema: ", "b.json: ", "c.json: ", "absent.json: ", "[io_error]"})
    EXPECT_THAT(run.err, HasSubstr(part));
  // A deep nest is a mistake in the file, not the end of the program.
  const std::string deep = std::string(1'000'000, '[') + std::string(1'000'000, ']');
  EXPECT_EQ(run_program({"validate", put("deep.json", deep)}).exit, 1);
}

TEST_F(Cli, DrawsAPage) {
  const std::string file = put("a.pdf", make_pdf());
  const Outcome run = run_program({"draw", file, "--page", "1", "-o", path("page.svg")});
  EXPECT_EQ(run.exit, 0) << run.err;
  EXPECT_THAT(get(path("page.svg")),
              AllOf(HasSubstr("<svg "), HasSubstr(">ORDER</text>"), testing::EndsWith("</svg>\n")));
  const Outcome beyond = run_program({"draw", file, "--page", "2"});
  EXPECT_EQ(beyond.exit, 1);
  EXPECT_THAT(beyond.err, HasSubstr("there is no page 2: the file has 1 page"));
}

TEST_F(Cli, DoctorFindsWhatIsNeeded) {
  const Outcome run = run_program({"doctor", "--format", "json"});
  EXPECT_EQ(run.exit, 0) << run.out;
  const json found = json::parse(run.out);
  EXPECT_TRUE(found["problems"].empty());
  EXPECT_TRUE(found["sandbox"]["limits"]);
  EXPECT_THAT(found["models"].get<std::vector<std::string>>(), testing::Contains("rus"));
  for (const json& engine : found["engines"]) EXPECT_NE(engine["version"], "") << engine["name"];

  const Outcome shown = run_program({"doctor", "--lang", "ru"});
  EXPECT_EQ(shown.exit, 0);
  EXPECT_THAT(shown.out, AllOf(HasSubstr("Poppler: "), HasSubstr("Библиотеки"), Not(HasSubstr("Engines"))));
}

TEST_F(Cli, DoctorNamesWhatIsMissing) {
  RunOptions options;
  options.environment = {"TESSDATA_PREFIX=" + folder_};
  const Outcome run = run_program({"doctor"}, options);
  EXPECT_EQ(run.exit, 1);
  EXPECT_THAT(run.out, HasSubstr("tesseract-ocr-rus"));
}

TEST_F(Cli, TheSandboxCanBeRequiredOrLeftOut) {
  const std::string file = put("order.pdf", make_pdf());
  const std::string usual = run_program({"extract", file}).out;
  EXPECT_THAT(usual, HasSubstr("ORDER"));
  EXPECT_EQ(run_program({"extract", "--no-sandbox", file}).out, usual);
  EXPECT_EQ(run_program({"extract", "--no-sandbox", "--require-sandbox", file}).exit, 2);
  const Outcome run = run_program({"extract", "--require-sandbox", file});
  if (json::parse(run_program({"doctor", "--format", "json"}).out)["sandbox"]["complete"]) {
    EXPECT_EQ(run.out, usual);
  } else {
    EXPECT_EQ(run.exit, 3);
    EXPECT_THAT(run.err, HasSubstr("--require-sandbox"));
  }
}

TEST_F(Cli, SpeaksTheLanguageOfItsUser) {
  const auto english = HasSubstr("no file given"), russian = HasSubstr("файл не указан");
  EXPECT_THAT(run_program({"extract"}).err, english);
  EXPECT_THAT(run_program({"extract", "--lang", "ru"}).err, russian);
  EXPECT_THAT(run_program({"--lang=ru", "extract"}).err, russian);
  EXPECT_THAT(run_program({"extract"}, {{"LANG=ru_RU.UTF-8"}, "", false, false}).err, russian);
  EXPECT_THAT(run_program({"extract"}, {{"LC_ALL=ru_RU.KOI8-R"}, "", false, false}).err, russian);
  EXPECT_THAT(run_program({"extract"}, {{"LC_ALL=C", "LANG=ru_RU.UTF-8"}, "", false, false}).err, english);
  EXPECT_THAT(run_program({"extract", "--lang", "en"}, {{"LANG=ru_RU.UTF-8"}, "", false, false}).err, english);
  EXPECT_THAT(run_program({"extract", "--lang", "ru"}, {{"LC_ALL=C"}, "", false, false}).err, russian);
  EXPECT_THAT(run_program({"--help", "--lang", "ru"}).out, HasSubstr("Вызов"));
  const Outcome run = run_program({"draw", "--lang", "ru", put("a.pdf", make_pdf()), "--page", "25"});
  EXPECT_THAT(run.err, HasSubstr("страницы 25 нет: в файле 1 страница "));
}

}  // namespace
}  // namespace prikaz
