// Scanned pages become Pages: prepared, their ruling lines found and erased, read region by region, repaired.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "picture.h"
#include "prikaz/diagnostic.h"
#include "prikaz/page.h"
#include "recognizer.h"

namespace prikaz {

struct RecognizedPage {
  Page page;
  Diagnostics diagnostics;
};

// Reads one page. A page without pixels or without text comes empty, `text_source` none.
RecognizedPage recognize_page(const ScannedPage& scanned, TextRecognizer& recognizer);

// Reads pages side by side, each worker with an engine of its own. The result does not depend on the number of workers.
//
//   RecognitionPool pool(2);
//   for (…) pool.submit(pdf.scan_page(number, diagnostics));  // waits while both workers are busy
//   for (RecognizedPage& read : pool.finish()) …              // in order of page numbers
//
// Throws InputError (unsupported) from submit or finish if the engine's Russian model is not installed.
class RecognitionPool {
 public:
  // `page_done` is called from the thread that calls submit and finish.
  explicit RecognitionPool(int jobs, std::function<void()> page_done = {});
  ~RecognitionPool();
  RecognitionPool(const RecognitionPool&) = delete;
  RecognitionPool& operator=(const RecognitionPool&) = delete;

  void submit(ScannedPage scanned);
  std::vector<RecognizedPage> finish();

 private:
  void work();
  void stop();
  // Tells of the pages done since it was last called. REQUIRES: mutex_ is locked, or there are no workers.
  void tell();

  const std::size_t jobs_;
  std::function<void()> page_done_;
  std::size_t submitted_ = 0, told_ = 0;
  std::unique_ptr<TextRecognizer> own_;  // with one job everything happens in submit
  std::vector<std::thread> workers_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<ScannedPage> waiting_;  // at most one for each worker: pictures are large
  std::vector<RecognizedPage> done_;
  std::exception_ptr failure_;
  bool closed_ = false;
};

// Loads the engine for the next pool with one job, which makes none of its own then. Throws InputError unsupported.
void warm_up_recognizer();

}  // namespace prikaz
