// The writer of each format. What they have in common: see prikaz/sheet.h.
#pragma once

#include <memory>
#include <string_view>

#include "prikaz/output.h"
#include "prikaz/sheet.h"

namespace prikaz {

std::unique_ptr<SheetWriter> open_xlsx(const std::filesystem::path& target, const std::vector<Sheet>& sheets,
                                       const SheetOptions& options);
std::unique_ptr<SheetWriter> open_csv(const std::filesystem::path& target, const std::vector<Sheet>& sheets,
                                      const SheetOptions& options);
std::unique_ptr<SheetWriter> open_json(const std::filesystem::path& target, const std::vector<Sheet>& sheets,
                                       bool object_a_line);

// Many small pieces, few system calls.
class BufferedOutput {
 public:
  explicit BufferedOutput(const std::filesystem::path& target) : output_(target) {}

  void write(std::string_view bytes) {
    buffer_ += bytes;
    if (buffer_.size() >= kEnough) flush();
  }
  void commit() {
    flush();
    output_.commit();
  }

 private:
  static constexpr std::size_t kEnough = 1U << 16U;
  void flush() {
    output_.write(buffer_);
    buffer_.clear();
  }

  Output output_;
  std::string buffer_;
};

}  // namespace prikaz
