// A disk under SQLite that fails when told to, or loses power: a VFS that passes everything on to the system's and
// counts what changes the disk (writes, syncs, truncations, deletions, files made).
//
//   FaultyDisk disk;                       // from now on SQLite opens its files through it
//   disk.fail_at(17, SQLITE_FULL);         // the 17th change fails, once
//   disk.fail_from(17, SQLITE_IOERR_WRITE) // and all after it
//   disk.cut_power_at(17, seed);           // nothing works after it ...
//   disk.restore_power();                  // ... and of what was not synced, a part arrived on the disk: any part of
//   the
//                                          // writes, torn at the sectors
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace prikaz {

class FaultyDisk {
 public:
  FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;
  ~FaultyDisk();

  void fail_at(int change, int code) { plan(change, code, false); }
  void fail_from(int change, int code) { plan(change, code, true); }
  void cut_power_at(int change, unsigned seed);
  void cut_power_now() { powerless_ = true; }
  // REQUIRES: all databases are closed.
  void restore_power();
  // Nothing fails any more; counts from 0.
  void heal();
  int changes() const { return changes_; }

  // --- for the functions SQLite calls
  struct Change {
    bool truncate;
    std::int64_t offset;
    std::string bytes;
  };
  struct Contents {
    std::string durable;  // as of the last sync
    std::vector<Change> unsynced;
  };
  // SQLITE_OK, or what the change has to fail with.
  int next_change(int usual_code);
  Contents& contents_of(const std::string& path);
  void forget(const std::string& path) { files_.erase(path); }
  bool keeps_contents() const { return keeps_contents_; }
  bool powerless() const { return powerless_; }

 private:
  void plan(int change, int code, bool lasting);

  sqlite3_vfs vfs_{};
  int changes_ = 0, planned_ = 0, code_ = SQLITE_OK;
  bool lasting_ = false, cuts_power_ = false, powerless_ = false, keeps_contents_ = false;
  std::mt19937 random_;
  std::map<std::string, Contents> files_;
};

}  // namespace prikaz
