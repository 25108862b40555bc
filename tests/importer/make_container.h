// ZIP and TAR files made on the spot.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace prikaz {

struct Packed {
  std::string name, bytes;
  unsigned type = AE_IFREG;
  std::string link{};  // of a symbolic link
};

struct PackOptions {
  bool tar = false;
  bool gzip = false;
  std::string password{};
};

inline std::string make_container(const std::vector<Packed>& members, const PackOptions& options = {}) {
  std::string bytes;
  const auto append = [](archive*, void* to, const void* data, std::size_t size) {
    static_cast<std::string*>(to)->append(static_cast<const char*>(data), size);
    return static_cast<la_ssize_t>(size);
  };
  const std::unique_ptr<archive, decltype(&archive_write_free)> writer(archive_write_new(), archive_write_free);
  if (options.tar)
    archive_write_set_format_gnutar(writer.get());
  else
    archive_write_set_format_zip(writer.get());
  if (options.gzip) archive_write_add_filter_gzip(writer.get());
  if (!options.password.empty()) {
    archive_write_set_options(writer.get(), "zip:encryption=traditional");
    archive_write_set_passphrase(writer.get(), options.password.c_str());
  }
  archive_write_set_bytes_in_last_block(writer.get(), 1);
  if (archive_write_open(writer.get(), &bytes, nullptr, append, nullptr) != ARCHIVE_OK)
    throw std::runtime_error("archive_write_open");
  for (const Packed& member : members) {
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(), archive_entry_free);
    archive_entry_set_pathname(entry.get(), member.name.c_str());
    archive_entry_set_filetype(entry.get(), member.type);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_mtime(entry.get(), 1'700'000'000, 0);
    if (!member.link.empty()) archive_entry_set_symlink(entry.get(), member.link.c_str());
    archive_entry_set_size(entry.get(), member.type == AE_IFREG ? static_cast<la_int64_t>(member.bytes.size()) : 0);
    if (archive_write_header(writer.get(), entry.get()) < ARCHIVE_WARN)
      throw std::runtime_error(archive_error_string(writer.get()));
    if (member.type == AE_IFREG && !member.bytes.empty() &&
        archive_write_data(writer.get(), member.bytes.data(), member.bytes.size()) < 0)
      throw std::runtime_error(archive_error_string(writer.get()));
  }
  archive_write_close(writer.get());
  return bytes;
}

}  // namespace prikaz
