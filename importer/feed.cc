#include "feed.h"

#include <algorithm>

#include "content.h"
#include "prikaz/messages.h"

namespace prikaz {

std::string base_name(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

namespace {

std::vector<std::string> all_absolute(std::vector<std::string> paths) {
  for (std::string& path : paths) path = absolute_path(path);
  return paths;
}

}  // namespace

Feed::Feed(const ImportOptions& options)
    : options_(options),
      inputs_(all_absolute(options.inputs)),
      archive_(folder_id(options.archive_folder)),
      walk_(inputs_, archive_) {
  if (options.watch) {
    stillness_.emplace(options.watch->still);
    stillness_->begin_look();
  } else {
    counting_.emplace(inputs_, archive_);
  }
}

bool Feed::covers(const std::string& path) const {
  return std::any_of(inputs_.begin(), inputs_.end(), [&](const std::string& input) {
    return path == input || path.starts_with(input.ends_with('/') ? input : input + '/');
  });
}

void Feed::look_again() {
  walk_ = Walk(inputs_, archive_);
  stillness_->end_look();
  stillness_->begin_look();
}

bool Feed::may_take(const std::string& path) {
  const std::optional<StoredPath> seen = look_at(path);
  return seen && stillness_->may_take(*seen, std::chrono::steady_clock::now());
}

Candidate Feed::member_of(Container& container) {
  Member member = std::move(container.members.front());
  container.members.pop_front();
  Candidate candidate;
  candidate.path = container.path + "!/" + member.name;
  candidate.name = base_name(member.name);
  // Two members may have one name, or one that looks like that of a member of a container inside; all are kept.
  const std::string path = candidate.path;
  for (int count = 2; !container.taking->names.insert(candidate.path).second; ++count)
    candidate.path = path + "!" + std::to_string(count);
  candidate.member = true;
  candidate.file = std::move(member.file);
  candidate.about = container.about;
  candidate.about.path = candidate.path;
  candidate.about.size = member.size;
  candidate.depth = container.depth + 1;
  candidate.taking = container.taking;
  candidate.failure = std::move(member.failure);
  return candidate;
}

void Feed::close(const Container& container) {
  std::erase_if(containers_, [&](const std::unique_ptr<Container>& one) { return one.get() == &container; });
}

Feed::Next Feed::next(Candidate& candidate) {
  if (!again_.empty()) {
    candidate = std::move(again_.back());
    again_.pop_back();
    return Next::candidate;
  }
  while (!containers_.empty()) {
    Container& top = *containers_.back();
    if (top.unpacking) return Next::blocked;
    if (!top.members.empty()) {
      candidate = member_of(top);
      return Next::candidate;
    }
    if (!top.ended) return Next::portion_wanted;
    containers_.pop_back();
  }
  while (std::optional<Found> found = walk_.next()) {
    candidate = Candidate();
    candidate.path = std::move(found->path);
    candidate.name = base_name(candidate.path);
    if (found->error != 0) {
      if (options_.watch && !troubles_.insert(candidate.path).second) continue;
      candidate.failure.emplace(Failure::io_error, tr("the folder cannot be read: %1", {error_text(found->error)}));
    } else if (options_.watch && !may_take(candidate.path)) {
      continue;
    }
    return Next::candidate;
  }
  return Next::exhausted;
}

std::optional<std::uint64_t> Feed::count_on() {
  constexpr int kAtOnce = 200;
  for (int i = 0; counting_ && i < kAtOnce; ++i) {
    if (counting_->next())
      ++counted_;
    else
      counting_.reset();
  }
  if (counting_ || options_.watch) return std::nullopt;
  return counted_;
}

}  // namespace prikaz
