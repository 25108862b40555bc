// Those who read a page together, each with an engine of his own.
#pragma once

#include <cstddef>
#include <functional>

#include "recognizer.h"

namespace prikaz {

class Readers {
 public:
  using Work = std::function<void(std::size_t part, TextRecognizer& recognizer)>;

  virtual ~Readers() = default;
  // Calls `work` once for each part below `parts`, and returns when all are done. Parts are begun in their order, but
  // several may be under way at a time, each with another recognizer, in other threads: a part must not touch what
  // another one does. If `work` throws, parts not begun are left out and this throws the same.
  virtual void share(std::size_t parts, const Work& work) = 0;
};

// One who reads alone.
class SingleReader : public Readers {
 public:
  // `recognizer` must outlive this.
  explicit SingleReader(TextRecognizer& recognizer) : recognizer_(recognizer) {}
  void share(std::size_t parts, const Work& work) override {
    for (std::size_t part = 0; part < parts; ++part) work(part, recognizer_);
  }

 private:
  TextRecognizer& recognizer_;
};

}  // namespace prikaz
