#include "recognition_pool.h"

#include <algorithm>
#include <atomic>
#include <utility>

namespace prikaz {

// Work in parts of one worker, who waits for those who help.
struct RecognitionPool::Shared {
  std::size_t parts = 0;
  const Readers::Work* work = nullptr;
  std::atomic<std::size_t> next = 0;  // the first part that nobody has begun
  std::size_t helpers = 0;
  std::exception_ptr failure;
};

class RecognitionPool::Worker : public Readers {
 public:
  Worker(RecognitionPool& pool, TextRecognizer& recognizer) : pool_(pool), recognizer_(recognizer) {}

  void share(std::size_t parts, const Work& work) override {
    Shared shared;
    shared.parts = parts;
    shared.work = &work;
    if (parts > 1) {
      const std::lock_guard lock(pool_.mutex_);
      pool_.shared_.push_back(&shared);
      pool_.changed_.notify_all();
    }
    pool_.take_parts(shared, recognizer_);
    std::unique_lock lock(pool_.mutex_);
    std::erase(pool_.shared_, &shared);
    pool_.changed_.wait(lock, [&] { return shared.helpers == 0; });
    if (shared.failure) std::rethrow_exception(shared.failure);
  }

 private:
  RecognitionPool& pool_;
  TextRecognizer& recognizer_;
};

RecognitionPool::RecognitionPool(int jobs, std::function<void()> page_done, MakeRecognizer make)
    : jobs_(static_cast<std::size_t>(std::max(jobs, 1))), page_done_(std::move(page_done)), make_(std::move(make)) {
  if (jobs_ > 1) start_worker();
}

RecognitionPool::~RecognitionPool() { stop(); }

void RecognitionPool::start_worker() {
  if (workers_.size() < jobs_) workers_.emplace_back([this] { work(); });
}

void RecognitionPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
  for (std::thread& worker : workers_) worker.join();
  workers_.clear();
}

void RecognitionPool::take_parts(Shared& shared, TextRecognizer& recognizer) {
  try {
    for (std::size_t part = 0; (part = shared.next++) < shared.parts;) (*shared.work)(part, recognizer);
  } catch (...) {
    const std::lock_guard lock(mutex_);
    shared.next = shared.parts;
    if (!shared.failure) shared.failure = std::current_exception();
  }
}

RecognitionPool::Shared* RecognitionPool::unfinished() {
  const auto found = std::find_if(shared_.begin(), shared_.end(), [](const Shared* s) { return s->next < s->parts; });
  return found == shared_.end() ? nullptr : *found;
}

void RecognitionPool::work() {
  try {
    const std::unique_ptr<TextRecognizer> recognizer = make_();
    Worker readers(*this, *recognizer);
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(
          lock, [&] { return !waiting_.empty() || unfinished() != nullptr || (closed_ && reading_ == 0) || failure_; });
      if (failure_) return;
      if (!waiting_.empty()) {
        const ScannedPage scanned = std::move(waiting_.front());
        waiting_.pop_front();
        ++reading_;
        lock.unlock();
        changed_.notify_all();
        RecognizedPage read = recognize_page(scanned, readers);
        lock.lock();
        --reading_;
        done_.push_back(std::move(read));
      } else if (Shared* shared = unfinished(); shared != nullptr) {
        ++shared->helpers;
        lock.unlock();
        take_parts(*shared, *recognizer);
        lock.lock();
        --shared->helpers;
      } else {
        return;
      }
      changed_.notify_all();
    }
  } catch (...) {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::current_exception();
    changed_.notify_all();
  }
}

void RecognitionPool::submit(ScannedPage scanned) {
  if (jobs_ == 1) {
    if (!own_) own_ = make_();
    SingleReader reader(*own_);
    done_.push_back(recognize_page(scanned, reader));
    tell();
    return;
  }
  start_worker();  // one more than pages, who helps with a single one
  std::unique_lock lock(mutex_);
  ++submitted_;
  changed_.wait(lock, [&] { return waiting_.size() < jobs_ || failure_; });
  tell();
  if (failure_) std::rethrow_exception(failure_);
  waiting_.push_back(std::move(scanned));
  lock.unlock();
  changed_.notify_all();
}

void RecognitionPool::tell() {
  for (; told_ < done_.size(); ++told_)
    if (page_done_) page_done_();
}

std::vector<RecognizedPage> RecognitionPool::finish() {
  if (jobs_ > 1) {
    std::unique_lock lock(mutex_);
    while (!failure_ && told_ < submitted_) {
      changed_.wait(lock, [&] { return done_.size() > told_ || failure_; });
      tell();
    }
  }
  stop();
  if (failure_) std::rethrow_exception(failure_);
  std::sort(done_.begin(), done_.end(),
            [](const RecognizedPage& a, const RecognizedPage& b) { return a.page.number < b.page.number; });
  return std::move(done_);
}

}  // namespace prikaz
