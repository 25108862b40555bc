#include "faulty_disk.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace prikaz {
namespace {

FaultyDisk* the_disk = nullptr;
sqlite3_vfs* system_vfs = nullptr;

struct File {
  sqlite3_file base;
  std::string* path;
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* file_of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* real(sqlite3_file* file) { return file_of(file)->real(); }

std::string bytes_of(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void carry_out(std::string& bytes, const FaultyDisk::Change& change) {
  const auto offset = static_cast<std::size_t>(change.offset);
  if (change.truncate) {
    bytes.resize(offset);
    return;
  }
  if (bytes.size() < offset + change.bytes.size()) bytes.resize(offset + change.bytes.size());
  bytes.replace(offset, change.bytes.size(), change.bytes);
}

int close(sqlite3_file* file) {
  const int code = real(file)->pMethods->xClose(real(file));
  delete file_of(file)->path;
  return code;
}

int read(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
  return real(file)->pMethods->xRead(real(file), to, size, offset);
}

int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
  if (const int code = the_disk->next_change(SQLITE_IOERR_WRITE)) return code;
  if (the_disk->keeps_contents())
    the_disk->contents_of(*file_of(file)->path)
        .unsynced.push_back(
            {false, offset, std::string(static_cast<const char*>(from), static_cast<std::size_t>(size))});
  return real(file)->pMethods->xWrite(real(file), from, size, offset);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (const int code = the_disk->next_change(SQLITE_IOERR_TRUNCATE)) return code;
  if (the_disk->keeps_contents()) the_disk->contents_of(*file_of(file)->path).unsynced.push_back({true, size, {}});
  return real(file)->pMethods->xTruncate(real(file), size);
}

// The disk is a story told to SQLite; really syncing would only take time.
int sync(sqlite3_file* file, int) {
  if (const int code = the_disk->next_change(SQLITE_IOERR_FSYNC)) return code;
  if (the_disk->keeps_contents()) {
    FaultyDisk::Contents& contents = the_disk->contents_of(*file_of(file)->path);
    for (const FaultyDisk::Change& change : contents.unsynced) carry_out(contents.durable, change);
    contents.unsynced.clear();
  }
  return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) { return real(file)->pMethods->xFileSize(real(file), size); }
int lock(sqlite3_file* file, int level) { return real(file)->pMethods->xLock(real(file), level); }
int unlock(sqlite3_file* file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }
int check_lock(sqlite3_file* file, int* out) { return real(file)->pMethods->xCheckReservedLock(real(file), out); }
int control(sqlite3_file* file, int op, void* argument) {
  return real(file)->pMethods->xFileControl(real(file), op, argument);
}
int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int characteristics(sqlite3_file* file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
  return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}
int shm_lock(sqlite3_file* file, int offset, int n, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, n, flags);
}
void shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int shm_unmap(sqlite3_file* file, int remove) { return real(file)->pMethods->xShmUnmap(real(file), remove); }

const sqlite3_io_methods kMethods{
    2,         close,      read,    write,       truncate,        sync,    file_size, lock,
    unlock,    check_lock, control, sector_size, characteristics, shm_map, shm_lock,  shm_barrier,
    shm_unmap, nullptr,    nullptr};

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;
  const bool is_new = name != nullptr && !std::filesystem::exists(name);
  if (is_new && (flags & SQLITE_OPEN_CREATE) != 0)
    if (const int code = the_disk->next_change(SQLITE_CANTOPEN)) return code;
  const int code = system_vfs->xOpen(system_vfs, name, real(file), flags, out_flags);
  if (code != SQLITE_OK) return code;
  file_of(file)->path = new std::string(name == nullptr ? "" : name);
  file->pMethods = &kMethods;
  if (the_disk->keeps_contents()) the_disk->contents_of(*file_of(file)->path);
  return SQLITE_OK;
}

int remove(sqlite3_vfs*, const char* name, int sync_folder) {
  if (const int code = the_disk->next_change(SQLITE_IOERR_DELETE)) return code;
  the_disk->forget(name);
  return system_vfs->xDelete(system_vfs, name, sync_folder);
}

}  // namespace

FaultyDisk::FaultyDisk() {
  system_vfs = sqlite3_vfs_find(nullptr);
  vfs_ = *system_vfs;
  vfs_.szOsFile = static_cast<int>(sizeof(File)) + system_vfs->szOsFile;
  vfs_.pNext = nullptr;
  vfs_.zName = "faulty";
  vfs_.xOpen = open;
  vfs_.xDelete = remove;
  the_disk = this;
  sqlite3_vfs_register(&vfs_, 1);
}

FaultyDisk::~FaultyDisk() {
  sqlite3_vfs_unregister(&vfs_);
  sqlite3_vfs_register(system_vfs, 1);
  the_disk = nullptr;
}

void FaultyDisk::plan(int change, int code, bool lasting) {
  heal();
  planned_ = change;
  code_ = code;
  lasting_ = lasting;
}

void FaultyDisk::cut_power_at(int change, unsigned seed) {
  heal();
  planned_ = change;
  cuts_power_ = keeps_contents_ = true;
  random_.seed(seed);
}

void FaultyDisk::heal() {
  changes_ = planned_ = 0;
  code_ = SQLITE_OK;
  lasting_ = cuts_power_ = powerless_ = keeps_contents_ = false;
  files_.clear();
}

int FaultyDisk::next_change(int usual_code) {
  ++changes_;
  if (powerless_) return usual_code;
  if (planned_ == 0 || changes_ < planned_ || (changes_ > planned_ && !lasting_)) return SQLITE_OK;
  if (cuts_power_) {
    powerless_ = true;
    return usual_code;
  }
  return code_ == SQLITE_FULL && usual_code == SQLITE_IOERR_WRITE ? SQLITE_FULL : usual_code;
}

FaultyDisk::Contents& FaultyDisk::contents_of(const std::string& path) {
  const auto [at, fresh] = files_.try_emplace(path);
  if (fresh && !powerless_) at->second.durable = bytes_of(path);
  return at->second;
}

void FaultyDisk::restore_power() {
  for (auto& [path, contents] : files_) {
    if (path.ends_with("-shm")) continue;
    for (const Change& change : contents.unsynced) {
      // Lost, arrived, or arrived in part.
      const auto fate = random_() % 3;
      if (fate == 0) continue;
      Change arrived = change;
      constexpr std::size_t kSector = 512;
      if (fate == 2 && !change.truncate)
        arrived.bytes.resize(
            std::min(arrived.bytes.size(), kSector * (random_() % (arrived.bytes.size() / kSector + 1))));
      carry_out(contents.durable, arrived);
    }
    std::ofstream(path, std::ios::binary | std::ios::trunc) << contents.durable;
    std::error_code error;
    std::filesystem::remove(path + "-shm", error);
  }
  heal();
}

}  // namespace prikaz
