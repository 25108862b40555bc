#include "prikaz/extract.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "prikaz/ingest.h"
#include "tiny_pdf.h"

// Poppler leaks what it holds where a page is left half-read: see PageTooCostly in poppler_text.cc.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libpoppler\nleak:libfontconfig"; }

namespace prikaz {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::text_at;
using testing::TinyPage;
using testing::TinyPdf;

struct Result {
  std::vector<Page> pages;
  Diagnostics diagnostics;

  bool has(std::string_view code) const {
    return std::any_of(diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& d) { return d.code == code; });
  }
};

Result read(const SourceFile& source, const ExtractOptions& options = {}) {
  Result result;
  result.pages = extract(source, options, result.diagnostics);
  return result;
}

Result read(const TinyPdf& pdf, const ExtractOptions& options = {}) { return read(pdf.source(), options); }

std::vector<std::string> texts(const Page& page) {
  std::vector<std::string> out;
  for (const Word& word : page.words) out.push_back(word.text);
  return out;
}

Failure failure_of(const SourceFile& source, const ExtractOptions& options = {}) {
  try {
    read(source, options);
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), ::testing::Not(HasSubstr("\n")));
    return error.failure();
  }
  ADD_FAILURE() << "nothing was thrown";
  return Failure::crash;
}

// What covers the page: a picture of one pixel.
int add_picture(TinyPdf& pdf) {
  return pdf.object(TinyPdf::stream(
      "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "x"));
}

TEST(Extract, WordsHavePlacesAndStyle) {
  const Result result =
      read(TinyPdf().page(text_at(100, 742, "Утвердить план") + text_at(100, 700, "ПРИКАЗ", "/F2", 14)));
  ASSERT_THAT(result.pages, SizeIs(1));
  const Page& page = result.pages[0];
  EXPECT_EQ(page.number, 1);
  EXPECT_FLOAT_EQ(page.width, 595);
  EXPECT_FLOAT_EQ(page.height, 842);
  EXPECT_EQ(page.text_source, TextSource::embedded);
  ASSERT_THAT(texts(page), ElementsAre("Утвердить", "план", "ПРИКАЗ"));
  const Word& first = page.words[0];
  EXPECT_NEAR(first.box.left, 100, 0.01);
  EXPECT_NEAR(first.box.right, 100 + 9 * 7.2, 0.01);
  EXPECT_NEAR(first.baseline, 100, 0.01);
  EXPECT_NEAR(first.box.top, 100 - 0.8 * 12, 0.01);
  EXPECT_NEAR(first.box.bottom, 100 + 0.2 * 12, 0.01);
  EXPECT_NEAR(first.font_size, 12, 0.01);
  EXPECT_FALSE(first.bold);
  EXPECT_TRUE(first.space_after);
  EXPECT_TRUE(page.words[2].bold);
  ASSERT_GE(page.words[2].font, 0);
  EXPECT_EQ(page.fonts[static_cast<std::size_t>(page.words[2].font)].name, "TestSerif-Bold");
  EXPECT_THAT(result.diagnostics, IsEmpty());
}

TEST(Extract, WordsTouchingAcrossWeightsAreGlued) {
  const Result result =
      read(TinyPdf().page(text_at(100, 700, "№") + text_at(107.2, 700, "12", "/F2") + text_at(130, 700, "от")));
  ASSERT_THAT(texts(result.pages[0]), ElementsAre("№", "12", "от"));
  EXPECT_FALSE(result.pages[0].words[0].space_after);
  EXPECT_TRUE(result.pages[0].words[1].space_after);
}

TEST(Extract, CharacterSpacingDoesNotSplitWords) {
  const Result result = read(TinyPdf().page("BT /F1 12 Tf 3 Tc 100 700 Td " + testing::tj("п р и приказ") + " Tj ET"));
  EXPECT_THAT(texts(result.pages[0]), ElementsAre("п", "р", "и", "приказ"));
}

TEST(Extract, LetterSpacedWordIsJoined) {
  const Result result = read(TinyPdf().page(text_at(100, 700, "П Р И К А З Ы В А Ю:")));
  EXPECT_THAT(texts(result.pages[0]), ElementsAre("ПРИКАЗЫВАЮ:"));
}

TEST(Extract, SoftHyphenPaintedAtTheEndOfAWordIsAHyphen) {
  const Result result = read(TinyPdf().page(text_at(100, 700, "обра\xC2\xADзова\xC2\xAD")));
  EXPECT_THAT(texts(result.pages[0]), ElementsAre("образова-"));
}

TEST(Extract, RotatedPageComesOutAsDisplayed) {
  // A landscape page stored upright with /Rotate 90: the text runs upwards in the file.
  const Result result = read(TinyPdf().page(TinyPage{
      "BT /F1 12 Tf 0 1 -1 0 100 200 Tm " + testing::tj("Приложение") + " Tj ET", "0 0 595 842", "/Rotate 90"}));
  const Page& page = result.pages[0];
  EXPECT_FLOAT_EQ(page.width, 842);
  EXPECT_FLOAT_EQ(page.height, 595);
  EXPECT_EQ(page.rotation_deg, 0);
  ASSERT_THAT(page.words, SizeIs(1));
  EXPECT_EQ(page.words[0].rotation, 0);
  EXPECT_NEAR(page.words[0].box.left, 200, 0.01);
  EXPECT_NEAR(page.words[0].baseline, 100, 0.01);
}

TEST(Extract, PageSavedSidewaysIsTurned) {
  const std::string sideways = "BT /F1 12 Tf 0 1 -1 0 100 200 Tm " +
                               testing::tj("План мероприятий муниципального методического центра") +
                               " Tj ET 90 200 m 90 700 l S";
  const Page page = read(TinyPdf().page(sideways)).pages[0];
  EXPECT_EQ(page.rotation_deg, 90);
  EXPECT_FLOAT_EQ(page.width, 842);
  EXPECT_FLOAT_EQ(page.height, 595);
  ASSERT_FALSE(page.words.empty());
  EXPECT_EQ(page.words[0].rotation, 0);
  EXPECT_NEAR(page.words[0].box.left, 200, 0.01);
  EXPECT_NEAR(page.words[0].baseline, 100, 0.01);
  ASSERT_THAT(page.rules, SizeIs(1));
  EXPECT_FALSE(page.rules[0].vertical);
  EXPECT_NEAR(page.rules[0].position, 90, 0.01);
  EXPECT_NEAR(page.rules[0].from, 200, 0.01);
}

TEST(Extract, CropBoxIsTheOrigin) {
  const Page page =
      read(TinyPdf().page(TinyPage{text_at(100, 700, "план"), "0 0 595 842", "/CropBox [50 40 545 742]"})).pages[0];
  EXPECT_FLOAT_EQ(page.width, 495);
  ASSERT_THAT(page.words, SizeIs(1));
  EXPECT_NEAR(page.words[0].box.left, 50, 0.01);
  EXPECT_NEAR(page.words[0].baseline, 42, 0.01);
}

TEST(Extract, WordsOffThePageAreDropped) {
  EXPECT_THAT(
      texts(read(TinyPdf().page(text_at(100, 700, "план") + text_at(700, 700, "вне") + text_at(100, -50, "ниже")))
                .pages[0]),
      ElementsAre("план"));
}

TEST(Extract, TextPrintedTwiceIsBoldOnce) {
  const Page page = read(TinyPdf().page(text_at(100, 700, "приказ") + text_at(100.4, 700, "приказ"))).pages[0];
  ASSERT_THAT(texts(page), ElementsAre("приказ"));
  EXPECT_TRUE(page.words[0].bold);
}

TEST(Extract, RulesFromStrokesRectanglesAndThinFills) {
  const Page page = read(TinyPdf().page("100 700 m 300 700 l S "
                                        "100 600 200 50 re S "
                                        "100 500 200 0.5 re 100 400 0.5 100 re f "
                                        "100 300 200 50 re f "              // a background
                                        "1 1 1 RG 100 200 m 300 200 l S "   // white
                                        "0 0 0 RG 100 150 m 300 250 l S"))  // slanting
                        .pages[0];
  int horizontal = 0, vertical = 0;
  for (const RulingLine& rule : page.rules) ++(rule.vertical ? vertical : horizontal);
  EXPECT_EQ(horizontal, 4);
  EXPECT_EQ(vertical, 3);
  EXPECT_NEAR(page.rules[0].position, 142, 0.01);
  EXPECT_NEAR(page.rules[0].from, 100, 0.01);
  EXPECT_NEAR(page.rules[0].to, 300, 0.01);
}

TEST(Extract, RulesFollowTheMatrixAndTheClip) {
  const Page page = read(TinyPdf().page("q 2 0 0 2 0 0 cm 50 350 m 150 350 l S Q "
                                        "q 100 500 50 10 re W n 0 505 m 595 505 l S Q"))
                        .pages[0];
  ASSERT_THAT(page.rules, SizeIs(2));
  EXPECT_NEAR(page.rules[0].position, 142, 0.01);
  EXPECT_NEAR(page.rules[0].to, 300, 0.01);
  EXPECT_NEAR(page.rules[1].from, 100, 0.6);
  EXPECT_NEAR(page.rules[1].to, 150, 0.6);
}

TEST(Extract, FrameOfTwoRectanglesHasFourSides) {
  const Page page = read(TinyPdf().page("100 100 200 100 re 101 101 198 98 re f*")).pages[0];
  EXPECT_THAT(page.rules, SizeIs(4));
}

TEST(Extract, PictureWithoutTextIsReported) {
  TinyPdf pdf;
  const int picture = add_picture(pdf);
  pdf.x_objects("/Im " + std::to_string(picture) + " 0 R").page("q 595 0 0 842 0 0 cm /Im Do Q").page("");
  const Result result = read(pdf);
  ASSERT_THAT(result.pages, SizeIs(2));
  EXPECT_EQ(result.pages[0].text_source, TextSource::none);
  ASSERT_THAT(result.pages[0].images, SizeIs(1));
  EXPECT_EQ(result.pages[0].images[0].width_px, 1);
  EXPECT_NEAR(result.pages[0].images[0].box.right, 595, 0.01);
  ASSERT_THAT(result.diagnostics, SizeIs(1));  // the blank page is no trouble
  EXPECT_EQ(result.diagnostics[0].code, "picture_without_text");
  EXPECT_EQ(result.diagnostics[0].page, 1);
}

TEST(Extract, InvisibleTextUnderAPictureIsAnOcrLayer) {
  TinyPdf pdf;
  const int picture = add_picture(pdf);
  pdf.x_objects("/Im " + std::to_string(picture) + " 0 R")
      .page("q 595 0 0 842 0 0 cm /Im Do Q 3 Tr " + text_at(100, 700, "Об утверждении плана"));
  const Result result = read(pdf);
  EXPECT_TRUE(result.has("ocr_layer"));
  EXPECT_EQ(result.pages[0].text_source, TextSource::embedded);
  EXPECT_THAT(result.pages[0].words, SizeIs(3));
}

TEST(Extract, StampOverAScanIsReported) {
  TinyPdf pdf;
  const int picture = add_picture(pdf);
  pdf.x_objects("/Im " + std::to_string(picture) + " 0 R")
      .page("q 595 0 0 842 0 0 cm /Im Do Q " + text_at(100, 700, "Подписано"));
  EXPECT_TRUE(read(pdf).has("page_mostly_picture"));
}

TEST(Extract, InlinePictureDoesNotEndThePage) {
  const Page page =
      read(TinyPdf().page("q 10 0 0 10 50 50 cm BI /W 2 /H 2 /CS /G /BPC 8 ID abcd EI Q " + text_at(100, 700, "план")))
          .pages[0];
  EXPECT_THAT(texts(page), ElementsAre("план"));
  EXPECT_THAT(page.images, SizeIs(1));
}

TEST(Extract, WatermarkIsLeftOutAndReported) {
  const Result result = read(TinyPdf().page(text_at(100, 700, "план") + "BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm " +
                                            testing::tj("КОПИЯ") + " Tj ET"));
  EXPECT_THAT(texts(result.pages[0]), ElementsAre("план"));
  EXPECT_TRUE(result.has("diagonal_text_skipped"));
}

TEST(Extract, RussianStoredAsLatinIsTurnedBack) {
  const std::string order = "В соответствии с планом работы управления образования утвердить перечень учреждений";
  const Result result = read(TinyPdf(false).page(text_at(50, 700, order, "/F1", 8)));
  EXPECT_THAT(texts(result.pages[0]), ElementsAre("В", "соответствии", "с", "планом", "работы", "управления",
                                                  "образования", "утвердить", "перечень", "учреждений"));
  EXPECT_TRUE(result.has("text_layer_repaired"));
  EXPECT_FALSE(result.has("text_layer_untrusted"));
  EXPECT_EQ(result.pages[0].fonts[0].trust, FontTrust::suspect);
}

TEST(Extract, LetterSoupIsReported) {
  const Result result =
      read(TinyPdf().page(text_at(50, 700, "щъфэж ъьйцх жщшьы фъэщц йъыьф хщжцэ шъьйф ыщэжх цфъщь эйжшы", "/F1", 8)));
  EXPECT_TRUE(result.has("text_layer_untrusted"));
  EXPECT_FALSE(result.pages[0].words.empty());
}

TEST(Extract, ActualTextReplacesGlyphsOfOneWord) {
  const Page page = read(TinyPdf().page("/Span << /ActualText (plan) >> BDC " + text_at(100, 700, "####") + " EMC " +
                                        "/Span << /ActualText <FEFF00AD> >> BDC " + text_at(200, 700, "-") + " EMC"))
                        .pages[0];
  EXPECT_THAT(texts(page), ElementsAre("plan", "-"));
}

// --- what is no honest page
// -------------------------------------------------------------------------------------------

TEST(ExtractHostile, PagesAfterTheLimitAreNotRead) {
  TinyPdf pdf;
  for (int i = 0; i < 5; ++i) pdf.page(text_at(100, 700, "план"));
  ExtractOptions options;
  options.max_pages = 3;
  const Result result = read(pdf, options);
  EXPECT_THAT(result.pages, SizeIs(3));
  EXPECT_TRUE(result.has("too_many_pages"));
}

TEST(ExtractHostile, AbsurdSizesAreDelivered) {
  for (const char* box : {"0 0 1000000 1000000", "0 0 3 3", "-2000000000 0 2000000000 842"}) {
    const Result result = read(TinyPdf().page(TinyPage{text_at(1, 1, "план", "/F1", 1), box, ""}));
    EXPECT_THAT(result.pages, SizeIs(1)) << box;
    EXPECT_TRUE(result.has("page_size_absurd")) << box;
  }
  for (const char* box : {"0 0 0 0", "595 842 0 0", "0 0 -595 -842"})
    EXPECT_THAT(read(TinyPdf().page(TinyPage{"", box, ""})).pages, SizeIs(1)) << box;
}

TEST(ExtractHostile, NestedFormsEnd) {
  // Ten levels of ten: ten thousand million words if all were drawn.
  TinyPdf pdf;
  int inner = pdf.object(TinyPdf::stream("/Type /XObject /Subtype /Form /BBox [0 0 595 842]", "0 0 m 10 10 l S"));
  for (int level = 0; level < 10; ++level) {
    std::string ten;
    for (int i = 0; i < 10; ++i) ten += "/X Do ";
    inner =
        pdf.object(TinyPdf::stream("/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X " +
                                       std::to_string(inner) + " 0 R >> >>",
                                   ten));
  }
  pdf.x_objects("/X " + std::to_string(inner) + " 0 R").page("/X Do").page(text_at(100, 700, "план"));
  const Result result = read(pdf);
  EXPECT_TRUE(result.has("page_too_complex"));
  EXPECT_THAT(texts(result.pages.at(1)), ElementsAre("план"));
}

TEST(ExtractHostile, SavedStatesAreBounded) {
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "q ";
  const Result result = read(TinyPdf().page(text_at(100, 700, "план") + deep).page(text_at(100, 700, "конец")));
  EXPECT_TRUE(result.has("page_too_complex"));
  EXPECT_THAT(texts(result.pages.at(0)), ElementsAre("план"));
  EXPECT_THAT(texts(result.pages.at(1)), ElementsAre("конец"));
}

TEST(ExtractHostile, WordsOfAPageAreBounded) {
  std::string many = "BT /F1 1 Tf 1 0 0 1 10 10 Tm ";
  for (int i = 0; i < 250'000; ++i) many += "(a b)Tj ";
  const Result result = read(TinyPdf().page(TinyPage{many, "0 0 14000 842", ""}));
  EXPECT_TRUE(result.has("page_too_complex"));
  EXPECT_LE(result.pages[0].words.size(), 200'000U);
}

TEST(ExtractHostile, TruncatedFileIsRecoveredOrSaysSo) {
  const SourceFile whole = TinyPdf().page(text_at(100, 700, "план")).page(text_at(100, 700, "график")).source();
  SourceFile cut = whole;
  cut.bytes.resize(whole.bytes.find("startxref"));
  const Result result = read(cut);
  EXPECT_THAT(result.pages, SizeIs(2));
  EXPECT_TRUE(result.has("pdf_damaged"));
  // The trailer is gone, and the second page with it.
  cut.bytes.resize(whole.bytes.rfind("/Type /Page "));
  const Result rest = read(cut);
  ASSERT_THAT(rest.pages, SizeIs(1));
  EXPECT_THAT(texts(rest.pages[0]), ElementsAre("план"));
  EXPECT_TRUE(rest.has("pdf_damaged"));
  cut.bytes.resize(60);
  EXPECT_EQ(failure_of(cut), Failure::truncated);
}

TEST(ExtractHostile, DamagedFileSaysSo) {
  SourceFile source;
  source.media_type = "application/pdf";
  source.bytes = "%PDF-1.4\nnothing of use\n%%EOF\n";
  EXPECT_EQ(failure_of(source), Failure::damaged);
}

TEST(ExtractHostile, NoPages) { EXPECT_EQ(failure_of(TinyPdf().source()), Failure::empty); }

TEST(ExtractHostile, EveryCutOfAFileEndsOrderly) {
  const std::string whole = TinyPdf().page(text_at(100, 700, "план") + "100 600 200 50 re S").bytes();
  for (std::size_t length = 0; length < whole.size(); length += 23) {
    SourceFile cut;
    cut.media_type = "application/pdf";
    cut.bytes = whole.substr(0, length);
    try {
      read(cut);
    } catch (const InputError&) {
    }
  }
}

TEST(ExtractHostile, Encrypted) {
  const SourceFile file = ingest(PRIKAZ_TESTS_DIR "/extract/files/encrypted.pdf");
  EXPECT_EQ(failure_of(file), Failure::encrypted);
  ExtractOptions options;
  options.password = "wrong";
  EXPECT_EQ(failure_of(file, options), Failure::encrypted);
  for (const char* password : {"reader", "owner"}) {
    options.password = password;
    EXPECT_THAT(texts(read(file, options).pages.at(0)), ElementsAre("план")) << password;
  }
}

TEST(ExtractHostile, APageWhosePictureIsDamagedDoesNotHideTheOthers) {
  const std::string picture = "/Type /XObject /Subtype /Image /Width 800 /Height 1200 /ColorSpace /DeviceGray /BitsPerComponent 8";
  TinyPdf pdf;
  std::string names;
  int number = 0;
  for (const char* filter : {"", "/Filter /DCTDecode", "/Filter /FlateDecode", "/Filter /JBIG2Decode", "/Filter /JPXDecode"})
    names += "/Im" + std::to_string(++number) + " " + std::to_string(pdf.object(TinyPdf::stream(picture + filter, "cut off"))) + " 0 R ";
  pdf.x_objects(names).page(text_at(100, 700, "Утвердить план"));
  for (int i = 1; i <= number; ++i) pdf.page("q 595 0 0 842 0 0 cm /Im" + std::to_string(i) + " Do Q");
  pdf.page(text_at(100, 700, "Контроль исполнения"));
  const Result result = read(pdf);
  ASSERT_THAT(result.pages, SizeIs(static_cast<std::size_t>(number) + 2));
  EXPECT_THAT(texts(result.pages.front()), ElementsAre("Утвердить", "план"));
  EXPECT_THAT(texts(result.pages.back()), ElementsAre("Контроль", "исполнения"));
  std::vector<int> reported;
  for (const Diagnostic& one : result.diagnostics)
    if (one.code == "page_unreadable" && one.severity == Severity::error) reported.push_back(one.page.value_or(0));
  std::vector<int> damaged;
  for (int i = 1; i <= number; ++i) {
    damaged.push_back(i + 1);
    EXPECT_EQ(result.pages[static_cast<std::size_t>(i)].text_source, TextSource::none) << i;
  }
  EXPECT_THAT(reported, ::testing::ElementsAreArray(damaged));
}

TEST(Extract, ACutPictureIsDamaged) {
  SourceFile source;
  source.media_type = "image/png";
  source.bytes = "\x89PNG";
  EXPECT_EQ(failure_of(source), Failure::damaged);
}

}  // namespace
}  // namespace prikaz
