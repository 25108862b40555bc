#include "scratch_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

#include "prikaz/messages.h"
#include "prikaz/output.h"
#include "prikaz/printable.h"

namespace prikaz {

std::filesystem::path scratch_folder_for(const std::filesystem::path& target) {
  std::error_code error;
  const auto type = target.empty() ? std::filesystem::file_type::fifo : std::filesystem::status(target, error).type();
  if (type == std::filesystem::file_type::regular) return std::filesystem::canonical(target, error).parent_path();
  if (type == std::filesystem::file_type::not_found || type == std::filesystem::file_type::none)
    return target.has_parent_path() ? target.parent_path() : ".";
  std::filesystem::path folder = std::filesystem::temp_directory_path(error);
  return error ? "/tmp" : folder;
}

void fail_to_write(const std::filesystem::path& target, int error) {
  const std::string shown = target.empty() ? tr("standard output") : printable(target.native());
  throw OutputError(tr("%1 cannot be written: %2", {shown, error_text(error)}));
}

ScratchFile::ScratchFile(const std::filesystem::path& target) : target_(target) {
  const std::filesystem::path folder = scratch_folder_for(target);
  // Not every file system knows nameless files.
  file_ = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file_ >= 0) return;
  std::string name = (folder / ".prikaz-XXXXXX").native();
  file_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (file_ < 0) fail_to_write(target_, errno);
  ::unlink(name.c_str());
}

ScratchFile::~ScratchFile() { ::close(file_); }

void ScratchFile::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t n = ::write(file_, rest.data(), rest.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail_to_write(target_, n < 0 ? errno : ENOSPC);
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
  buffer_.clear();
}

void ScratchFile::write(std::string_view bytes) {
  buffer_ += bytes;
  if (buffer_.size() >= 1U << 16U) flush();
}

void ScratchFile::read(const std::function<void(std::string_view)>& piece) {
  flush();
  std::array<char, 1U << 16U> bytes;
  for (off_t at = 0;;) {
    const ssize_t n = ::pread(file_, bytes.data(), bytes.size(), at);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail_to_write(target_, errno);
    if (n == 0) return;
    piece({bytes.data(), static_cast<std::size_t>(n)});
    at += n;
  }
}

}  // namespace prikaz
