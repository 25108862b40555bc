#include "prikaz/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>
#include <unicode/ucnv.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string_view>

#include "members.h"
#include "prikaz/error.h"
#include "prikaz/messages.h"
#include "prikaz/printable.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

struct FreeArchive {
  void operator()(archive* reader) const { archive_read_free(reader); }
};
using Reader = std::unique_ptr<archive, FreeArchive>;

Reader open_container(int file, const std::string& password) {
  if (::lseek(file, 0, SEEK_SET) != 0) throw InputError(Failure::io_error, tr("cannot be read"));
  Reader reader(archive_read_new());
  if (!reader) throw std::bad_alloc();
  // Nothing but these: each further format is one more parser to trust.
  archive_read_support_format_zip(reader.get());
  archive_read_support_format_tar(reader.get());
  archive_read_support_format_empty(reader.get());
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_filter_bzip2(reader.get());
  archive_read_support_filter_xz(reader.get());
  if (!password.empty()) archive_read_add_passphrase(reader.get(), password.c_str());
  return reader;
}

int begin(archive* reader, int file) {
  constexpr std::size_t kBlock = std::size_t{64} << 10U;
  return archive_read_open_fd(reader, file, kBlock);
}

// Names written on a Russian DOS or Windows are in code page 866 and do not say so.
std::string from_cp866(std::string_view bytes) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> dos(ucnv_open("ibm-866", &error), ucnv_close);
  if (U_FAILURE(error) != 0) return std::string(bytes);
  std::u16string wide(bytes.size() * 2 + 1, u'\0');
  const auto length = ucnv_toUChars(dos.get(), wide.data(), static_cast<std::int32_t>(wide.size()), bytes.data(),
                                    static_cast<std::int32_t>(bytes.size()), &error);
  if (U_FAILURE(error) != 0) return std::string(bytes);
  std::string text;
  for (std::int32_t i = 0; i < length; ++i) append_code_point(text, wide[static_cast<std::size_t>(i)]);
  return text;
}

std::string name_of(archive_entry* entry, bool zip) {
  // The one is empty where a name cannot be told in the other's encoding.
  const char* name = archive_entry_pathname(entry);
  if (name == nullptr) name = archive_entry_pathname_utf8(entry);
  if (name == nullptr) return "?";
  const std::string bytes(name, ::strnlen(name, 4096));
  return zip && valid_utf8(bytes) != bytes ? from_cp866(bytes) : bytes;
}

bool is_zip(archive* reader) { return (archive_format(reader) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_ZIP; }

std::string complaint(archive* reader) {
  const char* text = archive_error_string(reader);
  return text == nullptr ? std::string() : printable(text);
}

InputError trouble_of(archive* reader) {
  const std::string text = complaint(reader);
  if (text.find("assphrase") != std::string::npos || text.find("ncrypt") != std::string::npos)
    return InputError(Failure::encrypted, tr("the container is encrypted: give its password with --password-file"));
  if (text.find("runcated") != std::string::npos)
    return InputError(Failure::truncated, tr("the container is cut off: get it again from where it came"));
  return InputError(Failure::damaged, tr("the container is damaged: %1", {text}));
}

// Documents of office programs are ZIP files too. What makes them so stands in their list of members.
bool is_office_document(int file, const std::string& password) {
  const Reader reader = open_container(file, password);
  if (begin(reader.get(), file) != ARCHIVE_OK) return false;
  archive_entry* entry = nullptr;
  for (int i = 0; i < 1000 && archive_read_next_header(reader.get(), &entry) >= ARCHIVE_WARN; ++i) {
    if (!is_zip(reader.get())) return false;
    const std::string name = name_of(entry, false);
    if (name == "[Content_Types].xml" || name == "META-INF/MANIFEST.MF" || (i == 0 && name == "mimetype")) return true;
  }
  return false;
}

std::uint64_t size_of(int file) {
  struct stat about {};
  return ::fstat(file, &about) == 0 ? static_cast<std::uint64_t>(about.st_size) : 0;
}

std::string eight_bytes(std::uint64_t value) {
  std::string bytes;
  for (unsigned shift = 0; shift < 64; shift += 8) bytes += static_cast<char>((value >> shift) & 0xFFU);
  return bytes;
}

class Unpacking {
 public:
  Unpacking(int file, const UnpackOrder& order, std::ostream& out, const std::function<void()>& alive,
            const UnpackLimits& limits)
      : order_(order),
        out_(out),
        alive_(alive),
        limits_(limits),
        packed_(size_of(file)),
        total_(order.unpacked_bytes) {}

  void run(archive* reader) {
    archive_entry* entry = nullptr;
    for (std::uint64_t index = 0;; ++index) {
      const int status = archive_read_next_header(reader, &entry);
      if (status == ARCHIVE_EOF) break;
      if (status < ARCHIVE_WARN) return end_in(trouble_of(reader));
      if (index >= limits_.members)
        return end_in(InputError(
            Failure::output_limit,
            tr_plural("more than %1 file in the container", "more than %1 files in the container", limits_.members)));
      if (index < order_.from) continue;
      if (members_ >= order_.most_members || portion_ >= order_.most_bytes) {
        write('M', eight_bytes(index) + eight_bytes(total_));
        return;
      }
      if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr) continue;
      if (const std::optional<InputError> end = copy(reader, entry)) return end_in(*end);
    }
    if (order_.from == 0 && members_ == 0) throw InputError(Failure::empty, tr("there are no files in the container"));
    write('Z', {});
  }

 private:
  // One member. Returns what ends the whole container.
  std::optional<InputError> copy(archive* reader, archive_entry* entry) {
    ++members_;
    write('N', name_of(entry, is_zip(reader)));
    std::uint64_t size = 0;
    std::array<char, std::size_t{64} << 10U> buffer;
    for (std::uint64_t round = 0;; ++round) {
      if (round % 256 == 0) alive_();
      const la_ssize_t n = archive_read_data(reader, buffer.data(), buffer.size());
      if (n == 0) break;
      if (n < 0) return give_up(reader, static_cast<int>(n), archive_entry_is_data_encrypted(entry) != 0);
      size += static_cast<std::uint64_t>(n);
      total_ += static_cast<std::uint64_t>(n);
      portion_ += static_cast<std::uint64_t>(n);
      if (total_ > limits_.total_bytes || (total_ > limits_.ratio_from_bytes && total_ / limits_.ratio > packed_)) {
        const InputError bomb(Failure::output_limit, tr("the container unpacks to far more than its size"));
        refuse(bomb);
        return bomb;
      }
      if (size > limits_.member_bytes) {
        refuse(InputError(Failure::output_limit,
                          tr("larger than %1 MB unpacked", {std::to_string(limits_.member_bytes >> 20U)})));
        return std::nullopt;
      }
      write('D', {buffer.data(), static_cast<std::size_t>(n)});
    }
    write('E', {});
    return std::nullopt;
  }

  std::optional<InputError> give_up(archive* reader, int status, bool encrypted) {
    const InputError whole = trouble_of(reader);
    if (encrypted || whole.failure() == Failure::encrypted)
      refuse(InputError(Failure::encrypted, tr("encrypted: give the password of the container with --password-file")));
    else
      refuse(InputError(whole.failure(), tr("damaged in the container: %1", {complaint(reader)})));
    // After anything less than fatal the next member can be had.
    if (status == ARCHIVE_FATAL) return whole;
    return std::nullopt;
  }

  void refuse(const InputError& failure) {
    write('B', std::string(1, static_cast<char>(failure.failure())) + failure.what());
  }

  void end_in(const InputError& failure) {
    if (order_.from == 0 && members_ == 0) throw failure;
    write('X', std::string(1, static_cast<char>(failure.failure())) + failure.what());
  }

  void write(char type, std::string_view payload) { out_ << unpack_record(type, payload); }

  const UnpackOrder& order_;
  std::ostream& out_;
  const std::function<void()>& alive_;
  const UnpackLimits& limits_;
  std::uint64_t packed_;
  std::uint64_t total_;
  std::uint64_t portion_ = 0;
  std::uint32_t members_ = 0;
};

}  // namespace

std::string to_parameters(const UnpackOrder& order) {
  return std::to_string(order.from) + ' ' + std::to_string(order.unpacked_bytes) + ' ' +
         std::to_string(order.most_members) + ' ' + std::to_string(order.most_bytes);
}

UnpackOrder unpack_order(const std::string& parameters) {
  UnpackOrder order;
  std::size_t at = 0;
  const auto number = [&] {
    std::size_t used = 0;
    const std::uint64_t value = std::stoull(parameters.substr(at), &used);
    at += used;
    return value;
  };
  order.from = number();
  order.unpacked_bytes = number();
  order.most_members = static_cast<std::uint32_t>(number());
  order.most_bytes = number();
  return order;
}

void unpack(int file, const UnpackOrder& order, const std::string& password, std::ostream& out,
            const std::function<void()>& alive, const UnpackLimits& limits) {
  if (order.from == 0 && is_office_document(file, password)) {
    out << unpack_record('O', {});
    return;
  }
  const Reader reader = open_container(file, password);
  if (begin(reader.get(), file) != ARCHIVE_OK) {
    if (archive_format(reader.get()) != 0 || archive_errno(reader.get()) != EILSEQ) throw trouble_of(reader.get());
    // A compressed file that holds no tar: the reader of documents knows what to say of it.
    out << unpack_record('O', {});
    return;
  }
  Unpacking(file, order, out, alive, limits).run(reader.get());
}

}  // namespace prikaz
