// Pages of a file read side by side.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "recognize_pages.h"
#include "recognizer.h"

namespace prikaz {

// Each worker has an engine of its own and takes one page after another; one without a page helps the others with
// regions of theirs, so that a single page, and the last one of a file, is read by all. The result does not depend on
// the number of workers.
//
//   RecognitionPool pool(2);
//   for (…) pool.submit(pdf.scan_page(number, diagnostics));  // waits while enough pages are waiting
//   for (RecognizedPage& read : pool.finish()) …              // in order of page numbers
//
// Throws InputError (unsupported) from submit or finish if the engine's Russian model is not installed.
class RecognitionPool {
 public:
  using MakeRecognizer = std::function<std::unique_ptr<TextRecognizer>()>;

  // `page_done` is called from the thread that calls submit and finish. `make` is called by each worker in its own
  // thread; with one job, all happens in the thread that submits.
  explicit RecognitionPool(int jobs, std::function<void()> page_done = {},
                           MakeRecognizer make = make_tesseract_recognizer);
  ~RecognitionPool();
  RecognitionPool(const RecognitionPool&) = delete;
  RecognitionPool& operator=(const RecognitionPool&) = delete;

  void submit(ScannedPage scanned);
  std::vector<RecognizedPage> finish();

 private:
  class Worker;
  struct Shared;

  void start_worker();
  void work();
  void stop();
  // Tells of the pages done since it was last called. REQUIRES: mutex_ is held, or there are no workers.
  void tell();
  void take_parts(Shared& shared, TextRecognizer& recognizer);
  Shared* unfinished();  // REQUIRES: mutex_ is held

  const std::size_t jobs_;
  const std::function<void()> page_done_;
  const MakeRecognizer make_;
  std::size_t submitted_ = 0, told_ = 0;
  std::unique_ptr<TextRecognizer> own_;  // with one job
  std::vector<std::thread> workers_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<ScannedPage> waiting_;  // at most one for each worker: pictures are large
  std::size_t reading_ = 0;          // workers that are on a page
  std::vector<Shared*> shared_;      // what they would be helped with
  std::vector<RecognizedPage> done_;
  std::exception_ptr failure_;
  bool closed_ = false;
};

}  // namespace prikaz
