// Many files into one archive, so that nothing is lost, nothing is there twice, and a file that breaks its reader costs
// that file alone.
//
//   Import import(readers, catalogue, options, progress, stop);
//   const ImportReport report = import.run();
//
// One thread does it all: it walks, hashes, hands unknown contents to the readers by descriptor and stores what comes
// back. Contents are started in the order of the walk, so that what is stored depends neither on the number of readers
// nor on when a run was broken off:
//
// - A content is read once, under the first path the walk finds it at; other paths are recorded as its names. What is
//   in the archive already is not read.
// - A reading that ends in a crash, a timeout or for want of memory is tried once more, at the end, with no other
//   beside it. Only the last outcome is stored.
// - A file that changes while it is read is read once more at once; if it changes again, it has failed (io_error).
// - Changes are committed together: after 128 contents or half a second.
//
// ZIP and TAR files (see unpack.h) are taken apart into members known as "container.zip!/name"; a container is no
// document and leaves no trace of its own unless it fails, but for that all of its members are known: one that lies
// where it lay, unchanged, is not unpacked again. Shards, copies and second tries need the members, and unpack it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "prikaz/archive.h"
#include "prikaz/error.h"
#include "prikaz/worker_pool.h"

namespace prikaz {

// Where contents are read. The children do read_content() (commands/) or unpack() as `parameters` say.
class Readers {
 public:
  virtual ~Readers() = default;
  virtual int free() const = 0;
  // Whatever goes wrong comes back from wait().
  virtual void start(const ReadTask& task) = 0;
  // What has ended. Returns early when `wake` gets readable.
  virtual std::vector<Finished> wait(std::chrono::milliseconds at_most, int wake) = 0;
  virtual void cancel_all() = 0;
  // What nobody has begun to read comes back from wait() as withdrawn.
  virtual void cancel_queued() = 0;
};

// Where results are kept: an Archive, or what a test puts there. As for Archive, only what commit() has seen is kept.
// Throws ArchiveError; store() throws InputError if the JSON is not what it should be.
class Catalogue {
 public:
  virtual ~Catalogue() = default;
  virtual std::optional<FileState> state_of(const std::string& sha256) = 0;
  virtual std::optional<std::string> sha256_of(const StoredPath& path) = 0;
  virtual std::vector<std::string> paths_of(const std::string& sha256) = 0;
  virtual std::string original_path(const std::string& sha256) = 0;
  virtual void store(const ImportRecord& record, const StoredPath& path, std::string_view extraction_json) = 0;
  virtual void store_failure(const ImportRecord& record, const StoredPath& path, Failure failure,
                             const std::string& reason) = 0;
  virtual void add_path(const std::string& sha256, const StoredPath& path) = 0;
  virtual void store_unreadable(const StoredPath& path, Failure failure, const std::string& reason) = 0;
  virtual std::optional<TakenApart> taken_apart(const StoredPath& path) = 0;
  virtual void store_taken_apart(const std::string& sha256, const StoredPath& path, const TakenApart& container) = 0;
  virtual std::vector<std::string> unreadable_paths() = 0;  // files and folders of which nothing could be had
  virtual void clear_failure_at(const std::string& path) = 0;
  virtual void commit() = 0;
};

// Part `index` (from 1) of `count`. A content belongs to the part its SHA-256 names, wherever it lies and whatever it
// is called, so that machines that see the same files through different mounts share them without overlap. What has no
// readable content belongs to the part that the SHA-256 of its path, as given, names.
struct Shard {
  int index = 1;
  int count = 1;
  bool holds(const std::string& sha256) const;
};
// "2/3". Throws std::invalid_argument.
Shard parse_shard(const std::string& text);

struct WatchOptions {
  std::chrono::milliseconds interval{2000};  // between two looks
  std::chrono::milliseconds still{5000};     // size and times have to stay so long
};

struct ImportOptions {
  std::vector<std::string> inputs;  // files and folders
  std::string archive_folder;       // not walked into; with `copy`, originals go to its originals/
  int jobs = 1;                     // contents read side by side
  Shard shard;
  Limits limits;  // of each content
  bool copy = false;
  bool re_extract = false;                // what is imported already is read again
  std::unordered_set<std::string> retry;  // contents (sha256) that failed and are to be tried again
  std::optional<WatchOptions> watch;      // go on until stopped
  std::string program_version, sandbox;   // for the records
};

struct ImportCounts {
  std::uint64_t seen = 0;          // files and members done with, however
  std::uint64_t imported = 0;      // contents read and stored in this run
  std::uint64_t duplicates = 0;    // files whose content is stored under another path
  std::uint64_t known = 0;         // files of earlier runs, unchanged
  std::uint64_t known_failed = 0;  // files whose content failed in an earlier run and was not tried again
  std::uint64_t other_shards = 0;
  std::uint64_t doubtful = 0;  // of the imported: the reader says a person should look
  std::uint64_t pages = 0;
  std::uint64_t containers = 0;
  std::map<Failure, std::uint64_t> failed;
  std::uint64_t failed_in_all() const;
};

struct ImportReport {
  ImportCounts counts;
  std::chrono::milliseconds time{0};
  bool interrupted = false;
  // Every file given is in the archive as imported, or belongs to another shard.
  bool complete() const { return !interrupted && counts.known_failed == 0 && counts.failed_in_all() == 0; }
};

// Who is told how it goes. Paths are raw bytes.
class ImportObserver {
 public:
  virtual ~ImportObserver() = default;
  virtual void failed(const std::string& path, const InputError& error) = 0;
  // A content is tried once more.
  virtual void retried(const std::string& path, const InputError& error) = 0;
  // Called often. `total` as far as it is known.
  virtual void tick(const ImportCounts& counts, std::optional<std::uint64_t> total) = 0;
};

// Asked to stop by a signal: `requested()`, and `wake()` gets readable then.
class StopRequest {
 public:
  virtual ~StopRequest() = default;
  virtual bool requested() const = 0;
  virtual int wake() const = 0;
};

// What a reading child is told.
struct ReadOrder {
  bool unpack = false;
  std::string sha256;  // of the bytes it should find
  int jobs = 1;        // pages recognized side by side
  std::string unpack_order;
};
std::string to_parameters(const ReadOrder& order);
ReadOrder read_order(const std::string& parameters);  // throws std::invalid_argument

// What a child that reads a document writes before the JSON.
std::string reading_head(bool doubtful);

class Import {
 public:
  Import(Readers& readers, Catalogue& catalogue, const ImportOptions& options, ImportObserver& observer,
         const StopRequest& stop);
  Import(const Import&) = delete;
  Import& operator=(const Import&) = delete;
  ~Import();

  // Throws ArchiveError: what was committed stays, nothing else is done.
  ImportReport run();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace prikaz
