#include "picture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <numbers>

#include "clean_page.h"
#include "find_marks.h"
#include "find_sheet.h"
#include "gray_image.h"
#include "orient_page.h"
#include "poppler_text.h"
#include "prikaz/error.h"
#include "readers.h"
#include "recognizer.h"
#include "resample.h"
#include "straighten_page.h"
#include "tiff_directories.h"
#include "tiny_pdf.h"

namespace prikaz {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::text_at;
using testing::TinyPage;
using testing::TinyPdf;

SourceFile file(std::string media_type, std::string bytes) {
  SourceFile source;
  source.media_type = std::move(media_type);
  source.bytes = std::move(bytes);
  return source;
}

std::string sample(const std::string& name) {
  std::ifstream in(std::string(PRIKAZ_SAMPLES_DIR) + "/scans/" + name, std::ios::binary);
  EXPECT_TRUE(in) << name;
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string encoded(Pix* pix, int format) {
  l_uint8* data = nullptr;
  std::size_t size = 0;
  EXPECT_EQ(pixWriteMem(&data, &size, pix, format), 0);
  std::string bytes(reinterpret_cast<char*>(data), size);
  lept_free(data);
  return bytes;
}

std::string encoded_tiff(const std::vector<PixPtr>& pages) {
  Pixa* pixa = pixaCreate(static_cast<l_int32>(pages.size()));
  for (const PixPtr& page : pages) pixaAddPix(pixa, page.get(), L_CLONE);
  l_uint8* data = nullptr;
  std::size_t size = 0;
  EXPECT_EQ(pixaWriteMemMultipageTiff(&data, &size, pixa), 0);
  pixaDestroy(&pixa);
  std::string bytes(reinterpret_cast<char*>(data), size);
  lept_free(data);
  return bytes;
}

struct Loaded {
  std::vector<ScannedPage> pages;
  Diagnostics diagnostics;
};

Loaded load(const SourceFile& source) {
  Loaded loaded;
  for_each_picture(source, [&](ScannedPage page) { loaded.pages.push_back(std::move(page)); }, loaded.diagnostics);
  return loaded;
}

Loaded scan(const std::string& bytes) {
  Loaded loaded;
  PdfText pdf(bytes, "");
  for (int number = 1; number <= pdf.page_count(); ++number) loaded.pages.push_back(pdf.scan_page(number, loaded.diagnostics));
  return loaded;
}

std::vector<std::string> codes(const Diagnostics& diagnostics) {
  std::vector<std::string> out;
  for (const Diagnostic& diagnostic : diagnostics) out.push_back(diagnostic.code);
  return out;
}

Failure failure_of(const SourceFile& source) {
  try {
    load(source);
  } catch (const InputError& error) {
    return error.failure();
  }
  ADD_FAILURE() << "nothing was thrown";
  return Failure::crash;
}

ScannedPage page_of(PixPtr pixels, double dpi) {
  ScannedPage page;
  page.number = 1;
  page.dpi = dpi;
  page.width = static_cast<float>(pixGetWidth(pixels.get()) * 72 / dpi);
  page.height = static_cast<float>(pixGetHeight(pixels.get()) * 72 / dpi);
  page.pixels = std::move(pixels);
  return page;
}

// A page of print at 300 dpi, upright and straight.
PixPtr printed_page() {
  Loaded loaded = load(file("image/tiff", sample("rechnoy-17r.fax.tif")));
  return std::move(loaded.pages.at(0).pixels);
}

PixPtr turned_by(Pix* pix, double degrees) {
  return PixPtr(pixRotate(pix, static_cast<l_float32>(degrees * std::numbers::pi / 180), L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
}

// The slant of the lines that are left in a prepared page.
double skew_left(const PreparedPage& page) {
  const GrayImage gray = reduced(to_gray(*page.gray), 2);
  const std::vector<Mark> marks = find_marks(gray);
  return measure_skew(marks, chain_letters(marks, letter_size(marks), 2, 6));
}

double ink_share(Pix* binary) {
  l_float32 share = 0;
  pixForegroundFraction(binary, &share);
  return static_cast<double>(share);
}

// ---- files ----

TEST(Pictures, PagesOfATiffComeOneByOneInTheSizeOfTheirSheet) {
  const Loaded loaded = load(file("image/tiff", sample("rechnoy-17r.fax.tif")));
  ASSERT_THAT(loaded.pages, SizeIs(2));
  EXPECT_THAT(loaded.diagnostics, IsEmpty());
  EXPECT_EQ(loaded.pages[1].number, 2);
  EXPECT_EQ(pixGetDepth(loaded.pages[0].pixels.get()), 1);
  EXPECT_NEAR(loaded.pages[0].dpi, 300, 0.1);
  EXPECT_NEAR(loaded.pages[0].width, 595, 1);
  EXPECT_NEAR(loaded.pages[0].height, 842, 1);
}

TEST(Pictures, AResolutionThatGivesNoSheetIsNotBelieved) {
  PixPtr pix(pixCreate(2480, 3508, 1));
  for (const int dpi : {0, 1, 72, 5000}) {
    pixSetResolution(pix.get(), dpi, dpi);
    const Loaded loaded = load(file("image/png", encoded(pix.get(), IFF_PNG)));
    EXPECT_NEAR(loaded.pages.at(0).height, 842, 1) << dpi;
    EXPECT_NEAR(loaded.pages.at(0).dpi, 300, 1) << dpi;
  }
  pixSetResolution(pix.get(), 212, 212);
  EXPECT_NEAR(load(file("image/png", encoded(pix.get(), IFF_PNG))).pages.at(0).dpi, 212, 1);
}

TEST(Pictures, FaxesWithTwoResolutionsAreSquared) {
  PixPtr pix(pixCreate(1728, 1100, 1));
  pixSetResolution(pix.get(), 204, 98);
  std::vector<PixPtr> pages;
  pages.push_back(std::move(pix));
  const Loaded loaded = load(file("image/tiff", encoded_tiff(pages)));
  ASSERT_NE(loaded.pages.at(0).pixels, nullptr);
  EXPECT_NEAR(pixGetHeight(loaded.pages[0].pixels.get()), 1100 * 204 / 98, 3);
  EXPECT_NEAR(loaded.pages[0].dpi, 204, 2);
}

TEST(Pictures, ACutOffJpegIsReported) {
  const std::string whole = sample("severnolesnoy-203.phone.jpg");
  for (const std::size_t part : {3U, 2U}) {
    const Loaded loaded = load(file("image/jpeg", whole.substr(0, whole.size() / part)));
    ASSERT_THAT(loaded.pages, SizeIs(1));
    EXPECT_EQ(loaded.pages[0].pixels, nullptr);
    EXPECT_THAT(codes(loaded.diagnostics), ElementsAre("page_unreadable"));
    EXPECT_EQ(loaded.diagnostics[0].severity, Severity::error);
    EXPECT_GT(loaded.pages[0].height, 100);
  }
  // Only the end mark is missing.
  EXPECT_NE(load(file("image/jpeg", whole.substr(0, whole.size() - 2))).pages.at(0).pixels, nullptr);
  EXPECT_EQ(failure_of(file("image/jpeg", whole.substr(0, 30))), Failure::damaged);
}

TEST(Pictures, ADamagedPageOfATiffDoesNotHideTheOthers) {
  std::vector<PixPtr> pages;
  for (int i = 0; i < 3; ++i) {
    PixPtr page(pixCreate(400, 500, 8));
    for (int y = 0; y < 500; ++y)
      for (int x = 0; x < 400; ++x) pixSetPixel(page.get(), x, y, static_cast<l_uint32>((x * 7 + y * 13 + i) % 256));
    pages.push_back(std::move(page));
  }
  std::string bytes = encoded_tiff(pages);
  const std::vector<TiffDirectory> directories = read_tiff_directories(bytes).pages;
  ASSERT_THAT(directories, SizeIs(3));
  EXPECT_EQ(directories[1].width, 400U);
  // The width of the second page (tag 256) is no longer that of its data.
  std::string tag("\0\1", 2);
  if (bytes[0] == 'I') std::swap(tag[0], tag[1]);
  const std::size_t entry = bytes.find(bytes[0] == 'I' ? std::string("\0\1", 2) : std::string("\1\0", 2), directories[1].offset + 2);
  ASSERT_LT(entry, directories[1].offset + 40);
  bytes[entry + 8] = bytes[entry + 9] = '\x7F';
  const Loaded loaded = load(file("image/tiff", bytes));
  ASSERT_THAT(loaded.pages, SizeIs(3));
  EXPECT_NE(loaded.pages[0].pixels, nullptr);
  EXPECT_EQ(loaded.pages[1].pixels, nullptr);
  EXPECT_NE(loaded.pages[2].pixels, nullptr);
  ASSERT_THAT(codes(loaded.diagnostics), ElementsAre("page_unreadable"));
  EXPECT_EQ(loaded.diagnostics[0].page, 2);
}

TEST(Pictures, ATiffWithoutItsDirectoryIsTruncated) {
  EXPECT_EQ(failure_of(file("image/tiff", sample("rechnoy-17r.fax.tif").substr(0, 8))), Failure::truncated);
  EXPECT_EQ(failure_of(file("image/tiff", std::string("II*\0\xF0\xFF\xFF\x7F", 8))), Failure::truncated);
}

TEST(Pictures, ATiffCutOffBetweenItsPagesGivesTheFirst) {
  const std::string whole = sample("rechnoy-17r.fax.tif");
  const std::vector<TiffDirectory> directories = read_tiff_directories(whole).pages;
  ASSERT_THAT(directories, SizeIs(2));
  const Loaded loaded = load(file("image/tiff", whole.substr(0, directories[1].offset)));
  ASSERT_THAT(loaded.pages, SizeIs(2));
  EXPECT_NE(loaded.pages[0].pixels, nullptr);
  EXPECT_EQ(loaded.pages[1].pixels, nullptr);
  EXPECT_THAT(codes(loaded.diagnostics), ElementsAre("page_unreadable"));
}

TEST(Pictures, FiveHundredPagesAreAllVisited) {
  std::vector<PixPtr> pages;
  for (int i = 0; i < 500; ++i) pages.emplace_back(pixCreate(64, 90, 1));
  const std::string bytes = encoded_tiff(pages);
  int visited = 0;
  Diagnostics diagnostics;
  for_each_picture(
      file("image/tiff", bytes),
      [&](ScannedPage page) {
        EXPECT_EQ(page.number, ++visited);
        EXPECT_NE(page.pixels, nullptr);
      },
      diagnostics);
  EXPECT_EQ(visited, 500);
}

TEST(Pictures, SizesOfNoPageAreReported) {
  for (const auto& [width, height] : {std::pair(1, 1), std::pair(30'000, 60), std::pair(60, 30'000), std::pair(30'000, 4'000), std::pair(600, 20)}) {
    PixPtr pix(pixCreate(width, height, 1));
    const Loaded loaded = load(file("image/png", encoded(pix.get(), IFF_PNG)));
    ASSERT_THAT(loaded.pages, SizeIs(1)) << width;
    EXPECT_EQ(loaded.pages[0].pixels, nullptr) << width;
    EXPECT_THAT(codes(loaded.diagnostics), ElementsAre("page_unreadable")) << width;
  }
}

TEST(Pictures, ADeclaredSizeIsCheckedBeforeDecoding) {
  PixPtr pix(pixCreate(64, 64, 8));
  std::string png = encoded(pix.get(), IFF_PNG);
  // IHDR: width and height at 16 and 20.
  png.replace(16, 8, std::string("\0\0\x40\0\0\0\x40\0", 8));
  const Loaded loaded = load(file("image/png", png));
  EXPECT_THAT(codes(loaded.diagnostics), ElementsAre("page_unreadable"));
  png.replace(16, 8, std::string(8, '\0'));
  EXPECT_EQ(failure_of(file("image/png", png)), Failure::damaged);
}

TEST(Pictures, SixteenBitsFourInksAndTransparencyAreRead) {
  PixPtr deep(pixCreate(200, 280, 16));
  for (int x = 0; x < 100; ++x)
    for (int y = 0; y < 280; ++y) pixSetPixel(deep.get(), x, y, 0xFFFF);
  const Loaded sixteen = load(file("image/png", encoded(deep.get(), IFF_PNG)));
  ASSERT_NE(sixteen.pages.at(0).pixels, nullptr);
  const GrayImage gray = to_gray(*sixteen.pages[0].pixels);
  EXPECT_GT(gray.at(50, 100), 250);
  EXPECT_LT(gray.at(150, 100), 5);

  const Loaded inks = load(file("image/jpeg", sample("severnolesnoy-203.press.jpg")));
  ASSERT_NE(inks.pages.at(0).pixels, nullptr);
  const GrayImage page = to_gray(*inks.pages[0].pixels);
  EXPECT_GT(page.at(5, 5), 240) << "the paper of a CMYK picture is white";

  PixPtr clear(pixCreate(100, 140, 32));
  pixSetSpp(clear.get(), 4);
  pixSetPixel(clear.get(), 50, 50, 0x000000FF);
  const Loaded transparent = load(file("image/png", encoded(clear.get(), IFF_PNG)));
  const GrayImage seen = to_gray(*transparent.pages.at(0).pixels);
  EXPECT_EQ(seen.at(10, 10), 255);
  EXPECT_LT(seen.at(50, 50), 30);
}

TEST(Pictures, OtherFormatsAreRefused) {
  EXPECT_EQ(failure_of(file("image/jp2", "x")), Failure::unsupported);
  EXPECT_EQ(failure_of(file("image/webp", "x")), Failure::unsupported);
}

TEST(TiffDirectories, BothByteOrdersAndLoops) {
  const std::string little("II*\0\x08\0\0\0" "\x02\0" "\0\x01\x03\0\x01\0\0\0\x40\x01\0\0" "\x01\x01\x04\0\x01\0\0\0\xF0\0\0\0" "\x08\0\0\0", 38);
  const auto one = read_tiff_directories(little).pages;
  ASSERT_THAT(one, SizeIs(1)) << "a directory that follows itself is one page";
  EXPECT_EQ(one[0].width, 320U);
  EXPECT_EQ(one[0].height, 240U);
  const std::string big("MM\0*\0\0\0\x08" "\0\x01" "\x01\0\0\x03\0\0\0\x01\x01\x40\0\0" "\0\0\0\0", 26);
  const auto other = read_tiff_directories(big).pages;
  ASSERT_THAT(other, SizeIs(1));
  EXPECT_EQ(other[0].width, 320U);
  for (std::size_t length = 0; length < little.size(); ++length) EXPECT_THAT(read_tiff_directories(little.substr(0, length)).pages, IsEmpty());
}

// ---- pictures in PDF ----

// 80 x 120 pixels, 8 bits: white with a black square of 20 in the corner of the first row and a gray one of 20 to its right end.
std::string corner_pixels() {
  std::string pixels(80 * 120, '\xFF');
  for (std::size_t y = 0; y < 20; ++y)
    for (std::size_t x = 0; x < 20; ++x) {
      pixels[y * 80 + x] = '\0';
      pixels[y * 80 + 60 + x] = '\x80';
    }
  return pixels;
}

constexpr const char* kGray = "/Type /XObject /Subtype /Image /Width 80 /Height 120 /ColorSpace /DeviceGray /BitsPerComponent 8";

Loaded scan_picture(const std::string& dictionary, const std::string& data, const std::string& content, const std::string& extra = "",
                    const std::string& box = "0 0 40 60") {
  TinyPdf pdf;
  const int object = pdf.object(TinyPdf::stream(dictionary, data));
  pdf.x_objects("/X " + std::to_string(object) + " 0 R");
  pdf.page(TinyPage{content, box, extra});
  return scan(pdf.bytes());
}

// Where the black and the gray square are: corners of the picture clockwise from its top left, as «b», «g» or «.».
std::string corners(const ScannedPage& page) {
  if (page.pixels == nullptr) return "null";
  const GrayImage gray = to_gray(*page.pixels);
  const int w = gray.width, h = gray.height;
  std::string seen;
  for (const auto& [x, y] : {std::pair(w / 8, h / 12), std::pair(w - w / 8, h / 12), std::pair(w - w / 8, h - h / 12), std::pair(w / 8, h - h / 12)}) {
    const int value = gray.at(x, y);
    seen += value < 50 ? 'b' : value < 200 ? 'g' : '.';
  }
  return seen;
}

TEST(ScanPage, StoredPixelsAreTakenAsTheyLieOnThePage) {
  const std::string data = corner_pixels();
  const Loaded plain = scan_picture(kGray, data, "40 0 0 60 0 0 cm /X Do");
  ASSERT_NE(plain.pages[0].pixels, nullptr);
  EXPECT_EQ(pixGetWidth(plain.pages[0].pixels.get()), 80);
  EXPECT_EQ(pixGetHeight(plain.pages[0].pixels.get()), 120);
  EXPECT_NEAR(plain.pages[0].dpi, 144, 0.1);
  EXPECT_EQ(corners(plain.pages[0]), "bg..");
  EXPECT_EQ(corners(scan_picture(kGray, data, "-40 0 0 60 40 0 cm /X Do").pages[0]), "gb..") << "mirrored";
  EXPECT_EQ(corners(scan_picture(kGray, data, "40 0 0 -60 0 60 cm /X Do").pages[0]), "..gb") << "upside down and mirrored";
  EXPECT_EQ(corners(scan_picture(kGray, data, "-40 0 0 -60 40 60 cm /X Do").pages[0]), "..bg") << "turned by 180";
  EXPECT_EQ(corners(scan_picture(kGray, data, "40 0 0 60 0 0 cm /X Do", "/Rotate 90").pages[0]), ".bg.");
  EXPECT_EQ(corners(scan_picture(kGray, data, "40 0 0 60 0 0 cm /X Do", "/Rotate 270").pages[0]), "g..b");
  const Loaded sideways = scan_picture(kGray, data, "0 40 -60 0 60 0 cm /X Do", "", "0 0 60 40");
  EXPECT_EQ(corners(sideways.pages[0]), "g..b") << "turned by 90 counter-clockwise";
  EXPECT_EQ(pixGetWidth(sideways.pages[0].pixels.get()), 120);
  EXPECT_EQ(corners(scan_picture(kGray, data, "0 -40 60 0 0 40 cm /X Do", "", "0 0 60 40").pages[0]), ".bg.");
  EXPECT_EQ(corners(scan_picture(kGray, data, "0 40 60 0 0 0 cm /X Do", "", "0 0 60 40").pages[0]), ".gb.") << "transposed";
}

TEST(ScanPage, EveryKindOfSample) {
  const std::string place = "40 0 0 60 0 0 cm /X Do";
  const auto image = [](const std::string& more) { return "/Type /XObject /Subtype /Image /Width 80 /Height 120 " + more; };
  const std::string gray = corner_pixels();
  std::string sixteen, rgb, cmyk, nibbles, indices, inverted;
  for (std::size_t i = 0; i < gray.size(); ++i) {
    const char c = gray[i];
    sixteen += {c, '\x11'};
    rgb += std::string(3, c);
    cmyk += std::string(3, '\0') + static_cast<char>(~c);
    inverted += static_cast<char>(~c);
    indices += c == '\0' ? '\0' : c == '\xFF' ? '\2' : '\1';
    if (i % 2 == 0) nibbles += static_cast<char>((c & 0xF0) | ((gray[i + 1] >> 4) & 0x0F));
  }
  EXPECT_EQ(corners(scan_picture(image("/ColorSpace /DeviceGray /BitsPerComponent 16"), sixteen, place).pages[0]), "bg..");
  EXPECT_EQ(corners(scan_picture(image("/ColorSpace /DeviceGray /BitsPerComponent 4"), nibbles, place).pages[0]), "bg..");
  EXPECT_EQ(corners(scan_picture(image("/ColorSpace /DeviceRGB /BitsPerComponent 8"), rgb, place).pages[0]), "bg..");
  EXPECT_EQ(corners(scan_picture(image("/ColorSpace /DeviceCMYK /BitsPerComponent 8"), cmyk, place).pages[0]), "bg..");
  EXPECT_EQ(corners(scan_picture(image("/ColorSpace /DeviceGray /BitsPerComponent 8 /Decode [1 0]"), inverted, place).pages[0]), "bg..");
  EXPECT_EQ(corners(scan_picture(image("/ColorSpace [/Indexed /DeviceRGB 2 <000000 808080 FFFFFF>] /BitsPerComponent 8"), indices, place).pages[0]), "bg..");
}

TEST(ScanPage, OneBitPicturesStayOneBit) {
  std::string rows;
  for (int y = 0; y < 120; ++y) rows += y < 20 ? std::string("\0\0\x0F\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 10) : std::string(10, '\xFF');
  std::string mask = rows;
  const auto dictionary = [](const std::string& more) { return "/Type /XObject /Subtype /Image /Width 80 /Height 120 /BitsPerComponent 1 " + more; };
  const std::string place = "40 0 0 60 0 0 cm /X Do";
  for (const std::string more : {"/ColorSpace /DeviceGray", "/ColorSpace [/Indexed /DeviceGray 1 <00FF>]", "/ImageMask true"}) {
    const Loaded loaded = scan_picture(dictionary(more), rows, place);
    ASSERT_EQ(corners(loaded.pages[0]), "b...") << more;
    EXPECT_EQ(pixGetDepth(loaded.pages[0].pixels.get()), 1) << more;
  }
  for (char& c : mask) c = static_cast<char>(~c);
  EXPECT_EQ(corners(scan_picture(dictionary("/ColorSpace /DeviceGray /Decode [1 0]"), mask, place).pages[0]), "b...");
  EXPECT_EQ(corners(scan_picture(dictionary("/ImageMask true /Decode [1 0]"), mask, place).pages[0]), "b...");
  EXPECT_EQ(corners(scan_picture(dictionary("/ColorSpace [/Indexed /DeviceGray 1 <FF00>]"), mask, place).pages[0]), "b...");
}

TEST(ScanPage, StripsMakeOnePicture) {
  const std::string pixels = corner_pixels();
  TinyPdf pdf;
  std::string names, content;
  for (std::size_t strip = 0; strip < 4; ++strip) {
    const int object = pdf.object(TinyPdf::stream("/Type /XObject /Subtype /Image /Width 80 /Height 30 /ColorSpace /DeviceGray /BitsPerComponent 8",
                                                  pixels.substr(strip * 80 * 30, 80 * 30)));
    names += "/S" + std::to_string(strip) + " " + std::to_string(object) + " 0 R ";
    content += "q 40 0 0 15 0 " + std::to_string(45 - 15 * strip) + " cm /S" + std::to_string(strip) + " Do Q\n";
  }
  pdf.x_objects(names).page(TinyPage{content, "0 0 40 60", ""});
  const Loaded loaded = scan(pdf.bytes());
  EXPECT_EQ(corners(loaded.pages[0]), "bg..");
  EXPECT_EQ(pixGetHeight(loaded.pages[0].pixels.get()), 120);
}

TEST(ScanPage, WhatElseIsPaintedIsSeen) {
  // A visible word, a rule, a second picture over the first: the page is painted at 300 dpi.
  const std::string data = corner_pixels();
  for (const std::string more : {"BT /F1 12 Tf 10 30 Td (A) Tj ET", "0 0 0 RG 5 30 m 35 30 l S", "q 10 0 0 10 20 20 cm /X Do Q"}) {
    const Loaded loaded = scan_picture(kGray, data, "q 40 0 0 60 0 0 cm /X Do Q " + more);
    ASSERT_NE(loaded.pages[0].pixels, nullptr);
    EXPECT_NEAR(pixGetWidth(loaded.pages[0].pixels.get()), 40 * 300 / 72, 1) << more;
    EXPECT_EQ(corners(loaded.pages[0]), "bg..") << more;
  }
  // Text of an earlier recognition is not.
  const Loaded hidden = scan_picture(kGray, data, "q 40 0 0 60 0 0 cm /X Do Q BT 3 Tr /F1 12 Tf 10 30 Td (A) Tj ET");
  EXPECT_EQ(pixGetWidth(hidden.pages[0].pixels.get()), 80);
}

TEST(ScanPage, APictureBesideEmptyPaperKeepsItsPlace) {
  const Loaded loaded = scan_picture(kGray, corner_pixels(), "40 0 0 60 5 10 cm /X Do", "", "0 0 50 80");
  ASSERT_NE(loaded.pages[0].pixels, nullptr);
  EXPECT_EQ(pixGetWidth(loaded.pages[0].pixels.get()), 100);
  EXPECT_EQ(pixGetHeight(loaded.pages[0].pixels.get()), 160);
  const GrayImage gray = to_gray(*loaded.pages[0].pixels);
  EXPECT_EQ(gray.at(2, 2), 255);
  EXPECT_EQ(gray.at(15, 25), 0);
  // A small picture on an empty page is no scan.
  EXPECT_NEAR(pixGetWidth(scan_picture(kGray, corner_pixels(), "40 0 0 60 5 10 cm /X Do", "", "0 0 200 200").pages[0].pixels.get()), 833, 2);
}

TEST(ScanPage, DamagedPicturesAreReportedPageByPage) {
  const Loaded cut = scan_picture(kGray, corner_pixels().substr(0, 3000), "40 0 0 60 0 0 cm /X Do");
  EXPECT_EQ(cut.pages[0].pixels, nullptr);
  EXPECT_THAT(codes(cut.diagnostics), ElementsAre("page_unreadable"));
  const std::string jpeg = sample("severnolesnoy-203.phone.jpg");
  const Loaded half = scan_picture("/Type /XObject /Subtype /Image /Width 2017 /Height 2760 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
                                   jpeg.substr(0, jpeg.size() / 2), "595 0 0 842 0 0 cm /X Do", "", "0 0 595 842");
  EXPECT_EQ(half.pages[0].pixels, nullptr);
  EXPECT_THAT(codes(half.diagnostics), ElementsAre("page_unreadable"));
}

TEST(ScanPage, HugeSheetsAreLimitedBeforePainting) {
  const Loaded loaded = scan(TinyPdf().page(TinyPage{text_at(100, 700, "план"), "0 0 14000 14000", ""}).bytes());
  ASSERT_NE(loaded.pages[0].pixels, nullptr);
  EXPECT_THAT(codes(loaded.diagnostics), ElementsAre("resolution_reduced"));
  EXPECT_LE(static_cast<double>(pixGetWidth(loaded.pages[0].pixels.get())) * pixGetHeight(loaded.pages[0].pixels.get()), 100e6);
  EXPECT_NEAR(loaded.pages[0].dpi, pixGetWidth(loaded.pages[0].pixels.get()) * 72 / 14000.0, 0.1);
}

TEST(ScanPage, SixHundredDpiIsHalved) {
  const Loaded loaded = scan_picture(kGray, corner_pixels(), "9.6 0 0 14.4 0 0 cm /X Do", "", "0 0 9.6 14.4");
  ASSERT_NE(loaded.pages[0].pixels, nullptr);
  EXPECT_EQ(pixGetWidth(loaded.pages[0].pixels.get()), 40);
  EXPECT_NEAR(loaded.pages[0].dpi, 300, 0.1);
  EXPECT_EQ(corners(loaded.pages[0]), "bg..");
}

TEST(ScanPage, Group4FromASample) {
  const Loaded loaded = scan(sample("klyuchevoy-311.turned.pdf"));
  ASSERT_THAT(loaded.pages, SizeIs(4));
  EXPECT_THAT(loaded.diagnostics, IsEmpty());
  for (const ScannedPage& page : loaded.pages) {
    ASSERT_NE(page.pixels, nullptr);
    EXPECT_EQ(pixGetDepth(page.pixels.get()), 1);
    EXPECT_EQ(pixGetWidth(page.pixels.get()), 2481);
    EXPECT_LT(ink_share(page.pixels.get()), 0.2) << "black is ink";
  }
}

// The T.6 (Group 4) code of a bilevel picture: the one strip of a TIFF.
std::string group4_code(Pix* pix) {
  const std::string tiff = encoded(pix, IFF_TIFF_G4);
  const auto number = [&](std::size_t at, std::size_t length) {
    std::size_t value = 0;
    for (std::size_t i = 0; i < length; ++i)
      value = value << 8U | static_cast<unsigned char>(tiff.at(tiff[0] == 'I' ? at + length - 1 - i : at + i));
    return value;
  };
  std::size_t start = 0, length = 0;
  const std::size_t directory = number(4, 4);
  for (std::size_t i = 0; i < number(directory, 2); ++i) {
    const std::size_t entry = directory + 2 + 12 * i, size = number(entry + 2, 2) == 3 ? 2 : 4;
    if (number(entry, 2) == 273) start = number(entry + 8, size);
    if (number(entry, 2) == 279) length = number(entry + 8, size);
  }
  return tiff.substr(start, length);
}

std::string big_endian(std::size_t value, std::size_t length = 4) {
  std::string out;
  for (std::size_t i = length; i-- > 0;) out += static_cast<char>(value >> 8 * i & 0xFFU);
  return out;
}

// One segment of ITU-T T.88 for page 1.
std::string jbig2_segment(std::size_t number, char type, const std::string& data) {
  return big_endian(number) + type + '\0' + '\1' + big_endian(data.size()) + data;
}

// A JBIG2 stream as PDF embeds it: the page and one generic region, whose code may be that of Group 4.
std::string jbig2(Pix* pix) {
  const std::string size = big_endian(static_cast<std::size_t>(pixGetWidth(pix))) +
                           big_endian(static_cast<std::size_t>(pixGetHeight(pix)));
  const std::string resolution(8, '\0'), flags_and_stripes(3, '\0'), place(8, '\0');
  const char combined_by_or = '\0', coded_as_group4 = '\1';
  return jbig2_segment(0, 48, size + resolution + flags_and_stripes) +
         jbig2_segment(1, 38, size + place + combined_by_or + coded_as_group4 + group4_code(pix));
}

PixPtr corner_picture() {
  PixPtr pix(pixCreate(80, 120, 1));
  for (int y = 0; y < 20; ++y)
    for (int x = 0; x < 20; ++x) pixSetPixel(pix.get(), x, y, 1);
  return pix;
}

TEST(ScanPage, Jbig2) {
  const std::string one_bit = "/Type /XObject /Subtype /Image /Width 80 /Height 120 /ColorSpace /DeviceGray /BitsPerComponent 1 ";
  const std::string place = "40 0 0 60 0 0 cm /X Do";
  const PixPtr picture = corner_picture();
  const std::string code = jbig2(picture.get());
  const Loaded loaded = scan_picture(one_bit + "/Filter /JBIG2Decode", code, place);
  ASSERT_EQ(corners(loaded.pages[0]), "b...");
  EXPECT_EQ(pixGetDepth(loaded.pages[0].pixels.get()), 1);
  EXPECT_THAT(loaded.diagnostics, IsEmpty());
  EXPECT_EQ(corners(scan_picture(one_bit + "/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 80 /Rows 120 /BlackIs1 false >>",
                                 group4_code(picture.get()), place).pages[0]), "b...");
}

TEST(ScanPage, AnyCutOfJbig2EndsOrderly) {
  const std::string one_bit = "/Type /XObject /Subtype /Image /Width 80 /Height 120 /ColorSpace /DeviceGray /BitsPerComponent 1 ";
  const std::string code = jbig2(corner_picture().get());
  for (std::size_t length = 0; length < code.size(); length += 5) {
    const Loaded cut = scan_picture(one_bit + "/Filter /JBIG2Decode", code.substr(0, length), "40 0 0 60 0 0 cm /X Do");
    ASSERT_THAT(cut.pages, SizeIs(1)) << length;
    EXPECT_EQ(cut.pages[0].pixels == nullptr, !cut.diagnostics.empty()) << length;
  }
}

TEST(ScanPage, Jpeg2000) {
  PixPtr pix(pixCreate(80, 120, 8));
  pixSetAll(pix.get());
  for (int y = 0; y < 20; ++y)
    for (int x = 0; x < 20; ++x) {
      pixSetPixel(pix.get(), x, y, 0);
      pixSetPixel(pix.get(), 60 + x, y, 128);
    }
  l_uint8* data = nullptr;
  std::size_t size = 0;
  ASSERT_EQ(pixWriteMemJp2k(&data, &size, pix.get(), 45, 3, 0, 0), 0);
  const std::string code(reinterpret_cast<char*>(data), size);
  lept_free(data);
  const Loaded whole = scan_picture(std::string(kGray) + " /Filter /JPXDecode", code, "40 0 0 60 0 0 cm /X Do");
  EXPECT_EQ(corners(whole.pages[0]), "bg..");
  EXPECT_THAT(whole.diagnostics, IsEmpty());
  for (const std::size_t length : {std::size_t{0}, std::size_t{60}, size / 2}) {
    const Loaded cut = scan_picture(std::string(kGray) + " /Filter /JPXDecode", code.substr(0, length), "40 0 0 60 0 0 cm /X Do");
    ASSERT_THAT(cut.pages, SizeIs(1));
    EXPECT_EQ(cut.pages[0].pixels == nullptr, !cut.diagnostics.empty()) << length;
  }
}

TEST(ScanPage, VeryWidePicturesAreBoundedByTheSheet) {
  const std::string row(30'000 / 8, '\xFF');
  std::string rows;
  for (int y = 0; y < 40; ++y) rows += row;
  const Loaded loaded = scan_picture("/Type /XObject /Subtype /Image /Width 30000 /Height 40 /ColorSpace /DeviceGray /BitsPerComponent 1",
                                     rows, "595 0 0 842 0 0 cm /X Do", "", "0 0 595 842");
  ASSERT_NE(loaded.pages[0].pixels, nullptr);
  EXPECT_NEAR(pixGetWidth(loaded.pages[0].pixels.get()), 2480, 2);
  EXPECT_NEAR(pixGetHeight(loaded.pages[0].pixels.get()), 3508, 2);
}

// ---- preparing ----

TEST(PreparePage, EveryWayUp) {
  const PixPtr page = printed_page();
  for (int quarters = 0; quarters < 4; ++quarters) {
    PixPtr turned(pixRotateOrth(page.get(), quarters));
    const PreparedPage prepared = prepare_page(page_of(std::move(turned), 300));
    EXPECT_EQ(prepared.rotation_deg, (360 - quarters * 90) % 360) << quarters;
    EXPECT_NEAR(prepared.width, 595, 1);
    EXPECT_NEAR(prepared.height, 842, 1);
    EXPECT_FALSE(prepared.mostly_picture);
  }
}

TEST(PreparePage, LandscapePagesOnTheirSide) {
  std::vector<int> turns;
  for (const ScannedPage& page : scan(sample("klyuchevoy-311.turned.pdf")).pages) {
    const PreparedPage prepared = prepare_page(page);
    turns.push_back(prepared.rotation_deg);
    EXPECT_NEAR(std::abs(prepared.skew_deg), 0.7, 0.1);
  }
  EXPECT_THAT(std::vector<int>(turns.begin() + 1, turns.end()), ElementsAre(90, 270, 90));
}

TEST(PreparePage, SkewUpToFifteenDegreesIsMeasuredAndTakenOut) {
  const PixPtr page = printed_page();
  const float own = prepare_page(page_of(printed_page(), 300)).skew_deg;
  const PixPtr gray(pixConvertTo8(page.get(), 0));
  for (const double angle : {-15.0, -9.0, -3.0, -0.7, 0.4, 1.6, 5.0, 12.0}) {
    const PreparedPage prepared = prepare_page(page_of(turned_by(gray.get(), angle), 300));
    EXPECT_NEAR(prepared.skew_deg, own + static_cast<float>(angle), 0.1) << angle;
    EXPECT_EQ(prepared.rotation_deg, 0) << angle;
    EXPECT_NEAR(skew_left(prepared), 0, 0.08) << angle;
  }
}

TEST(PreparePage, ThePageOfAPhotographIsLaidFlat) {
  for (const std::string name : {"severnolesnoy-203.phone.jpg", "luzhsky-plan.phone.jpg"}) {
    const Loaded loaded = load(file("image/jpeg", sample(name)));
    const PreparedPage prepared = prepare_page(loaded.pages.at(0));
    EXPECT_FALSE(prepared.mostly_picture) << name;
    EXPECT_NEAR(skew_left(prepared), 0, 0.15) << name;
    const GrayImage gray = reduced(to_gray(*prepared.gray), 2);
    const std::vector<Mark> marks = find_marks(gray);
    const float letter = letter_size(marks);
    const std::vector<MarkChain> lines = chain_letters(marks, letter, 2, 6);
    const PageLie lie = measure_lie(gray, marks, lines, letter);
    EXPECT_EQ(lie.keystone_y, 0) << name;
    // The desk around the sheet is gone.
    EXPECT_LT(ink_share(prepared.binary.get()), 0.08) << name;
    EXPECT_GT(gray.at(3, 3), 200) << name;
  }
}

TEST(PreparePage, FaintPrintIsMadeDarkAndTheBackOfTheSheetLight) {
  for (const ScannedPage& page : scan(sample("stepnoy-spravka.pale.pdf")).pages) {
    const PreparedPage prepared = prepare_page(page);
    EXPECT_FALSE(prepared.mostly_picture);
    const std::vector<Mark> marks = find_marks(to_gray(*prepared.gray));
    const float letter = letter_size(marks);
    EXPECT_NEAR(letter, 26, 8);
    const std::vector<MarkChain> lines = chain_letters(marks, letter, 2, 6);
    EXPECT_GT(lines.size(), 5U);
    // The lid of the scanner stood along the left and the lower edge.
    const GrayImage gray = to_gray(*prepared.gray);
    EXPECT_GT(gray.at(5, gray.height / 2), 200);
    EXPECT_GT(gray.at(gray.width / 2, gray.height - 5), 200);
  }
}

TEST(PreparePage, ResolutionsAreBroughtToWhatSuitsRecognition) {
  const PixPtr page = printed_page();
  for (const double dpi : {100.0, 150.0, 200.0, 300.0, 600.0}) {
    const PixPtr gray(pixConvertTo8(page.get(), 0));
    PixPtr scaled(pixScale(gray.get(), static_cast<l_float32>(dpi / 300), static_cast<l_float32>(dpi / 300)));
    const PreparedPage prepared = prepare_page(page_of(std::move(scaled), dpi));
    EXPECT_NEAR(prepared.dpi, 300, 3) << dpi;
    EXPECT_NEAR(pixGetWidth(prepared.gray.get()), 2481, 30) << dpi;
    EXPECT_EQ(pixGetWidth(prepared.gray.get()), pixGetWidth(prepared.binary.get()));
    EXPECT_EQ(pixGetDepth(prepared.gray.get()), 8);
    EXPECT_EQ(pixGetDepth(prepared.binary.get()), 1);
  }
  // The sheet is said to be a metre high: the size of the letters is believed.
  const PreparedPage poster = prepare_page(page_of(printed_page(), 90));
  EXPECT_NEAR(pixGetWidth(poster.gray.get()), 2481, 700);
}

TEST(PreparePage, PagesWithoutTextSayWhatTheyAre) {
  PixPtr black(pixCreate(1654, 2339, 8));
  EXPECT_TRUE(prepare_page(page_of(std::move(black), 200)).mostly_picture);
  PixPtr photograph(pixCreate(1654, 2339, 8));
  for (int y = 0; y < 2339; ++y)
    for (int x = 0; x < 1654; ++x)
      pixSetPixel(photograph.get(), x, y, static_cast<l_uint32>(128 + 90 * std::sin(x / 90.0) * std::cos(y / 130.0)));
  EXPECT_TRUE(prepare_page(page_of(std::move(photograph), 200)).mostly_picture);
  PixPtr blank(pixCreate(1654, 2339, 8));
  pixSetAll(blank.get());
  const PreparedPage empty = prepare_page(page_of(std::move(blank), 200));
  EXPECT_FALSE(empty.mostly_picture);
  EXPECT_EQ(ink_share(empty.binary.get()), 0);
  ScannedPage unreadable;
  unreadable.width = 595;
  EXPECT_EQ(prepare_page(unreadable).gray, nullptr);
  EXPECT_EQ(prepare_page(unreadable).width, 595);
}

TEST(PreparePage, TinyAndNarrowPicturesDoNoHarm) {
  for (const auto& [width, height] : {std::pair(2, 2), std::pair(48, 48), std::pair(3000, 48), std::pair(48, 3000), std::pair(65, 70)}) {
    for (const int depth : {1, 8, 32}) {
      PixPtr pix(pixCreate(width, height, depth));
      const PreparedPage prepared = prepare_page(page_of(std::move(pix), 300));
      EXPECT_NE(prepared.gray, nullptr);
    }
  }
}

// Says how well lines read as they are, and turned.
class FixedRecognizer : public TextRecognizer {
 public:
  FixedRecognizer(float as_is, float over) : confidences_{as_is, over} {}
  std::vector<RecognizedWord> read(const std::shared_ptr<const ShownPage>& page, const Region& region,
                                   const Reading&) override {
    EXPECT_LE(region.box_px.right * page->scale, static_cast<float>(pixGetWidth(page->pixels.get()) + 1));
    EXPECT_LE(region.box_px.bottom * page->scale, static_cast<float>(pixGetHeight(page->pixels.get()) + 1));
    EXPECT_GT(region.box_px.height(), 20);
    // A second reading of the same lines shows them in another size.
    if (page != last_) {
      if (last_ == nullptr) scale_ = page->scale;
      if (page->scale == scale_) ++pages;
      last_ = page;
    }
    RecognizedWord word;
    word.text = "приказ";
    word.box_px = region.box_px;
    word.confidence = confidences_[(pages - 1) % 2];
    return {word};
  }
  std::size_t pages = 0;

 private:
  float confidences_[2];
  float scale_ = 0;
  std::shared_ptr<const ShownPage> last_;
};

int rotation_judged(const ScannedPage& scanned, TextRecognizer& judge) {
  SingleReader reader(judge);
  return prepare_page(scanned, &reader).rotation_deg;
}

TEST(PreparePage, DoubtIsSettledByReading) {
  // Lines of equal blocks: neither dots nor ragged ends tell which way up they are.
  PixPtr blocks(pixCreate(1240, 1754, 8));
  pixSetAll(blocks.get());
  for (int line = 0; line < 24; ++line)
    for (int letter = 0; letter < 60; ++letter)
      for (int y = 0; y < 13; ++y)
        for (int x = 0; x < 11; ++x) pixSetPixel(blocks.get(), 140 + letter * 16 + x, 200 + line * 50 + y, 0);
  const ScannedPage doubtful = page_of(std::move(blocks), 150);
  FixedRecognizer upright(0.9F, 0.3F), over(0.3F, 0.9F), neither(0.5F, 0.52F);
  EXPECT_EQ(rotation_judged(doubtful, upright), 0);
  EXPECT_EQ(upright.pages, 2U);
  EXPECT_EQ(rotation_judged(doubtful, over), 180);
  EXPECT_EQ(rotation_judged(doubtful, neither), 0);
  // Where the letters tell, nothing is read.
  FixedRecognizer unasked(0.3F, 0.9F);
  EXPECT_EQ(rotation_judged(page_of(printed_page(), 300), unasked), 0);
  EXPECT_EQ(unasked.pages, 0U);
}

TEST(PreparePage, TheSamePictureGivesTheSamePage) {
  const Loaded first = load(file("image/jpeg", sample("luzhsky-plan.phone.jpg")));
  const PreparedPage a = prepare_page(first.pages[0]), b = prepare_page(first.pages[0]);
  l_int32 same = 0;
  pixEqual(a.gray.get(), b.gray.get(), &same);
  EXPECT_EQ(same, 1);
}

// The page as a sensor with much grain gives it; the same grain each time.
PixPtr grainy(const PixPtr& page, int strength) {
  PixPtr gray(pixScaleToGray(page.get(), 2.0F / 3));
  std::uint32_t state = 1;
  for (int y = 0; y < pixGetHeight(gray.get()); ++y) {
    l_uint32* line = pixGetData(gray.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(gray.get());
    for (int x = 0; x < pixGetWidth(gray.get()); ++x) {
      int grain = 0;
      for (int i = 0; i < 3; ++i) {
        state = state * 1664525U + 1013904223U;
        grain += static_cast<int>(state >> 24U) - 128;
      }
      const int value = std::clamp(static_cast<int>(GET_DATA_BYTE(line, x)) + grain * strength / 100, 0, 255);
      SET_DATA_BYTE(line, x, static_cast<l_uint8>(value));
    }
  }
  return gray;
}

TEST(PreparePage, GrainIsNotTakenForPrint) {
  const PixPtr print = printed_page();
  const auto marks_of = [](const PreparedPage& page) { return find_marks(to_gray(*page.gray)).size(); };
  const std::size_t letters = marks_of(prepare_page(page_of(grainy(print, 0), 200)));
  ASSERT_GT(letters, 800U);
  for (const int strength : {20, 40, 55}) {
    const PreparedPage page = prepare_page(page_of(grainy(print, strength), 200));
    EXPECT_NEAR(page.dpi, 300, 1) << strength;
    EXPECT_EQ(page.rotation_deg, 0) << strength;
    EXPECT_NEAR(page.skew_deg, 0.5, 0.1) << strength;
    EXPECT_NEAR(static_cast<double>(marks_of(page)), static_cast<double>(letters), 0.15 * static_cast<double>(letters))
        << strength;
  }
}

// ---- its steps ----

TEST(Smoothed, AGrainSpreadsAndPaperStaysPaper) {
  GrayImage image(5, 4);
  image.row(1)[2] = 0;
  const GrayImage out = smoothed(image);
  EXPECT_EQ(out.at(2, 1), 255 * 12 / 16);
  EXPECT_EQ(out.at(1, 1), (255 * 14 + 8) / 16);
  EXPECT_EQ(out.at(2, 0), (255 * 14 + 8) / 16);
  EXPECT_EQ(out.at(3, 2), (255 * 15 + 8) / 16);
  EXPECT_EQ(out.at(0, 0), 255);
  EXPECT_EQ(out.at(2, 3), 255);
  EXPECT_EQ(smoothed(GrayImage(5, 4, 90)).pixels, GrayImage(5, 4, 90).pixels) << "also at the edges";
  EXPECT_EQ(smoothed(GrayImage(1, 7, 90)).pixels, GrayImage(1, 7, 90).pixels);
  EXPECT_TRUE(smoothed(GrayImage()).empty());
}

void fill(Pix* pix, int left, int top, int width, int height, l_uint32 value) {
  for (int y = top; y < top + height; ++y)
    for (int x = left; x < left + width; ++x) pixSetPixel(pix, x, y, value);
}

TEST(ToGray, ColouredInkIsTakenBackToThePaper) {
  PixPtr page(pixCreate(400, 400, 32));
  fill(page.get(), 0, 0, 400, 400, 0xF4EEDC00);      // yellowed paper
  fill(page.get(), 50, 50, 200, 100, 0x28262400);    // print
  fill(page.get(), 100, 200, 100, 30, 0x3A4AA800);   // a blue stamp
  fill(page.get(), 200, 120, 30, 30, 0x1A1E3C00);    // print under the stamp
  fill(page.get(), 300, 200, 50, 30, 0xC8323200);    // a red pen
  const GrayImage gray = to_gray(*page);
  EXPECT_GT(gray.at(20, 20), 225);
  EXPECT_LT(gray.at(60, 60), 60);
  EXPECT_LT(gray.at(210, 130), 90);
  EXPECT_GT(gray.at(120, 210), 200);
  EXPECT_GT(gray.at(320, 210), 200);
}

TEST(ToGray, PrintThatIsAllBlueIsKept) {
  PixPtr page(pixCreate(400, 400, 32));
  fill(page.get(), 0, 0, 400, 400, 0xFFFFFF00);
  fill(page.get(), 50, 50, 200, 100, 0x2030A000);
  EXPECT_LT(to_gray(*page).at(60, 60), 110);
}

TEST(ToGray, DepthsAndColourMaps) {
  for (const int depth : {1, 2, 4, 8, 16}) {
    PixPtr pix(pixCreate(37, 11, depth));
    fill(pix.get(), 5, 3, 1, 1, depth == 1 ? 1 : (1U << depth) - 1);
    const GrayImage gray = to_gray(*pix);
    ASSERT_EQ(gray.width, 37);
    // A bit that is set is black in one-bit pictures and white in all others.
    EXPECT_EQ(gray.at(5, 3), depth == 1 ? 0 : 255) << depth;
    EXPECT_EQ(gray.at(6, 3), depth == 1 ? 255 : 0) << depth;
  }
}

TEST(GrayImage, GoesToPixAndBack) {
  GrayImage image(39, 5);
  for (std::size_t i = 0; i < image.pixels.size(); ++i) image.pixels[i] = static_cast<std::uint8_t>(i * 37);
  EXPECT_EQ(to_gray(*to_pix(image, 300)).pixels, image.pixels);
  const GrayImage bits = to_gray(*to_binary_pix(image, 100, 300));
  for (std::size_t i = 0; i < image.pixels.size(); ++i) EXPECT_EQ(bits.pixels[i], image.pixels[i] < 100 ? 0 : 255);
}

TEST(GrayImage, Turns) {
  GrayImage image(70, 40);
  image.row(3)[60] = 7;
  const GrayImage once = turned(image, 1);
  EXPECT_EQ(once.width, 40);
  EXPECT_EQ(once.at(36, 60), 7);
  EXPECT_EQ(turned(turned(image, 1), 3).pixels, image.pixels);
  EXPECT_EQ(turned(turned(image, 2), 2).pixels, image.pixels);
  EXPECT_EQ(turned(turned(image, 1), 1).pixels, turned(image, 2).pixels);
}

TEST(GrayImage, ReducesByMeans) {
  for (const int factor : {2, 3, 5}) {
    GrayImage image(factor * 4 + 1, factor * 2, 100);
    image.row(0)[0] = 200;
    const GrayImage small = reduced(image, factor);
    EXPECT_EQ(small.width, 4);
    EXPECT_EQ(small.height, 2);
    EXPECT_EQ(small.at(0, 0), 100 + (100 + factor * factor / 2) / (factor * factor));
    EXPECT_EQ(small.at(1, 0), 100);
  }
}

TEST(FindMarks, NeighboursByTheCornerBelongTogether) {
  GrayImage image(20, 10);
  for (const auto& [x, y] : {std::pair(2, 2), std::pair(3, 3), std::pair(4, 2), std::pair(10, 5), std::pair(12, 5)}) image.row(y)[x] = 0;
  const std::vector<Mark> marks = find_marks(image);
  ASSERT_THAT(marks, SizeIs(3));
  EXPECT_EQ(marks[0].left, 2);
  EXPECT_EQ(marks[0].right, 5);
  EXPECT_EQ(marks[0].bottom, 4);
  EXPECT_EQ(marks[0].area, 3);
  EXPECT_THAT(find_marks(image, 2), IsEmpty());
}

TEST(FindMarks, AShapeThatClosesLateIsOne) {
  // A «V»: two strokes that meet in the last row.
  GrayImage image(21, 11);
  for (int i = 0; i <= 10; ++i) image.row(i)[i] = image.row(i)[20 - i] = 0;
  const std::vector<Mark> marks = find_marks(image);
  ASSERT_THAT(marks, SizeIs(1));
  EXPECT_EQ(marks[0].right, 21);
  EXPECT_EQ(marks[0].area, 21);
}

TEST(ClearSpecks, DotsOfPrintStay) {
  GrayImage image(400, 200);
  const auto square = [&](int x, int y, int side) {
    for (int j = 0; j < side; ++j) std::fill_n(image.row(y + j) + x, side, std::uint8_t{0});
  };
  for (int i = 0; i < 8; ++i) square(40 + 24 * i, 60, 18);
  square(228, 73, 5);   // a full stop
  square(90, 50, 4);    // the mark of й
  square(350, 150, 5);  // dirt
  square(60, 120, 1);
  clear_specks(image, find_marks(image), 18);
  EXPECT_EQ(image.at(230, 75), 0);
  EXPECT_EQ(image.at(91, 51), 0);
  EXPECT_EQ(image.at(352, 152), 255);
  EXPECT_EQ(image.at(60, 120), 255);
}

TEST(EvenLight, AShadowBecomesPaper) {
  GrayImage image(480, 480);
  for (int y = 0; y < 480; ++y)
    for (int x = 0; x < 480; ++x) image.row(y)[x] = static_cast<std::uint8_t>(240 - x / 4);
  for (int y = 0; y < 480; y += 16)
    for (int x = 0; x < 480; x += 8) image.row(y)[x] = static_cast<std::uint8_t>(image.at(x, y) / 4);
  GrayImage large(960, 960);
  for (int y = 0; y < 960; ++y)
    for (int x = 0; x < 960; ++x) large.row(y)[x] = image.at(x / 2, y / 2);
  const PaperMap paper = measure_paper(image);
  even_light(image, paper, 1);
  even_light(large, paper, 2);
  for (const int x : {5, 131, 243, 475}) {
    EXPECT_GT(image.at(x, 101), 235) << x;
    EXPECT_NEAR(large.at(2 * x, 202), image.at(x, 101), 4) << x;
  }
  EXPECT_NEAR(image.at(8, 16), 64, 12);
  EXPECT_NEAR(image.at(440, 16), 64, 12);
}

TEST(Resampled, TheSamePlaceGivesTheSamePixels) {
  GrayImage image(100, 70);
  for (std::size_t i = 0; i < image.pixels.size(); ++i) image.pixels[i] = static_cast<std::uint8_t>(i * 13);
  EXPECT_EQ(resampled(image, 100, 70, [](Point p) { return p; }).pixels, image.pixels);
  const GrayImage moved = resampled(image, 100, 70, [](Point p) { return Point{p.x + 10, p.y - 5}; });
  EXPECT_EQ(moved.at(20, 30), image.at(30, 25));
  EXPECT_EQ(moved.at(95, 30), 255);
  EXPECT_EQ(moved.at(20, 2), 255);
}

TEST(FindSheet, ScansHaveNone) {
  EXPECT_FALSE(find_sheet(to_gray(*printed_page())).has_value());
  EXPECT_FALSE(find_sheet(GrayImage(800, 1100, 255)).has_value());
  EXPECT_FALSE(find_sheet(GrayImage(800, 1100, 0)).has_value());
}

TEST(FindSheet, CornersOfAPhotographedSheet) {
  const Loaded loaded = load(file("image/jpeg", sample("severnolesnoy-203.phone.jpg")));
  const GrayImage gray = brightness(*loaded.pages.at(0).pixels, 1);
  const std::optional<Sheet> sheet = find_sheet(gray);
  ASSERT_TRUE(sheet.has_value());
  const double near = 0.01 * gray.width;
  EXPECT_NEAR((*sheet)[0].x, 0.09 * gray.width, near);
  EXPECT_NEAR((*sheet)[0].y, 0.07 * gray.height, near);
  EXPECT_NEAR((*sheet)[2].x, 0.955 * gray.width, near);
  EXPECT_NEAR((*sheet)[2].y, 0.94 * gray.height, near);
}

TEST(UprightSigns, ChangePlacesWhenThePageIsTurned) {
  const GrayImage page = reduced(to_gray(*printed_page()), 2);
  const auto signs_of = [](const GrayImage& image) {
    const std::vector<Mark> marks = find_marks(image);
    const float letter = letter_size(marks);
    return find_upright_signs(marks, chain_letters(marks, letter, 2, 6), letter, 0.009F);
  };
  const UprightSigns upright = signs_of(page), over = signs_of(turned(page, 2));
  EXPECT_GT(upright.low_dots, 2 * upright.high_dots);
  EXPECT_GT(over.high_dots, 2 * over.low_dots);
  EXPECT_GT(upright.aligned_starts, upright.aligned_ends);
}

}  // namespace
}  // namespace prikaz
