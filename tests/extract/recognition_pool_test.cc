// What the workers of a pool share, with readers that are no engines; and once with the engine.
#include "recognition_pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "drawn_page.h"
#include "prikaz/error.h"
#include "read_regions.h"

namespace prikaz {
namespace {

using testing::DrawnPage;
using ::testing::ElementsAreArray;
using ::testing::Ge;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// A page of so many rows of letters in a grid of two columns.
ScannedPage page_with_cells(int number, int rows) {
  DrawnPage drawn(1240, 1754);
  drawn.grid(150, 150, 2, rows, 450, 80);
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < 2; ++column)
      drawn.letters(180 + column * 450, 205 + row * 80, 4 + (number + row) % 5, 24);
  ScannedPage page;
  page.number = number;
  page.width = 595;
  page.height = 842;
  page.dpi = 150;
  page.pixels = std::move(drawn.page().gray);
  return page;
}

// Reads the size of a region for its text. What several of them read together they tell to their common `record`.
struct Record {
  std::atomic<int> made = 0, reading = 0, most_reading = 0;
  std::mutex mutex;
  std::set<std::thread::id> threads;
  int wait_for = 0;  // readers that have to be at work at a time before the first one goes on
  std::condition_variable changed;
};

class FakeRecognizer : public TextRecognizer {
 public:
  explicit FakeRecognizer(Record& record) : record_(record) { ++record_.made; }

  std::vector<RecognizedWord> read(const std::shared_ptr<const ShownPage>& page, const Region& region,
                                   const Reading&) override {
    EXPECT_FALSE(busy_.exchange(true)) << "an engine is used by two threads";
    {
      std::unique_lock lock(record_.mutex);
      record_.threads.insert(std::this_thread::get_id());
      record_.most_reading = std::max<int>(record_.most_reading, ++record_.reading);
      record_.changed.notify_all();
      // Without help this ends after a while, and the test fails.
      record_.changed.wait_for(lock, std::chrono::seconds(20),
                               [&] { return record_.most_reading >= record_.wait_for; });
      --record_.reading;
    }
    RecognizedWord word;
    word.text = "ширина" + std::to_string(std::lround(region.box_px.width() * page->scale));
    word.box_px = region.box_px;
    word.baseline_px = region.box_px.bottom;
    word.x_height_px = 20;
    word.confidence = 0.9F;
    busy_ = false;
    return {word};
  }

 private:
  Record& record_;
  std::atomic<bool> busy_ = false;
};

RecognitionPool::MakeRecognizer fakes(Record& record) {
  return [&record] { return std::make_unique<FakeRecognizer>(record); };
}

std::vector<std::string> words_of(const std::vector<RecognizedPage>& pages) {
  std::vector<std::string> words;
  for (const RecognizedPage& read : pages) {
    words.push_back("page " + std::to_string(read.page.number));
    for (const Word& word : read.page.words)
      words.push_back(word.text + " " + std::to_string(word.box.left) + " " + std::to_string(word.box.top));
  }
  return words;
}

std::vector<std::string> read_with(int jobs, int pages, Record& record) {
  RecognitionPool pool(jobs, {}, fakes(record));
  for (int number = 1; number <= pages; ++number) pool.submit(page_with_cells(number, 3 + 5 * (number % 3)));
  return words_of(pool.finish());
}

TEST(RecognitionPool, TheResultDoesNotDependOnTheNumberOfWorkers) {
  Record record;
  const std::vector<std::string> alone = read_with(1, 5, record);
  EXPECT_THAT(alone, SizeIs(Ge(60U)));
  EXPECT_THAT(record.threads, SizeIs(1));
  for (const int jobs : {2, 3, 8}) EXPECT_THAT(read_with(jobs, 5, record), ElementsAreArray(alone)) << jobs;
}

TEST(RecognitionPool, ASinglePageIsReadByTwo) {
  Record record;
  record.wait_for = 2;
  read_with(2, 1, record);
  EXPECT_EQ(record.most_reading, 2);
  EXPECT_EQ(record.made, 2);
  EXPECT_THAT(record.threads, SizeIs(2));
}

TEST(RecognitionPool, NoMoreEnginesThanHelp) {
  Record record;
  read_with(64, 1, record);
  EXPECT_EQ(record.made, 2);
}

TEST(RecognitionPool, PagesComeInTheirOrderAlsoThoseWithoutPixels) {
  Record record;
  RecognitionPool pool(2, {}, fakes(record));
  pool.submit(page_with_cells(3, 2));
  ScannedPage damaged;
  damaged.number = 2;
  pool.submit(std::move(damaged));
  pool.submit(page_with_cells(1, 2));
  const std::vector<RecognizedPage> read = pool.finish();
  ASSERT_THAT(read, SizeIs(3));
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(read[i].page.number, static_cast<int>(i) + 1);
  EXPECT_THAT(read[1].page.words, IsEmpty());
}

TEST(RecognitionPool, TellsOfEachPage) {
  for (const int jobs : {1, 2, 3}) {
    Record record;
    int told = 0;
    RecognitionPool pool(
        jobs, [&] { ++told; }, fakes(record));
    for (int number = 1; number <= 4; ++number) pool.submit(page_with_cells(number, 2));
    pool.finish();
    EXPECT_EQ(told, 4) << jobs;
  }
}

TEST(RecognitionPool, NothingSubmitted) {
  for (const int jobs : {1, 2}) {
    Record record;
    EXPECT_THAT(RecognitionPool(jobs, {}, fakes(record)).finish(), IsEmpty());
  }
}

TEST(RecognitionPool, AnEngineThatCannotBeMadeIsTold) {
  for (const int jobs : {1, 2, 3}) {
    RecognitionPool pool(
        jobs, []() -> std::unique_ptr<TextRecognizer> { throw InputError(Failure::unsupported, "no model"); });
    const auto read = [&] {
      for (int number = 1; number <= 6; ++number) pool.submit(page_with_cells(number, 1));
      pool.finish();
    };
    EXPECT_THROW(read(), InputError) << jobs;
  }
}

// Fails at one region of each page.
class FailingRecognizer : public TextRecognizer {
 public:
  std::vector<RecognizedWord> read(const std::shared_ptr<const ShownPage>&, const Region& region,
                                   const Reading&) override {
    if (region.box_px.top > 900) throw std::runtime_error("the engine gave up");
    return {};
  }
};

TEST(RecognitionPool, WhatGoesWrongInOneRegionIsTold) {
  for (const int jobs : {1, 2, 3}) {
    RecognitionPool pool(jobs, {}, [] { return std::make_unique<FailingRecognizer>(); });
    const auto read = [&] {
      for (int number = 1; number <= 4; ++number) pool.submit(page_with_cells(number, 12));
      pool.finish();
    };
    EXPECT_THROW(read(), std::runtime_error) << jobs;
  }
}

ScannedPage plan_page(int number) {
  ScannedPage page;
  page.number = number;
  page.pixels = PixPtr(pixRead(PRIKAZ_TESTS_DIR "/extract/files/plan_page.png"));
  page.dpi = 300;
  page.width = static_cast<float>(pixGetWidth(page.pixels.get())) * 72 / 300;
  page.height = static_cast<float>(pixGetHeight(page.pixels.get())) * 72 / 300;
  return page;
}

TEST(SlowRecognitionPool, TheEnginesSayTheSameWhoeverReadsARegion) {
  const auto read = [](int jobs) {
    RecognitionPool pool(jobs);
    for (int number = 1; number <= 3; ++number) pool.submit(plan_page(number));
    const std::vector<RecognizedPage> pages = pool.finish();
    std::vector<std::string> words = words_of(pages);
    for (const RecognizedPage& page : pages)
      for (const Word& word : page.page.words) words.push_back(std::to_string(word.confidence));
    return words;
  };
  const std::vector<std::string> alone = read(1);
  EXPECT_THAT(alone, SizeIs(Ge(200U)));
  for (const int jobs : {2, 3}) EXPECT_THAT(read(jobs), ElementsAreArray(alone)) << jobs;
}

}  // namespace
}  // namespace prikaz
