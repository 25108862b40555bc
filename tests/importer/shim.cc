// Put before the C library with LD_PRELOAD, this makes a disk that fails at a chosen moment, and readers that
// misbehave.
//
//   PRIKAZ_SHIM_FOLDER=/archive PRIKAZ_SHIM_FAIL_AT=17 PRIKAZ_SHIM_ERROR=28 [PRIKAZ_SHIM_FOR_GOOD=1]
//     the 17th call of the program itself (not of its readers) that writes to a file under the folder, syncs, renames,
//     truncates or opens one fails with this errno; with FOR_GOOD every later one too
//   PRIKAZ_SHIM_COUNT=/file
//     how many such calls there were is written there at the end
//
// A reader misbehaves where the bytes of its document say so: «SHIM:crash», «SHIM:loop», «SHIM:memory», «SHIM:sleep»,
// «SHIM:socket», «SHIM:exec», «SHIM:write».
#include <dlfcn.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace {

const pid_t program = ::getpid();
int calls = 0;

template <class Function>
Function* original(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

const char* setting(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool inside(const char* path) {
  static const std::string folder = setting("PRIKAZ_SHIM_FOLDER");
  return !folder.empty() && ::getpid() == program && std::strncmp(path, folder.c_str(), folder.size()) == 0;
}

bool inside(int file) {
  char path[4096] = {};
  const std::string link = "/proc/self/fd/" + std::to_string(file);
  return ::readlink(link.c_str(), path, sizeof path - 1) > 0 && inside(path);
}

// Whether this call is to fail; errno is set then.
template <class Where>
bool fails(Where where) {
  const int error = errno;
  const bool ours = inside(where);
  errno = error;
  if (!ours) return false;
  ++calls;
  static const int at = std::atoi(setting("PRIKAZ_SHIM_FAIL_AT"));
  static const bool for_good = *setting("PRIKAZ_SHIM_FOR_GOOD") != '\0';
  if (at == 0 || calls < at || (calls > at && !for_good)) return false;
  errno = std::atoi(setting("PRIKAZ_SHIM_ERROR"));
  return true;
}

struct Count {
  ~Count() {
    const char* path = setting("PRIKAZ_SHIM_COUNT");
    if (*path == '\0' || ::getpid() != program) return;
    if (std::FILE* file = std::fopen(path, "w")) {
      std::fprintf(file, "%d", calls);
      std::fclose(file);
    }
  }
} count_at_the_end;

// The answer of a system call that should have been refused, for the test to find.
void tell(const char* what, bool done) {
  std::fprintf(stderr, "SHIM %s %s\n", what, done ? "done" : "refused");
  if (done) ::_exit(77);
}

[[gnu::noinline]] void misbehave(std::string_view bytes) {
  const std::size_t at = bytes.find("SHIM:");
  if (at == std::string_view::npos || ::getpid() == program) return;
  const std::string_view what = bytes.substr(at + 5);
  if (what.starts_with("crash")) ::raise(SIGSEGV);
  volatile bool forever = true;
  if (what.starts_with("loop"))
    while (forever) {
    }
  if (what.starts_with("memory"))
    while (forever) {
      void* more = std::malloc(std::size_t{1} << 20U);
      if (more == nullptr) throw std::bad_alloc();
      std::memset(more, 1, std::size_t{1} << 20U);
    }
  if (what.starts_with("sleep")) ::usleep(1'500'000);
  if (what.starts_with("socket")) tell("socket", ::socket(AF_INET, SOCK_STREAM, 0) >= 0);
  if (what.starts_with("exec")) {
    ::execl("/bin/true", "true", nullptr);
    tell("exec", false);
  }
  if (what.starts_with("write")) {
    const std::string path = std::string(setting("PRIKAZ_SHIM_WRITES_TO"));
    const int file = ::open(path.c_str(), O_CREAT | O_WRONLY, 0600);
    tell("write", file >= 0 && ::write(file, "x", 1) == 1);
  }
}

}  // namespace

#define EXPORTED extern "C" __attribute__((visibility("default")))

EXPORTED ssize_t write(int file, const void* bytes, std::size_t size) {
  static const auto next = original<decltype(::write)>("write");
  return fails(file) ? -1 : next(file, bytes, size);
}

EXPORTED ssize_t pwrite(int file, const void* bytes, std::size_t size, off_t at) {
  static const auto next = original<decltype(::pwrite)>("pwrite");
  return fails(file) ? -1 : next(file, bytes, size, at);
}

EXPORTED ssize_t pwrite64(int file, const void* bytes, std::size_t size, off64_t at) {
  static const auto next = original<decltype(::pwrite64)>("pwrite64");
  return fails(file) ? -1 : next(file, bytes, size, at);
}

EXPORTED int fsync(int file) {
  static const auto next = original<decltype(::fsync)>("fsync");
  return fails(file) ? -1 : next(file);
}

EXPORTED int fdatasync(int file) {
  static const auto next = original<decltype(::fdatasync)>("fdatasync");
  return fails(file) ? -1 : next(file);
}

EXPORTED int ftruncate(int file, off_t size) noexcept {
  static const auto next = original<int(int, off_t)>("ftruncate");
  return fails(file) ? -1 : next(file, size);
}

EXPORTED int ftruncate64(int file, off64_t size) noexcept {
  static const auto next = original<int(int, off64_t)>("ftruncate64");
  return fails(file) ? -1 : next(file, size);
}

EXPORTED int rename(const char* from, const char* to) noexcept {
  static const auto next = original<int(const char*, const char*)>("rename");
  return fails(to) ? -1 : next(from, to);
}

EXPORTED int open(const char* path, int flags, ...) {
  std::va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  static const auto next = original<int(const char*, int, mode_t)>("open");
  return fails(path) ? -1 : next(path, flags, mode);
}

EXPORTED int open64(const char* path, int flags, ...) {
  std::va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  static const auto next = original<int(const char*, int, mode_t)>("open64");
  return fails(path) ? -1 : next(path, flags, mode);
}

// Called by the reader of a document with all of its bytes.
EXPORTED int EVP_Digest(const void* bytes, std::size_t size, unsigned char* digest, unsigned int* length,
                        const EVP_MD* type, ENGINE* engine) {
  misbehave({static_cast<const char*>(bytes), size});
  static const auto next = original<decltype(::EVP_Digest)>("EVP_Digest");
  return next(bytes, size, digest, length, type, engine);
}
