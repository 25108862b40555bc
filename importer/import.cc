#include <poll.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

#include "content.h"
#include "feed.h"
#include "members.h"
#include "originals.h"
#include "prikaz/importer.h"
#include "prikaz/messages.h"
#include "prikaz/unpack.h"

namespace prikaz {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int kMostUncommitted = 128;
constexpr milliseconds kLongestUncommitted{500};
constexpr milliseconds kGrace{3000};       // for what runs when a stop is asked for
constexpr std::size_t kMostSetAside = 32;  // each holds a descriptor
constexpr int kDeepestContainer = 2;

// A content that is to be read, is being read, or is to be read once more.
struct Content {
  FileDescriptor file;
  std::string name;
  StoredPath seen;   // as it was when the content was hashed
  StoredPath about;  // the same, as it may be recorded: see trusted_at
  std::string sha256;
  bool member = false;
  std::shared_ptr<Taking> taking;  // of a member
  int attempts = 1;
  int changes = 0;
  bool again = false;  // it is in the archive: a failure now must not cost what is there
  struct Other {
    StoredPath about;
    std::string name;
    FileDescriptor member;  // needed if the file that stands for both turns out to have changed
    std::shared_ptr<Taking> taking;
  };
  std::vector<Other> others;    // of the same content, found while it was under way
  Container* unpack = nullptr;  // a portion of this container, which the feed has open
};

InputError changed_while_read() {
  return InputError(Failure::io_error, tr("changed while it was read: try again when it is complete"));
}

// What killed its reader may have been another's fault: of a neighbour that took the memory, of a busy machine.
bool deserves_another_try(Failure failure) {
  return failure == Failure::crash || failure == Failure::timeout || failure == Failure::memory;
}

}  // namespace

std::uint64_t ImportCounts::failed_in_all() const {
  std::uint64_t all = 0;
  for (const auto& [kind, count] : failed) all += count;
  return all;
}

struct Import::Parts {
  Readers& readers;
  Catalogue& catalogue;
  const ImportOptions& options;
  ImportObserver& observer;
  const StopRequest& stop;

  Feed feed;
  std::optional<Originals> originals;
  ImportCounts counts;

  std::uint64_t last_id = 0;
  std::unordered_map<std::uint64_t, std::unique_ptr<Content>> contents;  // all of the following
  std::deque<std::uint64_t> ready;
  std::unordered_set<std::uint64_t> running;
  std::deque<std::uint64_t> set_aside;                       // for another try
  bool alone = false;                                        // contents set aside are being tried, one at a time
  std::unordered_map<std::string, std::uint64_t> under_way;  // sha256 -> id
  std::unordered_map<std::string, Failure> failed_now;       // contents that failed in this run
  std::unordered_set<std::string> read_now;                  // contents read in this run; kept if re_extract only
  bool exhausted = false;                                    // the feed has nothing more
  bool more_to_feed = false;                                 // it was left in the middle, to look after the readers
  // Failures of containers are stored when all else is: a container known as failed is not opened again, and its
  // members would be lost if the run ended between.
  struct BrokenContainer {
    ImportRecord record;
    StoredPath about;
    InputError failure;
  };
  std::vector<BrokenContainer> broken_containers;
  std::vector<std::shared_ptr<Taking>> takings;

  int uncommitted = 0;
  Clock::time_point uncommitted_since;
  std::optional<Clock::time_point> give_up_at;  // set when a stop was asked for
  bool interrupted = false;

  Parts(Readers& r, Catalogue& c, const ImportOptions& o, ImportObserver& ob, const StopRequest& s)
      : readers(r), catalogue(c), options(o), observer(ob), stop(s), feed(options) {
    if (options.copy) originals.emplace(options.archive_folder);
  }

  // --- what comes in

  void refill();
  void admit(Candidate candidate);
  bool is_known(const Candidate& candidate);
  bool pass_over_container(const StoredPath& about);
  void admit_content(OpenedFile opened, const Candidate& candidate);
  // True if there is nothing to read.
  bool settle_known(const std::string& sha256, OpenedFile& opened, const Candidate& candidate, bool path_known);
  void put_back(const std::string& path, int changes);
  void admit_container(OpenedFile opened, StoredPath seen, const std::string& sha256, const Candidate& candidate);
  void order_portion();
  void enqueue(std::unique_ptr<Content> content);

  // --- reading

  void start_ready();
  void start(std::uint64_t id);
  void finish(Finished finished);
  void take_changed_container(const Container& container);
  void finish_portion(const Content& content, const Finished& finished);
  bool read_once_more_if_changed(Content& content, const Finished& finished);
  void keep(Content& content, const Finished& finished);
  void fail(const Content& content, const InputError& failure, double cpu_s);
  void fail_container(const Content& content, const InputError& failure, double cpu_s);

  // --- what is kept

  ImportRecord record_of(const Content& content, double cpu_s) const;
  void fail_unread(const StoredPath& path, const InputError& failure);
  void count_failure(const std::string& path, const InputError& failure);
  // A member is in the archive as `state` says.
  static void settled(const std::shared_ptr<Taking>& taking, FileState state) {
    if (!taking) return;
    ++taking->counts.members;
    if (state == FileState::failed) ++taking->counts.failed;
  }
  void changed() {
    if (uncommitted++ == 0) uncommitted_since = Clock::now();
  }
  void commit();
  void store_broken_containers();
  void clear_folders();
  void store_taken_apart();

  // --- the loop

  ImportReport run();
  bool work_left() const { return !ready.empty() || !running.empty() || !set_aside.empty(); }
  void rest(milliseconds at_most) const;
  void begin_to_stop();
  milliseconds patience() const;
};

void Import::Parts::commit() {
  store_taken_apart();
  if (uncommitted == 0) return;
  catalogue.commit();
  uncommitted = 0;
}

void Import::Parts::store_broken_containers() {
  for (const BrokenContainer& one : broken_containers) {
    catalogue.store_failure(one.record, one.about, one.failure.failure(), one.failure.what());
    changed();
  }
  broken_containers.clear();
}

// Folders that could not be read once and can be now.
void Import::Parts::clear_folders() {
  for (const std::string& path : catalogue.unreadable_paths()) {
    if (!feed.covers(path) || !is_readable_folder(path)) continue;
    catalogue.clear_failure_at(path);
    changed();
  }
}

// A container whose last member has been settled is not unpacked again. Members of other shards are not settled.
void Import::Parts::store_taken_apart() {
  std::erase_if(takings, [&](const std::shared_ptr<Taking>& taking) {
    if (taking.use_count() > 1) return false;
    if (taking->whole && options.shard.count == 1) {
      catalogue.store_taken_apart(taking->sha256, taking->about, taking->counts);
      changed();
    }
    return true;
  });
}

ImportRecord Import::Parts::record_of(const Content& content, double cpu_s) const {
  ImportRecord record;
  record.sha256 = content.sha256;
  record.name = content.name;
  record.program_version = options.program_version;
  record.sandbox = options.sandbox;
  record.size_bytes = content.about.size;
  record.attempts = content.attempts;
  record.cpu_s = cpu_s;
  return record;
}

void Import::Parts::count_failure(const std::string& path, const InputError& failure) {
  ++counts.seen;
  ++counts.failed[failure.failure()];
  observer.failed(path, failure);
}

void Import::Parts::fail_unread(const StoredPath& path, const InputError& failure) {
  if (!options.shard.holds(sha256_of_text(path.path))) {
    ++counts.seen;
    ++counts.other_shards;
    return;
  }
  catalogue.store_unreadable(path, failure.failure(), failure.what());
  changed();
  count_failure(path.path, failure);
}

// --- what comes in

void Import::Parts::refill() {
  // Known files are passed over by the thousand: in between, those that read must be looked after.
  const Clock::time_point until = Clock::now() + milliseconds(running.empty() ? 100 : 10);
  const auto enough = static_cast<std::size_t>(options.jobs) + 2;
  exhausted = more_to_feed = false;
  while (ready.size() < enough && set_aside.size() < kMostSetAside && Clock::now() < until) {
    Candidate candidate;
    switch (feed.next(candidate)) {
      case Feed::Next::candidate: admit(std::move(candidate)); break;
      case Feed::Next::portion_wanted: order_portion(); return;
      case Feed::Next::blocked: return;
      case Feed::Next::exhausted: exhausted = true; return;
    }
  }
  more_to_feed = ready.size() < enough && set_aside.size() < kMostSetAside;
}

void Import::Parts::admit(Candidate candidate) {
  StoredPath about = candidate.about;
  about.path = candidate.path;
  const std::shared_ptr<Taking> taking = candidate.taking;
  const auto fail_candidate = [&](const InputError& error) {
    if (taking) taking->whole = false;
    fail_unread(about, error);
  };
  if (candidate.failure) return fail_candidate(*candidate.failure);
  try {
    OpenedFile opened{std::move(candidate.file), about};
    if (!candidate.member && is_known(candidate)) return;
    if (!candidate.member) opened = open_file(candidate.path);
    about = opened.about;
    admit_content(std::move(opened), candidate);
  } catch (const InputError& error) {
    fail_candidate(error);
  }
}

// By name, size, times and inode, without being opened.
bool Import::Parts::is_known(const Candidate& candidate) {
  if (options.re_extract || originals) return false;
  OpenedFile unopened;
  const std::optional<StoredPath> about = look_at(candidate.path);
  if (!about) return false;
  const std::optional<std::string> known = catalogue.sha256_of(*about);
  unopened.about = *about;
  if (!known) return !candidate.plain && pass_over_container(*about);
  return settle_known(*known, unopened, candidate, true);
}

bool Import::Parts::pass_over_container(const StoredPath& about) {
  // Which members are to be tried again shows when it is taken apart.
  if (!options.retry.empty() || options.shard.count > 1) return false;
  const std::optional<TakenApart> container = catalogue.taken_apart(about);
  if (!container) return false;
  counts.seen += container->members + container->containers;
  counts.known += container->members - container->failed;
  counts.known_failed += container->failed;
  feed.add_to_count(container->members + container->containers - 1);
  return true;
}

void Import::Parts::admit_content(OpenedFile opened, const Candidate& candidate) {
  // With copies wanted, one may be missing still.
  if (!candidate.member && originals && !options.re_extract)
    if (const std::optional<std::string> known = catalogue.sha256_of(opened.about))
      if (settle_known(*known, opened, candidate, true)) return;
  const std::int64_t now = now_ns();
  const Packing packing = candidate.plain ? Packing::none : packing_of(opened.file.get());
  std::uint64_t size = 0;
  const std::string sha256 = sha256_of_file(opened.file.get(), size);
  if (!candidate.member && (size != opened.about.size || !unchanged(opened.file.get(), opened.about))) {
    if (candidate.changes > 0) throw changed_while_read();
    return put_back(candidate.path, 1);
  }
  const StoredPath seen = opened.about;
  if (!candidate.member) opened.about = trusted_at(seen, now);
  if (packing != Packing::none) return admit_container(std::move(opened), seen, sha256, candidate);
  if (!options.shard.holds(sha256)) {
    ++counts.seen;
    ++counts.other_shards;
    return;
  }
  if (settle_known(sha256, opened, candidate, false)) return;
  auto content = std::make_unique<Content>();
  content->file = std::move(opened.file);
  content->name = candidate.name;
  content->seen = seen;
  content->about = std::move(opened.about);
  content->sha256 = sha256;
  content->member = candidate.member;
  content->taking = candidate.taking;
  content->changes = candidate.changes;
  content->again = options.re_extract && catalogue.state_of(sha256) == FileState::imported;
  under_way[sha256] = last_id + 1;
  enqueue(std::move(content));
}

void Import::Parts::put_back(const std::string& path, int changes) {
  Candidate again;
  again.path = path;
  again.name = base_name(path);
  again.changes = changes;
  feed.put_back(std::move(again));
}

bool Import::Parts::settle_known(const std::string& sha256, OpenedFile& opened, const Candidate& candidate,
                                 bool path_known) {
  if (const auto same = under_way.find(sha256); same != under_way.end()) {
    Content& first = *contents.at(same->second);
    FileDescriptor member = candidate.member && !first.member ? std::move(opened.file) : FileDescriptor();
    first.others.push_back({opened.about, candidate.name, std::move(member), candidate.taking});
    return true;
  }
  const std::optional<FileState> state = catalogue.state_of(sha256);
  if (!state) return false;
  if (*state == FileState::failed && options.retry.contains(sha256) && !failed_now.contains(sha256)) return false;
  if (*state == FileState::imported && options.re_extract && !read_now.contains(sha256)) return false;
  if (*state == FileState::imported && originals)
    originals->keep(opened.file.get(), sha256, catalogue.original_path(sha256));

  const std::vector<std::string> paths = path_known ? std::vector<std::string>() : catalogue.paths_of(sha256);
  const bool same_path = path_known || std::find(paths.begin(), paths.end(), opened.about.path) != paths.end();
  if (!path_known && catalogue.sha256_of(opened.about) != sha256) {
    catalogue.add_path(sha256, opened.about);
    changed();
  }
  settled(candidate.taking, *state);
  if (const auto failure = failed_now.find(sha256); failure != failed_now.end()) {
    count_failure(opened.about.path, InputError(failure->second, tr("the same content as a file that failed")));
    return true;
  }
  ++counts.seen;
  if (*state == FileState::failed)
    ++counts.known_failed;
  else
    ++(same_path ? counts.known : counts.duplicates);
  return true;
}

void Import::Parts::admit_container(OpenedFile opened, StoredPath seen, const std::string& sha256,
                                    const Candidate& candidate) {
  if (catalogue.state_of(sha256) && settle_known(sha256, opened, candidate, false)) return;
  if (candidate.depth >= kDeepestContainer)
    throw InputError(Failure::unsupported, tr("a container in a container in a container: unpack it first"));
  auto container = std::make_unique<Container>();
  container->path = opened.about.path;
  container->name = candidate.name;
  container->file = std::move(opened.file);
  container->seen = std::move(seen);
  container->about = std::move(opened.about);
  container->changes = candidate.changes;
  container->sha256 = sha256;
  container->depth = candidate.depth;
  container->member = candidate.member;
  container->taking = candidate.taking;
  if (!container->taking) {
    container->taking = std::make_shared<Taking>();
    container->taking->sha256 = sha256;
    container->taking->about = container->about;
    takings.push_back(container->taking);
  }
  feed.open(std::move(container));
}

void Import::Parts::order_portion() {
  Container& container = feed.container();
  auto content = std::make_unique<Content>();
  content->unpack = &container;
  content->file = FileDescriptor(::dup(container.file.get()));
  content->name = container.name;
  content->about = container.about;
  content->sha256 = container.sha256;
  content->member = container.member;
  container.unpacking = true;
  enqueue(std::move(content));
}

void Import::Parts::enqueue(std::unique_ptr<Content> content) {
  const std::uint64_t id = ++last_id;
  contents.emplace(id, std::move(content));
  ready.push_back(id);
}

// --- reading

void Import::Parts::start_ready() {
  alone = alone || set_aside.size() >= kMostSetAside || (exhausted && ready.empty() && !set_aside.empty());
  if (alone) {
    if (!running.empty()) return;
    alone = !set_aside.empty();
    if (alone) {
      const std::uint64_t id = set_aside.front();
      set_aside.pop_front();
      return start(id);
    }
  }
  while (!ready.empty() && readers.free() > 0) {
    const std::uint64_t id = ready.front();
    ready.pop_front();
    start(id);
  }
}

void Import::Parts::start(std::uint64_t id) {
  const Content& content = *contents.at(id);
  ReadOrder order;
  order.unpack = content.unpack != nullptr;
  order.sha256 = content.sha256;
  // Side by side pays more between files than within one.
  const bool only_one = running.empty() && ready.empty() && exhausted && !alone;
  order.jobs = only_one ? options.jobs : 1;
  if (content.unpack != nullptr) order.unpack_order = to_parameters(content.unpack->order);
  ReadTask task;
  task.id = id;
  task.input = content.file.get();
  task.name = content.name;
  task.parameters = to_parameters(order);
  task.limits = options.limits;
  task.limits.threads = order.jobs;
  readers.start(task);
  running.insert(id);
}

void Import::Parts::finish(Finished finished) {
  const auto found = contents.find(finished.id);
  if (found == contents.end()) return;
  Content& content = *found->second;
  // Whoever asked us to stop may have told the readers too; what they died of then says nothing about the file.
  const bool stopped = give_up_at && finished.failure && deserves_another_try(finished.failure->failure());
  if (stopped || finished.withdrawn) {
    interrupted = true;
  } else if (content.unpack != nullptr) {
    finish_portion(content, finished);
  } else if (!read_once_more_if_changed(content, finished)) {
    if (finished.failure && content.attempts == 1 && deserves_another_try(finished.failure->failure())) {
      ++content.attempts;
      set_aside.push_back(finished.id);
      observer.retried(content.about.path, *finished.failure);
      return;
    }
    if (finished.failure)
      fail(content, *finished.failure, finished.cpu_s);
    else
      keep(content, finished);
  }
  if (content.unpack == nullptr) under_way.erase(content.sha256);
  contents.erase(finished.id);
}

// What was unpacked of it may be of two different files.
void Import::Parts::take_changed_container(const Container& container) {
  container.taking->whole = false;
  if (container.changes > 0)
    fail_unread(container.about, changed_while_read());
  else
    put_back(container.path, container.changes + 1);
  feed.close(container);
}

// A portion that killed its reader is tried again member by member, so that all before the one that kills are had.
void Import::Parts::finish_portion(const Content& content, const Finished& finished) {
  Container& container = *content.unpack;
  container.unpacking = false;
  if (!container.member && !unchanged(container.file.get(), container.seen)) return take_changed_container(container);
  std::optional<InputError> trouble = finished.failure;
  Portion portion;
  try {
    if (!trouble) portion = read_portion(finished.result, options.archive_folder);
  } catch (const InputError& error) {
    trouble = error;
  }
  if (trouble && deserves_another_try(trouble->failure()) && container.order.most_members > 1) {
    container.order.most_members = 1;
    return;
  }
  if (portion.is_document) {
    Candidate candidate;
    candidate.path = container.path;
    candidate.name = container.name;
    candidate.member = container.member;
    if (container.member) candidate.file = std::move(container.file);
    candidate.about = container.about;
    candidate.depth = container.depth;
    candidate.plain = true;
    if (container.member)
      candidate.taking = container.taking;
    else
      container.taking->whole = false;
    container.ended = true;
    feed.put_back(std::move(candidate));
    return;
  }
  if (container.order.from == 0) {
    ++counts.containers;
    ++container.taking->counts.containers;
  }
  feed.add_to_count(portion.members.size());
  container.members = std::move(portion.members);
  container.ended = trouble || !portion.next || *portion.next <= container.order.from;
  if (portion.next) container.order.from = *portion.next;
  container.order.unpacked_bytes = portion.unpacked_bytes;
  if (!trouble) trouble = portion.trouble;
  if (trouble) {
    container.taking->whole = false;
    fail_container(content, *trouble, finished.cpu_s);
  } else if (container.ended) {
    if (!container.member) {
      catalogue.clear_failure_at(container.path);
      changed();
    }
    ++counts.seen;
  }
}

bool Import::Parts::read_once_more_if_changed(Content& content, const Finished& finished) {
  if (content.member) return false;
  const bool misread = finished.failure && finished.failure->failure() == Failure::io_error;
  if (!misread && unchanged(content.file.get(), content.seen)) return false;
  for (Content::Other& other : content.others) {
    if (!other.member.open()) {
      put_back(other.about.path, 0);
      continue;
    }
    Candidate again;
    again.path = other.about.path;
    again.name = other.name;
    again.member = again.plain = true;
    again.file = std::move(other.member);
    again.about = other.about;
    again.taking = other.taking;
    feed.put_back(std::move(again));
  }
  if (content.changes > 0) {
    fail_unread(content.about, misread ? *finished.failure : changed_while_read());
    return true;
  }
  put_back(content.about.path, 1);
  return true;
}

void Import::Parts::keep(Content& content, const Finished& finished) {
  bool doubtful = false;
  try {
    const std::string result = finished.result.str();
    const std::string_view all = result;
    const std::size_t head = reading_head(false).size();
    doubtful = all.starts_with(reading_head(true));
    if (!doubtful && !all.starts_with(reading_head(false)))
      throw InputError(Failure::crash, tr("the reader of this file sent a garbled reply"));
    std::string_view json = all.substr(head);
    if (json.ends_with('\n')) json.remove_suffix(1);
    if (originals) originals->keep(content.file.get(), content.sha256, catalogue.original_path(content.sha256));
    catalogue.store(record_of(content, finished.cpu_s), content.about, json);
  } catch (const InputError& error) {
    // What a reader says is checked before it is kept; one that says nonsense has crashed.
    const bool nonsense = error.failure() == Failure::damaged;
    return fail(content, nonsense ? InputError(Failure::crash, error.what()) : error, finished.cpu_s);
  }
  changed();
  settled(content.taking, FileState::imported);
  for (const Content::Other& other : content.others) {
    catalogue.add_path(content.sha256, other.about);
    settled(other.taking, FileState::imported);
    ++counts.seen;
    ++counts.duplicates;
  }
  if (options.re_extract) read_now.insert(content.sha256);
  ++counts.seen;
  ++counts.imported;
  counts.pages += static_cast<std::uint64_t>(std::max(0, finished.pages));
  if (doubtful) ++counts.doubtful;
}

void Import::Parts::fail(const Content& content, const InputError& failure, double cpu_s) {
  // A disk that failed says nothing about the content: it is read again in the next run.
  if (failure.failure() == Failure::io_error) {
    const auto leave = [&](const StoredPath& about, const std::shared_ptr<Taking>& taking) {
      if (taking) taking->whole = false;
      fail_unread(about, failure);
    };
    leave(content.about, content.taking);
    for (const Content::Other& other : content.others) leave(other.about, other.taking);
    return;
  }
  if (!content.again) {
    catalogue.store_failure(record_of(content, cpu_s), content.about, failure.failure(), failure.what());
    changed();
  }
  if (options.re_extract) read_now.insert(content.sha256);
  failed_now.emplace(content.sha256, failure.failure());
  const FileState state = content.again ? FileState::imported : FileState::failed;
  settled(content.taking, state);
  count_failure(content.about.path, failure);
  for (const Content::Other& other : content.others) {
    catalogue.add_path(content.sha256, other.about);
    settled(other.taking, state);
    count_failure(other.about.path, failure);
  }
}

void Import::Parts::fail_container(const Content& content, const InputError& failure, double cpu_s) {
  if (!options.shard.holds(content.sha256)) {
    ++counts.seen;
    ++counts.other_shards;
    return;
  }
  if (failure.failure() == Failure::io_error) return fail_unread(content.about, failure);
  // Known as failed it would not be opened for its members of other shards.
  if (options.shard.count > 1) {
    catalogue.store_unreadable(content.about, failure.failure(), failure.what());
    changed();
    return count_failure(content.about.path, failure);
  }
  broken_containers.push_back({record_of(content, cpu_s), content.about, failure});
  count_failure(content.about.path, failure);
}

// --- the loop

void Import::Parts::begin_to_stop() {
  give_up_at = Clock::now() + kGrace;
  // A watched folder is left between two looks without anything being broken off.
  interrupted = work_left() || !exhausted;
  readers.cancel_queued();
  // What is left undone must not look done.
  store_taken_apart();
  takings.clear();
  for (std::deque<std::uint64_t>* waiting : {&ready, &set_aside}) {
    for (const std::uint64_t id : *waiting) contents.erase(id);
    waiting->clear();
  }
}

milliseconds Import::Parts::patience() const {
  if (more_to_feed && !give_up_at && !alone) return milliseconds(0);
  const auto now = Clock::now();
  milliseconds longest{200};
  if (uncommitted > 0)
    longest = std::min(longest, std::chrono::ceil<milliseconds>(uncommitted_since + kLongestUncommitted - now));
  if (give_up_at) longest = std::min(longest, std::chrono::ceil<milliseconds>(*give_up_at - now));
  return std::max(longest, milliseconds(0));
}

void Import::Parts::rest(milliseconds at_most) const {
  pollfd woken{stop.wake(), POLLIN, 0};
  ::poll(&woken, 1, static_cast<int>(at_most.count()));
}

ImportReport Import::Parts::run() {
  const Clock::time_point begun = Clock::now();
  for (;;) {
    if (!give_up_at && stop.requested()) begin_to_stop();
    if (!give_up_at) {
      if (!alone) refill();
      start_ready();
    }
    if (running.empty() && give_up_at) break;
    if (running.empty() && exhausted && !work_left()) {
      store_broken_containers();
      clear_folders();
      commit();
      observer.tick(counts, feed.count_on());
      if (!options.watch) break;
      rest(options.watch->interval);
      if (!stop.requested()) feed.look_again();
      continue;
    }
    if (running.empty()) {
      if (!more_to_feed && readers.free() == 0) rest(milliseconds(10));
    } else {
      std::vector<Finished> done = readers.wait(patience(), give_up_at ? -1 : stop.wake());
      for (const Finished& one : done) running.erase(one.id);
      // First the readers get work, then what they brought is stored.
      if (!give_up_at && !stop.requested()) start_ready();
      for (Finished& one : done) finish(std::move(one));
      if (give_up_at && Clock::now() >= *give_up_at && !running.empty()) {
        readers.cancel_all();
        interrupted = true;
        running.clear();
      }
    }
    if (uncommitted >= kMostUncommitted || (uncommitted > 0 && Clock::now() - uncommitted_since >= kLongestUncommitted))
      commit();
    observer.tick(counts, feed.count_on());
  }
  commit();
  ImportReport report;
  report.counts = counts;
  report.time = std::chrono::duration_cast<milliseconds>(Clock::now() - begun);
  report.interrupted = interrupted || (give_up_at && !feed.idle());
  return report;
}

Import::Import(Readers& readers, Catalogue& catalogue, const ImportOptions& options, ImportObserver& observer,
               const StopRequest& stop)
    : parts_(std::make_unique<Parts>(readers, catalogue, options, observer, stop)) {}

Import::~Import() = default;

ImportReport Import::run() { return parts_->run(); }

}  // namespace prikaz
