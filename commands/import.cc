#include "import.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>

#include "commands.h"
#include "complain.h"
#include "prikaz/archive.h"
#include "prikaz/import_progress.h"
#include "prikaz/importer.h"
#include "prikaz/ingest.h"
#include "prikaz/messages.h"
#include "prikaz/output.h"
#include "prikaz/printable.h"
#include "prikaz/unpack.h"
#include "prikaz/worker_pool.h"
#include "process.h"
#include "stop_on_signal.h"

namespace prikaz {
namespace {

// --- in the children

// Whether a person should look at what was read: a page could not be read, the file was repaired, printed letters were
// taken from a picture with doubt, or nothing was found that looks like a document.
bool is_doubtful(const Extraction& extraction) {
  constexpr float kUnsure = 0.85F;  // mean confidence of the words of a page
  for (const Diagnostic& diagnostic : extraction.diagnostics) {
    if (diagnostic.severity == Severity::error) return true;
    for (const char* code : {"pdf_damaged", "page_size_absurd", "page_mostly_picture"})
      if (diagnostic.code == code) return true;
  }
  for (const Page& page : extraction.pages)
    if (page.ocr_confidence && *page.ocr_confidence < kUnsure) return true;
  return extraction.documents.empty();
}

void read_content(const ReadTask& task, std::ostream& out, const Heartbeat& beat, ExtractOptions options) {
  const ReadOrder order = read_order(task.parameters);
  if (order.unpack)
    return unpack(task.input, unpack_order(order.unpack_order), options.password, out, [&] { beat(0, 0); });
  SourceFile source = ingest(task.input, task.name);
  if (source.sha256 != order.sha256)
    throw InputError(Failure::io_error, tr("changed while it was read: try again when it is complete"));
  options.jobs = order.jobs;
  options.progress = beat;
  const Extraction extraction = process(std::move(source), options);
  out << reading_head(is_doubtful(extraction));
  write_json(out, extraction, false);
}

// --- here

class PoolReaders : public Readers {
 public:
  PoolReaders(const ExtractOptions& options, const PoolOptions& pool)
      : pool_([options](const ReadTask& task, std::ostream& out,
                        const Heartbeat& beat) { read_content(task, out, beat, options); },
              warm_up, pool) {}

  int free() const override { return pool_.free(); }
  void start(const ReadTask& task) override {
    try {
      pool_.start(task);
    } catch (const InputError& error) {
      refused_.emplace_back();
      refused_.back().id = task.id;
      refused_.back().failure = error;
    }
  }
  std::vector<Finished> wait(std::chrono::milliseconds at_most, int wake) override {
    std::vector<Finished> done;
    std::swap(done, refused_);
    if (done.empty()) done = pool_.wait(at_most, wake);
    return done;
  }
  void cancel_all() override { pool_.cancel_all(); }
  void cancel_queued() override { pool_.cancel_queued(); }

  const SandboxState& state() const { return pool_.sandbox(); }
  std::string sandbox() const {
    const SandboxState& state = pool_.sandbox();
    return "rlimits" + (state.landlock_abi > 0 ? " landlock:" + std::to_string(state.landlock_abi) : std::string()) +
           (state.seccomp ? " seccomp" : "");
  }

 private:
  WorkerPool pool_;
  std::vector<Finished> refused_;
};

class ArchiveCatalogue : public Catalogue {
 public:
  explicit ArchiveCatalogue(Archive& archive) : archive_(archive) {}
  std::optional<FileState> state_of(const std::string& sha256) override { return archive_.state_of(sha256); }
  std::optional<std::string> sha256_of(const StoredPath& path) override { return archive_.sha256_of(path); }
  std::vector<std::string> paths_of(const std::string& sha256) override { return archive_.paths_of(sha256); }
  std::string original_path(const std::string& sha256) override { return archive_.original_path(sha256).native(); }
  void store(const ImportRecord& record, const StoredPath& path, std::string_view json) override {
    archive_.store(record, path, json);
  }
  void store_failure(const ImportRecord& record, const StoredPath& path, Failure failure,
                     const std::string& reason) override {
    archive_.store_failure(record, path, failure, reason);
  }
  void add_path(const std::string& sha256, const StoredPath& path) override { archive_.add_path(sha256, path); }
  void store_unreadable(const StoredPath& path, Failure failure, const std::string& reason) override {
    archive_.store_unreadable(path, failure, reason);
  }
  std::optional<TakenApart> taken_apart(const StoredPath& path) override { return archive_.taken_apart(path); }
  void store_taken_apart(const std::string& sha256, const StoredPath& path, const TakenApart& container) override {
    archive_.store_taken_apart(sha256, path, container);
  }
  std::vector<std::string> unreadable_paths() override {
    std::vector<std::string> paths;
    for (const FailedFile& file : archive_.failed())
      if (file.sha256.empty()) paths.insert(paths.end(), file.paths.begin(), file.paths.end());
    return paths;
  }
  void clear_failure_at(const std::string& path) override { archive_.clear_failure_at(path); }
  void commit() override { archive_.commit(); }

 private:
  Archive& archive_;
};

// What is kept here is for its owner, and a core would be a copy of documents.
void keep_to_ourselves() {
  ::umask(077);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  // Each file under way holds a descriptor or two.
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < 4096) {
    files.rlim_cur = std::min<rlim_t>(4096, files.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &files);
  }
}

std::vector<std::string> paths_on_standard_input(bool nul_separated) {
  std::vector<std::string> paths;
  for (std::string path; std::getline(std::cin, path, nul_separated ? '\0' : '\n');)
    if (!path.empty()) paths.push_back(path);
  return paths;
}

std::vector<std::string> inputs_of(const ImportWanted& wanted) {
  std::vector<std::string> inputs;
  for (const std::string& path : wanted.paths) {
    if (path != "-") {
      inputs.push_back(path);
      continue;
    }
    const std::vector<std::string> listed = paths_on_standard_input(wanted.nul_separated);
    inputs.insert(inputs.end(), listed.begin(), listed.end());
  }
  return inputs;
}

ProgressStyle style_of(const std::string& name) {
  if (name == "bar") return ProgressStyle::bar;
  if (name == "lines") return ProgressStyle::lines;
  if (name == "json") return ProgressStyle::json;
  if (name == "none") return ProgressStyle::none;
  return ::isatty(STDERR_FILENO) != 0 ? ProgressStyle::bar : ProgressStyle::lines;
}

// False if the user would rather not wait for another import, or has had enough of waiting.
bool get_lock(Archive& archive, bool wait, ImportProgress& progress, const StopRequest& stop) {
  if (archive.lock_for_import(std::chrono::seconds(0))) return true;
  if (!wait) {
    progress.say(tr("another import works on this archive"));
    return false;
  }
  progress.say(tr("another import works on this archive: waiting until it is done"));
  while (!archive.lock_for_import(std::chrono::seconds(1)))
    if (stop.requested()) return false;
  return true;
}

ImportOptions options_of(const ImportWanted& wanted) {
  ImportOptions options;
  options.inputs = inputs_of(wanted);
  options.archive_folder = wanted.archive;
  options.limits = limits_of(wanted.reading);
  options.limits.output_bytes = std::uint64_t{256} << 20U;
  options.copy = wanted.copy;
  options.re_extract = wanted.re_extract;
  options.retry = wanted.retry;
  options.program_version = program_version();
  if (wanted.watch)
    options.watch = WatchOptions{std::chrono::seconds(wanted.interval_s), std::chrono::seconds(wanted.still_s)};
  try {
    if (!wanted.shard.empty()) options.shard = parse_shard(wanted.shard);
  } catch (const std::invalid_argument&) {
    throw UsageError(tr("--shard wants part/parts, as in 2/3, not '%1'", {printable(wanted.shard)}));
  }
  return options;
}

// Contents that need a password, and containers that failed with such members in them.
std::unordered_set<std::string> encrypted_in(const std::vector<FailedFile>& failed) {
  std::unordered_set<std::string> wanted;
  std::vector<std::string> paths;
  for (const FailedFile& file : failed) {
    if (file.failure != failure_name(Failure::encrypted)) continue;
    wanted.insert(file.sha256);
    paths.insert(paths.end(), file.paths.begin(), file.paths.end());
  }
  for (const FailedFile& file : failed)
    for (const std::string& container : file.paths)
      if (std::any_of(paths.begin(), paths.end(),
                      [&](const std::string& path) { return path.starts_with(container + "!/"); }))
        wanted.insert(file.sha256);
  return wanted;
}

}  // namespace

void add_import_options(Options& options, ImportWanted& wanted) {
  Reading& reading = wanted.reading;
  options.number("--jobs", "N", reading.jobs, 1, 256, tr("read so many files side by side (one for each processor)"))
      .number("--timeout", "S", reading.timeout_s, 1, 86'400,
              tr("give up on a file after this many seconds, and a tenth more for each page read (600)"))
      .number("--memory", "MB", reading.memory_mb, 64, 1'000'000,
              tr("give up on a file that needs more megabytes (2048)"))
      .number("--max-pages", "N", reading.max_pages, 1, 1'000'000, tr("read no more pages than this (10000)"))
      .text("--password-file", "PATH", reading.password_file,
            tr("file whose first line is the password of encrypted files"))
      .flag("--require-sandbox", wanted.require_sandbox,
            tr("refuse to read where the kernel cannot lock in the reader of a file"))
      .flag("--no-wait", wanted.no_wait, tr("give up if another import works on the archive"))
      .choice("--progress", "HOW", wanted.progress, {"auto", "bar", "lines", "json", "none"},
              tr("how progress is shown on standard error: auto, bar, lines, json, none"));
}

ExitCode import_into_archive(const ImportWanted& wanted) {
  keep_to_ourselves();
  const StopOnSignal stop;
  ImportOptions options = options_of(wanted);
  const ExtractOptions reading = extract_options(wanted.reading);
  options.jobs = reading.jobs;
  ImportProgress progress(style_of(wanted.progress), std::cerr);
  try {
    // The readers are started first, so that they know neither the archive nor the paths.
    // What several workers have finished is stored while they go on; who asks for one wants no more than one core used.
    // A commit takes as long as reading a few short files.
    const int queued = options.jobs > 1 ? 4 * options.jobs : 0;
    PoolReaders readers(reading, {.workers = options.jobs,
                                  .queued = queued,
                                  .require_sandbox = wanted.require_sandbox,
                                  .readable = readable_data()});
    options.sandbox = readers.sandbox();
    tell_weaknesses(readers.state());
    Archive archive(wanted.archive, ArchiveMode::create_or_write);
    if (!get_lock(archive, !wanted.no_wait, progress, stop)) return kNothingDone;
    // With a password, what needed one is worth another try.
    if (!reading.password.empty()) options.retry.merge(encrypted_in(archive.failed()));
    ArchiveCatalogue catalogue(archive);
    const ImportReport report = Import(readers, catalogue, options, progress, stop).run();
    progress.finish(report);
    Output output("");
    output.write(report_text(report));
    return report.complete() ? kDone : kSomeFailed;
  } catch (const ArchiveError& error) {
    progress.say(error.what());
    return kNothingDone;
  } catch (const InputError& error) {
    // Not of a file: no reader can be started at all.
    progress.say(error.what());
    return kNothingDone;
  }
}

std::vector<std::string> files_behind(const std::vector<std::string>& archive_paths) {
  std::set<std::string> files;
  for (const std::string& path : archive_paths) {
    std::string file = path;
    // A name may hold «!/» itself, so the longest that is there counts.
    for (std::size_t end = path.size(); end != std::string::npos && end > 0; end = path.rfind("!/", end - 1)) {
      struct stat about {};
      if (::lstat(path.substr(0, end).c_str(), &about) == 0 && !S_ISDIR(about.st_mode)) {
        file = path.substr(0, end);
        break;
      }
    }
    files.insert(file);
  }
  return {files.begin(), files.end()};
}

void add_import_command(CommandLine& program) {
  const auto wanted = std::make_shared<ImportWanted>();
  Options options = program.add_command("import", tr("read many files into an archive"), [wanted] {
    require(!wanted->archive.empty(), tr("no archive given: --archive DIR"));
    require(!wanted->paths.empty(), tr("no file given"));
    return import_into_archive(*wanted);
  });
  options
      .arguments("PATH", wanted->paths,
                 tr("files, folders, ZIP and TAR files; - for a list of paths on standard input"))
      .text("--archive", "DIR", wanted->archive, tr("folder of the archive; made if there is none"))
      .flag("-0,--null", wanted->nul_separated, tr("the list on standard input is separated by NUL, not by lines"))
      .flag("--copy", wanted->copy, tr("keep copies of the files in the archive"))
      .flag("--re-extract", wanted->re_extract, tr("read again what is in the archive already"))
      .text("--shard", "I/N", wanted->shard, tr("take only part I of N of the contents, the same on every machine"))
      .flag("--watch", wanted->watch, tr("go on watching the folders until stopped"))
      .number("--interval", "S", wanted->interval_s, 1, 86'400, tr("look at watched folders every so many seconds (2)"))
      .number("--still", "S", wanted->still_s, 0, 86'400,
              tr("take a file of a watched folder when it has not changed for so many seconds (5)"));
  add_import_options(options, *wanted);
}

}  // namespace prikaz
