#include "child.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <ostream>
#include <string>

namespace prikaz {
namespace {

struct Said {
  std::string reply;
  int status = 0;
};

// What a child says whose parent, as it is told, is `parent`.
Said child_of(pid_t parent) {
  std::array<int, 2> reply{}, errors{};
  Said said;
  if (::pipe(reply.data()) != 0 || ::pipe(errors.data()) != 0) return said;
  const pid_t child = ::fork();
  if (child == 0) {
    ReadTask task;
    task.limits.wall = std::chrono::seconds(10);
    task.limits.memory_bytes = std::uint64_t{512} << 20U;
    be_child([](const ReadTask&, std::ostream& out, const Heartbeat&) { out << "read"; }, task, parent,
             {reply[1], errors[1], -1}, nullptr);
  }
  for (const int end : {reply[1], errors[0], errors[1]}) ::close(end);
  std::array<char, 256> buffer{};
  for (ssize_t n = 0; (n = ::read(reply[0], buffer.data(), buffer.size())) > 0;)
    said.reply.append(buffer.data(), static_cast<std::size_t>(n));
  ::close(reply[0]);
  ::waitpid(child, &said.status, 0);
  return said;
}

TEST(Child, Reads) {
  const Said said = child_of(::getpid());
  EXPECT_NE(said.reply.find("read"), std::string::npos);
  EXPECT_TRUE(WIFEXITED(said.status) && WEXITSTATUS(said.status) == 0) << said.status;
}

// Killed between the fork and the child's first steps: that says nothing about the file.
TEST(Child, SaysNothingOfItsFileIfItsParentHasGone) {
  const Said said = child_of(::getppid());
  EXPECT_EQ(said.reply, "");
  EXPECT_FALSE(WIFEXITED(said.status) && WEXITSTATUS(said.status) == 0) << said.status;
}

}  // namespace
}  // namespace prikaz
