// Whatever a disk does not take, the target is whole or absent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "check_workbook.h"
#include "prikaz/output.h"
#include "prikaz/sheet.h"
#include "scratch_file.h"

namespace prikaz {
namespace {

using testing::IsEmpty;

class FullDisk : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "prikaz-full-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  static std::vector<Sheet> sheets() {
    Sheet sheet;
    sheet.key = "rows";
    sheet.name = "Строки";
    sheet.columns = {{"n", "№"}, {"text", "Текст", 40, true}, {"link", "Ссылка"}};
    sheet.rows = [](const SheetRow& row) {
      std::uint32_t state = 7;
      for (int i = 0; i < 400; ++i) {
        std::string text;
        for (int k = 0; k < 40; ++k) {
          state = state * 1'664'525U + 1'013'904'223U;  // text that does not pack well
          text += static_cast<char>('a' + (state >> 24U) % 26);
        }
        row({i, text, Link{"https://example.org/" + text, "там"}});
      }
    };
    Sheet small = sheet;
    small.key = "few";
    small.name = "Мало";
    small.rows = [](const SheetRow& row) { row({1, "текст"}); };
    return {small, sheet};
  }

  // In a process of its own that can write no file larger than `limit`. True if it says that all is well.
  bool write_with_limit(const std::filesystem::path& target, SheetFormat format, rlim_t limit) const {
    const pid_t pid = ::fork();
    if (pid == 0) {
      std::signal(SIGXFSZ, SIG_IGN);
      const rlimit most{limit, limit};
      ::setrlimit(RLIMIT_FSIZE, &most);
      try {
        write_sheets(target, format, sheets());
      } catch (const OutputError&) {
        ::_exit(3);
      } catch (...) {
        ::_exit(4);
      }
      ::_exit(0);
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 3)) << "limit " << limit;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

  static std::string get(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  bool empty() const { return std::filesystem::is_empty(folder_); }

  std::filesystem::path folder_;
};

TEST_F(FullDisk, WholeOrAbsentWhereverItEnds) {
  for (const char* const name : {"a.xlsx", "a.json", "a.ndjson"}) {
    const std::filesystem::path target = folder_ / name;
    const SheetFormat format = *sheet_format_of(target);
    write_sheets(target, format, sheets());
    const std::string whole = get(target);
    std::filesystem::remove(target);
    int failed = 0, done = 0;
    for (rlim_t limit = 100; done < 3; limit += limit / 9 + 61) {
      if (write_with_limit(target, format, limit)) {
        ++done;
        ASSERT_TRUE(get(target) == whole) << name << ", limit " << limit;
        std::filesystem::remove(target);
      } else {
        ++failed;
      }
      ASSERT_TRUE(empty()) << name << ", limit " << limit;
    }
    EXPECT_GT(failed, 20) << name;
  }
}

TEST_F(FullDisk, AnEarlierFileStays) {
  const std::filesystem::path target = folder_ / "a.xlsx";
  std::ofstream(target) << "вчерашнее";
  EXPECT_FALSE(write_with_limit(target, SheetFormat::xlsx, 5'000));
  EXPECT_EQ(get(target), "вчерашнее");
}

// Any byte of a workbook that is another, and any end that is missing, is noticed or changes nothing that is read.
TEST_F(FullDisk, ADamagedWorkbookIsNoticed) {
  const std::filesystem::path target = folder_ / "a.xlsx";
  Sheet sheet;
  sheet.name = "Лист";
  sheet.columns = {{"a", "А"}};
  sheet.rows = [](const SheetRow& row) { row({"текст"}); };
  write_sheets(target, SheetFormat::xlsx, {sheet});
  const std::string whole = get(target);
  TabSum sum;
  sum.add(0, 0, "А");
  sum.add(1, 0, "текст");
  const auto is_good = [&](const std::string& bytes, const std::vector<TabSum>& sums) {
    ScratchFile file(target);
    file.write(bytes);
    file.read([](std::string_view) {});
    return holds(file.descriptor(), sums);
  };
  EXPECT_TRUE(is_good(whole, {sum}));
  EXPECT_FALSE(is_good(whole, {sum, sum}));
  TabSum other = sum;
  other.add(2, 0, "");
  EXPECT_FALSE(is_good(whole, {other}));
  for (std::size_t size = 0; size < whole.size(); size += 101) EXPECT_FALSE(is_good(whole.substr(0, size), {sum}));
  // A hole, as a write that failed leaves it.
  int noticed = 0;
  for (std::size_t at = 0; at + 64 < whole.size(); at += 64) {
    std::string damaged = whole;
    std::fill_n(damaged.begin() + static_cast<std::ptrdiff_t>(at), 64, '\0');
    noticed += is_good(damaged, {sum}) ? 0 : 1;
  }
  EXPECT_GT(noticed, static_cast<int>(whole.size() / 64) - 12);
}

}  // namespace
}  // namespace prikaz
