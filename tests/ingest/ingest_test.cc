#include "prikaz/ingest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace prikaz {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;
using ::testing::HasSubstr;
using ::testing::Not;

class Ingest : public ::testing::Test {
 protected:
  Ingest() {
    std::string name = (fs::temp_directory_path() / "ingest_test_XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~Ingest() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  fs::path file(const std::string& name, const std::string& bytes) const {
    const fs::path path = folder_ / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  Failure failure_of(const fs::path& path) const {
    try {
      ingest(path);
    } catch (const InputError& error) {
      EXPECT_THAT(error.what(), Not(HasSubstr("\n")));
      EXPECT_THAT(error.what(), Not(::testing::StrEq("")));
      return error.failure();
    }
    ADD_FAILURE() << path << " was accepted";
    return Failure::crash;
  }
  fs::path folder_;
};

TEST_F(Ingest, Pdf) {
  const SourceFile source = ingest(file("Приказ № 5.txt", "%PDF-1.4\n"));
  EXPECT_EQ(source.name, "Приказ № 5.txt");
  EXPECT_EQ(source.media_type, "application/pdf");
  EXPECT_EQ(source.size_bytes, 9U);
  EXPECT_EQ(source.bytes, "%PDF-1.4\n");
  EXPECT_EQ(source.sha256, "e5c62df5dab5c87b6a015ef3d43597074d1eec433b15f51aec63b8582d0e4ab4");
}

TEST_F(Ingest, Pictures) {
  EXPECT_EQ(ingest(file("a", "\x89PNG\r\n\x1A\n\0\0\0\rIHDR"s)).media_type, "image/png");
  EXPECT_EQ(ingest(file("b", "\xFF\xD8\xFF\xE0\0\x10JFIF"s)).media_type, "image/jpeg");
  EXPECT_EQ(ingest(file("c", "II*\0\b\0\0\0"s)).media_type, "image/tiff");
  EXPECT_EQ(ingest(file("d", "MM\0*\0\0\0\b"s)).media_type, "image/tiff");
}

TEST_F(Ingest, PdfAfterOtherBytes) {
  EXPECT_EQ(ingest(file("a", "HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n")).media_type, "application/pdf");
  EXPECT_EQ(ingest(file("b", "\xEF\xBB\xBF%PDF-1.4\n")).media_type, "application/pdf");
  EXPECT_EQ(ingest(file("c", std::string(1024, '\n') + "%PDF-1.4\n")).media_type, "application/pdf");
  EXPECT_EQ(failure_of(file("d", std::string(1025, '\n') + "%PDF-1.4\n")), Failure::not_a_document);
}

TEST_F(Ingest, OtherContentIsNoDocument) {
  EXPECT_EQ(failure_of(file("a.pdf", "Просто текст\n")), Failure::not_a_document);
  EXPECT_EQ(failure_of(file("b.pdf", "<!DOCTYPE html><html><body>404</body></html>")), Failure::not_a_document);
  EXPECT_EQ(failure_of(file("c.pdf",
                            "\x7F"
                            "ELF\2\1\1"s)),
            Failure::not_a_document);
  EXPECT_EQ(failure_of(file("d.pdf", "\0"s)), Failure::not_a_document);
}

TEST_F(Ingest, Jpeg2000IsRefusedWhateverItsName) {
  for (const std::string& start : {"\0\0\0\x0CjP  \r\n\x87\n\0\0\0\x14" "ftypjp2 "s, "\xFF\x4F\xFF\x51\0\x2F\0\0"s})
    for (const char* name : {"a.jp2", "b.jpg", "c.pdf", "d"})
      EXPECT_EQ(failure_of(file(name, start + std::string(100, '\0'))), Failure::unsupported) << name;
}

TEST_F(Ingest, ArchiveOfAPdfIsNoPdf) {
  // Stored without compression: «%PDF-» stands 35 bytes after the beginning.
  EXPECT_EQ(failure_of(PRIKAZ_TESTS_DIR "/ingest/files/pdf_in_archive.zip"), Failure::not_a_document);
}

TEST_F(Ingest, Empty) { EXPECT_EQ(failure_of(file("a.pdf", "")), Failure::empty); }

TEST_F(Ingest, NoFile) {
  EXPECT_EQ(failure_of(folder_ / "absent.pdf"), Failure::io_error);
  EXPECT_EQ(failure_of(""), Failure::io_error);
  EXPECT_EQ(failure_of(folder_), Failure::io_error);
  EXPECT_EQ(failure_of(folder_ / std::string(5000, 'a')), Failure::io_error);
}

TEST_F(Ingest, WhatIsNoRegularFileIsNotWaitedFor) {
  const fs::path fifo = folder_ / "fifo.pdf";
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  EXPECT_EQ(failure_of(fifo), Failure::io_error);
  EXPECT_EQ(failure_of("/dev/null"), Failure::io_error);
  EXPECT_EQ(failure_of("/dev/zero"), Failure::io_error);
}

TEST_F(Ingest, SymbolicLinks) {
  file("a.pdf", "%PDF-1.4\n");
  fs::create_symlink("a.pdf", folder_ / "link.pdf");
  EXPECT_EQ(ingest(folder_ / "link.pdf").name, "link.pdf");
  fs::create_symlink("loop.pdf", folder_ / "loop.pdf");
  EXPECT_EQ(failure_of(folder_ / "loop.pdf"), Failure::io_error);
}

TEST_F(Ingest, Unreadable) {
  const fs::path path = file("a.pdf", "%PDF-1.4\n");
  fs::permissions(path, fs::perms::none);
  if (::access(path.c_str(), R_OK) == 0) GTEST_SKIP() << "this user may read everything";
  EXPECT_EQ(failure_of(path), Failure::io_error);
}

TEST_F(Ingest, NameThatIsNoUtf8) { EXPECT_EQ(ingest(file("\xCF\xF0.pdf", "%PDF-1.4\n")).name, "\uFFFD\uFFFD.pdf"); }

TEST_F(Ingest, NameBeginningWithADash) { EXPECT_EQ(ingest(file("-n.pdf", "%PDF-1.4\n")).name, "-n.pdf"); }

}  // namespace
}  // namespace prikaz
