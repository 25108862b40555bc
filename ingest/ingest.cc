#include "prikaz/ingest.h"

#include <fcntl.h>
#include <magic.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "prikaz/file_descriptor.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

[[noreturn]] void fail_io(const std::string& what, int error) {
  throw InputError(Failure::io_error, what + ": " + error_text(error));
}

// A file larger than this is no order, and its bytes are held in memory.
constexpr off_t kMaxBytes = off_t{2} << 30;

std::string sha256_of(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest = {};
  unsigned int length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1)
    throw InputError(Failure::io_error, tr("SHA-256 could not be computed"));
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * length);
  for (unsigned int i = 0; i < length; ++i) {
    hex += kDigits[digest[i] >> 4];
    hex += kDigits[digest[i] & 0xF];
  }
  return hex;
}

// libmagic's answer («application/zip»), or an empty string where it has none.
std::string magic_type(std::string_view bytes) {
  const std::unique_ptr<magic_set, decltype(&magic_close)> magic(magic_open(MAGIC_MIME_TYPE), magic_close);
  if (!magic || magic_load(magic.get(), nullptr) != 0) return {};
  const char* type = magic_buffer(magic.get(), bytes.data(), bytes.size());
  return type == nullptr ? std::string() : std::string(type);
}

// The formats we read, by the first bytes their standards demand: cheaper than loading libmagic's whole table.
std::string_view type_by_signature(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("%PDF-")) return "application/pdf";
  if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return "image/png";
  if (bytes.starts_with("\xFF\xD8\xFF"sv)) return "image/jpeg";
  if (bytes.starts_with("II*\0"sv) || bytes.starts_with("MM\0*"sv)) return "image/tiff";
  return {};
}

// Debian's decoder crashes on some of these files, and no scanner writes them. In a PDF, Poppler decodes them.
bool is_jpeg2000(std::string_view bytes) {
  using namespace std::string_view_literals;
  return bytes.starts_with("\0\0\0\x0CjP  \r\n\x87\n"sv) || bytes.starts_with("\xFF\x4F\xFF\x51"sv);
}

// A PDF may have up to 1,024 bytes before its mark (ISO 32000-1, Annex H, 3.4.1): mail headers, a line of a web server.
// An archive that holds a PDF uncompressed looks the same and is none: its own type is known.
bool is_late_pdf(std::string_view bytes, std::string_view type) {
  return bytes.substr(0, 1024 + 5).find("%PDF-") != std::string_view::npos &&
         (type.empty() || type == "application/pdf" || type == "application/octet-stream" || type.starts_with("text/"));
}

// A format people do send, with what to do about it.
std::string advice_for(std::string_view type) {
  static constexpr std::array<std::string_view, 5> kOffice = {
      "application/msword", "application/rtf", "text/rtf", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"};
  bool office = type.starts_with("application/vnd.openxmlformats") || type.starts_with("application/vnd.oasis");
  for (const std::string_view known : kOffice) office = office || type == known;
  if (office) return tr("save it as PDF first");
  if (type == "application/zip" || type.starts_with("application/x-rar") || type.starts_with("application/x-7z") ||
      type == "application/gzip")
    return tr("unpack it first");
  return tr("PDF, PNG, JPEG and TIFF are read");
}

}  // namespace

std::string read_whole(int file) {
  struct stat before = {};
  if (::fstat(file, &before) != 0) fail_io(tr("cannot be examined"), errno);
  if (S_ISDIR(before.st_mode)) throw InputError(Failure::io_error, tr("this is a directory: give the files in it"));
  if (!S_ISREG(before.st_mode)) throw InputError(Failure::io_error, tr("not a regular file"));
  if (before.st_size > kMaxBytes) throw InputError(Failure::memory, tr("larger than 2 GiB: split the file"));

  std::string bytes(static_cast<std::size_t>(before.st_size), '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got = ::pread(file, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail_io(tr("cannot be read"), errno);
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  struct stat after = {};
  if (::fstat(file, &after) != 0) fail_io(tr("cannot be examined"), errno);
  if (done != bytes.size() || after.st_size != before.st_size || after.st_mtim.tv_sec != before.st_mtim.tv_sec ||
      after.st_mtim.tv_nsec != before.st_mtim.tv_nsec)
    throw InputError(Failure::io_error, tr("changed while it was read: try again when it is complete"));
  return bytes;
}

int open_input(const std::filesystem::path& path) {
  // O_NONBLOCK: opening a FIFO nobody writes to would wait for ever.
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (file >= 0) return file;
  if (errno == ENXIO || errno == ENODEV) throw InputError(Failure::io_error, tr("not a regular file"));
  fail_io(tr("cannot be opened"), errno);
}

SourceFile ingest(const std::filesystem::path& path) {
  const FileDescriptor file(open_input(path));
  return ingest(file.get(), path.filename().native());
}

SourceFile ingest(int file, const std::string& name) {
  SourceFile source;
  source.name = valid_utf8(name);
  source.bytes = read_whole(file);
  source.size_bytes = source.bytes.size();
  if (source.bytes.empty()) throw InputError(Failure::empty, tr("the file is empty: get it again from where it came"));
  if (is_jpeg2000(source.bytes))
    throw InputError(Failure::unsupported,
                     tr("JPEG 2000 pictures are not read: save it as PDF, PNG, JPEG or TIFF first"));
  source.media_type = type_by_signature(source.bytes);
  if (source.media_type.empty()) {
    const std::string type = magic_type(source.bytes);
    if (!is_late_pdf(source.bytes, type))
      throw InputError(Failure::not_a_document,
                       tr("not a document (%1): %2", {type.empty() ? tr("unknown content") : type, advice_for(type)}));
    source.media_type = "application/pdf";
  }
  source.sha256 = sha256_of(source.bytes);
  return source;
}

std::vector<std::string> ingest_data_paths() {
  std::vector<std::string> paths{"/etc/magic", "/usr/share/misc", "/usr/share/file", "/usr/lib/file",
                                 "/etc/ssl/openssl.cnf"};
  for (const char* name : {"MAGIC", "OPENSSL_CONF"})
    if (const char* path = std::getenv(name); path != nullptr && *path != '\0') paths.emplace_back(path);
  return paths;
}

}  // namespace prikaz
