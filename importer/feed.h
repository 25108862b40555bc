// Everything there is to read, in order: the files of the walk, and where one of them is a container, its members in
// its place.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "members.h"
#include "prikaz/archive.h"
#include "prikaz/error.h"
#include "prikaz/file_descriptor.h"
#include "prikaz/importer.h"
#include "prikaz/unpack.h"
#include "stillness.h"
#include "walk.h"

namespace prikaz {

std::string base_name(const std::string& path);

// What comes of a container on disk, with the containers inside it. Shared by all that is still to be done about it.
struct Taking {
  std::string sha256;
  StoredPath about;  // as it may be recorded
  TakenApart counts;
  bool whole = true;                      // nothing in it was unreadable or left undone
  std::unordered_set<std::string> names;  // that were given to members
};

struct Candidate {
  std::string path;
  std::string name;  // base name, for `source.name`
  bool member = false;
  FileDescriptor file;                // of a member; a file on disk is opened when its turn comes
  StoredPath about;                   // of a member
  int depth = 0;                      // containers around it
  int changes = 0;                    // times it was found changed while it was read
  bool plain = false;                 // not to be taken apart
  std::shared_ptr<Taking> taking;     // of a member
  std::optional<InputError> failure;  // nothing can be read
};

// A container that is being taken apart.
struct Container {
  std::string path, name;
  FileDescriptor file;
  StoredPath seen;   // as it was when it was hashed
  StoredPath about;  // the same, as it may be recorded
  std::string sha256;
  int depth = 0;
  int changes = 0;  // times it was found changed while it was read
  bool member = false;
  std::shared_ptr<Taking> taking;
  bool unpacking = false;  // a portion is under way
  bool ended = false;      // no portion follows
  UnpackOrder order;       // of the portion under way or next
  std::deque<Member> members;
};

class Feed {
 public:
  Feed(const ImportOptions& options);

  enum class Next { candidate, portion_wanted, blocked, exhausted };
  // candidate: `candidate` is the next. portion_wanted: container() is to be unpacked further. blocked: its portion is
  // under way. exhausted: nothing more (in this look, where a folder is watched).
  Next next(Candidate& candidate);

  void open(std::unique_ptr<Container> container) { containers_.push_back(std::move(container)); }
  Container& container() { return *containers_.back(); }
  // Its members that were not asked for yet are dropped.
  void close(const Container& container);
  bool idle() const { return containers_.empty() && again_.empty(); }
  // Before everything else, the last first.
  void put_back(Candidate candidate) { again_.push_back(std::move(candidate)); }

  // Whether the walk comes by this path if it is there.
  bool covers(const std::string& path) const;

  // Watched folders are looked at once more.
  void look_again();

  // How many files there are, counted a few at a time; nullopt while it is not known.
  std::optional<std::uint64_t> count_on();
  void add_to_count(std::uint64_t members) { counted_ += members; }

 private:
  bool may_take(const std::string& path);
  Candidate member_of(Container& container);

  const ImportOptions& options_;
  std::vector<std::string> inputs_;  // absolute
  std::optional<FolderId> archive_;
  Walk walk_;
  std::optional<Walk> counting_;
  std::uint64_t counted_ = 0;
  std::vector<std::unique_ptr<Container>> containers_;
  std::vector<Candidate> again_;
  std::optional<Stillness> stillness_;
  std::unordered_set<std::string> troubles_;  // of watched folders, told once
};

}  // namespace prikaz
